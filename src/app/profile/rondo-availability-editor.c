/* SPDX-License-Identifier: GPL-3.0-or-later
 * A group of rows to say when somebody has time: painted, or written. */
#include "config.h"

#include "rondo-availability-editor.h"

#include "rondo-availability-grid.h"

struct _RondoAvailabilityEditor {
  AdwPreferencesGroup parent_instance;

  /* template children */
  GtkEditable *text_row;
  GtkLabel *cursor_label;
  RondoAvailabilityGrid *grid;
};

G_DEFINE_FINAL_TYPE (RondoAvailabilityEditor, rondo_availability_editor, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
text_changed_cb (RondoAvailabilityEditor *self)
{
  RondoAvailability availability;

  if (rondo_availability_parse (gtk_editable_get_text (self->text_row), &availability, NULL))
    rondo_availability_grid_set (self->grid, &availability);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
painted_cb (RondoAvailabilityEditor *self)
{
  RondoAvailability availability;
  g_autofree char *text = NULL;

  rondo_availability_grid_get (self->grid, &availability);
  text = rondo_availability_to_text (&availability);
  gtk_editable_set_text (self->text_row, text);
}

static void
moved_cb (RondoAvailabilityEditor *self)
{
  g_autofree char *text = rondo_availability_grid_describe (self->grid);

  gtk_label_set_text (self->cursor_label, text);
}

static void
rondo_availability_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_AVAILABILITY_EDITOR);

  G_OBJECT_CLASS (rondo_availability_editor_parent_class)->dispose (object);
}

static void
rondo_availability_editor_class_init (RondoAvailabilityEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_availability_editor_dispose;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RONDO_TYPE_AVAILABILITY_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-availability-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoAvailabilityEditor, cursor_label);
  gtk_widget_class_bind_template_child (widget_class, RondoAvailabilityEditor, grid);
  gtk_widget_class_bind_template_child (widget_class, RondoAvailabilityEditor, text_row);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, painted_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
rondo_availability_editor_init (RondoAvailabilityEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moved_cb (self);
}

gboolean
rondo_availability_editor_read (RondoAvailabilityEditor *editor,
                                RondoAvailability *availability,
                                GError **error)
{
  g_return_val_if_fail (RONDO_IS_AVAILABILITY_EDITOR (editor), FALSE);

  return rondo_availability_parse (gtk_editable_get_text (editor->text_row), availability, error);
}

void
rondo_availability_editor_set (RondoAvailabilityEditor *editor,
                               const RondoAvailability *availability)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RONDO_IS_AVAILABILITY_EDITOR (editor));

  text = rondo_availability_to_text (availability);
  gtk_editable_set_text (editor->text_row, text);
}

GtkEditable *
rondo_availability_editor_get_row (RondoAvailabilityEditor *editor)
{
  g_return_val_if_fail (RONDO_IS_AVAILABILITY_EDITOR (editor), NULL);

  return editor->text_row;
}
