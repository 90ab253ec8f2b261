/* SPDX-License-Identifier: GPL-3.0-or-later
 * The content of a list row, which gives the row around it a name for screen readers. */
#include "config.h"

#include "rondo-line-row.h"

struct _RondoLineRow {
  AdwBin parent_instance;

  /* owned */
  char *label;
};

G_DEFINE_FINAL_TYPE (RondoLineRow, rondo_line_row, ADW_TYPE_BIN)

enum { PROP_LABEL = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
parent_changed_cb (RondoLineRow *self)
{
  rondo_line_row_name_parent (GTK_WIDGET (self), self->label);
}

static void
set_label (RondoLineRow *self, const char *label)
{
  if (g_strcmp0 (self->label, label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  rondo_line_row_name_parent (GTK_WIDGET (self), self->label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
rondo_line_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, RONDO_LINE_ROW (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_line_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    set_label (RONDO_LINE_ROW (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_line_row_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_LINE_ROW (object)->label, g_free);
  G_OBJECT_CLASS (rondo_line_row_parent_class)->finalize (object);
}

static void
rondo_line_row_class_init (RondoLineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rondo_line_row_get_property;
  object_class->set_property = rondo_line_row_set_property;
  object_class->finalize = rondo_line_row_finalize;

  properties[PROP_LABEL] =
      g_param_spec_string ("label",
                           NULL,
                           NULL,
                           NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_line_row_init (RondoLineRow *self)
{
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_changed_cb), NULL);
}

void
rondo_line_row_name_parent (GtkWidget *child, const char *label)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  /* gtk_list_item_set_accessible_label() came only with GTK 4.12. */
  if (parent != NULL && label != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
rondo_line_row_name_drop (GtkDropDown *drop, const char *label)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop));

  if (button != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
