/* SPDX-License-Identifier: GPL-3.0-or-later
 * The latest state of every record, and every state it ever had. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-bodies.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  RondoKind kind;
  char *belongs_to; /* (nullable): see the schema */
  int64_t version;  /* 0: not written yet */
  int64_t fed;      /* the version that the feed knows; 0: none */
  int64_t seq;      /* 0: not written yet */
  gboolean is_deleted;
  char *body; /* NULL for a tombstone */
} RondoServerRecord;

RondoServerRecord *rondo_server_record_new (RondoKind kind, const char *id, const char *belongs_to);
void rondo_server_record_free (RondoServerRecord *record);

/** rondo_server_records_find: the record called @id into @record, NULL if there is none.
 * @record: (transfer full) */
gboolean
rondo_server_records_find (RondoDb *db, const char *id, RondoServerRecord **record, GError **error);

/** rondo_server_records_write: gives @record the next version and seq, writes it and keeps what
 * it was. A record without a body becomes a tombstone. */
gboolean rondo_server_records_write (const RondoServerWriter *writer,
                                     RondoServerRecord *record,
                                     GError **error);

/** rondo_server_records_touch: gives @record a new seq, without a change of its state. */
gboolean rondo_server_records_touch (const RondoServerWriter *writer,
                                     RondoServerRecord *record,
                                     GError **error);

/** rondo_server_records_find_version: the body that the record @id had in @version into @body,
 * NULL if it is not known. (transfer full) */
gboolean rondo_server_records_find_version (
    RondoDb *db, const char *id, int64_t version, char **body, GError **error);

/** rondo_server_records_find_op: version and seq of the state of @id that @op has written; 0 if it
 * has not. */
gboolean rondo_server_records_find_op (
    RondoDb *db, const char *id, const char *op, int64_t *version, int64_t *seq, GError **error);

/** rondo_server_records_was_joined: whether the record's only state was made by a join. */
gboolean
rondo_server_records_was_joined (RondoDb *db, const char *id, gboolean *was_joined, GError **error);

/** rondo_server_records_list: all living records of @kind. (transfer full)
 * (element-type RondoServerRecord) */
GPtrArray *rondo_server_records_list (RondoDb *db, RondoKind kind, GError **error);

/** rondo_server_records_check: whether all bodies decode and no seq runs ahead of the counter. */
gboolean rondo_server_records_check (RondoDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerRecord, rondo_server_record_free)

G_END_DECLS
