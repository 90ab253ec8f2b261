/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a connection does for several writers at once: group commit, and care for the log. */
#include "config.h"

#include "rondo-db.h"

#include "rondo-db-private.h"

#include <glib/gi18n-lib.h>

gboolean
rondo_db_begin_group (RondoDb *db, GError **error)
{
  g_return_val_if_fail (!db->is_group && db->where == NULL, FALSE);

  db->is_group = rondo_db_exec (db, "BEGIN IMMEDIATE", error);
  return db->is_group;
}

gboolean
rondo_db_end_group (RondoDb *db, GError **error)
{
  g_return_val_if_fail (db->is_group, FALSE);

  rondo_db_end_leaked_transaction (db);
  db->is_group = FALSE;
  /* SQLite may have ended it itself at a failure of one of its parts. */
  if (sqlite3_get_autocommit (db->handle)) {
    g_set_error_literal (error,
                         RONDO_DB_ERROR,
                         RONDO_DB_ERROR_FAILED,
                         _ ("An earlier failure has undone this change. Nothing was changed."));
    return FALSE;
  }
  if (rondo_db_exec (db, "COMMIT", error))
    return TRUE;
  rondo_db_rollback (db);
  return FALSE;
}

static int
log_grown (void *user_data, sqlite3 *handle, const char *name, int pages)
{
  RondoDb *db = user_data;

  db->log_func (pages, db->log_data);
  return SQLITE_OK;
}

void
rondo_db_watch_log (RondoDb *db, RondoDbLogFunc func, gpointer user_data)
{
  db->log_func = func;
  db->log_data = user_data;
  if (func != NULL)
    sqlite3_wal_hook (db->handle, log_grown, db);
  else
    sqlite3_wal_autocheckpoint (db->handle, RONDO_DB_CHECKPOINT_PAGES);
}

gboolean
rondo_db_checkpoint (RondoDb *db, gboolean is_urgent, GError **error)
{
  int code =
      sqlite3_wal_checkpoint_v2 (db->handle,
                                 NULL,
                                 is_urgent ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
                                 NULL,
                                 NULL);

  /* Somebody else is at it, or reads what would have to be moved. */
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY)
    return TRUE;
  rondo_db_set_error (db, code, error);
  return FALSE;
}
