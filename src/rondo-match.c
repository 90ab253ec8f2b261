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

typedef struct {
  double seconds;
  int threads;
  gboolean show_progress;
  char *output;
  char **inputs;

  gint64 started_us;
  gint64 first_plan_us;
} Command;

static volatile int is_cancelled;

static void
cancel_cb (int number)
{
  is_cancelled = 1;
}

static void
complain (const char *sentence)
{
  g_printerr ("rondo-match: %s\n", sentence);
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

static gboolean
parse_command (Command *command, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"time",
       't',
       0,
       G_OPTION_ARG_DOUBLE,
       &command->seconds,
       N_ ("Stop after so many seconds with the best plan found, 0 for no limit (60)"),
       N_ ("SECONDS")},
      {"threads",
       0,
       0,
       G_OPTION_ARG_INT,
       &command->threads,
       N_ ("Use at most so many threads; the result does not depend on it"),
       N_ ("N")},
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
      {G_OPTION_REMAINING,
       0,
       0,
       G_OPTION_ARG_FILENAME_ARRAY,
       &command->inputs,
       NULL,
       N_ ("INSTANCE.json|-")},
      {NULL}};
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("Finds out who coaches whom."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    complain (error->message);
    return FALSE;
  }
  if (command->inputs == NULL || g_strv_length (command->inputs) != 1) {
    complain (_ ("Name one instance file, or “-” for the standard input."));
    return FALSE;
  }
  if (command->threads < 1 || !(command->seconds >= 0)) {
    complain (_ ("--threads must be at least 1, and --time must not be negative."));
    return FALSE;
  }
  return TRUE;
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

static int
run (Command *command)
{
  const RondoMatchInstance *instance;
  RondoMatchOptions options = {progress_cb, deadline_cb, command, &is_cancelled};
  double seconds;
  g_autofree char *text = NULL;
  g_autoptr (RondoMatchResult) result = NULL;
  g_autoptr (RondoWireMatch) match = read_instance (command->inputs[0]);

  if (match == NULL)
    return EXIT_INPUT;
  signal (SIGINT, cancel_cb);
  signal (SIGTERM, cancel_cb);
  instance = rondo_wire_match_get_instance (match);
  command->started_us = g_get_monotonic_time ();
  result = rondo_match_solve (instance, &options);
  seconds = (double)(g_get_monotonic_time () - command->started_us) / 1e6;
  text = rondo_wire_match_encode (instance, result, seconds, (double)command->first_plan_us / 1e6);
  if (!write_result (command, text))
    return EXIT_OUTPUT;
  if (result->status != RONDO_MATCH_INFEASIBLE)
    return EXIT_RESULT;
  complain (result->conflict);
  return EXIT_CONFLICT;
}

int
main (int argc, char **argv)
{
  int status = EXIT_INPUT;
  Command command = {.seconds = 60, .threads = 1};

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RONDO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (parse_command (&command, &argc, &argv))
    status = run (&command);
  g_free (command.output);
  g_strfreev (command.inputs);
  return status;
}
