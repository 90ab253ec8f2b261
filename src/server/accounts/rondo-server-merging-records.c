/* SPDX-License-Identifier: GPL-3.0-or-later
 * The records of two accounts that become one: each is written once more as the other's. */
#include "config.h"

#include "rondo-server-merging-private.h"

#include "rondo-client-join.h"
#include "rondo-id.h"
#include "rondo-server-feed.h"
#include "rondo-wire-merge.h"

#include <string.h>

static const char SQL_LIST_OF[] =
    "SELECT r.id FROM record r WHERE r.is_deleted = 0 AND r.id <> $1 AND r.kind <> 'profile' "
    "AND (r.belongs_to = $1 OR r.body LIKE '%' || $1 || '%' OR EXISTS "
    "(SELECT 1 FROM feed f WHERE f.record = r.id AND f.scope = 'u:' || $1 AND f.is_gone = 0)) "
    "ORDER BY CASE r.kind WHEN 'pairing' THEN 0 WHEN 'session' THEN 1 ELSE 2 END, r.id";
static const char SQL_LIST_NAMING[] =
    "SELECT id FROM record WHERE is_deleted = 0 AND kind IN ('member', 'registration') "
    "AND body LIKE '%' || $1 || '%' ORDER BY id";
static const char SQL_LIST_CLIENTS[] =
    "SELECT id FROM record WHERE is_deleted = 0 AND kind = 'client' "
    "AND (belongs_to = $1 OR body LIKE '%' || $1 || '%') ORDER BY belongs_to, id";
static const char SQL_LIST_LOG[] = "SELECT id FROM record WHERE is_deleted = 0 AND kind = 'log' "
                                   "AND body LIKE '%' || $1 || '%' ORDER BY id";
static const char SQL_SET_OWNER[] = "UPDATE record SET belongs_to = $2 WHERE id = $1";
static const char SQL_SET_PAIRING[] =
    "UPDATE pairing_index SET coach = CASE coach WHEN $2 THEN $3 ELSE coach END, "
    "client = CASE client WHEN $2 THEN $3 ELSE client END WHERE pairing = $1";

GPtrArray *
rondo_server_merger_list_ids (RondoDb *db, const char *sql, const char *value, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, sql, "t", value);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    g_ptr_array_add (ids, g_strdup (rondo_statement_get_text (statement, 0)));
  if (failure == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* (transfer full): @text as the one that stays would have it. */
static char *
rename_in (const Merger *merger, const char *text)
{
  g_autoptr (GString) renamed = g_string_new (text);

  g_string_replace (renamed, merger->goes->member, merger->stays->member, 0);
  return g_string_free (g_steal_pointer (&renamed), FALSE);
}

/* The one that goes does not see @record any more. */
static gboolean
leave (const Merger *merger, const RondoServerRecord *record, GError **error)
{
  RondoDb *db = merger->writer.db;
  int64_t holders = rondo_server_feed_count_holders (db, record->id, merger->scope, error);
  int64_t seq;

  if (holders <= 0)
    return holders == 0;
  seq = rondo_server_writer_next_seq (&merger->writer, error);
  return seq >= 0 &&
         rondo_server_feed_put (&merger->writer, merger->scope, record, seq, TRUE, error);
}

static gboolean
write_as (Merger *merger,
          RondoServerRecord *record,
          const char *belongs_to,
          char *body, /* taken over */
          GError **error)
{
  g_free (record->body);
  record->body = body;
  if (g_strcmp0 (record->belongs_to, belongs_to) != 0) {
    g_free (record->belongs_to);
    record->belongs_to = g_strdup (belongs_to);
    if (!rondo_db_run (
            merger->writer.db, error, SQL_SET_OWNER, "tt", record->id, record->belongs_to))
      return FALSE;
  }
  merger->moved++;
  return rondo_server_write_record (&merger->writer, record, error);
}

static gboolean
bury (Merger *merger, RondoServerRecord *record, GError **error)
{
  g_clear_pointer (&record->body, g_free);
  return rondo_server_write_record (&merger->writer, record, error);
}

/* Under another id, because the id says whose it is; unless it is there already. */
static gboolean
rename_record (
    Merger *merger, RondoServerRecord *record, const char *id, gboolean is_better, GError **error)
{
  g_autoptr (RondoServerRecord) other = NULL;
  g_autofree char *body = rename_in (merger, record->body);

  if (!rondo_server_records_find (merger->writer.db, id, &other, error) ||
      !bury (merger, record, error))
    return FALSE;
  if (other == NULL)
    other = rondo_server_record_new (record->kind, id, merger->stays->member);
  if (other->body != NULL && !is_better)
    return TRUE;
  return write_as (merger, other, other->belongs_to, g_steal_pointer (&body), error);
}

/* Who has joined a round twice is in it as the one that stays; whoever withdrew as that one and
 * takes part as the other, takes part. */
static gboolean
move_registration (Merger *merger, RondoServerRecord *record, GError **error)
{
  RondoDb *db = merger->writer.db;
  g_autoptr (RondoRegistration) registration = NULL;
  g_autoptr (RondoRegistration) own = NULL;
  g_autoptr (RondoServerRecord) other = NULL;
  g_autofree char *id = NULL;

  if (g_strcmp0 (record->belongs_to, merger->goes->member) != 0)
    return TRUE;
  registration = rondo_wire_decode_registration (record->id, record->body, error);
  if (registration == NULL)
    return FALSE;
  id = rondo_id_derive (registration->round, merger->stays->member);
  if (!rondo_server_records_find (db, id, &other, error))
    return FALSE;
  own = other != NULL && other->body != NULL
            ? rondo_wire_decode_registration (id, other->body, NULL)
            : NULL;
  return rename_record (merger,
                        record,
                        id,
                        own != NULL && own->state == RONDO_REGISTRATION_WITHDRAWN &&
                            registration->state != RONDO_REGISTRATION_WITHDRAWN,
                        error);
}

static gboolean
move_feedback (Merger *merger, RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoFeedback) feedback = rondo_wire_decode_feedback (record->id, record->body, error);
  g_autofree char *id = NULL;

  if (feedback == NULL)
    return FALSE;
  if (g_strcmp0 (feedback->member, merger->goes->member) == 0) {
    id = rondo_feedback_derive_id (feedback->pairing, merger->stays->member, feedback->audience);
    return rename_record (merger, record, id, FALSE, error);
  }
  return leave (merger, record, error) &&
         write_as (merger, record, record->belongs_to, rename_in (merger, record->body), error);
}

/* The two were partners once: that stays as it was, as nobody coaches themselves. */
static gboolean
names_both (const Merger *merger, const RondoServerRecord *record)
{
  return strstr (record->body, merger->goes->member) != NULL &&
         strstr (record->body, merger->stays->member) != NULL;
}

static gboolean
move_pairing (Merger *merger, RondoServerRecord *record, GError **error)
{
  if (names_both (merger, record))
    return TRUE;
  return rondo_db_run (merger->writer.db,
                       error,
                       SQL_SET_PAIRING,
                       "ttt",
                       record->id,
                       merger->goes->member,
                       merger->stays->member) &&
         leave (merger, record, error) &&
         write_as (merger, record, record->belongs_to, rename_in (merger, record->body), error);
}

/* A session of the two with each other is left as their pairing is. */
static gboolean
move_session (Merger *merger, RondoServerRecord *record, GError **error)
{
  g_autofree char *body = rename_in (merger, record->body);
  g_autofree char *belongs_to = rename_in (merger, record->belongs_to);
  g_autoptr (RondoPairing) pairing = NULL;

  if (!rondo_wire_check_body (record->kind, record->id, body, NULL))
    return TRUE;
  if (!rondo_server_index_find_pairing (merger->writer.db, belongs_to, &pairing, error))
    return FALSE;
  if (pairing != NULL && (g_strcmp0 (pairing->coach, merger->goes->member) == 0 ||
                          g_strcmp0 (pairing->client, merger->goes->member) == 0))
    return TRUE;
  return leave (merger, record, error) &&
         write_as (merger, record, belongs_to, g_steal_pointer (&body), error);
}

static gboolean
move_other (Merger *merger, RondoServerRecord *record, GError **error)
{
  g_autofree char *body = rename_in (merger, record->body);
  g_autofree char *belongs_to =
      record->belongs_to != NULL ? rename_in (merger, record->belongs_to) : NULL;

  return leave (merger, record, error) &&
         write_as (merger, record, belongs_to, g_steal_pointer (&body), error);
}

static gboolean
move_record (Merger *merger, RondoServerRecord *record, GError **error)
{
  g_autofree char *id = NULL;

  switch (record->kind) {
  case RONDO_KIND_MEMBER:
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION: /* follows the registration */
    return TRUE;
  case RONDO_KIND_REGISTRATION:
    return move_registration (merger, record, error);
  case RONDO_KIND_PAIRING:
    return move_pairing (merger, record, error);
  case RONDO_KIND_SESSION:
    return move_session (merger, record, error);
  case RONDO_KIND_FEEDBACK:
    return move_feedback (merger, record, error);
  case RONDO_KIND_DESK:
    id = rondo_desk_settings_derive_id (merger->stays->member);
    return rename_record (merger, record, id, FALSE, error);
  default:
    return move_other (merger, record, error);
  }
}

gboolean
rondo_server_merger_move_records (Merger *merger, GError **error)
{
  RondoDb *db = merger->writer.db;
  g_autoptr (GPtrArray) ids =
      rondo_server_merger_list_ids (db, SQL_LIST_OF, merger->goes->member, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (RondoServerRecord) record = NULL;

    if (!rondo_server_records_find (db, ids->pdata[i], &record, error) ||
        (record != NULL && record->body != NULL && !move_record (merger, record, error)))
      return FALSE;
  }
  return ids != NULL;
}

/* Addresses ---------------------------------------------------------------------------------------
 */

/* @from in @emails becomes @to, once; @to alone goes if it is @self. */
static void
rename_address (GPtrArray *emails, const char *from, const char *to, const char *self)
{
  guint index = 0;

  if (!g_ptr_array_find_with_equal_func (emails, from, g_str_equal, &index))
    return;
  if (g_strcmp0 (to, self) == 0 ||
      g_ptr_array_find_with_equal_func (emails, to, g_str_equal, NULL)) {
    g_ptr_array_remove_index (emails, index);
    return;
  }
  g_free (emails->pdata[index]);
  emails->pdata[index] = g_strdup (to);
}

/* By address and by id. @is_self: the wishes are of the one who stays. */
static void
rename_in_wishes (const Merger *merger, RondoWishes *wishes, gboolean is_self)
{
  const RondoServerPerson *goes = merger->goes;
  const RondoServerPerson *stays = merger->stays;
  GPtrArray *lists[] = {wishes->requests, wishes->avoids};

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    rename_address (lists[i], goes->email, stays->email, is_self ? stays->email : NULL);
    rename_address (lists[i], goes->member, stays->member, is_self ? stays->member : NULL);
  }
}

static gboolean
move_addresses_of (Merger *merger, RondoServerRecord *record, GError **error)
{
  gboolean is_self = g_strcmp0 (record->belongs_to, merger->stays->member) == 0;
  g_autoptr (RondoMember) member = NULL;
  g_autoptr (RondoRegistration) registration = NULL;
  char *body;

  if (g_strcmp0 (record->id, merger->goes->member) == 0)
    return TRUE;
  if (record->kind == RONDO_KIND_MEMBER) {
    member = rondo_wire_decode_member (record->id, record->body, error);
    if (member == NULL)
      return FALSE;
    rename_in_wishes (merger, member->wishes, is_self);
    body = rondo_wire_encode_member (member, record->body);
  } else {
    registration = rondo_wire_decode_registration (record->id, record->body, error);
    if (registration == NULL)
      return FALSE;
    rename_in_wishes (merger, registration->wishes, is_self);
    body = rondo_wire_encode_registration (registration, record->body);
  }
  if (!rondo_wire_body_is_equal (record->body, body))
    return write_as (merger, record, record->belongs_to, body, error);
  g_free (body);
  return TRUE;
}

static gboolean
move_names (Merger *merger, const char *name, GError **error)
{
  RondoDb *db = merger->writer.db;
  g_autoptr (GPtrArray) ids = rondo_server_merger_list_ids (db, SQL_LIST_NAMING, name, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (RondoServerRecord) record = NULL;

    if (!rondo_server_records_find (db, ids->pdata[i], &record, error) ||
        !move_addresses_of (merger, record, error))
      return FALSE;
  }
  return ids != NULL;
}

gboolean
rondo_server_merger_move_addresses (Merger *merger, GError **error)
{
  return move_names (merger, merger->goes->email, error) &&
         move_names (merger, merger->goes->member, error);
}

/* Clients -----------------------------------------------------------------------------------------
 */

/* The hours with @from of one log are hours with @to. */
static gboolean
move_hours (Merger *merger, const char *from, const char *to, GError **error)
{
  RondoDb *db = merger->writer.db;
  g_autoptr (GPtrArray) ids = rondo_server_merger_list_ids (db, SQL_LIST_LOG, from, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (RondoServerRecord) record = NULL;
    g_autoptr (RondoLogEntry) entry = NULL;

    if (!rondo_server_records_find (db, ids->pdata[i], &record, error))
      return FALSE;
    entry = rondo_wire_decode_log_entry (record->id, record->body, error);
    if (entry == NULL)
      return FALSE;
    g_free (entry->client);
    entry->client = g_strdup (to);
    if (!write_as (merger,
                   record,
                   record->belongs_to,
                   rondo_wire_encode_log_entry (entry, record->body),
                   error))
      return FALSE;
  }
  return ids != NULL;
}

static gboolean
join_two (Merger *merger,
          const char *kept_id,
          RondoServerRecord *other_record,
          const RondoClientPerson *other,
          GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoClientPerson) kept = NULL;
  g_autoptr (RondoClientPerson) joined = NULL;

  if (!rondo_server_records_find (merger->writer.db, kept_id, &record, error))
    return FALSE;
  kept = rondo_wire_decode_client (record->id, record->body, error);
  if (kept == NULL)
    return FALSE;
  joined = rondo_client_person_join (kept, other);
  return write_as (merger,
                   record,
                   record->belongs_to,
                   rondo_wire_encode_client (joined, record->body),
                   error) &&
         move_hours (merger, other->id, kept_id, error) && bury (merger, other_record, error);
}

gboolean
rondo_server_merger_join_clients (Merger *merger, GError **error)
{
  RondoDb *db = merger->writer.db;
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free); /* owner, member → id */
  g_autoptr (GPtrArray) ids =
      rondo_server_merger_list_ids (db, SQL_LIST_CLIENTS, merger->stays->member, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (RondoServerRecord) record = NULL;
    g_autoptr (RondoClientPerson) client = NULL;
    g_autofree char *key = NULL;
    const char *kept;

    if (!rondo_server_records_find (db, ids->pdata[i], &record, error))
      return FALSE;
    client = rondo_wire_decode_client (record->id, record->body, error);
    if (client == NULL)
      return FALSE;
    if (client->member == NULL)
      continue;
    key = g_strconcat (record->belongs_to, " ", client->member, NULL);
    kept = g_hash_table_lookup (seen, key);
    if (kept == NULL)
      g_hash_table_insert (seen, g_steal_pointer (&key), g_strdup (record->id));
    else if (!join_two (merger, kept, record, client, error))
      return FALSE;
  }
  return ids != NULL;
}
