/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "log_entry", derived from the bodies of its records. */
#include "config.h"

#include "rondo-log-entries-table.h"

#include "rondo-rows.h"
#include "rondo-text.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO log_entry (id, client, session, day, start_minute, minutes, payment, activity, "    \
  "setting, group_size) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "                         \
  "ON CONFLICT (id) DO UPDATE SET client = excluded.client, session = excluded.session, "          \
  "day = excluded.day, start_minute = excluded.start_minute, minutes = excluded.minutes, "         \
  "payment = excluded.payment, activity = excluded.activity, setting = excluded.setting, "         \
  "group_size = excluded.group_size"
#define SQL_DELETE "DELETE FROM log_entry WHERE id = $1"
#define SQL_CLEAR "DELETE FROM log_entry"
#define VALUES                                                                                     \
  "SELECT t.id, t.client, t.session, t.day, t.start_minute, t.minutes, t.payment, t.activity, "    \
  "t.setting, t.group_size FROM log_entry t "
#define SQL_LIST VALUES "ORDER BY t.day DESC, t.id DESC"
#define SQL_LIST_DAYS VALUES "WHERE t.day BETWEEN $1 AND $2 ORDER BY t.day, t.id"
#define SQL_FIND_ONE VALUES "WHERE t.id = $1"
#define SQL_FIND_SESSION VALUES "WHERE t.session = $1 ORDER BY t.id LIMIT 1"
#define SQL_COUNT_ONE "SELECT count(*) FROM (SELECT id FROM log_entry LIMIT 1)"
#define SQL_DROP_BY_DAY "DROP INDEX IF EXISTS log_entry_by_day"
#define SQL_DROP_BY_CLIENT "DROP INDEX IF EXISTS log_entry_by_client"
#define SQL_MAKE_BY_DAY "CREATE INDEX IF NOT EXISTS log_entry_by_day ON log_entry (day)"
#define SQL_MAKE_BY_CLIENT                                                                         \
  "CREATE INDEX IF NOT EXISTS log_entry_by_client ON log_entry (client, day)"
#define SQL_COUNT_ACTIVITY "SELECT count(*) FROM log_entry WHERE client = $1 AND activity = $2"
/* A condition whose value is NULL holds for every entry. */
#define SQL_FIND                                                                                   \
  VALUES                                                                                           \
  "LEFT JOIN client c ON c.id = t.client "                                                         \
  "WHERE ($1 IS NULL OR t.client = $1) AND t.day BETWEEN $2 AND $3 "                               \
  "AND ($4 IS NULL OR instr(c.search, $4) > 0) "                                                   \
  "ORDER BY t.day DESC, t.id DESC"

gboolean
rondo_log_entries_table_put (RondoDb *db, const RondoLogEntry *entry, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "tttiiiiiii",
                       entry->id,
                       entry->client,
                       entry->session,
                       (int64_t)entry->date,
                       (int64_t)entry->start_minute,
                       (int64_t)entry->minutes,
                       (int64_t)entry->payment,
                       (int64_t)entry->activity,
                       (int64_t)entry->setting,
                       (int64_t)entry->group_size);
}

gboolean
rondo_log_entries_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_log_entries_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

gboolean
rondo_log_entries_table_is_empty (RondoDb *db, gboolean *is_empty, GError **error)
{
  int64_t count = 0;

  if (!rondo_rows_take_int (rondo_db_query (db, error, SQL_COUNT_ONE, ""), &count, error))
    return FALSE;
  *is_empty = count == 0;
  return TRUE;
}

gboolean
rondo_log_entries_table_drop_order (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_DROP_BY_DAY, "") &&
         rondo_db_run (db, error, SQL_DROP_BY_CLIENT, "");
}

gboolean
rondo_log_entries_table_make_order (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_MAKE_BY_DAY, "") &&
         rondo_db_run (db, error, SQL_MAKE_BY_CLIENT, "");
}

static RondoLogEntry *
read_row (RondoStatement *row)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->id = g_strdup (rondo_statement_get_text (row, 0));
  entry->client = g_strdup (rondo_statement_get_text (row, 1));
  entry->session = g_strdup (rondo_statement_get_text (row, 2));
  entry->date = (RondoDate)rondo_statement_get_int (row, 3);
  entry->start_minute = (int)rondo_statement_get_int (row, 4);
  entry->minutes = (int)rondo_statement_get_int (row, 5);
  entry->payment = (RondoPayment)rondo_statement_get_int (row, 6);
  entry->activity = (RondoActivity)rondo_statement_get_int (row, 7);
  entry->setting = (RondoSetting)rondo_statement_get_int (row, 8);
  entry->group_size = (int)rondo_statement_get_int (row, 9);
  return entry;
}

/* All entries of @kind; takes @statement over, which may have failed already. */
static GPtrArray *
take_entries (RondoStatement *statement, RondoLogKind kind, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  g_autoptr (GError) local_error = NULL;

  if (owned == NULL)
    return NULL;
  while (rondo_statement_step (owned, &local_error)) {
    g_autoptr (RondoLogEntry) entry = read_row (owned);

    if (rondo_log_kind_includes (kind, entry))
      g_ptr_array_add (entries, g_steal_pointer (&entry));
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&entries);
}

GPtrArray *
rondo_log_entries_table_list (RondoDb *db, GError **error)
{
  return take_entries (rondo_db_query (db, error, SQL_LIST, ""), RONDO_LOG_ALL, error);
}

GPtrArray *
rondo_log_entries_table_find (RondoDb *db, const RondoLogFilter *filter, GError **error)
{
  g_autofree char *search =
      filter->search != NULL && *filter->search != '\0' ? rondo_text_fold (filter->search) : NULL;

  return take_entries (
      rondo_db_query (db,
                      error,
                      SQL_FIND,
                      "tiit",
                      filter->client,
                      filter->from == RONDO_DATE_NONE ? INT32_MIN : (int64_t)filter->from,
                      filter->until == RONDO_DATE_NONE ? INT32_MAX : (int64_t)filter->until,
                      search),
      filter->kind,
      error);
}

GPtrArray *
rondo_log_entries_table_list_days (RondoDb *db, RondoDate from, RondoDate until, GError **error)
{
  return take_entries (
      rondo_db_query (db, error, SQL_LIST_DAYS, "ii", (int64_t)from, (int64_t)until),
      RONDO_LOG_ALL,
      error);
}

gboolean
rondo_log_entries_table_read (RondoDb *db, const char *id, RondoLogEntry **entry, GError **error)
{
  g_autoptr (GPtrArray) found =
      take_entries (rondo_db_query (db, error, SQL_FIND_ONE, "t", id), RONDO_LOG_ALL, error);

  *entry = NULL;
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    *entry = rondo_log_entry_copy (g_ptr_array_index (found, 0));
  return TRUE;
}

gboolean
rondo_log_entries_table_count_activity (
    RondoDb *db, const char *client, RondoActivity activity, int64_t *count, GError **error)
{
  *count = 0;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_COUNT_ACTIVITY, "ti", client, (int64_t)activity),
      count,
      error);
}

gboolean
rondo_log_entries_table_find_session (RondoDb *db,
                                      const char *session,
                                      RondoLogEntry **entry,
                                      GError **error)
{
  g_autoptr (GPtrArray) found = take_entries (
      rondo_db_query (db, error, SQL_FIND_SESSION, "t", session), RONDO_LOG_ALL, error);

  *entry = NULL;
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    *entry = rondo_log_entry_copy (g_ptr_array_index (found, 0));
  return TRUE;
}
