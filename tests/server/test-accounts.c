/* SPDX-License-Identifier: GPL-3.0-or-later
 * Greeting, joining, signing in and out, inviting: and everything that must not work. */
#include "config.h"

#include "fixture.h"
#include "rondo-server-throttle.h"

#include <string.h>

static char *
join_body (const char *code, const char *name, const char *email, const char *password)
{
  return rondo_wire_encode_join_request (&(RondoJoinRequest){
      .code = (char *)code,
      .password = (char *)password,
      .name = (char *)name,
      .email = (char *)email,
      .device = (char *)"desk",
  });
}

static char *
login_body (const char *email, const char *password)
{
  return rondo_wire_encode_login_request (&(RondoLoginRequest){
      .email = (char *)email, .password = (char *)password, .device = (char *)"desk"});
}

static char *
invite (Fixture *fixture, const char *email, gboolean is_coordinator, int days)
{
  g_autoptr (GError) error = NULL;
  char *code = rondo_server_invite (fixture->server, email, is_coordinator, days, &error);

  g_assert_no_error (error);
  return code;
}

static void
test_hello (Fixture *fixture, gconstpointer data)
{
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "GET", "/v1/hello", NULL, NULL, &status);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHello) hello = rondo_wire_decode_hello (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (hello->server, ==, "rondo");
  g_assert_cmpstr (hello->community, ==, "Coaches of the Lake");
  g_assert_cmpint (hello->protocol, ==, RONDO_WIRE_VERSION);
  g_assert_cmpuint (strlen (hello->epoch), ==, 32);
}

static RondoAccountAnswer *
join (Fixture *fixture, const char *code, const char *name, const char *email)
{
  g_autofree char *body = join_body (code, name, email, FIXTURE_PASSWORD);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  g_autoptr (GError) error = NULL;
  RondoAccountAnswer *answer = NULL;

  if (status != 200)
    g_error ("Join was answered with %u: %s", status, text);
  answer = rondo_wire_decode_account_answer (text, strlen (text), &error);
  g_assert_no_error (error);
  return answer;
}

static void
test_free_invitation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = invite (fixture, NULL, TRUE, 7);
  g_autofree char *typed = g_ascii_strdown (code, -1);
  g_autoptr (RondoAccountAnswer) answer =
      join (fixture, typed, "Olga O’Neill", "  Olga@Example.org ");
  Person person = {.token = answer->token, .member = answer->member};
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &person);
  const RondoRow *row = fixture_find_row (rows, answer->member);
  g_autoptr (RondoMember) member = NULL;

  g_assert_cmpuint (strlen (code), ==, 19);
  g_assert_true (answer->is_coordinator);
  g_assert_cmpstr (answer->name, ==, "Olga O’Neill");
  g_assert_nonnull (row);
  member = rondo_wire_decode_member (row->id, row->body, NULL);
  g_assert_cmpstr (member->email, ==, "olga@example.org");
  g_ptr_array_unref (person.cursors);
}

/* A device that was alone sends its owner as a new member: the record of the join gives way. */
static void
test_owner_keeps_id (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = invite (fixture, NULL, TRUE, 7);
  g_autofree char *id = rondo_id_new (fixture_now_us);
  RondoJoinRequest request = {
      .code = code,
      .password = (char *)FIXTURE_PASSWORD,
      .member = id,
      .name = (char *)"Olga",
      .email = (char *)"olga@example.org",
      .device = (char *)"desk",
  };
  g_autofree char *body = rondo_wire_encode_join_request (&request);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  g_autoptr (RondoAccountAnswer) answer =
      rondo_wire_decode_account_answer (text, strlen (text), NULL);
  Person person = {.token = answer->token, .member = answer->member};

  g_assert_cmpstr (answer->member, ==, id);
  g_assert_cmpint (fixture_expect (fixture,
                                   &person,
                                   fixture_op (RONDO_ACT_PUT,
                                               RONDO_KIND_MEMBER,
                                               id,
                                               0,
                                               fixture_member_body (id, "Olga", "o@example.org")),
                                   NULL),
                   ==,
                   2);
  fixture_expect (fixture,
                  &person,
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_MEMBER,
                              id,
                              0,
                              fixture_member_body (id, "Olga", "o@example.org")),
                  NULL);
}

/* The owner of a device cannot be somebody's record to come. */
static void
test_derived_owner_gets_new_id (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = invite (fixture, NULL, TRUE, 7);
  g_autofree char *id = rondo_id_derive ("round", "member");
  RondoJoinRequest request = {
      .code = code,
      .password = (char *)FIXTURE_PASSWORD,
      .member = id,
      .name = (char *)"Olga",
      .email = (char *)"olga@example.org",
      .device = (char *)"desk",
  };
  g_autofree char *body = rondo_wire_encode_join_request (&request);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  g_autoptr (RondoAccountAnswer) answer =
      rondo_wire_decode_account_answer (text, strlen (text), NULL);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (answer->member, !=, id);
  g_assert_cmpint (answer->member[14], ==, '7');
}

static void
test_invitations_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *used = invite (fixture, NULL, FALSE, 7);
  g_autofree char *old = invite (fixture, NULL, FALSE, 2);
  g_autoptr (RondoAccountAnswer) answer = join (fixture, used, "Olga", "olga@example.org");
  g_autofree char *used_body = join_body (used, "Otto", "otto@example.org", FIXTURE_PASSWORD);
  g_autofree char *old_body = join_body (old, "Otto", "otto@example.org", FIXTURE_PASSWORD);
  g_autofree char *none_body =
      join_body ("AAAA-BBBB-CCCC-DDDD", "Otto", "otto@example.org", FIXTURE_PASSWORD);
  g_autofree char *odd_body = join_body ("hello", "Otto", "otto@example.org", FIXTURE_PASSWORD);
  g_autofree char *of_used = NULL;
  g_autofree char *of_old = NULL;
  g_autofree char *of_none = NULL;
  g_autofree char *of_odd = NULL;

  fixture_now_us += 3 * FIXTURE_DAY_US;
  of_used = fixture_send_refused (fixture, "POST", "/v1/join", NULL, used_body, 403, "invitation");
  of_old = fixture_send_refused (fixture, "POST", "/v1/join", NULL, old_body, 403, "invitation");
  of_none = fixture_send_refused (fixture, "POST", "/v1/join", NULL, none_body, 403, "invitation");
  of_odd = fixture_send_refused (fixture, "POST", "/v1/join", NULL, odd_body, 403, "invitation");
  g_assert_cmpstr (of_used, !=, of_old);
  g_assert_cmpstr (of_used, !=, of_none);
  g_assert_cmpstr (of_old, !=, of_none);
  g_assert_cmpstr (of_odd, ==, of_none);
}

static void
test_joins_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = invite (fixture, NULL, FALSE, 7);
  g_autofree char *short_body = join_body (code, "Otto", "otto@example.org", "short");
  g_autofree char *nameless_body = join_body (code, NULL, "otto@example.org", FIXTURE_PASSWORD);
  g_autofree char *no_mail_body = join_body (code, "Otto", "otto", FIXTURE_PASSWORD);
  g_autofree char *not_an_address = NULL;
  g_autofree char *known_body = join_body (code, "Ana", "ANA@example.org", FIXTURE_PASSWORD);
  g_autoptr (RondoAccountAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_free (fixture_send_refused (fixture, "POST", "/v1/join", NULL, short_body, 400, "bad-request"));
  g_free (
      fixture_send_refused (fixture, "POST", "/v1/join", NULL, nameless_body, 400, "bad-request"));
  not_an_address =
      fixture_send_refused (fixture, "POST", "/v1/join", NULL, no_mail_body, 400, "bad-request");
  g_assert_nonnull (strstr (not_an_address, "This is not an e-mail address."));
  g_free (fixture_send_refused (fixture, "POST", "/v1/join", NULL, known_body, 409, "conflict"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/join", NULL, "{", 400, "bad-request"));
  answer = join (fixture, code, "Otto", "otto@example.org");
  g_assert_nonnull (answer);
  /* Who has an account can not be taken over by a new invitation. */
  g_assert_null (rondo_server_invite (fixture->server, "ana@example.org", TRUE, 7, &error));
  g_assert_nonnull (error);
}

static void
test_login (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = login_body ("ANA@example.org", FIXTURE_PASSWORD);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/login", NULL, body, &status);
  g_autoptr (RondoAccountAnswer) answer =
      rondo_wire_decode_account_answer (text, strlen (text), NULL);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (answer->member, ==, fixture->people[ANA].member);
  g_assert_cmpstr (answer->token, !=, fixture->people[ANA].token);
  g_assert_false (answer->is_coordinator);
}

static void
test_login_tells_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wrong_body = login_body ("ana@example.org", "not the password");
  g_autofree char *nobody_body = login_body ("nobody@example.org", "not the password");
  g_autofree char *wrong =
      fixture_send_refused (fixture, "POST", "/v1/login", NULL, wrong_body, 401, "credentials");
  g_autofree char *nobody =
      fixture_send_refused (fixture, "POST", "/v1/login", NULL, nobody_body, 401, "credentials");

  g_assert_cmpstr (wrong, ==, nobody);
}

static void
test_login_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = login_body ("ana@example.org", "not the password");
  g_autofree char *right = login_body ("ana@example.org", FIXTURE_PASSWORD);
  g_autofree char *other = login_body ("ben@example.org", FIXTURE_PASSWORD);
  guint status = 0;

  for (guint i = 0; i < 5; i++)
    g_free (fixture_send_refused (fixture, "POST", "/v1/login", NULL, wrong, 401, "credentials"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/login", NULL, right, 429, "too-many"));
  g_free (fixture_send (fixture, "POST", "/v1/login", NULL, other, &status));
  g_assert_cmpuint (status, ==, 200);
  fixture_now_us += 12 * G_USEC_PER_SEC;
  g_free (fixture_send (fixture, "POST", "/v1/login", NULL, right, &status));
  g_assert_cmpuint (status, ==, 200);
}

static void
test_limit_says_when (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  const char *request = "POST /v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n"
                        "Connection: close\r\n\r\n"
                        "{\"email\":\"x@example.org\",\"password\":\"12345678\",\"device\":\"d\"}";
  const char *body = strstr (request, "{");

  g_assert_cmpuint (strlen (body), ==, 60);
  rondo_server_get_settings (fixture->server)->attempts_per_address = 1;
  g_free (fixture_send_raw (fixture, request));
  answer = fixture_send_raw (fixture, request);
  g_assert_nonnull (strstr (answer, " 429 "));
  g_assert_nonnull (strstr (answer, "Retry-After: "));
}

static void
test_logout (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  guint status = 0;
  g_autofree char *answer = fixture_send (fixture, "POST", "/v1/logout", ana->token, "{}", &status);

  g_assert_cmpuint (status, ==, 200);
  g_free (
      fixture_send_refused (fixture, "POST", "/v1/logout", ana->token, "{}", 401, "unauthorized"));
  g_free (
      fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, "{}", 401, "unauthorized"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", NULL, "{}", 401, "unauthorized"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", "", "{}", 401, "unauthorized"));
}

static char *
invite_body (const char *member)
{
  return rondo_wire_encode_invite_request (
      &(RondoInviteRequest){.member = (char *)member, .is_coordinator = FALSE});
}

static void
test_invite (Fixture *fixture, gconstpointer data)
{
  const Person *cora = &fixture->people[CORA];
  g_autofree char *id = rondo_id_new (fixture_now_us);
  g_autofree char *body = invite_body (id);
  g_autofree char *joined_body = invite_body (fixture->people[ANA].member);
  g_autofree char *text = NULL;
  g_autoptr (RondoInviteAnswer) answer = NULL;
  Person eva = {NULL};
  guint status = 0;

  g_free (fixture_send_refused (
      fixture, "POST", "/v1/invite", fixture->people[ANA].token, body, 403, "forbidden"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/invite", cora->token, body, 404, "unknown"));
  g_free (fixture_send_refused (
      fixture, "POST", "/v1/invite", cora->token, joined_body, 409, "conflict"));
  fixture_expect (fixture,
                  cora,
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_MEMBER,
                              id,
                              0,
                              fixture_member_body (id, "Eva", "eva@example.org")),
                  NULL);
  text = fixture_send (fixture, "POST", "/v1/invite", cora->token, body, &status);
  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_invite_answer (text, strlen (text), NULL);
  g_assert_cmpint (answer->expires_us, ==, fixture_now_us + 7 * FIXTURE_DAY_US);
  fixture_join (fixture, answer->code, &eva);
  g_assert_cmpstr (eva.member, ==, id);
  g_free (eva.member);
  g_free (eva.token);
  g_free (eva.refresh);
}

static void
test_no_secret_in_the_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = invite (fixture, NULL, FALSE, 7);
  static const char *const SUFFIXES[] = {"", "-wal"};

  for (guint i = 0; i < G_N_ELEMENTS (SUFFIXES); i++) {
    g_autofree char *path = g_strconcat (fixture->database, SUFFIXES[i], NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    for (gsize at = 0; at < length; at++) {
      const Person *ana = &fixture->people[ANA];

      g_assert_false (at + 43 <= length && memcmp (bytes + at, ana->token, 43) == 0);
      g_assert_false (at + 19 <= length && memcmp (bytes + at, code, 19) == 0);
      g_assert_false (at + 13 <= length && memcmp (bytes + at, FIXTURE_PASSWORD, 13) == 0);
    }
  }
}

static void
test_throttle (void)
{
  g_autoptr (RondoServerThrottle) throttle = rondo_server_throttle_new ();
  int64_t now_us = FIXTURE_NOW_US;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (rondo_server_throttle_take (throttle, "a", 3, now_us), ==, 0);
  g_assert_cmpuint (rondo_server_throttle_take (throttle, "a", 3, now_us), ==, 20);
  g_assert_cmpuint (rondo_server_throttle_take (throttle, "b", 3, now_us), ==, 0);
  now_us += 19 * G_USEC_PER_SEC;
  g_assert_cmpuint (rondo_server_throttle_take (throttle, "a", 3, now_us), ==, 1);
  now_us += G_USEC_PER_SEC;
  g_assert_cmpuint (rondo_server_throttle_take (throttle, "a", 3, now_us), ==, 0);
  g_assert_cmpuint (rondo_server_throttle_take (throttle, "a", 3, now_us), >, 0);
  rondo_server_throttle_forget (throttle, "a");
  g_assert_cmpuint (rondo_server_throttle_take (throttle, "a", 3, now_us), ==, 0);
}

static void
add (const char *path,
     void (*set_up) (Fixture *, gconstpointer),
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/throttle/bucket-fills-again-with-time", test_throttle);
  add ("/server/hello/says-whose-server-it-is", fixture_set_up, test_hello);
  add ("/server/join/free-invitation-makes-a-member", fixture_set_up, test_free_invitation);
  add ("/server/join/owner-of-a-device-keeps-id-and-edits", fixture_set_up, test_owner_keeps_id);
  add ("/server/join/owner-with-a-derived-id-gets-a-new-one",
       fixture_set_up,
       test_derived_owner_gets_new_id);
  add ("/server/join/used-expired-and-unknown-codes-differ",
       fixture_set_up,
       test_invitations_refused);
  add ("/server/join/a-refused-join-leaves-the-code-usable",
       fixture_set_up_people,
       test_joins_refused);
  add ("/server/login/gives-a-token-of-its-own", fixture_set_up_people, test_login);
  add ("/server/login/unknown-and-wrong-are-one-answer",
       fixture_set_up_people,
       test_login_tells_nothing);
  add ("/server/login/sixth-attempt-has-to-wait", fixture_set_up_people, test_login_limit);
  add ("/server/login/limit-says-when-to-come-back", fixture_set_up, test_limit_says_when);
  add ("/server/logout/makes-the-token-void", fixture_set_up_people, test_logout);
  add ("/server/invite/is-for-coordinators-and-known-members", fixture_set_up_people, test_invite);
  add (
      "/server/secrets/none-is-in-the-database", fixture_set_up_people, test_no_secret_in_the_file);
  return g_test_run ();
}
