/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hours of coaching over time. Solid is what was logged, dashed what the pace adds; so it can be
 * read without colours. */
#include "config.h"

#include "rondo-forecast-chart.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define HEIGHT 170
#define NARROWEST 200
#define WIDEST 760
#define GAP 6.0
#define LINE_WIDTH 2.0
#define DOT_RADIUS 4.0

struct _RondoForecastChart {
  GtkWidget parent_instance;

  /* owned */
  GArray *points; /* of RondoPlanPoint */

  RondoDate today;
  int64_t need; /* minutes; negative: none */
};

G_DEFINE_FINAL_TYPE (RondoForecastChart, rondo_forecast_chart, GTK_TYPE_WIDGET)

/* The part of the widget that the curve lies in, and what its edges stand for. */
typedef struct {
  graphene_rect_t area;
  RondoDate first;
  RondoDate last;
  int64_t most;
  gboolean is_mirrored;
  GdkRGBA ink;
  GdkRGBA accent;
} Frame;

static const RondoPlanPoint *
get_point (RondoForecastChart *self, guint index)
{
  return &g_array_index (self->points, RondoPlanPoint, index);
}

static double
get_x (const Frame *frame, RondoDate date)
{
  double part = frame->last > frame->first
                    ? (double)(date - frame->first) / (double)(frame->last - frame->first)
                    : 0;

  if (frame->is_mirrored)
    part = 1 - part;
  return frame->area.origin.x + part * frame->area.size.width;
}

static double
get_y (const Frame *frame, int64_t minutes)
{
  double part = frame->most > 0 ? (double)minutes / (double)frame->most : 0;

  return frame->area.origin.y + (1 - part) * frame->area.size.height;
}

static void
set_ink (cairo_t *cr, const GdkRGBA *color, double alpha)
{
  GdkRGBA shade = *color;

  shade.alpha *= (float)alpha;
  gdk_cairo_set_source_rgba (cr, &shade);
}

static void
draw_line (cairo_t *cr, const Frame *frame, double from_x, double from_y, double to_x, double to_y)
{
  gboolean is_strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  set_ink (cr, &frame->ink, is_strong ? 1 : 0.45);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, from_x, from_y);
  cairo_line_to (cr, to_x, to_y);
  cairo_stroke (cr);
}

/* The axis below, today, and the hours that are asked for. */
static void
draw_grid (RondoForecastChart *self, cairo_t *cr, const Frame *frame)
{
  const double dashes[] = {2, 4};
  double left = frame->area.origin.x, right = left + frame->area.size.width;
  double top = frame->area.origin.y, bottom = top + frame->area.size.height;

  draw_line (cr, frame, left, bottom, right, bottom);
  cairo_save (cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  if (self->need > 0)
    draw_line (cr, frame, left, get_y (frame, self->need), right, get_y (frame, self->need));
  if (self->today > frame->first && self->today < frame->last)
    draw_line (cr, frame, get_x (frame, self->today), top, get_x (frame, self->today), bottom);
  cairo_restore (cr);
}

/* All points of one kind; a forecast goes on from the last point that is none. */
static void
draw_curve (RondoForecastChart *self, cairo_t *cr, const Frame *frame, gboolean is_forecast)
{
  const double dashes[] = {6, 4};

  cairo_save (cr);
  for (guint i = 0; i < self->points->len; i++) {
    const RondoPlanPoint *point = get_point (self, i);
    gboolean is_bridge =
        is_forecast && i + 1 < self->points->len && get_point (self, i + 1)->is_forecast;

    if (point->is_forecast == is_forecast || is_bridge)
      cairo_line_to (cr, get_x (frame, point->date), get_y (frame, point->minutes));
  }
  set_ink (cr, &frame->accent, 1);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (is_forecast)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Where the log ends and the forecast begins; the only thing there is to see on the first day. */
static void
draw_dot (RondoForecastChart *self, cairo_t *cr, const Frame *frame)
{
  guint last = 0;

  while (last + 1 < self->points->len && !get_point (self, last + 1)->is_forecast)
    last++;
  set_ink (cr, &frame->accent, 1);
  cairo_arc (cr,
             get_x (frame, get_point (self, last)->date),
             get_y (frame, get_point (self, last)->minutes),
             DOT_RADIUS,
             0,
             2 * G_PI);
  cairo_fill (cr);
}

/* Takes @text over. @align: where its width lies from @x: 0 after it, 1 before it. */
static void
draw_text (RondoForecastChart *self,
           cairo_t *cr,
           const Frame *frame,
           char *text,
           double x,
           double align,
           double y)
{
  g_autofree char *owned = text;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), owned);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (
      x - align * width, 0, MAX (0, (double)gtk_widget_get_width (GTK_WIDGET (self)) - width));
  set_ink (cr, &frame->ink, 0.85);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static int
get_text_height (RondoForecastChart *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height = 0;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static int
get_text_width (RondoForecastChart *self, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Below its line, where the days of both ends leave room for it. */
static void
draw_today (RondoForecastChart *self, cairo_t *cr, const Frame *frame, double y)
{
  g_autofree char *day = rondo_date_to_display (frame->last);
  double x = get_x (frame, self->today);
  double taken = get_text_width (self, day) + 2 * GAP + get_text_width (self, _ ("Today")) / 2.0;

  if (self->today > frame->first && self->today < frame->last &&
      x - frame->area.origin.x >= taken &&
      frame->area.origin.x + frame->area.size.width - x >= taken)
    draw_text (self, cr, frame, g_strdup (_ ("Today")), x, 0.5, y);
}

static void
draw_texts (RondoForecastChart *self, cairo_t *cr, const Frame *frame)
{
  double bottom = frame->area.origin.y + frame->area.size.height + GAP / 2;
  double start = frame->is_mirrored ? 1 : 0;
  g_autofree char *need = rondo_minutes_to_local_hours (self->need);

  draw_text (self,
             cr,
             frame,
             rondo_date_to_display (frame->first),
             get_x (frame, frame->first),
             start,
             bottom);
  if (frame->last > frame->first)
    draw_text (self,
               cr,
               frame,
               rondo_date_to_display (frame->last),
               get_x (frame, frame->last),
               1 - start,
               bottom);
  draw_today (self, cr, frame, bottom);
  if (self->need > 0)
    draw_text (self,
               cr,
               frame,
               g_strdup_printf (_ ("%s hours"), need),
               get_x (frame, frame->first),
               start,
               get_y (frame, self->need) - get_text_height (self) - 1);
}

static void
fill_frame (RondoForecastChart *self, Frame *frame)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  int text = get_text_height (self);
  float width = (float)gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float)gtk_widget_get_height (GTK_WIDGET (self));

  frame->area = GRAPHENE_RECT_INIT (
      (float)GAP, (float)text + 2, width - 2 * (float)GAP, height - 2 * (float)text - 4);
  frame->first = get_point (self, 0)->date;
  frame->last = get_point (self, self->points->len - 1)->date;
  frame->most = MAX (self->need, get_point (self, self->points->len - 1)->minutes);
  frame->is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gtk_style_context_get_color (context, &frame->ink);
  if (!gtk_style_context_lookup_color (context, "accent_color", &frame->accent))
    frame->accent = frame->ink;
}

static void
rondo_forecast_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RondoForecastChart *self = RONDO_FORECAST_CHART (widget);
  graphene_rect_t all = GRAPHENE_RECT_INIT (
      0, 0, (float)gtk_widget_get_width (widget), (float)gtk_widget_get_height (widget));
  Frame frame;
  cairo_t *cr = NULL;

  if (self->points->len == 0)
    return;
  fill_frame (self, &frame);
  cr = gtk_snapshot_append_cairo (snapshot, &all);
  draw_grid (self, cr, &frame);
  draw_curve (self, cr, &frame, FALSE);
  draw_curve (self, cr, &frame, TRUE);
  draw_dot (self, cr, &frame);
  draw_texts (self, cr, &frame);
  cairo_destroy (cr);
}

static void
rondo_forecast_chart_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = NARROWEST;
    *natural = WIDEST;
  } else {
    *minimum = *natural = HEIGHT;
  }
  *minimum_baseline = *natural_baseline = -1;
}

static void
rondo_forecast_chart_finalize (GObject *object)
{
  g_array_unref (RONDO_FORECAST_CHART (object)->points);

  G_OBJECT_CLASS (rondo_forecast_chart_parent_class)->finalize (object);
}

static void
rondo_forecast_chart_class_init (RondoForecastChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_forecast_chart_finalize;
  widget_class->measure = rondo_forecast_chart_measure;
  widget_class->snapshot = rondo_forecast_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rondo_forecast_chart_init (RondoForecastChart *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (RondoPlanPoint));
  self->need = -1;
}

GtkWidget *
rondo_forecast_chart_new (void)
{
  return g_object_new (RONDO_TYPE_FORECAST_CHART, NULL);
}

void
rondo_forecast_chart_set_points (RondoForecastChart *chart,
                                 GArray *points,
                                 RondoDate today,
                                 int64_t need,
                                 const char *description)
{
  g_return_if_fail (RONDO_IS_FORECAST_CHART (chart));
  g_return_if_fail (points != NULL);

  g_array_set_size (chart->points, 0);
  g_array_append_vals (chart->points, points->data, points->len);
  chart->today = today;
  chart->need = need;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}
