/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real server and a coach's client as processes: one of them is killed at every step of the
 * coach's story and started again; afterwards the hours are counted on the server's side. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "test-device.h"

#define SESSIONS 2
#define EMAIL "coach0@example.org"
#define PASSWORD "correct horse battery"

typedef enum {
  VICTIM_CLIENT,
  VICTIM_SERVER,
  VICTIM_BOTH,
} Victim;

typedef struct {
  char *dir;
  char *database;
  char *config;
  char *address;
  char *code;
  int port;
  GSubprocess *server;
  GSubprocess *client;
  GDataInputStream *lines; /* of the client */
} Stage;

static const char *server_program;
static const char *client_program;

static char *
run (const char *const *argv)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (
      NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s %s: %s", argv[0], argv[1], errors);
  return g_strstrip (g_steal_pointer (&output));
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

static void
start_server (Stage *stage)
{
  g_autofree char *port = g_strdup_printf ("%d", stage->port);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  stage->server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error,
                        server_program,
                        "run",
                        "--config",
                        stage->config,
                        "--port",
                        port,
                        NULL);
  g_assert_no_error (error);
  line = read_line (g_subprocess_get_stdout_pipe (stage->server));
  g_assert_nonnull (strstr (line, "http://"));
  g_free (stage->address);
  stage->address = g_strdup (strstr (line, "http://"));
  stage->port = (int)g_ascii_strtoll (strrchr (stage->address, ':') + 1, NULL, 10);
}

static void
start_client (Stage *stage)
{
  g_autofree char *sessions = g_strdup_printf ("%d", SESSIONS);
  g_autoptr (GError) error = NULL;

  stage->client = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                    &error,
                                    client_program,
                                    stage->dir,
                                    stage->address,
                                    stage->code,
                                    EMAIL,
                                    sessions,
                                    NULL);
  g_assert_no_error (error);
  stage->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (stage->client));
}

static void
kill_now (GSubprocess **process)
{
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

static void
kill_client (Stage *stage)
{
  kill_now (&stage->client);
  g_clear_object (&stage->lines);
}

static void
publish_round (Stage *stage)
{
  const char *invite[] = {
      server_program, "invite", "--database", stage->database, "--role", "coordinator", NULL};
  g_autofree char *code = run (invite);
  g_autofree char *round = NULL;
  g_autoptr (TestDevice) coordinator = test_device_new (stage->dir, "coordinator", NULL);
  g_autoptr (GError) error = NULL;

  test_device_join (
      coordinator, stage->address, code, "Cora Dinata", "cora@example.org", PASSWORD, &error);
  g_assert_no_error (error);
  test_device_settle (coordinator);
  round = test_device_open_round (coordinator, "Spring");
  test_device_publish (coordinator, round, 7);
  test_device_settle (coordinator);
}

/* The cost of a password is not what this test is about. */
static void
write_config (Stage *stage)
{
  g_autofree char *text = g_strdup_printf (
      "[server]\ndatabase=%s\npassword-passes=1\npassword-memory=8\n", stage->database);
  g_autoptr (GError) error = NULL;

  stage->config = g_build_filename (stage->dir, "server.conf", NULL);
  g_file_set_contents (stage->config, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_stage (Stage *stage)
{
  g_autofree char *csv = NULL;
  g_autoptr (GError) error = NULL;

  stage->dir = g_dir_make_tmp ("rondo-kill-XXXXXX", &error);
  g_assert_no_error (error);
  stage->database = g_build_filename (stage->dir, "server.db", NULL);
  csv = g_build_filename (stage->dir, "members.csv", NULL);
  g_file_set_contents (csv,
                       "name,email,languages,time_zone\n"
                       "Coach 0," EMAIL ",en,UTC\n"
                       "Coach 1,coach1@example.org,en,UTC\n"
                       "Coach 2,coach2@example.org,en,UTC\n",
                       -1,
                       &error);
  g_assert_no_error (error);
  {
    const char *init[] = {server_program,
                          "init",
                          "--database",
                          stage->database,
                          "--community",
                          "Coaches",
                          "--members",
                          csv,
                          NULL};
    const char *invite[] = {
        server_program, "invite", "--database", stage->database, "--email", EMAIL, NULL};
    g_autofree char *made = run (init);

    stage->code = run (invite);
  }
  write_config (stage);
  start_server (stage);
  publish_round (stage);
  g_subprocess_send_signal (stage->server, SIGTERM);
  g_subprocess_wait (stage->server, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (stage->server), ==, 0);
  g_clear_object (&stage->server);
}

/* A stage like @first, as it was before anybody logged a session. */
static void
copy_stage (const Stage *first, Stage *stage)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  stage->dir = g_dir_make_tmp ("rondo-kill-XXXXXX", &error);
  g_assert_no_error (error);
  stage->database = g_build_filename (stage->dir, "server.db", NULL);
  stage->code = g_strdup (first->code);
  g_file_get_contents (first->database, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (stage->database, bytes, (gssize)length, &error);
  g_assert_no_error (error);
  write_config (stage);
  start_server (stage);
}

static void
clear_stage (Stage *stage)
{
  g_autoptr (GDir) entries = NULL;
  const char *name = NULL;

  if (stage->server != NULL)
    kill_now (&stage->server);
  entries = g_dir_open (stage->dir, 0, NULL);
  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (stage->dir, name, NULL);

    g_remove (path);
  }
  g_rmdir (stage->dir);
  g_free (stage->dir);
  g_free (stage->database);
  g_free (stage->config);
  g_free (stage->address);
  g_free (stage->code);
}

static void
strike (Stage *stage, Victim victim)
{
  if (victim != VICTIM_SERVER)
    kill_client (stage);
  if (victim != VICTIM_CLIENT) {
    kill_now (&stage->server);
    start_server (stage);
  }
  if (victim != VICTIM_SERVER)
    start_client (stage);
}

/* Lets the story run; at its @strike_at-th step, kills. TRUE if the story had that many steps. */
static gboolean
play (Stage *stage, int strike_at, Victim victim)
{
  GOutputStream *in = NULL;
  int seen = 0;

  start_client (stage);
  for (;;) {
    g_autoptr (GError) error = NULL;
    g_autofree char *line = g_data_input_stream_read_line_utf8 (stage->lines, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (line);
    if (strcmp (line, "done") == 0)
      break;
    in = g_subprocess_get_stdin_pipe (stage->client);
    if (seen++ == strike_at) {
      strike (stage, victim);
      if (victim != VICTIM_SERVER)
        continue;
    }
    if (!g_str_has_prefix (line, "step sending"))
      g_output_stream_write_all (in, "\n", 1, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  g_subprocess_wait (stage->client, NULL, NULL);
  g_clear_object (&stage->client);
  g_clear_object (&stage->lines);
  return seen > strike_at;
}

static void
count_hours (Stage *stage)
{
  g_autoptr (TestDevice) second = test_device_new (stage->dir, "second", NULL);
  g_autoptr (RondoHoursOverview) hours = NULL;
  g_autoptr (GError) error = NULL;
  const RondoPairingOverview *pairing = NULL;
  int64_t minutes = 0;

  test_device_login (second, stage->address, EMAIL, PASSWORD, &error);
  g_assert_no_error (error);
  test_device_settle (second);
  hours = test_device_load_hours (second);
  for (guint i = 0; i < hours->entries->len; i++) {
    const RondoLogEntryOverview *entry = g_ptr_array_index (hours->entries, i);

    minutes += entry->entry->minutes;
  }
  g_assert_cmpuint (hours->entries->len, ==, SESSIONS);
  g_assert_cmpint (minutes, ==, 10 + 11);
  g_assert_cmpuint (hours->pairings->len, ==, 1);
  pairing = g_ptr_array_index (hours->pairings, 0);
  g_assert_cmpint (pairing->sessions_held, ==, SESSIONS);
  g_assert_cmpint (pairing->minutes_held, ==, minutes);
}

static void
test_kill_at_every_step (gconstpointer data)
{
  Victim victim = GPOINTER_TO_INT (data);
  gboolean struck = TRUE;
  Stage first = {0};

  set_stage (&first);
  for (int strike_at = 0; struck; strike_at++) {
    Stage stage = {0};

    copy_stage (&first, &stage);
    struck = play (&stage, strike_at, victim);
    count_hours (&stage);
    clear_stage (&stage);
    if (!struck)
      g_assert_cmpint (strike_at, >, 4 * SESSIONS);
  }
  clear_stage (&first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  server_program = g_getenv ("RONDO_SERVER_PROGRAM");
  client_program = g_getenv ("RONDO_COACH_STORY_PROGRAM");
  g_assert_nonnull (server_program);
  g_assert_nonnull (client_program);

  g_test_add_data_func ("/sync/kill/the-client-at-every-step",
                        GINT_TO_POINTER (VICTIM_CLIENT),
                        test_kill_at_every_step);
  g_test_add_data_func ("/sync/kill/the-server-at-every-step",
                        GINT_TO_POINTER (VICTIM_SERVER),
                        test_kill_at_every_step);
  g_test_add_data_func (
      "/sync/kill/both-at-every-step", GINT_TO_POINTER (VICTIM_BOTH), test_kill_at_every_step);
  return g_test_run ();
}
