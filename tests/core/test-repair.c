/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dropouts in a round that goes on: the smallest repair, against every other one there is. */
#include "config.h"

#include "rondo-repair.h"

#include <string.h>

#include "plan-fixture.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-life.h"

#define SEEDS 400
#define MOST 8
#define NOW_US INT64_C (1770000000000000)

/* A round that goes on. */
typedef struct {
  Community *community;
  GPtrArray *pairings;
  GPtrArray *leaving;
  GHashTable *held;
} Going;

/* What the smallest change costs, as the rules of repair compare it. */
typedef struct {
  int missing;
  int broken;
  int begun;
} Cost;

static Going *
going_new (void)
{
  Going *going = g_new0 (Going, 1);

  going->community = community_new ();
  going->community->round->state = RONDO_ROUND_RUNNING;
  going->pairings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  going->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  going->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return going;
}

static void
going_free (Going *going)
{
  community_free (going->community);
  g_ptr_array_unref (going->pairings);
  g_ptr_array_unref (going->leaving);
  g_hash_table_unref (going->held);
  g_free (going);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Going, going_free)

static void
add_members (Going *going, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  for (char **part = parts; *part != NULL; part++)
    community_add (going->community, *part, "en", "UTC", "", "", "");
}

static RondoPairing *
add_pairing (Going *going, const char *coach, const char *client)
{
  RondoPairing *pairing = rondo_pairing_new ();
  g_autofree char *coach_id = community_id (coach);
  g_autofree char *client_id = community_id (client);

  pairing->id = rondo_id_derive (coach, client);
  pairing->round = g_strdup (going->community->round->id);
  pairing->coach = g_steal_pointer (&coach_id);
  pairing->client = g_steal_pointer (&client_id);
  g_ptr_array_add (going->pairings, pairing);
  return pairing;
}

/* "ana ben cyd": each coaches the next, the last one the first. */
static void
add_ring (Going *going, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < n_parts; i++)
    add_pairing (going, parts[i], parts[(i + 1) % n_parts]);
}

static void
drop_out (Going *going, const char *name, RondoRole what)
{
  g_autofree char *id = community_id (name);

  g_ptr_array_add (going->leaving, rondo_leaving_new (id, what, "moved away"));
}

static RondoRegistration *
find_registration (Going *going, const char *name)
{
  g_autofree char *id = community_id (name);

  for (guint i = 0; i < going->community->registrations->len; i++) {
    RondoRegistration *registration = going->community->registrations->pdata[i];

    if (g_str_equal (registration->member, id))
      return registration;
  }
  g_assert_not_reached ();
}

static RondoRepairInput
get_input (Going *going)
{
  return (RondoRepairInput){.matching = community_input (going->community, 7),
                            .pairings = going->pairings,
                            .held = going->held,
                            .leaving = going->leaving,
                            .today = going->community->round->start + 20};
}

static GPtrArray *
repair (Going *going)
{
  RondoRepairInput input = get_input (going);
  g_autoptr (RondoRepairInput) copy = rondo_repair_input_copy (&input);
  GError *error = NULL;
  GPtrArray *ways = rondo_repair_list (copy, NOW_US, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (ways);
  g_assert_cmpuint (ways->len, >, 0);
  return ways;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* The pairs that begin, by name. */
static char *
describe (Going *going, const RondoRepair *way)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < way->begun->len; i++) {
    const RondoPlannedPair *pair = way->begun->pdata[i];

    g_ptr_array_add (words,
                     g_strdup_printf ("%s>%s",
                                      community_name (going->community, pair->coach),
                                      community_name (going->community, pair->client)));
  }
  g_ptr_array_sort (words, compare_texts);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **)words->pdata);
}

#define assert_way(going, way, pairs, a_kind)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *described = describe ((going), (way));                                        \
                                                                                                   \
    g_assert_cmpstr (described, ==, (pairs));                                                      \
    g_assert_cmpint ((way)->kind, ==, (a_kind));                                                   \
  }                                                                                                \
  G_STMT_END

static void
test_gap_is_closed (void)
{
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;

  add_members (going, "ana ben cyd dan");
  add_ring (going, "ana ben cyd dan");
  drop_out (going, "ben", RONDO_ROLE_BOTH);
  ways = repair (going);
  first = ways->pdata[0];
  assert_way (going, first, "ana>cyd", RONDO_REPAIR_SPLICE);
  g_assert_cmpuint (first->n_broken, ==, 0);
  g_assert_cmpuint (first->touched->len, ==, 2);
  g_assert_true (first->is_smallest);
  g_assert_cmpuint (first->no_coach->len + first->no_client->len, ==, 0);
  g_assert_cmpint (((RondoRepair *)ways->pdata[ways->len - 1])->kind, ==, RONDO_REPAIR_OPEN);
}

static void
test_standby_takes_both_places (void)
{
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;

  add_members (going, "ana ben cyd eva");
  add_ring (going, "ana ben cyd");
  find_registration (going, "eva")->state = RONDO_REGISTRATION_STANDBY;
  drop_out (going, "ben", RONDO_ROLE_BOTH);
  ways = repair (going);
  first = ways->pdata[0];
  assert_way (going, first, "ana>eva eva>cyd", RONDO_REPAIR_STANDBY);
  g_assert_cmpuint (first->plan->amendment->called->len, ==, 1);
  g_assert_cmpuint (first->n_broken, ==, 0);
}

static void
test_swap_when_nothing_else_goes (void)
{
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;

  add_members (going, "ana ben cyd dan eva fay");
  add_ring (going, "ana ben cyd");
  add_ring (going, "dan eva fay");
  drop_out (going, "ben", RONDO_ROLE_BOTH);
  ways = repair (going);
  first = ways->pdata[0];
  g_assert_cmpint (first->kind, ==, RONDO_REPAIR_SWAP);
  g_assert_cmpuint (first->n_broken, ==, 1);
  g_assert_cmpuint (first->n_new, ==, 2);
}

static void
test_other_side_goes_on (void)
{
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;

  add_members (going, "ana ben cyd dan eva");
  add_ring (going, "ana ben cyd dan");
  find_registration (going, "eva")->state = RONDO_REGISTRATION_STANDBY;
  drop_out (going, "ben", RONDO_ROLE_COACH);
  ways = repair (going);
  first = ways->pdata[0];
  assert_way (going, first, "eva>cyd", RONDO_REPAIR_STANDBY);
  g_assert_cmpuint (first->plan->amendment->endings->len, ==, 1);
  for (guint i = 0; i < first->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = first->plan->pairs->pdata[i];

    g_assert_cmpstr (community_name (going->community, pair->coach), !=, "ben");
  }
}

static void
test_what_was_held_is_credited (void)
{
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;
  const RondoPlannedPair *pair;
  g_autoptr (GPtrArray) ended = NULL;

  add_members (going, "ana ben cyd dan");
  add_ring (going, "ana ben cyd dan");
  g_hash_table_insert (going->held, rondo_id_derive ("ben", "cyd"), GINT_TO_POINTER (2));
  drop_out (going, "ben", RONDO_ROLE_BOTH);
  ways = repair (going);
  first = ways->pdata[0];
  pair = first->begun->pdata[0];
  g_assert_cmpint (pair->session_count, ==, 4);
  ended = rondo_plan_list_endings (first->plan, going->pairings);
  g_assert_cmpuint (ended->len, ==, 2);
  for (guint i = 0; i < ended->len; i++) {
    const RondoPairing *pairing = ended->pdata[i];

    g_assert_cmpint (pairing->state, ==, RONDO_PAIRING_REPLACED);
    g_assert_cmpstr (pairing->replaced_by, ==, pair->pairing);
    g_assert_cmpstr (pairing->reason, ==, "moved away");
    g_assert_cmpint (pairing->until, ==, going->community->round->start + 20);
  }
}

static void
test_stale_plan_is_refused (void)
{
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  RondoMatchingInput input;
  g_autoptr (GError) error = NULL;

  add_members (going, "ana ben cyd dan");
  add_ring (going, "ana ben cyd dan");
  drop_out (going, "ben", RONDO_ROLE_BOTH);
  ways = repair (going);
  input = community_input (going->community, 7);
  ((RondoPairing *)going->pairings->pdata[2])->state = RONDO_PAIRING_COMPLETED;
  g_assert_false (
      rondo_repair_check (((RondoRepair *)ways->pdata[0])->plan, &input, going->pairings, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "cyd"));
}

static void
test_unknown_member_cannot_leave (void)
{
  g_autoptr (Going) going = going_new ();
  RondoRepairInput input;
  g_autoptr (GError) error = NULL;

  add_members (going, "ana ben cyd dan");
  add_ring (going, "ana ben cyd dan");
  drop_out (going, "zoe", RONDO_ROLE_BOTH);
  input = get_input (going);
  g_assert_null (rondo_repair_list (&input, NOW_US, NULL, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
}

/* Brute force ------------------------------------------------------------------------------------
 */

/* Every plan there is for at most eight members, one coach and one client each. */
typedef struct {
  int n;
  gboolean may[MOST][MOST];  /* as coach, as client: allowed, and not over */
  gboolean live[MOST][MOST]; /* goes on if it can */
  int gives[MOST];           /* due */
  int gets[MOST];
  gboolean waits[MOST];
  gboolean mutual_allowed;
  int of[MOST]; /* whom each coaches, −1 for nobody */
  Cost best;
} Brute;

static int
compare_costs (const Cost *a, const Cost *b)
{
  if (a->missing != b->missing)
    return a->missing - b->missing;
  if (a->broken != b->broken)
    return a->broken - b->broken;
  return a->begun - b->begun;
}

static Cost
get_cost (const Brute *brute)
{
  Cost cost = {0};

  for (int i = 0; i < brute->n; i++) {
    int got = 0;

    for (int j = 0; j < brute->n; j++) {
      gboolean is_paired = brute->of[j] == i;

      got += is_paired;
      cost.broken += brute->live[j][i] && !is_paired;
      cost.begun += is_paired && !brute->live[j][i];
    }
    if (brute->waits[i])
      continue;
    cost.missing += (brute->gives[i] > 0 && brute->of[i] < 0) + (brute->gets[i] > 0 && got == 0);
  }
  return cost;
}

static gboolean
may_pair (const Brute *brute, int coach, int client)
{
  if (!brute->may[coach][client] || brute->gets[client] == 0)
    return FALSE;
  for (int i = 0; i < coach; i++)
    if (brute->of[i] == client)
      return FALSE;
  return brute->mutual_allowed || client > coach || brute->of[client] != coach;
}

static void
try_all (Brute *brute, int coach)
{
  if (coach == brute->n) {
    Cost cost = get_cost (brute);

    if (compare_costs (&cost, &brute->best) < 0)
      brute->best = cost;
    return;
  }
  brute->of[coach] = -1;
  try_all (brute, coach + 1);
  for (int client = 0; brute->gives[coach] > 0 && client < brute->n; client++) {
    brute->of[coach] = -1;
    if (!may_pair (brute, coach, client))
      continue;
    brute->of[coach] = client;
    try_all (brute, coach + 1);
  }
  brute->of[coach] = -1;
}

static const char *const people[MOST] = {"ana", "ben", "cyd", "dan", "eva", "fay", "gus", "hal"};

/* Between five and eight members in rings, one or two of them waiting, some who avoid others. */
static void
make_random (Going *going, GRand *rand, Brute *brute)
{
  int n_waiting = g_rand_int_range (rand, 0, 3);
  int n_paired = g_rand_int_range (rand, 3, MOST - n_waiting + 1);
  int first = 0;

  brute->n = n_paired + n_waiting;
  for (int i = 0; i < brute->n; i++) {
    g_autoptr (GString) avoids = g_string_new (NULL);

    for (int j = 0; j < brute->n; j++)
      if (i != j && g_rand_int_range (rand, 0, 6) == 0)
        g_string_append_printf (avoids, "%s ", people[j]);
    community_add (going->community, people[i], "en", "UTC", "", "", avoids->str);
    brute->waits[i] = i >= n_paired;
    if (brute->waits[i])
      find_registration (going, people[i])->state = RONDO_REGISTRATION_STANDBY;
  }
  while (first < n_paired) {
    int length = g_rand_int_range (rand, 3, 6);

    if (n_paired - first - length < 3)
      length = n_paired - first;
    for (int i = 0; i < length; i++)
      add_pairing (going, people[first + i], people[first + (i + 1) % length]);
    first += length;
  }
}

static int
index_of (const char *name)
{
  for (int i = 0; i < MOST; i++)
    if (strcmp (people[i], name) == 0)
      return i;
  g_assert_not_reached ();
}

/* Rules by the function for one pair; with everybody registered for it. */
static void
fill_brute (Going *going, Brute *brute)
{
  RondoMatchingInput input = community_input (going->community, 7);

  for (int i = 0; i < brute->n; i++)
    for (int j = 0; j < brute->n; j++) {
      g_autofree char *coach = community_id (people[i]);
      g_autofree char *client = community_id (people[j]);

      brute->may[i][j] = rondo_plan_pair_allowed (&input, coach, client, NULL);
    }
  for (int i = 0; i < brute->n; i++)
    brute->gives[i] = brute->gets[i] = 1;
  for (guint i = 0; i < going->leaving->len; i++) {
    const RondoLeaving *leaving = going->leaving->pdata[i];
    int who = index_of (community_name (going->community, leaving->member));

    if (rondo_leaving_stops_coaching (leaving))
      brute->gives[who] = 0;
    if (rondo_leaving_stops_being_coached (leaving))
      brute->gets[who] = 0;
  }
  for (guint i = 0; i < going->pairings->len; i++) {
    const RondoPairing *pairing = going->pairings->pdata[i];
    int coach = index_of (community_name (going->community, pairing->coach));
    int client = index_of (community_name (going->community, pairing->client));

    brute->live[coach][client] = brute->gives[coach] > 0 && brute->gets[client] > 0;
    brute->may[coach][client] = brute->live[coach][client];
  }
  brute->mutual_allowed = going->community->round->mutual_allowed;
  brute->best = (Cost){G_MAXINT, 0, 0};
}

/* Who is neither in a new pair nor in one that ended, has what they had. */
static void
check_untouched (Going *going, const RondoRepair *way)
{
  guint n_kept = 0;

  for (guint i = 0; i < going->pairings->len; i++) {
    const RondoPairing *pairing = going->pairings->pdata[i];

    for (guint j = 0; j < way->plan->pairs->len; j++) {
      const RondoPlannedPair *pair = way->plan->pairs->pdata[j];

      if (!g_str_equal (pair->pairing, pairing->id))
        continue;
      g_assert_cmpstr (pair->coach, ==, pairing->coach);
      g_assert_cmpstr (pair->client, ==, pairing->client);
      n_kept++;
    }
  }
  g_assert_cmpuint (n_kept + way->n_new, ==, way->plan->pairs->len);
  g_assert_cmpuint (n_kept + way->plan->amendment->endings->len, ==, going->pairings->len);
}

static void
check_way (Going *going, const RondoRepair *way)
{
  RondoMatchingInput input = community_input (going->community, 7);
  GError *error = NULL;

  g_assert_true (rondo_repair_check (way->plan, &input, going->pairings, &error));
  g_assert_no_error (error);
  check_untouched (going, way);
  for (guint i = 0; i < way->plan->pairs->len; i++)
    for (guint j = 0; j < way->plan->pairs->len; j++) {
      const RondoPlannedPair *a = way->plan->pairs->pdata[i];
      const RondoPlannedPair *b = way->plan->pairs->pdata[j];

      g_assert_false (g_str_equal (a->coach, b->client) && g_str_equal (a->client, b->coach));
    }
}

static void
try_seed (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Going) going = going_new ();
  g_autoptr (GPtrArray) ways = NULL;
  const RondoRepair *first;
  Brute brute = {0};
  Cost found;
  int n_leaving;

  make_random (going, rand, &brute);
  n_leaving = g_rand_int_range (rand, 1, 4);
  for (int i = 0; i < n_leaving; i++)
    drop_out (going,
              people[(g_rand_int_range (rand, 0, 3) + i * 3) % (int)going->pairings->len],
              g_rand_boolean (rand) ? RONDO_ROLE_BOTH : g_rand_int_range (rand, 1, 3));
  fill_brute (going, &brute);
  try_all (&brute, 0);
  ways = repair (going);
  for (guint i = 0; i < ways->len; i++)
    check_way (going, ways->pdata[i]);
  first = ways->pdata[0];
  found = (Cost){
      (int)(first->no_coach->len + first->no_client->len), (int)first->n_broken, (int)first->n_new};
  if (compare_costs (&found, &brute.best) != 0)
    g_error ("seed %u: found %d missing, %d broken, %d begun; there is %d, %d, %d",
             seed,
             found.missing,
             found.broken,
             found.begun,
             brute.best.missing,
             brute.best.broken,
             brute.best.begun);
}

static void
test_smallest_change (void)
{
  for (guint32 seed = 1; seed <= SEEDS; seed++)
    try_seed (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repair/gap-is-closed", test_gap_is_closed);
  g_test_add_func ("/repair/standby-takes-both-places", test_standby_takes_both_places);
  g_test_add_func ("/repair/swap-when-nothing-else-goes", test_swap_when_nothing_else_goes);
  g_test_add_func ("/repair/other-side-goes-on", test_other_side_goes_on);
  g_test_add_func ("/repair/what-was-held-is-credited", test_what_was_held_is_credited);
  g_test_add_func ("/repair/stale-plan-is-refused", test_stale_plan_is_refused);
  g_test_add_func ("/repair/unknown-member-cannot-leave", test_unknown_member_cannot_leave);
  g_test_add_func ("/repair/smallest-change-of-all", test_smallest_change);
  return g_test_run ();
}
