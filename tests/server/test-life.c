/* SPDX-License-Identifier: GPL-3.0-or-later
 * The life of a round as the server guards it: states, dropouts, repairs. */
#include "config.h"

#include "fixture.h"

#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-repair.h"

#include <string.h>

#define TODAY 20500

static RondoOp *
put (RondoKind kind, const char *id, int64_t base, char *body)
{
  return fixture_op (RONDO_ACT_PUT, kind, id, base, body);
}

static char *
find_body (Fixture *fixture, Who who, const char *id)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);
  const RondoRow *row = fixture_find_row (rows, id);

  return row != NULL ? g_strdup (row->body) : NULL;
}

/* Tries to take the round from its state to @state. */
static void
try_state (Fixture *fixture, const char *round, RondoRoundState state, const char *code)
{
  g_autofree char *body = find_body (fixture, CORA, round);
  g_autoptr (RondoRound) value = rondo_wire_decode_round (round, body, NULL);
  RondoOp *op;

  value->state = state;
  op = put (RONDO_KIND_ROUND, round, 0, rondo_wire_encode_round (value, body));
  op->was = g_strdup (body);
  fixture_expect (fixture, &fixture->people[CORA], op, code);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);

  try_state (fixture, round, RONDO_ROUND_DRAFT, "conflict");
  try_state (fixture, round, RONDO_ROUND_RUNNING, "conflict");
  try_state (fixture, round, RONDO_ROUND_PUBLISHED, "conflict");
  try_state (fixture, round, RONDO_ROUND_FINISHED, "conflict");
  try_state (fixture, round, RONDO_ROUND_CLOSED, NULL);
  try_state (fixture, round, RONDO_ROUND_MATCHING, NULL);
  try_state (fixture, round, RONDO_ROUND_OPEN, NULL);
  try_state (fixture, round, RONDO_ROUND_CANCELLED, NULL);
  try_state (fixture, round, RONDO_ROUND_OPEN, "conflict");
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = rondo_id_new (fixture_now_us);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_expect (fixture,
                  &fixture->people[CORA],
                  put (RONDO_KIND_ROUND, round, 0, fixture_round_body ("Next", RONDO_ROUND_DRAFT)),
                  NULL);
  before = find_body (fixture, ANA, round);
  g_assert_null (before);
  try_state (fixture, round, RONDO_ROUND_OPEN, NULL);
  after = find_body (fixture, ANA, round);
  g_assert_nonnull (after);
}

static char *
change_registration (
    Fixture *fixture, const char *round, Who who, RondoRegistrationState state, RondoRole role)
{
  g_autofree char *id = rondo_id_derive (round, fixture->people[who].member);
  g_autofree char *body = find_body (fixture, CORA, id);
  g_autoptr (RondoRegistration) registration = rondo_wire_decode_registration (id, body, NULL);

  registration->state = state;
  registration->role = role;
  return rondo_wire_encode_registration (registration, body);
}

static void
test_withdrawing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *id = rondo_id_derive (round, fixture->people[ANA].member);
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
#define CHANGE(base, state, role)                                                                  \
  put (RONDO_KIND_REGISTRATION,                                                                    \
       id,                                                                                         \
       (base),                                                                                     \
       change_registration (fixture, round, ANA, RONDO_REGISTRATION_##state, RONDO_ROLE_##role))
  fixture_expect (fixture, &fixture->people[ANA], CHANGE (1, STANDBY, BOTH), "forbidden");
  fixture_expect (fixture, &fixture->people[ANA], CHANGE (1, REGISTERED, CLIENT), NULL);
  fixture_expect (fixture, &fixture->people[BEN], CHANGE (2, WITHDRAWN, BOTH), "forbidden");
  fixture_expect (fixture, &fixture->people[ANA], CHANGE (2, WITHDRAWN, CLIENT), NULL);
  fixture_expect (fixture, &fixture->people[ANA], CHANGE (3, REGISTERED, BOTH), "forbidden");
#undef CHANGE
  for (Who who = ANA; who < N_PEOPLE; who++)
    g_free (pairings[who]);
}

/* Chai drops out of Ana → Ben → Chai → Dora → Ana, Ben coaches Dora from then on. But Ben avoids
 * Dora, so here it is Ben who drops out and Ana who coaches Chai. */
static RondoPlan *
make_amendment (Fixture *fixture, const char *round, char *pairings[N_PEOPLE])
{
  static const Who RING[] = {ANA, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  RondoPlan *plan = fixture_plan (fixture, round, RING);
  const char *begun = ((RondoPlannedPair *)plan->pairs->pdata[0])->pairing;
  const Who kept[] = {ANA, CHAI, DORA};

  for (guint i = 1; i < G_N_ELEMENTS (kept); i++) {
    RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_free (pair->pairing);
    pair->pairing = g_strdup (pairings[kept[i]]);
  }
  ((RondoPlannedPair *)plan->pairs->pdata[0])->session_count = 4;
  plan->amendment = rondo_amendment_new ();
  plan->amendment->day = TODAY;
  g_ptr_array_add (plan->amendment->leaving,
                   rondo_leaving_new (fixture->people[BEN].member, RONDO_ROLE_BOTH, "moved away"));
  g_ptr_array_add (plan->amendment->endings,
                   rondo_ending_new (pairings[ANA], RONDO_PAIRING_REPLACED, begun));
  g_ptr_array_add (plan->amendment->endings,
                   rondo_ending_new (pairings[BEN], RONDO_PAIRING_REPLACED, begun));
  return plan;
}

static RondoPairing *
read_pairing (Fixture *fixture, Who who, const char *id)
{
  g_autofree char *body = find_body (fixture, who, id);

  return body != NULL ? rondo_wire_decode_pairing (id, body, NULL) : NULL;
}

static void
test_repair (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *of_ben = rondo_id_derive (round, fixture->people[BEN].member);
  char *pairings[N_PEOPLE] = {NULL};
  RondoPlan *plan;
  RondoPlan *again;
  g_autofree char *begun = NULL;
  g_autofree char *withdrawn = NULL;
  g_autoptr (RondoPairing) pairing = NULL;
  g_autoptr (RondoPairing) ended = NULL;

  fixture_publish_ring (fixture, round, pairings);
  plan = make_amendment (fixture, round, pairings);
  again = make_amendment (fixture, round, pairings);
  begun = g_strdup (((RondoPlannedPair *)plan->pairs->pdata[0])->pairing);
  fixture_expect (
      fixture, &fixture->people[ANA], fixture_publish_op (rondo_plan_copy (plan), 2), "forbidden");
  fixture_expect (
      fixture, &fixture->people[CORA], fixture_publish_op (rondo_plan_copy (plan), 1), "conflict");
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 2), NULL);
  /* Another coordinator had the same thought. */
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (again, 2), "conflict");
  pairing = read_pairing (fixture, CHAI, begun);
  g_assert_nonnull (pairing);
  g_assert_cmpint (pairing->session_count, ==, 4);
  g_assert_cmpint (pairing->since, ==, TODAY);
  ended = read_pairing (fixture, BEN, pairings[BEN]);
  g_assert_cmpint (ended->state, ==, RONDO_PAIRING_REPLACED);
  g_assert_cmpstr (ended->replaced_by, ==, begun);
  g_assert_cmpstr (ended->reason, ==, "moved away");
  g_assert_nonnull (ended->coach_name);
  withdrawn = find_body (fixture, BEN, of_ben);
  g_assert_nonnull (strstr (withdrawn, "withdrawn"));
  for (Who who = ANA; who < N_PEOPLE; who++)
    g_free (pairings[who]);
}

/* Cora writes @pairing as it is, but for whether both partners know of it. */
static void
set_quiet (Fixture *fixture, const char *pairing, gboolean is_quiet, const char *code)
{
  g_autofree char *body = find_body (fixture, CORA, pairing);
  g_autoptr (RondoPairing) value = rondo_wire_decode_pairing (pairing, body, NULL);
  RondoOp *op;

  value->is_quiet = is_quiet;
  op = put (RONDO_KIND_PAIRING, pairing, 0, rondo_wire_encode_pairing (value, body));
  op->was = g_strdup (body);
  fixture_expect (fixture, &fixture->people[CORA], op, code);
}

static guint
count_seen (Fixture *fixture, Who who, RondoKind kind)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);

  return fixture_count_rows (rows, kind);
}

/* Ben drops out before anything is announced: his pairings are never told to anybody. */
static void
test_announcing (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  RondoPlan *plan = fixture_plan (fixture, round, RING);
  char *pairings[N_PEOPLE] = {NULL};
  g_autofree char *begun = NULL;
  g_autofree char *told = NULL;
  g_autoptr (RondoRound) approved = NULL;

  plan->is_quiet = TRUE;
  for (guint i = 0; i < plan->pairs->len; i++)
    pairings[ANA + i] = g_strdup (((RondoPlannedPair *)plan->pairs->pdata[i])->pairing);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 1), NULL);
  told = find_body (fixture, ANA, round);
  approved = rondo_wire_decode_round (round, told, NULL);
  g_assert_cmpint (approved->state, ==, RONDO_ROUND_PUBLISHED);
  g_assert_true (approved->is_quiet);

  plan = make_amendment (fixture, round, pairings);
  plan->is_quiet = TRUE;
  begun = g_strdup (((RondoPlannedPair *)plan->pairs->pdata[0])->pairing);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 2), NULL);
  for (Who who = ANA; who <= DORA; who++) {
    g_assert_cmpuint (count_seen (fixture, who, RONDO_KIND_PAIRING), ==, 0);
    g_assert_cmpuint (count_seen (fixture, who, RONDO_KIND_PROFILE), ==, 0);
  }
  g_assert_cmpuint (count_seen (fixture, CORA, RONDO_KIND_PAIRING), ==, 5);

  set_quiet (fixture, begun, FALSE, NULL);
  g_assert_cmpuint (count_seen (fixture, ANA, RONDO_KIND_PAIRING), ==, 1);
  g_assert_cmpuint (count_seen (fixture, ANA, RONDO_KIND_PROFILE), ==, 1);
  g_assert_cmpuint (count_seen (fixture, CHAI, RONDO_KIND_PAIRING), ==, 1);
  g_assert_cmpuint (count_seen (fixture, BEN, RONDO_KIND_PAIRING), ==, 0);
  g_assert_cmpuint (count_seen (fixture, DORA, RONDO_KIND_PROFILE), ==, 0);
  /* What both know, they know. */
  set_quiet (fixture, begun, TRUE, "conflict");
  for (Who who = ANA; who < N_PEOPLE; who++)
    g_free (pairings[who]);
}

static RondoOp *
session_op (const char *pairing, RondoDate date)
{
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *body = fixture_session_body (pairing, 60);
  g_autoptr (RondoSession) session = rondo_wire_decode_session (id, body, NULL);

  session->date = date;
  return put (RONDO_KIND_SESSION, id, 0, rondo_wire_encode_session (session, body));
}

static void
test_late_hours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (make_amendment (fixture, round, pairings), 2),
                  NULL);
  fixture_expect (fixture, &fixture->people[BEN], session_op (pairings[BEN], TODAY), NULL);
  fixture_expect (
      fixture, &fixture->people[BEN], session_op (pairings[BEN], TODAY + 1), "forbidden");
  for (Who who = ANA; who < N_PEOPLE; who++)
    g_free (pairings[who]);
}

static void
test_breaches (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  char *pairings[N_PEOPLE] = {NULL};
  RondoPlan *plan;

  fixture_publish_ring (fixture, round, pairings);
  /* Dora would coach Ana, who coaches Dora. */
  plan = make_amendment (fixture, round, pairings);
  g_free (((RondoPlannedPair *)plan->pairs->pdata[0])->client);
  ((RondoPlannedPair *)plan->pairs->pdata[0])->client = g_strdup (fixture->people[DORA].member);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 2), "invalid");
  /* Who leaves cannot be paired. */
  plan = make_amendment (fixture, round, pairings);
  g_free (((RondoLeaving *)plan->amendment->leaving->pdata[0])->member);
  ((RondoLeaving *)plan->amendment->leaving->pdata[0])->member =
      g_strdup (fixture->people[DORA].member);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 2), "invalid");
  /* What goes on is not left out. */
  plan = make_amendment (fixture, round, pairings);
  g_ptr_array_remove_index (plan->pairs, 2);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 2), "conflict");
  for (Who who = ANA; who < N_PEOPLE; who++)
    g_free (pairings[who]);
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
  try_state (fixture, round, RONDO_ROUND_RUNNING, NULL);
  try_state (fixture, round, RONDO_ROUND_FINISHED, "conflict");
  for (Who who = ANA; who < N_PEOPLE; who++) {
    g_autofree char *body = NULL;
    g_autoptr (RondoPairing) pairing = NULL;

    if (pairings[who] == NULL)
      continue;
    body = find_body (fixture, CORA, pairings[who]);
    pairing = rondo_wire_decode_pairing (pairings[who], body, NULL);
    pairing->state = RONDO_PAIRING_INCOMPLETE;
    pairing->until = TODAY;
    fixture_expect (
        fixture,
        &fixture->people[CORA],
        put (RONDO_KIND_PAIRING, pairings[who], 1, rondo_wire_encode_pairing (pairing, body)),
        NULL);
    g_free (pairings[who]);
  }
  try_state (fixture, round, RONDO_ROUND_FINISHED, NULL);
  try_state (fixture, round, RONDO_ROUND_RUNNING, "conflict");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, NULL, fixture_set_up_people, func, fixture_tear_down)
  ADD ("/server/life/states-follow-the-table", test_states);
  ADD ("/server/life/drafts-are-for-coordinators", test_draft);
  ADD ("/server/life/members-withdraw-at-any-time", test_withdrawing);
  ADD ("/server/life/repair-is-all-or-nothing", test_repair);
  ADD ("/server/life/pairings-are-seen-once-they-are-announced", test_announcing);
  ADD ("/server/life/hours-held-before-the-end-are-told-late", test_late_hours);
  ADD ("/server/life/repairs-that-break-a-rule-are-refused", test_breaches);
  ADD ("/server/life/round-ends-after-its-pairings", test_end);
#undef ADD
  return g_test_run ();
}
