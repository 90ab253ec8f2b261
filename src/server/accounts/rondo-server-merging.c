/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two accounts of one person become one: whose each record is, in one transaction. */
#include "config.h"

#include "rondo-server-merging.h"

#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-conduct.h"
#include "rondo-server-devices.h"
#include "rondo-server-feed.h"
#include "rondo-server-former.h"
#include "rondo-server-history.h"
#include "rondo-server-merging-private.h"
#include "rondo-server-people.h"
#include "rondo-server-problem.h"
#include "rondo-server-profiles.h"

#include <glib/gi18n-lib.h>

static const char SQL_COUNT_LIVE[] =
    "SELECT count(*) FROM pairing_index p JOIN pairing_index q ON q.round = p.round "
    "WHERE p.state IN ('active', 'paused') AND q.state IN ('active', 'paused') "
    "AND $1 IN (p.coach, p.client) AND $2 IN (q.coach, q.client)";
static const char SQL_LIST_PARTNERS[] = "SELECT coach FROM pairing_index WHERE client = $1 UNION "
                                        "SELECT client FROM pairing_index WHERE coach = $1";
static const char SQL_MOVE_ACCOUNT[] = "UPDATE account SET member = $2 WHERE member = $1";
static const char SQL_MOVE_LEDGER[] = "UPDATE ledger SET member = $2 WHERE member = $1";
static const char SQL_MOVE_DEPOSITS[] = "UPDATE deposit SET member = $2 WHERE member = $1";
static const char SQL_WITHDRAW[] = "UPDATE invitation SET expires_us = $2 WHERE member = $1 "
                                   "AND used_us IS NULL AND expires_us > $2";

static gboolean
conflict (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_CONFLICT, message);
}

static RondoServerPerson *
find_person (RondoDb *db, const char *member, GError **error)
{
  g_autofree char *name = NULL;

  if (!rondo_server_index_get_name (db, member, &name, error))
    return NULL;
  if (name != NULL)
    return rondo_server_people_find (db, member, error);
  rondo_server_refuse (
      error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this member."));
  return NULL;
}

/* Nobody coaches their own coach, and nobody has two places where there is one: that would have
 * to be repaired first. */
static gboolean
check_rounds (const Merger *merger, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (
      merger->writer.db, error, SQL_COUNT_LIVE, "tt", merger->goes->member, merger->stays->member);
  g_autoptr (GError) failure = NULL;
  int64_t count = 0;

  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure))
    count = rondo_statement_get_int (statement, 0);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return count == 0 || conflict (error,
                                 _ ("Both have pairings in the same round that go on. End those of "
                                    "one of them first, or these are two people."));
}

static gboolean
check_last_coordinator (const Merger *merger, GError **error)
{
  int64_t count;

  if (!merger->goes->is_coordinator || merger->stays->is_coordinator || !merger->stays->has_account)
    return TRUE;
  count = rondo_server_accounts_count_coordinators (merger->writer.db, error);
  return count > 1 ||
         (count == 1 && conflict (error,
                                  _ ("The account that goes is the only coordinator. Make the "
                                     "other one a coordinator first.")));
}

static gboolean
check_merger (const Merger *merger, const char *actor, GError **error)
{
  if (g_strcmp0 (merger->stays->member, merger->goes->member) == 0)
    return conflict (error, _ ("These are not two members but one."));
  if (g_strcmp0 (actor, merger->goes->member) == 0)
    return conflict (error,
                     _ ("This is the account that you are signed in with. Let it stay, or ask "
                        "another coordinator."));
  if (merger->stays->is_held || merger->goes->is_held)
    return conflict (error, _ ("One of the two accounts is on hold. Release it first."));
  return check_rounds (merger, error) && check_last_coordinator (merger, error);
}

/* Contact data go from who knew the one that goes, unless they know the other. */
static gboolean
forget_profiles (const Merger *merger, GPtrArray *partners, GError **error)
{
  for (guint i = 0; i < partners->len; i++)
    if (!rondo_server_profiles_withdraw (
            &merger->writer, merger->goes->member, partners->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Who has no account yet takes the password of the other. */
static gboolean
close_account (const Merger *merger, GError **error)
{
  RondoDb *db = merger->writer.db;
  const char *goes = merger->goes->member;

  if (!merger->goes->has_account)
    return TRUE;
  if (!rondo_server_devices_delete_all (db, goes, error))
    return FALSE;
  return merger->stays->has_account
             ? rondo_server_accounts_delete (db, goes, error)
             : rondo_db_run (db, error, SQL_MOVE_ACCOUNT, "tt", goes, merger->stays->member);
}

/* Reports about the one are about the other now, who may be a coordinator. */
static gboolean
show_reports (const Merger *merger, GError **error)
{
  gboolean is_coordinator =
      merger->stays->has_account ? merger->stays->is_coordinator : merger->goes->is_coordinator;

  return rondo_server_conduct_show (&merger->writer, merger->stays->member, is_coordinator, error);
}

/* What was sent and not answered must not count twice, nor what was handed in be lost. */
static gboolean
move_traces (const Merger *merger, GError **error)
{
  RondoDb *db = merger->writer.db;
  const char *goes = merger->goes->member;
  const char *stays = merger->stays->member;
  int64_t now_us = merger->writer.now_us;

  return rondo_db_run (db, error, SQL_MOVE_LEDGER, "tt", goes, stays) &&
         rondo_db_run (db, error, SQL_MOVE_DEPOSITS, "tt", goes, stays) &&
         rondo_db_run (db, error, SQL_WITHDRAW, "ti", goes, now_us) &&
         (!merger->goes->has_account || merger->stays->has_account ||
          rondo_db_run (db, error, SQL_WITHDRAW, "ti", stays, now_us)) &&
         rondo_server_former_add (db, goes, stays, merger->goes->email, now_us, error);
}

/* The member that goes stays as a name for what was before; the address is free again. */
static gboolean
retire_member (Merger *merger, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoMember) member = NULL;
  char *body;

  if (!rondo_server_records_find (merger->writer.db, merger->goes->member, &record, error))
    return FALSE;
  member = record != NULL && record->body != NULL
               ? rondo_wire_decode_member (record->id, record->body, error)
               : NULL;
  if (member == NULL)
    return error == NULL || *error == NULL;
  g_free (member->email);
  member->email = g_strdup_printf ("%s@merged.invalid", member->id);
  g_free (member->phone);
  member->phone = g_strdup ("");
  member->is_active = FALSE;
  member->about.left_on = rondo_date_from_us (merger->writer.now_us, utc);
  g_free (member->about.merged_into);
  member->about.merged_into = g_strdup (merger->stays->member);
  rondo_wishes_free (member->wishes);
  member->wishes = rondo_wishes_new ();
  body = rondo_wire_encode_member (member, record->body);
  g_free (record->body);
  record->body = body;
  return rondo_server_write_record (&merger->writer, record, error);
}

static gboolean
write_down (const Merger *merger, const char *actor, GError **error)
{
  const RondoServerAdminEntry entry = {
      .at_us = merger->writer.now_us,
      .actor = actor,
      .action = "merge",
      .subject = merger->goes->member,
      .detail = merger->stays->member,
  };

  return rondo_server_admin_log_add (merger->writer.db, &entry, error);
}

/* The pairings first: what sessions and feedback belong to is looked up there. */
static gboolean
merge (Merger *merger, const char *actor, GError **error)
{
  RondoDb *db = merger->writer.db;
  g_autoptr (GPtrArray) partners = NULL;

  if (!check_merger (merger, actor, error))
    return FALSE;
  partners = rondo_server_merger_list_ids (db, SQL_LIST_PARTNERS, merger->goes->member, error);
  return partners != NULL && rondo_server_merger_move_records (merger, error) &&
         rondo_server_merger_move_addresses (merger, error) &&
         rondo_server_merger_join_clients (merger, error) &&
         forget_profiles (merger, partners, error) && retire_member (merger, error) &&
         close_account (merger, error) && show_reports (merger, error) &&
         move_traces (merger, error) && write_down (merger, actor, error) &&
         rondo_server_history_seal (db, merger->writer.community, merger->writer.now_us, error);
}

static gboolean
find_and_merge (Merger *merger, const char *actor, const RondoMergeRequest *request, GError **error)
{
  g_autoptr (RondoServerPerson) stays = find_person (merger->writer.db, request->stays, error);
  g_autoptr (RondoServerPerson) goes = NULL;
  g_autofree char *scope = NULL;

  if (stays == NULL)
    return FALSE;
  goes = find_person (merger->writer.db, request->goes, error);
  if (goes == NULL)
    return FALSE;
  scope = rondo_server_scope_of_member (goes->member);
  merger->stays = stays;
  merger->goes = goes;
  merger->scope = scope;
  return merge (merger, actor, error);
}

gboolean
rondo_server_merging_merge (RondoDb *db,
                            const RondoServerCommunity *community,
                            const char *actor,
                            const RondoMergeRequest *request,
                            int64_t now_us,
                            int64_t *moved,
                            GError **error)
{
  Merger merger = {
      .writer = {.db = db,
                 .community = community,
                 .is_coordinator = TRUE,
                 .reason = "merge",
                 .now_us = now_us},
  };

  if (!rondo_db_begin (db, error) ||
      !rondo_db_end (db, find_and_merge (&merger, actor, request, error), error))
    return FALSE;
  *moved = merger.moved;
  return TRUE;
}
