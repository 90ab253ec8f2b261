/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server knows of its own past: tags, what is too old, what changed, who was whom. */
#include "config.h"

#include "fixture.h"

#include "rondo-db.h"

#include <string.h>

static RondoOp *
put (RondoKind kind, const char *id, int64_t base, char *body)
{
  return fixture_op (RONDO_ACT_PUT, kind, id, base, body);
}

static char *
make_request (const RondoSyncAnswer *seen, int64_t high, const char *tag)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();

  request->epoch = g_strdup (seen->epoch);
  request->high = high;
  request->tag = g_strdup (tag);
  return rondo_wire_encode_sync_request (request);
}

static RondoSyncAnswer *
push_client (Fixture *fixture, const Person *person)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  g_autofree char *id = rondo_id_new (fixture_now_us);

  g_ptr_array_add (ops, put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe")));
  return fixture_push (fixture, person, ops);
}

/* What a device holds was told with a tag that proves it, also if nobody has pushed yet: people
 * join, and a list is imported. */
static void
test_every_commit_has_a_tag (Fixture *fixture, gconstpointer data)
{
  static const char csv[] = "Name,Email\nEva,eva@example.org\n";
  Person *cora = &fixture->people[CORA];
  g_autoptr (RondoSyncAnswer) joined = fixture_pull_page (fixture, cora, 1000);
  g_autoptr (RondoSyncAnswer) imported = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (joined->high, ==, ((RondoCursor *)joined->cursors->pdata[0])->seq);
  rondo_server_import_members (fixture->server, csv, strlen (csv), &error);
  g_assert_no_error (error);
  imported = fixture_pull_page (fixture, cora, 1000);
  g_assert_cmpint (imported->high, >, joined->high);
  g_assert_cmpint (imported->high, ==, ((RondoCursor *)imported->cursors->pdata[0])->seq);
}

/* Nobody can make the server believe that it was restored. */
static void
test_forged_tag (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autoptr (RondoSyncAnswer) seen = push_client (fixture, ana);
  g_autoptr (RondoSyncAnswer) after = NULL;
  g_autofree char *other_seq = NULL;
  g_autofree char *other_tag = NULL;
  g_autofree char *tag = g_strdup (seen->tag);

  g_assert_nonnull (seen->tag);
  tag[strlen (tag) - 1] = tag[strlen (tag) - 1] == '0' ? '1' : '0';
  other_tag = make_request (seen, seen->high, tag);
  other_seq = make_request (seen, seen->high + 1, seen->tag);
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, other_tag, 400, "tag"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, other_seq, 400, "tag"));
  after = push_client (fixture, ana);
  g_assert_cmpstr (after->epoch, ==, seen->epoch);
}

/* Away for longer than what is gone is remembered: everything is read again. */
static void
test_too_old (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  const int64_t now_us = fixture_now_us;
  g_autoptr (RondoSyncAnswer) seen = push_client (fixture, ana);
  g_autoptr (RondoSyncAnswer) lately = push_client (fixture, ana);
  g_autofree char *request = make_request (seen, seen->high, seen->tag);
  guint status = 0;

  g_free (fixture_send (fixture, "POST", "/v1/sync", ana->token, request, &status));
  g_assert_cmpuint (status, ==, 200);
  fixture_now_us = now_us + 401 * FIXTURE_DAY_US;
  fixture_restart (fixture);
  fixture_now_us = now_us;
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, request, 410, "resync"));
}

static int64_t
read_edge (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open_reader (fixture->database, &error);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, &error, "SELECT min_seq FROM community", "");

  g_assert_no_error (error);
  g_assert_true (rondo_statement_step (statement, &error));
  return rondo_statement_get_int (statement, 0);
}

/* A server that is never restarted forgets as well. */
static void
test_too_old_meanwhile (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  const int64_t now_us = fixture_now_us;
  g_autoptr (RondoSyncAnswer) seen = push_client (fixture, ana);
  g_autoptr (RondoSyncAnswer) lately = push_client (fixture, ana);
  g_autofree char *request = make_request (seen, seen->high, seen->tag);

  fixture_forget_seconds = 1;
  fixture_restart (fixture);
  fixture_forget_seconds = 0;
  g_assert_cmpint (read_edge (fixture), ==, 0);
  fixture_now_us = now_us + 401 * FIXTURE_DAY_US;
  while (read_edge (fixture) == 0)
    g_main_context_iteration (NULL, TRUE);
  fixture_now_us = now_us;
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, request, 410, "resync"));
}

static void
test_asserts_need_a_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = rondo_id_new (fixture_now_us);

  fixture_expect (
      fixture,
      &fixture->people[ANA],
      fixture_op (RONDO_ACT_ASSERT, RONDO_KIND_CLIENT, id, 3, fixture_client_body ("Zoe")),
      "forbidden");
}

/* Contact data go with the end of a pairing, the names of both stay. */
static void
test_ended_pairing (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (RondoPairing) pairing = NULL;
  const RondoRow *row;
  char *pairings[N_PEOPLE] = {NULL};

  fixture_publish_ring (fixture, round, pairings);
  before = fixture_snapshot (fixture, ana);
  g_assert_cmpuint (fixture_count_rows (before, RONDO_KIND_PROFILE), ==, 2);
  row = fixture_find_row (before, pairings[ANA]);
  pairing = rondo_wire_decode_pairing (row->id, row->body, NULL);
  g_assert_null (pairing->client_name);
  pairing->state = RONDO_PAIRING_ENDED;
  fixture_expect (
      fixture,
      &fixture->people[CORA],
      put (RONDO_KIND_PAIRING, pairings[ANA], 1, rondo_wire_encode_pairing (pairing, row->body)),
      NULL);
  after = fixture_snapshot (fixture, ana);
  g_assert_cmpuint (fixture_count_rows (after, RONDO_KIND_PROFILE), ==, 1);
  g_clear_pointer (&pairing, rondo_pairing_free);
  row = fixture_find_row (after, pairings[ANA]);
  pairing = rondo_wire_decode_pairing (row->id, row->body, NULL);
  g_assert_nonnull (pairing->coach_name);
  g_assert_nonnull (pairing->client_name);
  g_assert_null (strstr (row->body, "@"));
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (pairings[i]);
}

/* All that a round says about who is paired. (transfer full) */
static char *
changed_round_body (const char *id)
{
  g_autofree char *body = fixture_round_body ("Renamed", RONDO_ROUND_OPEN);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (id, body, NULL);

  round->end++;
  round->session_count++;
  round->session_minutes += 15;
  round->capacity = 2;
  round->mutual_allowed = TRUE;
  round->least = RONDO_CREDENTIAL_ACC;
  return rondo_wire_encode_round (round, body);
}

static void
test_stale_plan (Fixture *fixture, gconstpointer data)
{
  static const char *const CHANGES[] = {"the name",
                                        "the dates",
                                        "the number of sessions",
                                        "the length of a session",
                                        "how many clients and coaches each takes",
                                        "who may be paired with whom",
                                        "whom the round is for"};
  Person *cora = &fixture->people[CORA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (RondoOpResult) result = NULL;

  g_assert_cmpint (
      fixture_expect (
          fixture, cora, put (RONDO_KIND_ROUND, round, 1, changed_round_body (round)), NULL),
      ==,
      2);
  result = fixture_push_one (
      fixture,
      cora,
      fixture_publish_op (
          fixture_plan (fixture, round, (Who[]){ANA, BEN, BEN, CHAI, CHAI, ANA, N_PEOPLE}), 1));
  g_assert_true (result->is_refused);
  g_assert_cmpstr (result->code, ==, "conflict");
  for (gsize i = 0; i < G_N_ELEMENTS (CHANGES); i++)
    g_assert_nonnull (strstr (result->message, CHANGES[i]));
}

/* What the writer had not seen stays, and stands beside what they wanted. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *client = rondo_id_new (fixture_now_us);
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (GPtrArray) rows = NULL;
  RondoOp *op;

  fixture_expect (fixture, ana, put (RONDO_KIND_LOG, id, 0, fixture_log_body (client, 60)), NULL);
  op = put (RONDO_KIND_LOG, id, 1, fixture_log_body (client, 45));
  op->was = g_strdup ("{\"minutes\":60}");
  g_assert_cmpint (fixture_expect (fixture, ana, op, NULL), ==, 2);
  op = put (RONDO_KIND_LOG, id, 1, fixture_log_body (client, 90));
  op->was = g_strdup ("{\"minutes\":60}");
  fixture_expect (fixture, ana, op, NULL);
  rows = fixture_snapshot (fixture, ana);
  g_assert_nonnull (strstr (fixture_find_row (rows, id)->body, "45"));
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CONFLICT), ==, 1);
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
  add ("/server/history/a-forged-tag-is-refused", test_forged_tag);
  add ("/server/history/every-commit-has-a-tag", test_every_commit_has_a_tag);
  add ("/server/history/who-was-away-too-long-reads-again", test_too_old);
  add ("/server/history/what-is-too-old-is-forgotten-every-day", test_too_old_meanwhile);
  add ("/server/history/asserts-need-a-restore", test_asserts_need_a_restore);
  add ("/server/history/an-ended-pairing-keeps-names-alone", test_ended_pairing);
  add ("/server/history/a-stale-plan-is-told-what-changed", test_stale_plan);
  add ("/server/history/two-values-make-a-conflict", test_merge);
  return g_test_run ();
}
