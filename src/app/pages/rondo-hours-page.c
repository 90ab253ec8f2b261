/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours a coach has logged, the clients they were with, and the export. */
#include "config.h"

#include "rondo-hours-page.h"

#include "rondo-client-dialog.h"
#include "rondo-coach-lines.h"
#include "rondo-hours-export.h"
#include "rondo-line-view.h"
#include "rondo-log-session-dialog.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoHoursPage {
  RondoPage parent_instance;

  /* template children */
  RondoLineView *clients_view;
  RondoLineView *log_view;
  RondoStateView *state_view;
  GtkLabel *total_label;
  GtkLabel *totals_label;

  /* owned */
  RondoHoursOverview *overview;
};

G_DEFINE_FINAL_TYPE (RondoHoursPage, rondo_hours_page, RONDO_TYPE_PAGE)

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
  g_autofree char *paid = rondo_minutes_to_local_hours (overview->totals.paid);
  g_autofree char *pro_bono = rondo_minutes_to_local_hours (overview->totals.pro_bono);
  g_autofree char *received = rondo_minutes_to_local_hours (overview->received_minutes);
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
  gboolean is_connected = rondo_page_is_connected (RONDO_PAGE (self));
  g_autoptr (GPtrArray) entries = rondo_lines_for_log (self->overview, is_connected);
  g_autoptr (GPtrArray) clients = rondo_lines_for_clients (self->overview);
  g_autofree char *hours = rondo_minutes_to_local_hours (self->overview->totals.total);
  g_autofree char *total = g_strdup_printf (_ ("%s hours of coaching"), hours);
  g_autofree char *totals = describe_totals (self->overview);

  rondo_line_view_update (self->log_view, entries);
  rondo_line_view_update (self->clients_view, clients);
  gtk_label_set_label (self->total_label, total);
  gtk_label_set_label (self->totals_label, totals);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.export", entries->len > 0);
  rondo_state_view_show_items (self->state_view, entries->len + clients->len);
}

static void
hours_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHoursPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHoursOverview) overview =
      rondo_store_load_hours_finish (RONDO_STORE (object), result, &error);

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  g_clear_pointer (&self->overview, rondo_hours_overview_free);
  self->overview = g_steal_pointer (&overview);
  fill (self);
}

static void
rondo_hours_page_load (RondoPage *page)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (page);

  rondo_store_load_hours_async (rondo_page_get_store (RONDO_PAGE (self)),
                                rondo_page_get_cancellable (RONDO_PAGE (self)),
                                hours_loaded_cb,
                                g_object_ref (self));
}

static void
entry_activated_cb (RondoHoursPage *self, const char *id)
{
  const RondoLogEntryOverview *overview = find_entry (self, id);

  if (overview != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        GTK_WINDOW (rondo_log_session_dialog_new_for_entry (
                            rondo_page_get_context (RONDO_PAGE (self)), overview)));
}

static void
client_activated_cb (RondoHoursPage *self, const char *id)
{
  const RondoClientPerson *client = find_client (self, id);

  if (client != NULL)
    rondo_page_present (
        RONDO_PAGE (self),
        GTK_WINDOW (rondo_client_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), client)));
}

static void
add_client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (rondo_page_get_context (RONDO_PAGE (self)) != NULL)
    rondo_page_present (
        RONDO_PAGE (self),
        GTK_WINDOW (rondo_client_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), NULL)));
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
  g_autofree char *client = NULL;
  g_autofree char *text = NULL;

  if (overview == NULL)
    return;
  rondo_change_delete_log_entry (change, overview->entry->id);
  rondo_change_put_log_entry (undo, overview->entry);
  if (overview->entry->session != NULL && overview->pairing != NULL) {
    rondo_change_delete_session (change, overview->entry->session);
    put_session (undo, overview);
  }
  client = rondo_text_isolate (overview->client_name);
  text = g_strdup_printf (_ ("Session with %s deleted"), client);
  rondo_save_change_with_undo (widget,
                               rondo_page_get_context (RONDO_PAGE (self)),
                               g_steal_pointer (&change),
                               text,
                               g_steal_pointer (&undo));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (self->overview != NULL)
    rondo_hours_export_start (
        widget, rondo_page_get_context (RONDO_PAGE (self)), self->overview->totals.not_exportable);
}

static void
rondo_hours_page_finalize (GObject *object)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (object);

  g_clear_pointer (&self->overview, rondo_hours_overview_free);

  G_OBJECT_CLASS (rondo_hours_page_parent_class)->finalize (object);
}

static void
rondo_hours_page_class_init (RondoHoursPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_hours_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_hours_page_load;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
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
}

static void
rondo_hours_page_init (RondoHoursPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_hours_page_new (void)
{
  return g_object_new (RONDO_TYPE_HOURS_PAGE, NULL);
}
