/* SPDX-License-Identifier: GPL-3.0-or-later
 * A picture of who coaches whom around: rings that can be zoomed, walked through by keyboard, and
 * changed by dragging one person onto another. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-draft-study.h"
#include "rondo-ring-layout.h"

G_BEGIN_DECLS

#define RONDO_TYPE_RING_VIEW (rondo_ring_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoRingView, rondo_ring_view, RONDO, RING_VIEW, GtkWidget)

/**
 * RondoRingView::selected: (id): the user looks at this person.
 *
 * RondoRingView::swapped: (id) (id): the two are to swap places.
 *
 * Keys: arrows go to the coach and the client, and to the ring before and after; Space picks one up
 * and swaps them with the next one it is pressed on; Escape puts them down; plus, minus and 0 zoom.
 */

GtkWidget *rondo_ring_view_new (void);

/** rondo_ring_view_show: @members (element-type RondoMember): all of the round; nothing is kept.
 * @report (nullable): what is wrong. */
void rondo_ring_view_show (RondoRingView *view,
                           const RondoDraft *draft,
                           GPtrArray *members,
                           const RondoDraftReport *report);

/** rondo_ring_view_select: shows who it is, with both neighbours. @id NULL: nobody. */
void rondo_ring_view_select (RondoRingView *view, const char *id);
const char *rondo_ring_view_get_selected (RondoRingView *view);

/** rondo_ring_view_zoom: by this factor; 0 makes all fit into what can be seen. */
void rondo_ring_view_zoom (RondoRingView *view, double factor);
double rondo_ring_view_get_zoom (RondoRingView *view);

/** rondo_ring_view_get_layout: where everybody is at zoom 1. (transfer none) (nullable) */
const RondoRingLayout *rondo_ring_view_get_layout (RondoRingView *view);

G_END_DECLS
