/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose a session is, and who of the two may turn it into what. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_session_belongs_to: the pairing, or of a free exchange both members, coach first;
 * (transfer full) NULL with @error if the body is not acceptable. */
char *rondo_server_session_belongs_to (const char *id, const char *body, GError **error);

/** rondo_server_session_may_put: whether the writer has a part in it; a new one only while the
 * pairing goes on, or if it was held before that ended. */
gboolean rondo_server_session_may_put (const RondoServerWriter *writer,
                                       const RondoServerRecord *record,
                                       const char *belongs_to,
                                       const char *body,
                                       GError **error);

/** rondo_server_session_may_assert: the same after a restore, whether the pairing has ended or not.
 */
gboolean rondo_server_session_may_assert (const RondoServerWriter *writer,
                                          const char *belongs_to,
                                          GError **error);

/** rondo_server_session_may_delete: what the coach has logged, the coach takes back. */
gboolean rondo_server_session_may_delete (const RondoServerWriter *writer,
                                          const RondoServerRecord *record,
                                          GError **error);

/** rondo_server_session_check_step: whether the writer may turn what there is into @body. */
gboolean rondo_server_session_check_step (const RondoServerWriter *writer,
                                          const char *id,
                                          const char *body,
                                          GError **error);

/** rondo_server_session_check_asserted: whether its people are known. */
gboolean rondo_server_session_check_asserted (const RondoServerWriter *writer,
                                              const char *id,
                                              const char *body,
                                              GError **error);

/** rondo_server_session_judge: of a session that @body calls off, and @record (nullable) did not,
 * whether that is late, by the clock of the server. @judged becomes the body that says so, NULL if
 * @body does. (transfer full) */
gboolean rondo_server_session_judge (const RondoServerWriter *writer,
                                     const RondoServerRecord *record,
                                     const char *id,
                                     const char *body,
                                     char **judged,
                                     GError **error);

/** rondo_server_session_add_scopes: coordinators and both partners. */
gboolean rondo_server_session_add_scopes (RondoDb *db,
                                          const char *belongs_to,
                                          GPtrArray *scopes,
                                          GError **error);

G_END_DECLS
