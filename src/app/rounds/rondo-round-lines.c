/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds, plans and pairings in the words of the coordinator's pages. */
#include "config.h"

#include "rondo-lines.h"

#include "rondo-life.h"
#include "rondo-line-item.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

static char *
describe_pair (const char *coach_name, const char *client_name)
{
  g_autofree char *coach = rondo_text_isolate (coach_name);
  g_autofree char *client = rondo_text_isolate (client_name);

  /* Translators: the name of a coach, then of a client */
  return g_strdup_printf (_ ("%s coaches %s"), coach, client);
}

static GHashTable *
index_pairs (const RondoPlan *plan)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; plan != NULL && i < plan->pairs->len; i++) {
    RondoPlannedPair *pair = plan->pairs->pdata[i];

    g_hash_table_insert (table, pair->pairing, pair);
  }
  return table;
}

/* What became of it, when, and why. */
static char *
describe_pairing_state (const RondoPairing *pairing, const RondoRound *round)
{
  const char *state = rondo_pairing_describe_state (pairing, round);
  g_autofree char *until = NULL;
  g_autofree char *text = NULL;

  if (pairing->until == RONDO_DATE_NONE)
    return g_strdup (state);
  until = rondo_date_to_display (pairing->until);
  /* Translators: "Replaced", and a day */
  text = g_strdup_printf (_ ("%s on %s"), state, until);
  if (pairing->reason == NULL || *pairing->reason == '\0')
    return g_steal_pointer (&text);
  /* Translators: what became of a pairing, and why */
  return g_strdup_printf (_ ("%s: %s"), text, pairing->reason);
}

/* The pairings of a round in words, by their ids and by those of the ones that took their place. */
typedef struct {
  GHashTable *by_id;        /* of char * */
  GHashTable *by_successor; /* the same; somebody who leaves the middle parts two pairings */
} Places;

static void
index_places (Places *places, const RondoRoundOverview *overview)
{
  places->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  places->by_successor = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    char *successor = pairing->pairing->replaced_by;
    char *words = describe_pair (pairing->coach_name, pairing->client_name);
    const char *others =
        successor != NULL ? g_hash_table_lookup (places->by_successor, successor) : NULL;

    if (successor != NULL)
      g_hash_table_insert (places->by_successor,
                           successor,
                           others != NULL ? g_strdup_printf ("%s, %s", others, words)
                                          : g_strdup (words));
    g_hash_table_insert (places->by_id, pairing->pairing->id, words);
  }
}

static void
places_clear (Places *places)
{
  g_hash_table_unref (places->by_id);
  g_hash_table_unref (places->by_successor);
}

static void
take_part (GStrvBuilder *parts, char *part)
{
  if (*part != '\0')
    g_strv_builder_add (parts, part);
  g_free (part);
}

/* Which pairing this one goes on in, or whose place it took. */
static void
add_neighbours (GStrvBuilder *parts, const RondoPairing *pairing, const Places *places)
{
  const char *before = g_hash_table_lookup (places->by_successor, pairing->id);
  const char *after = pairing->replaced_by != NULL
                          ? g_hash_table_lookup (places->by_id, pairing->replaced_by)
                          : NULL;

  if (before != NULL)
    /* Translators: "Ana coaches Ben, Ben coaches Cyd", whose place another pairing took */
    take_part (parts, g_strdup_printf (_ ("In place of: %s"), before));
  if (after != NULL)
    /* Translators: "Ana coaches Cyd", the pairing that took the place of another one */
    take_part (parts, g_strdup_printf (_ ("Goes on as: %s"), after));
}

static char *
describe_pairing_mark (const RondoPairingOverview *overview,
                       const Places *places,
                       gboolean is_connected)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (overview->is_waiting && is_connected && overview->pairing->state == RONDO_PAIRING_ACTIVE)
    g_strv_builder_add (parts, _ ("Not sent yet"));
  else if (overview->pairing->state != RONDO_PAIRING_ACTIVE ||
           overview->round->state == RONDO_ROUND_PUBLISHED)
    take_part (parts, describe_pairing_state (overview->pairing, overview->round));
  add_neighbours (parts, overview->pairing, places);
  all = g_strv_builder_end (parts);
  return g_strjoinv (C_ ("marks", " · "), all);
}

static char *
describe_round_counts (const RondoRoundSummary *summary)
{
  g_autofree char *progress = NULL;
  g_autofree char *pairings = NULL;

  if (!rondo_round_state_has_pairings (summary->round->state) &&
      !rondo_round_state_is_over (summary->round->state))
    return g_strdup_printf (
        ngettext ("%d member registered", "%d members registered", summary->registered_count),
        summary->registered_count);
  pairings = g_strdup_printf (ngettext ("%d pairing", "%d pairings", summary->pairing_count),
                              summary->pairing_count);
  progress = rondo_round_describe_progress (summary->sessions_held, summary->sessions_planned);
  /* Translators: "60 pairings · 12 of 360 sessions held" */
  return g_strdup_printf (_ ("%s · %s"), pairings, progress);
}

static char *
describe_round_mark (const RondoRoundSummary *summary, gboolean is_connected)
{
  if (summary->is_refused)
    return g_strdup (_ ("Refused by the server"));
  return g_strdup (summary->is_waiting && is_connected ? _ ("Not sent yet") : "");
}

GPtrArray *
rondo_lines_for_rounds (GPtrArray *summaries, gboolean is_connected)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_full (summaries->len, g_object_unref);

  for (guint i = 0; i < summaries->len; i++) {
    const RondoRoundSummary *summary = summaries->pdata[i];
    RondoLineItem *item = rondo_line_item_new (summary->round->id, summary->round->state);
    gboolean is_open = rondo_round_state_may_publish (summary->round->state);

    rondo_line_item_take_title (item, g_strdup (summary->round->name));
    rondo_line_item_take_subtitle (item, rondo_round_describe (summary->round));
    rondo_line_item_take_detail (item, describe_round_counts (summary));
    rondo_line_item_take_badge (
        item,
        g_strdup (summary->round->is_quiet ? _ ("Approved")
                                           : rondo_round_state_describe (summary->round->state)));
    rondo_line_item_take_mark (item, describe_round_mark (summary, is_connected));
    if (!is_open && summary->sessions_planned > 0)
      rondo_line_item_set_fraction (item,
                                    (double)summary->sessions_held / summary->sessions_planned);
    g_ptr_array_add (lines, item);
  }
  return g_steal_pointer (&lines);
}

GPtrArray *
rondo_lines_for_pairings (const RondoRoundOverview *overview, gboolean is_connected)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_full (overview->pairings->len, g_object_unref);
  g_autoptr (GHashTable) pairs = index_pairs (overview->plan);
  Places places = {0};

  index_places (&places, overview);
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    const RondoPlannedPair *pair = g_hash_table_lookup (pairs, pairing->pairing->id);
    RondoLineItem *item = rondo_line_item_new (pairing->pairing->id, pairing->pairing->state);
    int planned = rondo_pairing_get_planned (pairing->pairing, overview->round);

    rondo_line_item_take_title (item, describe_pair (pairing->coach_name, pairing->client_name));
    if (pair != NULL)
      rondo_line_item_take_subtitle (item, rondo_planned_pair_describe (pair));
    rondo_line_item_take_detail (item,
                                 rondo_round_describe_progress (pairing->sessions_held, planned));
    rondo_line_item_take_mark (item, describe_pairing_mark (pairing, &places, is_connected));
    if (planned > 0)
      rondo_line_item_set_fraction (item, (double)pairing->sessions_held / planned);
    g_ptr_array_add (lines, item);
  }
  places_clear (&places);
  rondo_line_item_sort (lines);
  return g_steal_pointer (&lines);
}

char *
rondo_round_describe (const RondoRound *round)
{
  g_autofree char *start = rondo_date_to_display (round->start);
  g_autofree char *end = rondo_date_to_display (round->end);
  g_autofree char *sessions = g_strdup_printf (
      ngettext ("%d session of %d minutes", "%d sessions of %d minutes", round->session_count),
      round->session_count,
      round->session_minutes);

  /* Translators: first day, last day, "6 sessions of 60 minutes" */
  return g_strdup_printf (_ ("%s – %s · %s"), start, end, sessions);
}

char *
rondo_round_describe_progress (int held, int planned)
{
  return g_strdup_printf (
      ngettext ("%d of %d session held", "%d of %d sessions held", planned), held, planned);
}
