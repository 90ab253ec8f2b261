/* SPDX-License-Identifier: GPL-3.0-or-later
 * What rounds of triads ask of the rings of a plan. Private to this room. */
#pragma once

#include "rondo-candidate.h"

G_BEGIN_DECLS

/** rondo_triads_find_wrong: a ring that is not of three, nor one of at most two of four where
 * @round allows them. @next: by candidate, whom each coaches, −1: nobody; chains that do not close
 * are no rings. (transfer full) (nullable) (element-type int) */
GArray *rondo_triads_find_wrong (const RondoRound *round, const int *next, guint n_members);

/** rondo_triads_describe_wrong: that @ring is not what a round of triads has, a translated
 * sentence. (transfer full) */
char *rondo_triads_describe_wrong (const RondoCandidates *candidates, GArray *ring);

/** rondo_triads_describe_left: why @name is left when the others are in threes, a translated
 * sentence. (transfer full) */
char *rondo_triads_describe_left (const RondoRound *round, const char *name);

G_END_DECLS
