/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "log_entry", derived from the bodies of its records. */
#include "config.h"

#include "rondo-log-entries-table.h"

#include "rondo-rows.h"
#include "rondo-text.h"

#include <string.h>

#define TABLE                                                                                      \
  "log_entry (id, client, session, day, start_minute, minutes, payment, activity, setting, "       \
  "group_size)"
#define SQL_PUT                                                                                    \
  "INSERT INTO " TABLE " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "                        \
  "ON CONFLICT (id) DO UPDATE SET client = excluded.client, session = excluded.session, "          \
  "day = excluded.day, start_minute = excluded.start_minute, minutes = excluded.minutes, "         \
  "payment = excluded.payment, activity = excluded.activity, setting = excluded.setting, "         \
  "group_size = excluded.group_size"
#define SQL_PUT_MANY                                                                               \
  "INSERT OR FAIL INTO " TABLE " VALUES " RONDO_DB_ROWS ("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
#define SQL_DELETE "DELETE FROM log_entry WHERE id = $1"
#define SQL_CLEAR "DELETE FROM log_entry"
#define VALUES                                                                                     \
  "SELECT t.id, t.client, t.session, t.day, t.start_minute, t.minutes, t.payment, t.activity, "    \
  "t.setting, t.group_size FROM log_entry t "
#define SQL_LIST_DAYS VALUES "WHERE t.day BETWEEN $1 AND $2 ORDER BY t.day, t.id"
#define SQL_FIND_ONE VALUES "WHERE t.id = $1"
#define SQL_FIND_SESSION VALUES "WHERE t.session = $1 ORDER BY t.id LIMIT 1"
#define SQL_COUNT_ACTIVITY                                                                         \
  "SELECT count(*) FROM (SELECT 1 FROM log_entry WHERE client = $1 AND activity IN ($2, $3) "      \
  "LIMIT 1) t"
/* A condition whose value is NULL holds for every entry. */
#define SQL_FIND                                                                                   \
  VALUES                                                                                           \
  "LEFT JOIN client c ON c.id = t.client "                                                         \
  "WHERE ($1 IS NULL OR t.client = $1) AND t.day BETWEEN $2 AND $3 "                               \
  "AND ($4 IS NULL OR instr(c.search, $4) > 0)"

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

static void
bind_entry (RondoStatement *statement, int first, gconstpointer data)
{
  const RondoLogEntry *entry = data;

  rondo_statement_bind_borrowed (statement, first, entry->id);
  rondo_statement_bind_borrowed (statement, first + 1, entry->client);
  rondo_statement_bind_borrowed (statement, first + 2, entry->session);
  rondo_statement_bind_int (statement, first + 3, entry->date);
  rondo_statement_bind_int (statement, first + 4, entry->start_minute);
  rondo_statement_bind_int (statement, first + 5, entry->minutes);
  rondo_statement_bind_int (statement, first + 6, entry->payment);
  rondo_statement_bind_int (statement, first + 7, entry->activity);
  rondo_statement_bind_int (statement, first + 8, entry->setting);
  rondo_statement_bind_int (statement, first + 9, entry->group_size);
}

gboolean
rondo_log_entries_table_put_many (RondoDb *db, GPtrArray *entries, GError **error)
{
  static const RondoInsertion insertion = {SQL_PUT_MANY, 10, bind_entry};
  guint done = 0;

  while (entries->len - done >= RONDO_DB_ROWS_AT_ONCE) {
    guint n_in;

    if (!rondo_db_insert (
            db, &insertion, (const gconstpointer *)entries->pdata + done, &n_in, error))
      return FALSE;
    done += n_in;
    if (n_in < RONDO_DB_ROWS_AT_ONCE)
      break;
  }
  for (; done < entries->len; done++)
    if (!rondo_log_entries_table_put (db, entries->pdata[done], error))
      return FALSE;
  return TRUE;
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

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const RondoLogEntry *one = *(const RondoLogEntry *const *)a;
  const RondoLogEntry *two = *(const RondoLogEntry *const *)b;

  return one->date != two->date ? two->date - one->date : strcmp (two->id, one->id);
}

/* The whole log may be asked for: the entries are put in order here, where they stay in place, and
 * not in another copy by the database. Takes @entries over, which may be NULL. */
static GPtrArray *
put_in_order (GPtrArray *entries)
{
  if (entries != NULL)
    g_ptr_array_sort (entries, compare_newest_first);
  return entries;
}

GPtrArray *
rondo_log_entries_table_list (RondoDb *db, GError **error)
{
  return put_in_order (take_entries (rondo_db_query (db, error, VALUES, ""), RONDO_LOG_ALL, error));
}

GPtrArray *
rondo_log_entries_table_find (RondoDb *db, const RondoLogFilter *filter, GError **error)
{
  g_autofree char *search =
      filter->search != NULL && *filter->search != '\0' ? rondo_text_fold (filter->search) : NULL;

  return put_in_order (take_entries (
      rondo_db_query (db,
                      error,
                      SQL_FIND,
                      "tiit",
                      filter->client,
                      filter->from == RONDO_DATE_NONE ? INT32_MIN : (int64_t)filter->from,
                      filter->until == RONDO_DATE_NONE ? INT32_MAX : (int64_t)filter->until,
                      search),
      filter->kind,
      error));
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
rondo_log_entries_table_has_activity (RondoDb *db,
                                      const char *client,
                                      RondoActivity activity,
                                      RondoActivity other,
                                      gboolean *has,
                                      GError **error)
{
  int64_t count = 0;
  gboolean is_read = rondo_rows_take_int (
      rondo_db_query (
          db, error, SQL_COUNT_ACTIVITY, "tii", client, (int64_t)activity, (int64_t)other),
      &count,
      error);

  *has = count > 0;
  return is_read;
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
