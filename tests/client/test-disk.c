/* SPDX-License-Identifier: GPL-3.0-or-later
 * A computer whose disk takes no more: what is saved or read from the server is written whole or
 * not at all, and goes on when there is room. The limit of the process on file sizes makes the
 * writes beyond it fail, as a full disk does. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-error.h"
#include "rondo-sync-cycle.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#define STEP_BYTES 4096
#define N_MEMBERS 60

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Room for @steps more writes behind what the log of the database at @path holds. */
static void
leave_room (const char *path, guint steps)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf about;

  g_assert_cmpint (g_stat (log, &about), ==, 0);
  limit_files ((rlim_t)about.st_size + steps * STEP_BYTES);
}

static void
assert_disk_is_full (const GError *error)
{
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_STORAGE);
  g_assert_true (g_str_has_prefix (error->message, "The disk is full"));
}

static RondoChange *
make_change (void)
{
  RondoChange *change = rondo_change_new ();

  for (guint i = 1; i <= N_MEMBERS; i++) {
    g_autoptr (RondoMember) member = fixture_member (i, "Zoë O’Neill");

    rondo_change_put_member (change, member);
  }
  return change;
}

static void
assert_holds (RondoStore *store, guint n_members)
{
  g_autoptr (GAsyncResult) got_members = NULL;
  g_autoptr (GAsyncResult) got_outbox = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (RondoOutboxOverview) outbox = NULL;

  rondo_store_load_members_async (store, NULL, fixture_got_result, &got_members);
  members = rondo_store_load_members_finish (store, fixture_await (&got_members), NULL);
  rondo_store_load_outbox_async (store, NULL, fixture_got_result, &got_outbox);
  outbox = rondo_store_load_outbox_finish (store, fixture_await (&got_outbox), NULL);
  g_assert_cmpuint (members->len, ==, n_members);
  g_assert_cmpuint (outbox->waiting_count, ==, n_members);
}

static gboolean
try_save (RondoStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_store_save_async (store, make_change (), NULL, fixture_got_result, &result);
  return rondo_store_save_finish (store, fixture_await (&result), error);
}

static void
test_save (void)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "rondo.db", NULL);
  g_autoptr (RondoStore) store = fixture_open_store (path);
  gboolean is_saved = FALSE;
  guint steps = 0;

  for (; !is_saved; steps++) {
    g_autoptr (GError) error = NULL;

    leave_room (path, steps);
    is_saved = try_save (store, &error);
    limit_files (RLIM_INFINITY);
    if (!is_saved)
      assert_disk_is_full (error);
    assert_holds (store, is_saved ? N_MEMBERS : 0);
  }
  g_assert_cmpuint (steps, >, 5);
  rondo_store_close (store);
  g_clear_object (&store);
  store = fixture_open_store (path);
  assert_holds (store, N_MEMBERS);
  rondo_store_close (store);
  g_clear_object (&store);
  fixture_remove_dir (dir);
}

/* Everything at once; what the client has read is not told again. */
static char *
serve (const char *path,
       const char *token,
       const char *body,
       const RondoSyncRequest *request,
       RondoTransportHead *head,
       gpointer data,
       GError **error)
{
  g_autoptr (RondoSyncAnswer) answer = script_acknowledge (request, N_MEMBERS);

  for (guint i = 1; request->cursors->len == 0 && i <= N_MEMBERS; i++) {
    g_autoptr (RondoMember) member = fixture_member (100 + i, "Row");
    g_autofree char *row = rondo_wire_encode_member (member, NULL);

    answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 1, row);
  }
  return rondo_wire_encode_sync_answer (answer);
}

/* The own member is there all the time; its op only goes once the server has said that it has it.
 */
static void
assert_has_read (Local *local, gboolean is_done)
{
  const int64_t n_cursors = local_count (local, "SELECT COUNT(*) FROM cursor WHERE seq = 60");
  const int n = n_cursors > 0 ? N_MEMBERS : 0;

  g_assert_true (n_cursors == 2 || (n_cursors == 0 && !is_done));
  g_assert_cmpint (local_count (local, "SELECT COUNT(*) FROM record"), ==, n + 1);
  g_assert_cmpint (local_count (local, "SELECT COUNT(*) FROM member"), ==, n + 1);
  g_assert_cmpint (local_count (local, "SELECT COUNT(*) FROM record_scope"), ==, n);
  g_assert_cmpint (local_count (local, "SELECT COUNT(*) FROM outbox"), ==, is_done ? 0 : 1);
}

static void
test_pull (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, NULL);
  gboolean is_read = FALSE;
  guint steps = 0;

  local_put_member (local, 1, "Own");
  for (; !is_read; steps++) {
    RondoSyncReport report;
    g_autoptr (GError) error = NULL;

    leave_room (local->path, steps);
    is_read =
        rondo_sync_cycle_run (local->db, transport, "http://test", "t", NULL, &report, &error);
    limit_files (RLIM_INFINITY);
    if (!is_read)
      assert_disk_is_full (error);
    g_assert_cmpuint (report.waiting_left, ==, is_read ? 0 : 1);
    assert_has_read (local, is_read);
  }
  g_assert_cmpuint (steps, >, 5);
  local_reopen (local);
  assert_has_read (local, TRUE);
}

int
main (int argc, char *argv[])
{
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/disk/a-change-is-saved-whole-or-not-at-all", test_save);
  g_test_add_func ("/client/disk/rows-and-cursor-stay-together", test_pull);
  return g_test_run ();
}
