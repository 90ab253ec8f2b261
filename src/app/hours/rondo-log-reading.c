/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the values of a foreign log are read, to be changed. */
#include "config.h"

#include "rondo-log-reading.h"

#include <glib/gi18n-lib.h>

struct _RondoLogReading {
  AdwPreferencesGroup parent_instance;

  /* template children */
  AdwComboRow *order_row;
  AdwComboRow *payment_row;
  AdwComboRow *unit_row;

  /* owned */
  RondoLogMapping *mapping; /* as it was shown */

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoLogReading, rondo_log_reading, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
changed_cb (RondoLogReading *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
rondo_log_reading_dispose (GObject *object)
{
  RondoLogReading *self = RONDO_LOG_READING (object);

  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_LOG_READING);

  G_OBJECT_CLASS (rondo_log_reading_parent_class)->dispose (object);
}

static void
rondo_log_reading_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_LOG_READING (object)->mapping, rondo_log_mapping_free);

  G_OBJECT_CLASS (rondo_log_reading_parent_class)->finalize (object);
}

static void
rondo_log_reading_class_init (RondoLogReadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_log_reading_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_log_reading_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-log-reading.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLogReading, order_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogReading, payment_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogReading, unit_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
rondo_log_reading_init (RondoLogReading *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

GtkWidget *
rondo_log_reading_new (void)
{
  return g_object_new (RONDO_TYPE_LOG_READING, NULL);
}

GStrv
rondo_log_reading_describe_meanings (void)
{
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

  return g_strdupv ((GStrv)names);
}

void
rondo_log_reading_show (RondoLogReading *self, const RondoLogMapping *mapping)
{
  g_return_if_fail (RONDO_IS_LOG_READING (self));
  g_return_if_fail (mapping != NULL);

  self->is_filling = TRUE;
  g_clear_pointer (&self->mapping, rondo_log_mapping_free);
  self->mapping = rondo_log_mapping_copy (mapping);
  adw_combo_row_set_selected (self->order_row, mapping->order);
  adw_combo_row_set_selected (self->unit_row, mapping->unit);
  adw_combo_row_set_selected (self->payment_row, mapping->payment);
  self->is_filling = FALSE;
}

RondoLogMapping *
rondo_log_reading_dup_mapping (RondoLogReading *self, const GArray *columns)
{
  RondoLogMapping *mapping = NULL;

  g_return_val_if_fail (RONDO_IS_LOG_READING (self) && self->mapping != NULL, NULL);
  g_return_val_if_fail (columns != NULL, NULL);

  mapping = rondo_log_mapping_copy (self->mapping);
  for (guint i = 0; i < MIN (columns->len, mapping->columns->len); i++)
    g_array_index (mapping->columns, RondoImportColumn, i) =
        (RondoImportColumn)g_array_index (columns, guint, i);
  if (mapping->order != adw_combo_row_get_selected (self->order_row))
    mapping->is_order_sure = TRUE;
  mapping->order = adw_combo_row_get_selected (self->order_row);
  mapping->unit = adw_combo_row_get_selected (self->unit_row);
  mapping->payment = adw_combo_row_get_selected (self->payment_row);
  return mapping;
}
