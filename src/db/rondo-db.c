/* SPDX-License-Identifier: GPL-3.0-or-later
 * Transactions, statements and upkeep of one open connection. */
#include "config.h"

#include "rondo-db.h"

#include "rondo-db-private.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Virtual-machine steps between two looks at the cancellable: some tenths of a millisecond. */
#define STEPS_BETWEEN_LOOKS 10000

/* More statements than the programs have; a limit only against a mistake. */
#define KNOWN_MAX 512

/* Findings of a check that a message can hold. */
#define FINDINGS_MAX 5

static int
look_at_cancellable_cb (gpointer user_data)
{
  return g_cancellable_is_cancelled (user_data);
}

static gboolean
begin (RondoDb *db, const char *sql, const char *where, GError **error)
{
  if (db->where != NULL) {
    g_critical ("a transaction is begun at %s inside the one begun at %s", where, db->where);
    g_set_error (error,
                 RONDO_DB_ERROR,
                 RONDO_DB_ERROR_FAILED,
                 _ ("A change to the database is still open (%s)."),
                 db->where);
    return FALSE;
  }
  if (!rondo_db_run (db, error, db->is_group ? "SAVEPOINT part" : sql, ""))
    return FALSE;
  db->where = where;
  return TRUE;
}

/* @are_borrowed: the values outlive the statement's run. */
static void
bind_values (RondoStatement *statement, const char *types, gboolean are_borrowed, va_list values)
{
  for (int i = 0; types[i] != '\0'; i++) {
    if (types[i] == 't' && are_borrowed)
      rondo_statement_bind_borrowed (statement, i + 1, va_arg (values, const char *));
    else if (types[i] == 't')
      rondo_statement_bind_text (statement, i + 1, va_arg (values, const char *));
    else if (types[i] == 'i')
      rondo_statement_bind_int (statement, i + 1, va_arg (values, int64_t));
    else
      g_assert_not_reached ();
  }
}

/* Adds the rows of a check to @findings, each as one clause. */
static gboolean
collect_findings (RondoDb *db, const char *sql, GString *findings, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    const char *text = rondo_statement_get_text (statement, 0);

    if (g_strcmp0 (text, "ok") == 0)
      continue;
    if (findings->len > 0)
      g_string_append (findings, "; ");
    g_string_append (findings, text != NULL ? text : "?");
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
rondo_db_unref (RondoDb *db)
{
  if (!g_atomic_ref_count_dec (&db->ref_count))
    return;
  if (db->handle != NULL)
    sqlite3_close (db->handle);
  g_clear_object (&db->cancellable);
  g_free (db->path);
  g_free (db);
}

/* Whoever shows a window must not wait for a disk: their thread is none that owns a database. */
static void
check_thread (RondoDb *db)
{
  if (G_UNLIKELY (db->owner != NULL && db->owner != g_thread_self ()))
    g_critical ("the database is used by a thread that it does not belong to");
}

gboolean
rondo_db_exec (RondoDb *db, const char *script, GError **error)
{
  int code;

  check_thread (db);
  code = sqlite3_exec (db->handle, script, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  rondo_db_set_error (db, code, error);
  return FALSE;
}

gboolean
rondo_db_read_int (RondoDb *db, const char *sql, int64_t *value, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  *value = rondo_statement_step (statement, &failure) ? rondo_statement_get_int (statement, 0) : 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
rondo_db_set_cancellable (RondoDb *db, GCancellable *cancellable)
{
  g_set_object (&db->cancellable, cancellable);
  if (cancellable != NULL)
    sqlite3_progress_handler (db->handle, STEPS_BETWEEN_LOOKS, look_at_cancellable_cb, cancellable);
  else
    sqlite3_progress_handler (db->handle, 0, NULL, NULL);
}

void
rondo_db_end_leaked_transaction (RondoDb *db)
{
  if (db->where == NULL)
    return;
  g_critical ("the transaction begun at %s was never ended; it is rolled back", db->where);
  rondo_db_rollback (db);
}

/* So that the file alone is all of it, for whoever copies it. What others read or write at this
 * moment stays in the log, which keeps it as well. */
static void
fold_log (RondoDb *db)
{
  sqlite3_busy_timeout (db->handle, 0);
  sqlite3_wal_checkpoint_v2 (db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

void
rondo_db_close (RondoDb *db)
{
  if (db == NULL)
    return;
  rondo_db_end_leaked_transaction (db);
  g_clear_pointer (&db->log, rondo_db_log_free);
  if (db->is_settled)
    fold_log (db);
  g_clear_pointer (&db->known, g_hash_table_unref);
  if (!g_atomic_ref_count_compare (&db->ref_count, 1))
    g_critical ("the database is closed while statements are in use");
  rondo_db_unref (db);
}

/* In the log of a database order is kept whatever the disk is asked for, so that only the end of it
 * can get lost. Inside of a transaction it can not be changed. */
static void
set_light (RondoDb *db, gboolean is_light)
{
  if (db->is_light == is_light || RONDO_ZOO (NO_SYNC))
    return;
  if (rondo_db_exec (
          db, is_light ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", NULL))
    db->is_light = is_light;
}

gboolean
rondo_db_begin_at (RondoDb *db, const char *where, GError **error)
{
  return begin (db, "BEGIN IMMEDIATE", where, error);
}

gboolean
rondo_db_begin_light_at (RondoDb *db, const char *where, GError **error)
{
  if (!db->is_group && db->where == NULL)
    set_light (db, TRUE);
  if (begin (db, "BEGIN IMMEDIATE", where, error))
    return TRUE;
  set_light (db, FALSE);
  return FALSE;
}

gboolean
rondo_db_begin_read_at (RondoDb *db, const char *where, GError **error)
{
  return begin (db, "BEGIN", where, error);
}

gboolean
rondo_db_commit (RondoDb *db, GError **error)
{
  g_return_val_if_fail (db->where != NULL, FALSE);

  if (!rondo_db_run (db, error, db->is_group ? "RELEASE part" : "COMMIT", "")) {
    rondo_db_rollback (db);
    return FALSE;
  }
  db->where = NULL;
  set_light (db, FALSE);
  return TRUE;
}

void
rondo_db_rollback (RondoDb *db)
{
  gboolean is_open = db->where != NULL || !db->is_group;

  db->where = NULL;
  /* SQLite has ended it already if that was its answer to a failure. */
  if (is_open && !sqlite3_get_autocommit (db->handle))
    sqlite3_exec (
        db->handle, db->is_group ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK", NULL, NULL, NULL);
  set_light (db, FALSE);
}

gboolean
rondo_db_end (RondoDb *db, gboolean is_good, GError **error)
{
  if (is_good && rondo_db_commit (db, error))
    return TRUE;
  rondo_db_rollback (db);
  return FALSE;
}

gboolean
rondo_db_in_transaction (RondoDb *db)
{
  return !sqlite3_get_autocommit (db->handle);
}

RondoStatement *
rondo_db_prepare (RondoDb *db, const char *sql, GError **error)
{
  RondoStatement *statement = g_hash_table_lookup (db->known, sql);
  gboolean is_kept = statement == NULL && g_hash_table_size (db->known) < KNOWN_MAX;
  sqlite3_stmt *handle = NULL;
  int code;

  check_thread (db);
  if (statement != NULL && rondo_statement_lend (statement, sql))
    return statement;
  code = sqlite3_prepare_v3 (
      db->handle, sql, -1, is_kept ? SQLITE_PREPARE_PERSISTENT : 0, &handle, NULL);
  if (code != SQLITE_OK) {
    rondo_db_set_error (db, code, error);
    return NULL;
  }
  statement = rondo_statement_new (db, handle, is_kept);
  if (is_kept)
    g_hash_table_insert (db->known, (gpointer)sql, statement);
  return statement;
}

gboolean
rondo_db_run (RondoDb *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, sql, error);
  g_autoptr (GError) failure = NULL;
  va_list values;

  if (statement == NULL)
    return FALSE;
  va_start (values, types);
  bind_values (statement, types, TRUE, values);
  va_end (values);
  while (rondo_statement_step (statement, &failure))
    ;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

RondoStatement *
rondo_db_query (RondoDb *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, sql, error);
  va_list values;

  if (statement == NULL)
    return NULL;
  va_start (values, types);
  bind_values (statement, types, FALSE, values);
  va_end (values);
  return g_steal_pointer (&statement);
}

int64_t
rondo_db_changes (RondoDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gboolean
rondo_db_check (RondoDb *db, GError **error)
{
  g_autoptr (GString) findings = g_string_new (NULL);
  g_autofree char *path = g_filename_display_name (db->path);

  if (!collect_findings (
          db, "PRAGMA integrity_check(" G_STRINGIFY (FINDINGS_MAX) ")", findings, error))
    return FALSE;
  if (!collect_findings (
          db,
          "SELECT 'a row of ' || \"table\" || ' refers to a missing row of ' || parent"
          " FROM pragma_foreign_key_check LIMIT " G_STRINGIFY (FINDINGS_MAX),
          findings,
          error))
    return FALSE;
  if (findings->len == 0)
    return TRUE;
  g_set_error (error,
               RONDO_DB_ERROR,
               RONDO_DB_ERROR_CORRUPT,
               _ ("The database “%s” is damaged: %s."),
               path,
               findings->str);
  return FALSE;
}

gboolean
rondo_db_backup (RondoDb *db, const char *path, GError **error)
{
  if (!rondo_db_make_file (path, error))
    return FALSE;
  if (rondo_db_run (db, error, "VACUUM INTO $1", "t", path))
    return TRUE;
  /* The empty or half file is ours: it was made with the name free. */
  g_unlink (path);
  return FALSE;
}

gboolean
rondo_db_seal (RondoDb *db, GError **error)
{
  return rondo_db_exec (db, "PRAGMA journal_mode = DELETE", error);
}
