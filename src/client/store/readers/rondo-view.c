/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading pairings and rounds with all that belongs to them. */
#include "config.h"

#include "rondo-view.h"

#include "rondo-feedback-table.h"
#include "rondo-life.h"
#include "rondo-members-table.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-pairings-table.h"
#include "rondo-profiles-table.h"
#include "rondo-registrations-table.h"
#include "rondo-rounds-table.h"
#include "rondo-sessions-table.h"

struct _RondoView {
  RondoDb *db; /* borrowed */

  /* owned */
  char *self;
  GHashTable *waiting; /* ids of records */
  GHashTable *refused;
  GHashTable *names; /* of members by id, as they are looked up */
};

static GHashTable *
read_marked (RondoDb *db, gboolean is_refused, GError **error)
{
  g_autoptr (GPtrArray) ids = rondo_outbox_table_list_marked (db, is_refused, error);
  GHashTable *set;

  if (ids == NULL)
    return NULL;
  set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_strdup (g_ptr_array_index (ids, i)));
  return set;
}

static gboolean
fill (RondoView *view, GError **error)
{
  view->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!rondo_meta_table_read (view->db, RONDO_META_MEMBER, &view->self, error))
    return FALSE;
  view->waiting = read_marked (view->db, FALSE, error);
  if (view->waiting == NULL)
    return FALSE;
  view->refused = read_marked (view->db, TRUE, error);
  return view->refused != NULL;
}

RondoView *
rondo_view_new (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = NULL;

  if (!rondo_db_begin_read (db, error))
    return NULL;
  view = g_new0 (RondoView, 1);
  view->db = db;
  if (!fill (view, error))
    return NULL;
  return g_steal_pointer (&view);
}

void
rondo_view_free (RondoView *view)
{
  rondo_db_rollback (view->db);
  g_free (view->self);
  g_clear_pointer (&view->waiting, g_hash_table_unref);
  g_clear_pointer (&view->refused, g_hash_table_unref);
  g_clear_pointer (&view->names, g_hash_table_unref);
  g_free (view);
}

RondoDb *
rondo_view_get_db (RondoView *view)
{
  return view->db;
}

const char *
rondo_view_get_self (RondoView *view)
{
  return view->self;
}

gboolean
rondo_view_is_waiting (RondoView *view, const char *id)
{
  return g_hash_table_contains (view->waiting, id);
}

gboolean
rondo_view_is_refused (RondoView *view, const char *id)
{
  return g_hash_table_contains (view->refused, id);
}

/* Coordinators hold the member itself, partners the profile, everybody their own name. */
static gboolean
find_name (RondoView *view, const char *id, char **name, GError **error)
{
  g_autoptr (RondoProfile) profile = NULL;

  if (!rondo_members_table_find_name (view->db, id, name, error))
    return FALSE;
  if (*name == NULL) {
    if (!rondo_profiles_table_find_for_member (view->db, id, &profile, error))
      return FALSE;
    *name = profile != NULL ? g_strdup (profile->name) : NULL;
  }
  if (*name == NULL && g_strcmp0 (id, view->self) == 0 &&
      !rondo_meta_table_read (view->db, RONDO_META_NAME, name, error))
    return FALSE;
  if (*name == NULL)
    *name = g_strdup ("");
  return TRUE;
}

gboolean
rondo_view_dup_name (RondoView *view, const char *id, char **name, GError **error)
{
  const char *known = g_hash_table_lookup (view->names, id);

  *name = NULL;
  if (known != NULL) {
    *name = g_strdup (known);
    return TRUE;
  }
  if (!find_name (view, id, name, error))
    return FALSE;
  g_hash_table_insert (view->names, g_strdup (id), g_strdup (*name));
  return TRUE;
}

/* A coordinator sees whole members; they show as a partner what a partner would see. */
static gboolean
find_partner (RondoView *view, const char *id, RondoProfile **partner, GError **error)
{
  g_autoptr (RondoMember) member = NULL;

  if (!rondo_profiles_table_find_for_member (view->db, id, partner, error))
    return FALSE;
  if (*partner != NULL)
    return TRUE;
  if (!rondo_members_table_find (view->db, id, &member, error))
    return FALSE;
  if (member != NULL)
    *partner = rondo_profile_new_for_member (member);
  return TRUE;
}

static gboolean
add_progress (RondoView *view, RondoPairingOverview *overview, GError **error)
{
  RondoSessionProgress progress;

  if (!rondo_sessions_table_read_progress (view->db, overview->pairing->id, &progress, error))
    return FALSE;
  overview->sessions_held = (int)progress.held;
  overview->minutes_held = progress.minutes;
  overview->last_session = progress.last;
  overview->missed_count = (int)progress.missed;
  overview->missed_lately = (int)progress.lately;
  overview->differing_count = (int)progress.differing;
  return rondo_sessions_table_find_next (
      view->db, overview->pairing->id, &overview->next_session, error);
}

/* Of a partner whose profile is gone, the ended pairing still says the name. */
static gboolean
find_partner_name (
    RondoView *view, const char *id, const char *fallback, char **name, GError **error)
{
  if (!rondo_view_dup_name (view, id, name, error))
    return FALSE;
  if (**name == '\0' && fallback != NULL) {
    g_free (*name);
    *name = g_strdup (fallback);
  }
  return TRUE;
}

static gboolean
fill_pairing (RondoView *view, RondoPairingOverview *overview, GError **error)
{
  const RondoPairing *pairing = overview->pairing;

  overview->is_coach = g_strcmp0 (pairing->coach, view->self) == 0;
  overview->is_client = g_strcmp0 (pairing->client, view->self) == 0;
  overview->is_waiting = rondo_view_is_waiting (view, pairing->id);
  if (!find_partner_name (
          view, pairing->coach, pairing->coach_name, &overview->coach_name, error) ||
      !find_partner_name (
          view, pairing->client, pairing->client_name, &overview->client_name, error) ||
      !rondo_rounds_table_find (view->db, pairing->round, &overview->round, error) ||
      !add_progress (view, overview, error))
    return FALSE;
  overview->feedback = rondo_feedback_table_list_for_pairing (view->db, pairing->id, error);
  if (overview->feedback == NULL)
    return FALSE;
  if (overview->is_coach)
    return find_partner (view, pairing->client, &overview->partner, error);
  if (overview->is_client)
    return find_partner (view, pairing->coach, &overview->partner, error);
  return TRUE;
}

/* A pairing may arrive a page before its round; until then it is not shown. */
GPtrArray *
rondo_view_take_pairings (RondoView *view, GPtrArray *pairings, GError **error)
{
  g_autoptr (GPtrArray) owned = pairings;
  g_autoptr (GPtrArray) overviews = NULL;

  if (owned == NULL)
    return NULL;
  overviews = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_overview_free);
  for (guint i = 0; i < owned->len; i++) {
    g_autoptr (RondoPairingOverview) overview = g_new0 (RondoPairingOverview, 1);

    overview->pairing = rondo_pairing_copy (g_ptr_array_index (owned, i));
    if (!fill_pairing (view, overview, error))
      return NULL;
    if (overview->round != NULL)
      g_ptr_array_add (overviews, g_steal_pointer (&overview));
  }
  return g_steal_pointer (&overviews);
}

static gboolean
fill_summary (RondoView *view, RondoRoundSummary *summary, GError **error)
{
  const char *id = summary->round->id;
  int64_t registered;
  int64_t pairings;
  int64_t held;

  if (!rondo_registrations_table_count_for_round (view->db, id, &registered, error) ||
      !rondo_pairings_table_count_for_round (view->db, id, &pairings, error) ||
      !rondo_sessions_table_count_for_round (view->db, id, &held, error))
    return FALSE;
  if (view->self != NULL && !rondo_registrations_table_find_for_member (
                                view->db, id, view->self, &summary->registration, error))
    return FALSE;

  summary->registered_count = (int)registered;
  summary->pairing_count = (int)pairings;
  summary->sessions_held = (int)held;
  summary->sessions_planned = (int)pairings * summary->round->session_count;
  summary->is_waiting = rondo_view_is_waiting (view, id);
  summary->is_refused = rondo_view_is_refused (view, id);
  return TRUE;
}

static void
mark_registration (RondoView *view, RondoRoundSummary *summary)
{
  if (summary->registration == NULL)
    return;
  summary->is_waiting |= rondo_view_is_waiting (view, summary->registration->id);
  summary->is_refused |= rondo_view_is_refused (view, summary->registration->id);
}

/* Open to join, or to wait for a place; or the member takes part and may withdraw. */
static gboolean
concerns_member (const RondoRoundSummary *summary)
{
  const RondoRound *round = summary->round;

  if (round->state == RONDO_ROUND_OPEN)
    return TRUE;
  if (round->state == RONDO_ROUND_DRAFT || rondo_round_state_is_over (round->state))
    return FALSE;
  return round->takes_standby || (summary->registration != NULL &&
                                  summary->registration->state != RONDO_REGISTRATION_WITHDRAWN);
}

GPtrArray *
rondo_view_list_summaries (RondoView *view, gboolean only_open, GError **error)
{
  g_autoptr (GPtrArray) rounds = rondo_rounds_table_list (view->db, error);
  g_autoptr (GPtrArray) summaries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_round_summary_free);

  if (rounds == NULL)
    return NULL;
  for (guint i = 0; i < rounds->len; i++) {
    g_autoptr (RondoRoundSummary) summary = g_new0 (RondoRoundSummary, 1);

    summary->round = rondo_round_copy (g_ptr_array_index (rounds, i));
    if (!fill_summary (view, summary, error))
      return NULL;
    if (only_open && !concerns_member (summary))
      continue;
    mark_registration (view, summary);
    g_ptr_array_add (summaries, g_steal_pointer (&summary));
  }
  return g_steal_pointer (&summaries);
}
