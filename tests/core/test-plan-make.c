/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching a round: every rule kept, the best value, reasons that add up, causes in words. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "plan-fixture.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-member-import.h"

#define NOW_US INT64_C (1790000000000000)

static RondoPlan *
make (const Community *community, uint64_t seed)
{
  g_autoptr (GError) error = NULL;
  RondoMatchingInput input = community_input (community, seed);
  RondoPlan *plan = rondo_plan_make (&input, NOW_US, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  rondo_plan_check (plan, &input, &error);
  g_assert_no_error (error);
  return plan;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* "ana>ben ben>cyd", by name. */
static char *
pairs_of (const Community *community, const RondoPlan *plan)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_ptr_array_add (pairs,
                     g_strdup_printf ("%s>%s",
                                      community_name (community, pair->coach),
                                      community_name (community, pair->client)));
  }
  g_ptr_array_sort (pairs, compare_names);
  g_ptr_array_add (pairs, NULL);
  return g_strjoinv (" ", (char **)pairs->pdata);
}

static const RondoUnplaced *
find_unplaced (const RondoPlan *plan, const char *name)
{
  g_autofree char *id = community_id (name);

  for (guint i = 0; i < plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    if (strcmp (unplaced->member, id) == 0)
      return unplaced;
  }
  g_assert_not_reached ();
}

static gboolean
may_coach (const Community *community, const char *coach, const char *client)
{
  RondoMatchingInput input = community_input (community, 0);

  return rondo_plan_pair_allowed (&input, coach, client, NULL);
}

/* Whether every possible coach (or client) of @member is in @allowed. */
static gboolean
is_bound (const Community *community, const char *member, GPtrArray *allowed, gboolean as_client)
{
  for (guint i = 0; i < community->registrations->len; i++) {
    const char *other = ((RondoRegistration *)community->registrations->pdata[i])->member;
    gboolean may =
        as_client ? may_coach (community, other, member) : may_coach (community, member, other);

    if (may && !g_ptr_array_find_with_equal_func (allowed, other, g_str_equal, NULL))
      return FALSE;
  }
  return TRUE;
}

static gboolean
are_bound (const Community *community, const RondoUnplaced *unplaced, gboolean as_client)
{
  if (!is_bound (community, unplaced->member, unplaced->allowed, as_client))
    return FALSE;
  for (guint i = 0; i < unplaced->with->len; i++)
    if (!is_bound (community, unplaced->with->pdata[i], unplaced->allowed, as_client))
      return FALSE;
  return TRUE;
}

/* What is said of a member who is left out can be checked on the round itself. */
static void
assert_cause (const Community *community, const RondoUnplaced *unplaced)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  switch (unplaced->code) {
  case RONDO_UNPLACED_NO_COACH:
    g_assert_true (is_bound (community, unplaced->member, none, TRUE));
    break;
  case RONDO_UNPLACED_NO_CLIENT:
    g_assert_true (is_bound (community, unplaced->member, none, FALSE));
    break;
  case RONDO_UNPLACED_TOO_FEW:
    g_assert_cmpuint (unplaced->allowed->len, <, unplaced->with->len + 1);
    g_assert_true (are_bound (community, unplaced, TRUE) || are_bound (community, unplaced, FALSE));
    break;
  case RONDO_UNPLACED_ONLY_MUTUAL:
    g_assert_cmpuint (unplaced->with->len, ==, 1);
    g_assert_true (may_coach (community, unplaced->member, unplaced->with->pdata[0]));
    g_assert_true (may_coach (community, unplaced->with->pdata[0], unplaced->member));
    break;
  case RONDO_UNPLACED_ODD_ONE_OUT:
  default:
    g_assert_false (is_bound (community, unplaced->member, none, TRUE));
    g_assert_false (is_bound (community, unplaced->member, none, FALSE));
    break;
  }
}

/* Reasons add up to the value, and everybody is placed or explained. */
static void
assert_sound (const Community *community, const RondoPlan *plan)
{
  int64_t value = 0;

  g_assert_cmpuint (plan->pairs->len + plan->unplaced->len, ==, community->registrations->len);
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_assert_true (rondo_id_is_valid (pair->pairing));
    g_assert_cmpuint (pair->reasons->len, >, 0);
    for (guint j = 0; j < pair->reasons->len; j++)
      value += ((RondoReason *)pair->reasons->pdata[j])->weight;
    if (i > 0)
      g_assert_cmpstr (((RondoPlannedPair *)plan->pairs->pdata[i - 1])->coach, <, pair->coach);
  }
  g_assert_cmpint (value, ==, plan->value);
  for (guint i = 0; i < plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    g_assert_nonnull (strstr (unplaced->rule, community_name (community, unplaced->member)));
    g_assert_true (g_str_has_suffix (unplaced->rule, "."));
    assert_cause (community, unplaced);
  }
}

static void
test_ring_of_three (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autofree char *pairs = NULL;

  community_add (community, "ana", "en", "UTC", "", "cyd", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  plan = make (community, 1);
  pairs = pairs_of (community, plan);
  g_assert_cmpstr (pairs, ==, "ana>ben ben>cyd cyd>ana");
  g_assert_cmpint (plan->status, ==, RONDO_PLAN_OPTIMAL);
  g_assert_cmpint (plan->value, ==, 1000 + 3 * 60);
  g_assert_cmpint (plan->round_version, ==, 3);
  g_assert_cmpuint (strlen (plan->input_hash), ==, 64);
  g_assert_cmpstr (plan->round, ==, community->round->id);
  g_assert_true (g_str_has_prefix (plan->engine, "rondo-match"));
  assert_sound (community, plan);
}

static void
test_reasons (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  RondoMember *cyd;

  community_add (community,
                 "ana",
                 "en de",
                 "Europe/Berlin",
                 "must language de; prefer credential PCC; avoid zone 0",
                 "ben cyd",
                 "ben");
  community_add (community, "ben", "en", "UTC", "", "", "");
  cyd = community_add (community, "cyd", "en de fr", "Europe/Rome", "", "ben ana", "");
  cyd->credential = RONDO_CREDENTIAL_MCC;
  community_add (community, "dan", "en", "UTC", "", "", "");
  plan = make (community, 1);
  assert_sound (community, plan);
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];
    g_autofree char *text = rondo_planned_pair_describe (pair);

    g_ptr_array_add (words,
                     g_strdup_printf ("%s>%s: %s",
                                      community_name (community, pair->coach),
                                      community_name (community, pair->client),
                                      text));
  }
  g_assert_true (g_ptr_array_find_with_equal_func (
      words,
      "cyd>ana: the client asked for this coach (choice 2); the coach asked for this client "
      "(choice 2); both speak English; both speak German; wish kept: the coach must speak German; "
      "wish kept: better a coach who is PCC or higher; wish not kept: rather no coach within 0 "
      "hours by the clock; same time on the clock",
      g_str_equal,
      NULL));
}

static void
test_only_mutual (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autofree char *ben = community_id ("ben");
  const RondoUnplaced *ana;

  community_add (community, "ana", "is", "UTC", "", "", "");
  community_add (community, "ben", "is", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "en", "UTC", "", "", "");
  community_add (community, "eve", "en", "UTC", "", "", "");
  plan = make (community, 1);
  assert_sound (community, plan);
  g_assert_cmpuint (plan->pairs->len, ==, 3);
  ana = find_unplaced (plan, "ana");
  g_assert_cmpint (ana->code, ==, RONDO_UNPLACED_ONLY_MUTUAL);
  g_assert_cmpstr (ana->rule,
                   ==,
                   "ana and ben share no language with anybody else, and could only coach each "
                   "other; nobody is coached by their own client.");
  g_assert_cmpuint (ana->with->len, ==, 1);
  g_assert_cmpstr (ana->with->pdata[0], ==, ben);
  g_assert_cmpint (find_unplaced (plan, "ben")->code, ==, RONDO_UNPLACED_ONLY_MUTUAL);
}

static void
test_nobody (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  const RondoUnplaced *ana, *ben;

  community_add (
      community, "ana", "en de", "UTC", "must credential MCC; must language de", "", "eve");
  community_add (community, "ben", "fi", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "en de", "UTC", "", "", "");
  community_add (community, "eve", "en", "UTC", "", "", "");
  plan = make (community, 1);
  assert_sound (community, plan);
  ana = find_unplaced (plan, "ana");
  ben = find_unplaced (plan, "ben");
  g_assert_cmpint (ana->code, ==, RONDO_UNPLACED_NO_COACH);
  g_assert_cmpstr (ana->rule,
                   ==,
                   "Nobody in this round may coach ana. 1 member does not speak their language "
                   "(English, German). 2 members do not fit the wish “the coach must be MCC or "
                   "higher”. With 1 member, one of the two avoids the other.");
  g_assert_cmpint (ben->code, ==, RONDO_UNPLACED_NO_COACH);
  g_assert_cmpstr (ben->rule,
                   ==,
                   "Nobody in this round may coach ben. 4 members do not speak their language "
                   "(Finnish).");
}

static void
test_no_client (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  const RondoUnplaced *ana;

  community_add (community, "ana", "en", "UTC", "", "", "");
  for (int i = 0; i < 4; i++) {
    g_autofree char *name = g_strdup_printf ("pcc%d", i);

    community_add (community, name, "en", "UTC", "must credential PCC", "", "")->credential =
        RONDO_CREDENTIAL_PCC;
  }
  plan = make (community, 1);
  assert_sound (community, plan);
  g_assert_cmpuint (plan->pairs->len, ==, 4);
  ana = find_unplaced (plan, "ana");
  g_assert_cmpint (ana->code, ==, RONDO_UNPLACED_NO_CLIENT);
  g_assert_cmpstr (ana->rule,
                   ==,
                   "There is nobody in this round whom ana may coach. 4 members have must-wishes "
                   "that ana does not fit.");
}

static void
test_too_few (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  const RondoUnplaced *unplaced;

  /* Two members accept only an MCC, and there is one. */
  community_add (community, "ana", "en", "UTC", "must credential MCC", "", "");
  community_add (community, "ben", "en", "UTC", "must credential MCC", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "en", "UTC", "", "", "");
  community_add (community, "mia", "en", "UTC", "", "", "")->credential = RONDO_CREDENTIAL_MCC;
  plan = make (community, 1);
  assert_sound (community, plan);
  g_assert_cmpuint (plan->unplaced->len, ==, 1);
  unplaced = plan->unplaced->pdata[0];
  g_test_message ("%s", unplaced->rule);
  g_assert_cmpint (unplaced->code, ==, RONDO_UNPLACED_TOO_FEW);
  g_assert_cmpuint (unplaced->with->len, ==, 1);
  g_assert_cmpuint (unplaced->allowed->len, ==, 1);
  g_assert_true (g_str_has_prefix (unplaced->rule, "There are too few possible coaches for "));
  g_assert_nonnull (strstr (unplaced->rule, "all that the rules leave them is mia."));
}

static void
assert_refused (const Community *community, const char *words)
{
  RondoMatchingInput input = community_input (community, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (rondo_plan_make (&input, NOW_US, NULL, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  g_autoptr (Community) community = community_new ();

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  assert_refused (community, "Only 2 members are registered");
  g_ptr_array_add (community->registrations,
                   rondo_registration_copy (community->registrations->pdata[0]));
  assert_refused (community, "ana is registered twice");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  g_ptr_array_remove_index (community->registrations, 2);
  g_ptr_array_remove_index (community->members, 0);
  assert_refused (community, "is not among the members");
}

static void
record_cb (const RondoPlanProgress *progress, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (progress->fraction, >=, *last);
  g_assert_cmpfloat (progress->fraction, <=, 1);
  *last = progress->fraction;
}

static const char *const languages[] = {"en", "de", "en de", "fr", "en fr", "is"};
static const char *const zones[] = {
    "UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"};
static const char *const wishes[] = {"",
                                     "prefer language de",
                                     "must credential ACC",
                                     "avoid zone 6",
                                     "must zone 8; prefer credential PCC",
                                     "must language en"};

static char *
random_names (GRand *rand, int n_members)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_string_append_printf (names, "m%d ", g_rand_int_range (rand, 0, n_members + 2));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

#define PICK(rand, array) array[g_rand_int_range (rand, 0, G_N_ELEMENTS (array))]

static Community *
random_community (GRand *rand, int n_members)
{
  Community *community = community_new ();

  for (int i = 0; i < n_members; i++) {
    g_autofree char *name = g_strdup_printf ("m%d", i);
    g_autofree char *requests = random_names (rand, n_members);
    g_autofree char *avoids = random_names (rand, n_members * 3);
    const char *spoken = PICK (rand, languages);
    const char *zone = PICK (rand, zones);
    RondoMember *member =
        community_add (community, name, spoken, zone, PICK (rand, wishes), requests, avoids);

    member->credential = (RondoCredential)g_rand_int_range (rand, 0, 4);
  }
  return community;
}

static void
check_random (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Community) community = random_community (rand, g_rand_int_range (rand, 3, 13));
  g_autoptr (RondoPlan) plan = make (community, seed);
  g_autoptr (RondoPlan) again = NULL;
  g_autofree char *pairs = pairs_of (community, plan);
  g_autofree char *pairs_again = NULL;

  assert_sound (community, plan);
  g_assert_cmpint (plan->status, ==, RONDO_PLAN_OPTIMAL);
  community_shuffle (community, rand);
  again = make (community, seed);
  pairs_again = pairs_of (community, again);
  g_assert_cmpstr (pairs_again, ==, pairs);
  g_assert_cmpstr (again->input_hash, ==, plan->input_hash);
  g_assert_cmpint (again->value, ==, plan->value);
}

static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 300; seed++) {
    g_test_message ("seed %u", seed);
    check_random (seed);
  }
}

/* All plans of a small round, tried one after the other. */
typedef struct {
  const Community *community;
  gboolean may[8][8];
  int value[8][8];
  int poor[8][8];
  int client_of[8];
  int n_members;
  int best_placed;
  int best_poor;
  int64_t best_value;
} Search;

/* Placed first, then as few as possible in a bad pair, then the value. */
static void
keep_if_better (Search *search, int placed, int poor, int64_t value)
{
  gboolean is_better = value > search->best_value;

  if (placed != search->best_placed)
    is_better = placed > search->best_placed;
  else if (poor != search->best_poor)
    is_better = poor < search->best_poor;
  for (int i = 0; i < search->n_members; i++)
    if (search->client_of[i] != i && search->client_of[search->client_of[i]] == i)
      return;
  if (!is_better)
    return;
  search->best_placed = placed;
  search->best_poor = poor;
  search->best_value = value;
}

static void
try_from (Search *search, int coach, int placed, int poor, int64_t value)
{
  if (coach == search->n_members) {
    keep_if_better (search, placed, poor, value);
    return;
  }
  for (int client = 0; client < search->n_members; client++) {
    gboolean is_taken = FALSE;

    for (int i = 0; i < coach; i++)
      is_taken |= search->client_of[i] == client;
    if (is_taken || (client != coach && !search->may[coach][client]))
      continue;
    search->client_of[coach] = client;
    try_from (search,
              coach + 1,
              placed + (client != coach),
              poor + (client != coach ? search->poor[coach][client] : 0),
              value + (client != coach ? search->value[coach][client] : 0));
  }
}

/* Minutes east of UTC on 15 January 2026. */
static int
offset_of (const RondoMember *member)
{
  static const int offsets[] = {0, 60, 330, -300, 780};

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (strcmp (member->time_zone, zones[i]) == 0)
      return offsets[i];
  g_assert_not_reached ();
}

static int
minutes_apart (const RondoMember *a, const RondoMember *b)
{
  int minutes = ABS (offset_of (a) - offset_of (b));

  return MIN (minutes, 24 * 60 - minutes);
}

static int
value_of_request (const RondoMember *asking, const RondoMember *asked, const int *by_rank, int last)
{
  for (guint i = 0; i < asking->wishes->requests->len; i++)
    if (strcmp (asking->wishes->requests->pdata[i], asked->email) == 0)
      return by_rank[MIN ((int)i, last)];
  return 0;
}

static gboolean
meets (const RondoWish *wish, const RondoMember *coach, const RondoMember *client)
{
  RondoCredential least;

  switch (wish->attribute) {
  case RONDO_WISH_LANGUAGE:
    return g_strv_contains ((const char *const *)coach->languages, wish->value);
  case RONDO_WISH_CREDENTIAL:
    g_assert_true (rondo_credential_from_word (wish->value, &least));
    return coach->credential >= least;
  case RONDO_WISH_ZONE:
  default:
    return minutes_apart (coach, client) <= 60 * atoi (wish->value);
  }
}

/* The table of weights once more, in the plainest way: first what the client asks. */
static int
client_value_of (const RondoMember *coach, const RondoMember *client)
{
  static const int coaches[] = {1000, 800, 600, 400, 200};
  int value = value_of_request (client, coach, coaches, 4);

  for (guint i = 0; i < client->wishes->wishes->len; i++) {
    const RondoWish *wish = client->wishes->wishes->pdata[i];
    gboolean is_met = meets (wish, coach, client);

    if (wish->level == RONDO_WISH_PREFER)
      value += is_met ? 60 : -60;
    else if (wish->level == RONDO_WISH_AVOID)
      value -= is_met ? 120 : 0;
  }
  return value;
}

static int
value_of (const RondoMember *coach, const RondoMember *client)
{
  static const int clients[] = {500, 350, 250, 150};

  return client_value_of (coach, client) + value_of_request (coach, client, clients, 3) + 60 -
         minutes_apart (coach, client) / 12;
}

static void
check_brute_force (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Community) community = random_community (rand, g_rand_int_range (rand, 3, 8));
  g_autoptr (RondoPlan) plan = make (community, seed);
  Search search = {
      .community = community, .n_members = (int)community->members->len, .best_placed = -1};

  for (int i = 0; i < search.n_members; i++)
    for (int j = 0; j < search.n_members; j++) {
      const RondoMember *coach = community->members->pdata[i];
      const RondoMember *client = community->members->pdata[j];

      search.may[i][j] = may_coach (community, coach->id, client->id);
      search.value[i][j] = value_of (coach, client);
      search.poor[i][j] = client_value_of (coach, client) <= -120;
    }
  try_from (&search, 0, 0, 0, 0);
  g_assert_cmpint (search.best_placed, ==, plan->pairs->len);
  g_assert_cmpint (search.best_value, ==, plan->value);
}

static void
test_brute_force (void)
{
  for (guint32 seed = 1; seed <= 300; seed++) {
    g_test_message ("seed %u", seed);
    check_brute_force (seed);
  }
}

/* Requests name whom the plan cannot leave unheard: each of five gets the one asked for. */
static void
test_requests_decide (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autofree char *pairs = NULL;

  community_add (community, "ana", "en", "UTC", "", "ben", "");
  community_add (community, "ben", "en", "Asia/Tokyo", "", "cyd", "");
  community_add (community, "cyd", "en", "UTC", "", "dan", "");
  community_add (community, "dan", "en", "America/Lima", "", "eve", "");
  community_add (community, "eve", "en", "UTC", "", "ana", "");
  plan = make (community, 1);
  pairs = pairs_of (community, plan);
  g_assert_cmpstr (pairs, ==, "ana>eve ben>ana cyd>ben dan>cyd eve>dan");
}

/* Named by address or by id, it is the same person. */
static void
test_requests_by_id (void)
{
  static const char *const names[] = {"ana", "ben", "cyd", "dan", "eve"};
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autofree char *pairs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    community_add (community, names[i], "en", "UTC", "", "", "");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    RondoRegistration *registration = community->registrations->pdata[i];

    g_ptr_array_add (registration->wishes->requests,
                     community_id (names[(i + 1) % G_N_ELEMENTS (names)]));
  }
  plan = make (community, 1);
  pairs = pairs_of (community, plan);
  g_assert_cmpstr (pairs, ==, "ana>eve ben>ana cyd>ben dan>cyd eve>dan");
}

static void
test_hash (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (RondoPlan) other_seed = NULL;
  g_autoptr (RondoPlan) other_wish = NULL;
  RondoRegistration *registration;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  plan = make (community, 1);
  other_seed = make (community, 2);
  registration = community->registrations->pdata[0];
  g_ptr_array_add (registration->wishes->requests, g_strdup ("ben@example.org"));
  other_wish = make (community, 1);
  g_assert_cmpstr (plan->input_hash, ==, other_seed->input_hash);
  g_assert_cmpstr (plan->input_hash, !=, other_wish->input_hash);
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (Community) community = random_community (rand, 60);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) plan = NULL;
  const volatile int cancelled = 1;
  const RondoPlanOptions options = {.cancelled = &cancelled};
  RondoMatchingInput input = community_input (community, 1);

  plan = rondo_plan_make (&input, NOW_US, &options, &error);
  g_assert_no_error (error);
  if (plan != NULL)
    g_assert_true (rondo_plan_check (plan, &input, NULL));
}

static void
test_two_hundred (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (200);
  g_autoptr (Community) community = random_community (rand, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) plan = NULL;
  double last = 0;
  const RondoPlanOptions options = {.progress = record_cb, .user_data = &last};
  RondoMatchingInput input = community_input (community, 1);
  gint64 start = g_get_monotonic_time ();

  plan = rondo_plan_make (&input, NOW_US, &options, &error);
  g_assert_no_error (error);
  g_test_message ("%.3f s", (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_true (rondo_plan_check (plan, &input, &error));
  assert_sound (community, plan);
  g_assert_cmpfloat (last, >, 0);
}

static Community *
sample_community (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RONDO_SAMPLE_DIR"), "members.csv", NULL);
  g_autoptr (RondoMemberImport) import = NULL;
  g_autofree char *text = NULL;
  Community *community = community_new ();
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  import = rondo_member_import_read (text, length, community->members, NOW_US, NULL);
  for (guint i = 0; i < import->rows->len; i++) {
    RondoMember *member = rondo_member_copy (((RondoImportRow *)import->rows->pdata[i])->member);

    /* Ids of their own would make the plan of the sample another one at every run. */
    g_free (member->id);
    member->id = community_id (member->email);
    g_ptr_array_add (community->members, member);
    if (member->is_active)
      g_ptr_array_add (community->registrations,
                       rondo_registration_new (community->round->id, member->id, member->wishes));
  }
  return community;
}

static void
test_sample (void)
{
  g_autoptr (Community) community = sample_community ();
  g_autoptr (RondoPlan) plan = make (community, 1);
  const RondoUnplaced *hrafn = NULL;

  assert_sound (community, plan);
  for (guint i = 0; i < plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    g_test_message ("%s", unplaced->rule);
    if (strcmp (community_name (community, unplaced->member), "Hrafn Jónsson") == 0)
      hrafn = unplaced;
  }
  g_assert_nonnull (hrafn);
  g_assert_cmpint (hrafn->code, ==, RONDO_UNPLACED_ONLY_MUTUAL);
  g_assert_nonnull (strstr (hrafn->rule, "Guðrún Einarsdóttir share no language"));
  g_assert_cmpuint (plan->pairs->len, ==, 66);
  g_assert_cmpint (plan->status, ==, RONDO_PLAN_OPTIMAL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/plan/three-make-a-ring-as-requested", test_ring_of_three);
  g_test_add_func ("/core/plan/requests-decide-over-time-zones", test_requests_decide);
  g_test_add_func ("/core/plan/who-is-asked-for-by-id-is-the-same-person", test_requests_by_id);
  g_test_add_func ("/core/plan/reasons-are-given-both-ways", test_reasons);
  g_test_add_func ("/core/plan/two-who-could-only-coach-each-other-are-named", test_only_mutual);
  g_test_add_func ("/core/plan/whom-nobody-may-coach-is-told-every-rule", test_nobody);
  g_test_add_func ("/core/plan/who-may-coach-nobody-is-told-every-rule", test_no_client);
  g_test_add_func ("/core/plan/too-few-coaches-for-a-set-are-named", test_too_few);
  g_test_add_func ("/core/plan/too-few-or-unknown-members-are-refused", test_refused);
  g_test_add_func ("/core/plan/random-rounds-keep-every-rule-in-any-order", test_random);
  g_test_add_func ("/core/plan/no-plan-of-a-small-round-is-better", test_brute_force);
  g_test_add_func ("/core/plan/the-hash-is-of-the-input-alone", test_hash);
  g_test_add_func ("/core/plan/cancelled-gives-a-kept-plan-or-none", test_cancelled);
  g_test_add_func ("/core/plan/two-hundred-members-with-progress", test_two_hundred);
  g_test_add_func ("/core/plan/the-sample-is-matched", test_sample);
  return g_test_run ();
}
