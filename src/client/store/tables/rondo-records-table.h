/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every record this computer holds: the body the user sees, and the server's while ops wait. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *kind; /* word of the protocol; NULL: there is no such record */
  int64_t version;
  char *body;
  char *base_body;
  gboolean is_deleted; /* not only out of sight */
} RondoRecord;

typedef gboolean (*RondoRecordFunc) (RondoDb *db,
                                     const RondoRecord *record,
                                     gpointer user_data,
                                     GError **error);

void rondo_record_clear (RondoRecord *record);

/** rondo_records_table_read: fills the empty @record; its kind stays NULL if there is none. */
gboolean
rondo_records_table_read (RondoDb *db, const char *id, RondoRecord *record, GError **error);
gboolean rondo_records_table_write (RondoDb *db, const RondoRecord *record, GError **error);

/** rondo_records_table_add: writes @record, which @scope shows and nobody has changed, if there is
 * none of its id yet: @is_new. */
gboolean rondo_records_table_add (
    RondoDb *db, const RondoRecord *record, const char *scope, gboolean *is_new, GError **error);

/** rondo_records_table_add_many: the same for what %RONDO_DB_ROWS_AT_ONCE @rows say, none of which
 * is gone: for the first @n_new of them, up to one that is not new. */
gboolean
rondo_records_table_add_many (RondoDb *db, RondoRow *const *rows, guint *n_new, GError **error);

/** rondo_records_table_confirm: the server has taken @body as @version of the record: all there is
 * to write if that is what it still is, newer, and no op touches it: @is_done. */
gboolean rondo_records_table_confirm (RondoDb *db,
                                      const char *id,
                                      const char *body,
                                      int64_t version,
                                      gboolean *is_done,
                                      GError **error);

/** rondo_records_table_confirm_new: the same for a record that @scope did not show before and does
 * now. */
gboolean rondo_records_table_confirm_new (RondoDb *db,
                                          const char *id,
                                          const char *body,
                                          int64_t version,
                                          const char *scope,
                                          gboolean *is_done,
                                          GError **error);

/** rondo_records_table_each: calls @func for each record that has a body. @func must not write
 * records. */
gboolean
rondo_records_table_each (RondoDb *db, RondoRecordFunc func, gpointer user_data, GError **error);

/** rondo_records_table_each_own: the same for what is about the member @self (nullable), shown to
 * them or kept by them, in the order of kind and id. */
gboolean rondo_records_table_each_own (
    RondoDb *db, const char *self, RondoRecordFunc func, gpointer user_data, GError **error);

/** rondo_records_table_list_held: what the server once told of records of @kind, for up to @limit
 * ids after @after (nullable), in their order: bodies are the server's. (transfer full)
 * (element-type RondoRecord) */
GPtrArray *rondo_records_table_list_held (
    RondoDb *db, const char *kind, const char *after, int64_t limit, GError **error);

/** rondo_records_table_forget_versions: before all is read again from another history; until a row
 * tells a new one, the old one is still what is held. */
gboolean rondo_records_table_forget_versions (RondoDb *db, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoRecord, rondo_record_clear)

G_END_DECLS
