/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact weights for the ordered tiers of an instance. */
#include "config.h"

#include "rondo-match-model.h"

/* What 128 bits leave for weights once sums of two distances fit. */
#define WIDE_BITS 122

static int64_t
greatest_divisor (int64_t a, int64_t b)
{
  while (b != 0) {
    int64_t rest = a % b;

    a = b;
    b = rest;
  }
  return a;
}

/* As wide as values may be, if @clock has stopped. */
static void
measure_tier (RondoMatchModel *model, int32_t tier, RondoMatchClock *clock)
{
  const RondoMatchInstance *instance = model->instance;
  int64_t low = INT64_MAX;
  int64_t high = INT64_MIN;
  int64_t grain = 0;

  if (rondo_match_clock_stop (clock)) {
    model->low[tier] = -(int64_t)INT32_MAX;
    model->grain[tier] = 1;
    model->range[tier] = 2 * (int64_t)INT32_MAX;
    return;
  }
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    int64_t value = instance->values[(gsize)a * instance->n_tiers + tier];

    low = MIN (low, value);
    high = MAX (high, value);
  }
  for (int32_t a = 0; a < instance->n_arcs && grain != 1; a++)
    grain = greatest_divisor (instance->values[(gsize)a * instance->n_tiers + tier] - low, grain);
  model->low[tier] = instance->n_arcs > 0 ? low : 0;
  model->grain[tier] = MAX (grain, 1);
  model->range[tier] = instance->n_arcs > 0 ? (high - low) / model->grain[tier] : 0;
}

/* Distances add up along paths of at most twice as many arcs as there are members. */
int
rondo_match_model_path_bits (const RondoMatchModel *model)
{
  int bits = 2;

  for (int32_t n = model->instance->n_members; n > 0; n >>= 1)
    bits++;
  return bits;
}

/* Fills the weights from the last tier up; FALSE when they do not fit. @most: how many arcs of
 * difference a better tier has to outweigh. */
static gboolean
try_weights (RondoMatchModel *model, int64_t most)
{
  RondoMatchWide weight = 1;
  RondoMatchWide limit = (RondoMatchWide)1 << (WIDE_BITS - rondo_match_model_path_bits (model));

  for (int32_t t = model->n_tiers - 1; t >= 0; t--) {
    RondoMatchWide span = (RondoMatchWide)model->range[t] * most + 1;

    model->weight[t] = weight;
    if (weight > limit / span)
      return FALSE;
    weight *= span;
  }
  model->placed_weight = weight;
  model->forbid_weight = weight * 2;
  if (model->instance->n_locked > 0 || model->is_lasting)
    model->forbid_weight = weight * ((RondoMatchWide)model->most_pairs + 1) * 2;
  return weight <= limit / (4 * ((RondoMatchWide)model->most_pairs + 1));
}

/* Whether the values of this instance can be weighed as those of @like. */
static gboolean
can_weigh_like (const RondoMatchModel *model, const RondoMatchModel *like)
{
  if (like == NULL || !like->is_lasting || like->is_capped || like->n_tiers != model->n_tiers ||
      like->most_pairs < model->most_pairs)
    return FALSE;
  for (int32_t t = 0; t < model->n_tiers; t++) {
    int64_t low = model->low[t] - like->low[t];

    if (model->instance->n_arcs > 0 &&
        (low < 0 || low % like->grain[t] != 0 ||
         (model->range[t] > 0 && model->grain[t] % like->grain[t] != 0) ||
         low / like->grain[t] + model->range[t] * (model->grain[t] / like->grain[t]) >
             like->range[t]))
      return FALSE;
  }
  return TRUE;
}

static void
weigh_like (RondoMatchModel *model, const RondoMatchModel *like)
{
  for (int32_t t = 0; t < model->n_tiers; t++) {
    model->low[t] = like->low[t];
    model->grain[t] = like->grain[t];
    model->range[t] = like->range[t];
    model->weight[t] = like->weight[t];
  }
  model->most_pairs = like->most_pairs;
  model->placed_weight = like->placed_weight;
  model->forbid_weight = like->forbid_weight;
}

void
rondo_match_model_fill_weights (RondoMatchModel *model,
                                const RondoMatchModel *like,
                                RondoMatchClock *clock)
{
  int64_t gives = 0;
  int64_t gets = 0;
  int64_t most;

  for (int32_t i = 0; i < model->instance->n_members; i++) {
    gives += model->instance->gives[i];
    gets += model->instance->gets[i];
  }
  model->most_pairs = (int32_t)MIN (MIN (gives, gets), model->instance->n_arcs);
  for (int32_t t = 0; t < model->n_tiers; t++)
    measure_tier (model, t, clock);
  if (can_weigh_like (model, like)) {
    weigh_like (model, like);
    return;
  }
  most = MAX (model->most_pairs, 1);
  while (!try_weights (model, most)) {
    model->is_capped = TRUE;
    if (most > 1)
      most /= 2;
    else
      model->n_tiers--;
  }
}

gboolean
rondo_match_model_is_alike (const RondoMatchModel *model, const RondoMatchModel *other)
{
  if (model->n_tiers != other->n_tiers || model->placed_weight != other->placed_weight ||
      model->forbid_weight != other->forbid_weight)
    return FALSE;
  for (int32_t t = 0; t < model->n_tiers; t++)
    if (model->weight[t] != other->weight[t] || model->low[t] != other->low[t] ||
        model->grain[t] != other->grain[t])
      return FALSE;
  return TRUE;
}

RondoMatchWide
rondo_match_model_weigh (const RondoMatchModel *model, int32_t arc)
{
  const int32_t *values = model->instance->values + (gsize)arc * model->instance->n_tiers;
  RondoMatchWide sum = model->placed_weight;

  for (int32_t t = 0; t < model->n_tiers; t++)
    sum += model->weight[t] * ((values[t] - model->low[t]) / model->grain[t]);
  return sum;
}

void
rondo_match_model_decode (const RondoMatchModel *model, RondoMatchWide total, int64_t *objective)
{
  const RondoMatchInstance *instance = model->instance;

  for (int32_t k = 0; k < model->n_locked; k++)
    total += rondo_match_model_weigh (model, model->locked_arc[k]);
  objective[0] = (int64_t)MIN (total / model->placed_weight, model->most_pairs);
  total -= objective[0] * model->placed_weight;
  for (int32_t t = 0; t < instance->n_tiers; t++) {
    RondoMatchWide most = (RondoMatchWide)model->range[t] * objective[0];
    RondoMatchWide share = most;

    if (t < model->n_tiers) {
      share = MIN (total / model->weight[t], most);
      total -= share * model->weight[t];
    }
    objective[t + 1] = (int64_t)share * model->grain[t] + objective[0] * model->low[t];
  }
}

int
rondo_match_model_bits (const RondoMatchModel *model)
{
  RondoMatchWide most = model->forbid_weight;
  int bits = 0;

  for (; most > 0; most >>= 1)
    bits++;
  return bits;
}
