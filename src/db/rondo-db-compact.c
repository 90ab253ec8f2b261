/* SPDX-License-Identifier: GPL-3.0-or-later
 * Nothing of what was deleted stays in the file. */
#include "config.h"

#include "rondo-db-private.h"

gboolean
rondo_db_compact (RondoDb *db, GError **error)
{
  /* VACUUM writes every page anew; the log before it still holds the old ones. */
  return rondo_db_exec (db, "VACUUM", error) &&
         rondo_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}
