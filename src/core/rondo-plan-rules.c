/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hard rules: which pair is allowed, and whether a plan keeps them all. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-text.h"

static gboolean
breaks (RondoBreach *breach, RondoRuleCode code, guint demand)
{
  breach->code = code;
  breach->demand = demand;
  return FALSE;
}

static char *
describe_breach (const RondoBreach *breach,
                 const RondoCandidate *coach,
                 const RondoCandidate *client)
{
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);

  switch (breach->code) {
  case RONDO_RULE_SELF:
    return g_strdup_printf (_ ("Nobody can coach themselves, and %s cannot either."), coach_name);
  case RONDO_RULE_COACH_AVOIDS:
    return g_strdup_printf (_ ("%s does not wish to be paired with %s."), coach_name, client_name);
  case RONDO_RULE_CLIENT_AVOIDS:
    return g_strdup_printf (_ ("%s does not wish to be paired with %s."), client_name, coach_name);
  case RONDO_RULE_LANGUAGE:
    return g_strdup_printf (_ ("%s and %s have no language in common."), coach_name, client_name);
  case RONDO_RULE_MUST:
  default: {
    const RondoDemand *demand = &g_array_index (client->demands, RondoDemand, breach->demand);
    g_autofree char *wish = rondo_wish_describe (demand->wish);

    /* Translators: the client, the wish ("the coach must speak German"), the coach */
    return g_strdup_printf (
        _ ("%s asks that “%s”, and %s does not fit."), client_name, wish, coach_name);
  }
  }
}

static gboolean
reject (GError **error, char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_REJECTED, sentence);
  g_free (sentence);
  return FALSE;
}

/* What a plan says so far, by index of the candidate; −1: nothing. */
typedef struct {
  const RondoCandidates *candidates;
  int *client_of;
  int *coach_of;
} Checked;

/* The name as it stands in a sentence. */
static char *
dup_name (const Checked *checked, int index)
{
  return rondo_text_isolate (
      rondo_candidates_get (checked->candidates, (guint)index)->member->name);
}

static gboolean
check_pair (Checked *checked, const RondoPlannedPair *pair, GError **error)
{
  int coach = rondo_candidates_find (checked->candidates, pair->coach);
  int client = rondo_candidates_find (checked->candidates, pair->client);
  g_autofree char *coach_name = NULL;
  g_autofree char *client_name = NULL;
  RondoBreach breach;

  if (coach < 0 || client < 0)
    return reject (error,
                   g_strdup (_ ("The plan pairs somebody who is not registered for this round. "
                                "Please match the round again.")));
  coach_name = dup_name (checked, coach);
  client_name = dup_name (checked, client);
  if (checked->client_of[coach] >= 0)
    return reject (error,
                   g_strdup_printf (_ ("%s would coach two members in this plan."), coach_name));
  if (checked->coach_of[client] >= 0)
    return reject (error,
                   g_strdup_printf (_ ("%s would have two coaches in this plan."), client_name));
  if (!rondo_candidate_may_coach (rondo_candidates_get (checked->candidates, (guint)coach),
                                  rondo_candidates_get (checked->candidates, (guint)client),
                                  &breach))
    return reject (error,
                   describe_breach (&breach,
                                    rondo_candidates_get (checked->candidates, (guint)coach),
                                    rondo_candidates_get (checked->candidates, (guint)client)));
  checked->client_of[coach] = client;
  checked->coach_of[client] = coach;
  return TRUE;
}

static gboolean
check_member (const Checked *checked, int index, GError **error)
{
  int client = checked->client_of[index];
  int coach = checked->coach_of[index];
  g_autofree char *name = dup_name (checked, index);

  if (client >= 0 && coach < 0)
    return reject (error,
                   g_strdup_printf (_ ("%s would coach in this plan, but have no coach."), name));
  if (client < 0 && coach >= 0)
    return reject (
        error, g_strdup_printf (_ ("%s would be coached in this plan, but coach nobody."), name));
  if (client >= 0 && client == coach) {
    g_autofree char *other = dup_name (checked, client);

    return reject (
        error, g_strdup_printf (_ ("%s and %s would coach each other in this plan."), name, other));
  }
  return TRUE;
}

static gboolean
check_ids (const RondoPlan *plan, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    if (pair->pairing != NULL && !g_hash_table_add (seen, pair->pairing))
      return reject (error, g_strdup (_ ("Two pairs of the plan have the same id.")));
  }
  return TRUE;
}

static gboolean
check_all (Checked *checked, const RondoPlan *plan, GError **error)
{
  for (guint i = 0; i < checked->candidates->all->len; i++) {
    checked->client_of[i] = -1;
    checked->coach_of[i] = -1;
  }
  for (guint i = 0; i < plan->pairs->len; i++)
    if (!check_pair (checked, plan->pairs->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < checked->candidates->all->len; i++)
    if (!check_member (checked, (int)i, error))
      return FALSE;
  return TRUE;
}

gboolean
rondo_candidate_may_coach (const RondoCandidate *coach,
                           const RondoCandidate *client,
                           RondoBreach *breach)
{
  if (coach == client || g_strcmp0 (coach->member->id, client->member->id) == 0)
    return breaks (breach, RONDO_RULE_SELF, 0);
  if (g_ptr_array_find (coach->avoids, client->email, NULL))
    return breaks (breach, RONDO_RULE_COACH_AVOIDS, 0);
  if (g_ptr_array_find (client->avoids, coach->email, NULL))
    return breaks (breach, RONDO_RULE_CLIENT_AVOIDS, 0);
  if (!rondo_candidate_have_common_language (coach, client))
    return breaks (breach, RONDO_RULE_LANGUAGE, 0);
  for (guint i = 0; i < client->demands->len; i++) {
    const RondoDemand *demand = &g_array_index (client->demands, RondoDemand, i);

    if (demand->wish->level == RONDO_WISH_MUST && !rondo_candidate_meets (demand, coach, client))
      return breaks (breach, RONDO_RULE_MUST, i);
  }
  return TRUE;
}

gboolean
rondo_plan_pair_allowed (const RondoMember *coach,
                         const RondoWishes *coach_wishes,
                         const RondoMember *client,
                         const RondoWishes *client_wishes,
                         RondoDate on,
                         char **rule)
{
  g_autoptr (RondoCandidates) two = NULL;
  const RondoCandidate *first, *second;
  RondoBreach breach;

  g_return_val_if_fail (coach != NULL && client != NULL, FALSE);
  g_return_val_if_fail (coach_wishes != NULL && client_wishes != NULL, FALSE);

  two = rondo_candidates_new (on);
  first = rondo_candidates_add (two, coach, coach_wishes);
  second = rondo_candidates_add (two, client, client_wishes);
  if (rondo_candidate_may_coach (first, second, &breach))
    return TRUE;
  if (rule != NULL)
    *rule = describe_breach (&breach, first, second);
  return FALSE;
}

gboolean
rondo_plan_check (const RondoPlan *plan,
                  const RondoRound *round,
                  GPtrArray *members,
                  GPtrArray *registrations,
                  GError **error)
{
  g_autoptr (RondoCandidates) candidates = NULL;
  g_autofree int *client_of = NULL;
  g_autofree int *coach_of = NULL;
  Checked checked;

  g_return_val_if_fail (plan != NULL && round != NULL, FALSE);
  g_return_val_if_fail (members != NULL && registrations != NULL, FALSE);

  if (g_strcmp0 (plan->round, round->id) != 0)
    return reject (error, g_strdup (_ ("The plan was made for another round.")));
  candidates =
      rondo_candidates_new_for_round (round, members, registrations, RONDO_ERROR_REJECTED, error);
  if (candidates == NULL)
    return FALSE;
  client_of = g_new (int, candidates->all->len);
  coach_of = g_new (int, candidates->all->len);
  checked = (Checked){candidates, client_of, coach_of};
  return check_ids (plan, error) && check_all (&checked, plan, error);
}
