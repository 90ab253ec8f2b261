/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a log is worth for a credential on the day of the application. */
#include "config.h"

#include <string.h>

#include "rondo-credential-plan.h"

#define TODAY 20000
#define HOUR 60

typedef struct {
  GPtrArray *entries;
  GArray *received;
  RondoDeskSettings *settings;
  RondoCredentialRule *rule;
} Case;

static Case *
case_new (void)
{
  Case *test = g_new0 (Case, 1);

  test->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  test->received = g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));
  test->settings = rondo_desk_settings_new ();
  test->rule = rondo_credential_rule_new ();
  return test;
}

static void
case_free (Case *test)
{
  g_ptr_array_unref (test->entries);
  g_array_unref (test->received);
  rondo_desk_settings_free (test->settings);
  rondo_credential_rule_free (test->rule);
  g_free (test);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static RondoLogEntry *
add (Case *test, const char *client, RondoDate date, int minutes)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->id = g_strdup_printf ("entry %05u", test->entries->len);
  entry->client = g_strdup (client);
  entry->date = date;
  entry->minutes = minutes;
  g_ptr_array_add (test->entries, entry);
  return entry;
}

static void
receive (Case *test, RondoDate date, int minutes)
{
  RondoDayMinutes day = {date, minutes};

  g_array_append_val (test->received, day);
}

static RondoRequirement *
ask (Case *test, RondoMeasure measure, int least, int months)
{
  RondoRequirement *requirement = rondo_requirement_new (measure);

  requirement->least = least;
  requirement->months = months;
  g_ptr_array_add (test->rule->requirements, requirement);
  return requirement;
}

static RondoCredentialPlan *
plan (Case *test)
{
  const RondoPlanInput input = {test->entries, test->received, test->settings, TODAY};

  return rondo_credential_plan_new (test->rule, &input);
}

static const RondoProgress *
get (const RondoCredentialPlan *made, guint index)
{
  g_assert_cmpuint (index, <, made->progress->len);
  return &g_array_index (made->progress, RondoProgress, index);
}

static RondoDate
day (const char *text)
{
  RondoDate date = RONDO_DATE_NONE;

  g_assert_true (rondo_date_parse (text, &date));
  return date;
}

/* 18 months before the day of the application, that day counts and the one before does not. */
static void
test_window (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;
  RondoDate first;

  test->settings->application = day ("2026-08-31");
  first = day ("2025-02-28");
  ask (test, RONDO_MEASURE_RECENT_HOURS, 25, 18);
  add (test, "a", first - 1, 600);
  add (test, "a", first, HOUR);
  add (test, "a", test->settings->application, 2 * HOUR);
  add (test, "a", test->settings->application + 1, 600);
  made = plan (test);
  g_assert_cmpint (made->window_from, ==, first);
  g_assert_cmpint (get (made, 0)->have, ==, 3 * HOUR);
  g_assert_cmpint (get (made, 0)->need, ==, 25 * HOUR);
  g_assert_cmpint (get (made, 0)->state, ==, RONDO_PROGRESS_SHORT);
}

/* What is recent today and is not on the day of the application. */
static void
test_falling_out (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  RondoDate oldest = rondo_date_add_months (TODAY, -18);

  ask (test, RONDO_MEASURE_RECENT_HOURS, 25, 18);
  test->settings->application = rondo_date_add_months (TODAY, 3);
  add (test, "a", oldest - 1, 7 * HOUR);
  add (test, "a", oldest, 2 * HOUR);
  add (test, "a", rondo_date_add_months (TODAY, -15) - 1, HOUR);
  add (test, "a", rondo_date_add_months (TODAY, -15) + 2, 4 * HOUR);
  made = plan (test);
  g_assert_cmpint (made->falling_out, ==, 3 * HOUR);
  g_assert_cmpint (get (made, 0)->have, ==, 4 * HOUR);
  steps = rondo_credential_plan_list_steps (made);
  g_assert_cmpuint (steps->len, ==, 2);
  g_assert_true (
      g_str_has_prefix (steps->pdata[1], "3.00 hours that are recent today lie before "));
}

static void
test_training_start (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) unsaid = NULL;
  g_autoptr (RondoCredentialPlan) said = NULL;
  g_autoptr (RondoCredentialPlan) free_of_it = NULL;

  test->rule->counts_from_training = TRUE;
  ask (test, RONDO_MEASURE_HOURS, 100, 0);
  add (test, "a", TODAY - 11, HOUR);
  add (test, "a", TODAY - 10, 2 * HOUR);
  unsaid = plan (test);
  g_assert_true (unsaid->needs_training_start);
  g_assert_cmpint (get (unsaid, 0)->have, ==, 3 * HOUR);
  test->settings->training_start = TODAY - 10;
  said = plan (test);
  g_assert_false (said->needs_training_start);
  g_assert_cmpint (get (said, 0)->have, ==, 2 * HOUR);
  g_assert_cmpint (said->before_training, ==, HOUR);
  test->rule->counts_from_training = FALSE;
  free_of_it = plan (test);
  g_assert_cmpint (get (free_of_it, 0)->have, ==, 3 * HOUR);
}

/* Fifteen people for an hour are one hour, and fifteen clients; a larger group does not count. */
static void
test_groups (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) many = NULL;
  g_autoptr (RondoCredentialPlan) one = NULL;

  test->rule->group_most = 15;
  test->rule->group_members_are_clients = TRUE;
  ask (test, RONDO_MEASURE_HOURS, 100, 0);
  ask (test, RONDO_MEASURE_CLIENTS, 8, 0);
  add (test, "a", TODAY, HOUR)->group_size = 15;
  add (test, "a", TODAY, HOUR)->group_size = 12;
  add (test, "b", TODAY, HOUR)->group_size = 16;
  add (test, "c", TODAY, HOUR);
  add (test, "a", TODAY, HOUR);
  many = plan (test);
  g_assert_cmpint (get (many, 0)->have, ==, 4 * HOUR);
  g_assert_cmpint (many->oversized, ==, HOUR);
  g_assert_cmpint (get (many, 1)->have, ==, 16);
  g_assert_cmpint (get (many, 1)->state, ==, RONDO_PROGRESS_MET);
  test->rule->group_members_are_clients = FALSE;
  one = plan (test);
  g_assert_cmpint (get (one, 1)->have, ==, 2);
}

/* Ten given and eight received: eight are paid, and the first step says how to get the rest. */
static void
test_paid (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) balanced = NULL;
  g_autoptr (RondoCredentialPlan) unbalanced = NULL;
  g_autoptr (GPtrArray) steps = NULL;

  ask (test, RONDO_MEASURE_PAID_HOURS, 75, 0);
  for (int i = 0; i < 10; i++)
    add (test, "a", TODAY - i, HOUR)->payment = RONDO_PAYMENT_RECIPROCAL;
  receive (test, TODAY - 3, 5 * HOUR);
  add (test, "b", TODAY - 1, 3 * HOUR)->activity = RONDO_ACTIVITY_RECEIVED;
  receive (test, TODAY + 1, 9 * HOUR);
  balanced = plan (test);
  g_assert_cmpint (get (balanced, 0)->have, ==, 8 * HOUR);
  g_assert_cmpint (balanced->balance.pro_bono, ==, 2 * HOUR);
  steps = rondo_credential_plan_list_steps (balanced);
  g_assert_cmpstr (steps->pdata[0],
                   ==,
                   "Receive 2.00 hours of coaching more, and 2.00 hours that are pro bono now "
                   "become paid.");
  g_assert_cmpstr (steps->pdata[1], ==, "Coach 67.00 hours more that are paid.");
  test->settings->is_balanced = FALSE;
  unbalanced = plan (test);
  g_assert_cmpint (get (unbalanced, 0)->have, ==, 10 * HOUR);
}

/* Mentor coaching, supervision, training: no client hours, but what they are. */
static void
test_activities (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;

  ask (test, RONDO_MEASURE_HOURS, 100, 0);
  ask (test, RONDO_MEASURE_MENTORED_HOURS, 10, 0);
  ask (test, RONDO_MEASURE_MENTORED_ALONE_HOURS, 3, 0);
  ask (test, RONDO_MEASURE_MENTORED_MONTHS, 3, 0);
  ask (test, RONDO_MEASURE_TRAINING_HOURS, 60, 0);
  ask (test, RONDO_MEASURE_EDUCATION_HOURS, 16, 12);
  add (test, "m", rondo_date_add_months (TODAY, -3), 2 * HOUR)->activity = RONDO_ACTIVITY_MENTORED;
  add (test, "m", TODAY, 7 * HOUR)->activity = RONDO_ACTIVITY_MENTORED;
  ((RondoLogEntry *)test->entries->pdata[1])->group_size = 8;
  add (test, "s", TODAY - 1, 30)->activity = RONDO_ACTIVITY_MENTORING;
  add (test, "s", TODAY - 400, 60 * HOUR)->activity = RONDO_ACTIVITY_TRAINING;
  add (test, "s", TODAY - 40, HOUR)->activity = RONDO_ACTIVITY_UNITS_ETHICS;
  made = plan (test);
  g_assert_cmpint (get (made, 0)->have, ==, 0);
  g_assert_cmpint (get (made, 1)->have, ==, 9 * HOUR);
  g_assert_cmpint (get (made, 2)->have, ==, 2 * HOUR);
  g_assert_cmpint (get (made, 3)->have, ==, 3);
  g_assert_cmpint (get (made, 3)->state, ==, RONDO_PROGRESS_MET);
  g_assert_cmpint (get (made, 4)->have, ==, 60 * HOUR);
  g_assert_cmpint (get (made, 5)->have, ==, HOUR);
}

static void
count (RondoRequirement *requirement, guint activities, int most)
{
  RondoCount part = {activities, most};

  g_array_append_val (requirement->counts, part);
}

/* Resource development up to 16, mentor coaching given and received up to 10. */
static void
test_renewal (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;
  RondoRequirement *units = ask (test, RONDO_MEASURE_UNITS, 40, 36);

  count (units, 1u << RONDO_ACTIVITY_UNITS_CORE, RONDO_VALUE_UNKNOWN);
  count (units, 1u << RONDO_ACTIVITY_UNITS_RESOURCE, 16);
  count (units, 1u << RONDO_ACTIVITY_MENTORING | 1u << RONDO_ACTIVITY_MENTORED, 10);
  add (test, "a", TODAY, 9 * HOUR)->activity = RONDO_ACTIVITY_UNITS_CORE;
  add (test, "a", TODAY, 30 * HOUR)->activity = RONDO_ACTIVITY_UNITS_RESOURCE;
  add (test, "a", TODAY, 6 * HOUR)->activity = RONDO_ACTIVITY_MENTORING;
  add (test, "a", TODAY, 6 * HOUR)->activity = RONDO_ACTIVITY_MENTORED;
  add (test, "a", rondo_date_add_months (TODAY, -36) - 1, 50 * HOUR)->activity =
      RONDO_ACTIVITY_UNITS_CORE;
  made = plan (test);
  g_assert_cmpint (get (made, 0)->have, ==, (9 + 16 + 10) * HOUR);
}

static void
test_years (void)
{
  static const struct {
    const char *first;
    int years;
  } cases[] = {{"2024-10-04", 0}, {"2023-10-05", 1}, {"2023-10-04", 1}, {"2021-10-04", 3}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Case) test = case_new ();
    g_autoptr (RondoCredentialPlan) made = NULL;

    ask (test, RONDO_MEASURE_EXPERIENCE_YEARS, 3, 0);
    test->settings->application = day ("2024-10-04");
    if (i == 1)
      test->settings->application = day ("2024-10-05");
    add (test, "a", day (cases[i].first), HOUR);
    made = plan (test);
    g_assert_cmpint (get (made, 0)->have, ==, cases[i].years);
  }
}

/* Twelve hours in twelve weeks are an hour a week. */
static void
test_forecast (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;
  g_autoptr (RondoCredentialPlan) faster = NULL;
  g_autoptr (RondoCredentialPlan) idle = NULL;

  ask (test, RONDO_MEASURE_HOURS, 100, 0);
  for (int week = 0; week < 12; week++)
    add (test, "a", TODAY - 7 * week, HOUR);
  add (test, "a", TODAY - 84, 8 * HOUR);
  test->settings->application = TODAY + 70;
  made = plan (test);
  g_assert_cmpint (made->weekly_minutes, ==, HOUR);
  g_assert_cmpint (get (made, 0)->have, ==, 20 * HOUR);
  g_assert_cmpint (get (made, 0)->have_then, ==, 30 * HOUR);
  g_assert_cmpint (made->reached, ==, TODAY + 80 * 7);
  test->settings->weekly_minutes = 2 * HOUR;
  faster = plan (test);
  g_assert_cmpint (faster->reached, ==, TODAY + 40 * 7);
  test->settings->weekly_minutes = 0;
  idle = plan (test);
  g_assert_cmpint (idle->reached, ==, RONDO_DATE_NONE);
}

/* A number nobody knows is neither met nor missing, and is said. */
static void
test_unknown (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *figure = NULL;
  RondoRequirement *unknown = ask (test, RONDO_MEASURE_HOURS, RONDO_VALUE_UNKNOWN, 0);

  unknown->certainty = RONDO_CERTAINTY_UNKNOWN;
  add (test, "a", TODAY, 90);
  made = plan (test);
  g_assert_cmpint (get (made, 0)->state, ==, RONDO_PROGRESS_UNKNOWN);
  figure = rondo_progress_describe (get (made, 0));
  g_assert_cmpstr (figure, ==, "1.50 hours; how many are needed is not known");
  steps = rondo_credential_plan_list_steps (made);
  g_assert_cmpuint (steps->len, ==, 1);
  g_assert_nonnull (strstr (steps->pdata[0], "it is not known here"));
}

/* Moving the application changes the total in one direction only, and no hour is made up. */
static void
check_random (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Case) test = case_new ();
  int64_t all = 0, before = 0, paid_before = 0;

  ask (test, RONDO_MEASURE_HOURS, 100, 0);
  ask (test, RONDO_MEASURE_PAID_HOURS, 75, 0);
  ask (test, RONDO_MEASURE_RECENT_HOURS, 25, 18);
  for (int n = g_rand_int_range (rand, 0, 60); n > 0; n--) {
    RondoLogEntry *entry =
        add (test, "a", TODAY - g_rand_int_range (rand, 0, 900), g_rand_int_range (rand, 1, 181));

    entry->payment = (RondoPayment)g_rand_int_range (rand, 0, 3);
    all += entry->minutes;
    if (g_rand_boolean (rand))
      receive (test, entry->date, entry->minutes / 2);
  }
  for (RondoDate date = TODAY - 950; date <= TODAY + 30; date += 7) {
    g_autoptr (RondoCredentialPlan) made = NULL;

    test->settings->application = date;
    made = plan (test);
    g_assert_cmpint (get (made, 0)->have, >=, before);
    g_assert_cmpint (get (made, 1)->have, >=, paid_before);
    g_assert_cmpint (get (made, 1)->have, <=, get (made, 0)->have);
    g_assert_cmpint (get (made, 2)->have, <=, get (made, 0)->have);
    before = get (made, 0)->have;
    paid_before = get (made, 1)->have;
  }
  g_assert_cmpint (before, ==, all);
}

static void
test_properties (void)
{
  for (guint32 seed = 1; seed <= 100; seed++) {
    g_test_message ("seed %u", seed);
    check_random (seed);
  }
}

/* The curve rises and ends where the forecast does. */
static void
test_points (void)
{
  g_autoptr (Case) test = case_new ();
  g_autoptr (RondoCredentialPlan) made = NULL;
  const RondoPlanPoint *last = NULL;

  ask (test, RONDO_MEASURE_HOURS, 10, 0);
  for (int week = 0; week < 40; week += 8)
    add (test, "a", TODAY - 7 * week, HOUR);
  made = plan (test);
  for (guint i = 0; i < made->points->len; i++) {
    const RondoPlanPoint *point = &g_array_index (made->points, RondoPlanPoint, i);

    g_assert_true (last == NULL || (point->date > last->date && point->minutes >= last->minutes));
    g_assert_cmpint (point->is_forecast, ==, point->date > TODAY);
    last = point;
  }
  g_assert_cmpint (last->date, ==, made->reached);
  g_assert_cmpint (last->minutes, >=, 10 * HOUR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/plan/recent-hours-are-those-of-18-months-before-applying-icf-experience",
                   test_window);
  g_test_add_func ("/core/plan/hours-about-to-fall-out-of-the-window-are-told", test_falling_out);
  g_test_add_func ("/core/plan/hours-count-from-the-start-of-training-icf-5000896617",
                   test_training_start);
  g_test_add_func ("/core/plan/a-group-is-one-hour-and-many-clients-icf-faq-credentialing",
                   test_groups);
  g_test_add_func ("/core/plan/reciprocal-hours-are-paid-up-to-received-ica-4000087325", test_paid);
  g_test_add_func ("/core/plan/mentoring-and-training-count-for-themselves-icf-5000896617",
                   test_activities);
  g_test_add_func ("/core/plan/renewal-units-have-limits-icf-cce", test_renewal);
  g_test_add_func ("/core/plan/years-are-counted-to-the-application-emcc-levels", test_years);
  g_test_add_func ("/core/plan/the-pace-of-twelve-weeks-makes-the-forecast", test_forecast);
  g_test_add_func ("/core/plan/a-number-nobody-knows-stays-unknown", test_unknown);
  g_test_add_func ("/core/plan/a-later-application-never-has-less-and-nothing-is-made-up",
                   test_properties);
  g_test_add_func ("/core/plan/the-curve-ends-where-the-hours-are-reached", test_points);
  return g_test_run ();
}
