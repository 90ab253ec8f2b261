/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that asks for one of the clients. */
#include "config.h"

#include "rondo-client-chooser.h"

#include "rondo-coach-lines.h"
#include "rondo-desk.h"
#include "rondo-line-view.h"
#include "rondo-state-view.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoClientChooser {
  RondoDialog parent_instance;

  /* template children */
  RondoLineView *line_view;
  RondoStateView *state_view;
  AdwWindowTitle *title;

  /* owned */
  char *but; /* id of who is not offered, or NULL */
};

G_DEFINE_FINAL_TYPE (RondoClientChooser, rondo_client_chooser, RONDO_TYPE_DIALOG)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The others; the one whom the question is about is named above them. */
static GPtrArray *
take_others (RondoClientChooser *self, GPtrArray *clients)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = clients->pdata[i];
    g_autofree char *name = rondo_text_isolate (client->name);
    g_autofree char *text = NULL;

    if (g_strcmp0 (client->id, self->but) != 0) {
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
  g_autoptr (RondoClientChooser) self = data;
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
load (RondoClientChooser *self)
{
  rondo_desk_load_partners_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                  rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                  loaded_cb,
                                  g_object_ref (self));
}

/* The name is typed at once. */
static void
shown_cb (RondoClientChooser *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->line_view), GTK_DIR_TAB_FORWARD);
}

static void
retry_cb (RondoClientChooser *self)
{
  load (self);
}

static void
activated_cb (RondoClientChooser *self, const char *key)
{
  g_signal_emit (self, signals[CHOSEN], 0, key);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_client_chooser_finalize (GObject *object)
{
  g_free (RONDO_CLIENT_CHOOSER (object)->but);

  G_OBJECT_CLASS (rondo_client_chooser_parent_class)->finalize (object);
}

static void
rondo_client_chooser_class_init (RondoClientChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_client_chooser_finalize;
  signals[CHOSEN] = g_signal_new ("chosen",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-client-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoClientChooser, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoClientChooser, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoClientChooser, title);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
rondo_client_chooser_init (RondoClientChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_client_chooser_new (RondoContext *context, const char *title, const char *but)
{
  RondoClientChooser *self = g_object_new (RONDO_TYPE_CLIENT_CHOOSER, "context", context, NULL);

  g_return_val_if_fail (title != NULL, NULL);

  self->but = g_strdup (but);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  load (self);
  return GTK_WINDOW (self);
}
