/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exchanges along pairs of equal value: the 2- and 3-exchanges of Lin (1965) on rings. */
#include "config.h"

#include "rondo-match-soften.h"

#include "rondo-match-pairs.h"
#include "rondo-match-rings.h"

#include <stdlib.h>

#define MAX_EXCHANGE 3
/* Steps between two looks at the clock. */
#define CLOCK_STEPS 1000

/*
 * Softening: the plan by rank.
 * @first: usable arcs of a coach are model->arc[first[i]] … model->arc[first[i + 1] − 1]
 * @col_first, @by_col: the same by client
 * @client, @coach: −1 where there is none
 * @arc: instance arc to the client; −1 where there is none or it is locked
 * @into: by coach, the arc to the client that is looked at; −1 if there is none
 */
typedef struct {
  const RondoMatchModel *model;
  int32_t n;
  int32_t *first;
  int32_t *col_first;
  int32_t *by_col;
  int32_t *client;
  int32_t *coach;
  int32_t *arc;
  int32_t *into;
  int64_t steps; /* left */
  RondoMatchClock *clock;
  gboolean has_changed;
} Softening;

/* What each of the coaches gives up, and what it takes instead. */
typedef struct {
  int32_t n;
  int32_t coach[MAX_EXCHANGE];
  int32_t old_arc[MAX_EXCHANGE];
  int32_t new_arc[MAX_EXCHANGE];
} Exchange;

static int32_t
coach_of (const Softening *softening, int32_t arc)
{
  return softening->model->rank[softening->model->instance->arcs[arc].coach];
}

static int32_t
client_of (const Softening *softening, int32_t arc)
{
  return softening->model->rank[softening->model->instance->arcs[arc].client];
}

static void
take_step (Softening *softening)
{
  softening->steps--;
  if (softening->steps % CLOCK_STEPS == 0 && rondo_match_clock_stop (softening->clock))
    softening->steps = 0;
}

static void
index_arcs (Softening *softening)
{
  const RondoMatchModel *model = softening->model;
  g_autofree int32_t *at = NULL;

  for (int32_t k = 0; k < model->n_arcs; k++) {
    softening->first[coach_of (softening, model->arc[k]) + 1]++;
    softening->col_first[client_of (softening, model->arc[k]) + 1]++;
  }
  for (int32_t i = 0; i < softening->n; i++) {
    softening->first[i + 1] += softening->first[i];
    softening->col_first[i + 1] += softening->col_first[i];
  }
  at = g_memdup2 (softening->col_first, (softening->n + 1) * sizeof (int32_t));
  for (int32_t k = 0; k < model->n_arcs; k++)
    softening->by_col[at[client_of (softening, model->arc[k])]++] = model->arc[k];
}

/* FALSE if somebody has two clients or two coaches. */
static gboolean
fill_plan (Softening *softening, const RondoMatchResult *result)
{
  const RondoMatchModel *model = softening->model;

  for (int32_t i = 0; i < softening->n; i++)
    softening->client[i] = softening->coach[i] = softening->arc[i] = softening->into[i] = -1;
  for (int32_t k = 0; k < result->n_pairs; k++) {
    int32_t coach = model->rank[result->pairs[k].coach];
    int32_t client = model->rank[result->pairs[k].client];

    if (softening->client[coach] >= 0 || softening->coach[client] >= 0)
      return FALSE;
    softening->client[coach] = client;
    softening->coach[client] = coach;
  }
  return TRUE;
}

static void
find_plan_arcs (Softening *softening)
{
  const RondoMatchModel *model = softening->model;

  for (int32_t k = 0; k < model->n_arcs; k++) {
    int32_t coach = coach_of (softening, model->arc[k]);

    if (softening->client[coach] == client_of (softening, model->arc[k]))
      softening->arc[coach] = model->arc[k];
  }
}

/* Members in the ring of @i; 0 if it is long, or no ring. Fills the least member. */
static int32_t
measure_ring (const Softening *softening, int32_t i, int32_t *least)
{
  int32_t at = i;

  *least = i;
  for (int32_t length = 1; length <= RONDO_MATCH_SHORT_RING; length++) {
    at = softening->client[at];
    if (at < 0)
      return 0;
    if (at == i)
      return length;
    *least = MIN (*least, at);
  }
  return 0;
}

/* Short rings with coaches of @exchange, each once; fills whether one of them is mutual. */
static int32_t
count_short (const Softening *softening, const Exchange *exchange, gboolean *has_mutual)
{
  int32_t seen[MAX_EXCHANGE];
  int32_t n_seen = 0;

  *has_mutual = FALSE;
  for (int32_t k = 0; k < exchange->n; k++) {
    int32_t least;
    int32_t length = measure_ring (softening, exchange->coach[k], &least);
    gboolean is_known = FALSE;

    *has_mutual |= length == 2;
    for (int32_t j = 0; j < n_seen; j++)
      is_known |= seen[j] == least;
    if (length > 0 && !is_known)
      seen[n_seen++] = least;
  }
  return n_seen;
}

static gboolean
is_equal (const Softening *softening, const Exchange *exchange)
{
  const RondoMatchInstance *instance = softening->model->instance;

  for (int32_t t = 0; t < instance->n_tiers; t++) {
    int64_t change = 0;

    for (int32_t k = 0; k < exchange->n; k++)
      change += (int64_t)instance->values[(gsize)exchange->new_arc[k] * instance->n_tiers + t] -
                instance->values[(gsize)exchange->old_arc[k] * instance->n_tiers + t];
    if (change != 0)
      return FALSE;
  }
  return TRUE;
}

static void
use_arcs (Softening *softening, const int32_t *arcs, int32_t n)
{
  for (int32_t k = 0; k < n; k++) {
    int32_t coach = coach_of (softening, arcs[k]);
    int32_t client = client_of (softening, arcs[k]);

    softening->client[coach] = client;
    softening->coach[client] = coach;
    softening->arc[coach] = arcs[k];
  }
}

/* Keeps @exchange if fewer short rings are left. */
static gboolean
try_exchange (Softening *softening, const Exchange *exchange)
{
  gboolean has_mutual;
  int32_t before, after;

  if (!is_equal (softening, exchange))
    return FALSE;
  before = count_short (softening, exchange, &has_mutual);
  use_arcs (softening, exchange->new_arc, exchange->n);
  after = count_short (softening, exchange, &has_mutual);
  if (after < before && (!has_mutual || softening->model->instance->mutual_allowed)) {
    softening->has_changed = TRUE;
    return TRUE;
  }
  use_arcs (softening, exchange->old_arc, exchange->n);
  return FALSE;
}

/* A coach whose client could be somebody else's: it has one, and not by a lock. */
static gboolean
can_give_up (const Softening *softening, int32_t coach)
{
  return coach >= 0 && softening->arc[coach] >= 0;
}

/* @r has lost its client to @p: it takes that of @p, or that of a third who takes that of @p. */
static gboolean
pass_on (Softening *softening, int32_t p, int32_t arc, int32_t r)
{
  const RondoMatchModel *model = softening->model;
  Exchange exchange = {
      2, {p, r}, {softening->arc[p], softening->arc[r]}, {arc, softening->into[r]}};

  if (exchange.new_arc[1] >= 0 && try_exchange (softening, &exchange))
    return TRUE;
  exchange.n = 3;
  for (int32_t k = softening->first[r]; k < softening->first[r + 1]; k++) {
    int32_t t = softening->coach[client_of (softening, model->arc[k])];

    take_step (softening);
    if (t == p || t == r || !can_give_up (softening, t) || softening->into[t] < 0)
      continue;
    exchange.new_arc[1] = model->arc[k];
    exchange.coach[2] = t;
    exchange.old_arc[2] = softening->arc[t];
    exchange.new_arc[2] = softening->into[t];
    if (try_exchange (softening, &exchange))
      return TRUE;
  }
  return FALSE;
}

static gboolean
open_ring_at (Softening *softening, int32_t p)
{
  const RondoMatchModel *model = softening->model;
  int32_t q = softening->client[p];
  gboolean is_done = FALSE;

  for (int32_t k = softening->col_first[q]; k < softening->col_first[q + 1]; k++)
    softening->into[coach_of (softening, softening->by_col[k])] = softening->by_col[k];
  for (int32_t k = softening->first[p]; k < softening->first[p + 1] && !is_done; k++) {
    int32_t r = softening->coach[client_of (softening, model->arc[k])];

    take_step (softening);
    if (r != p && can_give_up (softening, r))
      is_done = pass_on (softening, p, model->arc[k], r);
  }
  for (int32_t k = softening->col_first[q]; k < softening->col_first[q + 1]; k++)
    softening->into[coach_of (softening, softening->by_col[k])] = -1;
  return is_done;
}

static gboolean
open_rings (Softening *softening)
{
  gboolean is_better = FALSE;
  int32_t least;

  for (int32_t p = 0; p < softening->n && softening->steps > 0; p++)
    if (can_give_up (softening, p) && measure_ring (softening, p, &least) > 0)
      is_better |= open_ring_at (softening, p);
  return is_better;
}

static void
write_pairs (const Softening *softening, RondoMatchResult *result)
{
  const RondoMatchModel *model = softening->model;
  int32_t n = 0;

  for (int32_t i = 0; i < softening->n; i++)
    if (softening->client[i] >= 0)
      result->pairs[n++] = (RondoMatchArc){model->member[i], model->member[softening->client[i]]};
  qsort (result->pairs, n, sizeof (RondoMatchArc), rondo_match_compare_pairs);
}

static void
clear_softening (Softening *softening)
{
  g_free (softening->first);
  g_free (softening->col_first);
  g_free (softening->by_col);
  g_free (softening->client);
  g_free (softening->coach);
  g_free (softening->arc);
  g_free (softening->into);
}

void
rondo_match_soften_rings (const RondoMatchModel *model,
                          int64_t steps,
                          RondoMatchClock *clock,
                          RondoMatchResult *result)
{
  int32_t n = model->instance->n_members;
  Softening softening = {.model = model, .n = n, .steps = steps, .clock = clock};

  if (rondo_match_clock_stop (clock) ||
      rondo_match_count_short_rings (model->instance, result) == 0)
    return;
  softening.first = g_new0 (int32_t, n + 1);
  softening.col_first = g_new0 (int32_t, n + 1);
  softening.by_col = g_new (int32_t, MAX (model->n_arcs, 1));
  softening.client = g_new (int32_t, n + 1);
  softening.coach = g_new (int32_t, n + 1);
  softening.arc = g_new (int32_t, n + 1);
  softening.into = g_new (int32_t, n + 1);
  if (fill_plan (&softening, result)) {
    index_arcs (&softening);
    find_plan_arcs (&softening);
    while (open_rings (&softening))
      ;
    if (softening.has_changed)
      write_pairs (&softening, result);
  }
  clear_softening (&softening);
}
