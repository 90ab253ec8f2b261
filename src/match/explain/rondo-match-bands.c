/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sorts members into bands by the lowest rating that they give a pair of their own. */
#include "config.h"

#include "rondo-match-bands.h"

#include "rondo-match-pairs.h"

/* Until the outcomes are known @bands tells who has a pair, and who rates one. */
static void
rate_side (RondoMatchBands *bands, int32_t member, const int32_t *ratings, int32_t a)
{
  int32_t *band = &bands->bands[member];

  if (*band == RONDO_MATCH_BAND_LEFT_OUT)
    *band = RONDO_MATCH_BAND_UNRATED;
  if (ratings == NULL)
    return;
  if (*band == RONDO_MATCH_BAND_UNRATED || ratings[a] < bands->outcomes[member])
    bands->outcomes[member] = ratings[a];
  *band = 0;
}

static void
sort_member (RondoMatchBands *bands, int32_t i, const int32_t *thresholds)
{
  bands->n_left_out += bands->bands[i] == RONDO_MATCH_BAND_LEFT_OUT;
  if (bands->bands[i] < 0)
    return;
  while (bands->bands[i] < bands->n_bands - 1 && bands->outcomes[i] >= thresholds[bands->bands[i]])
    bands->bands[i]++;
  bands->counts[bands->bands[i]]++;
  if (bands->n_worst_off > 0 && bands->outcomes[i] < bands->outcomes[bands->worst_off[0]])
    bands->n_worst_off = 0;
  if (bands->n_worst_off == 0 || bands->outcomes[i] == bands->outcomes[bands->worst_off[0]])
    bands->worst_off[bands->n_worst_off++] = i;
}

RondoMatchBands *
rondo_match_find_bands (const RondoMatchInstance *instance,
                        const RondoMatchResult *result,
                        const RondoMatchRatings *ratings,
                        const int32_t *thresholds,
                        int32_t n_thresholds)
{
  RondoMatchBands *bands = g_new0 (RondoMatchBands, 1);
  gsize n = (gsize)MAX (instance->n_members, 1);

  bands->n_bands = n_thresholds + 1;
  bands->counts = g_new0 (int32_t, (gsize)bands->n_bands);
  bands->bands = g_new (int32_t, n);
  bands->outcomes = g_new0 (int32_t, n);
  bands->worst_off = g_new (int32_t, n);
  for (int32_t i = 0; i < instance->n_members; i++)
    bands->bands[i] = RONDO_MATCH_BAND_LEFT_OUT;
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    if (!rondo_match_has_pair (result->pairs, result->n_pairs, arc->coach, arc->client))
      continue;
    rate_side (bands, arc->coach, ratings->by_coach, a);
    rate_side (bands, arc->client, ratings->by_client, a);
  }
  for (int32_t i = 0; i < instance->n_members; i++)
    sort_member (bands, i, thresholds);
  return bands;
}

void
rondo_match_bands_free (RondoMatchBands *bands)
{
  if (bands == NULL)
    return;
  g_free (bands->counts);
  g_free (bands->bands);
  g_free (bands->outcomes);
  g_free (bands->worst_off);
  g_free (bands);
}
