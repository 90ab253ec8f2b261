/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pass renews itself: unasked, once, and whatever gets lost on the way. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-error.h"
#include "rondo-keyring.h"
#include "rondo-pass.h"
#include "rondo-wire-messages.h"

#include <string.h>

#define SERVER "http://localhost:8730"

/* A server with one device, as far as its tokens go. */
typedef struct {
  GMutex mutex; /* requests come from several threads */
  RondoPass *pass;
  RondoTransport *inner;
  RondoTransport *transport;

  char *secret;   /* that renews next */
  char *previous; /* that renewed last */
  char *access;
  char *last_next;
  guint renewals;
  guint calls; /* with a good token */
  gboolean is_answer_lost;
  guint status; /* 0: as it should be */
  const char *code;
} World;

static char *
refuse (RondoTransportHead *head, guint status, const char *code)
{
  head->status = status;
  return g_strdup_printf ("{\"code\":\"%s\",\"message\":\"It is not to be.\"}", code);
}

static char *
lose (GError **error)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_OFFLINE, "The answer was lost.");
  return NULL;
}

static char *
serve_token (World *world, const char *body, RondoTransportHead *head, GError **error)
{
  g_autoptr (RondoTokenRequest) request =
      rondo_wire_decode_token_request (body, strlen (body), NULL);
  g_auto (GStrv) parts = NULL;

  g_assert_nonnull (request);
  parts = g_strsplit (request->refresh, ".", 2);
  g_free (world->last_next);
  world->last_next = g_strdup (request->next);
  if (world->status != 0)
    return refuse (head, world->status, world->code);
  g_assert_cmpstr (parts[0], ==, "family");
  if (g_strcmp0 (parts[1], world->secret) == 0) {
    g_free (world->previous);
    world->previous = g_steal_pointer (&world->secret);
    world->secret = g_strdup (request->next);
  } else if (g_strcmp0 (parts[1], world->previous) != 0 ||
             g_strcmp0 (request->next, world->secret) != 0) {
    return refuse (head, 401, "unauthorized");
  }
  g_free (world->access);
  world->access = g_strdup_printf ("access-%u", ++world->renewals);
  if (world->is_answer_lost)
    return lose (error);
  return rondo_wire_encode_token_answer (
      &(RondoTokenAnswer){.token = world->access, .seconds = 900});
}

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
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&world->mutex);

  if (strstr (path, "/v1/token") != NULL) {
    g_assert_null (token);
    return serve_token (world, body, head, error);
  }
  if (world->status != 0)
    return refuse (head, world->status, world->code);
  if (g_strcmp0 (token, world->access) != 0)
    return refuse (head, 401, "unauthorized");
  world->calls++;
  return g_strdup ("{}");
}

static void
set_up (World *world, gconstpointer data)
{
  g_mutex_init (&world->mutex);
  world->pass = rondo_pass_new ();
  world->inner = script_transport_new (serve, world);
  world->transport = rondo_pass_transport_new (world->pass, world->inner);
  world->secret = g_strdup ("first");
  world->access = g_strdup ("access-0");
}

static void
tear_down (World *world, gconstpointer data)
{
  g_mutex_clear (&world->mutex);
  g_object_unref (world->transport);
  g_object_unref (world->inner);
  g_object_unref (world->pass);
  g_free (world->secret);
  g_free (world->previous);
  g_free (world->access);
  g_free (world->last_next);
}

static void
sign_in (World *world, int64_t seconds)
{
  rondo_pass_sign_in (world->pass, SERVER, SELF, "access-0", seconds, "family.first");
}

/* The status that a call of the account comes to; 0: it failed. */
static guint
ask (World *world)
{
  g_autofree char *handle = rondo_pass_dup_handle (world->pass);
  g_autoptr (GError) error = NULL;
  RondoTransportHead head;
  g_autoptr (GBytes) answer = rondo_transport_exchange (
      world->transport, "POST", SERVER "/v1/invite", handle, "{}", &head, NULL, &error);

  g_assert_true ((answer == NULL) == (error != NULL));
  return answer != NULL ? head.status : 0;
}

static void
test_good (World *world, gconstpointer data)
{
  sign_in (world, 900);
  g_assert_cmpuint (ask (world), ==, 200);
  g_assert_cmpuint (ask (world), ==, 200);
  g_assert_cmpuint (world->renewals, ==, 0);
}

/* Before, because it knows; after, because the server says so (a clock that was set, a restart). */
static void
test_renewed (World *world, gconstpointer data)
{
  g_autofree char *handle = NULL;
  g_autofree char *handle_after = NULL;

  sign_in (world, 0);
  handle = rondo_pass_dup_handle (world->pass);
  g_assert_cmpuint (ask (world), ==, 200);
  g_assert_cmpuint (world->renewals, ==, 1);
  g_free (world->access);
  world->access = g_strdup ("another");
  g_assert_cmpuint (ask (world), ==, 200);
  g_assert_cmpuint (world->renewals, ==, 2);
  g_assert_cmpuint (world->calls, ==, 2);
  handle_after = rondo_pass_dup_handle (world->pass);
  g_assert_cmpstr (handle, ==, handle_after);
}

static void
test_lost_answer (World *world, gconstpointer data)
{
  sign_in (world, 0);
  world->is_answer_lost = TRUE;
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (ask (world), ==, 0);
  world->is_answer_lost = FALSE;
  g_assert_cmpuint (ask (world), ==, 200);
  g_assert_cmpstr (world->previous, ==, "first");
  g_assert_cmpstr (world->secret, ==, world->last_next);
  g_assert_cmpuint (strlen (world->secret), ==, 43);
}

/* The program ended before the answer came: what the keyring kept is good all the same. */
static void
test_lost_answer_and_restart (World *world, gconstpointer data)
{
  g_autofree char *kept = NULL;

  sign_in (world, 0);
  world->is_answer_lost = TRUE;
  g_assert_cmpuint (ask (world), ==, 0);
  kept = rondo_pass_dup_kept (world->pass);
  g_assert_true (g_str_has_prefix (kept, "family.first."));
  g_free (rondo_pass_sign_out (world->pass));
  world->is_answer_lost = FALSE;
  g_assert_true (rondo_pass_restore (world->pass, SERVER, SELF, kept));
  rondo_pass_set_is_kept (world->pass, FALSE);
  g_assert_cmpuint (ask (world), ==, 200);
  g_assert_cmpuint (world->calls, ==, 1);
}

/* What is wrong is told as it is, and the pass is not thrown away for it. */
static void
test_told (World *world, gconstpointer data)
{
  static const struct {
    guint status;
    const char *code;
  } PROBLEMS[] = {
      {401, "unauthorized"},
      {401, "revoked"},
      {503, "unavailable"},
      {429, "too-many"},
  };

  sign_in (world, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (PROBLEMS); i++) {
    world->status = PROBLEMS[i].status;
    world->code = PROBLEMS[i].code;
    g_assert_cmpuint (ask (world), ==, PROBLEMS[i].status);
  }
  world->status = 0;
  g_assert_cmpuint (ask (world), ==, 200);
}

/* A held account asks for no new tokens as long as the old one is good. */
static void
test_revoked (World *world, gconstpointer data)
{
  sign_in (world, 900);
  world->status = 401;
  world->code = "revoked";
  g_assert_cmpuint (ask (world), ==, 401);
  g_assert_null (world->last_next);
}

static void
test_signed_out (World *world, gconstpointer data)
{
  g_autofree char *handle = NULL;
  g_autofree char *refresh = NULL;

  sign_in (world, 900);
  handle = rondo_pass_dup_handle (world->pass);
  refresh = rondo_pass_sign_out (world->pass);
  g_assert_cmpstr (refresh, ==, "family.first");
  g_assert_null (rondo_pass_dup_handle (world->pass));
  g_assert_null (rondo_pass_sign_out (world->pass));
  g_assert_false (rondo_pass_is_handle (world->pass, handle));
}

static void
test_words (World *world, gconstpointer data)
{
  static const char *const BAD[] = {"", ".", "a.", ".b", "a.b.c.d", "a..c"};
  g_autofree char *old = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    g_assert_false (rondo_pass_restore (world->pass, SERVER, SELF, BAD[i]));
  g_assert_null (rondo_pass_dup_handle (world->pass));
  /* Of a version that had one token only. */
  g_assert_true (rondo_pass_restore (world->pass, SERVER, SELF, "token"));
  old = rondo_pass_sign_out (world->pass);
  g_assert_cmpstr (old, ==, "token.token");
}

static void
test_pin (World *world, gconstpointer data)
{
  g_autofree char *pinned = NULL;
  g_autofree char *other = NULL;

  rondo_pass_pin (world->pass, SERVER, "abcd");
  pinned = rondo_pass_dup_url (world->pass, SERVER "/v1/hello");
  g_assert_cmpstr (pinned, ==, SERVER "/v1/hello#sha256=abcd");
  other = rondo_pass_dup_url (world->pass, SERVER "1/v1/hello");
  g_assert_cmpstr (other, ==, SERVER "1/v1/hello");
}

static gpointer
ask_thread (gpointer data)
{
  return GUINT_TO_POINTER (ask (data));
}

/* The keyring learns of the next secret before the server does. */
static void
test_keyring (World *world, gconstpointer data)
{
  g_autofree char *dir = fixture_use_keyring ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *expected = NULL;

  sign_in (world, 0);
  rondo_pass_set_is_kept (world->pass, TRUE);
  world->is_answer_lost = TRUE;
  g_assert_cmpuint (
      GPOINTER_TO_UINT (g_thread_join (g_thread_new ("ask", ask_thread, world))), ==, 0);
  rondo_keyring_lookup_async (SERVER, SELF, NULL, fixture_got_result, &result);
  kept = rondo_keyring_lookup_finish (fixture_await_keyring (&result), &error);
  g_assert_no_error (error);
  expected = g_strconcat ("family.first.", world->last_next, NULL);
  g_assert_cmpstr (kept, ==, expected);
  g_assert_true (rondo_pass_get_is_kept (world->pass));
  fixture_remove_dir (dir);
}

static gpointer
ask_often_thread (gpointer data)
{
  guint good = 0;

  for (guint i = 0; i < 20; i++)
    good += ask (data) == 200;
  return GUINT_TO_POINTER (good);
}

/* Two threads whose token has run out do not renew over each other. */
static void
test_threads (World *world, gconstpointer data)
{
  GThread *threads[4];

  sign_in (world, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_often_thread, world);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 20);
  g_assert_cmpuint (world->renewals, ==, 1);
}

static void
add (const char *path, void (*test) (World *, gconstpointer))
{
  g_test_add (path, World, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_use_no_keyring ();
  add ("/client/pass/is-shown-as-long-as-it-is-good", test_good);
  add ("/client/pass/is-renewed-before-and-when-refused", test_renewed);
  add ("/client/pass/lost-answer-is-asked-for-again", test_lost_answer);
  add ("/client/pass/lost-answer-and-restart-sign-nobody-out", test_lost_answer_and_restart);
  add ("/client/pass/problem-is-told-and-the-pass-kept", test_told);
  add ("/client/pass/held-account-asks-for-no-token", test_revoked);
  add ("/client/pass/signed-out-is-forgotten", test_signed_out);
  add ("/client/pass/kept-words-of-any-sort", test_words);
  add ("/client/pass/pin-goes-to-its-server-alone", test_pin);
  add ("/client/pass/threads-renew-it-once", test_threads);
  add ("/client/pass/keyring-knows-first", test_keyring);
  return g_test_run ();
}
