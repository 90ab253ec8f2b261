/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thread that moves the log of the database into its file, so that no request waits for it. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

typedef struct _RondoServerCheckpoints RondoServerCheckpoints;

/** rondo_server_checkpoints_new: watches what @db (borrowed) writes into the file at @path. */
RondoServerCheckpoints *
rondo_server_checkpoints_new (RondoDb *db, const char *path, GError **error);

/** rondo_server_checkpoints_free: @db takes care of its log itself again. */
void rondo_server_checkpoints_free (RondoServerCheckpoints *checkpoints);

G_END_DECLS
