/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeping the typed tables in step with the bodies. */
#include "config.h"

#include "rondo-derived.h"

#include "rondo-kind-store.h"
#include "rondo-log-entries-table.h"
#include "rondo-meta-table.h"
#include "rondo-records-table.h"

/* To be raised whenever a typed table, or what a body must look like to be in it, changes. */
#define LAYOUT 8

static gboolean
update_record (RondoDb *db, const RondoRecord *record, gpointer user_data, GError **error)
{
  return rondo_derived_update (db, record->kind, record->id, record->body, error);
}

static gboolean
rebuild (RondoDb *db, GError **error)
{
  for (int kind = 0; kind < RONDO_N_KINDS; kind++)
    if (!rondo_kind_store_get (kind)->clear (db, error))
      return FALSE;
  return rondo_records_table_each (db, update_record, NULL, error) &&
         rondo_meta_table_write_int (db, RONDO_META_DERIVED, LAYOUT, error);
}

gboolean
rondo_derived_update (
    RondoDb *db, const char *kind_word, const char *id, const char *body, GError **error)
{
  const RondoKindStore *store;
  g_autoptr (GError) reason = NULL;
  RondoKind kind;
  gpointer value;
  gboolean is_put;

  if (!rondo_kind_from_word (kind_word, &kind))
    return TRUE;

  store = rondo_kind_store_get (kind);
  value = body != NULL ? store->decode (id, body, &reason) : NULL;
  if (value == NULL) {
    if (reason != NULL)
      g_info ("%s %s is kept but not shown: %s", kind_word, id, reason->message);
    return store->remove (db, id, error);
  }
  is_put = store->put (db, value, error);
  store->free_value (value);
  return is_put;
}

void
rondo_derived_decode (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    RondoRow *row = g_ptr_array_index (rows, i);
    const RondoKindStore *store;

    if (!row->is_known || row->body == NULL || row->value != NULL)
      continue;
    store = rondo_kind_store_get (row->kind);
    row->value = store->decode (row->id, row->body, NULL);
    row->free_value = store->free_value;
  }
}

gboolean
rondo_derived_add (RondoDb *db, const RondoRow *row, GError **error)
{
  if (row->value != NULL)
    return rondo_kind_store_get (row->kind)->put (db, row->value, error);
  return !row->is_known ||
         rondo_derived_update (db, rondo_kind_to_word (row->kind), row->id, row->body, error);
}

/* Of what comes in great number is only the log. */
gboolean
rondo_derived_add_many (RondoDb *db, RondoRow *const *rows, guint n_rows, GError **error)
{
  gpointer values[RONDO_DB_ROWS_AT_ONCE];
  GPtrArray entries = {.pdata = values};

  g_return_val_if_fail (n_rows <= RONDO_DB_ROWS_AT_ONCE, FALSE);

  for (guint i = 0; i < n_rows; i++) {
    if (rows[i]->is_known && rows[i]->kind == RONDO_KIND_LOG && rows[i]->value != NULL)
      values[entries.len++] = rows[i]->value;
    else if (!rondo_derived_add (db, rows[i], error))
      return FALSE;
  }
  return rondo_log_entries_table_put_many (db, &entries, error);
}

gboolean
rondo_derived_rebuild (RondoDb *db, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, rebuild (db, error), error);
}

gboolean
rondo_derived_ensure (RondoDb *db, GError **error)
{
  int64_t layout;

  if (!rondo_meta_table_read_int (db, RONDO_META_DERIVED, &layout, error))
    return FALSE;
  return layout == LAYOUT || rondo_derived_rebuild (db, error);
}
