/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of the community, as their coordinator sees them. */
#include "config.h"

#include "rondo-members-page.h"

#include "rondo-import-dialog.h"
#include "rondo-invite-dialog.h"
#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-member-dialog.h"
#include "rondo-member-filter-button.h"
#include "rondo-member-row.h"
#include "rondo-members-export.h"
#include "rondo-members-import.h"
#include "rondo-members-office.h"
#include "rondo-members-shown.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

#define LINES_AT_ONCE 500

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
  GPtrArray *lines;   /* (nullable): of RondoLineItem, while they are being made */

  guint making; /* source: makes lines */
  guint n_done; /* so many members were looked at */
};

G_DEFINE_FINAL_TYPE (RondoMembersPage, rondo_members_page, RONDO_TYPE_PAGE)

static const RondoMember *
find_member (RondoMembersPage *self, GVariant *target)
{
  return rondo_members_page_find (self, g_variant_get_string (target, NULL));
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

static gboolean
is_wanted (RondoMembersPage *self, const RondoMember *member)
{
  RondoDate today = rondo_context_get_today (rondo_page_get_context (RONDO_PAGE (self)));

  return member->about.merged_into == NULL &&
         rondo_member_filter_matches (
             rondo_member_filter_button_get_filter (self->filter_button), member, today);
}

/* Some lines more; FALSE when all are there and shown. */
static gboolean
make_lines (RondoMembersPage *self)
{
  gboolean is_connected = rondo_page_is_connected (RONDO_PAGE (self));
  guint end = MIN (self->n_done + LINES_AT_ONCE, self->members->len);

  for (; self->n_done < end; self->n_done++) {
    const RondoMemberOverview *overview = self->members->pdata[self->n_done];

    if (is_wanted (self, overview->member))
      g_ptr_array_add (self->lines, rondo_line_for_member (overview, self->accounts, is_connected));
  }
  if (end < self->members->len)
    return TRUE;
  rondo_line_view_update (self->line_view, self->lines);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  return FALSE;
}

static gboolean
make_lines_cb (gpointer data)
{
  RondoMembersPage *self = data;

  if (make_lines (self))
    return G_SOURCE_CONTINUE;
  self->making = 0;
  return G_SOURCE_REMOVE;
}

/* Ten thousand lines are made between frames. */
static void
show_lines (RondoMembersPage *self)
{
  g_clear_handle_id (&self->making, g_source_remove);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = g_ptr_array_new_full (self->members->len, g_object_unref);
  self->n_done = 0;
  if (make_lines (self))
    self->making = g_idle_add (make_lines_cb, self);
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
  gtk_widget_class_install_action (widget_class, "members.edit", "s", edit_action_cb);
  gtk_widget_class_install_action (widget_class, "members.export", NULL, export_action_cb);
  gtk_widget_class_install_action (widget_class, "members.invite", "s", invite_action_cb);
  gtk_widget_class_install_action (widget_class, "members.pause", "s", set_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.resume", "s", set_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.set-self", "s", set_self_action_cb);
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
rondo_members_page_dispose (GObject *object)
{
  g_clear_handle_id (&RONDO_MEMBERS_PAGE (object)->making, g_source_remove);

  G_OBJECT_CLASS (rondo_members_page_parent_class)->dispose (object);
}

static void
rondo_members_page_finalize (GObject *object)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (object);

  g_clear_object (&self->accounts);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_members_page_parent_class)->finalize (object);
}

static void
rondo_members_page_class_init (RondoMembersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_members_page_dispose;
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
  rondo_members_office_install (widget_class);
  rondo_members_shown_install (widget_class);
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

const RondoMember *
rondo_members_page_find (RondoMembersPage *self, const char *id)
{
  const RondoMemberOverview *overview = NULL;

  g_return_val_if_fail (RONDO_IS_MEMBERS_PAGE (self), NULL);

  overview = g_hash_table_lookup (self->by_id, id);
  return overview != NULL ? overview->member : NULL;
}

RondoMemberAccounts *
rondo_members_page_get_accounts (RondoMembersPage *self)
{
  g_return_val_if_fail (RONDO_IS_MEMBERS_PAGE (self), NULL);

  return self->accounts;
}

GPtrArray *
rondo_members_page_list_shown (RondoMembersPage *self)
{
  GPtrArray *members = g_ptr_array_new ();
  GListModel *shown = NULL;

  g_return_val_if_fail (RONDO_IS_MEMBERS_PAGE (self), members);

  shown = rondo_line_view_get_shown (self->line_view);
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (RondoLineItem) line = g_list_model_get_item (shown, i);
    const RondoMemberOverview *overview =
        g_hash_table_lookup (self->by_id, rondo_line_item_get_key (line));

    if (overview != NULL)
      g_ptr_array_add (members, overview->member);
  }
  return members;
}

GPtrArray *
rondo_members_page_list_all (RondoMembersPage *self)
{
  GPtrArray *members = g_ptr_array_new ();

  g_return_val_if_fail (RONDO_IS_MEMBERS_PAGE (self), members);

  for (guint i = 0; self->members != NULL && i < self->members->len; i++) {
    RondoMember *member = ((const RondoMemberOverview *)self->members->pdata[i])->member;

    if (member->about.merged_into == NULL)
      g_ptr_array_add (members, member);
  }
  return members;
}
