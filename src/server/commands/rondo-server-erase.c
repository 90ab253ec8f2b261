/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person leaves for good. */
#include "config.h"

#include "rondo-server-erase.h"

#include "rondo-server-admin-log.h"
#include "rondo-server-apply.h"
#include "rondo-server-history.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

static const char SQL_LIST_OWN[] =
    "SELECT id FROM record WHERE belongs_to = $1 AND id <> $1 AND is_deleted = 0 "
    "AND kind NOT IN ('member', 'round', 'pairing', 'session', 'plan') ORDER BY id";
static const char SQL_LIST_PAIRINGS[] = "SELECT pairing FROM pairing_index WHERE (coach = $1 OR "
                                        "client = $1) AND state IN ('active', 'paused') "
                                        "ORDER BY pairing";
static const char SQL_LIST_NAMING[] =
    "SELECT id FROM record WHERE is_deleted = 0 AND body LIKE $1 ESCAPE '!' ORDER BY id";
static const char SQL_SCRUB_OWN[] =
    "UPDATE record_past SET body = NULL WHERE record IN "
    "(SELECT id FROM record WHERE belongs_to = $1 AND id <> $1 "
    "AND kind NOT IN ('member', 'round', 'pairing', 'session', 'plan'))";
static const char SQL_SCRUB_RECORD[] = "UPDATE record_past SET body = NULL WHERE record = $1";
static const char SQL_SCRUB_NAMING[] =
    "UPDATE record_past SET body = NULL WHERE body LIKE $1 ESCAPE '!'";
static const char SQL_SCRUB_LEDGER[] =
    "UPDATE ledger SET message = NULL, code = 'conflict' WHERE message LIKE $1 ESCAPE '!'";
static const char SQL_DELETE_INVITATIONS[] =
    "DELETE FROM invitation WHERE member = $1 AND used_us IS NULL";
static const char SQL_DELETE_DEPOSITS[] = "DELETE FROM deposit WHERE member = $1";

typedef struct {
  RondoServerWriter writer;
  const RondoServerPerson *person; /* borrowed */
  char *pattern;                   /* owned; of LIKE: what holds the e-mail address */
} Eraser;

/* The ids that @sql finds for @value. (transfer full) (element-type utf8) */
static GPtrArray *
list_ids (RondoDb *db, const char *sql, const char *value, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, sql, "t", value);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    g_ptr_array_add (ids, g_strdup (rondo_statement_get_text (statement, 0)));
  if (failure == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Calls @change for every record that @sql finds. */
static gboolean
for_each (const Eraser *eraser,
          const char *sql,
          const char *value,
          gboolean (*change) (const Eraser *, RondoServerRecord *, GError **),
          GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (eraser->writer.db, sql, value, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (RondoServerRecord) record = NULL;

    if (!rondo_server_records_find (
            eraser->writer.db, g_ptr_array_index (ids, i), &record, error) ||
        !change (eraser, record, error))
      return FALSE;
  }
  return ids != NULL;
}

static gboolean
rewrite (const Eraser *eraser, RondoServerRecord *record, char *body, GError **error)
{
  g_free (record->body);
  record->body = body;
  return rondo_server_write_record (&eraser->writer, record, error);
}

static gboolean
bury (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  return rewrite (eraser, record, NULL, error);
}

static gboolean
end_pairing (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoPairing) pairing = rondo_wire_decode_pairing (record->id, record->body, error);

  if (pairing == NULL)
    return FALSE;
  pairing->state = RONDO_PAIRING_ENDED;
  return rewrite (eraser, record, rondo_wire_encode_pairing (pairing, record->body), error);
}

static void
drop_name (GPtrArray *names, const char *name)
{
  for (guint i = names->len; i > 0; i--) {
    if (g_strcmp0 (g_ptr_array_index (names, i - 1), name) == 0)
      g_ptr_array_remove_index (names, i - 1);
  }
}

/* By address and by id. */
static void
drop_person (const Eraser *eraser, RondoWishes *wishes)
{
  const RondoServerPerson *person = eraser->person;

  drop_name (wishes->requests, person->email);
  drop_name (wishes->requests, person->member);
  drop_name (wishes->avoids, person->email);
  drop_name (wishes->avoids, person->member);
}

static gboolean
forget_wishes_of_member (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoMember) member = rondo_wire_decode_member (record->id, record->body, error);

  if (member == NULL)
    return FALSE;
  drop_person (eraser, member->wishes);
  return rewrite (eraser, record, rondo_wire_encode_member (member, record->body), error);
}

static gboolean
forget_wishes_of_registration (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoRegistration) registration =
      rondo_wire_decode_registration (record->id, record->body, error);

  if (registration == NULL)
    return FALSE;
  drop_person (eraser, registration->wishes);
  return rewrite (
      eraser, record, rondo_wire_encode_registration (registration, record->body), error);
}

/* The partner's own note of whom they coach: the hours stay with a client without a name. */
static gboolean
forget_client (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoClientPerson) client = rondo_wire_decode_client (record->id, record->body, error);

  if (client == NULL)
    return FALSE;
  if (g_strcmp0 (client->member, eraser->person->member) != 0 &&
      g_strcmp0 (client->contact, eraser->person->email) != 0)
    return TRUE;
  g_free (client->name);
  client->name = g_strdup (_ ("Former member"));
  g_free (client->contact);
  client->contact = g_strdup ("");
  g_free (client->consent_note);
  client->consent_note = g_strdup ("");
  return rewrite (eraser, record, rondo_wire_encode_client (client, record->body), error) &&
         rondo_db_run (eraser->writer.db, error, SQL_SCRUB_RECORD, "t", record->id);
}

/* What others wrote that holds the e-mail address, or is about the member. */
static gboolean
forget_elsewhere (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  if (g_strcmp0 (record->id, eraser->person->member) == 0)
    return TRUE;
  switch (record->kind) {
  case RONDO_KIND_MEMBER:
    return forget_wishes_of_member (eraser, record, error);
  case RONDO_KIND_REGISTRATION:
    return forget_wishes_of_registration (eraser, record, error);
  case RONDO_KIND_CLIENT:
    return forget_client (eraser, record, error);
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PAIRING:
  case RONDO_KIND_SESSION:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
  case RONDO_KIND_FEEDBACK:
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return TRUE;
  default:
    return bury (eraser, record, error);
  }
}

/* Clients name a member by id whose name they then hold, registrations whom they ask for. */
static gboolean
forget_elsewhere_by_id (const Eraser *eraser, RondoServerRecord *record, GError **error)
{
  if (record->kind == RONDO_KIND_REGISTRATION)
    return forget_wishes_of_registration (eraser, record, error);
  return record->kind != RONDO_KIND_CLIENT || forget_client (eraser, record, error);
}

/* The member that stays, so that pairings have two ends. */
static gboolean
forget_member (const Eraser *eraser, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoMember) member = rondo_member_new ();

  if (!rondo_server_records_find (eraser->writer.db, eraser->person->member, &record, error))
    return FALSE;
  g_return_val_if_fail (record != NULL, FALSE);
  g_free (member->id);
  member->id = g_strdup (record->id);
  g_free (member->name);
  member->name = g_strdup (_ ("Former member"));
  g_free (member->email);
  member->email = g_strdup_printf ("%s@erased.invalid", record->id);
  member->is_active = FALSE;
  return rewrite (eraser, record, rondo_wire_encode_member (member, NULL), error) &&
         rondo_db_run (eraser->writer.db, error, SQL_SCRUB_RECORD, "t", record->id);
}

static gboolean
forget_traces (const Eraser *eraser, GError **error)
{
  RondoDb *db = eraser->writer.db;
  const char *member = eraser->person->member;
  RondoServerAdminEntry entry = {
      .at_us = eraser->writer.now_us,
      .actor = RONDO_SERVER_CONSOLE,
      .action = "erase",
      .subject = member,
  };

  return rondo_db_run (db, error, SQL_SCRUB_OWN, "t", member) &&
         rondo_db_run (db, error, SQL_SCRUB_NAMING, "t", eraser->pattern) &&
         rondo_db_run (db, error, SQL_SCRUB_LEDGER, "t", eraser->pattern) &&
         rondo_db_run (db, error, SQL_DELETE_INVITATIONS, "t", member) &&
         rondo_db_run (db, error, SQL_DELETE_DEPOSITS, "t", member) &&
         rondo_server_accounts_delete (db, member, error) &&
         rondo_server_admin_log_add (db, &entry, error);
}

/* Somebody has to be able to sign in as a coordinator afterwards. */
static gboolean
check_not_last (RondoDb *db, const RondoServerPerson *person, GError **error)
{
  int64_t count = rondo_server_accounts_count_coordinators (db, error);

  if (count < 0)
    return FALSE;
  return !person->is_coordinator || person->is_held || count > 1 ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_CONFLICT,
                              _ ("This is the only coordinator who can sign in. Make somebody else "
                                 "a coordinator first."));
}

/* The pairings first: while they are active, partners hold the profile. */
static gboolean
erase (const Eraser *eraser, GError **error)
{
  const char *member = eraser->person->member;
  g_autofree char *about = g_strdup_printf ("%%%s%%", member);

  return check_not_last (eraser->writer.db, eraser->person, error) &&
         for_each (eraser, SQL_LIST_PAIRINGS, member, end_pairing, error) &&
         for_each (eraser, SQL_LIST_OWN, member, bury, error) &&
         for_each (eraser, SQL_LIST_NAMING, eraser->pattern, forget_elsewhere, error) &&
         for_each (eraser, SQL_LIST_NAMING, about, forget_elsewhere_by_id, error) &&
         forget_member (eraser, error) && forget_traces (eraser, error) &&
         rondo_server_history_seal (
             eraser->writer.db, eraser->writer.community, eraser->writer.now_us, error);
}

/* For LIKE … ESCAPE '!'. (transfer full) */
static char *
make_pattern (const char *email)
{
  GString *pattern = g_string_new ("%");

  for (const char *at = email; *at != '\0'; at++) {
    if (*at == '%' || *at == '_' || *at == '!')
      g_string_append_c (pattern, '!');
    g_string_append_c (pattern, *at);
  }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

gboolean
rondo_server_erase (RondoDb *db,
                    const RondoServerCommunity *community,
                    const RondoServerPerson *person,
                    int64_t now_us,
                    GError **error)
{
  g_autofree char *pattern = make_pattern (person->email);
  Eraser eraser = {
      .writer =
          {
              .db = db,
              .community = community,
              .is_coordinator = TRUE,
              .reason = "erase",
              .now_us = now_us,
          },
      .person = person,
      .pattern = pattern,
  };

  return rondo_db_begin (db, error) && rondo_db_end (db, erase (&eraser, error), error);
}
