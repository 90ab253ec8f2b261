/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opens a database: look, connect, settle, migrate. */
#include "config.h"

#include "rondo-db-private.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>

#define MEMORY_PATH ":memory:"
#define BUSY_TIMEOUT_MS 5000
/* Each connection; the operating system keeps the rest of the file at hand. */
#define CACHE_KIB 4096

/* Before the first connection of the process; later it would be refused, and nothing lost. Without
 * statistics of memory, threads do not wait for each other at every allocation. */
static void
prepare_library (void)
{
  static gsize is_ready;

  if (!g_once_init_enter (&is_ready))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&is_ready, 1);
}

RondoDb *
rondo_db_connection_new (const char *path)
{
  RondoDb *db = g_new0 (RondoDb, 1);

  g_atomic_ref_count_init (&db->ref_count);
  db->path = g_strdup (path);
  db->known = g_hash_table_new_full (NULL, NULL, NULL, rondo_statement_forget);
  return db;
}

static gboolean
configure (RondoDb *db, int option, int value, GError **error)
{
  int code = sqlite3_db_config (db->handle, option, value, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  rondo_db_set_error (db, code, error);
  return FALSE;
}

static gboolean
prepare_file (const char *path, const RondoDbSchema *schema, GError **error)
{
  if (!rondo_db_make_folder (path, error) || !rondo_db_look_at_file (path, schema, error))
    return FALSE;
  return g_file_test (path, G_FILE_TEST_EXISTS) || rondo_db_make_file (path, error);
}

/* Whoever closes last would take the log away, and learns from locks on the file whether they are
 * the last. A library that looks into the file and closes it has thrown those away, and then others
 * go on writing into a log that has no name. So nobody does it: rondo_db_close() moves what the log
 * holds into the file, and leaves the log. */
static gboolean
connect_file (RondoDb *db, const char *vfs, GError **error)
{
  int code = sqlite3_open_v2 (db->path,
                              &db->handle,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                  SQLITE_OPEN_EXRESCODE,
                              vfs);

  if (code != SQLITE_OK) {
    rondo_db_set_error (db, code, error);
    return FALSE;
  }
  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  return configure (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, TRUE, error) &&
         configure (db, SQLITE_DBCONFIG_DEFENSIVE, TRUE, error) &&
         configure (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, FALSE, error) &&
         configure (db, SQLITE_DBCONFIG_DQS_DDL, FALSE, error) &&
         configure (db, SQLITE_DBCONFIG_DQS_DML, FALSE, error);
}

/* Foreign keys are off while the migrations run, so that a table can be rebuilt without its
 * children being deleted; every step checks them. */
static gboolean
settle (RondoDb *db, const RondoDbSchema *schema, GError **error)
{
  return rondo_db_exec (
             db,
             "PRAGMA journal_mode = WAL;"
             "PRAGMA synchronous = FULL;"
             "PRAGMA foreign_keys = OFF;"
             "PRAGMA temp_store = MEMORY;"
             "PRAGMA cache_size = -" G_STRINGIFY (
                 CACHE_KIB) ";"
                            "PRAGMA wal_autocheckpoint = " G_STRINGIFY (RONDO_DB_LOG_STEP) ";",
             error) &&
         rondo_db_migrate (db, schema, error) &&
         rondo_db_exec (db, "PRAGMA foreign_keys = ON", error) &&
         (!RONDO_ZOO (NO_SYNC) || rondo_db_exec (db, "PRAGMA synchronous = OFF", error));
}

static RondoDb *
open_prepared (const char *vfs, const char *path, const RondoDbSchema *schema, GError **error)
{
  g_autoptr (RondoDb) db = rondo_db_connection_new (path);

  if (!connect_file (db, vfs, error) || !rondo_db_look (db, schema, error) ||
      !settle (db, schema, error))
    return NULL;
  db->is_settled = TRUE;
  return g_steal_pointer (&db);
}

RondoDb *
rondo_db_open (const char *path, const RondoDbSchema *schema, GError **error)
{
  g_return_val_if_fail (path != NULL && *path != '\0', NULL);
  g_return_val_if_fail (schema != NULL && schema->application_id != 0, NULL);

  prepare_library ();
  if (strcmp (path, MEMORY_PATH) != 0 && !prepare_file (path, schema, error))
    return NULL;
  return open_prepared (NULL, path, schema, error);
}

RondoDb *
rondo_db_open_on (const char *vfs, const char *path, const RondoDbSchema *schema, GError **error)
{
  g_return_val_if_fail (vfs != NULL && path != NULL && *path != '\0', NULL);
  g_return_val_if_fail (schema != NULL && schema->application_id != 0, NULL);

  return open_prepared (vfs, path, schema, error);
}

RondoDb *
rondo_db_open_reader (const char *path, GError **error)
{
  g_autoptr (RondoDb) db = NULL;

  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  db = rondo_db_connection_new (path);
  if (!connect_file (db, NULL, error) ||
      !rondo_db_exec (db,
                      "PRAGMA query_only = ON;"
                      "PRAGMA temp_store = MEMORY;"
                      "PRAGMA cache_size = -" G_STRINGIFY (CACHE_KIB) ";",
                      error))
    return NULL;
  return g_steal_pointer (&db);
}
