/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an answer of the server does to the local database. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-cursors-table.h"
#include "rondo-derived.h"
#include "rondo-error.h"
#include "rondo-heal.h"
#include "rondo-merge.h"
#include "rondo-meta-table.h"
#include "rondo-reader.h"
#include "rondo-wire-merge.h"

#define OTHER_EPOCH "ffffffffffffffffffffffffffffffff"
#define COUNT_AGREED "SELECT count(*) FROM meta WHERE key = 'removal_agreed'"
#define DUMP                                                                                       \
  "SELECT group_concat(id || kind || version || coalesce(body, '-') || coalesce(base_body, '-'), " \
  "'|') FROM (SELECT * FROM record ORDER BY id)"
#define COUNT_SHOWN "SELECT count(*) FROM record WHERE body IS NOT NULL"

static char *
member_body (const char *name)
{
  g_autoptr (RondoMember) member = fixture_member (1, name);

  return rondo_wire_encode_member (member, NULL);
}

static void
merge_member (Local *local, const char *scope, int64_t version, const char *name, int64_t seq)
{
  g_autoptr (RondoSyncAnswer) answer = answer_new (seq);
  g_autofree char *body = member_body (name);

  answer_add_row (answer, scope, RONDO_KIND_MEMBER, fixture_id (1), version, body);
  local_merge (local, answer);
}

static char *
shown_name (Local *local)
{
  return local_text (local, "SELECT name FROM member");
}

static void
test_pull_first (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) first = NULL;
  g_autoptr (RondoSyncRequest) second = NULL;

  local_put_member (local, 1, "Ana");
  first = local_prepare (local);
  g_assert_cmpuint (first->ops->len, ==, 0);
  merge_member (local, "pub", 3, "Server", 7);
  second = local_prepare (local);
  g_assert_cmpuint (second->ops->len, ==, 1);
  /* The writer has not seen what the server has. */
  g_assert_cmpint (((RondoOp *)g_ptr_array_index (second->ops, 0))->base, ==, 0);
  g_assert_null (((RondoOp *)g_ptr_array_index (second->ops, 0))->was);
}

static void
test_twice (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (9);
  g_autofree char *body = member_body ("Ana");
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, fixture_id (1), 2, body);
  answer_add_gone (answer, "pub", RONDO_KIND_MEMBER, fixture_id (2), 4);
  g_assert_true (local_merge (local, answer));
  once = local_text (local, DUMP);
  g_assert_false (local_merge (local, answer));
  twice = local_text (local, DUMP);
  g_assert_cmpstr (once, ==, twice);
}

static void
test_acknowledged_twice (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autofree char *body = member_body ("Ana");
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  merge_member (local, "pub", 3, "Server", 7);
  local_put_member (local, 1, "Ana");
  request = local_prepare (local);
  answer = script_acknowledge (request, 8);
  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, fixture_id (1), 4, body);
  local_merge (local, answer);
  once = local_text (local, DUMP);
  local_merge (local, answer);
  twice = local_text (local, DUMP);
  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (local_count (local, "SELECT version FROM record"), ==, 4);
}

#define OWN_SCOPE "SELECT version FROM record_scope WHERE scope = 'u:" SELF "'"
#define OWN_COUNT "SELECT count FROM cursor WHERE scope = 'u:" SELF "'"

/* A row that is left out stands for what was sent; that it comes after all changes nothing. */
static void
test_own_row (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autoptr (RondoSyncAnswer) later = answer_new (9);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = member_body ("Ana");
  RondoMergeReport report = {0};
  RondoMergeTurn turn = {0};

  merge_member (local, "pub", 3, "Server", 7);
  local_put_member (local, 1, "Ana");
  request = local_prepare (local);
  g_assert_true (request->is_brief);
  answer = script_acknowledge (request, 8);
  ((RondoOpResult *)answer->results->pdata[0])->is_own = TRUE;
  turn.request = request;
  g_assert_true (rondo_merge_answer_in_turn (local->db, answer, &turn, NOW_US, &report, &error));
  g_assert_cmpuint (report.acknowledged_count, ==, 1);
  g_assert_cmpint (local_count (local, OWN_SCOPE), ==, 4);
  g_assert_cmpint (local_count (local, OWN_COUNT), ==, 1);
  g_assert_cmpint (local_count (local, "SELECT version FROM record"), ==, 4);
  answer_add_row (later, "u:" SELF, RONDO_KIND_MEMBER, fixture_id (1), 4, body);
  g_assert_false (local_merge (local, later));
  g_assert_cmpint (local_count (local, OWN_COUNT), ==, 1);
}

/* The same while the user goes on: what is shown is theirs, and what the server has is known. */
static void
test_own_row_under_edit (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  RondoMergeReport report = {0};
  RondoMergeTurn turn = {0};

  merge_member (local, "pub", 3, "Server", 7);
  local_put_member (local, 1, "Ana");
  request = local_prepare (local);
  local_put_member (local, 1, "Ann");
  answer = script_acknowledge (request, 8);
  ((RondoOpResult *)answer->results->pdata[0])->is_own = TRUE;
  turn.request = request;
  g_assert_true (rondo_merge_answer_in_turn (local->db, answer, &turn, NOW_US, &report, &error));
  g_assert_cmpint (local_count (local, OWN_SCOPE), ==, 4);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox"), ==, 1);
  base = local_text (local, "SELECT base_body FROM record");
  g_assert_cmpstr (base, ==, ((RondoOp *)request->ops->pdata[0])->body);
  name = shown_name (local);
  g_assert_cmpstr (name, ==, "Ann");
}

/* An answer was lost; the row of what the server made of the op came first. What the op wanted is
 * not what the server has, though the versions are the same. */
static void
test_late_result (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) late = answer_new (9);
  g_autofree char *name = NULL;

  merge_member (local, "pub", 3, "Server", 7);
  local_put_member (local, 1, "Mine");
  request = local_prepare (local);
  merge_member (local, "pub", 4, "Theirs", 8);
  answer_add_ack (late, ((RondoOp *)g_ptr_array_index (request->ops, 0))->op, 4);
  local_merge (local, late);
  name = shown_name (local);
  g_assert_cmpstr (name, ==, "Theirs");
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox"), ==, 0);
}

static void
test_local_edit_stays (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;

  merge_member (local, "pub", 1, "Server", 7);
  local_put_member (local, 1, "Mine");
  merge_member (local, "pub", 5, "Theirs", 8);
  name = shown_name (local);
  g_assert_cmpstr (name, ==, "Mine");
  base = local_text (local, "SELECT base_body FROM record");
  g_assert_nonnull (strstr (base, "Theirs"));
  request = local_prepare (local);
  g_assert_cmpint (((RondoOp *)g_ptr_array_index (request->ops, 0))->base, ==, 1);
}

static void
test_sent_base (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncRequest) again = NULL;
  const RondoOp *op;
  const RondoOp *same;

  merge_member (local, "pub", 1, "Server", 7);
  local_put_member (local, 1, "Mine");
  request = local_prepare (local);
  merge_member (local, "pub", 5, "Theirs", 8);
  again = local_prepare (local);
  op = g_ptr_array_index (request->ops, 0);
  same = g_ptr_array_index (again->ops, 0);
  g_assert_cmpstr (op->op, ==, same->op);
  g_assert_cmpint (op->base, ==, same->base);
  g_assert_cmpstr (op->body, ==, same->body);
}

static void
test_one_op_per_record (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) first = NULL;
  g_autoptr (RondoSyncRequest) both = NULL;
  g_autoptr (RondoSyncRequest) second = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  const RondoOp *op;

  merge_member (local, "pub", 1, "Server", 7);
  local_put_member (local, 1, "Mine");
  first = local_prepare (local);
  local_put_member (local, 1, "Mine again");
  both = local_prepare (local);
  g_assert_cmpuint (both->ops->len, ==, 1);
  answer = script_acknowledge (both, 8);
  local_merge (local, answer);
  second = local_prepare (local);
  g_assert_cmpuint (second->ops->len, ==, 1);
  op = g_ptr_array_index (second->ops, 0);
  g_assert_cmpstr (op->was, ==, "{\"name\":\"Mine\"}");
  g_assert_nonnull (strstr (op->body, "Mine again"));
}

static void
test_waiting_sees_no_old_row (void)
{
  g_autoptr (Local) local = local_new ();
  g_autofree char *name = NULL;

  merge_member (local, "pub", 5, "New", 9);
  merge_member (local, "pub", 4, "Old", 9);
  name = shown_name (local);
  g_assert_cmpstr (name, ==, "New");
}

static void
merge_gone (Local *local, const char *scope, int64_t seq)
{
  g_autoptr (RondoSyncAnswer) answer = answer_new (seq);

  answer_add_gone (answer, scope, RONDO_KIND_MEMBER, fixture_id (1), 2);
  local_merge (local, answer);
}

static void
test_gone_in_one_of_two (void)
{
  g_autoptr (Local) local = local_new ();

  merge_member (local, "pub", 2, "Ana", 1);
  merge_member (local, "u:" SELF, 2, "Ana", 1);
  merge_gone (local, "pub", 2);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
  merge_gone (local, "u:" SELF, 3);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 0);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 0);
}

static void
test_gone_under_edit (void)
{
  g_autoptr (Local) local = local_new ();
  g_autofree char *name = NULL;

  merge_member (local, "pub", 2, "Ana", 1);
  local_put_member (local, 1, "Mine");
  merge_gone (local, "pub", 2);
  name = shown_name (local);
  g_assert_cmpstr (name, ==, "Mine");
  g_assert_cmpint (
      local_count (local, "SELECT count(*) FROM record WHERE base_body IS NULL"), ==, 1);
}

static void
test_lost_scope (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) with = answer_new (4);
  g_autoptr (RondoSyncAnswer) without = answer_new (5);
  g_autofree char *body = member_body ("Ana");
  g_autofree char *id = NULL;

  g_ptr_array_add (with->cursors, rondo_cursor_new ("coord", 4));
  answer_add_row (with, "coord", RONDO_KIND_MEMBER, fixture_id (1), 1, body);
  answer_add_row (with, "coord", RONDO_KIND_MEMBER, fixture_id (2), 1, body);
  answer_add_row (with, "pub", RONDO_KIND_MEMBER, fixture_id (2), 1, body);
  local_merge (local, with);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 2);
  g_assert_true (local_merge (local, without));
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
  id = local_text (local, "SELECT id FROM member");
  g_assert_cmpstr (id, ==, fixture_id (2));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM cursor"), ==, 2);
}

static void
test_no_scopes (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (5);
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  merge_member (local, "pub", 2, "Ana", 1);
  g_ptr_array_set_size (answer->cursors, 0);
  g_assert_false (rondo_merge_answer (local->db, answer, NOW_US, &report, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
}

static void
test_other_epoch (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (5);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  merge_member (local, "pub", 2, "Ana", 1);
  before = local_text (local, DUMP);
  g_free (answer->epoch);
  answer->epoch = g_strdup ("ffffffffffffffffffffffffffffffff");
  answer_add_gone (answer, "pub", RONDO_KIND_MEMBER, fixture_id (1), 9);
  g_assert_false (rondo_merge_answer (local->db, answer, NOW_US, &report, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
  after = local_text (local, DUMP);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (local_count (local, "SELECT max(seq) FROM cursor"), ==, 1);
}

/* A row that the database refuses in the middle of an answer must take cursors and rows with it. */
static void
test_one_transaction (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (50);
  g_autofree char *body = member_body ("Ana");
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  merge_member (local, "pub", 1, "Ana", 1);
  rondo_db_run (
      local->db,
      &error,
      "CREATE TRIGGER stop BEFORE INSERT ON cursor BEGIN SELECT RAISE (ABORT, 'full'); END",
      "");
  g_assert_no_error (error);
  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, fixture_id (2), 1, body);
  g_assert_false (rondo_merge_answer (local->db, answer, NOW_US, &report, &error));
  g_assert_nonnull (error);
  g_assert_false (rondo_db_in_transaction (local->db));
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
  g_assert_cmpint (local_count (local, "SELECT max(seq) FROM cursor"), ==, 1);
}

static void
test_unknown_kind (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (5);
  g_autofree char *kind = NULL;
  RondoRow *row;

  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, fixture_id (1), 1, "{\"a\":1}");
  row = g_ptr_array_index (answer->rows, 0);
  row->is_known = FALSE;
  g_free (row->kind_word);
  row->kind_word = g_strdup ("poll");
  local_merge (local, answer);
  local_reopen (local);
  kind = local_text (local, "SELECT kind FROM record WHERE body = '{\"a\":1}'");
  g_assert_cmpstr (kind, ==, "poll");
}

static void
test_bad_body (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (5);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, fixture_id (1), 1, "{\"name\":17}");
  local_merge (local, answer);
  members = rondo_reader_read_members (local->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 0);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
}

static void
test_published_by_row (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoPlan) plan = fixture_plan (1000, round, 3);
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();

  rondo_change_publish (change, plan);
  local_save (local, change);
  do {
    g_autoptr (RondoSyncAnswer) first = answer_new (1);
    g_autoptr (RondoSyncRequest) request = NULL;
    g_autoptr (RondoSyncAnswer) answer = NULL;

    local_merge (local, first);
    request = local_prepare (local);
    answer = script_acknowledge (request, 2);
    local_merge (local, answer);
  } while (local_count (local, "SELECT count(*) FROM outbox") > 0);

  /* The rows come on a later page; until then what was published stays on screen. */
  overview = rondo_reader_read_round (local->db, round->id, &error);
  g_assert_no_error (error);
  g_assert_false (overview->is_waiting);
  g_assert_cmpint (overview->round->state, ==, RONDO_ROUND_PUBLISHED);
  g_assert_cmpint (overview->round->version, ==, 2);
  g_assert_cmpuint (overview->pairings->len, ==, 3);
  /* Should the server lose them now, they can be given back. */
  g_assert_cmpint (
      local_count (local,
                   "SELECT count(*) FROM record WHERE version = 1 AND kind IN ('plan', 'pairing')"),
      ==,
      4);
}

static void
test_other_history (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) sent = NULL;
  g_autoptr (RondoSyncRequest) first = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_healing = FALSE;

  local_sign_in (local, SELF, EPOCH, EPOCH, NULL, &error);
  g_assert_no_error (error);
  merge_member (local, "pub", 7, "Ana", 90);
  local_put_member (local, 1, "Mine");
  sent = local_prepare (local);
  g_assert_cmpuint (sent->ops->len, ==, 1);

  local_sign_in (local, SELF, EPOCH, OTHER_EPOCH, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rondo_heal_is_running (local->db, &is_healing, NULL));
  g_assert_true (is_healing);
  g_assert_true (rondo_heal_end (local->db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (local_count (local, "SELECT max(version) FROM record"), ==, 0);
  /* Until it is told anew, what was told before can be given back once more. */
  g_assert_cmpint (local_count (local, "SELECT held_version FROM record"), ==, 7);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
  first = local_prepare (local);
  g_assert_cmpuint (first->cursors->len, ==, 0);
  g_assert_cmpuint (first->ops->len, ==, 0);
  g_assert_cmpint (
      local_count (local, "SELECT count(*) FROM outbox JOIN outbox_mark m ON outbox.seq <= m.seq"),
      ==,
      1);
}

static void
test_other_community (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  local_sign_in (local, SELF, EPOCH, EPOCH, NULL, &error);
  g_assert_no_error (error);
  merge_member (local, "pub", 7, "Ana", 90);
  before = local_text (local, DUMP);
  local_sign_in (local, SELF, OTHER_EPOCH, OTHER_EPOCH, NULL, &error);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
  after = local_text (local, DUMP);
  g_assert_cmpstr (before, ==, after);
}

/* Half of more than forty would go: only results are taken until the user has agreed. */
static void
test_fuse (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) all = answer_new (100);
  g_autoptr (RondoSyncAnswer) gone = answer_new (200);
  g_autofree char *body = member_body ("Ana");
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 50; i++)
    answer_add_row (all, "pub", RONDO_KIND_MEMBER, fixture_id (i), 1, body);
  for (guint i = 0; i < 25; i++)
    answer_add_gone (gone, "pub", RONDO_KIND_MEMBER, fixture_id (i), 2);
  local_merge (local, all);
  g_assert_true (rondo_merge_answer (local->db, gone, NOW_US, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.held_count, ==, 25);
  g_assert_cmpuint (report.held_total, ==, 50);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 50);
  g_assert_cmpint (local_count (local, "SELECT seq FROM cursor WHERE scope = 'pub'"), ==, 100);
  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_REMOVAL_AGREED, "1", &error));
  report = (RondoMergeReport){0};
  g_assert_true (rondo_merge_answer (local->db, gone, NOW_US, &report, &error));
  g_assert_cmpuint (report.held_count, ==, 0);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 25);
  g_assert_cmpint (local_count (local, COUNT_AGREED), ==, 0);
}

/* A little, and the user's own deletions, are nothing to ask about. */
static void
test_fuse_lets_little_pass (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) all = answer_new (100);
  g_autoptr (RondoSyncAnswer) gone = answer_new (200);
  g_autofree char *body = member_body ("Ana");

  for (guint i = 0; i < 100; i++)
    answer_add_row (all, "pub", RONDO_KIND_MEMBER, fixture_id (i), 1, body);
  for (guint i = 0; i < 30; i++)
    answer_add_gone (gone, "pub", RONDO_KIND_MEMBER, fixture_id (i), 2);
  local_merge (local, all);
  local_merge (local, gone);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 70);
}

/* A scope that is read again from 0 loses what it does not mention, and what waits stays. */
static void
test_mark_and_sweep (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) all = answer_new (9);
  g_autoptr (RondoSyncAnswer) page = answer_new (5);
  g_autoptr (RondoSyncAnswer) rest = answer_new (9);
  g_autofree char *body = member_body ("Ana");
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 4; i++)
    answer_add_row (all, "pub", RONDO_KIND_MEMBER, fixture_id (i), 1, body);
  local_merge (local, all);
  local_put_member (local, 3, "Mine");
  g_assert_true (rondo_cursors_table_rewind (local->db, &error));
  answer_add_row (page, "pub", RONDO_KIND_MEMBER, fixture_id (1), 1, body);
  page->more = TRUE;
  local_merge (local, page);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 4);
  answer_add_row (rest, "pub", RONDO_KIND_MEMBER, fixture_id (2), 1, body);
  local_merge (local, rest);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 3);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox"), ==, 1);
  g_assert_cmpint (local_count (local, "SELECT count FROM cursor WHERE scope = 'pub'"), ==, 2);
}

#define LOG_BODY                                                                                   \
  "{\"client\":\"018f3b5e-7c1a-7d00-8000-00000000d001\",\"session\":null,"                         \
  "\"date\":\"2026-03-12\",\"minutes\":55,\"payment\":\"paid\"}"
#define OTHER_LOG_BODY                                                                             \
  "{\"client\":\"018f3b5e-7c1a-7d00-8000-00000000d001\",\"session\":null,"                         \
  "\"date\":\"2026-03-12\",\"minutes\":50,\"payment\":\"paid\"}"
static void
add_digest (RondoSyncAnswer *answer, guint count)
{
  uint64_t hash = 0;

  for (guint i = 1; i <= count; i++)
    hash ^= rondo_wire_digest_item (fixture_id (i), 1);
  g_ptr_array_add (answer->digests, rondo_digest_new ("pub", count, hash));
}

/* More rows than one statement takes. */
#define MANY 70

static void
assert_holds_many (Local *local)
{
  uint64_t hash = 0;

  for (guint i = 1; i <= MANY; i++)
    hash ^= rondo_wire_digest_item (fixture_id (i), i == 33 ? 2 : 1);
  g_assert_cmpint (
      local_count (local, "SELECT count(*) FROM record WHERE scope = 'pub'"), ==, MANY);
  g_assert_cmpint (local_count (local, "SELECT sum(scope_version) FROM record"), ==, MANY + 1);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, MANY);
  g_assert_cmpint (
      local_count (local, "SELECT minutes FROM log_entry ORDER BY id LIMIT 1 OFFSET 32"), ==, 50);
  g_assert_cmpint (local_count (local, "SELECT sum(minutes) FROM log_entry"), ==, MANY * 55 - 5);
  g_assert_cmpint (local_count (local, "SELECT count FROM cursor WHERE scope = 'pub'"), ==, MANY);
  g_assert_cmpuint (
      (uint64_t)local_count (local, "SELECT hash FROM cursor WHERE scope = 'pub'"), ==, hash);
}

static RondoSyncAnswer *
make_many (void)
{
  RondoSyncAnswer *answer = answer_new (9);

  for (guint i = 1; i <= MANY; i++)
    answer_add_row (answer,
                    "pub",
                    RONDO_KIND_LOG,
                    fixture_id (i),
                    i == 33 ? 2 : 1,
                    i == 33 ? OTHER_LOG_BODY : LOG_BODY);
  return answer;
}

/* Rows are put in together as long as nobody has heard of them: what is there already, whatever
 * its place, does not count twice, and does not keep the others out. */
static void
test_many_rows (gconstpointer data)
{
  guint known = GPOINTER_TO_UINT (data);
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) before = answer_new (4);
  g_autoptr (RondoSyncAnswer) answer = make_many ();
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  answer_add_row (before, "pub", RONDO_KIND_LOG, fixture_id (known), 1, LOG_BODY);
  local_merge (local, before);
  rondo_derived_decode (answer->rows);
  g_assert_true (rondo_merge_answer (local->db, answer, NOW_US, &report, &error));
  g_assert_no_error (error);
  g_assert_true (report.is_changed);
  assert_holds_many (local);
  /* Once more, and nothing changes. */
  report.is_changed = FALSE;
  g_assert_true (rondo_merge_answer (local->db, answer, NOW_US, &report, &error));
  g_assert_false (report.is_changed);
  assert_holds_many (local);
}

/* A record that changes while it is read, and one that two scopes show, come twice in one page. */
static void
test_many_rows_with_one_twice (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (9);

  for (guint i = 1; i <= MANY; i++) {
    answer_add_row (answer, "pub", RONDO_KIND_LOG, fixture_id (i), 1, LOG_BODY);
    if (i == 27)
      answer_add_row (answer, "u:" SELF, RONDO_KIND_LOG, fixture_id (i), 1, LOG_BODY);
    if (i == 33)
      answer_add_row (answer, "pub", RONDO_KIND_LOG, fixture_id (i), 2, OTHER_LOG_BODY);
  }
  rondo_derived_decode (answer->rows);
  local_merge (local, answer);
  assert_holds_many (local);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM record_scope_more"), ==, 1);
}

static void
test_digest (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (9);
  g_autoptr (RondoSyncAnswer) wrong = answer_new (12);
  g_autofree char *body = member_body ("Ana");
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 3; i++)
    answer_add_row (answer, "pub", RONDO_KIND_MEMBER, fixture_id (i), 1, body);
  add_digest (answer, 3);
  g_assert_true (rondo_merge_answer (local->db, answer, NOW_US, &report, &error));
  g_assert_false (report.reads_again);
  add_digest (wrong, 2);
  g_assert_true (rondo_merge_answer (local->db, wrong, NOW_US, &report, &error));
  g_assert_true (report.reads_again);
  g_assert_cmpint (local_count (local, "SELECT seq FROM cursor WHERE scope = 'pub'"), ==, -1);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 3);
  /* Not again and again: once a day. */
  report = (RondoMergeReport){0};
  g_assert_true (rondo_merge_answer (local->db, wrong, NOW_US + 1, &report, &error));
  g_assert_false (report.reads_again);
  g_assert_cmpuint (report.differing_count, ==, 1);
}

/* An op id names one content: a change of what was not sent yet gets another one. */
static void
test_folded_op_has_a_new_id (void)
{
  g_autoptr (Local) local = local_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *was = NULL;

  merge_member (local, "pub", 3, "Server", 7);
  local_put_member (local, 1, "Ana");
  first = local_text (local, "SELECT op FROM outbox");
  local_put_member (local, 1, "Anna");
  second = local_text (local, "SELECT op FROM outbox");
  was = local_text (local, "SELECT was FROM outbox");
  g_assert_cmpstr (first, !=, second);
  g_assert_nonnull (strstr (was, "Server"));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox_record"), ==, 1);
}

/* What comes while an edit waits must not become what the edit was made from. */
static void
test_edit_keeps_what_it_was_made_from (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  const RondoOp *op;

  merge_member (local, "pub", 3, "Server", 7);
  local_put_member (local, 1, "Ana");
  merge_member (local, "pub", 4, "Somebody", 8);
  request = local_prepare (local);
  op = g_ptr_array_index (request->ops, 0);
  g_assert_nonnull (strstr (op->was, "Server"));
  g_assert_null (strstr (op->was, "Somebody"));
}

static void
test_other_member (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *member = NULL;

  local_sign_in (local, SELF, EPOCH, EPOCH, NULL, &error);
  g_assert_no_error (error);
  local_put_member (local, 1, "Mine");
  local_sign_in (local, fixture_id (2), EPOCH, EPOCH, NULL, &error);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
  member = local_text (local, "SELECT value FROM meta WHERE key = 'member'");
  g_assert_cmpstr (member, ==, SELF);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/push/nothing-is-sent-before-the-first-pull", test_pull_first);
  g_test_add_func ("/client/push/a-sent-op-is-sent-again-unchanged", test_sent_base);
  g_test_add_func ("/client/push/one-op-per-record-and-request", test_one_op_per_record);
  g_test_add_func ("/client/merge/the-same-answer-twice-changes-nothing", test_twice);
  g_test_add_func ("/client/merge/an-acknowledgement-counts-once", test_acknowledged_twice);
  g_test_add_func ("/client/merge/a-row-that-is-left-out-is-what-was-sent", test_own_row);
  g_test_add_func ("/client/merge/a-row-that-is-left-out-is-the-base-of-an-edit",
                   test_own_row_under_edit);
  g_test_add_func ("/client/merge/a-late-result-is-no-newer-than-its-row", test_late_result);
  g_test_add_func ("/client/merge/a-waiting-edit-stays-visible", test_local_edit_stays);
  g_test_add_func ("/client/merge/an-older-version-changes-nothing", test_waiting_sees_no_old_row);
  g_test_add_func ("/client/merge/gone-in-one-of-two-scopes-stays", test_gone_in_one_of_two);
  g_test_add_func ("/client/merge/gone-under-an-edit-keeps-the-edit", test_gone_under_edit);
  g_test_add_func ("/client/merge/a-lost-scope-takes-what-only-it-held", test_lost_scope);
  g_test_add_func ("/client/merge/an-answer-without-scopes-deletes-nothing", test_no_scopes);
  g_test_add_func ("/client/merge/another-epoch-changes-nothing", test_other_epoch);
  g_test_add_func ("/client/merge/rows-and-cursors-come-together", test_one_transaction);
  g_test_add_func ("/client/merge/an-unknown-kind-is-kept", test_unknown_kind);
  g_test_add_func ("/client/merge/a-body-not-understood-is-kept-but-not-shown", test_bad_body);
  g_test_add_func ("/client/merge/an-acknowledged-plan-stays-on-screen", test_published_by_row);
  g_test_add_func ("/client/account/another-history-is-read-anew", test_other_history);
  g_test_add_func ("/client/account/another-community-changes-nothing", test_other_community);
  g_test_add_func ("/client/fuse/much-does-not-go-before-the-user-agrees", test_fuse);
  g_test_add_func ("/client/fuse/a-little-goes-at-once", test_fuse_lets_little_pass);
  g_test_add_func ("/client/resync/what-is-not-mentioned-goes-what-waits-stays",
                   test_mark_and_sweep);
  for (guint known = 1; known <= MANY; known += 23) {
    g_autofree char *path = g_strdup_printf ("/client/merge/many-rows-with-number-%u-known", known);

    g_test_add_data_func (path, GUINT_TO_POINTER (known), test_many_rows);
  }
  g_test_add_func ("/client/merge/many-rows-with-one-twice", test_many_rows_with_one_twice);
  g_test_add_func ("/client/digest/a-scope-that-differs-is-read-again-once", test_digest);
  g_test_add_func ("/client/push/a-folded-op-has-a-new-id", test_folded_op_has_a_new_id);
  g_test_add_func ("/client/push/an-edit-keeps-what-it-was-made-from",
                   test_edit_keeps_what_it_was_made_from);
  g_test_add_func ("/client/account/unsent-changes-stay-with-their-member", test_other_member);
  return g_test_run ();
}
