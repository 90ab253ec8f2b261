/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a long log for the first time. Its indices are in another order than what comes, so that
 * every page of an answer would change nearly every page of them; made at the end they are sorted
 * once. Without them lists are right as well, only slower. */
#include "config.h"

#include "rondo-first-read.h"

#include "rondo-log-entries-table.h"
#include "rondo-meta-table.h"

static gboolean
is_running (RondoDb *db, gboolean *is, GError **error)
{
  int64_t value;

  if (!rondo_meta_table_read_int (db, RONDO_META_IS_FIRST_READ, &value, error))
    return FALSE;
  *is = value != 0;
  return TRUE;
}

gboolean
rondo_first_read_begin (RondoDb *db, GError **error)
{
  gboolean is_begun;
  gboolean is_empty = FALSE;

  if (!is_running (db, &is_begun, error))
    return FALSE;
  if (is_begun)
    return TRUE;
  if (!rondo_log_entries_table_is_empty (db, &is_empty, error))
    return FALSE;
  return !is_empty || (rondo_log_entries_table_drop_order (db, error) &&
                       rondo_meta_table_write_int (db, RONDO_META_IS_FIRST_READ, 1, error));
}

static gboolean
end (RondoDb *db, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db,
                       rondo_log_entries_table_make_order (db, error) &&
                           rondo_meta_table_write (db, RONDO_META_IS_FIRST_READ, NULL, error),
                       error);
}

gboolean
rondo_first_read_end (RondoDb *db, GError **error)
{
  gboolean is_begun;
  gboolean is_good;

  if (!is_running (db, &is_begun, error))
    return FALSE;
  if (!is_begun)
    return TRUE;
  /* Sorting takes as much room as the log is long: not in memory. */
  is_good = rondo_db_sort_on_disk (db, TRUE, error) && end (db, error);
  return rondo_db_sort_on_disk (db, FALSE, is_good ? error : NULL) && is_good;
}
