/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letters that a coach edits and sends, and the consents that were given. */
#include "config.h"

#include "rondo-letters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const RondoColumn columns[] = {
    {"Client Name", RONDO_CELL_TEXT, 20, FALSE},
    {"Contact Info", RONDO_CELL_TEXT, 22, FALSE},
    {"Organization", RONDO_CELL_TEXT, 14, FALSE},
    {"Consent Given By", RONDO_CELL_TEXT, 16, FALSE},
    {"Date", RONDO_CELL_DATE, 11, FALSE},
    {"How", RONDO_CELL_TEXT, 22, FALSE},
    {"Wording", RONDO_CELL_TEXT, 34, FALSE},
};

void
rondo_organisation_free (RondoOrganisation *organisation)
{
  if (organisation == NULL)
    return;
  g_free (organisation->name);
  g_free (organisation);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(RondoOrganisation *const *)a)->name,
                         (*(RondoOrganisation *const *)b)->name);
}

static RondoOrganisation *
get_organisation (GHashTable *table, GPtrArray *list, const char *name, RondoDate day)
{
  RondoOrganisation *organisation = g_hash_table_lookup (table, name);

  if (organisation == NULL) {
    organisation = g_new0 (RondoOrganisation, 1);
    organisation->name = g_strdup (name);
    organisation->first = organisation->last = day;
    g_hash_table_insert (table, organisation->name, organisation);
    g_ptr_array_add (list, organisation);
  }
  return organisation;
}

static GHashTable *
index_clients (GPtrArray *clients)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < clients->len; i++) {
    RondoClientPerson *client = clients->pdata[i];

    if (client->id != NULL && *client->organisation != '\0')
      g_hash_table_insert (by_id, client->id, client);
  }
  return by_id;
}

/* A group counts once for each client who is named, at its largest. */
static void
count_people (RondoOrganisation *organisation, GHashTable *largest, const RondoLogEntry *entry)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (largest, entry->client));

  if (entry->group_size <= before)
    return;
  organisation->client_count += entry->group_size - before;
  g_hash_table_insert (largest, entry->client, GINT_TO_POINTER (entry->group_size));
}

GPtrArray *
rondo_organisations_find (GPtrArray *clients, GPtrArray *entries)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_organisation_free);
  g_autoptr (GHashTable) by_id = NULL;
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) largest = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (clients != NULL && entries != NULL, NULL);

  by_id = index_clients (clients);
  for (guint i = 0; i < entries->len; i++) {
    const RondoLogEntry *entry = entries->pdata[i];
    const RondoClientPerson *client =
        entry->client != NULL ? g_hash_table_lookup (by_id, entry->client) : NULL;
    RondoOrganisation *organisation = NULL;

    if (client == NULL || entry->activity != RONDO_ACTIVITY_COACHING ||
        entry->setting == RONDO_SETTING_DIRECT)
      continue;
    organisation = get_organisation (by_name, list, client->organisation, entry->date);
    organisation->first = MIN (organisation->first, entry->date);
    organisation->last = MAX (organisation->last, entry->date);
    organisation->minutes += entry->minutes;
    count_people (organisation, largest, entry);
  }
  g_ptr_array_sort (list, compare_names);
  return g_steal_pointer (&list);
}

static const char *
name_coach (const char *coach)
{
  return coach != NULL && *coach != '\0' ? coach : _ ("[your name]");
}

char *
rondo_letter_for_organisation (const RondoOrganisation *organisation,
                               const char *coach,
                               RondoDate today)
{
  g_autofree char *day = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *hours = NULL;

  g_return_val_if_fail (organisation != NULL, NULL);

  day = rondo_date_to_display (today);
  first = rondo_date_to_display (organisation->first);
  last = rondo_date_to_display (organisation->last);
  hours = rondo_minutes_to_local_hours (organisation->minutes);
  /* Translators: a letter; what is in brackets is filled in by hand. In this order: organization,
     day, coach, organization, coach, hours, number of clients, first day, last day, day */
  return g_strdup_printf (
      ngettext ("[on the letterhead of %s]\n\n%s\n\nConfirmation of coaching hours\n\nCoach: %s\n"
                "Organization: %s\nContact: [name, e-mail address and telephone]\n"
                "Role of the contact: [position]\nRole of the coach: [internal or external "
                "coach]\n\nWe confirm that %s has coached for us %s hours with %d client from %s "
                "to %s. Our confidentiality policy does not allow us to name the people who were "
                "coached.\n\n[signature]\n\nThe figures are from the coach's own log as of %s; "
                "they are self-reported and not certified.\n",
                "[on the letterhead of %s]\n\n%s\n\nConfirmation of coaching hours\n\nCoach: %s\n"
                "Organization: %s\nContact: [name, e-mail address and telephone]\n"
                "Role of the contact: [position]\nRole of the coach: [internal or external "
                "coach]\n\nWe confirm that %s has coached for us %s hours with %d clients from %s "
                "to %s. Our confidentiality policy does not allow us to name the people who were "
                "coached.\n\n[signature]\n\nThe figures are from the coach's own log as of %s; "
                "they are self-reported and not certified.\n",
                (gulong)organisation->client_count),
      organisation->name,
      day,
      name_coach (coach),
      organisation->name,
      name_coach (coach),
      hours,
      organisation->client_count,
      first,
      last,
      day);
}

char *
rondo_letter_consent_wording (const char *coach)
{
  /* Translators: the name of the coach */
  return g_strdup_printf (
      _ ("I agree that %s lists my name, my contact data, the first and last day of our coaching "
         "and the number of hours in a log of coaching hours, and shows it to the credentialing "
         "body if it asks for it. What we talk about is not part of it. I can withdraw this at "
         "any time."),
      name_coach (coach));
}

char *
rondo_letter_consent_request (const RondoClientPerson *client, const char *coach)
{
  g_autofree char *wording = NULL;

  g_return_val_if_fail (client != NULL, NULL);

  wording = rondo_letter_consent_wording (coach);
  /* Translators: a letter: name of the client, what is agreed to, name of the coach */
  return g_strdup_printf (
      _ ("Dear %s,\n\nfor a credential as a coach I keep a log of the hours I have coached. Our "
         "sessions can only be listed in it if you agree. If you do, please answer with these "
         "words:\n\n“%s”\n\nIf you would rather not, nothing changes between us, and you are left "
         "out.\n\nKind regards,\n%s\n"),
      client->name,
      wording,
      name_coach (coach));
}

static void
add_consent (RondoTable *table, const RondoClientPerson *client)
{
  g_autofree char *day = rondo_date_to_iso (client->consent_date);
  const char *const cells[] = {client->name,
                               client->contact,
                               client->organisation,
                               *client->consent_by != '\0' ? client->consent_by : client->name,
                               day,
                               client->consent_note,
                               client->consent_wording,
                               NULL};

  rondo_table_add_row (table, cells);
}

RondoTable *
rondo_hours_table_consents (GPtrArray *clients, RondoDate today)
{
  g_autoptr (RondoTable) table = NULL;
  g_autofree char *day = rondo_date_to_iso (today);
  guint n_others = 0;

  g_return_val_if_fail (clients != NULL, NULL);

  table = rondo_table_new ("Consent to Be Listed", columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = clients->pdata[i];

    if (client->has_consented)
      add_consent (table, client);
    else
      n_others++;
  }
  rondo_table_take_note (
      table,
      g_strdup_printf ("As of %s, by the rules of that day; as recorded by the coach and not "
                       "certified. Clients who did not consent or withdrew it are not named; "
                       "their number is %u.",
                       day,
                       n_others));
  return g_steal_pointer (&table);
}
