/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server whose disk takes no more: every request is done as a whole or not at all. The limit of
 * the process on file sizes makes the writes beyond it fail, as a full disk does. */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define STEP_BYTES 4096

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* How far the log of the database has grown: what is written next comes behind it. */
static rlim_t
get_log_bytes (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->database, "-wal", NULL);
  GStatBuf about;

  g_assert_cmpint (g_stat (path, &about), ==, 0);
  return (rlim_t)about.st_size;
}

/* Everything that both sides of the community see, as text. */
static char *
look (Fixture *fixture)
{
  GString *view = g_string_new (NULL);

  for (Who who = CORA; who < N_PEOPLE; who++) {
    g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);

    for (guint i = 0; i < rows->len; i++) {
      const RondoRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (view,
                              "%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n",
                              row->scope,
                              row->id,
                              row->version,
                              row->seq,
                              row->body);
    }
  }
  return g_string_free (view, FALSE);
}

/* Repeats a request with ever more room until it fits. Before that, it has to be answered as
 * unavailable and to leave no trace. How often it did not fit. */
static guint
push_into_little_room (Fixture *fixture, const Person *person, const char *body, char **answer)
{
  g_autofree char *before = look (fixture);
  rlim_t used = get_log_bytes (fixture);

  for (guint failures = 0;; failures++) {
    g_autofree char *after = NULL;
    g_autofree char *text = NULL;
    guint status = 0;

    limit_files (used + failures * STEP_BYTES);
    text = fixture_send (fixture, "POST", "/v1/sync", person->token, body, &status);
    limit_files (RLIM_INFINITY);
    if (status == 200) {
      *answer = g_steal_pointer (&text);
      return failures;
    }
    g_assert_cmpuint (status, ==, 503);
    g_assert_nonnull (strstr (text, "unavailable"));
    after = look (fixture);
    g_assert_cmpstr (after, ==, before);
  }
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_server_check (fixture->server, &error));
  g_assert_no_error (error);
}

static char *
encode (GPtrArray *ops)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();

  g_ptr_array_unref (request->ops);
  request->ops = ops;
  request->limit = 1;
  return rondo_wire_encode_sync_request (request);
}

static void
test_push (Fixture *fixture, gconstpointer data)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  Person *ana = &fixture->people[ANA];
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *again = NULL;
  guint status = 0;

  for (int i = 0; i < 40; i++) {
    g_autofree char *id = rondo_id_new (fixture_now_us);

    g_ptr_array_add (
        ops,
        fixture_op (RONDO_ACT_PUT, RONDO_KIND_CLIENT, id, 0, fixture_client_body ("Zoë O’Neill")));
  }
  body = encode (ops);
  g_assert_cmpuint (push_into_little_room (fixture, ana, body, &answer), >, 5);
  again = fixture_send (fixture, "POST", "/v1/sync", ana->token, body, &status);
  g_assert_cmpstr (again, ==, answer);
  rows = fixture_snapshot (fixture, ana);
  g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_CLIENT), ==, 40);
  assert_sound (fixture);
}

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  g_autofree char *round = fixture_open_round (fixture);
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;

  g_ptr_array_add (ops, fixture_publish_op (fixture_plan (fixture, round, RING), 1));
  body = encode (ops);
  g_assert_cmpuint (push_into_little_room (fixture, &fixture->people[CORA], body, &answer), >, 5);
  for (Who who = ANA; who < N_PEOPLE; who++) {
    g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);

    g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PAIRING), ==, 2);
    g_assert_cmpuint (fixture_count_rows (rows, RONDO_KIND_PROFILE), ==, 2);
  }
  assert_sound (fixture);
}

/* The invitation is not used up by a join that could not be written. */
static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = rondo_server_invite (fixture->server, NULL, FALSE, 7, &error);
  RondoJoinRequest request = {
      .code = code,
      .password = (char *)FIXTURE_PASSWORD,
      .name = (char *)"Olga",
      .email = (char *)"olga@example.org",
      .device = (char *)"desk",
  };
  g_autofree char *body = rondo_wire_encode_join_request (&request);
  g_autofree char *refused = NULL;
  g_autofree char *accepted = NULL;
  guint status = 0;

  limit_files (get_log_bytes (fixture));
  refused = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  limit_files (RLIM_INFINITY);
  g_assert_cmpuint (status, ==, 503);
  accepted = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_sound (fixture);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  add ("/server/disk/a-push-is-written-whole-or-not-at-all", test_push);
  add ("/server/disk/a-plan-is-published-whole-or-not-at-all", test_publish);
  add ("/server/disk/a-join-that-is-not-written-leaves-the-invitation", test_join);
  return g_test_run ();
}
