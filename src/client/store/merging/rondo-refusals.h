/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user decides about a change that the server refused. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_refusals_retry: puts what @op wanted into the outbox as a new op. */
gboolean rondo_refusals_retry (RondoDb *db, const char *op, int64_t now_us, GError **error);

/** rondo_refusals_discard: gives @op up: what only it touched becomes what the server has. */
gboolean rondo_refusals_discard (RondoDb *db, const char *op, GError **error);

/** rondo_refusals_retry_unknown: in the open transaction: retries what was refused as unknown. */
gboolean rondo_refusals_retry_unknown (RondoDb *db, int64_t now_us, GError **error);

G_END_DECLS
