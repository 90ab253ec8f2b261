/* SPDX-License-Identifier: GPL-3.0-or-later
 * One wish for a coach: how strong, about what, which value. */
#include "config.h"

#include "rondo-wish-row.h"

#include "rondo-error.h"
#include "rondo-line-row.h"

#include <glib/gi18n-lib.h>

struct _RondoWishRow {
  GtkListBoxRow parent_instance;

  /* template children */
  GtkDropDown *attribute_drop;
  GtkLabel *hint_label;
  GtkDropDown *level_drop;
  GtkEntry *value_entry;
};

G_DEFINE_FINAL_TYPE (RondoWishRow, rondo_wish_row, GTK_TYPE_LIST_BOX_ROW)

enum { SIGNAL_REMOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
attribute_changed_cb (RondoWishRow *self)
{
  guint attribute = gtk_drop_down_get_selected (self->attribute_drop);

  if (attribute >= RONDO_N_WISH_ATTRIBUTES)
    return;
  gtk_label_set_label (self->hint_label, rondo_wish_attribute_get_hint (attribute));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value_entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  rondo_wish_attribute_get_hint (attribute),
                                  -1);
}

static void
value_changed_cb (RondoWishRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->value_entry), "error");
}

static void
remove_clicked_cb (RondoWishRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static GListModel *
list_attributes (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (RondoWishAttribute attribute = 0; attribute < RONDO_N_WISH_ATTRIBUTES; attribute++)
    gtk_string_list_append (names, rondo_wish_attribute_to_display (attribute));
  return G_LIST_MODEL (names);
}

static void
rondo_wish_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_WISH_ROW);

  G_OBJECT_CLASS (rondo_wish_row_parent_class)->dispose (object);
}

static void
rondo_wish_row_class_init (RondoWishRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_wish_row_dispose;
  signals[SIGNAL_REMOVE] = g_signal_new (
      "remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-wish-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoWishRow, attribute_drop);
  gtk_widget_class_bind_template_child (widget_class, RondoWishRow, hint_label);
  gtk_widget_class_bind_template_child (widget_class, RondoWishRow, level_drop);
  gtk_widget_class_bind_template_child (widget_class, RondoWishRow, value_entry);
  gtk_widget_class_bind_template_callback (widget_class, attribute_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
rondo_wish_row_init (RondoWishRow *self)
{
  g_autoptr (GListModel) attributes = list_attributes ();

  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_line_row_name_drop (self->level_drop, _ ("How Strong"));
  rondo_line_row_name_drop (self->attribute_drop, _ ("About What"));
  gtk_drop_down_set_model (self->attribute_drop, attributes);
  attribute_changed_cb (self);
}

GtkWidget *
rondo_wish_row_new (const RondoWish *wish)
{
  RondoWishRow *self = g_object_new (RONDO_TYPE_WISH_ROW, NULL);

  if (wish != NULL) {
    gtk_drop_down_set_selected (self->level_drop, wish->level);
    gtk_drop_down_set_selected (self->attribute_drop, wish->attribute);
    gtk_editable_set_text (GTK_EDITABLE (self->value_entry), wish->value);
  } else {
    gtk_drop_down_set_selected (self->level_drop, RONDO_WISH_PREFER);
  }
  return GTK_WIDGET (self);
}

RondoWish *
rondo_wish_row_dup_wish (RondoWishRow *row, GError **error)
{
  RondoWishAttribute attribute;
  g_autofree char *value = NULL;

  g_return_val_if_fail (RONDO_IS_WISH_ROW (row), NULL);

  attribute = gtk_drop_down_get_selected (row->attribute_drop);
  value = rondo_wish_value_normalize (attribute,
                                      gtk_editable_get_text (GTK_EDITABLE (row->value_entry)));
  if (rondo_wish_value_is_valid (attribute, value))
    return rondo_wish_new (gtk_drop_down_get_selected (row->level_drop), attribute, value);
  gtk_widget_add_css_class (GTK_WIDGET (row->value_entry), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row->value_entry));
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("“%s” is not understood in a wish. Enter: %s."),
               value,
               gtk_label_get_label (row->hint_label));
  return NULL;
}
