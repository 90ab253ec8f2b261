/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reports about conduct that the user may see. */
#include "config.h"

#include "rondo-conduct-dialog.h"

#include "rondo-conduct-case-dialog.h"
#include "rondo-line-view.h"
#include "rondo-state-view.h"

#include <glib/gi18n-lib.h>

struct _RondoConductDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoLineView *line_view;
  RondoStateView *state_view;

  /* owned */
  RondoConductCases *cases; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RondoConductDialog, rondo_conduct_dialog, RONDO_TYPE_DIALOG)

static GPtrArray *
make_lines (const RondoConductCases *cases)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < cases->cases->len; i++) {
    const RondoConductCase *entry = cases->cases->pdata[i];
    RondoLineItem *line = rondo_line_item_new (entry->conduct->id, entry->state);
    g_autoptr (GDateTime) utc =
        g_date_time_new_from_unix_utc (entry->conduct->made_us / G_USEC_PER_SEC);
    g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
    g_autofree char *day = local != NULL ? g_date_time_format (local, "%x") : g_strdup ("");

    rondo_line_item_take_title (
        line, g_strdup (*entry->about_name != '\0' ? entry->about_name : _ ("Somebody you know")));
    /* Translators: a day, and who wrote a report */
    rondo_line_item_take_subtitle (line, g_strdup_printf (_ ("%s, by %s"), day, entry->by_name));
    rondo_line_item_take_detail (line, g_strdup (rondo_conduct_state_describe (entry->state)));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoConductDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  RondoConductCases *cases = rondo_conduct_cases_load_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self)))) {
    g_clear_pointer (&cases, rondo_conduct_cases_free);
    return;
  }
  if (cases == NULL) {
    rondo_state_view_show_error (self->state_view, error);
    return;
  }
  g_clear_pointer (&self->cases, rondo_conduct_cases_free);
  self->cases = cases;
  lines = make_lines (cases);
  rondo_line_view_update (self->line_view, lines);
  rondo_state_view_show_items (self->state_view, lines->len);
}

static void
load (RondoConductDialog *self)
{
  rondo_conduct_cases_load_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                  rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                  loaded_cb,
                                  g_object_ref (self));
}

static void
retry_cb (RondoConductDialog *self)
{
  load (self);
}

static void
activated_cb (RondoConductDialog *self, const char *key)
{
  for (guint i = 0; self->cases != NULL && i < self->cases->cases->len; i++) {
    const RondoConductCase *entry = self->cases->cases->pdata[i];
    GtkWindow *dialog;

    if (g_strcmp0 (entry->conduct->id, key) != 0)
      continue;
    dialog = rondo_conduct_case_dialog_new (rondo_dialog_get_context (RONDO_DIALOG (self)), entry);
    gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
    gtk_window_present (dialog);
    return;
  }
}

static void
rondo_conduct_dialog_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_CONDUCT_DIALOG (object)->cases, rondo_conduct_cases_free);

  G_OBJECT_CLASS (rondo_conduct_dialog_parent_class)->finalize (object);
}

static void
rondo_conduct_dialog_class_init (RondoConductDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_conduct_dialog_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-conduct-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoConductDialog, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoConductDialog, state_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
rondo_conduct_dialog_init (RondoConductDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_conduct_dialog_new (RondoContext *context)
{
  RondoConductDialog *self = g_object_new (RONDO_TYPE_CONDUCT_DIALOG, "context", context, NULL);

  g_signal_connect_object (
      rondo_context_get_store (context), "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WINDOW (self);
}
