/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that logs sessions which came back every week. */
#include "config.h"

#include "rondo-fill-dialog.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-log-fill.h"
#include "rondo-number.h"
#include "rondo-save.h"

#include <glib/gi18n-lib.h>

struct _RondoFillDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwComboRow *client_row;
  RondoFormFrame *frame;
  RondoDateRow *from_row;
  GtkSpinButton *minutes_spin;
  AdwComboRow *payment_row;
  AdwComboRow *setting_row;
  GtkLabel *sum_label;
  RondoDateRow *until_row;
  AdwComboRow *weekday_row;
  GtkSpinButton *weeks_spin;

  /* owned */
  GPtrArray *clients; /* of RondoClientPerson */
};

G_DEFINE_FINAL_TYPE (RondoFillDialog, rondo_fill_dialog, RONDO_TYPE_DIALOG)

/* The days that are asked for; none while something is not right. */
static GArray *
list_days (RondoFillDialog *self)
{
  int weeks = 0, minutes = 0;

  if (!rondo_number_read (self->weeks_spin, &weeks) ||
      !rondo_number_read (self->minutes_spin, &minutes))
    weeks = 0;
  return rondo_log_fill_list_days (rondo_date_row_get_date (self->from_row),
                                   rondo_date_row_get_date (self->until_row),
                                   (int)adw_combo_row_get_selected (self->weekday_row),
                                   weeks);
}

static void
changed_cb (RondoFillDialog *self)
{
  g_autoptr (GArray) days = list_days (self);
  int minutes = 0;
  g_autofree char *hours = NULL;
  g_autofree char *text = NULL;

  rondo_number_read (self->minutes_spin, &minutes);
  hours = rondo_minutes_to_local_hours ((int64_t)minutes * days->len);
  text = g_strdup_printf (
      ngettext ("%u session, %s hours", "%u sessions, %s hours", days->len), days->len, hours);
  gtk_label_set_label (self->sum_label, text);
  g_object_set (self->frame, "can-save", days->len > 0, NULL);
}

static RondoLogEntry *
make_model (RondoFillDialog *self)
{
  RondoLogEntry *entry = rondo_log_entry_new ();
  const RondoClientPerson *client =
      self->clients->pdata[adw_combo_row_get_selected (self->client_row)];

  entry->client = g_strdup (client->id);
  entry->payment = adw_combo_row_get_selected (self->payment_row);
  entry->setting = adw_combo_row_get_selected (self->setting_row);
  rondo_number_read (self->minutes_spin, &entry->minutes);
  return entry;
}

static void
save_cb (RondoFillDialog *self)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GArray) days = list_days (self);
  g_autoptr (RondoLogEntry) model = make_model (self);
  g_autoptr (GPtrArray) entries = rondo_log_fill (model, days, rondo_context_get_now_us (context));
  RondoChange *change = rondo_change_new ();
  RondoChange *undo = rondo_change_new ();
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u session logged", "%u sessions logged", entries->len), entries->len);

  for (guint i = 0; i < entries->len; i++) {
    const RondoLogEntry *entry = entries->pdata[i];

    rondo_change_put_log_entry (change, entry);
    rondo_change_delete_log_entry (undo, entry->id);
  }
  rondo_save_change_with_undo (
      parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self), context, change, text, undo);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_fill_dialog_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_FILL_DIALOG (object)->clients, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_fill_dialog_parent_class)->finalize (object);
}

static void
rondo_fill_dialog_class_init (RondoFillDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_fill_dialog_finalize;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-fill-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, client_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, payment_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, setting_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, sum_label);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, weekday_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFillDialog, weeks_spin);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_fill_dialog_init (RondoFillDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->minutes_spin);
  rondo_number_keep_typed (self->weeks_spin);
}

GtkWindow *
rondo_fill_dialog_new (RondoContext *context, GPtrArray *clients)
{
  RondoFillDialog *self = g_object_new (RONDO_TYPE_FILL_DIALOG, "context", context, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  RondoDate today = rondo_context_get_today (context);

  self->clients = g_ptr_array_ref (clients);
  for (guint i = 0; i < clients->len; i++)
    gtk_string_list_append (names, ((const RondoClientPerson *)clients->pdata[i])->name);
  adw_combo_row_set_model (self->client_row, G_LIST_MODEL (names));
  rondo_date_row_set_date (self->from_row, rondo_date_add_months (today, -3));
  rondo_date_row_set_date (self->until_row, today);
  changed_cb (self);
  return GTK_WINDOW (self);
}
