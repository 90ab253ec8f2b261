/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a list of lines up to date without losing what the user looks at. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** rondo_line_list_new: an empty list of #RondoLineItem. (transfer full) */
GListStore *rondo_line_list_new (void);

/**
 * rondo_line_list_update:
 * @lines: (element-type RondoLineItem)
 *
 * @list becomes @lines. Lines whose key stays at the same place from the start or from the end keep
 * their item, so that rows, focus and scroll position stay; only what is between is replaced.
 */
void rondo_line_list_update (GListStore *list, GPtrArray *lines);

G_END_DECLS
