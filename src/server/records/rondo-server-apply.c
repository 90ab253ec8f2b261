/* SPDX-License-Identifier: GPL-3.0-or-later
 * One change of one record. */
#include "config.h"

#include "rondo-server-apply.h"

#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-server-assert.h"
#include "rondo-server-companions.h"
#include "rondo-server-conduct.h"
#include "rondo-server-conflict.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-server-life.h"
#include "rondo-server-problem.h"
#include "rondo-server-profiles.h"
#include "rondo-server-publish.h"
#include "rondo-server-rules.h"
#include "rondo-server-session-rules.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a change means for others than its own record. */
static gboolean
follow_up (const RondoServerWriter *writer, const RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoPairing) pairing = NULL;

  if (record->kind == RONDO_KIND_MEMBER)
    return rondo_server_profiles_refresh (writer, record->id, error) &&
           rondo_server_companions_refresh (writer, record->id, error);
  if (record->kind == RONDO_KIND_REGISTRATION)
    return rondo_server_companions_follow (writer, record, error);
  if (record->kind == RONDO_KIND_ROUND)
    return rondo_server_companions_gather (writer, record->id, error);
  if (record->kind == RONDO_KIND_CONDUCT || record->kind == RONDO_KIND_CONDUCT_STEP)
    return rondo_server_conduct_write_down (writer, record, error) &&
           (record->kind == RONDO_KIND_CONDUCT ||
            rondo_server_conduct_tell_state (writer, record, error));
  if (record->kind != RONDO_KIND_PAIRING)
    return TRUE;
  pairing = rondo_wire_decode_pairing (record->id, record->body, error);
  if (pairing == NULL)
    return FALSE;
  if (pairing->is_quiet)
    return TRUE;
  if (rondo_pairing_state_is_live (pairing->state))
    return rondo_server_profiles_share (writer, pairing->coach, pairing->client, error);
  return rondo_server_profiles_withdraw (writer, pairing->coach, pairing->client, error);
}

gboolean
rondo_server_write_record (const RondoServerWriter *writer,
                           RondoServerRecord *record,
                           GError **error)
{
  g_autoptr (GPtrArray) scopes = NULL;

  if (!rondo_server_records_write (writer, record, error) ||
      !rondo_server_index_update (writer->db, record, error))
    return FALSE;
  if (record->is_deleted)
    return rondo_server_feed_touch (writer, record, TRUE, error) &&
           (record->kind != RONDO_KIND_REGISTRATION ||
            rondo_server_companions_follow (writer, record, error));
  scopes = rondo_server_rules_scopes (writer->db, record, error);
  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++) {
    if (!rondo_server_feed_put (
            writer, g_ptr_array_index (scopes, i), record, record->seq, FALSE, error))
      return FALSE;
  }
  record->fed = record->version;
  return follow_up (writer, record, error);
}

/* A device that was alone before it joined holds its own member as new: that is no conflict with
 * the record its join has made. */
static gboolean
is_own_join (const RondoServerWriter *writer,
             const RondoServerRecord *record,
             const RondoOp *op,
             gboolean *is_own,
             GError **error)
{
  *is_own = FALSE;
  if (record->kind != RONDO_KIND_MEMBER || op->base != 0 ||
      g_strcmp0 (record->id, writer->member) != 0)
    return TRUE;
  return rondo_server_records_was_joined (writer->db, record->id, is_own, error);
}

/* Whether the writer, who does not say what they saw, had seen the state that there is. */
static gboolean
has_seen (const RondoServerWriter *writer,
          const RondoServerRecord *record,
          const RondoOp *op,
          gboolean *is_seen,
          GError **error)
{
  *is_seen = op->base == record->version;
  return *is_seen || is_own_join (writer, record, op, is_seen, error);
}

gboolean
rondo_server_check_identity (const RondoServerRecord *record,
                             RondoKind kind,
                             const char *belongs_to,
                             GError **error)
{
  if (record == NULL || (record->kind == kind && g_strcmp0 (record->belongs_to, belongs_to) == 0))
    return TRUE;
  return rondo_server_refuse (
      error, RONDO_SERVER_PROBLEM_FORBIDDEN, _ ("This id is taken by another record."));
}

static void
take_as_sent (const RondoOp *op, RondoWireMerge *merge)
{
  merge->body = g_strdup (op->body);
  merge->is_as_sent = TRUE;
}

/* What the state of @record becomes. */
static gboolean
merge_put (const RondoServerWriter *writer,
           const RondoServerRecord *record,
           const RondoOp *op,
           RondoWireMerge *merge,
           GError **error)
{
  g_autofree char *was = g_strdup (op->was);
  gboolean is_seen = FALSE;

  if (record == NULL || record->body == NULL) {
    take_as_sent (op, merge);
    return TRUE;
  }
  if (was == NULL && !has_seen (writer, record, op, &is_seen, error))
    return FALSE;
  if (is_seen || RONDO_ZOO (LAST_WRITER_WINS)) {
    take_as_sent (op, merge);
    return TRUE;
  }
  if (was == NULL && op->base > 0 &&
      !rondo_server_records_find_version (writer->db, op->id, op->base, &was, error))
    return FALSE;
  rondo_wire_merge (record->body, was, op->body, merge);
  return TRUE;
}

/* Members that are right one by one need not be so together. */
static gboolean
check_merged (const RondoServerWriter *writer,
              const RondoOp *op,
              const RondoWireMerge *merge,
              GError **error)
{
  if (!merge->is_as_sent && !rondo_wire_check_body (op->kind, op->id, merge->body, NULL))
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_CONFLICT,
                                _ ("Somebody else has changed this meanwhile, and the two changes "
                                   "do not fit together. Look at it again, then repeat your "
                                   "change."));
  return rondo_server_rules_check_content (writer, op->kind, op->id, merge->body, error) &&
         (op->kind != RONDO_KIND_REGISTRATION ||
          rondo_server_life_check_joining (writer, op->id, merge->body, error));
}

/* What the clock of the server says to what was called off. */
static gboolean
judge (const RondoServerWriter *writer,
       const RondoServerRecord *record,
       const RondoOp *op,
       RondoWireMerge *merge,
       GError **error)
{
  char *judged = NULL;

  if (op->kind != RONDO_KIND_SESSION)
    return TRUE;
  if (!rondo_server_session_judge (writer, record, op->id, merge->body, &judged, error))
    return FALSE;
  if (judged == NULL)
    return TRUE;
  g_free (merge->body);
  merge->body = judged;
  merge->is_as_sent = FALSE;
  return TRUE;
}

/* Contact data go with the end of a pairing; the names of both stay with it. */
static gboolean
name_partners (const RondoServerWriter *writer, RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoPairing) pairing = NULL;
  char *body;

  if (record->kind != RONDO_KIND_PAIRING)
    return TRUE;
  pairing = rondo_wire_decode_pairing (record->id, record->body, error);
  if (pairing == NULL)
    return FALSE;
  if (rondo_pairing_state_is_live (pairing->state) || pairing->coach_name != NULL)
    return TRUE;
  if (!rondo_server_index_get_name (writer->db, pairing->coach, &pairing->coach_name, error) ||
      !rondo_server_index_get_name (writer->db, pairing->client, &pairing->client_name, error))
    return FALSE;
  body = rondo_wire_encode_pairing (pairing, record->body);
  g_free (record->body);
  record->body = body;
  return TRUE;
}

/* Both values, if there are two: of members, or of an edit and a deletion. */
static gboolean
write_conflict (const RondoServerWriter *writer,
                const RondoServerRecord *record,
                const RondoOp *op,
                const RondoWireMerge *merge,
                gboolean was_deleted,
                GError **error)
{
  if (RONDO_ZOO (FORGETS_CONFLICT))
    return TRUE;
  if (was_deleted && op->was != NULL)
    return rondo_server_conflict_write (writer, record, op->op, merge->body, NULL, error);
  return merge->kept == NULL ||
         rondo_server_conflict_write (writer, record, op->op, merge->kept, merge->other, error);
}

/* Writes what came of @op; the writer is always sent a state that is not the one they sent. */
static gboolean
write_merged (const RondoServerWriter *writer,
              RondoServerRecord *record,
              const RondoOp *op,
              const RondoWireMerge *merge,
              GError **error)
{
  const gboolean was_deleted = record->version > 0 && record->body == NULL;

  if (!rondo_wire_body_is_equal (record->body, merge->body)) {
    g_free (record->body);
    record->body = g_strdup (merge->body);
    if (!name_partners (writer, record, error) ||
        !rondo_server_write_record (writer, record, error))
      return FALSE;
  } else if (!merge->is_as_sent) {
    if (!rondo_server_records_touch (writer, record, error) ||
        !rondo_server_feed_touch (writer, record, FALSE, error))
      return FALSE;
  }
  return write_conflict (writer, record, op, merge, was_deleted, error);
}

/* Whether nobody sees a record of @kind but whom it belongs to. */
static gboolean
is_private (RondoKind kind)
{
  return kind == RONDO_KIND_CLIENT || kind == RONDO_KIND_LOG;
}

/* A registration that is as it should be, needs no leave to become so, though the round is closed.
 */
static gboolean
is_there_already (const RondoServerWriter *writer,
                  const RondoServerRecord *record,
                  const RondoOp *op,
                  const char *belongs_to)
{
  return record != NULL && op->kind == RONDO_KIND_REGISTRATION &&
         record->kind == RONDO_KIND_REGISTRATION && writer->member != NULL &&
         g_strcmp0 (belongs_to, writer->member) == 0 &&
         g_strcmp0 (record->belongs_to, writer->member) == 0 &&
         rondo_wire_body_is_equal (record->body, op->body);
}

/* Whether nothing is left to do for @op. A private record says itself what each op has made of it.
 */
static gboolean
find_done (const RondoServerWriter *writer,
           const RondoServerRecord *record,
           const RondoOp *op,
           const char *belongs_to,
           RondoOpResult *result,
           gboolean *is_done,
           GError **error)
{
  *is_done = is_there_already (writer, record, op, belongs_to);
  if (*is_done) {
    result->version = record->version;
    result->seq = record->seq;
    return TRUE;
  }
  if (record == NULL || !is_private (op->kind) || RONDO_ZOO (FORGETS_LEDGER) ||
      !rondo_server_check_identity (record, op->kind, belongs_to, NULL))
    return TRUE;
  if (!rondo_server_records_find_op (
          writer->db, op->id, op->op, &result->version, &result->seq, error))
    return FALSE;
  *is_done = result->version > 0;
  return TRUE;
}

static gboolean
apply_put (const RondoServerWriter *writer,
           const RondoOp *op,
           RondoOpResult *result,
           GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autofree char *belongs_to = NULL;
  g_auto (RondoWireMerge) merge = {0};
  gboolean is_done;
  int64_t version;

  if (!rondo_server_records_find (writer->db, op->id, &record, error))
    return FALSE;
  version = record != NULL ? record->version : 0;
  belongs_to = rondo_server_rules_belongs_to (writer, op->kind, op->id, op->body, error);
  if (belongs_to == NULL || !find_done (writer, record, op, belongs_to, result, &is_done, error))
    return FALSE;
  if (is_done)
    return TRUE;
  if (!rondo_server_rules_may_put (writer, record, op->kind, op->id, belongs_to, op->body, error) ||
      !rondo_server_check_identity (record, op->kind, belongs_to, error) ||
      (record == NULL &&
       !rondo_server_rules_check_new_id (writer, op->kind, op->id, op->body, error)) ||
      !merge_put (writer, record, op, &merge, error) ||
      !judge (writer, record, op, &merge, error) || !check_merged (writer, op, &merge, error))
    return FALSE;
  if (record == NULL)
    record = rondo_server_record_new (op->kind, op->id, belongs_to);
  if (!write_merged (writer, record, op, &merge, error))
    return FALSE;
  /* Nobody may take what they sent for a version that is something else; its row says what. */
  result->version = merge.is_as_sent ? record->version : MIN (op->base, record->version);
  result->seq = record->seq;
  result->is_own = merge.is_as_sent && record->version > version && is_private (op->kind) &&
                   g_strcmp0 (record->body, op->body) == 0;
  return TRUE;
}

/* Whether what is to be deleted is what the writer saw. */
static gboolean
is_as_seen (const RondoServerWriter *writer,
            const RondoServerRecord *record,
            const RondoOp *op,
            gboolean *is_same,
            GError **error)
{
  g_autofree char *was = g_strdup (op->was);

  *is_same = was == NULL && op->base == record->version;
  if (*is_same)
    return TRUE;
  if (was == NULL && op->base > 0 &&
      !rondo_server_records_find_version (writer->db, op->id, op->base, &was, error))
    return FALSE;
  *is_same = rondo_wire_body_is_equal (was, record->body);
  return TRUE;
}

static gboolean
delete_or_keep (const RondoServerWriter *writer,
                RondoServerRecord *record,
                const RondoOp *op,
                GError **error)
{
  gboolean is_same;

  if (!is_as_seen (writer, record, op, &is_same, error))
    return FALSE;
  if (is_same) {
    g_clear_pointer (&record->body, g_free);
    return rondo_server_write_record (writer, record, error);
  }
  return rondo_server_records_touch (writer, record, error) &&
         rondo_server_feed_touch (writer, record, FALSE, error) &&
         rondo_server_conflict_write (writer, record, op->op, record->body, NULL, error);
}

static gboolean
apply_delete (const RondoServerWriter *writer,
              const RondoOp *op,
              RondoOpResult *result,
              GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_records_find (writer->db, op->id, &record, error))
    return FALSE;
  if (record == NULL || record->kind != op->kind)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know what is to be deleted."));
  if (!rondo_server_rules_may_delete (writer, record, error))
    return FALSE;
  /* Deleted is deleted, whoever was first. */
  if (!record->is_deleted && !delete_or_keep (writer, record, op, error))
    return FALSE;
  result->version = record->is_deleted ? record->version : MIN (op->base, record->version);
  result->seq = record->seq;
  return TRUE;
}

static gboolean
apply_assert (const RondoServerWriter *writer,
              const RondoOp *op,
              int64_t since,
              RondoOpResult *result,
              GError **error)
{
  RondoServerWriter asserting = *writer;

  asserting.reason = "assert";
  return rondo_server_assert (&asserting, op, since, result, error);
}

static gboolean
check_size (const RondoOp *op, GError **error)
{
  if (op->body == NULL || op->kind == RONDO_KIND_PLAN ||
      strlen (op->body) <= RONDO_SERVER_MAX_BODY_BYTES)
    return TRUE;
  return rondo_server_refuse (
      error, RONDO_SERVER_PROBLEM_INVALID, _ ("The record is larger than 64 KiB. Shorten it."));
}

gboolean
rondo_server_apply (const RondoServerWriter *writer,
                    const RondoOp *op,
                    int64_t since,
                    RondoOpResult *result,
                    GError **error)
{
  if (!rondo_id_is_valid (op->id))
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_INVALID, _ ("The id of a record has to be a UUID."));
  if ((op->act == RONDO_ACT_PUT || op->act == RONDO_ACT_PUBLISH) && op->body == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_INVALID, _ ("The new state of the record is missing."));
  if (!check_size (op, error))
    return FALSE;
  switch (op->act) {
  case RONDO_ACT_PUT:
    return apply_put (writer, op, result, error);
  case RONDO_ACT_DELETE:
    return apply_delete (writer, op, result, error);
  case RONDO_ACT_PUBLISH:
    return rondo_server_publish (writer, op, result, error);
  case RONDO_ACT_ASSERT:
    return apply_assert (writer, op, since, result, error);
  }
  g_return_val_if_reached (FALSE);
}
