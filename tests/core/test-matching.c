/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a round asks of its matching: hours, traits, courses, earlier rounds. */
#include "config.h"

#include <string.h>

#include "matching-fixture.h"
#include "rondo-error.h"
#include "rondo-id.h"

static void
test_hours (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoMember *ana =
      community_add (community, "ana", "en", "Europe/Berlin", "must hours 2", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "Europe/Rome", "", "", "");
  RondoMember *cyd = community_add (community, "cyd", "en", "Europe/Paris", "", "", "");

  community_add (community, "dan", "en", "Europe/Berlin", "", "", "");
  matching_set_hours (ana, "mon 18:00-21:00");
  matching_set_hours (ben, "mon 19:00-21:30");
  matching_set_hours (cyd, "mon 20:00-22:00");
  matching_assert_rule (community, "ben>ana", "");
  matching_assert_rule (
      community,
      "cyd>ana",
      "ana asks that “the coach must have time at the same time for at least 2 hours a "
      "week”, and cyd does not fit.");
  matching_assert_forbidden (community, "dan>ana");
  plan = matching_make (community);
  g_assert_nonnull (matching_find_pair (community, plan, "ben>ana"));
  g_assert_cmpint (
      matching_find_reason (matching_find_pair (community, plan, "ben>ana"), RONDO_REASON_HOURS)
          ->number,
      ==,
      120);
  g_assert_cmpint (
      matching_find_reason (matching_find_pair (community, plan, "ben>ana"), RONDO_REASON_HOURS)
          ->weight,
      ==,
      20);
}

/* In winter the two share two hours, and one once America has changed its clocks. */
static void
test_hours_of_the_round (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana =
      community_add (community, "ana", "en", "Europe/Berlin", "must hours 2", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "America/New_York", "", "", "");

  matching_set_hours (ana, "mon 18:00-20:00");
  matching_set_hours (ben, "mon 12:00-14:00");
  g_assert_true (rondo_date_parse ("2026-02-28", &community->round->end));
  matching_assert_rule (community, "ben>ana", "");
  g_assert_true (rondo_date_parse ("2026-03-20", &community->round->end));
  matching_assert_forbidden (community, "ben>ana");
}

/* What is said for the round counts instead of what is said for always. */
static void
test_hours_of_a_registration (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "en", "UTC", "must hours 1", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "UTC", "", "", "");
  RondoRegistration *registration = community->registrations->pdata[0];

  matching_set_hours (ana, "mon 9-10");
  matching_set_hours (ben, "tue 9-10");
  matching_assert_forbidden (community, "ben>ana");
  g_assert_true (rondo_availability_parse ("tue 8-12", &registration->availability, NULL));
  matching_assert_rule (community, "ben>ana", "");
}

static void
test_traits (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoMember *ben;

  community_add (community,
                 "ana",
                 "en",
                 "UTC",
                 "must niche career  CHANGE; prefer gender woman; avoid method Telephone",
                 "",
                 "");
  ben = community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  matching_set_trait (ben, RONDO_TRAIT_NICHE, "leadership; Career change");
  matching_set_trait (ben, RONDO_TRAIT_METHOD, "video, telephone");
  matching_assert_rule (community, "ben>ana", "");
  matching_assert_rule (
      community,
      "cyd>ana",
      "ana asks that “of the coach it must be said “Niche: career CHANGE””, and cyd does "
      "not fit.");
  plan = matching_make (community);
  g_assert_cmpint (
      matching_find_reason (matching_find_pair (community, plan, "ben>ana"), RONDO_REASON_WISH_KEPT)
          ->weight,
      ==,
      0);
  g_assert_cmpint (rondo_planned_pair_get_value (matching_find_pair (community, plan, "ben>ana")),
                   ==,
                   60 - 60 - 120);
}

static void
test_course (void)
{
  g_autoptr (Community) community = community_new ();
  RondoPolicy policies[] = {RONDO_POLICY_ALLOW, RONDO_POLICY_AVOID, RONDO_POLICY_FORBID};
  g_autoptr (RondoPlan) none = NULL;
  int64_t values[2];

  matching_add_all (community, "ana ben cyd");
  for (guint i = 0; i < 2; i++) {
    RondoMember *member = community->members->pdata[i];

    g_free (member->course);
    member->course = g_strdup (i == 0 ? "Spring School" : "spring school");
  }
  for (guint i = 0; i < 2; i++) {
    g_autoptr (RondoPlan) plan = NULL;

    community->round->same_course = policies[i];
    plan = matching_make (community);
    values[i] = plan->value;
    g_assert_cmpuint (plan->pairs->len, ==, 3);
    matching_assert_rule (community, "ana>ben", "");
  }
  /* A ring of three has the pair one way round. */
  g_assert_cmpint (values[1], ==, values[0] - 200);
  community->round->same_course = policies[2];
  matching_assert_rule (
      community,
      "ana>ben",
      "ana and ben are in the same running training course, which this round does not "
      "allow.");
  none = matching_make (community);
  g_assert_cmpuint (none->pairs->len, ==, 0);
}

static void
test_repeats (void)
{
  g_autoptr (Community) community = community_new ();
  const char *const rounds[] = {"ana>ben ben>cyd cyd>dan dan>ana", "ana>cyd cyd>ana", NULL};
  g_autoptr (RondoPlan) plan = NULL;
  const RondoReason *reason;

  matching_add_all (community, "ana ben cyd dan");
  matching_set_past (community, rounds, NULL);
  matching_assert_rule (
      community,
      "ana>ben",
      "ana coached ben a short time ago, and this round does not repeat such a pairing.");
  matching_assert_rule (community, "ben>ana", "");
  matching_assert_rule (community, "ana>cyd", "");
  community->round->repeat_after = 2;
  matching_assert_forbidden (community, "ana>cyd");
  community->round->repeat_after = 0;
  matching_assert_rule (community, "ana>ben", "");
  plan = matching_make (community);
  for (guint i = 0; i < plan->pairs->len; i++) {
    reason = matching_find_reason (plan->pairs->pdata[i], RONDO_REASON_REPEAT);
    if (reason != NULL)
      g_assert_cmpint (reason->weight, ==, reason->number == 1 ? -150 : -75);
  }
}

/* Where all else is equal, nobody is paired with the same people again. */
static void
test_repeats_are_avoided (void)
{
  g_autoptr (Community) community = community_new ();
  const char *const rounds[] = {"a>b b>c c>d d>e e>f f>a", "a>c c>e e>a b>d d>f f>b", NULL};
  g_autoptr (RondoPlan) plan = NULL;

  matching_add_all (community, "a b c d e f");
  matching_set_past (community, rounds, NULL);
  community->round->repeat_after = 0;
  plan = matching_make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 6);
  /* Only a>d, b>e and c>f and their reverses are new, and they are mutual: half is repeated, and
   * then rather from the round before the last. */
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoReason *reason = matching_find_reason (plan->pairs->pdata[i], RONDO_REASON_REPEAT);

    g_assert_true (reason == NULL || reason->number == 2 || plan->value >= 6 * 60 - 3 * 150);
  }
}

/* Two rings of three share ana; only one of them can be. */
static void
test_bonus_decides (void)
{
  static const char *const others[2][2] = {{"ben", "cyd"}, {"yan", "zoe"}};
  const char *const no_rounds[] = {NULL};

  for (int side = 0; side < 2; side++) {
    g_autoptr (Community) community = community_new ();
    g_autoptr (RondoPlan) last = rondo_plan_new ();
    g_autoptr (RondoPlan) plan = NULL;
    GHashTable *bands = NULL;

    community_add (community, "ana", "en is", "UTC", "", "", "");
    community_add (community, "ben", "en", "UTC", "", "", "");
    community_add (community, "cyd", "en", "UTC", "", "", "");
    community_add (community, "yan", "is", "UTC", "", "", "");
    community_add (community, "zoe", "is", "UTC", "", "", "");
    matching_leave_out (last, others[side][0]);
    matching_leave_out (last, others[side][1]);
    bands = rondo_plan_list_bands (last);
    g_assert_cmpuint (g_hash_table_size (bands), ==, 2);
    g_hash_table_unref (bands);
    matching_set_past (community, no_rounds, last);
    plan = matching_make (community);
    g_assert_cmpuint (plan->pairs->len, ==, 3);
    g_assert_cmpuint (plan->unplaced->len, ==, 2);
    for (guint i = 0; i < plan->unplaced->len; i++) {
      const RondoUnplaced *unplaced = plan->unplaced->pdata[i];
      const char *name = community_name (community, unplaced->member);

      g_assert_true (g_str_equal (name, others[1 - side][0]) ||
                     g_str_equal (name, others[1 - side][1]));
    }
    g_assert_cmpint (plan->value, ==, 3 * 60 + 2 * 300);
  }
}

/* Two want the same coach; who got what they did not want in the last round gets her now. */
static void
test_bonus_of_the_worst_band (void)
{
  const char *const no_rounds[] = {NULL};

  for (int side = 0; side < 2; side++) {
    g_autoptr (Community) community = community_new ();
    g_autoptr (RondoPlan) last = NULL;
    g_autoptr (RondoPlan) plan = NULL;
    const char *loser = side == 0 ? "ana" : "ben";
    g_autofree char *wanted = g_strdup_printf ("sol>%s", loser);

    community_add (community, "ana", "en", "UTC", "", "sol", "");
    community_add (community, "ben", "en", "UTC", "", "sol", "");
    matching_add_all (community, "cyd dan sol");
    last = community_plan (community, side == 0 ? "cyd>ana" : "cyd>ben");
    g_ptr_array_add (((RondoPlannedPair *)last->pairs->pdata[0])->reasons,
                     rondo_reason_new (RONDO_REASON_WISH_MISSED, 0, -120, "avoid zone 0"));
    matching_set_past (community, no_rounds, last);
    plan = matching_make (community);
    g_assert_cmpuint (plan->pairs->len, ==, 5);
    g_assert_nonnull (matching_find_pair (community, plan, wanted));
    g_assert_cmpint (
        matching_find_reason (matching_find_pair (community, plan, wanted), RONDO_REASON_LOST_OUT)
            ->weight,
        ==,
        150);
  }
}

static void
test_bands (void)
{
  static const struct {
    int64_t value;
    RondoBand band;
  } rows[] = {{-300, RONDO_BAND_POOR},
              {-120, RONDO_BAND_POOR},
              {-119, RONDO_BAND_FAIR},
              {0, RONDO_BAND_FAIR},
              {1, RONDO_BAND_GOOD}};
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = community_plan (community, "ana>ben ben>cyd cyd>ana");
  guint counts[RONDO_N_BANDS];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (rondo_band_of_value (rows[i].value), ==, rows[i].band);
  g_ptr_array_add (((RondoPlannedPair *)plan->pairs->pdata[0])->reasons,
                   rondo_reason_new (RONDO_REASON_REQUEST, 1, 1000, NULL));
  g_ptr_array_add (((RondoPlannedPair *)plan->pairs->pdata[1])->reasons,
                   rondo_reason_new (RONDO_REASON_ZONE, 720, -500, NULL));
  g_ptr_array_add (((RondoPlannedPair *)plan->pairs->pdata[2])->reasons,
                   rondo_reason_new (RONDO_REASON_WISH_MISSED, 0, -120, "avoid zone 0"));
  matching_leave_out (plan, "dan");
  rondo_plan_count_bands (plan, counts);
  for (int band = 0; band < RONDO_N_BANDS; band++)
    g_assert_cmpuint (counts[band], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/matching/hours-in-common-are-a-wish-and-a-weight", test_hours);
  g_test_add_func ("/core/matching/hours-are-those-of-the-round", test_hours_of_the_round);
  g_test_add_func ("/core/matching/hours-of-a-registration-come-first",
                   test_hours_of_a_registration);
  g_test_add_func ("/core/matching/traits-are-wishes", test_traits);
  g_test_add_func ("/core/matching/same-course-is-allowed-avoided-or-forbidden", test_course);
  g_test_add_func ("/core/matching/pairings-come-again-after-so-many-rounds", test_repeats);
  g_test_add_func ("/core/matching/repeats-are-avoided-where-they-may-be",
                   test_repeats_are_avoided);
  g_test_add_func ("/core/matching/who-was-left-out-comes-first", test_bonus_decides);
  g_test_add_func ("/core/matching/who-lost-out-gets-what-they-ask-for",
                   test_bonus_of_the_worst_band);
  g_test_add_func ("/core/matching/bands-are-told-from-the-reasons", test_bands);
  return g_test_run ();
}
