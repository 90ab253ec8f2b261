/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds of every kind as the server guards them: as what members register, and which plans it
 * takes. */
#include "config.h"

#include "fixture.h"

#include "rondo-id.h"
#include "rondo-life.h"

static RondoOp *
put (RondoKind kind, const char *id, char *body)
{
  return fixture_op (RONDO_ACT_PUT, kind, id, 0, body);
}

static char *
open_round (Fixture *fixture, RondoRoundKind kind, RondoRest rest)
{
  char *id = rondo_id_new (fixture_now_us);
  g_autofree char *body = fixture_round_body ("Of a kind", RONDO_ROUND_OPEN);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (id, body, NULL);

  round->kind = kind;
  round->rest = rest;
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  put (RONDO_KIND_ROUND, id, rondo_wire_encode_round (round, NULL)),
                  NULL);
  return id;
}

static void
join (
    Fixture *fixture, const char *round, Who who, RondoRole role, RondoTeam side, const char *code)
{
  const Person *person = &fixture->people[who];
  g_autoptr (RondoRegistration) registration = rondo_registration_new (round, person->member, NULL);

  registration->role = role;
  registration->side = side;
  fixture_expect (fixture,
                  person,
                  put (RONDO_KIND_REGISTRATION,
                       registration->id,
                       rondo_wire_encode_registration (registration, NULL)),
                  code);
}

/* @left: who is in no pair, N_PEOPLE for nobody. */
static void
publish (Fixture *fixture, const char *round, const Who *pairs, Who left, const char *code)
{
  RondoPlan *plan = fixture_plan (fixture, round, pairs);

  if (left != N_PEOPLE) {
    RondoUnplaced *unplaced = rondo_unplaced_new ();

    unplaced->member = g_strdup (fixture->people[left].member);
    unplaced->code = RONDO_UNPLACED_ODD_ONE_OUT;
    g_ptr_array_add (plan->unplaced, unplaced);
  }
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 1), code);
}

static void
test_one_way (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = open_round (fixture, RONDO_ROUND_ONE_WAY, RONDO_REST_FOUR);

  join (fixture, round, ANA, RONDO_ROLE_BOTH, RONDO_TEAM_NONE, "invalid");
  join (fixture, round, ANA, RONDO_ROLE_COACH, RONDO_TEAM_NONE, NULL);
  join (fixture, round, CHAI, RONDO_ROLE_CLIENT, RONDO_TEAM_NONE, NULL);
  publish (fixture, round, (Who[]){CHAI, ANA, N_PEOPLE}, N_PEOPLE, "invalid");
  publish (fixture, round, (Who[]){ANA, CHAI, N_PEOPLE}, N_PEOPLE, NULL);
}

static void
test_team (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = open_round (fixture, RONDO_ROUND_TEAM, RONDO_REST_FOUR);

  join (fixture, round, ANA, RONDO_ROLE_BOTH, RONDO_TEAM_NONE, "invalid");
  join (fixture, round, ANA, RONDO_ROLE_COACH, RONDO_TEAM_FIRST, "invalid");
  join (fixture, round, BEN, RONDO_ROLE_BOTH, RONDO_TEAM_FIRST, NULL);
  join (fixture, round, DORA, RONDO_ROLE_BOTH, RONDO_TEAM_FIRST, NULL);
  join (fixture, round, ANA, RONDO_ROLE_BOTH, RONDO_TEAM_SECOND, NULL);
  join (fixture, round, CHAI, RONDO_ROLE_BOTH, RONDO_TEAM_SECOND, NULL);
  publish (fixture, round, (Who[]){ANA, BEN, BEN, CHAI, CHAI, ANA, N_PEOPLE}, DORA, "invalid");
  publish (fixture,
           round,
           (Who[]){BEN, ANA, ANA, DORA, DORA, CHAI, CHAI, BEN, N_PEOPLE},
           N_PEOPLE,
           NULL);
}

static void
test_triads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = open_round (fixture, RONDO_ROUND_TRIADS, RONDO_REST_OUT);

  for (Who who = ANA; who < N_PEOPLE; who++)
    join (fixture, round, who, RONDO_ROLE_BOTH, RONDO_TEAM_NONE, NULL);
  publish (fixture,
           round,
           (Who[]){BEN, ANA, ANA, DORA, DORA, CHAI, CHAI, BEN, N_PEOPLE},
           N_PEOPLE,
           "invalid");
  publish (fixture, round, (Who[]){ANA, BEN, BEN, CHAI, CHAI, ANA, N_PEOPLE}, DORA, NULL);
}

/* Where the terms say so, a ring of four takes who would be left. */
static void
test_ring_of_four (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = open_round (fixture, RONDO_ROUND_TRIADS, RONDO_REST_FOUR);

  for (Who who = ANA; who < N_PEOPLE; who++)
    join (fixture, round, who, RONDO_ROLE_BOTH, RONDO_TEAM_NONE, NULL);
  publish (fixture,
           round,
           (Who[]){BEN, ANA, ANA, DORA, DORA, CHAI, CHAI, BEN, N_PEOPLE},
           N_PEOPLE,
           NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, NULL, fixture_set_up_people, func, fixture_tear_down)
  ADD ("/server/kinds/one-way-is-one-of-the-two", test_one_way);
  ADD ("/server/kinds/a-team-has-two-sides", test_team);
  ADD ("/server/kinds/triads-are-rings-of-three", test_triads);
  ADD ("/server/kinds/who-is-left-makes-a-ring-of-four", test_ring_of_four);
#undef ADD
  return g_test_run ();
}
