/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was changed in two places, as those see it who may choose. */
#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "rondo-conflict-reader.h"
#include "rondo-meta-table.h"
#include "rondo-wire-bodies.h"

/* What the choice between two values of the wishes of @member says. */
static char *
describe_choice (const char *self, const char *member)
{
  static const char other[] = "{\"avoids\":[\"zoe@example.org\",\"yan@example.org\"],"
                              "\"avoid_ids\":[\"018f3b5e-7c1a-7d00-8000-00000000a777\"]}";
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (10);
  g_autoptr (RondoMember) value = fixture_member (1, "Ana");
  RondoConflict conflict = {.record = (char *)member,
                            .kind = RONDO_KIND_MEMBER,
                            .kept = (char *)"{\"avoids\":[\"xia@example.org\"]}",
                            .other = (char *)other};
  g_autoptr (GPtrArray) overviews = NULL;
  g_autofree char *member_body = NULL;
  g_autofree char *body = rondo_wire_encode_conflict (&conflict, NULL);
  GString *text = g_string_new (NULL);
  const RondoConflictOverview *overview = NULL;

  g_ptr_array_add (value->wishes->avoids, g_strdup ("xia@example.org"));
  member_body = rondo_wire_encode_member (value, NULL);
  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_MEMBER, self, NULL));
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("coord", 10));
  answer_add_row (answer, "coord", RONDO_KIND_MEMBER, member, 1, member_body);
  answer_add_row (answer, "coord", RONDO_KIND_CONFLICT, fixture_id (99), 1, body);
  local_merge (local, answer);
  overviews = rondo_conflict_reader_list (local->db, NULL);
  g_assert_cmpuint (overviews->len, ==, 1);
  overview = overviews->pdata[0];
  for (guint i = 0; i < overview->lines->len; i++) {
    const RondoConflictLine *line = overview->lines->pdata[i];

    g_string_append_printf (text, "%s: %s / %s\n", line->name, line->kept, line->other);
  }
  return g_string_free (text, FALSE);
}

static void
test_hidden (void)
{
  g_autofree char *ana = g_strdup (fixture_id (1));
  g_autofree char *to_others = describe_choice (SELF, ana);
  g_autofree char *to_her = describe_choice (ana, ana);

  g_assert_null (strstr (to_others, "@example.org"));
  g_assert_nonnull (strstr (to_others, "1 person / 2 persons"));
  g_assert_nonnull (strstr (to_her, "xia@example.org"));
  g_assert_null (strstr (to_her, "018f3b5e"));
}

/* “First” was sent and lost to what another computer had written, “Second” is not sent yet, and
 * then “First” is chosen over it: that is a change, though not of what “Second” was made from. */
static void
test_choice_before_edit_is_sent (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) before = answer_new (10);
  g_autoptr (RondoSyncAnswer) after = answer_new (20);
  g_autoptr (RondoSyncRequest) first = NULL;
  g_autoptr (RondoSyncRequest) chosen = NULL;
  g_autoptr (RondoMember) value = fixture_member (1, "Ana");
  g_autofree char *body = rondo_wire_encode_member (value, NULL);
  RondoConflict conflict = {.record = value->id,
                            .kind = RONDO_KIND_MEMBER,
                            .kept = (char *)"{\"name\":\"Elsewhere\"}",
                            .other = (char *)"{\"name\":\"First\"}"};
  g_autofree char *choice = rondo_wire_encode_conflict (&conflict, NULL);
  g_autofree char *kept = NULL;
  const RondoOp *op = NULL;

  g_ptr_array_add (before->cursors, rondo_cursor_new ("coord", 10));
  answer_add_row (before, "coord", RONDO_KIND_MEMBER, value->id, 1, body);
  local_merge (local, before);
  local_put_member (local, 1, "First");
  first = local_prepare (local);
  g_assert_cmpuint (first->ops->len, ==, 1);
  local_put_member (local, 1, "Second");
  g_free (value->name);
  value->name = g_strdup ("Elsewhere");
  kept = rondo_wire_encode_member (value, NULL);
  g_ptr_array_add (after->cursors, rondo_cursor_new ("coord", 20));
  op = first->ops->pdata[0];
  answer_add_ack (after, op->op, 2);
  answer_add_row (after, "coord", RONDO_KIND_MEMBER, value->id, 2, kept);
  answer_add_row (after, "coord", RONDO_KIND_CONFLICT, fixture_id (99), 1, choice);
  local_merge (local, after);
  g_assert_true (rondo_conflict_resolve (local->db, fixture_id (99), TRUE, NOW_US, NULL));
  chosen = local_prepare (local);
  op = chosen->ops->pdata[0];
  g_assert_cmpstr (op->id, ==, value->id);
  g_assert_nonnull (strstr (op->body, "\"First\""));
  g_assert_nonnull (strstr (op->was, "\"Second\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/conflicts/whom-somebody-avoids-no-choice-tells", test_hidden);
  g_test_add_func ("/client/conflicts/a-choice-over-an-edit-that-waits-is-a-change",
                   test_choice_before_edit_is_sent);
  return g_test_run ();
}
