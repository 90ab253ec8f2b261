/* SPDX-License-Identifier: GPL-3.0-or-later
 * What went wrong with the database, in the words and codes of Rondo. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_storage_error_explain: turns a RONDO_DB_ERROR in @error into a RONDO_ERROR with a sentence
 * for people; leaves other errors alone. */
void rondo_storage_error_explain (GError **error);

G_END_DECLS
