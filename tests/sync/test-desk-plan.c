/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach plans for is on all computers of the account, and on those of nobody else. */
#include "config.h"

#include "rondo-desk.h"
#include "test-community.h"

#define DAY(n) (20500 + (n))

static void
assert_nothing_refused (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  g_assert_cmpuint (outbox->refused->len, ==, 0);
  g_assert_cmpint (outbox->waiting_count, ==, 0);
}

static void
settings_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  rondo_desk_save_settings_finish (RONDO_STORE (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *)user_data = TRUE;
}

static void
save_plan (TestDevice *device, RondoDate application, const char *credential)
{
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  gboolean is_done = FALSE;

  settings->application = application;
  g_strfreev (settings->credentials);
  settings->credentials = g_strsplit (credential, " ", -1);
  rondo_desk_save_settings_async (device->store, settings, NULL, settings_saved_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
plans_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(RondoPlansOverview **)user_data =
      rondo_desk_load_plans_finish (RONDO_STORE (object), result, &error);
  g_assert_no_error (error);
}

static RondoPlansOverview *
load_plans (TestDevice *device)
{
  RondoPlansOverview *plans = NULL;

  rondo_desk_load_plans_async (device->store, DAY (1), NULL, plans_loaded_cb, &plans);
  while (plans == NULL)
    g_main_context_iteration (NULL, TRUE);
  return plans;
}

static void
test_a_plan_is_on_both_computers (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  TestDevice *other = test_community_join (community, 1);
  g_autoptr (TestDevice) second = NULL;
  g_autoptr (RondoPlansOverview) there = NULL;
  g_autoptr (RondoPlansOverview) here = NULL;
  g_autoptr (RondoPlansOverview) elsewhere = NULL;

  save_plan (coach, DAY (90), "icf-acc emcc-foundation");
  test_device_settle (coach);
  second = test_community_login (community, 0, "second");
  there = load_plans (second);
  g_assert_cmpint (there->settings->application, ==, DAY (90));
  g_assert_cmpuint (there->plans->len, ==, 2);

  save_plan (second, DAY (120), "icf-acc");
  test_device_settle (second);
  test_device_settle (coach);
  here = load_plans (coach);
  g_assert_cmpint (here->settings->application, ==, DAY (120));
  g_assert_cmpuint (here->plans->len, ==, 1);

  test_device_settle (other);
  elsewhere = load_plans (other);
  g_assert_cmpint (elsewhere->settings->application, ==, RONDO_DATE_NONE);
  assert_nothing_refused (coach);
  assert_nothing_refused (second);
}

/* A plan that was made before there was an account is the account's from then on. */
static void
test_a_plan_made_alone_is_shared (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  g_autoptr (RondoPlansOverview) there = NULL;
  g_autoptr (TestDevice) second = NULL;
  TestDevice *coach = test_device_new (community->dir, "coach1", NULL);

  save_plan (coach, DAY (30), "icf-pcc");
  test_device_free (coach);
  coach = test_community_join (community, 1);
  test_device_settle (coach);
  second = test_community_login (community, 1, "second");
  there = load_plans (second);
  g_assert_cmpint (there->settings->application, ==, DAY (30));
  assert_nothing_refused (coach);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/desk/a-plan-is-on-both-computers-of-a-coach",
                   test_a_plan_is_on_both_computers);
  g_test_add_func ("/sync/desk/a-plan-made-alone-is-shared", test_a_plan_made_alone_is_shared);
  return g_test_run ();
}
