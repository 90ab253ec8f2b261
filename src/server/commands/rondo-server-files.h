/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of a database: whether they can be used, by whom they are in use, and bringing back a
 * backup. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/** rondo_server_files_check: whether whoever runs this may write the database at @path and its
 * folder; @is_new: it is to be made. */
gboolean rondo_server_files_check (const char *path, gboolean is_new, GError **error);

/** rondo_server_files_hold: says that the database at @path is in use as long as the descriptor is
 * open; @is_alone: refused if somebody else uses it, and nobody may begin to. −1 with @error. */
int rondo_server_files_hold (const char *path, gboolean is_alone, GError **error);

/**
 * rondo_server_files_restore:
 * @backup: stays as it is
 *
 * Puts a checked copy of @backup, with a new epoch, in the place of the database at @path, which is
 * kept under another name.
 *
 * Returns: (transfer full): that name, "" if there was no database
 */
char *
rondo_server_files_restore (const char *path, const char *backup, int64_t now_us, GError **error);

G_END_DECLS
