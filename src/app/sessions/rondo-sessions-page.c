/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions of the user: what waits, what is ahead, what was; as a list and by weeks. */
#include "config.h"

#include "rondo-sessions-page.h"

#include "rondo-agenda.h"
#include "rondo-line-item.h"
#include "rondo-line-row.h"
#include "rondo-list.h"
#include "rondo-session-lines.h"
#include "rondo-state-view.h"
#include "rondo-timer-bar.h"
#include "rondo-week-view.h"

#define N_GROUPS (RONDO_SESSIONS_PAST + 1)

struct _RondoSessionsPage {
  RondoPage parent_instance;

  /* template children */
  GtkListView *ahead_list;
  GtkWidget *ahead_section;
  GtkListView *past_list;
  GtkWidget *past_section;
  RondoStateView *state_view;
  RondoTimerBar *timer_bar;
  GtkListView *waiting_list;
  GtkWidget *waiting_section;
  RondoWeekView *week_view;

  /* owned */
  GListStore *lines[N_GROUPS];
};

G_DEFINE_FINAL_TYPE (RondoSessionsPage, rondo_sessions_page, RONDO_TYPE_PAGE)

static void
show_group (RondoSessionsPage *self,
            const RondoAgenda *agenda,
            RondoSessionGroup group,
            GtkWidget *section)
{
  g_autoptr (GPtrArray) lines = rondo_lines_for_sessions (
      agenda,
      group,
      rondo_context_get_now_us (rondo_page_get_context (RONDO_PAGE (self))),
      rondo_page_is_connected (RONDO_PAGE (self)));

  rondo_list_update (self->lines[group], lines, rondo_line_item_adopt);
  gtk_widget_set_visible (section, lines->len > 0);
}

static void
show_agenda (RondoSessionsPage *self, const RondoAgenda *agenda)
{
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));

  show_group (self, agenda, RONDO_SESSIONS_WAITING, self->waiting_section);
  show_group (self, agenda, RONDO_SESSIONS_AHEAD, self->ahead_section);
  show_group (self, agenda, RONDO_SESSIONS_PAST, self->past_section);
  rondo_week_view_update (self->week_view, agenda, rondo_context_get_today (context));
  rondo_timer_bar_update (self->timer_bar, context, agenda);
  rondo_state_view_show_items (self->state_view,
                               agenda->sessions->len + (agenda->timer != NULL ? 1 : 0));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoSessionsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAgenda) agenda = rondo_agenda_load_finish (RONDO_STORE (source), result, &error);

  if (rondo_page_check_loaded (RONDO_PAGE (self), error))
    show_agenda (self, agenda);
}

static void
rondo_sessions_page_load (RondoPage *page)
{
  rondo_agenda_load_async (rondo_page_get_store (page),
                           rondo_page_get_cancellable (page),
                           loaded_cb,
                           g_object_ref (page));
}

static void
activated_cb (RondoSessionsPage *self, guint position, GtkListView *list)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (list));
  g_autoptr (RondoLineItem) line = g_list_model_get_item (model, position);

  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.show-session", "s", rondo_line_item_get_key (line));
}

static void
rondo_sessions_page_finalize (GObject *object)
{
  RondoSessionsPage *self = RONDO_SESSIONS_PAGE (object);

  for (int i = 0; i < N_GROUPS; i++)
    g_clear_object (&self->lines[i]);

  G_OBJECT_CLASS (rondo_sessions_page_parent_class)->finalize (object);
}

static void
rondo_sessions_page_class_init (RondoSessionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_sessions_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_sessions_page_load;
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_LINE_ROW);
  g_type_ensure (RONDO_TYPE_TIMER_BAR);
  g_type_ensure (RONDO_TYPE_WEEK_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-sessions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, ahead_list);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, ahead_section);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, past_list);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, past_section);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, timer_bar);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, waiting_section);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionsPage, week_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
set_model (GtkListView *list, GListStore *lines)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (lines)));

  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (selection));
}

static void
rondo_sessions_page_init (RondoSessionsPage *self)
{
  for (int i = 0; i < N_GROUPS; i++)
    self->lines[i] = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_model (self->waiting_list, self->lines[RONDO_SESSIONS_WAITING]);
  set_model (self->ahead_list, self->lines[RONDO_SESSIONS_AHEAD]);
  set_model (self->past_list, self->lines[RONDO_SESSIONS_PAST]);
}

GtkWidget *
rondo_sessions_page_new (void)
{
  return g_object_new (RONDO_TYPE_SESSIONS_PAGE, NULL);
}
