/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells many histories, or one of them line by line. A history that fails is told in short. */
#include "config.h"

#include "sim-world.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* What all histories together came to. */
typedef struct {
  guint64 exchanges;
  guint64 crashes;
  guint64 intents;
} Sum;

static void
tell_short (uint64_t seed)
{
  SimOptions options = sim_options_for_seed (seed);
  g_autofree guint8 *skips = sim_shrink (&options);
  g_autoptr (SimResult) result = NULL;

  options.skips = skips;
  options.is_told = TRUE;
  result = sim_run (&options);
  g_print ("%s# seed %" G_GUINT64_FORMAT " fails: %s\n",
           result->story,
           seed,
           result->failure != NULL ? result->failure : "only with all of its steps");
}

static gboolean
try_seed (uint64_t seed, Sum *sum)
{
  SimOptions options = sim_options_for_seed (seed);
  g_autoptr (SimResult) result = sim_run (&options);

  sum->exchanges += result->exchanges;
  sum->crashes += result->crashes;
  sum->intents += result->intents;
  if (result->failure == NULL)
    return TRUE;
  g_print ("# seed %" G_GUINT64_FORMAT ": %s\n", seed, result->failure);
  return FALSE;
}

static int
tell_all (uint64_t seed)
{
  SimOptions options = sim_options_for_seed (seed);
  g_autoptr (SimResult) result = NULL;

  options.is_told = TRUE;
  result = sim_run (&options);
  g_print ("%s%s\n", result->story, result->failure != NULL ? result->failure : "all is well");
  return result->failure != NULL;
}

static int
run_many (guint64 count, uint64_t first, gboolean is_patient)
{
  gint64 started_us = g_get_monotonic_time ();
  guint64 failed = 0;
  guint64 done = 0;
  Sum sum = {0};
  double seconds = 0;

  for (; done < count && (failed == 0 || is_patient); done++) {
    if (try_seed (first + done, &sum))
      continue;
    if (failed++ == 0)
      tell_short (first + done);
  }
  seconds = (double)(g_get_monotonic_time () - started_us) / 1e6;
  g_print ("%" G_GUINT64_FORMAT " histories from seed %" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT
           " failed: %" G_GUINT64_FORMAT " changes, %" G_GUINT64_FORMAT
           " requests, %" G_GUINT64_FORMAT " crashes in %.1f s, %.0f histories a minute\n",
           done,
           first,
           failed,
           sum.intents,
           sum.exchanges,
           sum.crashes,
           seconds,
           (double)done * 60 / MAX (seconds, 0.001));
  return failed > 0;
}

int
main (int argc, char **argv)
{
  gboolean is_told = FALSE;
  gboolean is_patient = FALSE;
  const GOptionEntry entries[] = {
      {"tell", 0, 0, G_OPTION_ARG_NONE, &is_told, "Tell the history of SEED line by line", NULL},
      {"go-on", 0, 0, G_OPTION_ARG_NONE, &is_patient, "Go on after a failure", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[N [SEED]]");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  sim_be_quiet ();
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  if (is_told)
    return tell_all (argc > 1 ? g_ascii_strtoull (argv[argc - 1], NULL, 10) : 1);
  return run_many (argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 1000,
                   argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 1,
                   is_patient);
}
