/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a saved change leaves in records, typed tables and outbox. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-change-save.h"
#include "rondo-derived.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-meta-table.h"
#include "rondo-push.h"
#include "rondo-reader.h"
#include "rondo-refusals.h"
#include "rondo-storage-error.h"

#define COUNT_OPS "SELECT count(*) FROM outbox"
#define SENT "(seq <= (SELECT m.seq FROM outbox_mark m))"
#define COUNT_SHOWN "SELECT count(*) FROM record WHERE body IS NOT NULL"

/* Marks the whole outbox as sent, as a request does, and gives the request. */
static RondoSyncRequest *
send (Local *local)
{
  g_autoptr (RondoSyncAnswer) first = answer_new (1);
  g_autoptr (GError) error = NULL;
  RondoSyncRequest *request;

  local_merge (local, first);
  request = rondo_push_prepare (local->db, RONDO_WIRE_MAX_OPS, &error);
  g_assert_no_error (error);
  return request;
}

static void
save_session (Local *local, guint number, int minutes)
{
  g_autoptr (RondoSession) session = rondo_session_new ();
  RondoChange *change = rondo_change_new ();

  g_free (session->id);
  g_free (session->pairing);
  session->id = g_strdup (fixture_id (number));
  session->pairing = g_strdup (fixture_id (900));
  session->date = 20000;
  session->minutes = minutes;
  rondo_change_put_session (change, session);
  local_save (local, change);
}

static void
delete_session (Local *local, guint number)
{
  RondoChange *change = rondo_change_new ();

  rondo_change_delete_session (change, fixture_id (number));
  local_save (local, change);
}

static RondoLogEntry *
make_entry (guint number, guint client)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  g_free (entry->id);
  g_free (entry->client);
  entry->id = g_strdup (fixture_id (number));
  entry->client = g_strdup (fixture_id (client));
  entry->date = 20000;
  entry->minutes = 45;
  entry->payment = RONDO_PAYMENT_PAID;
  return entry;
}

static RondoClientPerson *
make_client (guint number, const char *name)
{
  RondoClientPerson *client = rondo_client_person_new ();

  g_free (client->id);
  g_free (client->name);
  client->id = g_strdup (fixture_id (number));
  client->name = g_strdup (name);
  return client;
}

static void
test_kinds (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoLogEntry) entry = make_entry (701, 700);
  g_autoptr (RondoClientPerson) client = make_client (700, "Zoë");
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (RondoHoursOverview) hours = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();

  save_session (local, 600, 50);
  rondo_change_put_client (change, client);
  rondo_change_put_log_entry (change, entry);
  local_save (local, change);
  local_reopen (local);

  overview = rondo_reader_read_round (local->db, round->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (overview->round->name, ==, "Spring");
  g_assert_cmpuint (overview->members->len, ==, 3);
  g_assert_cmpuint (overview->registrations->len, ==, 3);
  g_assert_true (overview->is_waiting);
  hours = rondo_reader_read_hours (local->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hours->entries->len, ==, 1);
  g_assert_cmpstr (
      ((RondoLogEntryOverview *)g_ptr_array_index (hours->entries, 0))->client_name, ==, "Zoë");
  g_assert_cmpint (hours->totals.total, ==, 45);
  g_assert_cmpint (local_count (local, "SELECT minutes FROM session"), ==, 50);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 1 + 3 + 3 + 1 + 2);
}

static void
test_fold (void)
{
  g_autoptr (Local) local = local_new ();
  g_autofree char *body = NULL;

  local_put_member (local, 1, "Ana");
  local_put_member (local, 1, "Anna");
  local_put_member (local, 1, "Anne");
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 1);
  body = local_text (local, "SELECT body FROM outbox");
  g_assert_nonnull (strstr (body, "Anne"));
}

static void
test_add_then_delete (void)
{
  g_autoptr (Local) local = local_new ();

  save_session (local, 600, 50);
  delete_session (local, 600);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 0);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 0);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM session"), ==, 0);
}

static void
test_edit_after_sending (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *still = NULL;

  local_put_member (local, 1, "Ana");
  request = send (local);
  g_assert_cmpuint (request->ops->len, ==, 1);
  sent = local_text (local, "SELECT body FROM outbox WHERE " SENT);
  local_put_member (local, 1, "Anna");
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 2);
  still = local_text (local, "SELECT body FROM outbox WHERE " SENT);
  g_assert_cmpstr (sent, ==, still);
}

static void
test_delete_after_sending (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autofree char *act = NULL;

  save_session (local, 600, 50);
  request = send (local);
  delete_session (local, 600);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 2);
  act = local_text (local, "SELECT act FROM outbox WHERE NOT " SENT);
  g_assert_cmpstr (act, ==, "delete");
}

static void
test_delete_then_add (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autofree char *act = NULL;

  save_session (local, 600, 50);
  request = send (local);
  answer = script_acknowledge (request, 2);
  local_merge (local, answer);
  delete_session (local, 600);
  save_session (local, 600, 55);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 1);
  act = local_text (local, "SELECT act FROM outbox");
  g_assert_cmpstr (act, ==, "put");
}

static void
test_unchanged (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;

  local_put_member (local, 1, "Ana");
  request = send (local);
  answer = script_acknowledge (request, 2);
  local_merge (local, answer);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 0);
  local_put_member (local, 1, "Ana");
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 0);
}

static void
test_unknown_fields (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) answer = answer_new (5);
  g_autoptr (RondoMember) member = fixture_member (1, "Ana");
  g_autofree char *body = rondo_wire_encode_member (member, "{\"colour\":\"green\"}");
  g_autofree char *sent = NULL;

  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 3, body);
  local_merge (local, answer);
  local_put_member (local, 1, "Anna");
  sent = local_text (local, "SELECT body FROM outbox");
  g_assert_nonnull (strstr (sent, "green"));
  g_assert_nonnull (strstr (sent, "Anna"));
}

static void
test_all_or_nothing (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoMember) good = fixture_member (1, "Ana");
  g_autoptr (RondoMember) bad = fixture_member (2, "");
  g_autoptr (GError) error = NULL;

  rondo_change_put_member (change, good);
  rondo_change_put_member (change, bad);
  g_assert_false (rondo_change_save (local->db, change, NOW_US, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 0);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 0);
}

static void
test_full_disk (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (GError) error = NULL;
  int64_t count;

  local_put_member (local, 1, "Ana");
  count = local_count (local, COUNT_OPS);
  /* The file may not grow beyond what it is, as on a disk without room. */
  local_count (local, "PRAGMA max_page_count = 1");
  for (guint i = 2; i < 500; i++) {
    g_autoptr (RondoMember) member = fixture_member (i, "Ben");

    rondo_change_put_member (change, member);
  }
  g_assert_false (rondo_change_save (local->db, change, NOW_US, &error));
  rondo_storage_error_explain (&error);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "nothing was saved"));
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, count);
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);
}

static void
test_namesake (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoMember) member = fixture_member (1, "Ben");
  g_autoptr (GError) error = NULL;

  local_put_member (local, 1, "Ana");
  g_free (member->id);
  member->id = g_strdup (fixture_id (2));
  rondo_change_put_member (change, member);
  g_assert_false (rondo_change_save (local->db, change, NOW_US, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
  g_assert_nonnull (strstr (error->message, "Ana"));
}

static void
publish (Local *local, const RondoRound *round)
{
  g_autoptr (RondoPlan) plan = fixture_plan (1000, round, 3);
  RondoChange *change = rondo_change_new ();

  rondo_change_publish (change, plan);
  local_save (local, change);
}

static void
test_publish_alone (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (GError) error = NULL;

  publish (local, round);
  overview = rondo_reader_read_round (local->db, round->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (overview->round->state, ==, RONDO_ROUND_PUBLISHED);
  g_assert_cmpuint (overview->pairings->len, ==, 3);
  g_assert_nonnull (overview->plan);
  g_assert_cmpstr (((RondoPairingOverview *)g_ptr_array_index (overview->pairings, 0))->coach_name,
                   ==,
                   "Member 1");
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM outbox WHERE act = 'publish'"), ==, 1);
  g_assert_cmpint (local_count (local,
                                "SELECT count(*) FROM outbox_record r JOIN outbox o ON o.op = r.op "
                                "WHERE o.act = 'publish'"),
                   ==,
                   1 + 1 + 3);
}

static guint
count_own (Local *local)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHomeOverview) home = rondo_reader_read_home (local->db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (home->history->len, ==, home->pairings->len);
  return home->pairings->len;
}

/* What coordinators approved and did not announce they do not see as members, either. */
static void
test_publish_quiet (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoPlan) plan = fixture_plan (1000, round, 3);
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();

  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_MEMBER, fixture_id (1), &error));
  plan->is_quiet = TRUE;
  rondo_change_publish (change, plan);
  local_save (local, change);
  g_assert_cmpuint (count_own (local), ==, 0);
  overview = rondo_reader_read_round (local->db, round->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->pairings->len, ==, 3);
  change = rondo_change_new ();
  for (guint i = 0; i < overview->pairings->len; i++) {
    RondoPairing *pairing = ((RondoPairingOverview *)overview->pairings->pdata[i])->pairing;

    pairing->is_quiet = FALSE;
    rondo_change_put_pairing (change, pairing);
  }
  local_save (local, change);
  g_assert_cmpuint (count_own (local), ==, 2);
}

static void
test_publish_twice (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoPlan) plan = fixture_plan (2000, round, 3);
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (GError) error = NULL;

  publish (local, round);
  rondo_change_publish (change, plan);
  g_assert_false (rondo_change_save (local->db, change, NOW_US, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM pairing"), ==, 3);
}

static void
test_publish_rules (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoPlan) plan = fixture_plan (1000, round, 2);
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (GError) error = NULL;

  rondo_change_publish (change, plan);
  g_assert_false (rondo_change_save (local->db, change, NOW_US, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_REJECTED);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM pairing"), ==, 0);
}

static void
refuse_everything (Local *local, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncRequest) request = rondo_push_prepare (local->db, RONDO_WIRE_MAX_OPS, &error);
  g_autoptr (RondoSyncAnswer) answer = answer_new (10);

  g_assert_no_error (error);
  for (guint i = 0; i < request->ops->len; i++)
    answer_add_refusal (answer, ((RondoOp *)g_ptr_array_index (request->ops, i))->op, message);
  local_merge (local, answer);
}

static void
acknowledge_everything (Local *local)
{
  while (local_count (local, "SELECT count(*) FROM outbox WHERE state <> 'refused'") > 0) {
    g_autoptr (RondoSyncRequest) request = send (local);
    g_autoptr (RondoSyncAnswer) answer = script_acknowledge (request, 2);

    local_merge (local, answer);
  }
}

/* What was sent is told by a number; what comes after an empty outbox, or instead of what was
 * refused, was never sent whatever the numbers before. */
static void
test_numbers_go_on (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;

  local_put_member (local, 1, "Ana");
  acknowledge_everything (local);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 0);
  local_put_member (local, 1, "Anna");
  g_assert_cmpint (local_count (local, COUNT_OPS " WHERE NOT " SENT), ==, 1);
  local_put_member (local, 1, "Annamaria");
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 1);
  request = send (local);
  g_assert_cmpuint (request->ops->len, ==, 1);
  g_assert_cmpint (local_count (local, COUNT_OPS " WHERE NOT " SENT), ==, 0);
  refuse_everything (local, "Only coordinators.");
  local_put_member (local, 1, "Marianne");
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 1);
  g_assert_cmpint (local_count (local, COUNT_OPS " WHERE NOT " SENT), ==, 1);
}

static void
test_publish_refused (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoRoundOverview) before = NULL;
  g_autoptr (RondoRoundOverview) after = NULL;
  g_autofree char *op = NULL;
  g_autoptr (GError) error = NULL;

  acknowledge_everything (local);
  publish (local, round);
  refuse_everything (local, "The round has changed.");
  before = rondo_reader_read_round (local->db, round->id, &error);
  g_assert_no_error (error);
  g_assert_true (before->is_refused);
  g_assert_cmpstr (before->refused_message, ==, "The round has changed.");
  g_assert_cmpuint (before->pairings->len, ==, 3);

  op = local_text (local, "SELECT op FROM outbox");
  g_assert_true (rondo_refusals_discard (local->db, op, &error));
  after = rondo_reader_read_round (local->db, round->id, &error);
  g_assert_no_error (error);
  g_assert_false (after->is_refused);
  g_assert_cmpint (after->round->state, ==, RONDO_ROUND_OPEN);
  g_assert_cmpuint (after->pairings->len, ==, 0);
  g_assert_null (after->plan);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 0);
}

static void
test_publish_base (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autoptr (RondoSyncRequest) first = NULL;
  g_autoptr (RondoSyncRequest) second = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  const RondoOp *op;

  publish (local, round);
  first = send (local);
  g_assert_cmpuint (first->ops->len, ==, 1 + 3 + 3);
  answer = script_acknowledge (first, 2);
  local_merge (local, answer);
  second = send (local);
  g_assert_cmpuint (second->ops->len, ==, 1);
  op = g_ptr_array_index (second->ops, 0);
  g_assert_cmpint (op->act, ==, RONDO_ACT_PUBLISH);
  g_assert_cmpint (op->base, ==, 1);
}

static void
test_discard_create (void)
{
  g_autoptr (Local) local = local_new ();
  g_autofree char *op = NULL;
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoOutboxOverview) outbox = NULL;
  g_autoptr (GError) error = NULL;
  const RondoRefusedChange *refused;

  local_put_member (local, 1, "Ana");
  request = send (local);
  refuse_everything (local, "Only coordinators.");
  outbox = rondo_reader_read_outbox (local->db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outbox->waiting_count, ==, 0);
  g_assert_cmpuint (outbox->refused->len, ==, 1);
  refused = g_ptr_array_index (outbox->refused, 0);
  g_assert_cmpstr (refused->title, ==, "Member: Ana");
  g_assert_cmpstr (refused->message, ==, "Only coordinators.");
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 1);

  op = g_strdup (refused->op);
  g_assert_true (rondo_refusals_discard (local->db, op, &error));
  g_assert_cmpint (local_count (local, COUNT_SHOWN), ==, 0);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 0);
}

static void
test_retry (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (RondoSyncRequest) again = NULL;
  g_autoptr (RondoSyncAnswer) news = answer_new (20);
  g_autoptr (RondoMember) foreign = fixture_member (1, "Foreign");
  g_autofree char *body = rondo_wire_encode_member (foreign, NULL);
  g_autofree char *op = NULL;
  g_autoptr (GError) error = NULL;
  const RondoOp *sent;

  local_put_member (local, 1, "Ana");
  request = send (local);
  refuse_everything (local, "Somebody else has changed this.");
  answer_add_row (news, "pub", RONDO_KIND_MEMBER, foreign->id, 4, body);
  local_merge (local, news);
  op = local_text (local, "SELECT op FROM outbox");
  g_assert_true (rondo_refusals_retry (local->db, op, NOW_US, &error));
  g_assert_no_error (error);
  again = send (local);
  g_assert_cmpuint (again->ops->len, ==, 1);
  sent = g_ptr_array_index (again->ops, 0);
  g_assert_cmpstr (sent->op, !=, op);
  g_assert_cmpint (sent->base, ==, 4);
  g_assert_nonnull (strstr (sent->body, "Ana"));
}

static void
test_decide_twice (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (rondo_refusals_discard (local->db, fixture_id (1), &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_CONFLICT);
}

static void
test_rebuild (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoRound) round = local_put_round_with_members (local, 500, 3);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  const char *sql = "SELECT group_concat(id || name || email, '|') FROM "
                    "(SELECT * FROM member UNION ALL SELECT id, round, member FROM registration "
                    "UNION ALL SELECT id, round, coach FROM pairing ORDER BY 1)";

  publish (local, round);
  before = local_text (local, sql);
  rondo_db_run (local->db, &error, "DELETE FROM registration", "");
  g_assert_no_error (error);
  g_assert_true (rondo_derived_rebuild (local->db, &error));
  after = local_text (local, sql);
  g_assert_cmpstr (before, ==, after);
}

static void
test_many (void)
{
  g_autoptr (Local) local = local_new ();
  RondoChange *change = rondo_change_new ();
  int64_t begin_us;
  double seconds;

  for (guint i = 1; i <= 10000; i++) {
    g_autofree char *name = g_strdup_printf ("Member %u", i);
    g_autoptr (RondoMember) member = fixture_member (i, name);

    rondo_change_put_member (change, member);
  }
  begin_us = g_get_monotonic_time ();
  local_save (local, change);
  seconds = (double)(g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC;
  g_test_minimized_result (seconds, "10,000 members in %.2f s", seconds);
  g_assert_cmpint (local_count (local, COUNT_OPS), ==, 10000);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 10000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/save/every-kind-is-there-after-reopening", test_kinds);
  g_test_add_func ("/client/save/edits-before-sending-are-one-op", test_fold);
  g_test_add_func ("/client/save/add-then-delete-sends-nothing", test_add_then_delete);
  g_test_add_func ("/client/save/edit-of-a-sent-op-makes-a-second-op", test_edit_after_sending);
  g_test_add_func ("/client/save/delete-of-a-sent-op-makes-a-second-op", test_delete_after_sending);
  g_test_add_func ("/client/save/delete-then-add-is-one-edit", test_delete_then_add);
  g_test_add_func ("/client/save/what-does-not-change-sends-nothing", test_unchanged);
  g_test_add_func ("/client/save/unknown-fields-survive-an-edit", test_unknown_fields);
  g_test_add_func ("/client/save/one-bad-value-saves-nothing", test_all_or_nothing);
  g_test_add_func ("/client/save/a-full-disk-saves-nothing", test_full_disk);
  g_test_add_func ("/client/save/an-address-belongs-to-one-member", test_namesake);
  g_test_add_func ("/client/save/publish-works-without-a-server", test_publish_alone);
  g_test_add_func ("/client/save/a-pairing-that-is-not-announced-is-nobodys-own",
                   test_publish_quiet);
  g_test_add_func ("/client/save/a-round-is-published-once", test_publish_twice);
  g_test_add_func ("/client/save/a-plan-that-breaks-a-rule-is-not-published", test_publish_rules);
  g_test_add_func ("/client/refusals/a-refused-plan-is-undone-as-a-whole", test_publish_refused);
  g_test_add_func ("/client/save/nothing-counts-as-sent-that-was-not", test_numbers_go_on);
  g_test_add_func ("/client/push/a-plan-waits-for-its-round", test_publish_base);
  g_test_add_func ("/client/refusals/a-discarded-new-member-vanishes", test_discard_create);
  g_test_add_func ("/client/refusals/a-retry-is-a-new-op-on-the-newest-version", test_retry);
  g_test_add_func ("/client/refusals/what-is-decided-cannot-be-decided-again", test_decide_twice);
  g_test_add_func ("/client/derived/typed-tables-can-be-rebuilt", test_rebuild);
  g_test_add_func ("/client/save/ten-thousand-members-at-once", test_many);
  return g_test_run ();
}
