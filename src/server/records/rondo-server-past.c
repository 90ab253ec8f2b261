/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server knows of the rounds before one. */
#include "config.h"

#include "rondo-server-past.h"

#include "rondo-wire-bodies.h"

static const char SQL_LIST_ROUNDS[] =
    "SELECT r.id, r.body FROM round_index i JOIN record r ON r.id = i.round "
    "WHERE i.state <> 'open' ORDER BY r.id";
static const char SQL_LIST_PAIRINGS[] =
    "SELECT pairing, round, coach, client FROM pairing_index WHERE round <> $1 ORDER BY pairing";

static gpointer
read_round (RondoStatement *statement, GError **error)
{
  return rondo_wire_decode_round (
      rondo_statement_get_text (statement, 0), rondo_statement_get_text (statement, 1), error);
}

static gpointer
read_pairing (RondoStatement *statement, GError **error)
{
  RondoPairing *pairing = rondo_pairing_new ();

  pairing->id = g_strdup (rondo_statement_get_text (statement, 0));
  pairing->round = g_strdup (rondo_statement_get_text (statement, 1));
  pairing->coach = g_strdup (rondo_statement_get_text (statement, 2));
  pairing->client = g_strdup (rondo_statement_get_text (statement, 3));
  return pairing;
}

/* All rows of @statement, which is taken over. */
static GPtrArray *
take_all (RondoStatement *statement,
          gpointer (*read) (RondoStatement *, GError **),
          GDestroyNotify free_func,
          GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_func);
  g_autoptr (GError) failure = NULL;

  if (owned == NULL)
    return NULL;
  while (rondo_statement_step (owned, &failure)) {
    gpointer value = read (owned, error);

    if (value == NULL)
      return NULL;
    g_ptr_array_add (all, value);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&all);
}

RondoPast *
rondo_server_past_read (RondoDb *db, const RondoRound *round, GError **error)
{
  g_autoptr (GPtrArray) rounds = take_all (rondo_db_query (db, error, SQL_LIST_ROUNDS, ""),
                                           read_round,
                                           (GDestroyNotify)rondo_round_free,
                                           error);
  g_autoptr (GPtrArray) pairings = NULL;

  if (rounds == NULL)
    return NULL;
  pairings = take_all (rondo_db_query (db, error, SQL_LIST_PAIRINGS, "t", round->id),
                       read_pairing,
                       (GDestroyNotify)rondo_pairing_free,
                       error);
  return pairings != NULL ? rondo_past_new (round, rounds, pairings, NULL) : NULL;
}
