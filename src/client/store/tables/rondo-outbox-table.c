/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables "outbox", "outbox_more" and "outbox_mark". */
#include "config.h"

#include "rondo-outbox-table.h"

#include "rondo-rows.h"

#define SENT "state = 'waiting' AND seq <= (SELECT m.seq FROM outbox_mark m)"
#define COLUMNS                                                                                    \
  "op, act, kind, record, base, body, CASE WHEN " SENT " THEN 'sent' ELSE state END, message, "    \
  "made_us, was, code"
/* A seq up to which all was sent already, is the next one instead. */
#define SQL_ADD                                                                                    \
  "INSERT INTO outbox (seq, op, act, kind, record, base, body, was, state, message, code, "        \
  "made_us) SELECT CASE WHEN $1 > m.seq THEN $1 ELSE "                                             \
  "coalesce((SELECT max(o.seq) FROM outbox o WHERE o.seq > m.seq), m.seq) + 1 END, "               \
  "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM outbox_mark m"
#define SQL_FIND_SEQ "SELECT seq FROM outbox WHERE op = $1"
/* What an op writes is in its own row. */
#define SQL_TOUCH                                                                                  \
  "INSERT INTO outbox_more (op, record) SELECT $1, $2 "                                            \
  "WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE op = $1 AND record = $2) "                         \
  "ON CONFLICT (op, record) DO NOTHING"
#define SQL_REMOVE "DELETE FROM outbox WHERE op = $1"
#define SQL_REMOVE_MORE "DELETE FROM outbox_more WHERE op = $1"
#define SQL_REMOVE_SENT "DELETE FROM outbox WHERE op = $1 AND " SENT
#define SQL_COUNT_SENT "SELECT count(*) FROM outbox WHERE seq BETWEEN $1 AND $2 AND " SENT
#define SQL_REMOVE_ALL_SENT "DELETE FROM outbox WHERE seq BETWEEN $1 AND $2 AND " SENT
#define SQL_REMOVE_LOST_MORE "DELETE FROM outbox_more WHERE op NOT IN (SELECT op FROM outbox)"
#define SQL_FIND "SELECT " COLUMNS " FROM outbox WHERE op = $1"
#define TOUCHING                                                                                   \
  "seq IN (SELECT seq FROM outbox WHERE record = $1 UNION ALL "                                    \
  "SELECT o.seq FROM outbox_more m JOIN outbox o ON o.op = m.op WHERE m.record = $1) "
#define SQL_FIND_NEWEST "SELECT " COLUMNS " FROM outbox WHERE " TOUCHING "ORDER BY seq DESC LIMIT 1"
#define SQL_FIND_REFUSED_MESSAGE                                                                   \
  "SELECT message FROM outbox WHERE " TOUCHING "AND state = 'refused' ORDER BY seq DESC LIMIT 1"
#define SQL_LIST_TO_SEND                                                                           \
  "SELECT " COLUMNS " FROM outbox WHERE state <> 'refused' ORDER BY seq LIMIT $1"
#define SQL_LIST_AFTER                                                                             \
  "SELECT " COLUMNS " FROM outbox WHERE state <> 'refused' "                                       \
  "AND seq > (SELECT seq FROM outbox WHERE op = $1) ORDER BY seq LIMIT $2"
#define SQL_LIST_REFUSED "SELECT " COLUMNS " FROM outbox WHERE state = 'refused' ORDER BY seq"
#define SQL_LIST_ALL "SELECT " COLUMNS " FROM outbox ORDER BY seq"
#define SQL_LIST_TOUCHED "SELECT record FROM outbox_record WHERE op = $1 ORDER BY record"
#define SQL_COUNT_TOUCHING                                                                         \
  "SELECT (SELECT count(*) FROM outbox WHERE record = $1) + "                                      \
  "(SELECT count(*) FROM outbox_more WHERE record = $1)"
#define SQL_LIST_WAITING_RECORDS                                                                   \
  "SELECT record FROM outbox WHERE state <> 'refused' "                                            \
  "UNION SELECT m.record FROM outbox o JOIN outbox_more m ON m.op = o.op "                         \
  "WHERE o.state <> 'refused' "                                                                    \
  "UNION SELECT s.pairing FROM outbox o JOIN session s ON s.id = o.record "                        \
  "WHERE o.state <> 'refused' AND s.pairing IS NOT NULL"
#define SQL_LIST_REFUSED_RECORDS                                                                   \
  "SELECT record FROM outbox WHERE state = 'refused' "                                             \
  "UNION SELECT m.record FROM outbox o JOIN outbox_more m ON m.op = o.op WHERE o.state = "         \
  "'refused'"
#define SQL_SET_REFUSED "UPDATE outbox SET state = 'refused', message = $2, code = $3 WHERE op = $1"
#define SQL_MOVE_BASE                                                                              \
  "UPDATE outbox SET base = $2 WHERE state = 'waiting' AND act = 'publish' "                       \
  "AND seq > (SELECT m.seq FROM outbox_mark m) "                                                   \
  "AND op IN (SELECT op FROM outbox_record WHERE record = $1)"
#define SQL_COUNT                                                                                  \
  "SELECT (SELECT count(*) FROM outbox), "                                                         \
  "(SELECT count(*) FROM outbox WHERE state = 'refused')"
#define SQL_LOOK                                                                                   \
  "SELECT EXISTS (SELECT 1 FROM outbox WHERE state <> 'refused'), "                                \
  "(SELECT count(*) FROM outbox WHERE state = 'refused')"
#define SQL_SET_SENT_UP_TO "UPDATE outbox_mark SET seq = $1 WHERE seq < $1"

static const char *const state_words[] = {[RONDO_OUTBOX_WAITING] = "waiting",
                                          [RONDO_OUTBOX_SENT] = "sent",
                                          [RONDO_OUTBOX_REFUSED] = "refused"};

RondoOutboxEntry *
rondo_outbox_entry_new (void)
{
  return g_new0 (RondoOutboxEntry, 1);
}

void
rondo_outbox_entry_free (RondoOutboxEntry *entry)
{
  g_free (entry->op);
  g_free (entry->record);
  g_free (entry->body);
  g_free (entry->was);
  g_free (entry->message);
  g_free (entry->code);
  g_free (entry);
}

static RondoOutboxState
state_from_word (const char *word)
{
  for (guint state = 0; state < G_N_ELEMENTS (state_words); state++)
    if (g_strcmp0 (word, state_words[state]) == 0)
      return (RondoOutboxState)state;
  return RONDO_OUTBOX_WAITING;
}

/* NULL for words that this version does not know. */
static RondoOutboxEntry *
read_entry (RondoStatement *statement)
{
  g_autoptr (RondoOutboxEntry) entry = rondo_outbox_entry_new ();

  if (!rondo_act_from_word (rondo_statement_get_text (statement, 1), &entry->act) ||
      !rondo_kind_from_word (rondo_statement_get_text (statement, 2), &entry->kind))
    return NULL;

  entry->op = g_strdup (rondo_statement_get_text (statement, 0));
  entry->record = g_strdup (rondo_statement_get_text (statement, 3));
  entry->base = rondo_statement_get_int (statement, 4);
  entry->body = g_strdup (rondo_statement_get_text (statement, 5));
  entry->state = state_from_word (rondo_statement_get_text (statement, 6));
  entry->message = g_strdup (rondo_statement_get_text (statement, 7));
  entry->made_us = rondo_statement_get_int (statement, 8);
  entry->was = g_strdup (rondo_statement_get_text (statement, 9));
  entry->code = g_strdup (rondo_statement_get_text (statement, 10));
  return g_steal_pointer (&entry);
}

static GPtrArray *
take_entries (RondoStatement *statement, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_outbox_entry_free);
  g_autoptr (GError) local_error = NULL;

  if (owned == NULL)
    return NULL;
  while (rondo_statement_step (owned, &local_error)) {
    RondoOutboxEntry *entry = read_entry (owned);

    if (entry != NULL)
      g_ptr_array_add (entries, entry);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&entries);
}

static gboolean
take_entry (RondoStatement *statement, RondoOutboxEntry **entry, GError **error)
{
  g_autoptr (GPtrArray) entries = take_entries (statement, error);

  *entry = NULL;
  if (entries == NULL)
    return FALSE;
  if (entries->len > 0)
    *entry = g_ptr_array_steal_index (entries, 0);
  return TRUE;
}

static gboolean
add_at (RondoDb *db, int64_t seq, const RondoOutboxEntry *entry, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_ADD,
                       "ittttittttti",
                       seq,
                       entry->op,
                       rondo_act_to_word (entry->act),
                       rondo_kind_to_word (entry->kind),
                       entry->record,
                       entry->base,
                       entry->body,
                       entry->was,
                       state_words[entry->state],
                       entry->message,
                       entry->code,
                       entry->made_us);
}

gboolean
rondo_outbox_table_add (RondoDb *db, const RondoOutboxEntry *entry, GError **error)
{
  return add_at (db, 0, entry, error);
}

gboolean
rondo_outbox_table_touch (RondoDb *db, const char *op, const char *record, GError **error)
{
  return rondo_db_run (db, error, SQL_TOUCH, "tt", op, record);
}

static gboolean
find_seq (RondoDb *db, const char *op, int64_t *seq, GError **error)
{
  *seq = 0;
  return rondo_rows_take_int (rondo_db_query (db, error, SQL_FIND_SEQ, "t", op), seq, error);
}

gboolean
rondo_outbox_table_fold (RondoDb *db, const char *op, const RondoOutboxEntry *entry, GError **error)
{
  int64_t seq;

  return find_seq (db, op, &seq, error) && rondo_outbox_table_remove (db, op, error) &&
         add_at (db, seq, entry, error);
}

gboolean
rondo_outbox_table_remove (RondoDb *db, const char *op, GError **error)
{
  return rondo_db_run (db, error, SQL_REMOVE, "t", op) &&
         rondo_db_run (db, error, SQL_REMOVE_MORE, "t", op);
}

gboolean
rondo_outbox_table_remove_sent (RondoDb *db, const char *op, gboolean *is_done, GError **error)
{
  if (!rondo_db_run (db, error, SQL_REMOVE_SENT, "t", op))
    return FALSE;
  *is_done = rondo_db_changes (db) > 0;
  return !*is_done || rondo_db_run (db, error, SQL_REMOVE_MORE, "t", op);
}

gboolean
rondo_outbox_table_remove_all_sent (RondoDb *db, GPtrArray *ops, gboolean *is_done, GError **error)
{
  const RondoOp *first = g_ptr_array_index (ops, 0);
  const RondoOp *last = g_ptr_array_index (ops, ops->len - 1);
  int64_t from, to;
  int64_t count = 0;

  *is_done = FALSE;
  if (!find_seq (db, first->op, &from, error) || !find_seq (db, last->op, &to, error) ||
      !rondo_rows_take_int (
          rondo_db_query (db, error, SQL_COUNT_SENT, "ii", from, to), &count, error))
    return FALSE;
  if (count != ops->len)
    return TRUE;
  *is_done = TRUE;
  return rondo_db_run (db, error, SQL_REMOVE_ALL_SENT, "ii", from, to) &&
         rondo_db_run (db, error, SQL_REMOVE_LOST_MORE, "");
}

gboolean
rondo_outbox_table_find (RondoDb *db, const char *op, RondoOutboxEntry **entry, GError **error)
{
  return take_entry (rondo_db_query (db, error, SQL_FIND, "t", op), entry, error);
}

gboolean
rondo_outbox_table_find_newest (RondoDb *db,
                                const char *record,
                                RondoOutboxEntry **entry,
                                GError **error)
{
  return take_entry (rondo_db_query (db, error, SQL_FIND_NEWEST, "t", record), entry, error);
}

gboolean
rondo_outbox_table_find_refused_message (RondoDb *db,
                                         const char *record,
                                         char **message,
                                         GError **error)
{
  return rondo_rows_take_text (
      rondo_db_query (db, error, SQL_FIND_REFUSED_MESSAGE, "t", record), message, error);
}

GPtrArray *
rondo_outbox_table_list_to_send (RondoDb *db, guint limit, GError **error)
{
  return take_entries (rondo_db_query (db, error, SQL_LIST_TO_SEND, "i", (int64_t)limit), error);
}

GPtrArray *
rondo_outbox_table_list_after (RondoDb *db, const char *op, guint limit, GError **error)
{
  return take_entries (rondo_db_query (db, error, SQL_LIST_AFTER, "ti", op, (int64_t)limit), error);
}

GPtrArray *
rondo_outbox_table_list_refused (RondoDb *db, GError **error)
{
  return take_entries (rondo_db_query (db, error, SQL_LIST_REFUSED, ""), error);
}

GPtrArray *
rondo_outbox_table_list_all (RondoDb *db, GError **error)
{
  return take_entries (rondo_db_query (db, error, SQL_LIST_ALL, ""), error);
}

GPtrArray *
rondo_outbox_table_list_touched (RondoDb *db, const char *op, GError **error)
{
  return rondo_rows_take_texts (rondo_db_query (db, error, SQL_LIST_TOUCHED, "t", op), error);
}

gboolean
rondo_outbox_table_count_touching (RondoDb *db, const char *record, int64_t *count, GError **error)
{
  *count = 0;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_COUNT_TOUCHING, "t", record), count, error);
}

GPtrArray *
rondo_outbox_table_list_marked (RondoDb *db, gboolean is_refused, GError **error)
{
  if (is_refused)
    return rondo_rows_take_texts (rondo_db_query (db, error, SQL_LIST_REFUSED_RECORDS, ""), error);
  return rondo_rows_take_texts (rondo_db_query (db, error, SQL_LIST_WAITING_RECORDS, ""), error);
}

gboolean
rondo_outbox_table_set_sent_up_to (RondoDb *db, const char *op, GError **error)
{
  int64_t seq;

  return find_seq (db, op, &seq, error) && rondo_db_run (db, error, SQL_SET_SENT_UP_TO, "i", seq);
}

gboolean
rondo_outbox_table_set_refused (
    RondoDb *db, const char *op, const char *code, const char *message, GError **error)
{
  return rondo_db_run (db, error, SQL_SET_REFUSED, "ttt", op, message, code);
}

gboolean
rondo_outbox_table_move_base (RondoDb *db, const char *record, int64_t version, GError **error)
{
  return rondo_db_run (db, error, SQL_MOVE_BASE, "ti", record, version);
}

/* Two numbers. Takes @statement over, which may have failed already. */
static gboolean
take_two (RondoStatement *statement, int64_t *first, int64_t *second, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GError) local_error = NULL;

  *first = *second = 0;
  if (owned == NULL)
    return FALSE;
  if (rondo_statement_step (owned, &local_error)) {
    *first = rondo_statement_get_int (owned, 0);
    *second = rondo_statement_get_int (owned, 1);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
rondo_outbox_table_count (RondoDb *db, guint *waiting, guint *refused, GError **error)
{
  int64_t all, gone_wrong;
  gboolean is_good = take_two (rondo_db_query (db, error, SQL_COUNT, ""), &all, &gone_wrong, error);

  *refused = (guint)gone_wrong;
  *waiting = (guint)(all - gone_wrong);
  return is_good;
}

gboolean
rondo_outbox_table_look (RondoDb *db, gboolean *has_waiting, guint *refused, GError **error)
{
  int64_t any, gone_wrong;
  gboolean is_good = take_two (rondo_db_query (db, error, SQL_LOOK, ""), &any, &gone_wrong, error);

  *has_waiting = any != 0;
  *refused = (guint)gone_wrong;
  return is_good;
}
