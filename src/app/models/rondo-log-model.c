/* SPDX-License-Identifier: GPL-3.0-or-later
 * A long log as a list model: lines are made only for the rows that are looked at.
 *
 * GTK asks for every item when many are removed and added in one step; so a change is told in two,
 * and between them the rows that are to be added lie in a hole. */
#include "config.h"

#include "rondo-log-model.h"

#include "rondo-coach-lines.h"
#include "rondo-line-item.h"

struct _RondoLogModel {
  GObject parent_instance;

  /* owned */
  RondoLogOverview *log; /* NULL while empty */
  gpointer *lines;       /* one for each entry: weak, of RondoLineItem */

  guint n_entries;
  guint hole_start;
  guint hole_length;
  gboolean is_connected;
};

static GType
get_item_type (GListModel *model)
{
  return RONDO_TYPE_LINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  RondoLogModel *self = RONDO_LOG_MODEL (model);

  return self->n_entries - self->hole_length;
}

static RondoLineItem *
make_line (RondoLogModel *self, guint index)
{
  const RondoLogEntry *entry = self->log->entries->pdata[index];
  const char *name =
      entry->client != NULL ? g_hash_table_lookup (self->log->names, entry->client) : NULL;

  return rondo_line_new_for_entry (
      entry, name != NULL ? name : "", self->log->marks->data[index], self->is_connected);
}

static gpointer
get_item (GListModel *model, guint position)
{
  RondoLogModel *self = RONDO_LOG_MODEL (model);
  RondoLineItem *line = NULL;

  if (position >= get_n_items (model))
    return NULL;
  if (position >= self->hole_start)
    position += self->hole_length;
  if (self->lines[position] != NULL)
    return g_object_ref (self->lines[position]);
  line = make_line (self, position);
  self->lines[position] = line;
  g_object_add_weak_pointer (G_OBJECT (line), &self->lines[position]);
  return line;
}

static void
rondo_log_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RondoLogModel,
                               rondo_log_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rondo_log_model_list_init))

static void
forget_lines (gpointer *lines, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    if (lines[i] != NULL)
      g_object_remove_weak_pointer (lines[i], &lines[i]);
  g_free (lines);
}

static const char *
get_name (const RondoLogOverview *log, const RondoLogEntry *entry)
{
  return entry->client != NULL ? g_hash_table_lookup (log->names, entry->client) : NULL;
}

/* Whether the row of entry @i of @a looks like that of entry @j of @b. */
static gboolean
is_same (const RondoLogOverview *a, guint i, const RondoLogOverview *b, guint j)
{
  const RondoLogEntry *first = a->entries->pdata[i];
  const RondoLogEntry *second = b->entries->pdata[j];

  return g_str_equal (first->id, second->id) && first->date == second->date &&
         first->minutes == second->minutes && first->payment == second->payment &&
         first->activity == second->activity && first->setting == second->setting &&
         first->group_size == second->group_size && first->start_minute == second->start_minute &&
         a->marks->data[i] == b->marks->data[j] &&
         g_strcmp0 (get_name (a, first), get_name (b, second)) == 0;
}

/* How many rows at the start, and how many at the end, stay as they are. */
static void
find_kept (const RondoLogOverview *old, const RondoLogOverview *fresh, guint *start, guint *end)
{
  guint n_old = old->entries->len, n_new = fresh->entries->len;

  *start = *end = 0;
  while (*start < MIN (n_old, n_new) && is_same (old, *start, fresh, *start))
    (*start)++;
  while (*end < MIN (n_old, n_new) - *start &&
         is_same (old, n_old - *end - 1, fresh, n_new - *end - 1))
    (*end)++;
}

static void
move_line (RondoLogModel *self, guint from, gpointer *lines, guint to)
{
  gpointer line = self->lines[from];

  if (line == NULL)
    return;
  g_object_remove_weak_pointer (line, &self->lines[from]);
  self->lines[from] = NULL;
  lines[to] = line;
  g_object_add_weak_pointer (line, &lines[to]);
}

static void
rondo_log_model_finalize (GObject *object)
{
  RondoLogModel *self = RONDO_LOG_MODEL (object);

  forget_lines (self->lines, self->n_entries);
  g_clear_pointer (&self->log, rondo_log_overview_free);

  G_OBJECT_CLASS (rondo_log_model_parent_class)->finalize (object);
}

static void
rondo_log_model_class_init (RondoLogModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rondo_log_model_finalize;
}

static void
rondo_log_model_init (RondoLogModel *self)
{
}

RondoLogModel *
rondo_log_model_new (void)
{
  return g_object_new (RONDO_TYPE_LOG_MODEL, NULL);
}

/* Puts @log in place of what was there; the kept rows take their lines along. */
static void
replace (RondoLogModel *self, RondoLogOverview *log, guint start, guint end)
{
  guint n_new = log->entries->len;
  gpointer *lines = g_new0 (gpointer, n_new);

  for (guint i = 0; i < start; i++)
    move_line (self, i, lines, i);
  for (guint i = 1; i <= end; i++)
    move_line (self, self->n_entries - i, lines, n_new - i);
  forget_lines (self->lines, self->n_entries);
  g_clear_pointer (&self->log, rondo_log_overview_free);
  self->lines = lines;
  self->log = log;
  self->n_entries = n_new;
}

void
rondo_log_model_take (RondoLogModel *self, RondoLogOverview *log, gboolean is_connected)
{
  guint start = 0, end = 0, n_removed, n_added;

  g_return_if_fail (RONDO_IS_LOG_MODEL (self));
  g_return_if_fail (log != NULL);

  n_removed = self->n_entries;
  if (self->log != NULL && self->is_connected == is_connected)
    find_kept (self->log, log, &start, &end);
  n_removed -= start + end;
  replace (self, log, start, end);
  self->is_connected = is_connected;
  self->hole_start = start;
  self->hole_length = self->n_entries - start - end;
  if (n_removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_removed, 0);
  n_added = self->hole_length;
  self->hole_length = 0;
  if (n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, 0, n_added);
}
