/* SPDX-License-Identifier: GPL-3.0-or-later
 * Retrying and discarding refused ops. */
#include "config.h"

#include "rondo-refusals.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"
#include "rondo-settle.h"
#include "rondo-wire-bodies.h"

#include <glib/gi18n-lib.h>

static gboolean
find_refused (RondoDb *db, const char *op, RondoOutboxEntry **entry, GError **error)
{
  if (!rondo_outbox_table_find (db, op, entry, error))
    return FALSE;
  if (*entry != NULL && (*entry)->state == RONDO_OUTBOX_REFUSED)
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_CONFLICT,
                       _ ("This change is not waiting for a decision any more."));
  return FALSE;
}

static gboolean
touch_all (RondoDb *db, const char *op, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!rondo_outbox_table_touch (db, op, g_ptr_array_index (records, i), error))
      return FALSE;
  return TRUE;
}

/* The version that the round of a plan has by now. */
static gboolean
read_round_version (RondoDb *db, const RondoOutboxEntry *entry, int64_t *version, GError **error)
{
  g_autoptr (RondoPlan) plan = rondo_wire_decode_plan (entry->record, entry->body, error);
  g_auto (RondoRecord) round = {0};

  if (plan == NULL || !rondo_records_table_read (db, plan->round, &round, error))
    return FALSE;
  *version = round.version;
  return TRUE;
}

/* What is sent again is what the user sees by now, later edits included. */
static gboolean
renew (RondoDb *db, RondoOutboxEntry *entry, int64_t now_us, GError **error)
{
  g_auto (RondoRecord) record = {0};

  g_free (entry->op);
  entry->op = rondo_id_new (now_us);
  entry->made_us = now_us;
  entry->state = RONDO_OUTBOX_WAITING;
  g_clear_pointer (&entry->message, g_free);
  g_clear_pointer (&entry->code, g_free);
  if (entry->act == RONDO_ACT_PUBLISH)
    return read_round_version (db, entry, &entry->base, error);

  if (!rondo_records_table_read (db, entry->record, &record, error))
    return FALSE;
  g_free (entry->body);
  entry->body = g_steal_pointer (&record.body);
  /* Whoever tries again has seen what the server has by now. */
  g_free (entry->was);
  entry->was = g_steal_pointer (&record.base_body);
  entry->base = record.version;
  entry->act = entry->body != NULL ? RONDO_ACT_PUT : RONDO_ACT_DELETE;
  return TRUE;
}

static gboolean
retry (RondoDb *db, const char *op, int64_t now_us, GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;
  g_autoptr (GPtrArray) touched = NULL;

  if (!find_refused (db, op, &entry, error))
    return FALSE;
  touched = rondo_outbox_table_list_touched (db, op, error);
  return touched != NULL && rondo_outbox_table_remove (db, op, error) &&
         renew (db, entry, now_us, error) && rondo_outbox_table_add (db, entry, error) &&
         touch_all (db, entry->op, touched, error);
}

static gboolean
settle_all (RondoDb *db, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < records->len; i++) {
    g_auto (RondoRecord) record = {0};
    gboolean is_changed = FALSE;

    if (!rondo_records_table_read (db, g_ptr_array_index (records, i), &record, error))
      return FALSE;
    if (record.kind != NULL && !rondo_settle (db, &record, &is_changed, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
discard (RondoDb *db, const char *op, GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;
  g_autoptr (GPtrArray) touched = NULL;

  if (!find_refused (db, op, &entry, error))
    return FALSE;
  touched = rondo_outbox_table_list_touched (db, op, error);
  return touched != NULL && rondo_outbox_table_remove (db, op, error) &&
         settle_all (db, touched, error);
}

gboolean
rondo_refusals_retry (RondoDb *db, const char *op, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, retry (db, op, now_us, error), error);
}

gboolean
rondo_refusals_discard (RondoDb *db, const char *op, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, discard (db, op, error), error);
}

gboolean
rondo_refusals_retry_unknown (RondoDb *db, int64_t now_us, GError **error)
{
  g_autoptr (GPtrArray) entries = rondo_outbox_table_list_refused (db, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    const RondoOutboxEntry *entry = g_ptr_array_index (entries, i);

    if (g_strcmp0 (entry->code, "unknown") == 0 && !retry (db, entry->op, now_us, error))
      return FALSE;
  }
  return TRUE;
}
