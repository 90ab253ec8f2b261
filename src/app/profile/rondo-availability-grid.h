/* SPDX-License-Identifier: GPL-3.0-or-later
 * The half hours of a week, to be painted with the mouse or by keyboard. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-availability.h"

G_BEGIN_DECLS

#define RONDO_TYPE_AVAILABILITY_GRID (rondo_availability_grid_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoAvailabilityGrid, rondo_availability_grid, RONDO, AVAILABILITY_GRID, GtkWidget)

/*
 * A row for each day, a column for each half hour. Arrows move, Space and Enter change one half
 * hour, Shift and an arrow paint what is under the cursor on; a drag paints a rectangle.
 * RondoAvailabilityGrid::changed: the user painted something.
 * RondoAvailabilityGrid::moved: another half hour is under the cursor, or it is another now.
 */

GtkWidget *rondo_availability_grid_new (void);

void rondo_availability_grid_get (RondoAvailabilityGrid *grid, RondoAvailability *availability);
void rondo_availability_grid_set (RondoAvailabilityGrid *grid,
                                  const RondoAvailability *availability);

/** rondo_availability_grid_describe: what is under the cursor, in words. (transfer full) */
char *rondo_availability_grid_describe (RondoAvailabilityGrid *grid);

G_END_DECLS
