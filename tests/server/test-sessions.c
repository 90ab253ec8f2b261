/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may turn a session into what, over real sockets: both sides, strangers, coordinators; and
 * what becomes of two who do so at once. */
#include "config.h"

#include "fixture.h"
#include "rondo-wire-merge.h"

#include <string.h>

#define HOUR_US (60 * 60 * (int64_t)G_USEC_PER_SEC)
#define COACH ANA
#define CLIENT BEN

typedef struct {
  Fixture *fixture;
  char *round;
  char *pairings[N_PEOPLE];
} World;

static void
build (World *world, Fixture *fixture)
{
  world->fixture = fixture;
  world->round = fixture_open_round (fixture);
  fixture_publish_ring (fixture, world->round, world->pairings);
}

static void
world_clear (World *world)
{
  g_free (world->round);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (world->pairings[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static const char *
get_member (World *world, Who who)
{
  return world->fixture->people[who].member;
}

/* A proposal of @who in Ana's pairing with Ben, for in three days. */
static RondoSession *
propose (World *world, Who who)
{
  RondoSession *session = rondo_session_new ();

  session->id = rondo_id_new (fixture_now_us);
  session->pairing = g_strdup (world->pairings[COACH]);
  rondo_session_propose (session,
                         get_member (world, who),
                         fixture_now_us + 72 * HOUR_US,
                         20720,
                         60,
                         "https://meet.example.org/ana");
  return session;
}

/* Writes @session as @who, who saw @was (nullable). */
static void
put (World *world, Who who, const RondoSession *session, const RondoSession *was, const char *code)
{
  g_autofree char *before = was != NULL ? rondo_wire_encode_session (was, NULL) : NULL;
  RondoOp *op = fixture_op (RONDO_ACT_PUT,
                            RONDO_KIND_SESSION,
                            session->id,
                            was != NULL ? 1 : 0,
                            rondo_wire_encode_session (session, before));

  if (was != NULL)
    op->was = rondo_wire_diff (before, op->body);
  fixture_expect (world->fixture, &world->fixture->people[who], op, code);
}

/* As @who sees it by now. */
static RondoSession *
look (World *world, Who who, const char *id)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (world->fixture, &world->fixture->people[who]);
  const RondoRow *row = fixture_find_row (rows, id);

  g_assert_nonnull (row);
  return rondo_wire_decode_session (row->id, row->body, NULL);
}

/* The whole way, and what the server lets nobody do on it. */
static void
test_from_proposal_to_minutes (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) proposed = NULL;
  g_autoptr (RondoSession) accepted = NULL;
  g_autoptr (RondoSession) held = NULL;
  g_autoptr (RondoSession) said = NULL;
  g_autoptr (RondoSession) seen = NULL;

  build (&world, fixture);
  proposed = propose (&world, CLIENT);
  put (&world, CHAI, proposed, NULL, "forbidden");
  put (&world, COACH, proposed, NULL, "forbidden"); /* in the name of the other one */
  put (&world, CLIENT, proposed, NULL, NULL);
  accepted = rondo_session_copy (proposed);
  rondo_session_answer (accepted, TRUE);
  put (&world, CLIENT, accepted, proposed, "forbidden");
  put (&world, CHAI, accepted, proposed, "forbidden");
  put (&world, COACH, accepted, proposed, NULL);
  held = rondo_session_copy (accepted);
  rondo_session_state_minutes (held, RONDO_SIDE_COACH, 55, 10);
  put (&world, CLIENT, held, accepted, "forbidden"); /* nobody speaks for the other one */
  put (&world, COACH, held, accepted, NULL);
  said = rondo_session_copy (held);
  rondo_session_state_minutes (said, RONDO_SIDE_CLIENT, 45, 15);
  put (&world, COACH, said, held, "forbidden");
  put (&world, CLIENT, said, held, NULL);
  seen = look (&world, COACH, proposed->id);
  g_assert_true (rondo_session_differs (seen));
  g_assert_cmpint (seen->minutes, ==, 55);
  g_assert_cmpint (seen->client_minutes, ==, 45);
  g_assert_cmpint (rondo_session_get_counted (seen), ==, 45);
}

static void
test_coordinator (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) proposed = NULL;
  g_autoptr (RondoSession) held = NULL;

  build (&world, fixture);
  proposed = propose (&world, COACH);
  put (&world, COACH, proposed, NULL, NULL);
  held = rondo_session_copy (proposed);
  rondo_session_state_minutes (held, RONDO_SIDE_COACH, 55, 10);
  rondo_session_state_minutes (held, RONDO_SIDE_CLIENT, 55, 10);
  put (&world, CORA, held, proposed, NULL);
}

/* One moves it while the other one accepts: nobody has agreed to a time they did not see. */
static void
test_moved_while_accepted (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) proposed = NULL;
  g_autoptr (RondoSession) later = NULL;
  g_autoptr (RondoSession) accepted = NULL;
  g_autoptr (RondoSession) seen = NULL;

  build (&world, fixture);
  proposed = propose (&world, COACH);
  put (&world, COACH, proposed, NULL, NULL);
  later = rondo_session_copy (proposed);
  rondo_session_propose (
      later, get_member (&world, COACH), proposed->start_us + 5 * HOUR_US, 20720, 60, "");
  put (&world, COACH, later, proposed, NULL);
  accepted = rondo_session_copy (proposed);
  rondo_session_answer (accepted, TRUE);
  put (&world, CLIENT, accepted, proposed, "conflict");
  seen = look (&world, CLIENT, proposed->id);
  g_assert_cmpint (seen->state, ==, RONDO_SESSION_PROPOSED);
  g_assert_cmpint (seen->start_us, ==, later->start_us);
}

/* Both say how long it was, neither having seen the other's: both stand. */
static void
test_two_statements_at_once (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) proposed = NULL;
  g_autoptr (RondoSession) accepted = NULL;
  g_autoptr (RondoSession) of_coach = NULL;
  g_autoptr (RondoSession) of_client = NULL;
  g_autoptr (RondoSession) seen = NULL;

  build (&world, fixture);
  proposed = propose (&world, COACH);
  put (&world, COACH, proposed, NULL, NULL);
  accepted = rondo_session_copy (proposed);
  rondo_session_answer (accepted, TRUE);
  put (&world, CLIENT, accepted, proposed, NULL);
  of_coach = rondo_session_copy (accepted);
  rondo_session_state_minutes (of_coach, RONDO_SIDE_COACH, 60, 0);
  of_client = rondo_session_copy (accepted);
  rondo_session_state_minutes (of_client, RONDO_SIDE_CLIENT, 50, 10);
  put (&world, COACH, of_coach, accepted, NULL);
  put (&world, CLIENT, of_client, accepted, NULL);
  seen = look (&world, CLIENT, proposed->id);
  g_assert_cmpint (seen->state, ==, RONDO_SESSION_HELD);
  g_assert_cmpint (seen->minutes, ==, 60);
  g_assert_cmpint (seen->client_minutes, ==, 50);
  g_assert_cmpint (seen->client_debrief_minutes, ==, 10);
}

/* One calls it off while the other one marks it as held: the first stands, the second is told. */
static void
test_cancelled_while_held (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) proposed = NULL;
  g_autoptr (RondoSession) accepted = NULL;
  g_autoptr (RondoSession) cancelled = NULL;
  g_autoptr (RondoSession) held = NULL;
  g_autoptr (RondoSession) seen = NULL;

  build (&world, fixture);
  proposed = propose (&world, COACH);
  put (&world, COACH, proposed, NULL, NULL);
  accepted = rondo_session_copy (proposed);
  rondo_session_answer (accepted, TRUE);
  put (&world, CLIENT, accepted, proposed, NULL);
  cancelled = rondo_session_copy (accepted);
  rondo_session_cancel (cancelled, get_member (&world, CLIENT), FALSE);
  put (&world, CLIENT, cancelled, accepted, NULL);
  held = rondo_session_copy (accepted);
  rondo_session_state_minutes (held, RONDO_SIDE_COACH, 60, 0);
  put (&world, COACH, held, accepted, "conflict");
  seen = look (&world, COACH, proposed->id);
  g_assert_cmpint (seen->state, ==, RONDO_SESSION_CANCELLED);
}

/* Whatever the app believes: the server's clock and the round's rule decide. */
static void
test_late_is_judged_by_the_server (Fixture *fixture, gconstpointer data)
{
  static const struct {
    int64_t before_us; /* the start */
    gboolean says_late, is_late;
  } cases[] = {
      {25 * HOUR_US, FALSE, FALSE},
      {25 * HOUR_US, TRUE, FALSE},
      {23 * HOUR_US, FALSE, TRUE},
      {23 * HOUR_US, TRUE, TRUE},
  };
  g_auto (World) world = {0};

  build (&world, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (RondoSession) proposed = propose (&world, COACH);
    g_autoptr (RondoSession) accepted = NULL;
    g_autoptr (RondoSession) cancelled = NULL;
    g_autoptr (RondoSession) seen = NULL;

    proposed->start_us = fixture_now_us + cases[i].before_us;
    put (&world, COACH, proposed, NULL, NULL);
    accepted = rondo_session_copy (proposed);
    rondo_session_answer (accepted, TRUE);
    put (&world, CLIENT, accepted, proposed, NULL);
    cancelled = rondo_session_copy (accepted);
    rondo_session_cancel (cancelled, get_member (&world, CLIENT), cases[i].says_late);
    put (&world, CLIENT, cancelled, accepted, NULL);
    seen = look (&world, COACH, proposed->id);
    g_assert_cmpint (seen->is_late, ==, cases[i].is_late);
  }
}

static void
end_pairing (World *world)
{
  RondoPairing pairing = {
      .round = world->round,
      .coach = world->fixture->people[COACH].member,
      .client = world->fixture->people[CLIENT].member,
      .state = RONDO_PAIRING_ENDED,
  };

  fixture_expect (world->fixture,
                  &world->fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_PAIRING,
                              world->pairings[COACH],
                              1,
                              rondo_wire_encode_pairing (&pairing, NULL)),
                  NULL);
}

/* What there is can be brought to its end, and nothing new begins. */
static void
test_ended_pairing (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) first = NULL;
  g_autoptr (RondoSession) accepted = NULL;
  g_autoptr (RondoSession) moved = NULL;
  g_autoptr (RondoSession) held = NULL;
  g_autoptr (RondoSession) waiting = NULL;
  g_autoptr (RondoSession) agreed = NULL;
  g_autoptr (RondoSession) another = NULL;

  build (&world, fixture);
  first = propose (&world, COACH);
  waiting = propose (&world, COACH);
  put (&world, COACH, first, NULL, NULL);
  put (&world, COACH, waiting, NULL, NULL);
  accepted = rondo_session_copy (first);
  rondo_session_answer (accepted, TRUE);
  put (&world, CLIENT, accepted, first, NULL);
  end_pairing (&world);
  another = propose (&world, CLIENT);
  put (&world, CLIENT, another, NULL, "forbidden");
  agreed = rondo_session_copy (waiting);
  rondo_session_answer (agreed, TRUE);
  put (&world, CLIENT, agreed, waiting, "forbidden");
  moved = rondo_session_copy (accepted);
  rondo_session_propose (moved, get_member (&world, CLIENT), first->start_us + 1, 20720, 60, "");
  put (&world, CLIENT, moved, accepted, "forbidden");
  held = rondo_session_copy (accepted);
  rondo_session_state_minutes (held, RONDO_SIDE_CLIENT, 50, 0);
  put (&world, CLIENT, held, accepted, NULL);
}

/* Two who know each other, without a round; others do not see it, and strangers cannot. */
static void
test_free_exchange (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoSession) back = NULL;
  g_autoptr (RondoSession) accepted = NULL;
  g_autoptr (RondoSession) strange = NULL;
  g_autoptr (RondoSession) seen = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  build (&world, fixture);
  back = propose (&world, CLIENT);
  g_clear_pointer (&back->pairing, g_free);
  back->coach = g_strdup (get_member (&world, CLIENT));
  back->client = g_strdup (get_member (&world, COACH));
  strange = rondo_session_copy (back);
  g_free (strange->id);
  strange->id = rondo_id_new (fixture_now_us);
  g_free (strange->client);
  strange->client = g_strdup (get_member (&world, DORA));
  put (&world, CLIENT, strange, NULL, "forbidden");
  put (&world, CHAI, back, NULL, "forbidden");
  put (&world, CLIENT, back, NULL, NULL);
  accepted = rondo_session_copy (back);
  rondo_session_answer (accepted, TRUE);
  put (&world, COACH, accepted, back, NULL);
  seen = look (&world, CLIENT, back->id);
  g_assert_cmpint (seen->state, ==, RONDO_SESSION_ACCEPTED);
  rows = fixture_snapshot (fixture, &fixture->people[CHAI]);
  g_assert_null (fixture_find_row (rows, back->id));
}

/* The same hours, made on two devices, are one entry; nobody else can take its id. */
static void
test_log_entry_of_a_session (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  g_autoptr (RondoSession) held = rondo_session_new ();
  g_autofree char *client = rondo_id_new (fixture_now_us);
  g_autofree char *id = NULL;

  build (&world, fixture);
  held->id = rondo_id_new (fixture_now_us);
  held->pairing = g_strdup (world.pairings[COACH]);
  held->date = 20010;
  held->minutes = 60;
  put (&world, COACH, held, NULL, NULL);
  id = rondo_id_derive (get_member (&world, COACH), held->id);
  g_free (entry->client);
  entry->client = g_strdup (client);
  entry->session = g_strdup (held->id);
  entry->date = 20010;
  entry->minutes = 60;
#define ENTRY(who, code)                                                                           \
  fixture_expect (                                                                                 \
      fixture,                                                                                     \
      &fixture->people[who],                                                                       \
      fixture_op (                                                                                 \
          RONDO_ACT_PUT, RONDO_KIND_LOG, id, 0, rondo_wire_encode_log_entry (entry, NULL)),        \
      code)
  ENTRY (CLIENT, "invalid");
  g_assert_cmpint (ENTRY (COACH, NULL), ==, 1);
  g_assert_cmpint (ENTRY (COACH, NULL), ==, 1);
  ENTRY (CLIENT, "forbidden");
#undef ENTRY
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/sessions/from-the-proposal-to-the-minutes-of-both", test_from_proposal_to_minutes);
  add ("/server/sessions/a-coordinator-may-write-any-of-it", test_coordinator);
  add ("/server/sessions/moved-while-the-other-accepts-is-not-accepted", test_moved_while_accepted);
  add ("/server/sessions/two-statements-at-once-both-stand", test_two_statements_at_once);
  add ("/server/sessions/cancelled-while-the-other-logs-is-told", test_cancelled_while_held);
  add ("/server/sessions/late-is-judged-by-the-server", test_late_is_judged_by_the_server);
  add ("/server/sessions/in-an-ended-pairing-nothing-new-begins", test_ended_pairing);
  add ("/server/sessions/free-exchange-is-for-those-who-know-each-other", test_free_exchange);
  add ("/server/sessions/hours-of-a-session-are-made-once", test_log_entry_of_a_session);
  return g_test_run ();
}
