/* SPDX-License-Identifier: GPL-3.0-or-later
 * Arrows and circles of all are one node of the scene, which is drawn anew only when it changes;
 * who is looked at is drawn over it. */
#include "config.h"

#include "rondo-ring-picture.h"

#include <math.h>

#define NAME_WIDTH 110
#define NAME_GAP 6

/* From this zoom on everybody's name is written, and from this radius on there is room for
 * initials. */
#define ZOOM_NAMED 0.75
#define RADIUS_WRITTEN 10

/* So many new words are measured in a frame: each takes about 40 microseconds. */
#define MOST_NEW_WORDS 64

/* Around what is drawn alone: thick lines and the heads of arrows. */
#define SLACK 12

struct _RondoRingPicture {
  GHashTable *stamps;    /* looks of a circle → cairo_surface_t */
  GHashTable *words;     /* text → PangoLayout */
  GskRenderNode *ground; /* (nullable): all arrows and circles */

  RondoRingPen pen; /* with which they were drawn */
  int scale;
  guint font;      /* serial of the fonts with which the words were measured */
  guint n_new;     /* words, in this frame */
  gboolean is_all; /* no word was left for the next frame */
};

RondoRingPicture *
rondo_ring_picture_new (void)
{
  RondoRingPicture *picture = g_new0 (RondoRingPicture, 1);

  picture->stamps = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)cairo_surface_destroy);
  picture->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return picture;
}

void
rondo_ring_picture_free (RondoRingPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_pointer (&picture->ground, gsk_render_node_unref);
  g_hash_table_unref (picture->stamps);
  g_hash_table_unref (picture->words);
  g_free (picture);
}

void
rondo_ring_picture_forget (RondoRingPicture *picture)
{
  g_clear_pointer (&picture->ground, gsk_render_node_unref);
}

static gboolean
pens_equal (const RondoRingPen *a, const RondoRingPen *b)
{
  return gdk_rgba_equal (&a->ink, &b->ink) && gdk_rgba_equal (&a->paper, &b->paper) &&
         gdk_rgba_equal (&a->accent, &b->accent) && gdk_rgba_equal (&a->error, &b->error) &&
         fabs (a->zoom - b->zoom) < 1e-9 && a->is_mirrored == b->is_mirrored;
}

/* What was drawn with another pen, or measured with other fonts, is of no use. */
static void
begin (RondoRingPicture *picture, const RondoRingScene *scene)
{
  int scale = gtk_widget_get_scale_factor (scene->widget);
  guint font = pango_context_get_serial (gtk_widget_get_pango_context (scene->widget));
  guint n_words = 4 * scene->layout->nodes->len + MOST_NEW_WORDS;

  if (!pens_equal (&picture->pen, &scene->pen) || scale != picture->scale) {
    rondo_ring_picture_forget (picture);
    g_hash_table_remove_all (picture->stamps);
  }
  if (font != picture->font || g_hash_table_size (picture->words) > n_words)
    g_hash_table_remove_all (picture->words);
  picture->pen = scene->pen;
  picture->scale = scale;
  picture->font = font;
  picture->n_new = 0;
  picture->is_all = TRUE;
}

static cairo_surface_t *
find_stamp (RondoRingPicture *picture, guint marks)
{
  guint looks = marks & RONDO_RING_LOOKS;
  cairo_surface_t *stamp = g_hash_table_lookup (picture->stamps, GUINT_TO_POINTER (looks));
  int reach = rondo_ring_pen_get_reach (&picture->pen);
  int size = 2 * reach * picture->scale;
  cairo_t *cr = NULL;

  if (stamp != NULL)
    return stamp;
  stamp = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_surface_set_device_scale (stamp, picture->scale, picture->scale);
  cr = cairo_create (stamp);
  rondo_ring_draw_circle (cr, &picture->pen, reach, reach, looks);
  cairo_destroy (cr);
  g_hash_table_insert (picture->stamps, GUINT_TO_POINTER (looks), stamp);
  return stamp;
}

/* On whole pixels, so that all copies are alike and sharp. */
static void
stamp_circle (RondoRingPicture *picture, cairo_t *cr, const RondoRingNode *node, guint marks)
{
  int reach = rondo_ring_pen_get_reach (&picture->pen);
  double x, y;

  rondo_ring_pen_place (&picture->pen, node, &x, &y);
  x = round ((x - reach) * picture->scale) / picture->scale;
  y = round ((y - reach) * picture->scale) / picture->scale;
  cairo_set_source_surface (cr, find_stamp (picture, marks), x, y);
  cairo_rectangle (cr, x, y, 2 * reach, 2 * reach);
  cairo_fill (cr);
}

static void
append_ground (RondoRingPicture *picture, GtkSnapshot *snapshot, const RondoRingScene *scene)
{
  graphene_rect_t all = GRAPHENE_RECT_INIT (0,
                                            0,
                                            (float)gtk_widget_get_width (scene->widget),
                                            (float)gtk_widget_get_height (scene->widget));
  graphene_rect_t drawn;
  cairo_t *cr = NULL;

  if (picture->ground != NULL) {
    gsk_render_node_get_bounds (picture->ground, &drawn);
    if (!graphene_rect_equal (&drawn, &all))
      rondo_ring_picture_forget (picture);
  }
  if (picture->ground == NULL) {
    picture->ground = gsk_cairo_node_new (&all);
    cr = gsk_cairo_node_get_draw_context (picture->ground);
    rondo_ring_draw_arcs (cr, &scene->pen, scene->layout, -1);
    for (guint i = 0; i < scene->layout->nodes->len; i++)
      stamp_circle (picture,
                    cr,
                    rondo_ring_layout_get (scene->layout, i),
                    g_array_index (scene->marks, guint, i));
    cairo_destroy (cr);
  }
  gtk_snapshot_append_node (snapshot, picture->ground);
}

static graphene_rect_t
get_area (const RondoRingScene *scene, int index)
{
  float reach = (float)rondo_ring_pen_get_reach (&scene->pen) + SLACK;
  double x, y;

  rondo_ring_pen_place (&scene->pen, rondo_ring_layout_get (scene->layout, (guint)index), &x, &y);
  return GRAPHENE_RECT_INIT ((float)x - reach, (float)y - reach, 2 * reach, 2 * reach);
}

/* The arrows of who is looked at, over those of the others. */
static void
append_near_arcs (GtkSnapshot *snapshot, const RondoRingScene *scene)
{
  graphene_rect_t area = get_area (scene, scene->selected);
  cairo_t *cr = NULL;

  for (guint i = 0; i < scene->layout->arcs->len; i++) {
    const RondoRingArc *arc = &g_array_index (scene->layout->arcs, RondoRingArc, i);
    int other = (int)arc->coach == scene->selected    ? (int)arc->client
                : (int)arc->client == scene->selected ? (int)arc->coach
                                                      : -1;
    graphene_rect_t end;

    if (other < 0)
      continue;
    end = get_area (scene, other);
    graphene_rect_union (&area, &end, &area);
  }
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  rondo_ring_draw_arcs (cr, &scene->pen, scene->layout, scene->selected);
  cairo_destroy (cr);
}

/* The names of neighbours are beside them, away from the one who is looked at. */
static guint
get_name_side (const RondoRingScene *scene, int index)
{
  double x = rondo_ring_layout_get (scene->layout, (guint)index)->x;
  gboolean is_before = x < rondo_ring_layout_get (scene->layout, (guint)scene->selected)->x;

  return is_before != scene->pen.is_mirrored ? RONDO_RING_NAME_LEFT : RONDO_RING_NAME_RIGHT;
}

static gboolean
is_neighbour (const RondoRingScene *scene, int index)
{
  const RondoRingNode *node = NULL;

  if (scene->selected < 0)
    return FALSE;
  node = rondo_ring_layout_get (scene->layout, (guint)scene->selected);
  return node->coach == index || node->client == index;
}

static guint
get_marks (const RondoRingScene *scene, int index)
{
  guint marks = g_array_index (scene->marks, guint, index);

  if (index == scene->selected)
    marks |= RONDO_RING_SELECTED | RONDO_RING_NAMED;
  else if (is_neighbour (scene, index))
    marks |= RONDO_RING_NEIGHBOUR | RONDO_RING_NAMED | get_name_side (scene, index);
  if (index == scene->picked || index == scene->dragged)
    marks |= RONDO_RING_PICKED | RONDO_RING_NAMED;
  if (scene->pen.zoom >= ZOOM_NAMED)
    marks |= RONDO_RING_NAMED;
  return marks;
}

static void
append_circle (GtkSnapshot *snapshot, const RondoRingScene *scene, int index, guint marks)
{
  graphene_rect_t area = get_area (scene, index);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  double x, y;

  rondo_ring_pen_place (&scene->pen, rondo_ring_layout_get (scene->layout, (guint)index), &x, &y);
  rondo_ring_draw_circle (cr, &scene->pen, x, y, marks);
  cairo_destroy (cr);
}

static PangoLayout *
make_words (const RondoRingScene *scene, const char *text)
{
  PangoLayout *words = gtk_widget_create_pango_layout (scene->widget, text);
  int width = 0;

  pango_layout_set_ellipsize (words, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (words, &width, NULL);
  if (width > NAME_WIDTH)
    pango_layout_set_width (words, NAME_WIDTH * PANGO_SCALE);
  return words;
}

/* NULL if there is no time for it in this frame. Who is looked at is always named. */
static PangoLayout *
find_words (RondoRingPicture *picture, const RondoRingScene *scene, const char *text, guint marks)
{
  PangoLayout *words = g_hash_table_lookup (picture->words, text);
  gboolean is_urgent = (marks & (RONDO_RING_SELECTED | RONDO_RING_NEIGHBOUR)) != 0;

  if (words != NULL)
    return words;
  if (!is_urgent && picture->n_new >= MOST_NEW_WORDS) {
    picture->is_all = FALSE;
    return NULL;
  }
  picture->n_new++;
  words = make_words (scene, text);
  g_hash_table_insert (picture->words, g_strdup (text), words);
  return words;
}

static void
append_words (GtkSnapshot *snapshot, PangoLayout *words, const GdkRGBA *color, double x, double y)
{
  graphene_point_t place = GRAPHENE_POINT_INIT ((float)round (x), (float)round (y));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place);
  gtk_snapshot_append_layout (snapshot, words, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_sign (RondoRingPicture *picture,
             GtkSnapshot *snapshot,
             const RondoRingScene *scene,
             int index,
             guint marks,
             const GdkRGBA *color)
{
  g_autofree char *sign = marks & RONDO_RING_WRONG ? g_strdup ("!")
                          : marks & RONDO_RING_STANDBY
                              ? g_strdup ("…")
                              : rondo_ring_dup_initials (scene->names->pdata[index]);
  PangoLayout *words = find_words (picture, scene, sign, marks);
  int width = 0, height = 0;
  double x, y;

  if (words == NULL)
    return;
  pango_layout_get_pixel_size (words, &width, &height);
  rondo_ring_pen_place (&scene->pen, rondo_ring_layout_get (scene->layout, (guint)index), &x, &y);
  append_words (snapshot, words, color, x - width / 2.0, y - height / 2.0);
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
static double
move_inside (double start, int length, int room)
{
  return fmax (2, fmin (start, room - length - 2));
}

static void
append_name (RondoRingPicture *picture,
             GtkSnapshot *snapshot,
             const RondoRingScene *scene,
             int index,
             guint marks,
             const GdkRGBA *color)
{
  const RondoRingNode *node = rondo_ring_layout_get (scene->layout, (guint)index);
  PangoLayout *words = find_words (picture, scene, scene->names->pdata[index], marks);
  double radius = rondo_ring_pen_get_radius (&scene->pen) + NAME_GAP;
  int width = 0, height = 0;
  double x, y, dx, dy, beside;

  if (words == NULL)
    return;
  pango_layout_get_pixel_size (words, &width, &height);
  width = MIN (width, NAME_WIDTH);
  get_side (&scene->pen, node, marks, &dx, &dy);
  rondo_ring_pen_place (&scene->pen, node, &x, &y);
  beside = x + dx * radius + (dx - 1) / 2 * width;
  x = move_inside (beside, width, gtk_widget_get_width (scene->widget));
  /* Where the edge leaves no room beside the circle, the name is above or below it. */
  if (fabs (x - beside) > 1)
    dy = dy < 0 ? -1 : 1;
  y += dy * radius + (dy - 1) / 2 * height;
  append_words (
      snapshot, words, color, x, move_inside (y, height, gtk_widget_get_height (scene->widget)));
}

gboolean
rondo_ring_picture_snapshot (RondoRingPicture *picture,
                             GtkSnapshot *snapshot,
                             const RondoRingScene *scene)
{
  gboolean is_written = rondo_ring_pen_get_radius (&scene->pen) >= RADIUS_WRITTEN;
  GdkRGBA faint = scene->pen.ink;

  begin (picture, scene);
  faint.alpha *= 0.7f;
  append_ground (picture, snapshot, scene);
  if (scene->selected >= 0)
    append_near_arcs (snapshot, scene);
  for (int i = 0; i < (int)scene->layout->nodes->len; i++) {
    guint marks = get_marks (scene, i);
    const GdkRGBA *color = marks & RONDO_RING_OUT ? &faint : &scene->pen.ink;

    if ((marks & RONDO_RING_LOOKS) != (g_array_index (scene->marks, guint, i) & RONDO_RING_LOOKS))
      append_circle (snapshot, scene, i, marks);
    if (is_written)
      append_sign (picture, snapshot, scene, i, marks, color);
    if (marks & RONDO_RING_NAMED)
      append_name (picture, snapshot, scene, i, marks, color);
  }
  return picture->is_all;
}
