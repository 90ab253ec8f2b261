/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a round stands, the one step that comes next, and what else can become of it. */
#pragma once

#include <adwaita.h>

#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_STEPS (rondo_round_steps_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundSteps, rondo_round_steps, RONDO, ROUND_STEPS, AdwBin)

/* Its buttons call the actions "life.…", which a page around it has. */

/** rondo_round_steps_update: shows the state of the round of @overview. */
void rondo_round_steps_update (RondoRoundSteps *steps, const RondoRoundOverview *overview);

G_END_DECLS
