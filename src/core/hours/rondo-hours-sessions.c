/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions behind a log, one row each. In English like the columns of the log they belong to.
 */
#include "config.h"

#include "rondo-hours-sessions.h"

#include "rondo-csv.h"

/* Whole hundredths of an hour, as rondo_minutes_to_hours() shows them. */
static int64_t
to_hundredths (int64_t minutes)
{
  return minutes / 60 * 100 + minutes % 60 * 100 / 60;
}

static char *
format_hundredths (int64_t hundredths)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hundredths / 100, (int)(hundredths % 100));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RondoLogEntry *first = *(const RondoLogEntry *const *)a;
  const RondoLogEntry *second = *(const RondoLogEntry *const *)b;

  if (first->date != second->date)
    return first->date < second->date ? -1 : 1;
  if (first->start_minute != second->start_minute)
    return first->start_minute - second->start_minute;
  return g_strcmp0 (first->id, second->id);
}

static GHashTable *
index_consenting (GPtrArray *clients)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < clients->len; i++) {
    RondoClientPerson *client = clients->pdata[i];

    if (client->id != NULL && client->has_consented)
      g_hash_table_insert (names, client->id, client->name);
  }
  return names;
}

/* Coaching of clients who consented, by day and time. */
static GPtrArray *
select_entries (GPtrArray *entries, GHashTable *names)
{
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    const RondoLogEntry *entry = entries->pdata[i];

    if (entry->activity == RONDO_ACTIVITY_COACHING && entry->client != NULL &&
        g_hash_table_contains (names, entry->client))
      g_ptr_array_add (selected, entries->pdata[i]);
  }
  g_ptr_array_sort (selected, compare_entries);
  return selected;
}

static void
append_header (GString *out)
{
  static const char *const columns[] = {"Date",
                                        "Start",
                                        "Client Name",
                                        "Individual/Group",
                                        "No. of individuals in Group",
                                        "Setting",
                                        "Minutes",
                                        "Paid Hours",
                                        "Pro-bono Hours",
                                        NULL};

  rondo_csv_append (out, columns);
}

static void
append_entry (GString *out, const RondoLogEntry *entry, const char *name, int64_t paid_minutes)
{
  gboolean is_group = entry->group_size > 1;
  g_autofree char *date = rondo_date_to_iso (entry->date);
  g_autofree char *start = rondo_minute_to_text (entry->start_minute);
  g_autofree char *size = is_group ? g_strdup_printf ("%d", entry->group_size) : g_strdup ("");
  g_autofree char *minutes = g_strdup_printf ("%d", entry->minutes);
  g_autofree char *paid = rondo_minutes_to_hours (paid_minutes);
  g_autofree char *pro_bono = rondo_minutes_to_hours (entry->minutes - paid_minutes);
  const char *const cells[] = {date,
                               start,
                               name,
                               is_group ? "Group" : "Individual",
                               size,
                               rondo_setting_to_word (entry->setting),
                               minutes,
                               paid,
                               pro_bono,
                               NULL};

  rondo_csv_append (out, cells);
}

static void
append_end (GString *out, int64_t minutes, int64_t paid, int64_t pro_bono, RondoDate today)
{
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT, minutes);
  g_autofree char *paid_hours = format_hundredths (paid);
  g_autofree char *pro_bono_hours = format_hundredths (pro_bono);
  g_autofree char *day = rondo_date_to_iso (today);
  g_autofree char *note = g_strdup_printf (
      "Prepared by the rules as of %s; hours are self-reported and not certified. Hours are "
      "rounded down to two decimals. Only clients who consented to be listed are shown.",
      day);
  const char *const total[] = {"Total", "", "", "", "", "", all, paid_hours, pro_bono_hours, NULL};
  const char *const cells[] = {note, NULL};

  rondo_csv_append (out, total);
  rondo_csv_append (out, cells);
}

char *
rondo_hours_export_sessions (GPtrArray *clients,
                             GPtrArray *entries,
                             const RondoPaidEdge *edge,
                             RondoDate today)
{
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GString) out = NULL;
  int64_t minutes = 0, paid = 0, pro_bono = 0;

  g_return_val_if_fail (clients != NULL && entries != NULL && edge != NULL, NULL);

  names = index_consenting (clients);
  selected = select_entries (entries, names);
  out = g_string_new (NULL);
  append_header (out);
  for (guint i = 0; i < selected->len; i++) {
    const RondoLogEntry *entry = selected->pdata[i];
    int64_t paid_minutes = rondo_log_entry_get_paid (entry, edge);

    append_entry (out, entry, g_hash_table_lookup (names, entry->client), paid_minutes);
    minutes += entry->minutes;
    paid += to_hundredths (paid_minutes);
    pro_bono += to_hundredths (entry->minutes - paid_minutes);
  }
  append_end (out, minutes, paid, pro_bono, today);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
