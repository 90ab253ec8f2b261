/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of rounds: what a plan of each looks like, what is refused, and how each is repaired.
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "plan-fixture.h"
#include "rondo-draft-study.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-repair.h"

#define CASES 60

static const char *const names[] = {"ana",
                                    "ben",
                                    "cyd",
                                    "dan",
                                    "eva",
                                    "fay",
                                    "gus",
                                    "hal",
                                    "ida",
                                    "jon",
                                    "kim",
                                    "lea",
                                    "max",
                                    "nia",
                                    "oto",
                                    "pia"};

static Community *
community_of (RondoRoundKind kind, guint n_members)
{
  Community *community = community_new ();

  community->round->kind = kind;
  for (guint i = 0; i < n_members; i++)
    community_add (community, names[i], "en", "UTC", "", "", "");
  return community;
}

static RondoRegistration *
get_registration (const Community *community, guint i)
{
  return community->registrations->pdata[i];
}

static RondoPlan *
make_checked (const Community *community, uint64_t seed)
{
  RondoMatchingInput input = community_input (community, seed);
  g_autoptr (GError) error = NULL;
  RondoPlan *plan = rondo_plan_make (&input, 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  rondo_plan_check (plan, &input, &error);
  g_assert_no_error (error);
  return plan;
}

static void
assert_refused (const Community *community, const char *pairs, const char *words)
{
  RondoMatchingInput input = community_input (community, 1);
  g_autoptr (RondoPlan) plan = community_plan (community, pairs);
  g_autoptr (GError) error = NULL;

  g_assert_false (rondo_plan_check (plan, &input, &error));
  g_assert_nonnull (strstr (error->message, words));
}

static int
count (const RondoPlan *plan, const char *member, gboolean as_coach)
{
  int n = 0;

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    n += g_strcmp0 (as_coach ? pair->coach : pair->client, member) == 0;
  }
  return n;
}

static void
test_one_way (void)
{
  g_autoptr (Community) community = community_of (RONDO_ROUND_ONE_WAY, 5);
  g_autoptr (RondoPlan) plan = NULL;

  for (guint i = 0; i < 5; i++)
    get_registration (community, i)->role = i < 2 ? RONDO_ROLE_COACH : RONDO_ROLE_CLIENT;
  get_registration (community, 0)->clients = 2;
  plan = make_checked (community, 1);
  g_assert_cmpuint (plan->pairs->len, ==, 3);
  for (guint i = 0; i < 5; i++) {
    const char *member = get_registration (community, i)->member;

    g_assert_cmpint (count (plan, member, i >= 2), ==, 0);
    g_assert_cmpint (count (plan, member, i < 2), ==, i == 0 ? 2 : 1);
  }
  assert_refused (community, "ana>ben", "coach");
}

/* Two are enough where one coaches and one is coached. */
static void
test_one_way_of_two (void)
{
  g_autoptr (Community) community = community_of (RONDO_ROUND_ONE_WAY, 2);
  g_autoptr (RondoPlan) plan = NULL;

  get_registration (community, 0)->role = RONDO_ROLE_COACH;
  get_registration (community, 1)->role = RONDO_ROLE_CLIENT;
  plan = make_checked (community, 1);
  g_assert_cmpuint (plan->pairs->len, ==, 1);
  g_assert_cmpuint (plan->unplaced->len, ==, 0);
}

static void
test_deferred (void)
{
  g_autoptr (Community) community = community_of (RONDO_ROUND_DEFERRED, 5);
  g_autoptr (RondoPlan) plan = NULL;

  get_registration (community, 0)->role = RONDO_ROLE_COACH;
  get_registration (community, 1)->role = RONDO_ROLE_CLIENT;
  plan = make_checked (community, 1);
  g_assert_cmpuint (plan->pairs->len, ==, 4);
  g_assert_cmpint (count (plan, get_registration (community, 0)->member, FALSE), ==, 0);
  g_assert_cmpint (count (plan, get_registration (community, 1)->member, TRUE), ==, 0);
}

static void
put_on_sides (const Community *community, guint n_first)
{
  for (guint i = 0; i < community->registrations->len; i++)
    get_registration (community, i)->side = i < n_first ? RONDO_TEAM_FIRST : RONDO_TEAM_SECOND;
}

static RondoTeam
side_of (const Community *community, const char *member)
{
  for (guint i = 0; i < community->registrations->len; i++)
    if (g_strcmp0 (get_registration (community, i)->member, member) == 0)
      return get_registration (community, i)->side;
  g_assert_not_reached ();
}

static void
test_team (void)
{
  for (guint n_first = 2; n_first <= 5; n_first++) {
    g_autoptr (Community) community = community_of (RONDO_ROUND_TEAM, 7);
    g_autoptr (RondoPlan) plan = NULL;
    guint expected = 2 * MIN (n_first, 7 - n_first);

    community->round->mutual_allowed = TRUE; /* and yet nobody coaches their own coach */
    put_on_sides (community, n_first);
    plan = make_checked (community, n_first);
    g_assert_cmpuint (plan->pairs->len, ==, expected);
    g_assert_cmpuint (plan->unplaced->len, ==, 7 - expected);
    for (guint i = 0; i < plan->pairs->len; i++) {
      const RondoPlannedPair *pair = plan->pairs->pdata[i];

      g_assert_cmpint (side_of (community, pair->coach), !=, side_of (community, pair->client));
    }
  }
}

static void
test_team_is_checked (void)
{
  g_autoptr (Community) community = community_of (RONDO_ROUND_TEAM, 4);

  put_on_sides (community, 2);
  assert_refused (community, "ana>ben ben>cyd cyd>dan dan>ana", "same side");
  community->round->mutual_allowed = TRUE;
  assert_refused (community, "ana>cyd cyd>ana", "coach each other");
}

static void
count_rings (const RondoPlan *plan, guint *threes, guint *fours)
{
  *threes = *fours = 0;
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *first = plan->pairs->pdata[i];
    const char *at = first->client;
    guint length = 1;

    while (g_strcmp0 (at, first->coach) != 0) {
      const char *next = NULL;

      for (guint k = 0; k < plan->pairs->len; k++)
        if (g_strcmp0 (((RondoPlannedPair *)plan->pairs->pdata[k])->coach, at) == 0)
          next = ((RondoPlannedPair *)plan->pairs->pdata[k])->client;
      g_assert_nonnull (next);
      at = next;
      g_assert_cmpuint (++length, <=, 4);
    }
    g_assert_cmpuint (length, >=, 3);
    *(length == 3 ? threes : fours) += 1;
  }
  *threes /= 3;
  *fours /= 4;
}

static void
test_triads (void)
{
  for (guint n = 3; n <= 13; n++)
    for (int rest = 0; rest < RONDO_N_RESTS; rest++) {
      g_autoptr (Community) community = community_of (RONDO_ROUND_TRIADS, n);
      g_autoptr (RondoPlan) plan = NULL;
      guint threes = 0, fours = 0;
      guint left = rest == RONDO_REST_OUT ? n % 3 : n == 5;

      community->round->rest = (RondoRest)rest;
      community->round->capacity = 2;
      community->round->mutual_allowed = TRUE;
      plan = make_checked (community, n);
      count_rings (plan, &threes, &fours);
      g_assert_cmpuint (threes * 3 + fours * 4, ==, n - left);
      g_assert_cmpuint (fours, <=, rest == RONDO_REST_OUT ? 0 : 2);
      g_assert_cmpuint (plan->unplaced->len, ==, left);
      g_assert_cmpint (plan->status, ==, RONDO_PLAN_OPTIMAL);
    }
}

static void
test_triads_are_checked (void)
{
  g_autoptr (Community) community = community_of (RONDO_ROUND_TRIADS, 5);

  assert_refused (community, "ana>ben ben>cyd cyd>dan dan>eva eva>ana", "ring of 5");
  assert_refused (community, "ana>ben ben>cyd", "coach");
  community->round->rest = RONDO_REST_OUT;
  assert_refused (community, "ana>ben ben>cyd cyd>dan dan>ana", "ring of 4");
}

/* A draft says of every pair of such a ring what is wrong. */
static void
test_triads_in_a_draft (void)
{
  g_autoptr (Community) community = community_of (RONDO_ROUND_TRIADS, 5);
  RondoMatchingInput input = community_input (community, 1);
  g_autoptr (RondoDraft) draft = NULL;
  g_autoptr (RondoDraftStudy) study = NULL;
  g_autoptr (RondoDraftReport) report = NULL;
  g_autoptr (RondoPlan) plan =
      community_plan (community, "ana>ben ben>cyd cyd>dan dan>eva eva>ana");
  g_autoptr (GError) error = NULL;

  study = rondo_draft_study_new (&input);
  draft = rondo_draft_new (g_strdup (plan->id), community->round, "");
  rondo_draft_take_plan (draft, plan);
  report = rondo_draft_study_judge (study, draft, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 5);
}

/* A round that goes on, and who drops out of it. */
typedef struct {
  Community *community;
  GPtrArray *pairings;
  GPtrArray *leaving;
} Going;

static void
going_clear (Going *going)
{
  g_clear_pointer (&going->community, community_free);
  g_clear_pointer (&going->pairings, g_ptr_array_unref);
  g_clear_pointer (&going->leaving, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Going, going_clear)

static void
begin (Going *going, const RondoPlan *plan)
{
  going->pairings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  going->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  going->community->round->state = RONDO_ROUND_RUNNING;
  for (guint i = 0; i < plan->pairs->len; i++)
    g_ptr_array_add (going->pairings, rondo_planned_pair_to_pairing (plan->pairs->pdata[i], plan));
}

static GPtrArray *
repair (const Going *going)
{
  RondoRepairInput input = {.matching = community_input (going->community, 1),
                            .pairings = going->pairings,
                            .leaving = going->leaving,
                            .today = 20000};
  g_autoptr (GError) error = NULL;
  GPtrArray *ways = rondo_repair_list (&input, 1, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ways->len; i++) {
    rondo_repair_check (
        ((RondoRepair *)ways->pdata[i])->plan, &input.matching, going->pairings, &error);
    g_assert_no_error (error);
  }
  return ways;
}

static void
drop_out (Going *going, const char *name)
{
  g_autofree char *member = community_id (name);

  g_ptr_array_add (going->leaving, rondo_leaving_new (member, RONDO_ROLE_BOTH, "moved"));
}

static void
test_triad_takes_standby (void)
{
  g_auto (Going) going = {.community = community_of (RONDO_ROUND_TRIADS, 7)};
  g_autoptr (RondoPlan) plan =
      community_plan (going.community, "ana>ben ben>cyd cyd>ana dan>eva eva>fay fay>dan");
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;

  get_registration (going.community, 6)->state = RONDO_REGISTRATION_STANDBY;
  begin (&going, plan);
  drop_out (&going, "ben");
  ways = repair (&going);
  first = ways->pdata[0];
  g_assert_cmpint (first->kind, ==, RONDO_REPAIR_STANDBY);
  g_assert_cmpuint (first->n_broken, ==, 0);
  g_assert_cmpuint (first->n_new, ==, 2);
  g_assert_cmpuint (first->no_coach->len + first->no_client->len, ==, 0);
}

/* Two rings that lose one each: their four make one ring of four, and nothing ends for it. */
static void
test_triads_join (void)
{
  g_auto (Going) going = {.community = community_of (RONDO_ROUND_TRIADS, 6)};
  g_autoptr (RondoPlan) plan =
      community_plan (going.community, "ana>ben ben>cyd cyd>ana dan>eva eva>fay fay>dan");
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;

  begin (&going, plan);
  drop_out (&going, "ben");
  drop_out (&going, "eva");
  ways = repair (&going);
  first = ways->pdata[0];
  g_assert_cmpuint (first->n_broken, ==, 0);
  g_assert_cmpuint (first->n_new, ==, 2);
  g_assert_cmpuint (first->plan->pairs->len, ==, 4);
}

/* Whatever happens, what is proposed keeps the rules of the kind. */
static void
test_any_repair_keeps_the_rules (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (int round = 0; round < CASES; round++) {
    guint n = (guint)g_rand_int_range (rand, 6, 14);
    RondoRoundKind kind = g_rand_boolean (rand) ? RONDO_ROUND_TRIADS : RONDO_ROUND_TEAM;
    g_auto (Going) going = {.community = community_of (kind, n)};
    g_autoptr (RondoPlan) plan = NULL;
    g_autoptr (GPtrArray) ways = NULL;

    g_test_message ("case %d", round);
    going.community->round->rest = (RondoRest)g_rand_int_range (rand, 0, RONDO_N_RESTS);
    put_on_sides (going.community, n / 2);
    plan = make_checked (going.community, (uint64_t)round);
    begin (&going, plan);
    drop_out (&going, names[g_rand_int_range (rand, 0, 3)]);
    if (g_rand_boolean (rand))
      drop_out (&going, names[g_rand_int_range (rand, 3, (gint32)n)]);
    ways = repair (&going);
    g_assert_cmpuint (ways->len, >, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kinds/one-way/each-does-one-of-the-two", test_one_way);
  g_test_add_func ("/kinds/one-way/two-are-enough", test_one_way_of_two);
  g_test_add_func ("/kinds/deferred/each-as-they-like", test_deferred);
  g_test_add_func ("/kinds/team/as-many-of-one-side-as-of-the-other", test_team);
  g_test_add_func ("/kinds/team/a-plan-within-a-side-is-refused", test_team_is_checked);
  g_test_add_func ("/kinds/triads/rings-of-three-and-who-is-left", test_triads);
  g_test_add_func ("/kinds/triads/other-rings-are-refused", test_triads_are_checked);
  g_test_add_func ("/kinds/triads/a-draft-tells-which-ring-is-none", test_triads_in_a_draft);
  g_test_add_func ("/kinds/repair/standby-closes-a-triad", test_triad_takes_standby);
  g_test_add_func ("/kinds/repair/two-broken-triads-become-one-ring", test_triads_join);
  g_test_add_func ("/kinds/repair/keeps-the-rules-of-the-kind", test_any_repair_keeps_the_rules);
  return g_test_run ();
}
