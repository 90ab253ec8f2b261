/* SPDX-License-Identifier: GPL-3.0-or-later
 * Prices pairs that are not in the plan: bounded first, then solved again in the order of the
 * bounds until nothing cheaper can follow. */
#include "config.h"

#include "rondo-match-prices.h"

#include "rondo-match-clock.h"
#include "rondo-match-pairs.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  RondoMatchSession *session;
  const RondoMatchInstance *instance;
  const RondoMatchResult *result;
  RondoMatchPrices *prices;
  int32_t n_exact;
  RondoMatchOptions options;
  RondoMatchClock *clock;
} Pricing;

/* What qsort's comparison needs to know besides the two. */
typedef struct {
  const RondoMatchInstance *instance;
  int32_t n_objective;
} Order;

static int
compare_losses (const int64_t *one, const int64_t *other, int32_t n)
{
  for (int32_t t = 0; t < n; t++)
    if (one[t] != other[t])
      return one[t] < other[t] ? -1 : 1;
  return 0;
}

static int
compare_prices (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  const RondoMatchPrice *left = a;
  const RondoMatchPrice *right = b;
  const char *const *names = order->instance->names;
  int by;

  if ((left->kind == RONDO_MATCH_PRICE_IMPOSSIBLE) != (right->kind == RONDO_MATCH_PRICE_IMPOSSIBLE))
    return left->kind == RONDO_MATCH_PRICE_IMPOSSIBLE ? 1 : -1;
  by = compare_losses (left->loss, right->loss, order->n_objective);
  if (by == 0)
    by = strcmp (names[left->pair.coach], names[right->pair.coach]);
  return by != 0 ? by : strcmp (names[left->pair.client], names[right->pair.client]);
}

static void
sort_prices (const Pricing *pricing)
{
  Order order = {pricing->instance, pricing->prices->n_objective};

  g_qsort_with_data (pricing->prices->prices,
                     pricing->prices->n_prices,
                     sizeof (RondoMatchPrice),
                     compare_prices,
                     &order);
}

/* A plan proved best loses by every change, whatever a bound may say. */
static void
set_loss (const Pricing *pricing, RondoMatchPrice *price, const int64_t *objective)
{
  int32_t n = pricing->prices->n_objective;
  g_autofree int64_t *loss = g_new0 (int64_t, n);
  g_autofree int64_t *none = g_new0 (int64_t, n);

  for (int32_t t = 0; t < n; t++)
    loss[t] = pricing->result->objective[t] - objective[t];
  if (pricing->result->status == RONDO_MATCH_OPTIMAL && compare_losses (loss, none, n) < 0)
    memset (loss, 0, n * sizeof (int64_t));
  memcpy (price->loss, loss, n * sizeof (int64_t));
}

static void
bound_price (const Pricing *pricing, RondoMatchPrice *price)
{
  g_autofree int64_t *objective = g_new0 (int64_t, pricing->prices->n_objective);

  price->kind = RONDO_MATCH_PRICE_AT_LEAST;
  price->loss = g_new0 (int64_t, pricing->prices->n_objective);
  /* Where no bound is to be had, a solve has to tell. */
  if (!rondo_match_clock_stop (pricing->clock) &&
      rondo_match_session_bound_pair (
          pricing->session, price->pair.coach, price->pair.client, objective))
    set_loss (pricing, price, objective);
}

static void
list_pairs (Pricing *pricing, int32_t coach, int32_t client)
{
  const RondoMatchInstance *instance = pricing->instance;
  RondoMatchPrices *prices = pricing->prices;
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (RondoMatchPrice));

  for (int32_t a = 0; a < instance->n_arcs; a++) {
    RondoMatchPrice price = {.pair = instance->arcs[a]};

    if ((price.pair.coach != coach && price.pair.client != client) ||
        rondo_match_has_pair (
            pricing->result->pairs, pricing->result->n_pairs, price.pair.coach, price.pair.client))
      continue;
    bound_price (pricing, &price);
    g_array_append_val (list, price);
  }
  prices->n_prices = (int32_t)list->len;
  prices->prices = (RondoMatchPrice *)g_array_free (g_steal_pointer (&list), FALSE);
}

static void
solve_price (const Pricing *pricing, RondoMatchPrice *price)
{
  RondoMatchChange change = {
      RONDO_MATCH_CHANGE_LOCK, price->pair.coach, price->pair.client, NULL, 0, 0};
  g_autoptr (RondoMatchResult) other =
      rondo_match_session_try (pricing->session, &change, 1, &pricing->options);

  if (other == NULL || other->status == RONDO_MATCH_INFEASIBLE) {
    if (other != NULL && !rondo_match_clock_stop (pricing->clock)) {
      price->kind = RONDO_MATCH_PRICE_IMPOSSIBLE;
      memset (price->loss, 0, pricing->prices->n_objective * sizeof (int64_t));
    }
    return;
  }
  if (other->status == RONDO_MATCH_OPTIMAL) {
    price->kind = RONDO_MATCH_PRICE_EXACT;
    set_loss (pricing, price, other->objective);
  }
}

/* Whether the first @n_exact prices are exact: those behind them are bounds no lower. */
static gboolean
is_settled (const Pricing *pricing)
{
  int32_t most = pricing->prices->n_prices;

  if (pricing->n_exact >= 0)
    most = MIN (most, pricing->n_exact);
  for (int32_t k = 0; k < most; k++)
    if (pricing->prices->prices[k].kind == RONDO_MATCH_PRICE_AT_LEAST)
      return FALSE;
  return TRUE;
}

/* The first price that is no more than a bound, and was not looked at yet. */
static RondoMatchPrice *
find_untried (const Pricing *pricing, GHashTable *tried)
{
  for (int32_t k = 0; k < pricing->prices->n_prices; k++) {
    RondoMatchPrice *price = &pricing->prices->prices[k];
    int64_t key = (int64_t)price->pair.coach << 32 | price->pair.client;

    if (price->kind == RONDO_MATCH_PRICE_AT_LEAST &&
        g_hash_table_add (tried, g_memdup2 (&key, sizeof key)))
      return price;
  }
  return NULL;
}

/* The bound that comes first is solved, and its price takes its place among the others. */
static void
settle_prices (const Pricing *pricing)
{
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  sort_prices (pricing);
  while (!is_settled (pricing) && !rondo_match_clock_stop (pricing->clock)) {
    RondoMatchPrice *price = find_untried (pricing, tried);

    if (price == NULL)
      return;
    solve_price (pricing, price);
    sort_prices (pricing);
  }
}

RondoMatchPrices *
rondo_match_find_prices (RondoMatchSession *session,
                         const RondoMatchResult *result,
                         int32_t coach,
                         int32_t client,
                         int32_t n_exact,
                         const RondoMatchOptions *options)
{
  RondoMatchPrices *prices = g_new0 (RondoMatchPrices, 1);
  RondoMatchClock clock = {0};
  Pricing pricing = {.session = session,
                     .instance = rondo_match_session_get_instance (session),
                     .result = result,
                     .prices = prices,
                     .n_exact = n_exact,
                     .clock = &clock};

  if (options != NULL)
    pricing.options = *options;
  pricing.options.progress = NULL;
  clock.options = &pricing.options;
  prices->n_objective = result->n_objective;
  list_pairs (&pricing, coach, client);
  /* Without a proof for the plan itself no price could be exact. */
  if (pricing.instance->rings == RONDO_MATCH_RINGS_ANY || result->status == RONDO_MATCH_OPTIMAL)
    settle_prices (&pricing);
  else
    sort_prices (&pricing);
  return prices;
}

void
rondo_match_prices_free (RondoMatchPrices *prices)
{
  if (prices == NULL)
    return;
  for (int32_t k = 0; k < prices->n_prices; k++)
    g_free (prices->prices[k].loss);
  g_free (prices->prices);
  g_free (prices);
}
