/* SPDX-License-Identifier: GPL-3.0-or-later
 * One change of one record, inside the write transaction of its caller. */
#pragma once

#include "rondo-server-records.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* A plan is as large as its round; the body of everything else is far smaller. */
#define RONDO_SERVER_MAX_BODY_BYTES (64 * 1024)

/** rondo_server_write_record: writes @record with its scopes and derived tables, unchecked. */
gboolean rondo_server_write_record (const RondoServerWriter *writer,
                                    RondoServerRecord *record,
                                    GError **error);

/** rondo_server_check_identity: the same id can not become a record of another kind, or of somebody
 * else. @record: (nullable) */
gboolean rondo_server_check_identity (const RondoServerRecord *record,
                                      RondoKind kind,
                                      const char *belongs_to,
                                      GError **error);

/**
 * rondo_server_apply:
 * @since: of the request: newest commit that the client knows too
 * @result: gets version and seq, and whether nobody needs to be told more than that
 *
 * Applies @op: who may, from which version, what must hold, then the write. All checks come before
 * the first write, so that a refused op leaves no trace.
 *
 * Returns: FALSE with %RONDO_SERVER_PROBLEM or an error of wire or core if the op is refused, with
 * another error if the server failed
 */
gboolean rondo_server_apply (const RondoServerWriter *writer,
                             const RondoOp *op,
                             int64_t since,
                             RondoOpResult *result,
                             GError **error);

G_END_DECLS
