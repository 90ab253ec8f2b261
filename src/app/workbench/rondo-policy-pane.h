/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sliders for the policies of a draft, with what they would bring. */
#pragma once

#include <adwaita.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_POLICY_PANE (rondo_policy_pane_get_type ())
G_DECLARE_FINAL_TYPE (RondoPolicyPane, rondo_policy_pane, RONDO, POLICY_PANE, AdwBin)

/* Its buttons call actions of the page: bench.keep-trial, bench.save-policies. */

/** rondo_policy_pane_set_workbench: (nullable), borrowed. */
void rondo_policy_pane_set_workbench (RondoPolicyPane *pane, RondoWorkbench *workbench);

/** rondo_policy_pane_update: the draft at hand may be another; the sliders show its policies. */
void rondo_policy_pane_update (RondoPolicyPane *pane);

/** rondo_policy_pane_update_effect: a trial has come or gone. */
void rondo_policy_pane_update_effect (RondoPolicyPane *pane);

G_END_DECLS
