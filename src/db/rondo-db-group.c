/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a connection does for several writers at once: group commit. */
#include "config.h"

#include "rondo-db.h"

#include "rondo-db-private.h"

#include <glib/gi18n-lib.h>

gboolean
rondo_db_begin_group (RondoDb *db, GError **error)
{
  g_return_val_if_fail (!db->is_group && db->where == NULL, FALSE);

  db->is_group = rondo_db_run (db, error, "BEGIN IMMEDIATE", "");
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
  if (rondo_db_run (db, error, "COMMIT", ""))
    return TRUE;
  rondo_db_rollback (db);
  return FALSE;
}
