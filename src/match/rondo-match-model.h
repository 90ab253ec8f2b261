/* SPDX-License-Identifier: GPL-3.0-or-later
 * An instance in canonical form: members in an order that rests on names and seed alone, locks
 * taken out, ordered tiers folded into one exact weight per arc. */
#pragma once

#include "rondo-match-clock.h"
#include "rondo-match-cost.h"
#include "rondo-match.h"

/* Values that are looked at once in some milliseconds. */
#define RONDO_MATCH_FEW_ARCS (1 << 17)

/*
 * RondoMatchModel:
 * @member, @rank: canonical position to member and back
 * @arc: usable arcs as instance indices, by canonical coach and client
 * @gives, @gets: by rank, what is left after the locks
 * @is_even: by rank, whether given = got is asked
 * @locked: by instance arc, whether it is a locked pair
 * @locked_arc: (array length=n_locked): the instance arcs that are
 * @weight: by tier, so that a plan's weighted sum orders plans as the tiers do
 * @low, @grain: by tier, values are (value - low) / grain before they are weighted
 * @is_capped: weights had to be made smaller than proof asks for
 * @is_lasting: weights leave room for locks to come
 * @is_cut: the clock stopped it; arcs are missing
 */
typedef struct {
  const RondoMatchInstance *instance;
  int32_t *member;
  int32_t *rank;
  int32_t n_arcs;
  int32_t *arc;
  int32_t *gives;
  int32_t *gets;
  guint8 *is_even;
  guint8 *locked;
  int32_t *locked_arc;
  int32_t n_locked;
  int32_t most_pairs;
  int32_t n_tiers;
  int64_t *low;
  int64_t *grain;
  int64_t *range;
  RondoMatchWide *weight;
  RondoMatchWide placed_weight;
  RondoMatchWide forbid_weight;
  gboolean is_capped;
  gboolean is_lasting;
  gboolean is_cut;
  char *conflict;
} RondoMatchModel;

/** rondo_match_model_new: @n_tiers of the instance's tiers are looked at, the first ones. If @clock
 * (nullable) stops it there are no usable arcs, and values may be anything, unless there were few.
 */
RondoMatchModel *
rondo_match_model_new (const RondoMatchInstance *instance, int32_t n_tiers, RondoMatchClock *clock);

/** rondo_match_model_new_lasting: for an instance that is going to change a little; weighed as
 * @like (nullable), an earlier model of it, where that still fits. */
RondoMatchModel *rondo_match_model_new_lasting (const RondoMatchInstance *instance,
                                                const RondoMatchModel *like,
                                                RondoMatchClock *clock);
void rondo_match_model_free (RondoMatchModel *model);

/** rondo_match_model_fill_weights: looks at the values, and weighs them as @like (nullable) does
 * where that fits. */
void rondo_match_model_fill_weights (RondoMatchModel *model,
                                     const RondoMatchModel *like,
                                     RondoMatchClock *clock);

/** rondo_match_model_is_alike: whether pairs weigh the same in both. */
gboolean rondo_match_model_is_alike (const RondoMatchModel *model, const RondoMatchModel *other);

/** rondo_match_model_weigh: what one more pair @arc is worth. */
RondoMatchWide rondo_match_model_weigh (const RondoMatchModel *model, int32_t arc);

/** rondo_match_model_decode: objective vector of a weighted sum, locked pairs included. */
void
rondo_match_model_decode (const RondoMatchModel *model, RondoMatchWide total, int64_t *objective);

/** rondo_match_model_bits: how many bits the largest weight needs. */
int rondo_match_model_bits (const RondoMatchModel *model);

/** rondo_match_model_path_bits: how many more bits distances need. */
int rondo_match_model_path_bits (const RondoMatchModel *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchModel, rondo_match_model_free)
