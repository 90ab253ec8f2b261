/* SPDX-License-Identifier: GPL-3.0-or-later
 * How many registered for a round, or how far its sessions are. */
#pragma once

#include <adwaita.h>

#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_PROGRESS (rondo_round_progress_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundProgress, rondo_round_progress, RONDO, ROUND_PROGRESS, AdwBin)

/** rondo_round_progress_show: the round as it is now. */
void rondo_round_progress_show (RondoRoundProgress *progress, const RondoRoundOverview *overview);

/** rondo_round_progress_get_stage: "open" or "published". */
const char *rondo_round_progress_get_stage (RondoRoundProgress *progress);

/** rondo_round_progress_show_message: what went wrong and what to do; stays. NULL hides it. */
void rondo_round_progress_show_message (RondoRoundProgress *progress, const char *message);

/** rondo_round_progress_get_message: (nullable): while one is shown. */
const char *rondo_round_progress_get_message (RondoRoundProgress *progress);

G_END_DECLS
