/* SPDX-License-Identifier: GPL-3.0-or-later
 * The leximin plan, level by level from the lowest rating (the lexicographic bottleneck problem of
 * Burkard and Rendl 1991): how many sides have the rating of a level is an objective of its own.
 * Levels that have been proved are kept by taking away the pairs that no such plan can have, and by
 * limits on the others. Behind tiers that come before the levels, where there are no limits, a
 * level that leaves a choice stays a tier before those that follow. No weight is ever rounded: a
 * stage that does not fit, or is not proved, ends the search with what is known. */
#include "config.h"

#include "rondo-match-climb.h"
#include "rondo-match-misses.h"
#include "rondo-match-pairs.h"
#include "rondo-match-stage.h"

#include <stdlib.h>
#include <string.h>

/* What costs of 64 bits leave for tiers, and costs of 128; see the model. */
#define NARROW_BITS 52
#define WIDE_BITS 100
/* Levels of one stage, at most. */
#define MAX_STAGE 24
/* With more carried levels it is worth while to look at every arc that could have one. */
#define MAX_CARRIED 20

static gboolean
is_stopped (RondoMatchLadder *ladder)
{
  return rondo_match_clock_stop (&ladder->clock);
}

static gboolean
is_between (int32_t level, int32_t from, int32_t to)
{
  return level >= from && level < to;
}

/* No plan wanted has a side of these levels, but for locked pairs. */
static void
drop_levels (RondoMatchLadder *ladder, int32_t from, int32_t to)
{
  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    if (!ladder->locked[a] && (is_between (ladder->levels[a][0], from, to) ||
                               is_between (ladder->levels[a][1], from, to)))
      ladder->alive[a] = 0;
}

/* Skips the levels that can be avoided altogether, up to the bottleneck, by halving. */
static void
skip_levels (RondoMatchLadder *ladder)
{
  int32_t high = ladder->n_levels + 1;

  while (high - ladder->done > 1 && !is_stopped (ladder)) {
    int32_t middle = ladder->done + (high - ladder->done) / 2;
    g_auto (RondoMatchStage) stage = {0};

    rondo_match_stage_init (&stage, ladder);
    rondo_match_stage_add_tier (&stage, RONDO_MATCH_TIER_OF_LEVELS, ladder->done, middle);
    if (rondo_match_stage_solve (&stage) && stage.result->objective[stage.first_added] == 0) {
      drop_levels (ladder, ladder->done, middle);
      ladder->done = middle;
    } else {
      high = middle;
    }
  }
}

static gboolean
has_low_side (const RondoMatchLadder *ladder, int32_t a)
{
  return is_between (ladder->levels[a][0], 0, ladder->done) ||
         is_between (ladder->levels[a][1], 0, ladder->done);
}

static int
compare_worth (const int64_t *bound, const RondoMatchResult *result)
{
  for (int32_t t = 0; t < result->n_objective; t++)
    if (bound[t] != result->objective[t])
      return bound[t] < result->objective[t] ? -1 : 1;
  return 0;
}

/* Whether a plan with the arc could be as good as that of the stage. */
static gboolean
may_be_used (const RondoMatchStage *stage, const RondoMatchArc *arc, int64_t *bound)
{
  const RondoMatchResult *result = stage->result;
  RondoMatchChange change = {RONDO_MATCH_CHANGE_LOCK, arc->coach, arc->client, NULL, 0, 0};
  g_autoptr (RondoMatchResult) other = NULL;

  if (is_stopped (stage->ladder))
    return TRUE;
  if (rondo_match_session_bound_pair (stage->session, arc->coach, arc->client, bound) &&
      compare_worth (bound, result) < 0)
    return FALSE;
  other = rondo_match_session_try (stage->session, &change, 1, &stage->ladder->options);
  if (other == NULL || other->status == RONDO_MATCH_INFEASIBLE)
    return is_stopped (stage->ladder);
  return compare_worth (other->bound, result) >= 0;
}

/* Takes away the arcs with low sides that no plan as good as that of the stage can have. */
static void
drop_arcs (const RondoMatchStage *stage)
{
  RondoMatchLadder *ladder = stage->ladder;
  g_autofree int64_t *bound = g_new0 (int64_t, stage->result->n_objective);

  for (guint k = 0; k < stage->arcs->len; k++) {
    int32_t a = g_array_index (stage->origin, int32_t, k);

    if (ladder->alive[a] && !ladder->locked[a] && !ladder->in_best[a] && has_low_side (ladder, a))
      ladder->alive[a] = may_be_used (stage, &ladder->instance->arcs[a], bound);
  }
}

/* A level that the arcs alive cannot exceed needs no tier: fewer than the least there are none. */
static void
list_carried (RondoMatchLadder *ladder)
{
  g_autofree int64_t *sides = g_new0 (int64_t, (gsize)ladder->n_levels + 1);

  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    for (int s = 0; s < 2 && ladder->alive[a] && !ladder->locked[a]; s++)
      if (ladder->levels[a][s] >= 0)
        sides[ladder->levels[a][s]]++;
  ladder->n_carried = 0;
  for (int32_t l = 0; l < ladder->done; l++)
    if (sides[l] > ladder->counts[l])
      ladder->carried[ladder->n_carried++] = l;
}

/* Adds as many levels as keep the weights small; at least one. */
static int32_t
add_levels (RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  int32_t n = 1;
  int limit;

  rondo_match_stage_add_tier (stage, RONDO_MATCH_TIER_OF_LEVELS, ladder->done, ladder->done + 1);
  limit = rondo_match_stage_measure (stage) <= NARROW_BITS ? NARROW_BITS : WIDE_BITS;
  while (ladder->done + n < ladder->n_levels && n < MAX_STAGE) {
    rondo_match_stage_add_tier (
        stage, RONDO_MATCH_TIER_OF_LEVELS, ladder->done + n, ladder->done + n + 1);
    if (rondo_match_stage_measure (stage) > limit) {
      g_array_set_size (stage->added, stage->added->len - 1);
      break;
    }
    n++;
  }
  return n;
}

/* What an unproved stage says about the first of its levels. */
static void
keep_least (const RondoMatchStage *stage, int32_t first)
{
  const RondoMatchResult *result = stage->result;

  if (result == NULL || stage->ladder->n_carried > 0 || result->status == RONDO_MATCH_INFEASIBLE)
    return;
  for (int32_t t = 0; t < first; t++)
    if (result->bound[t] != result->objective[t])
      return;
  stage->ladder->least = MAX (-result->bound[first], 0);
}

/* Settles the next levels. FALSE if they could not be proved. */
static gboolean
settle_levels (RondoMatchLadder *ladder, gboolean *are_avoided)
{
  g_auto (RondoMatchStage) stage = {0};
  int32_t n;

  rondo_match_stage_init (&stage, ladder);
  n = add_levels (&stage);
  *are_avoided = TRUE;
  if (!rondo_match_stage_solve (&stage)) {
    keep_least (&stage, stage.first_added);
    return FALSE;
  }
  for (int32_t k = 0; k < n; k++) {
    int64_t count = -stage.result->objective[stage.first_added + k];

    ladder->counts[ladder->done + k] = count;
    if (count == 0)
      drop_levels (ladder, ladder->done + k, ladder->done + k + 1);
    *are_avoided &= count == 0;
  }
  ladder->done += n;
  list_carried (ladder);
  if (ladder->n_carried > MAX_CARRIED) {
    drop_arcs (&stage);
    list_carried (ladder);
  }
  return TRUE;
}

static gboolean
has_choice (const RondoMatchLadder *ladder)
{
  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    if (ladder->alive[a] && !ladder->in_best[a])
      return TRUE;
  return FALSE;
}

/* The tiers that come after the levels. */
static gboolean
settle_rest (RondoMatchLadder *ladder)
{
  g_auto (RondoMatchStage) stage = {0};

  rondo_match_stage_init (&stage, ladder);
  for (int32_t t = ladder->n_before; t < ladder->instance->n_tiers; t++)
    rondo_match_stage_add_tier (&stage, RONDO_MATCH_TIER_OF_INSTANCE, t, t + 1);
  return rondo_match_stage_solve (&stage);
}

/* Without tiers before, all levels up to the bottleneck can be skipped, and the rest climbed. */
static gboolean
climb (RondoMatchLadder *ladder)
{
  g_auto (RondoMatchStage) stage = {0};

  rondo_match_stage_init (&stage, ladder);
  if (!rondo_match_stage_solve (&stage))
    return FALSE;
  skip_levels (ladder);
  if (is_stopped (ladder))
    return FALSE;
  if (rondo_match_ladder_climb (ladder))
    return TRUE;
  if (ladder->done < ladder->n_levels)
    return FALSE;
  return settle_rest (ladder);
}

/* TRUE if all levels are settled, and the plan is the best with these. */
static gboolean
settle_all (RondoMatchLadder *ladder)
{
  gboolean are_avoided = TRUE;

  while (ladder->done < ladder->n_levels && (!ladder->has_best || has_choice (ladder))) {
    if (are_avoided)
      skip_levels (ladder);
    if (is_stopped (ladder) ||
        (ladder->done < ladder->n_levels && !settle_levels (ladder, &are_avoided)))
      return FALSE;
  }
  if (ladder->has_best && !has_choice (ladder)) {
    ladder->done = ladder->n_levels;
    return TRUE;
  }
  return settle_rest (ladder);
}

static void
fill_sums (const RondoMatchLadder *ladder, RondoMatchResult *result)
{
  const RondoMatchInstance *instance = ladder->instance;

  result->objective[0] = result->n_pairs;
  for (int32_t a = 0; a < instance->n_arcs; a++)
    for (int32_t t = 0; ladder->in_best[a] && t < instance->n_tiers; t++)
      result->objective[t + 1] += instance->values[(gsize)a * instance->n_tiers + t];
}

/* Without proof a bound is what the values allow at most. */
static void
fill_bound (const RondoMatchLadder *ladder, RondoMatchResult *result)
{
  const RondoMatchInstance *instance = ladder->instance;

  memcpy (result->bound, result->objective, (gsize)result->n_objective * sizeof (int64_t));
  if (result->status == RONDO_MATCH_OPTIMAL)
    return;
  result->bound[0] = ladder->most_pairs;
  result->gap = result->n_pairs < ladder->most_pairs
                    ? (double)(ladder->most_pairs - result->n_pairs) / ladder->most_pairs
                    : 0.0;
  for (int32_t t = 0; t < instance->n_tiers; t++) {
    int64_t most = 0;

    for (int32_t a = 0; a < instance->n_arcs; a++)
      most = MAX (most, instance->values[(gsize)a * instance->n_tiers + t]);
    result->bound[t + 1] = most * ladder->most_pairs;
  }
}

static RondoMatchResult *
make_result (RondoMatchLadder *ladder, const RondoMatchModel *model, gboolean is_exact)
{
  const RondoMatchInstance *instance = ladder->instance;
  RondoMatchResult *result = g_new0 (RondoMatchResult, 1);

  result->n_objective = 1 + instance->n_tiers;
  result->objective = g_new0 (int64_t, result->n_objective);
  result->bound = g_new0 (int64_t, result->n_objective);
  result->pairs = g_new0 (RondoMatchArc, (gsize)MAX (ladder->n_best, 1));
  result->status = is_exact ? RONDO_MATCH_OPTIMAL : RONDO_MATCH_FEASIBLE;
  for (int32_t a = 0; a < instance->n_arcs; a++)
    if (ladder->in_best[a])
      result->pairs[result->n_pairs++] = instance->arcs[a];
  qsort (result->pairs, (gsize)result->n_pairs, sizeof (RondoMatchArc), rondo_match_compare_pairs);
  fill_sums (ladder, result);
  fill_bound (ladder, result);
  rondo_match_find_misses (model, &ladder->clock, result);
  return result;
}

static void
fill_levels (const RondoMatchLadder *ladder, RondoMatchFair *fair)
{
  g_autofree int64_t *sides = g_new0 (int64_t, (gsize)ladder->n_levels + 1);

  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    for (int s = 0; s < 2 && ladder->in_best[a]; s++)
      if (ladder->levels[a][s] >= 0)
        sides[ladder->levels[a][s]]++;
  fair->levels = g_new0 (RondoMatchLevel, (gsize)ladder->n_levels + 1);
  for (int32_t l = 0; l < ladder->n_levels; l++) {
    RondoMatchLevel level = {ladder->ratings[l], sides[l], l == ladder->done ? ladder->least : 0};

    if (sides[l] == 0)
      continue;
    if (l < ladder->done) {
      level.least = sides[l];
      fair->n_proved++;
    }
    fair->levels[fair->n_levels++] = level;
  }
}

RondoMatchFair *
rondo_match_solve_fair (const RondoMatchInstance *instance,
                        const RondoMatchRatings *ratings,
                        int32_t n_before,
                        const RondoMatchOptions *options)
{
  RondoMatchFair *fair = g_new0 (RondoMatchFair, 1);
  RondoMatchLadder ladder = {.instance = instance,
                             .n_before = CLAMP (n_before, 0, instance->n_tiers)};
  g_autoptr (RondoMatchModel) model = NULL;

  if (options != NULL)
    ladder.options = *options;
  ladder.options.progress = NULL;
  ladder.clock.options = &ladder.options;
  model = rondo_match_model_new (instance, instance->n_tiers, &ladder.clock);
  rondo_match_ladder_init (&ladder, ratings);
  fair->is_exact = ladder.n_before == 0 ? climb (&ladder) : settle_all (&ladder);
  if (ladder.has_best) {
    fair->result = make_result (&ladder, model, fair->is_exact);
    fill_levels (&ladder, fair);
  } else {
    fair->result = rondo_match_solve (instance, options);
    fair->is_exact = FALSE;
  }
  rondo_match_ladder_clear (&ladder);
  return fair;
}

void
rondo_match_fair_free (RondoMatchFair *fair)
{
  if (fair == NULL)
    return;
  rondo_match_result_free (fair->result);
  g_free (fair->levels);
  g_free (fair);
}
