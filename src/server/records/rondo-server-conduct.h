/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports about conduct: who writes them, and who gets to see them: every coordinator but the one
 * it is about, and who wrote it. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_conduct_belongs_to: who wrote a report, or the report that a step is about; NULL
 * with @error. (transfer full) */
char *
rondo_server_conduct_belongs_to (RondoKind kind, const char *id, const char *body, GError **error);

/** rondo_server_conduct_may_put: whether the writer may add this report or step; what is there
 * stays as it is. */
gboolean rondo_server_conduct_may_put (const RondoServerWriter *writer,
                                       const RondoServerRecord *record,
                                       RondoKind kind,
                                       const char *id,
                                       const char *body,
                                       GError **error);

/** rondo_server_conduct_may_assert: the same for what was written before a restore. */
gboolean rondo_server_conduct_may_assert (const RondoServerWriter *writer,
                                          RondoKind kind,
                                          const char *belongs_to,
                                          GError **error);

/** rondo_server_conduct_add_scopes: of @record, to @scopes. */
gboolean rondo_server_conduct_add_scopes (RondoDb *db,
                                          const RondoServerRecord *record,
                                          GPtrArray *scopes,
                                          GError **error);

/** rondo_server_conduct_write_down: in the log of administrators, that @record was added. */
gboolean rondo_server_conduct_write_down (const RondoServerWriter *writer,
                                          const RondoServerRecord *record,
                                          GError **error);

/** rondo_server_conduct_tell_state: after @step was written: who wrote the report learns how far it
 * is. */
gboolean rondo_server_conduct_tell_state (const RondoServerWriter *writer,
                                          const RondoServerRecord *step,
                                          GError **error);

/** rondo_server_conduct_show: @member has become a coordinator, or is none any more: what they see
 * of all reports. */
gboolean rondo_server_conduct_show (const RondoServerWriter *writer,
                                    const char *member,
                                    gboolean is_coordinator,
                                    GError **error);

G_END_DECLS
