/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else would be possible, and what the plan would lose by it. */
#pragma once

#include "rondo-match-session.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_MATCH_PRICE_EXACT,      /* the best plan with the pair loses just this */
  RONDO_MATCH_PRICE_AT_LEAST,   /* every plan with the pair loses this or more */
  RONDO_MATCH_PRICE_IMPOSSIBLE, /* no plan has the pair, as the locks are */
} RondoMatchPriceKind;

/* The price of one pair that is not in the plan. */
typedef struct {
  RondoMatchArc pair;
  RondoMatchPriceKind kind;
  int64_t *loss; /* (array length=n_objective): pairs fewer, then less by tier; never a gain in the
                  * first that is not 0 if the plan is optimal. 0 throughout if IMPOSSIBLE */
} RondoMatchPrice;

typedef struct {
  int32_t n_prices;
  int32_t n_objective;
  RondoMatchPrice *prices; /* the cheapest first, as far as it is known */
} RondoMatchPrices;

/** rondo_match_find_prices: alternatives to what @result, of @session's last solve, has for a
 * coach, a client, or both of a pair: allowed pairs of @coach (−1: of nobody) as a coach, and of
 * @client (−1: of nobody) as a client, that are not in the plan. The @n_exact cheapest (−1: all)
 * get their exact price by solving again, in the order of their bounds; the others keep the bound
 * that the relaxation gives them. (transfer full) */
RondoMatchPrices *rondo_match_find_prices (RondoMatchSession *session,
                                           const RondoMatchResult *result,
                                           int32_t coach,
                                           int32_t client,
                                           int32_t n_exact,
                                           const RondoMatchOptions *options);
void rondo_match_prices_free (RondoMatchPrices *prices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchPrices, rondo_match_prices_free)

G_END_DECLS
