/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that was changed in two places: both values, and the choice between them. */
#include "config.h"

#include "rondo-conflict-row.h"

#include "rondo-line-row.h"

struct _RondoConflictRow {
  AdwBin parent_instance;

  /* owned */
  RondoLineItem *item;
};

G_DEFINE_FINAL_TYPE (RondoConflictRow, rondo_conflict_row, ADW_TYPE_BIN)

enum { PROP_ITEM = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
call (RondoConflictRow *self, const char *action)
{
  if (self->item != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), action, "s", rondo_line_item_get_key (self->item));
}

static void
keep_clicked_cb (RondoConflictRow *self)
{
  call (self, "conflict.keep");
}

static void
other_clicked_cb (RondoConflictRow *self)
{
  call (self, "conflict.take-other");
}

static void
name_parent (RondoConflictRow *self)
{
  g_autofree char *label = NULL;

  if (self->item == NULL)
    return;
  g_object_get (self->item, "label", &label, NULL);
  rondo_line_row_name_parent (GTK_WIDGET (self), label);
}

static void
rondo_conflict_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, RONDO_CONFLICT_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_conflict_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoConflictRow *self = RONDO_CONFLICT_ROW (object);

  if (id != PROP_ITEM)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&self->item, g_value_get_object (value))) {
    name_parent (self);
    g_object_notify_by_pspec (object, pspec);
  }
}

static void
rondo_conflict_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_CONFLICT_ROW);
  g_clear_object (&RONDO_CONFLICT_ROW (object)->item);

  G_OBJECT_CLASS (rondo_conflict_row_parent_class)->dispose (object);
}

static void
rondo_conflict_row_class_init (RondoConflictRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_conflict_row_get_property;
  object_class->set_property = rondo_conflict_row_set_property;
  object_class->dispose = rondo_conflict_row_dispose;
  properties[PROP_ITEM] =
      g_param_spec_object ("item",
                           NULL,
                           NULL,
                           RONDO_TYPE_LINE_ITEM,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-conflict-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, other_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
}

static void
rondo_conflict_row_init (RondoConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::parent", G_CALLBACK (name_parent), NULL);
}
