/* SPDX-License-Identifier: GPL-3.0-or-later
 * After the server was restored from a backup: giving back what it has lost. The database part. */
#pragma once

#include "rondo-db.h"
#include "rondo-records-table.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* Where in the records the healing has come to. */
typedef struct {
  guint rank;  /* of the kind: what others belong to comes first */
  char *after; /* (nullable): id of the last record */
} RondoHealPlace;

/* Some of the records that this member may write, as the server once told them. */
typedef struct {
  GPtrArray *records; /* of RondoRecord */
  RondoHaveRequest *request;
  gboolean is_last; /* nothing comes after it */
} RondoHealPage;

void rondo_heal_place_clear (RondoHealPlace *place);
void rondo_heal_page_free (RondoHealPage *page);

/** rondo_heal_begin: takes the epoch of @hello over, if it is the same community; data and outbox
 * stay. Else %RONDO_ERROR_FOREIGN and nothing is changed. */
gboolean rondo_heal_begin (RondoDb *db, const RondoHello *hello, GError **error);

gboolean rondo_heal_is_running (RondoDb *db, gboolean *is_running, GError **error);

/** rondo_heal_prepare: the page after @place, which moves on. (transfer full) */
RondoHealPage *rondo_heal_prepare (RondoDb *db, RondoHealPlace *place, GError **error);

/** rondo_heal_make_op: what brings back @record. (transfer full) */
RondoOp *rondo_heal_make_op (const RondoRecord *record);

/** rondo_heal_park: keeps @op, which was refused as @result says, as a refused change of the user,
 * unless the record is none of theirs. */
gboolean rondo_heal_park (
    RondoDb *db, const RondoOp *op, const RondoOpResult *result, int64_t now_us, GError **error);

/** rondo_heal_repeat: @record, which the server of this very history does not know, goes out again
 * as a change of the user, unless it is none of theirs or they have changed it meanwhile. */
gboolean rondo_heal_repeat (RondoDb *db, const RondoRecord *record, int64_t now_us, GError **error);

/** rondo_heal_end: all has been given back: everything is read anew. */
gboolean rondo_heal_end (RondoDb *db, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoHealPlace, rondo_heal_place_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHealPage, rondo_heal_page_free)

G_END_DECLS
