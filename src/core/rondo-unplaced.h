/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a member was left out of a plan, in words. Private to this room. */
#pragma once

#include "rondo-candidate.h"
#include "rondo-match.h"

G_BEGIN_DECLS

/** rondo_unplaced_explain: why the candidate @index was left out. @instance is what
 * the engine was asked; @miss (nullable) is its certificate;
 * @is_stopped: the search was cut short. (transfer full) */
RondoUnplaced *rondo_unplaced_explain (const RondoCandidates *candidates,
                                       const RondoMatchInstance *instance,
                                       guint index,
                                       const RondoMatchMiss *miss,
                                       gboolean is_stopped);

G_END_DECLS
