/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds and solves the stages of a leximin search. */
#include "config.h"

#include "rondo-match-stage.h"

#include "rondo-match-pairs.h"

#include <string.h>

/* Tiers that an instance may have. */
#define MAX_TIERS 64
/* From here on carried levels are not weighted against each other, but ordered. */
#define MAX_BASE 64
/* What two sides of the first level of a tier weigh together, at most. */
#define MAX_WEIGHT (INT64_C (1) << 30)

/* A side that is asked. */
typedef struct {
  int32_t rating;
  int32_t at; /* 2 · arc + side */
} Side;

/* One pass of a radix sort. FALSE if the clock stopped it. */
static gboolean
sort_by_digit (const Side *from, Side *to, int32_t n, int shift, RondoMatchClock *clock)
{
  int32_t first[257] = {0};

  for (int32_t k = 0; k < n; k++)
    first[(((uint32_t)from[k].rating ^ 0x80000000u) >> shift & 255) + 1]++;
  for (int d = 0; d < 256; d++)
    first[d + 1] += first[d];
  if (rondo_match_clock_stop (clock))
    return FALSE;
  for (int32_t k = 0; k < n; k++)
    to[first[((uint32_t)from[k].rating ^ 0x80000000u) >> shift & 255]++] = from[k];
  return !rondo_match_clock_stop (clock);
}

/* Numbers the distinct ratings; there are none if the clock stopped it. */
static void
rank_ratings (RondoMatchLadder *ladder, const RondoMatchRatings *ratings)
{
  const int32_t *given[] = {ratings->by_coach, ratings->by_client};
  int32_t n_arcs = ladder->instance->n_arcs;
  gsize room = 2 * (gsize)MAX (n_arcs, 1);
  g_autofree Side *sides = g_new (Side, room);
  g_autofree Side *other = g_new (Side, room);
  int32_t n = 0;

  ladder->ratings = g_new (int32_t, room);
  for (int32_t a = 0; a < n_arcs; a++)
    for (int s = 0; s < 2; s++) {
      ladder->levels[a][s] = -1;
      if (given[s] != NULL)
        sides[n++] = (Side){given[s][a], 2 * a + s};
    }
  for (int shift = 0; shift < 32; shift += 16)
    if (!sort_by_digit (sides, other, n, shift, &ladder->clock) ||
        !sort_by_digit (other, sides, n, shift + 8, &ladder->clock))
      return;
  for (int32_t k = 0; k < n; k++) {
    if (k == 0 || sides[k].rating != sides[k - 1].rating)
      ladder->ratings[ladder->n_levels++] = sides[k].rating;
    ladder->levels[sides[k].at / 2][sides[k].at % 2] = ladder->n_levels - 1;
  }
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
  ladder->base = 2;
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

/* Sides of a level that an arc has. */
static int32_t
count_sides (const RondoMatchLadder *ladder, int32_t a, int32_t from, int32_t to)
{
  const int32_t *levels = ladder->levels[a];

  return (levels[0] >= from && levels[0] < to) + (levels[1] >= from && levels[1] < to);
}

static int32_t
get_value (const RondoMatchLadder *ladder, const RondoMatchStageTier *tier, int32_t a)
{
  const RondoMatchInstance *instance = ladder->instance;
  int32_t sum = 0;

  if (tier->kind == RONDO_MATCH_TIER_OF_INSTANCE)
    return instance->values[(gsize)a * instance->n_tiers + tier->from];
  if (ladder->locked[a])
    return 0;
  if (tier->kind == RONDO_MATCH_TIER_OF_LEVELS)
    return -count_sides (ladder, a, tier->from, tier->to);
  for (int32_t k = tier->from; k < tier->to; k++)
    sum = sum * ladder->base - count_sides (ladder, a, ladder->carried[k], ladder->carried[k] + 1);
  return sum;
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
    int64_t value = ladder->alive[a] ? get_value (ladder, tier, a) : 0;

    low = MIN (low, value);
    high = MAX (high, value);
  }
  return low >= high ? 0 : count_bits (high - low) + count_bits (ladder->most_pairs);
}

static void
append_tier (GArray *tiers, RondoMatchStageTierKind kind, int32_t from, int32_t to)
{
  RondoMatchStageTier tier = {kind, from, to};

  g_array_append_val (tiers, tier);
}

void
rondo_match_stage_add_tier (RondoMatchStage *stage,
                            RondoMatchStageTierKind kind,
                            int32_t from,
                            int32_t to)
{
  append_tier (stage->added, kind, from, to);
}

/* Carried levels share a tier as long as their weights fit; each has its own once weights are to
 * stand for nothing but the order. */
static void
pack_carried (const RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  int32_t from = 0;

  while (from < ladder->n_carried) {
    int32_t to = from + 1;
    int64_t weight = 2;

    while (to < ladder->n_carried && ladder->base <= MAX_BASE &&
           (weight *= ladder->base) < MAX_WEIGHT)
      to++;
    append_tier (stage->tiers, RONDO_MATCH_TIER_OF_CARRIED, from, to);
    from = to;
  }
}

static void
build_tiers (RondoMatchStage *stage)
{
  g_array_set_size (stage->tiers, 0);
  for (int32_t t = 0; t < stage->ladder->n_before; t++)
    append_tier (stage->tiers, RONDO_MATCH_TIER_OF_INSTANCE, t, t + 1);
  pack_carried (stage);
  stage->first_added = 1 + (int32_t)stage->tiers->len;
  if (stage->added->len > 0)
    g_array_append_vals (stage->tiers, stage->added->data, stage->added->len);
  if (stage->tiers->len == 0)
    append_tier (stage->tiers, RONDO_MATCH_TIER_OF_LEVELS, 0, 0);
}

void
rondo_match_stage_init (RondoMatchStage *stage, RondoMatchLadder *ladder)
{
  stage->ladder = ladder;
  stage->added = g_array_new (FALSE, FALSE, sizeof (RondoMatchStageTier));
  stage->tiers = g_array_new (FALSE, FALSE, sizeof (RondoMatchStageTier));
  stage->origin = g_array_new (FALSE, FALSE, sizeof (int32_t));
  stage->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  stage->values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  stage->used = g_new0 (guint8, (gsize)MAX (ladder->instance->n_arcs, 1));
}

static void
forget_solve (RondoMatchStage *stage)
{
  g_array_set_size (stage->origin, 0);
  g_array_set_size (stage->arcs, 0);
  g_array_set_size (stage->values, 0);
  g_clear_pointer (&stage->session, rondo_match_session_free);
  g_clear_pointer (&stage->result, rondo_match_result_free);
}

void
rondo_match_stage_clear (RondoMatchStage *stage)
{
  forget_solve (stage);
  g_array_unref (stage->added);
  g_array_unref (stage->tiers);
  g_array_unref (stage->origin);
  g_array_unref (stage->arcs);
  g_array_unref (stage->values);
  g_free (stage->used);
}

int
rondo_match_stage_measure (RondoMatchStage *stage)
{
  const RondoMatchInstance *instance = stage->ladder->instance;
  int bits = 3 + count_bits (instance->n_members);

  if (instance->n_locked > 0)
    bits += 1 + count_bits (stage->ladder->most_pairs);
  build_tiers (stage);
  for (guint t = 0; t < stage->tiers->len && !rondo_match_clock_stop (&stage->ladder->clock); t++)
    bits += measure_tier (stage->ladder, &g_array_index (stage->tiers, RondoMatchStageTier, t));
  return bits;
}

/* Fills the instance with the arcs alive. */
static void
fill_stage (RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  const RondoMatchInstance *instance = ladder->instance;

  build_tiers (stage);
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

static void
mark_used (RondoMatchStage *stage)
{
  const RondoMatchResult *result = stage->result;

  g_free (stage->used);
  stage->used = rondo_match_mark_pairs (stage->ladder->instance, result->pairs, result->n_pairs);
}

/* What a plan is worth in the whole order: pairs, the tiers before, all levels, the tiers behind.
 */
static int64_t *
judge (const RondoMatchLadder *ladder, const guint8 *used)
{
  const RondoMatchInstance *instance = ladder->instance;
  int64_t *worth = g_new0 (int64_t, 1 + (gsize)instance->n_tiers + (gsize)ladder->n_levels);
  int64_t *levels = worth + 1 + ladder->n_before;

  for (int32_t a = 0; a < instance->n_arcs; a++) {
    if (!used[a])
      continue;
    worth[0]++;
    for (int32_t t = 0; t < instance->n_tiers; t++)
      worth[1 + t + (t < ladder->n_before ? 0 : ladder->n_levels)] +=
          instance->values[(gsize)a * instance->n_tiers + t];
    for (int s = 0; s < 2 && !ladder->locked[a]; s++)
      if (ladder->levels[a][s] >= 0)
        levels[ladder->levels[a][s]]--;
  }
  return worth;
}

/* Whether the plan of the stage is better than the best known. */
static gboolean
is_better_than_best (const RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  int32_t n = 1 + ladder->instance->n_tiers + ladder->n_levels;
  g_autofree int64_t *worth = NULL;
  g_autofree int64_t *best = NULL;

  if (!ladder->has_best)
    return TRUE;
  worth = judge (ladder, stage->used);
  best = judge (ladder, ladder->in_best);
  for (int32_t k = 0; k < n; k++)
    if (worth[k] != best[k])
      return worth[k] > best[k];
  return FALSE;
}

/* Weights of carried levels are right if the plan has the counts that are known to be least. */
static gboolean
keeps_carried (const RondoMatchStage *stage)
{
  const RondoMatchLadder *ladder = stage->ladder;
  g_autofree int64_t *worth = judge (ladder, stage->used);

  for (int32_t k = 0; k < ladder->n_carried; k++) {
    int32_t level = ladder->carried[k];

    if (worth[1 + ladder->n_before + level] != -ladder->counts[level])
      return FALSE;
  }
  return TRUE;
}

static gboolean
solve_once (RondoMatchStage *stage)
{
  RondoMatchLadder *ladder = stage->ladder;

  forget_solve (stage);
  if (rondo_match_clock_stop (&ladder->clock))
    return FALSE;
  fill_stage (stage);
  if (stage->tiers->len > MAX_TIERS)
    return FALSE;
  stage->session = rondo_match_session_new (&stage->instance);
  stage->result = rondo_match_session_solve (stage->session, &ladder->options);
  if (stage->result->status == RONDO_MATCH_INFEASIBLE)
    return FALSE;
  mark_used (stage);
  if (is_better_than_best (stage)) {
    ladder->has_best = TRUE;
    ladder->n_best = stage->result->n_pairs;
    memcpy (ladder->in_best, stage->used, (gsize)ladder->instance->n_arcs);
  }
  return stage->result->status == RONDO_MATCH_OPTIMAL;
}

gboolean
rondo_match_stage_solve (RondoMatchStage *stage)
{
  RondoMatchLadder *ladder = stage->ladder;

  while (solve_once (stage)) {
    if (keeps_carried (stage))
      return TRUE;
    if (ladder->base > MAX_BASE)
      return FALSE;
    ladder->base *= 2;
  }
  return FALSE;
}
