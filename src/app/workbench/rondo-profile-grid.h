/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two members side by side, with what they have in common marked, and what a pair is worth. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-plan.h"

G_BEGIN_DECLS

/** rondo_profile_grid_fill: all but the first two are nullable. */
void rondo_profile_grid_fill (GtkGrid *grid,
                              GPtrArray *members,
                              const RondoMember *one,
                              const RondoRegistration *one_registered,
                              const RondoMember *other,
                              const RondoRegistration *other_registered);

/** rondo_profile_grid_fill_reasons: what each wish contributes. @pair (nullable). */
void rondo_profile_grid_fill_reasons (GtkGrid *grid, const RondoPlannedPair *pair);

G_END_DECLS
