/* SPDX-License-Identifier: GPL-3.0-or-later
 * Points in time by the clocks of different places, around the days when these are changed. */
#include "config.h"

#include "rondo-moment.h"

typedef struct {
  const char *date;
  const char *time;
  const char *zone;
  const char *utc; /* ISO 8601 */
  gboolean is_skipped;
} Case;

static const Case CASES[] = {
    /* north: forward on 29 March 2026, back on 25 October */
    {"2026-03-28", "18:30", "Europe/Berlin", "2026-03-28T17:30:00Z", FALSE},
    {"2026-03-29", "01:59", "Europe/Berlin", "2026-03-29T00:59:00Z", FALSE},
    {"2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00Z", TRUE},
    {"2026-03-29", "03:00", "Europe/Berlin", "2026-03-29T01:00:00Z", FALSE},
    {"2026-03-29", "18:30", "Europe/Berlin", "2026-03-29T16:30:00Z", FALSE},
    {"2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", FALSE}, /* the first one */
    {"2026-10-25", "03:00", "Europe/Berlin", "2026-10-25T02:00:00Z", FALSE},
    {"2026-03-08", "02:30", "America/New_York", "2026-03-08T07:30:00Z", TRUE},
    {"2026-03-09", "09:00", "America/New_York", "2026-03-09T13:00:00Z", FALSE},
    /* south: back on 5 April 2026, forward on 4 October */
    {"2026-04-04", "09:00", "Australia/Sydney", "2026-04-03T22:00:00Z", FALSE},
    {"2026-04-05", "02:30", "Australia/Sydney", "2026-04-04T15:30:00Z", FALSE},
    {"2026-04-06", "09:00", "Australia/Sydney", "2026-04-05T23:00:00Z", FALSE},
    {"2026-10-04", "02:30", "Australia/Sydney", "2026-10-03T16:30:00Z", TRUE},
    {"2026-10-05", "09:00", "Australia/Sydney", "2026-10-04T22:00:00Z", FALSE},
    /* half hours and quarters */
    {"2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", TRUE},
    {"2026-07-01", "12:00", "Asia/Kathmandu", "2026-07-01T06:15:00Z", FALSE},
    {"2026-07-01", "00:10", "Asia/Kathmandu", "2026-06-30T18:25:00Z", FALSE},
    {"2026-01-15", "12:00", "Pacific/Chatham", "2026-01-14T22:15:00Z", FALSE}, /* +13:45 */
    {"2026-07-15", "12:00", "Pacific/Chatham", "2026-07-14T23:15:00Z", FALSE}, /* +12:45 */
    {"2026-09-27", "03:00", "Pacific/Chatham", "2026-09-26T14:15:00Z", TRUE},
    {"2026-07-01", "12:00", "Australia/Eucla", "2026-07-01T03:15:00Z", FALSE}, /* +08:45 */
    {"2026-07-01", "23:59", "UTC", "2026-07-01T23:59:00Z", FALSE},
    {"1969-12-31", "23:00", "UTC", "1969-12-31T23:00:00Z", FALSE},
};

static RondoDate
to_date (const char *text)
{
  RondoDate date = RONDO_DATE_NONE;

  g_assert_true (rondo_date_parse (text, &date));
  return date;
}

static int
to_minute (const char *text)
{
  int minute = 0;

  g_assert_true (rondo_minute_parse (text, &minute));
  return minute;
}

static int64_t
to_us (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    const Case *c = &CASES[i];
    RondoDate date = to_date (c->date), back;
    gboolean is_skipped = !c->is_skipped;
    int minute = to_minute (c->time), back_minute;
    int64_t us = rondo_moment_from_local (date, minute, c->zone, &is_skipped);

    if (us != to_us (c->utc) || is_skipped != c->is_skipped)
      g_error ("%s %s %s: %" G_GINT64_FORMAT, c->date, c->time, c->zone, us - to_us (c->utc));
    rondo_moment_to_local (us, c->zone, &back, &back_minute);
    if (!is_skipped) {
      g_assert_cmpint (back, ==, date);
      g_assert_cmpint (back_minute, ==, minute);
    } else {
      g_assert_cmpint (back_minute, >, minute);
    }
  }
}

/* Every half hour of a year in every kind of zone is shown as what it was made from. */
static void
test_there_and_back (void)
{
  static const char *const ZONES[] = {"Europe/Berlin",
                                      "America/Sao_Paulo",
                                      "Australia/Lord_Howe",
                                      "Pacific/Chatham",
                                      "Asia/Kathmandu",
                                      "America/St_Johns",
                                      "Africa/Casablanca",
                                      "Pacific/Apia"};

  for (guint i = 0; i < G_N_ELEMENTS (ZONES); i++) {
    int64_t start_us = to_us ("2026-01-01T00:00:00Z");
    guint different = 0;

    for (int step = 0; step < 366 * 48; step++) {
      int64_t us = start_us + step * 30 * RONDO_MOMENT_MINUTE_US;
      RondoDate date;
      gboolean is_skipped = TRUE;
      int minute;

      rondo_moment_to_local (us, ZONES[i], &date, &minute);
      if (rondo_moment_from_local (date, minute, ZONES[i], &is_skipped) != us)
        different++;
      g_assert_false (is_skipped);
    }
    g_assert_cmpint (different, <=, 4); /* what comes twice is the first one */
  }
}

static void
test_nonsense (void)
{
  g_assert_cmpint (rondo_moment_from_local (RONDO_DATE_NONE, 0, "UTC", NULL), ==, 0);
  g_assert_cmpint (rondo_moment_from_local (20000, -1, "UTC", NULL), ==, 0);
  g_assert_cmpint (rondo_moment_from_local (20000, 1440, "UTC", NULL), ==, 0);
  g_assert_false (rondo_moment_zone_is_known ("Nowhere/Atlantis"));
  g_assert_true (rondo_moment_zone_is_known ("Asia/Kathmandu"));
}

static void
test_text (void)
{
  int64_t us = to_us ("2026-03-12T17:00:00Z");
  g_autofree char *here = rondo_moment_to_time (us, "Europe/Berlin");
  g_autofree char *there = rondo_moment_to_time (us, "Asia/Kathmandu");
  g_autofree char *near = NULL;
  g_autofree char *far = NULL;
  g_autofree char *place = rondo_moment_zone_to_place ("America/New_York");
  g_autofree char *text = rondo_moment_to_text (us, "Asia/Kathmandu");

  g_assert_cmpstr (here, ==, "18:00");
  g_assert_cmpstr (there, ==, "22:45");
  g_assert_cmpstr (place, ==, "New York");
  g_assert_cmpstr (text, ==, "Thursday, 12 March 2026, 22:45");
  near = rondo_moment_to_short (us, "Asia/Kathmandu", us);
  far = rondo_moment_to_short (us, "Asia/Kathmandu", us + 200 * RONDO_MOMENT_DAY_US);
  g_assert_cmpstr (near, ==, "Thu, 12 Mar, 22:45");
  g_assert_cmpstr (far, ==, "Thu, 12 Mar 2026, 22:45");
}

static void
test_waits (void)
{
  static const struct {
    int64_t minutes;
    const char *text;
  } waits[] = {
      {0, "now"},
      {5, "in 5 min"},
      {60, "in 1 h"},
      {125, "in 2 h 5 min"},
      {47 * 60, "in 47 h"},
      {48 * 60, "in 2 days"},
      {7 * 24 * 60, "in 7 days"},
      {-10, "since 10 min"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autofree char *text =
        rondo_moment_describe_wait (waits[i].minutes * RONDO_MOMENT_MINUTE_US, 0);

    g_assert_cmpstr (text, ==, waits[i].text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/moment/clocks-that-change-and-quarters-of-an-hour", test_cases);
  g_test_add_func ("/core/moment/a-year-there-and-back", test_there_and_back);
  g_test_add_func ("/core/moment/nonsense-is-no-moment", test_nonsense);
  g_test_add_func ("/core/moment/text-by-the-clock-of-a-place", test_text);
  g_test_add_func ("/core/moment/waits-in-words", test_waits);
  return g_test_run ();
}
