/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions as an iCalendar file, by libical. */
#include "config.h"

#include "rondo-calendar.h"

#include <libical/ical.h>
#include <string.h>

#include "rondo-moment.h"

#define PRODUCT "-//Rondo//Rondo " RONDO_VERSION "//EN"
#define UID_DOMAIN "@rondocoaching.org"

static struct icaltimetype
to_ical_time (int64_t moment_us)
{
  return icaltime_from_timet_with_zone (
      (time_t)(moment_us / G_USEC_PER_SEC), 0, icaltimezone_get_utc_timezone ());
}

static icalproperty_status
get_status (const RondoSession *session)
{
  switch (session->state) {
  case RONDO_SESSION_PROPOSED:
  case RONDO_SESSION_MOVED:
    return ICAL_STATUS_TENTATIVE;
  case RONDO_SESSION_DECLINED:
  case RONDO_SESSION_CANCELLED:
  case RONDO_SESSION_NO_SHOW:
    return ICAL_STATUS_CANCELLED;
  case RONDO_SESSION_ACCEPTED:
  case RONDO_SESSION_HELD:
  default:
    return ICAL_STATUS_CONFIRMED;
  }
}

static int
get_minutes (const RondoSession *session)
{
  const int counted = rondo_session_get_counted (session);

  return counted > 0 ? counted : MAX (session->planned_minutes, 1);
}

/* The component owns the properties. */
static icalcomponent *
make_event (const RondoCalendarEntry *entry, int64_t now_us)
{
  const RondoSession *session = entry->session;
  const int64_t end_us = session->start_us + get_minutes (session) * RONDO_MOMENT_MINUTE_US;
  g_autofree char *uid = g_strconcat (session->id, UID_DOMAIN, NULL);
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_property (event, icalproperty_new_uid (uid));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (to_ical_time (now_us)));
  icalcomponent_add_property (event, icalproperty_new_dtstart (to_ical_time (session->start_us)));
  icalcomponent_add_property (event, icalproperty_new_dtend (to_ical_time (end_us)));
  icalcomponent_add_property (event, icalproperty_new_summary (entry->title));
  icalcomponent_add_property (event, icalproperty_new_status (get_status (session)));
  if (*session->place != '\0')
    icalcomponent_add_property (event, icalproperty_new_location (session->place));
  return event;
}

char *
rondo_calendar_write (GArray *entries, int64_t now_us)
{
  icalcomponent *calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  char *raw = NULL;
  char *text = NULL;

  icalcomponent_add_property (calendar, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  for (guint i = 0; i < entries->len; i++) {
    const RondoCalendarEntry *entry = &g_array_index (entries, RondoCalendarEntry, i);

    if (entry->session->start_us != 0)
      icalcomponent_add_component (calendar, make_event (entry, now_us));
  }
  raw = icalcomponent_as_ical_string_r (calendar);
  text = g_strdup (raw);
  icalmemory_free_buffer (raw);
  icalcomponent_free (calendar);
  return text;
}
