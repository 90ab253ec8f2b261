/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a refused change was about, in words. */
#pragma once

#include "rondo-outbox-table.h"
#include "rondo-view.h"

G_BEGIN_DECLS

/** rondo_refused_title_read: @title becomes "Member: Ana Lima", translated. (transfer full) */
gboolean rondo_refused_title_read (RondoView *view,
                                   const RondoOutboxEntry *entry,
                                   char **title,
                                   GError **error);

/** rondo_refused_title_read_body: the same for the record @id with this @body. */
gboolean rondo_refused_title_read_body (RondoView *view,
                                        RondoKind kind,
                                        const char *id,
                                        const char *body,
                                        char **title,
                                        GError **error);

G_END_DECLS
