/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of the community, as their coordinator sees them. */
#include "config.h"

#include "rondo-members-page.h"

#include "rondo-import-dialog.h"
#include "rondo-invite-dialog.h"
#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-member-dialog.h"
#include "rondo-member-row.h"
#include "rondo-refresh.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoMembersPage {
  AdwBin parent_instance;

  /* template children */
  RondoLineView *line_view;
  RondoStateView *state_view;

  /* owned */
  RondoContext *context;
  GCancellable *cancellable;
  GPtrArray *members; /* of RondoMemberOverview */
  GHashTable *by_id;  /* id → RondoMemberOverview in members */
  RondoRefresh *refresh;
};

G_DEFINE_FINAL_TYPE (RondoMembersPage, rondo_members_page, ADW_TYPE_BIN)

enum { PROP_CONTEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
is_connected (RondoMembersPage *self)
{
  return rondo_account_get_server (rondo_context_get_account (self->context)) != NULL;
}

static const RondoMember *
find_member (RondoMembersPage *self, GVariant *target)
{
  const RondoMemberOverview *overview =
      g_hash_table_lookup (self->by_id, g_variant_get_string (target, NULL));

  return overview != NULL ? overview->member : NULL;
}

static void
present_dialog (RondoMembersPage *self, GtkWindow *dialog)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_set_transient_for (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (dialog);
}

static void
account_changed_cb (RondoMembersPage *self)
{
  RondoAccount *account = rondo_context_get_account (self->context);
  gboolean connected = is_connected (self);

  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "members.invite", connected && rondo_account_get_is_signed_in (account));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "members.set-self", !connected);
}

static void
show_members (RondoMembersPage *self, GPtrArray *members)
{
  g_autoptr (GPtrArray) lines = rondo_lines_for_members (members, is_connected (self));

  g_hash_table_remove_all (self->by_id);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = g_ptr_array_ref (members);
  for (guint i = 0; i < members->len; i++) {
    RondoMemberOverview *overview = members->pdata[i];

    g_hash_table_insert (self->by_id, overview->member->id, overview);
  }
  rondo_line_view_update (self->line_view, lines);
  if (members->len > 0)
    rondo_state_view_show_content (self->state_view);
  else
    rondo_state_view_show_empty (self->state_view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMembersPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members =
      rondo_store_load_members_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (members != NULL)
    show_members (self, members);
  else
    rondo_state_view_show_error (self->state_view, error);
}

static void
load (gpointer page)
{
  RondoMembersPage *self = page;

  rondo_store_load_members_async (
      rondo_context_get_store (self->context), self->cancellable, loaded_cb, g_object_ref (self));
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

  present_dialog (self, rondo_member_dialog_new (self->context, NULL));
}

static void
edit_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);

  if (member != NULL)
    present_dialog (self, rondo_member_dialog_new (self->context, member));
}

static void
invite_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);

  if (member != NULL)
    present_dialog (self, rondo_invite_dialog_new (self->context, member));
}

static void
set_self_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);

  rondo_account_set_self_async (rondo_context_get_account (self->context),
                                g_variant_get_string (target, NULL),
                                self->cancellable,
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
  g_autofree char *text = NULL;

  if (before == NULL || before->is_active == is_active)
    return;
  after = rondo_member_copy (before);
  after->is_active = is_active;
  rondo_change_put_member (change, after);
  rondo_change_put_member (undo, before);
  text =
      g_strdup_printf (is_active ? _ ("%s takes part again.") : _ ("%s is paused."), before->name);
  rondo_save_change_with_undo (
      widget, self->context, g_steal_pointer (&change), text, g_steal_pointer (&undo));
}

static void
activated_cb (RondoMembersPage *self, const char *key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "members.edit", "s", key);
}

static void
retry_cb (RondoMembersPage *self)
{
  rondo_refresh_queue (self->refresh);
}

static gboolean
dropped_cb (RondoMembersPage *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  RondoImportDialog *dialog = NULL;

  if (files == NULL || self->context == NULL)
    return FALSE;
  dialog = RONDO_IMPORT_DIALOG (rondo_import_dialog_new (self->context));
  present_dialog (self, GTK_WINDOW (dialog));
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
set_context (RondoMembersPage *self, RondoContext *context)
{
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (rondo_context_get_account (self->context), self);
  if (!g_set_object (&self->context, context))
    return;
  if (context != NULL) {
    g_signal_connect_object (rondo_context_get_account (context),
                             "notify",
                             G_CALLBACK (account_changed_cb),
                             self,
                             G_CONNECT_SWAPPED);
    account_changed_cb (self);
  }
  rondo_refresh_set_context (self->refresh, context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
}

static void
rondo_members_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, RONDO_MEMBERS_PAGE (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_members_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    set_context (RONDO_MEMBERS_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_members_page_dispose (GObject *object)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_MEMBERS_PAGE);
  g_clear_object (&self->refresh);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (rondo_members_page_parent_class)->dispose (object);
}

static void
rondo_members_page_finalize (GObject *object)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  G_OBJECT_CLASS (rondo_members_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "members.add", NULL, add_action_cb);
  gtk_widget_class_install_action (widget_class, "members.edit", "s", edit_action_cb);
  gtk_widget_class_install_action (widget_class, "members.invite", "s", invite_action_cb);
  gtk_widget_class_install_action (widget_class, "members.pause", "s", set_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.resume", "s", set_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.set-self", "s", set_self_action_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, context_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, context_menu_cb, NULL);
}

static void
rondo_members_page_class_init (RondoMembersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_members_page_get_property;
  object_class->set_property = rondo_members_page_set_property;
  object_class->dispose = rondo_members_page_dispose;
  object_class->finalize = rondo_members_page_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_MEMBER_ROW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-members-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMembersPage, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoMembersPage, state_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  install_actions (widget_class);
}

static void
rondo_members_page_init (RondoMembersPage *self)
{
  GType types[] = {GDK_TYPE_FILE_LIST};
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);

  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
rondo_members_page_new (void)
{
  return g_object_new (RONDO_TYPE_MEMBERS_PAGE, NULL);
}
