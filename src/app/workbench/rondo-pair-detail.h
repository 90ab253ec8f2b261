/* SPDX-License-Identifier: GPL-3.0-or-later
 * A closer look at one pair, or one member: both profiles, why, and what else would be possible. */
#pragma once

#include <adwaita.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PAIR_DETAIL (rondo_pair_detail_get_type ())
G_DECLARE_FINAL_TYPE (RondoPairDetail, rondo_pair_detail, RONDO, PAIR_DETAIL, AdwBin)

/* Its buttons call actions of the page: bench.toggle-lock, bench.forbid, bench.dissolve,
 * bench.standby, bench.take-out, bench.take-in, bench.take (coach client), bench.allow (coach
 * client), bench.swap-with (member), bench.select-coach, bench.select-client. */

/** rondo_pair_detail_set_workbench: (nullable), borrowed. */
void rondo_pair_detail_set_workbench (RondoPairDetail *detail, RondoWorkbench *workbench);

/** rondo_pair_detail_show: the pair, or @member alone if one of the two is NULL. */
void rondo_pair_detail_show (RondoPairDetail *detail,
                             const char *coach,
                             const char *client,
                             const char *member);

/** rondo_pair_detail_update_studies: alternatives and reliefs have come. */
void rondo_pair_detail_update_studies (RondoPairDetail *detail);

G_END_DECLS
