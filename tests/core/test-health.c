/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs a person in a round: every fact at its border, and their order. */
#include "config.h"

#include "rondo-health.h"

#include <string.h>

#include "rondo-id.h"

#define START 20000
#define END (START + 70)

typedef struct {
  RondoRound *round;
  RondoPairing *pairing;
  RondoHealthFacts facts;
} Case;

static void
set_up (Case *test, gconstpointer data)
{
  test->round = rondo_round_new ();
  test->round->id = rondo_id_derive ("test", "round");
  g_free (test->round->name);
  test->round->name = g_strdup ("Spring");
  test->round->start = START;
  test->round->end = END;
  test->round->state = RONDO_ROUND_RUNNING;
  test->pairing = rondo_pairing_new ();
  test->pairing->id = rondo_id_derive ("test", "pairing");
  test->pairing->coach = rondo_id_derive ("test", "ana");
  test->pairing->client = rondo_id_derive ("test", "ben");
  test->facts = (RondoHealthFacts){.pairing = test->pairing,
                                   .coach_name = "Ana",
                                   .client_name = "Ben",
                                   .last = RONDO_DATE_NONE,
                                   .next = RONDO_DATE_NONE};
}

static void
tear_down (Case *test, gconstpointer data)
{
  rondo_round_free (test->round);
  rondo_pairing_free (test->pairing);
}

#define NOTHING -1

static void
assert_fact (Case *test, RondoDate today, int code, int number)
{
  RondoHealth health = {0};
  gboolean is_found = rondo_health_find (test->round, &test->facts, today, &health);

  g_assert_cmpint (is_found ? (int)health.code : NOTHING, ==, code);
  if (is_found)
    g_assert_cmpint (health.number, ==, number);
}

static void
test_first_contact (Case *test, gconstpointer data)
{
  assert_fact (test, START + 7, NOTHING, 0);
  assert_fact (test, START + 8, RONDO_HEALTH_NO_CONTACT, 8);
  test->facts.next = START + 10;
  assert_fact (test, START + 8, NOTHING, 0);
  assert_fact (test, START + 11, RONDO_HEALTH_NO_CONTACT, 11);
  test->pairing->since = START + 5;
  test->facts.next = RONDO_DATE_NONE;
  assert_fact (test, START + 12, NOTHING, 0);
  assert_fact (test, START + 13, RONDO_HEALTH_NO_CONTACT, 8);
}

static void
test_silence (Case *test, gconstpointer data)
{
  test->facts.held = 1;
  test->facts.last = START + 3;
  assert_fact (test, START + 17, NOTHING, 0);
  assert_fact (test, START + 18, RONDO_HEALTH_SILENT, 15);
  test->pairing->excused = START + 20;
  assert_fact (test, START + 20, NOTHING, 0);
  assert_fact (test, START + 21, RONDO_HEALTH_SILENT, 18);
}

static void
test_behind (Case *test, gconstpointer data)
{
  test->facts.held = 1;
  test->facts.last = END - 33;
  assert_fact (test, END - 28, NOTHING, 0);
  test->facts.last = END - 27;
  assert_fact (test, END - 27, RONDO_HEALTH_BEHIND, 5);
  test->pairing->session_count = 3;
  assert_fact (test, END - 27, NOTHING, 0);
}

static void
test_pauses (Case *test, gconstpointer data)
{
  test->round->is_paused = TRUE;
  assert_fact (test, START + 30, NOTHING, 0);
  test->round->is_paused = FALSE;
  /* Nobody knows of the pairings yet. */
  test->round->is_quiet = TRUE;
  assert_fact (test, START + 30, NOTHING, 0);
  test->round->is_quiet = FALSE;
  test->pairing->state = RONDO_PAIRING_PAUSED;
  assert_fact (test, START + 30, RONDO_HEALTH_PAUSED, 0);
}

static void
test_ends (Case *test, gconstpointer data)
{
  test->facts.held = 6;
  test->facts.last = END;
  assert_fact (test, END, RONDO_HEALTH_DONE, 6);
  test->facts.held = 5;
  assert_fact (test, END + 2, RONDO_HEALTH_OVERDUE, 2);
  test->pairing->state = RONDO_PAIRING_COMPLETED;
  assert_fact (test, END + 2, NOTHING, 0);
}

static RondoRegistration *
add_registration (GPtrArray *registrations, Case *test, const char *name)
{
  g_autofree char *member = rondo_id_derive ("test", name);
  RondoRegistration *registration = rondo_registration_new (test->round->id, member, NULL);

  g_ptr_array_add (registrations, registration);
  return registration;
}

static void
test_members (Case *test, gconstpointer data)
{
  g_autoptr (GPtrArray) registrations =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  g_autoptr (GPtrArray) found = NULL;
  RondoRegistration *ana = add_registration (registrations, test, "ana");
  RondoRegistration *ben = add_registration (registrations, test, "ben");

  add_registration (registrations, test, "cyd");
  ana->state = RONDO_REGISTRATION_WITHDRAWN;
  found = rondo_health_list (test->round, &test->facts, 1, registrations, NULL, START + 20);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpint (((RondoHealth *)found->pdata[0])->code, ==, RONDO_HEALTH_OUT);
  g_assert_cmpstr (((RondoHealth *)found->pdata[0])->member, ==, ana->member);
  g_assert_cmpint (((RondoHealth *)found->pdata[1])->code, ==, RONDO_HEALTH_ALONE);
  g_assert_cmpstr (((RondoHealth *)found->pdata[1])->member, ==, ben->member);
  g_assert_cmpint (((RondoHealth *)found->pdata[2])->code, ==, RONDO_HEALTH_NO_CONTACT);
  g_assert_cmpint (((RondoHealth *)found->pdata[2])->act, ==, RONDO_HEALTH_ACT_REMIND);
  g_clear_pointer (&found, g_ptr_array_unref);
  ana->state = RONDO_REGISTRATION_REGISTERED;
  ana->role = RONDO_ROLE_CLIENT;
  found = rondo_health_list (test->round, &test->facts, 1, registrations, NULL, START + 5);
  g_assert_cmpint (((RondoHealth *)found->pdata[0])->code, ==, RONDO_HEALTH_OUT);
  g_clear_pointer (&found, g_ptr_array_unref);
  test->round->state = RONDO_ROUND_OPEN;
  found = rondo_health_list (test->round, &test->facts, 1, registrations, NULL, START + 20);
  g_assert_cmpuint (found->len, ==, 0);
}

/* What partners did and said, beside where the pairing stands. */
static void
test_partners (Case *test, gconstpointer data)
{
  g_autofree char *all = NULL;

  test->facts.held = 1;
  test->facts.last = START + 3;
  test->facts.missed_lately = 2;
  assert_fact (test, START + 4, RONDO_HEALTH_MISSED, 2);
  test->facts.missed_lately = 0;
  test->facts.differing = 1;
  assert_fact (test, START + 4, RONDO_HEALTH_DIFFERS, 1);
  test->facts.lowest_by_coach = 3;
  assert_fact (test, START + 4, RONDO_HEALTH_DIFFERS, 1);
  test->facts.lowest_by_client = 2;
  assert_fact (test, START + 4, RONDO_HEALTH_LOW, 2);
  assert_fact (test, START + 18, RONDO_HEALTH_LOW, 2);
  all = rondo_health_describe_pairing (test->round, &test->facts, START + 18);
  g_assert_cmpstr (all,
                   ==,
                   "One of the two answered 2 of 5 about it. The last session was 15 days ago. "
                   "Both say different minutes of 1 session.");
  test->pairing->excused = START + 18;
  assert_fact (test, START + 18, NOTHING, 0);
  test->pairing->state = RONDO_PAIRING_INCOMPLETE;
  assert_fact (test, START + 19, RONDO_HEALTH_LOW, 2);
}

static GPtrArray *
list_with_member (Case *test, GPtrArray *registrations, gboolean is_active)
{
  g_autoptr (GPtrArray) members =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  RondoMember *ben = rondo_member_new ();

  g_free (ben->id);
  ben->id = g_strdup (test->pairing->client);
  ben->is_active = is_active;
  g_ptr_array_add (members, ben);
  return rondo_health_list (test->round, &test->facts, 1, registrations, members, START + 5);
}

static void
test_balance_and_pause (Case *test, gconstpointer data)
{
  g_autoptr (GPtrArray) registrations =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  g_autoptr (GPtrArray) found = NULL;

  add_registration (registrations, test, "ben");
  test->facts.minutes = 120;
  found = list_with_member (test, registrations, TRUE);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((RondoHealth *)found->pdata[0])->code, ==, RONDO_HEALTH_ALONE);
  g_clear_pointer (&found, g_ptr_array_unref);
  test->facts.minutes = 121;
  found = list_with_member (test, registrations, FALSE);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpint (((RondoHealth *)found->pdata[1])->code, ==, RONDO_HEALTH_AWAY);
  g_assert_cmpint (((RondoHealth *)found->pdata[2])->code, ==, RONDO_HEALTH_UNEVEN);
  g_assert_cmpint (((RondoHealth *)found->pdata[2])->number, ==, -121);
}

/* Low feedback is talked about without saying what was answered. */
static void
test_talk (Case *test, gconstpointer data)
{
  RondoHealth health = {.code = RONDO_HEALTH_LOW, .number = 1};
  g_autofree char *text = rondo_health_write_talk (test->round, &health, "Ana");

  g_assert_nonnull (strstr (text, "Ana"));
  g_assert_null (strstr (text, "of 5"));
}

static void
test_reminder (Case *test, gconstpointer data)
{
  RondoHealth health = {0};
  g_autofree char *text = NULL;

  g_assert_true (rondo_health_find (test->round, &test->facts, START + 9, &health));
  text = rondo_health_write_reminder (test->round, &health, "Ana", "Ben");
  g_assert_nonnull (strstr (text, "Ana"));
  g_assert_nonnull (strstr (text, "Spring"));
  g_assert_nonnull (strstr (text, "9 days"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Case, NULL, set_up, func, tear_down)
  ADD ("/health/first-contact-is-due-after-a-week", test_first_contact);
  ADD ("/health/silence-of-two-weeks-unless-excused", test_silence);
  ADD ("/health/sessions-left-against-weeks-left", test_behind);
  ADD ("/health/pauses-are-quiet", test_pauses);
  ADD ("/health/done-and-overdue", test_ends);
  ADD ("/health/who-is-out-comes-first", test_members);
  ADD ("/health/partners-who-do-not-come-differ-or-are-unhappy", test_partners);
  ADD ("/health/members-on-pause-and-balances-out-of-band", test_balance_and_pause);
  ADD ("/health/talk-does-not-repeat-an-answer", test_talk);
  ADD ("/health/reminder-says-the-fact", test_reminder);
#undef ADD
  return g_test_run ();
}
