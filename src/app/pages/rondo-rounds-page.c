/* SPDX-License-Identifier: GPL-3.0-or-later
 * All rounds with their state and progress. */
#include "config.h"

#include "rondo-rounds-page.h"

#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-refresh.h"
#include "rondo-round-dialog.h"
#include "rondo-state-view.h"

struct _RondoRoundsPage {
  AdwBin parent_instance;

  /* template children */
  RondoLineView *line_view;
  RondoStateView *state_view;

  /* owned */
  GCancellable *cancellable;
  RondoContext *context;
  RondoRefresh *refresh;
};

G_DEFINE_FINAL_TYPE (RondoRoundsPage, rondo_rounds_page, ADW_TYPE_BIN)

enum { PROP_CONTEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
show_rounds (RondoRoundsPage *self, GPtrArray *summaries)
{
  RondoAccount *account = rondo_context_get_account (self->context);
  g_autoptr (GPtrArray) lines =
      rondo_lines_for_rounds (summaries, rondo_account_get_server (account) != NULL);

  rondo_line_view_update (self->line_view, lines);
  if (summaries->len > 0)
    rondo_state_view_show_content (self->state_view);
  else
    rondo_state_view_show_empty (self->state_view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRoundsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries =
      rondo_store_load_rounds_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (summaries != NULL)
    show_rounds (self, summaries);
  else
    rondo_state_view_show_error (self->state_view, error);
}

static void
load (gpointer page)
{
  RondoRoundsPage *self = page;

  rondo_store_load_rounds_async (
      rondo_context_get_store (self->context), self->cancellable, loaded_cb, g_object_ref (self));
}

static void
activated_cb (RondoRoundsPage *self, const char *key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-round", "s", key);
}

static void
retry_cb (RondoRoundsPage *self)
{
  rondo_refresh_queue (self->refresh);
}

static void
new_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoRoundsPage *self = RONDO_ROUNDS_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *dialog = NULL;

  if (self->context == NULL)
    return;
  dialog = rondo_round_dialog_new (self->context);
  gtk_window_set_transient_for (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (dialog);
}

static void
rondo_rounds_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, RONDO_ROUNDS_PAGE (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_rounds_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoRoundsPage *self = RONDO_ROUNDS_PAGE (object);

  if (id != PROP_CONTEXT) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  if (!g_set_object (&self->context, g_value_get_object (value)))
    return;
  rondo_refresh_set_context (self->refresh, self->context);
  g_object_notify_by_pspec (object, properties[PROP_CONTEXT]);
}

static void
rondo_rounds_page_dispose (GObject *object)
{
  RondoRoundsPage *self = RONDO_ROUNDS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_ROUNDS_PAGE);
  g_clear_object (&self->refresh);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (rondo_rounds_page_parent_class)->dispose (object);
}

static void
rondo_rounds_page_finalize (GObject *object)
{
  g_clear_object (&RONDO_ROUNDS_PAGE (object)->cancellable);
  G_OBJECT_CLASS (rondo_rounds_page_parent_class)->finalize (object);
}

static void
rondo_rounds_page_class_init (RondoRoundsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_rounds_page_get_property;
  object_class->set_property = rondo_rounds_page_set_property;
  object_class->dispose = rondo_rounds_page_dispose;
  object_class->finalize = rondo_rounds_page_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-rounds-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundsPage, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundsPage, state_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_install_action (widget_class, "rounds.new", NULL, new_action_cb);
}

static void
rondo_rounds_page_init (RondoRoundsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
}

GtkWidget *
rondo_rounds_page_new (void)
{
  return g_object_new (RONDO_TYPE_ROUNDS_PAGE, NULL);
}
