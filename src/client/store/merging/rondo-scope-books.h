/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each scope holds, kept up to date while an answer is applied. */
#pragma once

#include "rondo-cursors-table.h"

G_BEGIN_DECLS

typedef struct _RondoScopeBooks RondoScopeBooks;

RondoScopeBooks *rondo_scope_books_new (RondoDb *db);
void rondo_scope_books_free (RondoScopeBooks *books);

/** rondo_scope_books_get: what @scope holds by now; to be changed in place. NULL with @error. */
RondoScopeState *rondo_scope_books_get (RondoScopeBooks *books, const char *scope, GError **error);

/** rondo_scope_books_change: @scope shows @id in the version @after instead of @before; 0: not. */
gboolean rondo_scope_books_change (RondoScopeBooks *books,
                                   const char *scope,
                                   const char *id,
                                   int64_t before,
                                   int64_t after,
                                   GError **error);

/** rondo_scope_books_write: for the scopes that there are. */
gboolean rondo_scope_books_write (RondoScopeBooks *books, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoScopeBooks, rondo_scope_books_free)

G_END_DECLS
