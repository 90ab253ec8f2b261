/* SPDX-License-Identifier: GPL-3.0-or-later
 * What administrators and coordinators did. Each entry holds a hash over itself and the one before:
 * who changes one has to change all that follow. */
#include "config.h"

#include "rondo-server-admin-log.h"

#include "rondo-error.h"
#include "rondo-server-secrets.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static const char SQL_LAST[] = "SELECT id, hash FROM admin_log ORDER BY id DESC LIMIT 1";
static const char SQL_ADD[] =
    "INSERT INTO admin_log (id, at_us, actor, action, subject, detail, hash) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char SQL_READ[] =
    "SELECT id, at_us, actor, action, subject, detail, hash FROM admin_log ORDER BY id";

static char *
make_hash (const char *before, int64_t id, const RondoServerAdminEntry *entry)
{
  g_autofree char *text =
      g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%s",
                       before,
                       id,
                       entry->at_us,
                       entry->actor,
                       entry->action,
                       entry->subject != NULL ? entry->subject : "",
                       entry->detail != NULL ? entry->detail : "");

  return rondo_server_secret_hash (text);
}

static gboolean
find_last (RondoDb *db, int64_t *id, char **hash, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LAST, "");
  g_autoptr (GError) failure = NULL;

  *id = 0;
  *hash = g_strdup ("");
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    *id = rondo_statement_get_int (statement, 0);
    g_free (*hash);
    *hash = g_strdup (rondo_statement_get_text (statement, 1));
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_admin_log_add (RondoDb *db, const RondoServerAdminEntry *entry, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *hash = NULL;
  int64_t last = 0;

  if (!find_last (db, &last, &before, error))
    return FALSE;
  hash = make_hash (before, last + 1, entry);
  return rondo_db_run (db,
                       error,
                       SQL_ADD,
                       "iittttt",
                       last + 1,
                       entry->at_us,
                       entry->actor,
                       entry->action,
                       entry->subject != NULL ? entry->subject : "",
                       entry->detail != NULL ? entry->detail : "",
                       hash);
}

static gboolean
changed (int64_t id, GError **error)
{
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_CORRUPT,
               _ ("The log of administrators was changed by another program: entry %" PRId64
                  " or one before it is not as it was written."),
               id);
  return FALSE;
}

gboolean
rondo_server_admin_log_read (RondoDb *db,
                             RondoServerAdminLogFunc func,
                             gpointer data,
                             GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ, "");
  g_autofree char *before = g_strdup ("");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  for (int64_t id = 1; rondo_statement_step (statement, &failure); id++) {
    RondoServerAdminEntry entry = {
        .at_us = rondo_statement_get_int (statement, 1),
        .actor = rondo_statement_get_text (statement, 2),
        .action = rondo_statement_get_text (statement, 3),
        .subject = rondo_statement_get_text (statement, 4),
        .detail = rondo_statement_get_text (statement, 5),
    };
    g_autofree char *hash = make_hash (before, id, &entry);

    if (rondo_statement_get_int (statement, 0) != id ||
        g_strcmp0 (hash, rondo_statement_get_text (statement, 6)) != 0)
      return changed (id, error);
    if (func != NULL)
      func (&entry, data);
    g_free (before);
    before = g_steal_pointer (&hash);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
