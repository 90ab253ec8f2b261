/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a foreign table mean, to be changed. */
#include "config.h"

#include "rondo-mapping-view.h"

#include "rondo-text.h"

#include <glib/gi18n-lib.h>

#define SAMPLE_BYTES 60

struct _RondoMappingView {
  AdwBin parent_instance;

  /* template children */
  AdwPreferencesGroup *column_group;
  AdwComboRow *order_row;
  AdwComboRow *payment_row;
  AdwComboRow *unit_row;

  /* owned */
  GPtrArray *rows; /* of AdwComboRow, borrowed from the group: one for each column */
  GtkStringList *meanings;
  RondoLogMapping *mapping;

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoMappingView, rondo_mapping_view, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkStringList *
new_meanings (void)
{
  /* In the order of RondoImportColumn. */
  const char *const names[RONDO_N_IMPORT_COLUMNS + 1] = {_ ("Left Out"),
                                                         _ ("Day"),
                                                         _ ("Start"),
                                                         _ ("End"),
                                                         _ ("Length"),
                                                         _ ("Client"),
                                                         _ ("Contact"),
                                                         _ ("Organization"),
                                                         _ ("Payment"),
                                                         _ ("Paid Hours"),
                                                         _ ("Pro Bono Hours"),
                                                         _ ("Individual or Group"),
                                                         _ ("People in the Group"),
                                                         _ ("Setting"),
                                                         _ ("Activity"),
                                                         _ ("First Day With the Client"),
                                                         _ ("Last Day With the Client"),
                                                         NULL};

  return gtk_string_list_new (names);
}

static void
changed_cb (RondoMappingView *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_rows (RondoMappingView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->column_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (RondoMappingView *self, guint index, const char *title, const char *sample)
{
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  g_autofree char *number = g_strdup_printf (_ ("Column %u"), index + 1);
  g_autofree char *name = rondo_text_cut (*title != '\0' ? title : number, SAMPLE_BYTES);
  g_autofree char *first = rondo_text_cut (sample, SAMPLE_BYTES);

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), first);
  adw_combo_row_set_model (row, G_LIST_MODEL (self->meanings));
  adw_combo_row_set_selected (row,
                              g_array_index (self->mapping->columns, RondoImportColumn, index));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (self->column_group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
rondo_mapping_view_dispose (GObject *object)
{
  RondoMappingView *self = RONDO_MAPPING_VIEW (object);

  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_MAPPING_VIEW);

  G_OBJECT_CLASS (rondo_mapping_view_parent_class)->dispose (object);
}

static void
rondo_mapping_view_finalize (GObject *object)
{
  RondoMappingView *self = RONDO_MAPPING_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->meanings);
  g_clear_pointer (&self->mapping, rondo_log_mapping_free);

  G_OBJECT_CLASS (rondo_mapping_view_parent_class)->finalize (object);
}

static void
rondo_mapping_view_class_init (RondoMappingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_mapping_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_mapping_view_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-mapping-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, column_group);
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, order_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, payment_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, unit_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
rondo_mapping_view_init (RondoMappingView *self)
{
  self->rows = g_ptr_array_new ();
  self->meanings = new_meanings ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

void
rondo_mapping_view_show (RondoMappingView *self, const RondoLogImport *import)
{
  g_return_if_fail (RONDO_IS_MAPPING_VIEW (self));
  g_return_if_fail (import != NULL);

  self->is_filling = TRUE;
  clear_rows (self);
  g_clear_pointer (&self->mapping, rondo_log_mapping_free);
  self->mapping = rondo_log_mapping_copy (import->mapping);
  for (guint i = 0; i < import->mapping->columns->len; i++)
    add_row (self, i, import->titles[i], import->samples[i]);
  adw_combo_row_set_selected (self->order_row, import->mapping->order);
  adw_combo_row_set_selected (self->unit_row, import->mapping->unit);
  adw_combo_row_set_selected (self->payment_row, import->mapping->payment);
  self->is_filling = FALSE;
}

RondoLogMapping *
rondo_mapping_view_dup_mapping (RondoMappingView *self)
{
  RondoLogMapping *mapping = NULL;

  g_return_val_if_fail (RONDO_IS_MAPPING_VIEW (self) && self->mapping != NULL, NULL);

  mapping = rondo_log_mapping_copy (self->mapping);
  for (guint i = 0; i < self->rows->len; i++)
    g_array_index (mapping->columns, RondoImportColumn, i) =
        (RondoImportColumn)adw_combo_row_get_selected (self->rows->pdata[i]);
  if (mapping->order != adw_combo_row_get_selected (self->order_row))
    mapping->is_order_sure = TRUE;
  mapping->order = adw_combo_row_get_selected (self->order_row);
  mapping->unit = adw_combo_row_get_selected (self->unit_row);
  mapping->payment = adw_combo_row_get_selected (self->payment_row);
  return mapping;
}
