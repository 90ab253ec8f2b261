/* SPDX-License-Identifier: GPL-3.0-or-later
 * Instances for tests and benchmarks, from families of values and a seed. */
#pragma once

#include "rondo-match.h"

G_BEGIN_DECLS

typedef struct {
  RondoMatchInstance instance;
  char **names;
  int32_t *gives;
  int32_t *gets;
  GArray *arcs;   /* of RondoMatchArc */
  GArray *values; /* of int32_t */
  GArray *locked; /* of RondoMatchArc */
} MatchCase;

/* NULL-terminated: rand, ties, sym, symties, mix, euc, clus, pop. */
extern const char *const match_families[];

MatchCase *match_case_new (int32_t n_members, int32_t n_tiers, int32_t units);
void match_case_free (MatchCase *match);
void match_case_add (MatchCase *match, int32_t coach, int32_t client, const int32_t *values);
void match_case_lock (MatchCase *match, int32_t coach, int32_t client);

/** match_case_get: the instance, which stays with @match. */
const RondoMatchInstance *match_case_get (MatchCase *match);

/** match_case_generate: about @arcs_per_member arcs from each member, all if 0; @units both ways
 * for each. */
MatchCase *match_case_generate (
    const char *family, int32_t n_members, int32_t arcs_per_member, int32_t units, uint64_t seed);

/* What random instances look like. Odds and density are percentages. */
typedef struct {
  int32_t least;
  int32_t most;
  int32_t most_units;
  uint32_t density;
  uint32_t lock_odds;
  int32_t most_tiers;
  gboolean uneven;
  uint32_t mutual_odds;
  int rounds; /* how many instances */
} MatchShape;

/** match_case_draw: a small instance with the features that @shape switches on. */
MatchCase *match_case_draw (const MatchShape *shape, uint64_t *state);

/** match_draw_values: values of one pair, from narrow and wide ranges. */
void match_draw_values (uint64_t *state, int32_t n_tiers, int32_t *values);

/** match_draw: a number below @below; splitmix64 on @state. */
uint32_t match_draw (uint64_t *state, uint32_t below);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MatchCase, match_case_free)

G_END_DECLS
