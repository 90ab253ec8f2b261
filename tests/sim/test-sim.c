/* SPDX-License-Identifier: GPL-3.0-or-later
 * Some thousand simulated histories. */
#include "config.h"

#include "sim-world.h"

#define HISTORIES 500

static void
test_same_seed_same_history (void)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    SimOptions options = sim_options_for_seed (seed);
    g_autoptr (SimResult) once = sim_run (&options);
    g_autoptr (SimResult) twice = sim_run (&options);

    g_assert_cmpuint (once->hash, ==, twice->hash);
    g_assert_cmpuint (once->exchanges, ==, twice->exchanges);
  }
}

static void
test_every_history_comes_to_a_good_end (void)
{
  for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
    SimOptions options = sim_options_for_seed (seed);
    g_autoptr (SimResult) result = sim_run (&options);

    if (result->failure != NULL)
      g_error ("seed %" G_GUINT64_FORMAT ": %s. “./dev simulate 1 %" G_GUINT64_FORMAT
               "” tells it in short.",
               seed,
               result->failure,
               seed);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sim_be_quiet ();
  g_test_add_func ("/sim/same-seed-same-history", test_same_seed_same_history);
  g_test_add_func ("/sim/every-history-comes-to-a-good-end",
                   test_every_history_comes_to_a_good_end);
  return g_test_run ();
}
