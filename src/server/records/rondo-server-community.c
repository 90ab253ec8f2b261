/* SPDX-License-Identifier: GPL-3.0-or-later
 * The community of a database. */
#include "config.h"

#include "rondo-server-community.h"

#include "rondo-error.h"
#include "rondo-server-digests.h"
#include "rondo-server-resources.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define APPLICATION_ID 0x52444f53 /* "RDOS" */

static const char SQL_INSERT[] =
    "INSERT INTO community (id, name, epoch, identity, salt, seq, created_us) "
    "VALUES (1, $1, $2, $2, $3, 0, $4)";
static const char SQL_LOAD[] = "SELECT name, epoch, salt, identity FROM community WHERE id = 1";
static const char SQL_READ_STATE[] =
    "SELECT seq, min_seq, epoch, epoch <> identity FROM community WHERE id = 1";
static const char SQL_GET_SEQ[] = "SELECT seq FROM community WHERE id = 1";
static const char SQL_SET_SEQ[] = "UPDATE community SET seq = $1 WHERE id = 1";
static const char SQL_NEXT_SEQ[] = "UPDATE community SET seq = seq + 1 WHERE id = 1 RETURNING seq";

/* The steps of the schema, in order. */
static const char *const STEPS[] = {
    "0001.sql",
    "0002.sql",
    "0003.sql",
    "0004.sql",
    "0005.sql",
    "0006.sql",
    "0007.sql",
    "0008.sql",
    "0009.sql",
    "0010.sql",
};

/* The data are part of the program and end with a NUL; the bytes object is only a view. */
static const char *
load_step (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/rondocoaching/Rondo/server/", name, NULL);
  g_autoptr (GBytes) script = g_resource_lookup_data (
      rondo_server_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_bytes_get_data (script, NULL);
}

const RondoDbSchema *
rondo_server_schema (void)
{
  static const char *migrations[G_N_ELEMENTS (STEPS) + 1];
  static RondoDbSchema schema = {APPLICATION_ID, migrations};
  static gsize is_ready;

  if (g_once_init_enter (&is_ready)) {
    rondo_server_register_resource ();
    for (guint i = 0; i < G_N_ELEMENTS (STEPS); i++)
      migrations[i] = load_step (STEPS[i]);
    g_once_init_leave (&is_ready, 1);
  }
  return &schema;
}

gboolean
rondo_server_community_insert (RondoDb *db,
                               const RondoServerCommunity *community,
                               int64_t now_us,
                               GError **error)
{
  return rondo_db_run (
      db, error, SQL_INSERT, "ttti", community->name, community->epoch, community->salt, now_us);
}

RondoServerCommunity *
rondo_server_community_load (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  RondoServerCommunity *community = NULL;

  if (!rondo_server_digests_ensure (db, error))
    return NULL;
  statement = rondo_db_query (db, error, SQL_LOAD, "");
  if (statement == NULL)
    return NULL;
  if (!rondo_statement_step (statement, &failure)) {
    if (failure != NULL)
      g_propagate_error (error, g_steal_pointer (&failure));
    else
      g_set_error_literal (error,
                           RONDO_ERROR,
                           RONDO_ERROR_CORRUPT,
                           _ ("The database holds no community. Make a new one with “rondo-server "
                              "init”, or restore a backup."));
    return NULL;
  }
  community = g_new0 (RondoServerCommunity, 1);
  community->name = g_strdup (rondo_statement_get_text (statement, 0));
  community->epoch = g_strdup (rondo_statement_get_text (statement, 1));
  community->salt = g_strdup (rondo_statement_get_text (statement, 2));
  community->identity = g_strdup (rondo_statement_get_text (statement, 3));
  return community;
}

void
rondo_server_community_free (RondoServerCommunity *community)
{
  g_free (community->name);
  g_free (community->epoch);
  g_free (community->salt);
  g_free (community->identity);
  g_free (community);
}

gboolean
rondo_server_community_read_state (RondoDb *db, RondoServerState *state, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ_STATE, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    state->seq = rondo_statement_get_int (statement, 0);
    state->min_seq = rondo_statement_get_int (statement, 1);
    state->epoch = g_strdup (rondo_statement_get_text (statement, 2));
    state->is_renewed = rondo_statement_get_int (statement, 3) != 0;
    return TRUE;
  }
  if (failure == NULL)
    g_set_error_literal (
        &failure, RONDO_ERROR, RONDO_ERROR_CORRUPT, _ ("The database holds no community."));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
rondo_server_state_clear (RondoServerState *state)
{
  g_clear_pointer (&state->epoch, g_free);
}

static int64_t
read_seq (RondoDb *db, const char *sql, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, sql, "");
  g_autoptr (GError) failure = NULL;
  int64_t seq = -1;

  if (statement == NULL)
    return -1;
  if (rondo_statement_step (statement, &failure)) {
    seq = rondo_statement_get_int (statement, 0);
    /* An UPDATE … RETURNING has done its work only when it has come to its end. */
    while (rondo_statement_step (statement, &failure))
      ;
  } else if (failure == NULL) {
    g_set_error_literal (
        &failure, RONDO_ERROR, RONDO_ERROR_CORRUPT, _ ("The database holds no community."));
  }
  if (failure == NULL)
    return seq;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

int64_t
rondo_server_community_get_seq (RondoDb *db, GError **error)
{
  return read_seq (db, SQL_GET_SEQ, error);
}

int64_t
rondo_server_community_next_seq (RondoDb *db, GError **error)
{
  return read_seq (db, SQL_NEXT_SEQ, error);
}

gboolean
rondo_server_community_set_seq (RondoDb *db, int64_t seq, GError **error)
{
  return rondo_db_run (db, error, SQL_SET_SEQ, "i", seq);
}

int64_t
rondo_server_writer_next_seq (const RondoServerWriter *writer, GError **error)
{
  if (writer->seq == NULL)
    return rondo_server_community_next_seq (writer->db, error);
  if (*writer->seq == 0)
    *writer->seq = rondo_server_community_get_seq (writer->db, error);
  return *writer->seq < 0 ? -1 : ++*writer->seq;
}
