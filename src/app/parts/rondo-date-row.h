/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row to enter a day, by typing YYYY-MM-DD or from a calendar. */
#pragma once

#include <adwaita.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_TYPE_DATE_ROW (rondo_date_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoDateRow, rondo_date_row, RONDO, DATE_ROW, AdwEntryRow)

GtkWidget *rondo_date_row_new (void);

/** rondo_date_row_get_date: %RONDO_DATE_NONE while the text is no day; the row shows that. Hear of
 * changes by GtkEditable::changed. */
RondoDate rondo_date_row_get_date (RondoDateRow *row);
void rondo_date_row_set_date (RondoDateRow *row, RondoDate date);

/** rondo_date_row_set_is_optional: whether no day at all is right too. */
void rondo_date_row_set_is_optional (RondoDateRow *row, gboolean is_optional);

/** rondo_date_row_is_right: whether what is typed is a day, or nothing where that is right. */
gboolean rondo_date_row_is_right (RondoDateRow *row);

G_END_DECLS
