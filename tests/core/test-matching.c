/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a round asks of its matching: policies, earlier rounds, room, fixed pairs, time. */
#include "config.h"

#include <string.h>

#include "plan-fixture.h"
#include "rondo-error.h"
#include "rondo-id.h"

#define NOW_US INT64_C (1790000000000000)

static RondoPlan *
make_input (const RondoMatchingInput *input)
{
  g_autoptr (GError) error = NULL;
  RondoPlan *plan = rondo_plan_make (input, NOW_US, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  rondo_plan_check (plan, input, &error);
  g_assert_no_error (error);
  g_assert_true (rondo_plan_covers (plan, input->registrations));
  return plan;
}

static RondoPlan *
make (const Community *community)
{
  RondoMatchingInput input = community_input (community, 1);

  return make_input (&input);
}

static const RondoPlannedPair *
find_pair (const Community *community, const RondoPlan *plan, const char *pair)
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

static const RondoReason *
find_reason (const RondoPlannedPair *pair, RondoReasonCode code)
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

static void
assert_rule (const Community *community, const char *pair, const char *expected)
{
  g_autofree char *rule = dup_rule (community, pair);

  g_assert_cmpstr (rule, ==, expected);
}

static void
assert_forbidden (const Community *community, const char *pair)
{
  g_autofree char *rule = dup_rule (community, pair);

  g_assert_cmpstr (rule, !=, "");
}

static void
set_hours (RondoMember *member, const char *hours)
{
  g_assert_true (rondo_availability_parse (hours, &member->availability, NULL));
}

static void
set_trait (RondoMember *member, RondoTrait trait, const char *words)
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

static GPtrArray *
pairs_of (const char *pairs)
{
  g_auto (GStrv) parts = g_strsplit (pairs, " ", -1);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);

  for (char **part = parts; *part != NULL; part++)
    g_ptr_array_add (all, pair_of (*part));
  return all;
}

static void
add_all (Community *community, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  for (char **part = parts; *part != NULL; part++)
    community_add (community, *part, "en", "UTC", "", "", "");
}

/* An earlier round whose pairs are "ana>ben …"; @ago 1 is the last one. */
static void
add_past (Community *community, GPtrArray *rounds, GPtrArray *pairings, int ago, const char *pairs)
{
  g_autoptr (GPtrArray) all = pairs_of (pairs);
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

/* @rounds: pairs of the last round, of the one before, … */
static void
set_past (Community *community, const char *const *rounds, const RondoPlan *last)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_round_free);
  g_autoptr (GPtrArray) pairings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);

  for (int ago = 1; rounds[ago - 1] != NULL; ago++)
    add_past (community, all, pairings, ago, rounds[ago - 1]);
  g_clear_pointer (&community->past, rondo_past_unref);
  community->past = rondo_past_new (community->round, all, pairings, last);
}

static void
test_hours (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoMember *ana =
      community_add (community, "ana", "en", "Europe/Berlin", "must hours 2", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "Europe/Rome", "", "", "");
  RondoMember *cyd = community_add (community, "cyd", "en", "Europe/Paris", "", "", "");

  community_add (community, "dan", "en", "Europe/Berlin", "", "", "");
  set_hours (ana, "mon 18:00-21:00");
  set_hours (ben, "mon 19:00-21:30");
  set_hours (cyd, "mon 20:00-22:00");
  assert_rule (community, "ben>ana", "");
  assert_rule (community,
               "cyd>ana",
               "ana asks that “the coach must have time at the same time for at least 2 hours a "
               "week”, and cyd does not fit.");
  assert_forbidden (community, "dan>ana");
  plan = make (community);
  g_assert_nonnull (find_pair (community, plan, "ben>ana"));
  g_assert_cmpint (
      find_reason (find_pair (community, plan, "ben>ana"), RONDO_REASON_HOURS)->number, ==, 120);
  g_assert_cmpint (
      find_reason (find_pair (community, plan, "ben>ana"), RONDO_REASON_HOURS)->weight, ==, 20);
}

/* In winter the two share two hours, and one once America has changed its clocks. */
static void
test_hours_of_the_round (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana =
      community_add (community, "ana", "en", "Europe/Berlin", "must hours 2", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "America/New_York", "", "", "");

  set_hours (ana, "mon 18:00-20:00");
  set_hours (ben, "mon 12:00-14:00");
  g_assert_true (rondo_date_parse ("2026-02-28", &community->round->end));
  assert_rule (community, "ben>ana", "");
  g_assert_true (rondo_date_parse ("2026-03-20", &community->round->end));
  assert_forbidden (community, "ben>ana");
}

/* What is said for the round counts instead of what is said for always. */
static void
test_hours_of_a_registration (void)
{
  g_autoptr (Community) community = community_new ();
  RondoMember *ana = community_add (community, "ana", "en", "UTC", "must hours 1", "", "");
  RondoMember *ben = community_add (community, "ben", "en", "UTC", "", "", "");
  RondoRegistration *registration = community->registrations->pdata[0];

  set_hours (ana, "mon 9-10");
  set_hours (ben, "tue 9-10");
  assert_forbidden (community, "ben>ana");
  g_assert_true (rondo_availability_parse ("tue 8-12", &registration->availability, NULL));
  assert_rule (community, "ben>ana", "");
}

static void
test_traits (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = NULL;
  RondoMember *ben;

  community_add (community,
                 "ana",
                 "en",
                 "UTC",
                 "must niche career  CHANGE; prefer gender woman; avoid method Telephone",
                 "",
                 "");
  ben = community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  set_trait (ben, RONDO_TRAIT_NICHE, "leadership; Career change");
  set_trait (ben, RONDO_TRAIT_METHOD, "video, telephone");
  assert_rule (community, "ben>ana", "");
  assert_rule (community,
               "cyd>ana",
               "ana asks that “of the coach it must be said “Niche: career CHANGE””, and cyd does "
               "not fit.");
  plan = make (community);
  g_assert_cmpint (
      find_reason (find_pair (community, plan, "ben>ana"), RONDO_REASON_WISH_KEPT)->weight, ==, 0);
  g_assert_cmpint (
      rondo_planned_pair_get_value (find_pair (community, plan, "ben>ana")), ==, 60 - 60 - 120);
}

static void
test_course (void)
{
  g_autoptr (Community) community = community_new ();
  RondoPolicy policies[] = {RONDO_POLICY_ALLOW, RONDO_POLICY_AVOID, RONDO_POLICY_FORBID};
  g_autoptr (RondoPlan) none = NULL;
  int64_t values[2];

  add_all (community, "ana ben cyd");
  for (guint i = 0; i < 2; i++) {
    RondoMember *member = community->members->pdata[i];

    g_free (member->course);
    member->course = g_strdup (i == 0 ? "Spring School" : "spring school");
  }
  for (guint i = 0; i < 2; i++) {
    g_autoptr (RondoPlan) plan = NULL;

    community->round->same_course = policies[i];
    plan = make (community);
    values[i] = plan->value;
    g_assert_cmpuint (plan->pairs->len, ==, 3);
    assert_rule (community, "ana>ben", "");
  }
  /* A ring of three has the pair one way round. */
  g_assert_cmpint (values[1], ==, values[0] - 200);
  community->round->same_course = policies[2];
  assert_rule (community,
               "ana>ben",
               "ana and ben are in the same running training course, which this round does not "
               "allow.");
  none = make (community);
  g_assert_cmpuint (none->pairs->len, ==, 0);
}

static void
test_repeats (void)
{
  g_autoptr (Community) community = community_new ();
  const char *const rounds[] = {"ana>ben ben>cyd cyd>dan dan>ana", "ana>cyd cyd>ana", NULL};
  g_autoptr (RondoPlan) plan = NULL;
  const RondoReason *reason;

  add_all (community, "ana ben cyd dan");
  set_past (community, rounds, NULL);
  assert_rule (community,
               "ana>ben",
               "ana coached ben a short time ago, and this round does not repeat such a pairing.");
  assert_rule (community, "ben>ana", "");
  assert_rule (community, "ana>cyd", "");
  community->round->repeat_after = 2;
  assert_forbidden (community, "ana>cyd");
  community->round->repeat_after = 0;
  assert_rule (community, "ana>ben", "");
  plan = make (community);
  for (guint i = 0; i < plan->pairs->len; i++) {
    reason = find_reason (plan->pairs->pdata[i], RONDO_REASON_REPEAT);
    if (reason != NULL)
      g_assert_cmpint (reason->weight, ==, reason->number == 1 ? -150 : -75);
  }
}

/* Where all else is equal, nobody is paired with the same people again. */
static void
test_repeats_are_avoided (void)
{
  g_autoptr (Community) community = community_new ();
  const char *const rounds[] = {"a>b b>c c>d d>e e>f f>a", "a>c c>e e>a b>d d>f f>b", NULL};
  g_autoptr (RondoPlan) plan = NULL;

  add_all (community, "a b c d e f");
  set_past (community, rounds, NULL);
  community->round->repeat_after = 0;
  plan = make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 6);
  /* Only a>d, b>e and c>f and their reverses are new, and they are mutual: half is repeated, and
   * then rather from the round before the last. */
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoReason *reason = find_reason (plan->pairs->pdata[i], RONDO_REASON_REPEAT);

    g_assert_true (reason == NULL || reason->number == 2 || plan->value >= 6 * 60 - 3 * 150);
  }
}

static void
leave_out (RondoPlan *plan, const char *name)
{
  RondoUnplaced *unplaced = rondo_unplaced_new ();

  unplaced->member = community_id (name);
  unplaced->code = RONDO_UNPLACED_ODD_ONE_OUT;
  g_ptr_array_add (plan->unplaced, unplaced);
}

/* Two rings of three share ana; only one of them can be. */
static void
test_bonus_decides (void)
{
  static const char *const others[2][2] = {{"ben", "cyd"}, {"yan", "zoe"}};
  const char *const no_rounds[] = {NULL};

  for (int side = 0; side < 2; side++) {
    g_autoptr (Community) community = community_new ();
    g_autoptr (RondoPlan) last = rondo_plan_new ();
    g_autoptr (RondoPlan) plan = NULL;
    GHashTable *bands = NULL;

    community_add (community, "ana", "en is", "UTC", "", "", "");
    community_add (community, "ben", "en", "UTC", "", "", "");
    community_add (community, "cyd", "en", "UTC", "", "", "");
    community_add (community, "yan", "is", "UTC", "", "", "");
    community_add (community, "zoe", "is", "UTC", "", "", "");
    leave_out (last, others[side][0]);
    leave_out (last, others[side][1]);
    bands = rondo_plan_list_bands (last);
    g_assert_cmpuint (g_hash_table_size (bands), ==, 2);
    g_hash_table_unref (bands);
    set_past (community, no_rounds, last);
    plan = make (community);
    g_assert_cmpuint (plan->pairs->len, ==, 3);
    g_assert_cmpuint (plan->unplaced->len, ==, 2);
    for (guint i = 0; i < plan->unplaced->len; i++) {
      const RondoUnplaced *unplaced = plan->unplaced->pdata[i];
      const char *name = community_name (community, unplaced->member);

      g_assert_true (g_str_equal (name, others[1 - side][0]) ||
                     g_str_equal (name, others[1 - side][1]));
    }
    g_assert_cmpint (plan->value, ==, 3 * 60 + 2 * 300);
  }
}

/* Two want the same coach; who got what they did not want in the last round gets her now. */
static void
test_bonus_of_the_worst_band (void)
{
  const char *const no_rounds[] = {NULL};

  for (int side = 0; side < 2; side++) {
    g_autoptr (Community) community = community_new ();
    g_autoptr (RondoPlan) last = NULL;
    g_autoptr (RondoPlan) plan = NULL;
    const char *loser = side == 0 ? "ana" : "ben";
    g_autofree char *wanted = g_strdup_printf ("sol>%s", loser);

    community_add (community, "ana", "en", "UTC", "", "sol", "");
    community_add (community, "ben", "en", "UTC", "", "sol", "");
    add_all (community, "cyd dan sol");
    last = community_plan (community, side == 0 ? "cyd>ana" : "cyd>ben");
    g_ptr_array_add (((RondoPlannedPair *)last->pairs->pdata[0])->reasons,
                     rondo_reason_new (RONDO_REASON_WISH_MISSED, 0, -120, "avoid zone 0"));
    set_past (community, no_rounds, last);
    plan = make (community);
    g_assert_cmpuint (plan->pairs->len, ==, 5);
    g_assert_nonnull (find_pair (community, plan, wanted));
    g_assert_cmpint (
        find_reason (find_pair (community, plan, wanted), RONDO_REASON_LOST_OUT)->weight, ==, 150);
  }
}

static void
test_bands (void)
{
  static const struct {
    int64_t value;
    RondoBand band;
  } rows[] = {{-300, RONDO_BAND_POOR},
              {-120, RONDO_BAND_POOR},
              {-119, RONDO_BAND_FAIR},
              {0, RONDO_BAND_FAIR},
              {1, RONDO_BAND_GOOD}};
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) plan = community_plan (community, "ana>ben ben>cyd cyd>ana");
  guint counts[RONDO_N_BANDS];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (rondo_band_of_value (rows[i].value), ==, rows[i].band);
  g_ptr_array_add (((RondoPlannedPair *)plan->pairs->pdata[0])->reasons,
                   rondo_reason_new (RONDO_REASON_REQUEST, 1, 1000, NULL));
  g_ptr_array_add (((RondoPlannedPair *)plan->pairs->pdata[1])->reasons,
                   rondo_reason_new (RONDO_REASON_ZONE, 720, -500, NULL));
  g_ptr_array_add (((RondoPlannedPair *)plan->pairs->pdata[2])->reasons,
                   rondo_reason_new (RONDO_REASON_WISH_MISSED, 0, -120, "avoid zone 0"));
  leave_out (plan, "dan");
  rondo_plan_count_bands (plan, counts);
  for (int band = 0; band < RONDO_N_BANDS; band++)
    g_assert_cmpuint (counts[band], ==, 1);
}

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

  add_all (community, "ana ben cyd dan eve fay");
  community->round->capacity = 2;
  plan = make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 12);
  g_assert_cmpuint (rondo_plan_count_placed (plan), ==, 6);
  g_clear_pointer (&plan, rondo_plan_free);
  registration = community->registrations->pdata[0];
  registration->clients = registration->coaches = 1;
  plan = make (community);
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

  add_all (community, "ana ben cyd");
  community->round->capacity = 2;
  plan = make (community);
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

  add_all (community, "ana ben cyd dan");
  of_ana = community->registrations->pdata[0];
  of_ben = community->registrations->pdata[1];
  of_ana->clients = 2;
  of_ben->coaches = 2;
  plan = make (community);
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

  add_all (community, "ana ben cyd dan");
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
  add_all (community, "ana ben");
  plan = make (community);
  g_assert_cmpuint (plan->pairs->len, ==, 2);
  g_assert_cmpint (plan->status, ==, RONDO_PLAN_OPTIMAL);
}

static void
test_locks (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (GPtrArray) locked = pairs_of ("ana>dan");
  g_autoptr (GPtrArray) forbidden = pairs_of ("ben>cyd dan>ben");
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
  plan = make_input (&input);
  g_assert_nonnull (find_reason (find_pair (community, plan, "ana>dan"), RONDO_REASON_LOCKED));
  g_assert_null (find_pair (community, plan, "ben>cyd"));
  g_assert_null (find_pair (community, plan, "dan>ben"));
  /* To fix what was chosen changes nothing. */
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_ptr_array_add (chosen, rondo_pair_new (pair->coach, pair->client));
  }
  input.locked = chosen;
  again = make_input (&input);
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
  add_all (community, "cyd dan");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) locked = pairs_of (rows[i].locked);
    RondoMatchingInput input = community_input (community, 1);
    g_autoptr (GError) error = NULL;

    input.locked = locked;
    g_assert_null (rondo_plan_make (&input, NOW_US, NULL, &error));
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
  g_autoptr (GPtrArray) kept = pairs_of ("ana>ben ben>cyd cyd>dan dan>ana");
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
  plan = make_input (&input);
  for (guint i = 0; i < plan->pairs->len; i++)
    n_kept += find_reason (plan->pairs->pdata[i], RONDO_REASON_KEPT) != NULL;
  g_assert_cmpuint (n_kept, ==, 4);
  g_assert_cmpint (g_array_index (plan->tiers, RondoTier, 1).code, ==, RONDO_TIER_KEPT);
  g_assert_cmpint (g_array_index (plan->tiers, RondoTier, 1).reached, ==, 4);
  /* ben is out: ana, cyd and dan close the ring, and two of the pairs stay. */
  g_ptr_array_remove_index (community->registrations, 1);
  repaired = make_input (&input);
  g_assert_cmpuint (repaired->pairs->len, ==, 3);
  g_assert_nonnull (find_pair (community, repaired, "cyd>dan"));
  g_assert_nonnull (find_pair (community, repaired, "dan>ana"));
  g_assert_nonnull (find_pair (community, repaired, "ana>cyd"));
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
  plan = rondo_plan_make (&input, NOW_US, &options, &error);
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
  g_autoptr (GPtrArray) locked = pairs_of ("ben>ana");
  RondoMatchingInput input;
  RondoMember *ana;
  RondoMember *ben;

  ana = community_add (community, "ana", "en", "UTC", "prefer hours 1; prefer niche x", "", "");
  ben = community_add (community, "ben", "en", "UTC", "", "", "");
  add_all (community, "cyd dan");
  set_hours (ana, "mon 9-11");
  set_hours (ben, "mon 9-10:30");
  g_free (ana->course);
  g_free (ben->course);
  ana->course = g_strdup ("A");
  ben->course = g_strdup ("a");
  leave_out (last, "ana");
  set_past (community, rounds, last);
  input = community_input (community, 1);
  input.locked = locked;
  plan = make_input (&input);
  words = rondo_planned_pair_explain (find_pair (community, plan, "ben>ana"));
  g_assert_cmpstr (
      words,
      ==,
      "fixed by the coordinator; both speak English; wish kept: better a coach who has time at the "
      "same time for at least 1 hour a week (+60); wish not kept: better a coach of whom it is "
      "said “Niche: x” (-60); same time on the clock (+60); 1 h 30 min a week in common (+15); the "
      "two were paired in the last round (-150); both are in the course “a” (-200); the client was "
      "left out of the last round (+300)");
  g_assert_cmpint (rondo_planned_pair_get_value (find_pair (community, plan, "ben>ana")), ==, 25);
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
  plan = make (community);
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
  plan = make (community);
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
  plan = make (community);
  g_assert_cmpuint (plan->unplaced->len, >, 0);
  assert_short (plan);
}

static void
test_input_copy (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (GPtrArray) locked = pairs_of ("ana>ben");
  g_autoptr (RondoMatchingInput) copy = NULL;
  g_autoptr (RondoPlan) before = NULL;
  g_autoptr (RondoPlan) after = NULL;
  const char *const rounds[] = {"ana>cyd", NULL};
  RondoMatchingInput input;

  add_all (community, "ana ben cyd dan");
  set_past (community, rounds, NULL);
  input = community_input (community, 5);
  input.locked = locked;
  before = make_input (&input);
  copy = rondo_matching_input_copy (&input);
  g_clear_pointer (&community, community_free);
  g_clear_pointer (&locked, g_ptr_array_unref);
  after = make_input (copy);
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
  plan = rondo_plan_make (&input, NOW_US, &options, NULL);
  g_test_message ("%.3f s", (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_nonnull (plan);
  g_assert_true (rondo_plan_check (plan, &input, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/matching/hours-in-common-are-a-wish-and-a-weight", test_hours);
  g_test_add_func ("/core/matching/hours-are-those-of-the-round", test_hours_of_the_round);
  g_test_add_func ("/core/matching/hours-of-a-registration-come-first",
                   test_hours_of_a_registration);
  g_test_add_func ("/core/matching/traits-are-wishes", test_traits);
  g_test_add_func ("/core/matching/same-course-is-allowed-avoided-or-forbidden", test_course);
  g_test_add_func ("/core/matching/pairings-come-again-after-so-many-rounds", test_repeats);
  g_test_add_func ("/core/matching/repeats-are-avoided-where-they-may-be",
                   test_repeats_are_avoided);
  g_test_add_func ("/core/matching/who-was-left-out-comes-first", test_bonus_decides);
  g_test_add_func ("/core/matching/who-lost-out-gets-what-they-ask-for",
                   test_bonus_of_the_worst_band);
  g_test_add_func ("/core/matching/bands-are-told-from-the-reasons", test_bands);
  g_test_add_func ("/core/matching/room-is-used-and-kept", test_room);
  g_test_add_func ("/core/matching/who-has-more-room-is-told-so", test_partly);
  g_test_add_func ("/core/matching/room-may-differ-between-giving-and-getting", test_uneven_room);
  g_test_add_func ("/core/matching/check-knows-room-and-policies", test_check);
  g_test_add_func ("/core/matching/two-may-coach-each-other-if-the-round-allows-it", test_mutual);
  g_test_add_func ("/core/matching/fixed-and-forbidden-pairs-are-obeyed", test_locks);
  g_test_add_func ("/core/matching/fixed-pairs-that-break-a-rule-are-refused", test_bad_locks);
  g_test_add_func ("/core/matching/what-works-is-kept", test_kept);
  g_test_add_func ("/core/matching/a-deadline-ends-the-search", test_deadline);
  g_test_add_func ("/core/matching/proof-is-told-as-it-is", test_proof);
  g_test_add_func ("/core/matching/every-part-of-the-value-is-told", test_explained);
  g_test_add_func ("/core/matching/sentences-stay-short-whatever-names", test_long_names);
  g_test_add_func ("/core/matching/mutual-sentences-stay-short", test_long_names_mutual);
  g_test_add_func ("/core/matching/partly-sentences-stay-short", test_long_names_partly);
  g_test_add_func ("/core/matching/a-copy-of-the-input-stands-alone", test_input_copy);
  g_test_add_func ("/core/matching/four-hundred-with-hours", test_four_hundred);
  return g_test_run ();
}
