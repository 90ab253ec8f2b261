/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is said about an entry before it is logged. */
#include "config.h"

#include "rondo-log-warnings.h"

#define TODAY 20000

typedef struct {
  GPtrArray *others;
  RondoLogEntry *entry;
  RondoLogSurroundings around;
} Case;

static RondoLogEntry *
new_entry (const char *id, RondoDate date, int start, int minutes)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->id = g_strdup (id);
  entry->client = g_strdup ("client");
  entry->date = date;
  entry->start_minute = start;
  entry->minutes = minutes;
  return entry;
}

static Case *
case_new (void)
{
  Case *test = g_new0 (Case, 1);

  test->others = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  test->entry = new_entry ("entry", TODAY, 600, 60);
  test->around = (RondoLogSurroundings){.others = test->others,
                                        .today = TODAY,
                                        .training_start = RONDO_DATE_NONE,
                                        .group_most = -1,
                                        .client_name = "Ana"};
  return test;
}

static void
case_free (Case *test)
{
  g_ptr_array_unref (test->others);
  rondo_log_entry_free (test->entry);
  g_free (test);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

/* @codes: the bits of the warnings that are wanted, and no others. */
static void
assert_warned (Case *test, guint codes)
{
  g_autoptr (GPtrArray) warnings = rondo_log_warnings_find (test->entry, &test->around);
  guint found = 0;

  for (guint i = 0; i < warnings->len; i++) {
    const RondoLogWarning *warning = warnings->pdata[i];

    g_assert_true (g_str_has_suffix (warning->text, "."));
    found |= 1u << warning->code;
  }
  g_assert_cmphex (found, ==, codes);
}

static void
test_well (void)
{
  g_autoptr (Case) test = case_new ();

  assert_warned (test, 0);
  test->entry->group_size = 500;
  assert_warned (test, 0);
}

static void
test_future (void)
{
  g_autoptr (Case) test = case_new ();

  test->entry->date = TODAY + 1;
  assert_warned (test, 1u << RONDO_LOG_WARNING_FUTURE);
}

static void
test_training (void)
{
  g_autoptr (Case) test = case_new ();

  test->around.training_start = TODAY;
  assert_warned (test, 0);
  test->around.training_start = TODAY + 1;
  assert_warned (test, 1u << RONDO_LOG_WARNING_BEFORE_TRAINING);
  test->entry->activity = RONDO_ACTIVITY_TRAINING;
  assert_warned (test, 0);
}

static void
test_group (void)
{
  g_autoptr (Case) test = case_new ();

  test->around.group_most = 15;
  test->entry->group_size = 15;
  assert_warned (test, 0);
  test->entry->group_size = 16;
  assert_warned (test, 1u << RONDO_LOG_WARNING_GROUP);
}

/* Start and length of the entry that is there, beside one of 10:00 to 11:00. */
static const struct {
  int days;
  int start;
  int minutes;
  gboolean overlaps;
} beside[] = {{0, 540, 60, FALSE},
              {0, 540, 61, TRUE},
              {0, 660, 60, FALSE},
              {0, 659, 60, TRUE},
              {0, 610, 5, TRUE},
              {0, RONDO_START_UNKNOWN, 60, FALSE},
              {-1, 1380, 660, FALSE},
              {-1, 1380, 661, TRUE}};

static void
test_overlap (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++) {
    g_autoptr (Case) test = case_new ();

    g_ptr_array_add (
        test->others,
        new_entry ("other", TODAY + beside[i].days, beside[i].start, beside[i].minutes));
    assert_warned (test, beside[i].overlaps ? 1u << RONDO_LOG_WARNING_OVERLAP : 0);
  }
}

/* An entry that is edited does not lie beside itself. */
static void
test_itself (void)
{
  g_autoptr (Case) test = case_new ();

  g_ptr_array_add (test->others, new_entry ("entry", TODAY, 600, 16 * 60));
  assert_warned (test, 0);
}

static void
test_long_day (void)
{
  g_autoptr (Case) test = case_new ();

  test->entry->start_minute = RONDO_START_UNKNOWN;
  g_ptr_array_add (test->others, new_entry ("other", TODAY, RONDO_START_UNKNOWN, 15 * 60));
  g_ptr_array_add (test->others, new_entry ("third", TODAY - 1, RONDO_START_UNKNOWN, 600));
  assert_warned (test, 0);
  test->entry->minutes = 61;
  assert_warned (test, 1u << RONDO_LOG_WARNING_LONG_DAY);
}

static void
test_not_coaching (void)
{
  g_autoptr (Case) test = case_new ();

  test->around.client_name = "Mentee Ben";
  assert_warned (test, 1u << RONDO_LOG_WARNING_NOT_COACHING);
  test->around.client_name = "SUPERVISION group";
  assert_warned (test, 1u << RONDO_LOG_WARNING_NOT_COACHING);
  test->entry->activity = RONDO_ACTIVITY_SUPERVISION;
  assert_warned (test, 0);
  test->entry->activity = RONDO_ACTIVITY_COACHING;
  test->around.client_name = "Ben";
  test->around.is_mentee = TRUE;
  assert_warned (test, 1u << RONDO_LOG_WARNING_NOT_COACHING);
}

static void
test_course (void)
{
  g_autoptr (Case) test = case_new ();

  test->around.own_course = "Autumn École";
  assert_warned (test, 0);
  test->around.client_course = "";
  assert_warned (test, 0);
  test->around.client_course = "Spring";
  assert_warned (test, 0);
  test->around.client_course = "autumn ecole ";
  assert_warned (test, 1u << RONDO_LOG_WARNING_SAME_COURSE);
  test->entry->activity = RONDO_ACTIVITY_MENTORING;
  assert_warned (test, 0);
  test->entry->activity = RONDO_ACTIVITY_COACHING;
  test->around.own_course = "";
  test->around.client_course = "";
  assert_warned (test, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/warnings/an-ordinary-session-is-not-warned-of", test_well);
  g_test_add_func ("/core/warnings/a-day-in-the-future", test_future);
  g_test_add_func ("/core/warnings/before-the-training-began-icf-5000896617", test_training);
  g_test_add_func ("/core/warnings/a-group-above-the-limit-icf-faq-credentialing", test_group);
  g_test_add_func ("/core/warnings/sessions-that-overlap-also-over-midnight", test_overlap);
  g_test_add_func ("/core/warnings/an-edited-entry-does-not-overlap-with-itself", test_itself);
  g_test_add_func ("/core/warnings/more-than-sixteen-hours-a-day", test_long_day);
  g_test_add_func ("/core/warnings/a-pair-of-the-same-running-course-icf-5000896617", test_course);
  g_test_add_func ("/core/warnings/mentoring-put-down-as-coaching-icf-5000896617",
                   test_not_coaching);
  return g_test_run ();
}
