/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining, signing in and out against a scripted server and a keyring in a file. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-account.h"
#include "rondo-error.h"
#include "rondo-server-answer.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *dir;
  char *file;
  RondoStore *store;
  RondoTransport *transport;
  RondoAccount *account;

  char *path; /* of the last request */
  char *body;
  char *sent_token;
  const char *address; /* to sign in at */
  const char *status;
  const char *epoch;  /* of the server; NULL: EPOCH */
  const char *member; /* of the account; NULL: SELF */
  const char *answer; /* NULL: an account */
} World;

static char *
serve (const char *path,
       const char *token,
       const char *body,
       const RondoSyncRequest *request,
       RondoTransportHead *head,
       gpointer data,
       GError **error)
{
  World *world = data;
  const char *epoch = world->epoch != NULL ? world->epoch : EPOCH;
  RondoAccountAnswer account = {
      .token = (char *)"secret-token",
      .refresh = (char *)"family.secret-token",
      .seconds = 900,
      .member = (char *)(world->member != NULL ? world->member : SELF),
      .name = (char *)"Ana",
      .community = (char *)"Lake",
      .epoch = (char *)epoch,
      .is_coordinator = FALSE,
  };

  g_free (world->path);
  world->path = g_strdup (path);
  g_free (world->body);
  world->body = g_strdup (body);
  g_free (world->sent_token);
  world->sent_token = g_strdup (token);
  if (world->answer == NULL && g_str_has_suffix (path, "/v1/hello"))
    return g_strdup_printf (
        "{\"server\":\"rondo\",\"protocol\":1,\"community\":\"Lake\",\"epoch\":\"%s\"}", epoch);
  if (world->answer == NULL)
    return rondo_wire_encode_account_answer (&account);
  head->status = (guint)g_ascii_strtoull (world->status, NULL, 10);
  return g_strdup (world->answer);
}

static void
load (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_account_load_async (world->account, NULL, fixture_got_result, &result);
  rondo_account_load_finish (world->account, fixture_await (&result), &error);
  g_assert_no_error (error);
}

static void
open_world (World *world)
{
  world->store = fixture_open_store (world->file);
  world->account = rondo_account_new_with_transport (world->store, world->transport);
  load (world);
}

static void
close_world (World *world)
{
  g_assert_finalize_object (g_steal_pointer (&world->account));
  rondo_store_close (world->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&world->store);
}

static void
world_set_up (World *world, gconstpointer data)
{
  world->dir = fixture_make_dir ();
  world->file = g_build_filename (world->dir, "rondo.db", NULL);
  world->transport = script_transport_new (serve, world);
  open_world (world);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  if (world->store != NULL)
    close_world (world);
  g_clear_object (&world->transport);
  fixture_remove_dir (world->dir);
  g_free (world->dir);
  g_free (world->file);
  g_free (world->path);
  g_free (world->body);
  g_free (world->sent_token);
}

static gboolean
login (World *world, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_account_login_async (world->account,
                             world->address != NULL ? world->address : "localhost:8730/",
                             "ana@example.org",
                             "password",
                             NULL,
                             fixture_got_result,
                             &result);
  return rondo_account_login_finish (world->account, fixture_await_keyring (&result), error);
}

static gboolean
join (World *world, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_account_join_async (world->account,
                            "http://localhost:8730",
                            " K7PX-2M4Q-9RTW ",
                            name,
                            NULL,
                            "password",
                            NULL,
                            fixture_got_result,
                            &result);
  return rondo_account_join_finish (world->account, fixture_await_keyring (&result), error);
}

static void
set_self (World *world, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_account_set_self_async (world->account, id, NULL, fixture_got_result, &result);
  rondo_account_set_self_finish (world->account, fixture_await (&result), error);
}

static void
save_member (World *world, const char *name)
{
  g_autoptr (RondoMember) member = fixture_member (1, name);
  RondoChange *change = rondo_change_new ();

  rondo_change_put_member (change, member);
  fixture_save (world->store, change);
}

static void
notified_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(int *)user_data)++;
}

static void
test_alone (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rondo_account_get_server (world->account));
  g_assert_true (rondo_account_get_is_coordinator (world->account));
  g_assert_false (rondo_account_get_is_signed_in (world->account));
  set_self (world, fixture_id (1), &error);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_clear_error (&error);
  save_member (world, "Ana");
  set_self (world, fixture_id (1), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rondo_account_get_member (world->account), ==, fixture_id (1));
  g_assert_cmpstr (rondo_account_get_name (world->account), ==, "Ana");
  close_world (world);
  open_world (world);
  g_assert_cmpstr (rondo_account_get_name (world->account), ==, "Ana");
}

static void
test_login (World *world, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  int notified = 0;

  g_signal_connect (world->account, "notify::is-signed-in", G_CALLBACK (notified_cb), &notified);
  g_assert_true (login (world, &error));
  g_assert_no_error (error);
  g_assert_cmpint (notified, ==, 1);
  g_assert_cmpstr (rondo_account_get_server (world->account), ==, "http://localhost:8730");
  g_assert_cmpstr (rondo_account_get_community (world->account), ==, "Lake");
  g_assert_cmpstr (rondo_account_get_member (world->account), ==, SELF);
  g_assert_false (rondo_account_get_is_coordinator (world->account));
  g_assert_true (rondo_account_get_is_remembered (world->account));
  close_world (world);
  open_world (world);
  token = rondo_account_dup_token (world->account);
  g_assert_nonnull (token);
  g_assert_null (strstr (token, "secret-token"));
  g_assert_true (rondo_account_get_is_remembered (world->account));
}

static gboolean
contains (const char *bytes, gsize length, const char *text)
{
  gsize n = strlen (text);

  for (gsize i = 0; i + n <= length; i++)
    if (memcmp (bytes + i, text, n) == 0)
      return TRUE;
  return FALSE;
}

/* The token must be in the keyring and nowhere else. */
static void
test_token_not_in_database (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (login (world, &error));
  close_world (world);
  g_file_get_contents (world->file, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_true (contains (bytes, length, SELF));
  g_assert_false (contains (bytes, length, "secret-token"));
}

static void
sign_out (World *world, GCancellable *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_account_sign_out_async (world->account, cancellable, fixture_got_result, &result);
  g_assert_false (rondo_account_get_is_signed_in (world->account));
  g_assert_true (
      rondo_account_sign_out_finish (world->account, fixture_await_keyring (&result), &error));
  g_assert_no_error (error);
  g_assert_false (rondo_account_get_is_signed_in (world->account));
  g_assert_false (rondo_account_get_is_remembered (world->account));
}

static void
test_sign_out (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (login (world, &error));
  sign_out (world, NULL);
  g_assert_cmpstr (world->path, ==, "/v1/logout");
  g_assert_cmpstr (world->sent_token, ==, "family.secret-token");
  g_assert_cmpstr (world->body, ==, "{}");
  g_assert_cmpstr (rondo_account_get_community (world->account), ==, "Lake");
  close_world (world);
  open_world (world);
  g_assert_false (rondo_account_get_is_signed_in (world->account));
}

static void
test_sign_out_twice (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int count;

  sign_out (world, NULL);
  g_assert_true (login (world, &error));
  sign_out (world, NULL);
  count = script_transport_get_count (world->transport);
  sign_out (world, NULL);
  g_assert_cmpint (script_transport_get_count (world->transport), ==, count);
}

/* Whatever becomes of the farewell, nothing is left on this computer. */
static void
test_sign_out_unheard (World *world, gconstpointer data)
{
  static const char *const STATUSES[] = {"401", "429", "500", "503"};

  for (gsize i = 0; i < G_N_ELEMENTS (STATUSES); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;

    world->answer = NULL;
    g_assert_true (login (world, &error));
    world->answer = "<html>Out of order</html>";
    world->status = STATUSES[i];
    g_cancellable_cancel (cancellable);
    sign_out (world, cancellable);
    close_world (world);
    open_world (world);
    g_assert_false (rondo_account_get_is_signed_in (world->account));
  }
}

/* A server that takes the connection and then says nothing. */
static void
test_sign_out_silent (World *world, gconstpointer data)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (silent, NULL, &error);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  int64_t begun_us;

  g_assert_no_error (error);
  world->address = address;
  g_assert_true (login (world, &error));
  close_world (world);
  g_clear_object (&world->transport);
  world->transport = rondo_soup_transport_new (60);
  open_world (world);
  g_assert_true (rondo_account_get_is_signed_in (world->account));
  begun_us = g_get_monotonic_time ();
  sign_out (world, NULL);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 20 * G_USEC_PER_SEC);
  close_world (world);
  open_world (world);
  g_assert_false (rondo_account_get_is_signed_in (world->account));
}

static void
test_join_alone (World *world, gconstpointer data)
{
  g_autoptr (RondoJoinRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  save_member (world, "Ana");
  set_self (world, fixture_id (1), &error);
  g_assert_no_error (error);
  g_assert_true (join (world, NULL, &error));
  g_assert_no_error (error);
  request = rondo_wire_decode_join_request (world->body, strlen (world->body), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request->code, ==, "K7PX-2M4Q-9RTW");
  g_assert_cmpstr (request->member, ==, fixture_id (1));
  g_assert_cmpstr (request->name, ==, "Ana");
  g_assert_cmpstr (request->email, ==, "m1@example.org");
  /* The community knew this member under another id. */
  g_assert_cmpstr (rondo_account_get_member (world->account), ==, SELF);
}

static void
test_join_new (World *world, gconstpointer data)
{
  g_autoptr (RondoJoinRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (join (world, "Ana", &error));
  request = rondo_wire_decode_join_request (world->body, strlen (world->body), &error);
  g_assert_no_error (error);
  g_assert_null (request->member);
  g_assert_cmpstr (request->name, ==, "Ana");
}

static void
check_refusal (World *world, const char *status, const char *answer, RondoError code)
{
  g_autoptr (GError) error = NULL;

  world->status = status;
  world->answer = answer;
  g_assert_false (login (world, &error));
  g_assert_error (error, RONDO_ERROR, (int)code);
  g_assert_null (rondo_account_get_server (world->account));
  g_assert_false (rondo_account_get_is_signed_in (world->account));
}

static void
test_refusals (World *world, gconstpointer data)
{
  check_refusal (
      world, "401", "{\"code\":\"credentials\",\"message\":\"Wrong.\"}", RONDO_ERROR_REJECTED);
  check_refusal (
      world, "403", "{\"code\":\"invitation\",\"message\":\"Used.\"}", RONDO_ERROR_REJECTED);
  check_refusal (
      world, "429", "{\"code\":\"too-many\",\"message\":\"Wait.\"}", RONDO_ERROR_OFFLINE);
  check_refusal (world, "200", "<html></html>", RONDO_ERROR_FOREIGN);
  check_refusal (world, "404", "<html></html>", RONDO_ERROR_FOREIGN);
}

static void
test_other_community (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (login (world, &error));
  g_assert_no_error (error);
  save_member (world, "Ana");
  world->epoch = "ffffffffffffffffffffffffffffffff";
  world->address = "other.example.org";
  g_assert_false (join (world, NULL, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
  g_assert_nonnull (strstr (error->message, "another community"));
  g_clear_error (&error);
  /* The invitation was not used up. */
  g_assert_true (g_str_has_suffix (world->path, "/v1/hello"));
  world->member = fixture_id (2);
  g_assert_false (login (world, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
  g_assert_cmpstr (rondo_account_get_server (world->account), ==, "http://localhost:8730");
}

static char *
greet (World *world, const char *address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_account_greet_async (world->account, address, NULL, fixture_got_result, &result);
  return rondo_account_greet_finish (world->account, fixture_await (&result), error);
}

static void
test_greet (World *world, gconstpointer data)
{
  g_autofree char *community = NULL;
  g_autoptr (GError) error = NULL;

  world->status = "200";
  world->answer =
      "{\"server\":\"rondo\",\"protocol\":1,\"community\":\"Lake\",\"epoch\":\"" EPOCH "\"}";
  community = greet (world, "rondo.example.org", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (community, ==, "Lake");

  world->answer =
      "{\"server\":\"other\",\"protocol\":1,\"community\":\"Lake\",\"epoch\":\"" EPOCH "\"}";
  g_assert_null (greet (world, "rondo.example.org", &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
  g_clear_error (&error);

  world->answer = "<html>Welcome</html>";
  g_assert_null (greet (world, "rondo.example.org", &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
}

/* Whatever answers there, one sentence says that it is the wrong place. */
static void
test_foreign (World *world, gconstpointer data)
{
  g_autofree char *name = g_strnfill (5000, 'x');
  g_autofree char *boast = g_strdup_printf (
      "{\"server\":\"rondo\",\"protocol\":1,\"community\":\"%s\",\"epoch\":\"" EPOCH "\"}", name);
  const struct {
    const char *status;
    const char *answer;
  } cases[] = {
      {"404", "<html>Not found</html>"},
      {"404", "{\"error\":\"not found\"}"},
      {"403", "Forbidden"},
      {"302", ""},
      {"200", ""},
      {"200", "{}"},
      {"200", boast},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    world->status = cases[i].status;
    world->answer = cases[i].answer;
    g_assert_null (greet (world, "rondo.example.org", &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
    g_assert_true (g_str_has_prefix (error->message, "This is not a Rondo server: "));
    g_assert_cmpuint (strlen (error->message), <, 300);
  }
}

/* A server on this computer listens on its own port, and needs no TLS. */
static void
test_near (World *world, gconstpointer data)
{
  static const char *const NEAR[][2] = {
      {"127.0.0.1", "http://127.0.0.1:8730"},
      {" localhost ", "http://localhost:8730"},
      {"localhost/", "http://localhost"},
      {"[::1]", "http://[::1]:8730"},
      {"[::1]:80", "http://[::1]:80"},
      {"127.0.0.1:9000", "http://127.0.0.1:9000"},
      {"http://127.0.0.1", "http://127.0.0.1"},
      {"example.org", "https://example.org"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (NEAR); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *address = rondo_server_address_normalize (NEAR[i][0], &error);

    g_assert_no_error (error);
    g_assert_cmpstr (address, ==, NEAR[i][1]);
  }
}

static void
test_long_host (World *world, gconstpointer data)
{
  g_autofree char *host = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (greet (world, host, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), <, 300);
  g_assert_cmpint (script_transport_get_count (world->transport), ==, 0);
}

static void
test_addresses (World *world, gconstpointer data)
{
  const char *bad[] = {
      "", "   ", "ftp://example.org", "http://", "https://a b", "mailto:x", "a?b#c"};

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (greet (world, bad[i], &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  }
  g_assert_cmpint (script_transport_get_count (world->transport), ==, 0);
}

static void
test_invite (World *world, gconstpointer data)
{
  g_autoptr (GAsyncResult) early = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  int64_t expires_us = 0;

  rondo_account_invite_async (
      world->account, fixture_id (1), FALSE, 0, NULL, fixture_got_result, &early);
  g_assert_null (
      rondo_account_invite_finish (world->account, fixture_await (&early), NULL, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_UNAUTHORIZED);
  g_clear_error (&error);

  g_assert_true (login (world, &error));
  world->status = "200";
  world->answer = "{\"code\":\"AAAA-BBBB-CCCC\",\"expires_us\":1775001600000000}";
  rondo_account_invite_async (
      world->account, fixture_id (1), TRUE, 30, NULL, fixture_got_result, &result);
  code = rondo_account_invite_finish (world->account, fixture_await (&result), &expires_us, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (code, ==, "AAAA-BBBB-CCCC");
  g_assert_cmpint (expires_us, ==, G_GINT64_CONSTANT (1775001600000000));
  g_assert_cmpstr (world->sent_token, ==, "secret-token");
}

static void
test_set_self_with_account (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  save_member (world, "Ana");
  g_assert_true (login (world, &error));
  set_self (world, fixture_id (1), &error);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
  g_assert_cmpstr (rondo_account_get_member (world->account), ==, SELF);
}

static void
add (const char *path, void (*test) (World *, gconstpointer))
{
  g_test_add (path, World, NULL, world_set_up, test, world_tear_down);
}

int
main (int argc, char *argv[])
{
  g_autofree char *keyring_dir = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring_dir = fixture_use_keyring ();
  add ("/client/account/alone-anybody-coordinates", test_alone);
  add ("/client/account/login-is-remembered", test_login);
  add ("/client/account/the-token-is-not-in-the-database", test_token_not_in_database);
  add ("/client/account/signed-out-keeps-the-community", test_sign_out);
  add ("/client/account/signing-out-twice-tells-the-server-once", test_sign_out_twice);
  add ("/client/account/a-server-that-does-not-listen-keeps-nobody-signed-in",
       test_sign_out_unheard);
  add ("/client/account/a-silent-server-holds-nobody-up", test_sign_out_silent);
  add ("/client/account/join-takes-the-own-member-along", test_join_alone);
  add ("/client/account/join-of-a-new-member-names-none", test_join_new);
  add ("/client/account/a-refused-login-changes-nothing", test_refusals);
  add ("/client/account/another-community-is-not-mixed-in", test_other_community);
  add ("/client/account/greeting-tells-servers-apart", test_greet);
  add ("/client/account/a-wrong-address-asks-nobody", test_addresses);
  add ("/client/account/what-is-no-rondo-server-is-called-so", test_foreign);
  add ("/client/account/a-server-on-this-computer-needs-no-port", test_near);
  add ("/client/account/a-host-of-5000-letters-is-refused-and-cut", test_long_host);
  add ("/client/account/invitations-need-an-account", test_invite);
  add ("/client/account/with-an-account-self-is-fixed", test_set_self_with_account);
  status = g_test_run ();
  fixture_remove_dir (keyring_dir);
  return status;
}
