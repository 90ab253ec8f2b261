/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is next and what waits: the session that is running, the next one with a countdown, and
 * whatever the user has to do. */
#include "config.h"

#include "rondo-home-agenda.h"

#include "rondo-line-item.h"
#include "rondo-line-row.h"
#include "rondo-list.h"
#include "rondo-moment.h"
#include "rondo-session-lines.h"
#include "rondo-timer-bar.h"

#include <glib/gi18n-lib.h>

#define COUNTDOWN_S 20 /* between two looks at the clock: it shows minutes */

struct _RondoHomeAgenda {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *countdown_label;
  GtkButton *next_button;
  GtkWidget *next_card;
  GtkLabel *next_label;
  RondoTimerBar *timer_bar;
  GtkListView *waiting_list;
  GtkWidget *waiting_section;
  GtkLabel *when_label;

  /* owned */
  RondoContext *context;
  RondoAgenda *agenda; /* NULL until the first update */
  GListStore *waiting;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (RondoHomeAgenda, rondo_home_agenda, ADW_TYPE_BIN)

static void
show_next (RondoHomeAgenda *self, const RondoAgendaSession *next, int64_t now_us)
{
  g_autofree char *with = rondo_session_describe_with (next->side, next->name);
  g_autofree char *when = rondo_session_describe_when (next->session, next->zone);
  g_autofree char *wait = rondo_moment_describe_wait (next->session->start_us, now_us);
  g_autofree char *text = next->session->state == RONDO_SESSION_ACCEPTED
                              ? g_steal_pointer (&wait)
                              : /* Translators: "in 2 h 5 min", and that nobody has agreed yet */
                              g_strdup_printf (C_ ("session", "%s, not agreed on yet"), wait);

  gtk_label_set_text (self->next_label, with);
  gtk_label_set_text (self->when_label, when);
  gtk_label_set_text (self->countdown_label, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s", next->session->id);
}

/* A pairing in which nothing has happened and nothing is planned. */
static gboolean
is_silent (const RondoAgenda *agenda, const char *pairing)
{
  for (guint i = 0; i < agenda->sessions->len; i++) {
    const RondoSession *session =
        ((RondoAgendaSession *)g_ptr_array_index (agenda->sessions, i))->session;

    if (g_strcmp0 (session->pairing, pairing) == 0 &&
        (rondo_session_is_ahead (session) || session->state == RONDO_SESSION_HELD))
      return FALSE;
  }
  return TRUE;
}

static char *
describe_contact (const RondoPartner *partner, RondoDate today)
{
  g_autofree char *day = NULL;

  if (partner->contact_due == RONDO_DATE_NONE)
    return g_strdup (_ ("No session is planned yet"));
  day = rondo_date_to_display (partner->contact_due);
  return partner->contact_due < today
             ? g_strdup_printf (_ ("The first session should have been agreed by %s"), day)
             : g_strdup_printf (_ ("Agree on the first session by %s"), day);
}

static void
add_first_contacts (const RondoAgenda *agenda, RondoDate today, GPtrArray *lines)
{
  for (guint i = 0; i < agenda->partners->len; i++) {
    const RondoPartner *partner = g_ptr_array_index (agenda->partners, i);
    RondoLineItem *line = NULL;

    if (partner->pairing == NULL || !is_silent (agenda, partner->pairing))
      continue;
    line = rondo_line_item_new (partner->pairing, 0);
    rondo_line_item_take_title (line, rondo_session_describe_with (partner->side, partner->name));
    rondo_line_item_take_subtitle (line, describe_contact (partner, today));
    rondo_line_item_take_detail (line, g_strdup (_ ("Propose…")));
    rondo_line_item_set_action (line, "win.plan-session");
    g_ptr_array_add (lines, line);
  }
}

static void
show_agenda (RondoHomeAgenda *self)
{
  const int64_t now_us = rondo_context_get_now_us (self->context);
  const RondoAgendaSession *next = rondo_agenda_find_next (self->agenda, now_us);
  const gboolean is_connected =
      rondo_account_get_server (rondo_context_get_account (self->context)) != NULL;
  g_autoptr (GPtrArray) lines =
      rondo_lines_for_sessions (self->agenda, RONDO_SESSIONS_WAITING, now_us, is_connected);

  add_first_contacts (self->agenda, rondo_context_get_today (self->context), lines);
  rondo_list_update (self->waiting, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (self->waiting_section, lines->len > 0);
  gtk_widget_set_visible (self->next_card, next != NULL);
  if (next != NULL)
    show_next (self, next, now_us);
  rondo_timer_bar_update (self->timer_bar, self->context, self->agenda);
}

static gboolean
tick_cb (gpointer data)
{
  show_agenda (RONDO_HOME_AGENDA (data));
  return G_SOURCE_CONTINUE;
}

static void
activated_cb (RondoHomeAgenda *self, guint position)
{
  g_autoptr (RondoLineItem) line = g_list_model_get_item (G_LIST_MODEL (self->waiting), position);
  g_autofree char *action = NULL;

  g_object_get (line, "action", &action, NULL);
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", rondo_line_item_get_key (line));
}

static void
rondo_home_agenda_dispose (GObject *object)
{
  RondoHomeAgenda *self = RONDO_HOME_AGENDA (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_HOME_AGENDA);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_home_agenda_parent_class)->dispose (object);
}

static void
rondo_home_agenda_finalize (GObject *object)
{
  RondoHomeAgenda *self = RONDO_HOME_AGENDA (object);

  g_clear_pointer (&self->agenda, rondo_agenda_free);
  g_clear_object (&self->waiting);

  G_OBJECT_CLASS (rondo_home_agenda_parent_class)->finalize (object);
}

static void
rondo_home_agenda_class_init (RondoHomeAgendaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_home_agenda_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_home_agenda_finalize;
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_LINE_ROW);
  g_type_ensure (RONDO_TYPE_TIMER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-home-agenda.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, countdown_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, next_button);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, next_card);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, next_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, timer_bar);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, waiting_section);
  gtk_widget_class_bind_template_child (widget_class, RondoHomeAgenda, when_label);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
rondo_home_agenda_init (RondoHomeAgenda *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->waiting = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->waiting)));
  gtk_list_view_set_model (self->waiting_list, GTK_SELECTION_MODEL (selection));
}

void
rondo_home_agenda_update (RondoHomeAgenda *home, RondoContext *context, RondoAgenda *agenda)
{
  g_return_if_fail (RONDO_IS_HOME_AGENDA (home));

  g_set_object (&home->context, context);
  g_clear_pointer (&home->agenda, rondo_agenda_free);
  home->agenda = agenda;
  show_agenda (home);
  if (home->tick_source == 0)
    home->tick_source = g_timeout_add_seconds (COUNTDOWN_S, tick_cb, home);
}
