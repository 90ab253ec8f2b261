/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds so large that plans are made and bettered by cycles. They are stopped by count, not by
 * time. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"

static gboolean
time_is_up_cb (gpointer user_data)
{
  int *turns = user_data;

  return (*turns)-- <= 0;
}

static void
test_large_rounds (void)
{
  static const char *const families[] = {"mix", "euc"};

  for (int32_t units = 1; units <= 2; units++) {
    int turns = 9000;
    RondoMatchOptions options = {NULL, time_is_up_cb, &turns, NULL};
    g_autoptr (MatchCase) match = match_case_generate (families[units - 1], 3010, 10, units, 1);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, &options);

    g_test_message ("%s, %d each: gap %.5f %%", families[units - 1], units, result->gap * 100);
    match_check_result (instance, result);
    g_assert_cmpint (result->objective[0], >, 2500 * units);
  }
}

/* The relaxation of such a round is full of mutual pairs: none of them may cost the whole plan. */
static void
test_large_symmetric_rounds (void)
{
  static const char *const families[] = {"sym", "clus"};

  for (gsize f = 0; f < G_N_ELEMENTS (families); f++) {
    int turns = 9000;
    RondoMatchOptions options = {NULL, time_is_up_cb, &turns, NULL};
    g_autoptr (MatchCase) match = match_case_generate (families[f], 3010, 24, 1, 1);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, &options);

    g_test_message ("%s: %" G_GINT64_FORMAT " placed, gap %.5f %%, %d questions left",
                    families[f],
                    result->objective[0],
                    result->gap * 100,
                    turns);
    match_check_result (instance, result);
    g_assert_cmpint (result->objective[0], >=, 3000);
    g_assert_cmpfloat (result->gap, <, f == 0 ? 0.001 : 0.003);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/large/rounds-keep-the-rules", test_large_rounds);
  g_test_add_func ("/match/large/nearly-everybody-is-placed-in-a-symmetric-round",
                   test_large_symmetric_rounds);
  return g_test_run ();
}
