/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose a piece of feedback is, until when it may be written, and who gets to see it. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_feedback_belongs_to: the author; (transfer full) NULL with @error if the body is
 * not acceptable, or @id is not that of the piece. */
char *rondo_server_feedback_belongs_to (const char *id, const char *body, GError **error);

/** rondo_server_feedback_may_put: whether the writer is its author, a partner of the pairing, and
 * the round still takes feedback by the clock of the server. */
gboolean rondo_server_feedback_may_put (const RondoServerWriter *writer,
                                        const char *id,
                                        const char *body,
                                        GError **error);

/** rondo_server_feedback_check_asserted: whether the pairing is known, and the author's. */
gboolean rondo_server_feedback_check_asserted (const RondoServerWriter *writer,
                                               const char *id,
                                               const char *body,
                                               GError **error);

/** rondo_server_feedback_add_scopes: the author, and whom the piece is for. */
gboolean rondo_server_feedback_add_scopes (RondoDb *db,
                                           const RondoServerRecord *record,
                                           GPtrArray *scopes,
                                           GError **error);

G_END_DECLS
