/* SPDX-License-Identifier: GPL-3.0-or-later
 * A look at all lines of a file together, and at the log they come into. */
#include "config.h"

#include "rondo-log-import-private.h"

#include <glib/gi18n-lib.h>

#include "rondo-round.h"

#define MINUTES_PER_DAY RONDO_SESSION_MINUTES_MAX
#define LONG_DAY_MINUTES (16 * 60)

/* A session with a time, of the log or of a line. */
typedef struct {
  int64_t start;
  int64_t end;
  RondoLogImportRow *row; /* NULL: of the log */
} Span;

static char *
make_key (const RondoLogEntry *entry)
{
  return g_strdup_printf (
      "%s %d %d", entry->client != NULL ? entry->client : "", entry->date, entry->minutes);
}

static void
add_to_list (GHashTable *table, const RondoLogEntry *entry)
{
  char *key = make_key (entry);
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL) {
    list = g_ptr_array_new ();
    g_hash_table_insert (table, key, list);
  } else {
    g_free (key);
  }
  g_ptr_array_add (list, (gpointer)entry);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
}

/* Whether an entry of @table is the same session; it is then taken out, so that it is the same as
 * one only. */
static gboolean
take_same (GHashTable *table, const RondoLogEntry *entry)
{
  g_autofree char *key = make_key (entry);
  GPtrArray *list = g_hash_table_lookup (table, key);

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const RondoLogEntry *other = list->pdata[i];

    if (entry->start_minute == RONDO_START_UNKNOWN || other->start_minute == RONDO_START_UNKNOWN ||
        entry->start_minute == other->start_minute) {
      g_ptr_array_remove_index (list, i);
      return TRUE;
    }
  }
  return FALSE;
}

static void
mark_duplicate (RondoLogImportRow *row, const char *reason)
{
  rondo_log_import_row_doubt (row, g_strdup (reason));
  row->kind = RONDO_LOG_IMPORT_DUPLICATE;
}

static gboolean
is_twice_in_file (GHashTable *seen, const RondoLogImportRow *row)
{
  gboolean is_twice = TRUE;

  for (guint i = 0; i < row->entries->len; i++) {
    const RondoLogEntry *entry = row->entries->pdata[i];
    g_autofree char *key = g_strdup_printf ("%s %d %d %d %d",
                                            entry->client,
                                            entry->date,
                                            entry->minutes,
                                            entry->start_minute,
                                            entry->payment);

    is_twice = g_hash_table_contains (seen, key) && is_twice;
    g_hash_table_add (seen, g_steal_pointer (&key));
  }
  return is_twice;
}

static void
find_duplicates (RondoLogImport *import, const RondoLogImportBase *base)
{
  g_autoptr (GHashTable) known = new_table ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < base->entries->len; i++)
    add_to_list (known, base->entries->pdata[i]);
  for (guint i = 0; i < import->rows->len; i++) {
    RondoLogImportRow *row = import->rows->pdata[i];
    gboolean is_known = row->entries->len > 0;

    for (guint j = 0; j < row->entries->len; j++)
      is_known = take_same (known, row->entries->pdata[j]) && is_known;
    if (is_known)
      mark_duplicate (row, _ ("The log has it already."));
    else if (row->entries->len > 0 && is_twice_in_file (seen, row))
      mark_duplicate (row, _ ("The file has it twice."));
  }
}

/* Coaching minutes that the log has with the client of @row, between its days. */
static int64_t
sum_known (const RondoLogImportRow *row, const RondoLogImportBase *base)
{
  const RondoLogEntry *first = row->entries->pdata[0];
  const RondoLogEntry *last = row->entries->pdata[row->entries->len - 1];
  int64_t minutes = 0;

  for (guint i = 0; i < base->entries->len; i++) {
    const RondoLogEntry *entry = base->entries->pdata[i];

    if (entry->activity == RONDO_ACTIVITY_COACHING &&
        g_strcmp0 (entry->client, first->client) == 0 && entry->date >= first->date &&
        entry->date <= last->date)
      minutes += entry->minutes;
  }
  return minutes;
}

static int64_t
sum_row (const RondoLogImportRow *row)
{
  int64_t minutes = 0;

  for (guint i = 0; i < row->entries->len; i++)
    minutes += ((const RondoLogEntry *)row->entries->pdata[i])->minutes;
  return minutes;
}

/* Hours without sessions are there already if the log has as many between the same days. */
static void
find_known_relations (RondoLogImport *import, const RondoLogImportBase *base)
{
  for (guint i = 0; i < import->rows->len; i++) {
    RondoLogImportRow *row = import->rows->pdata[i];

    if (row->entries->len > 0 && row->kind != RONDO_LOG_IMPORT_DUPLICATE &&
        sum_known (row, base) >= sum_row (row))
      mark_duplicate (row, _ ("The log has as many hours with this client already."));
  }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *first = a, *second = b;

  return first->start != second->start ? (first->start < second->start ? -1 : 1) : 0;
}

static void
add_span (GArray *spans, const RondoLogEntry *entry, RondoLogImportRow *row)
{
  int64_t start = (int64_t)entry->date * MINUTES_PER_DAY + entry->start_minute;
  Span span = {start, start + entry->minutes, row};

  if (entry->start_minute != RONDO_START_UNKNOWN)
    g_array_append_val (spans, span);
}

static gboolean
is_taken (const RondoLogImportRow *row)
{
  return row->kind == RONDO_LOG_IMPORT_NEW || row->kind == RONDO_LOG_IMPORT_DOUBTFUL;
}

static void
find_overlaps (RondoLogImport *import, const RondoLogImportBase *base)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  const Span *longest = NULL;

  for (guint i = 0; i < base->entries->len; i++)
    add_span (spans, base->entries->pdata[i], NULL);
  for (guint i = 0; i < import->rows->len; i++) {
    RondoLogImportRow *row = import->rows->pdata[i];

    for (guint j = 0; is_taken (row) && j < row->entries->len; j++)
      add_span (spans, row->entries->pdata[j], row);
  }
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++) {
    const Span *span = &g_array_index (spans, Span, i);
    RondoLogImportRow *row = span->row;

    if (longest != NULL && span->start < longest->end) {
      row = row != NULL ? row : longest->row;
      if (row != NULL)
        rondo_log_import_row_doubt (row, g_strdup (_ ("It overlaps with another session.")));
    }
    if (longest == NULL || span->end > longest->end)
      longest = span;
  }
}

static void
add_day (GHashTable *days, RondoDate day, int64_t minutes)
{
  gpointer key = GINT_TO_POINTER (day);

  g_hash_table_insert (
      days,
      key,
      GSIZE_TO_POINTER (GPOINTER_TO_SIZE (g_hash_table_lookup (days, key)) + (gsize)minutes));
}

static void
check_day (RondoLogImportRow *row, GHashTable *days, RondoDate today)
{
  const RondoLogEntry *entry = row->entries->pdata[0];
  gsize minutes = GPOINTER_TO_SIZE (g_hash_table_lookup (days, GINT_TO_POINTER (entry->date)));
  g_autofree char *hours = rondo_minutes_to_local_hours ((int64_t)minutes);

  if (minutes > LONG_DAY_MINUTES)
    rondo_log_import_row_doubt (row, g_strdup_printf (_ ("This day would have %s hours."), hours));
  if (entry->date > today)
    rondo_log_import_row_doubt (row, g_strdup (_ ("This day lies in the future.")));
}

static void
find_long_days (RondoLogImport *import, const RondoLogImportBase *base)
{
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < base->entries->len; i++) {
    const RondoLogEntry *entry = base->entries->pdata[i];

    add_day (days, entry->date, entry->minutes);
  }
  for (guint i = 0; i < import->rows->len; i++) {
    const RondoLogImportRow *row = import->rows->pdata[i];

    for (guint j = 0; is_taken (row) && j < row->entries->len; j++) {
      const RondoLogEntry *entry = row->entries->pdata[j];

      add_day (days, entry->date, entry->minutes);
    }
  }
  for (guint i = 0; i < import->rows->len; i++) {
    RondoLogImportRow *row = import->rows->pdata[i];

    if (is_taken (row))
      check_day (row, days, base->today);
  }
}

void
rondo_log_import_compare (RondoLogImport *import, const RondoLogImportBase *base)
{
  find_duplicates (import, base);
  if (rondo_log_mapping_is_by_client (import->mapping)) {
    find_known_relations (import, base);
    return;
  }
  find_overlaps (import, base);
  find_long_days (import, base);
}
