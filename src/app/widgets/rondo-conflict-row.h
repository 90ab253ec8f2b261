/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that was changed in two places: both values, and the choice between them. */
#pragma once

#include <adwaita.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONFLICT_ROW (rondo_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoConflictRow, rondo_conflict_row, RONDO, CONFLICT_ROW, AdwBin)

/* Property "item": RondoLineItem, its key is the conflict. The buttons call the actions
 * conflict.keep and conflict.take-other with the key. */

G_END_DECLS
