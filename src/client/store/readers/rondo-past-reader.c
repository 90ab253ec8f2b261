/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer knows of the rounds before one. */
#include "config.h"

#include "rondo-past-reader.h"

#include "rondo-pairings-table.h"
#include "rondo-plans-table.h"
#include "rondo-rounds-table.h"

gboolean
rondo_past_reader_read_plan (RondoDb *db, const char *round, RondoPlan **plan, GError **error)
{
  g_autoptr (RondoPlan) first = NULL;

  if (!rondo_plans_table_find_for_round (db, round, plan, error) ||
      !rondo_plans_table_find_first (db, round, &first, error))
    return FALSE;
  if (*plan != NULL && first != NULL && g_strcmp0 (first->id, (*plan)->id) != 0)
    rondo_past_complete_plan (*plan, first);
  return TRUE;
}

RondoPast *
rondo_past_reader_read (RondoDb *db, const RondoRound *round, GError **error)
{
  g_autoptr (GPtrArray) rounds = rondo_rounds_table_list (db, error);
  g_autoptr (GPtrArray) pairings = NULL;
  g_autoptr (RondoPlan) plan = NULL;
  const RondoRound *last;

  if (rounds == NULL)
    return NULL;
  pairings = rondo_pairings_table_list_all (db, error);
  if (pairings == NULL)
    return NULL;
  last = rondo_past_find_last (round, rounds);
  if (last != NULL && !rondo_past_reader_read_plan (db, last->id, &plan, error))
    return NULL;
  return rondo_past_new (round, rounds, pairings, plan);
}
