/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many new log entries in one request: what is not new among them stops none. */
#include "config.h"

#include "fixture.h"

#include <string.h>

#define COUNT 70
/* Where something else is than a new entry. */
#define TAKEN 25
#define INVALID 31
#define FOREIGN_ID 40
#define REFUSED_BEFORE 44
#define SAME_RECORD 52
#define EDIT 60
#define EDITED 10

static RondoOp *
new_entry (const char *client, guint minutes)
{
  g_autofree char *id = rondo_id_new (fixture_now_us);

  return fixture_op (RONDO_ACT_PUT, RONDO_KIND_LOG, id, 0, fixture_log_body (client, (int)minutes));
}

static RondoOp *
copy_op (const RondoOp *op)
{
  RondoOp *copy = fixture_op (op->act, op->kind, op->id, op->base, g_strdup (op->body));

  g_free (copy->op);
  copy->op = g_strdup (op->op);
  return copy;
}

static GPtrArray *
copy_ops (GPtrArray *ops)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (copies, copy_op (ops->pdata[i]));
  return copies;
}

static RondoOp *
get_op (GPtrArray *ops, guint i)
{
  return g_ptr_array_index (ops, i);
}

static void
replace (char **text, const char *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

/* An op of Ana that was refused for what it wanted then. */
static void
refuse_before (Fixture *fixture, const RondoOp *op)
{
  g_autofree char *round = rondo_id_new (fixture_now_us);
  RondoOp *wish = fixture_op (
      RONDO_ACT_PUT, RONDO_KIND_ROUND, round, 0, fixture_round_body ("Mine", RONDO_ROUND_OPEN));

  replace (&wish->op, op->op);
  fixture_expect (fixture, &fixture->people[ANA], wish, "forbidden");
}

static GPtrArray *
make_ops (Fixture *fixture)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  g_autofree char *client = rondo_id_new (fixture_now_us);

  for (guint i = 0; i < COUNT; i++)
    g_ptr_array_add (ops, new_entry (client, i + 1));
  fixture_expect (fixture, &fixture->people[BEN], new_entry (client, 5), NULL);
  fixture_expect (fixture, &fixture->people[BEN], copy_op (get_op (ops, TAKEN)), NULL);
  replace (&get_op (ops, TAKEN)->op, "018f3b5e-7c1a-7d00-8000-00000000f001");
  replace (&get_op (ops, INVALID)->body, "{\"minutes\":0}");
  get_op (ops, FOREIGN_ID)->id[14] = '4';
  refuse_before (fixture, get_op (ops, REFUSED_BEFORE));
  replace (&get_op (ops, SAME_RECORD)->id, get_op (ops, SAME_RECORD - 2)->id);
  replace (&get_op (ops, EDIT)->id, get_op (ops, EDITED)->id);
  get_op (ops, EDIT)->base = 1;
  return ops;
}

static const char *
expected_code (guint i)
{
  if (i == TAKEN || i == REFUSED_BEFORE)
    return "forbidden";
  return i == INVALID || i == FOREIGN_ID ? "invalid" : NULL;
}

static int64_t
expected_version (guint i)
{
  if (expected_code (i) != NULL || i == SAME_RECORD)
    return 0;
  return i == EDIT ? 2 : 1;
}

static void
check_results (GPtrArray *results)
{
  int64_t seq = 0;

  g_assert_cmpuint (results->len, ==, COUNT);
  for (guint i = 0; i < COUNT; i++) {
    const RondoOpResult *result = g_ptr_array_index (results, i);

    g_assert_cmpstr (result->code, ==, expected_code (i));
    g_assert_cmpint (result->version, ==, expected_version (i));
    if (result->is_refused)
      continue;
    g_assert_cmpint (result->seq, >, seq);
    seq = result->seq;
  }
}

static void
check_rows (Fixture *fixture, GPtrArray *ops)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[ANA]);

  for (guint i = 0; i < COUNT; i++) {
    const RondoOp *op = get_op (ops, i);
    const RondoRow *row = fixture_find_row (rows, op->id);

    g_assert_true ((row != NULL) == (expected_code (i) == NULL));
    if (row == NULL || i == EDITED || i == SAME_RECORD)
      continue;
    g_assert_cmpstr (row->body, ==, op->body);
  }
}

static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autoptr (GPtrArray) ops = make_ops (fixture);
  g_autoptr (RondoSyncAnswer) first = fixture_push (fixture, ana, copy_ops (ops));
  g_autoptr (RondoSyncAnswer) again = fixture_push (fixture, ana, copy_ops (ops));
  g_autoptr (GError) error = NULL;

  check_results (first->results);
  check_rows (fixture, ops);
  for (guint i = 0; i < COUNT; i++) {
    const RondoOpResult *told = g_ptr_array_index (first->results, i);
    const RondoOpResult *repeated = g_ptr_array_index (again->results, i);

    g_assert_cmpstr (repeated->code, ==, told->code);
    g_assert_cmpint (repeated->version, ==, told->version);
    /* A record that two ops have written differently has moved since. */
    if (i != SAME_RECORD - 2)
      g_assert_cmpint (repeated->seq, ==, told->seq);
  }
  rondo_server_check (fixture->server, &error);
  g_assert_no_error (error);
}

/* A request that comes again after half of it was sent in another one. */
static void
test_half_known (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  GPtrArray *half = NULL;
  g_autoptr (RondoSyncAnswer) before = NULL;
  g_autoptr (RondoSyncAnswer) all = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *client = rondo_id_new (fixture_now_us);

  for (guint i = 0; i < COUNT; i++)
    g_ptr_array_add (ops, new_entry (client, i + 1));
  half = copy_ops (ops);
  for (guint i = COUNT; i-- > 0;)
    if (i % 3 != 0)
      g_ptr_array_remove_index (half, i);
  before = fixture_push (fixture, ana, half);
  all = fixture_push (fixture, ana, copy_ops (ops));
  for (guint i = 0; i < COUNT; i++) {
    const RondoOpResult *result = g_ptr_array_index (all->results, i);

    g_assert_false (result->is_refused);
    g_assert_cmpint (result->version, ==, 1);
    if (i % 3 == 0)
      g_assert_cmpint (
          result->seq, ==, ((const RondoOpResult *)before->results->pdata[i / 3])->seq);
  }
  rondo_server_check (fixture->server, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/fresh/what-is-not-new-among-many-stops-none",
              Fixture,
              NULL,
              fixture_set_up_people,
              test_mixed,
              fixture_tear_down);
  g_test_add ("/server/fresh/known-ones-among-many-count-once",
              Fixture,
              NULL,
              fixture_set_up_people,
              test_half_known,
              fixture_tear_down);
  return g_test_run ();
}
