/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions behind a log, one row each. In English like the columns of the log they belong to.
 */
#include "config.h"

#include "rondo-hours-sessions.h"

static const RondoColumn columns[] = {
    {"Date", RONDO_CELL_DATE, 11, FALSE},
    {"Start", RONDO_CELL_TEXT, 6, FALSE},
    {"Client Name", RONDO_CELL_TEXT, 26, FALSE},
    {"Individual/Group", RONDO_CELL_TEXT, 11, FALSE},
    {"No. of individuals in Group", RONDO_CELL_COUNT, 11, FALSE},
    {"Setting", RONDO_CELL_TEXT, 11, FALSE},
    {"Minutes", RONDO_CELL_COUNT, 9, TRUE},
    {"Paid Hours", RONDO_CELL_HOURS, 9, TRUE},
    {"Pro-bono Hours", RONDO_CELL_HOURS, 9, TRUE},
};

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
add_entry (RondoTable *table, const RondoLogEntry *entry, const char *name, int64_t paid_minutes)
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

  rondo_table_add_row (table, cells);
}

RondoTable *
rondo_hours_table_sessions (GPtrArray *clients,
                            GPtrArray *entries,
                            const RondoPaidEdge *edge,
                            RondoDate today)
{
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (RondoTable) table = NULL;
  g_autofree char *day = rondo_date_to_iso (today);

  g_return_val_if_fail (clients != NULL && entries != NULL && edge != NULL, NULL);

  names = index_consenting (clients);
  selected = select_entries (entries, names);
  table = rondo_table_new ("Coaching Sessions", columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < selected->len; i++) {
    const RondoLogEntry *entry = selected->pdata[i];

    add_entry (table,
               entry,
               g_hash_table_lookup (names, entry->client),
               rondo_log_entry_get_paid (entry, edge));
  }
  rondo_table_add_up (table, 0, "Total");
  rondo_table_take_note (
      table,
      g_strdup_printf (
          "Prepared by the rules as of %s; hours are self-reported and not certified. Hours are "
          "rounded down to two decimals. Only clients who consented to be listed are shown.",
          day));
  return g_steal_pointer (&table);
}

char *
rondo_hours_export_sessions (GPtrArray *clients,
                             GPtrArray *entries,
                             const RondoPaidEdge *edge,
                             RondoDate today)
{
  g_autoptr (RondoTable) table = rondo_hours_table_sessions (clients, entries, edge, today);

  return table != NULL ? rondo_table_to_csv (table) : NULL;
}
