/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a list of lines up to date without losing what the user looks at. */
#include "config.h"

#include "rondo-line-list.h"

#include "rondo-line-item.h"

static gboolean
assign_if_same (GListStore *list, guint position, RondoLineItem *fresh)
{
  g_autoptr (RondoLineItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  if (!g_str_equal (rondo_line_item_get_key (item), rondo_line_item_get_key (fresh)))
    return FALSE;
  rondo_line_item_assign (item, fresh);
  return TRUE;
}

GListStore *
rondo_line_list_new (void)
{
  return g_list_store_new (RONDO_TYPE_LINE_ITEM);
}

void
rondo_line_list_update (GListStore *list, GPtrArray *lines)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint n_new = lines->len;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, n_new) && assign_if_same (list, head, lines->pdata[head]))
    head++;
  while (tail < MIN (n_old, n_new) - head &&
         assign_if_same (list, n_old - 1 - tail, lines->pdata[n_new - 1 - tail]))
    tail++;

  /* Two steps: removing and adding many rows at once makes a list view fetch each of them. */
  if (n_old > head + tail)
    g_list_store_splice (list, head, n_old - head - tail, NULL, 0);
  if (n_new > head + tail)
    g_list_store_splice (list, head, 0, lines->pdata + head, n_new - head - tail);
}
