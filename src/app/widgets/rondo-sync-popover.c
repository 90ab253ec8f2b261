/* SPDX-License-Identifier: GPL-3.0-or-later
 * The whole truth about the sync: last success, what is wrong, what was refused, and a way out. */
#include "config.h"

#include "rondo-sync-popover.h"

#include "rondo-coach-lines.h"
#include "rondo-compat.h"
#include "rondo-conflict-row.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-refresh.h"
#include "rondo-refused-row.h"
#include "rondo-sign-out.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

#define LINES_SHOWN 50

struct _RondoSyncPopover {
  GtkPopover parent_instance;

  /* template children */
  GtkWidget *connect_button;
  GtkLabel *community_label;
  GtkWidget *conflict_box;
  GtkListView *conflict_list;
  GtkLabel *message_label;
  GtkWidget *rebuild_button;
  GtkWidget *removal_box;
  GtkLabel *removal_label;
  GtkWidget *save_button;
  GtkWidget *waiting_box;
  GtkLabel *waiting_label;
  GtkWidget *refused_box;
  GtkListView *refused_list;
  GtkLabel *success_label;
  GtkWidget *sync_button;

  /* owned */
  RondoContext *context;
  RondoRefresh *refresh;
  GListStore *conflicts;
  GListStore *refused;
  GCancellable *cancellable;
  char *discarded; /* op that is asked about */
};

G_DEFINE_FINAL_TYPE (RondoSyncPopover, rondo_sync_popover, GTK_TYPE_POPOVER)

enum { PROP_CONTEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static char *
describe_success (int64_t success_us)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) here = NULL;
  g_autofree char *when = NULL;

  if (success_us == 0)
    return g_strdup (_ ("Nothing has been exchanged with the community yet."));
  utc = g_date_time_new_from_unix_utc (success_us / G_USEC_PER_SEC);
  here = g_date_time_to_local (utc);
  when = g_date_time_format (here, "%x %X");
  return g_strdup_printf (_ ("Last in step with the community: %s"), when);
}

/* A list that scrolls with all the rest cannot be long; what is left comes when this is decided. */
static void
show_first (GListStore *store, GPtrArray *lines, GtkWidget *box)
{
  if (lines->len > LINES_SHOWN)
    g_ptr_array_set_size (lines, LINES_SHOWN);
  rondo_list_update (store, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (box, lines->len > 0);
}

/* What the sync holds back until the user has agreed. */
static void
update_removal (RondoSyncPopover *self)
{
  guint held = rondo_sync_get_held_count (rondo_context_get_sync (self->context));
  g_autofree char *text = g_strdup_printf (
      ngettext (
          "%u entry would go from this computer. If you or your community deleted it, let it "
          "go; else ask your coordinator first.",
          "%u entries would go from this computer. If you or your community deleted them, let "
          "them go; else ask your coordinator first.",
          held),
      held);

  gtk_label_set_text (self->removal_label, text);
  gtk_widget_set_visible (self->removal_box, held > 0);
}

static void
update_connect (RondoSyncPopover *self, gboolean is_local)
{
  gtk_button_set_label (GTK_BUTTON (self->connect_button),
                        is_local ? _ ("_Connect to a Community…") : _ ("_Sign In…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->connect_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_local ? _ ("Connect to a Community…") : _ ("Sign In…"),
                                  -1);
}

static void
update_sync (RondoSyncPopover *self)
{
  RondoAccount *account = rondo_context_get_account (self->context);
  RondoSync *sync = rondo_context_get_sync (self->context);
  RondoSyncState state = rondo_sync_get_state (sync);
  g_autofree char *success = NULL;

  if (state == RONDO_SYNC_LOCAL) {
    set_text (self->community_label, _ ("This Computer Only"));
    set_text (self->success_label,
              _ ("Everything is kept on this computer. Once you connect to a community, what you "
                 "did here goes there too."));
  } else {
    success = describe_success (rondo_sync_get_last_success_us (sync));
    set_text (self->community_label, rondo_account_get_community (account));
    set_text (self->success_label, success);
  }
  set_text (self->message_label, rondo_sync_get_message (sync));
  gtk_widget_set_visible (self->connect_button,
                          state == RONDO_SYNC_LOCAL || state == RONDO_SYNC_SIGNED_OUT);
  update_connect (self, state == RONDO_SYNC_LOCAL);
  gtk_widget_set_visible (self->sync_button,
                          state != RONDO_SYNC_LOCAL && state != RONDO_SYNC_SIGNED_OUT);
  gtk_widget_set_visible (self->rebuild_button, state != RONDO_SYNC_LOCAL);
  update_removal (self);
}

static void
outbox_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoOutboxOverview) outbox =
      rondo_store_load_outbox_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *waiting = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (outbox == NULL) {
    set_text (self->message_label, error->message);
    return;
  }
  waiting = rondo_describe_waiting (outbox);
  gtk_label_set_text (self->waiting_label, waiting != NULL ? waiting : "");
  gtk_widget_set_visible (self->waiting_box, waiting != NULL);
  gtk_widget_set_visible (self->save_button, waiting != NULL || outbox->refused->len > 0);
  lines = rondo_lines_for_refused (outbox);
  show_first (self->refused, lines, self->refused_box);
}

static void
conflicts_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts =
      rondo_store_load_conflicts_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) lines = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (conflicts == NULL) {
    set_text (self->message_label, error->message);
    return;
  }
  lines = rondo_lines_for_conflicts (conflicts);
  show_first (self->conflicts, lines, self->conflict_box);
}

static void
load (gpointer page)
{
  RondoSyncPopover *self = page;

  update_sync (self);
  rondo_store_load_outbox_async (rondo_context_get_store (self->context),
                                 self->cancellable,
                                 outbox_loaded_cb,
                                 g_object_ref (self));
  rondo_store_load_conflicts_async (rondo_context_get_store (self->context),
                                    self->cancellable,
                                    conflicts_loaded_cb,
                                    g_object_ref (self));
}

static void
retried_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_store_retry_refused_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
discarded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_store_discard_refused_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
discard_confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autofree char *op = g_steal_pointer (&self->discarded);

  if (!rondo_compat_confirm_finish (result, NULL) || self->context == NULL)
    return;
  rondo_store_discard_refused_async (rondo_context_get_store (self->context),
                                     op,
                                     self->cancellable,
                                     discarded_cb,
                                     g_object_ref (self));
}

static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (widget);

  rondo_store_retry_refused_async (rondo_context_get_store (self->context),
                                   g_variant_get_string (parameter, NULL),
                                   self->cancellable,
                                   retried_cb,
                                   g_object_ref (self));
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_store_resolve_conflict_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
resolve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (widget);

  rondo_store_resolve_conflict_async (rondo_context_get_store (self->context),
                                      g_variant_get_string (parameter, NULL),
                                      g_str_equal (name, "conflict.take-other"),
                                      self->cancellable,
                                      resolved_cb,
                                      g_object_ref (self));
}

static void
agreed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_store_agree_to_removal_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
agree_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (widget);

  rondo_store_agree_to_removal_async (
      rondo_context_get_store (self->context), self->cancellable, agreed_cb, g_object_ref (self));
}

static void
rebuilt_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rondo_store_rebuild_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show (GTK_WIDGET (self),
                      _ ("The local copy is sound and is read again from the community"));
  else
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
rebuild_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (widget);

  rondo_store_rebuild_async (
      rondo_context_get_store (self->context), self->cancellable, rebuilt_cb, g_object_ref (self));
}

static void
save_unsent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (widget);

  gtk_popover_popdown (GTK_POPOVER (self));
  rondo_sign_out_save_unsent (widget, self->context);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  g_free (self->discarded);
  self->discarded = g_variant_dup_string (parameter, NULL);
  gtk_popover_popdown (GTK_POPOVER (self));
  rondo_compat_confirm_async (GTK_WINDOW (root),
                              _ ("Discard This Change?"),
                              _ ("What you changed is given up, and what the community has is "
                                 "shown again. This cannot be undone."),
                              _ ("_Discard"),
                              self->cancellable,
                              discard_confirmed_cb,
                              g_object_ref (self));
}

static void
set_context (RondoSyncPopover *self, RondoContext *context)
{
  if (!g_set_object (&self->context, context))
    return;
  if (context != NULL && rondo_context_get_sync (context) != NULL) {
    g_signal_connect_object (rondo_context_get_sync (context),
                             "notify",
                             G_CALLBACK (update_sync),
                             self,
                             G_CONNECT_SWAPPED);
    update_sync (self);
  }
  rondo_refresh_set_context (self->refresh, context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
}

static void
rondo_sync_popover_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, RONDO_SYNC_POPOVER (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_sync_popover_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    set_context (RONDO_SYNC_POPOVER (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_sync_popover_dispose (GObject *object)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_SYNC_POPOVER);
  g_clear_object (&self->refresh);
  g_clear_object (&self->context);
  g_clear_object (&self->refused);
  g_clear_object (&self->conflicts);

  G_OBJECT_CLASS (rondo_sync_popover_parent_class)->dispose (object);
}

static void
rondo_sync_popover_finalize (GObject *object)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (object);

  g_clear_object (&self->cancellable);
  g_free (self->discarded);

  G_OBJECT_CLASS (rondo_sync_popover_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, community_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, conflict_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, conflict_list);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, rebuild_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, refused_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, refused_list);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, removal_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, removal_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, save_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, success_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, sync_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, waiting_label);
}

static void
rondo_sync_popover_class_init (RondoSyncPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_sync_popover_get_property;
  object_class->set_property = rondo_sync_popover_set_property;
  object_class->dispose = rondo_sync_popover_dispose;
  object_class->finalize = rondo_sync_popover_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_CONFLICT_ROW);
  g_type_ensure (RONDO_TYPE_REFUSED_ROW);
  gtk_widget_class_install_action (widget_class, "refused.try-again", "s", try_again_action);
  gtk_widget_class_install_action (widget_class, "refused.discard", "s", discard_action);
  gtk_widget_class_install_action (widget_class, "conflict.keep", "s", resolve_action);
  gtk_widget_class_install_action (widget_class, "conflict.take-other", "s", resolve_action);
  gtk_widget_class_install_action (widget_class, "sync.agree", NULL, agree_action);
  gtk_widget_class_install_action (widget_class, "sync.rebuild", NULL, rebuild_action);
  gtk_widget_class_install_action (widget_class, "sync.save-unsent", NULL, save_unsent_action);
  bind_template (widget_class);
}

static void
show_list (GtkListView *view, GListStore *store)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store)));

  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (selection));
}

static void
rondo_sync_popover_init (RondoSyncPopover *self)
{
  self->cancellable = g_cancellable_new ();
  self->conflicts = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  self->refused = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
  show_list (self->conflict_list, self->conflicts);
  show_list (self->refused_list, self->refused);
}
