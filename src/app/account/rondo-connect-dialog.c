/* SPDX-License-Identifier: GPL-3.0-or-later
 * Connecting to a community: its address, then an invitation or a password. */
#include "config.h"

#include "rondo-connect-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-invitation.h"

#include <glib/gi18n-lib.h>

typedef enum {
  STEP_ADDRESS,
  STEP_ACCOUNT,
  STEP_DONE, /* only when there is something to say about it */
} Step;

struct _RondoConnectDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkEditable *address_row;
  GtkEditable *code_row;
  GtkLabel *community_label;
  GtkEditable *email_row;
  RondoFormFrame *frame;
  GtkEditable *join_email_row;
  GtkEditable *join_password_row;
  GtkEditable *name_row;
  GtkEditable *password_row;
  GtkStack *steps;
  GtkStack *ways;

  /* owned */
  char *address; /* the one that answered */

  Step step;
};

G_DEFINE_FINAL_TYPE (RondoConnectDialog, rondo_connect_dialog, RONDO_TYPE_DIALOG)

static gboolean
has_text (GtkEditable *row)
{
  g_autofree char *text = rondo_dialog_dup_text (row);

  return *text != '\0';
}

static gboolean
is_joining (RondoConnectDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->ways), "join") == 0;
}

static gboolean
can_go_on (RondoConnectDialog *self)
{
  switch (self->step) {
  case STEP_ADDRESS:
    return has_text (self->address_row);
  case STEP_ACCOUNT:
    if (is_joining (self))
      return has_text (self->code_row) && *gtk_editable_get_text (self->join_password_row);
    return has_text (self->email_row) && *gtk_editable_get_text (self->password_row);
  case STEP_DONE:
  default:
    return TRUE;
  }
}

static void
changed_cb (RondoConnectDialog *self)
{
  const char *label = _ ("C_ontinue");

  if (self->step == STEP_ACCOUNT)
    label = is_joining (self) ? _ ("_Join") : _ ("_Sign In");
  else if (self->step == STEP_DONE)
    label = _ ("_Done");
  g_object_set (self->frame,
                "save-label",
                label,
                "can-save",
                can_go_on (self),
                "can-cancel",
                self->step != STEP_DONE,
                NULL);
}

static void
go_to (RondoConnectDialog *self, Step step)
{
  const char *const names[] = {
      [STEP_ADDRESS] = "address", [STEP_ACCOUNT] = "account", [STEP_DONE] = "done"};

  self->step = step;
  gtk_stack_set_visible_child_name (self->steps, names[step]);
  rondo_form_frame_show_error (self->frame, NULL);
  changed_cb (self);
}

/* An invitation that came as a link brings its code along. */
static void
begin_account (RondoConnectDialog *self)
{
  g_autoptr (RondoInvitation) invitation = rondo_invitation_read (self->address, NULL);

  if (invitation->code != NULL) {
    gtk_editable_set_text (self->code_row, invitation->code);
    gtk_stack_set_visible_child_name (self->ways, "join");
  }
  go_to (self, STEP_ACCOUNT);
  if (!is_joining (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->email_row));
  else
    gtk_widget_grab_focus (
        GTK_WIDGET (has_text (self->code_row) ? self->join_password_row : self->code_row));
}

static void
greeted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *community = rondo_account_greet_finish (RONDO_ACCOUNT (object), result, &error);

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    return;
  gtk_label_set_label (self->community_label, community);
  begin_account (self);
}

static void
finish_connect (RondoConnectDialog *self)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  RondoAccount *account = rondo_context_get_account (context);
  const char *community = rondo_account_get_community (account);
  g_autofree char *text =
      g_strdup_printf (_ ("Connected to %s"), community != NULL ? community : self->address);

  if (rondo_context_get_sync (context) != NULL)
    rondo_sync_now (rondo_context_get_sync (context));
  if (!rondo_account_get_is_remembered (account)) {
    go_to (self, STEP_DONE);
    return;
  }
  rondo_dialog_tell_parent (RONDO_DIALOG (self), text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
joined_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_account_join_finish (RONDO_ACCOUNT (object), result, &error);
  if (rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    finish_connect (self);
}

static void
logged_in_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_account_login_finish (RONDO_ACCOUNT (object), result, &error);
  if (rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    finish_connect (self);
}

static void
greet (RondoConnectDialog *self)
{
  g_free (self->address);
  self->address = rondo_dialog_dup_text (self->address_row);
  rondo_account_greet_async (
      rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self))),
      self->address,
      rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
      greeted_cb,
      g_object_ref (self));
}

static void
join (RondoConnectDialog *self)
{
  g_autofree char *code = rondo_dialog_dup_text (self->code_row);
  g_autofree char *name = rondo_dialog_dup_text (self->name_row);
  g_autofree char *email = rondo_dialog_dup_text (self->join_email_row);

  rondo_account_join_async (
      rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self))),
      self->address,
      code,
      *name != '\0' ? name : NULL,
      *email != '\0' ? email : NULL,
      gtk_editable_get_text (self->join_password_row),
      rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
      joined_cb,
      g_object_ref (self));
}

static void
log_in (RondoConnectDialog *self)
{
  g_autofree char *email = rondo_dialog_dup_text (self->email_row);

  rondo_account_login_async (
      rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self))),
      self->address,
      email,
      gtk_editable_get_text (self->password_row),
      rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
      logged_in_cb,
      g_object_ref (self));
}

static void
save_cb (RondoConnectDialog *self)
{
  if (self->step == STEP_DONE) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  rondo_form_frame_show_error (self->frame, NULL);
  rondo_form_frame_set_busy (self->frame, TRUE);
  if (self->step == STEP_ADDRESS)
    greet (self);
  else if (is_joining (self))
    join (self);
  else
    log_in (self);
}

static void
back_clicked_cb (RondoConnectDialog *self)
{
  go_to (self, STEP_ADDRESS);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

static void
rondo_connect_dialog_finalize (GObject *object)
{
  RondoConnectDialog *self = RONDO_CONNECT_DIALOG (object);

  g_free (self->address);

  G_OBJECT_CLASS (rondo_connect_dialog_parent_class)->finalize (object);
}

static void
rondo_connect_dialog_class_init (RondoConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_connect_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, community_label);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, join_email_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, join_password_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, RondoConnectDialog, ways);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_connect_dialog_init (RondoConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_connect_dialog_new (RondoContext *context)
{
  RondoConnectDialog *self = g_object_new (RONDO_TYPE_CONNECT_DIALOG, "context", context, NULL);
  const char *server = rondo_account_get_server (rondo_context_get_account (context));

  if (server != NULL) {
    gtk_editable_set_text (self->address_row, server);
    gtk_stack_set_visible_child_name (self->ways, "sign-in");
  }
  go_to (self, STEP_ADDRESS);
  return GTK_WIDGET (self);
}
