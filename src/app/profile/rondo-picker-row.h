/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row to choose languages, or a time zone, from a list that is searched. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_PICKER_ROW (rondo_picker_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoPickerRow, rondo_picker_row, RONDO, PICKER_ROW, AdwActionRow)

/*
 * Property "is-zone": one time zone is chosen instead of some languages; given when made.
 * RondoPickerRow::changed: the user chose something.
 */

/** rondo_picker_row_get_keys: the codes of what is chosen, in the order in which it was.
 * (transfer none), never NULL */
const char *const *rondo_picker_row_get_keys (RondoPickerRow *row);
void rondo_picker_row_set_keys (RondoPickerRow *row, const char *const *keys);

/** rondo_picker_row_get_key: the first of them, "" if nothing is chosen. */
const char *rondo_picker_row_get_key (RondoPickerRow *row);
void rondo_picker_row_set_key (RondoPickerRow *row, const char *key);

G_END_DECLS
