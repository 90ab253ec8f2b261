/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports about conduct: who may write them, who sees them, and that nothing of them changes. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include <string.h>

typedef struct {
  Fixture *fixture;
  char *pairings[N_PEOPLE];
} Ring;

static void
ring_clear (Ring *ring)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (ring->pairings[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ring, ring_clear)

static void
make_ring (Fixture *fixture, Ring *ring)
{
  g_autofree char *round = fixture_open_round (fixture);

  ring->fixture = fixture;
  fixture_publish_ring (fixture, round, ring->pairings);
}

/* What @by says about @about, sent by @sender; its id. */
static char *
report (Fixture *fixture, Who sender, Who by, Who about, const char *code)
{
  g_autoptr (RondoConduct) conduct = rondo_conduct_new ();
  char *id = rondo_id_new (fixture_now_us);

  conduct->about = g_strdup (fixture->people[about].member);
  conduct->by = g_strdup (fixture->people[by].member);
  g_free (conduct->text);
  conduct->text = g_strdup ("He told others what I had said.");
  fixture_expect (
      fixture,
      &fixture->people[sender],
      fixture_op (
          RONDO_ACT_PUT, RONDO_KIND_CONDUCT, id, 0, rondo_wire_encode_conduct (conduct, NULL)),
      code);
  return id;
}

static char *
step (Fixture *fixture, Who by, const char *about, RondoConductState state, const char *code)
{
  static int64_t made_us;
  g_autoptr (RondoConductStep) value = rondo_conduct_step_new ();
  char *id = rondo_id_new (fixture_now_us);

  value->made_us = ++made_us;
  value->report = g_strdup (about);
  value->by = g_strdup (fixture->people[by].member);
  value->state = state;
  fixture_expect (fixture,
                  &fixture->people[by],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_CONDUCT_STEP,
                              id,
                              0,
                              rondo_wire_encode_conduct_step (value, NULL)),
                  code);
  return id;
}

static gboolean
sees (Fixture *fixture, Who who, const char *id)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);
  const RondoRow *row = fixture_find_row (rows, id);

  return row != NULL && !row->is_gone;
}

static void
test_who_writes (Fixture *fixture, gconstpointer data)
{
  g_auto (Ring) ring = {0};

  make_ring (fixture, &ring);
  g_free (report (fixture, ANA, ANA, BEN, NULL));
  g_free (report (fixture, ANA, ANA, DORA, NULL));
  g_free (report (fixture, ANA, ANA, CHAI, "forbidden")); /* not a partner */
  g_free (report (fixture, ANA, BEN, CHAI, "forbidden")); /* not in one's own name */
  g_free (report (fixture, CORA, CORA, CHAI, NULL));
  g_free (step (fixture, ANA, ring.pairings[ANA], RONDO_CONDUCT_CLOSED, "forbidden"));
  g_free (step (fixture, CORA, ring.pairings[ANA], RONDO_CONDUCT_CLOSED, "unknown"));
}

/* Ben, whom it is about, becomes a coordinator; Chai does too. */
static void
test_who_sees (Fixture *fixture, gconstpointer data)
{
  g_auto (Ring) ring = {0};
  g_autofree char *about_ben = NULL;
  g_autofree char *seen_to = NULL;

  make_ring (fixture, &ring);
  about_ben = report (fixture, ANA, ANA, BEN, NULL);
  seen_to = step (fixture, CORA, about_ben, RONDO_CONDUCT_LOOKED_INTO, NULL);
  g_assert_true (sees (fixture, ANA, about_ben));
  g_assert_false (sees (fixture, ANA, seen_to));
  g_assert_true (sees (fixture, CORA, about_ben));
  g_assert_true (sees (fixture, CORA, seen_to));
  g_assert_false (sees (fixture, CHAI, about_ben));
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (RUN ("member",
                          "--database",
                          fixture->database,
                          "role",
                          i == 0 ? "ben@example.org" : "chai@example.org",
                          "coordinator"),
                     ==,
                     0);
  g_assert_true (sees (fixture, CHAI, about_ben));
  g_assert_true (sees (fixture, CHAI, seen_to));
  g_assert_false (sees (fixture, BEN, about_ben));
  g_assert_false (sees (fixture, BEN, seen_to));
  g_free (step (fixture, BEN, about_ben, RONDO_CONDUCT_UNFOUNDED, "unknown"));
  g_assert_cmpint (
      RUN ("member", "--database", fixture->database, "role", "chai@example.org", "coach"), ==, 0);
  g_assert_false (sees (fixture, CHAI, about_ben));
  g_assert_false (sees (fixture, CHAI, seen_to));
  g_assert_cmpint (RUN ("check", "--database", fixture->database), ==, 0);
}

/* How far the report @id is, as @who is told. */
static RondoConductState
told_state (Fixture *fixture, Who who, const char *id)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);
  const RondoRow *row = fixture_find_row (rows, id);
  g_autoptr (RondoConduct) report = rondo_wire_decode_conduct (id, row->body, NULL);

  return report->state;
}

/* Who wrote a report learns how far it is, by the last step, and nobody can make it so. */
static void
test_state (Fixture *fixture, gconstpointer data)
{
  g_auto (Ring) ring = {0};
  g_autofree char *id = NULL;
  g_autofree char *closed_id = rondo_id_new (FIXTURE_NOW_US);
  g_autoptr (RondoConduct) closed = rondo_conduct_new ();

  make_ring (fixture, &ring);
  id = report (fixture, ANA, ANA, BEN, NULL);
  g_assert_cmpint (told_state (fixture, ANA, id), ==, RONDO_CONDUCT_NEW);
  g_free (step (fixture, CORA, id, RONDO_CONDUCT_LOOKED_INTO, NULL));
  g_assert_cmpint (told_state (fixture, ANA, id), ==, RONDO_CONDUCT_LOOKED_INTO);
  g_free (step (fixture, CORA, id, RONDO_CONDUCT_CLOSED, NULL));
  g_assert_cmpint (told_state (fixture, ANA, id), ==, RONDO_CONDUCT_CLOSED);
  closed->about = g_strdup (fixture->people[BEN].member);
  closed->by = g_strdup (fixture->people[ANA].member);
  closed->state = RONDO_CONDUCT_CLOSED;
  g_free (closed->text);
  closed->text = g_strdup ("It was nothing.");
  fixture_expect (fixture,
                  &fixture->people[ANA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_CONDUCT,
                              closed_id,
                              0,
                              rondo_wire_encode_conduct (closed, NULL)),
                  "forbidden");
  g_assert_false (sees (fixture, BEN, id));
}

static void
test_stays (Fixture *fixture, gconstpointer data)
{
  g_auto (Ring) ring = {0};
  g_autofree char *id = NULL;
  g_autofree char *seen_to = NULL;
  g_autofree char *log = NULL;
  g_autoptr (RondoConduct) other = rondo_conduct_new ();

  make_ring (fixture, &ring);
  id = report (fixture, ANA, ANA, BEN, NULL);
  seen_to = step (fixture, CORA, id, RONDO_CONDUCT_CLOSED, NULL);
  other->about = g_strdup (fixture->people[BEN].member);
  other->by = g_strdup (fixture->people[ANA].member);
  g_free (other->text);
  other->text = g_strdup ("It was nothing.");
  fixture_expect (
      fixture,
      &fixture->people[ANA],
      fixture_op (
          RONDO_ACT_PUT, RONDO_KIND_CONDUCT, id, 1, rondo_wire_encode_conduct (other, NULL)),
      "forbidden");
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_DELETE, RONDO_KIND_CONDUCT_STEP, seen_to, 1, NULL),
                  "forbidden");
  g_assert_cmpint (TELL (&log, "log", "--database", fixture->database), ==, 0);
  g_assert_nonnull (strstr (log, "\tconduct\t"));
  g_assert_nonnull (strstr (log, "\tconduct-step\t"));
  g_assert_null (strstr (log, "told"));
}

#define ADD(name, func)                                                                            \
  g_test_add (                                                                                     \
      "/server/conduct/" name, Fixture, NULL, fixture_set_up_people, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  ADD ("members-report-partners-and-coordinators-anybody", test_who_writes);
  ADD ("who-it-is-about-does-not-see-it-as-a-coordinator-either", test_who_sees);
  ADD ("who-wrote-it-learns-how-far-it-is", test_state);
  ADD ("nothing-is-changed-or-deleted-and-all-is-written-down", test_stays);
  return g_test_run ();
}
