/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hard rules: which pair is allowed, and whether a plan keeps them all. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-round-kind.h"
#include "rondo-text.h"
#include "rondo-triads.h"

static gboolean
breaks (RondoBreach *breach, RondoRuleCode code, guint demand)
{
  breach->code = code;
  breach->demand = demand;
  return FALSE;
}

static char *
describe_must (const RondoDemand *demand, const RondoCandidate *coach, const RondoCandidate *client)
{
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);
  g_autofree char *wish = rondo_wish_describe (demand->wish);

  /* Translators: the client, the wish ("the coach must speak German"), the coach */
  return g_strdup_printf (
      _ ("%s asks that “%s”, and %s does not fit."), client_name, wish, coach_name);
}

/* Too soon again, in the same direction. */
static gboolean
is_repeat (const RondoCandidate *coach, const RondoCandidate *client)
{
  int ago = rondo_candidate_rounds_ago (coach, client);

  return ago > 0 && ago <= coach->table->round->repeat_after;
}

static gboolean
is_same_course (const RondoCandidate *coach, const RondoCandidate *client)
{
  return coach->table->round->same_course == RONDO_POLICY_FORBID && coach->course != NULL &&
         coach->course == client->course;
}

static gboolean
is_same_team (const RondoCandidate *coach, const RondoCandidate *client)
{
  return rondo_round_has_sides (coach->table->round) &&
         coach->registration->side == client->registration->side;
}

static gboolean
is_apart (const RondoCandidate *coach, const RondoCandidate *client)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (coach->table->apart) == 0)
    return FALSE;
  key = g_strconcat (coach->member->id, " ", client->member->id, NULL);
  return g_hash_table_contains (coach->table->apart, key);
}

static gboolean
reject (GError **error, char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_REJECTED, sentence);
  g_free (sentence);
  return FALSE;
}

/* What a plan says so far. */
typedef struct {
  const RondoCandidates *candidates;
  GHashTable *pairs; /* "coach client" */
  int *given;        /* by index of the candidate */
  int *got;
} Checked;

static void
checked_clear (Checked *checked)
{
  g_clear_pointer (&checked->pairs, g_hash_table_unref);
  g_clear_pointer (&checked->given, g_free);
  g_clear_pointer (&checked->got, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checked, checked_clear)

static char *
join_ids (const char *coach, const char *client)
{
  return g_strconcat (coach, " ", client, NULL);
}

static gboolean
check_room (Checked *checked,
            const RondoCandidate *coach,
            const RondoCandidate *client,
            GError **error)
{
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);

  if (++checked->given[coach->index] > coach->clients)
    return reject (error,
                   g_strdup_printf (ngettext ("%s would coach more than %d member in this plan.",
                                              "%s would coach more than %d members in this plan.",
                                              (gulong)coach->clients),
                                    coach_name,
                                    coach->clients));
  if (++checked->got[client->index] > client->coaches)
    return reject (error,
                   g_strdup_printf (ngettext ("%s would have more than %d coach in this plan.",
                                              "%s would have more than %d coaches in this plan.",
                                              (gulong)client->coaches),
                                    client_name,
                                    client->coaches));
  return TRUE;
}

static gboolean
check_mutual (Checked *checked,
              const RondoCandidate *coach,
              const RondoCandidate *client,
              GError **error)
{
  g_autofree char *back = join_ids (client->member->id, coach->member->id);
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);

  if (!g_hash_table_add (checked->pairs, join_ids (coach->member->id, client->member->id)))
    return reject (
        error,
        g_strdup_printf (_ ("%s would coach %s twice in this plan."), coach_name, client_name));
  if (!rondo_round_is_mutual_allowed (checked->candidates->round) &&
      g_hash_table_contains (checked->pairs, back))
    return reject (error,
                   g_strdup_printf (_ ("%s and %s would coach each other in this plan."),
                                    client_name,
                                    coach_name));
  return TRUE;
}

static gboolean
check_pair (Checked *checked, const RondoPlannedPair *pair, GError **error)
{
  int coach_index = rondo_candidates_find (checked->candidates, pair->coach);
  int client_index = rondo_candidates_find (checked->candidates, pair->client);
  const RondoCandidate *coach, *client;
  RondoBreach breach;

  if (coach_index < 0 || client_index < 0)
    return reject (error,
                   g_strdup (_ ("The plan pairs somebody who is not registered for this round. "
                                "Please match the round again.")));
  coach = rondo_candidates_get (checked->candidates, (guint)coach_index);
  client = rondo_candidates_get (checked->candidates, (guint)client_index);
  if (!rondo_round_check_eligible (checked->candidates->round, coach->member, error) ||
      !rondo_round_check_eligible (checked->candidates->round, client->member, error) ||
      !check_room (checked, coach, client, error))
    return FALSE;
  if (!rondo_candidate_may_coach (coach, client, &breach))
    return reject (error, rondo_candidate_describe_breach (&breach, coach, client));
  return check_mutual (checked, coach, client, error);
}

/* Who has as much room for clients as for coaches gives as much as they get. */
static gboolean
check_member (const Checked *checked, const RondoCandidate *candidate, GError **error)
{
  int given = checked->given[candidate->index];
  int got = checked->got[candidate->index];
  g_autofree char *name = rondo_text_isolate (candidate->member->name);

  if (given == got || candidate->clients != candidate->coaches)
    return TRUE;
  if (got == 0)
    return reject (error,
                   g_strdup_printf (_ ("%s would coach in this plan, but have no coach."), name));
  if (given == 0)
    return reject (
        error, g_strdup_printf (_ ("%s would be coached in this plan, but coach nobody."), name));
  return reject (
      error,
      g_strdup_printf (_ ("%s would not coach as many members in this plan as coach them."), name));
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

/* In triads nobody has two clients, so that everybody has one next. */
static gboolean
check_rings (const Checked *checked, const RondoPlan *plan, GError **error)
{
  guint n_members = checked->candidates->all->len;
  g_autofree int *next = g_new (int, n_members + 1);
  g_autoptr (GArray) ring = NULL;

  if (checked->candidates->round->kind != RONDO_ROUND_TRIADS)
    return TRUE;
  for (guint i = 0; i < n_members; i++)
    next[i] = -1;
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    next[rondo_candidates_find (checked->candidates, pair->coach)] =
        rondo_candidates_find (checked->candidates, pair->client);
  }
  ring = rondo_triads_find_wrong (checked->candidates->round, next, n_members);
  return ring == NULL || reject (error, rondo_triads_describe_wrong (checked->candidates, ring));
}

static gboolean
check_all (Checked *checked, const RondoPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->pairs->len; i++)
    if (!check_pair (checked, plan->pairs->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < checked->candidates->all->len; i++)
    if (!check_member (checked, rondo_candidates_get (checked->candidates, i), error))
      return FALSE;
  return check_rings (checked, plan, error);
}

static gboolean
add_one (RondoCandidates *candidates, const RondoMatchingInput *input, const char *id)
{
  const RondoMember *member = NULL;

  for (guint i = 0; i < input->members->len; i++)
    if (g_strcmp0 (((RondoMember *)input->members->pdata[i])->id, id) == 0)
      member = input->members->pdata[i];
  for (guint i = 0; member != NULL && i < input->registrations->len; i++) {
    const RondoRegistration *registration = input->registrations->pdata[i];

    if (g_strcmp0 (registration->member, id) == 0) {
      rondo_candidates_add (candidates, member, registration);
      return TRUE;
    }
  }
  return FALSE;
}

char *
rondo_candidate_describe_breach (const RondoBreach *breach,
                                 const RondoCandidate *coach,
                                 const RondoCandidate *client)
{
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);

  switch (breach->code) {
  case RONDO_RULE_SELF:
    return g_strdup_printf (_ ("Nobody can coach themselves, and %s cannot either."), coach_name);
  case RONDO_RULE_APART:
    return g_strdup_printf (
        _ ("It was decided for this plan that %s does not coach %s."), coach_name, client_name);
  case RONDO_RULE_COACH_AVOIDS: /* who avoids whom is told to nobody */
  case RONDO_RULE_CLIENT_AVOIDS:
    return g_strdup_printf (
        _ ("%s and %s cannot be paired in this round."), coach_name, client_name);
  case RONDO_RULE_LANGUAGE:
    return g_strdup_printf (_ ("%s and %s have no language in common."), coach_name, client_name);
  case RONDO_RULE_TEAM:
    return g_strdup_printf (
        _ ("%s and %s are on the same side, and in this round the sides coach each other."),
        coach_name,
        client_name);
  case RONDO_RULE_COURSE:
    return g_strdup_printf (_ ("%s and %s are in the same running training course, which this "
                               "round does not allow."),
                            coach_name,
                            client_name);
  case RONDO_RULE_REPEAT:
    return g_strdup_printf (_ ("%s coached %s a short time ago, and this round does not repeat "
                               "such a pairing."),
                            coach_name,
                            client_name);
  case RONDO_RULE_MUST:
  default:
    return describe_must (
        &g_array_index (client->demands, RondoDemand, breach->demand), coach, client);
  }
}

gboolean
rondo_candidate_may_coach (const RondoCandidate *coach,
                           const RondoCandidate *client,
                           RondoBreach *breach)
{
  if (coach == client || g_strcmp0 (coach->member->id, client->member->id) == 0)
    return breaks (breach, RONDO_RULE_SELF, 0);
  if (is_apart (coach, client))
    return breaks (breach, RONDO_RULE_APART, 0);
  if (g_ptr_array_find (coach->avoids, client->email, NULL))
    return breaks (breach, RONDO_RULE_COACH_AVOIDS, 0);
  if (g_ptr_array_find (client->avoids, coach->email, NULL))
    return breaks (breach, RONDO_RULE_CLIENT_AVOIDS, 0);
  if (!rondo_candidate_have_common_language (coach, client))
    return breaks (breach, RONDO_RULE_LANGUAGE, 0);
  if (is_same_team (coach, client))
    return breaks (breach, RONDO_RULE_TEAM, 0);
  if (is_same_course (coach, client))
    return breaks (breach, RONDO_RULE_COURSE, 0);
  if (is_repeat (coach, client))
    return breaks (breach, RONDO_RULE_REPEAT, 0);
  for (guint i = 0; i < client->demands->len; i++) {
    const RondoDemand *demand = &g_array_index (client->demands, RondoDemand, i);

    if (demand->wish->level == RONDO_WISH_MUST && !rondo_candidate_meets (demand, coach, client))
      return breaks (breach, RONDO_RULE_MUST, i);
  }
  return TRUE;
}

gboolean
rondo_plan_pair_allowed (const RondoMatchingInput *input,
                         const char *coach,
                         const char *client,
                         char **rule)
{
  g_autoptr (RondoCandidates) two = NULL;
  const RondoCandidate *first, *second;
  RondoBreach breach;

  g_return_val_if_fail (input != NULL && coach != NULL && client != NULL, FALSE);

  two = rondo_candidates_new (input);
  if (!add_one (two, input, coach) || !add_one (two, input, client)) {
    if (rule != NULL)
      *rule = g_strdup (_ ("One of the two is not registered for this round."));
    return FALSE;
  }
  rondo_candidates_end (two);
  first = rondo_candidates_get (two, 0);
  second = rondo_candidates_get (two, 1);
  if (rondo_candidate_may_coach (first, second, &breach))
    return TRUE;
  if (rule != NULL)
    *rule = rondo_candidate_describe_breach (&breach, first, second);
  return FALSE;
}

gboolean
rondo_plan_check (const RondoPlan *plan, const RondoMatchingInput *input, GError **error)
{
  g_autoptr (RondoCandidates) candidates = NULL;
  g_auto (Checked) checked = {0};

  g_return_val_if_fail (plan != NULL && input != NULL && input->round != NULL, FALSE);
  g_return_val_if_fail (input->members != NULL && input->registrations != NULL, FALSE);

  if (g_strcmp0 (plan->round, input->round->id) != 0)
    return reject (error, g_strdup (_ ("The plan was made for another round.")));
  candidates = rondo_candidates_new_for_input (input, RONDO_ERROR_REJECTED, error);
  if (candidates == NULL)
    return FALSE;
  checked.candidates = candidates;
  checked.pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  checked.given = g_new0 (int, MAX (candidates->all->len, 1));
  checked.got = g_new0 (int, MAX (candidates->all->len, 1));
  return check_ids (plan, error) && check_all (&checked, plan, error);
}
