/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session the user coached: with whom, when, how long, for what payment, and of what kind. */
#include "config.h"

#include "rondo-log-session-dialog.h"

#include "rondo-client-chooser.h"
#include "rondo-date-row.h"
#include "rondo-desk.h"
#include "rondo-form-frame.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-number.h"
#include "rondo-notes-row.h"
#include "rondo-session-form.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

#define USUAL_MINUTES 60
#define CLIENTS_AT_A_GLANCE 12 /* more are searched */
#define CHECK_DELAY_MS 120     /* while somebody types */

struct _RondoLogSessionDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoNotesRow *client_notes_row;
  GtkWidget *notes_group;
  RondoNotesRow *session_notes_row;
  AdwComboRow *activity_row;
  RondoDateRow *date_row;
  RondoFormFrame *frame;
  GtkSpinButton *group_spin;
  GtkSpinButton *minutes_spin;
  GtkEditable *new_name_row;
  AdwComboRow *payment_row;
  AdwComboRow *setting_row;
  GtkEditable *start_row;
  GtkLabel *warning_label;
  GtkWidget *warning_group;
  GtkWidget *search_button;
  AdwComboRow *with_row;

  /* owned */
  GListStore *choices;
  GCancellable *checking;
  RondoHoursOverview *overview; /* NULL until loaded */
  char *pairing;                /* asked for; of the edited entry, NULL if it has none */
  RondoLogEntry *edited;        /* NULL for a new session */
  RondoLogEntry *model;         /* NULL unless the new session is like another one */
  guint check_source;
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

/* Half a time is no time; an empty one is not said. */
static gboolean
read_start (RondoLogSessionDialog *self, int *minute)
{
  g_autofree char *text = rondo_dialog_dup_text (self->start_row);

  *minute = RONDO_START_UNKNOWN;
  return *text == '\0' || rondo_minute_parse (text, minute);
}

static RondoSessionForm
read_form (RondoLogSessionDialog *self, int minutes, int group_size)
{
  RondoLineItem *choice = get_choice (self);
  RondoSessionForm form = {
      .with = choice != NULL ? rondo_line_item_get_kind (choice) : RONDO_WITH_NEW,
      .key = choice != NULL ? rondo_line_item_get_key (choice) : "",
      .new_name = gtk_editable_get_text (self->new_name_row),
      .date = rondo_date_row_get_date (self->date_row),
      .minutes = minutes,
      .payment = adw_combo_row_get_selected (self->payment_row),
      .activity = adw_combo_row_get_selected (self->activity_row),
      .setting = adw_combo_row_get_selected (self->setting_row),
      .group_size = group_size,
  };

  read_start (self, &form.start_minute);
  return form;
}

static const char *
get_client_name (RondoLogSessionDialog *self)
{
  RondoLineItem *choice = get_choice (self);

  if (choice == NULL || rondo_line_item_get_kind (choice) == RONDO_WITH_NEW)
    return gtk_editable_get_text (self->new_name_row);
  return rondo_line_item_get_title (choice);
}

static void
show_warnings (RondoLogSessionDialog *self, GPtrArray *warnings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < warnings->len; i++) {
    const RondoLogWarning *warning = warnings->pdata[i];

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", warning->text);
  }
  gtk_label_set_text (self->warning_label, text->str);
  gtk_widget_set_visible (self->warning_group, warnings->len > 0);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoLogSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings =
      rondo_desk_check_entry_finish (RONDO_STORE (object), result, &error);

  /* What cannot be checked now is checked no less when it is logged: nothing is refused here. */
  if (warnings != NULL &&
      !g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    show_warnings (self, warnings);
}

/* The client that the pairing chosen stands for; NULL: it is none. (transfer full) */
static char *
dup_partner_client (RondoLogSessionDialog *self, const RondoSessionForm *form)
{
  const RondoPairingOverview *pairing =
      form->with == RONDO_WITH_PAIRING ? find_pairing (self, form->key) : NULL;

  return pairing != NULL ? rondo_session_form_dup_client (self->overview, pairing) : NULL;
}

static gboolean
check_cb (gpointer data)
{
  RondoLogSessionDialog *self = RONDO_LOG_SESSION_DIALOG (data);
  g_autoptr (RondoLogEntry) entry = NULL;
  RondoSessionForm form;
  int minutes = 0, group_size = 1;

  self->check_source = 0;
  rondo_number_read (self->minutes_spin, &minutes);
  rondo_number_read (self->group_spin, &group_size);
  form = read_form (self, minutes, group_size);
  if (form.date == RONDO_DATE_NONE)
    return G_SOURCE_REMOVE;
  entry = rondo_session_form_make_entry (&form);
  if (entry->client == NULL)
    entry->client = dup_partner_client (self, &form);
  if (self->edited != NULL) {
    entry->id = g_strdup (self->edited->id);
    g_free (entry->client);
    entry->client = g_strdup (self->edited->client);
  }
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  self->checking = g_cancellable_new ();
  rondo_desk_check_entry_async (
      rondo_dialog_get_store (RONDO_DIALOG (self)),
      entry,
      get_client_name (self),
      rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self))),
      self->checking,
      checked_cb,
      g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RondoLogSessionDialog *self)
{
  gboolean is_coaching = adw_combo_row_get_selected (self->activity_row) == RONDO_ACTIVITY_COACHING;
  int minute;

  gtk_widget_set_visible (GTK_WIDGET (self->payment_row), is_coaching);
  gtk_widget_set_visible (GTK_WIDGET (self->setting_row), is_coaching);
  rondo_form_frame_mark (GTK_WIDGET (self->start_row), !read_start (self, &minute));
  if (self->check_source == 0)
    self->check_source = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
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
  changed_cb (self);
  if (self->model != NULL)
    return;
  adw_combo_row_set_selected (self->payment_row,
                              is_pairing ? RONDO_PAYMENT_RECIPROCAL : RONDO_PAYMENT_PAID);
  gtk_spin_button_set_value (self->minutes_spin,
                             overview != NULL ? overview->round->session_minutes : USUAL_MINUTES);
}

static void
select_key (RondoLogSessionDialog *self, const char *key)
{
  guint n_choices = g_list_model_get_n_items (G_LIST_MODEL (self->choices));

  for (guint i = 0; i < n_choices; i++) {
    g_autoptr (RondoLineItem) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    if (g_str_equal (rondo_line_item_get_key (choice), key))
      adw_combo_row_set_selected (self->with_row, i);
  }
}

static void
client_chosen_cb (RondoLogSessionDialog *self, const char *client)
{
  select_key (self, rondo_session_form_find_key (self->overview, client));
}

static void
search_clicked_cb (RondoLogSessionDialog *self)
{
  GtkWindow *chooser = rondo_client_chooser_new (
      rondo_dialog_get_context (RONDO_DIALOG (self)), _ ("With Whom Was It?"), NULL);

  g_signal_connect_object (
      chooser, "chosen", G_CALLBACK (client_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (chooser, GTK_WINDOW (self));
  gtk_window_present (chooser);
}

/* The pairing that was asked for, or the client of the session that this one is to be like. */
static void
select_choice (RondoLogSessionDialog *self)
{
  const char *client = self->model != NULL ? self->model->client : NULL;

  if (self->pairing != NULL)
    select_key (self, self->pairing);
  if (client != NULL)
    select_key (self, client);
  choice_changed_cb (self);
}

static void
partners_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoLogSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHoursOverview) overview =
      rondo_desk_load_partners_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) choices = NULL;

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error)) {
    g_object_set (self->frame, "can-save", FALSE, NULL);
    return;
  }
  self->overview = g_steal_pointer (&overview);
  choices = rondo_session_form_list (self->overview);
  rondo_list_update (self->choices, choices, rondo_line_item_adopt);
  gtk_widget_set_visible (self->search_button, self->overview->clients->len > CLIENTS_AT_A_GLANCE);
  select_choice (self);
}

static RondoChange *
make_change (RondoLogSessionDialog *self, int minutes, int group_size, GError **error)
{
  RondoSessionForm form = read_form (self, minutes, group_size);

  if (self->edited != NULL)
    return rondo_session_form_make_edit (&form, self->edited, self->pairing, error);
  return rondo_session_form_make_change (
      &form,
      self->overview,
      rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self))),
      error);
}

/* What nobody held is never logged in place of what was mistyped. Takes @mistake over. */
static gboolean
tell (RondoLogSessionDialog *self, GtkWidget *widget, gboolean is_good, char *mistake)
{
  g_autofree char *owned = mistake;

  rondo_form_frame_show_error (self->frame, is_good ? NULL : owned);
  rondo_form_frame_mark (widget, !is_good);
  if (!is_good)
    gtk_widget_grab_focus (widget);
  return is_good;
}

static gboolean
read_numbers (RondoLogSessionDialog *self, int *minutes, int *group_size)
{
  gboolean has_minutes = rondo_number_read (self->minutes_spin, minutes);
  gboolean has_size = rondo_number_read (self->group_spin, group_size);
  int start;

  if (!tell (self,
             GTK_WIDGET (self->minutes_spin),
             has_minutes,
             g_strdup_printf (_ ("Enter the minutes as a whole number from %d to %d."),
                              1,
                              RONDO_SESSION_MINUTES_MAX)))
    return FALSE;
  if (!tell (self,
             GTK_WIDGET (self->group_spin),
             has_size,
             g_strdup_printf (_ ("Enter the number of people as a whole number from %d to %d."),
                              1,
                              RONDO_GROUP_SIZE_MAX)))
    return FALSE;
  return tell (self,
               GTK_WIDGET (self->start_row),
               read_start (self, &start),
               g_strdup (_ ("Enter the start as hours and minutes, as 18:30, or leave it empty.")));
}

static void
save_cb (RondoLogSessionDialog *self)
{
  g_autoptr (GError) error = NULL;
  RondoChange *change = NULL;
  int minutes = 0, group_size = 1;

  if (!read_numbers (self, &minutes, &group_size))
    return;
  change = make_change (self, minutes, group_size, &error);
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
rondo_log_session_dialog_dispose (GObject *object)
{
  RondoLogSessionDialog *self = RONDO_LOG_SESSION_DIALOG (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_cancellable_cancel (self->checking);

  G_OBJECT_CLASS (rondo_log_session_dialog_parent_class)->dispose (object);
  /* Taking the template apart changes what is selected. */
  g_clear_handle_id (&self->check_source, g_source_remove);
}

static void
rondo_log_session_dialog_finalize (GObject *object)
{
  RondoLogSessionDialog *self = RONDO_LOG_SESSION_DIALOG (object);

  g_clear_object (&self->choices);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->overview, rondo_hours_overview_free);
  g_clear_pointer (&self->edited, rondo_log_entry_free);
  g_clear_pointer (&self->model, rondo_log_entry_free);
  g_free (self->pairing);

  G_OBJECT_CLASS (rondo_log_session_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-log-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, client_notes_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, notes_group);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, session_notes_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, activity_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, group_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, new_name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, payment_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, search_button);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, setting_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, warning_group);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, warning_label);
  gtk_widget_class_bind_template_child (widget_class, RondoLogSessionDialog, with_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_clicked_cb);
}

static void
rondo_log_session_dialog_class_init (RondoLogSessionDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rondo_log_session_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_log_session_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_log_session_dialog_saved;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_NOTES_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
rondo_log_session_dialog_init (RondoLogSessionDialog *self)
{
  self->choices = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->minutes_spin);
  rondo_number_keep_typed (self->group_spin);
  adw_combo_row_set_model (self->with_row, G_LIST_MODEL (self->choices));
}

static void
load_partners (RondoLogSessionDialog *self)
{
  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_desk_load_partners_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                  rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                  partners_loaded_cb,
                                  g_object_ref (self));
}

static void
write_form (RondoLogSessionDialog *self, const RondoLogEntry *entry)
{
  g_autofree char *start = rondo_minute_to_text (entry->start_minute);

  rondo_date_row_set_date (self->date_row, entry->date);
  gtk_spin_button_set_value (self->minutes_spin, entry->minutes);
  gtk_spin_button_set_value (self->group_spin, entry->group_size);
  adw_combo_row_set_selected (self->payment_row, entry->payment);
  adw_combo_row_set_selected (self->activity_row, entry->activity);
  adw_combo_row_set_selected (self->setting_row, entry->setting);
  gtk_editable_set_text (self->start_row, start);
}

static void
show_notes (RondoLogSessionDialog *self, const RondoLogEntryOverview *overview)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  const RondoLogEntry *entry = overview->entry;
  g_autofree char *client = rondo_text_isolate (overview->client_name);
  g_autofree char *day = rondo_date_to_display (entry->date);
  /* Translators: whom a session was with, and when: "Ana Lima, 3 March 2026" */
  g_autofree char *title = g_strdup_printf (_ ("%s, %s"), client, day);

  gtk_widget_set_visible (self->notes_group, TRUE);
  rondo_notes_row_set_subject (
      self->session_notes_row, context, RONDO_NOTE_SESSION, entry->id, title);
  rondo_notes_row_set_subject (
      self->client_notes_row, context, RONDO_NOTE_CLIENT, entry->client, overview->client_name);
}

GtkWidget *
rondo_log_session_dialog_new (RondoContext *context, const char *pairing)
{
  RondoLogSessionDialog *self =
      g_object_new (RONDO_TYPE_LOG_SESSION_DIALOG, "context", context, NULL);

  self->pairing = pairing != NULL && *pairing != '\0' ? g_strdup (pairing) : NULL;
  rondo_date_row_set_date (self->date_row, rondo_context_get_today (context));
  load_partners (self);
  return GTK_WIDGET (self);
}

GtkWidget *
rondo_log_session_dialog_new_like (RondoContext *context, const RondoLogEntryOverview *overview)
{
  RondoLogSessionDialog *self =
      g_object_new (RONDO_TYPE_LOG_SESSION_DIALOG, "context", context, NULL);

  self->pairing = g_strdup (overview->pairing);
  self->model = rondo_log_entry_copy (overview->entry);
  self->model->date = rondo_context_get_today (context);
  self->model->start_minute = RONDO_START_UNKNOWN;
  write_form (self, self->model);
  load_partners (self);
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
  write_form (self, overview->entry);
  show_notes (self, overview);
  g_object_set (self->frame, "title", _ ("Edit Session"), "save-label", _ ("_Save"), NULL);
  return GTK_WIDGET (self);
}
