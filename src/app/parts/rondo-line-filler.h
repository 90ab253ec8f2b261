/* SPDX-License-Identifier: GPL-3.0-or-later
 * Brings a long list of lines up to date a little at a time, so that the window goes on moving. */
#pragma once

#include <gio/gio.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

typedef struct _RondoLineFiller RondoLineFiller;

/** rondo_line_filler_new: for @list, which nobody else changes while lines are missing. */
RondoLineFiller *rondo_line_filler_new (GListStore *list);

/** rondo_line_filler_free: what is missing stays so. */
void rondo_line_filler_free (RondoLineFiller *filler);

/** rondo_line_filler_show: from the first to the last, the list becomes @lines (element-type
 * RondoLineItem), no two of which have one key. Few of them are there at once; of many the first
 * are. */
void rondo_line_filler_show (RondoLineFiller *filler, GPtrArray *lines);

/** rondo_line_filler_stop: what is missing stays so. */
void rondo_line_filler_stop (RondoLineFiller *filler);

/** rondo_line_filler_set_paused: while it is, what is missing does not come; it does afterwards. */
void rondo_line_filler_set_paused (RondoLineFiller *filler, gboolean is_paused);

/** rondo_line_filler_get_is_done: whether nothing is missing. */
gboolean rondo_line_filler_get_is_done (RondoLineFiller *filler);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLineFiller, rondo_line_filler_free)

G_END_DECLS
