/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round comes and goes as data. */
#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "rondo-companions-table.h"
#include "rondo-wire-bodies.h"

#define ROUND 900

/* A round, and two who have joined it, in the scope of those who have. */
static RondoSyncAnswer *
new_answer (char **scope)
{
  RondoSyncAnswer *answer = answer_new (10);
  g_autofree char *round = g_strdup (fixture_id (ROUND));

  *scope = g_strconcat ("r:", round, NULL);
  g_ptr_array_add (answer->cursors, rondo_cursor_new (*scope, 10));
  for (guint i = 1; i <= 2; i++) {
    g_autoptr (RondoMember) member = fixture_member (i, i == 1 ? "Ana" : "Ben");
    g_autoptr (RondoCompanion) companion = rondo_companion_new_for_member (round, member);
    g_autofree char *body = rondo_wire_encode_companion (companion, NULL);

    g_assert_null (strstr (body, member->email));
    answer_add_row (answer, *scope, RONDO_KIND_COMPANION, fixture_id (910 + i), 1, body);
  }
  return answer;
}

static void
test_company (void)
{
  g_autoptr (Local) local = local_new ();
  g_autofree char *scope = NULL;
  g_autoptr (RondoSyncAnswer) answer = new_answer (&scope);
  g_autoptr (RondoSyncAnswer) later = answer_new (20);
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) gone = NULL;

  local_merge (local, answer);
  seen = rondo_companions_table_list_for_round (local->db, fixture_id (ROUND), NULL);
  g_assert_cmpuint (seen->len, ==, 2);
  g_assert_cmpstr (((RondoCompanion *)seen->pdata[0])->profile->name, ==, "Ana");
  /* The scope is not told any more: what it held is not on this computer any more. */
  local_merge (local, later);
  gone = rondo_companions_table_list_for_round (local->db, fixture_id (ROUND), NULL);
  g_assert_cmpuint (gone->len, ==, 0);
  g_assert_cmpint (
      local_count (local,
                   "SELECT count(*) FROM record WHERE kind = 'companion' AND body IS NOT NULL"),
      ==,
      0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/companions/they-go-with-their-scope", test_company);
  return g_test_run ();
}
