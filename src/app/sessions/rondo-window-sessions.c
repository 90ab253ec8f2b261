/* SPDX-License-Identifier: GPL-3.0-or-later
 * The actions of the window that are about sessions. */
#include "config.h"

#include "rondo-window-sessions.h"

#include "rondo-agenda.h"
#include "rondo-calendar-export.h"
#include "rondo-confirm-session-dialog.h"
#include "rondo-id.h"
#include "rondo-moment.h"
#include "rondo-plan-session-dialog.h"
#include "rondo-session-dialog.h"
#include "rondo-toast.h"
#include "rondo-window.h"

#include <glib/gi18n-lib.h>

/* An action that has to read before it can do anything. */
typedef struct {
  GtkWidget *window; /* owned */
  char *id;
  void (*go_on) (GtkWidget *window, const RondoAgenda *agenda, const char *id);
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->window);
  g_free (step->id);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static RondoContext *
get_context (GtkWidget *window)
{
  return rondo_window_get_context (RONDO_WINDOW (window));
}

static void
present (GtkWidget *window, GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Step) step = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAgenda) agenda = rondo_agenda_load_finish (RONDO_STORE (source), result, &error);

  if (agenda == NULL)
    rondo_toast_show_error (step->window, error);
  else if (get_context (step->window) != NULL)
    step->go_on (step->window, agenda, step->id);
}

static void
load (GtkWidget *window,
      const char *id,
      void (*go_on) (GtkWidget *, const RondoAgenda *, const char *))
{
  Step *step = NULL;

  if (get_context (window) == NULL)
    return;
  step = g_new0 (Step, 1);
  step->window = g_object_ref (window);
  step->id = g_strdup (id);
  step->go_on = go_on;
  rondo_agenda_load_async (rondo_context_get_store (get_context (window)), NULL, loaded_cb, step);
}

static void
show_session_action (GtkWidget *widget, const char *name, GVariant *target)
{
  if (get_context (widget) != NULL)
    present (widget,
             rondo_session_dialog_new (get_context (widget), g_variant_get_string (target, NULL)));
}

static void
plan_session_action (GtkWidget *widget, const char *name, GVariant *target)
{
  if (get_context (widget) != NULL)
    present (
        widget,
        rondo_plan_session_dialog_new (get_context (widget), g_variant_get_string (target, NULL)));
}

static void
confirm (GtkWidget *window, const RondoAgenda *agenda, const char *id)
{
  const RondoAgendaSession *entry = rondo_agenda_find (agenda, id);

  if (entry != NULL)
    present (window, rondo_confirm_session_dialog_new (get_context (window), entry, 0));
}

static void
confirm_session_action (GtkWidget *widget, const char *name, GVariant *target)
{
  load (widget, g_variant_get_string (target, NULL), confirm);
}

static void
timer_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;

  if (!rondo_agenda_set_timer_finish (RONDO_STORE (source), result, &error))
    rondo_toast_show_error (window, error);
}

static void
set_timer (GtkWidget *window, const RondoSessionTimer *timer)
{
  rondo_agenda_set_timer_async (rondo_context_get_store (get_context (window)),
                                timer,
                                NULL,
                                timer_set_cb,
                                g_object_ref (window));
}

/* One at a time. */
static gboolean
check_free (GtkWidget *window, const RondoAgenda *agenda)
{
  if (agenda->timer == NULL)
    return TRUE;
  rondo_toast_show (window, _ ("Another session is running. End it first."));
  return FALSE;
}

static void
start_session (GtkWidget *window, const RondoAgenda *agenda, const char *id)
{
  const RondoAgendaSession *entry = rondo_agenda_find (agenda, id);
  RondoSessionTimer timer = {.session = (char *)id,
                             .started_us = rondo_context_get_now_us (get_context (window))};

  if (entry != NULL && check_free (window, agenda))
    set_timer (window, &timer);
}

static void
start_session_action (GtkWidget *widget, const char *name, GVariant *target)
{
  load (widget, g_variant_get_string (target, NULL), start_session);
}

/* A session that nobody has planned gets its id now, so that it is logged once. */
static void
start_timer (GtkWidget *window, const RondoAgenda *agenda, const char *pairing)
{
  const int64_t now_us = rondo_context_get_now_us (get_context (window));
  g_autofree char *id = rondo_id_new (now_us);
  RondoSessionTimer timer = {.session = id, .pairing = (char *)pairing, .started_us = now_us};

  if (check_free (window, agenda))
    set_timer (window, &timer);
}

static void
start_timer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  load (widget, g_variant_get_string (target, NULL), start_timer);
}

/* What the timer of a pairing becomes. */
static RondoAgendaSession *
make_session (const RondoAgenda *agenda)
{
  RondoAgendaSession *made = NULL;

  for (guint i = 0; i < agenda->partners->len && made == NULL; i++) {
    const RondoPartner *partner = g_ptr_array_index (agenda->partners, i);
    int minute;

    if (partner->pairing == NULL || g_strcmp0 (partner->pairing, agenda->timer->pairing) != 0)
      continue;
    made = g_new0 (RondoAgendaSession, 1);
    made->side = partner->side;
    made->name = g_strdup (partner->name);
    made->zone = g_strdup (partner->zone);
    made->session = rondo_session_new ();
    made->session->id = g_strdup (agenda->timer->session);
    made->session->pairing = g_strdup (partner->pairing);
    made->session->start_us = agenda->timer->started_us;
    rondo_moment_to_local (agenda->timer->started_us, NULL, &made->session->date, &minute);
  }
  return made;
}

static void
end_session (GtkWidget *window, const RondoAgenda *agenda, const char *id)
{
  const RondoAgendaSession *entry = NULL;
  g_autoptr (RondoAgendaSession) made = NULL;
  int minutes;

  if (agenda->timer == NULL)
    return;
  entry = rondo_agenda_find (agenda, agenda->timer->session);
  if (entry == NULL)
    entry = made = make_session (agenda);
  if (entry == NULL) {
    rondo_toast_show (window, _ ("The pairing of this session has ended. Log it by hand."));
    return;
  }
  /* Never rounded up, and at least one. */
  minutes = (int)((rondo_context_get_now_us (get_context (window)) - agenda->timer->started_us) /
                  RONDO_MOMENT_MINUTE_US);
  minutes = CLAMP (minutes, 1, RONDO_SESSION_MINUTES_MAX);
  present (window, rondo_confirm_session_dialog_new (get_context (window), entry, minutes));
}

static void
end_session_action (GtkWidget *widget, const char *name, GVariant *target)
{
  load (widget, NULL, end_session);
}

static void
undo_forget_cb (gpointer data)
{
  Step *step = data;
  RondoSessionTimer timer = {0};
  g_auto (GStrv) parts = g_strsplit (step->id, " ", 3);

  timer.started_us = g_ascii_strtoll (parts[0], NULL, 10);
  timer.session = parts[1];
  timer.pairing = parts[2] != NULL && *parts[2] != '\0' ? parts[2] : NULL;
  if (get_context (step->window) != NULL)
    set_timer (step->window, &timer);
}

static void
step_destroy (gpointer data)
{
  step_free (data);
}

static void
forget_timer (GtkWidget *window, const RondoAgenda *agenda, const char *id)
{
  const RondoSessionTimer *timer = agenda->timer;
  Step *undo = NULL;

  if (timer == NULL)
    return;
  undo = g_new0 (Step, 1);
  undo->window = g_object_ref (window);
  undo->id = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s",
                              timer->started_us,
                              timer->session,
                              timer->pairing != NULL ? timer->pairing : "");
  set_timer (window, NULL);
  rondo_toast_show_undo (window, _ ("Timer forgotten"), undo_forget_cb, undo, step_destroy);
}

static void
forget_timer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  load (widget, NULL, forget_timer);
}

static void
export_calendar (GtkWidget *window, const RondoAgenda *agenda, const char *id)
{
  rondo_calendar_export_start (window, agenda, id, rondo_context_get_now_us (get_context (window)));
}

static void
export_calendar_action (GtkWidget *widget, const char *name, GVariant *target)
{
  load (widget, g_variant_get_string (target, NULL), export_calendar);
}

void
rondo_window_sessions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-session", "s", show_session_action);
  gtk_widget_class_install_action (widget_class, "win.plan-session", "s", plan_session_action);
  gtk_widget_class_install_action (
      widget_class, "win.confirm-session", "s", confirm_session_action);
  gtk_widget_class_install_action (
      widget_class, "win.export-calendar", "s", export_calendar_action);
  gtk_widget_class_install_action (widget_class, "win.start-session", "s", start_session_action);
  gtk_widget_class_install_action (widget_class, "win.start-timer", "s", start_timer_action);
  gtk_widget_class_install_action (widget_class, "win.end-session", NULL, end_session_action);
  gtk_widget_class_install_action (widget_class, "win.forget-timer", NULL, forget_timer_action);
}
