/* SPDX-License-Identifier: GPL-3.0-or-later
 * A whole round: two coordinators, many coaches, ten weeks, dropouts; the books at the end. */
#include "config.h"

#include "test-community.h"

#include "rondo-change.h"
#include "rondo-health.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-repair.h"

#include <string.h>

#define PASSWORD "correct horse battery"
#define WEEKS 10
#define N_WAITING 2
#define START 20465 /* 2026-01-12 */
#define MINUTES 60
#define NOW_US INT64_C (1768200000000000)
#define MOST 40

typedef struct {
  char *dir;
  TestServer *server;
  RondoTransport *transport;
  TestDevice *first; /* coordinators */
  TestDevice *second;
  TestDevice *coaches[MOST];
  guint n_coaches;
  char *round;
  GRand *rand;
  int64_t minutes; /* logged by all */
  guint n_sessions;
  guint n_left_alone; /* pairings of which one of the two left */
} Story;

static guint
get_count (void)
{
  const char *text = g_getenv ("RONDO_STORY_COACHES");
  guint64 count = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 12;

  return (guint)CLAMP (count, 8, MOST);
}

static char *
make_csv (guint count)
{
  GString *csv = g_string_new ("name,email,languages,time_zone,wishes\n");

  for (guint i = 0; i < count; i++)
    g_string_append_printf (
        csv, "Coach %02u,coach%u@example.org,en,Europe/Berlin,prefer zone 3\n", i, i);
  return g_string_free (csv, FALSE);
}

static TestDevice *
join (Story *story, const char *device_name, const char *invited, const char *name)
{
  gboolean is_coordinator = invited == NULL;
  g_autofree char *code = test_server_invite (story->server, invited, is_coordinator);
  g_autofree char *email = g_strdup_printf ("%s@example.org", device_name);
  TestDevice *device = test_device_new (story->dir, device_name, story->transport);
  g_autoptr (GError) error = NULL;

  test_device_join (device,
                    test_server_get_address (story->server),
                    code,
                    name,
                    is_coordinator ? email : NULL,
                    PASSWORD,
                    &error);
  g_assert_no_error (error);
  test_device_settle (device);
  return device;
}

static void
set_up (Story *story)
{
  g_autofree char *csv = NULL;
  g_autoptr (GError) error = NULL;

  story->n_coaches = get_count ();
  story->rand = g_rand_new_with_seed (40);
  story->dir = g_dir_make_tmp ("rondo-story-XXXXXX", &error);
  g_assert_no_error (error);
  story->server = test_server_new (story->dir);
  csv = make_csv (story->n_coaches);
  test_server_import (story->server, csv);
  story->transport = rondo_soup_transport_new (TEST_PATIENCE_SECONDS);
  story->first = join (story, "cora", NULL, "Cora Dinata");
  story->second = join (story, "emil", NULL, "Emil Falk");
  for (guint i = 0; i < story->n_coaches; i++) {
    g_autofree char *name = g_strdup_printf ("coach%u", i);
    g_autofree char *email = g_strdup_printf ("coach%u@example.org", i);

    story->coaches[i] = join (story, name, email, NULL);
  }
}

static void
tear_down (Story *story)
{
  for (guint i = 0; i < story->n_coaches; i++)
    test_device_free (story->coaches[i]);
  test_device_free (story->first);
  test_device_free (story->second);
  g_object_unref (story->transport);
  test_server_check (story->server);
  test_server_free (story->server);
  test_remove_dir (story->dir);
  g_free (story->dir);
  g_free (story->round);
  g_rand_free (story->rand);
}

static const char *
get_member (TestDevice *device)
{
  return rondo_account_get_member (device->account);
}

/* Everybody is up to date. */
static void
settle_all (Story *story)
{
  test_device_settle (story->first);
  test_device_settle (story->second);
  for (guint i = 0; i < story->n_coaches; i++)
    test_device_settle (story->coaches[i]);
}

static void
set_state (Story *story, RondoRoundState state)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (story->first, story->round);
  g_autoptr (RondoRound) round = rondo_round_copy (overview->round);
  RondoChange *change = rondo_change_new ();

  round->state = state;
  rondo_change_put_round (change, round);
  test_device_save (story->first, change);
  test_device_settle (story->first);
}

static void
open_round (Story *story)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  RondoChange *change = rondo_change_new ();

  story->round = rondo_id_new (NOW_US);
  round->id = g_strdup (story->round);
  g_free (round->name);
  round->name = g_strdup ("Spring");
  rondo_round_fill_dates (round, START);
  round->end = START + WEEKS * 7;
  round->state = RONDO_ROUND_DRAFT;
  round->takes_standby = TRUE;
  rondo_change_put_round (change, round);
  test_device_save (story->first, change);
  test_device_settle (story->first);
  set_state (story, RONDO_ROUND_OPEN);
}

static void
put_registration (Story *story, guint coach, RondoRegistrationState state, RondoRole role)
{
  g_autoptr (RondoRegistration) registration =
      rondo_registration_new (story->round, get_member (story->coaches[coach]), NULL);
  RondoChange *change = rondo_change_new ();

  registration->state = state;
  registration->role = role;
  rondo_change_put_registration (change, registration);
  test_device_save (story->coaches[coach], change);
  test_device_settle (story->coaches[coach]);
}

/* The last ones wait for a place. */
static void
register_all (Story *story)
{
  for (guint i = 0; i < story->n_coaches; i++) {
    test_device_settle (story->coaches[i]);
    put_registration (story,
                      i,
                      i + N_WAITING < story->n_coaches ? RONDO_REGISTRATION_REGISTERED
                                                       : RONDO_REGISTRATION_STANDBY,
                      RONDO_ROLE_BOTH);
  }
  test_device_settle (story->first);
  test_device_settle (story->second);
}

static void
log_session (Story *story, TestDevice *device, const char *pairing, RondoDate date)
{
  g_autoptr (RondoSession) session = rondo_session_new ();
  RondoChange *change = rondo_change_new ();

  session->id = rondo_id_new (NOW_US);
  session->pairing = g_strdup (pairing);
  session->date = date;
  session->minutes = MINUTES;
  rondo_change_put_session (change, session);
  test_device_save (device, change);
  story->minutes += MINUTES;
  story->n_sessions++;
}

/* Two of three coach in a week, if sessions are left. */
static void
coach_a_week (Story *story, int week)
{
  for (guint i = 0; i < story->n_coaches; i++) {
    g_autoptr (RondoHomeOverview) home = test_device_load_home (story->coaches[i]);

    for (guint j = 0; j < home->pairings->len; j++) {
      const RondoPairingOverview *pairing = home->pairings->pdata[j];

      if (pairing->is_coach && g_rand_int_range (story->rand, 0, 3) > 0 &&
          pairing->sessions_held < rondo_pairing_get_planned (pairing->pairing, pairing->round))
        log_session (story, story->coaches[i], pairing->pairing->id, START + week * 7);
    }
  }
}

/* The round as @device knows it, as the question for a repair. */
static RondoRepairInput
make_input (const RondoRoundOverview *overview,
            GPtrArray *pairings,
            GHashTable *held,
            GPtrArray *leaving,
            RondoDate today)
{
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    g_ptr_array_add (pairings, pairing->pairing);
    g_hash_table_insert (held, pairing->pairing->id, GINT_TO_POINTER (pairing->sessions_held));
  }
  return (RondoRepairInput){.matching = {.round = overview->round,
                                         .members = overview->members,
                                         .registrations = overview->registrations,
                                         .past = overview->past},
                            .pairings = pairings,
                            .held = held,
                            .leaving = leaving,
                            .today = today};
}

static gboolean
is_leaving (GPtrArray *leaving, const char *member, RondoRole role)
{
  for (guint i = 0; i < leaving->len; i++) {
    const RondoLeaving *one = leaving->pdata[i];

    if (g_strcmp0 (one->member, member) == 0 &&
        (one->stops == RONDO_ROLE_BOTH || one->stops == role))
      return TRUE;
  }
  return FALSE;
}

/* How many live pairings lose one of the two and keep the other, who is owed another. */
static guint
count_left_alone (const RondoRoundOverview *overview, GPtrArray *leaving)
{
  guint count = 0;

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairing *pairing = ((RondoPairingOverview *)overview->pairings->pdata[i])->pairing;

    if (rondo_pairing_state_is_live (pairing->state))
      count += is_leaving (leaving, pairing->coach, RONDO_ROLE_COACH) !=
               is_leaving (leaving, pairing->client, RONDO_ROLE_CLIENT);
  }
  return count;
}

/* What @device would do for @leaving, saved but not sent.  Returns how many were left alone. */
static guint
repair (Story *story, TestDevice *device, GPtrArray *leaving, RondoDate today)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (device, story->round);
  g_autoptr (GPtrArray) pairings = g_ptr_array_new ();
  g_autoptr (GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
  RondoRepairInput input = make_input (overview, pairings, held, leaving, today);
  g_autoptr (GPtrArray) ways = NULL;
  g_autoptr (GError) error = NULL;
  const RondoRepair *best;
  RondoChange *change = rondo_change_new ();

  ways = rondo_repair_list (&input, NOW_US, NULL, &error);
  g_assert_no_error (error);
  best = ways->pdata[0];
  g_test_message ("%u new, %u broken, %u without a coach, %u without a client",
                  best->n_new,
                  best->n_broken,
                  best->no_coach->len,
                  best->no_client->len);
  rondo_change_publish (change, best->plan);
  test_device_save (device, change);
  return count_left_alone (overview, leaving);
}

/* Whether the board of @device says that @member is out. */
static gboolean
is_out (Story *story, TestDevice *device, const char *member, RondoDate today)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (device, story->round);
  g_autofree RondoHealthFacts *facts = g_new0 (RondoHealthFacts, overview->pairings->len + 1);
  g_autoptr (GPtrArray) found = NULL;
  gboolean is_there = FALSE;

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    facts[i] = (RondoHealthFacts){.pairing = pairing->pairing,
                                  .held = pairing->sessions_held,
                                  .last = pairing->last_session,
                                  .next = pairing->next_session};
  }
  found = rondo_health_list (
      overview->round, facts, overview->pairings->len, overview->registrations, NULL, today);
  for (guint i = 0; i < found->len; i++) {
    const RondoHealth *health = found->pdata[i];

    is_there |= health->code == RONDO_HEALTH_OUT && g_strcmp0 (health->member, member) == 0;
  }
  return is_there;
}

/* One withdraws; both coordinators mend it, and the second is told that it was done. */
static void
lose_one (Story *story, guint coach, RondoDate today)
{
  const char *member = get_member (story->coaches[coach]);
  g_autoptr (GPtrArray) leaving =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  g_autoptr (RondoOutboxOverview) outbox = NULL;

  put_registration (story, coach, RONDO_REGISTRATION_WITHDRAWN, RONDO_ROLE_BOTH);
  test_device_settle (story->first);
  test_device_settle (story->second);
  g_assert_true (is_out (story, story->first, member, today));
  g_ptr_array_add (leaving, rondo_leaving_new (member, RONDO_ROLE_BOTH, "moved away"));
  story->n_left_alone += repair (story, story->first, leaving, today);
  repair (story, story->second, leaving, today);
  test_device_settle (story->first);
  test_device_settle (story->second);
  outbox = test_device_load_outbox (story->second);
  g_assert_cmpuint (outbox->refused->len, ==, 1);
  g_assert_nonnull (
      strstr (((RondoRefusedChange *)outbox->refused->pdata[0])->message, "changed since"));
  test_device_discard (story->second, ((RondoRefusedChange *)outbox->refused->pdata[0])->op);
  test_device_settle (story->second);
  g_assert_false (is_out (story, story->first, member, today));
  g_assert_false (is_out (story, story->second, member, today));
}

/* Two at once: one leaves, one goes on being coached. */
static void
lose_two (Story *story, guint one, guint other, RondoDate today)
{
  g_autoptr (GPtrArray) leaving =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);

  put_registration (story, one, RONDO_REGISTRATION_WITHDRAWN, RONDO_ROLE_BOTH);
  put_registration (story, other, RONDO_REGISTRATION_REGISTERED, RONDO_ROLE_CLIENT);
  test_device_settle (story->second);
  g_ptr_array_add (leaving,
                   rondo_leaving_new (get_member (story->coaches[one]), RONDO_ROLE_BOTH, ""));
  g_ptr_array_add (leaving,
                   rondo_leaving_new (get_member (story->coaches[other]), RONDO_ROLE_COACH, ""));
  story->n_left_alone += repair (story, story->second, leaving, today);
  test_device_settle (story->second);
}

static void
run_weeks (Story *story)
{
  for (int week = 0; week < WEEKS; week++) {
    RondoDate today = START + week * 7 + 5;

    coach_a_week (story, week);
    if (week == 2)
      lose_one (story, 1, today);
    else if (week == 5)
      lose_two (story, 3, 5, today);
    settle_all (story);
  }
}

static void
finish (Story *story)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (story->first, story->round);
  g_autoptr (RondoRound) round = rondo_round_copy (overview->round);
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    g_autoptr (RondoPairing) ended = rondo_pairing_copy (pairing->pairing);

    if (!rondo_pairing_state_is_live (ended->state))
      continue;
    rondo_pairing_finish (ended, round, pairing->sessions_held, START + WEEKS * 7, NULL);
    rondo_change_put_pairing (change, ended);
  }
  round->state = RONDO_ROUND_FINISHED;
  rondo_change_put_round (change, round);
  test_device_save (story->first, change);
  settle_all (story);
}

static void
assert_nothing_refused (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  for (guint i = 0; i < outbox->refused->len; i++)
    g_error ("refused: %s", ((RondoRefusedChange *)outbox->refused->pdata[i])->message);
  g_assert_cmpint (outbox->waiting_count, ==, 0);
}

static void
check_books (Story *story)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (story->second, story->round);
  int64_t minutes = 0, received = 0;
  guint n_sessions = 0, n_replaced = 0;

  g_assert_cmpint (overview->round->state, ==, RONDO_ROUND_FINISHED);
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    g_assert_false (rondo_pairing_state_is_live (pairing->pairing->state));
    g_assert_cmpint (pairing->pairing->until, !=, RONDO_DATE_NONE);
    g_assert_cmpint (
        pairing->sessions_held, <=, rondo_pairing_get_planned (pairing->pairing, overview->round));
    n_replaced += pairing->pairing->state == RONDO_PAIRING_REPLACED;
    minutes += pairing->minutes_held;
    n_sessions += (guint)pairing->sessions_held;
  }
  for (guint i = 0; i < story->n_coaches; i++) {
    g_autoptr (RondoHomeOverview) home = test_device_load_home (story->coaches[i]);

    received += home->received_minutes;
    assert_nothing_refused (story->coaches[i]);
  }
  g_assert_cmpint (minutes, ==, story->minutes);
  g_assert_cmpint (received, ==, minutes);
  g_assert_cmpuint (n_sessions, ==, story->n_sessions);
  g_assert_cmpuint (n_replaced, ==, story->n_left_alone);
  assert_nothing_refused (story->first);
  assert_nothing_refused (story->second);
  g_test_message ("%u coaches, %u pairings, %u replaced, %u sessions, %" G_GINT64_FORMAT
                  " minutes given and received",
                  story->n_coaches,
                  overview->pairings->len,
                  n_replaced,
                  n_sessions,
                  minutes);
}

static void
test_whole_round (void)
{
  Story story = {0};

  set_up (&story);
  open_round (&story);
  register_all (&story);
  set_state (&story, RONDO_ROUND_CLOSED);
  test_device_publish (story.first, story.round, 7);
  test_device_settle (story.first);
  set_state (&story, RONDO_ROUND_RUNNING);
  settle_all (&story);
  run_weeks (&story);
  finish (&story);
  check_books (&story);
  tear_down (&story);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/whole-round-with-dropouts-balances", test_whole_round);
  return g_test_run ();
}
