/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two accounts of one person become one. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-accounts.h"

G_BEGIN_DECLS

/** rondo_server_merging_merge: everything of the one that goes becomes the other's, for the
 * coordinator @actor; the account that goes is closed and its devices are signed out. One
 * transaction. @moved: (out): how many records. */
gboolean rondo_server_merging_merge (RondoDb *db,
                                     const RondoServerCommunity *community,
                                     const char *actor,
                                     const RondoMergeRequest *request,
                                     int64_t now_us,
                                     int64_t *moved,
                                     GError **error);

G_END_DECLS
