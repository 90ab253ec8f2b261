/* SPDX-License-Identifier: GPL-3.0-or-later
 * How fast the engine is, on families of instances with fixed seeds, and how fast general solvers
 * are on the same 0/1 program where they are installed. Prints tables, in processor time unless
 * said otherwise; not a test. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
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

/* Processor time: the tables are the same on a machine that has other things to do. */
static double
read_seconds (int whose)
{
  struct rusage usage;

  getrusage (whose, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static gboolean
deadline_cb (gpointer user_data)
{
  const Watch *watch = user_data;

  return read_seconds (RUSAGE_SELF) - watch->started > watch->limit;
}

static void
progress_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  Watch *watch = user_data;

  if (progress->has_plan && watch->first == 0)
    watch->first = read_seconds (RUSAGE_SELF) - watch->started;
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
  watch.started = read_seconds (RUSAGE_SELF);
  result = rondo_match_solve (instance, &options);
  taken->seconds = read_seconds (RUSAGE_SELF) - watch.started;
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

/* The same round as a 0/1 program in CPLEX LP format: s<i> counts the units member i leaves out. */
static char *
write_program (const RondoMatchInstance *instance)
{
  GString *out = g_string_new ("Maximize\n obj:");
  GString *in = g_string_new (NULL);
  g_autofree GString **rows = g_new (GString *, (gsize)instance->n_members * 2);
  g_autoptr (GHashTable) arcs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int32_t i = 0; i < instance->n_members * 2; i++)
    rows[i] = g_string_new (NULL);
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];
    int64_t back = (int64_t)arc->client << 32 | arc->coach;
    int64_t key = (int64_t)arc->coach << 32 | arc->client;
    gpointer other = g_hash_table_lookup (arcs, &back);

    g_string_append_printf (out,
                            " + %" G_GINT64_FORMAT " x%d\n",
                            (int64_t)instance->values[a] + (int64_t)instance->n_members * 3000,
                            a);
    g_string_append_printf (rows[arc->coach], " + x%d\n", a);
    g_string_append_printf (rows[instance->n_members + arc->client], " + x%d\n", a);
    if (other != NULL)
      g_string_append_printf (in, " x%d + x%d <= 1\n", GPOINTER_TO_INT (other) - 1, a);
    g_hash_table_insert (arcs, g_memdup2 (&key, sizeof key), GINT_TO_POINTER (a + 1));
  }
  g_string_append_printf (out, "Subject To\n%s", in->str);
  for (int32_t i = 0; i < instance->n_members * 2; i++) {
    int32_t member = i % instance->n_members;

    g_string_append_printf (out, "%s + s%d = %d\n", rows[i]->str, member, instance->gives[member]);
    g_string_free (rows[i], TRUE);
  }
  g_string_append (out, "Binary\n");
  for (int32_t a = 0; a < instance->n_arcs; a++)
    g_string_append_printf (out, " x%d\n", a);
  g_string_append (out, "End\n");
  g_string_free (in, TRUE);
  return g_string_free (out, FALSE);
}

/* In the child: another solver's own limit may be one of wall clock. */
static void
limit_seconds_cb (gpointer user_data)
{
  rlim_t most = (rlim_t)GPOINTER_TO_INT (user_data);
  struct rlimit limit = {most, most + 1};

  setrlimit (RLIMIT_CPU, &limit);
}

/* Seconds that another solver takes; negative if it is not installed. */
static double
run_other (const char *const *command, const char *words, int most_seconds, gboolean *is_proved)
{
  double started = read_seconds (RUSAGE_CHILDREN);
  g_autofree char *text = NULL;

  if (!g_spawn_sync (NULL,
                     (char **)command,
                     NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                     limit_seconds_cb,
                     GINT_TO_POINTER (most_seconds),
                     &text,
                     NULL,
                     NULL,
                     NULL))
    return -1;
  *is_proved = text != NULL && strstr (text, words) != NULL;
  return read_seconds (RUSAGE_CHILDREN) - started;
}

static void
compare_one (const char *name,
             const char *const *command,
             const char *words,
             int most_seconds,
             double seconds)
{
  gboolean is_proved = FALSE;
  double other = run_other (command, words, most_seconds, &is_proved);

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
  g_autofree char *text = write_program (match_case_get (match));
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

static void
run_growth (int32_t most, double limit)
{
  static const int32_t sizes[] = {100, 200, 500, 1000, 2000, 5000, 10000, 20000};

  print_head ("Growth, 40 arcs a member");
  for (gsize k = 0; k < G_N_ELEMENTS (sizes) && sizes[k] <= most; k++) {
    run_one ("rand", sizes[k], 40, 1, limit);
    run_one ("mix", sizes[k], 40, 1, limit);
  }
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

  watch.started = read_seconds (RUSAGE_SELF);
  first = rondo_match_session_solve (session, &options);
  printf ("%-9s %6d %8d  cold %7.1f ms;",
          family,
          n,
          instance->n_arcs,
          (read_seconds (RUSAGE_SELF) - watch.started) * 1000);
  for (int kind = 0; kind < 3; kind++) {
    double most = 0;
    double sum = 0;

    for (int k = 0; k < count; k++) {
      RondoMatchChange change = draw_change (instance, first, kind, &state);
      g_autoptr (RondoMatchResult) result = NULL;
      double spent;

      watch.started = read_seconds (RUSAGE_SELF);
      result = rondo_match_session_try (session, &change, 1, &options);
      spent = read_seconds (RUSAGE_SELF) - watch.started;
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
  int64_t asked_us;
  volatile int cancelled;
} Cancel;

static gpointer
cancel_thread (gpointer user_data)
{
  Cancel *cancel = user_data;

  g_usleep ((gulong)cancel->delay_us);
  cancel->asked_us = g_get_monotonic_time ();
  cancel->cancelled = 1;
  return NULL;
}

/* Wall clock from asking a run to stop until its result is there, at moments spread evenly. */
static void
run_cancels (const char *family, int32_t n, int32_t arcs, int64_t span_us, int count)
{
  double most = 0;
  double sum = 0;
  g_autoptr (MatchCase) match = match_case_generate (family, n, arcs, 1, 1);
  const RondoMatchInstance *instance = match_case_get (match);

  for (int k = 0; k < count; k++) {
    Cancel cancel = {.delay_us = 1000 + span_us * k / count};
    RondoMatchOptions options = {NULL, NULL, NULL, &cancel.cancelled};
    GThread *thread = g_thread_new ("cancel", cancel_thread, &cancel);
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, &options);
    int64_t ended_us = g_get_monotonic_time ();

    g_thread_join (thread);
    if (result->status == RONDO_MATCH_OPTIMAL)
      continue;
    sum += (double)(ended_us - cancel.asked_us) / 1000;
    most = MAX (most, (double)(ended_us - cancel.asked_us) / 1000);
  }
  printf ("%-9s %6d %8d  %d moments: mean %.1f ms, most %.1f ms\n",
          family,
          n,
          instance->n_arcs,
          count,
          sum / count,
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

    started = read_seconds (RUSAGE_SELF);
    result = rondo_match_solve (instance, NULL);
    spent += read_seconds (RUSAGE_SELF) - started;
    n_proved += result->status == RONDO_MATCH_OPTIMAL;
  }
  printf ("\nA thousand rounds of 40 members: %.2f s, %d proved\n", spent, n_proved);
}

int
main (int argc, char **argv)
{
  gboolean is_full = argc > 1 && strcmp (argv[1], "full") == 0;

  if (argc > 2 || (argc == 2 && !is_full)) {
    fprintf (stderr, "Usage: %s [full]\n", argv[0]);
    return 2;
  }
  run_small_rounds ();
  run_families ("Every family, sparse, up to three each", 200, 36, 3, is_full ? 10 : 1);
  run_families ("Every family, dense", 200, 0, 1, is_full ? 10 : 1);
  print_head ("Against general solvers on the same program");
  compare_with_others ("mix", 200, 36, is_full ? 120 : 5);
  compare_with_others ("mix", 400, 252, is_full ? 300 : 30);
  printf ("\nOne change after another is solved: milliseconds\n");
  run_changes ("mix", 400, 0, is_full ? 40 : 10);
  run_changes ("rand", 400, 0, is_full ? 40 : 10);
  run_changes ("sym", 400, 0, is_full ? 40 : 5);
  if (is_full) {
    run_changes ("euc", 400, 0, 20);
    run_changes ("clus", 400, 0, 20);
    run_changes ("pop", 400, 0, 20);
  }
  run_families ("Every family, n = 1000", 1000, 40, 1, is_full ? 5 : 2);
  if (is_full)
    run_families ("Every family, n = 1000, more arcs", 1000, 100, 1, 5);
  printf ("\nCancelled at some moment, wall clock\n");
  run_cancels ("clus", 1000, 0, is_full ? 4000000 : 1000000, is_full ? 20 : 6);
  if (is_full) {
    run_cancels ("rand", 20000, 40, 8000000, 10);
    run_cancels ("mix", 20000, 40, 12000000, 10);
  }
  if (is_full)
    run_families ("Every family, n = 20000", 20000, 40, 1, 30);
  run_growth (is_full ? 20000 : 2000, is_full ? 30 : 1);
  return 0;
}
