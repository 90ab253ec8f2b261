/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that opens a new round. */
#include "config.h"

#include "rondo-round-dialog.h"

#include "rondo-date-row.h"
#include "rondo-id.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LEAD_DAYS 14
#define DEFAULT_LENGTH_DAYS (15 * 7)

struct _RondoRoundDialog {
  AdwWindow parent_instance;

  /* template children */
  GtkEditable *name_row;
  GtkLabel *dates_error;
  GtkLabel *name_error;
  GtkLabel *save_error;
  GtkSpinButton *minutes_spin;
  GtkSpinButton *sessions_spin;
  GtkSwitch *register_switch;
  GtkWidget *save_button;
  RondoDateRow *end_row;
  RondoDateRow *start_row;

  /* owned */
  GCancellable *cancellable;
  RondoContext *context;
  RondoRound *round; /* (nullable): while it is being saved */

  gboolean has_tried; /* to save: from then on mistakes are shown while typing */
};

G_DEFINE_FINAL_TYPE (RondoRoundDialog, rondo_round_dialog, ADW_TYPE_WINDOW)

static void
set_error (GtkLabel *label, const char *message)
{
  gtk_label_set_text (label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), message != NULL);
}

static void
mark_row (gpointer row, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE
                                        : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static gboolean
check_name (RondoRoundDialog *self, const RondoRound *round)
{
  gboolean is_wrong = round->name[0] == '\0';

  mark_row (self->name_row, is_wrong);
  set_error (self->name_error,
             is_wrong ? _ ("Enter a name by which members know the round.") : NULL);
  return !is_wrong;
}

static gboolean
check_dates (RondoRoundDialog *self, const RondoRound *round)
{
  gboolean is_missing = round->start == RONDO_DATE_NONE || round->end == RONDO_DATE_NONE;
  gboolean is_backwards = !is_missing && round->end < round->start;

  mark_row (self->start_row, round->start == RONDO_DATE_NONE);
  mark_row (self->end_row, round->end == RONDO_DATE_NONE || is_backwards);
  set_error (self->dates_error, NULL);
  if (is_missing)
    set_error (self->dates_error, _ ("Enter both days as year-month-day, such as 2027-01-31."));
  else if (is_backwards)
    set_error (self->dates_error, _ ("The last day is before the first. Choose a later last day."));
  return !is_missing && !is_backwards;
}

static RondoRound *
read_round (RondoRoundDialog *self)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_right = TRUE;

  g_free (round->id);
  round->id = rondo_id_new (rondo_context_get_now_us (self->context));
  g_free (round->name);
  round->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  round->start = rondo_date_row_get_date (self->start_row);
  round->end = rondo_date_row_get_date (self->end_row);
  round->session_count = gtk_spin_button_get_value_as_int (self->sessions_spin);
  round->session_minutes = gtk_spin_button_get_value_as_int (self->minutes_spin);

  set_error (self->save_error, NULL);
  is_right = check_name (self, round);
  is_right = check_dates (self, round) && is_right;
  if (is_right && !rondo_round_check (round, &error)) {
    set_error (self->save_error, error->message);
    is_right = FALSE;
  }
  return is_right ? g_steal_pointer (&round) : NULL;
}

static void
focus_first_wrong (RondoRoundDialog *self)
{
  GtkWidget *rows[] = {
      GTK_WIDGET (self->name_row), GTK_WIDGET (self->start_row), GTK_WIDGET (self->end_row)};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (gtk_widget_has_css_class (rows[i], "error")) {
      gtk_widget_grab_focus (rows[i]);
      return;
    }
}

static void
fail_save (RondoRoundDialog *self, const GError *error)
{
  gtk_widget_set_sensitive (self->save_button, TRUE);
  set_error (self->save_error, error->message);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRoundDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = rondo_store_save_finish (RONDO_STORE (source), result, &error);
  GtkWindow *parent = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!is_saved) {
    fail_save (self, error);
    return;
  }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-round", "s", self->round->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
save (RondoRoundDialog *self, GPtrArray *overviews)
{
  g_autoptr (RondoChange) change = rondo_change_new ();

  rondo_change_put_round (change, self->round);
  for (guint i = 0; overviews != NULL && i < overviews->len; i++) {
    const RondoMember *member = ((RondoMemberOverview *)overviews->pdata[i])->member;
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (self->round->id, member->id, member->wishes);

    if (member->is_active)
      rondo_change_put_registration (change, registration);
  }
  rondo_store_save_async (rondo_context_get_store (self->context),
                          g_steal_pointer (&change),
                          NULL,
                          saved_cb,
                          g_object_ref (self));
}

static void
members_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRoundDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) overviews =
      rondo_store_load_members_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (overviews != NULL)
    save (self, overviews);
  else
    fail_save (self, error);
}

static void
changed_cb (RondoRoundDialog *self)
{
  g_autoptr (RondoRound) round = NULL;

  if (self->has_tried)
    round = read_round (self);
}

static void
cancel_clicked_cb (RondoRoundDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_clicked_cb (RondoRoundDialog *self)
{
  g_autoptr (RondoRound) round = read_round (self);

  self->has_tried = TRUE;
  if (round == NULL) {
    focus_first_wrong (self);
    return;
  }
  g_clear_pointer (&self->round, rondo_round_free);
  self->round = g_steal_pointer (&round);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  if (gtk_switch_get_active (self->register_switch))
    rondo_store_load_members_async (rondo_context_get_store (self->context),
                                    self->cancellable,
                                    members_loaded_cb,
                                    g_object_ref (self));
  else
    save (self, NULL);
}

static void
rondo_round_dialog_dispose (GObject *object)
{
  RondoRoundDialog *self = RONDO_ROUND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_ROUND_DIALOG);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (rondo_round_dialog_parent_class)->dispose (object);
}

static void
rondo_round_dialog_finalize (GObject *object)
{
  RondoRoundDialog *self = RONDO_ROUND_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->round, rondo_round_free);
  G_OBJECT_CLASS (rondo_round_dialog_parent_class)->finalize (object);
}

static void
rondo_round_dialog_class_init (RondoRoundDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_round_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_round_dialog_finalize;

  g_type_ensure (RONDO_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, dates_error);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, end_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, name_error);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, register_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, save_error);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, sessions_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, start_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rondo_round_dialog_init (RondoRoundDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_round_dialog_new (RondoContext *context)
{
  RondoRoundDialog *self = g_object_new (RONDO_TYPE_ROUND_DIALOG, NULL);
  g_autoptr (RondoRound) defaults = rondo_round_new ();
  RondoDate start = rondo_context_get_today (context) + DEFAULT_LEAD_DAYS;

  self->context = g_object_ref (context);
  gtk_window_set_title (GTK_WINDOW (self), _ ("New Round"));
  rondo_date_row_set_date (self->start_row, start);
  rondo_date_row_set_date (self->end_row, start + DEFAULT_LENGTH_DAYS);
  gtk_spin_button_set_value (self->sessions_spin, defaults->session_count);
  gtk_spin_button_set_value (self->minutes_spin, defaults->session_minutes);
  return GTK_WINDOW (self);
}
