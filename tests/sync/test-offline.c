/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach does without the server, on one device and on two, and what comes of it. */
#include "config.h"

#include "rondo-id.h"
#include "test-community.h"

#define DAY 20500
#define ENTRY "018f3b5e-7c1a-7d00-8000-00000000e0e0"
#define NONE (-1)

/* One coach with two devices. */
typedef struct {
  TestCommunity *community;
  TestDevice *first;
  TestDevice *second;
} Coach;

static void
coach_set_up (Coach *coach, gconstpointer data)
{
  coach->community = test_community_new ();
  coach->first = test_community_join (coach->community, 0);
  coach->second = test_community_login (coach->community, 0, "second");
}

static void
coach_tear_down (Coach *coach, gconstpointer data)
{
  g_clear_pointer (&coach->second, test_device_free);
  g_clear_pointer (&coach->community, test_community_free);
}

static guint
count_conflicts (TestDevice *device)
{
  g_autoptr (GPtrArray) conflicts = test_device_load_conflicts (device);

  return conflicts->len;
}

/* Both devices and a new one agree, nothing waits, nothing is in doubt. */
static void
assert_minutes (Coach *coach, int minutes)
{
  g_autoptr (TestDevice) third = NULL;

  test_device_settle (coach->first);
  test_device_settle (coach->second);
  test_device_settle (coach->first);
  third = test_community_login (coach->community, 0, "third");
  g_assert_cmpint (test_device_get_minutes (coach->first, ENTRY), ==, minutes);
  g_assert_cmpint (test_device_get_minutes (coach->second, ENTRY), ==, minutes);
  g_assert_cmpint (test_device_get_minutes (third, ENTRY), ==, minutes);
  g_assert_cmpuint (count_conflicts (third), ==, 0);
}

static void
begin_with_entry (Coach *coach)
{
  test_device_put_log (coach->first, ENTRY, DAY, 60);
  test_device_settle (coach->first);
  test_device_settle (coach->second);
  test_server_stop (coach->community->server);
}

static void
test_add (Coach *coach, gconstpointer data)
{
  test_server_stop (coach->community->server);
  test_device_put_log (coach->first, ENTRY, DAY, 60);
  test_server_start (coach->community->server);
  assert_minutes (coach, 60);
}

static void
test_add_edit (Coach *coach, gconstpointer data)
{
  test_server_stop (coach->community->server);
  test_device_put_log (coach->first, ENTRY, DAY, 60);
  test_device_put_log (coach->first, ENTRY, DAY, 45);
  test_server_start (coach->community->server);
  assert_minutes (coach, 45);
}

static void
test_add_delete (Coach *coach, gconstpointer data)
{
  test_server_stop (coach->community->server);
  test_device_put_log (coach->first, ENTRY, DAY, 60);
  test_device_delete_log (coach->first, ENTRY);
  test_server_start (coach->community->server);
  assert_minutes (coach, NONE);
}

static void
test_add_delete_add (Coach *coach, gconstpointer data)
{
  test_server_stop (coach->community->server);
  test_device_put_log (coach->first, ENTRY, DAY, 60);
  test_device_delete_log (coach->first, ENTRY);
  test_device_put_log (coach->first, ENTRY, DAY, 30);
  test_server_start (coach->community->server);
  assert_minutes (coach, 30);
}

/* The server has it, the device does not know, and reads everything again. */
static void
lose_answer_and_rebuild (Coach *coach)
{
  fault_transport_push (coach->community->faults, FAULT_DROP_ANSWER);
  test_device_try_sync (coach->first);
  test_device_rebuild (coach->first);
}

static void
test_add_resync (Coach *coach, gconstpointer data)
{
  test_device_put_log (coach->first, ENTRY, DAY, 60);
  lose_answer_and_rebuild (coach);
  assert_minutes (coach, 60);
}

static void
test_edit (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_device_put_log (coach->first, ENTRY, DAY, 45);
  test_server_start (coach->community->server);
  assert_minutes (coach, 45);
}

static void
test_edit_delete (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_device_put_log (coach->first, ENTRY, DAY, 45);
  test_device_delete_log (coach->first, ENTRY);
  test_server_start (coach->community->server);
  assert_minutes (coach, NONE);
}

static void
test_edit_resync (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_server_start (coach->community->server);
  test_device_put_log (coach->first, ENTRY, DAY, 45);
  lose_answer_and_rebuild (coach);
  assert_minutes (coach, 45);
}

static void
test_delete (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_device_delete_log (coach->first, ENTRY);
  test_server_start (coach->community->server);
  assert_minutes (coach, NONE);
}

static void
test_delete_add (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_device_delete_log (coach->first, ENTRY);
  test_device_put_log (coach->first, ENTRY, DAY, 30);
  test_server_start (coach->community->server);
  assert_minutes (coach, 30);
}

static void
test_delete_resync (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_server_start (coach->community->server);
  test_device_delete_log (coach->first, ENTRY);
  lose_answer_and_rebuild (coach);
  assert_minutes (coach, NONE);
}

/* Two devices ------------------------------------------------------------------------------------
 */

static void
settle_both (Coach *coach)
{
  test_server_start (coach->community->server);
  test_device_settle (coach->first);
  test_device_settle (coach->second);
  test_device_settle (coach->first);
}

/* Nobody decides which minutes are right but the coach; both devices show both. */
static void
test_two_values (Coach *coach, gconstpointer data)
{
  gboolean take_other = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) conflicts = NULL;
  const RondoConflictOverview *conflict;
  const RondoConflictLine *line;
  int kept;

  begin_with_entry (coach);
  test_device_put_log (coach->first, ENTRY, DAY, 45);
  test_device_put_log (coach->second, ENTRY, DAY, 90);
  settle_both (coach);
  /* Whoever came first: a device also syncs by itself. */
  kept = test_device_get_minutes (coach->first, ENTRY);
  g_assert_true (kept == 45 || kept == 90);
  g_assert_cmpint (test_device_get_minutes (coach->second, ENTRY), ==, kept);
  g_assert_cmpuint (count_conflicts (coach->second), ==, 1);
  conflicts = test_device_load_conflicts (coach->first);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_false (conflict->is_deletion);
  g_assert_cmpuint (conflict->lines->len, ==, 1);
  line = g_ptr_array_index (conflict->lines, 0);
  g_assert_cmpstr (line->name, ==, "Minutes");
  g_assert_cmpstr (line->kept, ==, kept == 45 ? "45" : "90");
  g_assert_cmpstr (line->other, ==, kept == 45 ? "90" : "45");
  test_device_resolve (coach->first, conflict->id, take_other);
  assert_minutes (coach, take_other ? 45 + 90 - kept : kept);
  g_assert_cmpuint (count_conflicts (coach->second), ==, 0);
}

/* What does not overlap is simply both. */
static void
test_two_fields (Coach *coach, gconstpointer data)
{
  g_autoptr (RondoHoursOverview) hours = NULL;
  const RondoLogEntryOverview *entry;

  begin_with_entry (coach);
  test_device_put_log (coach->first, ENTRY, DAY + 1, 60);
  test_device_put_log (coach->second, ENTRY, DAY, 90);
  settle_both (coach);
  assert_minutes (coach, 90);
  hours = test_device_load_hours (coach->first);
  entry = g_ptr_array_index (hours->entries, 0);
  g_assert_cmpint (entry->entry->date, ==, DAY + 1);
}

/* The same on both is nothing to decide. */
static void
test_same_value (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_device_put_log (coach->first, ENTRY, DAY, 90);
  test_device_put_log (coach->second, ENTRY, DAY, 90);
  settle_both (coach);
  assert_minutes (coach, 90);
}

/* An edit wins over a deletion, whoever comes first, until somebody has decided. */
static void
test_edit_and_deletion (Coach *coach, gconstpointer data)
{
  gboolean deletes_first = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) conflicts = NULL;
  const RondoConflictOverview *conflict;

  begin_with_entry (coach);
  if (deletes_first) {
    test_device_delete_log (coach->first, ENTRY);
    test_device_put_log (coach->second, ENTRY, DAY, 90);
  } else {
    test_device_put_log (coach->first, ENTRY, DAY, 90);
    test_device_delete_log (coach->second, ENTRY);
  }
  settle_both (coach);
  g_assert_cmpint (test_device_get_minutes (coach->first, ENTRY), ==, 90);
  g_assert_cmpint (test_device_get_minutes (coach->second, ENTRY), ==, 90);
  conflicts = test_device_load_conflicts (coach->second);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_true (conflict->is_deletion);
  test_device_resolve (coach->second, conflict->id, TRUE);
  assert_minutes (coach, NONE);
}

/* An edit that waits while another one comes in is not made from that one. */
static void
test_waiting_edit (Coach *coach, gconstpointer data)
{
  begin_with_entry (coach);
  test_device_put_log (coach->second, ENTRY, DAY, 90);
  test_server_start (coach->community->server);
  test_device_put_log (coach->first, ENTRY, DAY, 45);
  test_device_settle (coach->first);
  /* Reads what the first device did, and fails to send what it did itself. */
  fault_transport_push (coach->community->faults, FAULT_ERROR_500);
  test_device_try_sync (coach->second);
  test_device_settle (coach->second);
  test_device_settle (coach->first);
  g_assert_cmpint (test_device_get_minutes (coach->first, ENTRY),
                   ==,
                   test_device_get_minutes (coach->second, ENTRY));
  g_assert_cmpuint (count_conflicts (coach->first), ==, 1);
  g_assert_cmpuint (count_conflicts (coach->second), ==, 1);
}

static void
add (const char *path, gconstpointer data, void (*test) (Coach *, gconstpointer))
{
  g_test_add (path, Coach, data, coach_set_up, test, coach_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/offline/add", NULL, test_add);
  add ("/sync/offline/add-edit", NULL, test_add_edit);
  add ("/sync/offline/add-delete", NULL, test_add_delete);
  add ("/sync/offline/add-delete-add", NULL, test_add_delete_add);
  add ("/sync/offline/add-resync", NULL, test_add_resync);
  add ("/sync/offline/edit", NULL, test_edit);
  add ("/sync/offline/edit-delete", NULL, test_edit_delete);
  add ("/sync/offline/edit-resync", NULL, test_edit_resync);
  add ("/sync/offline/delete", NULL, test_delete);
  add ("/sync/offline/delete-add", NULL, test_delete_add);
  add ("/sync/offline/delete-resync", NULL, test_delete_resync);
  add ("/sync/conflict/two-values-stand-until-what-is-there-is-kept",
       GINT_TO_POINTER (FALSE),
       test_two_values);
  add ("/sync/conflict/two-values-stand-until-the-other-is-taken",
       GINT_TO_POINTER (TRUE),
       test_two_values);
  add ("/sync/conflict/two-fields-are-both-kept", NULL, test_two_fields);
  add ("/sync/conflict/the-same-value-twice-is-none", NULL, test_same_value);
  add ("/sync/conflict/an-edit-outlives-an-earlier-deletion",
       GINT_TO_POINTER (TRUE),
       test_edit_and_deletion);
  add ("/sync/conflict/an-edit-outlives-a-later-deletion",
       GINT_TO_POINTER (FALSE),
       test_edit_and_deletion);
  add ("/sync/conflict/a-waiting-edit-is-not-rebased-in-silence", NULL, test_waiting_edit);
  return g_test_run ();
}
