/* SPDX-License-Identifier: GPL-3.0-or-later
 * How good a plan is: for everybody, and against the best that could be. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rondo-life.h"

int64_t
rondo_planned_pair_get_client_value (const RondoPlannedPair *pair)
{
  int64_t sum = 0;

  g_return_val_if_fail (pair != NULL, 0);

  for (guint i = 0; i < pair->reasons->len; i++) {
    const RondoReason *reason = pair->reasons->pdata[i];

    if (reason->code == RONDO_REASON_REQUEST || reason->code == RONDO_REASON_WISH_KEPT ||
        reason->code == RONDO_REASON_WISH_MISSED)
      sum += reason->weight;
  }
  return sum;
}

/* A member with several coaches fares as with the worst of them. */
static void
lower_band (GHashTable *bands, const char *member, RondoBand band)
{
  gpointer known;

  if (g_hash_table_lookup_extended (bands, member, NULL, &known) &&
      GPOINTER_TO_INT (known) <= (int)band)
    return;
  g_hash_table_insert (bands, g_strdup (member), GINT_TO_POINTER (band));
}

static GHashTable *
list_placed (const RondoPlan *plan)
{
  GHashTable *placed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_hash_table_add (placed, pair->coach);
    g_hash_table_add (placed, pair->client);
  }
  return placed;
}

/* Two decimals, never less than it is. */
static char *
describe_value_gap (const RondoTier *tier)
{
  double lost = (double)tier->bound - (double)tier->reached;
  double hundredths = ceil (lost * 10000 / fmax (1, fabs ((double)tier->bound)));

  return g_strdup_printf (_ ("The plan is within %.2f %% of the best possible."), hundredths / 100);
}

static char *
describe_gap (const RondoTier *tier)
{
  int64_t lost = tier->bound - tier->reached;
  int count = (int)MIN (lost, G_MAXINT);

  switch (tier->code) {
  case RONDO_TIER_PLACED:
    return g_strdup_printf (ngettext ("At most %d more pairing might be possible.",
                                      "At most %d more pairings might be possible.",
                                      (gulong)count),
                            count);
  case RONDO_TIER_KEPT:
    return g_strdup_printf (ngettext ("At most %d more pairing of before might be kept.",
                                      "At most %d more pairings of before might be kept.",
                                      (gulong)count),
                            count);
  case RONDO_TIER_BAND:
    return g_strdup_printf (ngettext ("At most %d member fewer might lose out.",
                                      "At most %d members fewer might lose out.",
                                      (gulong)count),
                            count);
  case RONDO_TIER_VALUE:
  default:
    return describe_value_gap (tier);
  }
}

gboolean
rondo_plan_covers (const RondoPlan *plan, GPtrArray *registrations)
{
  g_autoptr (GHashTable) known = NULL;
  guint n_parts = 0;

  g_return_val_if_fail (plan != NULL && registrations != NULL, FALSE);

  known = list_placed (plan);
  for (guint i = 0; i < plan->unplaced->len; i++)
    g_hash_table_add (known, ((RondoUnplaced *)plan->unplaced->pdata[i])->member);
  for (guint i = 0; i < registrations->len; i++) {
    const RondoRegistration *registration = registrations->pdata[i];

    if (!rondo_registration_takes_part (registration))
      continue;
    if (!g_hash_table_contains (known, registration->member))
      return FALSE;
    n_parts++;
  }
  return g_hash_table_size (known) == n_parts;
}

guint
rondo_plan_count_placed (const RondoPlan *plan)
{
  g_autoptr (GHashTable) placed = NULL;

  g_return_val_if_fail (plan != NULL, 0);

  placed = list_placed (plan);
  return g_hash_table_size (placed);
}

GHashTable *
rondo_plan_list_bands (const RondoPlan *plan)
{
  GHashTable *bands;

  g_return_val_if_fail (plan != NULL, NULL);

  bands = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    lower_band (
        bands, pair->client, rondo_band_of_value (rondo_planned_pair_get_client_value (pair)));
  }
  for (guint i = 0; i < plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    if (unplaced->code != RONDO_UNPLACED_PARTLY)
      lower_band (bands, unplaced->member, RONDO_BAND_LEFT_OUT);
  }
  return bands;
}

void
rondo_plan_count_bands (const RondoPlan *plan, guint counts[RONDO_N_BANDS])
{
  g_autoptr (GHashTable) bands = NULL;
  GHashTableIter iter;
  gpointer band;

  g_return_if_fail (plan != NULL);

  for (int i = 0; i < RONDO_N_BANDS; i++)
    counts[i] = 0;
  bands = rondo_plan_list_bands (plan);
  g_hash_table_iter_init (&iter, bands);
  while (g_hash_table_iter_next (&iter, NULL, &band))
    counts[GPOINTER_TO_INT (band)]++;
}

char *
rondo_plan_describe_proof (const RondoPlan *plan)
{
  g_return_val_if_fail (plan != NULL, NULL);

  if (plan->status == RONDO_PLAN_OPTIMAL)
    return g_strdup (_ ("This is the best possible plan, which is proved."));
  for (guint i = 0; i < plan->tiers->len; i++) {
    const RondoTier *tier = &g_array_index (plan->tiers, RondoTier, i);

    if (tier->reached < tier->bound)
      return describe_gap (tier);
  }
  return g_strdup (_ ("The search was stopped early: a better plan may exist."));
}

int64_t
rondo_planned_pair_get_value (const RondoPlannedPair *pair)
{
  int64_t value = 0;

  g_return_val_if_fail (pair != NULL, 0);

  for (guint i = 0; i < pair->reasons->len; i++)
    value += ((RondoReason *)pair->reasons->pdata[i])->weight;
  return value;
}
