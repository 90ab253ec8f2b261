/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a matching keeps to and says of its plan: room, fixed pairs, time, proof, sentences. */
#include "config.h"

#include <string.h>

#include "matching-fixture.h"
#include "rondo-error.h"
#include "rondo-id.h"

static int
count_of (const RondoPlan *plan, const char *name, gboolean as_coach)
{
  g_autofree char *id = community_id (name);
  int count = 0;

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    count += g_str_equal (as_coach ? pair->coach : pair->client, id);
  }
  return count;
}

static void
test_room (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoRegistration *registration;

  matching_add_all (community, "ana ben cyd dan eve fay");
  community->round->capacity = 2;
  plan = matching_make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 12);
  g_assert_cmpuint (rondo_plan_count_placed (plan), ==, 6);
  g_clear_pointer (&plan, rondo_plan_free);
  registration = community->registrations->pdata[0];
  registration->clients = registration->coaches = 1;
  plan = matching_make (community);
  g_assert_cmpint (count_of (plan, "ana", TRUE), <=, 1);
  g_assert_cmpint (count_of (plan, "ana", FALSE), ==, count_of (plan, "ana", TRUE));
  g_assert_cmpint (count_of (plan, "ben", TRUE), ==, count_of (plan, "ben", FALSE));
}

/* With three members and room for two nobody can be paired more than once. */
static void
test_partly (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  guint counts[RONDO_N_BANDS];

  matching_add_all (community, "ana ben cyd");
  community->round->capacity = 2;
  plan = matching_make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 3);
  g_assert_cmpuint (plan->unplaced->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    g_assert_cmpint (unplaced->code, ==, RONDO_UNPLACED_PARTLY);
    g_assert_nonnull (strstr (unplaced->rule, "has room for 1 more pairing, but by the rules"));
  }
  rondo_plan_count_bands (plan, counts);
  g_assert_cmpuint (counts[RONDO_BAND_LEFT_OUT], ==, 0);
}

static void
test_uneven_room (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoRegistration *of_ana;
  RondoRegistration *of_ben;

  matching_add_all (community, "ana ben cyd dan");
  of_ana = community->registrations->pdata[0];
  of_ben = community->registrations->pdata[1];
  of_ana->clients = 2;
  of_ben->coaches = 2;
  plan = matching_make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 5);
  g_assert_cmpint (count_of (plan, "ana", TRUE), ==, 2);
  g_assert_cmpint (count_of (plan, "ana", FALSE), ==, 1);
  g_assert_cmpint (count_of (plan, "ben", FALSE), ==, 2);
  g_assert_cmpuint (plan->unplaced->len, ==, 0);
}

static void
assert_breach (Community *community, const char *pairs, const char *breach)
{
  g_autoptr (RondoPlan) plan = community_plan (community, pairs);
  RondoMatchingInput input = community_input (community, 1);
  g_autoptr (GError) error = NULL;
  gboolean is_kept;

  /* The fixture makes the ids of the pairs, and the same pair twice shall not fail by that. */
  for (guint i = 0; i < plan->pairs->len; i++)
    g_clear_pointer (&((RondoPlannedPair *)plan->pairs->pdata[i])->pairing, g_free);
  is_kept = rondo_plan_check (plan, &input, &error);
  g_assert_cmpstr (error != NULL ? error->message : "", ==, breach);
  g_assert_cmpint (is_kept, ==, *breach == '\0');
}

static void
test_check (void)
{
  g_autoptr (Community) community = community_new ();
  RondoRegistration *of_ana;

  matching_add_all (community, "ana ben cyd dan");
  of_ana = community->registrations->pdata[0];
  assert_breach (community, "ana>ben ana>cyd", "ana would coach more than 1 member in this plan.");
  assert_breach (community, "ana>ben ben>ana", "ana and ben would coach each other in this plan.");
  community->round->mutual_allowed = TRUE;
  assert_breach (community, "ana>ben ben>ana", "");
  community->round->mutual_allowed = FALSE;
  community->round->capacity = 2;
  assert_breach (community, "ana>ben ben>cyd cyd>ana", "");
  assert_breach (community, "ana>ben ana>ben", "ana would coach ben twice in this plan.");
  assert_breach (community,
                 "ana>ben ana>cyd ben>dan cyd>dan dan>ana",
                 "ana would not coach as many members in this plan as coach them.");
  of_ana->coaches = 1;
  assert_breach (community,
                 "ana>ben ana>cyd ben>dan cyd>dan dan>ana",
                 "dan would not coach as many members in this plan as coach them.");
  of_ana->clients = 1;
  assert_breach (community,
                 "ana>ben ana>cyd ben>dan cyd>dan dan>ana",
                 "ana would coach more than 1 member in this plan.");
}

static void
test_mutual (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;

  community->round->mutual_allowed = TRUE;
  matching_add_all (community, "ana ben");
  plan = matching_make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 2);
  g_assert_cmpint (plan->status, ==, RONDO_PLAN_OPTIMAL);
}

static void
test_locks (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (GPtrArray) locked = matching_pairs ("ana>dan");
  g_autoptr (GPtrArray) forbidden = matching_pairs ("ben>cyd dan>ben");
  RondoMatchingInput input;
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (RondoPlan) again = NULL;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);

  community_add (community, "ana", "en", "UTC", "", "ben", "");
  community_add (community, "ben", "en", "UTC", "", "cyd", "");
  community_add (community, "cyd", "en", "UTC", "", "ben dan", "");
  community_add (community, "dan", "en", "UTC", "", "ben", "");
  community_add (community, "eve", "en", "UTC", "", "", "");
  input = community_input (community, 1);
  input.locked = locked;
  input.forbidden = forbidden;
  plan = matching_make_input (&input);
  g_assert_nonnull (
      matching_find_reason (matching_find_pair (community, plan, "ana>dan"), RONDO_REASON_LOCKED));
  g_assert_null (matching_find_pair (community, plan, "ben>cyd"));
  g_assert_null (matching_find_pair (community, plan, "dan>ben"));
  /* To fix what was chosen changes nothing. */
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_ptr_array_add (chosen, rondo_pair_new (pair->coach, pair->client));
  }
  input.locked = chosen;
  again = matching_make_input (&input);
  g_assert_cmpint (again->value, ==, plan->value);
  g_assert_cmpuint (again->pairs->len, ==, plan->pairs->len);
  g_assert_cmpstr (again->input_hash, !=, plan->input_hash);
}

static void
test_bad_locks (void)
{
  static const struct {
    const char *locked;
    const char *words;
  } rows[] = {
      {"ana>ana", "Nobody can coach themselves"},
      {"ana>nobody", "is not registered"},
      {"ana>ben", "ana and ben cannot be paired in this round."},
      {"ana>cyd cyd>ana", "contradict each other"},
      {"ana>cyd ana>dan", "contradict each other"},
  };
  g_autoptr (Community) community = community_new ();

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "ana");
  matching_add_all (community, "cyd dan");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) locked = matching_pairs (rows[i].locked);
    RondoMatchingInput input = community_input (community, 1);
    g_autoptr (GError) error = NULL;

    input.locked = locked;
    g_assert_null (rondo_plan_make (&input, MATCHING_NOW_US, NULL, &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, rows[i].words));
  }
}

/* Keeping outweighs every wish, and placing outweighs keeping. */
static void
test_kept (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (GPtrArray) kept = matching_pairs ("ana>ben ben>cyd cyd>dan dan>ana");
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (RondoPlan) repaired = NULL;
  RondoMatchingInput input;
  guint n_kept = 0;

  community_add (community, "ana", "en", "UTC", "", "ben", "");
  community_add (community, "ben", "en", "UTC", "", "cyd", "");
  community_add (community, "cyd", "en", "UTC", "", "dan", "");
  community_add (community, "dan", "en", "UTC", "", "ana", "");
  input = community_input (community, 1);
  input.kept = kept;
  plan = matching_make_input (&input);
  for (guint i = 0; i < plan->pairs->len; i++)
    n_kept += matching_find_reason (plan->pairs->pdata[i], RONDO_REASON_KEPT) != NULL;
  g_assert_cmpuint (n_kept, ==, 4);
  g_assert_cmpint (g_array_index (plan->tiers, RondoTier, 1).code, ==, RONDO_TIER_KEPT);
  g_assert_cmpint (g_array_index (plan->tiers, RondoTier, 1).reached, ==, 4);
  /* ben is out: ana, cyd and dan close the ring, and two of the pairs stay. */
  g_ptr_array_remove_index (community->registrations, 1);
  repaired = matching_make_input (&input);
  g_assert_cmpuint (repaired->pairs->len, ==, 3);
  g_assert_nonnull (matching_find_pair (community, repaired, "cyd>dan"));
  g_assert_nonnull (matching_find_pair (community, repaired, "dan>ana"));
  g_assert_nonnull (matching_find_pair (community, repaired, "ana>cyd"));
}

/* Time is up as soon as there is a plan. */
typedef struct {
  gboolean has_plan;
  int n_asked;
} Clock;

static void
progress_cb (const RondoPlanProgress *progress, gpointer user_data)
{
  ((Clock *)user_data)->has_plan |= progress->has_plan;
}

static gboolean
deadline_cb (gpointer user_data)
{
  Clock *clock = user_data;

  clock->n_asked++;
  return clock->has_plan;
}

static void
test_deadline (void)
{
  static const char *const zones[] = {"UTC", "Asia/Tokyo", "America/Lima", "Europe/Rome"};
  g_autoptr (Community) community = community_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) plan = NULL;
  Clock clock = {0};
  const RondoPlanOptions options = {
      .progress = progress_cb, .deadline = deadline_cb, .user_data = &clock};
  RondoMatchingInput input;

  for (int i = 0; i < 120; i++) {
    g_autofree char *name = g_strdup_printf ("m%d", i);
    g_autofree char *asked = g_strdup_printf ("m%d m%d", (i * 7 + 1) % 120, (i * 3 + 2) % 120);

    community_add (community, name, "en", zones[i % 4], "prefer zone 3", asked, "");
  }
  input = community_input (community, 1);
  plan = rondo_plan_make (&input, MATCHING_NOW_US, &options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plan);
  g_assert_cmpint (clock.n_asked, >, 0);
  g_assert_true (rondo_plan_check (plan, &input, &error));
  g_assert_true (rondo_plan_covers (plan, input.registrations));
}

static void
test_proof (void)
{
  static const struct {
    RondoPlanStatus status;
    RondoTier tier;
    const char *words;
  } rows[] = {
      {RONDO_PLAN_OPTIMAL, {0}, "This is the best possible plan, which is proved."},
      {RONDO_PLAN_FEASIBLE,
       {RONDO_TIER_PLACED, 60, 61},
       "At most 1 more pairing might be possible."},
      {RONDO_PLAN_FEASIBLE,
       {RONDO_TIER_KEPT, 3, 8},
       "At most 5 more pairings of before might be kept."},
      {RONDO_PLAN_FEASIBLE, {RONDO_TIER_BAND, -3, -1}, "At most 2 members fewer might lose out."},
      {RONDO_PLAN_FEASIBLE,
       {RONDO_TIER_VALUE, 9990, 10000},
       "The plan is within 0.10 % of the best possible."},
      {RONDO_PLAN_FEASIBLE,
       {RONDO_TIER_VALUE, 999999, 1000000},
       "The plan is within 0.01 % of the best possible."},
      {RONDO_PLAN_FEASIBLE,
       {RONDO_TIER_VALUE, -50, 0},
       "The plan is within 5000.00 % of the best possible."},
      {RONDO_PLAN_FEASIBLE,
       {RONDO_TIER_VALUE, 5, 5},
       "The search was stopped early: a better plan may exist."},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RondoPlan) plan = rondo_plan_new ();
    g_autofree char *words = NULL;

    plan->status = rows[i].status;
    g_array_append_val (plan->tiers, rows[i].tier);
    words = rondo_plan_describe_proof (plan);
    g_assert_cmpstr (words, ==, rows[i].words);
  }
}

static void
test_explained (void)
{
  g_autoptr (Community) community = community_new ();
  const char *const rounds[] = {"ana>ben", NULL};
  g_autoptr (RondoPlan) last = community_plan (community, "");
  g_autoptr (RondoPlan) plan = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) locked = matching_pairs ("ben>ana");
  RondoMatchingInput input;
  RondoMember *ana;
  RondoMember *ben;

  ana = community_add (community, "ana", "en", "UTC", "prefer hours 1; prefer niche x", "", "");
  ben = community_add (community, "ben", "en", "UTC", "", "", "");
  matching_add_all (community, "cyd dan");
  matching_set_hours (ana, "mon 9-11");
  matching_set_hours (ben, "mon 9-10:30");
  g_free (ana->course);
  g_free (ben->course);
  ana->course = g_strdup ("A");
  ben->course = g_strdup ("a");
  matching_leave_out (last, "ana");
  matching_set_past (community, rounds, last);
  input = community_input (community, 1);
  input.locked = locked;
  plan = matching_make_input (&input);
  words = rondo_planned_pair_explain (matching_find_pair (community, plan, "ben>ana"));
  g_assert_cmpstr (
      words,
      ==,
      "fixed by the coordinator; both speak English; wish kept: better a coach who has time at the "
      "same time for at least 1 hour a week (+60); wish not kept: better a coach of whom it is "
      "said “Niche: x” (-60); same time on the clock (+60); 1 h 30 min a week in common (+15); the "
      "two were paired in the last round (-150); both are in the course “a” (-200); the client was "
      "left out of the last round (+300)");
  g_assert_cmpint (
      rondo_planned_pair_get_value (matching_find_pair (community, plan, "ben>ana")), ==, 25);
}

/* Names and languages as long as they may be, in every kind of sentence. */
static char *
long_name (int i)
{
  g_autoptr (GString) name = g_string_new (NULL);

  g_string_printf (name, "%03d", i);
  while (name->len + strlen ("漢字 ") < RONDO_NAME_MAX_BYTES)
    g_string_append (name, i % 2 == 0 ? "漢字 " : "אבג ");
  return g_strchomp (g_string_free (g_steal_pointer (&name), FALSE));
}

static void
assert_short (const RondoPlan *plan)
{
  gsize longest = 0;

  for (guint i = 0; i < plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    g_assert_true (g_utf8_validate (unplaced->rule, -1, NULL));
    g_assert_true (g_str_has_suffix (unplaced->rule, "."));
    longest = MAX (longest, strlen (unplaced->rule));
  }
  g_test_message ("%" G_GSIZE_FORMAT " bytes", longest);
  g_assert_cmpuint (longest, <=, RONDO_RULE_MAX_BYTES);
}

static void
test_long_names (void)
{
  static const char *const many =
      "aa-aaaaaaaa-bbbbbbbb-cccccccc bb-aaaaaaaa-bbbbbbbb-cccccccc cc-aaaaaaaa-bbbbbbbb-cccccccc "
      "dd-aaaaaaaa-bbbbbbbb-cccccccc ee-aaaaaaaa-bbbbbbbb-cccccccc ff-aaaaaaaa-bbbbbbbb-cccccccc "
      "gg-aaaaaaaa-bbbbbbbb-cccccccc hh-aaaaaaaa-bbbbbbbb-cccccccc";
  g_autoptr (Community) community = community_new ();
  g_autoptr (GString) musts = g_string_new (NULL);
  g_autoptr (RondoPlan) plan = NULL;

  for (int i = 0; i < RONDO_WISHES_MAX; i++)
    g_string_append_printf (musts, "must niche %02d 漢字漢字漢字漢字漢字漢字漢字漢字漢字; ", i);
  /* 150 who all need one of two coaches, and 50 whom nobody may coach. */
  for (int i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("m%03d", i);
    g_autofree char *shown = long_name (i);
    const char *wishes = i < 150 ? "must credential MCC" : i % 2 == 0 ? musts->str : "";
    RondoMember *member =
        community_add (community, name, i == 151 ? many : "en", "UTC", wishes, "", "");

    g_free (member->name);
    member->name = g_steal_pointer (&shown);
    if (i < 2)
      member->credential = RONDO_CREDENTIAL_MCC;
  }
  plan = matching_make (community);
  g_assert_cmpuint (plan->unplaced->len, >, 100);
  assert_short (plan);
}

static void
test_long_names_mutual (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;

  for (int i = 0; i < 6; i++) {
    g_autofree char *name = g_strdup_printf ("m%03d", i);
    RondoMember *member = community_add (community,
                                         name,
                                         i < 2   ? "is"
                                         : i < 4 ? "fo"
                                                 : "en",
                                         "UTC",
                                         "",
                                         "",
                                         "");

    g_free (member->name);
    member->name = long_name (i);
  }
  plan = matching_make (community);
  g_assert_cmpuint (plan->unplaced->len, ==, 6);
  assert_short (plan);
}

static void
test_long_names_partly (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;

  community->round->capacity = 3;
  for (int i = 0; i < 4; i++) {
    g_autofree char *name = g_strdup_printf ("m%03d", i);
    RondoMember *member = community_add (community, name, "en", "UTC", "", "", "");

    g_free (member->name);
    member->name = long_name (i);
  }
  plan = matching_make (community);
  g_assert_cmpuint (plan->unplaced->len, >, 0);
  assert_short (plan);
}

static void
test_input_copy (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (GPtrArray) locked = matching_pairs ("ana>ben");
  g_autoptr (RondoMatchingInput) copy = NULL;
  g_autoptr (RondoPlan) before = NULL;
  g_autoptr (RondoPlan) after = NULL;
  const char *const rounds[] = {"ana>cyd", NULL};
  RondoMatchingInput input;

  matching_add_all (community, "ana ben cyd dan");
  matching_set_past (community, rounds, NULL);
  input = community_input (community, 5);
  input.locked = locked;
  before = matching_make_input (&input);
  copy = rondo_matching_input_copy (&input);
  g_clear_pointer (&community, community_free);
  g_clear_pointer (&locked, g_ptr_array_unref);
  after = matching_make_input (copy);
  g_assert_cmpstr (before->input_hash, ==, after->input_hash);
  g_assert_cmpint (before->value, ==, after->value);
}

/* Four hundred members with hours of their own, over a round in which clocks change. */
static void
test_four_hundred (void)
{
  static const char *const zones[] = {"Europe/Berlin",
                                      "America/New_York",
                                      "Australia/Sydney",
                                      "Asia/Kathmandu",
                                      "America/Sao_Paulo",
                                      "Pacific/Auckland",
                                      "Asia/Tehran",
                                      "UTC"};
  g_autoptr (GRand) rand = g_rand_new_with_seed (400);
  g_autoptr (Community) community = community_new ();
  Clock clock = {0};
  const RondoPlanOptions options = {
      .progress = progress_cb, .deadline = deadline_cb, .user_data = &clock};
  RondoMatchingInput input;
  g_autoptr (RondoPlan) plan = NULL;
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < 400; i++) {
    g_autofree char *name = g_strdup_printf ("m%d", i);
    RondoMember *member = community_add (
        community, name, "en", zones[i % G_N_ELEMENTS (zones)], "prefer hours 2", "", "");

    for (int n = 0; n < 40; n++)
      rondo_availability_set (&member->availability,
                              (guint)g_rand_int_range (rand, 0, 7),
                              (guint)g_rand_int_range (rand, 14, 44),
                              TRUE);
  }
  input = community_input (community, 1);
  plan = rondo_plan_make (&input, MATCHING_NOW_US, &options, NULL);
  g_test_message ("%.3f s", (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_nonnull (plan);
  g_assert_true (rondo_plan_check (plan, &input, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/matching-plan/room-is-used-and-kept", test_room);
  g_test_add_func ("/core/matching-plan/who-has-more-room-is-told-so", test_partly);
  g_test_add_func ("/core/matching-plan/room-may-differ-between-giving-and-getting",
                   test_uneven_room);
  g_test_add_func ("/core/matching-plan/check-knows-room-and-policies", test_check);
  g_test_add_func ("/core/matching-plan/two-may-coach-each-other-if-the-round-allows-it",
                   test_mutual);
  g_test_add_func ("/core/matching-plan/fixed-and-forbidden-pairs-are-obeyed", test_locks);
  g_test_add_func ("/core/matching-plan/fixed-pairs-that-break-a-rule-are-refused", test_bad_locks);
  g_test_add_func ("/core/matching-plan/what-works-is-kept", test_kept);
  g_test_add_func ("/core/matching-plan/a-deadline-ends-the-search", test_deadline);
  g_test_add_func ("/core/matching-plan/proof-is-told-as-it-is", test_proof);
  g_test_add_func ("/core/matching-plan/every-part-of-the-value-is-told", test_explained);
  g_test_add_func ("/core/matching-plan/sentences-stay-short-whatever-names", test_long_names);
  g_test_add_func ("/core/matching-plan/mutual-sentences-stay-short", test_long_names_mutual);
  g_test_add_func ("/core/matching-plan/partly-sentences-stay-short", test_long_names_partly);
  g_test_add_func ("/core/matching-plan/a-copy-of-the-input-stands-alone", test_input_copy);
  g_test_add_func ("/core/matching-plan/four-hundred-with-hours", test_four_hundred);
  return g_test_run ();
}
