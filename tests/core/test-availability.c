/* SPDX-License-Identifier: GPL-3.0-or-later
 * When people have time: as text, and in common over the weeks of a round, whatever clocks do. */
#include "config.h"

#include <string.h>

#include "rondo-availability.h"
#include "rondo-error.h"

static RondoAvailability
read_grid (const char *text)
{
  RondoAvailability grid = {{0}};
  g_autoptr (GError) error = NULL;

  rondo_availability_parse (text, &grid, &error);
  g_assert_no_error (error);
  return grid;
}

static RondoDate
read_date (const char *text)
{
  RondoDate date;

  g_assert_true (rondo_date_parse (text, &date));
  return date;
}

static void
test_texts (void)
{
  static const struct {
    const char *text;
    const char *again;
    int minutes;
  } cases[] = {
      {"", "", 0},
      {"none", "", 0},
      {" - ", "", 0},
      {";; ,", "", 0},
      {"mon 18:00-20:00; sat 09:00-12:00", "mon 18:00-20:00; sat 09:00-12:00", 300},
      {"Monday 18-20", "mon 18:00-20:00", 120},
      {"MON 18.30 – 20:00", "mon 18:30-20:00", 90},
      {"mon-wed 7:00-8:00", "mon-wed 07:00-08:00", 180},
      {"mon 7-8; tue 7-8; wed 7-8", "mon-wed 07:00-08:00", 180},
      {"mon 7-8, 9-10", "mon 07:00-08:00, 09:00-10:00", 120},
      {"mon 7-8 9-10 | fri 1-2", "mon 07:00-08:00, 09:00-10:00; fri 01:00-02:00", 180},
      {"sun 23:00-01:00", "mon 00:00-01:00; sun 23:00-24:00", 120},
      {"fri 22:00-00:00", "fri 22:00-24:00", 120},
      {"fri 00:00-24:00", "fri 00:00-24:00", 1440},
      {"sat-mon 10:00-10:30", "mon 10:00-10:30; sat-sun 10:00-10:30", 90},
      {"mon-sun 00:00-24:00", "mon-sun 00:00-24:00", 7 * 1440},
      {"tue 9:00-10:00\nthu 9:00-10:00", "tue 09:00-10:00; thu 09:00-10:00", 120},
      {"mon 18:00-19:00; mon 18:30-20:00", "mon 18:00-20:00", 120},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    RondoAvailability grid = read_grid (cases[i].text);
    g_autofree char *again = rondo_availability_to_text (&grid);

    g_assert_cmpstr (again, ==, cases[i].again);
    g_assert_cmpint (rondo_availability_minutes (&grid), ==, cases[i].minutes);
    g_assert_cmpint (rondo_availability_is_empty (&grid), ==, cases[i].minutes == 0);
  }
}

static void
test_bad_texts (void)
{
  static const char *const texts[] = {
      "sometimes",
      "mon",
      "18:00-20:00",
      "mon 18:00",
      "mon 18:15-20:00",
      "mon 25:00-26",
      "mon 18:00-18:00",
      "mon 24:00-02:00",
      "mon 18:00-20:00x",
      "mon 18-20 tue",
      "mon-xyz 18-20",
      "mon 18:0-20:00",
      "mo 18-20",
      "mon 18:90-20",
      "mon -20:00",
      "mon 018:00-20:00",
      "\xff",
      "mon \xc3",
      "mon 18:00-24:30",
      "none; mon 18-20",
  };
  RondoAvailability grid = read_grid ("wed 10-11");
  g_autofree char *endless = g_strnfill (RONDO_AVAILABILITY_MAX_BYTES + 1, ' ');

  for (gsize i = 0; i <= G_N_ELEMENTS (texts); i++) {
    const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : endless;
    g_autoptr (GError) error = NULL;

    g_assert_false (rondo_availability_parse (text, &grid, &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_assert_nonnull (strstr (error->message, "mon-fri 18:00-20:00"));
    g_assert_cmpint (rondo_availability_minutes (&grid), ==, 60);
  }
}

static RondoAvailability
random_grid (GRand *rand)
{
  RondoAvailability grid = {{0}};
  double chance = g_rand_double (rand);

  for (guint day = 0; day < RONDO_AVAILABILITY_DAYS; day++)
    for (guint slot = 0; slot < RONDO_AVAILABILITY_SLOTS; slot++)
      rondo_availability_set (&grid, day, slot, g_rand_double (rand) < chance);
  return grid;
}

static void
test_texts_come_back (void)
{
  for (guint32 seed = 1; seed <= 300; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    RondoAvailability grid = random_grid (rand);
    g_autofree char *text = rondo_availability_to_text (&grid);
    RondoAvailability again = read_grid (text);

    g_test_message ("seed %u", seed);
    g_assert_cmpuint (strlen (text), <=, RONDO_AVAILABILITY_MAX_BYTES);
    g_assert_true (rondo_availability_equal (&grid, &again));
  }
}

static void
test_words (void)
{
  RondoAvailability grid = read_grid ("mon-fri 17:30-21:00; sun 00:00-01:00, 10:00-12:00");
  RondoAvailability empty = {{0}};
  g_autofree char *text = rondo_availability_describe (&grid);
  g_autofree char *nothing = rondo_availability_describe (&empty);

  g_assert_cmpstr (text, ==, "Monday–Friday 17:30–21:00; Sunday 00:00–01:00, 10:00–12:00");
  g_assert_cmpstr (nothing, ==, "");
}

/* Every other half hour of a week gives the longest text there is. */
static void
test_longest_text (void)
{
  RondoAvailability grid = {{0}};
  g_autofree char *text = NULL;

  for (guint day = 0; day < RONDO_AVAILABILITY_DAYS; day++)
    for (guint slot = day % 2; slot < RONDO_AVAILABILITY_SLOTS; slot += 2)
      rondo_availability_set (&grid, day, slot, TRUE);
  text = rondo_availability_to_text (&grid);
  g_test_message ("%" G_GSIZE_FORMAT " bytes", strlen (text));
  g_assert_cmpuint (strlen (text), <=, RONDO_AVAILABILITY_MAX_BYTES);
}

typedef struct {
  const char *what;
  const char *zone_a;
  const char *hours_a;
  const char *zone_b;
  const char *hours_b;
  const char *start;
  const char *end;
  int minutes;
} Case;

static const Case cases[] = {
    {"winter of Europe and America",
     "Europe/Berlin",
     "mon 18:00-20:00",
     "America/New_York",
     "mon 12:00-14:00",
     "2026-01-05",
     "2026-02-15",
     120},
    {"America changes three weeks before Europe",
     "Europe/Berlin",
     "mon 18:00-20:00",
     "America/New_York",
     "mon 12:00-14:00",
     "2026-03-02",
     "2026-04-12",
     60},
    {"Europe changes back a week before America",
     "Europe/Berlin",
     "wed 18:00-20:00",
     "America/New_York",
     "wed 12:00-14:00",
     "2026-10-05",
     "2026-11-15",
     60},
    {"before either half of the earth changes",
     "Australia/Sydney",
     "mon 18:00-20:00",
     "Europe/Berlin",
     "mon 08:00-10:00",
     "2026-02-02",
     "2026-03-22",
     120},
    {"the north has changed, the south has not",
     "Australia/Sydney",
     "mon 18:00-20:00",
     "Europe/Berlin",
     "mon 08:00-10:00",
     "2026-02-02",
     "2026-04-04",
     60},
    {"both have changed, in opposite directions",
     "Australia/Sydney",
     "mon 18:00-20:00",
     "Europe/Berlin",
     "mon 08:00-10:00",
     "2026-02-02",
     "2026-04-12",
     0},
    {"three quarters of an hour",
     "Asia/Kathmandu",
     "mon 10:00-11:00",
     "Asia/Kolkata",
     "mon 10:00-11:00",
     "2026-01-05",
     "2026-03-29",
     45},
    {"three quarters of an hour that change with their neighbour",
     "Pacific/Chatham",
     "mon 10:00-11:00",
     "Pacific/Auckland",
     "mon 10:00-11:00",
     "2026-03-02",
     "2026-05-03",
     15},
    {"a zone that changes by half an hour, in its summer",
     "Australia/Lord_Howe",
     "mon 10:00-11:00",
     "Australia/Sydney",
     "mon 10:00-11:00",
     "2026-01-05",
     "2026-02-15",
     60},
    {"a zone that changes by half an hour, over its change",
     "Australia/Lord_Howe",
     "mon 10:00-11:00",
     "Australia/Sydney",
     "mon 10:00-11:00",
     "2026-03-02",
     "2026-05-03",
     30},
    {"another day on the wall, the same moment",
     "Pacific/Kiritimati",
     "sun 23:00-24:00",
     "Pacific/Honolulu",
     "sat 23:00-24:00",
     "2026-01-05",
     "2026-02-15",
     60},
    {"the end of the week of one is the beginning of that of the other",
     "Asia/Tokyo",
     "mon 00:00-02:00",
     "UTC",
     "sun 15:00-17:00",
     "2026-01-05",
     "2026-02-15",
     120},
    {"clocks that stand together in winter",
     "Europe/Berlin",
     "sun 02:00-03:00",
     "Africa/Lagos",
     "sun 02:00-03:00",
     "2026-03-02",
     "2026-03-22",
     60},
    {"both clocks leap together",
     "Europe/Berlin",
     "sun 02:00-03:00",
     "Europe/Rome",
     "sun 02:00-03:00",
     "2026-03-02",
     "2026-04-05",
     60},
    {"a change on the last day",
     "Europe/Berlin",
     "mon 18:00-20:00",
     "Africa/Lagos",
     "mon 18:00-20:00",
     "2026-03-02",
     "2026-03-29",
     60},
    {"a change in the days left over behind whole weeks",
     "Europe/Berlin",
     "mon 18:00-20:00",
     "America/New_York",
     "mon 12:00-14:00",
     "2026-02-23",
     "2026-03-10",
     60},
    {"a round shorter than a week",
     "UTC",
     "mon-sun 9-10",
     "UTC",
     "mon-sun 9-11",
     "2026-01-05",
     "2026-01-06",
     420},
    {"a zone that nobody knows is UTC",
     "Mars/Olympus",
     "mon 9-11",
     "UTC",
     "mon 10-12",
     "2026-01-05",
     "2026-02-15",
     60},
    {"Morocco, whose clocks change for a month",
     "Africa/Casablanca",
     "mon 12:00-14:00",
     "Europe/Lisbon",
     "mon 11:00-13:00",
     "2026-01-05",
     "2026-02-08",
     120},
    {"Morocco, in that month",
     "Africa/Casablanca",
     "mon 12:00-14:00",
     "Europe/Lisbon",
     "mon 11:00-13:00",
     "2026-01-05",
     "2026-03-08",
     60},
    {"nothing said by one", "UTC", "", "UTC", "mon-sun 0-24", "2026-01-05", "2026-02-15", 0},
};

static void
test_zones (gconstpointer data)
{
  const Case *current = data;
  RondoAvailability a = read_grid (current->hours_a);
  RondoAvailability b = read_grid (current->hours_b);
  RondoDate start = read_date (current->start);
  RondoDate end = read_date (current->end);

  g_assert_cmpint (
      rondo_availability_common_minutes (&a, current->zone_a, &b, current->zone_b, start, end),
      ==,
      current->minutes);
  g_assert_cmpint (
      rondo_availability_common_minutes (&b, current->zone_b, &a, current->zone_a, start, end),
      ==,
      current->minutes);
}

static const char *const zones[] = {"UTC",
                                    "Europe/Berlin",
                                    "America/New_York",
                                    "America/St_Johns",
                                    "Asia/Kathmandu",
                                    "Australia/Sydney",
                                    "Australia/Lord_Howe",
                                    "Pacific/Chatham",
                                    "Pacific/Honolulu",
                                    "America/Santiago",
                                    "Africa/Casablanca",
                                    "Asia/Tehran"};

/* Minutes east of UTC at noon. */
static int
find_offset (const char *name, RondoDate day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  g_autoptr (GDateTime) noon =
      g_date_time_new_from_unix_utc ((int64_t)day * 24 * 60 * 60 + 12 * 60 * 60);
  g_autoptr (GDateTime) there = g_date_time_to_timezone (noon, zone);

  return (int)(g_date_time_get_utc_offset (there) / G_USEC_PER_SEC / 60);
}

static gboolean
has_time (const RondoAvailability *grid, int minute)
{
  int week = 7 * 24 * 60;
  guint slot = (guint)((minute + week) % week) / 30;

  return rondo_availability_get (grid, slot / 48, slot % 48);
}

/* Every minute of a week looked up on both walls, for each day of the round. */
static int
count_slowly (const RondoAvailability *a,
              const char *zone_a,
              const RondoAvailability *b,
              const char *zone_b,
              RondoDate start,
              RondoDate end)
{
  int least = G_MAXINT;

  for (RondoDate day = start; day <= end; day++) {
    int there = find_offset (zone_a, day);
    int here = find_offset (zone_b, day);
    int minutes = 0;

    for (int minute = 0; minute < 7 * 24 * 60; minute++)
      minutes += has_time (a, minute + there) && has_time (b, minute + here);
    least = MIN (least, minutes);
  }
  return least;
}

static void
test_zones_slowly (void)
{
  for (guint32 seed = 1; seed <= 40; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    RondoAvailability a = random_grid (rand);
    RondoAvailability b = random_grid (rand);
    const char *zone_a = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))];
    const char *zone_b = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))];
    RondoDate start = read_date ("2026-01-01") + g_rand_int_range (rand, 0, 365);
    RondoDate end = start + g_rand_int_range (rand, 0, 30);

    g_test_message ("seed %u: %s, %s", seed, zone_a, zone_b);
    g_assert_cmpint (rondo_availability_common_minutes (&a, zone_a, &b, zone_b, start, end),
                     ==,
                     count_slowly (&a, zone_a, &b, zone_b, start, end));
  }
}

/* More time never makes less in common, nothing makes nothing, and a longer round never more. */
static void
test_properties (void)
{
  const RondoAvailability none = {{0}};

  for (guint32 seed = 1; seed <= 60; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    RondoAvailability a = random_grid (rand);
    RondoAvailability b = random_grid (rand);
    RondoAvailability more = a;
    const char *zone_a = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))];
    const char *zone_b = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))];
    RondoDate start = read_date ("2026-01-01") + g_rand_int_range (rand, 0, 365);
    RondoDate end = start + g_rand_int_range (rand, 0, 60);
    int common = rondo_availability_common_minutes (&a, zone_a, &b, zone_b, start, end);

    g_test_message ("seed %u: %s, %s", seed, zone_a, zone_b);
    for (int i = 0; i < 20; i++)
      rondo_availability_set (
          &more, g_rand_int_range (rand, 0, 7), g_rand_int_range (rand, 0, 48), TRUE);
    g_assert_cmpint (
        rondo_availability_common_minutes (&b, zone_b, &a, zone_a, start, end), ==, common);
    g_assert_cmpint (
        rondo_availability_common_minutes (&more, zone_a, &b, zone_b, start, end), >=, common);
    g_assert_cmpint (
        rondo_availability_common_minutes (&none, zone_a, &b, zone_b, start, end), ==, 0);
    g_assert_cmpint (
        rondo_availability_common_minutes (&a, zone_a, &b, zone_b, start, start + 6), >=, common);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/availability/texts-are-read-and-written", test_texts);
  g_test_add_func ("/core/availability/nonsense-is-refused-in-a-sentence", test_bad_texts);
  g_test_add_func ("/core/availability/random-grids-come-back", test_texts_come_back);
  g_test_add_func ("/core/availability/people-read-the-names-of-days", test_words);
  g_test_add_func ("/core/availability/the-longest-text-is-accepted", test_longest_text);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = g_strdelimit (g_strdup (cases[i].what), " ,", '-');
    g_autofree char *path = g_strconcat ("/core/common-hours/", name, NULL);

    g_test_add_data_func (path, &cases[i], test_zones);
  }
  g_test_add_func ("/core/common-hours/are-what-both-walls-show", test_zones_slowly);
  g_test_add_func ("/core/common-hours/are-symmetric-and-grow-with-time", test_properties);
  return g_test_run ();
}
