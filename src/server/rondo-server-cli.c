/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands of rondo-server. */
#include "config.h"

#include "rondo-server-cli.h"

#include "rondo-date.h"
#include "rondo-server-cli-private.h"
#include "rondo-server-joining.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

typedef struct {
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Command;

int
rondo_server_cli_complain (int status, const char *message)
{
  g_printerr ("rondo-server: %s\n", message);
  return status;
}

int
rondo_server_cli_fail (const GError *error)
{
  return rondo_server_cli_complain (RONDO_SERVER_EXIT_FAILED, error->message);
}

gboolean
rondo_server_cli_parse (int *argc,
                        char ***argv,
                        const GOptionEntry *entries,
                        const char *usage,
                        const char *summary,
                        char **rest)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  int expected = rest != NULL ? 2 : 1;

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, error->message);
    return FALSE;
  }
  if (*argc != expected) {
    g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

    rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("The command line is not complete."));
    g_printerr ("%s", help);
    return FALSE;
  }
  if (rest != NULL)
    *rest = (*argv)[1];
  return TRUE;
}

/* An init that fails leaves nothing behind; the file was not there before. */
static void
remove_database (const char *path)
{
  static const char *const SUFFIXES[] = {"", "-wal", "-shm"};

  for (guint i = 0; i < G_N_ELEMENTS (SUFFIXES); i++) {
    g_autofree char *name = g_strconcat (path, SUFFIXES[i], NULL);

    g_unlink (name);
  }
}

static gboolean
import_file (RondoServer *server, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  if (rondo_server_import_members (server, text, length, error))
    return TRUE;
  g_prefix_error (error, _ ("The members in “%s” could not be imported. "), path);
  return FALSE;
}

static gboolean
fill (const char *database, const char *members, const char *round, GError **error)
{
  g_autoptr (RondoServer) server = rondo_server_open (database, error);

  return server != NULL && (members == NULL || import_file (server, members, error)) &&
         (round == NULL ||
          rondo_server_open_round (
              server, round, rondo_date_from_us (g_get_real_time (), NULL), error));
}

static int
run_init (int argc, char **argv)
{
  g_autofree char *database = NULL;
  g_autofree char *community = NULL;
  g_autofree char *members = NULL;
  g_autofree char *round = NULL;
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_ ("New database"), N_ ("FILE")},
      {"community",
       0,
       0,
       G_OPTION_ARG_STRING,
       &community,
       N_ ("Name of the community"),
       N_ ("NAME")},
      {"members", 0, 0, G_OPTION_ARG_FILENAME, &members, N_ ("Members to import"), N_ ("FILE.csv")},
      {"round",
       0,
       0,
       G_OPTION_ARG_STRING,
       &round,
       N_ ("Open a round and register all active members"),
       N_ ("NAME")},
      {NULL},
  };
  g_autoptr (GError) error = NULL;

  if (!rondo_server_cli_parse (
          &argc, &argv, entries, NULL, _ ("Makes the database of a new community."), NULL))
    return RONDO_SERVER_EXIT_USAGE;
  if (database == NULL || community == NULL)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE,
                                      _ ("Give --database FILE and --community NAME."));
  if (!rondo_server_create (database, community, &error))
    return rondo_server_cli_fail (error);
  if (!fill (database, members, round, &error)) {
    remove_database (database);
    return rondo_server_cli_fail (error);
  }
  g_print (_ ("The community “%s” is in “%s”.\n"), community, database);
  return RONDO_SERVER_EXIT_GOOD;
}

static int
print_code (const char *database, const char *email, gboolean is_coordinator, int days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = rondo_server_open (database, &error);
  g_autofree char *code = NULL;

  if (server != NULL)
    code = rondo_server_invite (server, email, is_coordinator, days, &error);
  if (code == NULL)
    return rondo_server_cli_fail (error);
  g_print ("%s\n", code);
  return RONDO_SERVER_EXIT_GOOD;
}

static int
run_invite (int argc, char **argv)
{
  g_autofree char *database = NULL;
  g_autofree char *email = NULL;
  g_autofree char *role = NULL;
  int days = RONDO_SERVER_INVITATION_DAYS;
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_ ("Database"), N_ ("FILE")},
      {"email",
       0,
       0,
       G_OPTION_ARG_STRING,
       &email,
       N_ ("For the member with this address; without it, for anybody"),
       N_ ("ADDRESS")},
      {"role",
       0,
       0,
       G_OPTION_ARG_STRING,
       &role,
       N_ ("coach (default) or coordinator"),
       N_ ("ROLE")},
      {"days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("How long it is valid (default 7)"), N_ ("DAYS")},
      {NULL},
  };

  if (!rondo_server_cli_parse (
          &argc, &argv, entries, NULL, _ ("Prints a new invitation code, to be used once."), NULL))
    return RONDO_SERVER_EXIT_USAGE;
  if (database == NULL)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("Give --database FILE."));
  if (role != NULL && g_strcmp0 (role, "coach") != 0 && g_strcmp0 (role, "coordinator") != 0)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE,
                                      _ ("The role has to be “coach” or “coordinator”."));
  return print_code (database, email, g_strcmp0 (role, "coordinator") == 0, days);
}

static int
run_check (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_ ("Database"), N_ ("FILE")},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = NULL;

  if (!rondo_server_cli_parse (
          &argc, &argv, entries, NULL, _ ("Checks that the database is whole."), NULL))
    return RONDO_SERVER_EXIT_USAGE;
  if (database == NULL)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("Give --database FILE."));
  server = rondo_server_open (database, &error);
  if (server == NULL || !rondo_server_check (server, &error))
    return rondo_server_cli_fail (error);
  g_print (_ ("The database “%s” is whole.\n"), database);
  return RONDO_SERVER_EXIT_GOOD;
}

static int
run_backup (int argc, char **argv)
{
  g_autofree char *database = NULL;
  char *path = NULL;
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_ ("Database"), N_ ("FILE")},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = NULL;

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               _ ("COPY"),
                               _ ("Writes a complete copy of the database, while the server runs, "
                                  "too."),
                               &path))
    return RONDO_SERVER_EXIT_USAGE;
  if (database == NULL)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("Give --database FILE."));
  server = rondo_server_open (database, &error);
  if (server == NULL || !rondo_server_backup (server, path, &error))
    return rondo_server_cli_fail (error);
  g_print (_ ("A copy of the database is in “%s”.\n"), path);
  return RONDO_SERVER_EXIT_GOOD;
}

static const Command COMMANDS[] = {
    {"init", run_init, N_ ("make the database of a new community")},
    {"run", rondo_server_cli_run, N_ ("serve a community")},
    {"invite", run_invite, N_ ("print an invitation code")},
    {"check", run_check, N_ ("check that a database is whole")},
    {"backup", run_backup, N_ ("copy a database")},
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: rondo-server COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (COMMANDS); i++)
    g_print ("  %-8s %s\n", COMMANDS[i].name, _ (COMMANDS[i].summary));
  g_print ("\n%s\n",
           _ ("“rondo-server COMMAND --help” says more of a command, “rondo-server "
              "--version” the version."));
}

static int
run_command (int argc, char **argv)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (COMMANDS); i++) {
    if (g_strcmp0 (argv[1], COMMANDS[i].name) == 0) {
      g_autofree char *name = g_strconcat ("rondo-server ", argv[1], NULL);

      g_set_prgname (name);
      return COMMANDS[i].run (argc - 1, argv + 1);
    }
  }
  message = g_strdup_printf (
      _ ("There is no command “%s”. “rondo-server --help” lists the commands."), argv[1]);
  return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, message);
}

int
rondo_server_cli_main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RONDO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  if (argc < 2) {
    print_help ();
    return RONDO_SERVER_EXIT_USAGE;
  }
  if (g_strcmp0 (argv[1], "--version") == 0) {
    g_print ("rondo-server %s\n", RONDO_VERSION);
    return RONDO_SERVER_EXIT_GOOD;
  }
  if (g_strcmp0 (argv[1], "--help") == 0 || g_strcmp0 (argv[1], "-h") == 0) {
    print_help ();
    return RONDO_SERVER_EXIT_GOOD;
  }
  return run_command (argc, argv);
}
