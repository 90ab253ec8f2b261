/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that makes one client of two who are the same person. */
#include "config.h"

#include "rondo-merge-dialog.h"

#include "rondo-coach-lines.h"
#include "rondo-desk.h"
#include "rondo-line-view.h"
#include "rondo-log-edits.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoMergeDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoLineView *line_view;
  RondoStateView *state_view;
  AdwWindowTitle *title;

  /* owned */
  char *client; /* id of the one who is kept */
};

G_DEFINE_FINAL_TYPE (RondoMergeDialog, rondo_merge_dialog, RONDO_TYPE_DIALOG)

/* The others; the one who is kept is named above them. */
static GPtrArray *
take_others (RondoMergeDialog *self, GPtrArray *clients)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = clients->pdata[i];
    g_autofree char *name = rondo_text_isolate (client->name);
    g_autofree char *text = NULL;

    if (!g_str_equal (client->id, self->client)) {
      g_ptr_array_add (others, clients->pdata[i]);
      continue;
    }
    text = g_strdup_printf (_ ("%s stays"), name);
    adw_window_title_set_subtitle (self->title, text);
  }
  return rondo_lines_for_clients (others);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHoursOverview) overview =
      rondo_desk_load_partners_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) lines = NULL;

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (overview == NULL) {
    rondo_state_view_show_error (self->state_view, error);
    return;
  }
  lines = take_others (self, overview->clients);
  rondo_line_view_update (self->line_view, lines);
  rondo_state_view_show_items (self->state_view, lines->len);
}

static void
load (RondoMergeDialog *self)
{
  rondo_desk_load_partners_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                  rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                  loaded_cb,
                                  g_object_ref (self));
}

static void
retry_cb (RondoMergeDialog *self)
{
  load (self);
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogEdit) edit =
      rondo_log_edits_prepare_finish (RONDO_STORE (object), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (edit == NULL) {
    rondo_toast_show_error (GTK_WIDGET (self->line_view), error);
    return;
  }
  rondo_save_change_with_undo (parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self),
                               rondo_dialog_get_context (RONDO_DIALOG (self)),
                               g_steal_pointer (&edit->change),
                               _ ("The two are one client now"),
                               g_steal_pointer (&edit->undo));
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (RondoMergeDialog *self, const char *key)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  const RondoLogEditOrder order = {
      .kind = RONDO_LOG_EDIT_MERGE_CLIENTS, .ids = ids, .client = self->client};

  g_ptr_array_add (ids, g_strdup (key));
  rondo_log_edits_prepare_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                 &order,
                                 rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                 prepared_cb,
                                 g_object_ref (self));
}

static void
rondo_merge_dialog_finalize (GObject *object)
{
  g_free (RONDO_MERGE_DIALOG (object)->client);

  G_OBJECT_CLASS (rondo_merge_dialog_parent_class)->finalize (object);
}

static void
rondo_merge_dialog_class_init (RondoMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_merge_dialog_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMergeDialog, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoMergeDialog, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoMergeDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
rondo_merge_dialog_init (RondoMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_merge_dialog_new (RondoContext *context, const char *client)
{
  RondoMergeDialog *self = g_object_new (RONDO_TYPE_MERGE_DIALOG, "context", context, NULL);

  self->client = g_strdup (client);
  load (self);
  return GTK_WINDOW (self);
}
