/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans for credentials as lines of lists. */
#pragma once

#include <glib.h>

#include "rondo-credential-plan.h"

G_BEGIN_DECLS

/* Each returns (transfer full) (element-type RondoLineItem). */

/** rondo_lines_for_progress: title = what is asked for, detail = figures in words, fraction = how
 * far, mark = what is not sure; without what is only told. */
GPtrArray *rondo_lines_for_progress (const RondoCredentialPlan *plan);

/** rondo_lines_for_steps: title = a sentence. */
GPtrArray *rondo_lines_for_steps (const RondoCredentialPlan *plan);

/** rondo_lines_for_points: the curve as a table: title = a day, detail = hours. */
GPtrArray *rondo_lines_for_points (const RondoCredentialPlan *plan);

/** rondo_lines_for_sources: title = what is said, key = where, an address or "". */
GPtrArray *rondo_lines_for_sources (const RondoCredentialRule *rule);

/** rondo_credential_plan_describe_dates: since when the rules hold, and as of when they are
 * known. (transfer full) */
char *rondo_credential_plan_describe_dates (const RondoCredentialPlan *plan);

/** rondo_credential_plan_describe_chart: the curve in a sentence. (transfer full) */
char *rondo_credential_plan_describe_chart (const RondoCredentialPlan *plan);

/** rondo_credential_plan_get_hours: the requirement of total hours, or NULL. */
const RondoProgress *rondo_credential_plan_get_hours (const RondoCredentialPlan *plan);

/** rondo_progress_get_fraction: how far, 0 to 1. */
double rondo_progress_get_fraction (const RondoProgress *progress);

G_END_DECLS
