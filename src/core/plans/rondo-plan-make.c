/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes a plan: asks the matching engine, and reads its result. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-match.h"
#include "rondo-plan-problem.h"
#include "rondo-plan-read.h"
#include "rondo-round-kind.h"

/* With two, both could only coach each other. */
#define REGISTRATIONS_MIN 3

static void
progress_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  const RondoPlanOptions *options = user_data;
  RondoPlanProgress told = {
      progress->has_plan, progress->n_pairs, progress->fraction, progress->gap};

  if (options->progress != NULL)
    options->progress (&told, options->user_data);
}

static gboolean
deadline_cb (gpointer user_data)
{
  const RondoPlanOptions *options = user_data;

  return options->deadline != NULL && options->deadline (options->user_data);
}

static gboolean
check_enough (const RondoRound *round, GPtrArray *registrations, GError **error)
{
  if (registrations->len >= REGISTRATIONS_MIN || rondo_round_is_mutual_allowed (round) ||
      rondo_round_has_roles (round))
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               ngettext ("Only %u member is registered. A round needs at least three, because "
                         "nobody may be coached by their own client.",
                         "Only %u members are registered. A round needs at least three, because "
                         "nobody may be coached by their own client.",
                         registrations->len),
               registrations->len);
  return FALSE;
}

static gboolean
check_instance (const RondoMatchInstance *instance, GError **error)
{
  g_autofree char *problem = rondo_match_check_instance (instance);

  if (problem == NULL)
    return TRUE;
  g_set_error (
      error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The round cannot be matched: %s"), problem);
  return FALSE;
}

RondoPlan *
rondo_plan_make (const RondoMatchingInput *input,
                 int64_t now_us,
                 const RondoPlanOptions *options,
                 GError **error)
{
  const RondoPlanOptions none = {0};
  RondoPlanOptions asked = options != NULL ? *options : none;
  RondoMatchOptions engine_options = {.progress = progress_cb,
                                      .deadline = deadline_cb,
                                      .user_data = &asked,
                                      .cancelled = asked.cancelled};
  g_autoptr (RondoCandidates) candidates = NULL;
  g_autoptr (RondoPlanProblem) problem = NULL;
  g_autoptr (RondoMatchResult) result = NULL;
  RondoPlan *plan;

  g_return_val_if_fail (input != NULL && input->round != NULL, NULL);
  g_return_val_if_fail (input->members != NULL && input->registrations != NULL, NULL);

  if (!check_enough (input->round, input->registrations, error))
    return NULL;
  candidates = rondo_candidates_new_for_input (input, RONDO_ERROR_INVALID, error);
  if (candidates == NULL)
    return NULL;
  problem = rondo_plan_problem_new (candidates, input, error);
  if (problem == NULL || !check_instance (&problem->instance, error))
    return NULL;
  result = rondo_match_solve (&problem->instance, &engine_options);
  if (result->status == RONDO_MATCH_INFEASIBLE) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The fixed pairs contradict each other or the rules of this round. "
                            "Please release one of them."));
    return NULL;
  }
  if (result->n_pairs == 0 && result->status != RONDO_MATCH_OPTIMAL)
    return NULL;
  plan = rondo_plan_read (input, problem, &problem->instance, result, now_us);
  g_free (plan->input_hash);
  plan->input_hash = rondo_plan_problem_hash (problem);
  return plan;
}
