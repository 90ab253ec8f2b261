/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours a coach has logged, the clients they were with, and the export. */
#include "config.h"

#include "rondo-hours-page.h"

#include "rondo-client-dialog.h"
#include "rondo-coach-lines.h"
#include "rondo-desk.h"
#include "rondo-export-dialog.h"
#include "rondo-fill-dialog.h"
#include "rondo-hours-edit.h"
#include "rondo-hours-import.h"
#include "rondo-hours-letters.h"
#include "rondo-line-view.h"
#include "rondo-log-import-dialog.h"
#include "rondo-log-session-dialog.h"
#include "rondo-log-view.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoHoursPage {
  RondoPage parent_instance;

  /* template children */
  GtkLabel *balance_label;
  RondoLineView *clients_view;
  GtkWidget *consent_box;
  GtkLabel *consent_label;
  RondoLogView *log_view;
  RondoStateView *state_view;
  GtkLabel *total_label;
  GtkLabel *totals_label;

  /* owned */
  GPtrArray *clients;     /* of RondoClientPerson; NULL until loaded */
  GCancellable *loading;  /* cancelled when another filter is wanted */
  int64_t not_exportable; /* in the whole log */
  int64_t left_out;       /* of what is filtered */
};

G_DEFINE_FINAL_TYPE (RondoHoursPage, rondo_hours_page, RONDO_TYPE_PAGE)

static const RondoClientPerson *
find_client (RondoHoursPage *self, const char *id)
{
  for (guint i = 0; self->clients != NULL && i < self->clients->len; i++) {
    const RondoClientPerson *client = self->clients->pdata[i];

    if (g_str_equal (client->id, id))
      return client;
  }
  return NULL;
}

static char *
describe_totals (const RondoLogOverview *log)
{
  g_autofree char *paid = rondo_minutes_to_local_hours (log->totals.paid);
  g_autofree char *pro_bono = rondo_minutes_to_local_hours (log->totals.pro_bono);
  g_autofree char *received = rondo_minutes_to_local_hours (log->balance.received);
  int n_clients = log->totals.client_count;

  return g_strdup_printf (
      ngettext ("%s paid, %s pro bono, with %d client; %s received in exchange",
                "%s paid, %s pro bono, with %d clients; %s received in exchange",
                (gulong)n_clients),
      paid,
      pro_bono,
      n_clients,
      received);
}

static char *
describe_total (RondoHoursPage *self, const RondoLogOverview *log)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (log->totals.total);
  int n_entries = (int)log->entries->len;

  if (!rondo_log_view_is_filtered (self->log_view))
    return g_strdup_printf (_ ("%s hours of coaching"), hours);
  return g_strdup_printf (ngettext ("%s hours of coaching in %d entry",
                                    "%s hours of coaching in %d entries",
                                    (gulong)n_entries),
                          hours,
                          n_entries);
}

static void
fill_totals (RondoHoursPage *self, const RondoLogOverview *log)
{
  g_autofree char *total = describe_total (self, log);
  g_autofree char *totals = describe_totals (log);
  g_autofree char *step = rondo_reciprocity_describe (&log->balance);

  gtk_label_set_label (self->total_label, total);
  gtk_label_set_label (self->totals_label, totals);
  gtk_label_set_label (self->balance_label, step != NULL ? step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->balance_label), step != NULL);
}

/* What an exported log does not have, and what can be done about it. */
static void
fill_consent (RondoHoursPage *self, const RondoLogOverview *log)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (log->not_exportable);
  g_autofree char *text =
      g_strdup_printf (_ ("%s hours are not exportable: the clients have not consented to be "
                          "listed."),
                       hours);

  gtk_label_set_label (self->consent_label, text);
  gtk_widget_set_visible (self->consent_box, log->not_exportable > 0);
}

/* Takes @log over. */
static void
fill (RondoHoursPage *self, RondoLogOverview *log)
{
  gboolean is_connected = rondo_page_is_connected (RONDO_PAGE (self));
  g_autoptr (GPtrArray) lines = rondo_lines_for_clients (log->clients);
  guint n_items = log->all_count + log->clients->len;

  g_clear_pointer (&self->clients, g_ptr_array_unref);
  self->clients = g_ptr_array_ref (log->clients);
  self->not_exportable = log->not_exportable;
  self->left_out = log->totals.not_exportable;
  rondo_line_view_update (self->clients_view, lines);
  fill_totals (self, log);
  fill_consent (self, log);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.export", log->all_count > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.fill", log->clients->len > 0);
  rondo_log_view_take (self->log_view, log, is_connected);
  rondo_state_view_show_items (self->state_view, n_items);
}

static void
log_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHoursPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogOverview) log =
      rondo_desk_load_log_finish (RONDO_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      !rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  fill (self, g_steal_pointer (&log));
}

/* What was asked for before is not wanted any more. */
static void
rondo_hours_page_load (RondoPage *page)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (page);
  g_autoptr (RondoLogFilter) filter = rondo_log_view_make_filter (
      self->log_view, rondo_context_get_today (rondo_page_get_context (page)));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  rondo_desk_load_log_async (
      rondo_page_get_store (page), filter, self->loading, log_loaded_cb, g_object_ref (self));
}

static void
filter_changed_cb (RondoHoursPage *self)
{
  if (rondo_page_get_context (RONDO_PAGE (self)) != NULL)
    rondo_hours_page_load (RONDO_PAGE (self));
}

static void
edit_cb (RondoHoursPage *self, const RondoLogEditOrder *order)
{
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));

  if (order->kind == RONDO_LOG_EDIT_MOVE)
    rondo_hours_edit_ask_move (GTK_WIDGET (self), context, order->ids);
  else
    rondo_hours_edit_start (GTK_WIDGET (self), context, order);
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
delete_entry (RondoHoursPage *self, const RondoLogEntryOverview *overview)
{
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoChange) undo = rondo_change_new ();
  g_autofree char *client = rondo_text_isolate (overview->client_name);
  g_autofree char *text = g_strdup_printf (_ ("Session with %s deleted"), client);

  rondo_change_delete_log_entry (change, overview->entry->id);
  rondo_change_put_log_entry (undo, overview->entry);
  if (overview->entry->session != NULL && overview->pairing != NULL) {
    rondo_change_delete_session (change, overview->entry->session);
    put_session (undo, overview);
  }
  rondo_save_change_with_undo (GTK_WIDGET (self),
                               rondo_page_get_context (RONDO_PAGE (self)),
                               g_steal_pointer (&change),
                               text,
                               g_steal_pointer (&undo));
}

/* The entry with all that belongs to it, or NULL: it is gone, or that was told. */
static RondoLogEntryOverview *
finish_entry (RondoHoursPage *self, GObject *object, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogEntryOverview) overview =
      rondo_desk_load_entry_finish (RONDO_STORE (object), result, &error);

  if (g_cancellable_is_cancelled (rondo_page_get_cancellable (RONDO_PAGE (self))))
    return NULL;
  if (error != NULL)
    rondo_toast_show_error (GTK_WIDGET (self), error);
  return g_steal_pointer (&overview);
}

static void
load_entry (RondoHoursPage *self, const char *id, GAsyncReadyCallback callback)
{
  rondo_desk_load_entry_async (rondo_page_get_store (RONDO_PAGE (self)),
                               id,
                               rondo_page_get_cancellable (RONDO_PAGE (self)),
                               callback,
                               g_object_ref (self));
}

static void
entry_to_edit_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHoursPage) self = user_data;
  g_autoptr (RondoLogEntryOverview) overview = finish_entry (self, object, result);

  if (overview != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        GTK_WINDOW (rondo_log_session_dialog_new_for_entry (
                            rondo_page_get_context (RONDO_PAGE (self)), overview)));
}

static void
entry_to_duplicate_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHoursPage) self = user_data;
  g_autoptr (RondoLogEntryOverview) overview = finish_entry (self, object, result);

  if (overview != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        GTK_WINDOW (rondo_log_session_dialog_new_like (
                            rondo_page_get_context (RONDO_PAGE (self)), overview)));
}

static void
entry_to_delete_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHoursPage) self = user_data;
  g_autoptr (RondoLogEntryOverview) overview = finish_entry (self, object, result);

  if (overview != NULL)
    delete_entry (self, overview);
}

static void
entry_activated_cb (RondoHoursPage *self, const char *id)
{
  load_entry (self, id, entry_to_edit_cb);
}

static void
duplicate_entry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load_entry (
      RONDO_HOURS_PAGE (widget), g_variant_get_string (parameter, NULL), entry_to_duplicate_cb);
}

static void
delete_entry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load_entry (
      RONDO_HOURS_PAGE (widget), g_variant_get_string (parameter, NULL), entry_to_delete_cb);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (self->clients != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        rondo_export_dialog_new (rondo_page_get_context (RONDO_PAGE (self)),
                                                 self->not_exportable,
                                                 NULL));
}

static void
fill_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (self->clients != NULL && self->clients->len > 0)
    rondo_page_present (
        RONDO_PAGE (self),
        rondo_fill_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), self->clients));
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoPage *page = RONDO_PAGE (widget);

  if (rondo_page_get_context (page) != NULL)
    rondo_page_present (page, rondo_log_import_dialog_new (rondo_page_get_context (page)));
}

static void
take_import_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (rondo_page_get_context (RONDO_PAGE (widget)) != NULL)
    rondo_hours_import_take_back (widget, rondo_page_get_context (RONDO_PAGE (widget)));
}

static void
letter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (RONDO_HOURS_PAGE (widget)->clients != NULL)
    rondo_hours_letters_show_organisations (widget, rondo_page_get_context (RONDO_PAGE (widget)));
}

static void
ask_consent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);

  if (self->clients != NULL)
    rondo_hours_letters_ask_consent (
        widget, rondo_page_get_context (RONDO_PAGE (self)), self->clients);
}

static void
export_sessions_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (widget);
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));
  g_autoptr (RondoLogFilter) filter = NULL;

  if (self->clients == NULL)
    return;
  filter = rondo_log_view_make_filter (self->log_view, rondo_context_get_today (context));
  rondo_page_present (RONDO_PAGE (self), rondo_export_dialog_new (context, self->left_out, filter));
}

static void
rondo_hours_page_dispose (GObject *object)
{
  g_cancellable_cancel (RONDO_HOURS_PAGE (object)->loading);

  G_OBJECT_CLASS (rondo_hours_page_parent_class)->dispose (object);
}

static void
rondo_hours_page_finalize (GObject *object)
{
  RondoHoursPage *self = RONDO_HOURS_PAGE (object);

  g_clear_pointer (&self->clients, g_ptr_array_unref);
  g_clear_object (&self->loading);

  G_OBJECT_CLASS (rondo_hours_page_parent_class)->finalize (object);
}

static void
rondo_hours_page_class_init (RondoHoursPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_hours_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_hours_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_hours_page_load;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_LOG_VIEW);
  gtk_widget_class_install_action (widget_class, "hours.add-client", NULL, add_client_action);
  gtk_widget_class_install_action (widget_class, "hours.ask-consent", NULL, ask_consent_action);
  gtk_widget_class_install_action (widget_class, "hours.delete-entry", "s", delete_entry_action);
  gtk_widget_class_install_action (
      widget_class, "hours.duplicate-entry", "s", duplicate_entry_action);
  gtk_widget_class_install_action (widget_class, "hours.export", NULL, export_action);
  gtk_widget_class_install_action (
      widget_class, "hours.export-sessions", NULL, export_sessions_action);
  gtk_widget_class_install_action (widget_class, "hours.fill", NULL, fill_action);
  gtk_widget_class_install_action (widget_class, "hours.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "hours.letter", NULL, letter_action);
  gtk_widget_class_install_action (
      widget_class, "hours.take-import-back", NULL, take_import_back_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-hours-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, balance_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, clients_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, consent_box);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, consent_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, log_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, total_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHoursPage, totals_label);
  gtk_widget_class_bind_template_callback (widget_class, client_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
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
