/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands of rondo-server. */
#include "config.h"

#include "rondo-server-cli.h"

#include "rondo-server-cli-private.h"
#include "rondo-server-files.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>
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
rondo_server_cli_fail (GError *error)
{
  return rondo_server_cli_complain (RONDO_SERVER_EXIT_FAILED, error->message);
}

int
rondo_server_cli_end (gboolean is_good, GError *error)
{
  return is_good ? RONDO_SERVER_EXIT_GOOD : rondo_server_cli_fail (error);
}

RondoServer *
rondo_server_cli_open (const char *database, int *status)
{
  g_autoptr (GError) error = NULL;
  RondoServer *server = NULL;

  if (database == NULL) {
    *status = rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("Give --database FILE."));
    return NULL;
  }
  if (rondo_server_files_check (database, FALSE, &error))
    server = rondo_server_open (database, &error);
  if (server == NULL)
    *status = rondo_server_cli_fail (error);
  return server;
}

char *
rondo_server_cli_format_time (int64_t time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%SZ") : g_strdup ("?");
}

gboolean
rondo_server_cli_parse (int *argc,
                        char ***argv,
                        const GOptionEntry *entries,
                        const char *usage,
                        const char *summary,
                        int count)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, error->message);
    return FALSE;
  }
  if (count >= 0 && *argc != count + 1) {
    g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

    rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("The command line is not complete."));
    g_printerr ("%s", help);
    return FALSE;
  }
  return TRUE;
}

static const Command COMMANDS[] = {
    {"init", rondo_server_cli_init, N_ ("make the database of a new community")},
    {"run", rondo_server_cli_run, N_ ("serve a community")},
    {"invite", rondo_server_cli_invite, N_ ("print an invitation code")},
    {"member", rondo_server_cli_member, N_ ("list members; change roles, accounts and devices")},
    {"deposit", rondo_server_cli_deposit, N_ ("decide what accounts on hold handed in")},
    {"check", rondo_server_cli_check, N_ ("check that a database is whole")},
    {"backup", rondo_server_cli_backup, N_ ("copy a database")},
    {"restore", rondo_server_cli_restore, N_ ("put a backup in the place of a database")},
    {"export", rondo_server_cli_export, N_ ("print everything of one member as JSON")},
    {"erase", rondo_server_cli_erase, N_ ("take a member out for good")},
    {"log", rondo_server_cli_log, N_ ("print what administrators did")},
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
