/* SPDX-License-Identifier: GPL-3.0-or-later
 * What members are told of the pairings of a round. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "rondo-announcement.h"

static RondoRound *
make_round (RondoRoundKind kind)
{
  RondoRound *round = rondo_round_new ();

  g_free (round->name);
  round->name = g_strdup ("Autumn & Winter");
  round->kind = kind;
  return round;
}

static char *
fill (const RondoRound *round, const char *text)
{
  const RondoAnnouncementFacts facts = {round, "Ana", "{client} Ben", "Cyd"};

  return rondo_announcement_fill (text, &facts);
}

static void
test_places_are_filled_once (void)
{
  g_autoptr (RondoRound) round = make_round (RONDO_ROUND_RECIPROCAL);
  g_autofree char *text = fill (round, "{name} {coach} {client} {round} {sessions} {else} {");

  g_assert_cmpstr (text, ==, "Ana {client} Ben Cyd Autumn & Winter 6 {else} {");
}

static void
test_unknown_places_are_found (void)
{
  g_autofree char *unknown = rondo_announcement_find_unknown ("{name} and {nmae}");
  g_autofree char *open = rondo_announcement_find_unknown ("{name} and {na");

  g_assert_cmpstr (unknown, ==, "{nmae}");
  g_assert_cmpstr (open, ==, "{na");
}

static void
test_usual_texts_are_filled_wholly (void)
{
  for (int kind = 0; kind < RONDO_N_ROUND_KINDS; kind++) {
    g_autoptr (RondoRound) round = make_round ((RondoRoundKind)kind);

    for (int part = 0; part < RONDO_N_PARTS; part++) {
      const char *usual = rondo_announcement_get_usual (round, (RondoPart)part);
      g_autofree char *unknown = rondo_announcement_find_unknown (usual);
      g_autofree char *text = fill (round, usual);

      g_assert_null (unknown);
      g_assert_nonnull (strstr (text, "Ana"));
      g_assert_nonnull (strstr (text, "Autumn & Winter"));
    }
  }
}

static void
test_triads_are_told_who_observes (void)
{
  g_autoptr (RondoRound) triads = make_round (RONDO_ROUND_TRIADS);
  g_autoptr (RondoRound) pairs = make_round (RONDO_ROUND_RECIPROCAL);
  g_autofree char *told = fill (triads, rondo_announcement_get_usual (triads, RONDO_PART_BOTH));

  g_assert_nonnull (strstr (told, "Ben, who observes when you coach Cyd"));
  g_assert_nonnull (strstr (told, "You observe when Cyd coaches"));
  g_assert_null (strstr (rondo_announcement_get_usual (pairs, RONDO_PART_BOTH), "observe"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/announcement/places-are-filled-once", test_places_are_filled_once);
  g_test_add_func ("/announcement/unknown-places-are-found", test_unknown_places_are_found);
  g_test_add_func ("/announcement/usual-texts-are-filled-wholly",
                   test_usual_texts_are_filled_wholly);
  g_test_add_func ("/announcement/triads-are-told-who-observes", test_triads_are_told_who_observes);
  return g_test_run ();
}
