/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else would be possible for a pair or a member: alternatives with their price, what would
 * help, and what the coordinator has forbidden. */
#pragma once

#include <adwaita.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PAIR_STUDIES (rondo_pair_studies_get_type ())
G_DECLARE_FINAL_TYPE (RondoPairStudies, rondo_pair_studies, RONDO, PAIR_STUDIES, AdwBin)

/* Its buttons call actions of the page: bench.take (coach client), bench.allow (coach client). */

/** rondo_pair_studies_show: what is known so far; @member (nullable). */
void
rondo_pair_studies_show (RondoPairStudies *studies, RondoWorkbench *workbench, const char *member);

G_END_DECLS
