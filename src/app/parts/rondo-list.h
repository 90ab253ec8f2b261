/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a list on screen up to date without losing its place. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rondo_list_update:
 * @items: (element-type GObject): what @list shall hold
 * @equal: whether two items show the same
 *
 * Replaces only the stretch that differs, in one step of removing and one of adding: rows that
 * stay keep focus and scroll position, and GTK asks for no more items than it shows.
 */
void rondo_list_update (GListStore *list, GPtrArray *items, GEqualFunc equal);

G_END_DECLS
