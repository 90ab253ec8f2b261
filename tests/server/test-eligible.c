/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom a round is for: looked at by the server when somebody joins, when a plan is published, and
 * when somebody is called from standby. */
#include "config.h"

#include "fixture.h"

#include "rondo-id.h"
#include "rondo-repair.h"

#include <string.h>

#define TODAY 20500

/* What a round asks, and a member who has that and no more. */
typedef struct {
  const char *name;
  RondoCredential credential;
  int training_hours;
  const char *language;
} Demand;

static const Demand DEMANDS[] = {
    {"credential", RONDO_CREDENTIAL_PCC, 0, ""},
    {"training", RONDO_CREDENTIAL_NONE, 60, ""},
    {"language", RONDO_CREDENTIAL_NONE, 0, "de"},
};
static const Demand NOTHING = {"", RONDO_CREDENTIAL_NONE, 0, ""};

/* The row of @id as the coordinator sees it. */
static RondoRow *
find_row (GPtrArray *rows, const char *id)
{
  return (RondoRow *)fixture_find_row (rows, id);
}

static void
put (Fixture *fixture, Who who, RondoKind kind, const RondoRow *row, char *body, const char *code)
{
  fixture_expect (fixture,
                  &fixture->people[who],
                  fixture_op (RONDO_ACT_PUT, kind, row->id, row->version, body),
                  code);
}

static void
ask_for (Fixture *fixture, const char *id, const Demand *demand)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  const RondoRow *row = find_row (rows, id);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (id, row->body, NULL);

  round->least = demand->credential;
  round->least_training = demand->training_hours;
  g_free (round->language);
  round->language = g_strdup (demand->language);
  round->takes_standby = TRUE;
  put (fixture, CORA, RONDO_KIND_ROUND, row, rondo_wire_encode_round (round, row->body), NULL);
}

static void
give (Fixture *fixture, Who who, const Demand *demand)
{
  const char *id = fixture->people[who].member;
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  const RondoRow *row = find_row (rows, id);
  g_autoptr (RondoMember) member = rondo_wire_decode_member (id, row->body, NULL);

  member->credential = demand->credential;
  member->training_hours = demand->training_hours;
  g_strfreev (member->languages);
  member->languages = g_strsplit (*demand->language != '\0' ? "en,de" : "en", ",", -1);
  put (fixture, CORA, RONDO_KIND_MEMBER, row, rondo_wire_encode_member (member, row->body), NULL);
}

static void
give_all (Fixture *fixture, const Demand *demand)
{
  for (Who who = ANA; who < N_PEOPLE; who++)
    give (fixture, who, demand);
}

/* An open round that asks for @demand, and in which nobody is yet. (transfer full) */
static char *
open_round (Fixture *fixture, const Demand *demand)
{
  char *id = rondo_id_new (fixture_now_us);

  fixture_expect (
      fixture,
      &fixture->people[CORA],
      fixture_op (
          RONDO_ACT_PUT, RONDO_KIND_ROUND, id, 0, fixture_round_body ("Spring", RONDO_ROUND_OPEN)),
      NULL);
  ask_for (fixture, id, demand);
  return id;
}

/* @who by @actor; what was there before does not matter to them. */
static void
set_state (Fixture *fixture,
           Who actor,
           Who who,
           const char *round,
           RondoRegistrationState state,
           const char *code)
{
  const char *member = fixture->people[who].member;
  g_autofree char *id = rondo_id_derive (round, member);
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  const RondoRow *row = find_row (rows, id);
  g_autoptr (RondoRegistration) registration = rondo_registration_new (round, member, NULL);

  registration->state = state;
  fixture_expect (fixture,
                  &fixture->people[actor],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_REGISTRATION,
                              id,
                              row != NULL ? row->version : 0,
                              rondo_wire_encode_registration (registration, NULL)),
                  code);
}

static void
test_joining (Fixture *fixture, gconstpointer data)
{
  const Demand *demand = data;
  g_autofree char *round = open_round (fixture, demand);

#define SET(actor, who, state, code)                                                               \
  set_state (fixture, (actor), (who), round, RONDO_REGISTRATION_##state, (code))
  SET (ANA, ANA, REGISTERED, "forbidden");
  SET (ANA, ANA, STANDBY, "forbidden");
  SET (CORA, ANA, REGISTERED, "forbidden");
  give (fixture, ANA, demand);
  SET (ANA, ANA, REGISTERED, NULL);
  /* Who is in, stays in and may leave, but does not come back. */
  give (fixture, ANA, &NOTHING);
  SET (ANA, ANA, STANDBY, NULL);
  SET (ANA, ANA, REGISTERED, NULL);
  SET (ANA, ANA, WITHDRAWN, NULL);
  SET (ANA, ANA, REGISTERED, "forbidden");
  give (fixture, ANA, demand);
  SET (ANA, ANA, REGISTERED, NULL);
#undef SET
}

static void
test_joining_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = open_round (fixture, &NOTHING);
  g_autofree char *id = rondo_id_derive (round, fixture->people[ANA].member);

  set_state (fixture, ANA, ANA, round, RONDO_REGISTRATION_REGISTERED, NULL);
  fixture_expect (fixture,
                  &fixture->people[ANA],
                  fixture_op (RONDO_ACT_DELETE, RONDO_KIND_REGISTRATION, id, 1, NULL),
                  NULL);
  ask_for (fixture, round, &DEMANDS[0]);
  set_state (fixture, ANA, ANA, round, RONDO_REGISTRATION_REGISTERED, "forbidden");
}

static void
test_publishing (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  const Demand *demand = data;
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (RondoOpResult) refused = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  ask_for (fixture, round, demand);
  give_all (fixture, demand);
  give (fixture, CHAI, &NOTHING);
  refused = fixture_push_one (
      fixture, &fixture->people[CORA], fixture_publish_op (fixture_plan (fixture, round, RING), 2));
  g_assert_cmpstr (refused->code, ==, "invalid");
  g_assert_nonnull (strstr (refused->message, "Chai Charoen"));
  rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PAIRING), ==, 0);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PLAN), ==, 0);
  give (fixture, CHAI, demand);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (fixture_plan (fixture, round, RING), 2),
                  NULL);
}

/* Ana → Ben → Chai → Ana goes on; Dora is called and coaches Chai in the place of Ben. */
static RondoPlan *
call_dora (Fixture *fixture, const char *round, char *const *pairings)
{
  static const Who PAIRS[] = {CHAI, ANA, ANA, DORA, DORA, CHAI, N_PEOPLE};
  RondoPlan *plan = fixture_plan (fixture, round, PAIRS);
  RondoPlannedPair *first = plan->pairs->pdata[0];
  const char *begun[] = {((RondoPlannedPair *)plan->pairs->pdata[1])->pairing,
                         ((RondoPlannedPair *)plan->pairs->pdata[2])->pairing};

  g_free (first->pairing);
  first->pairing = g_strdup (pairings[2]);
  plan->amendment = rondo_amendment_new ();
  plan->amendment->day = TODAY;
  g_ptr_array_add (plan->amendment->leaving,
                   rondo_leaving_new (fixture->people[BEN].member, RONDO_ROLE_BOTH, "moved away"));
  for (guint i = 0; i < G_N_ELEMENTS (begun); i++)
    g_ptr_array_add (plan->amendment->endings,
                     rondo_ending_new (pairings[i], RONDO_PAIRING_REPLACED, begun[i]));
  g_ptr_array_add (plan->amendment->called, g_strdup (fixture->people[DORA].member));
  return plan;
}

static void
test_calling (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, ANA, N_PEOPLE};
  const Demand *demand = data;
  g_autofree char *round = fixture_open_round (fixture);
  RondoPlan *plan = fixture_plan (fixture, round, RING);
  char *pairings[3] = {NULL};

  for (guint i = 0; i < G_N_ELEMENTS (pairings); i++)
    pairings[i] = g_strdup (((RondoPlannedPair *)plan->pairs->pdata[i])->pairing);
  ask_for (fixture, round, &NOTHING);
  set_state (fixture, DORA, DORA, round, RONDO_REGISTRATION_STANDBY, NULL);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 2), NULL);
  ask_for (fixture, round, demand);
  /* Those who take part have nothing of it either, and go on. */
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (call_dora (fixture, round, pairings), 4),
                  "invalid");
  give (fixture, DORA, demand);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (call_dora (fixture, round, pairings), 4),
                  NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pairings); i++)
    g_free (pairings[i]);
}

static void
add (const char *path, const Demand *demand, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *full =
      demand != NULL ? g_strconcat (path, "-", demand->name, NULL) : g_strdup (path);

  g_test_add (full, Fixture, demand, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (DEMANDS); i++) {
    add ("/server/eligible/who-joins-has-the", &DEMANDS[i], test_joining);
    add ("/server/eligible/who-is-in-a-plan-has-the", &DEMANDS[i], test_publishing);
    add ("/server/eligible/who-is-called-has-the", &DEMANDS[i], test_calling);
  }
  add ("/server/eligible/who-comes-back-is-looked-at-again", NULL, test_joining_again);
  return g_test_run ();
}
