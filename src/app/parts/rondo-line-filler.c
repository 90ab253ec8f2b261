/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of GTK costs about a millisecond to make and to measure: a frame has time for few. */
#include "config.h"

#include "rondo-line-filler.h"

/* A list of so few lines is there at once. */
#define FEW 24

/* A slice comes once in a frame, and leaves the rest of it to measuring and drawing. */
#define SLICE_EVERY_MS 16
#define SLICE_US 2000
#define SLICE_CHANGES 3

struct _RondoLineFiller {
  GListStore *list;
  GPtrArray *lines;    /* (nullable): of RondoLineItem, that the list becomes */
  GHashTable *wanted;  /* keys of lines that have no place yet; borrowed from the lines */
  GHashTable *present; /* keys that the list had; owned */
  guint at;            /* so many are in their place */
  guint n_changed;     /* in this slice: each has to be measured again */
  guint source;
  gboolean is_paused;
};

RondoLineFiller *
rondo_line_filler_new (GListStore *list)
{
  RondoLineFiller *filler = g_new0 (RondoLineFiller, 1);

  filler->list = g_object_ref (list);
  filler->wanted = g_hash_table_new (g_str_hash, g_str_equal);
  filler->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return filler;
}

void
rondo_line_filler_stop (RondoLineFiller *filler)
{
  g_clear_handle_id (&filler->source, g_source_remove);
  g_hash_table_remove_all (filler->wanted);
  g_hash_table_remove_all (filler->present);
  g_clear_pointer (&filler->lines, g_ptr_array_unref);
  filler->at = 0;
}

void
rondo_line_filler_free (RondoLineFiller *filler)
{
  if (filler == NULL)
    return;
  rondo_line_filler_stop (filler);
  g_hash_table_unref (filler->wanted);
  g_hash_table_unref (filler->present);
  g_object_unref (filler->list);
  g_free (filler);
}

static void
splice (RondoLineFiller *filler, guint n_removed, RondoLineItem *added)
{
  gpointer items[] = {added};

  g_list_store_splice (filler->list, filler->at, n_removed, items, added != NULL ? 1 : 0);
  filler->n_changed++;
}

/* The line that is in the place of @line goes, stays for later, or becomes it. */
static void
place (RondoLineFiller *filler, RondoLineItem *line)
{
  g_autoptr (RondoLineItem) shown = g_list_model_get_item (G_LIST_MODEL (filler->list), filler->at);
  const char *key = rondo_line_item_get_key (line);
  gboolean is_wanted =
      shown != NULL && g_hash_table_contains (filler->wanted, rondo_line_item_get_key (shown));

  if (shown != NULL && !is_wanted && g_hash_table_contains (filler->present, key)) {
    splice (filler, 1, NULL);
    return;
  }
  if (shown != NULL && !rondo_line_item_equal (shown, line))
    filler->n_changed++;
  if (shown == NULL || !rondo_line_item_adopt (shown, line))
    splice (filler, shown != NULL && !is_wanted ? 1 : 0, line);
  g_hash_table_remove (filler->wanted, key);
  g_hash_table_remove (filler->present, key);
  filler->at++;
}

/* One change; FALSE when there is nothing more to do. */
static gboolean
step (RondoLineFiller *filler)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (filler->list));

  if (filler->at < filler->lines->len)
    place (filler, filler->lines->pdata[filler->at]);
  else if (n_shown > filler->at)
    splice (filler, 1, NULL);
  else
    return FALSE;
  return TRUE;
}

/* FALSE when there is nothing more to do. */
static gboolean
work (RondoLineFiller *filler)
{
  gint64 begun_us = g_get_monotonic_time ();
  gboolean is_short = filler->lines->len <= FEW;

  filler->n_changed = 0;
  while (step (filler))
    if (!is_short &&
        (filler->n_changed >= SLICE_CHANGES || g_get_monotonic_time () - begun_us > SLICE_US))
      return TRUE;
  return FALSE;
}

static gboolean
slice_cb (gpointer data)
{
  RondoLineFiller *filler = data;

  if (work (filler))
    return G_SOURCE_CONTINUE;
  filler->source = 0;
  rondo_line_filler_stop (filler);
  return G_SOURCE_REMOVE;
}

static void
note_keys (RondoLineFiller *filler)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (filler->list));

  for (guint i = 0; i < filler->lines->len; i++)
    g_hash_table_add (filler->wanted, (char *)rondo_line_item_get_key (filler->lines->pdata[i]));
  for (guint i = 0; i < n_shown; i++) {
    g_autoptr (RondoLineItem) item = g_list_model_get_item (G_LIST_MODEL (filler->list), i);

    g_hash_table_add (filler->present, g_strdup (rondo_line_item_get_key (item)));
  }
}

static void
go_on (RondoLineFiller *filler)
{
  if (filler->lines != NULL && !filler->is_paused && filler->source == 0)
    filler->source =
        g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, SLICE_EVERY_MS, slice_cb, filler, NULL);
}

void
rondo_line_filler_show (RondoLineFiller *filler, GPtrArray *lines)
{
  g_return_if_fail (filler != NULL && lines != NULL);

  rondo_line_filler_stop (filler);
  filler->lines = g_ptr_array_ref (lines);
  note_keys (filler);
  if (work (filler))
    go_on (filler);
  else
    rondo_line_filler_stop (filler);
}

void
rondo_line_filler_set_paused (RondoLineFiller *filler, gboolean is_paused)
{
  g_return_if_fail (filler != NULL);

  filler->is_paused = is_paused;
  if (is_paused)
    g_clear_handle_id (&filler->source, g_source_remove);
  else
    go_on (filler);
}

gboolean
rondo_line_filler_get_is_done (RondoLineFiller *filler)
{
  g_return_val_if_fail (filler != NULL, TRUE);
  return filler->lines == NULL;
}
