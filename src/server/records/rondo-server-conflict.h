/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conflicts: what was not decided by the server stands in a record of its own until somebody does.
 */
#pragma once

#include "rondo-server-records.h"
#include "rondo-wire-merge.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_conflict_write: both values of @record that @op met: @kept stays, @other (nullable:
 * a deletion) does not. The same op makes the same conflict. */
gboolean rondo_server_conflict_write (const RondoServerWriter *writer,
                                      const RondoServerRecord *record,
                                      const char *op,
                                      const char *kept,
                                      const char *other,
                                      GError **error);

/** rondo_server_conflict_belongs_to: who closes a conflict about a record of @kind: "" for all
 * coordinators, else the writer. */
const char *rondo_server_conflict_belongs_to (const RondoServerWriter *writer, RondoKind kind);

G_END_DECLS
