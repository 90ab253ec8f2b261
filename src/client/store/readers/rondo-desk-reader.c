/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading what the coach's desk shows. */
#include "config.h"

#include "rondo-desk-reader.h"

#include "rondo-clients-table.h"
#include "rondo-credential-files.h"
#include "rondo-desk-account.h"
#include "rondo-desk-settings-store.h"
#include "rondo-hours-sessions.h"
#include "rondo-id.h"
#include "rondo-log-entries-table.h"
#include "rondo-members-table.h"
#include "rondo-pairings-table.h"
#include "rondo-profiles-table.h"
#include "rondo-reader.h"
#include "rondo-sessions-table.h"
#include "rondo-view.h"

static GHashTable *
index_names (GPtrArray *clients)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < clients->len; i++) {
    RondoClientPerson *client = g_ptr_array_index (clients, i);

    g_hash_table_insert (names, client->id, client->name);
  }
  return names;
}

static guint8
get_mark (RondoView *view, const RondoLogEntry *entry)
{
  guint8 mark = 0;

  if (rondo_view_is_waiting (view, entry->id) ||
      (entry->session != NULL && rondo_view_is_waiting (view, entry->session)))
    mark |= RONDO_MARK_WAITING;
  if (rondo_view_is_refused (view, entry->id) ||
      (entry->session != NULL && rondo_view_is_refused (view, entry->session)))
    mark |= RONDO_MARK_REFUSED;
  return mark;
}

static void
add_up (RondoView *view, RondoLogOverview *log, const RondoDeskAccount *account)
{
  RondoPaidEdge edge;
  RondoHoursTotals all;

  log->balance = rondo_desk_account_split (account, INT32_MAX);
  edge = rondo_paid_edge_find (account->entries, log->balance.paid);
  all = rondo_hours_totals_part (log->clients, account->entries, &edge);
  log->totals = rondo_hours_totals_part (log->clients, log->entries, &edge);
  log->not_exportable = all.not_exportable;
  log->all_count = account->entries->len;
  log->marks = g_byte_array_sized_new (log->entries->len);
  for (guint i = 0; i < log->entries->len; i++) {
    const RondoLogEntry *entry = g_ptr_array_index (log->entries, i);
    guint8 mark = get_mark (view, entry);

    g_byte_array_append (log->marks, &mark, 1);
    if (entry->activity != RONDO_ACTIVITY_COACHING)
      log->other_minutes += entry->minutes;
  }
}

/* All entries were read already, in the same order. */
static gboolean
is_everything (const RondoLogFilter *filter)
{
  return filter->client == NULL && (filter->search == NULL || *filter->search == '\0') &&
         filter->from == RONDO_DATE_NONE && filter->until == RONDO_DATE_NONE &&
         filter->kind == RONDO_LOG_ALL;
}

RondoLogOverview *
rondo_desk_reader_read_log (RondoDb *db, const RondoLogFilter *filter, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoLogOverview) log = g_new0 (RondoLogOverview, 1);
  g_auto (RondoDeskAccount) account = {0};

  if (view == NULL || !rondo_desk_account_read (view, &account, error))
    return NULL;
  log->clients = rondo_reader_list_clients (db, error);
  if (log->clients == NULL)
    return NULL;
  log->names = index_names (log->clients);
  log->entries = is_everything (filter) ? g_ptr_array_ref (account.entries)
                                        : rondo_log_entries_table_find (db, filter, error);
  if (log->entries == NULL)
    return NULL;
  add_up (view, log, &account);
  return g_steal_pointer (&log);
}

GBytes *
rondo_desk_reader_export_sessions (RondoDb *db,
                                   const RondoLogFilter *filter,
                                   RondoDate today,
                                   GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_auto (RondoDeskAccount) account = {0};
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  RondoPaidEdge edge;
  char *text = NULL;

  if (view == NULL || !rondo_desk_account_read (view, &account, error))
    return NULL;
  clients = rondo_reader_list_clients (db, error);
  if (clients == NULL)
    return NULL;
  entries = rondo_log_entries_table_find (db, filter, error);
  if (entries == NULL)
    return NULL;
  edge =
      rondo_paid_edge_find (account.entries, rondo_desk_account_split (&account, INT32_MAX).paid);
  text = rondo_hours_export_sessions (clients, entries, &edge, today);
  return g_bytes_new_take (text, strlen (text));
}

/* Adds a plan for each of the credentials that were chosen and are known. */
static void
make_plans (RondoPlansOverview *plans, const RondoPlanInput *input)
{
  for (char **id = plans->settings->credentials; *id != NULL; id++) {
    const RondoCredentialRule *rule = rondo_credential_rules_find (plans->rules, *id);

    if (rule != NULL)
      g_ptr_array_add (plans->plans, rondo_credential_plan_new (rule, input));
  }
}

static RondoDate
get_rules_day (const RondoDeskSettings *settings, RondoDate today)
{
  return settings->application != RONDO_DATE_NONE ? settings->application : today;
}

RondoPlansOverview *
rondo_desk_reader_read_plans (RondoDb *db, RondoDate today, const char *own_dir, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoPlansOverview) plans = g_new0 (RondoPlansOverview, 1);
  g_auto (RondoDeskAccount) account = {0};
  RondoPlanInput input;

  if (view == NULL || !rondo_desk_account_read (view, &account, error))
    return NULL;
  plans->own_dir = g_strdup (own_dir);
  plans->problems = g_ptr_array_new_with_free_func (g_free);
  plans->all_rules =
      rondo_credential_files_load (own_dir, account.settings->rules, plans->problems);
  plans->settings = rondo_desk_settings_copy (account.settings);
  plans->rules =
      rondo_credential_rules_select (plans->all_rules, get_rules_day (account.settings, today));
  plans->plans = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_credential_plan_free);
  input = (RondoPlanInput){account.entries, account.received, plans->settings, today};
  make_plans (plans, &input);
  plans->pace = rondo_plan_input_get_pace (&input);
  plans->balance = rondo_desk_account_split (&account, today);
  return g_steal_pointer (&plans);
}

static RondoLogEntryOverview *
describe_entry (RondoView *view, RondoLogEntry *entry, GError **error)
{
  g_autoptr (RondoLogEntryOverview) overview = g_new0 (RondoLogEntryOverview, 1);
  RondoDb *db = rondo_view_get_db (view);
  guint8 mark = get_mark (view, entry);
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GHashTable) names = NULL;

  overview->entry = entry;
  overview->is_waiting = (mark & RONDO_MARK_WAITING) != 0;
  overview->is_refused = (mark & RONDO_MARK_REFUSED) != 0;
  clients = rondo_reader_list_clients (db, error);
  if (clients == NULL)
    return NULL;
  names = index_names (clients);
  overview->client_name = g_strdup (g_hash_table_lookup (names, entry->client));
  if (overview->client_name == NULL)
    overview->client_name = g_strdup ("");
  if (entry->session != NULL &&
      !rondo_sessions_table_find_pairing (db, entry->session, &overview->pairing, error))
    return NULL;
  return g_steal_pointer (&overview);
}

RondoLogEntryOverview *
rondo_desk_reader_read_entry (RondoDb *db, const char *id, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  RondoLogEntry *entry = NULL;

  if (view == NULL || !rondo_log_entries_table_read (db, id, &entry, error) || entry == NULL)
    return NULL;
  return describe_entry (view, entry, error);
}

/* The smallest limit of the credentials that are planned for, or of all if none is. */
static int
find_group_most (const RondoDeskSettings *settings, RondoDate today, const char *own_dir)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = rondo_credential_files_load (own_dir, settings->rules, problems);
  g_autoptr (GPtrArray) rules =
      rondo_credential_rules_select (all, get_rules_day (settings, today));
  gboolean has_chosen = settings->credentials[0] != NULL;
  int most = RONDO_VALUE_UNKNOWN;

  for (guint i = 0; i < rules->len; i++) {
    const RondoCredentialRule *rule = g_ptr_array_index (rules, i);

    if (rule->group_most == RONDO_VALUE_UNKNOWN ||
        (has_chosen && !g_strv_contains ((const char *const *)settings->credentials, rule->id)))
      continue;
    most = most == RONDO_VALUE_UNKNOWN ? rule->group_most : MIN (most, rule->group_most);
  }
  return most;
}

static gboolean
find_mentee (RondoDb *db, const RondoLogEntry *entry, gboolean *is_mentee, GError **error)
{
  *is_mentee = FALSE;
  return entry->client == NULL || rondo_log_entries_table_has_activity (db,
                                                                        entry->client,
                                                                        RONDO_ACTIVITY_MENTORING,
                                                                        RONDO_ACTIVITY_SUPERVISION,
                                                                        is_mentee,
                                                                        error);
}

/* Whom the client @id of @self stands for: also one who is not in the log yet. */
static gboolean
find_partner (RondoDb *db, const char *self, const char *id, char **member, GError **error)
{
  g_autoptr (GPtrArray) pairings = rondo_pairings_table_list_for_member (db, self, error);
  g_autoptr (GPtrArray) clients = NULL;

  if (pairings == NULL)
    return FALSE;
  clients = rondo_clients_table_list (db, error);
  if (clients == NULL)
    return FALSE;
  for (guint i = 0; i < clients->len && *member == NULL; i++) {
    const RondoClientPerson *client = clients->pdata[i];

    if (g_str_equal (client->id, id))
      *member = g_strdup (client->member);
  }
  for (guint i = 0; i < pairings->len && *member == NULL; i++) {
    const RondoPairing *pairing = pairings->pdata[i];
    g_autofree char *derived = rondo_id_derive (self, pairing->client);

    if (g_str_equal (derived, id))
      *member = g_strdup (pairing->client);
  }
  return TRUE;
}

/* The courses that the coach and the client are in, as far as this computer knows. */
static gboolean
find_courses (RondoView *view, const char *client, char **own, char **other, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  const char *self = rondo_view_get_self (view);
  g_autofree char *partner = NULL;
  RondoMember *member = NULL;
  RondoProfile *profile = NULL;

  if (self == NULL || client == NULL)
    return TRUE;
  if (!find_partner (db, self, client, &partner, error) ||
      !rondo_members_table_find (db, self, &member, error))
    return FALSE;
  *own = member != NULL ? g_strdup (member->course) : NULL;
  g_clear_pointer (&member, rondo_member_free);
  if (partner == NULL)
    return TRUE;
  if (!rondo_profiles_table_find_for_member (db, partner, &profile, error) ||
      !rondo_members_table_find (db, partner, &member, error))
    return FALSE;
  if (profile != NULL || member != NULL)
    *other = g_strdup (profile != NULL ? profile->course : member->course);
  g_clear_pointer (&profile, rondo_profile_free);
  g_clear_pointer (&member, rondo_member_free);
  return TRUE;
}

GPtrArray *
rondo_desk_reader_check_entry (RondoDb *db,
                               const RondoLogEntry *entry,
                               const char *client_name,
                               RondoDate today,
                               const char *own_dir,
                               GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoDeskSettings) settings = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autofree char *own_course = NULL;
  g_autofree char *client_course = NULL;
  RondoLogSurroundings around = {.today = today, .client_name = client_name};

  if (view == NULL)
    return NULL;
  settings = rondo_desk_settings_store_read (db, error);
  if (settings == NULL || !find_mentee (db, entry, &around.is_mentee, error) ||
      !find_courses (view, entry->client, &own_course, &client_course, error))
    return NULL;
  around.own_course = own_course;
  around.client_course = client_course;
  others = rondo_date_is_valid (entry->date)
               ? rondo_log_entries_table_list_days (db, entry->date - 1, entry->date + 1, error)
               : g_ptr_array_new ();
  if (others == NULL)
    return NULL;
  around.others = others;
  around.training_start = settings->training_start;
  around.group_most =
      entry->group_size > 1 ? find_group_most (settings, today, own_dir) : RONDO_VALUE_UNKNOWN;
  return rondo_log_warnings_find (entry, &around);
}
