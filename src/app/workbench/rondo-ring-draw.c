/* SPDX-License-Identifier: GPL-3.0-or-later
 * Circles and arrows. */
#include "config.h"

#include "rondo-ring-draw.h"

#include <math.h>

#define HEAD 7.0

/* How arrows differ; those that look alike are drawn in one go, which takes a tenth of the time. */
enum { IS_LOCKED = 1, IS_WRONG = 2, N_LOOKS = 4 };

typedef struct {
  double from_x;
  double from_y;
  double to_x;
  double to_y;
  double angle;
} Arrow;

static void
set_color (cairo_t *cr, const GdkRGBA *color, double alpha)
{
  GdkRGBA shade = *color;

  shade.alpha *= (float)alpha;
  gdk_cairo_set_source_rgba (cr, &shade);
}

void
rondo_ring_pen_place (const RondoRingPen *pen, const RondoRingNode *node, double *x, double *y)
{
  *x = (pen->is_mirrored ? pen->width - node->x : node->x) * pen->zoom;
  *y = node->y * pen->zoom;
}

double
rondo_ring_pen_get_radius (const RondoRingPen *pen)
{
  return fmax (4, RONDO_RING_NODE_RADIUS * fmin (pen->zoom, 1.4));
}

int
rondo_ring_pen_get_reach (const RondoRingPen *pen)
{
  return (int)ceil (rondo_ring_pen_get_radius (pen)) + 7;
}

static Arrow
get_arrow (const RondoRingPen *pen, const RondoRingLayout *layout, const RondoRingArc *arc)
{
  double radius = rondo_ring_pen_get_radius (pen) + 2;
  Arrow arrow;

  rondo_ring_pen_place (
      pen, rondo_ring_layout_get (layout, arc->coach), &arrow.from_x, &arrow.from_y);
  rondo_ring_pen_place (pen, rondo_ring_layout_get (layout, arc->client), &arrow.to_x, &arrow.to_y);
  arrow.angle = atan2 (arrow.to_y - arrow.from_y, arrow.to_x - arrow.from_x);
  arrow.from_x += radius * cos (arrow.angle);
  arrow.from_y += radius * sin (arrow.angle);
  arrow.to_x -= radius * cos (arrow.angle);
  arrow.to_y -= radius * sin (arrow.angle);
  return arrow;
}

static void
add_line (cairo_t *cr, const Arrow *arrow, gboolean is_locked)
{
  double tip = HEAD * 0.7;

  cairo_move_to (cr, arrow->from_x, arrow->from_y);
  cairo_line_to (
      cr, arrow->to_x - tip * cos (arrow->angle), arrow->to_y - tip * sin (arrow->angle));
}

static void
add_head (cairo_t *cr, const Arrow *arrow, gboolean is_locked)
{
  double size = HEAD + (is_locked ? 3 : 0);
  double angle = arrow->angle;

  cairo_move_to (cr, arrow->to_x, arrow->to_y);
  cairo_line_to (
      cr, arrow->to_x - size * cos (angle - 0.45), arrow->to_y - size * sin (angle - 0.45));
  cairo_line_to (
      cr, arrow->to_x - size * cos (angle + 0.45), arrow->to_y - size * sin (angle + 0.45));
  cairo_close_path (cr);
}

static void
add_lock (cairo_t *cr, const Arrow *arrow, gboolean is_locked)
{
  if (is_locked)
    cairo_rectangle (
        cr, (arrow->from_x + arrow->to_x) / 2 - 4, (arrow->from_y + arrow->to_y) / 2 - 4, 8, 8);
}

static guint
get_looks (const RondoRingArc *arc)
{
  return (arc->is_locked ? IS_LOCKED : 0) | (arc->is_wrong ? IS_WRONG : 0);
}

static void
draw_looks (
    cairo_t *cr, const RondoRingPen *pen, const RondoRingLayout *layout, int near, guint looks)
{
  void (*const parts[]) (cairo_t *, const Arrow *, gboolean) = {add_line, add_head, add_lock};

  for (gsize part = 0; part < G_N_ELEMENTS (parts); part++) {
    for (guint i = 0; i < layout->arcs->len; i++) {
      const RondoRingArc *arc = &g_array_index (layout->arcs, RondoRingArc, i);
      Arrow arrow;

      if (get_looks (arc) != looks ||
          (near >= 0 && (int)arc->coach != near && (int)arc->client != near))
        continue;
      arrow = get_arrow (pen, layout, arc);
      parts[part](cr, &arrow, arc->is_locked);
    }
    if (parts[part] == add_line)
      cairo_stroke (cr);
    else
      cairo_fill (cr);
  }
}

void
rondo_ring_draw_arcs (cairo_t *cr, const RondoRingPen *pen, const RondoRingLayout *layout, int near)
{
  const double dashes[] = {4, 3};

  for (guint looks = 0; looks < N_LOOKS; looks++) {
    gboolean is_wrong = (looks & IS_WRONG) != 0;
    const GdkRGBA *color = is_wrong ? &pen->error : near >= 0 ? &pen->accent : &pen->ink;

    set_color (cr, color, is_wrong || near >= 0 ? 1 : 0.55);
    cairo_set_line_width (cr, looks & IS_LOCKED ? 3.5 : near >= 0 ? 2.5 : 1.3);
    cairo_set_dash (cr, dashes, is_wrong ? G_N_ELEMENTS (dashes) : 0, 0);
    draw_looks (cr, pen, layout, near, looks);
  }
}

static void
draw_outline (cairo_t *cr, const RondoRingPen *pen, double x, double y, guint marks)
{
  const double dashes[] = {3, 3};
  double radius = rondo_ring_pen_get_radius (pen);
  const GdkRGBA *color = marks & RONDO_RING_WRONG ? &pen->error : &pen->ink;
  gboolean is_near = (marks & (RONDO_RING_SELECTED | RONDO_RING_NEIGHBOUR)) != 0;

  if (is_near && (marks & RONDO_RING_WRONG) == 0)
    color = &pen->accent;
  cairo_save (cr);
  if (marks & (RONDO_RING_OUT | RONDO_RING_STANDBY))
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  set_color (cr, color, is_near || marks & RONDO_RING_WRONG ? 1 : 0.7);
  cairo_set_line_width (cr, is_near ? 3 : 1.4);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  if (marks & (RONDO_RING_SELECTED | RONDO_RING_PICKED)) {
    cairo_set_line_width (cr, 2);
    if (marks & RONDO_RING_PICKED)
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
    cairo_arc (cr, x, y, radius + 5, 0, 2 * G_PI);
    cairo_stroke (cr);
  }
  cairo_restore (cr);
}

void
rondo_ring_draw_circle (cairo_t *cr, const RondoRingPen *pen, double x, double y, guint marks)
{
  gboolean is_told = (marks & (RONDO_RING_WRONG | RONDO_RING_SELECTED)) != 0;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, rondo_ring_pen_get_radius (pen), 0, 2 * G_PI);
  set_color (cr, &pen->paper, 1);
  cairo_fill_preserve (cr);
  set_color (cr,
             marks & RONDO_RING_WRONG      ? &pen->error
             : marks & RONDO_RING_SELECTED ? &pen->accent
                                           : &pen->ink,
             is_told ? 0.3 : 0.1);
  cairo_fill (cr);
  draw_outline (cr, pen, x, y, marks);
}

char *
rondo_ring_dup_initials (const char *name)
{
  const char *last = strrchr (name, ' ');
  g_autoptr (GString) text = g_string_new ("");

  if (*name != '\0')
    g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (name)));
  if (last != NULL && last[1] != '\0')
    g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (last + 1)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
