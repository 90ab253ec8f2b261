/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two accounts of one person become one: every hour once, everybody told. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include "rondo-wire-accounts.h"

#include <string.h>

static const char SYNC[] = "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}";

static char *
merge_body (Fixture *fixture, Who stays, Who goes)
{
  return rondo_wire_encode_merge_request (
      &(RondoMergeRequest){fixture->people[stays].member, fixture->people[goes].member});
}

static int64_t
merge_ids (Fixture *fixture, const char *stays, const char *goes)
{
  g_autofree char *body =
      rondo_wire_encode_merge_request (&(RondoMergeRequest){(char *)stays, (char *)goes});
  guint status = 0;
  g_autofree char *text =
      fixture_send (fixture, "POST", "/v1/merge", fixture->people[CORA].token, body, &status);
  g_autoptr (RondoMergeAnswer) answer = NULL;

  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_merge_answer (text, strlen (text), NULL);
  return answer->moved;
}

static int64_t
merge (Fixture *fixture, Who stays, Who goes)
{
  return merge_ids (fixture, fixture->people[stays].member, fixture->people[goes].member);
}

static char *
merge_refused (Fixture *fixture, Who by, Who stays, Who goes, guint status, const char *code)
{
  g_autofree char *body = merge_body (fixture, stays, goes);

  return fixture_send_refused (
      fixture, "POST", "/v1/merge", fixture->people[by].token, body, status, code);
}

static char *
put (Fixture *fixture, Who who, RondoKind kind, char *body)
{
  char *id = rondo_id_new (fixture_now_us);

  fixture_expect (
      fixture, &fixture->people[who], fixture_op (RONDO_ACT_PUT, kind, id, 0, body), NULL);
  return id;
}

static guint
sum_minutes (GPtrArray *rows)
{
  guint sum = 0;

  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = rows->pdata[i];
    g_autoptr (RondoLogEntry) entry = NULL;

    if (!row->is_known || row->kind != RONDO_KIND_LOG || row->is_gone)
      continue;
    entry = rondo_wire_decode_log_entry (row->id, row->body, NULL);
    sum += (guint)entry->minutes;
  }
  return sum;
}

/* Signs in again with what @email has for a password now, into @person. */
static void
login (Fixture *fixture, Who who, const char *email, GPtrArray **formerly)
{
  Person *person = &fixture->people[who];
  g_autofree char *body = rondo_wire_encode_login_request (&(RondoLoginRequest){
      .email = (char *)email, .password = (char *)FIXTURE_PASSWORD, .device = (char *)"desk"});
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/login", NULL, body, &status);
  g_autoptr (RondoAccountAnswer) answer = NULL;

  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_account_answer (text, strlen (text), NULL);
  g_free (person->token);
  g_free (person->member);
  person->token = g_strdup (answer->token);
  person->member = g_strdup (answer->member);
  *formerly = g_ptr_array_ref (answer->formerly);
}

/* Hours of both, one client that both have, a round that both are in. */
static void
test_hours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zoe = put (fixture, ANA, RONDO_KIND_CLIENT, fixture_client_body ("Zoe"));
  g_autofree char *yan = put (fixture, BEN, RONDO_KIND_CLIENT, fixture_client_body ("Yan"));
  g_autofree char *one = put (fixture, ANA, RONDO_KIND_LOG, fixture_log_body (zoe, 50));
  g_autofree char *two = put (fixture, BEN, RONDO_KIND_LOG, fixture_log_body (yan, 35));
  g_autofree char *chai_a = put (
      fixture, ANA, RONDO_KIND_CLIENT, fixture_partner_body ("Chai", fixture->people[CHAI].member));
  g_autofree char *chai_b = put (
      fixture, BEN, RONDO_KIND_CLIENT, fixture_partner_body ("Chai", fixture->people[CHAI].member));
  g_autofree char *three = put (fixture, BEN, RONDO_KIND_LOG, fixture_log_body (chai_b, 15));
  g_autofree char *round = fixture_open_round (fixture);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) coordinator = NULL;
  g_autoptr (RondoLogEntry) entry = NULL;
  const RondoRow *row = NULL;
  g_autoptr (RondoMember) ben = NULL;

  g_assert_cmpint (merge (fixture, ANA, BEN), >, 4);
  rows = fixture_snapshot (fixture, &fixture->people[ANA]);
  g_assert_cmpuint (sum_minutes (rows), ==, 100);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_REGISTRATION), ==, 1);
  /* Zoe, Yan, and Chai once. */
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CLIENT), ==, 3);
  /* Of the two Chais the one that is left has the hours. */
  row = fixture_find_row (rows, three);
  entry = rondo_wire_decode_log_entry (row->id, row->body, NULL);
  g_assert_false (fixture_find_row (rows, entry->client)->is_gone);
  g_free (fixture_send_refused (
      fixture, "POST", "/v1/sync", fixture->people[BEN].token, SYNC, 401, "unauthorized"));
  coordinator = fixture_snapshot (fixture, &fixture->people[CORA]);
  row = fixture_find_row (coordinator, fixture->people[BEN].member);
  ben = rondo_wire_decode_member (row->id, row->body, NULL);
  g_assert_cmpstr (ben->about.merged_into, ==, fixture->people[ANA].member);
  g_assert_false (ben->is_active);
  g_assert_cmpuint (fixture_count_rows (coordinator, RONDO_KIND_REGISTRATION), ==, 3);
  g_assert_cmpint (RUN ("check", "--database", fixture->database), ==, 0);
}

/* Gus, who is not in the round, was Dora all along. */
static void
test_pairings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  char *pairings[N_PEOPLE] = {NULL};
  g_autofree char *gus = rondo_id_new (fixture_now_us);
  g_autofree char *dora = g_strdup (fixture->people[DORA].member);
  g_autofree char *session = NULL;
  g_autoptr (GPtrArray) formerly = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) partner = NULL;
  g_autofree char *step = NULL;

  fixture_publish_ring (fixture, round, pairings);
  session = put (fixture, DORA, RONDO_KIND_SESSION, fixture_session_body (pairings[DORA], 45));
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_MEMBER,
                              gus,
                              0,
                              fixture_member_body (gus, "Gus Guest", "gus@example.org")),
                  NULL);
  merge_ids (fixture, gus, dora);
  /* Who had no account has this one now, by either address. */
  login (fixture, DORA, "gus@example.org", &formerly);
  g_assert_cmpstr (fixture->people[DORA].member, ==, gus);
  rows = fixture_snapshot (fixture, &fixture->people[DORA]);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PAIRING), ==, 2);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PROFILE), ==, 2);
  g_assert_nonnull (fixture_find_row (rows, session));
  g_assert_nonnull (strstr (fixture_find_row (rows, pairings[DORA])->body, gus));
  /* Ana sees the profiles of her two partners, and none of somebody who is gone. */
  partner = fixture_snapshot (fixture, &fixture->people[ANA]);
  g_assert_cmpuint (fixture_count_rows (partner, RONDO_KIND_PROFILE), ==, 2);
  step = put (fixture, DORA, RONDO_KIND_SESSION, fixture_session_body (pairings[DORA], 30));
  g_assert_cmpint (RUN ("check", "--database", fixture->database), ==, 0);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (pairings[i]);
}

/* A device of the one that goes has hours that it never sent, and one whose answer was lost. */
static void
test_unsent (Fixture *fixture, gconstpointer data)
{
  const Person former = fixture->people[BEN];
  g_autofree char *former_member = g_strdup (former.member);
  g_autofree char *yan = put (fixture, BEN, RONDO_KIND_CLIENT, fixture_client_body ("Yan"));
  g_autofree char *sent = rondo_id_new (fixture_now_us);
  g_autofree char *waiting = rondo_id_new (fixture_now_us);
  g_autofree char *partner = rondo_id_derive (former_member, fixture->people[CHAI].member);
  g_autofree char *op = NULL;
  RondoOp *first = fixture_op (RONDO_ACT_PUT, RONDO_KIND_LOG, sent, 0, fixture_log_body (yan, 20));
  RondoOp *again = fixture_op (RONDO_ACT_PUT, RONDO_KIND_LOG, sent, 0, fixture_log_body (yan, 20));
  g_autoptr (RondoOpResult) result = NULL;
  g_autoptr (GPtrArray) formerly = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  op = g_strdup (first->op);
  g_free (again->op);
  again->op = g_strdup (op);
  fixture_expect (fixture, &fixture->people[BEN], first, NULL);
  merge (fixture, ANA, BEN);
  login (fixture, BEN, "ben@example.org", &formerly);
  g_assert_cmpstr (fixture->people[BEN].member, ==, fixture->people[ANA].member);
  g_assert_cmpuint (formerly->len, ==, 1);
  g_assert_cmpstr (formerly->pdata[0], ==, former_member);
  result = fixture_push_one (fixture, &fixture->people[BEN], again);
  g_assert_false (result->is_refused);
  fixture_expect (fixture,
                  &fixture->people[BEN],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_CLIENT,
                              partner,
                              0,
                              fixture_partner_body ("Chai", fixture->people[CHAI].member)),
                  NULL);
  fixture_expect (
      fixture,
      &fixture->people[BEN],
      fixture_op (RONDO_ACT_PUT, RONDO_KIND_LOG, waiting, 0, fixture_log_body (partner, 40)),
      NULL);
  rows = fixture_snapshot (fixture, &fixture->people[ANA]);
  g_assert_cmpuint (sum_minutes (rows), ==, 60);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *round = fixture_open_round (fixture);
  char *pairings[N_PEOPLE] = {NULL};

  g_free (merge_refused (fixture, ANA, ANA, BEN, 403, "forbidden"));
  g_free (merge_refused (fixture, CORA, ANA, ANA, 409, "conflict"));
  g_free (merge_refused (fixture, CORA, ANA, CORA, 409, "conflict"));
  fixture_publish_ring (fixture, round, pairings);
  g_free (merge_refused (fixture, CORA, ANA, BEN, 409, "conflict"));
  g_assert_cmpint (
      RUN ("member", "--database", fixture->database, "hold", "chai@example.org"), ==, 0);
  g_free (merge_refused (fixture, CORA, ANA, CHAI, 409, "conflict"));
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (pairings[i]);
}

/* Who is avoided as one is avoided as the other. */
static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const RondoRow *row = NULL;
  g_autoptr (RondoMember) ben = NULL;

  merge (fixture, CHAI, DORA);
  rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  row = fixture_find_row (rows, fixture->people[BEN].member);
  ben = rondo_wire_decode_member (row->id, row->body, NULL);
  g_assert_cmpuint (ben->wishes->avoids->len, ==, 1);
  g_assert_cmpstr (ben->wishes->avoids->pdata[0], ==, "chai@example.org");
  g_assert_cmpint (TELL (&log, "log", "--database", fixture->database), ==, 0);
  g_assert_nonnull (strstr (log, "\tmerge\t"));
}

#define ADD(name, func)                                                                            \
  g_test_add (                                                                                     \
      "/server/merging/" name, Fixture, NULL, fixture_set_up_people, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  ADD ("every-hour-is-there-once-and-a-shared-client-too", test_hours);
  ADD ("pairings-and-sessions-go-on-as-the-one-that-stays", test_pairings);
  ADD ("what-was-not-sent-goes-out-as-the-other-once", test_unsent);
  ADD ("two-people-partners-oneself-and-who-is-held-are-refused", test_refused);
  ADD ("requests-and-avoids-name-the-one-that-stays", test_addresses);
  return g_test_run ();
}
