/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving puts and deletes. */
#include "config.h"

#include "rondo-change-save.h"

#include "rondo-change-private.h"
#include "rondo-derived.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-kind-store.h"
#include "rondo-members-table.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"
#include "rondo-text.h"
#include "rondo-wire-merge.h"
#include "rondo-change-save-publish.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>

/* What was never sent, and what was refused: an edit is the way out of that. */
static gboolean
can_fold (const RondoOutboxEntry *newest, const char *id)
{
  return newest != NULL && (newest->state != RONDO_OUTBOX_SENT || RONDO_ZOO (ALTERS_SENT_OP)) &&
         newest->act != RONDO_ACT_PUBLISH && g_str_equal (newest->record, id);
}

/* The op that makes @record what it is by now, from what it was when @entry (nullable) was made, or
 * from its base. (transfer full) */
static RondoOutboxEntry *
make_op (RondoKind kind, const RondoRecord *record, const RondoOutboxEntry *entry, int64_t now_us)
{
  RondoOutboxEntry *made = rondo_outbox_entry_new ();

  made->op = rondo_id_new (now_us);
  made->act = record->body != NULL ? RONDO_ACT_PUT : RONDO_ACT_DELETE;
  made->kind = kind;
  made->record = g_strdup (record->id);
  made->body = g_strdup (record->body);
  made->base = entry != NULL ? entry->base : record->version;
  made->was = g_strdup (entry != NULL ? entry->was : record->base_body);
  made->made_us = now_us;
  return made;
}

/* A choice may bring back what the edit that waits was made from. It is a change all the same: of
 * what @before says, which the user has seen. */
static void
keep_choice (RondoOutboxEntry *entry, const char *before)
{
  g_autofree char *was = NULL;
  g_autofree char *seen = NULL;

  if (entry->was == NULL || before == NULL || entry->body == NULL)
    return;
  was = g_steal_pointer (&entry->was);
  seen = rondo_wire_diff (before, entry->body);
  entry->was = rondo_wire_overlay (was, seen);
}

/* How a change came about. */
typedef enum {
  MADE_BY_EDIT,
  MADE_BY_CHOICE, /* between what is there and what it was or would be elsewhere */
} Making;

/* The op for the new body of @record, which was @before (nullable), next to @newest (nullable), the
 * last one that touches it. */
static gboolean
write_op (RondoDb *db,
          RondoKind kind,
          Making making,
          const RondoRecord *record,
          const char *before,
          const RondoOutboxEntry *newest,
          int64_t now_us,
          GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;
  RondoOutboxEntry seen = {.was = (char *)before};
  int64_t count = 0;

  if (!can_fold (newest, record->id)) {
    /* Made from what the user saw, which is an earlier change of theirs if there is one. */
    entry = make_op (kind, record, newest != NULL ? &seen : NULL, now_us);
    return rondo_outbox_table_add (db, entry, error);
  }
  if (!rondo_outbox_table_count_touching (db, record->id, &count, error))
    return FALSE;
  if (record->body == NULL && record->version == 0 && record->base_body == NULL && count == 1)
    return rondo_outbox_table_remove (db, newest->op, error);
  entry = make_op (kind, record, newest, now_us);
  if (making == MADE_BY_CHOICE)
    keep_choice (entry, before);
  if (RONDO_ZOO (KEEPS_FOLDED_ID)) {
    g_free (entry->op);
    entry->op = g_strdup (newest->op);
  }
  return rondo_outbox_table_fold (db, newest->op, entry, error);
}

/* Gives @record the new @body (NULL: deleted), keeping what the server has as its base. */
static gboolean
change_body (RondoDb *db,
             RondoKind kind,
             Making making,
             RondoRecord *record,
             const char *body,
             int64_t now_us,
             GError **error)
{
  g_autoptr (RondoOutboxEntry) newest = NULL;
  g_autofree char *before = g_strdup (record->body);

  if (!rondo_outbox_table_find_newest (db, record->id, &newest, error))
    return FALSE;
  if (record->kind == NULL)
    record->kind = g_strdup (rondo_kind_to_word (kind));
  if (newest == NULL) {
    g_free (record->base_body);
    record->base_body = g_steal_pointer (&record->body);
  }
  g_free (record->body);
  record->body = g_strdup (body);
  return rondo_records_table_write (db, record, error) &&
         write_op (db, kind, making, record, before, newest, now_us, error);
}

static gboolean
check_size (const char *body, GError **error)
{
  if (strlen (body) <= RONDO_WIRE_MAX_RECORD_BYTES)
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_INVALID,
                       _ ("This is too much text for one entry, so nothing was saved. Shorten it, "
                          "then try again."));
  return FALSE;
}

/* An e-mail address belongs to one member: requests and accounts name people by it. */
static gboolean
check_namesake (RondoDb *db, const RondoMember *member, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;

  if (member->email == NULL || *member->email == '\0')
    return TRUE;
  if (!rondo_members_table_find_namesake (db, member->email, member->id, &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  shown = rondo_text_isolate (name);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_REJECTED,
               _ ("The e-mail address %s already belongs to %s, so nothing was saved. Give each "
                  "member an address of their own."),
               member->email,
               shown);
  return FALSE;
}

static gboolean
check_value (RondoDb *db, const RondoChangeItem *item, const RondoKindStore *store, GError **error)
{
  if (store->check != NULL && !store->check (item->value, error))
    return FALSE;
  return item->kind != RONDO_KIND_MEMBER || check_namesake (db, item->value, error);
}

static gboolean
check_kind (const RondoRecord *record, RondoKind kind, GError **error)
{
  if (record->kind == NULL || g_str_equal (record->kind, rondo_kind_to_word (kind)))
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The id %s is already used for something else, so nothing was saved."),
               record->id);
  return FALSE;
}

/* The log knows of a session the day and the minutes; the rest is not lost by an edit there. */
static void
complete (const RondoChangeItem *item, const RondoRecord *record)
{
  g_autoptr (RondoSession) known = NULL;

  if (item->kind == RONDO_KIND_SESSION && record->body != NULL)
    known = rondo_wire_decode_session (item->id, record->body, NULL);
  if (known != NULL)
    rondo_session_keep_known (item->value, known);
}

static gboolean
put (RondoDb *db, const RondoChangeItem *item, int64_t now_us, GError **error)
{
  const RondoKindStore *store = rondo_kind_store_get (item->kind);
  g_auto (RondoRecord) record = {0};
  g_autofree char *body = NULL;

  if (!check_value (db, item, store, error) ||
      !rondo_records_table_read (db, item->id, &record, error) ||
      !check_kind (&record, item->kind, error))
    return FALSE;
  complete (item, &record);
  body = store->encode (item->value, RONDO_ZOO (DROPS_UNKNOWN_FIELDS) ? NULL : record.body);
  if (!check_size (body, error))
    return FALSE;
  if (g_strcmp0 (body, record.body) == 0)
    return TRUE;
  return change_body (db, item->kind, MADE_BY_EDIT, &record, body, now_us, error) &&
         store->put (db, item->value, error);
}

static gboolean delete (RondoDb *db, const RondoChangeItem *item, int64_t now_us, GError **error)
{
  g_auto (RondoRecord) record = {0};

  if (!rondo_records_table_read (db, item->id, &record, error) ||
      !check_kind (&record, item->kind, error))
    return FALSE;
  if (record.body == NULL)
    return TRUE;
  return change_body (db, item->kind, MADE_BY_EDIT, &record, NULL, now_us, error) &&
         rondo_kind_store_get (item->kind)->remove (db, item->id, error);
}

static gboolean
save_item (RondoDb *db, const RondoChangeItem *item, int64_t now_us, GError **error)
{
  switch (item->act) {
  case RONDO_ACT_PUT:
    return put (db, item, now_us, error);
  case RONDO_ACT_DELETE:
    return delete (db, item, now_us, error);
  case RONDO_ACT_PUBLISH:
    return rondo_change_save_publish (db, item->value, now_us, error);
  default:
    g_assert_not_reached ();
  }
}

static gboolean
save_items (RondoDb *db, RondoChange *change, int64_t now_us, GError **error)
{
  GPtrArray *items = rondo_change_get_items (change);

  for (guint i = 0; i < items->len; i++) {
    if (!save_item (db, g_ptr_array_index (items, i), now_us, error))
      return FALSE;
    if (RONDO_ZOO (SAVES_IN_PARTS) && !(rondo_db_commit (db, error) && rondo_db_begin (db, error)))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_change_save (RondoDb *db, RondoChange *change, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, save_items (db, change, now_us, error), error);
}

gboolean
rondo_change_save_choice (
    RondoDb *db, RondoKind kind, const char *id, const char *body, int64_t now_us, GError **error)
{
  g_auto (RondoRecord) record = {0};

  if (!rondo_records_table_read (db, id, &record, error) || !check_kind (&record, kind, error))
    return FALSE;
  if (g_strcmp0 (record.body, body) == 0)
    return TRUE;
  return change_body (db, kind, MADE_BY_CHOICE, &record, body, now_us, error) &&
         rondo_derived_update (db, rondo_kind_to_word (kind), id, body, error);
}
