/* SPDX-License-Identifier: GPL-3.0-or-later
 * The weeks of a round in the time that all zones share. Private to this room. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-availability.h"

G_BEGIN_DECLS

typedef struct _RondoWeeks RondoWeeks;

/** rondo_weeks_new: one week for each way in which the clocks of @zones (names; one that this
 * computer does not know counts as UTC) stand to each other between @start and @end. Days that are
 * not valid stand for one day of 2000. (transfer full) */
RondoWeeks *
rondo_weeks_new (const char *const *zones, guint n_zones, RondoDate start, RondoDate end);
void rondo_weeks_free (RondoWeeks *weeks);

/** rondo_weeks_count: how many different weeks there are, at least 1. */
guint rondo_weeks_count (const RondoWeeks *weeks);

/** rondo_weeks_place: @grid of somebody in the zone of index @zone, as bits over all weeks, for
 * rondo_weeks_common_minutes(). (transfer full) */
uint64_t *rondo_weeks_place (const RondoWeeks *weeks, guint zone, const RondoAvailability *grid);

/** rondo_weeks_common_minutes: minutes that two placed grids share in the week that has least. */
int rondo_weeks_common_minutes (const RondoWeeks *weeks, const uint64_t *a, const uint64_t *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWeeks, rondo_weeks_free)

G_END_DECLS
