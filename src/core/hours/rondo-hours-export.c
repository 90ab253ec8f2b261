/* SPDX-License-Identifier: GPL-3.0-or-later
 * The totals of a log and the ICF client coaching log.
 *
 * Reciprocal coaching counts as paid only up to the minutes received, the rest as pro bono (see
 * rondo-reciprocity.h). The earliest minutes given are paid first. */
#include "config.h"

#include "rondo-hours.h"

static const RondoColumn columns[] = {
    {"Sr. No.", RONDO_CELL_COUNT, 4, FALSE},
    {"Client Name", RONDO_CELL_TEXT, 22, FALSE},
    {"Individual/Group", RONDO_CELL_TEXT, 11, FALSE},
    {"No. of individuals in Group", RONDO_CELL_COUNT, 11, FALSE},
    {"Contact Info", RONDO_CELL_TEXT, 24, FALSE},
    {"Start Date", RONDO_CELL_DATE, 11, FALSE},
    {"End Date", RONDO_CELL_DATE, 11, FALSE},
    {"Paid Hours", RONDO_CELL_HOURS, 9, TRUE},
    {"Pro-bono Hours", RONDO_CELL_HOURS, 9, TRUE},
};

/* What one client stands for. */
typedef struct {
  const RondoClientPerson *client; /* (nullable): an entry names somebody unknown */
  RondoDate first;
  RondoDate last;
  int64_t paid;
  int64_t pro_bono;
  int group_size; /* the largest; 1: one to one */
} Relation;

typedef struct {
  GPtrArray *relations; /* of Relation, in order of the first entry */
  GHashTable *by_id;    /* client id → Relation, borrowed; one to one */
  GHashTable *groups;   /* the same for groups in which that client is the one named */
} Ledger;

static void
ledger_free (Ledger *ledger)
{
  g_ptr_array_unref (ledger->relations);
  g_hash_table_unref (ledger->by_id);
  g_hash_table_unref (ledger->groups);
  g_free (ledger);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ledger, ledger_free)

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RondoLogEntry *first = *(const RondoLogEntry *const *)a;
  const RondoLogEntry *second = *(const RondoLogEntry *const *)b;

  if (first->date != second->date)
    return first->date < second->date ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

static int
compare_relations (gconstpointer a, gconstpointer b)
{
  const Relation *first = *(const Relation *const *)a;
  const Relation *second = *(const Relation *const *)b;
  int order = 0;

  if (first->first != second->first)
    return first->first < second->first ? -1 : 1;
  if (first->client != NULL && second->client != NULL) {
    order = g_strcmp0 (first->client->name, second->client->name);
    if (order == 0)
      order = g_strcmp0 (first->client->id, second->client->id);
  }
  return order != 0 ? order : first->group_size - second->group_size;
}

static Relation *
find_relation (Ledger *ledger, GHashTable *clients, const RondoLogEntry *entry)
{
  const char *id = entry->client != NULL ? entry->client : "";
  GHashTable *relations = entry->group_size > 1 ? ledger->groups : ledger->by_id;
  Relation *relation = g_hash_table_lookup (relations, id);

  if (relation == NULL) {
    relation = g_new0 (Relation, 1);
    relation->client = g_hash_table_lookup (clients, id);
    relation->first = entry->date;
    g_ptr_array_add (ledger->relations, relation);
    g_hash_table_insert (relations, (gpointer)id, relation);
  }
  relation->last = entry->date;
  relation->group_size = MAX (relation->group_size, entry->group_size);
  return relation;
}

static void
post (Relation *relation, const RondoLogEntry *entry, const RondoPaidEdge *edge)
{
  int64_t paid = rondo_log_entry_get_paid (entry, edge);

  relation->paid += paid;
  relation->pro_bono += MAX (entry->minutes, 0) - paid;
}

/* All entries by client, reciprocal minutes split. */
static Ledger *
ledger_new (GPtrArray *clients, GPtrArray *entries, const RondoPaidEdge *edge)
{
  Ledger *ledger = g_new0 (Ledger, 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (entries->len);

  ledger->relations = g_ptr_array_new_with_free_func (g_free);
  ledger->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  ledger->groups = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < clients->len; i++) {
    RondoClientPerson *client = clients->pdata[i];

    if (client->id != NULL)
      g_hash_table_insert (by_id, client->id, client);
  }
  for (guint i = 0; i < entries->len; i++)
    if (((const RondoLogEntry *)entries->pdata[i])->activity == RONDO_ACTIVITY_COACHING)
      g_ptr_array_add (sorted, entries->pdata[i]);
  g_ptr_array_sort (sorted, compare_entries);
  for (guint i = 0; i < sorted->len; i++)
    post (find_relation (ledger, by_id, sorted->pdata[i]), sorted->pdata[i], edge);
  return ledger;
}

/* Somebody coached alone and in a group is one client. */
static int
count_clients (const Ledger *ledger)
{
  guint count = g_hash_table_size (ledger->by_id);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ledger->groups);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    count += !g_hash_table_contains (ledger->by_id, id);
  return (int)count;
}

static gboolean
is_exportable (const Relation *relation)
{
  return relation->client != NULL && relation->client->has_consented;
}

/* Of the relationship, as far as it is said; the sessions lie within it. */
static RondoDate
get_start (const Relation *relation)
{
  RondoDate started = relation->client->started;

  return started != RONDO_DATE_NONE ? MIN (started, relation->first) : relation->first;
}

static RondoDate
get_end (const Relation *relation)
{
  return MAX (relation->client->ended, relation->last);
}

static void
add_relation (RondoTable *table, const Relation *relation)
{
  g_autofree char *serial = g_strdup_printf ("%u", table->rows->len + 1);
  g_autofree char *start = rondo_date_to_iso (get_start (relation));
  g_autofree char *end = rondo_date_to_iso (get_end (relation));
  g_autofree char *paid = rondo_minutes_to_hours (relation->paid);
  g_autofree char *pro_bono = rondo_minutes_to_hours (relation->pro_bono);
  gboolean is_group = relation->group_size > 1;
  g_autofree char *size = is_group ? g_strdup_printf ("%d", relation->group_size) : g_strdup ("");
  const char *const cells[] = {serial,
                               relation->client->name,
                               is_group ? "Group" : "Individual",
                               size,
                               relation->client->contact,
                               start,
                               end,
                               paid,
                               pro_bono,
                               NULL};

  rondo_table_add_row (table, cells);
}

/* In English like the columns: the log is made for the credentialing body. */
static void
add_note (RondoTable *table, RondoDate today, gboolean is_balanced)
{
  g_autofree char *day = rondo_date_to_iso (today);

  rondo_table_take_note (
      table,
      g_strdup_printf (
          "Prepared by the rules as of %s; hours are self-reported and not certified. Hours are "
          "rounded down to two decimals. Reciprocal coaching counts as paid%s. Only clients who "
          "consented to be listed are shown.",
          day,
          is_balanced ? " up to the hours received" : ""));
}

RondoPaidEdge
rondo_paid_edge_find (GPtrArray *entries, int64_t allowed)
{
  RondoPaidEdge edge = {INT32_MAX, NULL, 0};
  g_autoptr (GPtrArray) given = NULL;
  int64_t left = MAX (allowed, 0);

  g_return_val_if_fail (entries != NULL, edge);

  given = g_ptr_array_new ();
  for (guint i = 0; i < entries->len; i++) {
    const RondoLogEntry *entry = entries->pdata[i];

    if (entry->activity == RONDO_ACTIVITY_COACHING && entry->payment == RONDO_PAYMENT_RECIPROCAL)
      g_ptr_array_add (given, entries->pdata[i]);
  }
  g_ptr_array_sort (given, compare_entries);
  for (guint i = 0; i < given->len; i++) {
    const RondoLogEntry *entry = given->pdata[i];

    if (entry->minutes > left)
      return (RondoPaidEdge){entry->date, entry->id, left};
    left -= MAX (entry->minutes, 0);
  }
  return edge;
}

int64_t
rondo_log_entry_get_paid (const RondoLogEntry *entry, const RondoPaidEdge *edge)
{
  int64_t minutes = MAX (entry->minutes, 0);
  int order;

  if (entry->activity != RONDO_ACTIVITY_COACHING || entry->payment == RONDO_PAYMENT_PRO_BONO)
    return 0;
  if (entry->payment == RONDO_PAYMENT_PAID || edge->id == NULL)
    return minutes;
  order = entry->date != edge->date ? (entry->date < edge->date ? -1 : 1)
                                    : g_strcmp0 (entry->id, edge->id);
  if (order == 0)
    return edge->minutes;
  return order < 0 ? minutes : 0;
}

RondoHoursTotals
rondo_hours_totals_part (GPtrArray *clients, GPtrArray *entries, const RondoPaidEdge *edge)
{
  RondoHoursTotals totals = {0};
  g_autoptr (Ledger) ledger = NULL;

  g_return_val_if_fail (clients != NULL && entries != NULL && edge != NULL, totals);

  ledger = ledger_new (clients, entries, edge);
  for (guint i = 0; i < ledger->relations->len; i++) {
    const Relation *relation = ledger->relations->pdata[i];

    totals.paid += relation->paid;
    totals.pro_bono += relation->pro_bono;
    if (!is_exportable (relation))
      totals.not_exportable += relation->paid + relation->pro_bono;
  }
  totals.total = totals.paid + totals.pro_bono;
  totals.client_count = count_clients (ledger);
  return totals;
}

RondoHoursTotals
rondo_hours_totals (GPtrArray *clients, GPtrArray *entries, int64_t received_minutes)
{
  RondoPaidEdge edge = {0};

  g_return_val_if_fail (clients != NULL && entries != NULL, (RondoHoursTotals){0});

  edge = rondo_paid_edge_find (entries, received_minutes);
  return rondo_hours_totals_part (clients, entries, &edge);
}

RondoTable *
rondo_hours_table_icf (GPtrArray *clients,
                       GPtrArray *entries,
                       int64_t received_minutes,
                       RondoDate today)
{
  g_autoptr (Ledger) ledger = NULL;
  g_autoptr (RondoTable) table = NULL;
  RondoPaidEdge edge = {0};

  g_return_val_if_fail (clients != NULL && entries != NULL, NULL);

  edge = rondo_paid_edge_find (entries, received_minutes);
  ledger = ledger_new (clients, entries, &edge);
  table = rondo_table_new ("Client Coaching Log", columns, G_N_ELEMENTS (columns));
  g_ptr_array_sort (ledger->relations, compare_relations);
  for (guint i = 0; i < ledger->relations->len; i++) {
    const Relation *relation = ledger->relations->pdata[i];

    if (is_exportable (relation))
      add_relation (table, relation);
  }
  /* It may fall short of the exact minutes by less than a hundredth of an hour per row and column:
   * rounding the rows so that they meet the exact total would have to round some of them up. */
  rondo_table_add_up (table, 1, "Total Hours (Paid & Pro Bono)");
  add_note (table, today, received_minutes < INT64_MAX);
  return g_steal_pointer (&table);
}

char *
rondo_hours_export_icf (GPtrArray *clients,
                        GPtrArray *entries,
                        int64_t received_minutes,
                        RondoDate today)
{
  g_autoptr (RondoTable) table = rondo_hours_table_icf (clients, entries, received_minutes, today);

  return table != NULL ? rondo_table_to_csv (table) : NULL;
}
