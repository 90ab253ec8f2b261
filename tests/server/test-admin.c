/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an administrator does with people while the server runs, and what is written down of it. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include <string.h>

static const char SYNC[] = "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}";

/* What "member …" says of the database. (transfer full) */
static char *
member (Fixture *fixture, const char *action, const char *who, const char *extra)
{
  char *output = NULL;
  const char *const words[] = {
      "member", "--database", fixture->database, action, who, who != NULL ? extra : NULL, NULL};

  g_assert_cmpint (command_run (&output, NULL, words), ==, 0);
  return output;
}

static guint
sync_status (Fixture *fixture, Who who)
{
  guint status = 0;

  g_free (fixture_send (fixture, "POST", "/v1/sync", fixture->people[who].token, SYNC, &status));
  return status;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = member (fixture, "list", NULL, NULL);
  g_autofree char *devices = member (fixture, "devices", "ANA@example.org", NULL);
  g_autofree char *after = NULL;

  g_assert_nonnull (
      strstr (before, "cora@example.org\tCora Coordinator\tcoordinator\tactive\t1\n"));
  g_assert_nonnull (strstr (before, "ana@example.org\tAna Alvarez\tcoach\tactive\t1\n"));
  g_assert_nonnull (strstr (devices, "\ttest\t"));
  g_free (member (fixture, "hold", "ana@example.org", NULL));
  g_free (member (fixture, "remove-account", "ben@example.org", NULL));
  after = member (fixture, "list", NULL, NULL);
  g_assert_nonnull (strstr (after, "ana@example.org\tAna Alvarez\tcoach\theld\t1\n"));
  g_assert_nonnull (strstr (after, "ben@example.org\tBen Bakker\t-\tnot-joined\t0\n"));
}

static void
test_hold (Fixture *fixture, gconstpointer data)
{
  const Person *ana = &fixture->people[ANA];
  g_autofree char *login =
      rondo_wire_encode_login_request (&(RondoLoginRequest){.email = (char *)"ana@example.org",
                                                            .password = (char *)FIXTURE_PASSWORD,
                                                            .device = (char *)"desk"});
  g_autofree char *token = rondo_wire_encode_token_request (&(RondoTokenRequest){
      .refresh = ana->refresh, .next = (char *)"H2bYw6RkTq9XeN0sVfJ4dLzG8uMiC1aPo5KvBx7ZtEI"});

  g_free (member (fixture, "hold", ana->member, NULL));
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, SYNC, 401, "revoked"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/token", NULL, token, 401, "revoked"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/login", NULL, login, 401, "revoked"));
  g_assert_cmpuint (sync_status (fixture, BEN), ==, 200);
  g_free (member (fixture, "release", ana->member, NULL));
  g_assert_cmpuint (sync_status (fixture, ANA), ==, 200);
}

/* A sync request with one entry of a log, or with something else. (transfer full) */
static char *
deposit_body (const char *log, const char *op, RondoKind kind, char *body)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  RondoOp *change = fixture_op (RONDO_ACT_PUT, kind, log, 0, body);

  g_free (change->op);
  change->op = g_strdup (op);
  g_ptr_array_add (request->ops, change);
  request->limit = 1;
  return rondo_wire_encode_sync_request (request);
}

/* Hours that waited on the device of somebody who is held now. */
static void
test_deposit (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *client = rondo_id_new (fixture_now_us);
  g_autofree char *log = rondo_id_new (fixture_now_us);
  g_autofree char *op = rondo_id_new (fixture_now_us);
  g_autofree char *body = deposit_body (log, op, RONDO_KIND_LOG, fixture_log_body (client, 77));
  g_autofree char *round =
      deposit_body (log, op, RONDO_KIND_ROUND, fixture_round_body ("Mine", RONDO_ROUND_OPEN));
  g_autofree char *list = NULL;
  g_autofree char *done = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint status = 0;

  fixture_expect (
      fixture,
      ana,
      fixture_op (RONDO_ACT_PUT, RONDO_KIND_CLIENT, client, 0, fixture_client_body ("Zoe")),
      NULL);
  g_free (fixture_send_refused (
      fixture, "POST", "/v1/deposit", ana->refresh, body, 401, "unauthorized"));
  g_free (member (fixture, "hold", "ana@example.org", NULL));
  g_free (
      fixture_send_refused (fixture, "POST", "/v1/deposit", ana->token, body, 401, "unauthorized"));
  g_free (
      fixture_send_refused (fixture, "POST", "/v1/deposit", ana->refresh, round, 403, "forbidden"));
  for (guint i = 0; i < 2; i++) {
    g_free (fixture_send (fixture, "POST", "/v1/deposit", ana->refresh, body, &status));
    g_assert_cmpuint (status, ==, 200);
  }
  g_assert_cmpint (TELL (&list, "deposit", "--database", fixture->database, "list"), ==, 0);
  g_assert_true (g_str_has_prefix (list, "ana@example.org\t1\t"));
  g_assert_cmpint (
      TELL (&done, "deposit", "--database", fixture->database, "accept", "ana@example.org"), ==, 0);
  g_assert_cmpstr (done, ==, "Done: 1, refused: 0.\n");
  /* Released, the device sends it once more: nothing is doubled. */
  g_free (member (fixture, "release", "ana@example.org", NULL));
  again = fixture_send (fixture, "POST", "/v1/sync", ana->token, body, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (again, "\"refused\":false"));
  rows = fixture_snapshot (fixture, ana);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_LOG), ==, 1);
  FAILS (2, "list", "deposit", "--database", fixture->database, "accept");
}

static void
test_role (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  const RondoCursor *cursor = NULL;
  gboolean sees_all = FALSE;

  g_free (member (fixture, "role", "ana@example.org", "coordinator"));
  g_ptr_array_unref (fixture_snapshot (fixture, ana));
  for (guint i = 0; i < ana->cursors->len; i++) {
    cursor = g_ptr_array_index (ana->cursors, i);
    sees_all |= g_strcmp0 (cursor->scope, "coord") == 0;
  }
  g_assert_true (sees_all);
  g_free (member (fixture, "role", "cora@example.org", "coach"));
  /* Somebody has to be left who can invite. */
  FAILS (1,
         "only coordinator",
         "member",
         "--database",
         fixture->database,
         "role",
         "ana@example.org",
         "coach");
  FAILS (1, "only coordinator", "member", "--database", fixture->database, "hold", ana->member);
  FAILS (1,
         "only coordinator",
         "member",
         "--database",
         fixture->database,
         "remove-account",
         ana->member);
  FAILS (1,
         "“coach” or “coordinator”",
         "member",
         "--database",
         fixture->database,
         "role",
         "ana@example.org",
         "king");
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *devices = member (fixture, "devices", "ana@example.org", NULL);
  g_autofree char *id = g_strndup (devices, strcspn (devices, "\t"));

  FAILS (
      1, "no device", "member", "--database", fixture->database, "sign-out", "ben@example.org", id);
  g_free (member (fixture, "sign-out", "ana@example.org", id));
  g_assert_cmpuint (sync_status (fixture, ANA), ==, 401);
  g_assert_cmpuint (sync_status (fixture, BEN), ==, 200);
  g_free (member (fixture, "sign-out", "ben@example.org", NULL));
  g_assert_cmpuint (sync_status (fixture, BEN), ==, 401);
}

/* Who lost the account joins again, with the same member. */
static void
test_remove_account (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *before = g_strdup (ana->member);
  g_autofree char *code = NULL;

  g_free (member (fixture, "remove-account", "ana@example.org", NULL));
  g_assert_cmpuint (sync_status (fixture, ANA), ==, 401);
  FAILS (1, "no account yet", "member", "--database", fixture->database, "hold", "ana@example.org");
  g_assert_cmpint (
      TELL (&code, "invite", "--database", fixture->database, "--email", "ana@example.org"), ==, 0);
  fixture_join (fixture, g_strstrip (code), ana);
  g_assert_cmpstr (ana->member, ==, before);
}

static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  const char *const database = fixture->database;

  FAILS (2, "action", "member", "--database", database);
  FAILS (2, "action", "member", "--database", database, "dance");
  FAILS (2, "action", "member", "--database", database, "hold");
  FAILS (2, "--database", "member", "list");
  FAILS (1, "eva@example.org", "member", "--database", database, "hold", "eva@example.org");
  FAILS (1, "nobody", "member", "--database", database, "hold", "nobody");
}

/* Every deed is written down with ids, and nothing in it is a name, an address or a secret. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  static const char *const DEEDS[] = {
      "\tinvite\t", "\thold\t", "\trelease\t", "\trole\t", "\tsign-out\t", "\tpublish\t"};
  static const char *const PERSONAL[] = {"example.org", "Ana", "Alvarez", "Cora", "test"};
  g_autofree char *round = fixture_open_round (fixture);
  char *pairings[N_PEOPLE] = {NULL};
  g_autofree char *log = NULL;

  fixture_publish_ring (fixture, round, pairings);
  g_free (member (fixture, "hold", "ana@example.org", NULL));
  g_free (member (fixture, "release", "ana@example.org", NULL));
  g_free (member (fixture, "role", "ana@example.org", "coordinator"));
  g_free (member (fixture, "sign-out", "ana@example.org", NULL));
  g_assert_cmpint (TELL (&log, "log", "--database", fixture->database), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (DEEDS); i++)
    g_assert_nonnull (strstr (log, DEEDS[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (PERSONAL); i++)
    g_assert_null (strstr (log, PERSONAL[i]));
  g_assert_nonnull (strstr (log, fixture->people[ANA].member));
  g_assert_nonnull (strstr (log, "\tcoordinator\n"));
  /* By whom: the coordinator published, the console did the rest. */
  g_assert_nonnull (strstr (log, fixture->people[CORA].member));
  g_assert_nonnull (strstr (log, "\tconsole\thold\t"));
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (pairings[i]);
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
  command_set_program (argc, argv);
  add ("/server/admin/members-and-devices-are-listed", test_list);
  add ("/server/admin/held-account-is-shut-out-until-released", test_hold);
  add ("/server/admin/held-account-hands-its-hours-in", test_deposit);
  add ("/server/admin/role-counts-at-once-and-one-coordinator-stays", test_role);
  add ("/server/admin/devices-are-signed-out-one-by-one-or-all", test_sign_out);
  add ("/server/admin/removed-account-joins-again-as-the-same-member", test_remove_account);
  add ("/server/admin/mistakes-are-explained", test_mistakes);
  add ("/server/admin/log-tells-every-deed-and-nobody's-name", test_log);
  return g_test_run ();
}
