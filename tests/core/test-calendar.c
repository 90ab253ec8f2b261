/* SPDX-License-Identifier: GPL-3.0-or-later
 * iCalendar files: what is written is read by a reader of this test's own, and what others write is
 * understood, however it looks. */
#include "config.h"

#include "rondo-calendar.h"
#include "rondo-error.h"
#include "rondo-moment.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW "2026-06-01T00:00:00Z"
#define BEGIN "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
#define END "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\n" lines "END:VEVENT\r\n"
#define TITLE "SUMMARY:Zoe\r\n"

static int64_t
to_us (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

typedef struct {
  const char *what;
  const char *text;
  const char *expected; /* "start minutes title;…" in UTC; NULL: no calendar */
} Case;

static const Case CASES[] = {
    {"plain, in UTC",
     BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDTEND:20260312T180000Z\r\n" TITLE) END,
     "2026-03-12T17:00 60 Zoe;"},
    {"only line feeds",
     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260312T170000Z\nDURATION:PT45M\n"
     "SUMMARY:Zoe\nEND:VEVENT\nEND:VCALENDAR\n",
     "2026-03-12T17:00 45 Zoe;"},
    {"byte order mark and blank lines",
     "\xef\xbb\xbf\r\n\r\n" BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H30M\r\n" TITLE)
         END,
     "2026-03-12T17:00 90 Zoe;"},
    {"zone by its name, in winter and in summer",
     BEGIN EVENT ("DTSTART;TZID=Europe/Berlin:20260312T180000\r\nDURATION:PT1H\r\n" TITLE)
         EVENT ("DTSTART;TZID=Europe/Berlin:20260512T180000\r\nDURATION:PT1H\r\n" TITLE) END,
     "2026-03-12T17:00 60 Zoe;2026-05-12T16:00 60 Zoe;"},
    {"zone of three quarters of an hour",
     BEGIN EVENT ("DTSTART;TZID=Asia/Kathmandu:20260312T180000\r\nDURATION:PT1H\r\n" TITLE) END,
     "2026-03-12T12:15 60 Zoe;"},
    {"zone that the file brings along",
     BEGIN "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\n"
           "DTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
           "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
           "DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
           "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n" EVENT (
               "DTSTART;TZID=W. Europe Standard Time:20260512T180000\r\nDURATION:PT1H\r\n" TITLE)
               END,
     "2026-05-12T16:00 60 Zoe;"},
    {"zone that nobody knows is that of this machine",
     BEGIN EVENT ("DTSTART;TZID=Mars/Olympus:20260312T180000\r\nDURATION:PT1H\r\n" TITLE) END,
     "2026-03-12T18:00 60 Zoe;"},
    {"no zone is that of this machine",
     BEGIN EVENT ("DTSTART:20260312T180000\r\nDTEND:20260312T184500\r\n" TITLE) END,
     "2026-03-12T18:00 45 Zoe;"},
    {"series over a change of the clock, with one left out",
     BEGIN EVENT ("DTSTART;TZID=Europe/Berlin:20260317T180000\r\nDURATION:PT1H\r\n"
                  "RRULE:FREQ=WEEKLY;COUNT=4\r\n"
                  "EXDATE;TZID=Europe/Berlin:20260324T180000\r\n" TITLE) END,
     "2026-03-17T17:00 60 Zoe;2026-03-31T16:00 60 Zoe;2026-04-07T16:00 60 Zoe;"},
    {"series of which one was moved",
     BEGIN EVENT ("DTSTART:20260401T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n" TITLE)
         EVENT ("RECURRENCE-ID:20260402T100000Z\r\nDTSTART:20260402T150000Z\r\n"
                "DURATION:PT30M\r\n" TITLE) END,
     "2026-04-01T10:00 60 Zoe;2026-04-02T15:00 30 Zoe;"},
    {"series without an end stops today",
     BEGIN EVENT ("DTSTART:20260529T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n" TITLE) END,
     "2026-05-29T10:00 60 Zoe;2026-05-30T10:00 60 Zoe;2026-05-31T10:00 60 Zoe;"},
    {"what is still to come, or was called off, or has no time",
     BEGIN EVENT ("DTSTART:20270312T170000Z\r\nDURATION:PT1H\r\n" TITLE)
         EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\nSTATUS:CANCELLED\r\n" TITLE)
             EVENT ("DTSTART;VALUE=DATE:20260312\r\n" TITLE) EVENT (TITLE) END,
     ""},
    {"end before the start, or no length at all",
     BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDTEND:20260312T160000Z\r\n" TITLE)
         EVENT ("DTSTART:20260312T170000Z\r\n" TITLE) END,
     ""},
    {"folded lines, escapes, letters of the world",
     BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\n"
                  "SUMMARY:Zoë\\, 長い\r\n  name\\nand \\;more\r\n") END,
     "2026-03-12T17:00 60 Zoë, 長い name and ;more;"},
    {"no title",
     BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\n") END,
     "2026-03-12T17:00 60 ;"},
    {"lines that mean nothing, tasks and alarms",
     BEGIN "X-WR-CALNAME:Mine\r\nnonsense\r\nBEGIN:VTODO\r\nSUMMARY:no\r\nEND:VTODO\r\n" EVENT (
         "DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\nX-FOO;BAR=1:2\r\nBEGIN:VALARM\r\n"
         "TRIGGER:-PT15M\r\nACTION:DISPLAY\r\nEND:VALARM\r\n" TITLE) END,
     "2026-03-12T17:00 60 Zoe;"},
    {"cut off in the middle",
     BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\n" TITLE) "BEGIN:VEVENT\r\nDTSTA",
     "2026-03-12T17:00 60 Zoe;"},
    {"two calendars in one file",
     BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\n" TITLE)
         END BEGIN EVENT ("DTSTART:20260313T170000Z\r\nDURATION:PT1H\r\n" TITLE) END,
     "2026-03-12T17:00 60 Zoe;2026-03-13T17:00 60 Zoe;"},
    {"months and hours that there are not",
     BEGIN EVENT ("DTSTART:20261399T990000Z\r\nDURATION:PT1H\r\n" TITLE) END,
     ""},
    {"a length of a year",
     BEGIN EVENT ("DTSTART:20250312T170000Z\r\nDTEND:20260312T170000Z\r\n" TITLE) END,
     "2025-03-12T17:00 1440 Zoe;"},
    {"empty calendar", BEGIN END, ""},
    {"no calendar", "Date,Minutes\r\n2026-03-12,60\r\n", NULL},
    {"nothing", "", NULL},
};

static char *
describe (GPtrArray *events)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++) {
    const RondoCalendarEvent *event = events->pdata[i];
    g_autofree char *time = rondo_moment_to_time (event->start_us, "UTC");
    g_autofree char *day = NULL;
    RondoDate date;
    int minute;

    rondo_moment_to_local (event->start_us, "UTC", &date, &minute);
    day = rondo_date_to_iso (date);
    g_string_append_printf (text, "%sT%s %d %s;", day, time, event->minutes, event->title);
  }
  return g_string_free (text, FALSE);
}

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (CASES[i].text, strlen (CASES[i].text));
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) events = rondo_calendar_read (bytes, to_us (NOW), &error);
    g_autofree char *text = NULL;

    g_test_message ("%s", CASES[i].what);
    if (CASES[i].expected == NULL) {
      g_assert_null (events);
      g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
      continue;
    }
    g_assert_no_error (error);
    text = describe (events);
    if (strcmp (text, CASES[i].expected) != 0)
      g_error ("%s: \"%s\", not \"%s\"", CASES[i].what, text, CASES[i].expected);
  }
}

static void
test_recognised (void)
{
  static const struct {
    const char *text;
    gboolean is_calendar;
  } cases[] = {{BEGIN END, TRUE},
               {"\xef\xbb\xbf\n begin:vcalendar\n", TRUE},
               {"Date,Minutes\r\n", FALSE},
               {"", FALSE},
               {"BEGIN:VCARD", FALSE}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));

    g_assert_cmpint (rondo_calendar_is_one (bytes), ==, cases[i].is_calendar);
  }
}

static void
test_zero_byte (void)
{
  static const char text[] = BEGIN "\0" END;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);

  g_assert_null (rondo_calendar_read (bytes, to_us (NOW), NULL));
}

static void
test_table (void)
{
  static const char text[] =
      BEGIN EVENT ("DTSTART:20260312T170000Z\r\nDURATION:PT1H\r\nSUMMARY:=Zoe\\, x\r\n") END;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autofree char *table = rondo_calendar_to_table (bytes, to_us (NOW), NULL);

  g_assert_cmpstr (table, ==, "Date,Start,Minutes,Client\r\n2026-03-12,17:00,60,\"'=Zoe, x\"\r\n");
}

/* The value of @name in the first event, unfolded and as it is written; NULL if there is none. */
static char *
find_value (const char *text, const char *name)
{
  g_autofree char *unfolded = NULL;
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);
  g_auto (GStrv) lines = NULL;
  gboolean is_inside = FALSE;

  unfolded = g_strjoinv ("", parts);
  lines = g_strsplit (unfolded, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    is_inside |= g_str_equal (*line, "BEGIN:VEVENT");
    if (is_inside && g_str_has_prefix (*line, name) && (*line)[strlen (name)] == ':')
      return g_strdup (*line + strlen (name) + 1);
  }
  return NULL;
}

static void
assert_value (const char *text, const char *name, const char *expected)
{
  g_autofree char *value = find_value (text, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_written (void)
{
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RondoCalendarEntry));
  RondoCalendarEntry entry = {session,
                              "Session with Zoë; a, b – and a title that is so long that "
                              "its line has to be folded"};
  g_autofree char *text = NULL;
  g_autofree char *cancelled = NULL;
  g_auto (GStrv) lines = NULL;

  session->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000e001");
  rondo_session_propose (session,
                         "018f3b5e-7c1a-7d00-8000-00000000a001",
                         to_us ("2026-03-12T17:00:00Z"),
                         20524,
                         45,
                         "https://meet.example.org/?a=1;b=2,3");
  g_array_append_val (entries, entry);
  text = rondo_calendar_write (entries, to_us (NOW));
  lines = g_strsplit (text, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpuint (strlen (*line), <=, 75);
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
  assert_value (text, "UID", "018f3b5e-7c1a-7d00-8000-00000000e001@rondocoaching.org");
  assert_value (text, "DTSTART", "20260312T170000Z");
  assert_value (text, "DTEND", "20260312T174500Z");
  assert_value (text, "DTSTAMP", "20260601T000000Z");
  assert_value (text, "STATUS", "TENTATIVE");
  assert_value (text,
                "SUMMARY",
                "Session with Zoë\\; a\\, b – and a title that is so long that its line has to be "
                "folded");
  assert_value (text, "LOCATION", "https://meet.example.org/?a=1\\;b=2\\,3");
  rondo_session_cancel (session, "018f3b5e-7c1a-7d00-8000-00000000a001", FALSE);
  cancelled = rondo_calendar_write (entries, to_us (NOW));
  assert_value (cancelled, "STATUS", "CANCELLED");
}

/* What python3-icalendar says of @text. */
static char *
read_by_others (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  char *out = NULL;
  int status = 0;
  int file = g_file_open_tmp ("rondo-calendar-XXXXXX", &path, &error);
  const char *const arguments[] = {
      "/usr/bin/python3", "-B", g_getenv ("RONDO_CALENDAR_SCRIPT"), path, NULL};

  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_true (
      g_spawn_sync (NULL, (char **)arguments, NULL, 0, NULL, NULL, &out, NULL, &status, &error));
  g_assert_no_error (error);
  g_unlink (path);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static void
test_read_by_others (void)
{
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RondoCalendarEntry));
  RondoCalendarEntry entry = {session, "Session with Zoë; a, b – 山田太郎, whose line is folded"};
  g_autofree char *text = NULL;
  g_autofree char *said = NULL;

  session->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000e001");
  rondo_session_propose (session,
                         "018f3b5e-7c1a-7d00-8000-00000000a001",
                         to_us ("2026-03-29T00:30:00Z"),
                         20541,
                         45,
                         "https://meet.example.org/?a=1;b=2,3");
  g_array_append_val (entries, entry);
  text = rondo_calendar_write (entries, to_us (NOW));
  said = read_by_others (text);
  g_assert_cmpstr (said,
                   ==,
                   "018f3b5e-7c1a-7d00-8000-00000000e001@rondocoaching.org|2026-03-29T00:30+0000|"
                   "2026-03-29T01:15+0000|TENTATIVE|"
                   "Session with Zoë; a, b – 山田太郎, whose line is folded|"
                   "https://meet.example.org/?a=1;b=2,3\n");
}

/* What is written is read as it was, and a day without a time is left out. */
static void
test_there_and_back (void)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RondoCalendarEntry));
  g_autoptr (RondoSession) held = rondo_session_new ();
  g_autoptr (RondoSession) logged = rondo_session_new ();
  RondoCalendarEntry one = {held, "Ana"}, two = {logged, "Ben"};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *text = NULL;

  held->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000e001");
  held->start_us = to_us ("2026-03-29T00:30:00Z");
  rondo_session_state_minutes (held, RONDO_SIDE_COACH, 50, 10);
  logged->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000e002");
  logged->minutes = 60;
  g_array_append_val (entries, one);
  g_array_append_val (entries, two);
  text = rondo_calendar_write (entries, to_us (NOW));
  bytes = g_bytes_new_static (text, strlen (text));
  events = rondo_calendar_read (bytes, to_us (NOW), NULL);
  g_free (text);
  text = describe (events);
  g_assert_cmpstr (text, ==, "2026-03-29T00:30 50 Ana;");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/calendar/files-of-others", test_files);
  g_test_add_func ("/core/calendar/a-calendar-is-told-from-a-table", test_recognised);
  g_test_add_func ("/core/calendar/zero-byte-is-refused", test_zero_byte);
  g_test_add_func ("/core/calendar/as-a-table-without-formulas", test_table);
  g_test_add_func ("/core/calendar/written-as-the-standard-wants-it", test_written);
  g_test_add_func ("/core/calendar/another-parser-reads-what-is-written", test_read_by_others);
  g_test_add_func ("/core/calendar/there-and-back", test_there_and_back);
  return g_test_run ();
}
