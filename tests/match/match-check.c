/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks results on the instance alone, and finds best plans by trying everything. */
#include "config.h"

#include "match-check.h"

#include <string.h>

int
match_check_compare (const int64_t *one, const int64_t *other, int32_t n)
{
  for (int32_t t = 0; t < n; t++)
    if (one[t] != other[t])
      return one[t] < other[t] ? -1 : 1;
  return 0;
}

/* A square table with 1 + arc index where an arc is. */
static int32_t *
table_arcs (const RondoMatchInstance *instance)
{
  gsize n = instance->n_members;
  int32_t *table = g_new0 (int32_t, n * n + 1);

  for (int32_t a = 0; a < instance->n_arcs; a++)
    table[instance->arcs[a].coach * n + instance->arcs[a].client] = a + 1;
  return table;
}

static gboolean
is_even (const RondoMatchInstance *instance, int32_t i)
{
  return instance->reciprocal && instance->gives[i] == instance->gets[i];
}

static void
check_pairs (const RondoMatchInstance *instance,
             const RondoMatchResult *result,
             const int32_t *table,
             guint8 *used,
             int32_t *given,
             int32_t *got)
{
  gsize n = instance->n_members;

  for (int32_t k = 0; k < result->n_pairs; k++) {
    const RondoMatchArc *pair = &result->pairs[k];

    g_assert_cmpint (pair->coach, !=, pair->client);
    g_assert_cmpint (table[pair->coach * n + pair->client], >, 0);
    g_assert_false (used[pair->coach * n + pair->client]);
    if (!instance->mutual_allowed)
      g_assert_false (used[pair->client * n + pair->coach]);
    used[pair->coach * n + pair->client] = 1;
    given[pair->coach]++;
    got[pair->client]++;
  }
  for (int32_t i = 0; i < instance->n_members; i++) {
    g_assert_cmpint (given[i], <=, instance->gives[i]);
    g_assert_cmpint (got[i], <=, instance->gets[i]);
    if (is_even (instance, i))
      g_assert_cmpint (given[i], ==, got[i]);
  }
  for (int32_t k = 0; k < instance->n_locked; k++)
    g_assert_true (used[instance->locked[k].coach * n + instance->locked[k].client]);
}

static void
check_sums (const RondoMatchInstance *instance,
            const RondoMatchResult *result,
            const int32_t *table)
{
  g_assert_cmpint (result->n_objective, ==, 1 + instance->n_tiers);
  g_assert_cmpint (result->objective[0], ==, result->n_pairs);
  for (int32_t t = 0; t < instance->n_tiers; t++) {
    int64_t sum = 0;

    for (int32_t k = 0; k < result->n_pairs; k++) {
      gsize at = (gsize)result->pairs[k].coach * instance->n_members + result->pairs[k].client;

      sum += instance->values[(gsize)(table[at] - 1) * instance->n_tiers + t];
    }
    g_assert_cmpint (result->objective[t + 1], ==, sum);
  }
  g_assert_cmpint (
      match_check_compare (result->objective, result->bound, result->n_objective), <=, 0);
  if (result->status == RONDO_MATCH_OPTIMAL) {
    g_assert_cmpmem (result->objective,
                     result->n_objective * sizeof (int64_t),
                     result->bound,
                     result->n_objective * sizeof (int64_t));
    g_assert_true (result->gap == 0.0);
  }
}

/* Arcs that are neither locked nor ruled out by locks, and what is left of both ends. */
typedef struct {
  const RondoMatchInstance *instance;
  guint8 *usable;
  int32_t *gives;
  int32_t *gets;
} Rest;

static void
fill_rest (Rest *rest, const RondoMatchInstance *instance)
{
  gsize n = instance->n_members;

  rest->instance = instance;
  rest->usable = g_new0 (guint8, n * n + 1);
  rest->gives = g_memdup2 (instance->gives, n * sizeof (int32_t));
  rest->gets = g_memdup2 (instance->gets, n * sizeof (int32_t));
  for (int32_t k = 0; k < instance->n_locked; k++) {
    rest->gives[instance->locked[k].coach]--;
    rest->gets[instance->locked[k].client]--;
  }
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    rest->usable[arc->coach * n + arc->client] =
        rest->gives[arc->coach] > 0 && rest->gets[arc->client] > 0;
  }
  for (int32_t k = 0; k < instance->n_locked; k++) {
    rest->usable[instance->locked[k].coach * n + instance->locked[k].client] = 0;
    if (!instance->mutual_allowed)
      rest->usable[instance->locked[k].client * n + instance->locked[k].coach] = 0;
  }
}

static void
clear_rest (Rest *rest)
{
  g_clear_pointer (&rest->usable, g_free);
  g_clear_pointer (&rest->gives, g_free);
  g_clear_pointer (&rest->gets, g_free);
}

static void
check_hall (const Rest *rest, const RondoMatchMiss *miss)
{
  gsize n = rest->instance->n_members;
  gboolean clients_lack = miss->kind == RONDO_MATCH_MISS_HALL_COACH;
  int64_t wanted = 0;
  int64_t possible = 0;
  int32_t n_partners = 0;

  g_assert_cmpint (miss->set[0], ==, miss->member);
  for (int32_t k = 0; k < miss->n_set; k++)
    wanted += clients_lack ? rest->gets[miss->set[k]] : rest->gives[miss->set[k]];
  for (gsize p = 0; p < n; p++) {
    int32_t n_arcs = 0;

    for (int32_t k = 0; k < miss->n_set; k++)
      n_arcs += rest->usable[clients_lack ? p * n + miss->set[k] : (gsize)miss->set[k] * n + p];
    n_partners += n_arcs > 0;
    possible += MIN (n_arcs, clients_lack ? rest->gives[p] : rest->gets[p]);
    for (int32_t k = 0; k < miss->n_partners && n_arcs > 0; k++)
      if ((gsize)miss->partners[k] == p)
        n_arcs = 0;
    g_assert_cmpint (n_arcs, ==, 0);
  }
  g_assert_cmpint (n_partners, ==, miss->n_partners);
  g_assert_cmpint (possible, <, wanted);
}

/* Whether @member is in a ring of three or more, by closing the relation without the member. */
static gboolean
is_in_ring (const Rest *rest, int32_t member)
{
  gsize n = rest->instance->n_members;
  g_autofree guint8 *way = g_memdup2 (rest->usable, n * n + 1);

  for (gsize k = 0; k < n; k++)
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        if (k != (gsize)member && i != (gsize)member && j != (gsize)member)
          way[i * n + j] |= way[i * n + k] && way[k * n + j];
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      if (i != j && rest->usable[member * n + i] && rest->usable[j * n + member] && way[i * n + j])
        return TRUE;
  return FALSE;
}

static void
check_miss (const Rest *rest, const RondoMatchMiss *miss)
{
  gsize n = rest->instance->n_members;

  if (miss->kind == RONDO_MATCH_MISS_HALL_COACH || miss->kind == RONDO_MATCH_MISS_HALL_CLIENT)
    check_hall (rest, miss);
  else if (miss->kind == RONDO_MATCH_MISS_MUTUAL) {
    g_assert_false (rest->instance->mutual_allowed);
    g_assert_cmpint (miss->n_set, ==, 2);
    g_assert_true (rest->usable[miss->set[0] * n + miss->set[1]]);
    g_assert_true (rest->usable[miss->set[1] * n + miss->set[0]]);
    if (n <= 64)
      g_assert_false (is_in_ring (rest, miss->member));
  } else if (n <= 64 && rest->instance->n_locked == 0 && is_even (rest->instance, miss->member))
    g_assert_true (rest->instance->mutual_allowed || is_in_ring (rest, miss->member));
}

void
match_check_result (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  gsize n = instance->n_members;
  g_autofree int32_t *table = table_arcs (instance);
  g_autofree guint8 *used = g_new0 (guint8, n * n + 1);
  g_autofree int32_t *given = g_new0 (int32_t, n + 1);
  g_autofree int32_t *got = g_new0 (int32_t, n + 1);
  Rest rest = {0};
  int32_t next = 0;

  g_assert_cmpint (result->status, !=, RONDO_MATCH_INFEASIBLE);
  g_assert_null (result->conflict);
  check_pairs (instance, result, table, used, given, got);
  check_sums (instance, result, table);
  fill_rest (&rest, instance);
  for (int32_t i = 0; i < instance->n_members; i++) {
    if (got[i] == instance->gets[i] && (given[i] > 0 || instance->gives[i] == 0))
      continue;
    g_assert_cmpint (next, <, result->n_misses);
    g_assert_cmpint (result->misses[next].member, ==, i);
    check_miss (&rest, &result->misses[next++]);
  }
  g_assert_cmpint (next, ==, result->n_misses);
  clear_rest (&rest);
}

typedef struct {
  const RondoMatchInstance *instance;
  int32_t *table;
  guint8 *locked;
  guint8 *used;
  int32_t *given;
  int32_t *got;
  int64_t *sum;
  int64_t *best;
  MatchCheckVisit visit; /* (nullable) */
  gpointer user_data;
} Trial;

static void
judge (Trial *trial)
{
  const RondoMatchInstance *instance = trial->instance;

  for (int32_t i = 0; i < instance->n_members; i++)
    if (is_even (instance, i) && trial->given[i] != trial->got[i])
      return;
  if (trial->visit != NULL)
    trial->visit (trial->used, trial->user_data);
  if (trial->best == NULL ||
      match_check_compare (trial->sum, trial->best, 1 + instance->n_tiers) > 0) {
    g_free (trial->best);
    trial->best = g_memdup2 (trial->sum, (1 + instance->n_tiers) * sizeof (int64_t));
  }
}

static void
count_pair (Trial *trial, gsize coach, gsize client, int sign)
{
  const RondoMatchInstance *instance = trial->instance;
  gsize at = coach * (gsize)instance->n_members + client;

  trial->used[at] = sign > 0;
  trial->given[coach] += sign;
  trial->got[client] += sign;
  trial->sum[0] += sign;
  for (int32_t t = 0; t < instance->n_tiers; t++)
    trial->sum[t + 1] +=
        sign * instance->values[(gsize)(trial->table[at] - 1) * instance->n_tiers + t];
}

/* Decides on every square of the table in turn. */
static void
try_from (Trial *trial, gsize at)
{
  const RondoMatchInstance *instance = trial->instance;
  gsize n = instance->n_members;
  gsize coach, client;

  while (at < n * n && trial->table[at] == 0)
    at++;
  if (at >= n * n) {
    judge (trial);
    return;
  }
  coach = at / n;
  client = at % n;
  if (!trial->locked[at])
    try_from (trial, at + 1);
  if (trial->given[coach] >= instance->gives[coach] ||
      trial->got[client] >= instance->gets[client] ||
      (!instance->mutual_allowed && trial->used[client * n + coach]))
    return;
  count_pair (trial, coach, client, 1);
  try_from (trial, at + 1);
  count_pair (trial, coach, client, -1);
}

static void
try_all (Trial *trial)
{
  const RondoMatchInstance *instance = trial->instance;
  gsize n = instance->n_members;

  trial->table = table_arcs (instance);
  trial->locked = g_new0 (guint8, n * n + 1);
  trial->used = g_new0 (guint8, n * n + 1);
  trial->given = g_new0 (int32_t, n + 1);
  trial->got = g_new0 (int32_t, n + 1);
  trial->sum = g_new0 (int64_t, 1 + instance->n_tiers);
  for (int32_t k = 0; k < instance->n_locked; k++)
    trial->locked[instance->locked[k].coach * n + instance->locked[k].client] = 1;
  try_from (trial, 0);
  g_free (trial->table);
  g_free (trial->locked);
  g_free (trial->used);
  g_free (trial->given);
  g_free (trial->got);
  g_free (trial->sum);
}

int64_t *
match_check_brute_force (const RondoMatchInstance *instance)
{
  Trial trial = {.instance = instance};

  try_all (&trial);
  return trial.best;
}

void
match_check_every_plan (const RondoMatchInstance *instance,
                        MatchCheckVisit visit,
                        gpointer user_data)
{
  Trial trial = {.instance = instance, .visit = visit, .user_data = user_data};

  try_all (&trial);
  g_free (trial.best);
}
