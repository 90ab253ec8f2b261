/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each scope holds, in two numbers: kept up to date with every change, so that a client can
 * tell whether it holds the same. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* What the open transaction has changed and not written yet, by scope. */
typedef struct _RondoServerDigests RondoServerDigests;

RondoServerDigests *rondo_server_digests_new (void);
void rondo_server_digests_free (RondoServerDigests *digests);

/** rondo_server_digests_add: @id in @version enters @scope; with @count −1 it leaves. */
void rondo_server_digests_add (
    RondoServerDigests *digests, const char *scope, const char *id, int64_t version, int count);

/** rondo_server_digests_write: writes what was added; before the transaction is committed. */
gboolean rondo_server_digests_write (RondoServerDigests *digests, RondoDb *db, GError **error);

/** rondo_server_digests_read: the digest of @scope. (transfer full) */
RondoDigest *rondo_server_digests_read (RondoDb *db, const char *scope, GError **error);

/** rondo_server_digests_ensure: fills the table once, from the feed. */
gboolean rondo_server_digests_ensure (RondoDb *db, GError **error);

/** rondo_server_digests_check: whether every digest is what the feed says. */
gboolean rondo_server_digests_check (RondoDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerDigests, rondo_server_digests_free)

G_END_DECLS
