/* SPDX-License-Identifier: GPL-3.0-or-later
 * Alternatives and dropouts of a plan. */
#include "config.h"

#include "rondo-plan-study.h"

#include <glib/gi18n-lib.h>

#include "rondo-error.h"
#include "rondo-match-prices.h"
#include "rondo-match-rings.h"
#include "rondo-plan-study-private.h"
#include "rondo-text.h"

/* Of so many alternatives is told what others lose by them. */
#define GRANTS_MOST 8

static gboolean
deadline_cb (gpointer user_data)
{
  const RondoPlanOptions *options = user_data;

  return options->deadline != NULL && options->deadline (options->user_data);
}

RondoMatchOptions
rondo_plan_study_options (const RondoPlanOptions *options, RondoPlanOptions *asked)
{
  *asked = options != NULL ? *options : (RondoPlanOptions){0};
  return (RondoMatchOptions){
      .deadline = deadline_cb, .user_data = asked, .cancelled = asked->cancelled};
}

gboolean
rondo_plan_study_solve (RondoPlanStudy *study, const RondoMatchOptions *options, GError **error)
{
  if (study->result != NULL)
    return TRUE;
  study->result = rondo_match_session_solve (study->session, options);
  if (study->result->status != RONDO_MATCH_INFEASIBLE)
    return TRUE;
  g_clear_pointer (&study->result, rondo_match_result_free);
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_INVALID,
                       _ ("The fixed pairs contradict each other or the rules of this round. "
                          "Please release one of them."));
  return FALSE;
}

static RondoAlternative *
read_price (const RondoPlanStudy *study, const RondoMatchPrices *prices, int index)
{
  const RondoMatchPrice *price = &prices->prices[index];
  const char *const *names = study->problem->instance.names;
  RondoAlternative *alternative = g_new0 (RondoAlternative, 1);

  alternative->coach = g_strdup (names[price->pair.coach]);
  alternative->client = g_strdup (names[price->pair.client]);
  alternative->is_possible = price->kind != RONDO_MATCH_PRICE_IMPOSSIBLE;
  alternative->is_exact = price->kind == RONDO_MATCH_PRICE_EXACT;
  alternative->losses = g_array_new (FALSE, FALSE, sizeof (RondoLoss));
  for (int i = 0; i < prices->n_objective; i++) {
    RondoLoss loss = {i == 0 ? RONDO_TIER_PLACED : study->problem->tiers[i - 1], price->loss[i]};

    g_array_append_val (alternative->losses, loss);
  }
  return alternative;
}

static int
compare_arcs (gconstpointer a, gconstpointer b)
{
  const RondoMatchArc *left = a;
  const RondoMatchArc *right = b;

  if (left->coach != right->coach)
    return left->coach < right->coach ? -1 : 1;
  return left->client < right->client ? -1 : left->client > right->client;
}

void
rondo_plan_study_read_pairs (const RondoPlanStudy *study, const RondoPlan *plan, GArray *pairs)
{
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];
    RondoMatchArc arc = {rondo_candidates_find (study->candidates, pair->coach),
                         rondo_candidates_find (study->candidates, pair->client)};

    if (arc.coach >= 0 && arc.client >= 0)
      g_array_append_val (pairs, arc);
  }
  g_array_sort (pairs, compare_arcs);
}

/* @plan as the engine would have told it. */
static RondoMatchResult
read_plan (const RondoPlanStudy *study, const RondoPlan *plan, GArray *pairs)
{
  rondo_plan_study_read_pairs (study, plan, pairs);
  return (RondoMatchResult){.status = RONDO_MATCH_FEASIBLE,
                            .n_pairs = (int32_t)pairs->len,
                            .pairs = (RondoMatchArc *)pairs->data};
}

static gboolean
check_instance (const RondoPlanStudy *study, GError **error)
{
  g_autofree char *problem = rondo_match_check_instance (&study->problem->instance);

  if (problem == NULL)
    return TRUE;
  g_set_error (
      error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The round cannot be matched: %s"), problem);
  return FALSE;
}

RondoPlanStudy *
rondo_plan_study_prepare (const RondoMatchingInput *input, GError **error)
{
  g_autoptr (RondoPlanStudy) study = g_new0 (RondoPlanStudy, 1);

  study->input = rondo_matching_input_copy (input);
  study->candidates = rondo_candidates_new_for_input (study->input, RONDO_ERROR_INVALID, error);
  if (study->candidates == NULL)
    return NULL;
  study->problem = rondo_plan_problem_new (study->candidates, study->input, error);
  if (study->problem == NULL || !check_instance (study, error))
    return NULL;
  study->session = rondo_match_session_new (&study->problem->instance);
  return g_steal_pointer (&study);
}

RondoPlanStudy *
rondo_plan_study_new (const RondoMatchingInput *input,
                      const RondoPlanOptions *options,
                      GError **error)
{
  g_autoptr (RondoPlanStudy) study = NULL;
  RondoPlanOptions asked;
  RondoMatchOptions engine_options = rondo_plan_study_options (options, &asked);

  g_return_val_if_fail (input != NULL && input->round != NULL, NULL);
  g_return_val_if_fail (input->members != NULL && input->registrations != NULL, NULL);

  study = rondo_plan_study_prepare (input, error);
  if (study == NULL || !rondo_plan_study_solve (study, &engine_options, error))
    return NULL;
  return g_steal_pointer (&study);
}

void
rondo_plan_study_free (RondoPlanStudy *study)
{
  if (study == NULL)
    return;
  g_clear_pointer (&study->result, rondo_match_result_free);
  g_clear_pointer (&study->session, rondo_match_session_free);
  g_clear_pointer (&study->problem, rondo_plan_problem_free);
  g_clear_pointer (&study->candidates, rondo_candidates_free);
  g_clear_pointer (&study->input, rondo_matching_input_free);
  g_free (study);
}

GPtrArray *
rondo_plan_study_list_alternatives (RondoPlanStudy *study,
                                    const char *coach,
                                    const char *client,
                                    int n_exact,
                                    const RondoPlanOptions *options)
{
  RondoPlanOptions asked;
  RondoMatchOptions engine_options = rondo_plan_study_options (options, &asked);
  g_autoptr (RondoMatchPrices) prices = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_alternative_free);

  g_return_val_if_fail (study != NULL, list);

  prices = rondo_match_find_prices (
      study->session,
      study->result,
      coach != NULL ? rondo_candidates_find (study->candidates, coach) : -1,
      client != NULL ? rondo_candidates_find (study->candidates, client) : -1,
      n_exact,
      &engine_options);
  for (int i = 0; i < prices->n_prices; i++) {
    RondoAlternative *alternative = read_price (study, prices, i);

    if (alternative->is_exact && i < GRANTS_MOST)
      alternative->others = rondo_plan_study_describe_grant (
          study, alternative->coach, alternative->client, &engine_options);
    g_ptr_array_add (list, alternative);
  }
  return list;
}

GPtrArray *
rondo_plan_study_list_dropouts (RondoPlanStudy *study, const RondoPlan *plan)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoMatchDropouts) dropouts = NULL;
  RondoMatchResult result;

  g_return_val_if_fail (study != NULL && plan != NULL, ids);

  result = read_plan (study, plan, pairs);
  dropouts = rondo_match_find_dropouts (rondo_match_session_get_instance (study->session), &result);
  for (int i = 0; i < dropouts->n_members; i++)
    g_ptr_array_add (ids, g_strdup (study->problem->instance.names[dropouts->members[i]]));
  return ids;
}

GArray *
rondo_plan_study_list_rings (RondoPlanStudy *study, const RondoPlan *plan)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  GArray *rings = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree int32_t *counts = NULL;
  RondoMatchResult result;
  int longest = 0;

  g_return_val_if_fail (study != NULL && plan != NULL, rings);

  result = read_plan (study, plan, pairs);
  counts = rondo_match_count_rings (rondo_match_session_get_instance (study->session), &result);
  for (int length = 1; length <= study->problem->instance.n_members; length++)
    longest = counts[length] > 0 ? length : longest;
  for (int length = 0; length <= longest && longest > 0; length++) {
    int count = counts[length];

    g_array_append_val (rings, count);
  }
  return rings;
}

char *
rondo_plan_study_describe_dropouts (RondoPlanStudy *study, const RondoPlan *plan)
{
  g_autoptr (GPtrArray) ids = rondo_plan_study_list_dropouts (study, plan);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (ids->len == 0)
    return g_strdup (_ ("Whoever drops out, the others can close the gap."));
  for (guint i = 0; i < ids->len; i++) {
    int index = rondo_candidates_find (study->candidates, ids->pdata[i]);

    g_ptr_array_add (
        names,
        rondo_text_isolate (rondo_candidates_get (study->candidates, (guint)index)->member->name));
  }
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (_ (", "), (char **)names->pdata);
  return g_strdup_printf (ngettext ("If one member dropped out, nobody could close the gap: %s.",
                                    "If one of these dropped out, nobody could close the gap: %s.",
                                    ids->len),
                          list);
}

static char *
describe_loss (const RondoLoss *loss)
{
  int count = (int)CLAMP (loss->lost, -G_MAXINT, G_MAXINT);

  switch (loss->code) {
  case RONDO_TIER_PLACED:
    return g_strdup_printf (ngettext ("%d pairing fewer", "%d pairings fewer", (gulong)count),
                            count);
  case RONDO_TIER_KEPT:
    return g_strdup_printf (ngettext ("%d pairing of before is not kept",
                                      "%d pairings of before are not kept",
                                      (gulong)count),
                            count);
  case RONDO_TIER_BAND:
    return g_strdup_printf (
        ngettext ("%d more member loses out", "%d more members lose out", (gulong)count), count);
  case RONDO_TIER_VALUE:
  default:
    return g_strdup_printf (_ ("the plan is worth %d less"), count);
  }
}

char *
rondo_alternative_describe (const RondoAlternative *alternative)
{
  if (!alternative->is_possible)
    return g_strdup (_ ("not possible with the fixed pairs"));
  for (guint i = 0; i < alternative->losses->len; i++) {
    const RondoLoss *loss = &g_array_index (alternative->losses, RondoLoss, i);
    g_autofree char *what = NULL;

    if (loss->lost == 0)
      continue;
    if (loss->lost < 0)
      return g_strdup (_ ("better than the plan"));
    what = describe_loss (loss);
    if (alternative->others != NULL)
      /* Translators: what is lost ("2 pairings fewer"), what others lose by it */
      return g_strdup_printf (_ ("%s; %s"), what, alternative->others);
    /* Translators: what is lost, "2 pairings fewer" */
    return alternative->is_exact ? g_steal_pointer (&what)
                                 : g_strdup_printf (_ ("at least: %s"), what);
  }
  return g_strdup (alternative->is_exact ? _ ("costs nothing") : _ ("may cost nothing"));
}

void
rondo_alternative_free (RondoAlternative *alternative)
{
  if (alternative == NULL)
    return;
  g_free (alternative->coach);
  g_free (alternative->client);
  g_array_unref (alternative->losses);
  g_free (alternative->others);
  g_free (alternative);
}
