/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tests of the client share. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-change-save.h"
#include "rondo-client-schema.h"
#include "rondo-derived.h"
#include "rondo-enroll.h"
#include "rondo-merge.h"
#include "rondo-push.h"
#include "rondo-rows.h"

#include <glib/gstdio.h>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

char *
fixture_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("rondo-client-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
fixture_remove_dir (const char *dir)
{
  g_autoptr (GDir) list = g_dir_open (dir, 0, NULL);
  const char *name;

  while (list != NULL && (name = g_dir_read_name (list)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    g_unlink (path);
  }
  g_rmdir (dir);
}

void
fixture_use_no_keyring (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");
}

char *
fixture_use_keyring (void)
{
  char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  return dir;
}

const char *
fixture_id (guint number)
{
  static GHashTable *ids = NULL;
  char *id;

  if (ids == NULL)
    ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  id = g_hash_table_lookup (ids, GUINT_TO_POINTER (number));
  if (id == NULL) {
    id = g_strdup_printf ("018f3b5e-7c1a-7d00-8000-%012x", number);
    g_hash_table_insert (ids, GUINT_TO_POINTER (number), id);
  }
  return id;
}

static void
set_text (char **target, const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

static void
set_languages (GStrv *languages)
{
  g_strfreev (*languages);
  *languages = g_strsplit ("en", ";", -1);
}

RondoMember *
fixture_member (guint number, const char *name)
{
  RondoMember *member = rondo_member_new ();
  g_autofree char *email = g_strdup_printf ("m%u@example.org", number);

  set_text (&member->id, fixture_id (number));
  set_text (&member->name, name);
  set_text (&member->email, email);
  set_text (&member->time_zone, "Europe/Berlin");
  set_languages (&member->languages);
  member->is_active = TRUE;
  return member;
}

RondoRound *
fixture_round (guint number, const char *name)
{
  RondoRound *round = rondo_round_new ();

  set_text (&round->id, fixture_id (number));
  set_text (&round->name, name);
  g_assert_true (rondo_date_parse ("2026-03-01", &round->start));
  g_assert_true (rondo_date_parse ("2026-06-30", &round->end));
  return round;
}

/* Members 1 … n in a ring. */
RondoPlan *
fixture_plan (guint number, const RondoRound *round, guint n_members)
{
  RondoPlan *plan = rondo_plan_new ();

  set_text (&plan->id, fixture_id (number));
  set_text (&plan->round, round->id);
  set_text (&plan->engine, "test 1");
  set_text (&plan->input_hash, "0000000000000000000000000000000000000000000000000000000000000000");
  plan->round_version = round->version;
  for (guint i = 0; i < n_members; i++) {
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    set_text (&pair->pairing, fixture_id (number + 1 + i));
    set_text (&pair->coach, fixture_id (1 + i));
    set_text (&pair->client, fixture_id (1 + (i + 1) % n_members));
    g_ptr_array_add (plan->pairs, pair);
  }
  return plan;
}

static void
local_open (Local *local)
{
  g_autoptr (GError) error = NULL;

  local->db = rondo_db_open (local->path, rondo_client_schema_get (), &error);
  g_assert_no_error (error);
  rondo_derived_ensure (local->db, &error);
  g_assert_no_error (error);
}

Local *
local_new (void)
{
  Local *local = g_new0 (Local, 1);

  local->dir = fixture_make_dir ();
  local->path = g_build_filename (local->dir, "rondo.db", NULL);
  local_open (local);
  return local;
}

void
local_reopen (Local *local)
{
  g_clear_pointer (&local->db, rondo_db_close);
  local_open (local);
}

void
local_free (Local *local)
{
  g_clear_pointer (&local->db, rondo_db_close);
  fixture_remove_dir (local->dir);
  g_free (local->path);
  g_free (local->dir);
  g_free (local);
}

void
local_save (Local *local, RondoChange *change)
{
  g_autoptr (RondoChange) owned = change;
  g_autoptr (GError) error = NULL;

  rondo_change_save (local->db, owned, NOW_US, &error);
  g_assert_no_error (error);
}

void
local_put_member (Local *local, guint number, const char *name)
{
  g_autoptr (RondoMember) member = fixture_member (number, name);
  RondoChange *change = rondo_change_new ();

  rondo_change_put_member (change, member);
  local_save (local, change);
}

RondoRound *
local_put_round_with_members (Local *local, guint number, guint n_members)
{
  RondoRound *round = fixture_round (number, "Spring");
  RondoChange *change = rondo_change_new ();

  rondo_change_put_round (change, round);
  for (guint i = 1; i <= n_members; i++) {
    g_autofree char *name = g_strdup_printf ("Member %u", i);
    g_autoptr (RondoMember) member = fixture_member (i, name);
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (round->id, member->id, member->wishes);

    rondo_change_put_member (change, member);
    rondo_change_put_registration (change, registration);
  }
  local_save (local, change);
  return round;
}

int64_t
local_count (Local *local, const char *sql)
{
  g_autoptr (GError) error = NULL;
  int64_t count = -1;

  rondo_rows_take_int (rondo_db_query (local->db, &error, sql, ""), &count, &error);
  g_assert_no_error (error);
  return count;
}

char *
local_text (Local *local, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  rondo_rows_take_text (rondo_db_query (local->db, &error, sql, ""), &text, &error);
  g_assert_no_error (error);
  return text;
}

gboolean
local_merge (Local *local, RondoSyncAnswer *answer)
{
  RondoMergeReport report = {0};
  g_autoptr (GError) error = NULL;

  rondo_merge_answer (local->db, answer, NOW_US, &report, &error);
  g_assert_no_error (error);
  return report.is_changed;
}

RondoSyncRequest *
local_prepare (Local *local)
{
  g_autoptr (GError) error = NULL;
  RondoSyncRequest *request = rondo_push_prepare (local->db, RONDO_WIRE_MAX_OPS, &error);

  g_assert_no_error (error);
  return request;
}

gboolean
local_sign_in (Local *local,
               const char *member,
               const char *community_id,
               const char *epoch,
               GPtrArray *formerly,
               GError **error)
{
  RondoAccountAnswer answer = {
      .token = (char *)"t",
      .refresh = (char *)"family.secret-token",
      .seconds = 900,
      .member = (char *)member,
      .name = (char *)"Ana",
      .community = (char *)"Lake",
      .community_id = (char *)community_id,
      .epoch = (char *)epoch,
      .formerly = formerly,
  };

  return rondo_enroll_save_answer (local->db, "http://localhost:1", &answer, error);
}

RondoSyncAnswer *
answer_new (int64_t seq)
{
  RondoSyncAnswer *answer = rondo_sync_answer_new ();

  set_text (&answer->epoch, EPOCH);
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("pub", seq));
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("u:" SELF, seq));
  return answer;
}

static RondoRow *
add_row (
    RondoSyncAnswer *answer, const char *scope, RondoKind kind, const char *id, int64_t version)
{
  RondoRow *row = rondo_row_new ();

  set_text (&row->scope, scope);
  set_text (&row->id, id);
  set_text (&row->kind_word, rondo_kind_to_word (kind));
  row->is_known = TRUE;
  row->kind = kind;
  row->version = version;
  row->seq = 1 + answer->rows->len;
  g_ptr_array_add (answer->rows, row);
  return row;
}

void
answer_add_row (RondoSyncAnswer *answer,
                const char *scope,
                RondoKind kind,
                const char *id,
                int64_t version,
                const char *body)
{
  set_text (&add_row (answer, scope, kind, id, version)->body, body);
}

void
answer_add_gone (
    RondoSyncAnswer *answer, const char *scope, RondoKind kind, const char *id, int64_t version)
{
  add_row (answer, scope, kind, id, version)->is_gone = TRUE;
}

void
answer_add_ack (RondoSyncAnswer *answer, const char *op, int64_t version)
{
  RondoOpResult *result = rondo_op_result_new ();

  set_text (&result->op, op);
  result->version = version;
  result->seq = 1;
  g_ptr_array_add (answer->results, result);
}

void
answer_add_refusal (RondoSyncAnswer *answer, const char *op, const char *message)
{
  RondoOpResult *result = rondo_op_result_new ();

  set_text (&result->op, op);
  result->is_refused = TRUE;
  set_text (&result->code, "forbidden");
  set_text (&result->message, message);
  g_ptr_array_add (answer->results, result);
}

RondoSyncAnswer *
script_acknowledge (const RondoSyncRequest *request, int64_t seq)
{
  RondoSyncAnswer *answer = answer_new (seq);

  for (guint i = 0; i < request->ops->len; i++) {
    const RondoOp *op = g_ptr_array_index (request->ops, i);

    answer_add_ack (answer, op->op, op->base + 1);
  }
  return answer;
}

struct _ScriptTransport {
  GObject parent_instance;

  ScriptFunc func;
  gpointer data;
  int count; /* atomic */
};

static void script_transport_iface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptTransport,
                               script_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT,
                                                      script_transport_iface_init))

static GBytes *
script_exchange (RondoTransport *transport,
                 const char *method,
                 const char *url,
                 const char *token,
                 const char *body,
                 RondoTransportHead *head,
                 GCancellable *cancellable,
                 GError **error)
{
  ScriptTransport *self = SCRIPT_TRANSPORT (transport);
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autoptr (GError) bad_request = NULL;
  const char *path = strstr (url, "/v1/");
  char *answer;

  g_assert_nonnull (path);
  if (g_str_equal (path, "/v1/sync")) {
    request = rondo_wire_decode_sync_request (body, strlen (body), &bad_request);
    g_assert_no_error (bad_request);
  }
  g_atomic_int_inc (&self->count);
  head->status = 200;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  answer = self->func (path, token, body, request, head, self->data, error);
  return answer != NULL ? g_bytes_new_take (answer, strlen (answer)) : NULL;
}

static void
script_transport_iface_init (RondoTransportInterface *iface)
{
  iface->exchange = script_exchange;
}

static void
script_transport_class_init (ScriptTransportClass *klass)
{
}

static void
script_transport_init (ScriptTransport *self)
{
}

RondoTransport *
script_transport_new (ScriptFunc func, gpointer data)
{
  ScriptTransport *self = g_object_new (SCRIPT_TYPE_TRANSPORT, NULL);

  self->func = func;
  self->data = data;
  return RONDO_TRANSPORT (self);
}

int
script_transport_get_count (RondoTransport *transport)
{
  return g_atomic_int_get (&SCRIPT_TRANSPORT (transport)->count);
}

void
fixture_got_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

GAsyncResult *
fixture_await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

GAsyncResult *
fixture_await_keyring (GAsyncResult **slot)
{
#if defined(__SANITIZE_ADDRESS__)
  __lsan_disable ();
#endif
  fixture_await (slot);
#if defined(__SANITIZE_ADDRESS__)
  __lsan_enable ();
#endif
  return *slot;
}

RondoStore *
fixture_open_store (const char *path)
{
  RondoStore *store = rondo_store_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_store_open_async (store, path, NULL, fixture_got_result, &result);
  rondo_store_open_finish (store, fixture_await (&result), NULL, &error);
  g_assert_no_error (error);
  return store;
}

void
fixture_save (RondoStore *store, RondoChange *change)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_store_save_async (store, change, NULL, fixture_got_result, &result);
  rondo_store_save_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
}
