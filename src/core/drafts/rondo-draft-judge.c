/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is wrong with a draft, and how good it is beside the best that could be. */
#include "config.h"

#include "rondo-draft-study.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-draft-study-private.h"
#include "rondo-plan-read.h"
#include "rondo-round-kind.h"
#include "rondo-text.h"
#include "rondo-triads.h"

static void
take_problem (GPtrArray *problems, const char *coach, const char *client, char *sentence)
{
  RondoDraftProblem *problem = g_new0 (RondoDraftProblem, 1);

  problem->coach = g_strdup (coach);
  problem->client = g_strdup (client);
  problem->sentence = sentence;
  g_ptr_array_add (problems, problem);
}

static void
check_pair (GPtrArray *problems,
            const RondoDraft *draft,
            const RondoDraftPair *pair,
            const RondoCandidate *coach,
            const RondoCandidate *client)
{
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);
  RondoBreach breach;

  if (!rondo_candidate_may_coach (coach, client, &breach))
    take_problem (problems,
                  pair->coach,
                  pair->client,
                  rondo_candidate_describe_breach (&breach, coach, client));
  else if ((!draft->policies.mutual_allowed ||
            !rondo_round_is_mutual_allowed (coach->table->round)) &&
           rondo_draft_find (draft, pair->client, pair->coach) != NULL)
    take_problem (
        problems,
        pair->coach,
        pair->client,
        g_strdup_printf (_ ("%s and %s would coach each other."), coach_name, client_name));
}

/* Who gives and gets more than there is room for, or one without the other. */
static void
check_member (GPtrArray *problems, const RondoCandidate *candidate, int given, int got)
{
  const char *id = candidate->member->id;
  g_autofree char *name = rondo_text_isolate (candidate->member->name);

  if (given > candidate->clients)
    take_problem (problems,
                  id,
                  NULL,
                  g_strdup_printf (_ ("%s would coach more than there is room for."), name));
  else if (got > candidate->coaches)
    take_problem (
        problems, id, NULL, g_strdup_printf (_ ("%s would have too many coaches."), name));
  else if (candidate->clients != candidate->coaches || given == got)
    return;
  else if (given > got)
    take_problem (problems, id, NULL, g_strdup_printf (_ ("%s still needs a coach."), name));
  else
    take_problem (problems, id, NULL, g_strdup_printf (_ ("%s still needs a client."), name));
}

/* Every pair of a ring that is no triad is marked. */
static void
check_rings (GPtrArray *problems, const RondoDraft *draft, const RondoCandidates *candidates)
{
  guint n_members = candidates->all->len;
  g_autofree int *next = g_new (int, n_members + 1);
  g_autoptr (GArray) ring = NULL;

  for (guint i = 0; i < n_members; i++)
    next[i] = -1;
  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    next[rondo_candidates_find (candidates, pair->coach)] =
        rondo_candidates_find (candidates, pair->client);
  }
  while ((ring = rondo_triads_find_wrong (candidates->round, next, n_members)) != NULL) {
    for (guint k = 0; k < ring->len; k++) {
      int coach = g_array_index (ring, int, k);

      take_problem (problems,
                    rondo_candidates_get (candidates, (guint)coach)->member->id,
                    rondo_candidates_get (candidates, (guint)next[coach])->member->id,
                    rondo_triads_describe_wrong (candidates, ring));
      next[coach] = -1;
    }
    g_clear_pointer (&ring, g_array_unref);
  }
}

GPtrArray *
rondo_draft_list_problems (const RondoDraft *draft, const RondoCandidates *candidates)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_draft_problem_free);
  g_autofree int *given = g_new0 (int, candidates->all->len + 1);
  g_autofree int *got = g_new0 (int, candidates->all->len + 1);

  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];
    int coach = rondo_candidates_find (candidates, pair->coach);
    int client = rondo_candidates_find (candidates, pair->client);

    if (coach < 0 || client < 0) {
      take_problem (problems,
                    pair->coach,
                    pair->client,
                    g_strdup (_ ("One of the two is no longer registered for this round.")));
      continue;
    }
    given[coach]++;
    got[client]++;
    check_pair (problems,
                draft,
                pair,
                rondo_candidates_get (candidates, (guint)coach),
                rondo_candidates_get (candidates, (guint)client));
  }
  for (guint i = 0; i < candidates->all->len; i++)
    check_member (problems, rondo_candidates_get (candidates, i), given[i], got[i]);
  if (problems->len == 0 && candidates->round->kind == RONDO_ROUND_TRIADS)
    check_rings (problems, draft, candidates);
  return problems;
}

static int
compare_objectives (const int64_t *a, const int64_t *b, int n)
{
  for (int i = 0; i < n; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return 0;
}

/* @draft as if the engine had found it. */
typedef struct {
  RondoMatchResult result;
  GArray *pairs;  /* of RondoMatchArc */
  GArray *sums;   /* of int64_t: the objective */
  GArray *bounds; /* of int64_t */
} Told;

static void
told_clear (Told *told)
{
  g_clear_pointer (&told->pairs, g_array_unref);
  g_clear_pointer (&told->sums, g_array_unref);
  g_clear_pointer (&told->bounds, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

static void
sum_up (Told *told, const RondoPlanStudy *study)
{
  int n_objective = study->problem->instance.n_tiers + 1;
  int64_t *sums;

  g_array_set_size (told->sums, (guint)n_objective);
  sums = (int64_t *)told->sums->data;
  sums[0] = told->pairs->len;
  for (guint i = 0; i < told->pairs->len; i++) {
    const RondoMatchArc *arc = &g_array_index (told->pairs, RondoMatchArc, i);
    g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int32_t));

    rondo_plan_problem_add_values (study->problem,
                                   rondo_candidates_get (study->candidates, (guint)arc->coach),
                                   rondo_candidates_get (study->candidates, (guint)arc->client),
                                   values);
    for (guint tier = 0; tier < values->len; tier++)
      sums[tier + 1] += g_array_index (values, int32_t, tier);
  }
}

/* Beside the best plan, if that is known. Who is left out of both is left out for the same reason.
 */
static void
set_bounds (Told *told, const RondoPlanStudy *study, gboolean is_whole)
{
  const RondoMatchResult *best = study->result;
  const int64_t *sums = (const int64_t *)told->sums->data;
  int n = (int)told->sums->len;
  int64_t *bounds;

  g_array_append_vals (told->bounds, sums, (guint)n);
  bounds = (int64_t *)told->bounds->data;
  told->result.status = RONDO_MATCH_FEASIBLE;
  if (best == NULL)
    bounds[0]++;
  else if (compare_objectives (sums, best->bound, n) < 0)
    memcpy (bounds, best->bound, (gsize)n * sizeof (int64_t));
  else if (is_whole)
    told->result.status = RONDO_MATCH_OPTIMAL;
  if (best == NULL || sums[0] != best->objective[0])
    return;
  told->result.n_misses = best->n_misses;
  told->result.misses = best->misses;
}

static void
tell (Told *told, const RondoPlanStudy *study, const RondoDraft *draft, gboolean is_whole)
{
  g_autoptr (RondoPlan) plan = rondo_plan_new ();

  told->pairs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  told->sums = g_array_new (FALSE, TRUE, sizeof (int64_t));
  told->bounds = g_array_new (FALSE, FALSE, sizeof (int64_t));
  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *from = draft->pairs->pdata[i];
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    pair->coach = g_strdup (from->coach);
    pair->client = g_strdup (from->client);
    g_ptr_array_add (plan->pairs, pair);
  }
  rondo_plan_study_read_pairs (study, plan, told->pairs);
  sum_up (told, study);
  set_bounds (told, study, is_whole);
  told->result.n_pairs = (int32_t)told->pairs->len;
  told->result.pairs = (RondoMatchArc *)told->pairs->data;
  told->result.n_objective = (int32_t)told->sums->len;
  told->result.objective = (int64_t *)told->sums->data;
  told->result.bound = (int64_t *)told->bounds->data;
}

/* Nothing was searched in a draft that is made by hand. */
static void
explain_gaps (RondoPlan *plan, const RondoDraft *draft, const RondoPlanStudy *study)
{
  const RondoTier *placed = &g_array_index (plan->tiers, RondoTier, 0);

  if (placed->reached >= placed->bound)
    return;
  for (guint i = 0; i < plan->unplaced->len; i++) {
    RondoUnplaced *unplaced = plan->unplaced->pdata[i];
    int index = rondo_candidates_find (study->candidates, unplaced->member);
    g_autofree char *name = NULL;

    if ((unplaced->code != RONDO_UNPLACED_ODD_ONE_OUT && unplaced->code != RONDO_UNPLACED_PARTLY) ||
        rondo_draft_get_place (draft, unplaced->member) != RONDO_PLACE_IN || index < 0)
      continue;
    name =
        rondo_text_isolate (rondo_candidates_get (study->candidates, (guint)index)->member->name);
    g_free (unplaced->rule);
    unplaced->rule =
        g_strdup_printf (_ ("%s could have one more pairing; match the rest to find it."), name);
  }
}

/* Without the fixed pairs where they break a rule: that is told as a problem. */
static RondoPlanStudy *
point_at (RondoDraftStudy *study, const RondoDraft *draft, GError **error)
{
  RondoPlanStudy *plans = rondo_draft_study_point_at (study, draft, RONDO_DRAFT_ALL, NULL);
  g_autoptr (RondoDraft) loose = NULL;

  if (plans != NULL)
    return plans;
  loose = rondo_draft_copy (draft);
  rondo_draft_set_all_locked (loose, FALSE);
  return rondo_draft_study_point_at (study, loose, RONDO_DRAFT_ALL, error);
}

static void
look_at_rings (RondoDraftReport *report, RondoPlanStudy *plans)
{
  report->rings = rondo_plan_study_list_rings (plans, report->plan);
  if (report->problems->len > 0 || report->plan->pairs->len == 0) {
    report->dropouts = g_ptr_array_new_with_free_func (g_free);
    report->dropouts_line = g_strdup ("");
    return;
  }
  report->dropouts = rondo_plan_study_list_dropouts (plans, report->plan);
  report->dropouts_line = rondo_plan_study_describe_dropouts (plans, report->plan);
}

RondoDraftReport *
rondo_draft_study_judge (RondoDraftStudy *study,
                         const RondoDraft *draft,
                         int64_t now_us,
                         const RondoPlanOptions *options,
                         GError **error)
{
  RondoPlanOptions asked;
  RondoMatchOptions engine_options = rondo_plan_study_options (options, &asked);
  RondoDraftReport *report = NULL;
  RondoPlanStudy *plans;
  g_auto (Told) told = {0};

  g_return_val_if_fail (study != NULL && draft != NULL, NULL);

  plans = point_at (study, draft, error);
  if (plans == NULL)
    return NULL;
  if (draft->pairs->len > 0)
    rondo_plan_study_solve (plans, &engine_options, NULL);
  report = g_new0 (RondoDraftReport, 1);
  report->problems = rondo_draft_list_problems (draft, plans->candidates);
  tell (&told, plans, draft, report->problems->len == 0);
  report->plan = rondo_plan_read (plans->input,
                                  plans->problem,
                                  rondo_match_session_get_instance (plans->session),
                                  &told.result,
                                  now_us);
  explain_gaps (report->plan, draft, plans);
  report->numbers = rondo_draft_numbers_new (report->plan, study->input->registrations);
  look_at_rings (report, plans);
  return report;
}

const RondoDraftProblem *
rondo_draft_report_find_problem (const RondoDraftReport *report,
                                 const char *coach,
                                 const char *client)
{
  g_return_val_if_fail (report != NULL, NULL);

  for (guint i = 0; i < report->problems->len; i++) {
    const RondoDraftProblem *problem = report->problems->pdata[i];

    if (g_strcmp0 (problem->coach, coach) == 0 && g_strcmp0 (problem->client, client) == 0)
      return problem;
  }
  return NULL;
}

void
rondo_draft_problem_free (RondoDraftProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->coach);
  g_free (problem->client);
  g_free (problem->sentence);
  g_free (problem);
}

void
rondo_draft_report_free (RondoDraftReport *report)
{
  if (report == NULL)
    return;
  rondo_plan_free (report->plan);
  g_ptr_array_unref (report->problems);
  rondo_draft_numbers_free (report->numbers);
  g_clear_pointer (&report->rings, g_array_unref);
  g_clear_pointer (&report->dropouts, g_ptr_array_unref);
  g_free (report->dropouts_line);
  g_free (report);
}
