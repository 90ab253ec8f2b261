/* SPDX-License-Identifier: GPL-3.0-or-later
 * What rounds of triads ask of the rings of a plan. */
#include "config.h"

#include "rondo-triads.h"

#include <glib/gi18n-lib.h>

#include "rondo-text.h"

#define FOURS_MOST 2

/* The ring that begins with @first; NULL if the chain does not come back. */
static GArray *
follow (const int *next, guint n_members, int first)
{
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (int));
  int at = first;

  do {
    g_array_append_val (ring, at);
    at = next[at];
  } while (at >= 0 && at != first && ring->len <= n_members);
  return at == first ? g_steal_pointer (&ring) : NULL;
}

GArray *
rondo_triads_find_wrong (const RondoRound *round, const int *next, guint n_members)
{
  int fours = round->rest == RONDO_REST_FOUR ? FOURS_MOST : 0;
  g_autofree guint8 *is_seen = g_new0 (guint8, n_members + 1);

  for (guint i = 0; i < n_members; i++) {
    g_autoptr (GArray) ring = NULL;

    if (is_seen[i] || next[i] < 0)
      continue;
    ring = follow (next, n_members, (int)i);
    for (guint k = 0; ring != NULL && k < ring->len; k++)
      is_seen[g_array_index (ring, int, k)] = 1;
    if (ring != NULL && ring->len != 3 && (ring->len != 4 || fours-- <= 0))
      return g_steal_pointer (&ring);
  }
  return NULL;
}

char *
rondo_triads_describe_wrong (const RondoCandidates *candidates, GArray *ring)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint k = 0; k < ring->len; k++) {
    const RondoCandidate *candidate =
        rondo_candidates_get (candidates, (guint)g_array_index (ring, int, k));
    g_autofree char *name = rondo_text_isolate (candidate->member->name);

    /* Translators: between the names of a list */
    g_string_append_printf (names, "%s%s", k > 0 ? _ (", ") : "", name);
  }
  if (candidates->round->rest == RONDO_REST_FOUR)
    return g_strdup_printf (
        ngettext ("A ring of %d does not fit into triads, but for two rings of four: %s.",
                  "A ring of %d does not fit into triads, but for two rings of four: %s.",
                  ring->len),
        (int)ring->len,
        names->str);
  return g_strdup_printf (
      ngettext ("A ring of %d is no triad: %s.", "A ring of %d is no triad: %s.", ring->len),
      (int)ring->len,
      names->str);
}

char *
rondo_triads_describe_left (const RondoRound *round, const char *name)
{
  if (round->rest == RONDO_REST_FOUR)
    return g_strdup_printf (
        _ ("No plan was found in which %s is in a ring of three, or in one of four."), name);
  return g_strdup_printf (_ ("%s is left when the others are parted into threes. In the terms of "
                             "the round a ring of four can take who is left."),
                          name);
}
