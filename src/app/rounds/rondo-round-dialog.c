/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that opens a new round. */
#include "config.h"

#include "rondo-round-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-number.h"
#include "rondo-round-dates.h"
#include "rondo-round-days.h"
#include "rondo-round-entry.h"
#include "rondo-round-kind-group.h"
#include "rondo-round-kind.h"
#include "rondo-round-terms.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LEAD_DAYS 14

struct _RondoRoundDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkEditable *name_row;
  RondoFormFrame *frame;
  AdwComboRow *course_row;
  GtkWidget *mutual_row;
  GtkWidget *register_group;
  GtkWidget *room_row;
  GtkSpinButton *minutes_spin;
  GtkSpinButton *notice_spin;
  GtkSpinButton *repeat_spin;
  GtkSpinButton *room_spin;
  GtkSpinButton *sessions_spin;
  GtkSwitch *mutual_switch;
  GtkSwitch *register_switch;
  RondoRoundDays *days;
  RondoRoundEntry *entry;
  RondoRoundKindGroup *kind;
  RondoRoundTerms *terms;

  /* owned */
  RondoRound *base;  /* what is edited, or begun with */
  RondoRound *round; /* (nullable): while it is being saved */

  gboolean is_new;
  gboolean has_tried; /* to save: from then on mistakes are shown while typing */
};

G_DEFINE_FINAL_TYPE (RondoRoundDialog, rondo_round_dialog, RONDO_TYPE_DIALOG)

typedef struct {
  GtkSpinButton *spin;
  int *number;
  const char *mistake;
} Number;

#define N_NUMBERS 5

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
  numbers[4] = (Number){self->notice_spin,
                        &round->cancel_notice,
                        _ ("Enter the hours of notice as a whole number from {least} to {most}.")};
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
  GtkSpinButton *const spins[] = {self->sessions_spin,
                                  self->minutes_spin,
                                  self->notice_spin,
                                  self->room_spin,
                                  self->repeat_spin};

  for (gsize i = 0; i < G_N_ELEMENTS (spins); i++)
    rondo_form_frame_mark (GTK_WIDGET (spins[i]), wrong == GTK_WIDGET (spins[i]));
}

/* What is wrong in the first row that is, and that row; what is right is read into @round. */
static char *
read_rows (RondoRoundDialog *self, RondoRound *round, GtkWidget **row)
{
  char *mistake = NULL;

  *row = NULL;
  if (round->name[0] == '\0') {
    *row = GTK_WIDGET (self->name_row);
    return g_strdup (_ ("Enter a name by which members know the round."));
  }
  mistake = rondo_round_days_find_mistake (self->days, row);
  if (mistake == NULL)
    mistake = read_numbers (self, round, row);
  if (mistake == NULL)
    mistake = rondo_round_entry_read (self->entry, round, row);
  return mistake;
}

/* Marks the row that is wrong and says why. */
static gboolean
check_round (RondoRoundDialog *self, RondoRound *round, GtkWidget **wrong)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mistake = read_rows (self, round, wrong);

  if (mistake == NULL && !rondo_round_check (round, &error))
    mistake = g_strdup (error->message);
  rondo_form_frame_show_error (self->frame, mistake);
  rondo_form_frame_mark (GTK_WIDGET (self->name_row), *wrong == GTK_WIDGET (self->name_row));
  mark_numbers (self, *wrong);
  return mistake == NULL;
}

static RondoRound *
read_round (RondoRoundDialog *self, GtkWidget **wrong)
{
  g_autoptr (RondoRound) round = rondo_round_copy (self->base);

  g_free (round->name);
  round->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  round->mutual_allowed = gtk_switch_get_active (self->mutual_switch);
  round->same_course = adw_combo_row_get_selected (self->course_row);
  rondo_round_kind_group_read (self->kind, round);
  rondo_round_days_read (self->days, round);
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

    if (member->is_active && rondo_round_is_eligible (self->round, member, NULL))
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

/* What the kind leaves no choice about is not asked. */
static void
kind_changed_cb (RondoRoundDialog *self)
{
  g_autoptr (RondoRound) round = rondo_round_new ();

  rondo_round_kind_group_read (self->kind, round);
  round->mutual_allowed = TRUE;
  gtk_widget_set_visible (self->mutual_row, rondo_round_is_mutual_allowed (round));
  gtk_widget_set_visible (self->room_row, round->kind != RONDO_ROUND_TRIADS);
  gtk_widget_set_visible (self->register_group, self->is_new && rondo_round_takes_anybody (round));
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
  if (gtk_widget_get_visible (self->register_group) &&
      gtk_switch_get_active (self->register_switch))
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
  g_type_ensure (RONDO_TYPE_ROUND_DAYS);
  g_type_ensure (RONDO_TYPE_ROUND_ENTRY);
  g_type_ensure (RONDO_TYPE_ROUND_KIND_GROUP);
  g_type_ensure (RONDO_TYPE_ROUND_TERMS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, course_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, days);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, mutual_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, mutual_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, notice_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, register_group);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, register_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, repeat_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, room_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, room_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, sessions_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDialog, terms);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_round_dialog_init (RondoRoundDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->sessions_spin);
  rondo_number_keep_typed (self->minutes_spin);
  rondo_number_keep_typed (self->notice_spin);
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
  self->is_new = is_new;
  rondo_round_kind_group_set_round (self->kind, base, is_new || base->state == RONDO_ROUND_DRAFT);
  rondo_round_days_set_round (self->days, base, is_new);
  rondo_round_entry_set_round (self->entry, base);
  gtk_spin_button_set_value (self->sessions_spin, base->session_count);
  gtk_spin_button_set_value (self->minutes_spin, base->session_minutes);
  gtk_spin_button_set_value (self->notice_spin, base->cancel_notice);
  gtk_spin_button_set_value (self->repeat_spin, base->repeat_after);
  gtk_spin_button_set_value (self->room_spin, base->capacity);
  gtk_switch_set_active (self->mutual_switch, base->mutual_allowed);
  adw_combo_row_set_selected (self->course_row, base->same_course);
  rondo_round_terms_set_round (self->terms, base, is_new);
  kind_changed_cb (self);
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

  g_object_set (self->frame, "title", _ ("Edit Round"), "save-label", _ ("_Save"), NULL);
  return dialog;
}
