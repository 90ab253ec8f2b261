/* SPDX-License-Identifier: GPL-3.0-or-later
 * How fast the engine is, on families of instances with fixed seeds, and how fast general solvers
 * are on the same 0/1 program where they are installed. Prints tables, in processor time unless
 * said otherwise; not a test. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
#include "match-peer.h"
#include "rondo-match-session.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

typedef struct {
  double started;
  double first;
  double limit;
} Watch;

typedef struct {
  double seconds;
  double first_seconds;
  double megabytes;
} Measure;

static gboolean
deadline_cb (gpointer user_data)
{
  const Watch *watch = user_data;

  return match_peer_read_seconds (RUSAGE_SELF) - watch->started > watch->limit;
}

static void
progress_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  Watch *watch = user_data;

  if (progress->has_plan && watch->first == 0)
    watch->first = match_peer_read_seconds (RUSAGE_SELF) - watch->started;
}

/* Starts the peak of memory afresh, where the kernel can. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

static double
read_peak (void)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  at = strstr (text, "VmHWM:");
  return at != NULL ? g_ascii_strtod (at + 6, NULL) / 1024 : 0;
}

static RondoMatchResult *
measure (const RondoMatchInstance *instance, double limit, Measure *taken)
{
  Watch watch = {.limit = limit};
  RondoMatchOptions options = {progress_cb, deadline_cb, &watch, NULL};
  RondoMatchResult *result;

  forget_peak ();
  watch.started = match_peer_read_seconds (RUSAGE_SELF);
  result = rondo_match_solve (instance, &options);
  taken->seconds = match_peer_read_seconds (RUSAGE_SELF) - watch.started;
  taken->first_seconds = watch.first;
  taken->megabytes = read_peak ();
  return result;
}

static void
print_head (const char *title)
{
  printf ("\n%s\n", title);
  printf ("%-9s %6s %8s %2s  %-9s %10s %9s %9s %7s %8s\n",
          "family",
          "n",
          "arcs",
          "k",
          "status",
          "gap %",
          "first s",
          "time s",
          "MB",
          "nodes");
}

static double
run_one (const char *family, int32_t n, int32_t arcs, int32_t units, double limit)
{
  static const char *const words[] = {"optimal", "feasible", "infeasible"};
  Measure taken;
  g_autoptr (MatchCase) match = match_case_generate (family, n, arcs, units, 1);
  const RondoMatchInstance *instance = match_case_get (match);
  g_autoptr (RondoMatchResult) result = measure (instance, limit, &taken);

  printf ("%-9s %6d %8d %2d  %-9s %10.5f %9.3f %9.3f %7.0f %8" G_GINT64_FORMAT "\n",
          family,
          n,
          instance->n_arcs,
          units,
          words[result->status],
          result->gap * 100,
          taken.first_seconds,
          taken.seconds,
          taken.megabytes,
          result->nodes);
  fflush (stdout);
  return taken.seconds;
}

static void
compare_one (const char *name,
             const char *const *command,
             const char *words,
             int most_seconds,
             double seconds)
{
  gboolean is_proved = FALSE;
  double other = match_peer_run (command, words, most_seconds, &is_proved);

  if (other < 0)
    printf ("  %-7s not installed\n", name);
  else
    printf ("  %-7s %8.2f s%s, %s%.0f times as long\n",
            name,
            other,
            is_proved ? "" : " (stopped, not proved)",
            is_proved ? "" : "more than ",
            other / MAX (seconds, 1e-6));
  fflush (stdout);
}

static void
compare_with_others (const char *family, int32_t n, int32_t arcs, int most_seconds)
{
  g_autoptr (MatchCase) match = match_case_generate (family, n, arcs, 1, 1);
  g_autofree char *text = match_peer_write (match_case_get (match));
  g_autofree char *path = NULL;
  double seconds = run_one (family, n, arcs, 1, 30);
  int file = g_file_open_tmp ("rondo-bench-XXXXXX.lp", &path, NULL);
  const char *glpsol[] = {"glpsol", "--lp", path, NULL};
  const char *cbc[] = {"cbc", path, "solve", "quit", NULL};

  if (file < 0 || !g_close (file, NULL) || !g_file_set_contents (path, text, -1, NULL)) {
    printf ("  The program cannot be written to a temporary file.\n");
    return;
  }
  glpsol[2] = path;
  cbc[1] = path;
  compare_one ("glpsol", glpsol, "INTEGER OPTIMAL SOLUTION FOUND", most_seconds, seconds);
  compare_one ("cbc", cbc, "Optimal solution found", most_seconds, seconds);
  g_unlink (path);
}

static void
run_families (const char *title, int32_t n, int32_t arcs, int32_t most_units, double limit)
{
  print_head (title);
  for (int f = 0; match_families[f] != NULL; f++)
    for (int32_t units = 1; units <= most_units; units++)
      run_one (match_families[f], n, arcs, units, limit);
}

/* A change as the workbench makes them; @kind counts from 0. */
static RondoMatchChange
draw_change (const RondoMatchInstance *instance,
             const RondoMatchResult *result,
             int kind,
             uint64_t *state)
{
  uint32_t a = match_draw (state, (uint32_t)instance->n_arcs);
  uint32_t p = match_draw (state, (uint32_t)result->n_pairs);

  if (kind == 0)
    return (RondoMatchChange){.kind = RONDO_MATCH_CHANGE_LOCK,
                              .coach = instance->arcs[a].coach,
                              .client = instance->arcs[a].client};
  if (kind == 1)
    return (RondoMatchChange){.kind = RONDO_MATCH_CHANGE_FORBID,
                              .coach = result->pairs[p].coach,
                              .client = result->pairs[p].client};
  return (RondoMatchChange){.kind = RONDO_MATCH_CHANGE_UNITS, .coach = result->pairs[p].coach};
}

/* One change each time, tried from the same solved session. */
static void
run_changes (const char *family, int32_t n, int32_t arcs, int count)
{
  static const char *const kinds[] = {"lock", "forbid", "dropout"};
  uint64_t state = 1;
  Watch watch = {.limit = 60};
  RondoMatchOptions options = {NULL, deadline_cb, &watch, NULL};
  g_autoptr (MatchCase) match = match_case_generate (family, n, arcs, 1, 1);
  const RondoMatchInstance *instance = match_case_get (match);
  g_autoptr (RondoMatchSession) session = rondo_match_session_new (instance);
  g_autoptr (RondoMatchResult) first = NULL;

  watch.started = match_peer_read_seconds (RUSAGE_SELF);
  first = rondo_match_session_solve (session, &options);
  printf ("%-9s %6d %8d  cold %7.1f ms;",
          family,
          n,
          instance->n_arcs,
          (match_peer_read_seconds (RUSAGE_SELF) - watch.started) * 1000);
  for (int kind = 0; kind < 3; kind++) {
    double most = 0;
    double sum = 0;

    for (int k = 0; k < count; k++) {
      RondoMatchChange change = draw_change (instance, first, kind, &state);
      g_autoptr (RondoMatchResult) result = NULL;
      double spent;

      watch.started = match_peer_read_seconds (RUSAGE_SELF);
      result = rondo_match_session_try (session, &change, 1, &options);
      spent = match_peer_read_seconds (RUSAGE_SELF) - watch.started;
      sum += spent;
      most = MAX (most, spent);
    }
    printf ("  %s %5.1f (most %5.1f)", kinds[kind], sum / count * 1000, most * 1000);
  }
  printf ("\n");
  fflush (stdout);
}

typedef struct {
  int64_t delay_us;
  double asked;
  volatile int cancelled;
} Cancel;

static gpointer
cancel_thread (gpointer user_data)
{
  Cancel *cancel = user_data;

  g_usleep ((gulong)cancel->delay_us);
  cancel->asked = match_peer_read_seconds (RUSAGE_SELF);
  cancel->cancelled = 1;
  return NULL;
}

/* From asking a run to stop until its result is there, at moments spread evenly. */
static void
run_cancels (const char *family, int32_t n, int32_t arcs, int64_t span_us, int count)
{
  double most = 0;
  double sum = 0;
  int n_stopped = 0;
  g_autoptr (MatchCase) match = match_case_generate (family, n, arcs, 1, 1);
  const RondoMatchInstance *instance = match_case_get (match);

  for (int k = 0; k < count; k++) {
    Cancel cancel = {.delay_us = 1000 + span_us * k / count};
    RondoMatchOptions options = {NULL, NULL, NULL, &cancel.cancelled};
    GThread *thread = g_thread_new ("cancel", cancel_thread, &cancel);
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, &options);
    double ended = match_peer_read_seconds (RUSAGE_SELF);

    g_thread_join (thread);
    if (result->status == RONDO_MATCH_OPTIMAL)
      continue;
    n_stopped++;
    sum += (ended - cancel.asked) * 1000;
    most = MAX (most, (ended - cancel.asked) * 1000);
  }
  printf ("%-9s %6d %8d  %d moments: mean %.1f ms, most %.1f ms\n",
          family,
          n,
          instance->n_arcs,
          n_stopped,
          sum / MAX (n_stopped, 1),
          most);
  fflush (stdout);
}

static void
run_small_rounds (void)
{
  double started;
  int n_proved = 0;
  double spent = 0;

  for (uint64_t seed = 1; seed <= 1000; seed++) {
    g_autoptr (MatchCase) match = match_case_generate (match_families[seed % 8], 40, 12, 1, seed);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchResult) result = NULL;

    started = match_peer_read_seconds (RUSAGE_SELF);
    result = rondo_match_solve (instance, NULL);
    spent += match_peer_read_seconds (RUSAGE_SELF) - started;
    n_proved += result->status == RONDO_MATCH_OPTIMAL;
  }
  printf ("\nA thousand rounds of 40 members: %.2f s, %d proved\n", spent, n_proved);
}

/* The parts, by what they are called on the command line. */

static void
bench_small (gboolean is_full)
{
  run_small_rounds ();
  run_families ("Every family, sparse, up to three each", 200, 36, 3, is_full ? 10 : 1);
  run_families ("Every family, dense", 200, 0, 1, is_full ? 10 : 1);
}

static void
bench_others (gboolean is_full)
{
  print_head ("Against general solvers on the same program");
  compare_with_others ("mix", 200, 36, is_full ? 60 : 5);
  compare_with_others ("mix", 400, 398, is_full ? 120 : 30);
}

static void
bench_changes (gboolean is_full)
{
  printf ("\nOne change after another is solved: milliseconds\n");
  run_changes ("mix", 400, 0, is_full ? 40 : 10);
  run_changes ("rand", 400, 0, is_full ? 40 : 10);
  run_changes ("sym", 400, 0, is_full ? 20 : 5);
  for (int f = 0; match_families[f] != NULL && is_full; f++)
    if (strstr ("mix rand sym", match_families[f]) == NULL)
      run_changes (match_families[f], 400, 0, 20);
}

static void
bench_thousand (gboolean is_full)
{
  run_families ("Every family, n = 1000", 1000, 40, 1, is_full ? 5 : 2);
  if (is_full)
    run_families ("Every family, n = 1000, more arcs", 1000, 100, 1, 5);
}

static void
bench_cancel (gboolean is_full)
{
  printf ("\nCancelled at some moment\n");
  run_cancels ("clus", 1000, 0, is_full ? 4000000 : 1000000, is_full ? 12 : 6);
  if (!is_full)
    return;
  run_cancels ("rand", 20000, 40, 8000000, 8);
  run_cancels ("mix", 20000, 40, 12000000, 8);
}

static void
bench_large (gboolean is_full)
{
  if (is_full)
    run_families ("Every family, n = 20000", 20000, 40, 1, 30);
}

static void
bench_growth (gboolean is_full)
{
  static const int32_t sizes[] = {100, 200, 500, 1000, 2000, 5000, 10000, 20000};
  int32_t most = is_full ? 20000 : 2000;
  double limit = is_full ? 10 : 1;

  print_head ("Growth, 40 arcs a member");
  for (gsize k = 0; k < G_N_ELEMENTS (sizes) && sizes[k] <= most; k++) {
    run_one ("rand", sizes[k], 40, 1, limit);
    run_one ("mix", sizes[k], 40, 1, limit);
  }
}

typedef struct {
  const char *name;
  void (*run) (gboolean is_full);
} Part;

static const Part parts[] = {
    {"small", bench_small},
    {"others", bench_others},
    {"changes", bench_changes},
    {"thousand", bench_thousand},
    {"cancel", bench_cancel},
    {"large", bench_large},
    {"growth", bench_growth},
};

static gboolean
is_asked (const char *name, int n_words, char **words)
{
  gboolean is_named = n_words == 0;

  for (int w = 0; w < n_words; w++)
    is_named = is_named || strcmp (words[w], name) == 0;
  return is_named;
}

static gboolean
is_known (const char *word)
{
  for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
    if (strcmp (parts[p].name, word) == 0)
      return TRUE;
  return FALSE;
}

int
main (int argc, char **argv)
{
  gboolean is_full = argc > 1 && strcmp (argv[1], "full") == 0;
  int first = is_full ? 2 : 1;

  for (int w = first; w < argc; w++)
    if (!is_known (argv[w])) {
      fprintf (stderr,
               "There is no part '%s'. Usage: %s [full] "
               "[small|others|changes|thousand|cancel|large|growth]…\n",
               argv[w],
               argv[0]);
      return 2;
    }
  for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
    if (is_asked (parts[p].name, argc - first, argv + first))
      parts[p].run (is_full);
  return 0;
}
