/* SPDX-License-Identifier: GPL-3.0-or-later
 * One session: with whom, when for both, what each says, and what can be done about it now. */
#include "config.h"

#include "rondo-session-dialog.h"

#include "rondo-moment.h"
#include "rondo-refresh.h"
#include "rondo-save.h"
#include "rondo-session-lines.h"
#include "rondo-state-view.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoSessionDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkWidget *accept_button;
  GtkWidget *agree_button;
  GtkWidget *cancel_button;
  GtkLabel *client_label;
  GtkLabel *coach_label;
  GtkWidget *decline_button;
  GtkWidget *held_button;
  GtkLabel *hint_label;
  GtkWidget *minutes_button;
  GtkWidget *missed_button;
  GtkWidget *move_button;
  GtkLabel *place_label;
  GtkWidget *start_button;
  GtkLabel *state_label;
  RondoStateView *state_view;
  GtkWidget *statements;
  GtkLabel *when_label;
  GtkLabel *with_label;

  /* owned */
  RondoAgenda *agenda; /* NULL until loaded */
  RondoRefresh *refresh;
  char *id;
};

G_DEFINE_FINAL_TYPE (RondoSessionDialog, rondo_session_dialog, RONDO_TYPE_DIALOG)

static const RondoAgendaSession *
get_entry (RondoSessionDialog *self)
{
  return self->agenda != NULL ? rondo_agenda_find (self->agenda, self->id) : NULL;
}

static int64_t
get_now_us (RondoSessionDialog *self)
{
  return rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self)));
}

static void
set_text (GtkLabel *label, char *text)
{
  g_autofree char *owned = text;

  gtk_label_set_text (label, owned);
  gtk_widget_set_visible (GTK_WIDGET (label), owned != NULL && *owned != '\0');
}

/* A link is one only if it is nothing else: what a partner has typed is never markup. */
static void
show_place (RondoSessionDialog *self, const char *place)
{
  g_autofree char *escaped = g_markup_escape_text (place, -1);
  const gboolean is_link =
      (g_str_has_prefix (place, "https://") || g_str_has_prefix (place, "http://")) &&
      strchr (place, ' ') == NULL && g_uri_is_valid (place, 0, NULL);
  g_autofree char *markup =
      is_link ? g_strdup_printf ("<a href=\"%s\">%s</a>", escaped, escaped) : g_strdup (escaped);

  gtk_label_set_markup (self->place_label, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), *place != '\0');
}

static void
show_statements (RondoSessionDialog *self, const RondoSession *session)
{
  const gboolean is_held = session->state == RONDO_SESSION_HELD;

  gtk_widget_set_visible (self->statements, is_held);
  if (!is_held)
    return;
  set_text (self->coach_label,
            rondo_session_describe_statement (session->minutes, session->debrief_minutes));
  set_text (
      self->client_label,
      rondo_session_describe_statement (session->client_minutes, session->client_debrief_minutes));
}

static char *
describe_hint (RondoSessionDialog *self, const RondoAgendaSession *entry)
{
  const RondoSession *session = entry->session;

  if (rondo_session_differs (session))
    return g_strdup (_ ("You say different things. Until one of you agrees, the smaller number "
                        "counts."));
  if (session->state == RONDO_SESSION_MOVED)
    return g_strdup (_ ("The time that was agreed on has been moved."));
  if (session->state == RONDO_SESSION_ACCEPTED &&
      rondo_session_would_be_late (session, entry->cancel_notice, get_now_us (self)))
    return g_strdup_printf (ngettext ("Cancelling now is late: the round asks for %d hour.",
                                      "Cancelling now is late: the round asks for %d hours.",
                                      (gulong)entry->cancel_notice),
                            entry->cancel_notice);
  return NULL;
}

static void
show_actions (RondoSessionDialog *self, const RondoAgendaSession *entry)
{
  const RondoSession *session = entry->session;
  const RondoSessionState state = session->state;
  const RondoDuty duty =
      rondo_session_get_duty (session, entry->side, self->agenda->self, get_now_us (self));
  const gboolean may_plan = !entry->has_ended;
  const gboolean was_agreed = state == RONDO_SESSION_ACCEPTED || state == RONDO_SESSION_MOVED;
  const gboolean is_coach = entry->side == RONDO_SIDE_COACH;

  gtk_widget_set_visible (self->accept_button, duty == RONDO_DUTY_ANSWER && may_plan);
  gtk_widget_set_visible (self->decline_button, duty == RONDO_DUTY_ANSWER);
  gtk_widget_set_visible (
      self->move_button,
      may_plan && (rondo_session_is_ahead (session) || state == RONDO_SESSION_DECLINED));
  gtk_widget_set_visible (self->cancel_button, rondo_session_is_ahead (session));
  gtk_widget_set_visible (self->held_button,
                          was_agreed || state == RONDO_SESSION_NO_SHOW ||
                              (is_coach && state == RONDO_SESSION_PROPOSED));
  gtk_widget_set_visible (self->minutes_button, state == RONDO_SESSION_HELD);
  gtk_widget_set_visible (self->missed_button, was_agreed && duty == RONDO_DUTY_OUTCOME);
  gtk_widget_set_visible (self->agree_button, duty == RONDO_DUTY_AGREE);
  gtk_widget_set_visible (self->start_button,
                          state == RONDO_SESSION_ACCEPTED && self->agenda->timer == NULL);
}

static void
show_entry (RondoSessionDialog *self)
{
  const RondoAgendaSession *entry = get_entry (self);
  g_autofree char *state = NULL;

  if (entry == NULL) {
    rondo_state_view_show_empty (self->state_view);
    return;
  }
  state = g_strdup (rondo_session_describe_state (entry->session));
  set_text (self->with_label, rondo_session_describe_with (entry->side, entry->name));
  set_text (self->when_label, rondo_session_describe_when (entry->session, entry->zone));
  set_text (self->state_label, g_steal_pointer (&state));
  set_text (self->hint_label, describe_hint (self, entry));
  show_place (self, entry->session->place);
  show_statements (self, entry->session);
  show_actions (self, entry);
  rondo_state_view_show_content (self->state_view);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAgenda) agenda = rondo_agenda_load_finish (RONDO_STORE (object), result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (agenda == NULL) {
    rondo_state_view_show_error (self->state_view, error);
    return;
  }
  g_clear_pointer (&self->agenda, rondo_agenda_free);
  self->agenda = g_steal_pointer (&agenda);
  show_entry (self);
}

static void
load (gpointer dialog)
{
  RondoSessionDialog *self = dialog;

  rondo_agenda_load_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                           rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                           loaded_cb,
                           g_object_ref (self));
}

static void
retry_cb (RondoSessionDialog *self)
{
  rondo_refresh_queue (self->refresh);
}

/* Saves @session (taken over) and closes. */
static void
save (RondoSessionDialog *self, RondoSession *session)
{
  g_autoptr (RondoSession) owned = session;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  RondoChange *change = rondo_change_new ();

  rondo_change_put_session (change, owned);
  rondo_save_change (parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self),
                     rondo_dialog_get_context (RONDO_DIALOG (self)),
                     change);
  gtk_window_close (GTK_WINDOW (self));
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoSessionDialog *self = RONDO_SESSION_DIALOG (widget);
  const RondoAgendaSession *entry = get_entry (self);
  RondoSession *session = NULL;

  if (entry == NULL)
    return;
  session = rondo_session_copy (entry->session);
  rondo_session_answer (session, g_variant_get_boolean (target));
  save (self, session);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoSessionDialog *self = RONDO_SESSION_DIALOG (widget);
  const RondoAgendaSession *entry = get_entry (self);
  RondoSession *session = NULL;

  if (entry == NULL)
    return;
  session = rondo_session_copy (entry->session);
  rondo_session_cancel (
      session,
      self->agenda->self,
      rondo_session_would_be_late (entry->session, entry->cancel_notice, get_now_us (self)));
  save (self, session);
}

/* Who says so was there. */
static void
missed_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoSessionDialog *self = RONDO_SESSION_DIALOG (widget);
  const RondoAgendaSession *entry = get_entry (self);
  RondoSession *session = NULL;

  if (entry == NULL)
    return;
  session = rondo_session_copy (entry->session);
  rondo_session_miss (session,
                      entry->side == RONDO_SIDE_COACH ? RONDO_SIDE_CLIENT : RONDO_SIDE_COACH);
  save (self, session);
}

/* The window below opens the next dialog, as this one closes. */
static void
hand_over (RondoSessionDialog *self, const char *action)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = g_strdup (self->id);

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), action, "s", id);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hand_over (RONDO_SESSION_DIALOG (widget), "win.plan-session");
}

static void
held_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hand_over (RONDO_SESSION_DIALOG (widget), "win.confirm-session");
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hand_over (RONDO_SESSION_DIALOG (widget), "win.start-session");
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hand_over (RONDO_SESSION_DIALOG (widget), "win.export-calendar");
}

static void
agreed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_agenda_confirm_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self->state_view), error);
}

/* What the other one says becomes what both say; the log follows. */
static void
agree_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoSessionDialog *self = RONDO_SESSION_DIALOG (widget);
  const RondoAgendaSession *entry = get_entry (self);
  const RondoSession *session = entry != NULL ? entry->session : NULL;
  gboolean is_coach;

  if (session == NULL)
    return;
  is_coach = entry->side == RONDO_SIDE_COACH;
  rondo_agenda_confirm_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                              session,
                              is_coach ? session->client_minutes : session->minutes,
                              is_coach ? session->client_debrief_minutes : session->debrief_minutes,
                              NULL,
                              agreed_cb,
                              g_object_ref (self));
}

static void
rondo_session_dialog_finalize (GObject *object)
{
  RondoSessionDialog *self = RONDO_SESSION_DIALOG (object);

  g_clear_object (&self->refresh);
  g_clear_pointer (&self->agenda, rondo_agenda_free);
  g_free (self->id);

  G_OBJECT_CLASS (rondo_session_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, agree_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, client_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, coach_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, decline_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, held_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, minutes_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, missed_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, move_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, place_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, statements);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, when_label);
  gtk_widget_class_bind_template_child (widget_class, RondoSessionDialog, with_label);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
rondo_session_dialog_class_init (RondoSessionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_session_dialog_finalize;
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "session.answer", "b", answer_action);
  gtk_widget_class_install_action (widget_class, "session.move", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "session.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "session.held", NULL, held_action);
  gtk_widget_class_install_action (widget_class, "session.missed", NULL, missed_action);
  gtk_widget_class_install_action (widget_class, "session.agree", NULL, agree_action);
  gtk_widget_class_install_action (widget_class, "session.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "session.start", NULL, start_action);
}

static void
rondo_session_dialog_init (RondoSessionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
}

GtkWidget *
rondo_session_dialog_new (RondoContext *context, const char *id)
{
  RondoSessionDialog *self = g_object_new (RONDO_TYPE_SESSION_DIALOG, "context", context, NULL);

  self->id = g_strdup (id);
  rondo_refresh_set_context (self->refresh, context);
  return GTK_WIDGET (self);
}
