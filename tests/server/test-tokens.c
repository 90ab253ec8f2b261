/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tokens that run out and are renewed, whatever gets lost on the way; and held accounts. */
#include "config.h"

#include "fixture.h"

#include "rondo-server-secrets.h"

#include <string.h>
#include <time.h>

#define MINUTE_US (60 * (int64_t)G_USEC_PER_SEC)

static char *
token_body (const char *refresh, const char *next)
{
  return rondo_wire_encode_token_request (
      &(RondoTokenRequest){.refresh = (char *)refresh, .next = (char *)next});
}

/* Renews @person's token with @next as the next secret. */
static void
renew (Fixture *fixture, Person *person, const char *next)
{
  g_autofree char *body = token_body (person->refresh, next);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/token", NULL, body, &status);
  g_autoptr (RondoTokenAnswer) answer = rondo_wire_decode_token_answer (text, strlen (text), NULL);
  g_auto (GStrv) parts = g_strsplit (person->refresh, ".", 2);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpint (answer->seconds, ==, 900);
  g_free (person->token);
  person->token = g_steal_pointer (&answer->token);
  g_free (person->refresh);
  person->refresh = g_strconcat (parts[0], ".", next, NULL);
}

static void
renew_refused (
    Fixture *fixture, const char *refresh, const char *next, guint status, const char *code)
{
  g_autofree char *body = token_body (refresh, next);

  g_free (fixture_send_refused (fixture, "POST", "/v1/token", NULL, body, status, code));
}

static gboolean
is_signed_in (Fixture *fixture, const Person *person)
{
  guint status = 0;
  g_autofree char *answer = fixture_send (fixture,
                                          "POST",
                                          "/v1/sync",
                                          person->token,
                                          "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}",
                                          &status);

  g_assert_true (status == 200 || status == 401);
  return status == 200;
}

static void
test_expires (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *next = rondo_server_token_new ();
  g_autofree char *before = g_strdup (ana->token);

  fixture_now_us += 14 * MINUTE_US;
  g_assert_true (is_signed_in (fixture, ana));
  fixture_now_us += MINUTE_US;
  g_assert_false (is_signed_in (fixture, ana));
  renew (fixture, ana, next);
  g_assert_cmpstr (ana->token, !=, before);
  g_assert_true (is_signed_in (fixture, ana));
}

static void
test_ninety_days (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  Person *ben = &fixture->people[BEN];
  g_autofree char *late = rondo_server_token_new ();

  for (guint i = 0; i < 3; i++) {
    g_autofree char *next = rondo_server_token_new ();

    fixture_now_us += 60 * FIXTURE_DAY_US;
    renew (fixture, ana, next);
  }
  renew_refused (fixture, ben->refresh, late, 401, "unauthorized");
  fixture_now_us += 90 * FIXTURE_DAY_US;
  renew_refused (fixture, ana->refresh, late, 401, "unauthorized");
}

/* The server renewed, the answer never came: the device asks again, hours later. */
static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *refresh = g_strdup (ana->refresh);
  g_autofree char *next = rondo_server_token_new ();
  g_autofree char *later = rondo_server_token_new ();

  renew (fixture, ana, next);
  fixture_now_us += 20 * FIXTURE_DAY_US;
  g_free (ana->refresh);
  ana->refresh = g_steal_pointer (&refresh);
  renew (fixture, ana, next);
  g_assert_true (is_signed_in (fixture, ana));
  renew (fixture, ana, later);
  g_assert_true (is_signed_in (fixture, ana));
}

/* A device that forgot what it drew may draw again, for a minute. */
static void
test_grace (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *refresh = g_strdup (ana->refresh);
  g_autofree char *next = rondo_server_token_new ();
  g_autofree char *other = rondo_server_token_new ();

  renew (fixture, ana, next);
  fixture_now_us += MINUTE_US / 2;
  g_free (ana->refresh);
  ana->refresh = g_steal_pointer (&refresh);
  renew (fixture, ana, other);
  g_assert_true (is_signed_in (fixture, ana));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *copy = g_strdup (ana->refresh);
  g_autofree char *next = rondo_server_token_new ();
  g_autofree char *thief = rondo_server_token_new ();
  g_autofree char *more = rondo_server_token_new ();

  renew (fixture, ana, next);
  fixture_now_us += 2 * MINUTE_US;
  renew_refused (fixture, copy, thief, 401, "unauthorized");
  /* Both are out; another device of hers would not be. */
  g_assert_false (is_signed_in (fixture, ana));
  renew_refused (fixture, ana->refresh, more, 401, "unauthorized");
  g_assert_true (is_signed_in (fixture, &fixture->people[BEN]));
}

/* A request that was long on its way is no theft. */
static void
test_late_copy_of_a_request (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  g_autofree char *first = g_strdup (ana->refresh);
  g_autofree char *second = rondo_server_token_new ();
  g_autofree char *third = rondo_server_token_new ();

  renew (fixture, ana, second);
  fixture_now_us += 20 * MINUTE_US;
  renew (fixture, ana, third);
  fixture_now_us += 20 * MINUTE_US;
  renew_refused (fixture, first, second, 401, "unauthorized");
  renew (fixture, ana, second);
  g_assert_true (is_signed_in (fixture, ana));
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  const Person *ana = &fixture->people[ANA];
  g_autofree char *next = rondo_server_token_new ();
  g_autofree char *other = rondo_server_token_new ();
  g_auto (GStrv) parts = g_strsplit (ana->refresh, ".", 2);
  g_autofree char *stranger = g_strconcat (other, ".", parts[1], NULL);

  renew_refused (fixture, "", next, 401, "unauthorized");
  renew_refused (fixture, ".", next, 401, "unauthorized");
  renew_refused (fixture, ana->token, next, 401, "unauthorized");
  renew_refused (fixture, stranger, next, 401, "unauthorized");
  renew_refused (fixture, ana->refresh, "short", 400, "bad-request");
  renew_refused (fixture, ana->refresh, "", 400, "bad-request");
  g_free (fixture_send_refused (fixture, "POST", "/v1/token", NULL, "{}", 400, "bad-request"));
  /* None of that has touched anything, and a refresh token opens nothing else. */
  g_assert_true (is_signed_in (fixture, ana));
  g_free (
      fixture_send_refused (fixture, "POST", "/v1/sync", ana->refresh, "{}", 401, "unauthorized"));
}

static void
test_sign_out_with_refresh (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  guint status = 0;
  g_autofree char *next = rondo_server_token_new ();

  fixture_now_us += FIXTURE_DAY_US;
  g_free (fixture_send (fixture, "POST", "/v1/logout", ana->refresh, "{}", &status));
  g_assert_cmpuint (status, ==, 200);
  renew_refused (fixture, ana->refresh, next, 401, "unauthorized");
}

/* What this process, and so the server, computes for it; the load of others does not count. */
static gint64
time_login (Fixture *fixture, const char *email)
{
  g_autofree char *body = rondo_wire_encode_login_request (&(RondoLoginRequest){
      .email = (char *)email, .password = (char *)"not the password", .device = (char *)"desk"});
  gint64 best_us = G_MAXINT64;

  for (guint i = 0; i < 5; i++) {
    gint64 start_us = clock ();

    g_free (fixture_send_refused (fixture, "POST", "/v1/login", NULL, body, 401, "credentials"));
    best_us = MIN (best_us, clock () - start_us);
    fixture_now_us += MINUTE_US;
  }
  return best_us;
}

static void
make_dear (Fixture *fixture)
{
  RondoServerSettings *settings = rondo_server_get_settings (fixture->server);

  settings->password_passes = 4;
  settings->password_memory_bytes = 16 * 1024 * 1024;
}

static void
log_in (Fixture *fixture, const char *email)
{
  g_autofree char *body = rondo_wire_encode_login_request (&(RondoLoginRequest){
      .email = (char *)email, .password = (char *)FIXTURE_PASSWORD, .device = (char *)"desk"});
  guint status = 0;

  g_free (fixture_send (fixture, "POST", "/v1/login", NULL, body, &status));
  g_assert_cmpuint (status, ==, 200);
}

/* Ana's password was stored when it cost next to nothing: signing in makes it as dear as it should
 * be by now, and so as slow as nobody's. */
static void
test_same_time (Fixture *fixture, gconstpointer data)
{
  gint64 wrong_us = 0;
  gint64 nobody_us = 0;

  make_dear (fixture);
  log_in (fixture, "ana@example.org");
  wrong_us = time_login (fixture, "ana@example.org");
  nobody_us = time_login (fixture, "nobody@example.org");
  g_test_message (
      "wrong %" G_GINT64_FORMAT " us, nobody %" G_GINT64_FORMAT " us", wrong_us, nobody_us);
  g_assert_cmpint (wrong_us, >, nobody_us / 2);
  g_assert_cmpint (nobody_us, >, wrong_us / 2);
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
  add ("/server/token/lives-a-quarter-of-an-hour", test_expires);
  add ("/server/token/can-be-renewed-for-ninety-days", test_ninety_days);
  add ("/server/token/lost-answer-of-a-renewal-signs-nobody-out", test_lost_answer);
  add ("/server/token/forgotten-renewal-is-forgiven-for-a-minute", test_grace);
  add ("/server/token/a-copy-signs-the-device-out", test_copy);
  add ("/server/token/a-request-that-comes-late-does-no-harm", test_late_copy_of_a_request);
  add ("/server/token/nonsense-is-refused-and-touches-nothing", test_nonsense);
  add ("/server/token/refresh-token-signs-out", test_sign_out_with_refresh);
  add ("/server/login/unknown-and-wrong-take-the-same-time", test_same_time);
  return g_test_run ();
}
