/* SPDX-License-Identifier: GPL-3.0-or-later
 * Connecting to a community: its address, then an invitation or a password. */
#include "config.h"

#include "rondo-connect-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

typedef enum {
  STEP_ADDRESS,
  STEP_ACCOUNT,
  STEP_DONE, /* only when there is something to say about it */
} Step;

struct _RondoConnectDialog {
  AdwWindow parent_instance;

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
  RondoContext *context;
  char *address; /* the one that answered */
  GCancellable *cancellable;

  Step step;
};

G_DEFINE_FINAL_TYPE (RondoConnectDialog, rondo_connect_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static gboolean
has_text (GtkEditable *row)
{
  g_autofree char *text = dup_text (row);

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
  const char *label = _ ("Continue");

  if (self->step == STEP_ACCOUNT)
    label = is_joining (self) ? _ ("Join") : _ ("Sign In");
  else if (self->step == STEP_DONE)
    label = _ ("Done");
  g_object_set (self->frame, "save-label", label, "can-save", can_go_on (self), NULL);
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

static void
greeted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *community = rondo_account_greet_finish (RONDO_ACCOUNT (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  rondo_form_frame_set_busy (self->frame, FALSE);
  if (community == NULL) {
    rondo_form_frame_show_error (self->frame, error->message);
    return;
  }
  gtk_label_set_label (self->community_label, community);
  go_to (self, STEP_ACCOUNT);
  gtk_widget_grab_focus (GTK_WIDGET (is_joining (self) ? self->code_row : self->email_row));
}

static void
finish_connect (RondoConnectDialog *self)
{
  RondoAccount *account = rondo_context_get_account (self->context);
  const char *community = rondo_account_get_community (account);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *text =
      g_strdup_printf (_ ("Connected to %s"), community != NULL ? community : self->address);

  if (rondo_context_get_sync (self->context) != NULL)
    rondo_sync_now (rondo_context_get_sync (self->context));
  if (!rondo_account_get_is_remembered (account)) {
    go_to (self, STEP_DONE);
    return;
  }
  if (parent != NULL)
    rondo_toast_show (GTK_WIDGET (parent), text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
connected_cb (RondoConnectDialog *self, gboolean is_connected, const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  rondo_form_frame_set_busy (self->frame, FALSE);
  if (is_connected)
    finish_connect (self);
  else
    rondo_form_frame_show_error (self->frame, error->message);
}

static void
joined_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_joined = rondo_account_join_finish (RONDO_ACCOUNT (object), result, &error);

  connected_cb (self, is_joined, error);
}

static void
logged_in_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_in = rondo_account_login_finish (RONDO_ACCOUNT (object), result, &error);

  connected_cb (self, is_in, error);
}

static void
greet (RondoConnectDialog *self)
{
  g_free (self->address);
  self->address = dup_text (self->address_row);
  rondo_account_greet_async (rondo_context_get_account (self->context),
                             self->address,
                             self->cancellable,
                             greeted_cb,
                             g_object_ref (self));
}

static void
join (RondoConnectDialog *self)
{
  g_autofree char *code = dup_text (self->code_row);
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *email = dup_text (self->join_email_row);

  rondo_account_join_async (rondo_context_get_account (self->context),
                            self->address,
                            code,
                            *name != '\0' ? name : NULL,
                            *email != '\0' ? email : NULL,
                            gtk_editable_get_text (self->join_password_row),
                            self->cancellable,
                            joined_cb,
                            g_object_ref (self));
}

static void
log_in (RondoConnectDialog *self)
{
  g_autofree char *email = dup_text (self->email_row);

  rondo_account_login_async (rondo_context_get_account (self->context),
                             self->address,
                             email,
                             gtk_editable_get_text (self->password_row),
                             self->cancellable,
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
rondo_connect_dialog_dispose (GObject *object)
{
  RondoConnectDialog *self = RONDO_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_CONNECT_DIALOG);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_connect_dialog_parent_class)->dispose (object);
}

static void
rondo_connect_dialog_finalize (GObject *object)
{
  RondoConnectDialog *self = RONDO_CONNECT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->address);

  G_OBJECT_CLASS (rondo_connect_dialog_parent_class)->finalize (object);
}

static void
rondo_connect_dialog_class_init (RondoConnectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rondo_connect_dialog_dispose;
  object_class->finalize = rondo_connect_dialog_finalize;
  g_type_ensure (RONDO_TYPE_FORM_FRAME);
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
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_connect_dialog_new (RondoContext *context)
{
  RondoConnectDialog *self = g_object_new (RONDO_TYPE_CONNECT_DIALOG, NULL);
  const char *server = rondo_account_get_server (rondo_context_get_account (context));

  self->context = g_object_ref (context);
  if (server != NULL) {
    gtk_editable_set_text (self->address_row, server);
    gtk_stack_set_visible_child_name (self->ways, "sign-in");
  }
  go_to (self, STEP_ADDRESS);
  return GTK_WIDGET (self);
}
