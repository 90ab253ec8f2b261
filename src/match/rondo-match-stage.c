/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds and solves the stages of a leximin search. */
#include "config.h"

#include "rondo-match-stage.h"

#include "rondo-match-pairs.h"

#include <stdlib.h>
#include <string.h>

/* Tiers that an instance may have. */
#define MAX_TIERS 64

static int
compare_ratings (const void *a, const void *b)
{
  int32_t left = *(const int32_t *)a;
  int32_t right = *(const int32_t *)b;

  return left < right ? -1 : left > right;
}

static int32_t
find_level (const RondoMatchLadder *ladder, int32_t rating)
{
  const int32_t *found =
      bsearch (&rating, ladder->ratings, ladder->n_levels, sizeof (int32_t), compare_ratings);

  return (int32_t)(found - ladder->ratings);
}

static void
rank_ratings (RondoMatchLadder *ladder, const RondoMatchRatings *ratings)
{
  const int32_t *sides[] = {ratings->by_coach, ratings->by_client};
  int32_t n_arcs = ladder->instance->n_arcs;
  int32_t n = 0;

  ladder->ratings = g_new (int32_t, 2 * (gsize)MAX (n_arcs, 1));
  for (int s = 0; s < 2; s++)
    for (int32_t a = 0; a < n_arcs && sides[s] != NULL; a++)
      ladder->ratings[n++] = sides[s][a];
  qsort (ladder->ratings, n, sizeof (int32_t), compare_ratings);
  for (int32_t k = 0; k < n; k++)
    if (ladder->n_levels == 0 || ladder->ratings[k] != ladder->ratings[ladder->n_levels - 1])
      ladder->ratings[ladder->n_levels++] = ladder->ratings[k];
  for (int32_t a = 0; a < n_arcs; a++)
    for (int s = 0; s < 2; s++)
      ladder->levels[a][s] = sides[s] != NULL ? find_level (ladder, sides[s][a]) : -1;
}

static void
mark_locked (RondoMatchLadder *ladder)
{
  const RondoMatchInstance *instance = ladder->instance;
  int32_t n_locked = instance->n_locked;
  g_autofree RondoMatchArc *locked = rondo_match_sort_pairs (instance->locked, n_locked);

  for (int32_t a = 0; a < instance->n_arcs; a++) {
    ladder->alive[a] = 1;
    ladder->locked[a] =
        rondo_match_has_pair (locked, n_locked, instance->arcs[a].coach, instance->arcs[a].client);
  }
}

void
rondo_match_ladder_init (RondoMatchLadder *ladder, const RondoMatchRatings *ratings)
{
  const RondoMatchInstance *instance = ladder->instance;
  gsize n_arcs = (gsize)MAX (instance->n_arcs, 1);
  int64_t gives = 0;
  int64_t gets = 0;

  ladder->levels = g_malloc_n (n_arcs, sizeof *ladder->levels);
  ladder->alive = g_new0 (guint8, n_arcs);
  ladder->locked = g_new0 (guint8, n_arcs);
  ladder->in_best = g_new0 (guint8, n_arcs);
  rank_ratings (ladder, ratings);
  mark_locked (ladder);
  ladder->counts = g_new0 (int64_t, (gsize)ladder->n_levels + 1);
  ladder->carried = g_new (int32_t, (gsize)ladder->n_levels + 1);
  for (int32_t i = 0; i < instance->n_members; i++) {
    gives += instance->gives[i];
    gets += instance->gets[i];
  }
  ladder->most_pairs = (int32_t)MIN (MIN (gives, gets), instance->n_arcs);
}

void
rondo_match_ladder_clear (RondoMatchLadder *ladder)
{
  g_free (ladder->ratings);
  g_free (ladder->levels);
  g_free (ladder->alive);
  g_free (ladder->locked);
  g_free (ladder->in_best);
  g_free (ladder->counts);
  g_free (ladder->carried);
}

static int32_t
get_value (const RondoMatchLadder *ladder, const RondoMatchStageTier *tier, int32_t a)
{
  const RondoMatchInstance *instance = ladder->instance;

  if (tier->to < 0)
    return instance->values[(gsize)a * instance->n_tiers + tier->from];
  if (ladder->locked[a])
    return 0;
  return -(ladder->levels[a][0] >= tier->from && ladder->levels[a][0] < tier->to) -
         (ladder->levels[a][1] >= tier->from && ladder->levels[a][1] < tier->to);
}

static int
count_bits (int64_t number)
{
  int bits = 0;

  for (; number > 0; number >>= 1)
    bits++;
  return bits;
}

/* Bits that the weights of a tier take at most. */
static int
measure_tier (const RondoMatchLadder *ladder, const RondoMatchStageTier *tier)
{
  int64_t low = INT64_MAX;
  int64_t high = INT64_MIN;

  for (int32_t a = 0; a < ladder->instance->n_arcs; a++) {
    int64_t value = get_value (ladder, tier, a);

    low = MIN (low, value);
    high = MAX (high, value);
  }
  return low >= high ? 0 : count_bits (high - low) + count_bits (ladder->most_pairs);
}

void
rondo_match_stage_add_tier (RondoMatchStage *stage, int32_t from, int32_t to)
{
  RondoMatchStageTier tier = {from, to};

  g_array_append_val (stage->tiers, tier);
}

/* The tiers that every stage begins with. */
void
rondo_match_stage_init (RondoMatchStage *stage, RondoMatchLadder *ladder)
{
  stage->ladder = ladder;
  stage->tiers = g_array_new (FALSE, FALSE, sizeof (RondoMatchStageTier));
  stage->origin = g_array_new (FALSE, FALSE, sizeof (int32_t));
  stage->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  stage->values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  for (int32_t t = 0; t < ladder->n_before; t++)
    rondo_match_stage_add_tier (stage, t, -1);
  for (int32_t k = 0; k < ladder->n_carried; k++)
    rondo_match_stage_add_tier (stage, ladder->carried[k], ladder->carried[k] + 1);
}

void
rondo_match_stage_clear (RondoMatchStage *stage)
{
  g_array_unref (stage->tiers);
  g_array_unref (stage->origin);
  g_array_unref (stage->arcs);
  g_array_unref (stage->values);
  rondo_match_session_free (stage->session);
  rondo_match_result_free (stage->result);
}

int
rondo_match_stage_measure (const RondoMatchStage *stage)
{
  int bits = 2 * count_bits (stage->ladder->most_pairs) + 2 +
             count_bits (stage->ladder->instance->n_members);

  for (guint t = 0; t < stage->tiers->len; t++)
    bits += measure_tier (stage->ladder, &g_array_index (stage->tiers, RondoMatchStageTier, t));
  return bits;
}

/* Fills the instance with the arcs alive. */
static void
fill_stage (RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  const RondoMatchInstance *instance = ladder->instance;

  if (stage->tiers->len == 0)
    rondo_match_stage_add_tier (stage, 0, 0);
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    if (!ladder->alive[a])
      continue;
    g_array_append_val (stage->origin, a);
    g_array_append_val (stage->arcs, instance->arcs[a]);
    for (guint t = 0; t < stage->tiers->len; t++) {
      int32_t value = get_value (ladder, &g_array_index (stage->tiers, RondoMatchStageTier, t), a);

      g_array_append_val (stage->values, value);
    }
  }
  stage->instance = *instance;
  stage->instance.n_tiers = (int32_t)stage->tiers->len;
  stage->instance.n_arcs = (int32_t)stage->arcs->len;
  stage->instance.arcs = (const RondoMatchArc *)stage->arcs->data;
  stage->instance.values = (const int32_t *)stage->values->data;
}

/* Whether the stage has a better plan than was known, in its own tiers. */
static gboolean
is_better_than_best (const RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  g_autofree int64_t *sums = g_new0 (int64_t, (gsize)stage->instance.n_tiers + 1);

  if (!ladder->has_best)
    return TRUE;
  sums[0] = ladder->n_best;
  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    for (int32_t t = 0; ladder->in_best[a] && t < stage->instance.n_tiers; t++)
      sums[t + 1] += get_value (ladder, &g_array_index (stage->tiers, RondoMatchStageTier, t), a);
  for (int32_t t = 0; t <= stage->instance.n_tiers; t++)
    if (stage->result->objective[t] != sums[t])
      return stage->result->objective[t] > sums[t];
  return FALSE;
}

static void
keep_plan (const RondoMatchStage *stage)
{
  RondoMatchLadder *ladder = stage->ladder;
  const RondoMatchResult *result = stage->result;

  ladder->has_best = TRUE;
  ladder->n_best = result->n_pairs;
  memset (ladder->in_best, 0, (gsize)ladder->instance->n_arcs);
  for (guint k = 0; k < stage->arcs->len; k++) {
    const RondoMatchArc *arc = &g_array_index (stage->arcs, RondoMatchArc, k);

    ladder->in_best[g_array_index (stage->origin, int32_t, k)] =
        rondo_match_has_pair (result->pairs, result->n_pairs, arc->coach, arc->client);
  }
}

/* TRUE if the best plan of the stage is known; it is the best so far then. */
gboolean
rondo_match_stage_solve (RondoMatchStage *stage)
{
  RondoMatchLadder *ladder = stage->ladder;

  if (stage->tiers->len > MAX_TIERS)
    return FALSE;
  fill_stage (stage);
  stage->session = rondo_match_session_new (&stage->instance);
  stage->result = rondo_match_session_solve (stage->session, &ladder->options);
  if (stage->result->status == RONDO_MATCH_INFEASIBLE)
    return FALSE;
  if (is_better_than_best (stage))
    keep_plan (stage);
  return stage->result->status == RONDO_MATCH_OPTIMAL;
}
