/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what the engine found to a plan with reasons. */
#include "config.h"

#include "rondo-plan-read.h"

#include <glib/gi18n-lib.h>

#include "rondo-id.h"
#include "rondo-text.h"
#include "rondo-unplaced.h"

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

/* Who takes no part was put aside by hand, so that is why. */
static RondoUnplaced *
explain_absence (const RondoCandidate *candidate)
{
  RondoUnplaced *unplaced = rondo_unplaced_new ();
  g_autofree char *name = rondo_text_isolate (candidate->member->name);

  unplaced->member = g_strdup (candidate->member->id);
  unplaced->code = RONDO_UNPLACED_ODD_ONE_OUT;
  g_free (unplaced->rule);
  unplaced->rule = g_strdup_printf (_ ("The coordinator left %s out of this plan."), name);
  return unplaced;
}

static gboolean
is_absent (const RondoMatchingInput *input, const RondoCandidate *candidate)
{
  return input->absent != NULL &&
         g_ptr_array_find_with_equal_func (input->absent, candidate->member->id, g_str_equal, NULL);
}

/* Both who is not placed and who could be placed more often. */
static void
add_unplaced (RondoPlan *plan,
              const RondoMatchingInput *input,
              const RondoPlanProblem *problem,
              const RondoMatchInstance *instance,
              const RondoMatchResult *result)
{
  guint n_members = problem->candidates->all->len;
  gboolean is_stopped = result->objective[0] < result->bound[0];
  g_autofree RondoShare *shares = g_new0 (RondoShare, MAX (n_members, 1));

  for (int i = 0; i < result->n_pairs; i++) {
    shares[result->pairs[i].coach].given++;
    shares[result->pairs[i].client].got++;
  }
  for (guint i = 0; i < n_members; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (problem->candidates, i);

    if (is_absent (input, candidate))
      g_ptr_array_add (plan->unplaced, explain_absence (candidate));
    else if (shares[i].given < candidate->clients || shares[i].got < candidate->coaches)
      g_ptr_array_add (plan->unplaced,
                       rondo_unplaced_explain (
                           candidate, instance, shares[i], find_miss (result, i), is_stopped));
  }
}

RondoPlan *
rondo_plan_read (const RondoMatchingInput *input,
                 const RondoPlanProblem *problem,
                 const RondoMatchInstance *instance,
                 const RondoMatchResult *result,
                 int64_t now_us)
{
  RondoPlan *plan = rondo_plan_new ();

  plan->id = rondo_id_new (now_us);
  plan->round = g_strdup (input->round->id);
  plan->round_version = input->round->version;
  plan->seed = instance->seed;
  g_free (plan->engine);
  plan->engine = g_strdup (rondo_match_engine ());
  plan->status = result->status == RONDO_MATCH_OPTIMAL ? RONDO_PLAN_OPTIMAL : RONDO_PLAN_FEASIBLE;
  for (int i = 0; i < result->n_pairs; i++)
    add_pair (plan, problem, &result->pairs[i], now_us);
  add_tiers (plan, problem, result);
  add_unplaced (plan, input, problem, instance, result);
  return plan;
}
