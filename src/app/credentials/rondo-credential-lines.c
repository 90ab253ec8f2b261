/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans for credentials as lines of lists. */
#include "config.h"

#include "rondo-credential-lines.h"

#include "rondo-line-item.h"

#include <glib/gi18n-lib.h>

#define TABLE_ROWS 12

static GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

double
rondo_progress_get_fraction (const RondoProgress *progress)
{
  return progress->need > 0 ? MIN (1.0, (double)progress->have / (double)progress->need) : 1.0;
}

static char *
describe_then (const RondoProgress *progress)
{
  g_autofree char *hours = NULL;

  if (progress->have_then == progress->have)
    return g_strdup ("");
  hours = rondo_minutes_to_local_hours (progress->have_then);
  return g_strdup_printf (_ ("%s hours on the day of the application, at this pace"), hours);
}

static RondoLineItem *
new_progress_line (const RondoProgress *progress, guint number)
{
  g_autofree char *key = g_strdup_printf ("%u", number);
  RondoLineItem *line = rondo_line_item_new (key, progress->state);

  rondo_line_item_take_title (line,
                              g_strdup (rondo_measure_describe (progress->requirement->measure)));
  rondo_line_item_take_detail (line, rondo_progress_describe (progress));
  rondo_line_item_take_subtitle (line, describe_then (progress));
  rondo_line_item_take_mark (line, rondo_requirement_describe_certainty (progress->requirement));
  if (progress->state == RONDO_PROGRESS_MET)
    rondo_line_item_take_badge (line, g_strdup (_ ("Met")));
  if (progress->state != RONDO_PROGRESS_UNKNOWN)
    rondo_line_item_set_fraction (line, rondo_progress_get_fraction (progress));
  return line;
}

GPtrArray *
rondo_lines_for_progress (const RondoCredentialPlan *plan)
{
  GPtrArray *lines = new_lines ();

  for (guint i = 0; i < plan->progress->len; i++) {
    const RondoProgress *progress = &g_array_index (plan->progress, RondoProgress, i);

    if (progress->state != RONDO_PROGRESS_TOLD)
      g_ptr_array_add (lines, new_progress_line (progress, i));
  }
  return lines;
}

GPtrArray *
rondo_lines_for_steps (const RondoCredentialPlan *plan)
{
  GPtrArray *lines = new_lines ();
  g_autoptr (GPtrArray) steps = rondo_credential_plan_list_steps (plan);

  for (guint i = 0; i < steps->len; i++) {
    RondoLineItem *line = rondo_line_item_new (steps->pdata[i], 0);

    rondo_line_item_take_title (line, g_strdup (steps->pdata[i]));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

static RondoLineItem *
new_point_line (const RondoPlanPoint *point)
{
  g_autofree char *key = rondo_date_to_iso (point->date);
  g_autofree char *hours = rondo_minutes_to_local_hours (point->minutes);
  RondoLineItem *line = rondo_line_item_new (key, point->is_forecast);

  rondo_line_item_take_title (line, rondo_date_to_display (point->date));
  rondo_line_item_take_detail (line,
                               point->is_forecast
                                   ? g_strdup_printf (_ ("%s hours, forecast"), hours)
                                   : g_strdup_printf (_ ("%s hours"), hours));
  return line;
}

/* Some of the past, and all that is forecast. */
GPtrArray *
rondo_lines_for_points (const RondoCredentialPlan *plan)
{
  GPtrArray *lines = new_lines ();
  guint step = MAX (1, plan->points->len / TABLE_ROWS);

  for (guint i = 0; i < plan->points->len; i++) {
    const RondoPlanPoint *point = &g_array_index (plan->points, RondoPlanPoint, i);

    if (i % step == 0 || point->date >= plan->today)
      g_ptr_array_add (lines, new_point_line (point));
  }
  return lines;
}

/* @source: an address, "" if none was found, NULL where none is needed. */
static void
add_source (GPtrArray *lines, const char *title, const char *note, const char *source)
{
  RondoLineItem *line = rondo_line_item_new (source != NULL ? source : "", 0);

  rondo_line_item_take_title (line, g_strdup (title));
  rondo_line_item_take_subtitle (line, g_strdup (note));
  if (source != NULL && *source == '\0')
    rondo_line_item_take_mark (line, g_strdup (_ ("No source was found.")));
  g_ptr_array_add (lines, line);
}

/* A note may end with the address it was taken from. */
static void
add_note (GPtrArray *lines, const char *note)
{
  const char *address = g_strrstr (note, "https://");
  g_autofree char *text = address != NULL ? g_strndup (note, (gsize)(address - note)) : NULL;

  if (address != NULL)
    add_source (lines, rondo_credential_note_describe (g_strstrip (text)), "", address);
  else
    add_source (lines, rondo_credential_note_describe (note), "", NULL);
}

GPtrArray *
rondo_lines_for_sources (const RondoCredentialRule *rule)
{
  GPtrArray *lines = new_lines ();
  g_autofree char *group = rondo_credential_rule_describe_group (rule);

  for (guint i = 0; i < rule->requirements->len; i++) {
    const RondoRequirement *requirement = rule->requirements->pdata[i];
    const char *note = rondo_credential_note_describe (requirement->note);
    gboolean is_told = requirement->measure == RONDO_MEASURE_TOLD;

    add_source (lines,
                is_told ? note : rondo_measure_describe (requirement->measure),
                is_told ? "" : note,
                requirement->source);
    for (guint j = 0; j < requirement->others->len; j++) {
      const RondoOtherValue *other = requirement->others->pdata[j];
      g_autofree char *title =
          /* Translators: what is asked for, and a number that another source gives */
          g_strdup_printf (
              _ ("%s: %d"), rondo_measure_describe (requirement->measure), other->value);

      add_source (lines, title, "", other->source);
    }
  }
  if (group != NULL)
    add_source (lines, group, "", rule->group_source);
  for (guint i = 0; i < rule->group_others->len; i++)
    add_source (lines, group, "", ((RondoOtherValue *)rule->group_others->pdata[i])->source);
  for (guint i = 0; i < rule->notes->len; i++)
    add_note (lines, rule->notes->pdata[i]);
  return lines;
}

char *
rondo_credential_plan_describe_dates (const RondoCredentialPlan *plan)
{
  const RondoCredentialRule *rule = plan->rule;
  g_autofree char *as_of = rondo_date_to_display (rule->as_of);
  g_autofree char *from = rondo_date_to_display (rule->valid_from);

  if (rule->is_own)
    return g_strdup_printf (_ ("By your own rules as of %s"), as_of);
  if (rule->valid_from == RONDO_DATE_NONE)
    return g_strdup_printf (_ ("By the rules as of %s; since when they hold is not known"), as_of);
  return g_strdup_printf (_ ("By the rules as of %s, which hold from %s"), as_of, from);
}

const RondoProgress *
rondo_credential_plan_get_hours (const RondoCredentialPlan *plan)
{
  for (guint i = 0; i < plan->progress->len; i++) {
    const RondoProgress *progress = &g_array_index (plan->progress, RondoProgress, i);

    if (progress->requirement->measure == RONDO_MEASURE_HOURS)
      return progress;
  }
  return NULL;
}

char *
rondo_credential_plan_describe_chart (const RondoCredentialPlan *plan)
{
  const RondoPlanPoint *first = &g_array_index (plan->points, RondoPlanPoint, 0);
  const RondoProgress *hours = rondo_credential_plan_get_hours (plan);
  g_autofree char *forecast = rondo_credential_plan_describe_forecast (plan);
  g_autofree char *from = rondo_date_to_display (first->date);
  g_autofree char *have = hours != NULL ? rondo_progress_describe (hours) : g_strdup ("");

  return g_strdup_printf (
      /* Translators: a day; "87.50 of 100 hours"; a sentence about the forecast */
      _ ("Hours of coaching since %s: %s. %s"),
      from,
      have,
      forecast);
}
