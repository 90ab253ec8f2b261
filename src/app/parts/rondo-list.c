/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a list on screen up to date without losing its place. */
#include "config.h"

#include "rondo-list.h"

static gboolean
shows_item (GListStore *list, guint position, gpointer item, GEqualFunc equal)
{
  g_autoptr (GObject) shown = g_list_model_get_item (G_LIST_MODEL (list), position);

  return equal (shown, item);
}

void
rondo_list_update (GListStore *list, GPtrArray *items, GEqualFunc equal)
{
  guint n_old, n_new, start = 0, end = 0;

  g_return_if_fail (G_IS_LIST_STORE (list));
  g_return_if_fail (items != NULL);

  n_old = g_list_model_get_n_items (G_LIST_MODEL (list));
  n_new = items->len;
  while (start < MIN (n_old, n_new) && shows_item (list, start, items->pdata[start], equal))
    start++;
  while (end < MIN (n_old, n_new) - start &&
         shows_item (list, n_old - end - 1, items->pdata[n_new - end - 1], equal))
    end++;
  if (n_old - end > start)
    g_list_store_splice (list, start, n_old - end - start, NULL, 0);
  if (n_new - end > start)
    g_list_store_splice (list, start, 0, items->pdata + start, n_new - end - start);
}
