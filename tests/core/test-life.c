/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which state may follow which: every one of them. */
#include "config.h"

#include "rondo-life.h"

#include <string.h>

#include "rondo-error.h"
#include "rondo-id.h"

/* One character for each state to come: "+" if it may, "." if it may not. */
static void
assert_row (const char *expected, guint from, gboolean (*may_become) (guint, guint))
{
  for (guint to = 0; expected[to] != '\0'; to++)
    if (may_become (from, to) != (expected[to] == '+'))
      g_error ("from %u to %u: expected “%c”", from, to, expected[to]);
}

static gboolean
round_may (guint from, guint to)
{
  return rondo_round_state_may_become ((RondoRoundState)from, (RondoRoundState)to);
}

static gboolean
registration_may (guint from, guint to)
{
  return rondo_registration_state_may_become ((RondoRegistrationState)from,
                                              (RondoRegistrationState)to);
}

static gboolean
pairing_may (guint from, guint to)
{
  return rondo_pairing_state_may_become ((RondoPairingState)from, (RondoPairingState)to);
}

static void
test_rounds (void)
{
  /* draft, open, closed, matching, published, running, finished, cancelled */
  static const char *const rows[RONDO_N_ROUND_STATES] = {
      [RONDO_ROUND_DRAFT] = "++.....+",
      [RONDO_ROUND_OPEN] = ".+++...+",
      [RONDO_ROUND_CLOSED] = ".+++...+",
      [RONDO_ROUND_MATCHING] = ".+++...+",
      [RONDO_ROUND_PUBLISHED] = "....++++",
      [RONDO_ROUND_RUNNING] = ".....+++",
      [RONDO_ROUND_FINISHED] = "......+.",
      [RONDO_ROUND_CANCELLED] = ".......+",
  };

  for (guint from = 0; from < RONDO_N_ROUND_STATES; from++)
    assert_row (rows[from], from, round_may);
  g_assert_false (round_may (RONDO_N_ROUND_STATES, RONDO_ROUND_OPEN));
  g_assert_false (round_may (RONDO_ROUND_OPEN, RONDO_N_ROUND_STATES));
}

static void
test_usual_course (void)
{
  RondoRoundState state = RONDO_ROUND_DRAFT;
  guint steps = 0;

  while (rondo_round_state_get_next (state) != state) {
    RondoRoundState next = rondo_round_state_get_next (state);

    g_assert_true (rondo_round_state_may_become (state, next) ||
                   (next == RONDO_ROUND_PUBLISHED && rondo_round_state_may_publish (state)));
    state = next;
    steps++;
  }
  g_assert_cmpint (state, ==, RONDO_ROUND_FINISHED);
  g_assert_cmpuint (steps, ==, 6);
}

static void
test_registrations (void)
{
  static const char *const rows[RONDO_N_REGISTRATION_STATES] = {"+++", "+++", "+++"};

  for (guint from = 0; from < RONDO_N_REGISTRATION_STATES; from++)
    assert_row (rows[from], from, registration_may);
}

static void
test_pairings (void)
{
  /* active, ended, paused, replaced, completed, incomplete */
  static const char *const rows[RONDO_N_PAIRING_STATES] = {
      [RONDO_PAIRING_ACTIVE] = "++++++",
      [RONDO_PAIRING_ENDED] = ".+....",
      [RONDO_PAIRING_PAUSED] = "++++++",
      [RONDO_PAIRING_REPLACED] = "...+..",
      [RONDO_PAIRING_COMPLETED] = "....+.",
      [RONDO_PAIRING_INCOMPLETE] = ".....+",
  };

  for (guint from = 0; from < RONDO_N_PAIRING_STATES; from++)
    assert_row (rows[from], from, pairing_may);
}

/* What a member may do with their own registration, by the state of the round. */
typedef struct {
  RondoRoundState state;
  const char *join;     /* as registered, on standby */
  const char *withdraw; /* by saying so, by taking it back */
  const char *narrow;   /* stop coaching, begin again */
  const char *rejoin;   /* after withdrawing */
} MemberCase;

static const MemberCase member_cases[] = {
    {RONDO_ROUND_DRAFT, "..", "++", "..", "."},
    {RONDO_ROUND_OPEN, "++", "++", "++", "+"},
    {RONDO_ROUND_CLOSED, ".+", "++", "..", "."},
    {RONDO_ROUND_MATCHING, ".+", "++", "..", "."},
    {RONDO_ROUND_PUBLISHED, ".+", "+.", "+.", "."},
    {RONDO_ROUND_RUNNING, ".+", "+.", "+.", "."},
    {RONDO_ROUND_FINISHED, "..", "..", "..", "."},
    {RONDO_ROUND_CANCELLED, "..", "..", "..", "."},
};

static void
assert_may (const RondoRound *round,
            const RondoRegistration *before,
            const RondoRegistration *after,
            char expected)
{
  g_autoptr (GError) error = NULL;
  gboolean may =
      rondo_registration_check_member_may (round, before, after, RONDO_DATE_NONE, &error);

  if (may != (expected == '+'))
    g_error ("%s: expected “%c”", rondo_round_state_to_word (round->state), expected);
  g_assert_true (may == (error == NULL));
}

static void
test_members (void)
{
  g_autofree char *member = rondo_id_derive ("test", "ana");
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoRegistration) plain = NULL;
  g_autoptr (RondoRegistration) other = NULL;

  round->id = rondo_id_derive ("test", "round");
  round->kind = RONDO_ROUND_DEFERRED;
  round->takes_standby = TRUE;
  plain = rondo_registration_new (round->id, member, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (member_cases); i++) {
    const MemberCase *row = &member_cases[i];

    round->state = row->state;
    g_clear_pointer (&other, rondo_registration_free);
    other = rondo_registration_copy (plain);
    assert_may (round, NULL, plain, row->join[0]);
    other->state = RONDO_REGISTRATION_STANDBY;
    assert_may (round, NULL, other, row->join[1]);
    other->state = RONDO_REGISTRATION_WITHDRAWN;
    assert_may (round, plain, other, row->withdraw[0]);
    assert_may (round, plain, NULL, row->withdraw[1]);
    assert_may (round, other, plain, row->rejoin[0]);
    other->state = RONDO_REGISTRATION_REGISTERED;
    other->role = RONDO_ROLE_CLIENT;
    assert_may (round, plain, other, row->narrow[0]);
    assert_may (round, other, plain, row->narrow[1]);
  }
}

static void
test_kinds (void)
{
  g_autofree char *member = rondo_id_derive ("test", "ana");
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoRegistration) registration = NULL;
  static const char *const rows[RONDO_N_ROUND_KINDS] = {"+..", ".++", "+++", "+..", "+.."};

  round->id = rondo_id_derive ("test", "round");
  registration = rondo_registration_new (round->id, member, NULL);
  round->kind = RONDO_ROUND_TEAM;
  g_assert_false (rondo_registration_check_kind (round, registration, NULL));
  registration->side = RONDO_TEAM_SECOND;
  for (guint kind = 0; kind < RONDO_N_ROUND_KINDS; kind++)
    for (guint role = 0; role < RONDO_N_ROLES; role++) {
      round->kind = (RondoRoundKind)kind;
      registration->role = (RondoRole)role;
      g_assert_cmpint (
          rondo_registration_check_kind (round, registration, NULL), ==, rows[kind][role] == '+');
      g_assert_cmpint (
          rondo_registration_get_clients (registration, round), ==, role != RONDO_ROLE_CLIENT);
      g_assert_cmpint (
          rondo_registration_get_coaches (registration, round), ==, role != RONDO_ROLE_COACH);
    }
}

static void
test_joining (void)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoMember) member = rondo_member_new ();
  g_autoptr (GError) error = NULL;

  g_strfreev (member->languages);
  member->languages = g_strsplit ("en", " ", -1);
  round->register_until = 100;
  g_assert_true (rondo_round_may_join (round, member, 100, NULL));
  g_assert_false (rondo_round_may_join (round, member, 101, NULL));
  round->takes_standby = TRUE;
  g_assert_true (rondo_round_may_join (round, member, 101, NULL));
  round->least = RONDO_CREDENTIAL_PCC;
  g_assert_false (rondo_round_may_join (round, member, 100, &error));
  g_assert_nonnull (strstr (error->message, "PCC"));
  member->credential = RONDO_CREDENTIAL_MCC;
  g_assert_true (rondo_round_may_join (round, member, 100, NULL));
  g_free (round->language);
  round->language = g_strdup ("de");
  g_assert_false (rondo_round_may_join (round, member, 100, NULL));
}

static void
test_copy_for_next (void)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoRound) next = NULL;

  round->id = rondo_id_derive ("test", "round");
  g_free (round->name);
  round->name = g_strdup ("Spring");
  rondo_round_fill_dates (round, 20000);
  round->state = RONDO_ROUND_FINISHED;
  round->kind = RONDO_ROUND_ONE_WAY;
  round->version = 9;
  next = rondo_round_copy_for_next (round, "another", 20200);
  g_assert_cmpstr (next->id, ==, "another");
  g_assert_cmpint (next->state, ==, RONDO_ROUND_DRAFT);
  g_assert_cmpint (next->kind, ==, RONDO_ROUND_ONE_WAY);
  g_assert_cmpint (next->version, ==, 0);
  g_assert_cmpint (next->start, ==, 20200);
  g_assert_cmpint (next->end - next->start, ==, round->end - round->start);
  g_assert_cmpint (next->start - next->register_until, ==, round->start - round->register_until);
  g_assert_true (rondo_round_check (next, NULL));
}

static void
test_finishing (void)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoPairing) pairing = rondo_pairing_new ();

  rondo_pairing_finish (pairing, round, 5, 20000, "over");
  g_assert_cmpint (pairing->state, ==, RONDO_PAIRING_INCOMPLETE);
  g_assert_cmpint (pairing->until, ==, 20000);
  rondo_pairing_finish (pairing, round, 6, 20000, NULL);
  g_assert_cmpint (pairing->state, ==, RONDO_PAIRING_COMPLETED);
  pairing->session_count = 4;
  rondo_pairing_finish (pairing, round, 4, 20000, NULL);
  g_assert_cmpint (pairing->state, ==, RONDO_PAIRING_COMPLETED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/life/rounds", test_rounds);
  g_test_add_func ("/life/usual-course-leads-to-the-end", test_usual_course);
  g_test_add_func ("/life/registrations", test_registrations);
  g_test_add_func ("/life/pairings", test_pairings);
  g_test_add_func ("/life/what-members-may-do-themselves", test_members);
  g_test_add_func ("/life/kinds-and-roles", test_kinds);
  g_test_add_func ("/life/who-may-join-and-why-not", test_joining);
  g_test_add_func ("/life/next-round-is-a-copy", test_copy_for_next);
  g_test_add_func ("/life/pairings-end-completed-or-not", test_finishing);
  return g_test_run ();
}
