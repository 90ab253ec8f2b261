/* SPDX-License-Identifier: GPL-3.0-or-later
 * A long log as a list model: lines are made only for the rows that are looked at. Those that are
 * selected stay so while they are in it.
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

  GHashTable *chosen; /* of char *: ids of the entries that are selected */

  guint n_entries;
  guint hole_start;
  guint hole_length;
  gboolean is_connected;
  gboolean is_selecting;
};

static void
tell_selection (RondoLogModel *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self));

  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

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

static const char *
get_id (RondoLogModel *self, guint position)
{
  if (position >= get_n_items (G_LIST_MODEL (self)))
    return NULL;
  if (position >= self->hole_start)
    position += self->hole_length;
  return ((const RondoLogEntry *)self->log->entries->pdata[position])->id;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  RondoLogModel *self = RONDO_LOG_MODEL (model);
  const char *id = get_id (self, position);

  return id != NULL && g_hash_table_contains (self->chosen, id);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  RondoLogModel *self = RONDO_LOG_MODEL (model);

  if (!self->is_selecting)
    return FALSE;
  for (guint i = 0; i < self->n_entries; i++)
    g_hash_table_add (self->chosen,
                      g_strdup (((const RondoLogEntry *)self->log->entries->pdata[i])->id));
  tell_selection (self);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  RondoLogModel *self = RONDO_LOG_MODEL (model);

  g_hash_table_remove_all (self->chosen);
  tell_selection (self);
  return TRUE;
}

/* A pointer that passes over a row would select it; rows are chosen by rondo_log_model_toggle(). */
static void
rondo_log_model_selection_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
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
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rondo_log_model_list_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          rondo_log_model_selection_init))

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
  g_hash_table_unref (self->chosen);

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
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RondoLogModel *
rondo_log_model_new (void)
{
  return g_object_new (RONDO_TYPE_LOG_MODEL, NULL);
}

void
rondo_log_model_set_selecting (RondoLogModel *self, gboolean is_selecting)
{
  g_return_if_fail (RONDO_IS_LOG_MODEL (self));

  self->is_selecting = is_selecting;
  unselect_all (GTK_SELECTION_MODEL (self));
}

void
rondo_log_model_toggle (RondoLogModel *self, guint position)
{
  const char *id = NULL;

  g_return_if_fail (RONDO_IS_LOG_MODEL (self));

  id = get_id (self, position);
  if (id == NULL || !self->is_selecting)
    return;
  if (!g_hash_table_remove (self->chosen, id))
    g_hash_table_add (self->chosen, g_strdup (id));
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
}

GPtrArray *
rondo_log_model_dup_selected (RondoLogModel *self, int64_t *minutes)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (RONDO_IS_LOG_MODEL (self), ids);

  *minutes = 0;
  for (guint i = 0; self->log != NULL && i < self->n_entries; i++) {
    const RondoLogEntry *entry = self->log->entries->pdata[i];

    if (!g_hash_table_contains (self->chosen, entry->id))
      continue;
    g_ptr_array_add (ids, g_strdup (entry->id));
    *minutes += entry->minutes;
  }
  return ids;
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
