/* SPDX-License-Identifier: GPL-3.0-or-later
 * How many members get how much of what they wish for, as bars with their numbers. */
#include "config.h"

#include "rondo-spread-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HEIGHT 150
#define NARROWEST 180
#define N_BARS 6
#define GAP 6.0

/* Lowest values of the bars but the first: avoided, missed, nothing, some, a request. */
static const int64_t bounds[N_BARS] = {G_MININT64, -119, 0, 1, 150, 600};

struct _RondoSpreadChart {
  GtkWidget parent_instance;

  guint counts[N_BARS];
};

G_DEFINE_FINAL_TYPE (RondoSpreadChart, rondo_spread_chart, GTK_TYPE_WIDGET)

static const char *
get_label (int bar)
{
  const char *const labels[N_BARS] = {/* Translators: values of what a member gets; short */
                                      _ ("≤ −120"),
                                      _ ("< 0"),
                                      _ ("0"),
                                      _ ("> 0"),
                                      _ ("≥ 150"),
                                      _ ("≥ 600")};

  return labels[bar];
}

static void
show_text (GtkWidget *widget, cairo_t *cr, const char *text, double middle, double top)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (cr, middle - width / 2.0, top);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_bar (RondoSpreadChart *self, cairo_t *cr, int bar, guint most, const GdkRGBA *accent)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double step = (double)gtk_widget_get_width (widget) / N_BARS;
  double left = step * (is_mirrored ? N_BARS - 1 - bar : bar) + GAP / 2;
  double room = gtk_widget_get_height (widget) - 44.0;
  double height = most > 0 ? room * self->counts[bar] / most : 0;
  g_autofree char *number = g_strdup_printf ("%u", self->counts[bar]);
  GdkRGBA ink;

  gtk_style_context_get_color (context, &ink);
  gdk_cairo_set_source_rgba (cr, accent);
  cairo_rectangle (cr, left, 20 + room - height, step - GAP, height);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &ink);
  show_text (widget, cr, number, left + (step - GAP) / 2, 20 + room - height - 19);
  show_text (widget, cr, get_label (bar), left + (step - GAP) / 2, 20 + room + 3);
}

static void
rondo_spread_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RondoSpreadChart *self = RONDO_SPREAD_CHART (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  graphene_rect_t all = GRAPHENE_RECT_INIT (
      0, 0, (float)gtk_widget_get_width (widget), (float)gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &all);
  GdkRGBA accent;
  guint most = 0;

  if (!gtk_style_context_lookup_color (context, "accent_color", &accent))
    gtk_style_context_get_color (context, &accent);
  for (int i = 0; i < N_BARS; i++)
    most = MAX (most, self->counts[i]);
  for (int i = 0; i < N_BARS; i++)
    draw_bar (self, cr, i, most, &accent);
  cairo_destroy (cr);
}

static void
rondo_spread_chart_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NARROWEST : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
rondo_spread_chart_class_init (RondoSpreadChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rondo_spread_chart_measure;
  widget_class->snapshot = rondo_spread_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rondo_spread_chart_init (RondoSpreadChart *self)
{
}

GtkWidget *
rondo_spread_chart_new (void)
{
  return g_object_new (RONDO_TYPE_SPREAD_CHART, NULL);
}

/* The bars in words. */
static void
tell (RondoSpreadChart *self)
{
  g_autoptr (GString) text = g_string_new (_ ("What members get by their own wishes:"));

  for (int i = 0; i < N_BARS; i++) {
    g_string_append_c (text, ' ');
    /* Translators: a range of values, and how many members get that much */
    g_string_append_printf (text, _ ("%s: %u;"), get_label (i), self->counts[i]);
  }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

void
rondo_spread_chart_set_values (RondoSpreadChart *self, GArray *values)
{
  g_return_if_fail (RONDO_IS_SPREAD_CHART (self));

  for (int i = 0; i < N_BARS; i++)
    self->counts[i] = 0;
  for (guint i = 0; values != NULL && i < values->len; i++) {
    int bar = N_BARS - 1;

    while (bar > 0 && g_array_index (values, int64_t, i) < bounds[bar])
      bar--;
    self->counts[bar]++;
  }
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
