/* SPDX-License-Identifier: GPL-3.0-or-later
 * The matching engine on the command line: an instance in, a result out. */
#include "config.h"

#include "rondo-match.h"
#include "rondo-wire-match.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum {
  EXIT_RESULT = 0,
  EXIT_OUTPUT = 1,
  EXIT_INPUT = 2,
  EXIT_CONFLICT = 3,
};

/* Rings of three are looked at again only in rounds so small that it takes no time. */
#define SMALL_ROUND 200
#define MAX_RING_TRIES 60

typedef struct {
  double seconds;
  int threads;
  gboolean show_progress;
  gboolean is_fair;
  gboolean wants_relaxations;
  int n_exact;
  char **explained;
  char *output;
  char **inputs;

  gint64 started_us;
  gint64 first_plan_us;
} Command;

/* The answer and what explains it. */
typedef struct {
  RondoWireMatch *match;
  const RondoMatchInstance *instance;
  RondoMatchOptions options;
  RondoMatchSession *session;
  RondoMatchResult *result; /* owned, unless it is that of @fair */
  RondoMatchFair *fair;
  RondoMatchDropouts *dropouts;
  RondoMatchBands *bands;
  GPtrArray *prices;
  RondoMatchReliefs *reliefs;
  RondoMatchSuggestions *suggestions;
  GArray *relaxations; /* of RondoMatchRelaxation: those of the instance, then @suggestions */
} Answer;

static void
answer_clear (Answer *answer)
{
  if (answer->fair == NULL)
    rondo_match_result_free (answer->result);
  rondo_match_fair_free (answer->fair);
  rondo_match_dropouts_free (answer->dropouts);
  rondo_match_bands_free (answer->bands);
  rondo_match_reliefs_free (answer->reliefs);
  rondo_match_suggestions_free (answer->suggestions);
  g_clear_pointer (&answer->prices, g_ptr_array_unref);
  g_clear_pointer (&answer->relaxations, g_array_unref);
  rondo_match_session_free (answer->session);
  rondo_wire_match_free (answer->match);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static volatile int is_cancelled;

static void
cancel_cb (int number)
{
  is_cancelled = 1;
}

/* Ids of the instance may hold what would break the line or steer a terminal. */
static void
complain (const char *sentence)
{
  g_autofree char *line = g_strdup (sentence);

  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  g_printerr ("rondo-match: %s\n", line);
}

static gboolean
deadline_cb (gpointer user_data)
{
  const Command *command = user_data;

  return command->seconds > 0 &&
         (double)(g_get_monotonic_time () - command->started_us) >= command->seconds * 1e6;
}

static void
progress_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  Command *command = user_data;

  if (progress->has_plan && command->first_plan_us == 0)
    command->first_plan_us = g_get_monotonic_time () - command->started_us;
  if (command->show_progress && progress->has_plan)
    g_printerr (_ ("%3.0f %%, %d pairs, gap %.4f %%\n"),
                progress->fraction * 100,
                progress->n_pairs,
                progress->gap * 100);
}

static void
add_plan_options (Command *command, GOptionContext *context)
{
  const GOptionEntry entries[] = {
      {"time",
       't',
       0,
       G_OPTION_ARG_DOUBLE,
       &command->seconds,
       N_ ("Stop after so many seconds with the best plan found, 0 for no limit (60)"),
       N_ ("SECONDS")},
      {"threads", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &command->threads, NULL, NULL},
      {"leximin",
       0,
       0,
       G_OPTION_ARG_NONE,
       &command->is_fair,
       N_ ("Be fair to the worst off before all tiers; needs “sides” in the instance"),
       NULL},
      {"progress",
       'p',
       0,
       G_OPTION_ARG_NONE,
       &command->show_progress,
       N_ ("Show on the standard error stream how far it is"),
       NULL},
      {"output",
       'o',
       0,
       G_OPTION_ARG_FILENAME,
       &command->output,
       N_ ("Write the result to a file"),
       N_ ("RESULT.json")},
      {NULL}};

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_questions (Command *command, GOptionContext *context)
{
  const GOptionEntry entries[] = {
      {"explain",
       'e',
       0,
       G_OPTION_ARG_STRING_ARRAY,
       &command->explained,
       N_ ("Tell the other partners a member could have, and what the plan would lose by each"),
       N_ ("MEMBER")},
      {"alternatives",
       0,
       0,
       G_OPTION_ARG_INT,
       &command->n_exact,
       N_ ("Find the exact price of so many of them, the cheapest; of all if it is negative (-1)"),
       N_ ("N")},
      {"relaxations",
       'r',
       0,
       G_OPTION_ARG_NONE,
       &command->wants_relaxations,
       N_ ("Tell what would have to be allowed so that more members are placed"),
       NULL},
      {G_OPTION_REMAINING,
       0,
       0,
       G_OPTION_ARG_FILENAME_ARRAY,
       &command->inputs,
       NULL,
       N_ ("INSTANCE.json|-")},
      {NULL}};

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static gboolean
check_options (const Command *command)
{
  if (command->inputs == NULL || g_strv_length (command->inputs) != 1) {
    complain (_ ("Name one instance file, or “-” for the standard input."));
    return FALSE;
  }
  if (command->is_fair && (command->explained != NULL || command->wants_relaxations)) {
    complain (_ ("--leximin does not go with --explain or --relaxations, which price the plan by "
                 "its tiers."));
    return FALSE;
  }
  if (command->threads < 1 || !(command->seconds >= 0)) {
    complain (_ ("--threads must be at least 1, and --time must not be negative."));
    return FALSE;
  }
  return TRUE;
}

static gboolean
parse_command (Command *command, int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("Finds out who coaches whom."));
  add_plan_options (command, context);
  add_questions (command, context);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    complain (error->message);
    return FALSE;
  }
  return check_options (command);
}

static GByteArray *
read_stream (FILE *stream)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (65536);
  gsize count;

  while ((count = fread (buffer, 1, 65536, stream)) > 0) {
    if (bytes->len + count > RONDO_WIRE_MATCH_MAX_BYTES) {
      errno = EFBIG;
      return NULL;
    }
    g_byte_array_append (bytes, buffer, (guint)count);
  }
  if (ferror (stream))
    return NULL;
  g_byte_array_append (bytes, (const guint8 *)"", 1);
  return g_steal_pointer (&bytes);
}

static RondoWireMatch *
read_instance (const char *path)
{
  gboolean is_standard = strcmp (path, "-") == 0;
  FILE *stream = is_standard ? stdin : fopen (path, "rb");
  g_autoptr (GByteArray) bytes = stream != NULL ? read_stream (stream) : NULL;
  int reason = errno;
  g_autoptr (GError) error = NULL;
  RondoWireMatch *match = NULL;

  if (stream != NULL && !is_standard)
    fclose (stream);
  if (bytes == NULL) {
    g_autofree char *sentence =
        g_strdup_printf (_ ("“%s” cannot be read: %s."), path, g_strerror (reason));

    complain (sentence);
    return NULL;
  }
  match = rondo_wire_match_parse ((const char *)bytes->data, bytes->len - 1, &error);
  if (match == NULL)
    complain (error->message);
  return match;
}

static gboolean
write_result (const Command *command, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (command->output != NULL) {
    if (g_file_set_contents (command->output, text, -1, &error))
      return TRUE;
    complain (error->message);
    return FALSE;
  }
  if (fputs (text, stdout) >= 0 && fputc ('\n', stdout) != EOF && fflush (stdout) == 0)
    return TRUE;
  complain (_ ("The result cannot be written to the standard output."));
  return FALSE;
}

/* FALSE if what is asked for cannot be told of this instance. */
static gboolean
check_questions (const Command *command, const Answer *answer)
{
  if (command->is_fair && rondo_wire_match_get_ratings (answer->match) == NULL) {
    complain (_ ("--leximin needs ratings, but the instance has no “sides”."));
    return FALSE;
  }
  for (char **id = command->explained; id != NULL && *id != NULL; id++)
    if (rondo_wire_match_find_member (answer->match, *id) < 0) {
      g_autofree char *sentence =
          g_strdup_printf (_ ("--explain names “%s”, who is not listed in “members”."), *id);

      complain (sentence);
      return FALSE;
    }
  return TRUE;
}

static void
solve (const Command *command, Answer *answer)
{
  gboolean is_small = answer->instance->n_members <= SMALL_ROUND;

  if (command->is_fair) {
    answer->fair = rondo_match_solve_fair (
        answer->instance, rondo_wire_match_get_ratings (answer->match), 0, &answer->options);
    answer->result = answer->fair->result;
    return;
  }
  if (!is_small && command->explained == NULL && !command->wants_relaxations) {
    answer->result = rondo_match_solve (answer->instance, &answer->options);
    return;
  }
  answer->session = rondo_match_session_new (answer->instance);
  answer->result = rondo_match_session_solve (answer->session, &answer->options);
  if (is_small)
    rondo_match_avoid_rings (answer->session, answer->result, MAX_RING_TRIES, &answer->options);
}

static void
find_relaxations (Answer *answer)
{
  int32_t n;
  const RondoMatchRelaxation *known = rondo_wire_match_get_relaxations (answer->match, &n);

  answer->suggestions = rondo_match_suggest_relaxations (answer->instance, answer->result);
  answer->relaxations = g_array_new (FALSE, FALSE, sizeof (RondoMatchRelaxation));
  if (n > 0)
    g_array_append_vals (answer->relaxations, known, (guint)n);
  if (answer->suggestions->n_relaxations > 0)
    g_array_append_vals (answer->relaxations,
                         answer->suggestions->relaxations,
                         (guint)answer->suggestions->n_relaxations);
  answer->reliefs = rondo_match_find_reliefs (answer->session,
                                              answer->result,
                                              (RondoMatchRelaxation *)answer->relaxations->data,
                                              (int32_t)answer->relaxations->len,
                                              &answer->options);
}

static void
find_prices (const Command *command, Answer *answer)
{
  answer->prices = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_match_prices_free);
  for (char **id = command->explained; *id != NULL; id++) {
    int32_t member = rondo_wire_match_find_member (answer->match, *id);

    g_ptr_array_add (
        answer->prices,
        rondo_match_find_prices (
            answer->session, answer->result, member, member, command->n_exact, &answer->options));
  }
}

/* Explanations may take as long again as the plan did. */
static void
explain (Command *command, Answer *answer)
{
  const RondoMatchRatings *ratings = rondo_wire_match_get_ratings (answer->match);
  int32_t n_bands;
  const int32_t *bands = rondo_wire_match_get_bands (answer->match, &n_bands);

  command->started_us = g_get_monotonic_time ();
  answer->options.progress = NULL;
  answer->dropouts = rondo_match_find_dropouts (answer->instance, answer->result);
  if (ratings != NULL)
    answer->bands =
        rondo_match_find_bands (answer->instance, answer->result, ratings, bands, n_bands);
  if (answer->session == NULL)
    return;
  if (command->explained != NULL)
    find_prices (command, answer);
  if (command->wants_relaxations)
    find_relaxations (answer);
}

static gboolean
report (const Command *command, const Answer *answer, double seconds)
{
  RondoWireMatchReport report = {answer->instance,
                                 answer->result,
                                 seconds,
                                 (double)command->first_plan_us / 1e6,
                                 answer->dropouts,
                                 answer->bands,
                                 answer->fair,
                                 answer->prices,
                                 answer->reliefs,
                                 NULL};
  g_autofree char *text = NULL;

  if (answer->relaxations != NULL)
    report.relaxations = (const RondoMatchRelaxation *)answer->relaxations->data;
  text = rondo_wire_match_encode (&report);
  return write_result (command, text);
}

static int
run (Command *command)
{
  double seconds;
  g_auto (Answer) answer = {.match = read_instance (command->inputs[0])};

  if (answer.match == NULL || !check_questions (command, &answer))
    return EXIT_INPUT;
  signal (SIGINT, cancel_cb);
  signal (SIGTERM, cancel_cb);
  answer.instance = rondo_wire_match_get_instance (answer.match);
  answer.options = (RondoMatchOptions){progress_cb, deadline_cb, command, &is_cancelled};
  command->started_us = g_get_monotonic_time ();
  solve (command, &answer);
  seconds = (double)(g_get_monotonic_time () - command->started_us) / 1e6;
  if (answer.result->status != RONDO_MATCH_INFEASIBLE)
    explain (command, &answer);
  if (!report (command, &answer, seconds))
    return EXIT_OUTPUT;
  if (answer.result->status != RONDO_MATCH_INFEASIBLE)
    return EXIT_RESULT;
  complain (answer.result->conflict);
  return EXIT_CONFLICT;
}

int
main (int argc, char **argv)
{
  int status = EXIT_INPUT;
  Command command = {.seconds = 60, .threads = 1, .n_exact = -1};

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RONDO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (parse_command (&command, &argc, &argv))
    status = run (&command);
  g_strfreev (command.explained);
  g_free (command.output);
  g_strfreev (command.inputs);
  return status;
}
