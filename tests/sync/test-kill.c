/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real server and a coach's client as processes: one of them is killed at every step of the
 * coach's story and started again; afterwards the hours are counted on the server's side. */
#include "config.h"

#include <string.h>

#include "test-device.h"
#include "test-process.h"

#define SESSIONS 2
#define EMAIL "coach0@example.org"
#define PASSWORD "correct horse battery"

typedef enum {
  VICTIM_CLIENT,
  VICTIM_SERVER,
  VICTIM_BOTH,
} Victim;

typedef struct {
  TestProcess server;
  char *code;
  GSubprocess *client;
  GDataInputStream *lines; /* of the client */
} Stage;

static const char *client_program;

static void
start_client (Stage *stage)
{
  g_autofree char *sessions = g_strdup_printf ("%d", SESSIONS);
  g_autoptr (GError) error = NULL;

  stage->client = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                    &error,
                                    client_program,
                                    stage->server.dir,
                                    stage->server.address,
                                    stage->code,
                                    EMAIL,
                                    sessions,
                                    NULL);
  g_assert_no_error (error);
  stage->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (stage->client));
}

static void
kill_client (Stage *stage)
{
  g_subprocess_force_exit (stage->client);
  g_subprocess_wait (stage->client, NULL, NULL);
  g_clear_object (&stage->client);
  g_clear_object (&stage->lines);
}

static void
publish_round (Stage *stage)
{
  g_autofree char *code = test_process_run (
      "invite", "--database", stage->server.database, "--role", "coordinator", NULL);
  g_autofree char *round = NULL;
  g_autoptr (TestDevice) coordinator = test_device_new (stage->server.dir, "coordinator", NULL);
  g_autoptr (GError) error = NULL;

  test_device_join (coordinator,
                    stage->server.address,
                    code,
                    "Cora Dinata",
                    "cora@example.org",
                    PASSWORD,
                    &error);
  g_assert_no_error (error);
  test_device_settle (coordinator);
  round = test_device_open_round (coordinator, "Spring");
  test_device_publish (coordinator, round, 7);
  test_device_settle (coordinator);
}

static void
set_stage (Stage *stage)
{
  test_process_init (&stage->server,
                     "name,email,languages,time_zone\n"
                     "Coach 0," EMAIL ",en,UTC\n"
                     "Coach 1,coach1@example.org,en,UTC\n"
                     "Coach 2,coach2@example.org,en,UTC\n");
  stage->code =
      test_process_run ("invite", "--database", stage->server.database, "--email", EMAIL, NULL);
  test_process_start (&stage->server);
  publish_round (stage);
  test_process_stop (&stage->server);
}

/* A stage like @first, as it was before anybody logged a session. */
static void
copy_stage (const Stage *first, Stage *stage)
{
  test_process_copy (&stage->server, &first->server);
  stage->code = g_strdup (first->code);
  test_process_start (&stage->server);
}

static void
clear_stage (Stage *stage)
{
  test_process_clear (&stage->server);
  g_free (stage->code);
}

static void
strike (Stage *stage, Victim victim)
{
  if (victim != VICTIM_SERVER)
    kill_client (stage);
  if (victim != VICTIM_CLIENT) {
    test_process_kill (&stage->server);
    test_process_start (&stage->server);
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
  g_autoptr (TestDevice) second = test_device_new (stage->server.dir, "second", NULL);
  g_autoptr (RondoHoursOverview) hours = NULL;
  g_autoptr (GError) error = NULL;
  const RondoPairingOverview *pairing = NULL;
  int64_t minutes = 0;

  test_device_login (second, stage->server.address, EMAIL, PASSWORD, &error);
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
  g_test_init (&argc, &argv, NULL);
  client_program = g_getenv ("RONDO_COACH_STORY_PROGRAM");
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
