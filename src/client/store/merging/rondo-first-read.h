/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a long log for the first time: it is put in order once, at the end. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_first_read_begin: from here on entries come in great number, if there are none yet. In a
 * transaction. */
gboolean rondo_first_read_begin (RondoDb *db, GError **error);

/** rondo_first_read_end: all have come, or no more will soon; does nothing if none was begun.
 * Outside of a transaction. */
gboolean rondo_first_read_end (RondoDb *db, GError **error);

G_END_DECLS
