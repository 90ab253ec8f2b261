/* SPDX-License-Identifier: GPL-3.0-or-later
 * The truth about the sync: last success, what is wrong, what waits, and the way to what the user
 * has to decide. */
#include "config.h"

#include "rondo-sync-popover.h"

#include "rondo-coach-lines.h"
#include "rondo-refresh.h"
#include "rondo-sign-out.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

#define WAITING_SHOWN 5 /* more says nothing more */

struct _RondoSyncPopover {
  GtkPopover parent_instance;

  /* template children */
  GtkWidget *connect_button;
  GtkLabel *community_label;
  GtkWidget *decide_box;
  GtkLabel *decide_label;
  GtkLabel *message_label;
  GtkWidget *rebuild_button;
  GtkWidget *removal_box;
  GtkLabel *removal_label;
  GtkWidget *save_button;
  GtkWidget *waiting_box;
  GtkLabel *waiting_label;
  GtkLabel *success_label;
  GtkWidget *sync_button;

  /* owned */
  RondoContext *context;
  RondoRefresh *refresh;
  GCancellable *cancellable;
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

/* What waits for the user: how much, and where to decide. */
static void
update_decide (RondoSyncPopover *self)
{
  RondoSync *sync = rondo_context_get_sync (self->context);
  guint refused = rondo_sync_get_refused_count (sync);
  guint conflicts = rondo_sync_get_conflict_count (sync);
  gboolean is_held = rondo_sync_get_state (sync) == RONDO_SYNC_ON_HOLD;
  g_autofree char *first = g_strdup_printf (ngettext ("%u change was refused by the community.",
                                                      "%u changes were refused by the community.",
                                                      refused),
                                            refused);
  g_autofree char *second = g_strdup_printf (ngettext ("%u entry was changed in two places.",
                                                       "%u entries were changed in two places.",
                                                       conflicts),
                                             conflicts);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (refused > 0)
    g_ptr_array_add (texts, first);
  if (conflicts > 0)
    g_ptr_array_add (texts, second);
  g_ptr_array_add (texts, NULL);
  text = g_strjoinv ("\n", (char **)texts->pdata);
  set_text (self->decide_label, text);
  gtk_widget_set_visible (self->decide_box, refused > 0 || conflicts > 0 || is_held);
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
  update_decide (self);
}

static void
outbox_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoOutboxOverview) outbox =
      rondo_store_load_outbox_finish (RONDO_STORE (object), result, &error);
  g_autofree char *waiting = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (outbox == NULL) {
    set_text (self->message_label, error->message);
    return;
  }
  waiting = rondo_describe_waiting (outbox, WAITING_SHOWN);
  gtk_label_set_text (self->waiting_label, waiting != NULL ? waiting : "");
  gtk_widget_set_visible (self->waiting_box, waiting != NULL);
  gtk_widget_set_visible (self->save_button, waiting != NULL || outbox->refused->len > 0);
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
decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_popover_popdown (GTK_POPOVER (widget));
  gtk_widget_activate_action (widget, "win.show-page", "s", "changes");
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

  G_OBJECT_CLASS (rondo_sync_popover_parent_class)->dispose (object);
}

static void
rondo_sync_popover_finalize (GObject *object)
{
  RondoSyncPopover *self = RONDO_SYNC_POPOVER (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rondo_sync_popover_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, community_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, decide_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, decide_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, rebuild_button);
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

  gtk_widget_class_install_action (widget_class, "sync.agree", NULL, agree_action);
  gtk_widget_class_install_action (widget_class, "sync.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "sync.rebuild", NULL, rebuild_action);
  gtk_widget_class_install_action (widget_class, "sync.save-unsent", NULL, save_unsent_action);
  bind_template (widget_class);
}

static void
rondo_sync_popover_init (RondoSyncPopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
}
