/* SPDX-License-Identifier: GPL-3.0-or-later
 * What could be given up so that more members are placed: wishes, a repeat, room, or that nobody is
 * coached by their own client. Whom somebody avoids is never touched, nor told. */
#include "config.h"

#include "rondo-plan-study.h"

#include <glib/gi18n-lib.h>

#include "rondo-match-relief.h"
#include "rondo-plan-study-private.h"
#include "rondo-text.h"

/* How much is asked of people, the least first. */
enum {
  COST_WISH = 1,
  COST_REPEAT = 5,
};

/* Tried in one go; a large round has too many wishes for more. */
#define MAX_TRIED 400

/* What a relaxation of the engine stands for. */
typedef struct {
  RondoReliefCode code;
  int member;
  int other;             /* −1: nobody */
  const RondoWish *wish; /* (nullable) */
} Meaning;

typedef struct {
  RondoPlanStudy *study;
  const guint8 *is_missed; /* by candidate */
  GArray *relaxations;     /* of RondoMatchRelaxation */
  GArray *meanings;        /* of Meaning */
  GPtrArray *owned;
} Offer;

static gboolean
keeps_musts (const RondoCandidate *coach, const RondoCandidate *client, guint first, guint but)
{
  for (guint i = first; i < client->demands->len; i++) {
    const RondoDemand *demand = &g_array_index (client->demands, RondoDemand, i);

    if (i != but && demand->wish->level == RONDO_WISH_MUST &&
        !rondo_candidate_meets (demand, coach, client))
      return FALSE;
  }
  return TRUE;
}

static void
allow_pair (const Offer *offer,
            const RondoCandidate *coach,
            const RondoCandidate *client,
            GArray *changes)
{
  RondoMatchChange change = {.kind = RONDO_MATCH_CHANGE_ALLOW,
                             .coach = (int32_t)coach->index,
                             .client = (int32_t)client->index};
  GArray *values = g_array_new (FALSE, FALSE, sizeof (int32_t));

  rondo_plan_problem_add_values (offer->study->problem, coach, client, values);
  change.values = (const int32_t *)g_array_free (values, FALSE);
  g_ptr_array_add (offer->owned, (gpointer)change.values);
  g_array_append_val (changes, change);
}

static void
add_offer (const Offer *offer, GArray *changes, int cost, const Meaning *meaning)
{
  RondoMatchRelaxation relaxation = {NULL, cost, (int32_t)changes->len, NULL, {-1, -1}};

  if (changes->len == 0 || offer->relaxations->len >= MAX_TRIED)
    return;
  relaxation.changes = g_memdup2 (changes->data, changes->len * sizeof (RondoMatchChange));
  g_ptr_array_add (offer->owned, (gpointer)relaxation.changes);
  g_array_append_val (offer->relaxations, relaxation);
  g_array_append_val (offer->meanings, *meaning);
}

/* The pairs that @client would allow in addition without one wish. */
static void
offer_wish (const Offer *offer, const RondoCandidate *client, guint demand)
{
  const RondoCandidates *candidates = offer->study->candidates;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RondoMatchChange));
  Meaning meaning = {RONDO_RELIEF_WISH,
                     (int)client->index,
                     -1,
                     g_array_index (client->demands, RondoDemand, demand).wish};

  if (meaning.wish->level != RONDO_WISH_MUST)
    return;
  for (guint i = 0; i < candidates->all->len; i++) {
    const RondoCandidate *coach = rondo_candidates_get (candidates, i);
    RondoBreach breach;

    if (!rondo_candidate_may_coach (coach, client, &breach) && breach.code == RONDO_RULE_MUST &&
        breach.demand == demand && keeps_musts (coach, client, demand, demand))
      allow_pair (offer, coach, client, changes);
  }
  add_offer (offer, changes, COST_WISH, &meaning);
}

/* That one of the two, who is left out, has the same partner again. */
static void
offer_repeat (const Offer *offer, const RondoCandidate *coach, const RondoCandidate *client)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RondoMatchChange));
  Meaning meaning = {RONDO_RELIEF_REPEAT, (int)client->index, (int)coach->index, NULL};
  RondoBreach breach;

  if (rondo_candidate_may_coach (coach, client, &breach) || breach.code != RONDO_RULE_REPEAT ||
      !keeps_musts (coach, client, 0, G_MAXUINT))
    return;
  allow_pair (offer, coach, client, changes);
  add_offer (offer, changes, COST_REPEAT, &meaning);
}

static void
offer_rules (const Offer *offer)
{
  const RondoCandidates *candidates = offer->study->candidates;

  for (guint i = 0; i < candidates->all->len; i++) {
    const RondoCandidate *client = rondo_candidates_get (candidates, i);

    for (guint k = 0; k < client->demands->len; k++)
      offer_wish (offer, client, k);
    for (guint k = 0; k < candidates->all->len; k++)
      if (offer->is_missed[i] || offer->is_missed[k])
        offer_repeat (offer, rondo_candidates_get (candidates, k), client);
  }
}

/* In some kinds two never coach each other, and in triads each takes part once. */
static gboolean
may_suggest (const RondoRound *round, const RondoMatchRelaxation *relaxation)
{
  return round->kind != RONDO_ROUND_TRIADS &&
         (round->kind != RONDO_ROUND_TEAM || relaxation->mutual.coach < 0);
}

static void
offer_suggestions (const Offer *offer, const RondoMatchSuggestions *suggestions)
{
  for (int i = 0; i < suggestions->n_relaxations; i++) {
    const RondoMatchRelaxation *relaxation = &suggestions->relaxations[i];
    Meaning meaning = {
        RONDO_RELIEF_MUTUAL, relaxation->mutual.coach, relaxation->mutual.client, NULL};

    if (offer->relaxations->len >= MAX_TRIED)
      return;
    if (!may_suggest (offer->study->input->round, relaxation))
      continue;
    if (relaxation->mutual.coach < 0)
      meaning = (Meaning){RONDO_RELIEF_ROOM, relaxation->changes[0].coach, -1, NULL};
    g_array_append_val (offer->relaxations, *relaxation);
    g_array_append_val (offer->meanings, meaning);
  }
}

static char *
describe_deed (const Meaning *meaning, const char *member, const char *other)
{
  g_autofree char *wish = NULL;

  switch (meaning->code) {
  case RONDO_RELIEF_WISH:
    wish = rondo_wish_describe (meaning->wish);
    /* Translators: a member, and a wish: "the coach must speak German" */
    return g_strdup_printf (_ ("%s gives up the wish that “%s”"), member, wish);
  case RONDO_RELIEF_REPEAT:
    /* Translators: a coach, a client */
    return g_strdup_printf (_ ("%s coaches %s again"), other, member);
  case RONDO_RELIEF_MUTUAL:
    return g_strdup_printf (_ ("%s and %s coach each other"), member, other);
  case RONDO_RELIEF_ROOM:
  default:
    return g_strdup_printf (_ ("%s takes part once more often"), member);
  }
}

static char *
dup_name (const RondoPlanStudy *study, int index)
{
  return index < 0 ? g_strdup ("")
                   : rondo_text_isolate (
                         rondo_candidates_get (study->candidates, (guint)index)->member->name);
}

static RondoRelief *
read_relief (const Offer *offer, const RondoMatchRelief *found)
{
  const RondoPlanStudy *study = offer->study;
  const char *const *names = study->problem->instance.names;
  const Meaning *meaning = &g_array_index (offer->meanings, Meaning, found->relaxation);
  RondoRelief *relief = g_new0 (RondoRelief, 1);
  g_autofree char *member = dup_name (study, meaning->member);
  g_autofree char *other = dup_name (study, meaning->other);
  g_autofree char *deed = describe_deed (meaning, member, other);

  relief->code = meaning->code;
  relief->member = g_strdup (names[meaning->member]);
  relief->other = meaning->other >= 0 ? g_strdup (names[meaning->other]) : NULL;
  relief->more = (int)(found->objective[0] - study->result->objective[0]);
  relief->is_proved = found->is_proved;
  relief->placed = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < found->n_placed; i++)
    g_ptr_array_add (relief->placed, g_strdup (names[found->placed[i]]));
  /* Translators: what somebody does, "Ana takes part once more often" */
  relief->sentence = g_strdup_printf (ngettext ("%2$d more pairing is possible if: %1$s.",
                                                "%2$d more pairings are possible if: %1$s.",
                                                (gulong)relief->more),
                                      deed,
                                      relief->more);
  return relief;
}

GPtrArray *
rondo_plan_study_list_reliefs (RondoPlanStudy *study, const RondoPlanOptions *options)
{
  RondoPlanOptions asked;
  RondoMatchOptions engine_options = rondo_plan_study_options (options, &asked);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_relief_free);
  g_autoptr (GArray) relaxations = g_array_new (FALSE, FALSE, sizeof (RondoMatchRelaxation));
  g_autoptr (GArray) meanings = g_array_new (FALSE, FALSE, sizeof (Meaning));
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoMatchSuggestions) suggestions = NULL;
  g_autoptr (RondoMatchReliefs) reliefs = NULL;
  g_autofree guint8 *is_missed = NULL;
  Offer offer = {study, NULL, relaxations, meanings, owned};

  g_return_val_if_fail (study != NULL, list);

  if (study->result->n_misses == 0)
    return list;
  offer.is_missed = is_missed = g_new0 (guint8, study->candidates->all->len + 1);
  for (int i = 0; i < study->result->n_misses; i++)
    is_missed[study->result->misses[i].member] = 1;
  suggestions = rondo_match_suggest_relaxations (rondo_match_session_get_instance (study->session),
                                                 study->result);
  offer_suggestions (&offer, suggestions);
  offer_rules (&offer);
  reliefs = rondo_match_find_reliefs (study->session,
                                      study->result,
                                      (const RondoMatchRelaxation *)relaxations->data,
                                      (int32_t)relaxations->len,
                                      &engine_options);
  for (int i = 0; i < reliefs->n_reliefs; i++)
    g_ptr_array_add (list, read_relief (&offer, &reliefs->reliefs[i]));
  return list;
}

void
rondo_relief_free (RondoRelief *relief)
{
  if (relief == NULL)
    return;
  g_free (relief->member);
  g_free (relief->other);
  g_ptr_array_unref (relief->placed);
  g_free (relief->sentence);
  g_free (relief);
}
