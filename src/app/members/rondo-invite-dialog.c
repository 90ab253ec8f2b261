/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that gets an invitation code for a member and says what to send. */
#include "config.h"

#include "rondo-invite-dialog.h"

#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoInviteDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwStatusPage *error_page;
  AdwComboRow *days_row;
  AdwComboRow *role_row;
  GtkLabel *code_label;
  GtkLabel *expiry_label;
  GtkLabel *message_label;
  GtkLabel *who_label;
  GtkStack *stack;

  /* owned */
  char *member;
};

G_DEFINE_FINAL_TYPE (RondoInviteDialog, rondo_invite_dialog, RONDO_TYPE_DIALOG)

static void
show_code (RondoInviteDialog *self, const char *code, int64_t expires_us)
{
  RondoAccount *account =
      rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self)));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (expires_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) expires = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *when = expires != NULL ? g_date_time_format (expires, "%x %X") : g_strdup ("");
  g_autofree char *expiry = g_strdup_printf (_ ("It can be used once, until %s."), when);
  g_autofree char *message = g_strdup_printf (
      _ ("Install Rondo, choose “Connect to a Community”, enter the address %s and "
         "the invitation code %s."),
      rondo_account_get_server (account),
      code);

  gtk_label_set_text (self->code_label, code);
  gtk_label_set_text (self->expiry_label, expiry);
  gtk_label_set_text (self->message_label, message);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static void
show_failure (RondoInviteDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoInviteDialog) self = data;
  g_autoptr (GError) error = NULL;
  int64_t expires_us = 0;
  g_autofree char *code =
      rondo_account_invite_finish (RONDO_ACCOUNT (source), result, &expires_us, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (code != NULL)
    show_code (self, code, expires_us);
  else
    show_failure (self, error);
}

static void
ask_for_code (RondoInviteDialog *self)
{
  static const int days[] = {1, 7, 30, 90}; /* in the order of the template */
  guint selected = adw_combo_row_get_selected (self->days_row);

  gtk_stack_set_visible_child_name (self->stack, "loading");
  rondo_account_invite_async (
      rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self))),
      self->member,
      adw_combo_row_get_selected (self->role_row) == 1,
      selected < G_N_ELEMENTS (days) ? days[selected] : 0,
      rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
      invited_cb,
      g_object_ref (self));
}

static void
copy_text (RondoInviteDialog *self, GtkLabel *label)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (label));
  rondo_toast_show (GTK_WIDGET (self->stack), _ ("Copied"));
}

static void
copy_code_cb (RondoInviteDialog *self)
{
  copy_text (self, self->code_label);
}

static void
copy_message_cb (RondoInviteDialog *self)
{
  copy_text (self, self->message_label);
}

static void
ask_clicked_cb (RondoInviteDialog *self)
{
  ask_for_code (self);
}

static void
retry_clicked_cb (RondoInviteDialog *self)
{
  ask_for_code (self);
}

static void
rondo_invite_dialog_finalize (GObject *object)
{
  RondoInviteDialog *self = RONDO_INVITE_DIALOG (object);

  g_clear_pointer (&self->member, g_free);

  G_OBJECT_CLASS (rondo_invite_dialog_parent_class)->finalize (object);
}

static void
rondo_invite_dialog_class_init (RondoInviteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_invite_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, days_row);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, expiry_label);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, role_row);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoInviteDialog, who_label);
  gtk_widget_class_bind_template_callback (widget_class, ask_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_message_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
rondo_invite_dialog_init (RondoInviteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_invite_dialog_new (RondoContext *context, const RondoMember *member)
{
  RondoInviteDialog *self = g_object_new (RONDO_TYPE_INVITE_DIALOG, "context", context, NULL);
  g_autofree char *who = g_strdup_printf (_ ("Send this to %s, to nobody else:"), member->email);

  self->member = g_strdup (member->id);
  gtk_label_set_text (self->who_label, who);
  return GTK_WINDOW (self);
}
