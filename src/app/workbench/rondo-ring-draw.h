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

/* Those of a mark that decide how its circle looks. */
#define RONDO_RING_LOOKS                                                                           \
  (RONDO_RING_SELECTED | RONDO_RING_NEIGHBOUR | RONDO_RING_WRONG | RONDO_RING_OUT |                \
   RONDO_RING_STANDBY | RONDO_RING_PICKED)

typedef struct {
  GdkRGBA ink;
  GdkRGBA paper;
  GdkRGBA accent;
  GdkRGBA error;
  double zoom;
  double width; /* of the layout, for mirroring */
  gboolean is_mirrored;
} RondoRingPen;

/** rondo_ring_pen_place: where @node is drawn, in the pixels of the widget. */
void
rondo_ring_pen_place (const RondoRingPen *pen, const RondoRingNode *node, double *x, double *y);

/** rondo_ring_pen_get_radius: of the circle of a person. */
double rondo_ring_pen_get_radius (const RondoRingPen *pen);

/** rondo_ring_pen_get_reach: so far from its middle something of a circle may be. */
int rondo_ring_pen_get_reach (const RondoRingPen *pen);

/** rondo_ring_draw_arcs: arrows from coaches to clients: all, or, if @near is not −1, those of the
 * node at @near, so that they are seen before the others. */
void rondo_ring_draw_arcs (cairo_t *cr,
                           const RondoRingPen *pen,
                           const RondoRingLayout *layout,
                           int near);

/** rondo_ring_draw_circle: without words; @marks are RONDO_RING_ bits. */
void rondo_ring_draw_circle (cairo_t *cr, const RondoRingPen *pen, double x, double y, guint marks);

/** rondo_ring_dup_initials: the first letters of the first and the last word. */
char *rondo_ring_dup_initials (const char *name);

G_END_DECLS
