/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan becomes true for everybody. */
#include "config.h"

#include "rondo-server-publish.h"

#include "rondo-life.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-amend.h"
#include "rondo-server-apply.h"
#include "rondo-server-index.h"
#include "rondo-server-past.h"
#include "rondo-server-problem.h"
#include "rondo-server-records.h"
#include "rondo-server-rules.h"

#include <glib/gi18n-lib.h>

static gboolean
conflict (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_CONFLICT, message);
}

static gboolean
have_other_rules (const RondoRound *before, const RondoRound *now)
{
  return before->kind != now->kind || before->rest != now->rest ||
         before->mutual_allowed != now->mutual_allowed ||
         before->repeat_after != now->repeat_after || before->same_course != now->same_course;
}

static gboolean
are_for_others (const RondoRound *before, const RondoRound *now)
{
  return before->least != now->least || before->least_training != now->least_training ||
         g_strcmp0 (before->language, now->language) != 0;
}

/* What is another than when the plan was made, as a list for people. */
static char *
list_changes (const RondoRound *before, const RondoRound *now)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();

  if (g_strcmp0 (before->name, now->name) != 0)
    g_ptr_array_add (changes, (char *)_ ("the name"));
  if (before->start != now->start || before->end != now->end)
    g_ptr_array_add (changes, (char *)_ ("the dates"));
  if (before->session_count != now->session_count)
    g_ptr_array_add (changes, (char *)_ ("the number of sessions"));
  if (before->session_minutes != now->session_minutes)
    g_ptr_array_add (changes, (char *)_ ("the length of a session"));
  if (before->capacity != now->capacity)
    g_ptr_array_add (changes, (char *)_ ("how many clients and coaches each takes"));
  if (have_other_rules (before, now))
    g_ptr_array_add (changes, (char *)_ ("who may be paired with whom"));
  if (are_for_others (before, now))
    g_ptr_array_add (changes, (char *)_ ("whom the round is for"));
  g_ptr_array_add (changes, NULL);
  return g_strjoinv (", ", (char **)changes->pdata);
}

static gboolean
refuse_stale (const RondoServerWriter *writer,
              const RondoServerRecord *record,
              const RondoRound *now,
              int64_t base,
              GError **error)
{
  g_autofree char *body = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *message = NULL;
  g_autoptr (RondoRound) before = NULL;

  if (!rondo_server_records_find_version (writer->db, record->id, base, &body, error))
    return FALSE;
  before = body != NULL ? rondo_wire_decode_round (record->id, body, NULL) : NULL;
  changes = before != NULL ? list_changes (before, now) : g_strdup ("");
  if (*changes == '\0')
    return conflict (
        error, _ ("The round has changed since this plan was made. Match it again, then publish."));
  message = g_strdup_printf (_ ("The round has changed since this plan was made: %s. Match it "
                                "again, then publish."),
                             changes);
  return conflict (error, message);
}

/* A plan comes before the pairings, an amendment after. */
static gboolean
check_state (const RondoPlan *plan, const RondoRound *round, GError **error)
{
  if (plan->amendment != NULL)
    return rondo_round_state_has_pairings (round->state) ||
           conflict (error,
                     _ ("The pairings of this round do not go on. Look at the round again."));
  if (rondo_round_state_may_publish (round->state))
    return TRUE;
  if (rondo_round_state_has_pairings (round->state))
    return conflict (
        error, _ ("The pairings of this round are published already. Look at the round again."));
  return conflict (error, _ ("This round is not one to be matched. Look at the round again."));
}

/* The round's record, if it is still what the plan was made from. */
static RondoServerRecord *
find_round (const RondoServerWriter *writer, const RondoPlan *plan, int64_t base, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoRound) round = NULL;

  if (!rondo_server_records_find (writer->db, plan->round, &record, error))
    return NULL;
  if (record == NULL || record->kind != RONDO_KIND_ROUND || record->is_deleted) {
    rondo_server_refuse (error,
                         RONDO_SERVER_PROBLEM_UNKNOWN,
                         _ ("The server does not know the round of this plan."));
    return NULL;
  }
  round = rondo_wire_decode_round (record->id, record->body, error);
  if (round == NULL)
    return NULL;
  if (!check_state (plan, round, error))
    return NULL;
  if (record->version != base) {
    refuse_stale (writer, record, round, base, error);
    return NULL;
  }
  return g_steal_pointer (&record);
}

static gboolean
check_rules (const RondoServerWriter *writer,
             const RondoPlan *plan,
             const RondoServerRecord *round_record,
             GError **error)
{
  g_autoptr (RondoRound) round =
      rondo_wire_decode_round (round_record->id, round_record->body, error);
  g_autoptr (GPtrArray) registrations = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (RondoPast) past = NULL;
  RondoMatchingInput input;

  if (round == NULL || !rondo_server_index_list_registered (
                           writer->db, plan->round, &registrations, &members, error))
    return FALSE;
  past = rondo_server_past_read (writer->db, round, error);
  if (past == NULL)
    return FALSE;
  input = (RondoMatchingInput){
      .round = round, .members = members, .registrations = registrations, .past = past};
  return rondo_plan_check (plan, &input, error);
}

/* Every id that is going to be written has to be free, and to be there once. */
static gboolean
check_ids (const RondoServerWriter *writer, const RondoPlan *plan, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (seen, plan->id);
  for (guint i = 0; i <= plan->pairs->len; i++) {
    const RondoPlannedPair *pair = i < plan->pairs->len ? g_ptr_array_index (plan->pairs, i) : NULL;
    char *id = pair != NULL ? pair->pairing : plan->id;
    g_autoptr (RondoServerRecord) record = NULL;

    if (!rondo_server_rules_is_fresh_id (id) || (pair != NULL && !g_hash_table_add (seen, id)))
      return rondo_server_refuse (
          error,
          RONDO_SERVER_PROBLEM_INVALID,
          _ ("Each pairing of a plan needs an id of its own. Match the round again."));
    if (!rondo_server_records_find (writer->db, id, &record, error))
      return FALSE;
    if (record != NULL)
      return conflict (error, _ ("This plan was published before. Match the round again."));
  }
  return TRUE;
}

static gboolean
write_pairing (const RondoServerWriter *writer,
               const RondoPlan *plan,
               const RondoPlannedPair *planned,
               GError **error)
{
  g_autoptr (RondoServerRecord) record =
      rondo_server_record_new (RONDO_KIND_PAIRING, planned->pairing, plan->round);
  g_autoptr (RondoPairing) pairing = rondo_planned_pair_to_pairing (planned, plan);

  record->body = rondo_wire_encode_pairing (pairing, NULL);
  return rondo_server_write_record (writer, record, error);
}

static gboolean
write_plan (const RondoServerWriter *writer,
            const RondoPlan *plan,
            const RondoOp *op,
            GError **error)
{
  g_autoptr (RondoServerRecord) record =
      rondo_server_record_new (RONDO_KIND_PLAN, plan->id, plan->round);

  record->body = g_strdup (op->body);
  return rondo_server_write_record (writer, record, error);
}

static gboolean
write_round (const RondoServerWriter *writer,
             const RondoPlan *plan,
             RondoServerRecord *record,
             GError **error)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (record->id, record->body, error);
  char *body = NULL;

  if (round == NULL)
    return FALSE;
  round->state = RONDO_ROUND_PUBLISHED;
  round->is_quiet = plan->is_quiet;
  body = rondo_wire_encode_round (round, record->body);
  g_free (record->body);
  record->body = body;
  return rondo_server_write_record (writer, record, error);
}

static gboolean
log_publishing (const RondoServerWriter *writer, const RondoPlan *plan, GError **error)
{
  g_autofree char *pairs = g_strdup_printf ("%u", plan->pairs->len);
  RondoServerAdminEntry entry = {
      .at_us = writer->now_us,
      .actor = writer->member != NULL ? writer->member : RONDO_SERVER_CONSOLE,
      .action = plan->amendment != NULL ? "amend" : "publish",
      .subject = plan->round,
      .detail = pairs,
  };

  return rondo_server_admin_log_add (writer->db, &entry, error);
}

static gboolean
amend (const RondoServerWriter *writer,
       const RondoOp *op,
       const RondoPlan *plan,
       const RondoServerRecord *record,
       GError **error)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (record->id, record->body, error);

  return round != NULL && rondo_server_amend (writer, op, plan, round, error);
}

static gboolean
publish (const RondoServerWriter *writer,
         const RondoOp *op,
         const RondoPlan *plan,
         RondoServerRecord *round,
         GError **error)
{
  if (!check_ids (writer, plan, error) || !check_rules (writer, plan, round, error) ||
      !write_plan (writer, plan, op, error))
    return FALSE;
  for (guint i = 0; i < plan->pairs->len; i++) {
    if (!write_pairing (writer, plan, g_ptr_array_index (plan->pairs, i), error))
      return FALSE;
  }
  /* Last, so that who sees the round published finds all pairings before it. */
  return write_round (writer, plan, round, error);
}

gboolean
rondo_server_publish (const RondoServerWriter *writer,
                      const RondoOp *op,
                      RondoOpResult *result,
                      GError **error)
{
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (RondoServerRecord) round = NULL;

  if (!writer->is_coordinator)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_FORBIDDEN, _ ("Only coordinators can publish a plan."));
  plan = rondo_wire_decode_plan (op->id, op->body, error);
  if (plan == NULL)
    return FALSE;
  round = find_round (writer, plan, op->base, error);
  if (round == NULL ||
      !(plan->amendment != NULL ? amend (writer, op, plan, round, error)
                                : publish (writer, op, plan, round, error)) ||
      !log_publishing (writer, plan, error))
    return FALSE;
  result->version = round->version;
  result->seq = round->seq;
  return TRUE;
}
