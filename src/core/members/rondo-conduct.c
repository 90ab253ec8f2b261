/* SPDX-License-Identifier: GPL-3.0-or-later
 * A report about how a member behaved, and what coordinators did about it. */
#include "config.h"

#include "rondo-conduct.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"

static const char *const words[RONDO_N_CONDUCT_STATES] = {
    "new", "looked-into", "closed", "unfounded"};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

RondoConduct *
rondo_conduct_new (void)
{
  RondoConduct *conduct = g_new0 (RondoConduct, 1);

  conduct->on = RONDO_DATE_NONE;
  conduct->text = g_strdup ("");
  return conduct;
}

RondoConduct *
rondo_conduct_copy (const RondoConduct *conduct)
{
  RondoConduct *copy;

  g_return_val_if_fail (conduct != NULL, NULL);

  copy = g_memdup2 (conduct, sizeof *conduct);
  copy->id = g_strdup (conduct->id);
  copy->about = g_strdup (conduct->about);
  copy->by = g_strdup (conduct->by);
  copy->text = g_strdup (conduct->text);
  return copy;
}

void
rondo_conduct_free (RondoConduct *conduct)
{
  if (conduct == NULL)
    return;
  g_free (conduct->id);
  g_free (conduct->about);
  g_free (conduct->by);
  g_free (conduct->text);
  g_free (conduct);
}

RondoConductStep *
rondo_conduct_step_new (void)
{
  RondoConductStep *step = g_new0 (RondoConductStep, 1);

  step->note = g_strdup ("");
  return step;
}

RondoConductStep *
rondo_conduct_step_copy (const RondoConductStep *step)
{
  RondoConductStep *copy;

  g_return_val_if_fail (step != NULL, NULL);

  copy = g_memdup2 (step, sizeof *step);
  copy->id = g_strdup (step->id);
  copy->report = g_strdup (step->report);
  copy->by = g_strdup (step->by);
  copy->note = g_strdup (step->note);
  return copy;
}

void
rondo_conduct_step_free (RondoConductStep *step)
{
  if (step == NULL)
    return;
  g_free (step->id);
  g_free (step->report);
  g_free (step->by);
  g_free (step->note);
  g_free (step);
}

gboolean
rondo_conduct_check (const RondoConduct *conduct, GError **error)
{
  g_return_val_if_fail (conduct != NULL, FALSE);

  if (!rondo_check_reference (conduct->about, _ ("about"), error) ||
      !rondo_check_reference (conduct->by, _ ("by"), error) ||
      !rondo_check_long_text (conduct->text, _ ("text"), RONDO_CONDUCT_MAX_BYTES, error))
    return FALSE;
  if (conduct->text[strspn (conduct->text, " \t\n")] == '\0')
    return refuse (error, _ ("Write what happened."));
  if (strcmp (conduct->about, conduct->by) == 0)
    return refuse (error, _ ("A report is about somebody else."));
  if (conduct->on != RONDO_DATE_NONE && !rondo_date_is_valid (conduct->on))
    return refuse (error, _ ("The day of a report is none of the years 1900 to 2200."));
  return conduct->made_us >= 0 || refuse (error, _ ("The time of a report is wrong."));
}

gboolean
rondo_conduct_step_check (const RondoConductStep *step, GError **error)
{
  g_return_val_if_fail (step != NULL, FALSE);

  return rondo_check_reference (step->report, _ ("report"), error) &&
         rondo_check_reference (step->by, _ ("by"), error) &&
         rondo_check_long_text (step->note, _ ("note"), RONDO_CONDUCT_MAX_BYTES, error) &&
         (step->made_us >= 0 || refuse (error, _ ("The time of a report is wrong.")));
}

RondoConductState
rondo_conduct_judge (GPtrArray *steps)
{
  g_return_val_if_fail (steps != NULL, RONDO_CONDUCT_NEW);

  return steps->len > 0 ? ((const RondoConductStep *)steps->pdata[steps->len - 1])->state
                        : RONDO_CONDUCT_NEW;
}

GPtrArray *
rondo_conduct_names_avoided (GPtrArray *avoids, GHashTable *reported)
{
  GPtrArray *named = g_ptr_array_new ();

  g_return_val_if_fail (avoids != NULL && reported != NULL, named);

  for (guint i = 0; i < avoids->len; i++)
    if (g_hash_table_contains (reported, avoids->pdata[i]))
      g_ptr_array_add (named, avoids->pdata[i]);
  return named;
}

const char *
rondo_conduct_state_to_word (RondoConductState state)
{
  g_return_val_if_fail ((guint)state < RONDO_N_CONDUCT_STATES, NULL);
  return words[state];
}

gboolean
rondo_conduct_state_from_word (const char *word, RondoConductState *state)
{
  for (guint i = 0; i < RONDO_N_CONDUCT_STATES; i++) {
    if (g_strcmp0 (words[i], word) == 0) {
      *state = (RondoConductState)i;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
rondo_conduct_state_describe (RondoConductState state)
{
  switch (state) {
  case RONDO_CONDUCT_LOOKED_INTO:
    return _ ("Being looked into");
  case RONDO_CONDUCT_CLOSED:
    return _ ("Closed");
  case RONDO_CONDUCT_UNFOUNDED:
    return _ ("Closed as unfounded");
  case RONDO_CONDUCT_NEW:
  case RONDO_N_CONDUCT_STATES:
  default:
    return _ ("New");
  }
}
