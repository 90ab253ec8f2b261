/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes a plan: asks the matching engine, and reads its result. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-match.h"
#include "rondo-plan-problem.h"
#include "rondo-unplaced.h"

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

static void
add_pair (RondoPlan *plan,
          const RondoPlanProblem *problem,
          const RondoMatchArc *arc,
          int64_t now_us)
{
  const RondoCandidate *coach = rondo_candidates_get (problem->candidates, (guint)arc->coach);
  const RondoCandidate *client = rondo_candidates_get (problem->candidates, (guint)arc->client);
  RondoPlannedPair *pair = rondo_planned_pair_new ();

  pair->pairing = rondo_id_new (now_us);
  pair->coach = g_strdup (coach->member->id);
  pair->client = g_strdup (client->member->id);
  if (rondo_plan_problem_has (problem->fixed, coach, client))
    g_ptr_array_add (pair->reasons, rondo_reason_new (RONDO_REASON_LOCKED, 0, 0, NULL));
  if (rondo_plan_problem_has (problem->kept, coach, client))
    g_ptr_array_add (pair->reasons, rondo_reason_new (RONDO_REASON_KEPT, 0, 0, NULL));
  plan->value += rondo_candidate_value (coach, client, pair->reasons);
  g_ptr_array_add (plan->pairs, pair);
}

static void
add_tiers (RondoPlan *plan, const RondoPlanProblem *problem, const RondoMatchResult *result)
{
  for (int i = 0; i < result->n_objective; i++) {
    RondoTier tier = {
        i == 0 ? RONDO_TIER_PLACED : problem->tiers[i - 1], result->objective[i], result->bound[i]};

    g_array_append_val (plan->tiers, tier);
  }
}

static const RondoMatchMiss *
find_miss (const RondoMatchResult *result, guint index)
{
  for (int i = 0; i < result->n_misses; i++)
    if (result->misses[i].member == (int32_t)index)
      return &result->misses[i];
  return NULL;
}

/* Both who is not placed and who could be placed more often. */
static void
add_unplaced (RondoPlan *plan, const RondoPlanProblem *problem, const RondoMatchResult *result)
{
  guint n_members = problem->candidates->all->len;
  g_autofree RondoShare *shares = g_new0 (RondoShare, MAX (n_members, 1));

  for (int i = 0; i < result->n_pairs; i++) {
    shares[result->pairs[i].coach].given++;
    shares[result->pairs[i].client].got++;
  }
  for (guint i = 0; i < n_members; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (problem->candidates, i);

    if (shares[i].given < candidate->clients || shares[i].got < candidate->coaches)
      g_ptr_array_add (plan->unplaced,
                       rondo_unplaced_explain (candidate,
                                               &problem->instance,
                                               shares[i],
                                               find_miss (result, i),
                                               result->status != RONDO_MATCH_OPTIMAL));
  }
}

static RondoPlan *
read_result (const RondoRound *round,
             const RondoPlanProblem *problem,
             const RondoMatchResult *result,
             int64_t now_us)
{
  RondoPlan *plan = rondo_plan_new ();

  plan->id = rondo_id_new (now_us);
  plan->round = g_strdup (round->id);
  plan->round_version = round->version;
  plan->seed = problem->instance.seed;
  g_free (plan->engine);
  plan->engine = g_strdup (rondo_match_engine ());
  g_free (plan->input_hash);
  plan->input_hash = rondo_plan_problem_hash (problem);
  plan->status = result->status == RONDO_MATCH_OPTIMAL ? RONDO_PLAN_OPTIMAL : RONDO_PLAN_FEASIBLE;
  for (int i = 0; i < result->n_pairs; i++)
    add_pair (plan, problem, &result->pairs[i], now_us);
  add_tiers (plan, problem, result);
  add_unplaced (plan, problem, result);
  return plan;
}

static gboolean
check_enough (const RondoRound *round, GPtrArray *registrations, GError **error)
{
  if (registrations->len >= REGISTRATIONS_MIN || round->mutual_allowed)
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
  return read_result (input->round, problem, result, now_us);
}
