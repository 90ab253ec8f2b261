/* SPDX-License-Identifier: GPL-3.0-or-later
 * A client of the coach: name, contact, and whether they agreed to be listed in a log. */
#include "config.h"

#include "rondo-client-dialog.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-notes-row.h"

#include <glib/gi18n-lib.h>

struct _RondoClientDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkSwitch *consent_switch;
  GtkEditable *contact_row;
  RondoDateRow *date_row;
  RondoFormFrame *frame;
  GtkEditable *name_row;
  GtkEditable *note_row;
  GtkWidget *notes_group;
  RondoNotesRow *notes_row;

  /* owned */
  RondoClientPerson *client;
};

G_DEFINE_FINAL_TYPE (RondoClientDialog, rondo_client_dialog, RONDO_TYPE_DIALOG)

static void
set_text (char **text, GtkEditable *row)
{
  g_free (*text);
  *text = rondo_dialog_dup_text (row);
}

static void
read_form (RondoClientDialog *self)
{
  RondoClientPerson *client = self->client;

  set_text (&client->name, self->name_row);
  set_text (&client->contact, self->contact_row);
  client->has_consented = gtk_switch_get_active (self->consent_switch);
  client->consent_date =
      client->has_consented ? rondo_date_row_get_date (self->date_row) : RONDO_DATE_NONE;
  if (client->has_consented) {
    set_text (&client->consent_note, self->note_row);
  } else {
    g_free (client->consent_note);
    client->consent_note = g_strdup ("");
  }
}

static void
write_form (RondoClientDialog *self)
{
  const RondoClientPerson *client = self->client;

  gtk_editable_set_text (self->name_row, client->name != NULL ? client->name : "");
  gtk_editable_set_text (self->contact_row, client->contact != NULL ? client->contact : "");
  gtk_editable_set_text (self->note_row, client->consent_note != NULL ? client->consent_note : "");
  gtk_switch_set_active (self->consent_switch, client->has_consented);
  rondo_date_row_set_date (
      self->date_row,
      client->has_consented
          ? client->consent_date
          : rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self))));
}

static void
changed_cb (RondoClientDialog *self)
{
  g_autofree char *name = rondo_dialog_dup_text (self->name_row);

  g_object_set (self->frame, "can-save", *name != '\0', NULL);
}

static void
save_cb (RondoClientDialog *self)
{
  g_autoptr (GError) error = NULL;
  RondoChange *change = NULL;

  read_form (self);
  if (self->client->has_consented && self->client->consent_date == RONDO_DATE_NONE) {
    rondo_form_frame_show_error (
        self->frame, _ ("Enter the day of the consent as year-month-day, as 2026-03-31."));
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
rondo_client_dialog_class_init (RondoClientDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_client_dialog_finalize;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_NOTES_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-client-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, consent_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, contact_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, notes_group);
  gtk_widget_class_bind_template_child (widget_class, RondoClientDialog, notes_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_client_dialog_init (RondoClientDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  }
  write_form (self);
  changed_cb (self);
  return GTK_WIDGET (self);
}
