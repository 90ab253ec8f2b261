/* SPDX-License-Identifier: GPL-3.0-or-later
 * “rondo-server init” and “rondo-server invite”: how a community begins. */
#include "config.h"

#include "rondo-server-cli-private.h"

#include "rondo-date.h"
#include "rondo-error.h"
#include "rondo-server-certificate.h"
#include "rondo-server-files.h"
#include "rondo-server-joining.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

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
read_members (const char *path, char **text, gsize *length, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) problem = NULL;

  if (g_file_get_contents (path, text, length, &problem))
    return TRUE;
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error (
        error,
        RONDO_ERROR,
        RONDO_ERROR_INVALID,
        _ ("There is no file “%s” to import members from, and no community was made. Check "
           "the path."),
        shown);
  else
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The members in “%s” can not be read (%s), and no community was made. Name a "
                    "CSV file that you may read."),
                 shown,
                 problem->message);
  return FALSE;
}

static gboolean
import_file (RondoServer *server, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!read_members (path, &text, &length, error))
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

int
rondo_server_cli_init (int argc, char **argv)
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
          &argc, &argv, entries, NULL, _ ("Makes the database of a new community."), 0))
    return RONDO_SERVER_EXIT_USAGE;
  if (database == NULL || community == NULL)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE,
                                      _ ("Give --database FILE and --community NAME."));
  if (!rondo_server_files_check (database, TRUE, &error) ||
      !rondo_server_create (database, community, &error))
    return rondo_server_cli_fail (error);
  if (!fill (database, members, round, &error)) {
    remove_database (database);
    return rondo_server_cli_fail (error);
  }
  g_print (_ ("The community “%s” is in “%s”.\n"), community, database);
  return RONDO_SERVER_EXIT_GOOD;
}

/* What the certificate of the server has to be, if it made that itself. (transfer full)
 * (nullable) */
static char *
find_pin (const char *database)
{
  g_autofree char *path = rondo_server_certificate_path (database);
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  certificate = rondo_server_certificate_load (path, path, NULL);
  return certificate != NULL ? rondo_server_certificate_fingerprint (certificate) : NULL;
}

static void
print_invitation (const char *database, const char *code, const char *url)
{
  g_autofree char *pin = find_pin (database);
  g_autofree char *full = rondo_server_joining_add_pin (code, pin);

  if (url == NULL)
    g_print ("%s\n", full);
  else
    g_print ("%s%s#%s\n", url, g_str_has_suffix (url, "/") ? "" : "/", full);
}

static int
print_code (
    const char *database, const char *email, gboolean is_coordinator, int days, const char *url)
{
  g_autoptr (GError) error = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;
  g_autoptr (RondoServer) server = rondo_server_cli_open (database, &status);
  g_autofree char *code = NULL;

  if (server == NULL)
    return status;
  code = rondo_server_invite (server, email, is_coordinator, days, &error);
  if (code == NULL)
    return rondo_server_cli_fail (error);
  print_invitation (database, code, url);
  return RONDO_SERVER_EXIT_GOOD;
}

int
rondo_server_cli_invite (int argc, char **argv)
{
  g_autofree char *database = NULL;
  g_autofree char *email = NULL;
  g_autofree char *role = NULL;
  g_autofree char *url = NULL;
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
      {"url",
       0,
       0,
       G_OPTION_ARG_STRING,
       &url,
       N_ ("Print a link with this address of the server"),
       N_ ("URL")},
      {"days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("How long it is valid (default 7)"), N_ ("DAYS")},
      {NULL},
  };

  if (!rondo_server_cli_parse (
          &argc, &argv, entries, NULL, _ ("Prints a new invitation code, to be used once."), 0))
    return RONDO_SERVER_EXIT_USAGE;
  if (role != NULL && g_strcmp0 (role, "coach") != 0 && g_strcmp0 (role, "coordinator") != 0)
    return rondo_server_cli_complain (RONDO_SERVER_EXIT_USAGE,
                                      _ ("The role has to be “coach” or “coordinator”."));
  return print_code (database, email, g_strcmp0 (role, "coordinator") == 0, days, url);
}
