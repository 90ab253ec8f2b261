/* SPDX-License-Identifier: GPL-3.0-or-later
 * The whole truth about the sync: last success, what is wrong, what was refused, and a way out. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SYNC_POPOVER (rondo_sync_popover_get_type ())
G_DECLARE_FINAL_TYPE (RondoSyncPopover, rondo_sync_popover, RONDO, SYNC_POPOVER, GtkPopover)

/* Property "context". */

G_END_DECLS
