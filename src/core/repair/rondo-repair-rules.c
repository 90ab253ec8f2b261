/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether an amended plan keeps the rules, and what becomes of the pairings by it. */
#include "config.h"

#include "rondo-repair.h"

#include <glib/gi18n-lib.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-life.h"
#include "rondo-round-kind.h"
#include "rondo-text.h"
#include "rondo-triads.h"

/* An amended plan against what there is. */
typedef struct {
  const RondoPlan *plan;
  const RondoAmendment *amendment;
  const RondoMatchingInput *input;
  RondoCandidates *candidates; /* after the amendment */
  GHashTable *known;           /* borrowed: pairing id → RondoPairing */
  GHashTable *endings;         /* borrowed: pairing id → RondoEnding */
  GHashTable *planned;         /* borrowed: pairing id → RondoPlannedPair */
  GHashTable *pairs;           /* "coach client" of the whole plan */
  GHashTable *past;            /* the same, of pairings that ended earlier */
} Check;

static void
check_clear (Check *check)
{
  g_clear_pointer (&check->candidates, rondo_candidates_free);
  g_clear_pointer (&check->known, g_hash_table_unref);
  g_clear_pointer (&check->endings, g_hash_table_unref);
  g_clear_pointer (&check->planned, g_hash_table_unref);
  g_clear_pointer (&check->pairs, g_hash_table_unref);
  g_clear_pointer (&check->past, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static gboolean
reject (GError **error, char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_REJECTED, sentence);
  g_free (sentence);
  return FALSE;
}

static char *
join_ids (const char *coach, const char *client)
{
  return g_strconcat (coach, " ", client, NULL);
}

static const RondoMember *
find_member (GPtrArray *members, const char *id)
{
  for (guint i = 0; i < members->len; i++)
    if (g_strcmp0 (((const RondoMember *)members->pdata[i])->id, id) == 0)
      return members->pdata[i];
  return NULL;
}

static char *
dup_name (GPtrArray *members, const char *id)
{
  const RondoMember *member = find_member (members, id);

  return member != NULL ? rondo_text_isolate (member->name) : g_strdup (_ ("Somebody"));
}

static void
index_all (Check *check, GPtrArray *pairings)
{
  check->known = g_hash_table_new (g_str_hash, g_str_equal);
  check->endings = g_hash_table_new (g_str_hash, g_str_equal);
  check->planned = g_hash_table_new (g_str_hash, g_str_equal);
  check->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->past = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < pairings->len; i++) {
    RondoPairing *pairing = pairings->pdata[i];

    g_hash_table_insert (check->known, pairing->id, pairing);
    if (!rondo_pairing_state_is_live (pairing->state))
      g_hash_table_add (check->past, join_ids (pairing->coach, pairing->client));
  }
  for (guint i = 0; i < check->amendment->endings->len; i++) {
    RondoEnding *ending = check->amendment->endings->pdata[i];

    g_hash_table_insert (check->endings, ending->pairing, ending);
  }
}

/* Says which pairing is not as the plan has it. */
static gboolean
refuse_changed (const Check *check, const RondoPairing *pairing, GError **error)
{
  g_autofree char *coach = dup_name (check->input->members, pairing->coach);
  g_autofree char *client = dup_name (check->input->members, pairing->client);

  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_CONFLICT,
               rondo_pairing_state_is_live (pairing->state)
                   ? _ ("The pairings have changed since: %s coaches %s by now. Look for a "
                        "replacement again.")
                   : _ ("The pairings have changed since: %s does not coach %s any more. Look for "
                        "a replacement again."),
               coach,
               client);
  return FALSE;
}

/* What goes on, goes on as it was; what does not is named. */
static gboolean
check_kept (Check *check, GPtrArray *pairings, GError **error)
{
  for (guint i = 0; i < pairings->len; i++) {
    const RondoPairing *pairing = pairings->pdata[i];
    gboolean is_live = rondo_pairing_state_is_live (pairing->state);
    const RondoPlannedPair *planned = g_hash_table_lookup (check->planned, pairing->id);
    gboolean is_ending = g_hash_table_contains (check->endings, pairing->id);
    gboolean is_kept = planned != NULL && g_strcmp0 (planned->coach, pairing->coach) == 0 &&
                       g_strcmp0 (planned->client, pairing->client) == 0;

    if (is_live ? is_kept == is_ending || (planned != NULL && !is_kept)
                : planned != NULL || is_ending)
      return refuse_changed (check, pairing, error);
  }
  return TRUE;
}

static gboolean
check_ending (const Check *check, const RondoEnding *ending, GError **error)
{
  gboolean is_replaced = ending->state == RONDO_PAIRING_REPLACED;
  gboolean is_new = ending->replaced_by != NULL &&
                    g_hash_table_contains (check->planned, ending->replaced_by) &&
                    !g_hash_table_contains (check->known, ending->replaced_by);

  if (!g_hash_table_contains (check->known, ending->pairing))
    return reject (error, g_strdup (_ ("A pairing that is to end is not of this round.")));
  if (rondo_pairing_state_is_live (ending->state) ||
      rondo_pairing_state_to_word (ending->state) == NULL ||
      is_replaced != (ending->replaced_by != NULL) || (is_replaced && !is_new))
    return reject (error, g_strdup (_ ("How a pairing is to end is not understood.")));
  return TRUE;
}

static gboolean
check_leaving (const Check *check, const RondoLeaving *leaving, GError **error)
{
  for (guint i = 0; i < check->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = check->plan->pairs->pdata[i];
    g_autofree char *name = NULL;

    if ((!rondo_leaving_stops_coaching (leaving) ||
         g_strcmp0 (pair->coach, leaving->member) != 0) &&
        (!rondo_leaving_stops_being_coached (leaving) ||
         g_strcmp0 (pair->client, leaving->member) != 0))
      continue;
    name = dup_name (check->input->members, leaving->member);
    return reject (error, g_strdup_printf (_ ("%s drops out and would still be paired."), name));
  }
  return TRUE;
}

static gboolean
is_on_standby (const Check *check, const char *member)
{
  for (guint i = 0; i < check->input->registrations->len; i++) {
    const RondoRegistration *registration = check->input->registrations->pdata[i];

    if (g_strcmp0 (registration->member, member) == 0 &&
        registration->state == RONDO_REGISTRATION_STANDBY)
      return TRUE;
  }
  return FALSE;
}

/* Who takes part already goes on to do so; who comes in now has to be whom the round is for. */
static gboolean
check_called (const Check *check, const char *id, GError **error)
{
  const RondoMember *member = find_member (check->input->members, id);
  g_autofree char *name = NULL;

  if (is_on_standby (check, id))
    return member == NULL || rondo_round_check_eligible (check->input->round, member, error);
  name = dup_name (check->input->members, id);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_CONFLICT,
               _ ("%s is not on standby any more. Look for a replacement again."),
               name);
  return FALSE;
}

static gboolean
check_room (const Check *check,
            const RondoCandidate *coach,
            const RondoCandidate *client,
            GError **error)
{
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);
  int given = 0, got = 0;

  for (guint i = 0; i < check->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = check->plan->pairs->pdata[i];

    given += g_strcmp0 (pair->coach, coach->member->id) == 0;
    got += g_strcmp0 (pair->client, client->member->id) == 0;
  }
  if (given > coach->clients)
    return reject (
        error,
        g_strdup_printf (_ ("%s would coach more members than they have room for."), coach_name));
  if (got > client->coaches)
    return reject (
        error,
        g_strdup_printf (_ ("%s would have more coaches than they have room for."), client_name));
  return TRUE;
}

static gboolean
check_two (const Check *check,
           const RondoCandidate *coach,
           const RondoCandidate *client,
           GError **error)
{
  g_autofree char *there = join_ids (coach->member->id, client->member->id);
  g_autofree char *back = join_ids (client->member->id, coach->member->id);
  g_autofree char *coach_name = rondo_text_isolate (coach->member->name);
  g_autofree char *client_name = rondo_text_isolate (client->member->name);
  RondoBreach breach;

  if (!rondo_candidate_may_coach (coach, client, &breach))
    return reject (error, rondo_candidate_describe_breach (&breach, coach, client));
  if (!rondo_round_is_mutual_allowed (check->input->round) &&
      g_hash_table_contains (check->pairs, back))
    return reject (error,
                   g_strdup_printf (_ ("%s and %s would coach each other in this plan."),
                                    client_name,
                                    coach_name));
  if (g_hash_table_contains (check->past, there))
    return reject (error,
                   g_strdup_printf (_ ("%s has coached %s in this round before, and that ended."),
                                    coach_name,
                                    client_name));
  return check_room (check, coach, client, error);
}

static gboolean
check_new (const Check *check, const RondoPlannedPair *pair, GError **error)
{
  int coach = rondo_candidates_find (check->candidates, pair->coach);
  int client = rondo_candidates_find (check->candidates, pair->client);

  if (coach < 0 || client < 0)
    return reject (error,
                   g_strdup (_ ("The plan pairs somebody who does not take part in this round.")));
  return check_two (check,
                    rondo_candidates_get (check->candidates, (guint)coach),
                    rondo_candidates_get (check->candidates, (guint)client),
                    error);
}

static gboolean
index_plan (Check *check, GError **error)
{
  for (guint i = 0; i < check->plan->pairs->len; i++) {
    RondoPlannedPair *pair = check->plan->pairs->pdata[i];

    if (!g_hash_table_insert (check->planned, pair->pairing, pair) ||
        !g_hash_table_add (check->pairs, join_ids (pair->coach, pair->client)))
      return reject (error, g_strdup (_ ("A pair is in the plan twice.")));
  }
  return TRUE;
}

/* In a round of triads what closes is of three; a chain is a place that is left open. */
static gboolean
check_rings (const Check *check, GError **error)
{
  guint n_members = check->candidates->all->len;
  g_autofree int *next = g_new (int, n_members + 1);
  g_autoptr (GArray) ring = NULL;

  if (check->input->round->kind != RONDO_ROUND_TRIADS)
    return TRUE;
  for (guint i = 0; i < n_members; i++)
    next[i] = -1;
  for (guint i = 0; i < check->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = check->plan->pairs->pdata[i];
    int coach = rondo_candidates_find (check->candidates, pair->coach);
    int client = rondo_candidates_find (check->candidates, pair->client);

    if (coach >= 0 && client >= 0)
      next[coach] = client;
  }
  ring = rondo_triads_find_wrong (check->input->round, next, n_members);
  return ring == NULL || reject (error, rondo_triads_describe_wrong (check->candidates, ring));
}

static gboolean
check_new_pairs (const Check *check, GError **error)
{
  for (guint i = 0; i < check->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = check->plan->pairs->pdata[i];

    if (!g_hash_table_contains (check->known, pair->pairing) && !check_new (check, pair, error))
      return FALSE;
  }
  return check_rings (check, error);
}

static gboolean
check_parts (const Check *check, GError **error)
{
  for (guint i = 0; i < check->amendment->endings->len; i++)
    if (!check_ending (check, check->amendment->endings->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < check->amendment->leaving->len; i++)
    if (!check_leaving (check, check->amendment->leaving->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < check->amendment->called->len; i++)
    if (!check_called (check, check->amendment->called->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* All registrations as the amendment leaves them; borrowed from both. (transfer container) */
static GPtrArray *
merge_registrations (GPtrArray *registrations, GPtrArray *changed)
{
  GPtrArray *merged = g_ptr_array_sized_new (registrations->len);

  for (guint i = 0; i < registrations->len; i++) {
    RondoRegistration *registration = registrations->pdata[i];

    for (guint j = 0; j < changed->len; j++)
      if (g_strcmp0 (((RondoRegistration *)changed->pdata[j])->id, registration->id) == 0)
        registration = changed->pdata[j];
    g_ptr_array_add (merged, registration);
  }
  return merged;
}

gboolean
rondo_repair_check (const RondoPlan *plan,
                    const RondoMatchingInput *input,
                    GPtrArray *pairings,
                    GError **error)
{
  g_auto (Check) check = {.plan = plan, .input = input};
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) registrations = NULL;
  RondoMatchingInput after = *input;

  g_return_val_if_fail (plan != NULL && plan->amendment != NULL, FALSE);
  g_return_val_if_fail (pairings != NULL, FALSE);

  if (g_strcmp0 (plan->round, input->round->id) != 0)
    return reject (error, g_strdup (_ ("The plan was made for another round.")));
  check.amendment = plan->amendment;
  index_all (&check, pairings);
  if (!index_plan (&check, error) || !check_kept (&check, pairings, error) ||
      !check_parts (&check, error))
    return FALSE;
  changed = rondo_amendment_list_registrations (plan->amendment, input->registrations);
  registrations = merge_registrations (input->registrations, changed);
  after.registrations = registrations;
  check.candidates = rondo_candidates_new_for_input (&after, RONDO_ERROR_REJECTED, error);
  return check.candidates != NULL && check_new_pairs (&check, error);
}

static RondoPairing *
find_pairing (GPtrArray *pairings, const char *id)
{
  for (guint i = 0; i < pairings->len; i++)
    if (g_strcmp0 (((RondoPairing *)pairings->pdata[i])->id, id) == 0)
      return pairings->pdata[i];
  return NULL;
}

GPtrArray *
rondo_plan_list_endings (const RondoPlan *plan, GPtrArray *pairings)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);

  g_return_val_if_fail (plan != NULL && plan->amendment != NULL && pairings != NULL, NULL);

  for (guint i = 0; i < plan->amendment->endings->len; i++) {
    const RondoEnding *ending = plan->amendment->endings->pdata[i];
    const RondoPairing *before = find_pairing (pairings, ending->pairing);
    RondoPairing *pairing = NULL;

    if (before == NULL)
      continue;
    pairing = rondo_pairing_copy (before);
    pairing->state = ending->state;
    pairing->until = plan->amendment->day;
    g_free (pairing->replaced_by);
    pairing->replaced_by = g_strdup (ending->replaced_by);
    g_free (pairing->reason);
    pairing->reason =
        g_strdup (rondo_amendment_find_reason (plan->amendment, pairing->coach, pairing->client));
    g_ptr_array_add (ended, pairing);
  }
  return g_steal_pointer (&ended);
}

GPtrArray *
rondo_plan_list_beginnings (const RondoPlan *plan, GPtrArray *pairings)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) begun = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);

  g_return_val_if_fail (plan != NULL && pairings != NULL, NULL);

  for (guint i = 0; i < pairings->len; i++)
    g_hash_table_add (known, ((RondoPairing *)pairings->pdata[i])->id);
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];
    RondoPairing *pairing = NULL;

    if (g_hash_table_contains (known, pair->pairing))
      continue;
    pairing = rondo_planned_pair_to_pairing (pair, plan);
    if (plan->amendment != NULL)
      pairing->since = plan->amendment->day;
    g_ptr_array_add (begun, pairing);
  }
  return g_steal_pointer (&begun);
}
