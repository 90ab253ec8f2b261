/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that opens a new round. */
#include "config.h"

#include "rondo-round-dialog.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-number.h"
#include "rondo-round-terms.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LEAD_DAYS 14

struct _RondoRoundDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkEditable *name_row;
  RondoFormFrame *frame;
  AdwComboRow *course_row;
  GtkSpinButton *minutes_spin;
  GtkSpinButton *repeat_spin;
  GtkSpinButton *room_spin;
  GtkSpinButton *sessions_spin;
  GtkSwitch *mutual_switch;
  GtkSwitch *register_switch;
  RondoDateRow *end_row;
  RondoDateRow *start_row;
  RondoRoundTerms *terms;

  /* owned */
  RondoRound *base;  /* what is edited, or begun with */
  RondoRound *round; /* (nullable): while it is being saved */

  gboolean has_tried; /* to save: from then on mistakes are shown while typing */
};

G_DEFINE_FINAL_TYPE (RondoRoundDialog, rondo_round_dialog, RONDO_TYPE_DIALOG)

/* What is wrong in the first row that is, and that row; NULL if nothing is. */
static const char *
find_mistake (RondoRoundDialog *self, const RondoRound *round, GtkWidget **row)
{
  *row = NULL;
  if (round->name[0] == '\0') {
    *row = GTK_WIDGET (self->name_row);
    return _ ("Enter a name by which members know the round.");
  }
  if (round->start == RONDO_DATE_NONE || round->end == RONDO_DATE_NONE) {
    *row = GTK_WIDGET (round->start == RONDO_DATE_NONE ? self->start_row : self->end_row);
    return _ ("Enter both days as year-month-day, such as 2027-01-31.");
  }
  if (round->end < round->start) {
    *row = GTK_WIDGET (self->end_row);
    return _ ("The last day is before the first. Choose a later last day.");
  }
  return NULL;
}

typedef struct {
  GtkSpinButton *spin;
  int *number;
  const char *mistake;
} Number;

#define N_NUMBERS 4

static void
list_numbers (RondoRoundDialog *self, RondoRound *round, Number numbers[N_NUMBERS])
{
  numbers[0] =
      (Number){self->sessions_spin,
               &round->session_count,
               _ ("Enter the number of sessions as a whole number from {least} to {most}.")};
  numbers[1] = (Number){self->minutes_spin,
                        &round->session_minutes,
                        _ ("Enter the minutes as a whole number from {least} to {most}.")};
  numbers[2] =
      (Number){self->room_spin,
               &round->capacity,
               _ ("Enter how many clients and coaches each takes, from {least} to {most}.")};
  numbers[3] = (Number){self->repeat_spin,
                        &round->repeat_after,
                        _ ("Enter after how many rounds a pairing may come again, from {least} to "
                           "{most}.")};
}

static char *
fill_range (const char *sentence, int least, int most)
{
  g_autoptr (GString) text = g_string_new (sentence);
  g_autofree char *from = g_strdup_printf ("%d", least);
  g_autofree char *to = g_strdup_printf ("%d", most);

  g_string_replace (text, "{least}", from, 1);
  g_string_replace (text, "{most}", to, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The same for the numbers, which are read into @round. */
static char *
read_numbers (RondoRoundDialog *self, RondoRound *round, GtkWidget **row)
{
  Number numbers[N_NUMBERS];

  list_numbers (self, round, numbers);
  for (int i = 0; i < N_NUMBERS; i++) {
    double least = 0, most = 0;

    if (rondo_number_read (numbers[i].spin, numbers[i].number))
      continue;
    *row = GTK_WIDGET (numbers[i].spin);
    gtk_spin_button_get_range (numbers[i].spin, &least, &most);
    return fill_range (numbers[i].mistake, (int)least, (int)most);
  }
  return NULL;
}

static void
mark_numbers (RondoRoundDialog *self, GtkWidget *wrong)
{
  GtkSpinButton *const spins[] = {
      self->sessions_spin, self->minutes_spin, self->room_spin, self->repeat_spin};

  for (gsize i = 0; i < G_N_ELEMENTS (spins); i++)
    rondo_form_frame_mark (GTK_WIDGET (spins[i]), wrong == GTK_WIDGET (spins[i]));
}

/* Marks the row that is wrong and says why. */
static gboolean
check_round (RondoRoundDialog *self, RondoRound *round, GtkWidget **wrong)
{
  g_autoptr (GError) error = NULL;
  const char *mistake = find_mistake (self, round, wrong);
  g_autofree char *number_mistake = mistake == NULL ? read_numbers (self, round, wrong) : NULL;

  if (mistake == NULL)
    mistake = number_mistake;
  if (mistake == NULL && !rondo_round_check (round, &error))
    mistake = error->message;
  rondo_form_frame_show_error (self->frame, mistake);
  rondo_form_frame_mark (GTK_WIDGET (self->name_row), *wrong == GTK_WIDGET (self->name_row));
  rondo_form_frame_mark (GTK_WIDGET (self->start_row), *wrong == GTK_WIDGET (self->start_row));
  rondo_form_frame_mark (GTK_WIDGET (self->end_row), *wrong == GTK_WIDGET (self->end_row));
  mark_numbers (self, *wrong);
  return mistake == NULL;
}

static RondoRound *
read_round (RondoRoundDialog *self, GtkWidget **wrong)
{
  g_autoptr (RondoRound) round = rondo_round_copy (self->base);

  g_free (round->name);
  round->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  round->start = rondo_date_row_get_date (self->start_row);
  round->end = rondo_date_row_get_date (self->end_row);
  round->mutual_allowed = gtk_switch_get_active (self->mutual_switch);
  round->same_course = adw_combo_row_get_selected (self->course_row);
  rondo_round_terms_read (self->terms, round);
  return check_round (self, round, wrong) ? g_steal_pointer (&round) : NULL;
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
  rondo_dialog_save (RONDO_DIALOG (self), g_steal_pointer (&change));
}

static void
members_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRoundDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) overviews =
      rondo_store_load_members_finish (RONDO_STORE (source), result, &error);

  if (rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    save (self, overviews);
}

static void
changed_cb (RondoRoundDialog *self)
{
  GtkWidget *wrong = NULL;
  g_autoptr (RondoRound) round = NULL;

  if (self->has_tried)
    round = read_round (self, &wrong);
}

static void
save_cb (RondoRoundDialog *self)
{
  GtkWidget *wrong = NULL;
  g_autoptr (RondoRound) round = read_round (self, &wrong);

  self->has_tried = TRUE;
  if (wrong != NULL)
    gtk_widget_grab_focus (wrong);
  if (round == NULL)
    return;
  g_clear_pointer (&self->round, rondo_round_free);
  self->round = g_steal_pointer (&round);
  rondo_form_frame_set_busy (self->frame, TRUE);
  if (gtk_switch_get_active (self->register_switch))
    rondo_store_load_members_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                    rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                    members_loaded_cb,
                                    g_object_ref (self));
  else
    save (self, NULL);
}

static void
rondo_round_dialog_saved (RondoDialog *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (parent != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (parent), "win.show-round", "s", RONDO_ROUND_DIALOG (dialog)->round->id);
}

static void
rondo_round_dialog_finalize (GObject *object)
{
  RondoRoundDialog *self = RONDO_ROUND_DIALOG (object);

  g_clear_pointer (&self->round, rondo_round_free);
  g_clear_pointer (&self->base, rondo_round_free);

  G_OBJECT_CLASS (rondo_round_dialog_parent_class)->finalize (object);
}

static void
rondo_round_dialog_class_init (RondoRoundDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_round_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_round_dialog_saved;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_ROUND_TERMS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, course_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, end_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, mutual_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, register_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, repeat_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, room_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, sessions_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, terms);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_round_dialog_init (RondoRoundDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->sessions_spin);
  rondo_number_keep_typed (self->minutes_spin);
  rondo_number_keep_typed (self->repeat_spin);
  rondo_number_keep_typed (self->room_spin);
}

/* Takes @base over. */
static GtkWindow *
dialog_new (RondoContext *context, RondoRound *base, gboolean is_new)
{
  RondoRoundDialog *self = g_object_new (RONDO_TYPE_ROUND_DIALOG, "context", context, NULL);

  self->base = base;
  gtk_editable_set_text (self->name_row, base->name);
  rondo_date_row_set_date (self->start_row, base->start);
  rondo_date_row_set_date (self->end_row, base->end);
  gtk_spin_button_set_value (self->sessions_spin, base->session_count);
  gtk_spin_button_set_value (self->minutes_spin, base->session_minutes);
  gtk_spin_button_set_value (self->repeat_spin, base->repeat_after);
  gtk_spin_button_set_value (self->room_spin, base->capacity);
  gtk_switch_set_active (self->mutual_switch, base->mutual_allowed);
  adw_combo_row_set_selected (self->course_row, base->same_course);
  rondo_round_terms_set_round (self->terms, base, is_new);
  return GTK_WINDOW (self);
}

GtkWindow *
rondo_round_dialog_new (RondoContext *context)
{
  RondoRound *base = rondo_round_new ();

  rondo_round_fill_dates (base, rondo_context_get_today (context) + DEFAULT_LEAD_DAYS);
  base->id = rondo_id_new (rondo_context_get_now_us (context));
  return dialog_new (context, base, TRUE);
}

GtkWindow *
rondo_round_dialog_new_for_next (RondoContext *context, const RondoRound *round)
{
  g_autofree char *id = rondo_id_new (rondo_context_get_now_us (context));
  RondoDate first = MAX (round->end, rondo_context_get_today (context)) + DEFAULT_LEAD_DAYS;
  GtkWindow *dialog = dialog_new (context, rondo_round_copy_for_next (round, id, first), TRUE);

  gtk_switch_set_active (RONDO_ROUND_DIALOG (dialog)->register_switch, FALSE);
  return dialog;
}

GtkWindow *
rondo_round_dialog_new_for_round (RondoContext *context, const RondoRound *round)
{
  GtkWindow *dialog = dialog_new (context, rondo_round_copy (round), FALSE);
  RondoRoundDialog *self = RONDO_ROUND_DIALOG (dialog);
  GtkWidget *group =
      gtk_widget_get_ancestor (GTK_WIDGET (self->register_switch), ADW_TYPE_PREFERENCES_GROUP);

  gtk_switch_set_active (self->register_switch, FALSE);
  gtk_widget_set_visible (group, FALSE);
  g_object_set (self->frame, "title", _ ("Edit Round"), "save-label", _ ("_Save"), NULL);
  return dialog;
}
