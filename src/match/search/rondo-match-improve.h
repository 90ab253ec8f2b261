/* SPDX-License-Identifier: GPL-3.0-or-later
 * Large-neighbourhood search (Shaw 1998): re-solves small parts of a plan exactly, those first
 * where the plan loses against the relaxation. */
#pragma once

#include "rondo-match-part.h"

typedef struct {
  int32_t size;          /* rows in a part, adapted */
  int64_t max_nodes;     /* of the search in one part */
  int32_t tries;         /* parts, at most */
  uint64_t *random;      /* state, moved on */
  int64_t *nodes;        /* visited, added to */
  RondoMatchHint **hint; /* of the last program of all rows, if there is one */
} RondoMatchImproving;

/** rondo_match_improve: TRUE if the plan became better. */
gboolean rondo_match_improve (const RondoMatchRelax *relax,
                              RondoMatchPlan *plan,
                              RondoMatchImproving *improving,
                              RondoMatchClock *clock);
