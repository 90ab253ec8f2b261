/* SPDX-License-Identifier: GPL-3.0-or-later
 * Starts, stops and kills rondo-server. */
#include "config.h"

#include "test-process.h"

#include "test-community.h"
#include "test-server.h"

#include <signal.h>
#include <string.h>

static const char *
get_program (void)
{
  const char *program = g_getenv ("RONDO_SERVER_PROGRAM");

  g_assert_nonnull (program);
  return program;
}

char *
test_process_run (const char *word, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;
  va_list words;

  g_ptr_array_add (argv, (gpointer)get_program ());
  va_start (words, word);
  for (const char *next = word; next != NULL; next = va_arg (words, const char *))
    g_ptr_array_add (argv, (gpointer)next);
  va_end (words);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL,
                (char **)argv->pdata,
                NULL,
                G_SPAWN_DEFAULT,
                NULL,
                NULL,
                &output,
                &errors,
                &status,
                &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("rondo-server %s: %s", word, errors);
  return g_strstrip (g_steal_pointer (&output));
}

static void
make_place (TestProcess *self)
{
  g_autoptr (GError) error = NULL;

  *self = (TestProcess){0};
  self->dir = g_dir_make_tmp ("rondo-process-XXXXXX", &error);
  g_assert_no_error (error);
  self->database = g_build_filename (self->dir, "server.db", NULL);
}

/* The cost of a password is not what these tests are about. */
static void
write_config (TestProcess *self)
{
  g_autofree char *text =
      g_strdup_printf ("[server]\ndatabase=%s\naddress=%s\npassword-passes=1\npassword-memory=8\n"
                       "requests-per-minute=0\nadmin-listen=\n",
                       self->database,
                       test_loopback_get ());
  g_autoptr (GError) error = NULL;

  self->config = g_build_filename (self->dir, "server.conf", NULL);
  g_file_set_contents (self->config, text, -1, &error);
  g_assert_no_error (error);
}

void
test_process_init (TestProcess *self, const char *csv)
{
  g_autofree char *members = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  make_place (self);
  members = g_build_filename (self->dir, "members.csv", NULL);
  g_file_set_contents (members, csv, -1, &error);
  g_assert_no_error (error);
  said = test_process_run (
      "init", "--database", self->database, "--community", "Coaches", "--members", members, NULL);
  write_config (self);
}

void
test_process_copy (TestProcess *self, const TestProcess *other)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  make_place (self);
  g_file_get_contents (other->database, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (self->database, bytes, (gssize)length, &error);
  g_assert_no_error (error);
  write_config (self);
}

void
test_process_share (TestProcess *self, const TestProcess *other)
{
  make_place (self);
  g_free (self->database);
  self->database = g_strdup (other->database);
  write_config (self);
  test_process_start (self);
}

void
test_process_clear (TestProcess *self)
{
  if (self->process != NULL)
    test_process_kill (self);
  test_remove_dir (self->dir);
  g_free (self->dir);
  g_free (self->database);
  g_free (self->config);
  g_free (self->address);
}

static char *
read_line (GInputStream *stream)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (stream);
  g_autoptr (GError) error = NULL;
  char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

void
test_process_start (TestProcess *self)
{
  g_autofree char *port = g_strdup_printf ("%d", self->port);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error,
                        get_program (),
                        "run",
                        "--config",
                        self->config,
                        "--port",
                        port,
                        NULL);
  g_assert_no_error (error);
  line = read_line (g_subprocess_get_stdout_pipe (self->process));
  g_assert_nonnull (strstr (line, "http"));
  g_free (self->address);
  self->address = g_strdup (strstr (line, "http"));
  self->port = (int)g_ascii_strtoll (strrchr (self->address, ':') + 1, NULL, 10);
}

void
test_process_stop (TestProcess *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->process);
}

void
test_process_kill (TestProcess *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
test_process_check (const TestProcess *self)
{
  g_autofree char *said = test_process_run ("check", "--database", self->database, NULL);
}
