/* SPDX-License-Identifier: GPL-3.0-or-later
 * While 100,000 log entries arrive the window goes on answering. */
#include "config.h"

#include "app-fixture.h"
#include "canned-server.h"
#include "rondo-application.h"
#include "rondo-hours-page.h"
#include "rondo-id.h"
#include "rondo-wire-messages.h"

#include <time.h>

#define EPOCH "0123456789abcdef0123456789abcdef"
#define ENTRIES 100000
#define PAGE 2000
/* A person notices what takes longer. Time of the thread, not of the clock: how busy the computer
 * is besides does not count. */
#ifdef __SANITIZE_ADDRESS__
#define LATE_US (8 * 50 * 1000)
#else
#define LATE_US (50 * 1000)
#endif

static char *server_self; /* the member that signs in */
static int sent_rows;     /* atomic */

static void
add_row (RondoSyncAnswer *answer, const char *scope, int64_t seq)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  RondoRow *row = rondo_row_new ();

  g_free (entry->client);
  entry->client = rondo_id_derive (server_self, "client");
  entry->date = 19000 + (RondoDate)(seq % 1500);
  entry->minutes = 60;
  row->scope = g_strdup (scope);
  row->seq = seq;
  row->id = rondo_id_new (g_get_real_time ());
  row->is_known = TRUE;
  row->kind = RONDO_KIND_LOG;
  row->version = 1;
  row->body = rondo_wire_encode_log_entry (entry, NULL);
  g_ptr_array_add (answer->rows, row);
}

static int64_t
find_seq (const RondoSyncRequest *request, const char *scope)
{
  for (guint i = 0; i < request->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (request->cursors, i);

    if (g_str_equal (cursor->scope, scope))
      return cursor->seq;
  }
  return 0;
}

/* The next page, and what became of the changes that came with the question. */
static char *
answer_sync (const char *body)
{
  g_autoptr (RondoSyncRequest) request = rondo_wire_decode_sync_request (body, strlen (body), NULL);
  g_autoptr (RondoSyncAnswer) answer = rondo_sync_answer_new ();
  g_autofree char *scope = g_strconcat ("u:", server_self, NULL);
  int64_t seq = find_seq (request, scope);

  g_free (answer->epoch);
  answer->epoch = g_strdup (EPOCH);
  for (guint i = 0; i < request->ops->len; i++) {
    const RondoOp *op = g_ptr_array_index (request->ops, i);
    RondoOpResult *result = rondo_op_result_new ();

    result->op = g_strdup (op->op);
    result->version = op->base + 1;
    g_ptr_array_add (answer->results, result);
  }
  for (int i = 0; i < PAGE && seq < ENTRIES; i++)
    add_row (answer, scope, ++seq);
  g_atomic_int_add (&sent_rows, (int)answer->rows->len);
  answer->more = seq < ENTRIES;
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("pub", MAX (seq, 1)));
  g_ptr_array_add (answer->cursors, rondo_cursor_new (scope, MAX (seq, 1)));
  return rondo_wire_encode_sync_answer (answer);
}

static char *
answer_request (const char *url, const char *body, RondoTransportHead *head, GError **error)
{
  const RondoAccountAnswer account = {.token = (char *)"token",
                                      .refresh = (char *)"family.secret",
                                      .seconds = 900,
                                      .member = server_self,
                                      .name = (char *)AMPERSAND_NAME,
                                      .community = (char *)"Lake & Hill",
                                      .epoch = (char *)EPOCH};
  char *answer = NULL;

  if (g_str_has_suffix (url, "/v1/sync"))
    answer = answer_sync (body);
  else
    answer = rondo_wire_encode_account_answer (&account);
  return answer;
}

static int64_t
get_thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (int64_t)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
is_in_step (Fixture *fixture)
{
  RondoSync *sync = rondo_context_get_sync (fixture->context);

  return rondo_sync_get_state (sync) == RONDO_SYNC_IDLE &&
         rondo_sync_get_waiting_count (sync) == 0 && rondo_sync_get_last_success_us (sync) > 0;
}

/* Runs the main loop until all is there; the longest that one turn of it has kept the thread. */
static int64_t
wait_and_watch (Fixture *fixture)
{
  int64_t longest_us = 0;

  while (!is_in_step (fixture)) {
    int64_t before_us = get_thread_us ();

    g_main_context_iteration (NULL, TRUE);
    longest_us = MAX (longest_us, get_thread_us () - before_us);
  }
  return longest_us;
}

static void
test_window_goes_on (void)
{
  g_autoptr (RondoTransport) server = canned_server_new (answer_request);
  g_autoptr (Fixture) fixture = fixture_new_with_transport (server);
  GtkWidget *page = rondo_hours_page_new ();
  GtkWindow *window = NULL;
  int64_t longest_us;

  fixture_add_community (fixture);
  server_self = g_strdup (fixture->self);
  window = fixture_show (page);
  g_object_set (page, "context", fixture->context, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  rondo_account_login_async (rondo_context_get_account (fixture->context),
                             "http://localhost:1",
                             "m0@example.org",
                             "password",
                             NULL,
                             canned_server_logged_in_cb,
                             NULL);
  longest_us = wait_and_watch (fixture);
  g_test_message ("the longest turn of the main loop took %" G_GINT64_FORMAT " us", longest_us);
  g_assert_cmpint (g_atomic_int_get (&sent_rows), ==, ENTRIES);
  g_assert_cmpint (longest_us, <, LATE_US);
  fixture_close (window);
  g_free (server_self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_test_add_func ("/app/arrival/the-window-goes-on-while-100000-entries-come",
                   test_window_goes_on);
  return g_test_run ();
}
