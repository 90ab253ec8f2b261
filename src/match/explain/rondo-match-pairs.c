/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking up pairs. */
#include "config.h"

#include "rondo-match-pairs.h"

#include <stdlib.h>

int
rondo_match_compare_pairs (const void *a, const void *b)
{
  const RondoMatchArc *left = a;
  const RondoMatchArc *right = b;

  if (left->coach != right->coach)
    return left->coach < right->coach ? -1 : 1;
  return left->client < right->client ? -1 : left->client > right->client;
}

RondoMatchArc *
rondo_match_sort_pairs (const RondoMatchArc *pairs, int32_t n_pairs)
{
  RondoMatchArc *sorted = g_new (RondoMatchArc, (gsize)MAX (n_pairs, 1));

  for (int32_t k = 0; k < n_pairs; k++)
    sorted[k] = pairs[k];
  qsort (sorted, (gsize)n_pairs, sizeof (RondoMatchArc), rondo_match_compare_pairs);
  return sorted;
}

gboolean
rondo_match_has_pair (const RondoMatchArc *pairs, int32_t n_pairs, int32_t coach, int32_t client)
{
  RondoMatchArc pair = {coach, client};

  return n_pairs > 0 &&
         bsearch (
             &pair, pairs, (gsize)n_pairs, sizeof (RondoMatchArc), rondo_match_compare_pairs) !=
             NULL;
}

guint8 *
rondo_match_mark_pairs (const RondoMatchInstance *instance,
                        const RondoMatchArc *pairs,
                        int32_t n_pairs)
{
  guint8 *marks = g_new0 (guint8, (gsize)instance->n_arcs + 1);
  g_autofree int32_t *first = g_new0 (int32_t, (gsize)instance->n_members + 1);

  for (int32_t k = 0; k < n_pairs; k++)
    first[pairs[k].coach + 1]++;
  for (int32_t i = 0; i < instance->n_members; i++)
    first[i + 1] += first[i];
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    for (int32_t k = first[arc->coach]; k < first[arc->coach + 1] && !marks[a]; k++)
      marks[a] = pairs[k].client == arc->client;
  }
  return marks;
}
