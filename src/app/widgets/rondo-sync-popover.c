/* SPDX-License-Identifier: GPL-3.0-or-later
 * The whole truth about the sync: last success, what is wrong, what was refused, and a way out. */
#include "config.h"

#include "rondo-sync-popover.h"

#include "rondo-coach-lines.h"
#include "rondo-compat.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-refresh.h"
#include "rondo-refused-row.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoSyncPopover {
  GtkPopover parent_instance;

  /* template children */
  GtkWidget *connect_button;
  GtkLabel *community_label;
  GtkLabel *message_label;
  GtkWidget *refused_box;
  GtkListView *refused_list;
  GtkLabel *success_label;
  GtkWidget *sync_button;

  /* owned */
  RondoContext *context;
  RondoRefresh *refresh;
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
  when = g_date_time_format (here, "%c");
  return g_strdup_printf (_ ("Last in step with the community: %s"), when);
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
  gtk_button_set_label (GTK_BUTTON (self->connect_button),
                        state == RONDO_SYNC_LOCAL ? _ ("_Connect to a Community…")
                                                  : _ ("_Sign In…"));
  gtk_widget_set_visible (self->sync_button,
                          state != RONDO_SYNC_LOCAL && state != RONDO_SYNC_SIGNED_OUT);
}

static void
outbox_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSyncPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoOutboxOverview) outbox =
      rondo_store_load_outbox_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) lines = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (outbox == NULL) {
    set_text (self->message_label, error->message);
    return;
  }
  lines = rondo_lines_for_refused (outbox);
  rondo_list_update (self->refused, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (self->refused_box, lines->len > 0);
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
  g_type_ensure (RONDO_TYPE_REFUSED_ROW);
  gtk_widget_class_install_action (widget_class, "refused.try-again", "s", try_again_action);
  gtk_widget_class_install_action (widget_class, "refused.discard", "s", discard_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, community_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, refused_box);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, refused_list);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, success_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSyncPopover, sync_button);
}

static void
rondo_sync_popover_init (RondoSyncPopover *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->cancellable = g_cancellable_new ();
  self->refused = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->refused)));
  gtk_list_view_set_model (self->refused_list, GTK_SELECTION_MODEL (selection));
}
