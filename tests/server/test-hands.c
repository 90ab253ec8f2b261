/* SPDX-License-Identifier: GPL-3.0-or-later
 * Waiting for news, packed messages, and many requests at the same time. */
#include "config.h"

#include "fixture.h"
#include "rondo-wire-pack.h"

#include <string.h>

#define CROWD 40

/* A request that is on its way. */
typedef struct {
  SoupMessage *message;
  GBytes *answer; /* NULL until it is there */
} Asked;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;

  asked->answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  g_assert_nonnull (asked->answer);
}

static Asked *
ask (Fixture *fixture,
     SoupSession *session,
     const char *method,
     const char *path,
     const Person *person,
     GBytes *body,
     const char *encoding)
{
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%u%s", rondo_server_get_port (fixture->server), path);
  g_autofree char *authorization = g_strconcat ("Bearer ", person->token, NULL);
  Asked *asked = g_new0 (Asked, 1);
  SoupMessageHeaders *headers;

  asked->message = soup_message_new (method, url);
  headers = soup_message_get_request_headers (asked->message);
  soup_message_headers_append (headers, "Authorization", authorization);
  soup_message_headers_append (headers, "Accept-Encoding", encoding != NULL ? "zstd" : "identity");
  if (body != NULL) {
    soup_message_set_request_body_from_bytes (asked->message, "application/json", body);
    if (encoding != NULL)
      soup_message_headers_append (headers, "Content-Encoding", encoding);
  }
  soup_session_send_and_read_async (
      session, asked->message, G_PRIORITY_DEFAULT, NULL, answered_cb, asked);
  return asked;
}

static guint
await (Asked *asked)
{
  while (asked->answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return soup_message_get_status (asked->message);
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->message);
  g_bytes_unref (asked->answer);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static Asked *
start_wait (Fixture *fixture, Who who, int64_t seq)
{
  g_autofree char *path = g_strdup_printf ("/v1/wait?seq=%" G_GINT64_FORMAT, seq);

  return ask (fixture, fixture->session, "GET", path, &fixture->people[who], NULL, NULL);
}

static int64_t
read_seq (Asked *asked)
{
  gsize length;
  const char *text = g_bytes_get_data (asked->answer, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoWaitAnswer) answer = rondo_wire_decode_wait_answer (text, length, &error);

  g_assert_no_error (error);
  return answer->seq;
}

/* Where somebody is who has read everything. */
static int64_t
get_seq (Fixture *fixture, Who who)
{
  Person *person = &fixture->people[who];
  g_autoptr (GPtrArray) rows = fixture_pull (fixture, person, 100);

  return ((const RondoCursor *)g_ptr_array_index (person->cursors, 0))->seq;
}

static RondoOp *
make_client_op (void)
{
  g_autofree char *id = rondo_id_new (g_get_real_time ());

  return fixture_op (RONDO_ACT_PUT, RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoe"));
}

static RondoOp *
make_round_op (void)
{
  g_autofree char *id = rondo_id_new (g_get_real_time ());

  return fixture_op (
      RONDO_ACT_PUT, RONDO_KIND_ROUND, id, 0, fixture_round_body ("Spring", RONDO_ROUND_OPEN));
}

static void
set_up_brief (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_people (fixture, data);
  rondo_server_get_settings (fixture->server)->wait_ms = 100;
}

static void
test_what_is_there_is_told_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Asked) wait = start_wait (fixture, ANA, 0);

  g_assert_cmpuint (await (wait), ==, 200);
  g_assert_cmpint (read_seq (wait), >, 0);
}

static void
test_news_end_the_wait (Fixture *fixture, gconstpointer data)
{
  int64_t seq = get_seq (fixture, ANA);
  g_autoptr (Asked) wait = start_wait (fixture, ANA, seq);

  fixture_expect (fixture, &fixture->people[CORA], make_round_op (), NULL);
  g_assert_cmpuint (await (wait), ==, 200);
  g_assert_cmpint (read_seq (wait), >, seq);
}

static void
test_nothing_new_is_204 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Asked) wait = start_wait (fixture, ANA, get_seq (fixture, ANA));

  g_assert_cmpuint (await (wait), ==, 204);
  g_assert_cmpuint (g_bytes_get_size (wait->answer), ==, 0);
}

/* What is written without libsoup is whole all the same, and the last on its connection. */
static void
test_wait_ends_its_connection (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text =
      g_strdup_printf ("GET /v1/wait?seq=%" G_GINT64_FORMAT " HTTP/1.1\r\nHost: localhost\r\n"
                       "Authorization: Bearer %s\r\n\r\n",
                       get_seq (fixture, ANA),
                       fixture->people[ANA].token);
  g_autofree char *answer = fixture_send_raw (fixture, text);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204 No Content\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nCache-Control: no-store\r\n"));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n"));
}

static void
test_news_of_others_wake_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Asked) wait = start_wait (fixture, ANA, get_seq (fixture, ANA));

  fixture_expect (fixture, &fixture->people[BEN], make_client_op (), NULL);
  g_assert_cmpuint (await (wait), ==, 204);
}

static void
test_stop_lets_everybody_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Asked) first = start_wait (fixture, ANA, get_seq (fixture, ANA));
  g_autoptr (Asked) second = start_wait (fixture, BEN, get_seq (fixture, BEN));

  /* Both have to have come in. */
  fixture_expect (fixture, &fixture->people[CHAI], make_client_op (), NULL);
  rondo_server_stop (fixture->server);
  g_assert_cmpuint (await (first), ==, 204);
  g_assert_cmpuint (await (second), ==, 204);
}

static void
test_wait_without_seq_is_refused (Fixture *fixture, gconstpointer data)
{
  const char *token = fixture->people[ANA].token;

  g_free (fixture_send_refused (fixture, "GET", "/v1/wait", token, NULL, 400, "bad-request"));
  g_free (
      fixture_send_refused (fixture, "GET", "/v1/wait?seq=-1", token, NULL, 400, "bad-request"));
  g_free (fixture_send_refused (fixture, "GET", "/v1/wait?seq=1", NULL, NULL, 401, "unauthorized"));
}

static GBytes *
make_push (guint count)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  char *text;

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (request->ops, make_client_op ());
  request->limit = 1000;
  text = rondo_wire_encode_sync_request (request);
  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
pack (GBytes *plain)
{
  gsize length;
  const char *text = g_bytes_get_data (plain, &length);

  return rondo_wire_pack (text, length);
}

static RondoSyncAnswer *
decode (GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);
  g_autoptr (GError) error = NULL;
  RondoSyncAnswer *decoded = rondo_wire_decode_sync_answer (text, length, &error);

  g_assert_no_error (error);
  return decoded;
}

static const char *
get_header (Asked *asked, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (asked->message), name);
}

static void
test_packed_both_ways (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = make_push (100);
  g_autoptr (GBytes) packed = pack (plain);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autoptr (Asked) asked = NULL;
  gsize length;
  const char *bytes;

  soup_session_remove_feature_by_type (fixture->session, SOUP_TYPE_CONTENT_DECODER);
  asked =
      ask (fixture, fixture->session, "POST", "/v1/sync", &fixture->people[ANA], packed, "zstd");
  g_assert_cmpuint (await (asked), ==, 200);
  g_assert_cmpstr (get_header (asked, "Content-Encoding"), ==, "zstd");
  g_assert_cmpstr (get_header (asked, "Accept-Encoding"), ==, "zstd");
  bytes = g_bytes_get_data (asked->answer, &length);
  text = rondo_wire_unpack (bytes, length, RONDO_WIRE_MAX_BODY_BYTES, NULL);
  g_assert_nonnull (text);
  g_assert_cmpuint (length * 3, <, g_bytes_get_size (text));
  answer = decode (text);
  g_assert_cmpuint (answer->results->len, ==, 100);
}

static void
test_who_does_not_unpack_gets_plain_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = make_push (50);
  g_autoptr (Asked) asked =
      ask (fixture, fixture->session, "POST", "/v1/sync", &fixture->people[ANA], plain, NULL);
  g_autoptr (RondoSyncAnswer) answer = NULL;

  g_assert_cmpuint (await (asked), ==, 200);
  g_assert_null (get_header (asked, "Content-Encoding"));
  answer = decode (asked->answer);
  g_assert_cmpuint (answer->results->len, ==, 50);
}

static void
assert_refused (Fixture *fixture, GBytes *body, const char *encoding, guint status)
{
  g_autoptr (Asked) asked =
      ask (fixture, fixture->session, "POST", "/v1/sync", &fixture->people[ANA], body, encoding);

  g_assert_cmpuint (await (asked), ==, status);
}

/* Some kilobytes that would become 64 MiB. */
static void
test_bomb_is_refused (Fixture *fixture, gconstpointer data)
{
  gsize length = 64 * 1024 * 1024;
  g_autofree char *spaces = g_strnfill (length, ' ');
  g_autoptr (GBytes) bomb = rondo_wire_pack (spaces, length);
  static const char LIE[] = "\x28\xb5\x2f\xfd\x20\x02\x4d\x00\x00\x10 \x01\x00\xfb\xff\x39\xc0\x02";
  g_autoptr (GBytes) lie = g_bytes_new_static (LIE, sizeof LIE - 1);
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("{\"epoch\":null}", 14);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 64 * 1024);
  assert_refused (fixture, bomb, "zstd", 400);
  assert_refused (fixture, lie, "zstd", 400);
  assert_refused (fixture, rubbish, "zstd", 400);
}

static void
test_unknown_packing_is_415 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = make_push (1);

  assert_refused (fixture, plain, "gzip", 415);
  assert_refused (fixture, plain, "zstd, zstd", 415);
}

/* Changes, questions and nonsense at the same time: each gets its own answer, and what is
 * acknowledged is there. */
static void
test_crowd (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupSession) session =
      soup_session_new_with_options ("max-conns", CROWD, "max-conns-per-host", CROWD, NULL);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func ((GDestroyNotify)asked_free);
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("{\"ops\": 7}", 10);
  g_autoptr (GBytes) question = make_push (0);
  g_autoptr (GPtrArray) rows = NULL;
  guint before = 0, acknowledged = 0;

  rows = fixture_snapshot (fixture, &fixture->people[BEN]);
  before = fixture_count_rows (rows, RONDO_KIND_CLIENT);
  for (guint i = 0; i < CROWD; i++) {
    g_autoptr (GBytes) push = make_push (2);
    GBytes *body = i % 8 == 3 ? nonsense : i % 8 == 5 ? question : push;

    g_ptr_array_add (asked,
                     ask (fixture, session, "POST", "/v1/sync", &fixture->people[BEN], body, NULL));
  }
  for (guint i = 0; i < CROWD; i++) {
    Asked *one = g_ptr_array_index (asked, i);

    g_assert_cmpuint (await (one), ==, i % 8 == 3 ? 400 : 200);
    if (i % 8 != 3) {
      g_autoptr (RondoSyncAnswer) answer = decode (one->answer);

      acknowledged += answer->results->len;
    }
  }
  g_assert_cmpuint (acknowledged, ==, 2 * CROWD * 6 / 8);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = fixture_snapshot (fixture, &fixture->people[BEN]);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CLIENT), ==, before + acknowledged);
}

#define ADD(path, set_up, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/server/wait/what-is-there-already-is-told-at-once",
       fixture_set_up_people,
       test_what_is_there_is_told_at_once);
  ADD ("/server/wait/news-end-the-wait", fixture_set_up_people, test_news_end_the_wait);
  ADD ("/server/wait/nothing-new-in-time-is-204", set_up_brief, test_nothing_new_is_204);
  ADD ("/server/wait/an-answer-ends-its-connection", set_up_brief, test_wait_ends_its_connection);
  ADD ("/server/wait/news-of-others-wake-nobody", set_up_brief, test_news_of_others_wake_nobody);
  ADD ("/server/wait/a-server-that-stops-lets-everybody-go",
       fixture_set_up_people,
       test_stop_lets_everybody_go);
  ADD ("/server/wait/it-has-to-be-said-what-was-read",
       fixture_set_up_people,
       test_wait_without_seq_is_refused);
  ADD (
      "/server/packed/request-and-answer-are-packed", fixture_set_up_people, test_packed_both_ways);
  ADD ("/server/packed/who-does-not-unpack-gets-plain-text",
       fixture_set_up_people,
       test_who_does_not_unpack_gets_plain_text);
  ADD ("/server/packed/what-would-become-too-large-is-refused",
       fixture_set_up_people,
       test_bomb_is_refused);
  ADD ("/server/packed/other-packing-is-415", fixture_set_up_people, test_unknown_packing_is_415);
  ADD ("/server/hands/everybody-in-a-crowd-gets-their-own-answer",
       fixture_set_up_people,
       test_crowd);
  return g_test_run ();
}
