/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a computer holds of an account that has become another one. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-heal.h"
#include "rondo-meta-table.h"
#include "rondo-pairings-table.h"
#include "rondo-wire-bodies.h"

/* The pairing of @planned, whose coach is by now somebody else. */
static char *
changed_pairing (const RondoPlan *plan, const RondoPlannedPair *planned)
{
  g_autoptr (RondoPairing) pairing = rondo_pairing_new ();

  pairing->id = g_strdup (planned->pairing);
  pairing->round = g_strdup (plan->round);
  pairing->coach = g_strdup (SELF);
  pairing->client = g_strdup (planned->client);
  return rondo_wire_encode_pairing (pairing, NULL);
}

static char *
find_coach (Local *local, const char *id)
{
  g_autoptr (RondoPairing) pairing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_pairings_table_find (local->db, id, &pairing, &error));
  g_assert_no_error (error);
  g_assert_nonnull (pairing);
  return g_strdup (pairing->coach);
}

/* A copy of this computer has published; the version of a pairing that was written anew since then
 * may well be the number that the round got. */
static void
test_published_before (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoPlan) plan = fixture_plan (1000, round, 3);
  const RondoPlannedPair *planned = plan->pairs->pdata[0];
  g_autofree char *body = changed_pairing (plan, planned);
  g_autoptr (RondoSyncAnswer) rows = answer_new (9);
  g_autofree char *coach = NULL;
  RondoChange *change = rondo_change_new ();

  rondo_change_publish (change, plan);
  local_save (local, change);
  answer_add_row (rows, "pub", RONDO_KIND_PAIRING, planned->pairing, 2, body);
  local_merge (local, rows);
  do {
    g_autoptr (RondoSyncRequest) request = local_prepare (local);
    g_autoptr (RondoSyncAnswer) answer = script_acknowledge (request, 9);

    for (guint i = 0; i < answer->results->len; i++)
      ((RondoOpResult *)answer->results->pdata[i])->version = 2;
    local_merge (local, answer);
  } while (local_count (local, "SELECT count(*) FROM outbox") > 0);

  coach = find_coach (local, planned->pairing);
  g_assert_cmpstr (coach, ==, SELF);
}

static void
merge_pairing (Local *local, const char *coach)
{
  g_autoptr (RondoSyncAnswer) answer = answer_new (9);
  g_autoptr (RondoPairing) pairing = rondo_pairing_new ();
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autofree char *pairing_body = NULL;
  g_autofree char *session_body = NULL;

  pairing->round = g_strdup (fixture_id (500));
  pairing->coach = g_strdup (coach);
  pairing->client = g_strdup (fixture_id (2));
  session->pairing = g_strdup (fixture_id (600));
  session->date = 20000;
  session->minutes = 45;
  pairing_body = rondo_wire_encode_pairing (pairing, NULL);
  session_body = rondo_wire_encode_session (session, NULL);
  answer_add_row (answer, "u:" SELF, RONDO_KIND_PAIRING, fixture_id (600), 1, pairing_body);
  answer_add_row (answer, "u:" SELF, RONDO_KIND_SESSION, fixture_id (700), 1, session_body);
  local_merge (local, answer);
}

static gboolean
is_offered (Local *local, const char *id)
{
  g_auto (RondoHealPlace) place = {0};
  gboolean is_last = FALSE;
  gboolean is_there = FALSE;

  while (!is_last) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RondoHealPage) page = rondo_heal_prepare (local->db, &place, &error);

    g_assert_no_error (error);
    is_last = page->is_last;
    for (guint i = 0; i < page->request->records->len; i++) {
      const RondoHaveRecord *record = page->request->records->pdata[i];

      is_there |= g_str_equal (record->id, id);
    }
  }
  return is_there;
}

/* The server was restored, then the account merged: it has lost the session, and the pairing here
 * still names who one was. */
static void
test_session_of_a_former_account (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (GError) error = NULL;

  rondo_meta_table_write (local->db, RONDO_META_MEMBER, SELF, &error);
  g_assert_no_error (error);
  merge_pairing (local, fixture_id (1));
  g_assert_true (is_offered (local, fixture_id (700)));
  g_assert_false (is_offered (local, fixture_id (600)));
}

/* A copy of this computer has sent it already, and when the accounts became one it went: the answer
 * repeats that it was taken, and no scope that is read here shows it. */
static void
test_sent_by_a_copy (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (GPtrArray) formerly = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoSyncAnswer) first = answer_new (5);
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;

  g_ptr_array_add (formerly, g_strdup (fixture_id (1)));
  g_assert_true (local_sign_in (local, fixture_id (1), EPOCH, EPOCH, NULL, NULL));
  local_put_member (local, 2, "Ben");
  g_assert_true (local_sign_in (local, SELF, EPOCH, EPOCH, formerly, NULL));
  local_merge (local, first);
  request = local_prepare (local);
  g_assert_cmpuint (request->ops->len, ==, 1);
  answer = script_acknowledge (request, 9);
  local_merge (local, answer);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/merged/a-pairing-that-was-written-anew-stays-so-when-the-plan-is-taken",
                   test_published_before);
  g_test_add_func ("/client/merged/a-session-of-a-former-account-is-given-back",
                   test_session_of_a_former_account);
  g_test_add_func ("/client/merged/what-a-copy-has-sent-and-no-scope-shows-goes",
                   test_sent_by_a_copy);
  return g_test_run ();
}
