/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a round to an instance of the matching engine. */
#include "config.h"

#include "rondo-plan-problem.h"

#include <glib/gi18n-lib.h>

#include "rondo-error.h"
#include "rondo-round-kind.h"

void
rondo_plan_problem_free (RondoPlanProblem *problem)
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

void
rondo_plan_problem_fix (RondoPlanProblem *problem, GPtrArray *locked)
{
  g_hash_table_unref (problem->fixed);
  problem->fixed = index_pairs (locked);
}

gboolean
rondo_plan_problem_has (GHashTable *index,
                        const RondoCandidate *coach,
                        const RondoCandidate *client)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (index) == 0)
    return FALSE;
  key = join_ids (coach->member->id, client->member->id);
  return g_hash_table_contains (index, key);
}

/* What the pair adds to a tier. */
static int32_t
find_value (const RondoPlanProblem *problem,
            RondoTierCode tier,
            const RondoCandidate *coach,
            const RondoCandidate *client)
{
  switch (tier) {
  case RONDO_TIER_KEPT:
    return rondo_plan_problem_has (problem->kept, coach, client);
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

void
rondo_plan_problem_add_values (const RondoPlanProblem *problem,
                               const RondoCandidate *coach,
                               const RondoCandidate *client,
                               GArray *values)
{
  for (int tier = 0; tier < problem->instance.n_tiers; tier++) {
    int32_t value = find_value (problem, problem->tiers[tier], coach, client);

    g_array_append_val (values, value);
  }
}

static void
add_arcs_of_coach (RondoPlanProblem *problem, const RondoCandidate *coach)
{
  for (guint i = 0; i < problem->candidates->all->len; i++) {
    const RondoCandidate *client = rondo_candidates_get (problem->candidates, i);
    RondoMatchArc arc = {(int32_t)coach->index, (int32_t)i};
    RondoBreach breach;

    if (!rondo_candidate_may_coach (coach, client, &breach))
      continue;
    g_array_append_val (problem->arcs, arc);
    rondo_plan_problem_add_values (problem, coach, client, problem->values);
  }
}

/* A pair that is kept is judged by that before anything else, so that who is content stays. */
static void
choose_tiers (RondoPlanProblem *problem)
{
  int n_tiers = 0;

  if (g_hash_table_size (problem->kept) > 0)
    problem->tiers[n_tiers++] = RONDO_TIER_KEPT;
  problem->tiers[n_tiers++] = RONDO_TIER_BAND;
  problem->tiers[n_tiers++] = RONDO_TIER_VALUE;
  problem->instance.n_tiers = n_tiers;
}

static gboolean
is_absent (GPtrArray *absent, const char *member)
{
  return absent != NULL && g_ptr_array_find_with_equal_func (absent, member, g_str_equal, NULL);
}

static void
add_members (RondoPlanProblem *problem, GPtrArray *absent)
{
  for (guint i = 0; i < problem->candidates->all->len; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (problem->candidates, i);
    gboolean is_out = is_absent (absent, candidate->member->id);
    int32_t gives = is_out ? 0 : candidate->clients;
    int32_t gets = is_out ? 0 : candidate->coaches;

    g_ptr_array_add (problem->names, candidate->member->id);
    g_array_append_val (problem->gives, gives);
    g_array_append_val (problem->gets, gets);
    add_arcs_of_coach (problem, candidate);
  }
}

static void
fill_instance (RondoPlanProblem *problem, const RondoMatchingInput *input)
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
  instance->mutual_allowed = rondo_round_is_mutual_allowed (input->round);
  if (input->round->kind == RONDO_ROUND_TRIADS)
    instance->rings = input->round->rest == RONDO_REST_FOUR ? RONDO_MATCH_RINGS_THREE_OR_FOUR
                                                            : RONDO_MATCH_RINGS_THREE;
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
gboolean
rondo_plan_problem_find_lock (const RondoCandidates *candidates,
                              const RondoPair *pair,
                              RondoMatchArc *arc,
                              GError **error)
{
  int coach = rondo_candidates_find (candidates, pair->coach);
  int client = rondo_candidates_find (candidates, pair->client);
  g_autofree char *sentence = NULL;
  RondoBreach breach;

  if (coach < 0 || client < 0)
    return refuse_lock (error, _ ("One of the two is not registered for this round."));
  *arc = (RondoMatchArc){coach, client};
  if (rondo_candidate_may_coach (rondo_candidates_get (candidates, (guint)coach),
                                 rondo_candidates_get (candidates, (guint)client),
                                 &breach))
    return TRUE;
  sentence = rondo_candidate_describe_breach (&breach,
                                              rondo_candidates_get (candidates, (guint)coach),
                                              rondo_candidates_get (candidates, (guint)client));
  return refuse_lock (error, sentence);
}

static gboolean
add_lock (RondoPlanProblem *problem, const RondoPair *pair, GError **error)
{
  RondoMatchArc arc;

  if (!rondo_plan_problem_find_lock (problem->candidates, pair, &arc, error))
    return FALSE;
  g_array_append_val (problem->locked, arc);
  return TRUE;
}

static gboolean
add_locks (RondoPlanProblem *problem, GPtrArray *locked, GError **error)
{
  for (guint i = 0; locked != NULL && i < locked->len; i++)
    if (!add_lock (problem, locked->pdata[i], error))
      return FALSE;
  return TRUE;
}

RondoPlanProblem *
rondo_plan_problem_new (const RondoCandidates *candidates,
                        const RondoMatchingInput *input,
                        GError **error)
{
  g_autoptr (RondoPlanProblem) problem = g_new0 (RondoPlanProblem, 1);

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
  add_members (problem, input->absent);
  if (!add_locks (problem, input->locked, error))
    return NULL;
  fill_instance (problem, input);
  return g_steal_pointer (&problem);
}

/* The seed is not hashed: a plan tells it apart, and two seeds on one input shall be seen as such.
 */
char *
rondo_plan_problem_hash (const RondoPlanProblem *problem)
{
  const RondoMatchInstance *instance = &problem->instance;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) text = g_string_new ("rondo-plan-input 2\n");

  g_string_append_printf (text, "mutual %d\ntiers", instance->mutual_allowed != FALSE);
  for (int tier = 0; tier < instance->n_tiers; tier++)
    g_string_append_printf (text, " %s", rondo_tier_code_to_word (problem->tiers[tier]));
  if (instance->rings != RONDO_MATCH_RINGS_ANY)
    g_string_append_printf (text, " rings %d", instance->rings);
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
