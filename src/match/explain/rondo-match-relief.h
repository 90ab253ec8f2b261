/* SPDX-License-Identifier: GPL-3.0-or-later
 * What would have to be allowed so that more members find a place. */
#pragma once

#include "rondo-match-session.h"

G_BEGIN_DECLS

/* What relaxations that the engine thinks of itself are said to cost, for their order. */
#define RONDO_MATCH_COST_OF_MUTUAL 10
#define RONDO_MATCH_COST_OF_UNITS 20

/*
 * RondoMatchRelaxation:
 * @name: (nullable): for whoever shows it; orders relaxations of the same cost
 * @cost: what it asks of people; the cheapest are told first
 * @changes: (array length=n_changes): pairs allowed in addition, more units, locks given up
 * @mutual: two who may coach each other although the round does not allow it; {−1, −1} for none
 *
 * A rule that could be given up. “If Ana also took Spanish” is the pairs that this would allow.
 */
typedef struct {
  const char *name;
  int32_t cost;
  int32_t n_changes;
  const RondoMatchChange *changes;
  RondoMatchArc mutual;
} RondoMatchRelaxation;

/* A relaxation that helps, found so by solving again. */
typedef struct {
  int32_t relaxation; /* its index */
  gboolean is_proved; /* @objective is the best there is; else at least so good */
  int32_t n_placed;
  int32_t *placed;    /* who was left out and gives and gets more now, in ascending order */
  int64_t *objective; /* (array length=n_objective): of the plan that becomes possible */
} RondoMatchRelief;

typedef struct {
  int32_t n_reliefs;
  int32_t n_objective;
  int32_t n_tried; /* relaxations looked at: all but after a stop */
  RondoMatchRelief *reliefs;
} RondoMatchReliefs;

/** rondo_match_find_reliefs: which of @relaxations, each alone, lets more pairs be placed than
 * @result, of @session's last solve; by cost, then what is gained, then name. (transfer full) */
RondoMatchReliefs *rondo_match_find_reliefs (RondoMatchSession *session,
                                             const RondoMatchResult *result,
                                             const RondoMatchRelaxation *relaxations,
                                             int32_t n_relaxations,
                                             const RondoMatchOptions *options);
void rondo_match_reliefs_free (RondoMatchReliefs *reliefs);

/* Relaxations that follow from the certificates of a result. */
typedef struct {
  int32_t n_relaxations;
  RondoMatchRelaxation *relaxations;
} RondoMatchSuggestions;

/** rondo_match_suggest_relaxations: for everybody left out, one more unit for those who could be
 * partners but have no room, and the mutual pairs that are possible. Forbidden pairs are never
 * suggested: why a pair is forbidden may be nobody's business. (transfer full) */
RondoMatchSuggestions *rondo_match_suggest_relaxations (const RondoMatchInstance *instance,
                                                        const RondoMatchResult *result);
void rondo_match_suggestions_free (RondoMatchSuggestions *suggestions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchReliefs, rondo_match_reliefs_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchSuggestions, rondo_match_suggestions_free)

G_END_DECLS
