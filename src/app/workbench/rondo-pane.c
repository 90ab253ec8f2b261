/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part of a window that would like to be as wide as it is told, whatever is in it. */
#include "config.h"

#include "rondo-pane.h"

struct _RondoPane {
  GtkWidget parent_instance;

  GtkWidget *child; /* (nullable) */
  int natural_width;
  guint after;    /* frames that the content waits for */
  guint waited;   /* frames so far */
  guint ticks;    /* callback, while it waits */
  gboolean is_in; /* the content has come */
};

G_DEFINE_FINAL_TYPE (RondoPane, rondo_pane, GTK_TYPE_WIDGET)

enum { PROP_AFTER = 1, PROP_CHILD, PROP_NATURAL_WIDTH, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RondoPane *self = RONDO_PANE (widget);

  if (self->waited++ < self->after)
    return G_SOURCE_CONTINUE;
  self->ticks = 0;
  self->is_in = TRUE;
  if (self->child != NULL)
    gtk_widget_set_child_visible (self->child, TRUE);
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

static void
rondo_pane_map (GtkWidget *widget)
{
  RondoPane *self = RONDO_PANE (widget);

  GTK_WIDGET_CLASS (rondo_pane_parent_class)->map (widget);
  if (!self->is_in && self->ticks == 0)
    self->ticks = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

static void
rondo_pane_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  RondoPane *self = RONDO_PANE (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->child != NULL && self->is_in)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, self->natural_width);
}

static void
rondo_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RondoPane *self = RONDO_PANE (widget);

  if (self->child != NULL && self->is_in)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
rondo_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
set_child (RondoPane *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child == NULL)
    return;
  gtk_widget_set_child_visible (child, self->is_in);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
rondo_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoPane *self = RONDO_PANE (object);

  if (id == PROP_AFTER)
    g_value_set_uint (value, self->after);
  else if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else if (id == PROP_NATURAL_WIDTH)
    g_value_set_int (value, self->natural_width);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoPane *self = RONDO_PANE (object);

  if (id == PROP_AFTER) {
    self->after = g_value_get_uint (value);
  } else if (id == PROP_CHILD) {
    set_child (self, g_value_get_object (value));
  } else if (id == PROP_NATURAL_WIDTH) {
    self->natural_width = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (self));
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_pane_dispose (GObject *object)
{
  g_clear_pointer (&RONDO_PANE (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (rondo_pane_parent_class)->dispose (object);
}

static void
rondo_pane_class_init (RondoPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_pane_get_property;
  object_class->set_property = rondo_pane_set_property;
  object_class->dispose = rondo_pane_dispose;
  widget_class->map = rondo_pane_map;
  widget_class->measure = rondo_pane_measure;
  widget_class->size_allocate = rondo_pane_size_allocate;
  widget_class->get_request_mode = rondo_pane_get_request_mode;
  properties[PROP_AFTER] = g_param_spec_uint ("after", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_NATURAL_WIDTH] =
      g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_pane_init (RondoPane *self)
{
}
