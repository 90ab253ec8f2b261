/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the lists of the workbench show. */
#pragma once

#include "rondo-workbench.h"

G_BEGIN_DECLS

/* Each returns (transfer container) (element-type RondoLineItem). */

/** rondo_workbench_lines_for_members: key = member id; everybody who registered, with state and
 * what is wrong. */
GPtrArray *rondo_workbench_lines_for_members (RondoWorkbench *workbench);

/** rondo_workbench_lines_for_pairs: key = "coach client" by ids. */
GPtrArray *rondo_workbench_lines_for_pairs (RondoWorkbench *workbench);

/** rondo_workbench_lines_for_unplaced: key = member id; with the rule that stands in the way. */
GPtrArray *rondo_workbench_lines_for_unplaced (RondoWorkbench *workbench);

/** rondo_workbench_dup_name: as it is put into a sentence. (transfer full) */
char *rondo_workbench_dup_name (RondoWorkbench *workbench, const char *id);

G_END_DECLS
