/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading the sessions of the member of this computer. */
#include "config.h"

#include "rondo-agenda-reader.h"

#include "rondo-members-table.h"
#include "rondo-pairings-table.h"
#include "rondo-profiles-table.h"
#include "rondo-rounds-table.h"
#include "rondo-sessions-table.h"
#include "rondo-timers-table.h"

#define USUAL_MINUTES 60

/* Coordinators hold the member, partners the profile. */
static gboolean
find_zone (RondoDb *db, const char *id, char **zone, GError **error)
{
  g_autoptr (RondoProfile) profile = NULL;
  g_autoptr (RondoMember) member = NULL;

  *zone = NULL;
  if (!rondo_profiles_table_find_for_member (db, id, &profile, error))
    return FALSE;
  if (profile == NULL && !rondo_members_table_find (db, id, &member, error))
    return FALSE;
  if (profile != NULL)
    *zone = g_strdup (profile->time_zone);
  else if (member != NULL)
    *zone = g_strdup (member->time_zone);
  return TRUE;
}

/* What a pairing says about one of its sessions. */
static gboolean
fill_of_pairing (RondoView *view,
                 RondoAgendaSession *entry,
                 const RondoPairing *pairing,
                 GError **error)
{
  const gboolean is_coach = g_strcmp0 (pairing->coach, rondo_view_get_self (view)) == 0;
  const char *fallback = is_coach ? pairing->client_name : pairing->coach_name;
  g_autoptr (RondoRound) round = NULL;

  entry->has_ended = pairing->state != RONDO_PAIRING_ACTIVE;
  if (!rondo_rounds_table_find (rondo_view_get_db (view), pairing->round, &round, error))
    return FALSE;
  entry->cancel_notice = round != NULL ? round->cancel_notice : RONDO_CANCEL_NOTICE_HOURS;
  entry->round_name = g_strdup (round != NULL ? round->name : "");
  if (*entry->name == '\0' && fallback != NULL) {
    g_free (entry->name);
    entry->name = g_strdup (fallback);
  }
  return TRUE;
}

static gboolean
fill_session (RondoView *view, RondoAgendaSession *entry, GError **error)
{
  const RondoSession *session = entry->session;
  const char *self = rondo_view_get_self (view);
  RondoDb *db = rondo_view_get_db (view);
  g_autoptr (RondoPairing) pairing = NULL;
  const char *coach, *other;

  if (session->pairing != NULL &&
      !rondo_pairings_table_find (db, session->pairing, &pairing, error))
    return FALSE;
  coach = pairing != NULL ? pairing->coach : session->coach;
  entry->side = g_strcmp0 (coach, self) == 0 ? RONDO_SIDE_COACH : RONDO_SIDE_CLIENT;
  other = entry->side == RONDO_SIDE_CLIENT ? coach
          : pairing != NULL                ? pairing->client
                                           : session->client;
  entry->is_waiting = rondo_view_is_waiting (view, session->id);
  entry->is_refused = rondo_view_is_refused (view, session->id);
  if (!rondo_view_dup_name (view, other, &entry->name, error) ||
      !find_zone (db, other, &entry->zone, error))
    return FALSE;
  if (pairing != NULL)
    return fill_of_pairing (view, entry, pairing, error);
  entry->cancel_notice = RONDO_CANCEL_NOTICE_HOURS;
  entry->round_name = g_strdup ("");
  return TRUE;
}

/* A day without a time comes before the times of that day. */
static int64_t
get_order (const RondoSession *session)
{
  return session->start_us != 0 ? session->start_us
                                : session->date * (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC);
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  const RondoSession *one = (*(RondoAgendaSession *const *)a)->session;
  const RondoSession *two = (*(RondoAgendaSession *const *)b)->session;
  const int64_t order_one = get_order (one), order_two = get_order (two);

  if (order_one != order_two)
    return order_one < order_two ? -1 : 1;
  return g_strcmp0 (one->id, two->id);
}

static gboolean
read_sessions (RondoView *view, RondoAgenda *agenda, GError **error)
{
  g_autoptr (GPtrArray) sessions =
      rondo_sessions_table_list_for_member (rondo_view_get_db (view), agenda->self, error);

  if (sessions == NULL)
    return FALSE;
  for (guint i = 0; i < sessions->len; i++) {
    g_autoptr (RondoAgendaSession) entry = g_new0 (RondoAgendaSession, 1);

    entry->session = rondo_session_copy (g_ptr_array_index (sessions, i));
    if (!fill_session (view, entry, error))
      return FALSE;
    g_ptr_array_add (agenda->sessions, g_steal_pointer (&entry));
  }
  g_ptr_array_sort (agenda->sessions, compare_sessions);
  return TRUE;
}

/* A pairing that began with its round counts from the first day of the round. */
static RondoDate
get_contact_due (const RondoPairingOverview *overview)
{
  const RondoRound *round = overview->round;
  RondoDate begun =
      overview->pairing->since != RONDO_DATE_NONE ? overview->pairing->since : round->start;

  return begun != RONDO_DATE_NONE ? begun + round->first_contact_days : RONDO_DATE_NONE;
}

static RondoPartner *
new_partner (const RondoPairingOverview *overview, const char *zone, gboolean is_free)
{
  RondoPartner *partner = g_new0 (RondoPartner, 1);
  const RondoPairing *pairing = overview->pairing;
  /* In return the other one coaches. */
  const gboolean is_coach = overview->is_coach != is_free;

  partner->side = is_coach ? RONDO_SIDE_COACH : RONDO_SIDE_CLIENT;
  partner->pairing = is_free ? NULL : g_strdup (pairing->id);
  partner->coach = g_strdup (is_free ? pairing->client : pairing->coach);
  partner->client = g_strdup (is_free ? pairing->coach : pairing->client);
  partner->name = g_strdup (overview->is_coach ? overview->client_name : overview->coach_name);
  partner->zone = g_strdup (zone);
  partner->round_name = g_strdup (is_free ? "" : overview->round->name);
  partner->contact_due = is_free ? RONDO_DATE_NONE : get_contact_due (overview);
  partner->minutes = is_free ? USUAL_MINUTES : overview->round->session_minutes;
  return partner;
}

/* Whether the two have a pairing in which the client of this one coaches. */
static gboolean
has_return (GPtrArray *pairings, const RondoPairing *pairing)
{
  for (guint i = 0; i < pairings->len; i++) {
    const RondoPairing *other = ((RondoPairingOverview *)g_ptr_array_index (pairings, i))->pairing;

    if (g_str_equal (other->coach, pairing->client) && g_str_equal (other->client, pairing->coach))
      return TRUE;
  }
  return FALSE;
}

/* Each pairing as it is, then what the two could do in return. */
static gboolean
read_partners (RondoView *view, RondoAgenda *agenda, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  g_autoptr (GPtrArray) pairings = rondo_view_take_pairings (
      view, rondo_pairings_table_list_active_for_member (db, agenda->self, error), error);

  if (pairings == NULL)
    return FALSE;
  for (int is_free = FALSE; is_free <= TRUE; is_free++)
    for (guint i = 0; i < pairings->len; i++) {
      const RondoPairingOverview *overview = g_ptr_array_index (pairings, i);
      const RondoPairing *pairing = overview->pairing;
      g_autofree char *zone = NULL;

      if (is_free && has_return (pairings, pairing))
        continue;
      if (!find_zone (db, overview->is_coach ? pairing->client : pairing->coach, &zone, error))
        return FALSE;
      g_ptr_array_add (agenda->partners, new_partner (overview, zone, is_free));
    }
  return TRUE;
}

RondoAgenda *
rondo_agenda_reader_read_view (RondoView *view, GError **error)
{
  g_autoptr (RondoAgenda) agenda = g_new0 (RondoAgenda, 1);

  agenda->self = g_strdup (rondo_view_get_self (view));
  agenda->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_agenda_session_free);
  agenda->partners = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_partner_free);
  if (!rondo_timers_table_read (rondo_view_get_db (view), &agenda->timer, error))
    return NULL;
  if (agenda->self != NULL &&
      (!read_sessions (view, agenda, error) || !read_partners (view, agenda, error)))
    return NULL;
  return g_steal_pointer (&agenda);
}

RondoAgenda *
rondo_agenda_reader_read (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);

  return view != NULL ? rondo_agenda_reader_read_view (view, error) : NULL;
}
