/* SPDX-License-Identifier: GPL-3.0-or-later
 * Giving back what a restored server has lost. */
#include "config.h"

#include "rondo-heal.h"

#include "rondo-cursors-table.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-tags-table.h"
#include "rondo-wire-merge.h"

#include <glib/gi18n-lib.h>

/* What others belong to comes first. */
static const RondoKind order[] = {
    RONDO_KIND_MEMBER,
    RONDO_KIND_ROUND,
    RONDO_KIND_REGISTRATION,
    RONDO_KIND_PLAN,
    RONDO_KIND_PAIRING,
    RONDO_KIND_SESSION,
    RONDO_KIND_CLIENT,
    RONDO_KIND_LOG,
    RONDO_KIND_DESK,
    RONDO_KIND_FEEDBACK,
    RONDO_KIND_NOTICE,
    RONDO_KIND_CONDUCT,
    RONDO_KIND_CONDUCT_STEP,
    RONDO_KIND_CONFLICT,
};

void
rondo_heal_place_clear (RondoHealPlace *place)
{
  g_clear_pointer (&place->after, g_free);
}

void
rondo_heal_page_free (RondoHealPage *page)
{
  g_clear_pointer (&page->records, g_ptr_array_unref);
  g_clear_pointer (&page->request, rondo_have_request_free);
  g_free (page);
}

/* Without a name of the community on both sides nobody knows whose data these are. */
static gboolean
check_community (RondoDb *db, const RondoHello *hello, GError **error)
{
  g_autofree char *known = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_COMMUNITY_ID, &known, error))
    return FALSE;
  if (known != NULL && g_strcmp0 (known, hello->community_id) == 0)
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_FOREIGN,
                       _ ("The server holds another community than this computer, or it was set "
                          "up anew. Nothing on this computer was changed. Ask your coordinator."));
  return FALSE;
}

static gboolean
begin (RondoDb *db, const RondoHello *hello, GError **error)
{
  g_autofree char *epoch = NULL;

  if (!check_community (db, hello, error) ||
      !rondo_meta_table_read (db, RONDO_META_EPOCH, &epoch, error))
    return FALSE;
  if (g_strcmp0 (epoch, hello->epoch) == 0)
    return TRUE;
  return rondo_meta_table_write (db, RONDO_META_EPOCH, hello->epoch, error) &&
         rondo_meta_table_write (db, RONDO_META_IS_HEALING, "1", error);
}

gboolean
rondo_heal_begin (RondoDb *db, const RondoHello *hello, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, begin (db, hello, error), error);
}

gboolean
rondo_heal_is_running (RondoDb *db, gboolean *is_running, GError **error)
{
  g_autofree char *value = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_IS_HEALING, &value, error))
    return FALSE;
  *is_running = value != NULL;
  return TRUE;
}

/* Only partners see a session, so one that is held is one's own, under this account or a former one
 * that has become it: the pairing may still name that here, though not on the server. */
static gboolean
is_own_session (const RondoRecord *record, const char *self)
{
  g_autoptr (RondoSession) session = rondo_wire_decode_session (record->id, record->body, NULL);

  return session != NULL && (session->pairing != NULL || g_strcmp0 (session->coach, self) == 0 ||
                             g_strcmp0 (session->client, self) == 0);
}

static gboolean
is_own_registration (const RondoRecord *record, const char *self)
{
  g_autoptr (RondoRegistration) registration =
      rondo_wire_decode_registration (record->id, record->body, NULL);

  return registration != NULL && g_strcmp0 (registration->member, self) == 0;
}

static gboolean
is_own_feedback (const RondoRecord *record, const char *self)
{
  g_autoptr (RondoFeedback) feedback = rondo_wire_decode_feedback (record->id, record->body, NULL);

  return feedback != NULL && g_strcmp0 (feedback->member, self) == 0;
}

static gboolean
is_own_conduct (const RondoRecord *record, const char *self)
{
  g_autoptr (RondoConduct) conduct = rondo_wire_decode_conduct (record->id, record->body, NULL);

  return conduct != NULL && g_strcmp0 (conduct->by, self) == 0;
}

/* Whether @self writes @record as its owner, whatever their role. Of a tombstone nobody knows. */
static gboolean
is_own (RondoKind kind, const RondoRecord *record, const char *self)
{
  switch (kind) {
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
  case RONDO_KIND_CONFLICT:
    return TRUE;
  case RONDO_KIND_SESSION:
    return record->body == NULL || is_own_session (record, self);
  case RONDO_KIND_REGISTRATION:
    return record->body == NULL || is_own_registration (record, self);
  case RONDO_KIND_FEEDBACK:
    return record->body == NULL || is_own_feedback (record, self);
  case RONDO_KIND_CONDUCT:
    return record->body == NULL || is_own_conduct (record, self);
  case RONDO_KIND_CONDUCT_STEP:
    return FALSE;
  case RONDO_KIND_NOTICE:
  case RONDO_KIND_MEMBER:
    return g_strcmp0 (record->id, self) == 0;
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PAIRING:
  default:
    return FALSE;
  }
}

typedef struct {
  char *self;
  gboolean is_coordinator;
} Writer;

static void
writer_clear (Writer *writer)
{
  g_clear_pointer (&writer->self, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static gboolean
read_writer (RondoDb *db, Writer *writer, GError **error)
{
  g_autofree char *role = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_MEMBER, &writer->self, error) ||
      !rondo_meta_table_read (db, RONDO_META_IS_COORDINATOR, &role, error))
    return FALSE;
  writer->is_coordinator = g_strcmp0 (role, "1") == 0;
  return TRUE;
}

static void
take_record (RondoHealPage *page, const Writer *writer, guint rank, const RondoRecord *record)
{
  g_autofree char *hash = NULL;

  /* Out of sight is not deleted. */
  if (record->body == NULL && !record->is_deleted)
    return;
  if (!writer->is_coordinator && !is_own (order[rank], record, writer->self))
    return;
  hash = rondo_wire_body_hash (record->body);
  g_ptr_array_add (page->request->records,
                   rondo_have_record_new (record->id, record->version, hash));
}

static gboolean
fill_page (RondoDb *db, RondoHealPlace *place, RondoHealPage *page, GError **error)
{
  g_auto (Writer) writer = {0};
  GPtrArray *records;

  if (!read_writer (db, &writer, error) ||
      !rondo_meta_table_read (db, RONDO_META_EPOCH, &page->request->epoch, error))
    return FALSE;
  g_ptr_array_unref (page->request->tags);
  page->request->tags = rondo_tags_table_list (db, error);
  if (page->request->tags == NULL)
    return FALSE;
  records = rondo_records_table_list_held (
      db, rondo_kind_to_word (order[place->rank]), place->after, RONDO_WIRE_MAX_HAVE, error);
  if (records == NULL)
    return FALSE;
  page->records = records;
  for (guint i = 0; i < records->len; i++)
    take_record (page, &writer, place->rank, g_ptr_array_index (records, i));
  g_clear_pointer (&place->after, g_free);
  if (records->len == RONDO_WIRE_MAX_HAVE)
    place->after = g_strdup (((RondoRecord *)g_ptr_array_index (records, records->len - 1))->id);
  else
    place->rank++;
  page->is_last = place->rank == G_N_ELEMENTS (order);
  return TRUE;
}

RondoHealPage *
rondo_heal_prepare (RondoDb *db, RondoHealPlace *place, GError **error)
{
  g_autoptr (RondoHealPage) page = g_new0 (RondoHealPage, 1);

  g_return_val_if_fail (place->rank < G_N_ELEMENTS (order), NULL);

  page->request = rondo_have_request_new ();
  if (!rondo_db_begin_read (db, error) ||
      !rondo_db_end (db, fill_page (db, place, page, error), error))
    return NULL;
  return g_steal_pointer (&page);
}

RondoOp *
rondo_heal_make_op (const RondoRecord *record)
{
  g_autofree char *hash = rondo_wire_body_hash (record->body);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", record->version, hash);
  RondoOp *op = rondo_op_new ();

  /* The same each time, so that whatever comes of it is there once. */
  op->op = rondo_id_derive (record->id, name);
  op->act = RONDO_ACT_ASSERT;
  rondo_kind_from_word (record->kind, &op->kind);
  op->id = g_strdup (record->id);
  op->base = record->version;
  op->body = g_strdup (record->body);
  return op;
}

static gboolean
park (RondoDb *db, const RondoOp *op, const RondoOpResult *result, int64_t now_us, GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = rondo_outbox_entry_new ();
  g_auto (RondoRecord) record = {0};
  g_auto (Writer) writer = {0};
  gboolean is_theirs;
  int64_t count;

  if (!read_writer (db, &writer, error) || !rondo_records_table_read (db, op->id, &record, error) ||
      !rondo_outbox_table_count_touching (db, op->id, &count, error))
    return FALSE;
  is_theirs = is_own (op->kind, &record, writer.self) ||
              (writer.is_coordinator && g_strcmp0 (result->code, "forbidden") != 0);
  if (count > 0 || record.body == NULL || !is_theirs)
    return TRUE;
  entry->op = rondo_id_new (now_us);
  entry->act = RONDO_ACT_PUT;
  entry->kind = op->kind;
  entry->record = g_strdup (op->id);
  entry->body = g_strdup (op->body);
  entry->state = RONDO_OUTBOX_REFUSED;
  entry->message = g_strdup (result->message);
  entry->code = g_strdup (result->code);
  entry->made_us = now_us;
  g_clear_pointer (&record.base_body, g_free);
  return rondo_records_table_write (db, &record, error) &&
         rondo_outbox_table_add (db, entry, error);
}

gboolean
rondo_heal_park (
    RondoDb *db, const RondoOp *op, const RondoOpResult *result, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, park (db, op, result, now_us, error), error);
}

/* Whether a change can bring it back; plans and pairings come from a plan only. */
static gboolean
can_repeat (RondoKind kind, const Writer *writer)
{
  return writer->is_coordinator &&
         (kind == RONDO_KIND_MEMBER || kind == RONDO_KIND_ROUND || kind == RONDO_KIND_REGISTRATION);
}

static gboolean
repeat (RondoDb *db, const RondoRecord *held, int64_t now_us, GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = rondo_outbox_entry_new ();
  g_auto (RondoRecord) record = {0};
  g_auto (Writer) writer = {0};
  RondoKind kind;
  int64_t count;

  if (!read_writer (db, &writer, error) ||
      !rondo_records_table_read (db, held->id, &record, error) ||
      !rondo_outbox_table_count_touching (db, held->id, &count, error))
    return FALSE;
  if (count > 0 || !rondo_kind_from_word (held->kind, &kind) || kind == RONDO_KIND_CONFLICT ||
      (!is_own (kind, held, writer.self) && !can_repeat (kind, &writer)))
    return TRUE;
  entry->op = rondo_id_new (now_us);
  entry->act = held->body != NULL ? RONDO_ACT_PUT : RONDO_ACT_DELETE;
  entry->kind = kind;
  entry->record = g_strdup (held->id);
  /* Made from the version before, which the server may know. */
  entry->base = held->version - 1;
  entry->body = g_strdup (held->body);
  entry->made_us = now_us;
  record.version = 0;
  g_clear_pointer (&record.base_body, g_free);
  return rondo_records_table_write (db, &record, error) &&
         rondo_outbox_table_add (db, entry, error);
}

gboolean
rondo_heal_repeat (RondoDb *db, const RondoRecord *record, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, repeat (db, record, now_us, error), error);
}

/* The tags of what was lost stay: until the new epoch has given some, they alone can prove that the
 * same backup came back once more. */
static gboolean
end (RondoDb *db, GError **error)
{
  return rondo_records_table_forget_versions (db, error) &&
         rondo_cursors_table_rewind (db, error) &&
         rondo_meta_table_write (db, RONDO_META_IS_HEALING, NULL, error);
}

gboolean
rondo_heal_end (RondoDb *db, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, end (db, error), error);
}
