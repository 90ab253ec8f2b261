/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of every op: a repeated one gets the same answer. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_ledger_find: the stored result of @op into @result, NULL if it is new, and who
 * sent it into @member. (transfer full) */
gboolean rondo_server_ledger_find (
    RondoDb *db, const char *op, RondoOpResult **result, char **member, GError **error);

/** rondo_server_ledger_has_any: whether a result is stored of any op that lies between the least
 * and the greatest of @count RondoOp in @ops; FALSE: none of these is known. */
gboolean rondo_server_ledger_has_any (
    RondoDb *db, GPtrArray *ops, guint from, guint count, gboolean *has_any, GError **error);

gboolean rondo_server_ledger_store (
    RondoDb *db, const char *member, const RondoOpResult *result, int64_t now_us, GError **error);

G_END_DECLS
