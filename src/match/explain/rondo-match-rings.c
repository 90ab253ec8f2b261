/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts the rings of a plan and looks for plans with fewer short ones by solving again. */
#include "config.h"

#include "rondo-match-rings.h"

#include "rondo-match-misses.h"

#include <string.h>

/* Pairs forbidden together before it is known whether that helps. */
#define MAX_DEPTH 2

/* The client of each coach, −1 for none; FALSE if somebody has two clients or coaches. */
static gboolean
find_clients (const RondoMatchInstance *instance, const RondoMatchResult *result, int32_t *client)
{
  int32_t n = instance->n_members;
  g_autofree guint8 *is_client = g_new0 (guint8, (gsize)n + 1);

  for (int32_t i = 0; i < n; i++)
    client[i] = -1;
  for (int32_t k = 0; k < result->n_pairs; k++) {
    const RondoMatchArc *pair = &result->pairs[k];

    if (client[pair->coach] >= 0 || is_client[pair->client])
      return FALSE;
    client[pair->coach] = pair->client;
    is_client[pair->client] = 1;
  }
  return TRUE;
}

int32_t *
rondo_match_count_rings (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  int32_t n = instance->n_members;
  int32_t *counts = g_new0 (int32_t, (gsize)n + 1);
  g_autofree int32_t *client = g_new (int32_t, (gsize)n + 1);

  if (!find_clients (instance, result, client))
    return counts;
  for (int32_t i = 0; i < n; i++) {
    int32_t length = 0;
    int32_t at = i;

    while (at >= 0 && client[at] >= 0) {
      int32_t next = client[at];

      client[at] = -1;
      at = next;
      length++;
    }
    if (length > 0 && at == i)
      counts[length]++;
  }
  return counts;
}

int32_t
rondo_match_count_short_rings (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  g_autofree int32_t *counts = rondo_match_count_rings (instance, result);
  int32_t n_short = 0;

  for (int32_t length = 1; length <= MIN (RONDO_MATCH_SHORT_RING, instance->n_members); length++)
    n_short += counts[length];
  return n_short;
}

/* One search for a plan with fewer short rings. @forbidden: what is ruled out so far. */
typedef struct {
  RondoMatchSession *session;
  const RondoMatchInstance *instance;
  const RondoMatchModel *model;
  RondoMatchResult *result;
  int32_t n_short;
  int32_t tries;
  GArray *forbidden; /* of RondoMatchChange */
  RondoMatchOptions options;
  RondoMatchClock clock;
} Avoiding;

static gboolean
is_stopped (Avoiding *avoiding)
{
  return avoiding->tries <= 0 || rondo_match_clock_stop (&avoiding->clock);
}

static void
take_pairs (Avoiding *avoiding, RondoMatchResult *other)
{
  RondoMatchArc *pairs = avoiding->result->pairs;

  avoiding->result->pairs = other->pairs;
  other->pairs = pairs;
  avoiding->n_short = rondo_match_count_short_rings (avoiding->instance, avoiding->result);
}

static gboolean
is_locked (const RondoMatchInstance *instance, int32_t coach, int32_t client)
{
  for (int32_t k = 0; k < instance->n_locked; k++)
    if (instance->locked[k].coach == coach && instance->locked[k].client == client)
      return TRUE;
  return FALSE;
}

static gboolean
is_in_short_ring (const int32_t *client, int32_t i)
{
  int32_t at = i;

  for (int32_t length = 1; length <= RONDO_MATCH_SHORT_RING; length++) {
    at = client[at];
    if (at < 0 || at == i)
      return at == i;
  }
  return FALSE;
}

static RondoMatchResult *
solve_without (const Avoiding *avoiding)
{
  const RondoMatchResult *result = avoiding->result;
  g_autoptr (RondoMatchResult) other =
      rondo_match_session_try (avoiding->session,
                               (const RondoMatchChange *)avoiding->forbidden->data,
                               (int32_t)avoiding->forbidden->len,
                               &avoiding->options);

  if (other == NULL || other->status == RONDO_MATCH_INFEASIBLE ||
      memcmp (other->objective, result->objective, result->n_objective * sizeof (int64_t)) != 0)
    return NULL;
  return g_steal_pointer (&other);
}

/* Looks for a plan with fewer short rings than are known, by forbidding pairs of short rings of
 * @plan, at most @depth of them. What was forbidden with success stays so. */
static gboolean
break_ring (Avoiding *avoiding, const RondoMatchResult *plan, int depth)
{
  const RondoMatchInstance *instance = avoiding->instance;
  g_autofree int32_t *client = g_new (int32_t, (gsize)instance->n_members + 1);

  if (depth == 0 || !find_clients (instance, plan, client))
    return FALSE;
  for (int32_t k = 0; k < instance->n_members && !is_stopped (avoiding); k++) {
    int32_t i = avoiding->model->member[k];
    RondoMatchChange change = {RONDO_MATCH_CHANGE_FORBID, i, client[i], NULL, 0, 0};
    g_autoptr (RondoMatchResult) other = NULL;

    if (!is_in_short_ring (client, i) || is_locked (instance, i, client[i]))
      continue;
    avoiding->tries--;
    g_array_append_val (avoiding->forbidden, change);
    other = solve_without (avoiding);
    if (other != NULL && rondo_match_count_short_rings (instance, other) < avoiding->n_short) {
      take_pairs (avoiding, other);
      return TRUE;
    }
    if (other != NULL && break_ring (avoiding, other, depth - 1))
      return TRUE;
    g_array_set_size (avoiding->forbidden, avoiding->forbidden->len - 1);
  }
  return FALSE;
}

/* The pairs have changed: who is left out may be somebody else. */
static void
explain_again (Avoiding *avoiding)
{
  RondoMatchResult *result = avoiding->result;

  for (int32_t k = 0; k < result->n_misses; k++) {
    g_free (result->misses[k].set);
    g_free (result->misses[k].partners);
  }
  g_clear_pointer (&result->misses, g_free);
  result->n_misses = 0;
  rondo_match_find_misses (avoiding->model, &avoiding->clock, result);
}

int32_t
rondo_match_avoid_rings (RondoMatchSession *session,
                         RondoMatchResult *result,
                         int32_t max_tries,
                         const RondoMatchOptions *options)
{
  const RondoMatchInstance *instance = rondo_match_session_get_instance (session);
  int32_t n_before = rondo_match_count_short_rings (instance, result);
  g_autoptr (GArray) forbidden = g_array_new (FALSE, FALSE, sizeof (RondoMatchChange));
  g_autoptr (RondoMatchModel) model = NULL;
  Avoiding avoiding = {session, instance, NULL, result, n_before, max_tries, forbidden, {0}, {0}};

  if (result->status != RONDO_MATCH_OPTIMAL || n_before == 0 ||
      instance->rings != RONDO_MATCH_RINGS_ANY)
    return 0;
  if (options != NULL)
    avoiding.options = *options;
  avoiding.options.progress = NULL;
  avoiding.clock.options = &avoiding.options;
  avoiding.model = model = rondo_match_model_new (instance, instance->n_tiers, &avoiding.clock);
  for (int depth = 1; depth <= MAX_DEPTH; depth++)
    while (avoiding.n_short > 0 && break_ring (&avoiding, result, depth))
      ;
  if (avoiding.n_short < n_before)
    explain_again (&avoiding);
  return n_before - avoiding.n_short;
}
