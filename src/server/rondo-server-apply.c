/* SPDX-License-Identifier: GPL-3.0-or-later
 * One change of one record. */
#include "config.h"

#include "rondo-server-apply.h"

#include "rondo-id.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-server-problem.h"
#include "rondo-server-profiles.h"
#include "rondo-server-publish.h"
#include "rondo-server-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A plan is as large as its round; everything else is far smaller. */
#define MAX_BODY_BYTES (64 * 1024)

/* What a change means for others than its own record. */
static gboolean
follow_up (const RondoServerWriter *writer, const RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoPairing) pairing = NULL;

  if (record->kind == RONDO_KIND_MEMBER)
    return rondo_server_profiles_refresh (writer, record->id, error);
  if (record->kind != RONDO_KIND_PAIRING)
    return TRUE;
  if (!rondo_server_index_find_pairing (writer->db, record->id, &pairing, error))
    return FALSE;
  g_return_val_if_fail (pairing != NULL, FALSE);
  if (pairing->state == RONDO_PAIRING_ACTIVE)
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
    return rondo_server_feed_touch (writer->db, record->id, record->seq, TRUE, error);
  scopes = rondo_server_rules_scopes (writer->db, record, error);
  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++) {
    if (!rondo_server_feed_put (
            writer->db, g_ptr_array_index (scopes, i), record->id, record->seq, FALSE, error))
      return FALSE;
  }
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

/* Whether the writer had seen the state that is about to be replaced. */
static gboolean
check_base (const RondoServerWriter *writer,
            const RondoServerRecord *record,
            const RondoOp *op,
            GError **error)
{
  int64_t version = record != NULL ? record->version : 0;
  gboolean is_own = FALSE;

  if (op->base == version)
    return TRUE;
  if (record != NULL && record->is_deleted && op->base == 0)
    return TRUE;
  if (record != NULL && !is_own_join (writer, record, op, &is_own, error))
    return FALSE;
  if (is_own)
    return TRUE;
  return rondo_server_refuse (
      error,
      RONDO_SERVER_PROBLEM_CONFLICT,
      record == NULL
          ? _ ("The server does not know what this change was made from.")
          : _ ("Somebody else has changed this meanwhile. Look at it again, then repeat your "
               "change."));
}

/* The same id can not become a record of another kind, or of somebody else. */
static gboolean
check_identity (const RondoServerRecord *record,
                RondoKind kind,
                const char *belongs_to,
                GError **error)
{
  if (record == NULL || (record->kind == kind && g_strcmp0 (record->belongs_to, belongs_to) == 0))
    return TRUE;
  return rondo_server_refuse (
      error, RONDO_SERVER_PROBLEM_FORBIDDEN, _ ("This id is taken by another record."));
}

static gboolean
apply_put (const RondoServerWriter *writer,
           const RondoOp *op,
           RondoOpResult *result,
           GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autofree char *belongs_to = NULL;

  if (!rondo_server_records_find (writer->db, op->id, &record, error))
    return FALSE;
  belongs_to = rondo_server_rules_belongs_to (writer, op->kind, op->id, op->body, error);
  if (belongs_to == NULL ||
      !rondo_server_rules_may_put (writer, record, op->kind, op->id, belongs_to, op->body, error) ||
      !check_identity (record, op->kind, belongs_to, error) ||
      !check_base (writer, record, op, error) ||
      (record == NULL &&
       !rondo_server_rules_check_new_id (writer, op->kind, op->id, op->body, error)) ||
      !rondo_server_rules_check_content (writer, op->kind, op->id, op->body, error))
    return FALSE;
  if (record == NULL)
    record = rondo_server_record_new (op->kind, op->id, belongs_to);
  g_free (record->body);
  record->body = g_strdup (op->body);
  if (!rondo_server_write_record (writer, record, error))
    return FALSE;
  result->version = record->version;
  result->seq = record->seq;
  return TRUE;
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
  if (!record->is_deleted) {
    if (!check_base (writer, record, op, error))
      return FALSE;
    g_clear_pointer (&record->body, g_free);
    if (!rondo_server_write_record (writer, record, error))
      return FALSE;
  }
  result->version = record->version;
  result->seq = record->seq;
  return TRUE;
}

gboolean
rondo_server_apply (const RondoServerWriter *writer,
                    const RondoOp *op,
                    RondoOpResult *result,
                    GError **error)
{
  if (!rondo_id_is_valid (op->id))
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_INVALID, _ ("The id of a record has to be a UUID."));
  if (op->act != RONDO_ACT_DELETE && op->body == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_INVALID, _ ("The new state of the record is missing."));
  if (op->act == RONDO_ACT_PUT && strlen (op->body) > MAX_BODY_BYTES)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_INVALID, _ ("The record is larger than 64 KiB. Shorten it."));
  switch (op->act) {
  case RONDO_ACT_PUT:
    return apply_put (writer, op, result, error);
  case RONDO_ACT_DELETE:
    return apply_delete (writer, op, result, error);
  case RONDO_ACT_PUBLISH:
    return rondo_server_publish (writer, op, result, error);
  }
  g_return_val_if_reached (FALSE);
}
