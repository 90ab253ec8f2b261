/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each scope holds. */
#include "config.h"

#include "rondo-scope-books.h"

#include "rondo-wire-merge.h"

struct _RondoScopeBooks {
  RondoDb *db;        /* borrowed */
  GHashTable *states; /* owned; scope → RondoScopeState */

  /* borrowed (nullable): what was asked for last, as rows of one scope mostly follow each other */
  const char *scope;
  RondoScopeState *state;
};

RondoScopeBooks *
rondo_scope_books_new (RondoDb *db)
{
  RondoScopeBooks *books = g_new0 (RondoScopeBooks, 1);

  books->db = db;
  books->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return books;
}

void
rondo_scope_books_free (RondoScopeBooks *books)
{
  g_hash_table_unref (books->states);
  g_free (books);
}

RondoScopeState *
rondo_scope_books_get (RondoScopeBooks *books, const char *scope, GError **error)
{
  gpointer name, state;

  if (books->scope != NULL && g_str_equal (books->scope, scope))
    return books->state;
  if (!g_hash_table_lookup_extended (books->states, scope, &name, &state)) {
    name = g_strdup (scope);
    state = g_new0 (RondoScopeState, 1);
    g_hash_table_insert (books->states, name, state);
    if (!rondo_cursors_table_read_state (books->db, scope, state, error))
      return NULL;
  }
  books->scope = name;
  books->state = state;
  return state;
}

gboolean
rondo_scope_books_change (RondoScopeBooks *books,
                          const char *scope,
                          const char *id,
                          int64_t before,
                          int64_t after,
                          GError **error)
{
  RondoScopeState *state = rondo_scope_books_get (books, scope, error);

  if (state == NULL)
    return FALSE;
  if (before > 0)
    state->hash ^= rondo_wire_digest_item (id, before);
  if (after > 0)
    state->hash ^= rondo_wire_digest_item (id, after);
  state->count += (after > 0) - (before > 0);
  return TRUE;
}

gboolean
rondo_scope_books_write (RondoScopeBooks *books, GError **error)
{
  GHashTableIter iter;
  gpointer scope;
  gpointer state;

  g_hash_table_iter_init (&iter, books->states);
  while (g_hash_table_iter_next (&iter, &scope, &state))
    if (!rondo_cursors_table_write_state (books->db, scope, state, error))
      return FALSE;
  return TRUE;
}
