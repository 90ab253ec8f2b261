/* SPDX-License-Identifier: GPL-3.0-or-later
 * Credentials and their plans in words. */
#include "config.h"

#include "rondo-credential-plan.h"

#include <glib/gi18n-lib.h>

static const char *const measure_names[RONDO_N_MEASURES] = {
    [RONDO_MEASURE_HOURS] = N_ ("Hours of coaching"),
    [RONDO_MEASURE_PAID_HOURS] = N_ ("Paid hours"),
    [RONDO_MEASURE_RECENT_HOURS] = N_ ("Recent hours"),
    [RONDO_MEASURE_CLIENTS] = N_ ("Clients"),
    [RONDO_MEASURE_EXPERIENCE_YEARS] = N_ ("Years since the first session"),
    [RONDO_MEASURE_TRAINING_HOURS] = N_ ("Hours of coach education"),
    [RONDO_MEASURE_MENTORED_HOURS] = N_ ("Mentor coaching received"),
    [RONDO_MEASURE_MENTORED_ALONE_HOURS] = N_ ("Mentor coaching one to one"),
    [RONDO_MEASURE_MENTORED_MONTHS] = N_ ("Months of mentor coaching"),
    [RONDO_MEASURE_SUPERVISED_HOURS] = N_ ("Supervision received"),
    [RONDO_MEASURE_SUPERVISED_MONTHS] = N_ ("Months of supervision"),
    [RONDO_MEASURE_EDUCATION_HOURS] = N_ ("Continuing education"),
    [RONDO_MEASURE_UNITS] = N_ ("Units for the renewal"),
    [RONDO_MEASURE_UNITS_CORE] = N_ ("Units on core competencies"),
    [RONDO_MEASURE_UNITS_ETHICS] = N_ ("Units on ethics"),
    [RONDO_MEASURE_TOLD] = N_ ("To be looked after by you"),
};

const char *
rondo_measure_describe (RondoMeasure measure)
{
  return (guint)measure < RONDO_N_MEASURES ? _ (measure_names[measure]) : "";
}

static char *
describe_unknown (const RondoProgress *progress)
{
  g_autofree char *hours = NULL;

  if (rondo_measure_get_unit (progress->requirement->measure) != RONDO_UNIT_MINUTES)
    return g_strdup_printf (_ ("%d; how many are needed is not known"), (int)progress->have);
  hours = rondo_minutes_to_local_hours (progress->have);
  return g_strdup_printf (_ ("%s hours; how many are needed is not known"), hours);
}

char *
rondo_progress_describe (const RondoProgress *progress)
{
  int have = (int)MIN (progress->have, G_MAXINT);
  int need = (int)progress->need;
  g_autofree char *hours = NULL;

  if (progress->state == RONDO_PROGRESS_TOLD)
    return g_strdup (rondo_credential_note_describe (progress->requirement->note));
  if (progress->state == RONDO_PROGRESS_UNKNOWN)
    return describe_unknown (progress);
  switch (rondo_measure_get_unit (progress->requirement->measure)) {
  case RONDO_UNIT_CLIENTS:
    return g_strdup_printf (
        ngettext ("%d of %d client", "%d of %d clients", (gulong)need), have, need);
  case RONDO_UNIT_MONTHS:
    return g_strdup_printf (
        ngettext ("%d of %d month", "%d of %d months", (gulong)need), have, need);
  case RONDO_UNIT_YEARS:
    return g_strdup_printf (ngettext ("%d of %d year", "%d of %d years", (gulong)need), have, need);
  default:
    hours = rondo_minutes_to_local_hours (progress->have);
    return g_strdup_printf (
        ngettext ("%s of %d hour", "%s of %d hours", (gulong)(need / 60)), hours, need / 60);
  }
}

static char *
join_values (int value, GPtrArray *others)
{
  g_autoptr (GString) values = g_string_new (NULL);

  g_string_append_printf (values, "%d", value);
  for (guint i = 0; i < others->len; i++)
    /* Translators: parts numbers of which nobody knows the right one */
    g_string_append_printf (
        values, "%s%d", C_ ("values", " / "), ((RondoOtherValue *)others->pdata[i])->value);
  return g_string_free (g_steal_pointer (&values), FALSE);
}

char *
rondo_requirement_describe_certainty (const RondoRequirement *requirement)
{
  g_autofree char *values = NULL;

  switch (requirement->certainty) {
  case RONDO_CERTAINTY_UNVERIFIED:
    return g_strdup (_ ("No source was found that confirms this number. Check it with the body."));
  case RONDO_CERTAINTY_CONFLICT:
    values = join_values (requirement->least, requirement->others);
    return g_strdup_printf (_ ("Sources say different things: %s. Check it with the body."),
                            values);
  case RONDO_CERTAINTY_UNKNOWN:
    return requirement->measure == RONDO_MEASURE_TOLD
               ? NULL
               : g_strdup (_ ("This number is not known. Check it with the body."));
  case RONDO_CERTAINTY_STATED:
  default:
    return NULL;
  }
}

char *
rondo_credential_rule_describe_group (const RondoCredentialRule *rule)
{
  g_autofree char *values = NULL;

  if (rule->group_most == RONDO_VALUE_UNKNOWN)
    return NULL;
  if (rule->group_certainty != RONDO_CERTAINTY_CONFLICT)
    return g_strdup_printf (ngettext ("Groups count up to %d person.",
                                      "Groups count up to %d people.",
                                      (gulong)rule->group_most),
                            rule->group_most);
  values = join_values (rule->group_most, rule->group_others);
  return g_strdup_printf (
      _ ("Groups count up to %d people here; sources say different things: %s."),
      rule->group_most,
      values);
}

/* Which of the steps a requirement asks for. */
static char *
describe_missing_hours (const RondoProgress *progress)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (progress->need - progress->have);

  switch (progress->requirement->measure) {
  case RONDO_MEASURE_HOURS:
    return g_strdup_printf (_ ("Coach %s hours more."), hours);
  case RONDO_MEASURE_PAID_HOURS:
    return g_strdup_printf (_ ("Coach %s hours more that are paid."), hours);
  case RONDO_MEASURE_RECENT_HOURS:
    return g_strdup_printf (ngettext ("Coach %s hours more within the %d month before you apply.",
                                      "Coach %s hours more within the %d months before you apply.",
                                      (gulong)progress->requirement->months),
                            hours,
                            progress->requirement->months);
  case RONDO_MEASURE_TRAINING_HOURS:
    return g_strdup_printf (_ ("Log %s hours more of coach education."), hours);
  case RONDO_MEASURE_MENTORED_HOURS:
    return g_strdup_printf (_ ("Receive %s hours more of mentor coaching."), hours);
  case RONDO_MEASURE_MENTORED_ALONE_HOURS:
    return g_strdup_printf (_ ("Receive %s hours more of mentor coaching one to one."), hours);
  case RONDO_MEASURE_SUPERVISED_HOURS:
    return g_strdup_printf (_ ("Receive %s hours more of supervision."), hours);
  case RONDO_MEASURE_UNITS_CORE:
    return g_strdup_printf (_ ("Log %s units more on core competencies."), hours);
  case RONDO_MEASURE_UNITS_ETHICS:
    return g_strdup_printf (_ ("Log %s units more on ethics."), hours);
  case RONDO_MEASURE_UNITS:
    return g_strdup_printf (_ ("Log %s units more for the renewal."), hours);
  default:
    return g_strdup_printf (_ ("Log %s hours more of continuing education."), hours);
  }
}

static char *
describe_missing (const RondoProgress *progress)
{
  int missing = (int)(progress->need - progress->have);

  switch (progress->requirement->measure) {
  case RONDO_MEASURE_CLIENTS:
    return g_strdup_printf (
        ngettext ("Coach %d client more.", "Coach %d clients more.", (gulong)missing), missing);
  case RONDO_MEASURE_EXPERIENCE_YEARS:
    return g_strdup_printf (
        ngettext ("Your first session has to lie %d year further back when you apply.",
                  "Your first session has to lie %d years further back when you apply.",
                  (gulong)missing),
        missing);
  case RONDO_MEASURE_MENTORED_MONTHS:
    return g_strdup_printf (ngettext ("Spread your mentor coaching over %d month more.",
                                      "Spread your mentor coaching over %d months more.",
                                      (gulong)missing),
                            missing);
  case RONDO_MEASURE_SUPERVISED_MONTHS:
    return g_strdup_printf (ngettext ("Go on with supervision for %d month more.",
                                      "Go on with supervision for %d months more.",
                                      (gulong)missing),
                            missing);
  default:
    return describe_missing_hours (progress);
  }
}

static void
add_falling_out (GPtrArray *steps, const RondoCredentialPlan *plan)
{
  g_autofree char *hours = NULL;
  g_autofree char *day = NULL;

  if (plan->falling_out == 0)
    return;
  hours = rondo_minutes_to_local_hours (plan->falling_out);
  day = rondo_date_to_display (plan->window_from);
  g_ptr_array_add (
      steps,
      g_strdup_printf (_ ("%s hours that are recent today lie before %s and are too old on the day "
                          "you apply: apply earlier, or coach more."),
                       hours,
                       day));
}

static void
add_not_counted (GPtrArray *steps, const RondoCredentialPlan *plan)
{
  g_autofree char *before = rondo_minutes_to_local_hours (plan->before_training);
  g_autofree char *oversized = rondo_minutes_to_local_hours (plan->oversized);

  if (plan->needs_training_start)
    g_ptr_array_add (steps,
                     g_strdup (_ ("Say when your coach education began: hours before it do not "
                                  "count.")));
  if (plan->before_training > 0)
    g_ptr_array_add (
        steps,
        g_strdup_printf (_ ("%s hours before the start of your education do not count."), before));
  if (plan->oversized > 0)
    g_ptr_array_add (
        steps, g_strdup_printf (_ ("%s hours in groups above the limit do not count."), oversized));
}

static gboolean
is_short_of_paid (const RondoCredentialPlan *plan)
{
  for (guint i = 0; i < plan->progress->len; i++) {
    const RondoProgress *progress = &g_array_index (plan->progress, RondoProgress, i);

    if (progress->requirement->measure == RONDO_MEASURE_PAID_HOURS &&
        progress->state == RONDO_PROGRESS_SHORT)
      return TRUE;
  }
  return FALSE;
}

static void
add_uncertain (GPtrArray *steps, const RondoProgress *progress)
{
  const char *name = rondo_measure_describe (progress->requirement->measure);

  if (progress->state == RONDO_PROGRESS_TOLD)
    g_ptr_array_add (steps,
                     g_strdup (rondo_credential_note_describe (progress->requirement->note)));
  else if (progress->state == RONDO_PROGRESS_UNKNOWN)
    g_ptr_array_add (
        steps,
        /* Translators: what is asked for, as "Supervision received" */
        g_strdup_printf (_ ("%s: ask the body how much is needed; it is not known here."), name));
}

GPtrArray *
rondo_credential_plan_list_steps (const RondoCredentialPlan *plan)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  /* Receiving is the cheapest way to paid hours that are given already. */
  if (is_short_of_paid (plan) && plan->balance.pro_bono > 0)
    g_ptr_array_add (steps, rondo_reciprocity_describe (&plan->balance));
  for (guint i = 0; i < plan->progress->len; i++) {
    const RondoProgress *progress = &g_array_index (plan->progress, RondoProgress, i);

    if (progress->state == RONDO_PROGRESS_SHORT)
      g_ptr_array_add (steps, describe_missing (progress));
  }
  add_falling_out (steps, plan);
  add_not_counted (steps, plan);
  for (guint i = 0; i < plan->progress->len; i++)
    add_uncertain (steps, &g_array_index (plan->progress, RondoProgress, i));
  return steps;
}

char *
rondo_credential_plan_describe_forecast (const RondoCredentialPlan *plan)
{
  g_autofree char *pace = rondo_minutes_to_local_hours (plan->weekly_minutes);
  g_autofree char *day = rondo_date_to_display (plan->reached);

  if (plan->reached == RONDO_DATE_NONE)
    return g_strdup_printf (_ ("With %s hours a week the hours of coaching are not reached."),
                            pace);
  if (plan->reached <= plan->today)
    return g_strdup (_ ("The hours of coaching are there."));
  return g_strdup_printf (
      _ ("With %s hours a week the hours of coaching are there by %s."), pace, day);
}
