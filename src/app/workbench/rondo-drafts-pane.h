/* SPDX-License-Identifier: GPL-3.0-or-later
 * The drafts of a round: the name of the one at hand, and the others to go on with. */
#pragma once

#include <adwaita.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_DRAFTS_PANE (rondo_drafts_pane_get_type ())
G_DECLARE_FINAL_TYPE (RondoDraftsPane, rondo_drafts_pane, RONDO, DRAFTS_PANE, AdwBin)

/* Its buttons call actions of the page: bench.new-draft, bench.delete-draft.
 * RondoDraftsPane::done: a draft was chosen. */

/** rondo_drafts_pane_show: @workbench is borrowed; NULL for none. */
void rondo_drafts_pane_show (RondoDraftsPane *pane, RondoWorkbench *workbench);

/** rondo_drafts_pane_keep_name: what was typed is the name of the draft. */
void rondo_drafts_pane_keep_name (RondoDraftsPane *pane);

G_END_DECLS
