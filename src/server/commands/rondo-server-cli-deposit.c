/* SPDX-License-Identifier: GPL-3.0-or-later
 * “rondo-server deposit”: what accounts on hold have handed in. */
#include "config.h"

#include "rondo-server-cli-private.h"

#include "rondo-server-deposits.h"
#include "rondo-server-people.h"
#include "rondo-server-private.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

static gboolean
list (RondoServer *server, GError **error)
{
  g_autoptr (GPtrArray) deposits = rondo_server_deposits_list (server->db, error);

  if (deposits == NULL)
    return FALSE;
  for (guint i = 0; i < deposits->len; i++) {
    const RondoServerDeposit *deposit = g_ptr_array_index (deposits, i);
    g_autofree char *since = rondo_server_cli_format_time (deposit->received_us);

    g_print ("%s\t%" G_GINT64_FORMAT "\t%s\n", deposit->email, deposit->count, since);
  }
  return TRUE;
}

static gboolean
decide (RondoServer *server, const char *who, gboolean is_accepted, GError **error)
{
  g_autoptr (RondoServerPerson) person = rondo_server_people_find (server->db, who, error);
  int64_t now_us = server->settings.now_us ();
  guint done = 0;
  guint refused = 0;

  if (person == NULL)
    return FALSE;
  if (is_accepted
          ? !rondo_server_deposits_accept (
                server->db, server->community, person->member, now_us, &done, &refused, error)
          : !rondo_server_deposits_refuse (server->db, person->member, now_us, &refused, error))
    return FALSE;
  g_print (_ ("Done: %u, refused: %u.\n"), done, refused);
  return TRUE;
}

static int
run (const char *database, const char *action, const char *who)
{
  g_autoptr (GError) error = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;
  g_autoptr (RondoServer) server = rondo_server_cli_open (database, &status);
  gboolean is_good = FALSE;

  if (server == NULL)
    return status;
  is_good = who == NULL ? list (server, &error)
                        : decide (server, who, g_strcmp0 (action, "accept") == 0, &error);
  rondo_server_export_error (&error);
  return rondo_server_cli_end (is_good, error);
}

int
rondo_server_cli_deposit (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_ ("Database"), N_ ("FILE")},
      {NULL},
  };

  if (!rondo_server_cli_parse (&argc,
                               &argv,
                               entries,
                               _ ("ACTION [MEMBER]"),
                               _ ("Shows and decides what accounts on hold have handed in: hours, "
                                  "clients and sessions that waited on their computers.\n"
                                  "\n"
                                  "  list             address, how many changes wait, since when\n"
                                  "  accept MEMBER    do them as if they had come in time\n"
                                  "  refuse MEMBER    do none of them"),
                               -1))
    return RONDO_SERVER_EXIT_USAGE;
  if ((argc == 2 && g_strcmp0 (argv[1], "list") == 0) ||
      (argc == 3 && (g_strcmp0 (argv[1], "accept") == 0 || g_strcmp0 (argv[1], "refuse") == 0)))
    return run (database, argv[1], argc == 3 ? argv[2] : NULL);
  return rondo_server_cli_complain (
      RONDO_SERVER_EXIT_USAGE,
      _ ("Give “list”, or “accept” or “refuse” and a member. “rondo-server deposit --help” says "
         "more."));
}
