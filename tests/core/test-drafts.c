/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafts: what is done to them, back and forward, and what a study says about them. */
#include "config.h"

#include "rondo-draft-history.h"
#include "rondo-draft-study.h"
#include "rondo-draft-words.h"
#include "rondo-id.h"

#include <string.h>

#include "plan-fixture.h"

#define N_WALKS 40

/* Six members with wishes that cannot all be kept. */
static Community *
community_with_wishes (void)
{
  Community *community = community_new ();

  community_add (community, "ana", "en", "UTC", "", "cyd ben", "");
  community_add (community, "ben", "en de", "UTC", "prefer language de", "", "ana");
  community_add (community, "cyd", "en de", "UTC", "avoid language de", "ana", "");
  community_add (community, "dan", "de", "UTC", "must language de", "", "");
  community_add (community, "eva", "en de", "UTC", "", "dan", "");
  community_add (community, "fay", "en", "UTC", "", "eva", "");
  return community;
}

/* Everybody may coach everybody. */
static Community *
community_of_friends (const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  Community *community = community_new ();

  for (char **name = list; *name != NULL; name++)
    community_add (community, *name, "en", "UTC", "", "", "");
  return community;
}

static RondoDraft *
draft_new (const Community *community, const char *pairs)
{
  RondoDraft *draft =
      rondo_draft_new (rondo_id_derive ("tests", "draft"), community->round, "First");

  if (pairs != NULL) {
    g_autoptr (RondoPlan) plan = community_plan (community, pairs);

    rondo_draft_take_plan (draft, plan);
  }
  return draft;
}

static RondoDraftStudy *
study_new (const Community *community)
{
  RondoMatchingInput input = community_input (community, 1);

  return rondo_draft_study_new (&input);
}

static RondoDraftReport *
judge (RondoDraftStudy *study, const RondoDraft *draft)
{
  g_autoptr (GError) error = NULL;
  RondoDraftReport *report = rondo_draft_study_judge (study, draft, 1, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static RondoDraft *
match (RondoDraftStudy *study, const RondoDraft *draft, RondoDraftScope scope)
{
  g_autoptr (GError) error = NULL;
  RondoDraft *matched = rondo_draft_study_match (study, draft, scope, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (matched);
  return matched;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* "ana>ben ben>cyd", by name. */
static char *
to_text (const Community *community, const RondoDraft *draft)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new ("");

  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    g_ptr_array_add (parts,
                     g_strdup_printf ("%s>%s",
                                      community_name (community, pair->coach),
                                      community_name (community, pair->client)));
  }
  g_ptr_array_sort (parts, compare_texts);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *)parts->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_pairs (const Community *community, const RondoDraft *draft, const char *expected)
{
  g_autofree char *text = to_text (community, draft);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_lock_and_forbid (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan");
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>ben ben>cyd cyd>dan dan>ana");
  g_autofree char *ana = community_id ("ana");
  g_autofree char *ben = community_id ("ben");

  g_assert_true (rondo_draft_set_locked (draft, ana, ben, TRUE));
  g_assert_false (rondo_draft_set_locked (draft, ana, ben, TRUE));
  g_assert_true (rondo_draft_find (draft, ana, ben)->is_locked);
  g_assert_true (rondo_draft_forbid (draft, ana, ben));
  g_assert_null (rondo_draft_find (draft, ana, ben));
  g_assert_true (rondo_draft_is_forbidden (draft, ana, ben));
  g_assert_false (rondo_draft_set_locked (draft, ana, ben, TRUE));
  assert_pairs (community, draft, "ben>cyd cyd>dan dan>ana");
  g_assert_true (rondo_draft_add (draft, ana, ben));
  g_assert_false (rondo_draft_is_forbidden (draft, ana, ben));
  g_assert_false (rondo_draft_add (draft, ana, ana));
}

static void
test_swap (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan eva");
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>ben ben>cyd cyd>dan dan>ana");
  g_autofree char *ana = community_id ("ana");
  g_autofree char *ben = community_id ("ben");
  g_autofree char *cyd = community_id ("cyd");
  g_autofree char *eva = community_id ("eva");

  g_assert_true (rondo_draft_swap (draft, ana, cyd));
  assert_pairs (community, draft, "ana>dan ben>ana cyd>ben dan>cyd");
  g_assert_true (rondo_draft_swap (draft, ana, ben)); /* one of whom coaches the other */
  assert_pairs (community, draft, "ana>ben ben>dan cyd>ana dan>cyd");
  g_assert_true (rondo_draft_place (draft, eva, RONDO_PLACE_STANDBY));
  g_assert_true (rondo_draft_swap (draft, ana, eva)); /* steps in from standby */
  assert_pairs (community, draft, "ben>dan cyd>eva dan>cyd eva>ben");
  g_assert_cmpint (rondo_draft_get_place (draft, ana), ==, RONDO_PLACE_STANDBY);
  g_assert_cmpint (rondo_draft_get_place (draft, eva), ==, RONDO_PLACE_IN);
  g_assert_false (rondo_draft_swap (draft, ana, ana));
}

static void
test_places (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan");
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>ben ben>cyd cyd>dan dan>ana");
  g_autofree char *ben = community_id ("ben");

  g_assert_true (rondo_draft_place (draft, ben, RONDO_PLACE_OUT));
  g_assert_false (rondo_draft_place (draft, ben, RONDO_PLACE_OUT));
  assert_pairs (community, draft, "cyd>dan dan>ana");
  g_assert_true (rondo_draft_place (draft, ben, RONDO_PLACE_IN));
  g_assert_cmpint (rondo_draft_get_place (draft, ben), ==, RONDO_PLACE_IN);
}

/* Something that a coordinator might do, on @draft. */
static void
do_anything (RondoDraft *draft, const Community *community, GRand *rand)
{
  const RondoMember *a = community->members->pdata[g_rand_int_range (rand, 0, 5)];
  const RondoMember *b = community->members->pdata[g_rand_int_range (rand, 0, 5)];

  switch (g_rand_int_range (rand, 0, 7)) {
  case 0:
    rondo_draft_add (draft, a->id, b->id);
    break;
  case 1:
    rondo_draft_remove (draft, a->id, b->id);
    break;
  case 2:
    rondo_draft_set_locked (draft, a->id, b->id, g_rand_boolean (rand));
    break;
  case 3:
    rondo_draft_forbid (draft, a->id, b->id);
    break;
  case 4:
    rondo_draft_allow (draft, a->id, b->id);
    break;
  case 5:
    rondo_draft_place (draft, a->id, (RondoPlace)g_rand_int_range (rand, 0, 3));
    break;
  default:
    rondo_draft_swap (draft, a->id, b->id);
    break;
  }
}

static void
test_undo_everything (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan eva fay");
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  RondoDraft *first = draft_new (community, "ana>ben ben>cyd cyd>ana");
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_draft_free);
  g_autoptr (RondoDraftHistory) history = NULL;

  g_ptr_array_add (states, rondo_draft_copy (first));
  history = rondo_draft_history_new (first);
  g_assert_null (rondo_draft_history_get_undo (history));
  for (int i = 0; i < 300; i++) {
    RondoDraft *next = rondo_draft_copy (rondo_draft_history_get_current (history));

    do_anything (next, community, rand);
    g_ptr_array_add (states, rondo_draft_copy (next));
    rondo_draft_history_push (history, next, "Step");
  }
  for (int i = 299; i >= 0; i--) {
    g_assert_true (rondo_draft_history_undo (history));
    g_assert_true (rondo_draft_equal (rondo_draft_history_get_current (history), states->pdata[i]));
  }
  g_assert_false (rondo_draft_history_undo (history));
  for (int i = 1; i <= 300; i++) {
    g_assert_cmpstr (rondo_draft_history_get_redo (history), ==, "Step");
    g_assert_true (rondo_draft_history_redo (history));
    g_assert_true (rondo_draft_equal (rondo_draft_history_get_current (history), states->pdata[i]));
  }
  g_assert_false (rondo_draft_history_redo (history));
}

static void
test_new_step_after_undo (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd");
  g_autoptr (RondoDraftHistory) history =
      rondo_draft_history_new (draft_new (community, "ana>ben"));

  rondo_draft_history_push (history, draft_new (community, "ben>cyd"), "One");
  g_assert_true (rondo_draft_history_undo (history));
  rondo_draft_history_push (history, draft_new (community, "cyd>ana"), "Two");
  g_assert_null (rondo_draft_history_get_redo (history));
  g_assert_cmpstr (rondo_draft_history_get_undo (history), ==, "Two");
  assert_pairs (community, rondo_draft_history_get_current (history), "cyd>ana");
  rondo_draft_history_rename (history, "Better");
  g_assert_true (rondo_draft_history_undo (history));
  g_assert_cmpstr (rondo_draft_history_get_current (history)->name, ==, "Better");
}

/* What the fixed, forbidden and absent ones of @draft make of the round, solved from nothing. */
static RondoPlan *
solve_cold (const Community *community, const RondoDraft *draft)
{
  RondoMatchingInput input = community_input (community, 1);
  g_autoptr (GPtrArray) locked = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);
  g_autoptr (GPtrArray) absent = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer member;

  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    if (pair->is_locked)
      g_ptr_array_add (locked, rondo_pair_new (pair->coach, pair->client));
  }
  g_hash_table_iter_init (&iter, draft->places);
  while (g_hash_table_iter_next (&iter, &member, NULL))
    g_ptr_array_add (absent, member);
  input.locked = locked;
  input.forbidden = draft->forbidden;
  input.absent = absent;
  return rondo_plan_make (&input, 1, NULL, NULL);
}

static void
assert_same_worth (const RondoPlan *a, const RondoPlan *b)
{
  g_assert_cmpuint (a->tiers->len, ==, b->tiers->len);
  for (guint i = 0; i < a->tiers->len; i++)
    g_assert_cmpint (g_array_index (a->tiers, RondoTier, i).reached,
                     ==,
                     g_array_index (b->tiers, RondoTier, i).reached);
}

/* One study over a long walk of changes says what a fresh solve says after each. */
static void
test_warm_is_cold (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);
  int n_solved = 0;

  for (int i = 0; i < N_WALKS; i++) {
    g_autoptr (RondoPlan) cold = NULL;
    g_autoptr (RondoDraft) warm = NULL;
    g_autoptr (RondoDraftReport) report = NULL;

    do_anything (draft, community, rand);
    cold = solve_cold (community, draft);
    warm = rondo_draft_study_match (study, draft, RONDO_DRAFT_ALL, NULL, NULL);
    g_assert_true ((cold == NULL) == (warm == NULL));
    if (warm == NULL)
      continue;
    report = judge (study, warm);
    assert_same_worth (report->plan, cold);
    g_assert_cmpuint (report->problems->len, ==, 0);
    g_assert_cmpint (report->plan->status, ==, RONDO_PLAN_OPTIMAL);
    g_assert_cmpuint (report->plan->unplaced->len, ==, cold->unplaced->len);
    g_assert_true (rondo_draft_study_seal (study, warm, report->plan, NULL));
    g_assert_cmpstr (report->plan->input_hash, ==, cold->input_hash);
    n_solved++;
  }
  g_assert_cmpint (n_solved, >, N_WALKS / 4);
}

static void
test_match_rest (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan eva fay");
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>dan dan>ben");
  g_autoptr (RondoDraft) whole = match (study, draft, RONDO_DRAFT_REST);
  g_autofree char *ana = community_id ("ana");
  g_autofree char *ben = community_id ("ben");
  g_autofree char *dan = community_id ("dan");

  g_assert_cmpuint (whole->pairs->len, ==, 6);
  g_assert_nonnull (rondo_draft_find (whole, ana, dan));
  g_assert_nonnull (rondo_draft_find (whole, dan, ben));
  g_assert_false (rondo_draft_find (whole, ana, dan)->is_locked);
}

static const RondoDraftProblem *
find_problem (const RondoDraftReport *report, const char *coach, const char *client)
{
  g_autofree char *coach_id = community_id (coach);
  g_autofree char *client_id = client != NULL ? community_id (client) : NULL;

  return rondo_draft_report_find_problem (report, coach_id, client_id);
}

static void
test_problems (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>dan ben>ana cyd>eva eva>cyd");
  g_autoptr (RondoDraftReport) report = judge (study, draft);

  g_assert_nonnull (find_problem (report, "ana", "dan")); /* no language in common */
  g_assert_nonnull (find_problem (report, "ben", "ana")); /* avoided */
  g_assert_null (strstr (find_problem (report, "ben", "ana")->sentence, "wish"));
  g_assert_nonnull (find_problem (report, "cyd", "eva")); /* mutual */
  g_assert_nonnull (find_problem (report, "ben", NULL));  /* no coach */
  g_assert_nonnull (find_problem (report, "dan", NULL));  /* no client */
  g_assert_null (find_problem (report, "fay", NULL));
  g_assert_cmpint (report->plan->status, ==, RONDO_PLAN_FEASIBLE);
  g_assert_cmpstr (report->dropouts_line, ==, "");
}

/* A draft made by hand is measured by the best there is. */
static void
test_worse_than_best (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan");
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>ben ben>cyd cyd>ana");
  g_autoptr (RondoDraftReport) report = judge (study, draft);
  const RondoTier *placed = &g_array_index (report->plan->tiers, RondoTier, 0);
  const RondoUnplaced *unplaced;

  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpint (placed->reached, ==, 3);
  g_assert_cmpint (placed->bound, ==, 4);
  g_assert_cmpuint (report->plan->unplaced->len, ==, 1);
  unplaced = report->plan->unplaced->pdata[0];
  g_assert_nonnull (strstr (unplaced->rule, "match the rest"));
  g_assert_cmpuint (report->dropouts->len, ==, 3);
}

static void
test_policies (void)
{
  g_autoptr (Community) community = community_of_friends ("ana ben cyd dan");
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>ben ben>ana");
  g_autoptr (RondoDraftReport) strict = judge (study, draft);
  RondoDraftPolicies policies = draft->policies;
  g_autoptr (RondoDraftReport) loose = NULL;

  g_assert_cmpuint (strict->problems->len, ==, 2);
  policies.mutual_allowed = TRUE;
  g_assert_true (rondo_draft_set_policies (draft, &policies));
  g_assert_false (rondo_draft_set_policies (draft, &policies));
  loose = judge (study, draft);
  g_assert_cmpuint (loose->problems->len, ==, 0);
}

static void
test_bad_lock (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, "ana>dan");
  g_autoptr (RondoDraft) matched = NULL;
  g_autoptr (RondoDraftReport) report = NULL;
  g_autoptr (GError) error = NULL;

  rondo_draft_set_all_locked (draft, TRUE);
  matched = rondo_draft_study_match (study, draft, RONDO_DRAFT_ALL, NULL, &error);
  g_assert_null (matched);
  g_assert_nonnull (error);
  report = judge (study, draft);
  g_assert_nonnull (find_problem (report, "ana", "dan"));
}

static void
test_numbers (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft =
      draft_new (community, "cyd>ana ana>fay fay>ben ben>eva eva>dan dan>cyd");
  g_autoptr (RondoDraftReport) report = judge (study, draft);
  const RondoDraftNumbers *numbers = report->numbers;

  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (numbers->n_members, ==, 6);
  g_assert_cmpuint (numbers->n_placed, ==, 6);
  g_assert_cmpuint (numbers->n_asking, ==, 4);
  g_assert_cmpuint (numbers->n_granted[0], ==, 1); /* ana gets cyd */
  g_assert_cmpuint (numbers->n_wishes, ==, 3);
  g_assert_cmpuint (numbers->n_wishes_kept, ==, 1); /* dan's; ben's and cyd's are missed */
  g_assert_cmpstr (community_name (community, numbers->worst), ==, "cyd");
  g_assert_cmpint (numbers->worst_value, ==, -120);
  g_assert_cmpuint (numbers->values->len, ==, 6);
  g_assert_cmpint (g_array_index (numbers->values, int64_t, 0), ==, -120);
  g_assert_cmpint (g_array_index (numbers->values, int64_t, 5), ==, 1000);
  g_assert_cmpuint (report->rings->len, ==, 7);
}

static void
test_compare (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) one =
      draft_new (community, "cyd>ana ana>fay fay>ben ben>eva eva>dan dan>cyd");
  g_autoptr (RondoDraft) other = draft_new (community, "cyd>ana ana>fay fay>cyd ben>dan dan>ben");
  g_autoptr (RondoDraftReport) before = judge (study, one);
  g_autoptr (RondoDraftReport) after = judge (study, other);
  g_autoptr (GPtrArray) list = rondo_draft_compare (before->plan, after->plan);
  g_autoptr (GPtrArray) none = rondo_draft_compare (before->plan, before->plan);
  const RondoDraftDifference *first = list->pdata[0];
  const RondoDraftDifference *last = list->pdata[list->len - 1];

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (list->len, ==, 4); /* ben, cyd, dan and eva, who loses her coach */
  g_assert_cmpstr (community_name (community, first->member), !=, "dan");
  g_assert_cmpint (first->value_after - first->value_before, ==, 120);
  g_assert_cmpint (rondo_draft_difference_get_sign (first), ==, 1);
  g_assert_cmpstr (community_name (community, last->member), ==, "eva");
  g_assert_cmpint (rondo_draft_difference_get_sign (last), ==, -1);
  g_assert_null (last->coaches_after);
}

static void
test_alternatives (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, NULL);
  g_autoptr (RondoDraft) best = match (study, draft, RONDO_DRAFT_ALL);
  const RondoDraftPair *pair = best->pairs->pdata[0];
  g_autoptr (GPtrArray) list =
      rondo_draft_study_list_alternatives (study, best, pair->coach, pair->client, -1, NULL, NULL);
  int n_tried = 0;

  g_assert_cmpuint (list->len, >, 0);
  for (guint i = 0; i < list->len; i++) {
    const RondoAlternative *alternative = list->pdata[i];
    g_autoptr (RondoDraft) forced = rondo_draft_copy (best);
    g_autoptr (RondoDraft) matched = NULL;

    rondo_draft_clear (forced);
    rondo_draft_add (forced, alternative->coach, alternative->client);
    rondo_draft_set_all_locked (forced, TRUE);
    matched = rondo_draft_study_match (study, forced, RONDO_DRAFT_ALL, NULL, NULL);
    g_assert_true (alternative->is_possible == (matched != NULL));
    n_tried += matched != NULL;
  }
  g_assert_cmpint (n_tried, >, 0);
}

/* What leaves the program: the pairs with their reasons, who is left out, the numbers. */
static void
test_tables (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoDraftStudy) study = study_new (community);
  g_autoptr (RondoDraft) draft = draft_new (community, "cyd>ana ana>fay fay>cyd");
  g_autoptr (RondoDraftReport) report = judge (study, draft);
  g_autoptr (GPtrArray) tables =
      rondo_draft_report_list_tables (report, draft, community->round, community->members);
  g_autofree char *pairs = NULL;
  g_autofree char *left_out = NULL;
  g_autofree char *numbers = NULL;

  g_assert_cmpuint (tables->len, ==, 3);
  pairs = rondo_table_to_csv (tables->pdata[0]);
  left_out = rondo_table_to_csv (tables->pdata[1]);
  numbers = rondo_table_to_csv (tables->pdata[2]);
  g_assert_true (g_str_has_prefix (pairs, "Coach,Client,Fixed,Value,Why\r\n"));
  g_assert_nonnull (strstr (pairs, "asked for this coach (choice 1) (+1000)"));
  g_assert_nonnull (strstr (left_out, "dan,"));
  g_assert_nonnull (strstr (numbers, "Members placed,3 of 6\r\n"));
  g_assert_nonnull (strstr (numbers, "First choices granted,1\r\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/drafts/a-forbidden-pair-is-out-and-not-fixed", test_lock_and_forbid);
  g_test_add_func ("/core/drafts/who-swaps-takes-the-partners-of-the-other", test_swap);
  g_test_add_func ("/core/drafts/who-is-out-has-no-pairs", test_places);
  g_test_add_func ("/core/drafts/every-step-is-undone-and-done-again", test_undo_everything);
  g_test_add_func ("/core/drafts/a-new-step-ends-what-was-undone", test_new_step_after_undo);
  g_test_add_func ("/core/drafts/a-warm-match-is-as-good-as-a-cold-one", test_warm_is_cold);
  g_test_add_func ("/core/drafts/matching-the-rest-keeps-what-stands", test_match_rest);
  g_test_add_func ("/core/drafts/what-is-wrong-is-told-and-avoids-are-not", test_problems);
  g_test_add_func ("/core/drafts/a-draft-is-measured-by-the-best-plan", test_worse_than_best);
  g_test_add_func ("/core/drafts/other-policies-are-other-rules", test_policies);
  g_test_add_func ("/core/drafts/a-fixed-pair-against-the-rules-is-refused", test_bad_lock);
  g_test_add_func ("/core/drafts/numbers-count-what-the-reasons-say", test_numbers);
  g_test_add_func ("/core/drafts/comparing-tells-who-wins-and-who-loses", test_compare);
  g_test_add_func ("/core/drafts/an-alternative-is-possible-where-it-says-so", test_alternatives);
  g_test_add_func ("/core/drafts/tables-hold-what-leaves-the-program", test_tables);
  return g_test_run ();
}
