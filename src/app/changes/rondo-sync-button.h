/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the sync is doing, in words; opens what there is to say and to do about it. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SYNC_BUTTON (rondo_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (RondoSyncButton, rondo_sync_button, RONDO, SYNC_BUTTON, AdwBin)

/* Properties: "context"; read-only "label" and "icon-name": what is shown. */

GtkWidget *rondo_sync_button_new (void);

/** rondo_sync_describe: the state of the sync in a few words. (transfer full) */
char *rondo_sync_describe (RondoSyncState state, guint waiting, guint refused);

G_END_DECLS
