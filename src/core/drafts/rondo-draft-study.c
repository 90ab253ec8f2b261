/* SPDX-License-Identifier: GPL-3.0-or-later
 * Asks the study of plans about a draft. */
#include "config.h"

#include "rondo-draft-study.h"

#include "rondo-draft-study-private.h"
#include "rondo-match-rings.h"

/* So many pairs of short rings are tried to be replaced: more where a try is cheap. */
#define RING_TRIES_MIN 24
#define RING_TRIES_MAX 200
#define RING_TRIES_BY_MEMBER 6000

RondoDraftStudy *
rondo_draft_study_new (const RondoMatchingInput *input)
{
  RondoDraftStudy *study;

  g_return_val_if_fail (input != NULL && input->round != NULL, NULL);

  study = g_new0 (RondoDraftStudy, 1);
  study->input = rondo_matching_input_copy (input);
  study->round = rondo_round_copy (input->round);
  return study;
}

void
rondo_draft_study_free (RondoDraftStudy *study)
{
  if (study == NULL)
    return;
  g_clear_pointer (&study->plan_study, rondo_plan_study_free);
  g_clear_pointer (&study->input, rondo_matching_input_free);
  g_clear_pointer (&study->round, rondo_round_free);
  g_free (study);
}

static GPtrArray *
list_locked (const RondoDraft *draft, RondoDraftScope scope)
{
  GPtrArray *locked = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);

  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    if (pair->is_locked || scope == RONDO_DRAFT_REST)
      g_ptr_array_add (locked, rondo_pair_new (pair->coach, pair->client));
  }
  return locked;
}

static GPtrArray *
list_absent (const RondoDraft *draft)
{
  GPtrArray *absent = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer member;

  g_hash_table_iter_init (&iter, draft->places);
  while (g_hash_table_iter_next (&iter, &member, NULL))
    g_ptr_array_add (absent, member);
  return absent;
}

/* Other policies are another problem altogether. */
static gboolean
prepare (RondoDraftStudy *study, const RondoDraft *draft, GError **error)
{
  RondoDraftPolicies policies = rondo_draft_policies_of (study->round);
  RondoMatchingInput input = *study->input;

  if (study->plan_study != NULL && rondo_draft_policies_equal (&policies, &draft->policies))
    return TRUE;
  g_clear_pointer (&study->plan_study, rondo_plan_study_free);
  rondo_draft_policies_apply (&draft->policies, study->round);
  input.round = study->round;
  study->plan_study = rondo_plan_study_prepare (&input, error);
  return study->plan_study != NULL;
}

RondoPlanStudy *
rondo_draft_study_point_at (RondoDraftStudy *study,
                            const RondoDraft *draft,
                            RondoDraftScope scope,
                            GError **error)
{
  g_autoptr (GPtrArray) locked = list_locked (draft, scope);
  g_autoptr (GPtrArray) absent = list_absent (draft);

  if (!prepare (study, draft, error))
    return NULL;
  if (rondo_plan_study_change (study->plan_study, locked, draft->forbidden, absent, error))
    return study->plan_study;
  g_clear_pointer (&study->plan_study, rondo_plan_study_free);
  return NULL;
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

/* A search that was cut short is begun again. */
static gboolean
solve (RondoPlanStudy *study, const RondoPlanOptions *options, GError **error)
{
  RondoPlanOptions asked;
  RondoMatchOptions engine_options = rondo_plan_study_options (options, &asked);
  int n_members = study->problem->instance.n_members;

  if (study->result != NULL && study->result->status != RONDO_MATCH_OPTIMAL)
    g_clear_pointer (&study->result, rondo_match_result_free);
  if (study->result != NULL)
    return TRUE;
  engine_options.progress = progress_cb;
  if (!rondo_plan_study_solve (study, &engine_options, error))
    return FALSE;
  rondo_match_avoid_rings (
      study->session,
      study->result,
      CLAMP (RING_TRIES_BY_MEMBER / MAX (1, n_members), RING_TRIES_MIN, RING_TRIES_MAX),
      &engine_options);
  return TRUE;
}

static void
take_result (RondoDraft *draft, const RondoPlanStudy *study)
{
  g_autoptr (RondoPlan) plan = rondo_plan_new ();

  for (int i = 0; i < study->result->n_pairs; i++) {
    const RondoMatchArc *arc = &study->result->pairs[i];
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    pair->coach = g_strdup (study->problem->instance.names[arc->coach]);
    pair->client = g_strdup (study->problem->instance.names[arc->client]);
    g_ptr_array_add (plan->pairs, pair);
  }
  rondo_draft_take_plan (draft, plan);
}

RondoDraft *
rondo_draft_study_match (RondoDraftStudy *study,
                         const RondoDraft *draft,
                         RondoDraftScope scope,
                         const RondoPlanOptions *options,
                         GError **error)
{
  RondoPlanStudy *plans;
  RondoDraft *matched;

  g_return_val_if_fail (study != NULL && draft != NULL, NULL);

  plans = rondo_draft_study_point_at (study, draft, scope, error);
  if (plans == NULL || !solve (plans, options, error))
    return NULL;
  if (plans->result->n_pairs == 0 && plans->result->status != RONDO_MATCH_OPTIMAL)
    return NULL;
  matched = rondo_draft_copy (draft);
  take_result (matched, plans);
  return matched;
}

GPtrArray *
rondo_draft_study_list_alternatives (RondoDraftStudy *study,
                                     const RondoDraft *draft,
                                     const char *coach,
                                     const char *client,
                                     int n_exact,
                                     const RondoPlanOptions *options,
                                     GError **error)
{
  RondoPlanStudy *plans;

  g_return_val_if_fail (study != NULL && draft != NULL, NULL);

  plans = rondo_draft_study_point_at (study, draft, RONDO_DRAFT_ALL, error);
  if (plans == NULL || !solve (plans, options, error))
    return NULL;
  return rondo_plan_study_list_alternatives (plans, coach, client, n_exact, options);
}

GPtrArray *
rondo_draft_study_list_reliefs (RondoDraftStudy *study,
                                const RondoDraft *draft,
                                const RondoPlanOptions *options,
                                GError **error)
{
  RondoPlanStudy *plans;

  g_return_val_if_fail (study != NULL && draft != NULL, NULL);

  plans = rondo_draft_study_point_at (study, draft, RONDO_DRAFT_ALL, error);
  if (plans == NULL || !solve (plans, options, error))
    return NULL;
  return rondo_plan_study_list_reliefs (plans, options);
}

gboolean
rondo_draft_study_seal (RondoDraftStudy *study,
                        const RondoDraft *draft,
                        RondoPlan *plan,
                        GError **error)
{
  g_autoptr (RondoPlanProblem) problem = NULL;
  RondoPlanStudy *plans;

  g_return_val_if_fail (study != NULL && draft != NULL && plan != NULL, FALSE);

  plans = rondo_draft_study_point_at (study, draft, RONDO_DRAFT_ALL, error);
  if (plans == NULL)
    return FALSE;
  problem = rondo_plan_problem_new (plans->candidates, plans->input, error);
  if (problem == NULL)
    return FALSE;
  g_free (plan->input_hash);
  plan->input_hash = rondo_plan_problem_hash (problem);
  return TRUE;
}
