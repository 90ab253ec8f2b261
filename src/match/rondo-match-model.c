/* SPDX-License-Identifier: GPL-3.0-or-later
 * Canonical form of an instance: the order of members and arcs, and what locked pairs leave. */
#include "config.h"

#include "rondo-match-model.h"

#include <stdlib.h>
#include <string.h>

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

static RondoMatchModel *
make_model (const RondoMatchInstance *instance,
            int32_t n_tiers,
            gboolean is_lasting,
            const RondoMatchModel *like,
            RondoMatchClock *clock)
{
  RondoMatchModel *model = g_new0 (RondoMatchModel, 1);
  int32_t n = MAX (instance->n_members, 1);

  if ((int64_t)instance->n_arcs * MAX (n_tiers, 1) <= RONDO_MATCH_FEW_ARCS)
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
  rondo_match_model_fill_weights (model, like, clock);
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
