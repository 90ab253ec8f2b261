/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands that look after the data: check, backup, restore, export, erase and log. */
#include "config.h"

#include "rondo-server-cli-private.h"

#include "rondo-error.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-check.h"
#include "rondo-server-erase.h"
#include "rondo-server-files.h"
#include "rondo-server-private.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* More than this says nothing more. */
#define MAX_PROBLEMS 50

#define DATABASE_ENTRY(database)                                                                   \
  {                                                                                                \
    "database", 0, 0, G_OPTION_ARG_FILENAME, &(database), N_ ("Database"), N_ ("FILE")             \
  }

static void
print_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len && i < MAX_PROBLEMS; i++)
    rondo_server_cli_complain (0, g_ptr_array_index (problems, i));
  if (problems->len > MAX_PROBLEMS) {
    g_autofree char *more = g_strdup_printf (ngettext ("There is %u more problem.",
                                                       "There are %u more problems.",
                                                       problems->len - MAX_PROBLEMS),
                                             problems->len - MAX_PROBLEMS);

    rondo_server_cli_complain (0, more);
  }
}

int
rondo_server_cli_check (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {DATABASE_ENTRY (database), {NULL}};
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               NULL,
                               _ ("Checks that the database is whole: the file, every record, who "
                                  "sees it, the rules of pairings, the log of administrators."),
                               0))
    return RONDO_SERVER_EXIT_USAGE;
  server = rondo_server_cli_open (database, &status);
  if (server == NULL)
    return status;
  if (rondo_server_check_all (server->db, server->community, problems, &error)) {
    g_print (_ ("The database “%s” is whole.\n"), database);
    return RONDO_SERVER_EXIT_GOOD;
  }
  print_problems (problems);
  rondo_server_export_error (&error);
  return problems->len > 0 ? RONDO_SERVER_EXIT_FAILED : rondo_server_cli_fail (error);
}

static gboolean
check_free (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_REJECTED,
               _ ("There is a file “%s” already, and it was not touched. Give the copy another "
                  "name."),
               shown);
  return FALSE;
}

int
rondo_server_cli_backup (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {DATABASE_ENTRY (database), {NULL}};
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;

  if (!rondo_server_cli_parse (
          &argc,
          &argv,
          entries,
          _ ("COPY"),
          _ ("Writes a complete copy of the database, while the server runs, too."),
          1))
    return RONDO_SERVER_EXIT_USAGE;
  server = rondo_server_cli_open (database, &status);
  if (server == NULL)
    return status;
  if (!check_free (argv[1], &error) || !rondo_server_backup (server, argv[1], &error))
    return rondo_server_cli_fail (error);
  g_print (_ ("A copy of the database is in “%s”.\n"), argv[1]);
  return RONDO_SERVER_EXIT_GOOD;
}

static int
restore (const char *database, const char *backup)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  int lock = rondo_server_files_hold (database, TRUE, &error);

  if (lock < 0)
    return rondo_server_cli_fail (error);
  aside = rondo_server_files_restore (database, backup, g_get_real_time (), &error);
  close (lock);
  if (aside == NULL)
    return rondo_server_cli_fail (error);
  g_print (_ ("The backup is in the place of “%s”.\n"), database);
  if (*aside != '\0')
    g_print (_ ("What was there is kept as “%s”.\n"), aside);
  g_print ("%s\n",
           _ ("Start the server: the computers of the members notice, and send again what came "
              "after the backup."));
  return RONDO_SERVER_EXIT_GOOD;
}

int
rondo_server_cli_restore (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {DATABASE_ENTRY (database), {NULL}};

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               _ ("BACKUP"),
                               _ ("Checks a backup and puts a copy of it in the place of the "
                                  "database, which is kept under another name. The server has to "
                                  "be stopped."),
                               1))
    return RONDO_SERVER_EXIT_USAGE;
  if (database == NULL)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE, _ ("Give --database FILE."));
  return restore (database, argv[1]);
}

int
rondo_server_cli_export (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {DATABASE_ENTRY (database), {NULL}};
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = NULL;
  g_autoptr (RondoServerPerson) person = NULL;
  g_autofree char *json = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               _ ("MEMBER"),
                               _ ("Prints everything that is stored of one member as JSON, private "
                                  "hours included: for that member alone."),
                               1))
    return RONDO_SERVER_EXIT_USAGE;
  server = rondo_server_cli_open (database, &status);
  if (server == NULL)
    return status;
  person = rondo_server_people_find (server->db, argv[1], &error);
  if (person != NULL)
    json = rondo_server_export_person (
        server->db, server->community, person, server->settings.now_us (), &error);
  if (json != NULL)
    g_print ("%s\n", json);
  rondo_server_export_error (&error);
  return rondo_server_cli_end (json != NULL, error);
}

static int
erase (RondoServer *server, const char *who)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServerPerson) person = rondo_server_people_find (server->db, who, &error);
  gboolean is_good =
      person != NULL &&
      rondo_server_erase (
          server->db, server->community, person, server->settings.now_us (), &error) &&
      rondo_db_compact (server->db, &error);

  rondo_server_export_error (&error);
  if (is_good)
    g_print ("%s\n",
             _ ("The member is erased. Minutes shared with partners stay, without a name. Backups "
                "made before still hold the data: remove them, too, when you do not need them any "
                "more."));
  return rondo_server_cli_end (is_good, error);
}

int
rondo_server_cli_erase (int argc, char **argv)
{
  g_autofree char *database = NULL;
  gboolean is_sure = FALSE;
  const GOptionEntry entries[] = {
      DATABASE_ENTRY (database),
      {"yes", 0, 0, G_OPTION_ARG_NONE, &is_sure, N_ ("This is meant; it can not be undone"), NULL},
      {NULL},
  };
  g_autoptr (RondoServer) server = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               _ ("MEMBER"),
                               _ ("Takes a member out for good: name, contacts, wishes, private "
                                  "hours, account. Minutes shared with partners stay."),
                               1))
    return RONDO_SERVER_EXIT_USAGE;
  if (!is_sure)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE,
                                      _ ("This can not be undone. Export the data first if the "
                                         "member wants them, then repeat the "
                                         "command with --yes."));
  server = rondo_server_cli_open (database, &status);
  return server != NULL ? erase (server, argv[1]) : status;
}

static void
print_entry (const RondoServerAdminEntry *entry, gpointer data)
{
  g_autofree char *time = rondo_server_cli_format_time (entry->at_us);

  g_print ("%s\t%s\t%s\t%s\t%s\n",
           time,
           entry->actor,
           entry->action,
           *entry->subject != '\0' ? entry->subject : "-",
           *entry->detail != '\0' ? entry->detail : "-");
}

int
rondo_server_cli_log (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {DATABASE_ENTRY (database), {NULL}};
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoServer) server = NULL;
  gboolean is_good = FALSE;
  int status = RONDO_SERVER_EXIT_GOOD;

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               NULL,
                               _ ("Prints what administrators and coordinators did: time, who, "
                                  "what, to whom, detail. People are told by their ids."),
                               0))
    return RONDO_SERVER_EXIT_USAGE;
  server = rondo_server_cli_open (database, &status);
  if (server == NULL)
    return status;
  is_good = rondo_server_admin_log_read (server->db, print_entry, NULL, &error);
  rondo_server_export_error (&error);
  return rondo_server_cli_end (is_good, error);
}
