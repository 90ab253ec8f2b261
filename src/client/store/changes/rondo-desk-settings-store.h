/* SPDX-License-Identifier: GPL-3.0-or-later
 * The settings of the coach's desk: a record of the account. */
#pragma once

#include "rondo-db.h"
#include "rondo-desk-settings.h"

G_BEGIN_DECLS

/** rondo_desk_settings_store_read: the usual where nothing was written. (transfer full) */
RondoDeskSettings *rondo_desk_settings_store_read (RondoDb *db, GError **error);

/** rondo_desk_settings_store_write: into the record that is read, or a new one. */
gboolean
rondo_desk_settings_store_write (RondoDb *db, const RondoDeskSettings *settings, GError **error);

G_END_DECLS
