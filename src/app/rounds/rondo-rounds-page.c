/* SPDX-License-Identifier: GPL-3.0-or-later
 * All rounds with their state and progress. */
#include "config.h"

#include "rondo-rounds-page.h"

#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-round-dialog.h"
#include "rondo-state-view.h"

struct _RondoRoundsPage {
  RondoPage parent_instance;

  /* template children */
  RondoLineView *line_view;
  RondoStateView *state_view;

  /* owned */
};

G_DEFINE_FINAL_TYPE (RondoRoundsPage, rondo_rounds_page, RONDO_TYPE_PAGE)

static void
show_rounds (RondoRoundsPage *self, GPtrArray *summaries)
{
  g_autoptr (GPtrArray) lines =
      rondo_lines_for_rounds (summaries, rondo_page_is_connected (RONDO_PAGE (self)));

  rondo_line_view_update (self->line_view, lines);
  rondo_state_view_show_items (self->state_view, summaries->len);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRoundsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries =
      rondo_store_load_rounds_finish (RONDO_STORE (source), result, &error);

  if (rondo_page_check_loaded (RONDO_PAGE (self), error))
    show_rounds (self, summaries);
}

static void
rondo_rounds_page_load (RondoPage *page)
{
  RondoRoundsPage *self = RONDO_ROUNDS_PAGE (page);

  rondo_store_load_rounds_async (rondo_page_get_store (RONDO_PAGE (self)),
                                 rondo_page_get_cancellable (RONDO_PAGE (self)),
                                 loaded_cb,
                                 g_object_ref (self));
}

static void
activated_cb (RondoRoundsPage *self, const char *key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-round", "s", key);
}

static void
new_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoPage *page = RONDO_PAGE (widget);

  if (rondo_page_get_context (page) != NULL)
    rondo_page_present (page, rondo_round_dialog_new (rondo_page_get_context (page)));
}

static void
rondo_rounds_page_class_init (RondoRoundsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  RONDO_PAGE_CLASS (klass)->load = rondo_rounds_page_load;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-rounds-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundsPage, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundsPage, state_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "rounds.new", NULL, new_action_cb);
}

static void
rondo_rounds_page_init (RondoRoundsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_rounds_page_new (void)
{
  return g_object_new (RONDO_TYPE_ROUNDS_PAGE, NULL);
}
