/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that is as wide as the row, and as high as that takes. */
#include "config.h"

#include "rondo-paragraph.h"

/* As wide as it would like to be is up to what is around it. */
#define NARROWEST 48

/* GTK asks for the height of so wide a text, to see that it is not higher than that of any. */
#define WIDEST 65536

struct _RondoParagraph {
  GtkWidget parent_instance;

  /* owned */
  char *text;
  PangoLayout *layout; /* (nullable): until it is measured */

  int width; /* for which it was measured last */
  gboolean is_centered;
  guint lines; /* what does not fit into so many is cut off; 0: as many as it takes */
};

G_DEFINE_FINAL_TYPE (RondoParagraph, rondo_paragraph, GTK_TYPE_WIDGET)

enum { PROP_IS_CENTERED = 1, PROP_LINES, PROP_TEXT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
is_from_right (RondoParagraph *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static PangoLayout *
lay_out (RondoParagraph *self, int width)
{
  if (self->layout == NULL) {
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
    pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
    if (self->lines > 0) {
      pango_layout_set_height (self->layout, -(int)self->lines);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  }
  pango_layout_set_alignment (self->layout,
                              is_from_right (self) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  return self->layout;
}

static GtkSizeRequestMode
rondo_paragraph_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rondo_paragraph_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RondoParagraph *self = RONDO_PARAGRAPH (widget);
  int size = NARROWEST;

  /* Whoever does not say how wide it will be gets the height that it had, or that of one line. */
  if (for_size > 0 && for_size < WIDEST)
    self->width = for_size;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    pango_layout_get_pixel_size (
        lay_out (self, for_size > 0 ? for_size : self->width), NULL, &size);
  *minimum = *natural = size;
  *minimum_baseline = *natural_baseline = -1;
}

static void
rondo_paragraph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RondoParagraph *self = RONDO_PARAGRAPH (widget);
  int width = gtk_widget_get_width (widget);
  PangoLayout *layout = lay_out (self, width);
  PangoRectangle used;

  pango_layout_get_pixel_extents (layout, NULL, &used);
  gtk_snapshot_render_layout (snapshot,
                              gtk_widget_get_style_context (widget),
                              (is_from_right (self) ? width - used.width : 0) - used.x,
                              self->is_centered ? (gtk_widget_get_height (widget) - used.height) / 2
                                                : 0,
                              layout);
}

static void
set_lines (RondoParagraph *self, guint lines)
{
  self->lines = lines;
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
rondo_paragraph_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_CENTERED)
    g_value_set_boolean (value, RONDO_PARAGRAPH (object)->is_centered);
  else if (id == PROP_LINES)
    g_value_set_uint (value, RONDO_PARAGRAPH (object)->lines);
  else if (id == PROP_TEXT)
    g_value_set_string (value, RONDO_PARAGRAPH (object)->text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_paragraph_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_CENTERED)
    RONDO_PARAGRAPH (object)->is_centered = g_value_get_boolean (value);
  else if (id == PROP_LINES)
    set_lines (RONDO_PARAGRAPH (object), g_value_get_uint (value));
  else if (id == PROP_TEXT)
    rondo_paragraph_set_text (RONDO_PARAGRAPH (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_paragraph_finalize (GObject *object)
{
  RondoParagraph *self = RONDO_PARAGRAPH (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (rondo_paragraph_parent_class)->finalize (object);
}

static void
rondo_paragraph_class_init (RondoParagraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_paragraph_get_property;
  object_class->set_property = rondo_paragraph_set_property;
  object_class->finalize = rondo_paragraph_finalize;
  widget_class->get_request_mode = rondo_paragraph_get_request_mode;
  widget_class->measure = rondo_paragraph_measure;
  widget_class->snapshot = rondo_paragraph_snapshot;
  properties[PROP_IS_CENTERED] = g_param_spec_boolean (
      "is-centered", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINES] = g_param_spec_uint (
      "lines", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] = g_param_spec_string (
      "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
rondo_paragraph_init (RondoParagraph *self)
{
  self->text = g_strdup ("");
  self->width = WIDEST;
}

GtkWidget *
rondo_paragraph_new (const char *text)
{
  return g_object_new (RONDO_TYPE_PARAGRAPH, "text", text, NULL);
}

void
rondo_paragraph_set_text (RondoParagraph *self, const char *text)
{
  g_return_if_fail (RONDO_IS_PARAGRAPH (self));

  text = text != NULL ? text : "";
  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, self->text, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
rondo_paragraph_get_text (RondoParagraph *self)
{
  g_return_val_if_fail (RONDO_IS_PARAGRAPH (self), NULL);

  return self->text;
}
