/* SPDX-License-Identifier: GPL-3.0-or-later
 * Showing what an op makes of other records than its own. */
#include "config.h"

#include "rondo-change-show.h"

#include "rondo-kind-store.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"

gboolean
rondo_change_show (RondoDb *db, RondoKind kind, const char *id, gconstpointer value, GError **error)
{
  const RondoKindStore *store = rondo_kind_store_get (kind);
  g_auto (RondoRecord) record = {0};
  g_autofree char *body = NULL;
  int64_t count;

  if (!rondo_records_table_read (db, id, &record, error) ||
      !rondo_outbox_table_count_touching (db, id, &count, error))
    return FALSE;
  body = store->encode (value, record.body);
  if (record.kind == NULL)
    record.kind = g_strdup (rondo_kind_to_word (kind));
  if (count == 0) {
    g_free (record.base_body);
    record.base_body = g_steal_pointer (&record.body);
  }
  g_free (record.body);
  record.body = g_steal_pointer (&body);
  return rondo_records_table_write (db, &record, error) && store->put (db, value, error);
}
