/* SPDX-License-Identifier: GPL-3.0-or-later
 * Proposing a session, or another time for one: with whom, when for both, how long, and where. */
#include "config.h"

#include "rondo-plan-session-dialog.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-moment.h"
#include "rondo-number.h"
#include "rondo-session-lines.h"

#include <glib/gi18n-lib.h>

#define USUAL_HOUR 18

struct _RondoPlanSessionDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoDateRow *date_row;
  RondoFormFrame *frame;
  GtkSpinButton *minutes_spin;
  GtkEditable *place_row;
  GtkEditable *time_row;
  GtkLabel *when_label;
  AdwComboRow *with_row;

  /* owned */
  GListStore *choices;
  RondoAgenda *agenda; /* NULL until loaded */
  char *id;            /* of a session that is moved, of a pairing, or "" */
};

G_DEFINE_FINAL_TYPE (RondoPlanSessionDialog, rondo_plan_session_dialog, RONDO_TYPE_DIALOG)

static const RondoPartner *
get_partner (RondoPlanSessionDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->with_row);

  if (self->agenda == NULL || selected >= self->agenda->partners->len)
    return NULL;
  return g_ptr_array_index (self->agenda->partners, selected);
}

static const RondoAgendaSession *
get_moved (RondoPlanSessionDialog *self)
{
  return self->agenda != NULL ? rondo_agenda_find (self->agenda, self->id) : NULL;
}

/* 0 while there is no time. */
static int64_t
read_start (RondoPlanSessionDialog *self, gboolean *is_skipped)
{
  g_autofree char *text = rondo_dialog_dup_text (self->time_row);
  int minute = -1;

  *is_skipped = FALSE;
  if (!rondo_minute_parse (text, &minute))
    return 0;
  return rondo_moment_from_local (
      rondo_date_row_get_date (self->date_row), minute, NULL, is_skipped);
}

static const char *
get_zone (RondoPlanSessionDialog *self)
{
  const RondoAgendaSession *moved = get_moved (self);
  const RondoPartner *partner = get_partner (self);

  if (moved != NULL)
    return moved->zone;
  return partner != NULL ? partner->zone : NULL;
}

static gboolean
is_over (RondoPlanSessionDialog *self, int64_t start_us)
{
  return start_us < rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self)));
}

static char *
describe_start (RondoPlanSessionDialog *self, int64_t start_us, gboolean is_skipped)
{
  g_autofree char *here = rondo_moment_to_text (start_us, NULL);
  g_autofree char *there = rondo_session_describe_there (start_us, get_zone (self));

  if (is_skipped)
    return g_strdup_printf (
        _ ("On that day the clock is put forward and never shows this time. It would be %s."),
        here);
  if (is_over (self, start_us))
    return g_strdup_printf (_ ("%s is over."), here);
  if (there != NULL)
    return g_strdup_printf (_ ("For you %s; %s."), here, there);
  if (rondo_moment_zone_is_known (get_zone (self)))
    return g_strdup_printf (_ ("For both of you %s."), here);
  return g_strdup_printf (_ ("For you %s. The other time zone is not known here."), here);
}

static void
changed_cb (RondoPlanSessionDialog *self)
{
  g_autofree char *time = rondo_dialog_dup_text (self->time_row);
  gboolean is_skipped;
  int64_t start_us = read_start (self, &is_skipped);
  g_autofree char *text = NULL;
  int minute;

  rondo_form_frame_mark (GTK_WIDGET (self->time_row), !rondo_minute_parse (time, &minute));
  if (start_us != 0)
    text = describe_start (self, start_us, is_skipped);
  gtk_label_set_text (self->when_label, text != NULL ? text : _ ("Enter a day and a time."));
}

static void
choice_changed_cb (RondoPlanSessionDialog *self)
{
  const RondoPartner *partner = get_partner (self);

  if (partner != NULL && get_moved (self) == NULL)
    gtk_spin_button_set_value (self->minutes_spin, partner->minutes);
  changed_cb (self);
}

static GPtrArray *
list_choices (RondoPlanSessionDialog *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->agenda->partners->len; i++) {
    const RondoPartner *partner = g_ptr_array_index (self->agenda->partners, i);
    g_autofree char *with = rondo_session_describe_with (partner->side, partner->name);
    g_autofree char *key = g_strdup_printf ("%u", i);
    RondoLineItem *line = rondo_line_item_new (key, 0);

    rondo_line_item_take_title (line,
                                g_strdup_printf (C_ ("session", "%s – %s"),
                                                 with,
                                                 *partner->round_name != '\0'
                                                     ? partner->round_name
                                                     : _ ("in return, without a round")));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

static void
write_moved (RondoPlanSessionDialog *self, const RondoSession *session)
{
  g_autofree char *time = rondo_moment_to_time (session->start_us, NULL);
  RondoDate date;
  int minute;

  rondo_moment_to_local (session->start_us, NULL, &date, &minute);
  rondo_date_row_set_date (self->date_row, date);
  gtk_editable_set_text (self->time_row, time);
  gtk_editable_set_text (self->place_row, session->place);
  gtk_spin_button_set_value (self->minutes_spin, session->planned_minutes);
}

/* The pairing that was asked for. */
static void
select_pairing (RondoPlanSessionDialog *self)
{
  for (guint i = 0; i < self->agenda->partners->len; i++) {
    const RondoPartner *partner = g_ptr_array_index (self->agenda->partners, i);

    if (g_strcmp0 (partner->pairing, self->id) == 0)
      adw_combo_row_set_selected (self->with_row, i);
  }
}

static void
show_agenda (RondoPlanSessionDialog *self)
{
  g_autoptr (GPtrArray) choices = list_choices (self);
  const RondoAgendaSession *moved = get_moved (self);
  const gboolean is_there = choices->len > 0 || moved != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->with_row), moved == NULL);
  if (moved != NULL)
    g_object_set (self->frame, "title", _ ("Move Session"), NULL);
  rondo_list_update (self->choices, choices, rondo_line_item_adopt);
  select_pairing (self);
  if (moved != NULL && moved->session->start_us != 0)
    write_moved (self, moved->session);
  choice_changed_cb (self);
  g_object_set (self->frame, "can-save", is_there, NULL);
  if (!is_there)
    rondo_form_frame_show_error (
        self->frame,
        _ ("There is nobody to propose a session to: you have no pairing that is running."));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoPlanSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAgenda) agenda = rondo_agenda_load_finish (RONDO_STORE (object), result, &error);

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error)) {
    g_object_set (self->frame, "can-save", FALSE, NULL);
    return;
  }
  self->agenda = g_steal_pointer (&agenda);
  show_agenda (self);
}

/* The session that is moved, or a new one. */
static RondoSession *
make_session (RondoPlanSessionDialog *self)
{
  const RondoAgendaSession *moved = get_moved (self);
  const RondoPartner *partner = get_partner (self);
  RondoSession *session = NULL;

  if (moved != NULL)
    return rondo_session_copy (moved->session);
  session = rondo_session_new ();
  session->id =
      rondo_id_new (rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self))));
  session->pairing = g_strdup (partner->pairing);
  if (partner->pairing == NULL) {
    session->coach = g_strdup (partner->coach);
    session->client = g_strdup (partner->client);
  }
  return session;
}

static gboolean
tell (RondoPlanSessionDialog *self, GtkWidget *widget, const char *mistake)
{
  rondo_form_frame_show_error (self->frame, mistake);
  if (mistake != NULL)
    gtk_widget_grab_focus (widget);
  return mistake == NULL;
}

static const char *
find_mistake (RondoPlanSessionDialog *self, int64_t start_us)
{
  if (start_us == 0)
    return _ ("Enter the day as 2026-03-31 and the time as 18:30.");
  if (is_over (self, start_us))
    return _ ("This time is over. Propose a later one; a session that was held is logged with your "
              "hours.");
  return NULL;
}

static void
save_cb (RondoPlanSessionDialog *self)
{
  g_autofree char *place = rondo_dialog_dup_text (self->place_row);
  g_autoptr (RondoSession) session = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = NULL;
  gboolean is_skipped;
  int64_t start_us = read_start (self, &is_skipped);
  int minutes = 0;

  if (self->agenda == NULL ||
      !tell (self,
             GTK_WIDGET (self->minutes_spin),
             rondo_number_read (self->minutes_spin, &minutes)
                 ? NULL
                 : _ ("Enter the minutes as a whole number.")) ||
      !tell (self, GTK_WIDGET (self->time_row), find_mistake (self, start_us)))
    return;
  session = make_session (self);
  rondo_session_propose (session,
                         self->agenda->self,
                         start_us,
                         rondo_date_row_get_date (self->date_row),
                         minutes,
                         place);
  if (!rondo_session_check (session, &error)) {
    rondo_form_frame_show_error (self->frame, error->message);
    return;
  }
  change = rondo_change_new ();
  rondo_change_put_session (change, session);
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static void
rondo_plan_session_dialog_saved (RondoDialog *dialog)
{
  rondo_dialog_tell_parent (dialog, _ ("Time proposed"));
}

static void
rondo_plan_session_dialog_finalize (GObject *object)
{
  RondoPlanSessionDialog *self = RONDO_PLAN_SESSION_DIALOG (object);

  g_clear_object (&self->choices);
  g_clear_pointer (&self->agenda, rondo_agenda_free);
  g_free (self->id);

  G_OBJECT_CLASS (rondo_plan_session_dialog_parent_class)->finalize (object);
}

static void
rondo_plan_session_dialog_class_init (RondoPlanSessionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_plan_session_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_plan_session_dialog_saved;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-plan-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, time_row);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, when_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanSessionDialog, with_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_plan_session_dialog_init (RondoPlanSessionDialog *self)
{
  self->choices = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  self->id = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->minutes_spin);
  adw_combo_row_set_model (self->with_row, G_LIST_MODEL (self->choices));
}

GtkWidget *
rondo_plan_session_dialog_new (RondoContext *context, const char *id)
{
  RondoPlanSessionDialog *self =
      g_object_new (RONDO_TYPE_PLAN_SESSION_DIALOG, "context", context, NULL);
  g_autofree char *time = g_strdup_printf ("%d:00", USUAL_HOUR);

  g_free (self->id);
  self->id = g_strdup (id);
  rondo_date_row_set_date (self->date_row, rondo_context_get_today (context) + 1);
  gtk_editable_set_text (self->time_row, time);
  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_agenda_load_async (rondo_context_get_store (context),
                           rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                           loaded_cb,
                           g_object_ref (self));
  return GTK_WIDGET (self);
}
