/* SPDX-License-Identifier: GPL-3.0-or-later
 * A prepared statement, lent out by the connection's cache and given back to it when freed. */
#include "config.h"

#include "rondo-statement.h"

#include "rondo-db-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of parameters, at least. */
#define PLACES_FEW 16

struct _RondoStatement {
  RondoDb *db;          /* a reference while it is lent */
  sqlite3_stmt *handle; /* owned */

  int bind_code;    /* first failure of a bind, told by the next step */
  gboolean is_kept; /* goes back to the connection when freed */
  gboolean is_lent;
  gboolean is_started;
  gboolean is_done;

  int n_places;
  int places[]; /* of $1, $2, … among SQLite's own numbers */
};

/* "$2" is a name for SQLite, numbered by first appearance; the number in the text counts here. "?"
 * has none, and its place counts. */
static int
look_up (sqlite3_stmt *handle, int parameter)
{
  char name[16];

  if (parameter <= sqlite3_bind_parameter_count (handle) &&
      sqlite3_bind_parameter_name (handle, parameter) == NULL)
    return parameter;
  g_snprintf (name, sizeof name, "$%d", parameter);
  return sqlite3_bind_parameter_index (handle, name);
}

static int
find_parameter (RondoStatement *statement, int parameter)
{
  if (parameter >= 1 && parameter <= statement->n_places)
    return statement->places[parameter - 1];
  return look_up (statement->handle, parameter);
}

static void
note_bind (RondoStatement *statement, int code)
{
  if (code != SQLITE_OK && statement->bind_code == SQLITE_OK)
    statement->bind_code = code;
}

/* SQLite may have ended the transaction itself at an earlier failure. Going on would write the rest
 * of it outside of any transaction. */
static gboolean
check_transaction (RondoDb *db, GError **error)
{
  if ((db->where == NULL && !db->is_group) || !sqlite3_get_autocommit (db->handle))
    return TRUE;
  g_set_error_literal (
      error,
      RONDO_DB_ERROR,
      RONDO_DB_ERROR_FAILED,
      _ ("The change was given up after an earlier failure. Nothing was changed."));
  return FALSE;
}

static gboolean
check_start (RondoStatement *statement, GError **error)
{
  if (statement->bind_code != SQLITE_OK) {
    rondo_db_set_error (statement->db, statement->bind_code, error);
    return FALSE;
  }
  return statement->is_started || check_transaction (statement->db, error);
}

static void
lend (RondoStatement *statement)
{
  g_atomic_ref_count_inc (&statement->db->ref_count);
  statement->is_lent = TRUE;
}

RondoStatement *
rondo_statement_new (RondoDb *db, sqlite3_stmt *handle, gboolean is_kept)
{
  int n_places = MAX (sqlite3_bind_parameter_count (handle), PLACES_FEW);
  RondoStatement *statement = g_malloc0 (sizeof *statement + (gsize)n_places * sizeof (int));

  statement->db = db;
  statement->handle = handle;
  statement->is_kept = is_kept;
  statement->n_places = n_places;
  for (int i = 0; i < n_places; i++)
    statement->places[i] = look_up (handle, i + 1);
  lend (statement);
  return statement;
}

/* FALSE if somebody has it, or if @sql, at the same address, is another text by now. */
gboolean
rondo_statement_lend (RondoStatement *statement, const char *sql)
{
  if (statement->is_lent || strcmp (sqlite3_sql (statement->handle), sql) != 0)
    return FALSE;
  lend (statement);
  return TRUE;
}

static void
destroy (RondoStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement);
}

void
rondo_statement_forget (gpointer data)
{
  RondoStatement *statement = data;

  statement->is_kept = FALSE;
  if (!statement->is_lent)
    destroy (statement);
}

static void
bind_text (RondoStatement *statement, int parameter, const char *text, sqlite3_destructor_type copy)
{
  int index = find_parameter (statement, parameter);

  g_return_if_fail (index > 0);

  if (text == NULL)
    note_bind (statement, sqlite3_bind_null (statement->handle, index));
  else
    note_bind (statement, sqlite3_bind_text (statement->handle, index, text, -1, copy));
}

void
rondo_statement_bind_text (RondoStatement *statement, int parameter, const char *text)
{
  bind_text (statement, parameter, text, SQLITE_TRANSIENT);
}

void
rondo_statement_bind_borrowed (RondoStatement *statement, int parameter, const char *text)
{
  bind_text (statement, parameter, text, SQLITE_STATIC);
}

void
rondo_statement_bind_int (RondoStatement *statement, int parameter, int64_t value)
{
  int index = find_parameter (statement, parameter);

  g_return_if_fail (index > 0);

  note_bind (statement, sqlite3_bind_int64 (statement->handle, index, value));
}

gboolean
rondo_statement_step (RondoStatement *statement, GError **error)
{
  int code;

  if (statement->is_done)
    return FALSE;
  if (!check_start (statement, error)) {
    statement->is_done = TRUE;
    return FALSE;
  }
  statement->is_started = TRUE;
  code = sqlite3_step (statement->handle);
  if (code == SQLITE_ROW)
    return TRUE;
  statement->is_done = TRUE;
  if (code != SQLITE_DONE)
    rondo_db_set_error (statement->db, code, error);
  sqlite3_reset (statement->handle);
  return FALSE;
}

void
rondo_statement_reset (RondoStatement *statement)
{
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->bind_code = SQLITE_OK;
  statement->is_started = FALSE;
  statement->is_done = FALSE;
}

const char *
rondo_statement_get_text (RondoStatement *statement, int column)
{
  return (const char *)sqlite3_column_text (statement->handle, column);
}

int64_t
rondo_statement_get_int (RondoStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

gboolean
rondo_statement_is_null (RondoStatement *statement, int column)
{
  return sqlite3_column_type (statement->handle, column) == SQLITE_NULL;
}

void
rondo_statement_free (RondoStatement *statement)
{
  RondoDb *db;

  if (statement == NULL)
    return;
  db = statement->db;
  rondo_statement_reset (statement);
  statement->is_lent = FALSE;
  if (!statement->is_kept)
    destroy (statement);
  rondo_db_unref (db);
}
