/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a round teaches the next one: who lost out, and who was paired with whom, also when pairings
 * were replaced on the way. */
#include "config.h"

#include "rondo-id.h"
#include "rondo-past.h"

static char *
make_id (const char *name)
{
  return rondo_id_derive ("test", name);
}

static void
add_pair (RondoPlan *plan, const char *coach, const char *client)
{
  RondoPlannedPair *pair = rondo_planned_pair_new ();

  g_free (pair->coach);
  g_free (pair->client);
  pair->coach = make_id (coach);
  pair->client = make_id (client);
  g_ptr_array_add (plan->pairs, pair);
}

static void
add_unplaced (RondoPlan *plan, const char *member)
{
  RondoUnplaced *unplaced = rondo_unplaced_new ();

  unplaced->member = make_id (member);
  g_ptr_array_add (plan->unplaced, unplaced);
}

static void
add_pairing (GPtrArray *pairings,
             const RondoRound *round,
             const char *coach,
             const char *client,
             RondoPairingState state)
{
  RondoPairing *pairing = rondo_pairing_new ();

  pairing->round = g_strdup (round->id);
  pairing->coach = make_id (coach);
  pairing->client = make_id (client);
  pairing->state = state;
  g_ptr_array_add (pairings, pairing);
}

static RondoRound *
add_round (GPtrArray *rounds, const char *name, RondoDate start, RondoRoundState state)
{
  RondoRound *round = rondo_round_new ();

  round->id = make_id (name);
  round->start = start;
  round->state = state;
  g_ptr_array_add (rounds, round);
  return round;
}

static int
get_ago (const RondoPast *past, const char *coach, const char *client)
{
  g_autofree char *first = make_id (coach);
  g_autofree char *second = make_id (client);

  return rondo_past_rounds_ago (past, first, second);
}

static RondoBand
get_band (const RondoPast *past, const char *member)
{
  g_autofree char *id = make_id (member);

  return rondo_past_get_band (past, id);
}

/* In spring Ana, Ben and Cyd were a ring, and Dora and Eva were left out. Cyd dropped out, and Dora
 * came in; a plan that amends says no more who was left out. */
static void
test_after_repair (void)
{
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_round_free);
  g_autoptr (GPtrArray) pairings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  RondoRound *spring = add_round (rounds, "spring", 20000, RONDO_ROUND_FINISHED);
  RondoRound *summer = add_round (rounds, "summer", 20100, RONDO_ROUND_OPEN);
  g_autoptr (RondoPlan) first = rondo_plan_new ();
  g_autoptr (RondoPlan) last = rondo_plan_new ();
  g_autoptr (RondoPast) past = NULL;

  add_pair (first, "ana", "ben");
  add_pair (first, "ben", "cyd");
  add_pair (first, "cyd", "ana");
  add_unplaced (first, "dora");
  add_unplaced (first, "eva");
  add_pair (last, "ana", "ben");
  add_pair (last, "ben", "dora");
  add_pair (last, "dora", "ana");
  add_pairing (pairings, spring, "ana", "ben", RONDO_PAIRING_COMPLETED);
  add_pairing (pairings, spring, "ben", "cyd", RONDO_PAIRING_REPLACED);
  add_pairing (pairings, spring, "ben", "dora", RONDO_PAIRING_COMPLETED);

  g_assert_true (rondo_past_find_last (summer, rounds) == spring);
  rondo_past_complete_plan (last, first);
  past = rondo_past_new (summer, rounds, pairings, last);
  g_assert_cmpint (get_band (past, "eva"), ==, RONDO_BAND_LEFT_OUT);
  g_assert_cmpint (get_band (past, "dora"), ==, RONDO_BAND_FAIR);
  g_assert_cmpint (get_band (past, "ana"), ==, RONDO_BAND_FAIR);
  g_assert_cmpint (get_ago (past, "ana", "ben"), ==, 1);
  g_assert_cmpint (get_ago (past, "ben", "cyd"), ==, 1);
  g_assert_cmpint (get_ago (past, "ben", "ana"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/past/who-was-left-out-is-known-after-a-repair", test_after_repair);
  return g_test_run ();
}
