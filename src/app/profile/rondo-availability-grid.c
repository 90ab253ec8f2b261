/* SPDX-License-Identifier: GPL-3.0-or-later
 * The half hours of a week, to be painted with the mouse or by keyboard. */
#include "config.h"

#include "rondo-availability-grid.h"

#include <glib/gi18n-lib.h>

#define DAYS RONDO_AVAILABILITY_DAYS
#define SLOTS RONDO_AVAILABILITY_SLOTS
#define SLOTS_PER_LABEL 12

/* Of one cell, in pixels. */
#define WIDTH_MIN 5
#define WIDTH_NATURAL 9
#define HEIGHT 24

struct _RondoAvailabilityGrid {
  GtkWidget parent_instance;

  /* owned */
  char *day_names[DAYS];

  RondoAvailability availability;
  RondoAvailability before; /* when the drag began */
  int day;                  /* under the cursor */
  int slot;
  int first_day; /* where the drag began, −1 outside of one */
  int first_slot;
  gboolean paints; /* what the drag makes of the half hours */
};

G_DEFINE_FINAL_TYPE (RondoAvailabilityGrid, rondo_availability_grid, GTK_TYPE_WIDGET)

enum { CHANGED, MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Where the cells begin and how large they are; time runs from right to left where text does. */
typedef struct {
  double left;
  double top;
  double width;
  gboolean is_rtl;
} Layout;

static PangoLayout *
make_text (RondoAvailabilityGrid *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
measure_labels (RondoAvailabilityGrid *self, int *width, int *height)
{
  *width = 0;
  *height = 0;
  for (int day = 0; day < DAYS; day++) {
    g_autoptr (PangoLayout) text = make_text (self, self->day_names[day]);
    int text_width, text_height;

    pango_layout_get_pixel_size (text, &text_width, &text_height);
    *width = MAX (*width, text_width + 6);
    *height = MAX (*height, text_height + 2);
  }
}

static Layout
find_layout (RondoAvailabilityGrid *self)
{
  int label_width, label_height;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  Layout layout;

  measure_labels (self, &label_width, &label_height);
  layout.is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  layout.width = (width - label_width) / SLOTS;
  layout.left = layout.is_rtl ? 0 : label_width;
  layout.top = label_height;
  return layout;
}

static double
find_x (const Layout *layout, int slot)
{
  return layout->left + layout->width * (layout->is_rtl ? SLOTS - 1 - slot : slot);
}

static void
find_cell (RondoAvailabilityGrid *self, double x, double y, int *day, int *slot)
{
  Layout layout = find_layout (self);
  int column = (int)((x - layout.left) / layout.width);

  *day = CLAMP ((int)((y - layout.top) / HEIGHT), 0, DAYS - 1);
  *slot = CLAMP (layout.is_rtl ? SLOTS - 1 - column : column, 0, SLOTS - 1);
}

static gboolean
is_free (RondoAvailabilityGrid *self, int day, int slot)
{
  return rondo_availability_get (&self->availability, (guint)day, (guint)slot);
}

static void
tell_moved (RondoAvailabilityGrid *self)
{
  g_autofree char *text = rondo_availability_grid_describe (self);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
tell_changed (RondoAvailabilityGrid *self)
{
  tell_moved (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
move_cursor (RondoAvailabilityGrid *self, int days, int slots)
{
  self->day = CLAMP (self->day + days, 0, DAYS - 1);
  self->slot = CLAMP (self->slot + slots, 0, SLOTS - 1);
}

/* @args: days, half hours, and whether to paint on the way. */
static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  RondoAvailabilityGrid *self = RONDO_AVAILABILITY_GRID (widget);
  gboolean has_time = is_free (self, self->day, self->slot);
  int days, slots;
  gboolean paints;

  g_variant_get (args, "(iib)", &days, &slots, &paints);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && ABS (slots) == 1)
    slots = -slots;
  move_cursor (self, days, slots);
  if (paints)
    rondo_availability_set (&self->availability, (guint)self->day, (guint)self->slot, has_time);
  if (paints)
    tell_changed (self);
  else
    tell_moved (self);
  return TRUE;
}

static gboolean
toggle_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  RondoAvailabilityGrid *self = RONDO_AVAILABILITY_GRID (widget);

  rondo_availability_set (&self->availability,
                          (guint)self->day,
                          (guint)self->slot,
                          !is_free (self, self->day, self->slot));
  tell_changed (self);
  return TRUE;
}

/* The rectangle between where the drag began and the cursor. */
static void
paint_rectangle (RondoAvailabilityGrid *self)
{
  self->availability = self->before;
  for (int day = MIN (self->first_day, self->day); day <= MAX (self->first_day, self->day); day++)
    for (int slot = MIN (self->first_slot, self->slot); slot <= MAX (self->first_slot, self->slot);
         slot++)
      rondo_availability_set (&self->availability, (guint)day, (guint)slot, self->paints);
  tell_changed (self);
}

static void
drag_begin_cb (RondoAvailabilityGrid *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  find_cell (self, x, y, &self->day, &self->slot);
  self->first_day = self->day;
  self->first_slot = self->slot;
  self->before = self->availability;
  self->paints = !is_free (self, self->day, self->slot);
  paint_rectangle (self);
}

static void
drag_update_cb (RondoAvailabilityGrid *self, double x, double y, GtkGestureDrag *gesture)
{
  double first_x, first_y;

  if (!gtk_gesture_drag_get_start_point (gesture, &first_x, &first_y))
    return;
  find_cell (self, first_x + x, first_y + y, &self->day, &self->slot);
  paint_rectangle (self);
}

static void
draw_text (RondoAvailabilityGrid *self,
           GtkSnapshot *snapshot,
           const char *words,
           double x,
           double y,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) text = make_text (self, words);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (snapshot, text, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_labels (RondoAvailabilityGrid *self,
             GtkSnapshot *snapshot,
             const Layout *layout,
             const GdkRGBA *color)
{
  double day_x = layout->is_rtl ? layout->width * SLOTS + 6 : 0;

  for (int day = 0; day < DAYS; day++)
    draw_text (self, snapshot, self->day_names[day], day_x, layout->top + day * HEIGHT + 4, color);
  for (int slot = 0; slot < SLOTS; slot += SLOTS_PER_LABEL) {
    g_autofree char *hour = g_strdup_printf ("%d:00", slot / 2);
    g_autoptr (PangoLayout) text = make_text (self, hour);
    double x = find_x (layout, slot);
    int width = 0;

    pango_layout_get_pixel_size (text, &width, NULL);
    draw_text (self, snapshot, hour, layout->is_rtl ? x + layout->width - width : x, 0, color);
  }
}

/* A free half hour fills its cell; one that is not is a pale place with a line, so that colour is
 * not needed to tell them apart. */
static void
draw_cell (RondoAvailabilityGrid *self,
           GtkSnapshot *snapshot,
           const Layout *layout,
           int day,
           int slot,
           const GdkRGBA *color,
           const GdkRGBA *accent)
{
  float x = (float)find_x (layout, slot);
  float y = (float)(layout->top + day * HEIGHT);
  float gap = slot % 2 == (layout->is_rtl ? 0 : 1) ? 1 : 0;
  float width = (float)layout->width - gap;
  gboolean is_filled = is_free (self, day, slot);
  GdkRGBA pale = *color;
  GdkRGBA faint = *color;

  pale.alpha *= 0.06f;
  faint.alpha *= 0.25f;
  gtk_snapshot_append_color (
      snapshot, is_filled ? accent : &pale, &GRAPHENE_RECT_INIT (x, y + 2, width, HEIGHT - 4));
  if (!is_filled)
    gtk_snapshot_append_color (
        snapshot, &faint, &GRAPHENE_RECT_INIT (x, y + HEIGHT / 2.0f, width, 1));
}

static void
draw_cursor (RondoAvailabilityGrid *self,
             GtkSnapshot *snapshot,
             const Layout *layout,
             const GdkRGBA *color)
{
  GskRoundedRect outline;
  const float widths[] = {2, 2, 2, 2};
  const GdkRGBA colors[] = {*color, *color, *color, *color};

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float)find_x (layout, self->slot) - 2,
                                                        (float)(layout->top + self->day * HEIGHT),
                                                        (float)layout->width + 4,
                                                        HEIGHT),
                                   2);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

static void
rondo_availability_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RondoAvailabilityGrid *self = RONDO_AVAILABILITY_GRID (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  Layout layout = find_layout (self);
  GdkRGBA color, accent;

  gtk_style_context_get_color (style, &color);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = color;
  draw_labels (self, snapshot, &layout, &color);
  for (int day = 0; day < DAYS; day++)
    for (int slot = 0; slot < SLOTS; slot++)
      draw_cell (self, snapshot, &layout, day, slot, &color, &accent);
  if (gtk_widget_has_focus (widget))
    draw_cursor (self, snapshot, &layout, &color);
}

static void
rondo_availability_grid_measure (GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  int label_width, label_height;

  measure_labels (RONDO_AVAILABILITY_GRID (widget), &label_width, &label_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = label_width + SLOTS * WIDTH_MIN;
    *natural = label_width + SLOTS * WIDTH_NATURAL;
  } else {
    *minimum = *natural = label_height + DAYS * HEIGHT;
  }
}

static void
rondo_availability_grid_finalize (GObject *object)
{
  RondoAvailabilityGrid *self = RONDO_AVAILABILITY_GRID (object);

  for (int day = 0; day < DAYS; day++)
    g_free (self->day_names[day]);

  G_OBJECT_CLASS (rondo_availability_grid_parent_class)->finalize (object);
}

static void
add_move (GtkWidgetClass *widget_class, guint key, int days, int slots)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_cb, "(iib)", days, slots, FALSE);
  gtk_widget_class_add_binding (
      widget_class, key, GDK_SHIFT_MASK, move_cb, "(iib)", days, slots, TRUE);
}

static void
rondo_availability_grid_class_init (RondoAvailabilityGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_availability_grid_finalize;
  widget_class->measure = rondo_availability_grid_measure;
  widget_class->snapshot = rondo_availability_grid_snapshot;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new (
      "moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  add_move (widget_class, GDK_KEY_Left, 0, -1);
  add_move (widget_class, GDK_KEY_Right, 0, 1);
  add_move (widget_class, GDK_KEY_Up, -1, 0);
  add_move (widget_class, GDK_KEY_Down, 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_cb, "(iib)", 0, -SLOTS, FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_cb, "(iib)", 0, SLOTS, FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, toggle_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, toggle_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "availability");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
rondo_availability_grid_init (RondoAvailabilityGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  for (int day = 0; day < DAYS; day++) {
    /* 2001-01-01 was a Monday. */
    g_autoptr (GDateTime) date = g_date_time_new_utc (2001, 1, 1 + day, 0, 0, 0);

    self->day_names[day] = g_date_time_format (date, "%a");
  }
  self->slot = 18 * 2;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
rondo_availability_grid_new (void)
{
  return g_object_new (RONDO_TYPE_AVAILABILITY_GRID, NULL);
}

void
rondo_availability_grid_get (RondoAvailabilityGrid *grid, RondoAvailability *availability)
{
  g_return_if_fail (RONDO_IS_AVAILABILITY_GRID (grid));

  *availability = grid->availability;
}

void
rondo_availability_grid_set (RondoAvailabilityGrid *grid, const RondoAvailability *availability)
{
  g_return_if_fail (RONDO_IS_AVAILABILITY_GRID (grid));

  if (rondo_availability_equal (&grid->availability, availability))
    return;
  grid->availability = *availability;
  tell_moved (grid);
}

char *
rondo_availability_grid_describe (RondoAvailabilityGrid *grid)
{
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (RONDO_IS_AVAILABILITY_GRID (grid), NULL);

  begin = g_date_time_new_utc (2001, 1, 1 + grid->day, grid->slot / 2, grid->slot % 2 * 30, 0);
  end = g_date_time_add_minutes (begin, 30);
  from = g_date_time_format (begin, "%A %H:%M");
  to = g_date_time_format (end, "%H:%M");
  if (is_free (grid, grid->day, grid->slot))
    /* Translators: a day of the week with a time, then when the half hour ends */
    return g_strdup_printf (_ ("%s–%s: free"), from, to);
  return g_strdup_printf (_ ("%s–%s: not free"), from, to);
}
