/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog for many people at a time. */
#include "config.h"

#include "rondo-people-dialog.h"

#include "rondo-account-changes.h"
#include "rondo-invitation-texts.h"
#include "rondo-line-view.h"
#include "rondo-people.h"
#include "rondo-state-view.h"
#include "rondo-text-dialog.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoPeopleDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwComboRow *days_row;
  AdwComboRow *role_row;
  AdwStatusPage *empty_page;
  AdwWindowTitle *title;
  GtkButton *again_button;
  GtkButton *run_button;
  GtkEditable *addresses_row;
  GtkEditable *reason_row;
  GtkLabel *error_label;
  GtkWidget *content_box;
  RondoLineView *line_view;
  RondoStateView *state_view;

  /* owned */
  RondoMemberAccounts *accounts;
  GHashTable *names;  /* member → name */
  GHashTable *emails; /* member → address */
  GPtrArray *lines;   /* of RondoLineItem: who it is for */
  RondoPeopleTask task;
};

G_DEFINE_FINAL_TYPE (RondoPeopleDialog, rondo_people_dialog, RONDO_TYPE_DIALOG)

static RondoAccount *
get_account (RondoPeopleDialog *self)
{
  return rondo_context_get_account (rondo_dialog_get_context (RONDO_DIALOG (self)));
}

/* The addresses that were typed, besides the members. */
static GPtrArray *
list_addresses (RondoPeopleDialog *self)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts =
      g_strsplit_set (gtk_editable_get_text (self->addresses_row), " ,;\t\n<>", -1);

  for (char **part = parts; *part != NULL; part++)
    if (strchr (*part, '@') != NULL)
      g_ptr_array_add (addresses, g_strdup (*part));
  return addresses;
}

static char *
describe_run (RondoPeopleDialog *self, guint count)
{
  switch (self->task) {
  case RONDO_PEOPLE_INVITE:
    return g_strdup_printf (ngettext ("_Invite %u Person", "_Invite %u People", count), count);
  case RONDO_PEOPLE_HOLD:
    return g_strdup_printf (ngettext ("_Hold %u Account", "_Hold %u Accounts", count), count);
  case RONDO_PEOPLE_INVITATIONS:
  default:
    return g_strdup_printf (ngettext ("_Withdraw %u Invitation", "_Withdraw %u Invitations", count),
                            count);
  }
}

static void
name_button (GtkButton *button, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", 2);
  g_autofree char *spoken = g_strjoinv ("", parts);

  gtk_button_set_label (button, label);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static guint
count_people (RondoPeopleDialog *self)
{
  g_autoptr (GPtrArray) addresses = list_addresses (self);

  return g_list_model_get_n_items (rondo_line_view_get_shown (self->line_view)) +
         (self->task == RONDO_PEOPLE_INVITE ? addresses->len : 0);
}

static void
changed_cb (RondoPeopleDialog *self)
{
  guint count = count_people (self);
  g_autofree char *label = describe_run (self, count);

  name_button (self->run_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), count > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again_button), count > 0);
}

/* Whoever is pressed is left out. */
static void
activated_cb (RondoPeopleDialog *self, const char *key)
{
  for (guint i = 0; i < self->lines->len; i++) {
    if (g_strcmp0 (rondo_line_item_get_key (self->lines->pdata[i]), key) != 0)
      continue;
    g_ptr_array_remove_index (self->lines, i);
    break;
  }
  rondo_line_view_update (self->line_view, self->lines);
}

static void
show_error (RondoPeopleDialog *self, const char *message)
{
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
  gtk_widget_set_sensitive (self->content_box, TRUE);
}

/* The keys of those shown: members, or invitations. */
static GPtrArray *
list_keys (RondoPeopleDialog *self)
{
  GListModel *shown = rondo_line_view_get_shown (self->line_view);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (RondoLineItem) line = g_list_model_get_item (shown, i);

    g_ptr_array_add (keys, g_strdup (rondo_line_item_get_key (line)));
  }
  return keys;
}

static void
show_texts (RondoPeopleDialog *self, const RondoInvitationsAnswer *answer)
{
  RondoAccount *account = get_account (self);
  const char *community = rondo_account_get_community (account);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GPtrArray *titles = NULL;
  GPtrArray *texts = NULL;
  GtkWindow *dialog;

  rondo_invitation_texts_make (answer->invitations,
                               self->names,
                               self->emails,
                               rondo_account_get_server (account),
                               community != NULL ? community : "",
                               &titles,
                               &texts);
  dialog = rondo_text_dialog_new (
      rondo_dialog_get_context (RONDO_DIALOG (self)), _ ("Invitations to Send"), titles, texts);
  gtk_window_set_transient_for (dialog, parent);
  gtk_window_present (dialog);
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoPeopleDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoInvitationsAnswer) answer =
      rondo_people_invite_finish (RONDO_ACCOUNT (source), result, &error);
  const RondoNotDone *first = NULL;

  rondo_member_accounts_load (self->accounts, RONDO_ACCOUNT (source));
  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (answer == NULL) {
    show_error (self, error->message);
    return;
  }
  first = answer->refused->len > 0 ? answer->refused->pdata[0] : NULL;
  if (answer->invitations->len == 0) {
    show_error (self, first != NULL ? first->message : NULL);
    return;
  }
  if (first != NULL)
    rondo_dialog_tell_parent (RONDO_DIALOG (self), first->message);
  show_texts (self, answer);
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_to_invite (RondoPeopleDialog *self, const RondoInvitationsRequest *request)
{
  gtk_widget_set_sensitive (self->content_box, FALSE);
  rondo_people_invite_async (get_account (self), request, NULL, invited_cb, g_object_ref (self));
}

static void
invite (RondoPeopleDialog *self)
{
  static const int days[] = {1, 7, 30, 90}; /* in the order of the template */
  g_autoptr (RondoInvitationsRequest) request = rondo_invitations_request_new ();
  guint selected = adw_combo_row_get_selected (self->days_row);

  g_ptr_array_unref (request->members);
  g_ptr_array_unref (request->emails);
  request->members = list_keys (self);
  request->emails = list_addresses (self);
  request->is_coordinator = adw_combo_row_get_selected (self->role_row) == 1;
  request->days = selected < G_N_ELEMENTS (days) ? days[selected] : 0;
  ask_to_invite (self, request);
}

static void
hold (RondoPeopleDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GPtrArray) members = list_keys (self);
  g_autofree char *reason = rondo_dialog_dup_text (self->reason_row);

  rondo_account_changes_start (parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self),
                               rondo_dialog_get_context (RONDO_DIALOG (self)),
                               self->accounts,
                               RONDO_ACCOUNT_ACT_HOLD,
                               members,
                               reason);
  gtk_window_close (GTK_WINDOW (self));
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoPeopleDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = rondo_people_withdraw_finish (RONDO_ACCOUNT (source), result, &error);

  rondo_member_accounts_load (self->accounts, RONDO_ACCOUNT (source));
  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (!is_done) {
    show_error (self, error->message);
    return;
  }
  rondo_dialog_tell_parent (RONDO_DIALOG (self), _ ("These codes can not be used any more."));
  gtk_window_close (GTK_WINDOW (self));
}

static void
withdraw (RondoPeopleDialog *self)
{
  g_autoptr (RondoWithdrawRequest) request = rondo_withdraw_request_new ();

  g_ptr_array_unref (request->invitations);
  request->invitations = list_keys (self);
  gtk_widget_set_sensitive (self->content_box, FALSE);
  rondo_people_withdraw_async (
      get_account (self), request, NULL, withdrawn_cb, g_object_ref (self));
}

static const RondoOpenInvitation *
find_invitation (RondoPeopleDialog *self, const char *id)
{
  GPtrArray *open = rondo_member_accounts_get_invitations (self->accounts);

  for (guint i = 0; open != NULL && i < open->len; i++) {
    const RondoOpenInvitation *invitation = open->pdata[i];

    if (g_strcmp0 (invitation->id, id) == 0)
      return invitation;
  }
  return NULL;
}

/* New codes, as long as the longest of the old ones was good for, in the role that they gave: it
 * must be the same for all, so that nobody gets more than they had. */
static void
again_cb (RondoPeopleDialog *self)
{
  g_autoptr (RondoInvitationsRequest) request = rondo_invitations_request_new ();
  g_autoptr (GPtrArray) keys = list_keys (self);
  const RondoOpenInvitation *first = NULL;

  for (guint i = 0; i < keys->len; i++) {
    const RondoOpenInvitation *invitation = find_invitation (self, keys->pdata[i]);

    if (invitation == NULL)
      continue;
    first = first != NULL ? first : invitation;
    if (invitation->is_coordinator != first->is_coordinator) {
      show_error (self,
                  _ ("These invitations give different roles. Send those of one role at a time."));
      return;
    }
    request->is_coordinator = first->is_coordinator;
    request->days = MAX (request->days,
                         (int)((invitation->expires_us - invitation->made_us) / G_TIME_SPAN_DAY));
    if (invitation->member != NULL)
      g_ptr_array_add (request->members, g_strdup (invitation->member));
    else
      g_ptr_array_add (request->emails, g_strdup (invitation->email));
  }
  ask_to_invite (self, request);
}

static void
run_cb (RondoPeopleDialog *self)
{
  switch (self->task) {
  case RONDO_PEOPLE_INVITE:
    invite (self);
    break;
  case RONDO_PEOPLE_HOLD:
    hold (self);
    break;
  case RONDO_PEOPLE_INVITATIONS:
  default:
    withdraw (self);
    break;
  }
}

static void
rondo_people_dialog_finalize (GObject *object)
{
  RondoPeopleDialog *self = RONDO_PEOPLE_DIALOG (object);

  g_clear_object (&self->accounts);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->emails, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_people_dialog_parent_class)->finalize (object);
}

static void
rondo_people_dialog_class_init (RondoPeopleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_people_dialog_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-people-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, addresses_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, content_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, days_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, role_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, run_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
rondo_people_dialog_init (RondoPeopleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (rondo_line_view_get_shown (self->line_view),
                           "items-changed",
                           G_CALLBACK (changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
add_line (RondoPeopleDialog *self, const char *key, char *title, char *subtitle, char *badge)
{
  RondoLineItem *line = rondo_line_item_new (key, 0);

  rondo_line_item_take_title (line, title);
  rondo_line_item_take_subtitle (line, subtitle);
  rondo_line_item_take_detail (line, badge);
  g_ptr_array_add (self->lines, line);
}

/* Whom it can be done with: who has joined can not be invited, who has not can not be held, and
 * nobody holds themselves. */
static void
add_members (RondoPeopleDialog *self, GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++) {
    const RondoMember *member = members->pdata[i];
    gboolean is_self = g_strcmp0 (member->id, rondo_account_get_member (get_account (self))) == 0;
    const RondoAccountState *state = rondo_member_accounts_find (self->accounts, member->id);
    g_autofree char *badge = rondo_member_accounts_describe (self->accounts, member->id);

    g_hash_table_insert (self->names, g_strdup (member->id), g_strdup (member->name));
    g_hash_table_insert (self->emails, g_strdup (member->id), g_strdup (member->email));
    if (self->task == RONDO_PEOPLE_INVITATIONS || is_self ||
        (self->task == RONDO_PEOPLE_INVITE) == (state != NULL) || (state != NULL && state->is_held))
      continue;
    add_line (self,
              member->id,
              g_strdup (member->name),
              g_strdup (member->email),
              g_strdup (badge != NULL ? badge : ""));
  }
}

static void
add_invitations (RondoPeopleDialog *self)
{
  GPtrArray *open = rondo_member_accounts_get_invitations (self->accounts);

  for (guint i = 0; open != NULL && i < open->len; i++) {
    const RondoOpenInvitation *invitation = open->pdata[i];
    const char *name = invitation->member != NULL
                           ? g_hash_table_lookup (self->names, invitation->member)
                           : invitation->email;
    g_autofree char *day = rondo_member_accounts_describe_day (invitation->expires_us);

    add_line (self,
              invitation->id,
              g_strdup (name != NULL ? name : _ ("Whoever has the code")),
              g_strdup_printf (_ ("Until %s"), day),
              g_strdup (invitation->is_coordinator ? _ ("Coordinator") : _ ("Coach")));
  }
}

static void
show_task (RondoPeopleDialog *self)
{
  static const char *const titles[] = {
      N_ ("Invite Members"), N_ ("Put Accounts on Hold"), N_ ("Open Invitations")};
  gboolean invites = self->task == RONDO_PEOPLE_INVITE;

  gtk_window_set_title (GTK_WINDOW (self), _ (titles[self->task]));
  adw_window_title_set_title (self->title, _ (titles[self->task]));
  gtk_widget_set_visible (GTK_WIDGET (self->role_row), invites);
  gtk_widget_set_visible (GTK_WIDGET (self->days_row), invites);
  gtk_widget_set_visible (GTK_WIDGET (self->addresses_row), invites);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), self->task == RONDO_PEOPLE_HOLD);
  gtk_widget_set_visible (
      gtk_widget_get_ancestor (GTK_WIDGET (self->role_row), ADW_TYPE_PREFERENCES_GROUP),
      self->task != RONDO_PEOPLE_INVITATIONS);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button), self->task == RONDO_PEOPLE_INVITATIONS);
}

/* Who is invited may be none of the members: there is always something to fill in. */
static void
show_state (RondoPeopleDialog *self)
{
  gboolean holds = self->task == RONDO_PEOPLE_HOLD;

  adw_status_page_set_title (self->empty_page,
                             holds ? _ ("Nobody to Hold") : _ ("No Open Invitations"));
  adw_status_page_set_description (
      self->empty_page,
      holds ? _ ("Of the members shown, nobody else has an account that could be held.")
            : _ ("All codes are used, withdrawn or too old."));
  rondo_state_view_show_items (self->state_view,
                               self->task == RONDO_PEOPLE_INVITE ? 1 : self->lines->len);
}

GtkWindow *
rondo_people_dialog_new (RondoContext *context,
                         RondoMemberAccounts *accounts,
                         RondoPeopleTask task,
                         GPtrArray *members)
{
  RondoPeopleDialog *self = g_object_new (RONDO_TYPE_PEOPLE_DIALOG, "context", context, NULL);

  self->task = task;
  self->accounts = g_object_ref (accounts);
  show_task (self);
  add_members (self, members);
  if (task == RONDO_PEOPLE_INVITATIONS)
    add_invitations (self);
  rondo_line_view_update (self->line_view, self->lines);
  show_state (self);
  changed_cb (self);
  return GTK_WINDOW (self);
}
