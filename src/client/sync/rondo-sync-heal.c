/* SPDX-License-Identifier: GPL-3.0-or-later
 * After the server was restored from a backup: giving back what it has lost. The network part. */
#include "config.h"

#include "rondo-sync-cycle-private.h"

#include "rondo-heal.h"
#include "rondo-source.h"

/* Room for the ids and words around a body, and for the rest of the request. */
#define OP_OVERHEAD_BYTES 400
#define OPS_MAX_BYTES (RONDO_WIRE_MAX_BODY_BYTES * 3 / 4)

typedef struct {
  RondoSyncCycle *cycle;
  const RondoHello *hello;
  RondoHealPlace place;
  int64_t since;
  const RondoOp *op;
  const RondoOpResult *result;
  const RondoRecord *record;
  gboolean is_resync; /* the history is the same, as far as anybody can tell */
} Heal;

static gpointer
begin_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Heal *heal = state;

  return GINT_TO_POINTER (rondo_sync_cycle_check_member (db, heal->cycle, error) &&
                          rondo_heal_begin (db, heal->hello, error));
}

static gpointer
prepare_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  Heal *heal = state;

  return rondo_sync_cycle_check_member (db, heal->cycle, error)
             ? rondo_heal_prepare (db, &heal->place, error)
             : NULL;
}

static gpointer
park_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Heal *heal = state;

  return GINT_TO_POINTER (
      rondo_sync_cycle_check_member (db, heal->cycle, error) &&
      rondo_heal_park (db, heal->op, heal->result, rondo_source_now_us (), error));
}

static gpointer
repeat_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Heal *heal = state;

  return GINT_TO_POINTER (rondo_sync_cycle_check_member (db, heal->cycle, error) &&
                          rondo_heal_repeat (db, heal->record, rondo_source_now_us (), error));
}

static gpointer
end_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Heal *heal = state;

  return GINT_TO_POINTER (rondo_sync_cycle_check_member (db, heal->cycle, error) &&
                          rondo_heal_end (db, error));
}

static const char *
get_text (GBytes *bytes, gsize *length)
{
  const char *text = g_bytes_get_data (bytes, length);

  return text != NULL ? text : "";
}

static gboolean
begin (Heal *heal, GError **error)
{
  RondoSyncCycle *cycle = heal->cycle;
  RondoTransportHead head;
  g_autofree char *code = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RondoHello) hello = NULL;
  gsize length;
  const char *text;

  bytes = rondo_sync_cycle_ask (cycle, "GET", "/v1/hello", NULL, &head, &code, error);
  if (bytes == NULL)
    return FALSE;
  text = get_text (bytes, &length);
  hello = rondo_wire_decode_hello (text, length, error);
  if (hello == NULL) {
    rondo_sync_cycle_set_garbled (cycle, error);
    return FALSE;
  }
  heal->hello = hello;
  return rondo_sync_cycle_run_on_db (cycle, begin_func, heal, error) != NULL;
}

static RondoHaveAnswer *
ask_have (Heal *heal, const RondoHaveRequest *request, GError **error)
{
  g_autofree char *body = rondo_wire_encode_have_request (request);
  g_autofree char *code = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RondoHaveAnswer *answer;
  RondoTransportHead head;
  gsize length;
  const char *text;

  bytes = rondo_sync_cycle_ask (heal->cycle, "POST", "/v1/have", body, &head, &code, error);
  if (bytes == NULL)
    return NULL;
  text = get_text (bytes, &length);
  answer = rondo_wire_decode_have_answer (text, length, error);
  if (answer == NULL)
    rondo_sync_cycle_set_garbled (heal->cycle, error);
  return answer;
}

static const RondoOpResult *
find_result (const RondoSyncAnswer *answer, const char *op)
{
  for (guint i = 0; i < answer->results->len; i++) {
    const RondoOpResult *result = g_ptr_array_index (answer->results, i);

    if (g_str_equal (result->op, op))
      return result;
  }
  return NULL;
}

/* Refused ones are kept for the user to see. */
static gboolean
take_results (Heal *heal,
              const RondoSyncRequest *request,
              const RondoSyncAnswer *answer,
              GError **error)
{
  for (guint i = 0; i < request->ops->len; i++) {
    heal->op = g_ptr_array_index (request->ops, i);
    heal->result = find_result (answer, heal->op->op);
    if (heal->result == NULL) {
      rondo_sync_cycle_set_garbled (heal->cycle, error);
      return FALSE;
    }
    if (heal->result->is_refused &&
        rondo_sync_cycle_run_on_db (heal->cycle, park_func, heal, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
send (Heal *heal, RondoSyncRequest *request, GError **error)
{
  g_autofree char *body = rondo_wire_encode_sync_request (request);
  g_autofree char *code = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  RondoTransportHead head;
  gsize length;
  const char *text;

  bytes = rondo_sync_cycle_ask (heal->cycle, "POST", "/v1/sync", body, &head, &code, error);
  heal->cycle->report->exchange_count++;
  if (bytes == NULL)
    return FALSE;
  text = get_text (bytes, &length);
  answer = rondo_wire_decode_sync_answer (text, length, error);
  if (answer == NULL) {
    rondo_sync_cycle_set_garbled (heal->cycle, error);
    return FALSE;
  }
  return take_results (heal, request, answer, error);
}

static RondoSyncRequest *
request_new (const RondoHealPage *page, int64_t since)
{
  RondoSyncRequest *request = rondo_sync_request_new ();

  request->epoch = g_strdup (page->request->epoch);
  request->limit = 1;
  request->since = since;
  return request;
}

/* @want: ids. In requests that are not too large. */
static gboolean
give_back (Heal *heal, const RondoHealPage *page, GHashTable *want, GError **error)
{
  g_autoptr (RondoSyncRequest) request = request_new (page, heal->since);
  gsize total = 0;

  for (guint i = 0; i < page->records->len; i++) {
    const RondoRecord *record = g_ptr_array_index (page->records, i);
    gsize bytes = OP_OVERHEAD_BYTES + (record->body != NULL ? strlen (record->body) : 0);

    if (!g_hash_table_contains (want, record->id))
      continue;
    if (request->ops->len > 0 && total + bytes > OPS_MAX_BYTES) {
      if (!send (heal, request, error))
        return FALSE;
      g_ptr_array_set_size (request->ops, 0);
      total = 0;
    }
    g_ptr_array_add (request->ops, rondo_heal_make_op (record));
    total += bytes;
  }
  return request->ops->len == 0 || send (heal, request, error);
}

/* What the server says that it never had: it has lost it, so long ago that nobody can prove it any
 * more. */
static gboolean
repeat_changes (Heal *heal, const RondoHealPage *page, GHashTable *want, GError **error)
{
  for (guint i = 0; i < page->records->len; i++) {
    heal->record = g_ptr_array_index (page->records, i);
    if (g_hash_table_contains (want, heal->record->id) &&
        rondo_sync_cycle_run_on_db (heal->cycle, repeat_func, heal, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
heal_page (Heal *heal, const RondoHealPage *page, GError **error)
{
  g_autoptr (GHashTable) want = NULL;
  g_autoptr (RondoHaveAnswer) answer = NULL;

  if (page->request->records->len == 0)
    return TRUE;
  answer = ask_have (heal, page->request, error);
  heal->cycle->report->exchange_count++;
  if (answer == NULL)
    return FALSE;
  heal->since = answer->since;
  want = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < answer->want->len; i++)
    g_hash_table_add (want, g_ptr_array_index (answer->want, i));
  return heal->is_resync ? repeat_changes (heal, page, want, error)
                         : give_back (heal, page, want, error);
}

static gboolean
heal_pages (Heal *heal, GError **error)
{
  gboolean is_last = FALSE;

  while (!is_last) {
    g_autoptr (RondoHealPage) page = NULL;

    if (g_cancellable_set_error_if_cancelled (heal->cycle->cancellable, error))
      return FALSE;
    page = rondo_sync_cycle_run_on_db (heal->cycle, prepare_func, heal, error);
    if (page == NULL || !heal_page (heal, page, error))
      return FALSE;
    is_last = page->is_last;
  }
  return TRUE;
}

gboolean
rondo_sync_heal (RondoSyncCycle *cycle, GError **error)
{
  Heal heal = {.cycle = cycle};
  g_autoptr (GError) problem = NULL;
  gboolean is_healed = begin (&heal, &problem) && heal_pages (&heal, &problem) &&
                       rondo_sync_cycle_run_on_db (cycle, end_func, &heal, &problem) != NULL;

  rondo_heal_place_clear (&heal.place);
  if (is_healed) {
    cycle->report->is_healed = TRUE;
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
rondo_sync_repeat_lost (RondoSyncCycle *cycle, GError **error)
{
  Heal heal = {.cycle = cycle, .is_resync = TRUE};
  g_autoptr (GError) problem = NULL;
  gboolean is_done = heal_pages (&heal, &problem);

  rondo_heal_place_clear (&heal.place);
  if (!is_done)
    g_propagate_error (error, g_steal_pointer (&problem));
  return is_done;
}
