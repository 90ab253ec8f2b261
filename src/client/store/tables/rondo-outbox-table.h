/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changes of the user on their way to the server, and the records that each of them touches. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_OUTBOX_WAITING, /* never sent; may still be folded */
  RONDO_OUTBOX_SENT,    /* sent, no answer yet; sent again unchanged */
  RONDO_OUTBOX_REFUSED, /* kept until the user has decided */
} RondoOutboxState;

typedef struct {
  char *op; /* NULL: there is no such entry */
  RondoAct act;
  RondoKind kind;
  char *record;
  int64_t base; /* version that it was made from; of a plan: that of its round */
  char *body;
  char *was; /* body that it was made from; NULL: none */
  RondoOutboxState state;
  char *message;
  char *code; /* refused: the word of the server, if it was the server */
  int64_t made_us;
} RondoOutboxEntry;

RondoOutboxEntry *rondo_outbox_entry_new (void);
void rondo_outbox_entry_free (RondoOutboxEntry *entry);

/** rondo_outbox_table_add: appends @entry, touching its record. */
gboolean rondo_outbox_table_add (RondoDb *db, const RondoOutboxEntry *entry, GError **error);

/** rondo_outbox_table_touch: says that @op touches @record too. */
gboolean rondo_outbox_table_touch (RondoDb *db, const char *op, const char *record, GError **error);

/** rondo_outbox_table_fold: puts @entry in the place of @op, which was never sent: an op id names
 * one content. */
gboolean rondo_outbox_table_fold (RondoDb *db,
                                  const char *op,
                                  const RondoOutboxEntry *entry,
                                  GError **error);
gboolean rondo_outbox_table_remove (RondoDb *db, const char *op, GError **error);
/** rondo_outbox_table_remove_sent: @is_done: (out): FALSE if it is not there, or its answer is not
 * waited for. */
gboolean
rondo_outbox_table_remove_sent (RondoDb *db, const char *op, gboolean *is_done, GError **error);

/** rondo_outbox_table_remove_all_sent: the same for all of @ops, which were sent together and have
 * followed each other. @is_done: (out): FALSE if not all of them are there; then none is removed.
 * @ops: (element-type RondoOp): not empty */
gboolean
rondo_outbox_table_remove_all_sent (RondoDb *db, GPtrArray *ops, gboolean *is_done, GError **error);

/** rondo_outbox_table_find: @entry becomes a new value, or NULL if there is none. */
gboolean
rondo_outbox_table_find (RondoDb *db, const char *op, RondoOutboxEntry **entry, GError **error);
/** rondo_outbox_table_find_newest: the last op that touches @record. */
gboolean rondo_outbox_table_find_newest (RondoDb *db,
                                         const char *record,
                                         RondoOutboxEntry **entry,
                                         GError **error);
/** rondo_outbox_table_find_refused_message: of the last refused op that touches @record. */
gboolean rondo_outbox_table_find_refused_message (RondoDb *db,
                                                  const char *record,
                                                  char **message,
                                                  GError **error);

/** rondo_outbox_table_list_to_send: (transfer full) (element-type RondoOutboxEntry): the first
 * @limit that are not refused, in order. */
GPtrArray *rondo_outbox_table_list_to_send (RondoDb *db, guint limit, GError **error);
/** rondo_outbox_table_list_after: (transfer full) (element-type RondoOutboxEntry): the same, those
 * behind @op. */
GPtrArray *rondo_outbox_table_list_after (RondoDb *db, const char *op, guint limit, GError **error);
/** rondo_outbox_table_list_refused: (transfer full) (element-type RondoOutboxEntry) */
GPtrArray *rondo_outbox_table_list_refused (RondoDb *db, GError **error);

/** rondo_outbox_table_list_touched: (transfer full): ids of the records that @op touches. */
GPtrArray *rondo_outbox_table_list_touched (RondoDb *db, const char *op, GError **error);
/** rondo_outbox_table_count_touching: how many ops touch @record. */
gboolean
rondo_outbox_table_count_touching (RondoDb *db, const char *record, int64_t *count, GError **error);

/** rondo_outbox_table_list_marked: (transfer full): ids of the records touched by ops that were
 * refused, or by those that were not; with the pairings of sessions. */
GPtrArray *rondo_outbox_table_list_marked (RondoDb *db, gboolean is_refused, GError **error);

/** rondo_outbox_table_list_all: (transfer full) (element-type RondoOutboxEntry): in order. */
GPtrArray *rondo_outbox_table_list_all (RondoDb *db, GError **error);

/** rondo_outbox_table_set_sent_up_to: @op and all before it that wait. */
gboolean rondo_outbox_table_set_sent_up_to (RondoDb *db, const char *op, GError **error);

/** rondo_outbox_table_set_refused: @code: (nullable): the word of the server */
gboolean rondo_outbox_table_set_refused (
    RondoDb *db, const char *op, const char *code, const char *message, GError **error);

/** rondo_outbox_table_move_base: the user's own earlier change made @version of @record, so plans
 * that wait and were made from it are made from that version. */
gboolean
rondo_outbox_table_move_base (RondoDb *db, const char *record, int64_t version, GError **error);

/** rondo_outbox_table_count: how many wait and how many were refused. */
gboolean rondo_outbox_table_count (RondoDb *db, guint *waiting, guint *refused, GError **error);

/** rondo_outbox_table_look: whether any wait, which needs no look at all of them, and how many were
 * refused. */
gboolean
rondo_outbox_table_look (RondoDb *db, gboolean *has_waiting, guint *refused, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoOutboxEntry, rondo_outbox_entry_free)

G_END_DECLS
