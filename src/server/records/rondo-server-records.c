/* SPDX-License-Identifier: GPL-3.0-or-later
 * The latest state of every record, and every state it ever had. */
#include "config.h"

#include "rondo-server-records.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>

static const char SQL_FIND[] =
    "SELECT id, kind, belongs_to, version, seq, is_deleted, body FROM record WHERE id = $1";
static const char SQL_LIST[] =
    "SELECT id, kind, belongs_to, version, seq, is_deleted, body FROM record "
    "WHERE kind = $1 AND is_deleted = 0 ORDER BY id";
static const char SQL_LIST_ALL[] =
    "SELECT id, kind, belongs_to, version, seq, is_deleted, body FROM record "
    "WHERE is_deleted = 0 ORDER BY id";
static const char SQL_PUT[] =
    "INSERT INTO record (id, kind, belongs_to, version, seq, is_deleted, body, reason, member, op, "
    "written_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq, "
    "is_deleted = excluded.is_deleted, body = excluded.body, reason = excluded.reason, "
    "member = excluded.member, op = excluded.op, written_us = excluded.written_us";
static const char SQL_PUT_PAST[] =
    "INSERT INTO record_past (record, version, seq, reason, member, op, written_us, body) "
    "SELECT id, version, seq, reason, member, op, written_us, body FROM record WHERE id = $1";
static const char SQL_TOUCH[] = "UPDATE record SET seq = $2 WHERE id = $1";
static const char SQL_FIND_VERSION[] =
    "SELECT body FROM record_history WHERE record = $1 AND version = $2";
static const char SQL_FIND_OP[] =
    "SELECT version, seq FROM record_history WHERE record = $1 AND op = $2";
static const char SQL_WAS_JOINED[] =
    "SELECT count(*) FROM record WHERE id = $1 AND version = 1 AND reason = 'join'";
static const char SQL_COUNT_AHEAD[] =
    "SELECT (SELECT count(*) FROM record WHERE seq > (SELECT seq FROM community)) + "
    "(SELECT count(*) FROM feed WHERE seq > (SELECT seq FROM community))";

static RondoServerRecord *
read_record (RondoStatement *statement, GError **error)
{
  g_autoptr (RondoServerRecord) record = g_new0 (RondoServerRecord, 1);

  record->id = g_strdup (rondo_statement_get_text (statement, 0));
  if (!rondo_kind_from_word (rondo_statement_get_text (statement, 1), &record->kind)) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_CORRUPT,
                 _ ("The database holds a record “%s” of an unknown kind."),
                 record->id);
    return NULL;
  }
  record->belongs_to = g_strdup (rondo_statement_get_text (statement, 2));
  record->version = rondo_statement_get_int (statement, 3);
  record->fed = record->version;
  record->seq = rondo_statement_get_int (statement, 4);
  record->is_deleted = rondo_statement_get_int (statement, 5) != 0;
  record->body = g_strdup (rondo_statement_get_text (statement, 6));
  return g_steal_pointer (&record);
}

static GPtrArray *
read_records (RondoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_server_record_free);
  g_autoptr (GError) failure = NULL;

  while (rondo_statement_step (statement, &failure)) {
    RondoServerRecord *record = read_record (statement, error);

    if (record == NULL)
      return NULL;
    g_ptr_array_add (records, record);
  }
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
read_count (RondoStatement *statement, int64_t *count, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *count = rondo_statement_step (statement, &failure) ? rondo_statement_get_int (statement, 0) : 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

RondoServerRecord *
rondo_server_record_new (RondoKind kind, const char *id, const char *belongs_to)
{
  RondoServerRecord *record = g_new0 (RondoServerRecord, 1);

  record->kind = kind;
  record->id = g_strdup (id);
  record->belongs_to = g_strdup (belongs_to);
  return record;
}

void
rondo_server_record_free (RondoServerRecord *record)
{
  g_free (record->id);
  g_free (record->belongs_to);
  g_free (record->body);
  g_free (record);
}

gboolean
rondo_server_records_find (RondoDb *db, const char *id, RondoServerRecord **record, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND, "t", id);
  g_autoptr (GError) failure = NULL;

  *record = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    *record = read_record (statement, error);
    return *record != NULL;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_records_write (const RondoServerWriter *writer,
                            RondoServerRecord *record,
                            GError **error)
{
  const gboolean is_new = record->seq == 0;
  int64_t seq = rondo_server_writer_next_seq (writer, error);

  if (seq < 0)
    return FALSE;
  record->seq = seq;
  record->version++;
  record->is_deleted = record->body == NULL;
  return (is_new || rondo_db_run (writer->db, error, SQL_PUT_PAST, "t", record->id)) &&
         rondo_db_run (writer->db,
                       error,
                       SQL_PUT,
                       "tttiiitttti",
                       record->id,
                       rondo_kind_to_word (record->kind),
                       record->belongs_to,
                       record->version,
                       record->seq,
                       (int64_t)record->is_deleted,
                       record->body,
                       record->kind == RONDO_KIND_PROFILE || record->kind == RONDO_KIND_COMPANION
                           ? "derived"
                           : writer->reason,
                       writer->member,
                       writer->op,
                       writer->now_us);
}

gboolean
rondo_server_records_touch (const RondoServerWriter *writer,
                            RondoServerRecord *record,
                            GError **error)
{
  int64_t seq = rondo_server_writer_next_seq (writer, error);

  if (seq < 0)
    return FALSE;
  record->seq = seq;
  return rondo_db_run (writer->db, error, SQL_TOUCH, "ti", record->id, seq);
}

gboolean
rondo_server_records_find_version (
    RondoDb *db, const char *id, int64_t version, char **body, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_FIND_VERSION, "ti", id, version);
  g_autoptr (GError) failure = NULL;

  *body = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure))
    *body = g_strdup (rondo_statement_get_text (statement, 0));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_records_find_op (
    RondoDb *db, const char *id, const char *op, int64_t *version, int64_t *seq, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND_OP, "tt", id, op);
  g_autoptr (GError) failure = NULL;

  *version = *seq = 0;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    *version = rondo_statement_get_int (statement, 0);
    *seq = rondo_statement_get_int (statement, 1);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_records_was_joined (RondoDb *db, const char *id, gboolean *was_joined, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_WAS_JOINED, "t", id);
  int64_t count = 0;

  if (statement == NULL || !read_count (statement, &count, error))
    return FALSE;
  *was_joined = count == 1;
  return TRUE;
}

GPtrArray *
rondo_server_records_list (RondoDb *db, RondoKind kind, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LIST, "t", rondo_kind_to_word (kind));

  return statement != NULL ? read_records (statement, error) : NULL;
}

static gboolean
check_bodies (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_ALL, "");
  g_autoptr (GPtrArray) records = NULL;

  if (statement == NULL)
    return FALSE;
  records = read_records (statement, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    RondoServerRecord *record = g_ptr_array_index (records, i);
    g_autoptr (GError) problem = NULL;

    if (record->body != NULL &&
        rondo_wire_check_body (record->kind, record->id, record->body, &problem))
      continue;
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_CORRUPT,
                 _ ("The record “%s” can not be read: %s"),
                 record->id,
                 problem != NULL ? problem->message : _ ("It has no body."));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_server_records_check (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_COUNT_AHEAD, "");
  int64_t ahead = 0;

  if (statement == NULL || !read_count (statement, &ahead, error))
    return FALSE;
  if (ahead > 0) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_CORRUPT,
                         _ ("The community’s counter is behind its records. Restore a backup."));
    return FALSE;
  }
  return check_bodies (db, error);
}
