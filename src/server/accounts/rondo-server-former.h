/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who a member has been before two accounts became one: devices of then go on as the other. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_former_add: @member, with the address @email, is @stays from now on. */
gboolean rondo_server_former_add (RondoDb *db,
                                  const char *member,
                                  const char *stays,
                                  const char *email,
                                  int64_t now_us,
                                  GError **error);

/** rondo_server_former_list: whom @member has been, too. (transfer full) (element-type utf8) */
GPtrArray *rondo_server_former_list (RondoDb *db, const char *member, GError **error);

/** rondo_server_former_find: who had the address @email and is who now; NULL if nobody. (transfer
 * full) */
gboolean rondo_server_former_find (RondoDb *db, const char *email, char **member, GError **error);

/** rondo_server_former_rename: @op of a device that does not know yet whose it is, as @member would
 * have made it; NULL if it names nobody of @former (element-type utf8). (transfer full) */
RondoOp *rondo_server_former_rename (GPtrArray *former, const char *member, const RondoOp *op);

G_END_DECLS
