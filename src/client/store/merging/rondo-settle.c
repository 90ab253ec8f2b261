/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rule by which local edits and the server's state become one body. */
#include "config.h"

#include "rondo-settle.h"

#include "rondo-derived.h"
#include "rondo-outbox-table.h"

gboolean
rondo_settle_untouched (RondoDb *db, RondoRecord *record, gboolean *is_changed, GError **error)
{
  gboolean is_other = g_strcmp0 (record->body, record->base_body) != 0;

  g_free (record->body);
  record->body = g_steal_pointer (&record->base_body);
  if (!rondo_records_table_write (db, record, error))
    return FALSE;
  if (!is_other)
    return TRUE;
  *is_changed = TRUE;
  return rondo_derived_update (db, record->kind, record->id, record->body, error);
}

gboolean
rondo_settle (RondoDb *db, RondoRecord *record, gboolean *is_changed, GError **error)
{
  int64_t count;

  if (!rondo_outbox_table_count_touching (db, record->id, &count, error))
    return FALSE;
  if (count > 0)
    return rondo_records_table_write (db, record, error);
  return rondo_settle_untouched (db, record, is_changed, error);
}
