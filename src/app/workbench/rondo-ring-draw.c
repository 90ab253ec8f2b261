/* SPDX-License-Identifier: GPL-3.0-or-later
 * Circles, arrows and names. */
#include "config.h"

#include "rondo-ring-draw.h"

#include <math.h>

#define HEAD 7.0
#define NAME_WIDTH 110

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

static double
get_radius (const RondoRingPen *pen)
{
  return fmax (4, RONDO_RING_NODE_RADIUS * fmin (pen->zoom, 1.4));
}

static void
draw_head (cairo_t *cr, double x, double y, double angle, double size)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - size * cos (angle - 0.45), y - size * sin (angle - 0.45));
  cairo_line_to (cr, x - size * cos (angle + 0.45), y - size * sin (angle + 0.45));
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
rondo_ring_draw_arc (cairo_t *cr,
                     const RondoRingPen *pen,
                     const RondoRingLayout *layout,
                     const RondoRingArc *arc,
                     gboolean is_wrong,
                     gboolean is_near)
{
  const double dashes[] = {4, 3};
  double radius = get_radius (pen) + 2;
  double from_x, from_y, to_x, to_y, angle;
  const GdkRGBA *color = is_wrong ? &pen->error : is_near ? &pen->accent : &pen->ink;

  rondo_ring_pen_place (pen, rondo_ring_layout_get (layout, arc->coach), &from_x, &from_y);
  rondo_ring_pen_place (pen, rondo_ring_layout_get (layout, arc->client), &to_x, &to_y);
  angle = atan2 (to_y - from_y, to_x - from_x);
  from_x += radius * cos (angle);
  from_y += radius * sin (angle);
  to_x -= radius * cos (angle);
  to_y -= radius * sin (angle);
  cairo_save (cr);
  set_color (cr, color, is_wrong || is_near ? 1 : 0.55);
  cairo_set_line_width (cr, arc->is_locked ? 3.5 : is_near ? 2.5 : 1.3);
  if (is_wrong)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, from_x, from_y);
  cairo_line_to (cr, to_x - HEAD * 0.7 * cos (angle), to_y - HEAD * 0.7 * sin (angle));
  cairo_stroke (cr);
  draw_head (cr, to_x, to_y, angle, HEAD + (arc->is_locked ? 3 : 0));
  if (arc->is_locked)
    cairo_rectangle (cr, (from_x + to_x) / 2 - 4, (from_y + to_y) / 2 - 4, 8, 8);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* The first letters of the first and the last word. */
static char *
dup_initials (const char *name)
{
  const char *last = strrchr (name, ' ');
  g_autoptr (GString) text = g_string_new ("");

  if (*name != '\0')
    g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (name)));
  if (last != NULL && last[1] != '\0')
    g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (last + 1)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_text (cairo_t *cr, const RondoRingPen *pen, const char *text, double x, double y)
{
  int width = 0, height = 0;

  pango_layout_set_text (pen->text, text, -1);
  pango_layout_get_pixel_size (pen->text, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, pen->text);
}

/* Outside of the ring, or below who is in none. */
static void
get_side (const RondoRingPen *pen, const RondoRingNode *node, guint marks, double *dx, double *dy)
{
  *dx = isnan (node->angle) ? 0 : cos (node->angle) * (pen->is_mirrored ? -1 : 1);
  *dy = isnan (node->angle) ? 1 : sin (node->angle);
  if (marks & (RONDO_RING_NAME_LEFT | RONDO_RING_NAME_RIGHT)) {
    *dx = marks & RONDO_RING_NAME_LEFT ? -1 : 1;
    *dy = 0;
  }
}

/* No name is cut off at the edge of the picture. */
static void
move_inside (cairo_t *cr, double *x, double *y, int width, int height)
{
  double left = 0, top = 0, right = 0, bottom = 0;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  *x = fmax (left + 2, fmin (*x, right - width - 2));
  *y = fmax (top + 2, fmin (*y, bottom - height - 2));
}

static void
draw_name (cairo_t *cr,
           const RondoRingPen *pen,
           const RondoRingNode *node,
           const char *name,
           double x,
           double y,
           guint marks)
{
  double radius = get_radius (pen) + 6;
  double dx, dy;
  int width = 0, height = 0;

  get_side (pen, node, marks, &dx, &dy);

  pango_layout_set_width (pen->text, NAME_WIDTH * PANGO_SCALE);
  pango_layout_set_ellipsize (pen->text, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (pen->text, PANGO_ALIGN_LEFT);
  pango_layout_set_text (pen->text, name, -1);
  pango_layout_set_width (pen->text, -1);
  pango_layout_get_pixel_size (pen->text, &width, &height);
  if (width > NAME_WIDTH) {
    pango_layout_set_width (pen->text, NAME_WIDTH * PANGO_SCALE);
    width = NAME_WIDTH;
  }
  x += dx * radius + (dx - 1) / 2 * width;
  y += dy * radius + (dy - 1) / 2 * height;
  move_inside (cr, &x, &y, width, height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, pen->text);
  pango_layout_set_width (pen->text, -1);
}

static void
draw_outline (cairo_t *cr, const RondoRingPen *pen, double x, double y, guint marks)
{
  const double dashes[] = {3, 3};
  double radius = get_radius (pen);
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
rondo_ring_draw_node (
    cairo_t *cr, const RondoRingPen *pen, const RondoRingNode *node, const char *name, guint marks)
{
  double radius = get_radius (pen);
  const char *sign = NULL;
  double x, y;

  rondo_ring_pen_place (pen, node, &x, &y);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  set_color (cr, &pen->paper, 1);
  cairo_fill_preserve (cr);
  set_color (cr,
             marks & RONDO_RING_WRONG      ? &pen->error
             : marks & RONDO_RING_SELECTED ? &pen->accent
                                           : &pen->ink,
             marks & (RONDO_RING_WRONG | RONDO_RING_SELECTED) ? 0.3 : 0.1);
  cairo_fill (cr);
  draw_outline (cr, pen, x, y, marks);
  set_color (cr, &pen->ink, marks & RONDO_RING_OUT ? 0.7 : 1);
  if (marks & RONDO_RING_WRONG)
    sign = "!";
  else if (marks & RONDO_RING_STANDBY)
    sign = "…";
  if (radius >= 10) {
    g_autofree char *initials = sign == NULL ? dup_initials (name) : NULL;

    show_text (cr, pen, sign != NULL ? sign : initials, x, y);
  }
  if (marks & RONDO_RING_NAMED)
    draw_name (cr, pen, node, name, x, y, marks);
}
