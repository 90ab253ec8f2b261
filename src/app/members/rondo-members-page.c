/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of the community, as their coordinator sees them. */
#include "config.h"

#include "rondo-members-page.h"

#include "rondo-account-changes.h"
#include "rondo-conduct-dialog.h"
#include "rondo-conduct-report-dialog.h"
#include "rondo-import-dialog.h"
#include "rondo-invite-dialog.h"
#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-member-dialog.h"
#include "rondo-member-filter-button.h"
#include "rondo-member-row.h"
#include "rondo-members-export.h"
#include "rondo-members-import.h"
#include "rondo-people-dialog.h"
#include "rondo-same-person-dialog.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-text-dialog.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoMembersPage {
  RondoPage parent_instance;

  /* template children */
  RondoMemberFilterButton *filter_button;
  RondoLineView *line_view;
  RondoStateView *state_view;

  /* owned */
  RondoMemberAccounts *accounts;
  GPtrArray *members; /* of RondoMemberOverview */
  GHashTable *by_id;  /* id → RondoMemberOverview in members */
};

G_DEFINE_FINAL_TYPE (RondoMembersPage, rondo_members_page, RONDO_TYPE_PAGE)

static const RondoMember *
find_member (RondoMembersPage *self, GVariant *target)
{
  const RondoMemberOverview *overview =
      g_hash_table_lookup (self->by_id, g_variant_get_string (target, NULL));

  return overview != NULL ? overview->member : NULL;
}

static void
account_changed_cb (RondoMembersPage *self)
{
  RondoAccount *account = rondo_page_get_account (RONDO_PAGE (self));
  gboolean connected = rondo_page_is_connected (RONDO_PAGE (self));

  static const char *const of_server[] = {"members.invite",
                                          "members.invite-shown",
                                          "members.hold",
                                          "members.hold-shown",
                                          "members.release",
                                          "members.make-coach",
                                          "members.make-coordinator",
                                          "members.sign-out",
                                          "members.merge",
                                          "members.show-invitations"};
  gboolean is_there = connected && rondo_account_get_is_signed_in (account);

  for (gsize i = 0; i < G_N_ELEMENTS (of_server); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_server[i], is_there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "members.report", connected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "members.show-reports", connected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "members.set-self", !connected);
  rondo_member_accounts_load (self->accounts, account);
}

static void
show_lines (RondoMembersPage *self)
{
  const RondoMemberFilter *filter = rondo_member_filter_button_get_filter (self->filter_button);
  RondoDate today = rondo_context_get_today (rondo_page_get_context (RONDO_PAGE (self)));
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < self->members->len; i++) {
    RondoMemberOverview *overview = self->members->pdata[i];

    if (overview->member->about.merged_into == NULL &&
        rondo_member_filter_matches (filter, overview->member, today))
      g_ptr_array_add (wanted, overview);
  }
  lines =
      rondo_lines_for_members (wanted, self->accounts, rondo_page_is_connected (RONDO_PAGE (self)));
  rondo_line_view_update (self->line_view, lines);
}

static void
filter_changed_cb (RondoMembersPage *self)
{
  if (self->members != NULL)
    show_lines (self);
}

static void
show_members (RondoMembersPage *self, GPtrArray *members)
{
  g_hash_table_remove_all (self->by_id);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = g_ptr_array_ref (members);
  for (guint i = 0; i < members->len; i++) {
    RondoMemberOverview *overview = members->pdata[i];

    g_hash_table_insert (self->by_id, overview->member->id, overview);
  }
  show_lines (self);
  rondo_state_view_show_items (self->state_view, members->len);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMembersPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members =
      rondo_store_load_members_finish (RONDO_STORE (source), result, &error);

  if (rondo_page_check_loaded (RONDO_PAGE (self), error))
    show_members (self, members);
}

static void
rondo_members_page_load (RondoPage *page)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (page);

  rondo_store_load_members_async (rondo_page_get_store (RONDO_PAGE (self)),
                                  rondo_page_get_cancellable (RONDO_PAGE (self)),
                                  loaded_cb,
                                  g_object_ref (self));
}

static void
set_self_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMembersPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!rondo_account_set_self_finish (RONDO_ACCOUNT (source), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
add_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);

  rondo_page_present (RONDO_PAGE (self),
                      rondo_member_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), NULL));
}

static void
export_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);

  if (self->members != NULL)
    rondo_members_export_start (widget, self->members, rondo_page_is_connected (RONDO_PAGE (self)));
}

static void
take_import_back_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_members_import_take_back (widget, rondo_page_get_context (RONDO_PAGE (widget)));
}

static void
edit_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);

  if (member != NULL)
    rondo_page_present (
        RONDO_PAGE (self),
        rondo_member_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), member));
}

static void
invite_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);

  if (member != NULL)
    rondo_page_present (
        RONDO_PAGE (self),
        rondo_invite_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), member));
}

static void
set_self_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);

  rondo_account_set_self_async (rondo_page_get_account (RONDO_PAGE (self)),
                                g_variant_get_string (target, NULL),
                                rondo_page_get_cancellable (RONDO_PAGE (self)),
                                set_self_cb,
                                g_object_ref (self));
}

static void
set_active_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *before = find_member (self, target);
  gboolean is_active = g_str_equal (action, "members.resume");
  g_autoptr (RondoMember) after = NULL;
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoChange) undo = rondo_change_new ();
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (before == NULL || before->is_active == is_active)
    return;
  after = rondo_member_copy (before);
  after->is_active = is_active;
  if (is_active)
    after->about.left_on = RONDO_DATE_NONE; /* is with the community again */
  rondo_change_put_member (change, after);
  rondo_change_put_member (undo, before);
  name = rondo_text_isolate (before->name);
  text = g_strdup_printf (is_active ? _ ("%s takes part again.") : _ ("%s is paused."), name);
  rondo_save_change_with_undo (widget,
                               rondo_page_get_context (RONDO_PAGE (self)),
                               g_steal_pointer (&change),
                               text,
                               g_steal_pointer (&undo));
}

/* The members that search and filter leave, in their order. */
static GPtrArray *
list_shown (RondoMembersPage *self)
{
  GListModel *shown = rondo_line_view_get_shown (self->line_view);
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (RondoLineItem) line = g_list_model_get_item (shown, i);
    const RondoMemberOverview *overview =
        g_hash_table_lookup (self->by_id, rondo_line_item_get_key (line));

    if (overview != NULL)
      g_ptr_array_add (members, overview->member);
  }
  return members;
}

static void
set_shown_active_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  gboolean is_active = g_str_equal (action, "members.resume-shown");
  g_autoptr (GPtrArray) shown = list_shown (self);
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoChange) undo = rondo_change_new ();
  g_autofree char *text = NULL;
  guint count = 0;

  for (guint i = 0; i < shown->len; i++) {
    const RondoMember *before = shown->pdata[i];
    g_autoptr (RondoMember) after = NULL;

    if (before->is_active == is_active || before->about.left_on != RONDO_DATE_NONE)
      continue;
    after = rondo_member_copy (before);
    after->is_active = is_active;
    rondo_change_put_member (change, after);
    rondo_change_put_member (undo, before);
    count++;
  }
  text = g_strdup_printf (
      is_active ? ngettext ("%u member takes part again.", "%u members take part again.", count)
                : ngettext ("%u member is paused.", "%u members are paused.", count),
      count);
  if (count == 0)
    rondo_toast_show (widget, text);
  else
    rondo_save_change_with_undo (widget,
                                 rondo_page_get_context (RONDO_PAGE (self)),
                                 g_steal_pointer (&change),
                                 text,
                                 g_steal_pointer (&undo));
}

/* The addresses of the members shown, with commas between them. */
static char *
join_addresses (GPtrArray *shown)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) addresses = NULL;

  for (guint i = 0; i < shown->len; i++)
    g_strv_builder_add (builder, ((const RondoMember *)shown->pdata[i])->email);
  addresses = g_strv_builder_end (builder);
  return g_strjoinv (", ", addresses);
}

static void
copy_addresses_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (GPtrArray) shown = list_shown (RONDO_MEMBERS_PAGE (widget));
  g_autofree char *addresses = join_addresses (shown);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u address copied.", "%u addresses copied.", shown->len), shown->len);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), addresses);
  rondo_toast_show (widget, text);
}

static void
remind_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));
  const char *community = rondo_account_get_community (rondo_page_get_account (RONDO_PAGE (self)));
  g_autoptr (GPtrArray) shown = list_shown (self);
  g_autofree char *addresses = join_addresses (shown);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (names, g_strdup (_ ("The members shown")));
  g_ptr_array_add (texts,
                   g_strdup_printf (_ ("Blind copy to: %s\n\n"
                                       "Hello,\n\n"
                                       "please open Rondo and look at your profile: are your "
                                       "languages, free hours and credential still right, and have "
                                       "you read what you agree to? It takes two minutes and helps "
                                       "to find you a partner who fits.\n\n"
                                       "Thank you\n%s"),
                                    addresses,
                                    community != NULL ? community : ""));
  rondo_page_present (RONDO_PAGE (self),
                      rondo_text_dialog_new (context, _ ("Write a Reminder"), names, texts));
}

/* What is asked of the server at once. */
static void
account_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  static const struct {
    const char *action;
    RondoAccountAct act;
  } acts[] = {
      {"members.make-coach", RONDO_ACCOUNT_ACT_COACH},
      {"members.make-coordinator", RONDO_ACCOUNT_ACT_COORDINATOR},
      {"members.release", RONDO_ACCOUNT_ACT_RELEASE},
      {"members.sign-out", RONDO_ACCOUNT_ACT_SIGN_OUT},
  };
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  g_ptr_array_add (members, (gpointer)g_variant_get_string (target, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      rondo_account_changes_start (widget,
                                   rondo_page_get_context (RONDO_PAGE (self)),
                                   self->accounts,
                                   acts[i].act,
                                   members,
                                   NULL);
}

static void
present_people (RondoMembersPage *self, RondoPeopleTask task, GPtrArray *members)
{
  rondo_page_present (
      RONDO_PAGE (self),
      rondo_people_dialog_new (
          rondo_page_get_context (RONDO_PAGE (self)), self->accounts, task, members));
}

static void
hold_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  if (member == NULL)
    return;
  g_ptr_array_add (members, (gpointer)member);
  present_people (self, RONDO_PEOPLE_HOLD, members);
}

/* All members who are not somebody else by now. */
static GPtrArray *
list_all (RondoMembersPage *self)
{
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; self->members != NULL && i < self->members->len; i++) {
    RondoMember *member = ((const RondoMemberOverview *)self->members->pdata[i])->member;

    if (member->about.merged_into == NULL)
      g_ptr_array_add (members, member);
  }
  return members;
}

static void
people_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  gboolean is_about_all = g_str_equal (action, "members.show-invitations");
  g_autoptr (GPtrArray) members = is_about_all ? list_all (self) : list_shown (self);

  present_people (self,
                  is_about_all                                   ? RONDO_PEOPLE_INVITATIONS
                  : g_str_equal (action, "members.invite-shown") ? RONDO_PEOPLE_INVITE
                                                                 : RONDO_PEOPLE_HOLD,
                  members);
}

static void
merge_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);
  g_autoptr (GPtrArray) members = list_all (self);

  if (member != NULL)
    rondo_page_present (
        RONDO_PAGE (self),
        rondo_same_person_dialog_new (
            rondo_page_get_context (RONDO_PAGE (self)), self->accounts, member, members));
}

static void
report_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);

  if (member != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        rondo_conduct_report_dialog_new (
                            rondo_page_get_context (RONDO_PAGE (self)), member->id, member->name));
}

static void
show_reports_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);

  rondo_page_present (RONDO_PAGE (self),
                      rondo_conduct_dialog_new (rondo_page_get_context (RONDO_PAGE (self))));
}

static void
activated_cb (RondoMembersPage *self, const char *key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "members.edit", "s", key);
}

static gboolean
dropped_cb (RondoMembersPage *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  RondoImportDialog *dialog = NULL;

  if (files == NULL || rondo_page_get_context (RONDO_PAGE (self)) == NULL)
    return FALSE;
  dialog =
      RONDO_IMPORT_DIALOG (rondo_import_dialog_new (rondo_page_get_context (RONDO_PAGE (self))));
  rondo_page_present (RONDO_PAGE (self), GTK_WINDOW (dialog));
  rondo_import_dialog_open_file (dialog, files->data);
  return TRUE;
}

static gboolean
context_menu_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (!RONDO_IS_MEMBER_ROW (row))
    return FALSE;
  rondo_member_row_popup (RONDO_MEMBER_ROW (row));
  return TRUE;
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "members.add", NULL, add_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.copy-addresses", NULL, copy_addresses_action_cb);
  gtk_widget_class_install_action (widget_class, "members.edit", "s", edit_action_cb);
  gtk_widget_class_install_action (widget_class, "members.export", NULL, export_action_cb);
  gtk_widget_class_install_action (widget_class, "members.invite", "s", invite_action_cb);
  gtk_widget_class_install_action (widget_class, "members.pause", "s", set_active_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.pause-shown", NULL, set_shown_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.remind", NULL, remind_action_cb);
  gtk_widget_class_install_action (widget_class, "members.resume", "s", set_active_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.resume-shown", NULL, set_shown_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.set-self", "s", set_self_action_cb);
  gtk_widget_class_install_action (widget_class, "members.hold", "s", hold_action_cb);
  gtk_widget_class_install_action (widget_class, "members.hold-shown", NULL, people_action_cb);
  gtk_widget_class_install_action (widget_class, "members.invite-shown", NULL, people_action_cb);
  gtk_widget_class_install_action (widget_class, "members.make-coach", "s", account_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.make-coordinator", "s", account_action_cb);
  gtk_widget_class_install_action (widget_class, "members.merge", "s", merge_action_cb);
  gtk_widget_class_install_action (widget_class, "members.release", "s", account_action_cb);
  gtk_widget_class_install_action (widget_class, "members.report", "s", report_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.show-invitations", NULL, people_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.show-reports", NULL, show_reports_action_cb);
  gtk_widget_class_install_action (widget_class, "members.sign-out", "s", account_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.take-import-back", NULL, take_import_back_action_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, context_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, context_menu_cb, NULL);
}

static void
rondo_members_page_context_set (RondoPage *page)
{
  g_signal_connect_object (rondo_page_get_account (page),
                           "notify",
                           G_CALLBACK (account_changed_cb),
                           page,
                           G_CONNECT_SWAPPED);
  rondo_member_filter_button_set_settings (
      RONDO_MEMBERS_PAGE (page)->filter_button,
      rondo_context_get_settings (rondo_page_get_context (page)));
  account_changed_cb (RONDO_MEMBERS_PAGE (page));
}

static void
rondo_members_page_finalize (GObject *object)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (object);

  g_clear_object (&self->accounts);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_members_page_parent_class)->finalize (object);
}

static void
rondo_members_page_class_init (RondoMembersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_members_page_finalize;
  RONDO_PAGE_CLASS (klass)->context_set = rondo_members_page_context_set;
  RONDO_PAGE_CLASS (klass)->load = rondo_members_page_load;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_MEMBER_FILTER_BUTTON);
  g_type_ensure (RONDO_TYPE_MEMBER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-members-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMembersPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, RondoMembersPage, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoMembersPage, state_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  install_actions (widget_class);
}

static void
rondo_members_page_init (RondoMembersPage *self)
{
  GType types[] = {GDK_TYPE_FILE_LIST};
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->accounts = rondo_member_accounts_new ();
  g_signal_connect_object (
      self->accounts, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
rondo_members_page_new (void)
{
  return g_object_new (RONDO_TYPE_MEMBERS_PAGE, NULL);
}
