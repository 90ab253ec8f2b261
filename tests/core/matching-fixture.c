/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a matching is asked and what came of it, in few words. */
#include "config.h"

#include "matching-fixture.h"

#include <string.h>

RondoPlan *
matching_make_input (const RondoMatchingInput *input)
{
  g_autoptr (GError) error = NULL;
  RondoPlan *plan = rondo_plan_make (input, MATCHING_NOW_US, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  rondo_plan_check (plan, input, &error);
  g_assert_no_error (error);
  g_assert_true (rondo_plan_covers (plan, input->registrations));
  return plan;
}

RondoPlan *
matching_make (const Community *community)
{
  RondoMatchingInput input = community_input (community, 1);

  return matching_make_input (&input);
}

const RondoPlannedPair *
matching_find_pair (const Community *community, const RondoPlan *plan, const char *pair)
{
  g_auto (GStrv) names = g_strsplit (pair, ">", 2);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *planned = plan->pairs->pdata[i];

    if (strcmp (community_name (community, planned->coach), names[0]) == 0 &&
        strcmp (community_name (community, planned->client), names[1]) == 0)
      return planned;
  }
  return NULL;
}

const RondoReason *
matching_find_reason (const RondoPlannedPair *pair, RondoReasonCode code)
{
  for (guint i = 0; pair != NULL && i < pair->reasons->len; i++) {
    const RondoReason *reason = pair->reasons->pdata[i];

    if (reason->code == code)
      return reason;
  }
  return NULL;
}

/* "" if the pair is allowed, else the rule. */
static char *
dup_rule (const Community *community, const char *pair)
{
  g_auto (GStrv) names = g_strsplit (pair, ">", 2);
  g_autofree char *coach = community_id (names[0]);
  g_autofree char *client = community_id (names[1]);
  RondoMatchingInput input = community_input (community, 1);
  char *rule = NULL;

  if (rondo_plan_pair_allowed (&input, coach, client, &rule))
    return g_strdup ("");
  g_assert_nonnull (rule);
  return rule;
}

void
matching_assert_rule (const Community *community, const char *pair, const char *expected)
{
  g_autofree char *rule = dup_rule (community, pair);

  g_assert_cmpstr (rule, ==, expected);
}

void
matching_assert_forbidden (const Community *community, const char *pair)
{
  g_autofree char *rule = dup_rule (community, pair);

  g_assert_cmpstr (rule, !=, "");
}

void
matching_set_hours (RondoMember *member, const char *hours)
{
  g_assert_true (rondo_availability_parse (hours, &member->availability, NULL));
}

void
matching_set_trait (RondoMember *member, RondoTrait trait, const char *words)
{
  g_strfreev (member->traits[trait]);
  member->traits[trait] = rondo_traits_parse (words, NULL);
  g_assert_nonnull (member->traits[trait]);
}

static RondoPair *
pair_of (const char *pair)
{
  g_auto (GStrv) names = g_strsplit (pair, ">", 2);
  g_autofree char *coach = community_id (names[0]);
  g_autofree char *client = community_id (names[1]);

  return rondo_pair_new (coach, client);
}

GPtrArray *
matching_pairs (const char *pairs)
{
  g_auto (GStrv) parts = g_strsplit (pairs, " ", -1);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);

  for (char **part = parts; *part != NULL; part++)
    g_ptr_array_add (all, pair_of (*part));
  return all;
}

void
matching_add_all (Community *community, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  for (char **part = parts; *part != NULL; part++)
    community_add (community, *part, "en", "UTC", "", "", "");
}

/* An earlier round whose pairs are "ana>ben …"; @ago 1 is the last one. */
static void
add_past (Community *community, GPtrArray *rounds, GPtrArray *pairings, int ago, const char *pairs)
{
  g_autoptr (GPtrArray) all = matching_pairs (pairs);
  RondoRound *round = rondo_round_copy (community->round);

  g_free (round->id);
  round->id = g_strdup_printf ("round-%d", ago);
  round->start = community->round->start - ago * 100;
  round->state = RONDO_ROUND_PUBLISHED;
  g_ptr_array_add (rounds, round);
  for (guint i = 0; i < all->len; i++) {
    const RondoPair *pair = all->pdata[i];
    RondoPairing *pairing = rondo_pairing_new ();

    pairing->round = g_strdup (round->id);
    pairing->coach = g_strdup (pair->coach);
    pairing->client = g_strdup (pair->client);
    g_ptr_array_add (pairings, pairing);
  }
}

void
matching_set_past (Community *community, const char *const *rounds, const RondoPlan *last)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_round_free);
  g_autoptr (GPtrArray) pairings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);

  for (int ago = 1; rounds[ago - 1] != NULL; ago++)
    add_past (community, all, pairings, ago, rounds[ago - 1]);
  g_clear_pointer (&community->past, rondo_past_unref);
  community->past = rondo_past_new (community->round, all, pairings, last);
}

void
matching_leave_out (RondoPlan *plan, const char *name)
{
  RondoUnplaced *unplaced = rondo_unplaced_new ();

  unplaced->member = community_id (name);
  unplaced->code = RONDO_UNPLACED_ODD_ONE_OUT;
  g_ptr_array_add (plan->unplaced, unplaced);
}
