/* SPDX-License-Identifier: GPL-3.0-or-later
 * A prepared statement: bind, step, read columns. Parameters count from 1, columns from 0. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _RondoStatement RondoStatement;

void rondo_statement_bind_text (RondoStatement *statement, int parameter, const char *text);
/** rondo_statement_bind_borrowed: @text must outlive the run of the statement. */
void rondo_statement_bind_borrowed (RondoStatement *statement, int parameter, const char *text);
void rondo_statement_bind_int (RondoStatement *statement, int parameter, int64_t value);

/** rondo_statement_step: TRUE while there is a row. At the end FALSE without @error set, at a
 * failure FALSE with %RONDO_DB_ERROR. */
gboolean rondo_statement_step (RondoStatement *statement, GError **error);

/** rondo_statement_reset: back to the first row and without values, to be run again. */
void rondo_statement_reset (RondoStatement *statement);

/* Borrowed until the next step; NULL for an SQL NULL. */
const char *rondo_statement_get_text (RondoStatement *statement, int column);
int64_t rondo_statement_get_int (RondoStatement *statement, int column);
gboolean rondo_statement_is_null (RondoStatement *statement, int column);

void rondo_statement_free (RondoStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoStatement, rondo_statement_free)

G_END_DECLS
