/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one place that turns result codes of SQLite into errors of this room. */
#include "config.h"

#include "rondo-db-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rondo - db - error - quark, rondo_db_error)

/* Failures of the disk under a write. A quota that is used up arrives as SQLITE_IOERR_WRITE. */
static gboolean
is_write_failure (int code)
{
  switch (code) {
  case SQLITE_IOERR_WRITE:
  case SQLITE_IOERR_FSYNC:
  case SQLITE_IOERR_DIR_FSYNC:
  case SQLITE_IOERR_TRUNCATE:
  case SQLITE_IOERR_SHMSIZE:
  case SQLITE_IOERR_SHMOPEN:
  case SQLITE_IOERR_DELETE:
    return TRUE;
  default:
    return (code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_READONLY;
  }
}

static RondoDbError
map_code (int code)
{
  if (is_write_failure (code))
    return RONDO_DB_ERROR_FULL;
  if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS)
    return RONDO_DB_ERROR_CORRUPT;
  switch (code & 0xff) {
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return RONDO_DB_ERROR_CORRUPT;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return RONDO_DB_ERROR_BUSY;
  case SQLITE_CONSTRAINT:
    return RONDO_DB_ERROR_CONSTRAINT;
  default:
    return RONDO_DB_ERROR_FAILED;
  }
}

static char *
describe (RondoDbError code, const char *path, const char *detail)
{
  switch (code) {
  case RONDO_DB_ERROR_FULL:
    return g_strdup_printf (_ ("The database “%s” could not be written (%s). Nothing was changed. "
                               "Free some space on the disk or allow writing, then try again."),
                            path,
                            detail);
  case RONDO_DB_ERROR_CORRUPT:
    return g_strdup_printf (
        _ ("The database “%s” is damaged or is not a database (%s)."), path, detail);
  case RONDO_DB_ERROR_BUSY:
    return g_strdup_printf (_ ("The database “%s” is in use by another program. Close that program "
                               "and try again."),
                            path);
  case RONDO_DB_ERROR_CONSTRAINT:
    return g_strdup_printf (_ ("The database “%s” refused a value that breaks one of its rules "
                               "(%s)."),
                            path,
                            detail);
  case RONDO_DB_ERROR_TOO_NEW:
  case RONDO_DB_ERROR_FOREIGN:
  case RONDO_DB_ERROR_FAILED:
  default:
    return g_strdup_printf (_ ("The database “%s” could not be used (%s)."), path, detail);
  }
}

/* A full disk leaves no half transaction behind, whatever the caller does next. */
static void
end_failed_transaction (RondoDb *db, RondoDbError mapped)
{
  if (mapped != RONDO_DB_ERROR_FULL || sqlite3_get_autocommit (db->handle))
    return;
  sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
}

void
rondo_db_set_error (RondoDb *db, int code, GError **error)
{
  RondoDbError mapped = map_code (code);
  g_autofree char *path = g_filename_display_name (db->path);
  g_autofree char *detail = NULL;
  g_autofree char *message = NULL;

  if ((code & 0xff) == SQLITE_INTERRUPT &&
      g_cancellable_set_error_if_cancelled (db->cancellable, error))
    return;
  if (db->handle != NULL && sqlite3_extended_errcode (db->handle) == code)
    detail = g_strdup (sqlite3_errmsg (db->handle));
  else
    detail = g_strdup (sqlite3_errstr (code));
  message = describe (mapped, path, detail);
  g_set_error_literal (error, RONDO_DB_ERROR, mapped, message);
  if (db->handle != NULL)
    end_failed_transaction (db, mapped);
}
