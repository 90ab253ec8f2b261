/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hard rules of a pair and of a plan, and the table of weights. */
#include "config.h"

#include <string.h>

#include "plan-fixture.h"
#include "rondo-error.h"
#include "rondo-id.h"

typedef struct {
  RondoMember *coach;
  RondoMember *client;
} Two;

static gboolean
is_allowed (Two two, const char *on, char **rule)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GPtrArray) registrations =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  const RondoMatchingInput input = {
      .round = round, .members = members, .registrations = registrations};

  round->id = rondo_id_derive ("test", "round");
  g_assert_true (rondo_date_parse (on, &round->start));
  round->end = round->start + 13;
  g_ptr_array_add (members, two.coach);
  g_ptr_array_add (members, two.client);
  for (guint i = 0; i < members->len; i++) {
    const RondoMember *member = members->pdata[i];

    g_ptr_array_add (registrations, rondo_registration_new (round->id, member->id, member->wishes));
  }
  return rondo_plan_pair_allowed (&input, two.coach->id, two.client->id, rule);
}

static void
assert_allowed (Two two)
{
  g_autofree char *rule = NULL;

  is_allowed (two, "2026-01-15", &rule);
  g_assert_cmpstr (rule, ==, NULL);
}

static void
assert_forbidden (Two two, const char *expected)
{
  g_autofree char *rule = NULL;

  g_assert_false (is_allowed (two, "2026-01-15", &rule));
  g_assert_false (is_allowed (two, "2026-01-15", NULL));
  g_assert_cmpstr (rule, ==, expected);
}

static void
test_self (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "en", "UTC", "", "", "");

  assert_forbidden ((Two){ana, ana}, "Nobody can coach themselves, and ana cannot either.");
}

static void
test_avoids (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "en", "UTC", "", "", "ben");
  RondoMember *ben = community_add (community, "ben", "en", "UTC", "", "ana", "nobody");
  RondoMember *cyd = community_add (community, "cyd", "en", "UTC", "", "nobody", "");

  assert_forbidden ((Two){ana, ben}, "ana and ben cannot be paired in this round.");
  assert_forbidden ((Two){ben, ana}, "ben and ana cannot be paired in this round.");
  assert_allowed ((Two){ben, cyd});
}

static void
test_language (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "is", "UTC", "", "", "");
  RondoMember *ben = community_add (community, "ben", "en pt", "UTC", "", "", "");
  RondoMember *cyd = community_add (community, "cyd", "de pt-br", "UTC", "", "", "");

  assert_forbidden ((Two){ana, ben}, "ana and ben have no language in common.");
  assert_allowed ((Two){ben, cyd});
}

static void
test_musts (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "en", "UTC", "must language de", "", "");
  RondoMember *ben =
      community_add (community, "ben", "en de", "UTC", "must credential PCC", "", "");
  RondoMember *cyd = community_add (community, "cyd", "en", "UTC", "must zone 3", "", "");
  RondoMember *dan =
      community_add (community, "dan", "en", "Asia/Kolkata", "avoid zone 12", "", "");

  ana->credential = RONDO_CREDENTIAL_MCC;
  cyd->credential = RONDO_CREDENTIAL_ACC;
  assert_allowed ((Two){ben, ana});
  assert_forbidden ((Two){cyd, ana},
                    "ana asks that “the coach must speak German”, and cyd does not fit.");
  assert_allowed ((Two){ana, ben});
  assert_forbidden ((Two){cyd, ben},
                    "ben asks that “the coach must be PCC or higher”, and cyd does not fit.");
  assert_allowed ((Two){ana, cyd});
  assert_forbidden ((Two){dan, cyd},
                    "cyd asks that “the coach must be at most 3 hours away by the clock”, and dan "
                    "does not fit.");
  /* Wishes are about the coach one gets; what the coach asks of coaches does not matter here. */
  assert_allowed ((Two){cyd, dan});
}

static void
test_zone_on_the_day (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "en", "Europe/Berlin", "must zone 5", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "America/New_York", "", "", "");
  RondoMember *cyd = community_add (community, "cyd", "en", "Asia/Dubai", "must zone 2", "", "");

  /* Six hours apart, but five in the weeks when only America has put its clocks forward. */
  g_assert_false (is_allowed ((Two){ben, ana}, "2026-01-15", NULL));
  g_assert_true (is_allowed ((Two){ben, ana}, "2026-03-15", NULL));
  g_assert_false (is_allowed ((Two){ben, ana}, "2026-07-15", NULL));
  g_assert_false (is_allowed ((Two){ana, cyd}, "2026-01-15", NULL));
  g_assert_true (is_allowed ((Two){ana, cyd}, "2026-07-15", NULL));
}

static void
test_zone_across_the_date_line (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana =
      community_add (community, "ana", "en", "Pacific/Kiritimati", "must zone 0", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "Pacific/Honolulu", "", "", "");

  /* UTC+14 and UTC−10: another day, the same time on the clock. */
  assert_allowed ((Two){ben, ana});
}

static gboolean
check (const Community *community, const RondoPlan *plan, GError **error)
{
  RondoMatchingInput input = community_input (community, 0);

  return rondo_plan_check (plan, &input, error);
}

static void
assert_plan (const Community *community, const char *pairs, const char *breach)
{
  g_autoptr (RondoPlan) plan = community_plan (community, pairs);
  g_autoptr (GError) error = NULL;
  gboolean is_kept = check (community, plan, &error);

  if (breach == NULL) {
    g_assert_no_error (error);
    g_assert_true (is_kept);
  } else {
    g_assert_false (is_kept);
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
    g_assert_cmpstr (error->message, ==, breach);
  }
}

static void
test_check (void)
{
  g_autoptr (Community) community = community_new ();

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "dan");
  community_add (community, "dan", "en", "UTC", "", "", "");
  community_add (community, "eve", "is", "UTC", "", "", "");

  assert_plan (community, "ana>ben ben>cyd cyd>ana", NULL);
  assert_plan (community, "ana>ben ben>ana", "ana and ben would coach each other in this plan.");
  assert_plan (community, "ana>ben ana>cyd", "ana would coach more than 1 member in this plan.");
  assert_plan (community, "ana>cyd ben>cyd", "cyd would have more than 1 coach in this plan.");
  assert_plan (community, "ana>ana", "Nobody can coach themselves, and ana cannot either.");
  assert_plan (community, "cyd>dan", "cyd and dan cannot be paired in this round.");
  assert_plan (community, "dan>eve", "dan and eve have no language in common.");
  assert_plan (community,
               "ana>zoe",
               "The plan pairs somebody who is not registered for this round. Please match the "
               "round again.");
}

static void
test_check_eligible (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *cyd;

  community_add (community, "ana", "en de", "UTC", "", "", "")->credential = RONDO_CREDENTIAL_MCC;
  community_add (community, "ben", "en de", "UTC", "", "", "")->credential = RONDO_CREDENTIAL_PCC;
  cyd = community_add (community, "cyd", "en", "UTC", "", "", "");
  community->round->least = RONDO_CREDENTIAL_PCC;
  assert_plan (community,
               "ana>ben ben>cyd cyd>ana",
               "cyd is not whom this round is for by now. This round is for coaches with a "
               "credential of at least PCC.");
  cyd->credential = RONDO_CREDENTIAL_PCC;
  assert_plan (community, "ana>ben ben>cyd cyd>ana", NULL);
  g_free (community->round->language);
  community->round->language = g_strdup ("de");
  assert_plan (community,
               "ana>ben ben>cyd cyd>ana",
               "cyd is not whom this round is for by now. This round is held in German, which is "
               "not among the languages of the profile.");
}

static void
test_check_both_or_neither (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  plan = community_plan (community, "ana>ben");
  g_assert_false (check (community, plan, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
}

static void
test_check_round_and_ids (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoPlannedPair *pair;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  plan = community_plan (community, "ana>ben ben>cyd cyd>ana");
  pair = plan->pairs->pdata[0];
  g_free (pair->pairing);
  pair->pairing = g_strdup (((RondoPlannedPair *)plan->pairs->pdata[1])->pairing);
  g_assert_false (check (community, plan, NULL));
  g_free (pair->pairing);
  pair->pairing = NULL;
  g_assert_true (check (community, plan, NULL));
  g_ptr_array_add (community->registrations,
                   rondo_registration_copy (community->registrations->pdata[0]));
  g_assert_false (check (community, plan, NULL));
  g_ptr_array_set_size (community->registrations, 3);
  g_free (plan->round);
  plan->round = g_strdup ("another");
  g_assert_false (check (community, plan, NULL));
}

static void
test_weights_fall (void)
{
  gsize n_weights;
  const RondoWeight *weights = rondo_plan_weights (&n_weights);

  g_assert_cmpuint (n_weights, >, 5);
  for (gsize i = 0; i < n_weights; i++) {
    g_assert_cmpuint (strlen (weights[i].name), >, 0);
    if (i > 0)
      g_assert_cmpint (weights[i].weight, <=, weights[i - 1].weight);
  }
}

static void
test_words (void)
{
  static const struct {
    RondoReason reason;
    const char *words;
  } cases[] = {
      {{RONDO_REASON_LANGUAGE, 0, 0, (char *)"de"}, "both speak German"},
      {{RONDO_REASON_REQUEST, 2, 0, NULL}, "the client asked for this coach (choice 2)"},
      {{RONDO_REASON_REQUESTED_CLIENT, 1, 0, NULL}, "the coach asked for this client (choice 1)"},
      {{RONDO_REASON_WISH_KEPT, 0, 60, (char *)"prefer credential PCC"},
       "wish kept: better a coach who is PCC or higher"},
      {{RONDO_REASON_WISH_MISSED, 0, -120, (char *)"avoid zone 1"},
       "wish not kept: rather no coach within 1 hour by the clock"},
      {{RONDO_REASON_WISH_MISSED, 0, 0, (char *)"prefer moon full"},
       "wish not kept: prefer moon full"},
      {{RONDO_REASON_ZONE, 0, 0, NULL}, "same time on the clock"},
      {{RONDO_REASON_ZONE, 60, 0, NULL}, "1 hour apart"},
      {{RONDO_REASON_ZONE, 330, 0, NULL}, "5 h 30 min apart"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = rondo_reason_describe (&cases[i].reason);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_plan_copy (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = community_plan (community, "ana>ben");
  g_autoptr (RondoPlan) copy = NULL;
  RondoPlannedPair *pair = plan->pairs->pdata[0];
  RondoUnplaced *unplaced = rondo_unplaced_new ();
  g_autofree char *words = NULL;

  g_ptr_array_add (pair->reasons, rondo_reason_new (RONDO_REASON_REQUEST, 1, 1000, NULL));
  g_ptr_array_add (pair->reasons, rondo_reason_new (RONDO_REASON_ZONE, 120, 50, NULL));
  unplaced->member = g_strdup ("cyd");
  g_ptr_array_add (unplaced->with, g_strdup ("dan"));
  g_ptr_array_add (plan->unplaced, unplaced);
  copy = rondo_plan_copy (plan);
  g_clear_pointer (&plan, rondo_plan_free);
  words = rondo_planned_pair_describe (copy->pairs->pdata[0]);
  g_assert_cmpstr (words, ==, "the client asked for this coach (choice 1); 2 hours apart");
  unplaced = copy->unplaced->pdata[0];
  g_assert_cmpstr (unplaced->with->pdata[0], ==, "dan");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rules/nobody-coaches-themselves", test_self);
  g_test_add_func ("/core/rules/either-side-may-avoid-the-other", test_avoids);
  g_test_add_func ("/core/rules/a-pair-needs-a-language", test_language);
  g_test_add_func ("/core/rules/musts-of-the-client-bind-the-coach", test_musts);
  g_test_add_func ("/core/rules/zones-are-compared-on-the-day", test_zone_on_the_day);
  g_test_add_func ("/core/rules/zones-are-compared-by-the-clock", test_zone_across_the_date_line);
  g_test_add_func ("/core/plan/check-names-the-first-breach", test_check);
  g_test_add_func ("/core/plan/check-wants-whom-the-round-is-for", test_check_eligible);
  g_test_add_func ("/core/plan/check-wants-both-or-neither", test_check_both_or_neither);
  g_test_add_func ("/core/plan/check-wants-its-round-and-distinct-ids", test_check_round_and_ids);
  g_test_add_func ("/core/plan/weights-are-listed-by-falling-size", test_weights_fall);
  g_test_add_func ("/core/plan/reasons-are-clauses", test_words);
  g_test_add_func ("/core/plan/copy-stands-alone", test_plan_copy);
  return g_test_run ();
}
