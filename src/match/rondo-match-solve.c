/* SPDX-License-Identifier: GPL-3.0-or-later
 * The entry of the engine: model, run, result. */
#include "config.h"

#include "rondo-match-memory.h"
#include "rondo-match-misses.h"
#include "rondo-match-run.h"
#include "rondo-match-soften.h"
#include "rondo-match-triads.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Multipliers are finer than costs by at most so many bits. */
#define MAX_STEP_BITS 14

/* Exchanges looked at for softer rings, in a first plan and after a change; counts, so that the
 * outcome does not depend on the machine. */
#define COLD_STEPS 2000000
#define WARM_STEPS 150000

const char *
rondo_match_engine (void)
{
  return "rondo-match 1";
}

static int
compare_pairs (const void *a, const void *b)
{
  const RondoMatchArc *left = a;
  const RondoMatchArc *right = b;

  if (left->coach != right->coach)
    return left->coach < right->coach ? -1 : 1;
  return left->client < right->client ? -1 : left->client > right->client;
}

/* Locked pairs first, then those of the run; ordered in the end. */
static void
fill_pairs (const RondoMatchModel *model,
            const RondoMatchOutcome *outcome,
            RondoMatchResult *result)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t n = 0;

  result->n_pairs = outcome->n_arcs + model->n_locked;
  result->pairs = g_new0 (RondoMatchArc, MAX (result->n_pairs, 1));
  for (int32_t k = 0; k < model->n_locked; k++)
    result->pairs[n++] = instance->arcs[model->locked_arc[k]];
  for (int32_t k = 0; k < outcome->n_arcs; k++)
    result->pairs[n++] = instance->arcs[outcome->arcs[k]];
  qsort (result->pairs, n, sizeof (RondoMatchArc), compare_pairs);
}

/* The sums are taken from the values themselves, not from the weights. */
static void
fill_objective (const RondoMatchModel *model,
                const RondoMatchOutcome *outcome,
                RondoMatchResult *result)
{
  const RondoMatchInstance *instance = model->instance;

  result->objective[0] = result->n_pairs;
  for (int32_t t = 0; t < instance->n_tiers; t++) {
    for (int32_t k = 0; k < outcome->n_arcs; k++)
      result->objective[t + 1] += instance->values[(gsize)outcome->arcs[k] * instance->n_tiers + t];
    for (int32_t k = 0; k < model->n_locked; k++)
      result->objective[t + 1] +=
          instance->values[(gsize)model->locked_arc[k] * instance->n_tiers + t];
  }
}

static void
fill_gap (RondoMatchResult *result)
{
  for (int32_t t = 0; t < result->n_objective; t++) {
    double bound = (double)result->bound[t];

    if (result->objective[t] == result->bound[t])
      continue;
    result->gap = fabs (bound - (double)result->objective[t]) / fmax (1.0, fabs (bound));
    return;
  }
}

static char *
describe_conflict (const RondoMatchModel *model, gboolean is_proved)
{
  const RondoMatchInstance *instance = model->instance;

  if (!is_proved)
    return g_strdup ("No plan with all locked pairs was found in the time given.");
  for (int32_t k = 0; k < instance->n_locked; k++) {
    int32_t coach = model->rank[instance->locked[k].coach];
    int32_t client = model->rank[instance->locked[k].client];

    if (model->is_even[coach] && model->gets[coach] > model->gives[coach])
      return g_strdup_printf ("“%s” is locked to coach “%s”, but not everybody who is locked so "
                              "can be given a coach in return.",
                              instance->names[instance->locked[k].coach],
                              instance->names[instance->locked[k].client]);
    if (model->is_even[client] && model->gives[client] > model->gets[client])
      return g_strdup_printf ("“%s” is locked to be coached by “%s”, but not everybody who is "
                              "locked so can be given a client in return.",
                              instance->names[instance->locked[k].client],
                              instance->names[instance->locked[k].coach]);
  }
  return g_strdup ("No plan keeps all locked pairs.");
}

static RondoMatchResult *
result_new (const RondoMatchInstance *instance)
{
  RondoMatchResult *result = g_new0 (RondoMatchResult, 1);

  result->n_objective = 1 + instance->n_tiers;
  result->objective = g_new0 (int64_t, result->n_objective);
  result->bound = g_new0 (int64_t, result->n_objective);
  result->pairs = g_new0 (RondoMatchArc, 1);
  result->misses = g_new0 (RondoMatchMiss, 1);
  result->status = RONDO_MATCH_INFEASIBLE;
  return result;
}

static void
run_model (RondoMatchMemory *memory,
           const RondoMatchMemory *before,
           RondoMatchClock *clock,
           RondoMatchOutcome *outcome)
{
  const RondoMatchModel *model = memory->model;
  int room = 61 - rondo_match_model_bits (model) - rondo_match_model_path_bits (model);
  gboolean is_alike;

  memory->is_wide = room < 8;
  memory->step_bits =
      memory->is_wide ? CLAMP (room + 64, 0, MAX_STEP_BITS) : MIN (room, MAX_STEP_BITS);
  is_alike = before != NULL && before->state != NULL && before->is_wide == memory->is_wide &&
             before->step_bits == memory->step_bits &&
             rondo_match_model_is_alike (model, before->model);
  if (memory->is_wide)
    memory->state = rondo_match_run_wide (
        model, memory->step_bits, is_alike ? before->state : NULL, clock, outcome);
  else
    memory->state =
        rondo_match_run (model, memory->step_bits, is_alike ? before->state : NULL, clock, outcome);
}

/* Smaller weights than proof asks for are right if the better tiers came out as well as they do
 * without the last one. */
static gboolean
is_proof_sound (const RondoMatchModel *model,
                const RondoMatchResult *result,
                const RondoMatchOptions *options)
{
  RondoMatchInstance fewer = *model->instance;
  g_autofree int32_t *values = NULL;
  g_autoptr (RondoMatchResult) other = NULL;

  if (model->n_tiers < fewer.n_tiers || fewer.n_tiers < 2)
    return FALSE;
  fewer.n_tiers--;
  values = g_new (int32_t, MAX ((gsize)fewer.n_arcs * fewer.n_tiers, 1));
  for (int32_t a = 0; a < fewer.n_arcs; a++)
    for (int32_t t = 0; t < fewer.n_tiers; t++)
      values[(gsize)a * fewer.n_tiers + t] =
          model->instance->values[(gsize)a * model->instance->n_tiers + t];
  fewer.values = values;
  other = rondo_match_solve (&fewer, options);
  if (other->status != RONDO_MATCH_OPTIMAL)
    return FALSE;
  for (int32_t t = 0; t < other->n_objective; t++)
    if (other->objective[t] != result->objective[t])
      return FALSE;
  return TRUE;
}

/* Without weights that prove, a bound is what the better tiers allow. */
static void
loosen_bound (const RondoMatchModel *model, RondoMatchResult *result)
{
  result->bound[0] = model->most_pairs;
  for (int32_t t = 0; t < model->instance->n_tiers; t++) {
    int64_t low = MIN (model->low[t], 0);
    int64_t high = model->low[t] + model->range[t] * model->grain[t];

    result->bound[t + 1] = MAX (high, low) * (int64_t)MAX (model->most_pairs, 1);
  }
}

/* Whether the locked pairs alone leave everybody even who has to be. */
static gboolean
are_locks_a_plan (const RondoMatchModel *model)
{
  for (int32_t i = 0; i < model->instance->n_members; i++)
    if (model->is_even[i] && model->gives[i] != model->gets[i])
      return FALSE;
  return TRUE;
}

static void
fill_result (const RondoMatchModel *model,
             const RondoMatchOutcome *outcome,
             RondoMatchClock *clock,
             int64_t steps,
             RondoMatchResult *result)
{
  gboolean is_proved = outcome->has_plan && outcome->has_bound && outcome->total == outcome->bound;

  result->nodes = outcome->nodes;
  if (outcome->n_forced > 0 || (!outcome->has_plan && !are_locks_a_plan (model))) {
    result->conflict = describe_conflict (model, is_proved);
    return;
  }
  fill_pairs (model, outcome, result);
  rondo_match_soften_rings (model, steps, clock, result);
  fill_objective (model, outcome, result);
  if (outcome->has_bound && !model->is_capped)
    rondo_match_model_decode (model, outcome->bound, result->bound);
  else
    loosen_bound (model, result);
  result->status = is_proved ? RONDO_MATCH_OPTIMAL : RONDO_MATCH_FEASIBLE;
  if (is_proved && model->is_capped) {
    if (is_proof_sound (model, result, clock->options))
      memcpy (result->bound, result->objective, result->n_objective * sizeof (int64_t));
    else
      result->status = RONDO_MATCH_FEASIBLE;
  }
  fill_gap (result);
  rondo_match_find_misses (model, clock, result);
}

/* Takes @memory's model to its end. */
static RondoMatchResult *
solve_model (RondoMatchMemory *memory, const RondoMatchMemory *before, RondoMatchClock *clock)
{
  const RondoMatchModel *model = memory->model;
  RondoMatchOutcome outcome = {0};
  RondoMatchResult *result = result_new (model->instance);

  if (model->conflict != NULL) {
    result->conflict = g_strdup (model->conflict);
    return result;
  }
  run_model (memory, before, clock, &outcome);
  g_clear_pointer (&result->pairs, g_free);
  g_clear_pointer (&result->misses, g_free);
  fill_result (model, &outcome, clock, before != NULL ? WARM_STEPS : COLD_STEPS, result);
  g_free (outcome.arcs);
  rondo_match_clock_show (
      clock, 1.0, result->status != RONDO_MATCH_INFEASIBLE, result->n_pairs, result->gap);
  return result;
}

RondoMatchResult *
rondo_match_solve (const RondoMatchInstance *instance, const RondoMatchOptions *options)
{
  RondoMatchClock clock = {.options = options};
  RondoMatchMemory memory = {0};
  RondoMatchResult *result;

  if (instance->rings != RONDO_MATCH_RINGS_ANY)
    return rondo_match_solve_triads (instance, options);
  memory.model = rondo_match_model_new (instance, instance->n_tiers, &clock);
  result = solve_model (&memory, NULL, &clock);
  rondo_match_memory_clear (&memory);
  return result;
}

RondoMatchResult *
rondo_match_solve_again (const RondoMatchInstance *instance,
                         const RondoMatchMemory *before,
                         const RondoMatchOptions *options,
                         RondoMatchMemory *memory)
{
  RondoMatchClock clock = {.options = options};

  *memory = (RondoMatchMemory){0};
  if (instance->rings != RONDO_MATCH_RINGS_ANY)
    return rondo_match_solve_triads (instance, options);
  *memory = (RondoMatchMemory){.model = rondo_match_model_new_lasting (
                                   instance, before != NULL ? before->model : NULL, &clock)};
  return solve_model (memory, before, &clock);
}

void
rondo_match_memory_clear (RondoMatchMemory *memory)
{
  if (memory->is_wide)
    rondo_match_state_free_wide (memory->state);
  else
    rondo_match_state_free (memory->state);
  memory->state = NULL;
  g_clear_pointer (&memory->model, rondo_match_model_free);
}

void
rondo_match_result_free (RondoMatchResult *result)
{
  if (result == NULL)
    return;
  for (int32_t k = 0; k < result->n_misses; k++) {
    g_free (result->misses[k].set);
    g_free (result->misses[k].partners);
  }
  g_free (result->misses);
  g_free (result->pairs);
  g_free (result->objective);
  g_free (result->bound);
  g_free (result->conflict);
  g_free (result);
}
