/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dates of a round, from the last day to register to the feedback. */
#include "config.h"

#include "rondo-round-days.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-number.h"
#include "rondo-round-dates.h"

#include <glib/gi18n-lib.h>

struct _RondoRoundDays {
  AdwPreferencesGroup parent_instance;

  /* template children */
  AdwActionRow *contact_row;
  GtkSpinButton *contact_spin;
  GtkSpinButton *gap_spin;
  RondoDateRow *check_row;
  RondoDateRow *end_row;
  RondoDateRow *feedback_row;
  RondoDateRow *match_row;
  RondoDateRow *register_row;
  RondoDateRow *requests_row;
  RondoDateRow *start_row;

  /* owned */
  RondoRound *usual; /* (nullable): the days as they were filled in last */

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoRoundDays, rondo_round_days, ADW_TYPE_PREFERENCES_GROUP)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static RondoDateRow *
get_row (RondoRoundDays *self, RondoRoundDay day)
{
  RondoDateRow *const rows[RONDO_N_DAYS] = {
      [RONDO_DAY_REGISTER_UNTIL] = self->register_row,
      [RONDO_DAY_REQUESTS_UNTIL] = self->requests_row,
      [RONDO_DAY_MATCH_ON] = self->match_row,
      [RONDO_DAY_START] = self->start_row,
      [RONDO_DAY_CHECK_ON] = self->check_row,
      [RONDO_DAY_END] = self->end_row,
      [RONDO_DAY_FEEDBACK_UNTIL] = self->feedback_row,
  };

  return rows[day];
}

static gboolean
is_asked (RondoRoundDay day)
{
  return day == RONDO_DAY_START || day == RONDO_DAY_END;
}

/* The day itself, by which partners have met. */
static void
show_contact (RondoRoundDays *self)
{
  RondoDate start = rondo_date_row_get_date (self->start_row);
  int days = 0;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (start != RONDO_DATE_NONE && rondo_number_read (self->contact_spin, &days)) {
    day = rondo_date_to_display (start + days);
    /* Translators: a day */
    text = g_strdup_printf (_ ("Due by %s"), day);
  }
  adw_action_row_set_subtitle (self->contact_row, text != NULL ? text : "");
}

static void
day_changed_cb (RondoRoundDays *self)
{
  if (self->is_filling)
    return;
  show_contact (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Days that are as they were filled in go with the first and the last day. */
static void
follow (RondoRoundDays *self)
{
  RondoDate start = rondo_date_row_get_date (self->start_row);
  RondoDate end = rondo_date_row_get_date (self->end_row);
  g_autoptr (RondoRound) next = NULL;

  if (self->usual == NULL || start == RONDO_DATE_NONE || end == RONDO_DATE_NONE || end < start)
    return;
  next = rondo_round_copy (self->usual);
  rondo_round_fill_days_between (next, start, end);
  self->is_filling = TRUE;
  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    if (!is_asked (day) &&
        rondo_date_row_get_date (get_row (self, day)) == rondo_round_get_day (self->usual, day))
      rondo_date_row_set_date (get_row (self, day), rondo_round_get_day (next, day));
  self->is_filling = FALSE;
  g_clear_pointer (&self->usual, rondo_round_free);
  self->usual = g_steal_pointer (&next);
}

static void
frame_changed_cb (RondoRoundDays *self)
{
  if (self->is_filling)
    return;
  follow (self);
  day_changed_cb (self);
}

static void
rondo_round_days_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_ROUND_DAYS (object)->usual, rondo_round_free);

  G_OBJECT_CLASS (rondo_round_days_parent_class)->finalize (object);
}

static void
rondo_round_days_class_init (RondoRoundDaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_round_days_finalize;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  /* RondoRoundDays::changed: something was typed. */
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-days.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, check_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, contact_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, contact_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, end_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, feedback_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, gap_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, match_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, register_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, requests_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundDays, start_row);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, frame_changed_cb);
}

static void
rondo_round_days_init (RondoRoundDays *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->contact_spin);
  rondo_number_keep_typed (self->gap_spin);
  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    if (!is_asked (day))
      rondo_date_row_set_is_optional (get_row (self, day), TRUE);
}

void
rondo_round_days_set_round (RondoRoundDays *days, const RondoRound *round, gboolean follows)
{
  g_return_if_fail (RONDO_IS_ROUND_DAYS (days));

  days->is_filling = TRUE;
  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    if (rondo_round_get_day (round, day) != RONDO_DATE_NONE)
      rondo_date_row_set_date (get_row (days, day), rondo_round_get_day (round, day));
  gtk_spin_button_set_value (days->contact_spin, round->first_contact_days);
  gtk_spin_button_set_value (days->gap_spin, round->gap_days);
  days->is_filling = FALSE;
  g_clear_pointer (&days->usual, rondo_round_free);
  if (follows)
    days->usual = rondo_round_copy (round);
  show_contact (days);
}

void
rondo_round_days_read (RondoRoundDays *days, RondoRound *round)
{
  g_return_if_fail (RONDO_IS_ROUND_DAYS (days));

  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    rondo_round_set_day (round, day, rondo_date_row_get_date (get_row (days, day)));
  rondo_number_read (days->contact_spin, &round->first_contact_days);
  rondo_number_read (days->gap_spin, &round->gap_days);
}

static char *
find_wrong_day (RondoRoundDays *days, GtkWidget **row)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  RondoRoundDay misplaced;
  char *sentence = NULL;

  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    if (!rondo_date_row_is_right (get_row (days, day))) {
      *row = GTK_WIDGET (get_row (days, day));
      return g_strdup (is_asked (day)
                           ? _ ("Enter both days as year-month-day, such as 2027-01-31.")
                           : _ ("Enter a day as year-month-day, such as 2027-01-31, or nothing."));
    }
  rondo_round_days_read (days, round);
  if (round->end < round->start) {
    *row = GTK_WIDGET (days->end_row);
    return g_strdup (_ ("The last day is before the first. Choose a later last day."));
  }
  misplaced = rondo_round_find_misplaced (round, &sentence);
  if (misplaced != RONDO_N_DAYS)
    *row = GTK_WIDGET (get_row (days, misplaced));
  return sentence;
}

static char *
find_wrong_number (RondoRoundDays *days, GtkWidget **row)
{
  int number = 0;

  if (rondo_number_read (days->contact_spin, &number) &&
      rondo_number_read (days->gap_spin, &number))
    return NULL;
  *row = GTK_WIDGET (rondo_number_read (days->contact_spin, &number) ? days->gap_spin
                                                                     : days->contact_spin);
  return g_strdup (_ ("The days to the first contact and between sessions are 1 to 365."));
}

char *
rondo_round_days_find_mistake (RondoRoundDays *days, GtkWidget **row)
{
  char *mistake;

  g_return_val_if_fail (RONDO_IS_ROUND_DAYS (days), NULL);

  *row = NULL;
  mistake = find_wrong_day (days, row);
  if (mistake == NULL)
    mistake = find_wrong_number (days, row);
  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    rondo_form_frame_mark (GTK_WIDGET (get_row (days, day)),
                           *row == GTK_WIDGET (get_row (days, day)));
  rondo_form_frame_mark (GTK_WIDGET (days->contact_spin), *row == GTK_WIDGET (days->contact_spin));
  rondo_form_frame_mark (GTK_WIDGET (days->gap_spin), *row == GTK_WIDGET (days->gap_spin));
  return mistake;
}
