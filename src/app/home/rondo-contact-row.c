/* SPDX-License-Identifier: GPL-3.0-or-later
 * One way to reach somebody, with a button that copies it. */
#include "config.h"

#include "rondo-contact-row.h"

#include "rondo-toast.h"

struct _RondoContactRow {
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *box;
  GtkWidget *link;
  GtkWidget *label;
  GtkWidget *copy;

  /* owned */
  char *strings[6]; /* by property */
};

G_DEFINE_FINAL_TYPE (RondoContactRow, rondo_contact_row, GTK_TYPE_WIDGET)

enum { PROP_ICON_NAME = 1, PROP_TEXT, PROP_URI, PROP_COPY_LABEL, PROP_COPIED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
copy_clicked_cb (RondoContactRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->strings[PROP_TEXT]);
  rondo_toast_show (GTK_WIDGET (self), self->strings[PROP_COPIED]);
}

static void
name_for_the_screen_reader (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name != NULL ? name : "", -1);
}

static void
rondo_contact_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const char *text = RONDO_CONTACT_ROW (object)->strings[id];

  g_value_set_string (value, text != NULL ? text : "");
}

static void
rondo_contact_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoContactRow *self = RONDO_CONTACT_ROW (object);
  const char *text;

  g_free (self->strings[id]);
  self->strings[id] = g_value_dup_string (value);
  text = self->strings[id];
  if (id == PROP_TEXT) {
    gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && *text != '\0');
    /* A link is not named by the text in it. */
    name_for_the_screen_reader (self->link, text);
  } else if (id == PROP_COPY_LABEL) {
    name_for_the_screen_reader (self->copy, text);
  }
}

static void
rondo_contact_row_dispose (GObject *object)
{
  g_clear_pointer (&RONDO_CONTACT_ROW (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rondo_contact_row_parent_class)->dispose (object);
}

static void
rondo_contact_row_finalize (GObject *object)
{
  RondoContactRow *self = RONDO_CONTACT_ROW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->strings); i++)
    g_free (self->strings[i]);

  G_OBJECT_CLASS (rondo_contact_row_parent_class)->finalize (object);
}

static void
rondo_contact_row_class_init (RondoContactRowClass *klass)
{
  static const char *const names[N_PROPS] = {
      [PROP_ICON_NAME] = "icon-name",
      [PROP_TEXT] = "text",
      [PROP_URI] = "uri",
      [PROP_COPY_LABEL] = "copy-label",
      [PROP_COPIED] = "copied",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_contact_row_get_property;
  object_class->set_property = rondo_contact_row_set_property;
  object_class->dispose = rondo_contact_row_dispose;
  object_class->finalize = rondo_contact_row_finalize;
  for (guint id = 1; id < N_PROPS; id++)
    properties[id] = g_param_spec_string (
        names[id], NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-contact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoContactRow, box);
  gtk_widget_class_bind_template_child (widget_class, RondoContactRow, link);
  gtk_widget_class_bind_template_child (widget_class, RondoContactRow, label);
  gtk_widget_class_bind_template_child (widget_class, RondoContactRow, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
rondo_contact_row_init (RondoContactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Addresses and numbers run from left to right in every language. */
  gtk_widget_set_direction (self->label, GTK_TEXT_DIR_LTR);
}
