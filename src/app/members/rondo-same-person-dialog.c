/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that makes one account of two of one person: choose the other one, then which stays.
 */
#include "config.h"

#include "rondo-same-person-dialog.h"

#include "rondo-line-view.h"
#include "rondo-people.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoSamePersonDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkLabel *error_label;
  GtkWidget *content_box;
  RondoLineView *line_view;

  /* owned */
  RondoMemberAccounts *accounts;
  RondoMember *member;
  GPtrArray *others; /* of RondoMember */
};

G_DEFINE_FINAL_TYPE (RondoSamePersonDialog, rondo_same_person_dialog, RONDO_TYPE_DIALOG)

/* The question, until it is answered. */
typedef struct {
  RondoSamePersonDialog *dialog; /* owned */
  char *other;                   /* id */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_clear_object (&question->dialog);
  g_free (question->other);
  g_free (question);
}

static void
show_error (RondoSamePersonDialog *self, const char *message)
{
  gtk_label_set_label (self->error_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_set_sensitive (self->content_box, TRUE);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoSamePersonDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = rondo_people_merge_finish (RONDO_ACCOUNT (source), result, &error);
  RondoSync *sync = rondo_context_get_sync (rondo_dialog_get_context (RONDO_DIALOG (self)));

  rondo_member_accounts_load (self->accounts, RONDO_ACCOUNT (source));
  if (sync != NULL)
    rondo_sync_now (sync);
  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (!is_done) {
    show_error (self, error->message);
    return;
  }
  rondo_dialog_tell_parent (RONDO_DIALOG (self), _ ("The two accounts are one now."));
  gtk_window_close (GTK_WINDOW (self));
}

static void
merge (RondoSamePersonDialog *self, const char *stays, const char *goes)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_set_sensitive (self->content_box, FALSE);
  rondo_people_merge_async (
      rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self))),
      stays,
      goes,
      NULL,
      merged_cb,
      g_object_ref (self));
}

static void
answered_cb (AdwMessageDialog *message, const char *response, gpointer data)
{
  Question *question = data;
  RondoSamePersonDialog *self = question->dialog;

  if (g_strcmp0 (response, "this") == 0)
    merge (self, self->member->id, question->other);
  else if (g_strcmp0 (response, "other") == 0)
    merge (self, question->other, self->member->id);
}

static const RondoMember *
find_other (RondoSamePersonDialog *self, const char *id)
{
  for (guint i = 0; i < self->others->len; i++) {
    const RondoMember *other = self->others->pdata[i];

    if (g_strcmp0 (other->id, id) == 0)
      return other;
  }
  return NULL;
}

static void
add_answer (GtkWidget *message, const char *id, const RondoMember *stays)
{
  g_autofree char *label = g_strdup_printf (_ ("%s Stays"), stays->email);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (message), id, label);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (message), id, ADW_RESPONSE_DESTRUCTIVE);
}

/* What can not be undone is asked first. */
static void
activated_cb (RondoSamePersonDialog *self, const char *key)
{
  const RondoMember *other = find_other (self, key);
  Question *question = NULL;
  GtkWidget *message = NULL;
  g_autofree char *body = NULL;

  if (other == NULL)
    return;
  body = g_strdup_printf (
      _ ("All hours, clients, sessions and pairings of the account that goes are those of the one "
         "that stays. The account that goes is closed and signed out on all devices. This can not "
         "be undone.\n\n%s, %s\n%s, %s"),
      self->member->name,
      self->member->email,
      other->name,
      other->email);
  message = adw_message_dialog_new (GTK_WINDOW (self), _ ("Which Account Stays?"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (message), "cancel", _ ("Cancel"));
  add_answer (message, "this", self->member);
  add_answer (message, "other", other);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (message), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (message), "cancel");
  question = g_new0 (Question, 1);
  question->dialog = g_object_ref (self);
  question->other = g_strdup (other->id);
  g_signal_connect_data (message, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (message));
}

static void
rondo_same_person_dialog_finalize (GObject *object)
{
  RondoSamePersonDialog *self = RONDO_SAME_PERSON_DIALOG (object);

  g_clear_object (&self->accounts);
  g_clear_pointer (&self->member, rondo_member_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_same_person_dialog_parent_class)->finalize (object);
}

static void
rondo_same_person_dialog_class_init (RondoSamePersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_same_person_dialog_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-same-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSamePersonDialog, content_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSamePersonDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSamePersonDialog, line_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
rondo_same_person_dialog_init (RondoSamePersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
}

GtkWindow *
rondo_same_person_dialog_new (RondoContext *context,
                              RondoMemberAccounts *accounts,
                              const RondoMember *member,
                              GPtrArray *members)
{
  RondoSamePersonDialog *self =
      g_object_new (RONDO_TYPE_SAME_PERSON_DIALOG, "context", context, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  self->accounts = g_object_ref (accounts);
  self->member = rondo_member_copy (member);
  for (guint i = 0; i < members->len; i++) {
    const RondoMember *other = members->pdata[i];
    g_autofree char *badge = rondo_member_accounts_describe (accounts, other->id);
    RondoLineItem *line;

    if (g_strcmp0 (other->id, member->id) == 0)
      continue;
    g_ptr_array_add (self->others, rondo_member_copy (other));
    line = rondo_line_item_new (other->id, 0);
    rondo_line_item_take_title (line, g_strdup (other->name));
    rondo_line_item_take_subtitle (line, g_strdup (other->email));
    rondo_line_item_take_detail (line, g_strdup (badge != NULL ? badge : ""));
    g_ptr_array_add (lines, line);
  }
  rondo_line_view_update (self->line_view, lines);
  return GTK_WINDOW (self);
}
