/* SPDX-License-Identifier: GPL-3.0-or-later
 * How well the plan turns out for each member, and the plan that is best for the worst off. */
#pragma once

#include "rondo-match.h"

G_BEGIN_DECLS

/*
 * RondoMatchRatings:
 * @by_coach, @by_client: (nullable) (array length=n_arcs): how the one and the other side would
 *   rate the pair, higher is better, > −2³¹; NULL where that side is not asked
 *
 * What the pairs mean to those in them. The tiers need not know of it.
 */
typedef struct {
  const int32_t *by_coach;
  const int32_t *by_client;
} RondoMatchRatings;

/* Bands of members who have no pair, or none that they rate. */
#define RONDO_MATCH_BAND_LEFT_OUT -1
#define RONDO_MATCH_BAND_UNRATED -2

/* The outcome of a member is the lowest rating that the member gives a pair of their own. */
typedef struct {
  int32_t n_bands; /* band b has the outcomes that b of the thresholds do not exceed */
  int32_t *counts; /* (array length=n_bands): members */
  int32_t n_left_out;
  int32_t *bands;    /* (array length=n_members) */
  int32_t *outcomes; /* (array length=n_members): where @bands is ≥ 0 */
  int32_t n_worst_off;
  int32_t *worst_off; /* who has the lowest outcome of all, in ascending order */
} RondoMatchBands;

/** rondo_match_find_bands: @thresholds ascend. (transfer full) */
RondoMatchBands *rondo_match_find_bands (const RondoMatchInstance *instance,
                                         const RondoMatchResult *result,
                                         const RondoMatchRatings *ratings,
                                         const int32_t *thresholds,
                                         int32_t n_thresholds);
void rondo_match_bands_free (RondoMatchBands *bands);

/* How many sides of pairs have a rating. */
typedef struct {
  int32_t rating;
  int64_t count;
  int64_t least; /* proved: with the levels before as they are, no plan has fewer */
} RondoMatchLevel;

typedef struct {
  RondoMatchResult *result; /* as many pairs as possible; see rondo_match_solve_fair () */
  int32_t n_levels;         /* the ratings that occur in the plan, in ascending order */
  RondoMatchLevel *levels;
  int32_t n_proved; /* the first of them of which no plan has fewer, one after the other */
  gboolean is_exact;
} RondoMatchFair;

/** rondo_match_solve_fair: the plan that is best for the worst off (leximin): most pairs, then the
 * first @n_before tiers, then the fewest sides of pairs with the lowest rating of all, then with
 * the next, and so on; then the other tiers. Every side of every pair counts once; one not asked
 * for a rating does not. Status OPTIMAL stands for this order. (transfer full) */
RondoMatchFair *rondo_match_solve_fair (const RondoMatchInstance *instance,
                                        const RondoMatchRatings *ratings,
                                        int32_t n_before,
                                        const RondoMatchOptions *options);
void rondo_match_fair_free (RondoMatchFair *fair);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchBands, rondo_match_bands_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchFair, rondo_match_fair_free)

G_END_DECLS
