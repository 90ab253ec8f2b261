/* SPDX-License-Identifier: GPL-3.0-or-later
 * Push and pull: once each, in order, to those who may see it and to nobody else. */
#include "config.h"

#include "fixture.h"

#include <string.h>

static RondoOp *
put (RondoKind kind, const char *id, int64_t base, char *body)
{
  return fixture_op (RONDO_ACT_PUT, kind, id, base, body);
}

static RondoOp *
copy_op (const RondoOp *op)
{
  RondoOp *copy = fixture_op (op->act, op->kind, op->id, op->base, g_strdup (op->body));

  g_free (copy->op);
  copy->op = g_strdup (op->op);
  return copy;
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (RondoOp) op = put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe"));
  g_autoptr (RondoOpResult) first = fixture_push_one (fixture, ana, copy_op (op));
  g_autoptr (RondoOpResult) again = fixture_push_one (fixture, ana, copy_op (op));
  g_autoptr (RondoOpResult) after = NULL;

  fixture_expect (
      fixture, ana, put (RONDO_KIND_CLIENT, id, 1, fixture_client_body ("Zoe Z")), NULL);
  after = fixture_push_one (fixture, ana, copy_op (op));
  g_assert_cmpint (first->version, ==, 1);
  g_assert_cmpint (again->version, ==, 1);
  g_assert_cmpint (again->seq, ==, first->seq);
  g_assert_cmpint (after->version, ==, 1);
  g_assert_cmpint (after->seq, ==, first->seq);
}

static RondoSyncRequest *
brief_request (Person *person, RondoOp *first, RondoOp *second)
{
  RondoSyncRequest *request = rondo_sync_request_new ();

  g_ptr_array_unref (request->cursors);
  request->cursors = g_ptr_array_ref (person->cursors);
  g_ptr_array_add (request->ops, first);
  if (second != NULL)
    g_ptr_array_add (request->ops, second);
  request->is_brief = TRUE;
  return request;
}

static const RondoDigest *
find_digest (const RondoSyncAnswer *answer, const char *member)
{
  for (guint i = 0; i < answer->digests->len; i++) {
    const RondoDigest *digest = g_ptr_array_index (answer->digests, i);

    if (g_str_has_suffix (digest->scope, member))
      return digest;
  }
  g_error ("there is no digest");
}

static guint
count_own (GPtrArray *rows, const Person *person)
{
  guint count = 0;

  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (rows, i);

    count += !row->is_gone && g_str_has_suffix (row->scope, person->member);
  }
  return count;
}

/* Whoever is brief is not told what they have said, and all others are; said again, it is told. */
static void
test_brief (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (RondoOp) op = put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe"));
  g_autoptr (RondoOp) mine = put (
      RONDO_KIND_MEMBER, ana->member, 0, fixture_member_body (ana->member, "Ana B", ana->email));
  g_autoptr (GPtrArray) before = fixture_pull (fixture, ana, 100);
  g_autoptr (RondoSyncRequest) request = brief_request (ana, copy_op (op), NULL);
  g_autoptr (RondoSyncRequest) again = brief_request (ana, copy_op (op), copy_op (mine));
  g_autoptr (RondoSyncAnswer) first = fixture_exchange (fixture, ana, request);
  g_autoptr (RondoSyncAnswer) second = fixture_exchange (fixture, ana, again);
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (((RondoOpResult *)first->results->pdata[0])->is_own);
  g_assert_cmpuint (first->rows->len, ==, 0);
  g_assert_false (first->more);
  g_assert_false (((RondoOpResult *)second->results->pdata[0])->is_own);
  g_assert_false (((RondoOpResult *)second->results->pdata[1])->is_own);
  g_assert_nonnull (fixture_find_row (second->rows, id));
  all = fixture_snapshot (fixture, ana);
  g_assert_nonnull (fixture_find_row (all, id));
  g_assert_cmpint (find_digest (first, ana->member)->count, ==, count_own (all, ana));
}

/* What others wrote meanwhile comes, and what was said is left out among it. */
static void
test_brief_among_others (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  Person *cora = &fixture->people[CORA];
  g_autofree char *first = rondo_id_new (fixture_now_us);
  g_autofree char *second = rondo_id_new (fixture_now_us + 1);
  g_autofree char *round = rondo_id_new (fixture_now_us + 2);
  g_autoptr (GPtrArray) before = fixture_pull (fixture, ana, 100);
  g_autoptr (RondoSyncRequest) request =
      brief_request (ana,
                     put (RONDO_KIND_CLIENT, first, 0, fixture_client_body ("Zoe")),
                     put (RONDO_KIND_CLIENT, second, 0, fixture_client_body ("Yan")));
  g_autoptr (RondoSyncAnswer) answer = NULL;

  fixture_expect (fixture,
                  cora,
                  put (RONDO_KIND_ROUND, round, 0, fixture_round_body ("R", RONDO_ROUND_OPEN)),
                  NULL);
  request->limit = 1;
  answer = fixture_exchange (fixture, ana, request);
  g_assert_cmpuint (answer->rows->len, ==, 1);
  g_assert_nonnull (fixture_find_row (answer->rows, round));
  g_assert_false (answer->more);
  g_assert_true (((RondoOpResult *)answer->results->pdata[1])->is_own);
}

static void
test_refused_twice (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (RondoOp) op =
      put (RONDO_KIND_ROUND, id, 0, fixture_round_body ("Mine", RONDO_ROUND_OPEN));
  g_autoptr (RondoOpResult) first = fixture_push_one (fixture, ana, copy_op (op));
  g_autoptr (RondoOpResult) again = fixture_push_one (fixture, ana, copy_op (op));

  g_assert_true (first->is_refused);
  g_assert_true (again->is_refused);
  g_assert_cmpstr (again->code, ==, first->code);
  g_assert_cmpstr (again->message, ==, first->message);
}

static void
test_op_id_of_another (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (RondoOp) op = put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe"));
  g_autoptr (RondoOp) end = fixture_op (RONDO_ACT_DELETE, RONDO_KIND_CLIENT, id, 1, NULL);

  fixture_expect (fixture, &fixture->people[ANA], copy_op (op), NULL);
  fixture_expect (fixture, &fixture->people[BEN], copy_op (op), "forbidden");
  fixture_expect (fixture, &fixture->people[ANA], copy_op (end), NULL);
  fixture_expect (fixture, &fixture->people[BEN], copy_op (end), "conflict");
}

/* However late it comes again, and whatever was made of the record since. */
static void
test_repeated_late (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (RondoOp) first = put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe"));
  g_autoptr (RondoOp) second = put (RONDO_KIND_CLIENT, id, 1, fixture_client_body ("Yan"));
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpint (fixture_expect (fixture, ana, copy_op (first), NULL), ==, 1);
  g_assert_cmpint (fixture_expect (fixture, ana, copy_op (second), NULL), ==, 2);
  g_assert_cmpint (fixture_expect (fixture, ana, copy_op (first), NULL), ==, 1);
  g_assert_cmpint (fixture_expect (fixture, ana, copy_op (second), NULL), ==, 2);
  rows = fixture_snapshot (fixture, ana);
  g_assert_nonnull (strstr (fixture_find_row (rows, id)->body, "Yan"));
  g_assert_cmpint (fixture_find_row (rows, id)->version, ==, 2);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CONFLICT), ==, 0);
  fixture_expect (
      fixture, ana, fixture_op (RONDO_ACT_DELETE, RONDO_KIND_CLIENT, id, 2, NULL), NULL);
  g_assert_cmpint (fixture_expect (fixture, ana, copy_op (first), NULL), ==, 1);
  g_assert_cmpint (fixture_expect (fixture, ana, copy_op (second), NULL), ==, 2);
  g_ptr_array_unref (g_steal_pointer (&rows));
  rows = fixture_snapshot (fixture, ana);
  g_assert_true (fixture_find_row (rows, id)->is_gone);
}

static void
test_refused_op_stops_nothing (Fixture *fixture, gconstpointer data)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  g_autofree char *round = rondo_id_new (fixture_now_us);
  g_autofree char *client = rondo_id_new (fixture_now_us);
  g_autoptr (RondoSyncAnswer) answer = NULL;

  g_ptr_array_add (ops,
                   put (RONDO_KIND_ROUND, round, 0, fixture_round_body ("Mine", RONDO_ROUND_OPEN)));
  g_ptr_array_add (ops, put (RONDO_KIND_CLIENT, client, 0, g_strdup ("{\"name\":7}")));
  g_ptr_array_add (ops, put (RONDO_KIND_CLIENT, client, 0, fixture_client_body ("Zoe")));
  answer = fixture_push (fixture, &fixture->people[ANA], ops);
  g_assert_cmpuint (answer->results->len, ==, 3);
  g_assert_cmpstr (((RondoOpResult *)answer->results->pdata[0])->code, ==, "forbidden");
  g_assert_cmpstr (((RondoOpResult *)answer->results->pdata[1])->code, ==, "invalid");
  g_assert_false (((RondoOpResult *)answer->results->pdata[2])->is_refused);
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  Person *cora = &fixture->people[CORA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *other = rondo_id_new (fixture_now_us);
  g_autoptr (GPtrArray) rows = NULL;

#define ROUND(base, name)                                                                          \
  put (RONDO_KIND_ROUND, id, (base), fixture_round_body ((name), RONDO_ROUND_OPEN))
  g_assert_cmpint (fixture_expect (fixture, cora, ROUND (0, "First"), NULL), ==, 1);
  g_assert_cmpint (fixture_expect (fixture, cora, ROUND (0, "Other"), NULL), ==, 0);
  g_assert_cmpint (fixture_expect (fixture, cora, ROUND (1, "Second"), NULL), ==, 2);
  g_assert_cmpint (fixture_expect (fixture, cora, ROUND (1, "Late"), NULL), ==, 1);
  g_assert_cmpint (fixture_expect (fixture, cora, ROUND (0, "Second"), NULL), ==, 2);
  rows = fixture_snapshot (fixture, cora);
  g_assert_nonnull (strstr (fixture_find_row (rows, id)->body, "Second"));
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CONFLICT), ==, 2);
#undef ROUND
  fixture_expect (fixture,
                  cora,
                  put (RONDO_KIND_ROUND, other, 0, fixture_round_body ("X", RONDO_ROUND_PUBLISHED)),
                  "invalid");
  fixture_expect (fixture,
                  cora,
                  put (RONDO_KIND_ROUND, id, 2, fixture_round_body ("X", RONDO_ROUND_PUBLISHED)),
                  "conflict");
}

static void
test_delete_and_revive (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) back = NULL;

  fixture_expect (
      fixture, ana, fixture_op (RONDO_ACT_DELETE, RONDO_KIND_LOG, id, 1, NULL), "unknown");
  fixture_expect (fixture, ana, put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe")), NULL);
  before = fixture_pull (fixture, ana, 100);
  g_assert_nonnull (fixture_find_row (before, id));
  g_assert_cmpint (
      fixture_expect (
          fixture, ana, fixture_op (RONDO_ACT_DELETE, RONDO_KIND_CLIENT, id, 7, NULL), NULL),
      ==,
      1);
  g_assert_cmpint (
      fixture_expect (
          fixture, ana, fixture_op (RONDO_ACT_DELETE, RONDO_KIND_CLIENT, id, 1, NULL), NULL),
      ==,
      2);
  g_assert_cmpint (
      fixture_expect (
          fixture, ana, fixture_op (RONDO_ACT_DELETE, RONDO_KIND_CLIENT, id, 1, NULL), NULL),
      ==,
      2);
  gone = fixture_pull (fixture, ana, 100);
  g_assert_cmpuint (gone->len, ==, 2);
  g_assert_cmpuint (fixture_count_rows (gone, RONDO_KIND_CONFLICT), ==, 1);
  g_assert_true (fixture_find_row (gone, id)->is_gone);
  g_assert_true (fixture_find_row (gone, id)->is_deleted);
  g_assert_null (fixture_find_row (gone, id)->body);
  g_assert_cmpint (
      fixture_expect (
          fixture, ana, put (RONDO_KIND_CLIENT, id, 2, fixture_client_body ("Zoe")), NULL),
      ==,
      3);
  back = fixture_pull (fixture, ana, 100);
  g_assert_false (((RondoRow *)back->pdata[0])->is_gone);
}

static void
test_unknown_members_survive (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *plain = fixture_client_body ("Zoe");
  g_autofree char *body =
      g_strdup_printf ("%.*s,\"hat\":[1,{\"ü\":2.5}]}", (int)strlen (plain) - 1, plain);
  g_autoptr (GPtrArray) rows = NULL;

  fixture_expect (fixture, ana, put (RONDO_KIND_CLIENT, id, 0, g_strdup (body)), NULL);
  rows = fixture_snapshot (fixture, ana);
  g_assert_cmpstr (fixture_find_row (rows, id)->body, ==, body);
}

static void
test_huge_body (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *plain = fixture_client_body ("Zoe");
  g_autofree char *long_text = g_strnfill (70000, 'x');
  g_autofree char *body =
      g_strdup_printf ("%.*s,\"hat\":\"%s\"}", (int)strlen (plain) - 1, plain, long_text);

  fixture_expect (fixture, ana, put (RONDO_KIND_CLIENT, id, 0, g_strdup (body)), "invalid");
}

/* What a reader has seen: the version of every record in every scope. */
static void
note_rows (GHashTable *seen, GPtrArray *rows, int64_t *last_seq)
{
  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = rows->pdata[i];
    char *key = g_strconcat (row->scope, " ", row->id, NULL);

    g_assert_cmpint (row->seq, >=, *last_seq);
    *last_seq = row->seq;
    /* Once each: a record comes again only when it was changed meanwhile. */
    g_assert_cmpint (row->version, >, GPOINTER_TO_INT (g_hash_table_lookup (seen, key)));
    g_hash_table_insert (seen, key, GINT_TO_POINTER ((int)row->version));
  }
}

static GPtrArray *
write_clients (Fixture *fixture, const Person *person, guint count)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < count; i++) {
    char *id = rondo_id_new (fixture_now_us);

    g_ptr_array_add (ids, id);
    fixture_expect (
        fixture, person, put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Z")), NULL);
  }
  return ids;
}

/* Pages of few rows while the community writes on. After each page some records change, in an order
 * that meets some that were read and some that were not. */
static void
test_paging (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  int64_t limit = GPOINTER_TO_INT (data);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) ids = write_clients (fixture, ana, 40);
  gboolean more = TRUE;
  int64_t last_seq = 0;
  guint written = 0;

  while (more) {
    g_autoptr (RondoSyncAnswer) answer = fixture_pull_page (fixture, ana, limit);

    g_assert_cmpuint (answer->rows->len, <=, limit + 2);
    note_rows (seen, answer->rows, &last_seq);
    more = answer->more;
    for (guint i = 0; i < 3 && more && written < 20; i++, written++)
      fixture_expect (
          fixture,
          ana,
          put (RONDO_KIND_CLIENT, ids->pdata[written * 7 % 40], 1, fixture_client_body ("Y")),
          NULL);
  }
  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *key = g_strdup_printf ("u:%s %s", ana->member, (char *)ids->pdata[i]);
    int version = 1;

    for (guint k = 0; k < written; k++)
      version = k * 7 % 40 == i ? 2 : version;
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (seen, key)), ==, version);
  }
}

/* A change in three scopes is never parted by the end of a page. */
static void
test_one_change_stays_together (Fixture *fixture, gconstpointer data)
{
  Person *cora = &fixture->people[CORA];
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *own = rondo_id_derive (round, cora->member);
  g_autoptr (GPtrArray) rows = NULL;
  guint count = 0;

  fixture_expect (
      fixture,
      cora,
      put (RONDO_KIND_REGISTRATION, own, 0, fixture_registration_body (round, cora->member)),
      NULL);
  g_clear_pointer (&cora->cursors, g_ptr_array_unref);
  rows = fixture_pull (fixture, cora, 1);
  for (guint i = 0; i < rows->len; i++)
    count += g_strcmp0 (((RondoRow *)rows->pdata[i])->id, own) == 0;
  g_assert_cmpuint (count, ==, 2);
}

static void
test_cursors (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_ptr_array_unref (fixture_snapshot (fixture, ana));
  /* A scope that is not hers changes nothing and is not in the answer. */
  g_ptr_array_add (ana->cursors, rondo_cursor_new ("coord", 0));
  answer = fixture_pull_page (fixture, ana, 100);
  g_assert_cmpuint (answer->rows->len, ==, 0);
  g_assert_cmpuint (answer->cursors->len, ==, 2);
  g_assert_false (answer->is_coordinator);
  g_assert_false (answer->more);
}

static void
send_epoch (Fixture *fixture, const char *epoch, int64_t cursor)
{
  const Person *ana = &fixture->people[ANA];
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  g_autofree char *body = NULL;

  g_free (request->epoch);
  request->epoch = g_strdup (epoch);
  g_ptr_array_add (request->cursors, rondo_cursor_new ("pub", cursor));
  body = rondo_wire_encode_sync_request (request);
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, body, 409, "epoch"));
}

static void
test_epoch (Fixture *fixture, gconstpointer data)
{
  send_epoch (fixture, "00000000000000000000000000000000", 0);
  send_epoch (fixture, NULL, 1000000);
}

static void
test_bad_requests (Fixture *fixture, gconstpointer data)
{
  static const char *const BODIES[] = {
      "",
      "{",
      "[]",
      "null",
      "{\"cursors\":[]}",
      "{\"ops\":7}",
      "\xff\xfe{}",
  };
  const char *token = fixture->people[ANA].token;
  g_autofree char *deep = g_strnfill (200000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (BODIES); i++)
    g_free (
        fixture_send_refused (fixture, "POST", "/v1/sync", token, BODIES[i], 400, "bad-request"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", token, deep, 400, "bad-request"));
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autoptr (RondoOp) op = put (RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe"));
  g_autoptr (RondoOpResult) before = fixture_push_one (fixture, ana, copy_op (op));
  g_autoptr (RondoOpResult) after = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_restart (fixture);
  after = fixture_push_one (fixture, ana, copy_op (op));
  g_assert_cmpint (after->seq, ==, before->seq);
  rows = fixture_snapshot (fixture, ana);
  g_assert_nonnull (fixture_find_row (rows, id));
  rondo_server_check (fixture->server, &error);
  g_assert_no_error (error);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  static const int LIMITS[] = {1, 2, 7, 50};

  g_test_init (&argc, &argv, NULL);
  add ("/server/push/op-sent-twice-is-applied-once", test_twice);
  add ("/server/push/refused-op-sent-twice-is-refused-alike", test_refused_twice);
  add ("/server/push/op-id-of-another-member-is-refused", test_op_id_of_another);
  add ("/server/push/repeated-late-it-changes-nothing", test_repeated_late);
  add ("/server/push/refused-op-stops-no-other", test_refused_op_stops_nothing);
  add ("/server/push/base-has-to-be-the-current-version", test_versions);
  add ("/server/push/deleted-is-gone-and-can-come-back", test_delete_and_revive);
  add ("/server/push/huge-body-is-refused", test_huge_body);
  add ("/server/pull/unknown-members-of-a-body-survive", test_unknown_members_survive);
  add ("/server/pull/one-change-stays-together", test_one_change_stays_together);
  add ("/server/pull/foreign-scope-is-ignored", test_cursors);
  add ("/server/sync/another-history-is-refused", test_epoch);
  add ("/server/sync/bad-requests-are-refused", test_bad_requests);
  add ("/server/sync/a-brief-request-is-not-told-what-it-says", test_brief);
  add ("/server/sync/a-brief-request-is-told-what-others-say", test_brief_among_others);
  add ("/server/restart/keeps-everything", test_restart);
  for (guint i = 0; i < G_N_ELEMENTS (LIMITS); i++) {
    g_autofree char *path =
        g_strdup_printf ("/server/pull/pages-of-%d-while-writes-go-on", LIMITS[i]);

    g_test_add (path,
                Fixture,
                GINT_TO_POINTER (LIMITS[i]),
                fixture_set_up_people,
                test_paging,
                fixture_tear_down);
  }
  return g_test_run ();
}
