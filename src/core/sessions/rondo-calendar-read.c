/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading foreign iCalendar files: zones of every kind, series with exceptions, and worse. */
#include "config.h"

#include "rondo-calendar.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#include "rondo-csv.h"
#include "rondo-error.h"
#include "rondo-moment.h"
#include "rondo-text.h"

#define BEGINNING "BEGIN:VCALENDAR"
#define TITLE_MAX_BYTES 200
#define SERIES_MAX 5000 /* steps of one series that are looked at */

typedef struct {
  icalcomponent *calendar; /* borrowed */
  GHashTable *replaced;    /* "uid time" of single events of a series that were changed */
  GPtrArray *events;
  int64_t now_us;
} Reading;

void
rondo_calendar_event_free (RondoCalendarEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->title);
  g_free (event);
}

/* Behind a byte order mark and blank lines. */
static const char *
find_beginning (const char *text)
{
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

gboolean
rondo_calendar_is_one (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *head = g_strndup (data != NULL ? data : "", MIN (length, 200));

  return g_ascii_strncasecmp (find_beginning (head), BEGINNING, strlen (BEGINNING)) == 0;
}

/* The moment at which @time is, as its zone, the file, or this machine understand it. */
static int64_t
to_moment (const Reading *reading, struct icaltimetype time, const char *zone_name)
{
  icaltimezone *zone = NULL;
  GDate day;

  if (time.is_date || icaltime_is_null_time (time) ||
      !g_date_valid_dmy (
          (GDateDay)time.day, (GDateMonth)time.month, (GDateYear)CLAMP (time.year, 0, 9999)))
    return 0;
  if (icaltime_is_utc (time))
    return (int64_t)icaltime_as_timet (time) * G_USEC_PER_SEC;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay)time.day, (GDateMonth)time.month, (GDateYear)time.year);
  if (zone_name != NULL && !rondo_moment_zone_is_known (zone_name))
    zone = icalcomponent_get_timezone (reading->calendar, zone_name);
  if (zone != NULL)
    return (int64_t)icaltime_as_timet_with_zone (time, zone) * G_USEC_PER_SEC;
  return rondo_moment_from_local (
      (RondoDate)g_date_get_julian (&day) - 719163, time.hour * 60 + time.minute, zone_name, NULL);
}

static const char *
get_zone_name (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
}

static char *
dup_title (icalcomponent *event)
{
  const char *summary = icalcomponent_get_summary (event);
  g_autofree char *valid = g_utf8_make_valid (summary != NULL ? summary : "", -1);

  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return rondo_text_cut (g_strstrip (valid), TITLE_MAX_BYTES);
}

static void
add_event (Reading *reading, icalcomponent *event, int64_t start_us)
{
  const int seconds = icaldurationtype_as_int (icalcomponent_get_duration (event));
  const int minutes = CLAMP (seconds / 60, 0, RONDO_SESSION_MINUTES_MAX);
  RondoCalendarEvent *made = NULL;

  if (start_us <= 0 || minutes == 0 || reading->events->len >= RONDO_CALENDAR_MAX_EVENTS ||
      start_us + minutes * RONDO_MOMENT_MINUTE_US > reading->now_us)
    return;
  made = g_new0 (RondoCalendarEvent, 1);
  made->title = dup_title (event);
  made->start_us = start_us;
  made->minutes = minutes;
  g_ptr_array_add (reading->events, made);
}

/* A time of a series, as it is written in the file. (transfer full) */
static char *
make_key (const char *uid, struct icaltimetype time)
{
  return g_strdup_printf ("%s %04d%02d%02dT%02d%02d",
                          uid != NULL ? uid : "",
                          time.year,
                          time.month,
                          time.day,
                          time.hour,
                          time.minute);
}

static gboolean
is_left_out (const Reading *reading, icalcomponent *event, struct icaltimetype time)
{
  g_autofree char *key = make_key (icalcomponent_get_uid (event), time);
  icalproperty *except = icalcomponent_get_first_property (event, ICAL_EXDATE_PROPERTY);

  if (g_hash_table_contains (reading->replaced, key))
    return TRUE;
  for (; except != NULL; except = icalcomponent_get_next_property (event, ICAL_EXDATE_PROPERTY)) {
    struct icaltimetype left_out = icalproperty_get_exdate (except);

    if (left_out.is_date ? icaltime_compare_date_only (left_out, time) == 0
                         : left_out.year == time.year && left_out.month == time.month &&
                               left_out.day == time.day && left_out.hour == time.hour &&
                               left_out.minute == time.minute)
      return TRUE;
  }
  return FALSE;
}

static void
add_series (Reading *reading, icalcomponent *event, icalproperty *start, icalproperty *rule)
{
  const char *zone = get_zone_name (start);
  struct icaltimetype first = icalproperty_get_dtstart (start);
  icalrecur_iterator *iterator = icalrecur_iterator_new (icalproperty_get_rrule (rule), first);

  for (int i = 0; iterator != NULL && i < SERIES_MAX; i++) {
    struct icaltimetype time = icalrecur_iterator_next (iterator);
    const int64_t moment_us = icaltime_is_null_time (time) ? 0 : to_moment (reading, time, zone);

    if (moment_us == 0 || moment_us > reading->now_us)
      break;
    if (!is_left_out (reading, event, time))
      add_event (reading, event, moment_us);
  }
  if (iterator != NULL)
    icalrecur_iterator_free (iterator);
}

static void
read_event (Reading *reading, icalcomponent *event)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  icalproperty *rule = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
  icalproperty *status = icalcomponent_get_first_property (event, ICAL_STATUS_PROPERTY);

  if (start == NULL ||
      (status != NULL && icalproperty_get_status (status) == ICAL_STATUS_CANCELLED))
    return;
  if (rule != NULL)
    add_series (reading, event, start, rule);
  else
    add_event (reading,
               event,
               to_moment (reading, icalproperty_get_dtstart (start), get_zone_name (start)));
}

/* A single event of a series that was changed, or called off, stands for itself. */
static void
note_replaced (Reading *reading, icalcomponent *event)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);

  if (property != NULL)
    g_hash_table_add (
        reading->replaced,
        make_key (icalcomponent_get_uid (event), icalproperty_get_recurrenceid (property)));
}

static void
for_each_event (Reading *reading, void (*func) (Reading *, icalcomponent *))
{
  icalcomponent *event =
      icalcomponent_get_first_component (reading->calendar, ICAL_VEVENT_COMPONENT);

  for (; event != NULL;
       event = icalcomponent_get_next_component (reading->calendar, ICAL_VEVENT_COMPONENT))
    func (reading, event);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const RondoCalendarEvent *one = *(RondoCalendarEvent *const *)a;
  const RondoCalendarEvent *two = *(RondoCalendarEvent *const *)b;

  if (one->start_us != two->start_us)
    return one->start_us < two->start_us ? -1 : 1;
  return strcmp (one->title, two->title);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

/* libical stops at a zero byte and knows no size that is too large. */
static gboolean
check_bytes (const char *data, gsize length, GError **error)
{
  if (length > RONDO_CALENDAR_MAX_BYTES)
    return refuse (error, _ ("The calendar is larger than 8 MiB. Export a shorter time."));
  if (data == NULL || memchr (data, '\0', length) != NULL)
    return refuse (error, _ ("This is no calendar that can be understood."));
  return TRUE;
}

static void
read_calendars (Reading *reading, icalcomponent *root)
{
  icalcomponent *inner = NULL;

  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT) {
    reading->calendar = root;
    for_each_event (reading, note_replaced);
    for_each_event (reading, read_event);
    return;
  }
  /* Several calendars, one after the other, are below a root without a name. */
  inner = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT);
  for (; inner != NULL; inner = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT)) {
    reading->calendar = inner;
    for_each_event (reading, note_replaced);
    for_each_event (reading, read_event);
  }
}

/* Of a file that was cut off, what is whole is read. */
static icalcomponent *
parse (const char *text)
{
  icalcomponent *root = icalparser_parse_string (text);
  g_autofree char *closed = NULL;

  if (root != NULL || g_ascii_strncasecmp (text, BEGINNING, strlen (BEGINNING)) != 0)
    return root;
  closed = g_strconcat (text, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL);
  return icalparser_parse_string (closed);
}

GPtrArray *
rondo_calendar_read (GBytes *bytes, int64_t now_us, GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_calendar_event_free);
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = {.replaced = replaced, .events = events, .now_us = now_us};
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  icalcomponent *root = NULL;

  if (!check_bytes (data, length, error))
    return NULL;
  text = g_strndup (data, length);
  icalerror_set_errors_are_fatal (FALSE);
  root = parse (find_beginning (text));
  if (root == NULL) {
    refuse (error, _ ("This is no calendar that can be understood."));
    return NULL;
  }
  read_calendars (&reading, root);
  icalcomponent_free (root);
  g_ptr_array_sort (events, compare_events);
  return g_steal_pointer (&events);
}

char *
rondo_calendar_to_table (GBytes *bytes, int64_t now_us, GError **error)
{
  g_autoptr (GPtrArray) events = rondo_calendar_read (bytes, now_us, error);
  g_autoptr (GString) table = g_string_new (NULL);

  if (events == NULL)
    return NULL;
  rondo_csv_append (table, (const char *const[]){"Date", "Start", "Minutes", "Client", NULL});
  for (guint i = 0; i < events->len; i++) {
    const RondoCalendarEvent *event = g_ptr_array_index (events, i);
    g_autofree char *start = rondo_moment_to_time (event->start_us, NULL);
    g_autofree char *minutes = g_strdup_printf ("%d", event->minutes);
    g_autofree char *day = NULL;
    RondoDate date;
    int minute;

    rondo_moment_to_local (event->start_us, NULL, &date, &minute);
    day = rondo_date_to_iso (date);
    rondo_csv_append (table, (const char *const[]){day, start, minutes, event->title, NULL});
  }
  return g_string_free (g_steal_pointer (&table), FALSE);
}
