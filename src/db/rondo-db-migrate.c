/* SPDX-License-Identifier: GPL-3.0-or-later
 * Brings a database to the version this program knows, one transaction a step. */
#include "config.h"

#include "rondo-db-private.h"

#include <glib/gi18n-lib.h>

static gboolean
read_version (RondoDb *db, int *version, GError **error)
{
  int64_t number = 0;

  if (!rondo_db_read_int (db, "PRAGMA user_version", &number, error))
    return FALSE;
  *version = (int)number;
  return TRUE;
}

/* A PRAGMA takes no parameters; both numbers are ours. */
static gboolean
write_identity (RondoDb *db, const RondoDbSchema *schema, int version, GError **error)
{
  char text[96];

  g_snprintf (text,
              sizeof text,
              "PRAGMA application_id = %d; PRAGMA user_version = %d;",
              (int)schema->application_id,
              version);
  return rondo_db_exec (db, text, error);
}

static gboolean
check_foreign_keys (RondoDb *db, int step, GError **error)
{
  int64_t broken = 0;

  if (!rondo_db_read_int (db, "SELECT COUNT(*) FROM pragma_foreign_key_check", &broken, error))
    return FALSE;
  if (broken == 0)
    return TRUE;
  g_set_error (
      error,
      RONDO_DB_ERROR,
      RONDO_DB_ERROR_CONSTRAINT,
      _ ("Step %d of the database upgrade would leave %d rows that refer to missing ones."),
      step,
      (int)broken);
  return FALSE;
}

/* The inside of one step's transaction. */
static gboolean
apply_step (RondoDb *db, const RondoDbSchema *schema, int version, GError **error)
{
  return rondo_db_exec (db, schema->migrations[version], error) &&
         check_foreign_keys (db, version + 1, error) &&
         write_identity (db, schema, version + 1, error);
}

/* One step, if there is one left. The version is read inside the transaction: another process may
 * have upgraded the file meanwhile. */
static gboolean
run_step (RondoDb *db, const RondoDbSchema *schema, gboolean *is_done, GError **error)
{
  int version = 0;

  if (!rondo_db_begin (db, error))
    return FALSE;
  if (!read_version (db, &version, error)) {
    rondo_db_rollback (db);
    return FALSE;
  }
  *is_done = version >= rondo_db_schema_version (schema);
  if (*is_done) {
    rondo_db_rollback (db);
    return TRUE;
  }
  if (!apply_step (db, schema, version, error)) {
    rondo_db_rollback (db);
    return FALSE;
  }
  return rondo_db_commit (db, error);
}

int
rondo_db_schema_version (const RondoDbSchema *schema)
{
  int version = 0;

  while (schema->migrations[version] != NULL)
    version++;
  return version;
}

gboolean
rondo_db_migrate (RondoDb *db, const RondoDbSchema *schema, GError **error)
{
  gboolean is_done = FALSE;
  int version = 0;

  if (!read_version (db, &version, error))
    return FALSE;
  if (version == rondo_db_schema_version (schema))
    return TRUE;
  if (version > 0 && !rondo_db_backup_before_migration (db, version, error)) {
    g_prefix_error (error, "%s ", _ ("The database could not be backed up before its upgrade."));
    return FALSE;
  }
  while (!is_done) {
    if (!run_step (db, schema, &is_done, error)) {
      g_prefix_error (error, "%s ", _ ("The database could not be upgraded and is as it was."));
      return FALSE;
    }
  }
  return TRUE;
}
