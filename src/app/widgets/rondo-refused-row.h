/* SPDX-License-Identifier: GPL-3.0-or-later
 * A change that the server refused: what it was, why, and two ways out. */
#pragma once

#include <adwaita.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

#define RONDO_TYPE_REFUSED_ROW (rondo_refused_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoRefusedRow, rondo_refused_row, RONDO, REFUSED_ROW, AdwBin)

/* Property "item": RondoLineItem, its key is the op. The buttons call the actions
 * refused.try-again and refused.discard with the key. */

G_END_DECLS
