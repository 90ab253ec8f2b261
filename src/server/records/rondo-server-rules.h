/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may write what: the rules for one put or delete, apart from versions. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_rules_belongs_to: what a record with this body belongs to, see the schema;
 * (transfer full) NULL with @error if the body is not acceptable. */
char *rondo_server_rules_belongs_to (const RondoServerWriter *writer,
                                     RondoKind kind,
                                     const char *id,
                                     const char *body,
                                     GError **error);

/** rondo_server_rules_is_fresh_id: whether @id (nullable, untrusted) is of version 7, as whoever
 * makes a record draws it: such an id is never one that others derive. */
gboolean rondo_server_rules_is_fresh_id (const char *id);

/** rondo_server_rules_check_new_id: whether a new record with this @body may have this @id, so that
 * nobody takes the id that a record of somebody else is going to have. */
gboolean rondo_server_rules_check_new_id (const RondoServerWriter *writer,
                                          RondoKind kind,
                                          const char *id,
                                          const char *body,
                                          GError **error);

/** rondo_server_rules_may_put: whether the writer may give @record (as found, NULL: new) this
 * @body. Says nothing of content that only matters to those who may. */
gboolean rondo_server_rules_may_put (const RondoServerWriter *writer,
                                     const RondoServerRecord *record,
                                     RondoKind kind,
                                     const char *id,
                                     const char *belongs_to,
                                     const char *body,
                                     GError **error);

/** rondo_server_rules_may_assert: the same for what was written before a restore: what has been
 * closed since then does not matter. */
gboolean rondo_server_rules_may_assert (const RondoServerWriter *writer,
                                        const RondoServerRecord *record,
                                        RondoKind kind,
                                        const char *id,
                                        const char *belongs_to,
                                        const char *body,
                                        GError **error);

/** rondo_server_rules_check_asserted: what else must hold before a record that was lost with a
 * restore comes back. */
gboolean rondo_server_rules_check_asserted (const RondoServerWriter *writer,
                                            RondoKind kind,
                                            const char *id,
                                            const char *body,
                                            GError **error);

/** rondo_server_rules_may_delete: whether the writer may delete @record. */
gboolean rondo_server_rules_may_delete (const RondoServerWriter *writer,
                                        const RondoServerRecord *record,
                                        GError **error);

/** rondo_server_rules_check_content: what else must hold before @body becomes the state of the
 * record @id. */
gboolean rondo_server_rules_check_content (const RondoServerWriter *writer,
                                           RondoKind kind,
                                           const char *id,
                                           const char *body,
                                           GError **error);

/** rondo_server_rules_scopes: the scopes that hold @record. (transfer full)
 * (element-type utf8) */
GPtrArray *rondo_server_rules_scopes (RondoDb *db, const RondoServerRecord *record, GError **error);

G_END_DECLS
