/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks at a database before anything is written: whose is it, how new, is it whole? */
#include "config.h"

#include "rondo-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Up to this size a look for damage takes a moment nobody notices at start. Larger files are
 * looked through by rondo_db_check() only. */
#define CHECK_AT_OPEN_MAX_BYTES (32 * 1024 * 1024)

static void
set_foreign_error (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (
      error,
      RONDO_DB_ERROR,
      RONDO_DB_ERROR_FOREIGN,
      _ ("“%s” is a database of another program. Nothing was changed. Choose another file."),
      shown);
}

static void
set_not_a_database_error (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error,
               RONDO_DB_ERROR,
               RONDO_DB_ERROR_CORRUPT,
               _ ("“%s” is damaged or is not a database. Nothing was changed."),
               shown);
}

/* @has_schema tells a file whose making was interrupted from one that somebody else made. */
static gboolean
check_identity (const char *path,
                const RondoDbSchema *schema,
                uint32_t application_id,
                int64_t version,
                gboolean has_schema,
                GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  int known = rondo_db_schema_version (schema);

  if (application_id == 0 && version == 0 && !has_schema)
    return TRUE;
  if (application_id != schema->application_id || version < 0) {
    set_foreign_error (path, error);
    return FALSE;
  }
  if (version <= known)
    return TRUE;
  g_set_error (error,
               RONDO_DB_ERROR,
               RONDO_DB_ERROR_TOO_NEW,
               _ ("The database “%s” was written by a newer version of Rondo (format %d, this "
                  "version knows formats up to %d). Nothing was changed. Update Rondo to open it."),
               shown,
               (int)version,
               known);
  return FALSE;
}

static gboolean
check_damage (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  GStatBuf status;

  if (g_stat (db->path, &status) != 0 || status.st_size > CHECK_AT_OPEN_MAX_BYTES)
    return TRUE;
  statement = rondo_db_prepare (db, "PRAGMA quick_check(1)", error);
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure) &&
      g_strcmp0 (rondo_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_a_database_error (db->path, error);
  return FALSE;
}

/* Through SQLite, because closing a file takes away all locks that this process has on it, and only
 * SQLite knows of those of other connections. Immutable, so that it makes no file beside a database
 * that is not ours to touch. */
static RondoDb *
open_immutable (const char *path, GError **error)
{
  g_autoptr (RondoDb) db = rondo_db_connection_new (path);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, error);
  g_autofree char *name = NULL;
  int code;

  if (uri == NULL)
    return NULL;
  name = g_strconcat (uri, "?immutable=1", NULL);
  code = sqlite3_open_v2 (name,
                          &db->handle,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                              SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code == SQLITE_OK)
    return g_steal_pointer (&db);
  rondo_db_set_error (db, code, error);
  return NULL;
}

/* A program that ended while the log was moved into the file has left half of it there, and the log
 * has all: the file says something only together with it. */
static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

/* What stands in the header of the file, https://www.sqlite.org/fileformat2.html §1.3. What a log
 * beside it holds can only be newer. */
gboolean
rondo_db_look_at_file (const char *path, const RondoDbSchema *schema, GError **error)
{
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (GError) failure = NULL;
  int64_t application_id = 0;
  int64_t version = 0;
  int64_t cookie = 0;
  GStatBuf status;

  if (g_stat (path, &status) == 0 ? status.st_size == 0 : errno == ENOENT)
    return TRUE;
  db = open_immutable (path, error);
  if (db == NULL)
    return FALSE;
  if (rondo_db_read_int (db, "PRAGMA application_id", &application_id, &failure) &&
      rondo_db_read_int (db, "PRAGMA user_version", &version, &failure) &&
      rondo_db_read_int (db, "PRAGMA schema_version", &cookie, &failure))
    return check_identity (path, schema, (uint32_t)application_id, version, cookie != 0, error);
  if (g_error_matches (failure, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT) && has_log (path))
    return TRUE;
  if (g_error_matches (failure, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT))
    set_not_a_database_error (path, error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The same with the log, and then a look for damage. */
gboolean
rondo_db_look (RondoDb *db, const RondoDbSchema *schema, GError **error)
{
  int64_t application_id = 0;
  int64_t version = 0;
  int64_t has_schema = 0;

  if (!rondo_db_read_int (db, "PRAGMA application_id", &application_id, error) ||
      !rondo_db_read_int (db, "PRAGMA user_version", &version, error) ||
      !rondo_db_read_int (db, "SELECT COUNT(*) FROM sqlite_schema", &has_schema, error))
    return FALSE;
  return check_identity (
             db->path, schema, (uint32_t)application_id, version, has_schema != 0, error) &&
         check_damage (db, error);
}
