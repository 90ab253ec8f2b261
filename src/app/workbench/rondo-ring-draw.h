/* SPDX-License-Identifier: GPL-3.0-or-later
 * How rings are drawn. What colours say is said by shapes too. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-ring-layout.h"

G_BEGIN_DECLS

/* How one person is shown; bits. */
#define RONDO_RING_SELECTED 1     /* the one looked at: two circles */
#define RONDO_RING_NEIGHBOUR 2    /* their coach or client: a thick circle */
#define RONDO_RING_WRONG 4        /* "!" */
#define RONDO_RING_OUT 8          /* left out: dashed */
#define RONDO_RING_STANDBY 16     /* the same, with a sign of its own */
#define RONDO_RING_PICKED 32      /* about to be swapped */
#define RONDO_RING_NAMED 64       /* the name is written beside */
#define RONDO_RING_NAME_LEFT 128  /* there, so that neighbours' names leave each other room */
#define RONDO_RING_NAME_RIGHT 256 /* the same */

typedef struct {
  GdkRGBA ink;
  GdkRGBA paper;
  GdkRGBA accent;
  GdkRGBA error;
  double zoom;
  gboolean is_mirrored;
  double width;      /* of the layout, for mirroring */
  PangoLayout *text; /* for all words */
} RondoRingPen;

/** rondo_ring_pen_place: where @node is drawn, in the pixels of the widget. */
void
rondo_ring_pen_place (const RondoRingPen *pen, const RondoRingNode *node, double *x, double *y);

/** rondo_ring_draw_arc: an arrow from the coach to the client. */
void rondo_ring_draw_arc (cairo_t *cr,
                          const RondoRingPen *pen,
                          const RondoRingLayout *layout,
                          const RondoRingArc *arc,
                          gboolean is_wrong,
                          gboolean is_near);

/** rondo_ring_draw_node: @marks are RONDO_RING_ bits. */
void rondo_ring_draw_node (
    cairo_t *cr, const RondoRingPen *pen, const RondoRingNode *node, const char *name, guint marks);

G_END_DECLS
