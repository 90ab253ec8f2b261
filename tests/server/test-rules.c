/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may write what, publishing, and who sees what of it. */
#include "config.h"

#include "fixture.h"

#include <string.h>

static RondoOp *
put (RondoKind kind, const char *id, int64_t base, char *body)
{
  return fixture_op (RONDO_ACT_PUT, kind, id, base, body);
}

static RondoOp *
drop (RondoKind kind, const char *id, int64_t base)
{
  return fixture_op (RONDO_ACT_DELETE, kind, id, base, NULL);
}

static void
free_pairings (char *pairings[N_PEOPLE])
{
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (pairings[i]);
}

static char *
pairing_body (Fixture *fixture, const char *round, Who coach, Who client, RondoPairingState state)
{
  RondoPairing pairing = {
      .round = (char *)round,
      .coach = fixture->people[coach].member,
      .client = fixture->people[client].member,
      .state = state,
      .since = RONDO_DATE_NONE,
      .until = RONDO_DATE_NONE,
      .excused = RONDO_DATE_NONE,
  };

  return rondo_wire_encode_pairing (&pairing, NULL);
}

/* kind × role × own or foreign ------------------------------------------------------------------
 */

static void
test_members_and_rounds (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  Person *cora = &fixture->people[CORA];
  g_autofree char *new_id = rondo_id_new (fixture_now_us);
  g_autofree char *round = rondo_id_new (fixture_now_us);

#define MEMBER(id, base, email)                                                                    \
  put (RONDO_KIND_MEMBER, (id), (base), fixture_member_body ((id), "Name", (email)))
  fixture_expect (fixture, ana, MEMBER (new_id, 0, "new@example.org"), "forbidden");
  fixture_expect (fixture, ana, MEMBER (ana->member, 1, "anna@example.org"), "forbidden");
  fixture_expect (fixture, cora, MEMBER (new_id, 0, "ana@example.org"), "conflict");
  fixture_expect (fixture, cora, MEMBER (new_id, 0, "new@example.org"), NULL);
  fixture_expect (fixture, cora, MEMBER (new_id, 1, "ben@example.org"), "conflict");
  fixture_expect (fixture, cora, MEMBER (new_id, 1, "newer@example.org"), NULL);
  fixture_expect (fixture, cora, MEMBER (ana->member, 1, "anna@example.org"), NULL);
#undef MEMBER
  /* Who has an account stays; who has none goes at a coordinator's word alone. */
  fixture_expect (fixture, ana, drop (RONDO_KIND_MEMBER, new_id, 2), "forbidden");
  fixture_expect (fixture, cora, drop (RONDO_KIND_MEMBER, ana->member, 2), "forbidden");
  fixture_expect (fixture,
                  ana,
                  put (RONDO_KIND_ROUND, round, 0, fixture_round_body ("Mine", RONDO_ROUND_OPEN)),
                  "forbidden");
  fixture_expect (fixture,
                  cora,
                  put (RONDO_KIND_ROUND, round, 0, fixture_round_body ("Ours", RONDO_ROUND_OPEN)),
                  NULL);
  fixture_expect (fixture, ana, drop (RONDO_KIND_ROUND, round, 1), "forbidden");
}

static void
test_registrations (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  Person *ben = &fixture->people[BEN];
  Person *cora = &fixture->people[CORA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *of_ana = rondo_id_derive (round, ana->member);
  g_autofree char *of_ben = rondo_id_derive (round, ben->member);
  g_autofree char *of_cora = rondo_id_derive (round, cora->member);
  g_autofree char *nowhere = rondo_id_new (fixture_now_us);
  g_autofree char *of_nowhere = rondo_id_derive (nowhere, ana->member);
  g_autofree char *free_id = rondo_id_new (fixture_now_us);
  char *pairings[N_PEOPLE] = {NULL};
  g_autoptr (GString) body = NULL;
  g_autofree char *fixed = NULL;

#define REGISTRATION(id, base, member)                                                             \
  put (RONDO_KIND_REGISTRATION, (id), (base), fixture_registration_body (round, (member)))
  fixture_expect (fixture, ana, REGISTRATION (of_ana, 1, ana->member), NULL);
  fixture_expect (fixture, ana, REGISTRATION (of_ben, 1, ben->member), "forbidden");
  fixture_expect (fixture, ana, REGISTRATION (of_cora, 0, cora->member), "forbidden");
  fixture_expect (fixture, ana, REGISTRATION (free_id, 0, ana->member), "invalid");
  fixture_expect (fixture, ana, drop (RONDO_KIND_REGISTRATION, of_ben, 1), "forbidden");
  fixture_expect (fixture, cora, REGISTRATION (of_ben, 1, ben->member), NULL);
  fixture_expect (
      fixture,
      ana,
      put (
          RONDO_KIND_REGISTRATION, of_nowhere, 0, fixture_registration_body (nowhere, ana->member)),
      "unknown");
  g_assert_cmpint (
      fixture_expect (fixture, ana, drop (RONDO_KIND_REGISTRATION, of_ana, 1), NULL), ==, 2);
  g_assert_cmpint (
      fixture_expect (fixture, ana, REGISTRATION (of_ana, 0, ana->member), NULL), ==, 3);
  fixture_publish_ring (fixture, round, pairings);
  /* As it is, it may stay. */
  g_assert_cmpint (
      fixture_expect (fixture, ana, REGISTRATION (of_ana, 3, ana->member), NULL), ==, 3);
  body = g_string_new (NULL);
  fixed = fixture_registration_body (round, ana->member);
  g_string_assign (body, fixed);
  g_string_replace (body, "\"requests\":[]", "\"requests\":[\"zoe@example.org\"]", 1);
  fixture_expect (
      fixture, ana, put (RONDO_KIND_REGISTRATION, of_ana, 3, g_strdup (body->str)), "forbidden");
  fixture_expect (fixture, ana, drop (RONDO_KIND_REGISTRATION, of_ana, 3), "forbidden");
  fixture_expect (
      fixture, cora, put (RONDO_KIND_REGISTRATION, of_ana, 3, g_strdup (body->str)), NULL);
#undef REGISTRATION
  free_pairings (pairings);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  static const RondoKind KINDS[] = {RONDO_KIND_CLIENT, RONDO_KIND_LOG};

  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    g_autofree char *id = rondo_id_new (fixture_now_us);
    g_autofree char *client = rondo_id_new (fixture_now_us);

#define BODY() (i == 0 ? fixture_client_body ("Zoe") : fixture_log_body (client, 60))
    fixture_expect (fixture, &fixture->people[ANA], put (KINDS[i], id, 0, BODY ()), NULL);
    fixture_expect (fixture, &fixture->people[BEN], put (KINDS[i], id, 1, BODY ()), "forbidden");
    fixture_expect (fixture, &fixture->people[CORA], put (KINDS[i], id, 1, BODY ()), "forbidden");
    fixture_expect (fixture, &fixture->people[BEN], drop (KINDS[i], id, 1), "forbidden");
    fixture_expect (fixture, &fixture->people[CORA], drop (KINDS[i], id, 1), "forbidden");
    fixture_expect (fixture, &fixture->people[ANA], put (KINDS[i], id, 1, BODY ()), NULL);
    fixture_expect (fixture, &fixture->people[ANA], drop (KINDS[i], id, 2), NULL);
    fixture_expect (fixture, &fixture->people[BEN], put (KINDS[i], id, 3, BODY ()), "forbidden");
#undef BODY
  }
}

static void
test_sessions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *other = rondo_id_new (fixture_now_us);
  g_autofree char *none = rondo_id_new (fixture_now_us);
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
#define SESSION(id, base, pairing)                                                                 \
  put (RONDO_KIND_SESSION, (id), (base), fixture_session_body ((pairing), 60))
  fixture_expect (fixture, &fixture->people[ANA], SESSION (id, 0, pairings[ANA]), NULL);
  fixture_expect (fixture, &fixture->people[BEN], SESSION (other, 0, pairings[ANA]), "forbidden");
  fixture_expect (fixture, &fixture->people[CHAI], SESSION (id, 1, pairings[ANA]), "forbidden");
  fixture_expect (fixture, &fixture->people[BEN], SESSION (id, 1, pairings[BEN]), "forbidden");
  fixture_expect (fixture, &fixture->people[ANA], SESSION (other, 0, none), "unknown");
  fixture_expect (fixture, &fixture->people[CORA], SESSION (other, 0, none), "unknown");
  fixture_expect (fixture, &fixture->people[CORA], SESSION (id, 1, pairings[ANA]), NULL);
  fixture_expect (fixture, &fixture->people[BEN], drop (RONDO_KIND_SESSION, id, 2), "forbidden");
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  put (RONDO_KIND_PAIRING,
                       pairings[ANA],
                       1,
                       pairing_body (fixture, round, ANA, BEN, RONDO_PAIRING_ENDED)),
                  NULL);
  fixture_expect (fixture, &fixture->people[ANA], SESSION (other, 0, pairings[ANA]), "forbidden");
  fixture_expect (fixture, &fixture->people[ANA], drop (RONDO_KIND_SESSION, id, 2), "forbidden");
  fixture_expect (fixture, &fixture->people[CORA], drop (RONDO_KIND_SESSION, id, 2), NULL);
#undef SESSION
  free_pairings (pairings);
}

static void
test_made_by_the_server (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *id = rondo_id_new (fixture_now_us);
  char *pairings[N_PEOPLE] = {NULL};
  RondoPlan *plan = fixture_plan (fixture, round, (Who[]){N_PEOPLE});
  g_autoptr (RondoProfile) profile = rondo_profile_new ();

  fixture_publish_ring (fixture, round, pairings);
#define PAIRING(id, base, coach, client, state)                                                    \
  put (RONDO_KIND_PAIRING, (id), (base), pairing_body (fixture, round, (coach), (client), (state)))
  fixture_expect (fixture,
                  &fixture->people[ANA],
                  PAIRING (pairings[ANA], 1, ANA, BEN, RONDO_PAIRING_ENDED),
                  "forbidden");
  fixture_expect (
      fixture, &fixture->people[CORA], PAIRING (id, 0, ANA, CHAI, RONDO_PAIRING_ACTIVE), "unknown");
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  PAIRING (pairings[ANA], 1, ANA, DORA, RONDO_PAIRING_ACTIVE),
                  "invalid");
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  PAIRING (pairings[ANA], 1, ANA, BEN, RONDO_PAIRING_ENDED),
                  NULL);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  PAIRING (pairings[ANA], 2, ANA, BEN, RONDO_PAIRING_ACTIVE),
                  "conflict");
#undef PAIRING
  fixture_expect (
      fixture, &fixture->people[CORA], drop (RONDO_KIND_PAIRING, pairings[ANA], 2), "forbidden");
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  put (RONDO_KIND_PLAN, plan->id, 0, rondo_wire_encode_plan (plan, NULL)),
                  "forbidden");
  fixture_expect (
      fixture,
      &fixture->people[ANA],
      fixture_op (
          RONDO_ACT_PUBLISH, RONDO_KIND_PLAN, plan->id, 1, rondo_wire_encode_plan (plan, NULL)),
      "forbidden");
  rondo_plan_free (plan);
  free_pairings (pairings);
}

static void
test_taken_id (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);

  fixture_expect (fixture,
                  &fixture->people[ANA],
                  put (RONDO_KIND_CLIENT, round, 1, fixture_client_body ("Zoe")),
                  "forbidden");
}

/* Publishing -------------------------------------------------------------------------------------
 */

typedef struct {
  const char *path;
  Who pairs[9];
  int64_t base;
  const char *code;
} PlanCase;

static const PlanCase PLANS[] = {
    {"stale-round-is-a-conflict", {ANA, BEN, BEN, CHAI, CHAI, ANA, N_PEOPLE}, 7, "conflict"},
    {"mutual-pair-is-refused", {ANA, BEN, BEN, ANA, N_PEOPLE}, 1, "invalid"},
    {"avoided-pair-is-refused",
     {ANA, CHAI, CHAI, BEN, BEN, DORA, DORA, ANA, N_PEOPLE},
     1,
     "invalid"},
    {"who-did-not-register-is-refused", {ANA, BEN, BEN, CORA, CORA, ANA, N_PEOPLE}, 1, "invalid"},
    {"oneself-is-refused", {ANA, ANA, N_PEOPLE}, 1, "invalid"},
    {"coach-without-a-coach-is-refused", {ANA, BEN, BEN, CHAI, N_PEOPLE}, 1, "invalid"},
};

static guint
count_everything (Fixture *fixture, Person *person)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, person);

  return rows->len;
}

static void
test_refused_plan (Fixture *fixture, gconstpointer data)
{
  const PlanCase *current = data;
  g_autofree char *round = fixture_open_round (fixture);
  guint before = count_everything (fixture, &fixture->people[CORA]);
  RondoPlan *plan = fixture_plan (fixture, round, current->pairs);
  g_autoptr (GPtrArray) rows = NULL;

  fixture_expect (
      fixture, &fixture->people[CORA], fixture_publish_op (plan, current->base), current->code);
  rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  g_assert_cmpuint (rows->len, ==, before);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PAIRING), ==, 0);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PLAN), ==, 0);
  g_assert_cmpint (fixture_find_row (rows, round)->version, ==, 1);
}

/* What a coordinator changes of the open round before the plan comes; its version is 2 then. */
static void
set_policies (
    Fixture *fixture, const char *id, gboolean mutual, int repeat_after, RondoPolicy same_course)
{
  g_autofree char *before = fixture_round_body ("Spring", RONDO_ROUND_OPEN);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (id, before, NULL);

  round->mutual_allowed = mutual;
  round->repeat_after = repeat_after;
  round->same_course = same_course;
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  put (RONDO_KIND_ROUND, id, 1, rondo_wire_encode_round (round, NULL)),
                  NULL);
}

static void
set_room (Fixture *fixture, const char *round, Who who, int room)
{
  const char *member = fixture->people[who].member;
  g_autofree char *id = rondo_id_derive (round, member);
  g_autoptr (RondoRegistration) registration = rondo_registration_new (round, member, NULL);

  registration->clients = registration->coaches = room;
  fixture_expect (
      fixture,
      &fixture->people[who],
      put (RONDO_KIND_REGISTRATION, id, 1, rondo_wire_encode_registration (registration, NULL)),
      NULL);
}

static void
test_policy_mutual (Fixture *fixture, gconstpointer data)
{
  static const Who PAIRS[] = {ANA, BEN, BEN, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  Person *cora = &fixture->people[CORA];

  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, round, PAIRS), 1), "invalid");
  set_policies (fixture, round, TRUE, 1, RONDO_POLICY_AVOID);
  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, round, PAIRS), 2), NULL);
}

static void
test_policy_room (Fixture *fixture, gconstpointer data)
{
  static const Who PAIRS[] = {
      ANA, BEN, BEN, CHAI, CHAI, ANA, ANA, DORA, DORA, CHAI, CHAI, BEN, BEN, ANA, N_PEOPLE};
  static const Who TWICE[] = {ANA, BEN, ANA, CHAI, BEN, DORA, CHAI, DORA, DORA, ANA, N_PEOPLE};
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  Person *cora = &fixture->people[CORA];

  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, round, PAIRS), 1), "invalid");
  for (Who who = ANA; who <= CHAI; who++)
    set_room (fixture, round, who, 2);
  /* Dora has room for one, and who has equal room gives as much as they get. */
  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, round, TWICE), 1), "invalid");
  fixture_expect (fixture, cora, fixture_publish_op (fixture_plan (fixture, round, RING), 1), NULL);
}

static void
test_policy_repeats (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *first = fixture_open_round (fixture);
  g_autofree char *second = NULL;
  Person *cora = &fixture->people[CORA];
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, first, pairings);
  second = fixture_open_round (fixture);
  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, second, RING), 1), "invalid");
  set_policies (fixture, second, FALSE, 0, RONDO_POLICY_AVOID);
  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, second, RING), 2), NULL);
  free_pairings (pairings);
}

static void
test_policy_course (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  Person *cora = &fixture->people[CORA];

  for (Who who = ANA; who <= BEN; who++) {
    g_autofree char *email = g_strdup_printf ("course%d@example.org", who);
    g_autofree char *body = fixture_member_body (fixture->people[who].member, "Name", email);
    g_autoptr (RondoMember) member =
        rondo_wire_decode_member (fixture->people[who].member, body, NULL);

    g_free (member->course);
    member->course = g_strdup ("Spring School");
    fixture_expect (fixture,
                    cora,
                    put (RONDO_KIND_MEMBER, member->id, 1, rondo_wire_encode_member (member, NULL)),
                    NULL);
  }
  set_policies (fixture, round, FALSE, 1, RONDO_POLICY_FORBID);
  fixture_expect (
      fixture, cora, fixture_publish_op (fixture_plan (fixture, round, RING), 2), "invalid");
}

/* A plan of an app that does not look at hours is refused where somebody must have them. */
static void
test_policy_hours (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  const char *member = fixture->people[BEN].member;
  g_autofree char *id = rondo_id_derive (round, member);
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autoptr (RondoRegistration) registration = NULL;

  g_assert_true (rondo_wishes_parse (wishes, "must hours 2", NULL));
  registration = rondo_registration_new (round, member, wishes);
  fixture_expect (
      fixture,
      &fixture->people[BEN],
      put (RONDO_KIND_REGISTRATION, id, 1, rondo_wire_encode_registration (registration, NULL)),
      NULL);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (fixture_plan (fixture, round, RING), 1),
                  "invalid");
}

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (GPtrArray) of_cora = NULL;
  g_autoptr (GPtrArray) of_ana = NULL;
  g_autoptr (RondoRound) published = NULL;
  const RondoRow *row = NULL;
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
  of_cora = fixture_snapshot (fixture, &fixture->people[CORA]);
  g_assert_cmpuint (fixture_count_rows (of_cora, RONDO_KIND_PAIRING), ==, 4);
  g_assert_cmpuint (fixture_count_rows (of_cora, RONDO_KIND_PLAN), ==, 1);
  g_assert_cmpuint (fixture_count_rows (of_cora, RONDO_KIND_PROFILE), ==, 0);
  of_ana = fixture_snapshot (fixture, &fixture->people[ANA]);
  g_assert_cmpuint (fixture_count_rows (of_ana, RONDO_KIND_PAIRING), ==, 2);
  g_assert_cmpuint (fixture_count_rows (of_ana, RONDO_KIND_PLAN), ==, 0);
  g_assert_cmpuint (fixture_count_rows (of_ana, RONDO_KIND_PROFILE), ==, 2);
  row = fixture_find_row (of_ana, round);
  published = rondo_wire_decode_round (row->id, row->body, NULL);
  g_assert_cmpint (published->state, ==, RONDO_ROUND_PUBLISHED);
  fixture_expect (
      fixture,
      &fixture->people[CORA],
      fixture_publish_op (
          fixture_plan (fixture, round, (Who[]){ANA, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE}), 2),
      "conflict");
  free_pairings (pairings);
}

/* Who sees what ----------------------------------------------------------------------------------
 */

/* The member that @row is about, if it names one that a stranger must not see. */
static gboolean
may_see (Fixture *fixture, const Person *viewer, const RondoRow *row, char *const *pairings)
{
  g_autofree char *own_scope = g_strconcat ("u:", viewer->member, NULL);

  if (g_strcmp0 (row->scope, "pub") == 0)
    return row->kind == RONDO_KIND_ROUND;
  if (g_strcmp0 (row->scope, own_scope) != 0)
    return FALSE;
  switch (row->kind) {
  case RONDO_KIND_MEMBER:
    return g_strcmp0 (row->id, viewer->member) == 0;
  case RONDO_KIND_REGISTRATION:
    return strstr (row->body, viewer->member) != NULL;
  case RONDO_KIND_PAIRING:
    return strstr (row->body, viewer->member) != NULL;
  case RONDO_KIND_PROFILE: /* the ring: Ana is coached by Dora and coaches Ben */
    return strstr (row->body, "ben@example.org") != NULL ||
           strstr (row->body, "dora@example.org") != NULL;
  case RONDO_KIND_SESSION:
    return strstr (row->body, pairings[ANA]) != NULL || strstr (row->body, pairings[DORA]) != NULL;
  case RONDO_KIND_CLIENT:
    return strstr (row->body, "of Ana") != NULL;
  default:
    return FALSE;
  }
}

static void
write_something_of_everybody (Fixture *fixture, char *const *pairings)
{
  static const char *const NAMES[N_PEOPLE] = {"of Cora", "of Ana", "of Ben", "of Chai", "of Dora"};

  for (Who who = CORA; who < N_PEOPLE; who++) {
    g_autofree char *client = rondo_id_new (fixture_now_us);
    g_autofree char *session = rondo_id_new (fixture_now_us);

    fixture_expect (fixture,
                    &fixture->people[who],
                    put (RONDO_KIND_CLIENT, client, 0, fixture_client_body (NAMES[who])),
                    NULL);
    if (who != CORA)
      fixture_expect (
          fixture,
          &fixture->people[who],
          put (RONDO_KIND_SESSION, session, 0, fixture_session_body (pairings[who], 60)),
          NULL);
  }
}

static void
test_no_leak (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) of_cora = NULL;
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
  write_something_of_everybody (fixture, pairings);
  rows = fixture_snapshot (fixture, ana);
  for (guint i = 0; i < rows->len; i++)
    g_assert_true (may_see (fixture, ana, rows->pdata[i], pairings));
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_ROUND), ==, 1);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_MEMBER), ==, 1);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_REGISTRATION), ==, 1);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_SESSION), ==, 2);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CLIENT), ==, 1);
  of_cora = fixture_snapshot (fixture, &fixture->people[CORA]);
  g_assert_cmpuint (fixture_count_rows (of_cora, RONDO_KIND_CLIENT), ==, 1);
  g_assert_cmpuint (fixture_count_rows (of_cora, RONDO_KIND_SESSION), ==, 4);
  free_pairings (pairings);
}

static void
test_profile_leaves (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  Person *cora = &fixture->people[CORA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) later = NULL;
  char *pairings[N_PEOPLE] = {NULL};
  guint gone_count = 0;

  fixture_publish_ring (fixture, round, pairings);
  before = fixture_snapshot (fixture, ana);
  g_assert_cmpuint (fixture_count_rows (before, RONDO_KIND_PROFILE), ==, 2);

  /* Ben moves: his coach learns of it, through his profile alone. */
  fixture_expect (
      fixture,
      cora,
      put (RONDO_KIND_MEMBER,
           fixture->people[BEN].member,
           1,
           fixture_member_body (fixture->people[BEN].member, "Ben Bakker", "moved@example.org")),
      NULL);
  changed = fixture_pull (fixture, ana, 100);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_nonnull (strstr (((RondoRow *)changed->pdata[0])->body, "moved@example.org"));

  fixture_expect (fixture,
                  cora,
                  put (RONDO_KIND_PAIRING,
                       pairings[ANA],
                       1,
                       pairing_body (fixture, round, ANA, BEN, RONDO_PAIRING_ENDED)),
                  NULL);
  gone = fixture_pull (fixture, ana, 100);
  for (guint i = 0; i < gone->len; i++)
    gone_count += ((RondoRow *)gone->pdata[i])->is_gone;
  g_assert_cmpuint (gone_count, ==, 1);
  g_assert_cmpuint (fixture_count_rows (gone, RONDO_KIND_PAIRING), ==, 1);

  /* From now on Ben's moves are none of her business. */
  fixture_expect (
      fixture,
      cora,
      put (RONDO_KIND_MEMBER,
           fixture->people[BEN].member,
           2,
           fixture_member_body (fixture->people[BEN].member, "Ben Bakker", "again@example.org")),
      NULL);
  later = fixture_pull (fixture, ana, 100);
  g_assert_cmpuint (later->len, ==, 0);
  free_pairings (pairings);
}

/* Two rounds pair the same two: the profile stays until the last pairing has ended. */
static void
test_profile_stays (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *first = fixture_open_round (fixture);
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  char *old[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, first, old);
  second = fixture_open_round (fixture);
  /* The other way round, as the same pairing does not come again so soon. */
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (
                      fixture_plan (fixture,
                                    second,
                                    (Who[]){BEN, ANA, CHAI, BEN, DORA, CHAI, ANA, DORA, N_PEOPLE}),
                      1),
                  NULL);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  put (RONDO_KIND_PAIRING,
                       old[ANA],
                       1,
                       pairing_body (fixture, first, ANA, BEN, RONDO_PAIRING_ENDED)),
                  NULL);
  rows = fixture_snapshot (fixture, ana);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PROFILE), ==, 2);
  free_pairings (old);
}

/* Ids of records to come can be computed by everybody: they must not be taken before. */
static void
test_ids_to_come (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  Person *cora = &fixture->people[CORA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *of_cora = rondo_id_derive (round, cora->member);
  g_autofree char *client = rondo_id_new (fixture_now_us);
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
  fixture_expect (
      fixture, ana, put (RONDO_KIND_CLIENT, client, 0, fixture_client_body ("Zoë")), NULL);
  fixture_expect (
      fixture, ana, put (RONDO_KIND_CLIENT, of_cora, 0, fixture_client_body ("Z")), "invalid");
  fixture_expect (
      fixture, ana, put (RONDO_KIND_LOG, of_cora, 0, fixture_log_body (client, 60)), "invalid");
  fixture_expect (fixture,
                  ana,
                  put (RONDO_KIND_SESSION, of_cora, 0, fixture_session_body (pairings[ANA], 60)),
                  "invalid");
  fixture_expect (
      fixture,
      cora,
      put (RONDO_KIND_MEMBER, of_cora, 0, fixture_member_body (of_cora, "New", "new@example.org")),
      "invalid");
  fixture_expect (fixture,
                  cora,
                  put (RONDO_KIND_ROUND, of_cora, 0, fixture_round_body ("R", RONDO_ROUND_OPEN)),
                  "invalid");
  fixture_expect (
      fixture,
      cora,
      put (RONDO_KIND_REGISTRATION, of_cora, 0, fixture_registration_body (round, cora->member)),
      NULL);
  free_pairings (pairings);
}

/* A partner has one id in the log of one coach, and not in that of another. */
static void
test_partner_as_client (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  const char *ben = fixture->people[BEN].member;
  const char *chai = fixture->people[CHAI].member;
  g_autofree char *id = rondo_id_derive (ana->member, ben);
  g_autofree char *foreign = rondo_id_derive (chai, ben);
  g_autofree char *random = rondo_id_new (fixture_now_us);
  g_autofree char *old_style = g_strdup (random);

#define CLIENT(id, member) put (RONDO_KIND_CLIENT, (id), 0, fixture_partner_body ("Ben", (member)))
  old_style[14] = '4';
  fixture_expect (fixture, ana, CLIENT (id, chai), "invalid");
  fixture_expect (fixture, ana, CLIENT (id, NULL), "invalid");
  fixture_expect (fixture, ana, CLIENT (foreign, ben), "invalid");
  fixture_expect (fixture, ana, CLIENT (old_style, ben), "invalid");
  fixture_expect (fixture, ana, CLIENT (id, ben), NULL);
  fixture_expect (fixture, ana, CLIENT (random, ben), NULL);
#undef CLIENT
}

static void
test_plan_ids (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  RondoPlan *plan = fixture_plan (fixture, round, RING);
  RondoPlannedPair *pair = g_ptr_array_index (plan->pairs, 2);

  g_free (pair->pairing);
  pair->pairing = rondo_id_derive (round, fixture->people[CORA].member);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 1), "invalid");
  plan = fixture_plan (fixture, round, RING);
  g_free (plan->id);
  plan->id = rondo_id_derive (round, fixture->people[CORA].member);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 1), "invalid");
  plan = fixture_plan (fixture, round, RING);
  fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 1), NULL);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/rules/members-and-rounds-are-the-coordinators", test_members_and_rounds);
  add ("/server/rules/members-register-themselves-while-the-round-is-open", test_registrations);
  add ("/server/rules/clients-and-log-are-their-owners-alone", test_private);
  add ("/server/rules/sessions-are-logged-by-the-coach-of-an-active-pairing", test_sessions);
  add ("/server/rules/plans-pairings-and-profiles-are-not-put", test_made_by_the_server);
  add ("/server/rules/id-of-another-record-is-refused", test_taken_id);
  add ("/server/rules/ids-of-records-to-come-are-not-taken", test_ids_to_come);
  add ("/server/rules/a-partner-has-one-id-in-the-log-of-a-coach", test_partner_as_client);
  add ("/server/publish/ids-are-drawn-and-not-derived", test_plan_ids);
  add ("/server/publish/is-true-for-everybody-and-only-once", test_publish);
  add ("/server/publish/mutual-pairs-are-for-the-round-to-allow", test_policy_mutual);
  add ("/server/publish/nobody-gets-more-than-they-have-room-for", test_policy_room);
  add ("/server/publish/pairings-do-not-come-again-too-soon", test_policy_repeats);
  add ("/server/publish/the-same-course-is-for-the-round-to-forbid", test_policy_course);
  add ("/server/publish/a-must-of-hours-is-checked", test_policy_hours);
  add ("/server/feed/coach-gets-nothing-of-others", test_no_leak);
  add ("/server/feed/profile-follows-the-member-and-leaves-with-the-pairing", test_profile_leaves);
  add ("/server/feed/profile-stays-while-another-pairing-lasts", test_profile_stays);
  for (guint i = 0; i < G_N_ELEMENTS (PLANS); i++) {
    g_autofree char *path = g_strconcat ("/server/publish/", PLANS[i].path, NULL);

    g_test_add (
        path, Fixture, &PLANS[i], fixture_set_up_people, test_refused_plan, fixture_tear_down);
  }
  return g_test_run ();
}
