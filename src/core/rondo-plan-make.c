/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a round to an instance of the matching engine, and from its result to a plan. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-match.h"
#include "rondo-unplaced.h"

/* With two, both could only coach each other. */
#define REGISTRATIONS_MIN 3

/* An instance together with what it points to. Members are indexed by the order of their ids, so
 * that the order of the input leaves no trace. */
typedef struct {
  RondoMatchInstance instance;
  GPtrArray *names; /* of const char *, borrowed from the members */
  GArray *ones;     /* of int32_t: everybody gives and gets once */
  GArray *arcs;     /* of RondoMatchArc */
  GArray *values;   /* of int32_t */
} Problem;

typedef struct {
  RondoPlanProgressFunc progress;
  gpointer user_data;
} Listener;

static void
problem_free (Problem *problem)
{
  g_ptr_array_unref (problem->names);
  g_array_unref (problem->ones);
  g_array_unref (problem->arcs);
  g_array_unref (problem->values);
  g_free (problem);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Problem, problem_free)

static gboolean
is_cancelled (const volatile int *cancelled)
{
  return cancelled != NULL && *cancelled != 0;
}

static void
add_arcs_of_coach (Problem *problem, const RondoCandidates *candidates, guint coach_index)
{
  const RondoCandidate *coach = rondo_candidates_get (candidates, coach_index);

  for (guint i = 0; i < candidates->all->len; i++) {
    const RondoCandidate *client = rondo_candidates_get (candidates, i);
    RondoMatchArc arc = {(int32_t)coach_index, (int32_t)i};
    RondoBreach breach;
    int32_t value;

    if (!rondo_candidate_may_coach (coach, client, &breach))
      continue;
    value = rondo_candidate_value (coach, client, NULL);
    g_array_append_val (problem->arcs, arc);
    g_array_append_val (problem->values, value);
  }
}

static Problem *
problem_new (const RondoCandidates *candidates, uint64_t seed)
{
  Problem *problem = g_new0 (Problem, 1);
  const int32_t one = 1;

  problem->names = g_ptr_array_new ();
  problem->ones = g_array_new (FALSE, FALSE, sizeof (int32_t));
  problem->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  problem->values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  for (guint i = 0; i < candidates->all->len; i++) {
    g_ptr_array_add (problem->names, rondo_candidates_get (candidates, i)->member->id);
    g_array_append_val (problem->ones, one);
    add_arcs_of_coach (problem, candidates, i);
  }
  problem->instance = (RondoMatchInstance){
      .n_members = (int32_t)candidates->all->len,
      .n_arcs = (int32_t)problem->arcs->len,
      .n_tiers = 1,
      .names = (const char *const *)problem->names->pdata,
      .gives = (const int32_t *)problem->ones->data,
      .gets = (const int32_t *)problem->ones->data,
      .arcs = (const RondoMatchArc *)problem->arcs->data,
      .values = (const int32_t *)problem->values->data,
      .reciprocal = TRUE,
      .seed = seed,
  };
  return problem;
}

/* The seed is not hashed: a plan tells it apart, and two seeds on one input shall be seen as such.
 */
static char *
hash_input (const RondoMatchInstance *instance)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) text = g_string_new ("rondo-plan-input 1\nmutual 0\ntiers value\n");

  for (int i = 0; i < instance->n_members; i++)
    g_string_append_printf (
        text, "%s %d %d\n", instance->names[i], instance->gives[i], instance->gets[i]);
  for (int i = 0; i < instance->n_arcs; i++)
    g_string_append_printf (
        text, "%d %d %d\n", instance->arcs[i].coach, instance->arcs[i].client, instance->values[i]);
  g_checksum_update (checksum, (const guchar *)text->str, (gssize)text->len);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
progress_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  const Listener *listener = user_data;
  RondoPlanProgress told = {progress->has_plan, progress->n_pairs, progress->fraction};

  if (listener->progress != NULL)
    listener->progress (&told, listener->user_data);
}

static void
add_pair (RondoPlan *plan,
          const RondoCandidates *candidates,
          const RondoMatchArc *arc,
          int64_t now_us)
{
  const RondoCandidate *coach = rondo_candidates_get (candidates, (guint)arc->coach);
  const RondoCandidate *client = rondo_candidates_get (candidates, (guint)arc->client);
  RondoPlannedPair *pair = rondo_planned_pair_new ();

  pair->pairing = rondo_id_new (now_us);
  pair->coach = g_strdup (coach->member->id);
  pair->client = g_strdup (client->member->id);
  plan->value += rondo_candidate_value (coach, client, pair->reasons);
  g_ptr_array_add (plan->pairs, pair);
}

static const RondoMatchMiss *
find_miss (const RondoMatchResult *result, guint index)
{
  for (int i = 0; i < result->n_misses; i++)
    if (result->misses[i].member == (int32_t)index)
      return &result->misses[i];
  return NULL;
}

static void
add_unplaced (RondoPlan *plan,
              const RondoCandidates *candidates,
              const RondoMatchInstance *instance,
              const RondoMatchResult *result)
{
  g_autofree gboolean *is_placed = g_new0 (gboolean, candidates->all->len);

  for (int i = 0; i < result->n_pairs; i++)
    is_placed[result->pairs[i].coach] = TRUE;
  for (guint i = 0; i < candidates->all->len; i++)
    if (!is_placed[i])
      g_ptr_array_add (plan->unplaced,
                       rondo_unplaced_explain (candidates,
                                               instance,
                                               i,
                                               find_miss (result, i),
                                               result->status != RONDO_MATCH_OPTIMAL));
}

static RondoPlan *
read_result (const RondoRound *round,
             const RondoCandidates *candidates,
             const RondoMatchInstance *instance,
             const RondoMatchResult *result,
             int64_t now_us)
{
  RondoPlan *plan = rondo_plan_new ();

  plan->id = rondo_id_new (now_us);
  plan->round = g_strdup (round->id);
  plan->round_version = round->version;
  plan->seed = instance->seed;
  g_free (plan->engine);
  plan->engine = g_strdup (rondo_match_engine ());
  g_free (plan->input_hash);
  plan->input_hash = hash_input (instance);
  plan->status = result->status == RONDO_MATCH_OPTIMAL ? RONDO_PLAN_OPTIMAL : RONDO_PLAN_FEASIBLE;
  for (int i = 0; i < result->n_pairs; i++)
    add_pair (plan, candidates, &result->pairs[i], now_us);
  add_unplaced (plan, candidates, instance, result);
  return plan;
}

static gboolean
check_enough (GPtrArray *registrations, GError **error)
{
  if (registrations->len >= REGISTRATIONS_MIN)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               ngettext ("Only %u member is registered. A round needs at least three, because "
                         "nobody may be coached by their own client.",
                         "Only %u members are registered. A round needs at least three, because "
                         "nobody may be coached by their own client.",
                         registrations->len),
               registrations->len);
  return FALSE;
}

static gboolean
check_instance (const RondoMatchInstance *instance, GError **error)
{
  g_autofree char *problem = rondo_match_check_instance (instance);

  if (problem == NULL)
    return TRUE;
  g_set_error (
      error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The round cannot be matched: %s"), problem);
  return FALSE;
}

RondoPlan *
rondo_plan_make (const RondoRound *round,
                 GPtrArray *members,
                 GPtrArray *registrations,
                 uint64_t seed,
                 int64_t now_us,
                 RondoPlanProgressFunc progress,
                 gpointer user_data,
                 const volatile int *cancelled,
                 GError **error)
{
  Listener listener = {progress, user_data};
  RondoMatchOptions options = {
      .progress = progress_cb, .user_data = &listener, .cancelled = cancelled};
  g_autoptr (RondoCandidates) candidates = NULL;
  g_autoptr (Problem) problem = NULL;
  g_autoptr (RondoMatchResult) result = NULL;

  g_return_val_if_fail (round != NULL && members != NULL && registrations != NULL, NULL);

  if (!check_enough (registrations, error))
    return NULL;
  candidates =
      rondo_candidates_new_for_round (round, members, registrations, RONDO_ERROR_INVALID, error);
  if (candidates == NULL)
    return NULL;
  problem = problem_new (candidates, seed);
  if (!check_instance (&problem->instance, error))
    return NULL;
  result = rondo_match_solve (&problem->instance, &options);
  if (result->status == RONDO_MATCH_INFEASIBLE) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The rules of this round contradict each other."));
    return NULL;
  }
  if (result->n_pairs == 0 && result->status != RONDO_MATCH_OPTIMAL && is_cancelled (cancelled))
    return NULL;
  return read_result (round, candidates, &problem->instance, result, now_us);
}
