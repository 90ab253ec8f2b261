/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners say about a pairing and what members are told: who writes it, who sees it, and
 * until when. The ring is Ana → Ben → Chai → Dora → Ana; each coaches the next. */
#include "config.h"

#include "fixture.h"

#define NO "forbidden"

typedef struct {
  char *round;
  char *pairings[N_PEOPLE]; /* by coach */
} World;

static void
world_clear (World *world)
{
  g_free (world->round);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (world->pairings[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static RondoDate
get_today (void)
{
  return (RondoDate)(fixture_now_us / FIXTURE_DAY_US);
}

static void
put_round (Fixture *fixture, const World *world, RondoDate until)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  const RondoRow *row = fixture_find_row (rows, world->round);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (row->id, row->body, NULL);

  round->feedback_until = until;
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_ROUND,
                              row->id,
                              row->version,
                              rondo_wire_encode_round (round, row->body)),
                  NULL);
}

static void
build (Fixture *fixture, World *world)
{
  world->round = fixture_open_round (fixture);
  fixture_publish_ring (fixture, world->round, world->pairings);
  put_round (fixture, world, get_today ());
}

/* What @author says about @pairing. */
static RondoOp *
make_op (Fixture *fixture, const char *pairing, Who author, RondoAudience audience)
{
  g_autoptr (RondoFeedback) feedback =
      rondo_feedback_new (pairing, fixture->people[author].member, audience);

  g_free (feedback->text);
  feedback->text = g_strdup ("It was good.");
  return fixture_op (RONDO_ACT_PUT,
                     RONDO_KIND_FEEDBACK,
                     feedback->id,
                     0,
                     rondo_wire_encode_feedback (feedback, NULL));
}

static void
test_audiences (Fixture *fixture, gconstpointer data)
{
  /* What Ana says about her client Ben, and about her coach Dora: who sees it. */
  static const struct {
    RondoAudience audience;
    Who coach; /* of the pairing */
    gboolean seen[N_PEOPLE];
  } cells[] = {
      /*                                        Cora   Ana   Ben    Chai   Dora */
      {RONDO_AUDIENCE_PARTNER, ANA, {FALSE, TRUE, TRUE, FALSE, FALSE}},
      {RONDO_AUDIENCE_COORDINATORS, ANA, {TRUE, TRUE, FALSE, FALSE, FALSE}},
      {RONDO_AUDIENCE_QUOTABLE, ANA, {TRUE, TRUE, TRUE, FALSE, FALSE}},
      {RONDO_AUDIENCE_COMMENT, ANA, {TRUE, TRUE, FALSE, FALSE, FALSE}},
      {RONDO_AUDIENCE_PARTNER, DORA, {FALSE, TRUE, FALSE, FALSE, TRUE}},
      {RONDO_AUDIENCE_COORDINATORS, DORA, {TRUE, TRUE, FALSE, FALSE, FALSE}},
      {RONDO_AUDIENCE_QUOTABLE, DORA, {TRUE, TRUE, FALSE, FALSE, TRUE}},
      {RONDO_AUDIENCE_COMMENT, DORA, {TRUE, TRUE, FALSE, FALSE, FALSE}},
  };
  g_auto (World) world = {0};

  build (fixture, &world);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    fixture_expect (fixture,
                    &fixture->people[ANA],
                    make_op (fixture, world.pairings[cells[i].coach], ANA, cells[i].audience),
                    NULL);
  for (Who who = CORA; who < N_PEOPLE; who++) {
    g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);

    for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
      g_autofree char *id = rondo_feedback_derive_id (
          world.pairings[cells[i].coach], fixture->people[ANA].member, cells[i].audience);

      if ((fixture_find_row (rows, id) != NULL) != cells[i].seen[who])
        g_error ("who %d, piece for %s", who, rondo_audience_to_word (cells[i].audience));
    }
  }
}

static void
test_authors (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  static const struct {
    Who writer;
    Who author;
    Who coach;
    const char *code;
  } cells[] = {
      {ANA, ANA, ANA, NULL},
      {BEN, BEN, ANA, NULL},
      {BEN, ANA, ANA, NO},
      {CORA, ANA, ANA, NO},
      {CHAI, CHAI, ANA, NO},
      {CORA, CORA, ANA, NO},
  };

  build (fixture, &world);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    fixture_expect (
        fixture,
        &fixture->people[cells[i].writer],
        make_op (
            fixture, world.pairings[cells[i].coach], cells[i].author, RONDO_AUDIENCE_COORDINATORS),
        cells[i].code);
}

static void
test_ids (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  g_autoptr (RondoOp) right = NULL;
  g_autofree char *other = rondo_id_new (fixture_now_us);
  g_autofree char *unknown = rondo_id_new (fixture_now_us);

  build (fixture, &world);
  right = make_op (fixture, world.pairings[ANA], ANA, RONDO_AUDIENCE_PARTNER);
  fixture_expect (fixture,
                  &fixture->people[ANA],
                  fixture_op (RONDO_ACT_PUT, RONDO_KIND_FEEDBACK, other, 0, g_strdup (right->body)),
                  "invalid");
  fixture_expect (fixture,
                  &fixture->people[ANA],
                  make_op (fixture, unknown, ANA, RONDO_AUDIENCE_PARTNER),
                  "unknown");
}

/* Until the day is over everywhere; what was said may be taken back at any time. At 14:13 in UTC
 * yesterday is over on all islands. */
static void
test_until (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  const Person *ana = &fixture->people[ANA];
  g_autofree char *id = NULL;

  build (fixture, &world);
  fixture_expect (
      fixture, ana, make_op (fixture, world.pairings[ANA], ANA, RONDO_AUDIENCE_QUOTABLE), NULL);
  put_round (fixture, &world, get_today () - 1);
  fixture_expect (
      fixture, ana, make_op (fixture, world.pairings[DORA], ANA, RONDO_AUDIENCE_PARTNER), NO);
  fixture_expect (
      fixture, ana, make_op (fixture, world.pairings[DORA], ANA, RONDO_AUDIENCE_COMMENT), NULL);
  id = rondo_feedback_derive_id (world.pairings[ANA], ana->member, RONDO_AUDIENCE_QUOTABLE);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_DELETE, RONDO_KIND_FEEDBACK, id, 1, NULL),
                  NO);
  fixture_expect (
      fixture, ana, fixture_op (RONDO_ACT_DELETE, RONDO_KIND_FEEDBACK, id, 1, NULL), NULL);
}

static RondoOp *
make_notice (Fixture *fixture, const char *id, const char *member)
{
  g_autoptr (RondoNotice) notice = rondo_notice_new ();

  notice->member = g_strdup (member);
  g_free (notice->title);
  notice->title = g_strdup ("Your partners");
  notice->day = get_today ();
  return fixture_op (
      RONDO_ACT_PUT, RONDO_KIND_NOTICE, id, 0, rondo_wire_encode_notice (notice, NULL));
}

static void
test_notices (Fixture *fixture, gconstpointer data)
{
  Person *people = fixture->people;
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *lost = rondo_id_new (fixture_now_us);
  g_autofree char *nobody = rondo_id_new (fixture_now_us);

  fixture_expect (fixture, &people[ANA], make_notice (fixture, id, people[BEN].member), NO);
  fixture_expect (fixture, &people[CORA], make_notice (fixture, lost, nobody), "unknown");
  fixture_expect (fixture, &people[CORA], make_notice (fixture, id, people[BEN].member), NULL);
  for (Who who = CORA; who < N_PEOPLE; who++) {
    g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &people[who]);

    g_assert_true ((fixture_find_row (rows, id) != NULL) == (who == CORA || who == BEN));
  }
  fixture_expect (
      fixture, &people[ANA], fixture_op (RONDO_ACT_DELETE, RONDO_KIND_NOTICE, id, 1, NULL), NO);
  fixture_expect (
      fixture, &people[BEN], fixture_op (RONDO_ACT_DELETE, RONDO_KIND_NOTICE, id, 1, NULL), NULL);
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
  add ("/server/feedback/each-piece-is-seen-by-whom-it-is-for", test_audiences);
  add ("/server/feedback/only-partners-write-and-only-their-own", test_authors);
  add ("/server/feedback/id-says-about-what-by-whom-for-whom", test_ids);
  add ("/server/feedback/is-written-until-its-day-and-taken-back-ever-after", test_until);
  add ("/server/feedback/notices-are-for-one-member", test_notices);
  return g_test_run ();
}
