/* SPDX-License-Identifier: GPL-3.0-or-later
 * A community with a server in this process. */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

int64_t fixture_now_us = FIXTURE_NOW_US;
guint fixture_forget_seconds;

static const char MEMBERS[] = "name,email,languages,time_zone,avoids\n"
                              "Cora Coordinator,cora@example.org,en,UTC,\n"
                              "Ana Alvarez,ana@example.org,en,UTC,\n"
                              "Ben Bakker,ben@example.org,en,UTC,dora@example.org\n"
                              "Chai Charoen,chai@example.org,en,UTC,\n"
                              "Dora Dreyfus,dora@example.org,en,UTC,\n";

static int64_t
tell_time (void)
{
  return fixture_now_us;
}

void
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RondoServerSettings *settings = NULL;

  fixture->server = rondo_server_open (fixture->database, &error);
  g_assert_no_error (error);
  settings = rondo_server_get_settings (fixture->server);
  settings->password_passes = crypto_pwhash_OPSLIMIT_MIN;
  settings->password_memory_bytes = crypto_pwhash_MEMLIMIT_MIN;
  settings->now_us = tell_time;
  if (fixture_forget_seconds > 0)
    settings->forget_seconds = fixture_forget_seconds;
}

static void
listen_somewhere (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rondo_server_listen (fixture->server, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_now_us = FIXTURE_NOW_US;
  fixture->directory = g_dir_make_tmp ("rondo-server-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_build_filename (fixture->directory, "community.db", NULL);
  rondo_server_create (fixture->database, "Coaches of the Lake", &error);
  g_assert_no_error (error);
  fixture_open (fixture);
  listen_somewhere (fixture);
  fixture->session = g_object_new (
      SOUP_TYPE_SESSION, "proxy-resolver", NULL, "timeout", 20, "max-conns-per-host", 50, NULL);
}

void
fixture_set_up_people (Fixture *fixture, gconstpointer data)
{
  static const char *const NAMES[N_PEOPLE] = {"cora", "ana", "ben", "chai", "dora"};
  g_autoptr (GError) error = NULL;

  fixture_set_up (fixture, data);
  rondo_server_import_members (fixture->server, MEMBERS, strlen (MEMBERS), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PEOPLE; i++) {
    Person *person = &fixture->people[i];
    g_autofree char *code = NULL;

    person->email = g_strconcat (NAMES[i], "@example.org", NULL);
    code = rondo_server_invite (fixture->server, person->email, i == CORA, 7, &error);
    g_assert_no_error (error);
    fixture_join (fixture, code, person);
  }
}

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_assert_cmpint (g_unlink (file), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_PEOPLE; i++) {
    g_free (fixture->people[i].email);
    g_free (fixture->people[i].token);
    g_free (fixture->people[i].refresh);
    g_free (fixture->people[i].member);
    g_clear_pointer (&fixture->people[i].cursors, g_ptr_array_unref);
  }
  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  rondo_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_directory (fixture->directory);
  g_free (fixture->database);
  g_free (fixture->directory);
}

void
fixture_restart (Fixture *fixture)
{
  soup_session_abort (fixture->session);
  rondo_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
  fixture_open (fixture);
  listen_somewhere (fixture);
}

static void
store_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

char *
fixture_send (Fixture *fixture,
              const char *method,
              const char *path,
              const char *token,
              const char *body,
              guint *status)
{
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%u%s", rondo_server_get_port (fixture->server), path);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  if (token != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_append (
        soup_message_get_request_headers (message), "Authorization", value);
  }
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  soup_session_send_and_read_async (
      fixture->session, message, G_PRIORITY_DEFAULT, NULL, store_result_cb, &result);
  answer = soup_session_send_and_read_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

char *
fixture_send_refused (Fixture *fixture,
                      const char *method,
                      const char *path,
                      const char *token,
                      const char *body,
                      guint status,
                      const char *code)
{
  guint got = 0;
  g_autofree char *answer = fixture_send (fixture, method, path, token, body, &got);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoProblem) problem = rondo_wire_decode_problem (answer, strlen (answer), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (got, ==, status);
  g_assert_cmpstr (problem->code, ==, code);
  g_assert_cmpuint (strlen (problem->message), >, 10);
  return g_strdup (problem->message);
}

char *
fixture_send_raw (Fixture *fixture, const char *bytes)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GInputStream *input = NULL;
  char buffer[4096];
  gssize got = 0;

  g_socket_client_set_proxy_resolver (client, NULL);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", rondo_server_get_port (fixture->server), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             bytes,
                             strlen (bytes),
                             NULL,
                             NULL,
                             &error);
  g_assert_no_error (error);
  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  do {
    g_autoptr (GAsyncResult) result = NULL;

    g_input_stream_read_async (
        input, buffer, sizeof buffer, G_PRIORITY_DEFAULT, NULL, store_result_cb, &result);
    got = g_input_stream_read_finish (input, wait_for (&result), NULL);
    if (got > 0)
      g_string_append_len (answer, buffer, got);
  } while (got > 0);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

void
fixture_join (Fixture *fixture, const char *code, Person *person)
{
  RondoJoinRequest request = {
      .code = (char *)code,
      .password = (char *)FIXTURE_PASSWORD,
      .device = (char *)"test",
  };
  g_autofree char *body = rondo_wire_encode_join_request (&request);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAccountAnswer) answer = NULL;

  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_account_answer (text, strlen (text), &error);
  g_assert_no_error (error);
  g_free (person->token);
  person->token = g_strdup (answer->token);
  g_free (person->refresh);
  person->refresh = g_strdup (answer->refresh);
  g_free (person->member);
  person->member = g_strdup (answer->member);
}

RondoOp *
fixture_op (RondoAct act, RondoKind kind, const char *id, int64_t base, char *body)
{
  RondoOp *op = rondo_op_new ();

  op->op = rondo_id_new (fixture_now_us);
  op->act = act;
  op->kind = kind;
  op->id = g_strdup (id);
  op->base = base;
  op->body = body;
  return op;
}

RondoSyncAnswer *
fixture_exchange (Fixture *fixture, const Person *person, const RondoSyncRequest *request)
{
  g_autofree char *body = rondo_wire_encode_sync_request (request);
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "POST", "/v1/sync", person->token, body, &status);
  g_autoptr (GError) error = NULL;
  RondoSyncAnswer *answer = NULL;

  if (status != 200)
    g_error ("Sync was answered with %u: %s", status, text);
  answer = rondo_wire_decode_sync_answer (text, strlen (text), &error);
  g_assert_no_error (error);
  return answer;
}

RondoSyncAnswer *
fixture_push (Fixture *fixture, const Person *person, GPtrArray *ops)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();

  if (ops != NULL) {
    g_ptr_array_unref (request->ops);
    request->ops = ops;
  }
  request->limit = 1;
  return fixture_exchange (fixture, person, request);
}

RondoOpResult *
fixture_push_one (Fixture *fixture, const Person *person, RondoOp *op)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  g_autoptr (RondoSyncAnswer) answer = NULL;

  g_ptr_array_add (ops, op);
  answer = fixture_push (fixture, person, ops);
  g_assert_cmpuint (answer->results->len, ==, 1);
  return g_ptr_array_steal_index (answer->results, 0);
}

int64_t
fixture_expect (Fixture *fixture, const Person *person, RondoOp *op, const char *code)
{
  g_autoptr (RondoOpResult) result = fixture_push_one (fixture, person, op);

  if (!result->is_refused && code == NULL)
    g_assert_cmpint (result->version, >=, 0);
  g_assert_cmpstr (result->code, ==, code);
  if (code != NULL) {
    g_assert_true (result->is_refused);
    g_assert_cmpuint (strlen (result->message), >, 10);
  }
  return result->version;
}

RondoSyncAnswer *
fixture_pull_page (Fixture *fixture, Person *person, int64_t limit)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  RondoSyncAnswer *answer = NULL;

  request->limit = limit;
  if (person->cursors != NULL) {
    g_ptr_array_unref (request->cursors);
    request->cursors = g_ptr_array_ref (person->cursors);
  }
  answer = fixture_exchange (fixture, person, request);
  g_clear_pointer (&person->cursors, g_ptr_array_unref);
  person->cursors = g_ptr_array_ref (answer->cursors);
  return answer;
}

GPtrArray *
fixture_pull (Fixture *fixture, Person *person, int64_t limit)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_row_free);
  gboolean more = TRUE;

  while (more) {
    g_autoptr (RondoSyncAnswer) answer = fixture_pull_page (fixture, person, limit);

    more = answer->more;
    while (answer->rows->len > 0)
      g_ptr_array_add (rows, g_ptr_array_steal_index (answer->rows, 0));
  }
  return rows;
}

GPtrArray *
fixture_snapshot (Fixture *fixture, Person *person)
{
  g_clear_pointer (&person->cursors, g_ptr_array_unref);
  return fixture_pull (fixture, person, RONDO_WIRE_MAX_ROWS);
}

const RondoRow *
fixture_find_row (GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (rows, i);

    if (g_strcmp0 (row->id, id) == 0)
      return row;
  }
  return NULL;
}

guint
fixture_count_rows (GPtrArray *rows, RondoKind kind)
{
  guint count = 0;

  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (rows, i);

    count += !row->is_gone && row->kind == kind;
  }
  return count;
}
