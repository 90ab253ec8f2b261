/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbench over a real database and the real engine. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-drafts-table.h"
#include "rondo-workbench.h"

#include <string.h>

#define N_MEMBERS 8
#define N_CROWD 120

typedef struct {
  Local *local;
  RondoRound *round;
  RondoStore *store;
  RondoRoundOverview *overview;
  RondoWorkbench *bench;
  char *failure;
  gboolean is_published;
  int n_studied;
  int n_first;        /* plans that were shown while a better one was looked for */
  int n_first_trials; /* the same of other policies */
} Case;

static void
failed_cb (RondoWorkbench *bench, const char *message, gpointer data)
{
  Case *c = data;

  g_free (c->failure);
  c->failure = g_strdup (message);
}

static void
published_cb (RondoWorkbench *bench, gpointer data)
{
  ((Case *)data)->is_published = TRUE;
}

static void
studied_cb (RondoWorkbench *bench, gpointer data)
{
  Case *c = data;

  c->n_studied++;
  c->n_first_trials +=
      rondo_workbench_get_is_trying (bench) && rondo_workbench_get_trial (bench) != NULL;
}

static void
changed_cb (RondoWorkbench *bench, gpointer data)
{
  const RondoDraft *draft = rondo_workbench_get_draft (bench);

  ((Case *)data)->n_first +=
      rondo_workbench_get_is_matching (bench) && draft != NULL && draft->pairs->len > 0;
}

static void
load_overview (Case *c)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&c->overview, rondo_round_overview_free);
  rondo_store_load_round_async (c->store, c->round->id, NULL, fixture_got_result, &result);
  c->overview = rondo_store_load_round_finish (c->store, fixture_await (&result), &error);
  g_assert_no_error (error);
}

/* Until the draft at hand is judged. */
static void
wait_judged (Case *c)
{
  while (c->failure == NULL &&
         (!rondo_workbench_get_is_judged (c->bench) || rondo_workbench_get_is_matching (c->bench)))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_studied (Case *c)
{
  int before = c->n_studied;

  while (c->n_studied == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_bench (Case *c)
{
  load_overview (c);
  c->bench = rondo_workbench_new (c->store);
  g_signal_connect (c->bench, "failed", G_CALLBACK (failed_cb), c);
  g_signal_connect (c->bench, "published", G_CALLBACK (published_cb), c);
  g_signal_connect (c->bench, "studied", G_CALLBACK (studied_cb), c);
  g_signal_connect (c->bench, "changed", G_CALLBACK (changed_cb), c);
  rondo_workbench_set_overview (c->bench, c->overview);
  wait_judged (c);
  g_assert_null (c->failure);
}

/* Whoever still waits for an answer holds a reference. */
static void
close_bench (Case *c)
{
  gpointer bench = c->bench;

  g_object_add_weak_pointer (G_OBJECT (c->bench), &bench);
  rondo_workbench_close (c->bench);
  g_clear_object (&c->bench);
  while (bench != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
case_open (Case *c)
{
  c->local = local_new ();
  c->round = local_put_round_with_members (c->local, 500, N_MEMBERS);
  c->store = fixture_open_store (c->local->path);
  open_bench (c);
}

/* Two and two ask for each other, so that the first plan is not the best. */
static void
add_crowd (Case *c)
{
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < N_CROWD; i++) {
    g_autofree char *name = g_strdup_printf ("One of many %u", i);
    g_autoptr (RondoMember) member = fixture_member (100 + i, name);
    g_autoptr (RondoMember) other = fixture_member (100 + (i ^ 1), "");
    g_autoptr (RondoRegistration) registration = NULL;

    g_ptr_array_add (member->wishes->requests, g_strdup (other->email));
    registration = rondo_registration_new (c->round->id, member->id, member->wishes);
    rondo_change_put_member (change, member);
    rondo_change_put_registration (change, registration);
  }
  fixture_save (c->store, change);
  load_overview (c);
  rondo_workbench_set_overview (c->bench, c->overview);
  wait_judged (c);
}

static void
case_close (Case *c)
{
  close_bench (c);
  rondo_store_close (c->store);
  g_clear_object (&c->store);
  rondo_round_overview_free (c->overview);
  rondo_round_free (c->round);
  local_free (c->local);
  g_free (c->failure);
}

static const RondoDraft *
draft_of (Case *c)
{
  return rondo_workbench_get_draft (c->bench);
}

static void
match (Case *c, RondoDraftScope scope)
{
  rondo_workbench_match (c->bench, scope);
  g_assert_true (rondo_workbench_get_is_matching (c->bench));
  wait_judged (c);
}

static void
test_match_undo_redo (void)
{
  Case c = {0};
  g_autoptr (RondoDraft) matched = NULL;

  case_open (&c);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, 0);
  g_assert_nonnull (rondo_workbench_get_obstacle (c.bench));
  match (&c, RONDO_DRAFT_ALL);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS);
  g_assert_cmpint (rondo_workbench_get_report (c.bench)->plan->status, ==, RONDO_PLAN_OPTIMAL);
  g_assert_null (rondo_workbench_get_obstacle (c.bench));
  g_assert_cmpstr (rondo_workbench_get_undo (c.bench), ==, "Match All");
  matched = rondo_draft_copy (draft_of (&c));
  rondo_workbench_undo (c.bench);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, 0);
  g_assert_null (rondo_workbench_get_undo (c.bench));
  rondo_workbench_redo (c.bench);
  g_assert_true (rondo_draft_equal (draft_of (&c), matched));
  wait_judged (&c);
  case_close (&c);
}

/* Pairs that are fixed stay, pairs that are forbidden do not come back. */
static void
test_lock_and_forbid (void)
{
  Case c = {0};
  g_autofree char *coach = NULL;
  g_autofree char *client = NULL;
  g_autofree char *other_coach = NULL;
  g_autofree char *other_client = NULL;

  case_open (&c);
  match (&c, RONDO_DRAFT_ALL);
  coach = g_strdup (((RondoDraftPair *)draft_of (&c)->pairs->pdata[0])->coach);
  client = g_strdup (((RondoDraftPair *)draft_of (&c)->pairs->pdata[0])->client);
  other_coach = g_strdup (((RondoDraftPair *)draft_of (&c)->pairs->pdata[1])->coach);
  other_client = g_strdup (((RondoDraftPair *)draft_of (&c)->pairs->pdata[1])->client);
  rondo_workbench_lock (c.bench, coach, client, TRUE);
  rondo_workbench_forbid (c.bench, other_coach, other_client);
  wait_judged (&c);
  g_assert_nonnull (rondo_workbench_get_obstacle (c.bench));
  match (&c, RONDO_DRAFT_ALL);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS);
  g_assert_true (rondo_draft_find (draft_of (&c), coach, client)->is_locked);
  g_assert_null (rondo_draft_find (draft_of (&c), other_coach, other_client));
  /* Three steps back it is as it was. */
  rondo_workbench_undo (c.bench);
  rondo_workbench_undo (c.bench);
  rondo_workbench_undo (c.bench);
  g_assert_nonnull (rondo_draft_find (draft_of (&c), other_coach, other_client));
  g_assert_false (rondo_draft_find (draft_of (&c), coach, client)->is_locked);
  wait_judged (&c);
  g_assert_null (rondo_workbench_get_obstacle (c.bench));
  case_close (&c);
}

static void
test_nothing_is_lost (void)
{
  Case c = {0};
  g_autoptr (RondoDraft) first = NULL;

  case_open (&c);
  match (&c, RONDO_DRAFT_ALL);
  rondo_workbench_rename (c.bench, "By hand");
  first = rondo_draft_copy (draft_of (&c));
  rondo_workbench_copy_draft (c.bench, "Without the first");
  rondo_workbench_place (
      c.bench, ((RondoMember *)c.overview->members->pdata[0])->id, RONDO_PLACE_STANDBY);
  wait_judged (&c);
  g_assert_cmpuint (rondo_workbench_get_n_drafts (c.bench), ==, 2);
  close_bench (&c);

  open_bench (&c);
  g_assert_cmpuint (rondo_workbench_get_n_drafts (c.bench), ==, 2);
  g_assert_cmpstr (draft_of (&c)->name, ==, "Without the first");
  g_assert_cmpuint (g_hash_table_size (draft_of (&c)->places), ==, 1);
  rondo_workbench_open (c.bench, 1);
  g_assert_cmpstr (draft_of (&c)->name, ==, "By hand");
  g_assert_true (rondo_draft_equal (draft_of (&c), first));
  rondo_workbench_delete (c.bench);
  g_assert_cmpuint (rondo_workbench_get_n_drafts (c.bench), ==, 1);
  wait_judged (&c);
  close_bench (&c);

  open_bench (&c);
  g_assert_cmpuint (rondo_workbench_get_n_drafts (c.bench), ==, 1);
  case_close (&c);
}

static void
test_alternatives (void)
{
  Case c = {0};
  const RondoAlternative *alternative;
  g_autofree char *coach = NULL;
  g_autofree char *client = NULL;
  RondoDraftPair *pair;

  case_open (&c);
  match (&c, RONDO_DRAFT_ALL);
  pair = draft_of (&c)->pairs->pdata[0];
  rondo_workbench_study_pair (c.bench, pair->coach, pair->client);
  g_assert_null (rondo_workbench_get_alternatives (c.bench));
  wait_studied (&c);
  g_assert_cmpuint (rondo_workbench_get_alternatives (c.bench)->len, >, 0);
  alternative = rondo_workbench_get_alternatives (c.bench)->pdata[0];
  g_assert_true (alternative->is_exact);
  coach = g_strdup (alternative->coach);
  client = g_strdup (alternative->client);
  rondo_workbench_take (c.bench, coach, client);
  wait_judged (&c);
  g_assert_true (rondo_draft_find (draft_of (&c), coach, client)->is_locked);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS);
  g_assert_null (rondo_workbench_get_obstacle (c.bench));
  case_close (&c);
}

static void
test_policies (void)
{
  Case c = {0};
  RondoDraftPolicies policies;

  case_open (&c);
  match (&c, RONDO_DRAFT_ALL);
  policies = draft_of (&c)->policies;
  policies.capacity = 2;
  rondo_workbench_try_policies (c.bench, &policies);
  wait_studied (&c);
  g_assert_cmpuint (rondo_workbench_get_trial (c.bench)->draft->pairs->len, ==, 2 * N_MEMBERS);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS);
  rondo_workbench_keep_trial (c.bench);
  wait_judged (&c);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, 2 * N_MEMBERS);
  g_assert_nonnull (strstr (rondo_workbench_get_obstacle (c.bench), "policies"));
  rondo_workbench_undo (c.bench);
  wait_judged (&c);
  g_assert_null (rondo_workbench_get_obstacle (c.bench));
  case_close (&c);
}

static void
test_first_plan (void)
{
  Case c = {0};
  RondoDraftPolicies policies;

  case_open (&c);
  add_crowd (&c);
  match (&c, RONDO_DRAFT_ALL);
  g_assert_cmpint (c.n_first, ==, 1);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS + N_CROWD);
  g_assert_cmpint (rondo_workbench_get_report (c.bench)->plan->status, ==, RONDO_PLAN_OPTIMAL);
  policies = draft_of (&c)->policies;
  policies.repeat_after = 4;
  rondo_workbench_try_policies (c.bench, &policies);
  while (rondo_workbench_get_is_trying (c.bench))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (c.n_first_trials, ==, 1);
  g_assert_cmpuint (
      rondo_workbench_get_trial (c.bench)->draft->pairs->len, ==, N_MEMBERS + N_CROWD);
  /* What came first and what came last are one step. */
  g_assert_cmpstr (rondo_workbench_get_undo (c.bench), ==, "Match All");
  rondo_workbench_undo (c.bench);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, 0);
  g_assert_null (rondo_workbench_get_undo (c.bench));
  case_close (&c);
}

/* The last of them wins; those before tell nothing. */
static void
test_last_policies (void)
{
  Case c = {0};
  RondoDraftPolicies policies;

  case_open (&c);
  add_crowd (&c);
  policies = draft_of (&c)->policies;
  for (int i = 0; i < 5; i++) {
    policies.repeat_after = i;
    rondo_workbench_try_policies (c.bench, &policies);
  }
  while (rondo_workbench_get_is_trying (c.bench))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rondo_workbench_get_trial (c.bench)->draft->policies.repeat_after, ==, 4);
  g_assert_cmpint (c.n_studied, ==, 2);
  case_close (&c);
}

static void
test_publish (void)
{
  Case c = {0};

  case_open (&c);
  match (&c, RONDO_DRAFT_ALL);
  rondo_workbench_publish (c.bench);
  while (!c.is_published && c.failure == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (c.failure);
  load_overview (&c);
  g_assert_cmpint (c.overview->round->state, ==, RONDO_ROUND_PUBLISHED);
  g_assert_cmpuint (c.overview->pairings->len, ==, N_MEMBERS);
  g_assert_cmpstr (c.overview->plan->input_hash, !=, "");
  case_close (&c);
}

static void
test_stop (void)
{
  Case c = {0};

  case_open (&c);
  rondo_workbench_match (c.bench, RONDO_DRAFT_ALL);
  rondo_workbench_stop (c.bench);
  wait_judged (&c);
  g_assert_null (c.failure);
  g_assert_true (draft_of (&c)->pairs->len == 0 || draft_of (&c)->pairs->len == N_MEMBERS);
  case_close (&c);
}

static void
test_registered_later (void)
{
  Case c = {0};
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoMember) member = fixture_member (90, "Late");
  g_autoptr (RondoRegistration) registration = NULL;

  case_open (&c);
  match (&c, RONDO_DRAFT_ALL);
  registration = rondo_registration_new (c.round->id, member->id, member->wishes);
  rondo_change_put_member (change, member);
  rondo_change_put_registration (change, registration);
  fixture_save (c.store, change);
  load_overview (&c);
  rondo_workbench_set_overview (c.bench, c.overview);
  wait_judged (&c);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS);
  g_assert_cmpuint (rondo_workbench_get_report (c.bench)->plan->unplaced->len, ==, 1);
  match (&c, RONDO_DRAFT_ALL);
  g_assert_cmpuint (draft_of (&c)->pairs->len, ==, N_MEMBERS + 1);
  case_close (&c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/workbench/a-match-is-a-step-that-can-be-undone", test_match_undo_redo);
  g_test_add_func ("/client/workbench/matching-again-keeps-what-is-fixed", test_lock_and_forbid);
  g_test_add_func ("/client/workbench/drafts-are-there-the-next-time", test_nothing_is_lost);
  g_test_add_func ("/client/workbench/an-alternative-is-taken-in-one-step", test_alternatives);
  g_test_add_func ("/client/workbench/policies-are-tried-before-they-count", test_policies);
  g_test_add_func ("/client/workbench/the-first-plan-is-shown-while-the-search-goes-on",
                   test_first_plan);
  g_test_add_func ("/client/workbench/the-last-policies-that-are-tried-count", test_last_policies);
  g_test_add_func ("/client/workbench/a-draft-is-published-as-a-plan", test_publish);
  g_test_add_func ("/client/workbench/a-stopped-search-keeps-the-draft-whole", test_stop);
  g_test_add_func ("/client/workbench/who-registers-later-is-missing", test_registered_later);
  return g_test_run ();
}
