/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of a short list, as high as its text is: figures, a bar, notes and an address to open. */
#include "config.h"

#include "rondo-plan-row.h"

struct _RondoPlanRow {
  GtkListBoxRow parent_instance;

  /* owned */
  RondoLineItem *item;
};

G_DEFINE_FINAL_TYPE (RondoPlanRow, rondo_plan_row, GTK_TYPE_LIST_BOX_ROW)

enum { PROP_ITEM = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
is_address (gpointer unused, const char *key)
{
  return key != NULL && g_str_has_prefix (key, "https://");
}

static void
name_row (RondoPlanRow *self)
{
  g_autofree char *label = NULL;

  g_object_get (self->item, "label", &label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
set_item (RondoPlanRow *self, RondoLineItem *item)
{
  if (item == NULL || !g_set_object (&self->item, item))
    return;
  g_signal_connect_object (item, "notify::label", G_CALLBACK (name_row), self, G_CONNECT_SWAPPED);
  name_row (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

static void
rondo_plan_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, RONDO_PLAN_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_plan_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    set_item (RONDO_PLAN_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_plan_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_PLAN_ROW);
  g_clear_object (&RONDO_PLAN_ROW (object)->item);

  G_OBJECT_CLASS (rondo_plan_row_parent_class)->dispose (object);
}

static void
rondo_plan_row_class_init (RondoPlanRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_plan_row_get_property;
  object_class->set_property = rondo_plan_row_set_property;
  object_class->dispose = rondo_plan_row_dispose;
  properties[PROP_ITEM] =
      g_param_spec_object ("item",
                           NULL,
                           NULL,
                           RONDO_TYPE_LINE_ITEM,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-plan-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_address);
}

static void
rondo_plan_row_init (RondoPlanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_plan_row_new (RondoLineItem *item)
{
  return g_object_new (RONDO_TYPE_PLAN_ROW, "item", item, NULL);
}
