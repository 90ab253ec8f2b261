/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round: who sees it, since when and how long. */
#include "config.h"

#include "fixture.h"

#include "rondo-db.h"
#include "rondo-server-community.h"

#include <string.h>

static guint
count_seen (Fixture *fixture, Who who)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);

  return fixture_count_rows (rows, RONDO_KIND_COMPANION);
}

/* What @who sees of @whom, NULL if they do not. (transfer full) */
static RondoCompanion *
find_seen (Fixture *fixture, Who who, Who whom)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);

  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = rows->pdata[i];

    if (row->kind == RONDO_KIND_COMPANION && row->body != NULL &&
        strstr (row->body, fixture->people[whom].member) != NULL) {
      g_assert_null (strstr (row->body, "@example.org"));
      return rondo_wire_decode_companion (row->id, row->body, NULL);
    }
  }
  return NULL;
}

/* Cora writes @round as @change makes it. */
static void
edit_round (Fixture *fixture, const char *round, RondoRoundState state, RondoDate requests_until)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  const RondoRow *row = fixture_find_row (rows, round);
  g_autoptr (RondoRound) value = rondo_wire_decode_round (row->id, row->body, NULL);

  value->state = state;
  value->requests_until = requests_until;
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_ROUND,
                              round,
                              row->version,
                              rondo_wire_encode_round (value, row->body)),
                  NULL);
}

/* The registration of @who as @whoever changes it. */
static void
register_again (
    Fixture *fixture, const char *round, Who who, RondoRegistrationState state, const char *avoided)
{
  g_autofree char *id = rondo_id_derive (round, fixture->people[who].member);
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);
  const RondoRow *row = fixture_find_row (rows, id);
  g_autoptr (RondoRegistration) value = rondo_wire_decode_registration (id, row->body, NULL);

  value->state = state;
  if (avoided != NULL)
    g_ptr_array_add (value->wishes->avoids, g_strdup (avoided));
  fixture_expect (fixture,
                  &fixture->people[who],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_REGISTRATION,
                              id,
                              row->version,
                              rondo_wire_encode_registration (value, row->body)),
                  NULL);
}

static void
test_joined (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (RondoCompanion) ben = find_seen (fixture, ANA, BEN);
  g_autoptr (RondoCompanion) back = NULL;

  g_assert_nonnull (ben);
  g_assert_cmpstr (ben->round, ==, round);
  g_assert_cmpstr (ben->profile->email, ==, "");
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 4);
  g_assert_cmpuint (count_seen (fixture, CORA), ==, 0);
  register_again (fixture, round, BEN, RONDO_REGISTRATION_WITHDRAWN, NULL);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 3);
  g_assert_cmpuint (count_seen (fixture, BEN), ==, 0);
  register_again (fixture, round, BEN, RONDO_REGISTRATION_REGISTERED, NULL);
  back = find_seen (fixture, ANA, BEN);
  g_assert_nonnull (back);
  g_assert_cmpuint (count_seen (fixture, BEN), ==, 4);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  RondoDate today = (RondoDate)(fixture_now_us / FIXTURE_DAY_US);
  g_autofree char *round = fixture_open_round (fixture);

  edit_round (fixture, round, RONDO_ROUND_CLOSED, RONDO_DATE_NONE);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 0);
  edit_round (fixture, round, RONDO_ROUND_OPEN, RONDO_DATE_NONE);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 4);
  edit_round (fixture, round, RONDO_ROUND_OPEN, today - 2);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 0);
  edit_round (fixture, round, RONDO_ROUND_OPEN, today + 1);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 4);
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  const Person *ben = &fixture->people[BEN];
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[BEN]);
  const RondoRow *row = fixture_find_row (rows, ben->member);
  g_autoptr (RondoMember) member = rondo_wire_decode_member (row->id, row->body, NULL);
  g_autoptr (RondoCompanion) seen = NULL;

  g_free (member->name);
  member->name = g_strdup ("Benno");
  fixture_expect (fixture,
                  ben,
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_MEMBER,
                              row->id,
                              row->version,
                              rondo_wire_encode_member (member, row->body)),
                  NULL);
  seen = find_seen (fixture, ANA, BEN);
  g_assert_cmpstr (seen->profile->name, ==, "Benno");
}

/* Whom somebody avoids by id is kept apart when the plan is checked, like by address. */
static void
test_avoided (Fixture *fixture, gconstpointer data)
{
  static const Who ring[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);

  register_again (fixture, round, ANA, RONDO_REGISTRATION_REGISTERED, fixture->people[BEN].member);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (fixture_plan (fixture, round, ring), 1),
                  "invalid");
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (fixture->database, rondo_server_schema (), &error);

  g_assert_no_error (error);
  rondo_db_run (db, &error, sql, "");
  g_assert_no_error (error);
}

/* A round that was opened by a server that knew of no company. */
static void
test_upgraded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (RondoCompanion) ben = NULL;

  run_sql (fixture,
           "DELETE FROM feed WHERE record IN "
           "(SELECT id FROM record WHERE kind = 'companion')");
  run_sql (fixture, "DELETE FROM scope_digest WHERE scope LIKE 'r:%'");
  run_sql (fixture, "UPDATE record SET is_deleted = 1, body = NULL WHERE kind = 'companion'");
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 0);
  fixture_restart (fixture);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 4);
  ben = find_seen (fixture, ANA, BEN);
  g_assert_cmpstr (ben->round, ==, round);
}

/* Nothing is left in the feed of a round that is past. */
static void
test_published (Fixture *fixture, gconstpointer data)
{
  static const Who ring[] = {ANA, CHAI, CHAI, BEN, BEN, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *scope = g_strconcat ("r:", round, NULL);
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) error = NULL;

  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (fixture_plan (fixture, round, ring), 1),
                  NULL);
  g_assert_cmpuint (count_seen (fixture, ANA), ==, 0);
  db = rondo_db_open_reader (fixture->database, &error);
  g_assert_no_error (error);
  statement = rondo_db_query (
      db, &error, "SELECT 1 FROM feed WHERE scope = $1 AND is_gone = 0", "t", scope);
  g_assert_false (rondo_statement_step (statement, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add (                                                                                     \
      "/server/companions/" name, Fixture, NULL, fixture_set_up_people, func, fixture_tear_down)
  ADD ("who-joins-sees-who-has-joined", test_joined);
  ADD ("they-go-with-the-last-day-of-requests", test_closed);
  ADD ("they-follow-the-profile", test_follows);
  ADD ("who-is-avoided-by-id-is-kept-apart", test_avoided);
  ADD ("rounds-that-were-open-before-get-their-company", test_upgraded);
  ADD ("they-go-when-the-plan-is-published", test_published);
  return g_test_run ();
}
