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

/* Placed pairs come first in every plan; the engine counts them itself. */
#define TIERS_MAX 3

/* An instance together with what it points to. Members are indexed by the order of their ids, so
 * that the order of the input leaves no trace. */
typedef struct {
  RondoMatchInstance instance;
  const RondoCandidates *candidates;
  RondoTierCode tiers[TIERS_MAX];
  GHashTable *kept;  /* of "coach client" by ids */
  GHashTable *fixed; /* the same, of the locked pairs */
  GPtrArray *names;  /* of const char *, borrowed from the members */
  GArray *gives;     /* of int32_t */
  GArray *gets;      /* of int32_t */
  GArray *arcs;      /* of RondoMatchArc */
  GArray *values;    /* of int32_t, row by arc */
  GArray *locked;    /* of RondoMatchArc */
} Problem;

static void
problem_free (Problem *problem)
{
  g_hash_table_unref (problem->kept);
  g_hash_table_unref (problem->fixed);
  g_ptr_array_unref (problem->names);
  g_array_unref (problem->gives);
  g_array_unref (problem->gets);
  g_array_unref (problem->arcs);
  g_array_unref (problem->values);
  g_array_unref (problem->locked);
  g_free (problem);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Problem, problem_free)

static char *
join_ids (const char *coach, const char *client)
{
  return g_strconcat (coach, " ", client, NULL);
}

static GHashTable *
index_pairs (GPtrArray *pairs)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++) {
    const RondoPair *pair = pairs->pdata[i];

    g_hash_table_add (index, join_ids (pair->coach, pair->client));
  }
  return index;
}

static gboolean
has_pair (GHashTable *index, const RondoCandidate *coach, const RondoCandidate *client)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (index) == 0)
    return FALSE;
  key = join_ids (coach->member->id, client->member->id);
  return g_hash_table_contains (index, key);
}

/* What the pair adds to a tier. */
static int32_t
find_value (const Problem *problem,
            RondoTierCode tier,
            const RondoCandidate *coach,
            const RondoCandidate *client)
{
  switch (tier) {
  case RONDO_TIER_KEPT:
    return has_pair (problem->kept, coach, client);
  case RONDO_TIER_BAND:
    return rondo_band_of_value (rondo_candidate_client_value (coach, client)) == RONDO_BAND_POOR
               ? -1
               : 0;
  case RONDO_TIER_VALUE:
    return rondo_candidate_value (coach, client, NULL);
  case RONDO_TIER_PLACED:
  default:
    return 0;
  }
}

static void
add_arcs_of_coach (Problem *problem, const RondoCandidate *coach)
{
  for (guint i = 0; i < problem->candidates->all->len; i++) {
    const RondoCandidate *client = rondo_candidates_get (problem->candidates, i);
    RondoMatchArc arc = {(int32_t)coach->index, (int32_t)i};
    RondoBreach breach;

    if (!rondo_candidate_may_coach (coach, client, &breach))
      continue;
    g_array_append_val (problem->arcs, arc);
    for (int tier = 0; tier < problem->instance.n_tiers; tier++) {
      int32_t value = find_value (problem, problem->tiers[tier], coach, client);

      g_array_append_val (problem->values, value);
    }
  }
}

/* A pair that is kept is judged by that before anything else, so that who is content stays. */
static void
choose_tiers (Problem *problem)
{
  int n_tiers = 0;

  if (g_hash_table_size (problem->kept) > 0)
    problem->tiers[n_tiers++] = RONDO_TIER_KEPT;
  problem->tiers[n_tiers++] = RONDO_TIER_BAND;
  problem->tiers[n_tiers++] = RONDO_TIER_VALUE;
  problem->instance.n_tiers = n_tiers;
}

static void
add_members (Problem *problem)
{
  for (guint i = 0; i < problem->candidates->all->len; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (problem->candidates, i);
    int32_t gives = candidate->clients;
    int32_t gets = candidate->coaches;

    g_ptr_array_add (problem->names, candidate->member->id);
    g_array_append_val (problem->gives, gives);
    g_array_append_val (problem->gets, gets);
    add_arcs_of_coach (problem, candidate);
  }
}

static void
fill_instance (Problem *problem, const RondoMatchingInput *input)
{
  RondoMatchInstance *instance = &problem->instance;

  instance->n_members = (int32_t)problem->names->len;
  instance->n_arcs = (int32_t)problem->arcs->len;
  instance->n_locked = (int32_t)problem->locked->len;
  instance->names = (const char *const *)problem->names->pdata;
  instance->gives = (const int32_t *)problem->gives->data;
  instance->gets = (const int32_t *)problem->gets->data;
  instance->arcs = (const RondoMatchArc *)problem->arcs->data;
  instance->values = (const int32_t *)problem->values->data;
  instance->locked = (const RondoMatchArc *)problem->locked->data;
  instance->mutual_allowed = input->round->mutual_allowed;
  instance->reciprocal = TRUE;
  instance->seed = input->seed;
}

static gboolean
refuse_lock (GError **error, const char *sentence)
{
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               /* Translators: a sentence that says which rule is broken */
               _ ("A fixed pair breaks a rule, so the round cannot be matched with it. %s"),
               sentence);
  return FALSE;
}

/* A fixed pair has to be allowed, or no plan could be published. */
static gboolean
add_lock (Problem *problem, const RondoPair *pair, GError **error)
{
  int coach = rondo_candidates_find (problem->candidates, pair->coach);
  int client = rondo_candidates_find (problem->candidates, pair->client);
  RondoMatchArc arc = {coach, client};
  RondoBreach breach;

  if (coach < 0 || client < 0)
    return refuse_lock (error, _ ("One of the two is not registered for this round."));
  if (!rondo_candidate_may_coach (rondo_candidates_get (problem->candidates, (guint)coach),
                                  rondo_candidates_get (problem->candidates, (guint)client),
                                  &breach)) {
    g_autofree char *sentence =
        rondo_candidate_describe_breach (&breach,
                                         rondo_candidates_get (problem->candidates, (guint)coach),
                                         rondo_candidates_get (problem->candidates, (guint)client));

    return refuse_lock (error, sentence);
  }
  g_array_append_val (problem->locked, arc);
  return TRUE;
}

static gboolean
add_locks (Problem *problem, GPtrArray *locked, GError **error)
{
  for (guint i = 0; locked != NULL && i < locked->len; i++)
    if (!add_lock (problem, locked->pdata[i], error))
      return FALSE;
  return TRUE;
}

static Problem *
problem_new (const RondoCandidates *candidates, const RondoMatchingInput *input, GError **error)
{
  g_autoptr (Problem) problem = g_new0 (Problem, 1);

  problem->candidates = candidates;
  problem->kept = index_pairs (input->kept);
  problem->fixed = index_pairs (input->locked);
  problem->names = g_ptr_array_new ();
  problem->gives = g_array_new (FALSE, FALSE, sizeof (int32_t));
  problem->gets = g_array_new (FALSE, FALSE, sizeof (int32_t));
  problem->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  problem->values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  problem->locked = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  choose_tiers (problem);
  add_members (problem);
  if (!add_locks (problem, input->locked, error))
    return NULL;
  fill_instance (problem, input);
  return g_steal_pointer (&problem);
}

/* The seed is not hashed: a plan tells it apart, and two seeds on one input shall be seen as such.
 */
static char *
hash_input (const Problem *problem)
{
  const RondoMatchInstance *instance = &problem->instance;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) text = g_string_new ("rondo-plan-input 2\n");

  g_string_append_printf (text, "mutual %d\ntiers", instance->mutual_allowed != FALSE);
  for (int tier = 0; tier < instance->n_tiers; tier++)
    g_string_append_printf (text, " %s", rondo_tier_code_to_word (problem->tiers[tier]));
  g_string_append_c (text, '\n');
  for (int i = 0; i < instance->n_members; i++)
    g_string_append_printf (
        text, "%s %d %d\n", instance->names[i], instance->gives[i], instance->gets[i]);
  for (int i = 0; i < instance->n_arcs; i++) {
    g_string_append_printf (text, "%d %d", instance->arcs[i].coach, instance->arcs[i].client);
    for (int tier = 0; tier < instance->n_tiers; tier++)
      g_string_append_printf (text, " %d", instance->values[i * instance->n_tiers + tier]);
    g_string_append_c (text, '\n');
  }
  for (int i = 0; i < instance->n_locked; i++)
    g_string_append_printf (
        text, "locked %d %d\n", instance->locked[i].coach, instance->locked[i].client);
  g_checksum_update (checksum, (const guchar *)text->str, (gssize)text->len);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
progress_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  const RondoPlanOptions *options = user_data;
  RondoPlanProgress told = {
      progress->has_plan, progress->n_pairs, progress->fraction, progress->gap};

  if (options->progress != NULL)
    options->progress (&told, options->user_data);
}

static gboolean
deadline_cb (gpointer user_data)
{
  const RondoPlanOptions *options = user_data;

  return options->deadline != NULL && options->deadline (options->user_data);
}

static void
add_pair (RondoPlan *plan, const Problem *problem, const RondoMatchArc *arc, int64_t now_us)
{
  const RondoCandidate *coach = rondo_candidates_get (problem->candidates, (guint)arc->coach);
  const RondoCandidate *client = rondo_candidates_get (problem->candidates, (guint)arc->client);
  RondoPlannedPair *pair = rondo_planned_pair_new ();

  pair->pairing = rondo_id_new (now_us);
  pair->coach = g_strdup (coach->member->id);
  pair->client = g_strdup (client->member->id);
  if (has_pair (problem->fixed, coach, client))
    g_ptr_array_add (pair->reasons, rondo_reason_new (RONDO_REASON_LOCKED, 0, 0, NULL));
  if (has_pair (problem->kept, coach, client))
    g_ptr_array_add (pair->reasons, rondo_reason_new (RONDO_REASON_KEPT, 0, 0, NULL));
  plan->value += rondo_candidate_value (coach, client, pair->reasons);
  g_ptr_array_add (plan->pairs, pair);
}

static void
add_tiers (RondoPlan *plan, const Problem *problem, const RondoMatchResult *result)
{
  for (int i = 0; i < result->n_objective; i++) {
    RondoTier tier = {
        i == 0 ? RONDO_TIER_PLACED : problem->tiers[i - 1], result->objective[i], result->bound[i]};

    g_array_append_val (plan->tiers, tier);
  }
}

static const RondoMatchMiss *
find_miss (const RondoMatchResult *result, guint index)
{
  for (int i = 0; i < result->n_misses; i++)
    if (result->misses[i].member == (int32_t)index)
      return &result->misses[i];
  return NULL;
}

/* Both who is not placed and who could be placed more often. */
static void
add_unplaced (RondoPlan *plan, const Problem *problem, const RondoMatchResult *result)
{
  guint n_members = problem->candidates->all->len;
  g_autofree RondoShare *shares = g_new0 (RondoShare, MAX (n_members, 1));

  for (int i = 0; i < result->n_pairs; i++) {
    shares[result->pairs[i].coach].given++;
    shares[result->pairs[i].client].got++;
  }
  for (guint i = 0; i < n_members; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (problem->candidates, i);

    if (shares[i].given < candidate->clients || shares[i].got < candidate->coaches)
      g_ptr_array_add (plan->unplaced,
                       rondo_unplaced_explain (candidate,
                                               &problem->instance,
                                               shares[i],
                                               find_miss (result, i),
                                               result->status != RONDO_MATCH_OPTIMAL));
  }
}

static RondoPlan *
read_result (const RondoRound *round,
             const Problem *problem,
             const RondoMatchResult *result,
             int64_t now_us)
{
  RondoPlan *plan = rondo_plan_new ();

  plan->id = rondo_id_new (now_us);
  plan->round = g_strdup (round->id);
  plan->round_version = round->version;
  plan->seed = problem->instance.seed;
  g_free (plan->engine);
  plan->engine = g_strdup (rondo_match_engine ());
  g_free (plan->input_hash);
  plan->input_hash = hash_input (problem);
  plan->status = result->status == RONDO_MATCH_OPTIMAL ? RONDO_PLAN_OPTIMAL : RONDO_PLAN_FEASIBLE;
  for (int i = 0; i < result->n_pairs; i++)
    add_pair (plan, problem, &result->pairs[i], now_us);
  add_tiers (plan, problem, result);
  add_unplaced (plan, problem, result);
  return plan;
}

static gboolean
check_enough (const RondoRound *round, GPtrArray *registrations, GError **error)
{
  if (registrations->len >= REGISTRATIONS_MIN || round->mutual_allowed)
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
rondo_plan_make (const RondoMatchingInput *input,
                 int64_t now_us,
                 const RondoPlanOptions *options,
                 GError **error)
{
  const RondoPlanOptions none = {0};
  RondoPlanOptions asked = options != NULL ? *options : none;
  RondoMatchOptions engine_options = {.progress = progress_cb,
                                      .deadline = deadline_cb,
                                      .user_data = &asked,
                                      .cancelled = asked.cancelled};
  g_autoptr (RondoCandidates) candidates = NULL;
  g_autoptr (Problem) problem = NULL;
  g_autoptr (RondoMatchResult) result = NULL;

  g_return_val_if_fail (input != NULL && input->round != NULL, NULL);
  g_return_val_if_fail (input->members != NULL && input->registrations != NULL, NULL);

  if (!check_enough (input->round, input->registrations, error))
    return NULL;
  candidates = rondo_candidates_new_for_input (input, RONDO_ERROR_INVALID, error);
  if (candidates == NULL)
    return NULL;
  problem = problem_new (candidates, input, error);
  if (problem == NULL || !check_instance (&problem->instance, error))
    return NULL;
  result = rondo_match_solve (&problem->instance, &engine_options);
  if (result->status == RONDO_MATCH_INFEASIBLE) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The fixed pairs contradict each other or the rules of this round. "
                            "Please release one of them."));
    return NULL;
  }
  if (result->n_pairs == 0 && result->status != RONDO_MATCH_OPTIMAL)
    return NULL;
  return read_result (input->round, problem, result, now_us);
}
