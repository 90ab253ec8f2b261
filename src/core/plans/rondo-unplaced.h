/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a member was left out of a plan, in words. Private to this room. */
#pragma once

#include "rondo-candidate.h"
#include "rondo-match.h"

G_BEGIN_DECLS

/* How often a member coaches and is coached in a plan. */
typedef struct {
  int given;
  int got;
} RondoShare;

/** rondo_unplaced_explain: why @candidate was left out, or not placed as often as they have room
 * for. @instance is what the engine was asked; @miss (nullable) is its certificate;
 * @is_stopped: the search was cut short. (transfer full) */
RondoUnplaced *rondo_unplaced_explain (const RondoCandidate *candidate,
                                       const RondoMatchInstance *instance,
                                       RondoShare share,
                                       const RondoMatchMiss *miss,
                                       gboolean is_stopped);

G_END_DECLS
