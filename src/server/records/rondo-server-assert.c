/* SPDX-License-Identifier: GPL-3.0-or-later
 * After a restore: what clients still hold. */
#include "config.h"

#include "rondo-server-assert.h"

#include "rondo-server-apply.h"
#include "rondo-server-conflict.h"
#include "rondo-server-problem.h"
#include "rondo-server-rules.h"

#include <glib/gi18n-lib.h>

static gboolean
check_renewed (const RondoServerWriter *writer, GError **error)
{
  g_auto (RondoServerState) state = {0};

  if (!rondo_server_community_read_state (writer->db, &state, error))
    return FALSE;
  return state.is_renewed ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_FORBIDDEN,
                              _ ("This server was never restored from a backup, so it takes "
                                 "changes only as they are made."));
}

/* What nobody has written since the last commit that both know, comes before what is asserted. */
static gboolean
is_ancestor (const RondoServerRecord *record, const RondoOp *op, int64_t since)
{
  return record->seq <= since && record->version < op->base;
}

static gboolean
take_over (const RondoServerWriter *writer,
           RondoServerRecord *record,
           const RondoOp *op,
           GError **error)
{
  g_free (record->body);
  record->body = g_strdup (op->body);
  /* Its number of then, so that all who hold it agree. */
  record->version = op->base - 1;
  return rondo_server_write_record (writer, record, error);
}

static gboolean
keep_both (const RondoServerWriter *writer,
           const RondoServerRecord *record,
           const RondoOp *op,
           GError **error)
{
  g_auto (RondoWireMerge) merge = {0};

  if (record->body == NULL || op->body == NULL) {
    const char *kept = record->body != NULL ? record->body : "{}";

    return rondo_server_conflict_write (writer, record, op->op, kept, op->body, error);
  }
  rondo_wire_merge (record->body, NULL, op->body, &merge);
  return merge.kept == NULL ||
         rondo_server_conflict_write (writer, record, op->op, merge.kept, merge.other, error);
}

static gboolean
settle (const RondoServerWriter *writer,
        RondoServerRecord *record,
        const RondoOp *op,
        int64_t since,
        GError **error)
{
  if (rondo_wire_body_is_equal (record->body, op->body))
    return TRUE;
  if (is_ancestor (record, op, since))
    return take_over (writer, record, op, error);
  return keep_both (writer, record, op, error);
}

static gboolean
assert_deleted (const RondoServerWriter *writer,
                RondoServerRecord *record,
                const RondoOp *op,
                int64_t since,
                GError **error)
{
  /* What the server does not know needs no deleting. */
  if (record == NULL)
    return TRUE;
  return rondo_server_rules_may_delete (writer, record, error) &&
         settle (writer, record, op, since, error);
}

static gboolean
assert_body (const RondoServerWriter *writer,
             RondoServerRecord **record,
             const RondoOp *op,
             int64_t since,
             GError **error)
{
  g_autofree char *belongs_to =
      rondo_server_rules_belongs_to (writer, op->kind, op->id, op->body, error);

  if (belongs_to == NULL || !rondo_server_rules_may_assert (
                                writer, *record, op->kind, op->id, belongs_to, op->body, error))
    return FALSE;
  if (*record != NULL)
    return rondo_server_check_identity (*record, op->kind, belongs_to, error) &&
           settle (writer, *record, op, since, error);
  *record = rondo_server_record_new (op->kind, op->id, belongs_to);
  return rondo_server_rules_check_asserted (writer, op->kind, op->id, op->body, error) &&
         take_over (writer, *record, op, error);
}

gboolean
rondo_server_assert (const RondoServerWriter *writer,
                     const RondoOp *op,
                     int64_t since,
                     RondoOpResult *result,
                     GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  gboolean is_done;

  if (!check_renewed (writer, error) ||
      !rondo_server_records_find (writer->db, op->id, &record, error))
    return FALSE;
  if (op->base < 1)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_INVALID, _ ("The version of the record is missing."));
  is_done = op->body != NULL ? assert_body (writer, &record, op, since, error)
                             : assert_deleted (writer, record, op, since, error);
  if (!is_done)
    return FALSE;
  result->version = record != NULL ? record->version : op->base;
  result->seq = record != NULL ? record->seq : 0;
  return TRUE;
}
