/* SPDX-License-Identifier: GPL-3.0-or-later
 * A draft as a PDF file, written on a thread. */
#pragma once

#include <gio/gio.h>

#include "rondo-draft-words.h"

G_BEGIN_DECLS

/** rondo_draft_paper_write_async: @tables (element-type RondoTable) is not to be changed any more.
 */
void rondo_draft_paper_write_async (GPtrArray *tables,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/** rondo_draft_paper_write_finish: (transfer full) */
GBytes *rondo_draft_paper_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
