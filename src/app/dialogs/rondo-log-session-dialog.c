/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session the user coached: with whom, when, how long, for what payment. */
#include "config.h"

#include "rondo-log-session-dialog.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-number.h"
#include "rondo-session-form.h"

#include <glib/gi18n-lib.h>

#define USUAL_MINUTES 60

struct _RondoLogSessionDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoDateRow *date_row;
  RondoFormFrame *frame;
  GtkSpinButton *minutes_spin;
  GtkEditable *new_name_row;
  AdwComboRow *payment_row;
  AdwComboRow *with_row;

  /* owned */
  GListStore *choices;
  RondoHoursOverview *overview; /* NULL until loaded */
  char *pairing;                /* asked for; of the edited entry, NULL if it has none */
  RondoLogEntry *edited;        /* NULL for a new session */
};

G_DEFINE_FINAL_TYPE (RondoLogSessionDialog, rondo_log_session_dialog, RONDO_TYPE_DIALOG)

static RondoLineItem *
get_choice (RondoLogSessionDialog *self)
{
  return adw_combo_row_get_selected_item (self->with_row);
}

static const RondoPairingOverview *
find_pairing (RondoLogSessionDialog *self, const char *id)
{
  for (guint i = 0; self->overview != NULL && i < self->overview->pairings->len; i++) {
    const RondoPairingOverview *overview = self->overview->pairings->pdata[i];

    if (g_str_equal (overview->pairing->id, id))
      return overview;
  }
  return NULL;
}

/* What is usual for the one chosen: the length of the round's sessions, and the payment. */
static void
choice_changed_cb (RondoLogSessionDialog *self)
{
  RondoLineItem *choice = get_choice (self);
  const RondoPairingOverview *overview = NULL;
  gboolean is_pairing, is_new;

  if (choice == NULL || self->edited != NULL)
    return;
  is_pairing = rondo_line_item_get_kind (choice) == RONDO_WITH_PAIRING;
  is_new = rondo_line_item_get_kind (choice) == RONDO_WITH_NEW;
  if (is_pairing)
    overview = find_pairing (self, rondo_line_item_get_key (choice));
  gtk_widget_set_visible (GTK_WIDGET (self->new_name_row), is_new);
  adw_combo_row_set_selected (self->payment_row,
                              is_pairing ? RONDO_PAYMENT_RECIPROCAL : RONDO_PAYMENT_PAID);
  gtk_spin_button_set_value (self->minutes_spin,
                             overview != NULL ? overview->round->session_minutes : USUAL_MINUTES);
}

static void
select_pairing (RondoLogSessionDialog *self)
{
  guint n_choices = g_list_model_get_n_items (G_LIST_MODEL (self->choices));

  for (guint i = 0; self->pairing != NULL && i < n_choices; i++) {
    g_autoptr (RondoLineItem) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    if (g_str_equal (rondo_line_item_get_key (choice), self->pairing))
      adw_combo_row_set_selected (self->with_row, i);
  }
  choice_changed_cb (self);
}

static void
hours_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoLogSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHoursOverview) overview =
      rondo_store_load_hours_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) choices = NULL;

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error)) {
    g_object_set (self->frame, "can-save", FALSE, NULL);
    return;
  }
  self->overview = g_steal_pointer (&overview);
  choices = rondo_session_form_list (self->overview);
  rondo_list_update (self->choices, choices, rondo_line_item_adopt);
  select_pairing (self);
}

static RondoChange *
make_change (RondoLogSessionDialog *self, int minutes, GError **error)
{
  RondoLineItem *choice = get_choice (self);
  RondoDate today = rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self)));
  RondoSessionForm form = {
      .with = choice != NULL ? rondo_line_item_get_kind (choice) : RONDO_WITH_NEW,
      .key = choice != NULL ? rondo_line_item_get_key (choice) : "",
      .new_name = gtk_editable_get_text (self->new_name_row),
      .date = rondo_date_row_get_date (self->date_row),
      .minutes = minutes,
      .payment = adw_combo_row_get_selected (self->payment_row),
  };

  if (self->edited != NULL)
    return rondo_session_form_make_edit (&form, self->edited, self->pairing, today, error);
  return rondo_session_form_make_change (
      &form,
      self->overview,
      rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self))),
      today,
      error);
}

/* Minutes that nobody held are never logged in place of those that were mistyped. */
static gboolean
read_minutes (RondoLogSessionDialog *self, int *minutes)
{
  gboolean is_good = rondo_number_read (self->minutes_spin, minutes);
  g_autofree char *mistake =
      is_good ? NULL
              : g_strdup_printf (_ ("Enter the minutes as a whole number from %d to %d."),
                                 1,
                                 RONDO_SESSION_MINUTES_MAX);

  rondo_form_frame_show_error (self->frame, mistake);
  rondo_form_frame_mark (GTK_WIDGET (self->minutes_spin), !is_good);
  if (!is_good)
    gtk_widget_grab_focus (GTK_WIDGET (self->minutes_spin));
  return is_good;
}

static void
save_cb (RondoLogSessionDialog *self)
{
  g_autoptr (GError) error = NULL;
  RondoChange *change = NULL;
  int minutes = 0;

  if (!read_minutes (self, &minutes))
    return;
  change = make_change (self, minutes, &error);
  rondo_form_frame_show_error (self->frame, error != NULL ? error->message : NULL);
  if (change == NULL)
    return;
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static void
rondo_log_session_dialog_saved (RondoDialog *dialog)
{
  gboolean is_edited = RONDO_LOG_SESSION_DIALOG (dialog)->edited != NULL;

  rondo_dialog_tell_parent (dialog, is_edited ? _ ("Session changed") : _ ("Session logged"));
}

static void
rondo_log_session_dialog_finalize (GObject *object)
{
  RondoLogSessionDialog *self = RONDO_LOG_SESSION_DIALOG (object);

  g_clear_object (&self->choices);
  g_clear_pointer (&self->overview, rondo_hours_overview_free);
  g_clear_pointer (&self->edited, rondo_log_entry_free);
  g_free (self->pairing);

  G_OBJECT_CLASS (rondo_log_session_dialog_parent_class)->finalize (object);
}

static void
rondo_log_session_dialog_class_init (RondoLogSessionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_log_session_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_log_session_dialog_saved;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-log-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, new_name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, payment_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, with_row);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_log_session_dialog_init (RondoLogSessionDialog *self)
{
  self->choices = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->minutes_spin);
  adw_combo_row_set_model (self->with_row, G_LIST_MODEL (self->choices));
}

GtkWidget *
rondo_log_session_dialog_new (RondoContext *context, const char *pairing)
{
  RondoLogSessionDialog *self =
      g_object_new (RONDO_TYPE_LOG_SESSION_DIALOG, "context", context, NULL);

  self->pairing = pairing != NULL && *pairing != '\0' ? g_strdup (pairing) : NULL;
  rondo_date_row_set_date (self->date_row, rondo_context_get_today (context));
  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_store_load_hours_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                hours_loaded_cb,
                                g_object_ref (self));
  return GTK_WIDGET (self);
}

GtkWidget *
rondo_log_session_dialog_new_for_entry (RondoContext *context,
                                        const RondoLogEntryOverview *overview)
{
  RondoLogSessionDialog *self =
      g_object_new (RONDO_TYPE_LOG_SESSION_DIALOG, "context", context, NULL);
  g_autoptr (RondoLineItem) client = rondo_line_item_new ("", RONDO_WITH_CLIENT);

  self->pairing = g_strdup (overview->pairing);
  self->edited = rondo_log_entry_copy (overview->entry);
  rondo_line_item_take_title (client, g_strdup (overview->client_name));
  g_list_store_append (self->choices, client);
  gtk_widget_set_sensitive (GTK_WIDGET (self->with_row), FALSE);
  rondo_date_row_set_date (self->date_row, overview->entry->date);
  gtk_spin_button_set_value (self->minutes_spin, overview->entry->minutes);
  adw_combo_row_set_selected (self->payment_row, overview->entry->payment);
  g_object_set (self->frame, "title", _ ("Edit Session"), "save-label", _ ("_Save"), NULL);
  return GTK_WIDGET (self);
}
