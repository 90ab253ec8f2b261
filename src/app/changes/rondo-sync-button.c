/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the sync is doing, in words; opens what there is to say and to do about it. */
#include "config.h"

#include "rondo-sync-button.h"

#include "rondo-sync-popover.h"

#include <glib/gi18n-lib.h>

struct _RondoSyncButton {
  AdwBin parent_instance;

  /* template children */
  GtkMenuButton *button;

  /* owned */
  RondoContext *context;
  char *label;
  const char *icon_name; /* static */
};

G_DEFINE_FINAL_TYPE (RondoSyncButton, rondo_sync_button, ADW_TYPE_BIN)

enum { PROP_CONTEXT = 1, PROP_ICON_NAME, PROP_LABEL, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const char *
get_icon_name (RondoSyncState state, guint waiting, guint refused, guint conflicts)
{
  if (refused > 0 || conflicts > 0)
    return "dialog-warning-symbolic";
  switch (state) {
  case RONDO_SYNC_LOCAL:
    return "computer-symbolic";
  case RONDO_SYNC_RUNNING:
    return "emblem-synchronizing-symbolic";
  case RONDO_SYNC_OFFLINE:
    return "network-offline-symbolic";
  case RONDO_SYNC_SIGNED_OUT:
    return "dialog-password-symbolic";
  case RONDO_SYNC_ON_HOLD:
  case RONDO_SYNC_PROBLEM:
    return "dialog-warning-symbolic";
  case RONDO_SYNC_IDLE:
  default:
    return waiting > 0 ? "document-send-symbolic" : "emblem-ok-symbolic";
  }
}

static char *
describe_waiting (RondoSyncState state, guint waiting)
{
  switch (state) {
  case RONDO_SYNC_OFFLINE:
    return g_strdup_printf (
        ngettext ("%u change waiting – offline", "%u changes waiting – offline", waiting), waiting);
  case RONDO_SYNC_SIGNED_OUT:
    return g_strdup_printf (
        ngettext ("%u change waiting – signed out", "%u changes waiting – signed out", waiting),
        waiting);
  case RONDO_SYNC_ON_HOLD:
    return g_strdup_printf (
        ngettext ("%u change waiting – on hold", "%u changes waiting – on hold", waiting), waiting);
  case RONDO_SYNC_RUNNING:
    return g_strdup_printf (ngettext ("Sending %u change", "Sending %u changes", waiting), waiting);
  default:
    return g_strdup_printf (ngettext ("%u change waiting", "%u changes waiting", waiting), waiting);
  }
}

static void
update (RondoSyncButton *self)
{
  RondoSync *sync = rondo_context_get_sync (self->context);
  RondoSyncState state;
  guint waiting, refused, conflicts;

  if (sync == NULL)
    return;
  state = rondo_sync_get_state (sync);
  waiting = rondo_sync_get_waiting_count (sync);
  refused = rondo_sync_get_refused_count (sync);
  g_free (self->label);
  conflicts = rondo_sync_get_conflict_count (sync);
  self->label =
      conflicts > 0 && refused == 0
          ? g_strdup_printf (ngettext ("%u change to decide", "%u changes to decide", conflicts),
                             conflicts)
          : rondo_sync_describe (state, waiting, refused);
  self->icon_name = get_icon_name (state, waiting, refused, conflicts);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

static void
set_context (RondoSyncButton *self, RondoContext *context)
{
  if (!g_set_object (&self->context, context))
    return;
  if (context != NULL && rondo_context_get_sync (context) != NULL) {
    g_signal_connect_object (
        rondo_context_get_sync (context), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    update (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
}

static void
rondo_sync_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoSyncButton *self = RONDO_SYNC_BUTTON (object);

  switch (id) {
  case PROP_CONTEXT:
    g_value_set_object (value, self->context);
    break;
  case PROP_ICON_NAME:
    g_value_set_string (value, self->icon_name);
    break;
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_sync_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    set_context (RONDO_SYNC_BUTTON (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_sync_button_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_SYNC_BUTTON);
  g_clear_object (&RONDO_SYNC_BUTTON (object)->context);

  G_OBJECT_CLASS (rondo_sync_button_parent_class)->dispose (object);
}

static void
rondo_sync_button_finalize (GObject *object)
{
  g_free (RONDO_SYNC_BUTTON (object)->label);

  G_OBJECT_CLASS (rondo_sync_button_parent_class)->finalize (object);
}

static void
rondo_sync_button_class_init (RondoSyncButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_sync_button_get_property;
  object_class->set_property = rondo_sync_button_set_property;
  object_class->dispose = rondo_sync_button_dispose;
  object_class->finalize = rondo_sync_button_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, readable);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_SYNC_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSyncButton, button);
}

static void
rondo_sync_button_init (RondoSyncButton *self)
{
  self->icon_name = "computer-symbolic";
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_sync_button_new (void)
{
  return g_object_new (RONDO_TYPE_SYNC_BUTTON, NULL);
}

char *
rondo_sync_describe (RondoSyncState state, guint waiting, guint refused)
{
  if (refused > 0)
    return g_strdup_printf (ngettext ("%u change refused", "%u changes refused", refused), refused);
  if (state == RONDO_SYNC_LOCAL)
    return g_strdup (_ ("This computer only"));
  if (state == RONDO_SYNC_PROBLEM)
    return g_strdup (_ ("Changes could not be sent"));
  if (waiting > 0)
    return describe_waiting (state, waiting);
  if (state == RONDO_SYNC_OFFLINE)
    return g_strdup (_ ("Offline"));
  if (state == RONDO_SYNC_SIGNED_OUT)
    return g_strdup (_ ("Signed out"));
  if (state == RONDO_SYNC_ON_HOLD)
    return g_strdup (_ ("Account on hold"));
  return g_strdup (_ ("All changes sent"));
}
