/* SPDX-License-Identifier: GPL-3.0-or-later
 * One function for each page. */
#include "config.h"

#include "rondo-reader.h"

#include "rondo-clients-table.h"
#include "rondo-desk-settings-store.h"
#include "rondo-error.h"
#include "rondo-life.h"
#include "rondo-log-entries-table.h"
#include "rondo-members-table.h"
#include "rondo-meta-table.h"
#include "rondo-notices-table.h"
#include "rondo-outbox-table.h"
#include "rondo-pairings-table.h"
#include "rondo-past-reader.h"
#include "rondo-plans-table.h"
#include "rondo-reciprocity.h"
#include "rondo-refused-title.h"
#include "rondo-registrations-table.h"
#include "rondo-rounds-table.h"
#include "rondo-sessions-table.h"
#include "rondo-view.h"

#include <glib/gi18n-lib.h>

/* Nobody reads more of what waits. */
#define MAX_WAITING 100

/* The hours of the member of this computer, all together. */
typedef struct {
  GPtrArray *clients;
  GPtrArray *entries;
  int64_t received_minutes;
  int64_t allowed_minutes; /* in exchange, that may count as paid */
} Hours;

static void
hours_clear (Hours *hours)
{
  g_clear_pointer (&hours->clients, g_ptr_array_unref);
  g_clear_pointer (&hours->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hours, hours_clear)

static int
compare_names (const char *a, const char *b, const char *id_a, const char *id_b)
{
  int order = g_utf8_collate (a, b);

  return order != 0 ? order : strcmp (id_a, id_b);
}

static int
compare_clients (gconstpointer a, gconstpointer b)
{
  const RondoClientPerson *client_a = *(RondoClientPerson *const *)a;
  const RondoClientPerson *client_b = *(RondoClientPerson *const *)b;

  return compare_names (client_a->name, client_b->name, client_a->id, client_b->id);
}

/* A member and the key to sort them by, which is costly to make. */
typedef struct {
  char *key;
  RondoMember *member; /* borrowed */
} SortedMember;

static void
sorted_member_clear (gpointer data)
{
  g_free (((SortedMember *)data)->key);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const SortedMember *member_a = a;
  const SortedMember *member_b = b;
  int order = strcmp (member_a->key, member_b->key);

  return order != 0 ? order : strcmp (member_a->member->id, member_b->member->id);
}

static GArray *
sort_members (GPtrArray *members)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (SortedMember), members->len);

  g_array_set_clear_func (sorted, sorted_member_clear);
  for (guint i = 0; i < members->len; i++) {
    RondoMember *member = g_ptr_array_index (members, i);
    SortedMember entry = {g_utf8_collate_key (member->name, -1), member};

    g_array_append_val (sorted, entry);
  }
  g_array_sort (sorted, compare_members);
  return sorted;
}

GPtrArray *
rondo_reader_list_clients (RondoDb *db, GError **error)
{
  GPtrArray *clients = rondo_clients_table_list (db, error);

  if (clients != NULL)
    g_ptr_array_sort (clients, compare_clients);
  return clients;
}

static int64_t
sum_received (GPtrArray *entries)
{
  int64_t sum = 0;

  for (guint i = 0; i < entries->len; i++) {
    const RondoLogEntry *entry = g_ptr_array_index (entries, i);

    if (entry->activity == RONDO_ACTIVITY_RECEIVED)
      sum += entry->minutes;
  }
  return sum;
}

static gboolean
read_hours (RondoView *view, Hours *hours, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  const char *self = rondo_view_get_self (view);
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_store_read (db, error);

  if (settings == NULL)
    return FALSE;
  hours->clients = rondo_reader_list_clients (db, error);
  if (hours->clients == NULL)
    return FALSE;
  hours->entries = rondo_log_entries_table_list (db, error);
  if (hours->entries == NULL)
    return FALSE;
  if (self != NULL &&
      !rondo_sessions_table_sum_received (db, self, &hours->received_minutes, error))
    return FALSE;
  hours->received_minutes += sum_received (hours->entries);
  hours->allowed_minutes = rondo_reciprocity_allow (hours->received_minutes, settings->is_balanced);
  return TRUE;
}

static GPtrArray *
read_own_pairings (RondoView *view, GError **error)
{
  const char *self = rondo_view_get_self (view);

  if (self == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_overview_free);
  return rondo_view_take_pairings (
      view,
      rondo_pairings_table_list_active_for_member (rondo_view_get_db (view), self, error),
      error);
}

/* What there was and is of pairings, and what the member is told. */
static gboolean
read_history (RondoView *view, RondoHomeOverview *home, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  const char *self = rondo_view_get_self (view);

  if (self == NULL) {
    home->history = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_overview_free);
    home->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_notice_free);
    return TRUE;
  }
  home->history = rondo_view_take_pairings (
      view, rondo_pairings_table_list_for_member (db, self, error), error);
  if (home->history == NULL)
    return FALSE;
  home->notices = rondo_notices_table_list_for_member (db, self, error);
  return home->notices != NULL;
}

RondoHomeOverview *
rondo_reader_read_home (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoHomeOverview) home = g_new0 (RondoHomeOverview, 1);
  g_auto (Hours) hours = {0};
  const char *self;

  if (view == NULL)
    return NULL;
  self = rondo_view_get_self (view);
  if (self != NULL && !rondo_members_table_find (db, self, &home->self, error))
    return NULL;
  home->pairings = read_own_pairings (view, error);
  if (home->pairings == NULL)
    return NULL;
  home->rounds = rondo_view_list_summaries (view, TRUE, error);
  if (home->rounds == NULL || !read_history (view, home, error) ||
      !read_hours (view, &hours, error))
    return NULL;
  home->received_minutes = hours.received_minutes;
  home->totals = rondo_hours_totals (hours.clients, hours.entries, hours.allowed_minutes);
  return g_steal_pointer (&home);
}

GPtrArray *
rondo_reader_read_members (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GArray) sorted = NULL;
  GPtrArray *overviews;

  if (view == NULL)
    return NULL;
  members = rondo_members_table_list (db, error);
  if (members == NULL)
    return NULL;
  sorted = sort_members (members);
  overviews = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_overview_free);
  g_ptr_array_set_free_func (members, NULL);
  for (guint i = 0; i < sorted->len; i++) {
    RondoMemberOverview *overview = g_new0 (RondoMemberOverview, 1);

    overview->member = g_array_index (sorted, SortedMember, i).member;
    overview->is_self = g_strcmp0 (overview->member->id, rondo_view_get_self (view)) == 0;
    overview->is_waiting = rondo_view_is_waiting (view, overview->member->id);
    overview->is_refused = rondo_view_is_refused (view, overview->member->id);
    g_ptr_array_add (overviews, overview);
  }
  return overviews;
}

GPtrArray *
rondo_reader_read_rounds (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);

  return view != NULL ? rondo_view_list_summaries (view, FALSE, error) : NULL;
}

static gboolean
fill_round (RondoView *view, RondoRoundOverview *overview, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  const char *id = overview->round->id;

  overview->members = rondo_members_table_list (db, error);
  if (overview->members == NULL)
    return FALSE;
  overview->registrations = rondo_registrations_table_list_for_round (db, id, error);
  if (overview->registrations == NULL)
    return FALSE;
  overview->pairings =
      rondo_view_take_pairings (view, rondo_pairings_table_list_for_round (db, id, error), error);
  if (overview->pairings == NULL)
    return FALSE;
  if (!rondo_round_state_is_over (overview->round->state)) {
    overview->past = rondo_past_reader_read (db, overview->round, error);
    if (overview->past == NULL)
      return FALSE;
  }
  overview->is_waiting = rondo_view_is_waiting (view, id);
  overview->is_refused = rondo_view_is_refused (view, id);
  return rondo_plans_table_find_for_round (db, id, &overview->plan, error) &&
         rondo_outbox_table_find_refused_message (db, id, &overview->refused_message, error);
}

RondoRoundOverview *
rondo_reader_read_round (RondoDb *db, const char *id, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoRoundOverview) overview = g_new0 (RondoRoundOverview, 1);

  if (view == NULL || !rondo_rounds_table_find (db, id, &overview->round, error))
    return NULL;
  if (overview->round == NULL) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("This round is not on this computer any more. Go back to the list of "
                            "rounds."));
    return NULL;
  }
  if (!fill_round (view, overview, error))
    return NULL;
  return g_steal_pointer (&overview);
}

static char *
dup_client_name (GHashTable *clients, const char *id)
{
  const RondoClientPerson *client = g_hash_table_lookup (clients, id);

  return g_strdup (client != NULL ? client->name : "");
}

static GHashTable *
index_clients (GPtrArray *clients)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < clients->len; i++) {
    RondoClientPerson *client = g_ptr_array_index (clients, i);

    g_hash_table_insert (index, client->id, client);
  }
  return index;
}

static GPtrArray *
describe_entries (RondoView *view, const Hours *hours, GError **error)
{
  g_autoptr (GHashTable) clients = index_clients (hours->clients);
  g_autoptr (GPtrArray) overviews =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_overview_free);

  for (guint i = 0; i < hours->entries->len; i++) {
    const RondoLogEntry *entry = g_ptr_array_index (hours->entries, i);
    RondoLogEntryOverview *overview = g_new0 (RondoLogEntryOverview, 1);

    g_ptr_array_add (overviews, overview);
    overview->entry = rondo_log_entry_copy (entry);
    overview->client_name = dup_client_name (clients, entry->client);
    overview->is_waiting = rondo_view_is_waiting (view, entry->id);
    overview->is_refused = rondo_view_is_refused (view, entry->id);
    if (entry->session == NULL)
      continue;
    overview->is_waiting |= rondo_view_is_waiting (view, entry->session);
    overview->is_refused |= rondo_view_is_refused (view, entry->session);
    if (!rondo_sessions_table_find_pairing (
            rondo_view_get_db (view), entry->session, &overview->pairing, error))
      return NULL;
  }
  return g_steal_pointer (&overviews);
}

static void
keep_coached (GPtrArray *pairings)
{
  for (guint i = pairings->len; i-- > 0;)
    if (!((RondoPairingOverview *)g_ptr_array_index (pairings, i))->is_coach)
      g_ptr_array_remove_index (pairings, i);
}

RondoHoursOverview *
rondo_reader_read_hours (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoHoursOverview) overview = g_new0 (RondoHoursOverview, 1);
  g_auto (Hours) hours = {0};

  if (view == NULL || !read_hours (view, &hours, error))
    return NULL;
  overview->entries = describe_entries (view, &hours, error);
  if (overview->entries == NULL)
    return NULL;
  overview->pairings = read_own_pairings (view, error);
  if (overview->pairings == NULL)
    return NULL;
  keep_coached (overview->pairings);
  overview->received_minutes = hours.received_minutes;
  overview->totals = rondo_hours_totals (hours.clients, hours.entries, hours.allowed_minutes);
  overview->clients = g_steal_pointer (&hours.clients);
  return g_steal_pointer (&overview);
}

/* What was agreed on and not brought to its end yet. */
static gboolean
read_planned (RondoView *view, RondoHoursOverview *overview, GError **error)
{
  const char *self = rondo_view_get_self (view);
  g_autoptr (GPtrArray) sessions = NULL;

  if (self == NULL)
    return TRUE;
  sessions = rondo_sessions_table_list_for_member (rondo_view_get_db (view), self, error);
  if (sessions == NULL)
    return FALSE;
  for (guint i = sessions->len; i-- > 0;)
    if (((RondoSession *)g_ptr_array_index (sessions, i))->state != RONDO_SESSION_ACCEPTED)
      g_ptr_array_remove_index (sessions, i);
  overview->planned = g_steal_pointer (&sessions);
  return TRUE;
}

RondoHoursOverview *
rondo_reader_read_partners (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoHoursOverview) overview = g_new0 (RondoHoursOverview, 1);

  if (view == NULL)
    return NULL;
  overview->entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_overview_free);
  overview->clients = rondo_reader_list_clients (db, error);
  if (overview->clients == NULL)
    return NULL;
  overview->pairings = read_own_pairings (view, error);
  if (overview->pairings == NULL)
    return NULL;
  keep_coached (overview->pairings);
  if (!read_planned (view, overview, error))
    return NULL;
  return g_steal_pointer (&overview);
}

/* (transfer full) (nullable): the round that a registration is for */
static char *
find_round (const RondoOutboxEntry *entry)
{
  g_autoptr (RondoRegistration) registration =
      entry->kind == RONDO_KIND_REGISTRATION && entry->body != NULL
          ? rondo_wire_decode_registration (entry->record, entry->body, NULL)
          : NULL;

  return registration != NULL ? g_strdup (registration->round) : NULL;
}

static gboolean
fill_refused (RondoView *view, RondoOutboxOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) entries = rondo_outbox_table_list_refused (rondo_view_get_db (view), error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    RondoOutboxEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (RondoRefusedChange) change = g_new0 (RondoRefusedChange, 1);

    change->op = g_strdup (entry->op);
    change->message = g_strdup (entry->message);
    change->made_us = entry->made_us;
    change->kind = g_strdup (rondo_kind_to_word (entry->kind));
    change->record = g_strdup (entry->record);
    change->round = find_round (entry);
    change->is_put = entry->act == RONDO_ACT_PUT;
    if (!rondo_refused_title_read (view, entry, &change->title, error))
      return FALSE;
    g_ptr_array_add (overview->refused, g_steal_pointer (&change));
  }
  return TRUE;
}

static gboolean
fill_waiting (RondoView *view, RondoOutboxOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) entries =
      rondo_outbox_table_list_to_send (rondo_view_get_db (view), MAX_WAITING, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    RondoOutboxEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (RondoWaitingChange) change = g_new0 (RondoWaitingChange, 1);

    change->made_us = entry->made_us;
    if (!rondo_refused_title_read (view, entry, &change->title, error))
      return FALSE;
    g_ptr_array_add (overview->waiting, g_steal_pointer (&change));
  }
  return TRUE;
}

RondoOutboxOverview *
rondo_reader_read_outbox (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoOutboxOverview) overview = g_new0 (RondoOutboxOverview, 1);
  guint waiting;
  guint refused;

  overview->refused = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_refused_change_free);
  overview->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_waiting_change_free);
  if (view == NULL || !rondo_outbox_table_count (db, &waiting, &refused, error) ||
      !rondo_meta_table_read_int (db, RONDO_META_DEPOSITED_US, &overview->deposited_us, error) ||
      !fill_waiting (view, overview, error) || !fill_refused (view, overview, error))
    return NULL;
  overview->waiting_count = (int)waiting;
  return g_steal_pointer (&overview);
}

GBytes *
rondo_reader_export_hours (RondoDb *db, RondoDate today, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_auto (Hours) hours = {0};
  char *text;

  if (view == NULL || !read_hours (view, &hours, error))
    return NULL;
  text = rondo_hours_export_icf (hours.clients, hours.entries, hours.allowed_minutes, today);
  return g_bytes_new_take (text, strlen (text));
}
