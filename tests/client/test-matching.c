/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching on a thread: progress, result, cancel. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-error.h"
#include "rondo-matching.h"

typedef struct {
  RondoRound *round;
  GPtrArray *members;
  GPtrArray *registrations;
  GThread *thread;
  int progress_count;
  double fraction;
} Case;

static void
case_fill (Case *c, guint n_members)
{
  c->thread = g_thread_self ();
  c->round = fixture_round (500, "Spring");
  c->members = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  c->registrations = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  for (guint i = 1; i <= n_members; i++) {
    RondoMember *member = fixture_member (i, "Ana");

    g_ptr_array_add (c->members, member);
    g_ptr_array_add (c->registrations,
                     rondo_registration_new (c->round->id, member->id, member->wishes));
  }
}

static void
case_clear (Case *c)
{
  rondo_round_free (c->round);
  g_ptr_array_unref (c->members);
  g_ptr_array_unref (c->registrations);
}

static RondoMatchingInput
get_input (const Case *c)
{
  return (RondoMatchingInput){
      .round = c->round, .members = c->members, .registrations = c->registrations, .seed = 7};
}

static gboolean
keeps_rules (const Case *c, const RondoPlan *plan, GError **error)
{
  const RondoMatchingInput input = get_input (c);

  return rondo_plan_check (plan, &input, error);
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer user_data)
{
  Case *c = user_data;

  g_assert_true (g_thread_self () == c->thread);
  g_assert_cmpfloat (progress->fraction, >=, c->fraction);
  c->fraction = progress->fraction;
  c->progress_count++;
}

static RondoPlan *
run (Case *c, GCancellable *cancellable, GError **error)
{
  const RondoMatchingInput input = get_input (c);
  g_autoptr (GAsyncResult) result = NULL;

  rondo_matching_run_async (&input, progress_cb, c, cancellable, fixture_got_result, &result);
  return rondo_matching_run_finish (fixture_await (&result), error);
}

static void
test_plan (void)
{
  Case c = {0};
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  int count;

  case_fill (&c, 12);
  plan = run (&c, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->pairs->len, ==, 12);
  g_assert_true (keeps_rules (&c, plan, &error));
  g_assert_cmpint (c.progress_count, >, 0);
  /* Nothing more after finish. */
  count = c.progress_count;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (c.progress_count, ==, count);
  case_clear (&c);
}

static void
test_too_few (void)
{
  Case c = {0};
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  case_fill (&c, 2);
  plan = run (&c, NULL, &error);
  g_assert_null (plan);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  case_clear (&c);
}

static void
test_cancelled (void)
{
  Case c = {0};
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  case_fill (&c, 200);
  g_cancellable_cancel (cancellable);
  plan = run (&c, cancellable, &error);
  if (plan == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_true (keeps_rules (&c, plan, &error));
  case_clear (&c);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/matching/a-plan-comes-with-progress", test_plan);
  g_test_add_func ("/client/matching/too-few-is-a-sentence", test_too_few);
  g_test_add_func ("/client/matching/cancelled-gives-the-best-so-far-or-nothing", test_cancelled);
  return g_test_run ();
}
