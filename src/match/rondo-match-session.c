/* SPDX-License-Identifier: GPL-3.0-or-later
 * Holds a changing instance and solves it. */
#include "config.h"

#include "rondo-match-session.h"
#include "rondo-match-memory.h"

#include <string.h>

#define MAX_UNITS 1000

typedef struct {
  RondoMatchInstance instance; /* points into the arrays below */
  GArray *gives;               /* of int32_t */
  GArray *gets;                /* of int32_t */
  GArray *arcs;                /* of RondoMatchArc */
  GArray *values;              /* of int32_t[n_tiers] */
  GArray *locked;              /* of RondoMatchArc */
} Round;

struct _RondoMatchSession {
  char **names;
  Round round;
  RondoMatchMemory memory; /* of the last solve; empty before the first */
  gboolean is_solved;      /* nothing was changed since */
};

static GArray *
array_from (const void *data, guint n, guint size)
{
  GArray *array = g_array_sized_new (FALSE, FALSE, size, n);

  if (n > 0)
    g_array_append_vals (array, data, n);
  return array;
}

static void
point_at_arrays (Round *round)
{
  RondoMatchInstance *instance = &round->instance;

  instance->gives = (const int32_t *)round->gives->data;
  instance->gets = (const int32_t *)round->gets->data;
  instance->arcs = (const RondoMatchArc *)round->arcs->data;
  instance->values = (const int32_t *)round->values->data;
  instance->locked = (const RondoMatchArc *)round->locked->data;
  instance->n_arcs = (int32_t)round->arcs->len;
  instance->n_locked = (int32_t)round->locked->len;
}

static void
copy_round (const RondoMatchInstance *from, Round *round)
{
  round->instance = *from;
  round->gives = array_from (from->gives, from->n_members, sizeof (int32_t));
  round->gets = array_from (from->gets, from->n_members, sizeof (int32_t));
  round->arcs = array_from (from->arcs, from->n_arcs, sizeof (RondoMatchArc));
  round->values =
      array_from (from->values, from->n_arcs, (guint)(from->n_tiers * sizeof (int32_t)));
  round->locked = array_from (from->locked, from->n_locked, sizeof (RondoMatchArc));
  point_at_arrays (round);
}

static void
clear_round (Round *round)
{
  g_clear_pointer (&round->gives, g_array_unref);
  g_clear_pointer (&round->gets, g_array_unref);
  g_clear_pointer (&round->arcs, g_array_unref);
  g_clear_pointer (&round->values, g_array_unref);
  g_clear_pointer (&round->locked, g_array_unref);
}

RondoMatchSession *
rondo_match_session_new (const RondoMatchInstance *instance)
{
  RondoMatchSession *session = g_new0 (RondoMatchSession, 1);

  copy_round (instance, &session->round);
  session->names = g_new0 (char *, instance->n_members + 1);
  for (int32_t i = 0; i < instance->n_members; i++)
    session->names[i] = g_strdup (instance->names[i]);
  session->round.instance.names = (const char *const *)session->names;
  return session;
}

void
rondo_match_session_free (RondoMatchSession *session)
{
  if (session == NULL)
    return;
  clear_round (&session->round);
  rondo_match_memory_clear (&session->memory);
  g_strfreev (session->names);
  g_free (session);
}

const RondoMatchInstance *
rondo_match_session_get_instance (const RondoMatchSession *session)
{
  return &session->round.instance;
}

static int32_t
find_pair (const RondoMatchArc *arcs, int32_t n_arcs, int32_t coach, int32_t client)
{
  for (int32_t a = 0; a < n_arcs; a++)
    if (arcs[a].coach == coach && arcs[a].client == client)
      return a;
  return -1;
}

int32_t
rondo_match_session_find (const RondoMatchSession *session, int32_t coach, int32_t client)
{
  const RondoMatchInstance *instance = &session->round.instance;

  return find_pair (instance->arcs, instance->n_arcs, coach, client);
}

static gboolean
is_member (const Round *round, int32_t member)
{
  return member >= 0 && member < round->instance.n_members;
}

static gboolean
set_units (Round *round, const RondoMatchChange *change)
{
  if (change->gives < 0 || change->gives > MAX_UNITS || change->gets < 0 ||
      change->gets > MAX_UNITS)
    return FALSE;
  g_array_index (round->gives, int32_t, change->coach) = change->gives;
  g_array_index (round->gets, int32_t, change->coach) = change->gets;
  return TRUE;
}

static gboolean
allow (Round *round, const RondoMatchChange *change, int32_t a)
{
  int32_t n_tiers = round->instance.n_tiers;
  RondoMatchArc arc = {change->coach, change->client};

  for (int32_t t = 0; t < n_tiers; t++)
    if (change->values[t] == INT32_MIN)
      return FALSE;
  if (a >= 0) {
    memcpy (round->values->data + (gsize)a * n_tiers * sizeof (int32_t),
            change->values,
            n_tiers * sizeof (int32_t));
    return TRUE;
  }
  g_array_append_val (round->arcs, arc);
  g_array_append_vals (round->values, change->values, 1);
  return TRUE;
}

static gboolean
lock (Round *round, const RondoMatchChange *change, int32_t a, int32_t locked)
{
  RondoMatchArc arc = {change->coach, change->client};

  if (a < 0)
    return FALSE;
  if (locked < 0)
    g_array_append_val (round->locked, arc);
  return TRUE;
}

static gboolean
change_round (Round *round, const RondoMatchChange *change)
{
  int32_t a, locked;

  if (!is_member (round, change->coach))
    return FALSE;
  if (change->kind == RONDO_MATCH_CHANGE_UNITS)
    return set_units (round, change);
  if (!is_member (round, change->client) || change->client == change->coach)
    return FALSE;
  a = find_pair (round->instance.arcs, round->instance.n_arcs, change->coach, change->client);
  locked =
      find_pair (round->instance.locked, round->instance.n_locked, change->coach, change->client);
  if (change->kind == RONDO_MATCH_CHANGE_ALLOW)
    return allow (round, change, a);
  if (change->kind == RONDO_MATCH_CHANGE_LOCK)
    return lock (round, change, a, locked);
  if (locked >= 0)
    g_array_remove_index_fast (round->locked, locked);
  if (change->kind == RONDO_MATCH_CHANGE_FORBID && a >= 0) {
    g_array_remove_index_fast (round->arcs, a);
    g_array_remove_index_fast (round->values, a);
  }
  return TRUE;
}

/* FALSE leaves @round half changed. */
static gboolean
change_all (Round *round, const RondoMatchChange *changes, int32_t n_changes)
{
  for (int32_t k = 0; k < n_changes; k++) {
    gboolean is_done = change_round (round, &changes[k]);

    point_at_arrays (round);
    if (!is_done)
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_match_session_apply (RondoMatchSession *session,
                           const RondoMatchChange *changes,
                           int32_t n_changes)
{
  Round changed;

  copy_round (&session->round.instance, &changed);
  if (!change_all (&changed, changes, n_changes)) {
    clear_round (&changed);
    return FALSE;
  }
  clear_round (&session->round);
  session->round = changed;
  session->is_solved = FALSE;
  return TRUE;
}

RondoMatchResult *
rondo_match_session_solve (RondoMatchSession *session, const RondoMatchOptions *options)
{
  RondoMatchMemory before = session->memory;
  RondoMatchResult *result = rondo_match_solve_again (
      &session->round.instance, before.model != NULL ? &before : NULL, options, &session->memory);

  rondo_match_memory_clear (&before);
  session->is_solved = TRUE;
  return result;
}

RondoMatchResult *
rondo_match_session_try (RondoMatchSession *session,
                         const RondoMatchChange *changes,
                         int32_t n_changes,
                         const RondoMatchOptions *options)
{
  const RondoMatchMemory *before = session->memory.model != NULL ? &session->memory : NULL;
  RondoMatchMemory after = {0};
  RondoMatchResult *result = NULL;
  Round changed;

  copy_round (&session->round.instance, &changed);
  if (change_all (&changed, changes, n_changes)) {
    result = rondo_match_solve_again (&changed.instance, before, options, &after);
    rondo_match_memory_clear (&after);
  }
  clear_round (&changed);
  return result;
}

/* Where weights prove nothing, the pair is locked and all is solved. */
static gboolean
bound_by_trying (RondoMatchSession *session, int32_t coach, int32_t client, int64_t *objective)
{
  RondoMatchChange change = {RONDO_MATCH_CHANGE_LOCK, coach, client, NULL, 0, 0};
  g_autoptr (RondoMatchResult) result = rondo_match_session_try (session, &change, 1, NULL);

  if (result == NULL || result->status == RONDO_MATCH_INFEASIBLE)
    return FALSE;
  memcpy (objective, result->bound, result->n_objective * sizeof (int64_t));
  return TRUE;
}

/* A locked pair is in every plan. */
static gboolean
bound_total (RondoMatchSession *session, int32_t coach, int32_t client, RondoMatchWide *total)
{
  const RondoMatchInstance *instance = &session->round.instance;
  const RondoMatchMemory *memory = &session->memory;
  gboolean is_locked = find_pair (instance->locked, instance->n_locked, coach, client) >= 0;
  int32_t row = is_locked ? -1 : memory->model->rank[coach];
  int32_t col = is_locked ? -1 : memory->model->rank[client];

  if (memory->is_wide)
    return rondo_match_state_bound_wide (memory->state, row, col, total);
  return rondo_match_state_bound (memory->state, row, col, total);
}

gboolean
rondo_match_session_bound_pair (RondoMatchSession *session,
                                int32_t coach,
                                int32_t client,
                                int64_t *objective)
{
  RondoMatchMemory *memory = &session->memory;
  RondoMatchWide total = 0;

  if (!session->is_solved || memory->state == NULL || !is_member (&session->round, coach) ||
      !is_member (&session->round, client))
    return FALSE;
  if (memory->model->is_capped)
    return bound_by_trying (session, coach, client, objective);
  if (!bound_total (session, coach, client, &total))
    return FALSE;
  rondo_match_model_decode (memory->model, total, objective);
  return TRUE;
}
