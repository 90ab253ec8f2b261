/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands of rondo-server as processes, as an administrator uses them. */
#include "config.h"

#include "command.h"

#include "rondo-server-secrets.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

typedef struct {
  char *directory;
  char *database;
  char *members;
} Place;

static const char MEMBERS[] = "name,email,languages\n"
                              "Ana Alvarez,ana@example.org,en\n"
                              "Ben Bakker,ben@example.org,en;nl\n";

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->directory = g_dir_make_tmp ("rondo-commands-XXXXXX", &error);
  g_assert_no_error (error);
  place->database = g_build_filename (place->directory, "community.db", NULL);
  place->members = g_build_filename (place->directory, "members.csv", NULL);
  g_file_set_contents (place->members, MEMBERS, -1, &error);
  g_assert_no_error (error);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) directory = g_dir_open (place->directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *file = g_build_filename (place->directory, name, NULL);

    g_assert_cmpint (g_unlink (file), ==, 0);
  }
  g_assert_cmpint (g_rmdir (place->directory), ==, 0);
  g_free (place->members);
  g_free (place->database);
  g_free (place->directory);
}

static void
init (Place *place)
{
  g_assert_cmpint (RUN ("init",
                        "--database",
                        place->database,
                        "--community",
                        "Lake",
                        "--members",
                        place->members,
                        "--round",
                        "Spring"),
                   ==,
                   0);
}

static void
test_init (Place *place, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (place->directory, "none.csv", NULL);
  g_autofree char *bad = g_build_filename (place->directory, "bad.csv", NULL);
  g_autofree char *other = g_build_filename (place->directory, "other.db", NULL);
  g_autoptr (GError) error = NULL;

  init (place);
  FAILS (1, place->database, "init", "--database", place->database, "--community", "Lake");
  FAILS (2, "--community", "init", "--database", other);
  FAILS (2, "--bogus", "init", "--bogus");
  FAILS (2, "", "init", "--database", other, "--community", "Lake", "more");
  FAILS (1,
         "There is no file “",
         "init",
         "--database",
         other,
         "--community",
         "L",
         "--members",
         nowhere);
  FAILS (1,
         "Name a CSV file",
         "init",
         "--database",
         other,
         "--community",
         "L",
         "--members",
         place->directory);
  /* Nobody may write there, not even the superuser. */
  FAILS (1, "may not write there", "init", "--database", "/sys/x.db", "--community", "L");
  g_file_set_contents (bad, "name,email\nAna,not an address\n", -1, &error);
  g_assert_no_error (error);
  FAILS (1, "2", "init", "--database", other, "--community", "L", "--members", bad);
  FAILS (1, "name", "init", "--database", other, "--community", "");
  FAILS (1, "name", "init", "--database", other, "--community", "  ");
  FAILS (1, "name", "init", "--database", other, "--community", "Two\nlines");
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_invite (Place *place, gconstpointer data)
{
  g_autofree char *output = NULL;
  g_autofree char *code = NULL;

  init (place);
  g_assert_cmpint (command_run (&output,
                                NULL,
                                (const char *const[]){"invite",
                                                      "--database",
                                                      place->database,
                                                      "--email",
                                                      "Ana@Example.org",
                                                      "--role",
                                                      "coordinator",
                                                      "--days",
                                                      "3",
                                                      NULL}),
                   ==,
                   0);
  code = rondo_server_code_normalize (g_strstrip (output));
  g_assert_cmpstr (code, ==, output);
  FAILS (
      1, "eva@example.org", "invite", "--database", place->database, "--email", "eva@example.org");
  FAILS (1, "365", "invite", "--database", place->database, "--days", "0");
  FAILS (2, "coordinator", "invite", "--database", place->database, "--role", "king");
  FAILS (2, "--database", "invite");
}

static void
test_check_and_backup (Place *place, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (place->directory, "copy.db", NULL);
  g_autofree char *garbage = g_build_filename (place->directory, "garbage.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  init (place);
  g_assert_cmpint (RUN ("check", "--database", place->database), ==, 0);
  g_assert_cmpint (RUN ("backup", "--database", place->database, copy), ==, 0);
  g_assert_cmpint (RUN ("check", "--database", copy), ==, 0);
  FAILS (1, "Give the copy another name", "backup", "--database", place->database, copy);
  FAILS (1, "Give the copy another name", "backup", "--database", place->database, place->database);
  FAILS (2, "", "backup", "--database", place->database);
  g_file_set_contents (garbage, "This is a letter and no database at all.\n", -1, &error);
  g_assert_no_error (error);
  FAILS (1, "", "check", "--database", garbage);
  g_file_get_contents (garbage, &after, NULL, NULL);
  g_assert_cmpstr (after, ==, "This is a letter and no database at all.\n");
  FAILS (1, "none.db", "check", "--database", "/nowhere/none.db");
}

static GSubprocess *
start (Place *place, const char *config, guint16 *port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error,
                        command_get_program (),
                        "run",
                        "--port",
                        "0",
                        config != NULL ? "--config" : "--database",
                        config != NULL ? config : place->database,
                        NULL);

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "rondo-server: listening on http://127.0.0.1:"));
  *port = (guint16)g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
  return process;
}

static char *
ask (guint16 port, const char *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[4096] = "";
  gsize got = 0;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request,
                             strlen (request),
                             NULL,
                             NULL,
                             &error);
  g_assert_no_error (error);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                           buffer,
                           sizeof buffer - 1,
                           &got,
                           NULL,
                           &error);
  g_assert_no_error (error);
  return g_strdup (buffer);
}

static void
stop (GSubprocess *process, int signal_number)
{
  g_subprocess_send_signal (process, signal_number);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_object_unref (process);
}

static void
test_run (Place *place, gconstpointer data)
{
  static const char HELLO[] =
      "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  g_autofree char *copy = g_build_filename (place->directory, "copy.db", NULL);
  g_autofree char *answer = NULL;
  g_autofree char *again = NULL;
  guint16 port = 0;
  GSubprocess *process = NULL;

  init (place);
  process = start (place, NULL, &port);
  answer = ask (port, HELLO);
  g_assert_nonnull (strstr (answer, "\"Lake\""));
  /* The other commands work meanwhile. */
  g_assert_cmpint (RUN ("invite", "--database", place->database), ==, 0);
  g_assert_cmpint (RUN ("backup", "--database", place->database, copy), ==, 0);
  g_assert_cmpint (RUN ("check", "--database", place->database), ==, 0);
  stop (process, SIGTERM);
  process = start (place, NULL, &port);
  again = ask (port, HELLO);
  g_assert_nonnull (strstr (again, "\"Lake\""));
  stop (process, SIGINT);
}

/* An invitation made while the server runs is good at once; killed, the server loses nothing. */
static void
test_killed (Place *place, gconstpointer data)
{
  g_autofree char *output = NULL;
  g_autofree char *body = NULL;
  g_autofree char *request = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *refused = NULL;
  guint16 port = 0;
  GSubprocess *process = NULL;

  init (place);
  process = start (place, NULL, &port);
  command_run (&output,
               NULL,
               (const char *const[]){
                   "invite", "--database", place->database, "--email", "ana@example.org", NULL});
  body = g_strdup_printf ("{\"code\":\"%s\",\"password\":\"correct horse\",\"device\":\"d\"}",
                          g_strstrip (output));
  request = g_strdup_printf ("POST /v1/join HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                             "Content-Length: %u\r\n\r\n%s",
                             (guint)strlen (body),
                             body);
  joined = ask (port, request);
  g_assert_nonnull (strstr (joined, " 200 "));
  g_subprocess_send_signal (process, SIGKILL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_object_unref (process);
  process = start (place, NULL, &port);
  refused = ask (port, request);
  if (strstr (refused, "\"invitation\"") == NULL)
    g_error ("%s", refused);
  stop (process, SIGTERM);
  g_assert_cmpint (RUN ("check", "--database", place->database), ==, 0);
}

static void
test_config (Place *place, gconstpointer data)
{
  g_autofree char *config = g_build_filename (place->directory, "rondo-server.conf", NULL);
  g_autofree char *good = g_strdup_printf ("[server]\ndatabase=%s\nport=8730\n", place->database);
  static const struct {
    const char *text;
    const char *about;
  } BAD[] = {
      {"[server]\nport=many\n", "Line 2: “port”"},
      {"[server]\n\n# a comment\nport=70000\n",
       "Line 4: “port” has to be a number from 0 to 65535"},
      {"[server]\npassword-passes=-1\n", "100"},
      {"[server]\npassword-memory=7\n", "from 8 to"},
      {"[server]\nheader-seconds=0\n", "from 1 to 3600"},
      {"[server]\ntrust-proxy=yes\n", "“true” or “false”"},
      {"[server]\naddress=\xff\n", "address"},
      {"[server]\nprot=8730\n", "There is no setting “prot”"},
      {"[server]\nport=1\nport=2\n", "Line 3: The setting “port” is there twice"},
      {"[sever]\nport=8730\n", "Line 1: There is no group “[sever]”"},
      {"port=8730\n", "Line 1: The first line"},
      {"[server]\n", "--database"},
      {"[server]\ndatabase=/nowhere/none.db\n", "/nowhere/none.db"},
      {"[server]\nthis is no configuration\n", "Line 2: A line has to be a setting"},
      {"[server]\ndatabase=/nowhere/none.db\ntls-certificate=/x.pem\n", "tls-key"},
      {"[server]\ndatabase=/nowhere/none.db\naddress=0.0.0.0\n", "tls=true"},
      {"[server]\ndatabase=/nowhere/none.db\naddress=192.168.1.5\n", "tls=true"},
      {"[server]\ndatabase=/nowhere/none.db\ntls=true\naddress=203.0.113.5\n", "Internet"},
      {"[server]\ndatabase=/nowhere/none.db\ntls=true\naddress=192.168.1.5\n", "/nowhere/none.db"},
  };
  g_autoptr (GError) error = NULL;
  guint16 port = 0;

  init (place);
  for (guint i = 0; i < G_N_ELEMENTS (BAD); i++) {
    g_file_set_contents (config, BAD[i].text, -1, &error);
    g_assert_no_error (error);
    FAILS (1, BAD[i].about, "run", "--config", config);
  }
  FAILS (1, "/nowhere/x.conf", "run", "--config", "/nowhere/x.conf");
  FAILS (1, "65535", "run", "--database", place->database, "--port", "-1");
  FAILS (1, "localhost", "run", "--database", place->database, "--address", "localhost");
  g_file_set_contents (config, good, -1, &error);
  g_assert_no_error (error);
  stop (start (place, config, &port), SIGTERM);
}

/* The example that is installed has to be understood as it is. */
static void
test_example_config (Place *place, gconstpointer data)
{
  g_autofree char *example =
      g_test_build_filename (G_TEST_DIST, "..", "data", "server", "rondo-server.conf", NULL);
  g_autofree char *text = NULL;
  g_autofree char *config = g_build_filename (place->directory, "all.conf", NULL);
  g_autoptr (GRegex) commented = g_regex_new ("^#([a-z-]+=[^ \n]*)$", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *active = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (example, &text, NULL, &error);
  g_assert_no_error (error);
  active = g_regex_replace (commented, text, -1, 0, "\\1", 0, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (active, "\nport=8730"));
  g_file_set_contents (config, active, -1, &error);
  g_assert_no_error (error);
  /* All of it is read; only the database it names is not there. */
  FAILS (1, "/var/lib/rondo-server/community.db", "run", "--config", config);
  FAILS (1, "--database", "run", "--config", example);
}

static void
test_help (Place *place, gconstpointer data)
{
  static const char *const COMMANDS[] = {"init",
                                         "run",
                                         "invite",
                                         "member",
                                         "deposit",
                                         "check",
                                         "backup",
                                         "restore",
                                         "export",
                                         "erase",
                                         "log"};
  g_autofree char *version = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (COMMANDS); i++) {
    g_autofree char *output = NULL;

    g_assert_cmpint (
        command_run (&output, NULL, (const char *const[]){COMMANDS[i], "--help", NULL}), ==, 0);
    g_assert_nonnull (strstr (output, "--database"));
  }
  g_assert_cmpint (command_run (&version, NULL, (const char *const[]){"--version", NULL}), ==, 0);
  g_assert_true (g_str_has_prefix (version, "rondo-server "));
  g_assert_cmpint (RUN ("--help"), ==, 0);
  FAILS (2, "dance", "dance");
}

static void
add (const char *path, void (*test) (Place *, gconstpointer))
{
  g_test_add (path, Place, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  add ("/server/commands/init-makes-all-or-nothing", test_init);
  add ("/server/commands/invite-prints-a-code", test_invite);
  add ("/server/commands/check-and-backup-tell-good-from-bad", test_check_and_backup);
  add ("/server/commands/run-serves-until-it-is-told-to-stop", test_run);
  add ("/server/commands/killed-server-remembers-what-it-answered", test_killed);
  add ("/server/commands/wrong-configuration-is-explained", test_config);
  add ("/server/commands/example-configuration-is-understood", test_example_config);
  add ("/server/commands/every-command-has-help", test_help);
  return g_test_run ();
}
