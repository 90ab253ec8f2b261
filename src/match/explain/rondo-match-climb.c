/* SPDX-License-Identifier: GPL-3.0-or-later
 * Levels are settled a few at a time: as many as small whole weights can order. */
#include "config.h"

#include "rondo-match-climb.h"
#include "rondo-match-face.h"

#include <string.h>

/* Costs of one program, at most: small enough for doubles to tell all plans apart. */
#define MOST_COST 1000000
/* The same for the tiers after the levels, which come in one. */
#define MOST_REST (INT64_C (1) << 40)
/* Levels of one program, at most. */
#define MAX_LEVELS 64
/* Nodes of a program that has several levels. */
#define FEW_NODES 200

/*
 * Climb:
 * @times, @cost: by arc, for one level and for one program
 * @unit: by level from the ladder's done on, sides that are counted as one
 * @most: by such a level, how many plans could have at most
 * @weight: by such a level, what one costs
 */
typedef struct {
  RondoMatchLadder *ladder;
  RondoMatchFace *face;
  guint8 *times;
  int64_t *cost;
  int32_t unit[MAX_LEVELS];
  int64_t most[MAX_LEVELS];
  int64_t weight[MAX_LEVELS];
} Climb;

/* By arc, how many sides of @level it has. Where all that are left have both or none, pairs are
 * counted: half as many, which bounds can be rounded up to. Returns the sides that are counted as
 * one. */
static int32_t
count_times (Climb *climb, int32_t level)
{
  const RondoMatchLadder *ladder = climb->ladder;
  gboolean has_single = FALSE;

  for (int32_t a = 0; a < ladder->instance->n_arcs; a++) {
    climb->times[a] = 0;
    if (ladder->alive[a] && !ladder->locked[a])
      climb->times[a] = (ladder->levels[a][0] == level) + (ladder->levels[a][1] == level);
    has_single |= climb->times[a] == 1;
  }
  for (int32_t a = 0; a < ladder->instance->n_arcs && !has_single; a++)
    climb->times[a] /= 2;
  return has_single ? 1 : 2;
}

/* The next levels that fit into one program; at least one. */
static int32_t
list_levels (Climb *climb, int32_t limit)
{
  const RondoMatchLadder *ladder = climb->ladder;
  int64_t product = 1;
  int32_t n = 0;

  limit = MIN (limit, ladder->n_levels - ladder->done);
  for (; n < limit && !rondo_match_clock_stop (&climb->ladder->clock); n++) {
    climb->unit[n] = count_times (climb, ladder->done + n);
    climb->most[n] = rondo_match_face_measure (climb->face, climb->times);
    product *= climb->most[n] + 1;
    if (n > 0 && product > MOST_COST)
      break;
  }
  return MAX (n, 1);
}

/* One side more of a level costs more than all sides of the levels after it. */
static void
price_levels (Climb *climb, int32_t n)
{
  const RondoMatchLadder *ladder = climb->ladder;
  int64_t next = 1;

  for (int32_t k = n - 1; k >= 0; k--) {
    climb->weight[k] = next;
    next *= climb->most[k] + 1;
  }
  for (int32_t a = 0; a < ladder->instance->n_arcs; a++) {
    climb->cost[a] = 0;
    for (int s = 0; s < 2; s++) {
      int32_t k = ladder->levels[a][s] - ladder->done;

      if (k >= 0 && k < n && !ladder->locked[a] && (s == 0 || climb->unit[k] == 1))
        climb->cost[a] += climb->weight[k];
    }
  }
}

/* The plan in hand, with the locked pairs. */
static void
take_plan (Climb *climb)
{
  RondoMatchLadder *ladder = climb->ladder;

  rondo_match_face_mark (climb->face, ladder->instance->n_arcs, ladder->in_best, ladder->alive);
  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    if (ladder->locked[a])
      ladder->in_best[a] = ladder->alive[a] = 1;
}

/* Whether the best plan by the next @n levels is known; if not, how often it has the first of them
 * at least. */
static gboolean
minimize_levels (Climb *climb, int32_t n)
{
  gboolean is_proved;

  price_levels (climb, n);
  is_proved =
      rondo_match_face_minimize (climb->face, climb->cost, n > 1 ? FEW_NODES : G_MAXINT64 / 4);
  climb->ladder->least =
      is_proved ? 0 : MAX (climb->face->bound, 0) / climb->weight[0] * climb->unit[0];
  return is_proved;
}

/* Settles the next levels, fewer if that is too hard. FALSE if not even one could be. */
static gboolean
settle_levels (Climb *climb)
{
  RondoMatchLadder *ladder = climb->ladder;
  int32_t n = list_levels (climb, MAX_LEVELS);

  while (!minimize_levels (climb, n))
    if (n == 1 || rondo_match_clock_stop (&ladder->clock))
      return FALSE;
    else
      n /= 2;
  for (int32_t k = 0; k < n; k++) {
    int32_t unit = count_times (climb, ladder->done + k);

    ladder->counts[ladder->done + k] = unit * rondo_match_face_limit (climb->face, climb->times);
  }
  ladder->done += n;
  take_plan (climb);
  return TRUE;
}

static int64_t
get_value (const Climb *climb, int32_t a, int32_t tier)
{
  const RondoMatchInstance *instance = climb->ladder->instance;

  return instance->values[(gsize)a * instance->n_tiers + tier];
}

/* Adds what a tier costs. One more of it costs @weight; returns what costs more than all of it. */
static int64_t
price_tier (Climb *climb, int32_t tier, int64_t weight)
{
  const RondoMatchLadder *ladder = climb->ladder;
  int64_t low = INT64_MAX;
  int64_t high = INT64_MIN;
  int64_t most;

  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    if (ladder->alive[a]) {
      low = MIN (low, get_value (climb, a, tier));
      high = MAX (high, get_value (climb, a, tier));
    }
  if (low >= high)
    return weight;
  most = (high - low) * ladder->most_pairs + 1;
  if (weight > MOST_REST / most)
    return MOST_REST + 1;
  for (int32_t a = 0; a < ladder->instance->n_arcs; a++)
    if (ladder->alive[a])
      climb->cost[a] += weight * (high - get_value (climb, a, tier));
  return weight * most;
}

/* What the tiers after the levels cost together; FALSE if that is too much. */
static gboolean
price_rest (Climb *climb)
{
  const RondoMatchInstance *instance = climb->ladder->instance;
  int64_t weight = 1;

  memset (climb->cost, 0, (gsize)instance->n_arcs * sizeof (int64_t));
  for (int32_t t = instance->n_tiers - 1; t >= 0 && weight <= MOST_REST; t--)
    weight = price_tier (climb, t, weight);
  return weight <= MOST_REST;
}

/* The levels that the pairs that are left do not keep by themselves. */
static void
list_carried (Climb *climb)
{
  RondoMatchLadder *ladder = climb->ladder;

  ladder->n_carried = 0;
  for (int32_t l = 0; l < ladder->done && !rondo_match_clock_stop (&ladder->clock); l++) {
    int32_t unit;

    if (ladder->counts[l] == 0)
      continue;
    unit = count_times (climb, l);
    if (unit * rondo_match_face_measure (climb->face, climb->times) > ladder->counts[l])
      ladder->carried[ladder->n_carried++] = l;
  }
}

/* The best plan by the tiers after the levels. Where there are no limits any solve does that, and
 * it is left to one. */
static gboolean
settle_rest (Climb *climb)
{
  take_plan (climb);
  list_carried (climb);
  return climb->ladder->n_carried > 0 && price_rest (climb) &&
         rondo_match_face_minimize (climb->face, climb->cost, G_MAXINT64 / 4);
}

gboolean
rondo_match_ladder_climb (RondoMatchLadder *ladder)
{
  gsize room = (gsize)MAX (ladder->instance->n_arcs, 1);
  Climb climb = {.ladder = ladder};
  gboolean is_proved = TRUE;

  climb.face =
      rondo_match_face_new (ladder->instance, ladder->in_best, ladder->alive, &ladder->clock);
  if (climb.face == NULL)
    return FALSE;
  climb.times = g_new0 (guint8, room);
  climb.cost = g_new0 (int64_t, room);
  while (is_proved && ladder->done < ladder->n_levels)
    is_proved = settle_levels (&climb);
  is_proved = is_proved && settle_rest (&climb);
  take_plan (&climb);
  g_free (climb.times);
  g_free (climb.cost);
  rondo_match_face_free (climb.face);
  return is_proved;
}
