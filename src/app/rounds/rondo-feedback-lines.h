/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners said in a round, as lines for coordinators. */
#pragma once

#include "rondo-overviews.h"

G_BEGIN_DECLS

/** rondo_lines_for_feedback: first what all answered, then each piece; none if nobody said
 * anything. (transfer container) (element-type RondoLineItem) */
GPtrArray *rondo_lines_for_feedback (const RondoRoundOverview *overview);

G_END_DECLS
