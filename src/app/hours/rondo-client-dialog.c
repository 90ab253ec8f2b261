/* SPDX-License-Identifier: GPL-3.0-or-later
 * A client of the coach: who, since when, for whom, and whether they agreed to be listed. */
#include "config.h"

#include "rondo-client-dialog.h"

#include "rondo-client-chooser.h"
#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-hours-edit.h"
#include "rondo-hours-letters.h"
#include "rondo-id.h"
#include "rondo-notes-row.h"

#include <glib/gi18n-lib.h>

struct _RondoClientDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkEditable *by_row;
  GtkSwitch *consent_switch;
  GtkEditable *contact_row;
  RondoDateRow *date_row;
  RondoDateRow *ended_row;
  RondoFormFrame *frame;
  GtkEditable *name_row;
  GtkEditable *note_row;
  GtkWidget *notes_group;
  RondoNotesRow *notes_row;
  GtkEditable *organisation_row;
  RondoDateRow *started_row;
  RondoDateRow *withdrawn_row;
  GtkTextView *wording_view;

  /* owned */
  RondoClientPerson *client;

  gboolean had_consented;
};

G_DEFINE_FINAL_TYPE (RondoClientDialog, rondo_client_dialog, RONDO_TYPE_DIALOG)

static void
set_text (char **text, GtkEditable *row)
{
  g_free (*text);
  *text = rondo_dialog_dup_text (row);
}

static char *
dup_wording (RondoClientDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->wording_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Consent that was withdrawn keeps what is known of it: it was right to list the client before. */
static void
read_consent (RondoClientDialog *self)
{
  RondoClientPerson *client = self->client;
  gboolean was_given;

  client->has_consented = gtk_switch_get_active (self->consent_switch);
  client->consent_withdrawn = !client->has_consented && self->had_consented
                                  ? rondo_date_row_get_date (self->withdrawn_row)
                                  : RONDO_DATE_NONE;
  was_given = client->has_consented || client->consent_withdrawn != RONDO_DATE_NONE;
  client->consent_date = was_given ? rondo_date_row_get_date (self->date_row) : RONDO_DATE_NONE;
  set_text (&client->consent_note, self->note_row);
  set_text (&client->consent_by, self->by_row);
  g_free (client->consent_wording);
  client->consent_wording = dup_wording (self);
}

static void
read_form (RondoClientDialog *self)
{
  RondoClientPerson *client = self->client;

  set_text (&client->name, self->name_row);
  set_text (&client->contact, self->contact_row);
  set_text (&client->organisation, self->organisation_row);
  client->started = rondo_date_row_get_date (self->started_row);
  client->ended = rondo_date_row_get_date (self->ended_row);
  read_consent (self);
}

static void
write_consent (RondoClientDialog *self)
{
  const RondoClientPerson *client = self->client;
  RondoDate today = rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self)));
  gboolean was_withdrawn = client->consent_withdrawn != RONDO_DATE_NONE;

  self->had_consented = client->has_consented || was_withdrawn;
  gtk_editable_set_text (self->note_row, client->consent_note);
  gtk_editable_set_text (self->by_row, client->consent_by);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (self->wording_view), client->consent_wording, -1);
  gtk_switch_set_active (self->consent_switch, client->has_consented);
  rondo_date_row_set_date (self->date_row, self->had_consented ? client->consent_date : today);
  rondo_date_row_set_date (self->withdrawn_row, was_withdrawn ? client->consent_withdrawn : today);
}

static void
write_form (RondoClientDialog *self)
{
  const RondoClientPerson *client = self->client;

  gtk_editable_set_text (self->name_row, client->name);
  gtk_editable_set_text (self->contact_row, client->contact);
  gtk_editable_set_text (self->organisation_row, client->organisation);
  rondo_date_row_set_date (self->started_row, client->started);
  rondo_date_row_set_date (self->ended_row, client->ended);
  write_consent (self);
}

/* When it was withdrawn is asked of whom had consented. */
static void
consent_changed_cb (RondoClientDialog *self)
{
  gboolean has_consented = gtk_switch_get_active (self->consent_switch);

  gtk_widget_set_visible (GTK_WIDGET (self->withdrawn_row), self->had_consented && !has_consented);
  gtk_widget_set_sensitive (GTK_WIDGET (self->date_row), self->had_consented || has_consented);
}

static void
changed_cb (RondoClientDialog *self)
{
  g_autofree char *name = rondo_dialog_dup_text (self->name_row);

  g_object_set (self->frame, "can-save", *name != '\0', NULL);
}

/* The days that cannot be empty or are not understood, as a sentence; NULL if all are right. */
static const char *
find_wrong_day (RondoClientDialog *self)
{
  if (self->client->has_consented && self->client->consent_date == RONDO_DATE_NONE)
    return _ ("Enter the day of the consent as year-month-day, as 2026-03-31.");
  if (!rondo_date_row_is_right (self->started_row) || !rondo_date_row_is_right (self->ended_row) ||
      !rondo_date_row_is_right (self->withdrawn_row))
    return _ ("Enter the days as year-month-day, as 2026-03-31.");
  return NULL;
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (widget));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    rondo_hours_edit_ask_merge (
        GTK_WIDGET (parent), context, RONDO_CLIENT_DIALOG (widget)->client->id);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoClientDialog *self = RONDO_CLIENT_DIALOG (widget);
  g_autoptr (GPtrArray) clients =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_client_person_free);
  RondoClientPerson *client = rondo_client_person_copy (self->client);

  set_text (&client->name, self->name_row);
  client->has_consented = FALSE;
  g_ptr_array_add (clients, client);
  rondo_hours_letters_ask_consent (widget, rondo_dialog_get_context (RONDO_DIALOG (self)), clients);
}

static void
save_cb (RondoClientDialog *self)
{
  g_autoptr (GError) error = NULL;
  RondoChange *change = NULL;
  const char *wrong = NULL;

  read_form (self);
  wrong = find_wrong_day (self);
  if (wrong != NULL) {
    rondo_form_frame_show_error (self->frame, wrong);
    return;
  }
  if (!rondo_client_person_check (self->client, &error)) {
    rondo_form_frame_show_error (self->frame, error->message);
    return;
  }
  change = rondo_change_new ();
  rondo_change_put_client (change, self->client);
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static void
rondo_client_dialog_finalize (GObject *object)
{
  RondoClientDialog *self = RONDO_CLIENT_DIALOG (object);

  g_clear_pointer (&self->client, rondo_client_person_free);

  G_OBJECT_CLASS (rondo_client_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-client-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, by_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, consent_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, contact_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, ended_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, notes_group);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, notes_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, organisation_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, started_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, withdrawn_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, wording_view);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, consent_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_client_dialog_class_init (RondoClientDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_client_dialog_finalize;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_NOTES_ROW);
  gtk_widget_class_install_action (widget_class, "client.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "client.merge", NULL, merge_action);
  bind_template (widget_class);
}

static void
rondo_client_dialog_init (RondoClientDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_date_row_set_is_optional (self->started_row, TRUE);
  rondo_date_row_set_is_optional (self->ended_row, TRUE);
  rondo_date_row_set_is_optional (self->withdrawn_row, TRUE);
}

GtkWidget *
rondo_client_dialog_new (RondoContext *context, const RondoClientPerson *client)
{
  RondoClientDialog *self = g_object_new (RONDO_TYPE_CLIENT_DIALOG, "context", context, NULL);

  if (client != NULL) {
    self->client = rondo_client_person_copy (client);
    gtk_widget_set_visible (self->notes_group, TRUE);
    rondo_notes_row_set_subject (
        self->notes_row, context, RONDO_NOTE_CLIENT, client->id, client->name);
  } else {
    self->client = rondo_client_person_new ();
    g_free (self->client->id);
    self->client->id = rondo_id_new (rondo_context_get_now_us (context));
    g_object_set (self->frame, "title", _ ("New Client"), NULL);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.merge", FALSE);
  }
  write_form (self);
  changed_cb (self);
  consent_changed_cb (self);
  return GTK_WIDGET (self);
}
