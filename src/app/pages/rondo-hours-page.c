/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours a coach has logged, the clients they were with, and the export. */
#include "config.h"

#include "rondo-hours-page.h"

#include "rondo-client-dialog.h"
#include "rondo-coach-lines.h"
#include "rondo-hours-export.h"
#include "rondo-line-view.h"
#include "rondo-log-session-dialog.h"
#include "rondo-refresh.h"
#include "rondo-save.h"
#include "rondo-state-view.h"

#include <glib/gi18n-lib.h>

struct _RondoHoursPage {
  AdwBin parent_instance;

  /* template children */
  RondoLineView *clients_view;
  RondoLineView *log_view;
  RondoStateView *state_view;
  GtkLabel *total_label;
  GtkLabel *totals_label;

  /* owned */
  RondoContext *context;
  RondoRefresh *refresh;
  RondoHoursOverview *overview;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RondoHoursPage, rondo_hours_page, ADW_TYPE_BIN)

enum { PROP_CONTEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const RondoLogEntryOverview *
find_entry (RondoHoursPage *self, const char *id)
{
  for (guint i = 0; self->overview != NULL && i < self->overview->entries->len; i++) {
    const RondoLogEntryOverview *overview = self->overview->entries->pdata[i];

    if (g_str_equal (overview->entry->id, id))
      return overview;
  }
  return NULL;
}

static const RondoClientPerson *
find_client (RondoHoursPage *self, const char *id)
{
  for (guint i = 0; self->overview != NULL && i < self->overview->clients->len; i++) {
    const RondoClientPerson *client = self->overview->clients->pdata[i];

    if (g_str_equal (client->id, id))
      return client;
  }
  return NULL;
}

static char *
describe_totals (const RondoHoursOverview *overview)
{
  g_autofree char *paid = rondo_minutes_to_hours (overview->totals.paid);
  g_autofree char *pro_bono = rondo_minutes_to_hours (overview->totals.pro_bono);
  g_autofree char *received = rondo_minutes_to_hours (overview->received_minutes);
  int n_clients = overview->totals.client_count;

  return g_strdup_printf (
      ngettext ("%s paid, %s pro bono, with %d client; %s received in exchange",
                "%s paid, %s pro bono, with %d clients; %s received in exchange",
                (gulong)n_clients),
      paid,
      pro_bono,
      n_clients,
      received);
}

static void
fill (RondoHoursPage *self)
{
  RondoAccount *account = rondo_context_get_account (self->context);
  gboolean is_connected = rondo_account_get_server (account) != NULL;
  g_autoptr (GPtrArray) entries = rondo_lines_for_log (self->overview, is_connected);
  g_autoptr (GPtrArray) clients = rondo_lines_for_clients (self->overview);
  g_autofree char *hours = rondo_minutes_to_hours (self->overview->totals.total);
  g_autofree char *total = g_strdup_printf (_ ("%s hours of coaching"), hours);
  g_autofree char *totals = describe_totals (self->overview);

  rondo_line_view_update (self->log_view, entries);
  rondo_line_view_update (self->clients_view, clients);
  gtk_label_set_label (self->total_label, total);
  gtk_label_set_label (self->totals_label, totals);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.export", entries->len > 0);
  if (entries->len == 0 && clients->len == 0)
    rondo_state_view_show_empty (self->state_view);
  else
    rondo_state_view_show_content (self->state_view);
}

static void
hours_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHoursPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHoursOverview) overview =
      rondo_store_load_hours_finish (RONDO_STORE (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (overview == NULL) {
    rondo_state_view_show_error (self->state_view, error);
    return;
  }
  g_clear_pointer (&self->overview, rondo_hours_overview_free);
  self->overview = g_steal_pointer (&overview);
  fill (self);
}

static void
load (gpointer page)
{
  RondoHoursPage *self = page;

  rondo_store_load_hours_async (rondo_context_get_store (self->context),
                                self->cancellable,
                                hours_loaded_cb,
                                g_object_ref (self));
}

static void
retry_cb (RondoHoursPage *self)
{
  rondo_refresh_queue (self->refresh);
}

static void
present (RondoHoursPage *self, GtkWidget *dialog)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
entry_activated_cb (RondoHoursPage *self, const char *id)
{
  const RondoLogEntryOverview *overview = find_entry (self, id);

  if (overview != NULL)
    present (self, rondo_log_session_dialog_new_for_entry (self->context, overview));
}

static void
client_activated_cb (RondoHoursPage *self, const char *id)
{
  const RondoClientPerson *client = find_client (self, id);

  if (client != NULL)
    present (self, rondo_client_dialog_new (self->context, client));
}

static void
add_client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (self->context != NULL)
    present (self, rondo_client_dialog_new (self->context, NULL));
}

static void
put_session (RondoChange *change, const RondoLogEntryOverview *overview)
{
  g_autoptr (RondoSession) session = rondo_session_new ();

  g_free (session->id);
  g_free (session->pairing);
  session->id = g_strdup (overview->entry->session);
  session->pairing = g_strdup (overview->pairing);
  session->date = overview->entry->date;
  session->minutes = overview->entry->minutes;
  rondo_change_put_session (change, session);
}

/* The shared session goes with its entry, and comes back with it. */
static void
delete_entry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);
  const RondoLogEntryOverview *overview = find_entry (self, g_variant_get_string (parameter, NULL));
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoChange) undo = rondo_change_new ();
  g_autofree char *text = NULL;

  if (overview == NULL)
    return;
  rondo_change_delete_log_entry (change, overview->entry->id);
  rondo_change_put_log_entry (undo, overview->entry);
  if (overview->entry->session != NULL && overview->pairing != NULL) {
    rondo_change_delete_session (change, overview->entry->session);
    put_session (undo, overview);
  }
  text = g_strdup_printf (_ ("Session with %s deleted"), overview->client_name);
  rondo_save_change_with_undo (
      widget, self->context, g_steal_pointer (&change), text, g_steal_pointer (&undo));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (self->overview != NULL)
    rondo_hours_export_start (widget, self->context, self->overview->totals.not_exportable);
}

static void
set_context (RondoHoursPage *self, RondoContext *context)
{
  if (!g_set_object (&self->context, context))
    return;
  rondo_refresh_set_context (self->refresh, context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
}

static void
rondo_hours_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, RONDO_HOURS_PAGE (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_hours_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    set_context (RONDO_HOURS_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_hours_page_dispose (GObject *object)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_HOURS_PAGE);
  g_clear_object (&self->refresh);
  g_clear_object (&self->context);
  g_clear_pointer (&self->overview, rondo_hours_overview_free);

  G_OBJECT_CLASS (rondo_hours_page_parent_class)->dispose (object);
}

static void
rondo_hours_page_finalize (GObject *object)
{
  g_clear_object (&RONDO_HOURS_PAGE (object)->cancellable);

  G_OBJECT_CLASS (rondo_hours_page_parent_class)->finalize (object);
}

static void
rondo_hours_page_class_init (RondoHoursPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_hours_page_get_property;
  object_class->set_property = rondo_hours_page_set_property;
  object_class->dispose = rondo_hours_page_dispose;
  object_class->finalize = rondo_hours_page_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_install_action (widget_class, "hours.add-client", NULL, add_client_action);
  gtk_widget_class_install_action (widget_class, "hours.delete-entry", "s", delete_entry_action);
  gtk_widget_class_install_action (widget_class, "hours.export", NULL, export_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-hours-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, clients_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, log_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, total_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, totals_label);
  gtk_widget_class_bind_template_callback (widget_class, client_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
rondo_hours_page_init (RondoHoursPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
}

GtkWidget *
rondo_hours_page_new (void)
{
  return g_object_new (RONDO_TYPE_HOURS_PAGE, NULL);
}
