/* SPDX-License-Identifier: GPL-3.0-or-later
 * The typed tables that follow from the bodies of records. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_derived_update: makes the typed tables agree with @body (NULL: none). A body or a kind
 * that this version does not understand is kept in its record, but not shown. */
gboolean rondo_derived_update (
    RondoDb *db, const char *kind_word, const char *id, const char *body, GError **error);

/** rondo_derived_decode: what the @rows (of #RondoRow) say, so that the thread of the database
 * needs not find out. */
void rondo_derived_decode (GPtrArray *rows);

/** rondo_derived_add: as rondo_derived_update() for the body of @row. */
gboolean rondo_derived_add (RondoDb *db, const RondoRow *row, GError **error);

/** rondo_derived_add_many: the same for at most %RONDO_DB_ROWS_AT_ONCE @rows. */
gboolean rondo_derived_add_many (RondoDb *db, RondoRow *const *rows, guint n_rows, GError **error);

/** rondo_derived_rebuild: makes all typed tables anew, in one transaction. */
gboolean rondo_derived_rebuild (RondoDb *db, GError **error);

/** rondo_derived_ensure: rebuilds them if another version of the program made them. */
gboolean rondo_derived_ensure (RondoDb *db, GError **error);

G_END_DECLS
