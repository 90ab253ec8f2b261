/* SPDX-License-Identifier: GPL-3.0-or-later
 * Canonical form of an instance and exact weights for its ordered tiers. */
#include "config.h"

#include "rondo-match-model.h"

#include <stdlib.h>
#include <string.h>

/* What 128 bits leave for weights once sums of two distances fit. */
#define WIDE_BITS 122

typedef struct {
  const char *name;
  uint64_t key;
  int32_t member;
} Entry;

/* FNV-1a, then a splitmix64 finish so that neighbouring seeds order differently. */
static uint64_t
hash_name (const char *name, uint64_t seed)
{
  uint64_t hash = 14695981039346656037u ^ (seed * 0x9e3779b97f4a7c15u);

  for (const char *at = name; *at != '\0'; at++)
    hash = (hash ^ (guint8)*at) * 1099511628211u;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  return hash ^ (hash >> 31);
}

static int
compare_entries (const void *a, const void *b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return strcmp (left->name, right->name);
}

static void
rank_members (RondoMatchModel *model)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t n = instance->n_members;
  g_autofree Entry *entries = g_new (Entry, MAX (n, 1));

  for (int32_t i = 0; i < n; i++) {
    const char *name = instance->names[i];

    entries[i] = (Entry){name, hash_name (name, instance->seed), i};
  }
  qsort (entries, n, sizeof (Entry), compare_entries);
  for (int32_t i = 0; i < n; i++) {
    int32_t member = entries[i].member;

    model->member[i] = member;
    model->rank[member] = i;
    model->gives[i] = instance->gives[member];
    model->gets[i] = instance->gets[member];
    model->is_even[i] = instance->reciprocal && model->gives[i] == model->gets[i];
  }
}

/* Two counting passes, client then coach, leave the arcs ordered by coach and client. */
static void
order_arcs (const RondoMatchModel *model, int32_t *order, RondoMatchClock *clock)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t n = instance->n_members;
  int32_t n_arcs = instance->n_arcs;
  g_autofree int32_t *count = g_new0 (int32_t, n + 1);
  g_autofree int32_t *half = g_new (int32_t, MAX (n_arcs, 1));

  for (int32_t a = 0; a < n_arcs; a++)
    count[model->rank[instance->arcs[a].client] + 1]++;
  for (int32_t i = 0; i < n; i++)
    count[i + 1] += count[i];
  if (rondo_match_clock_stop (clock))
    return;
  for (int32_t a = 0; a < n_arcs; a++)
    half[count[model->rank[instance->arcs[a].client]]++] = a;
  if (rondo_match_clock_stop (clock))
    return;
  memset (count, 0, (n + 1) * sizeof (int32_t));
  for (int32_t a = 0; a < n_arcs; a++)
    count[model->rank[instance->arcs[a].coach] + 1]++;
  for (int32_t i = 0; i < n; i++)
    count[i + 1] += count[i];
  if (rondo_match_clock_stop (clock))
    return;
  for (int32_t k = 0; k < n_arcs; k++)
    order[count[model->rank[instance->arcs[half[k]].coach]]++] = half[k];
}

static guint64
arc_key (const RondoMatchArc *arc)
{
  return (guint64)arc->coach << 32 | (guint32)arc->client;
}

static int
compare_keys (const void *a, const void *b)
{
  guint64 left = *(const guint64 *)a;
  guint64 right = *(const guint64 *)b;

  return left < right ? -1 : left > right;
}

static gboolean
has_key (const guint64 *keys, int32_t n_keys, int32_t coach, int32_t client)
{
  RondoMatchArc arc = {coach, client};
  guint64 key = arc_key (&arc);

  return n_keys > 0 && bsearch (&key, keys, n_keys, sizeof (guint64), compare_keys) != NULL;
}

/* Takes the capacity of one locked pair; a sentence when there is none left. */
static char *
take_lock (RondoMatchModel *model, const RondoMatchArc *lock)
{
  const char *const *names = model->instance->names;

  if (model->gives[model->rank[lock->coach]]-- <= 0)
    return g_strdup_printf ("“%s” is locked to more clients than “%s” can coach.",
                            names[lock->coach],
                            names[lock->coach]);
  if (model->gets[model->rank[lock->client]]-- <= 0)
    return g_strdup_printf ("“%s” is locked to more coaches than “%s” can have.",
                            names[lock->client],
                            names[lock->client]);
  return NULL;
}

static char *
check_lock (const RondoMatchModel *model,
            const guint64 *keys,
            int32_t n_keys,
            const RondoMatchArc *lock)
{
  const RondoMatchInstance *instance = model->instance;
  const char *coach = instance->names[lock->coach];
  const char *client = instance->names[lock->client];

  if (!instance->mutual_allowed && has_key (keys, n_keys, lock->client, lock->coach))
    return g_strdup_printf ("“%s” and “%s” are locked to coach each other, which the rules of "
                            "this round forbid.",
                            coach,
                            client);
  return NULL;
}

static char *
find_lock_that_is_no_arc (const RondoMatchModel *model)
{
  const RondoMatchInstance *instance = model->instance;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (model->n_locked == instance->n_locked)
    return NULL;
  for (int32_t k = 0; k < model->n_locked; k++) {
    guint64 key = arc_key (&instance->arcs[model->locked_arc[k]]);

    g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
  }
  for (int32_t k = 0; k < instance->n_locked; k++) {
    const RondoMatchArc *lock = &instance->locked[k];
    guint64 key = arc_key (lock);

    if (!g_hash_table_contains (keys, &key))
      return g_strdup_printf ("“%s” is locked to coach “%s”, but this pair is not allowed.",
                              instance->names[lock->coach],
                              instance->names[lock->client]);
  }
  return NULL;
}

/* By member, whether it is in a locked pair. */
static guint8 *
mark_ends (const RondoMatchInstance *instance)
{
  guint8 *marks = g_new0 (guint8, (gsize)instance->n_members + 1);

  for (int32_t k = 0; k < instance->n_locked; k++) {
    marks[instance->locked[k].coach] = 1;
    marks[instance->locked[k].client] = 1;
  }
  return marks;
}

static void
find_locked_arcs (RondoMatchModel *model, const guint64 *keys, int32_t n_keys)
{
  const RondoMatchInstance *instance = model->instance;
  g_autofree guint8 *is_end = mark_ends (instance);

  for (int32_t a = 0; a < instance->n_arcs && n_keys > 0; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    if (!is_end[arc->coach] || !has_key (keys, n_keys, arc->coach, arc->client))
      continue;
    model->locked[a] = 1;
    model->locked_arc[model->n_locked++] = a;
  }
}

static void
take_locks (RondoMatchModel *model)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t n_keys = instance->n_locked;
  g_autofree guint64 *keys = g_new (guint64, MAX (n_keys, 1));

  for (int32_t k = 0; k < n_keys; k++)
    keys[k] = arc_key (&instance->locked[k]);
  qsort (keys, n_keys, sizeof (guint64), compare_keys);
  find_locked_arcs (model, keys, n_keys);
  model->conflict = find_lock_that_is_no_arc (model);
  for (int32_t k = 0; k < n_keys && model->conflict == NULL; k++)
    model->conflict = check_lock (model, keys, n_keys, &instance->locked[k]);
  for (int32_t k = 0; k < n_keys && model->conflict == NULL; k++)
    model->conflict = take_lock (model, &instance->locked[k]);
}

/* Keeps the arcs that can still be part of a plan: both have room, and it closes no locked pair. */
static void
keep_usable_arcs (RondoMatchModel *model, RondoMatchClock *clock)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t n_kept = 0;
  int32_t n_keys = instance->n_locked;
  g_autofree guint64 *keys = g_new (guint64, MAX (n_keys, 1));
  g_autofree guint8 *is_end = mark_ends (instance);

  for (int32_t k = 0; k < n_keys; k++)
    keys[k] = arc_key (&instance->locked[k]);
  qsort (keys, n_keys, sizeof (guint64), compare_keys);
  for (int32_t k = 0; k < instance->n_arcs && !model->is_cut; k++) {
    int32_t a = model->arc[k];
    const RondoMatchArc *arc = &instance->arcs[a];

    model->is_cut = rondo_match_clock_stop_at (clock, k);
    if (model->locked[a] || model->gives[model->rank[arc->coach]] <= 0 ||
        model->gets[model->rank[arc->client]] <= 0)
      continue;
    if (!instance->mutual_allowed && is_end[arc->client] &&
        has_key (keys, n_keys, arc->client, arc->coach))
      continue;
    model->arc[n_kept++] = a;
  }
  model->n_arcs = model->is_cut ? 0 : n_kept;
}

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
fill_weights (RondoMatchModel *model, int64_t most)
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

static void
weigh_tiers (RondoMatchModel *model, const RondoMatchModel *like, RondoMatchClock *clock)
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
  while (!fill_weights (model, most)) {
    model->is_capped = TRUE;
    if (most > 1)
      most /= 2;
    else
      model->n_tiers--;
  }
}

static RondoMatchModel *
make_model (const RondoMatchInstance *instance,
            int32_t n_tiers,
            gboolean is_lasting,
            const RondoMatchModel *like,
            RondoMatchClock *clock)
{
  RondoMatchModel *model = g_new0 (RondoMatchModel, 1);
  int32_t n = MAX (instance->n_members, 1);

  if ((int64_t)instance->n_arcs * n_tiers <= RONDO_MATCH_FEW_ARCS)
    clock = NULL;
  model->instance = instance;
  model->n_tiers = n_tiers;
  model->is_lasting = is_lasting;
  model->member = g_new (int32_t, n);
  model->rank = g_new (int32_t, n);
  model->gives = g_new (int32_t, n);
  model->gets = g_new (int32_t, n);
  model->is_even = g_new0 (guint8, n);
  model->arc = g_new (int32_t, MAX (instance->n_arcs, 1));
  model->locked = g_new0 (guint8, MAX (instance->n_arcs, 1));
  model->locked_arc = g_new (int32_t, MAX (instance->n_locked, 1));
  model->low = g_new0 (int64_t, instance->n_tiers);
  model->grain = g_new0 (int64_t, instance->n_tiers);
  model->range = g_new0 (int64_t, instance->n_tiers);
  model->weight = g_new0 (RondoMatchWide, instance->n_tiers);
  rank_members (model);
  order_arcs (model, model->arc, clock);
  take_locks (model);
  model->is_cut = rondo_match_clock_stop (clock);
  if (!model->is_cut)
    keep_usable_arcs (model, clock);
  weigh_tiers (model, like, clock);
  return model;
}

RondoMatchModel *
rondo_match_model_new (const RondoMatchInstance *instance, int32_t n_tiers, RondoMatchClock *clock)
{
  return make_model (instance, n_tiers, FALSE, NULL, clock);
}

RondoMatchModel *
rondo_match_model_new_lasting (const RondoMatchInstance *instance,
                               const RondoMatchModel *like,
                               RondoMatchClock *clock)
{
  return make_model (instance, instance->n_tiers, TRUE, like, clock);
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

void
rondo_match_model_free (RondoMatchModel *model)
{
  if (model == NULL)
    return;
  g_free (model->member);
  g_free (model->rank);
  g_free (model->arc);
  g_free (model->gives);
  g_free (model->gets);
  g_free (model->is_even);
  g_free (model->locked);
  g_free (model->locked_arc);
  g_free (model->low);
  g_free (model->grain);
  g_free (model->range);
  g_free (model->weight);
  g_free (model->conflict);
  g_free (model);
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
