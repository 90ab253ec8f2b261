/* SPDX-License-Identifier: GPL-3.0-or-later
 * “rondo-server member”: who belongs to the community, in which role, on which devices. */
#include "config.h"

#include "rondo-server-cli-private.h"

#include "rondo-server-admin-log.h"
#include "rondo-server-devices.h"
#include "rondo-server-people.h"
#include "rondo-server-private.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

/* Of the id of a device, as it is shown. */
#define DEVICE_LETTERS 12

/* What one word after “member” does; @extra is the word after the member, if it takes one. */
typedef struct {
  const char *name;
  int count; /* words it takes */
  gboolean (*run) (RondoServer *server,
                   const RondoServerPerson *person,
                   const char *extra,
                   GError **error);
} Action;

static const char *
describe_role (const RondoServerPerson *person)
{
  if (!person->has_account)
    return "-";
  return person->is_coordinator ? "coordinator" : "coach";
}

static gboolean
list (RondoServer *server, const RondoServerPerson *nobody, const char *extra, GError **error)
{
  g_autoptr (GPtrArray) people = rondo_server_people_list (server->db, error);

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++) {
    const RondoServerPerson *person = g_ptr_array_index (people, i);

    g_print ("%s\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\n",
             person->email,
             person->name,
             describe_role (person),
             person->is_held       ? "held"
             : person->has_account ? "active"
                                   : "not-joined",
             person->device_count);
  }
  return TRUE;
}

static gboolean
list_devices (RondoServer *server,
              const RondoServerPerson *person,
              const char *extra,
              GError **error)
{
  g_autoptr (GPtrArray) devices = rondo_server_devices_list (server->db, person->member, error);

  if (devices == NULL)
    return FALSE;
  for (guint i = 0; i < devices->len; i++) {
    const RondoServerDevice *device = g_ptr_array_index (devices, i);
    g_autofree char *since = rondo_server_cli_format_time (device->created_us);
    g_autofree char *last = rondo_server_cli_format_time (device->renewed_us);

    g_print ("%.*s\t%s\t%s\t%s\n", DEVICE_LETTERS, device->family, device->name, since, last);
  }
  return TRUE;
}

static gboolean
change (RondoServer *server,
        const RondoServerPerson *person,
        RondoAccountAct act,
        const char *reason,
        GError **error)
{
  const RondoServerPeopleChange wanted = {
      .db = server->db,
      .community = server->community,
      .actor = RONDO_SERVER_CONSOLE,
      .act = act,
      .reason = reason,
      .now_us = server->settings.now_us (),
  };

  return rondo_server_people_change (&wanted, person, error);
}

static gboolean
hold (RondoServer *server, const RondoServerPerson *person, const char *extra, GError **error)
{
  return change (server, person, RONDO_ACCOUNT_ACT_HOLD, extra, error);
}

static gboolean
release (RondoServer *server, const RondoServerPerson *person, const char *extra, GError **error)
{
  return change (server, person, RONDO_ACCOUNT_ACT_RELEASE, NULL, error);
}

static gboolean
set_role (RondoServer *server, const RondoServerPerson *person, const char *extra, GError **error)
{
  gboolean is_coordinator = g_strcmp0 (extra, "coordinator") == 0;

  if (!is_coordinator && g_strcmp0 (extra, "coach") != 0)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_BAD_REQUEST,
                                _ ("The role has to be “coach” or “coordinator”."));
  return change (server,
                 person,
                 is_coordinator ? RONDO_ACCOUNT_ACT_COORDINATOR : RONDO_ACCOUNT_ACT_COACH,
                 NULL,
                 error);
}

static gboolean
sign_out (RondoServer *server, const RondoServerPerson *person, const char *extra, GError **error)
{
  return rondo_server_people_sign_out (
      server->db, person, extra, server->settings.now_us (), error);
}

static gboolean
remove_account (RondoServer *server,
                const RondoServerPerson *person,
                const char *extra,
                GError **error)
{
  return rondo_server_people_remove_account (server->db, person, server->settings.now_us (), error);
}

static const Action ACTIONS[] = {
    {"list", 0, list},
    {"devices", 1, list_devices},
    {"hold", 1, hold},
    {"hold", 2, hold},
    {"release", 1, release},
    {"role", 2, set_role},
    {"sign-out", 1, sign_out},
    {"sign-out", 2, sign_out},
    {"remove-account", 1, remove_account},
};

static const char USAGE[] = N_ ("ACTION [MEMBER [VALUE]]");
static const char DESCRIPTION[] =
    N_ ("Shows and changes who belongs to the community. MEMBER is an e-mail address or an id.\n"
        "\n"
        "  list                     address, name, role, state and number of devices\n"
        "  devices MEMBER           signed-in devices: id, name, since, last renewal\n"
        "  hold MEMBER [REASON]     the account can not sign in or sync until it is released;\n"
        "                           coordinators see the reason\n"
        "  release MEMBER           it can again, on all devices it had\n"
        "  role MEMBER ROLE         coach or coordinator\n"
        "  sign-out MEMBER [ID]     all devices, or the one whose id begins so\n"
        "  remove-account MEMBER    the member stays and needs a new invitation");

static const Action *
find_action (const char *name, int count)
{
  for (guint i = 0; i < G_N_ELEMENTS (ACTIONS); i++) {
    if (g_strcmp0 (ACTIONS[i].name, name) == 0 && ACTIONS[i].count == count)
      return &ACTIONS[i];
  }
  return NULL;
}

static int
run_action (const char *database, const Action *action, char **words)
{
  g_autoptr (GError) error = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;
  g_autoptr (RondoServer) server = rondo_server_cli_open (database, &status);
  g_autoptr (RondoServerPerson) person = NULL;
  gboolean is_good = TRUE;

  if (server == NULL)
    return status;
  if (action->count > 0) {
    person = rondo_server_people_find (server->db, words[0], &error);
    is_good = person != NULL;
  }
  is_good = is_good && action->run (server, person, action->count > 1 ? words[1] : NULL, &error);
  rondo_server_export_error (&error);
  return rondo_server_cli_end (is_good, error);
}

int
rondo_server_cli_member (int argc, char **argv)
{
  g_autofree char *database = NULL;
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_ ("Database"), N_ ("FILE")},
      {NULL},
  };
  const Action *action = NULL;

  if (!rondo_server_cli_parse (&argc, &argv, entries, _ (USAGE), _ (DESCRIPTION), -1))
    return RONDO_SERVER_EXIT_USAGE;
  action = argc > 1 ? find_action (argv[1], argc - 2) : NULL;
  if (action == NULL)
    return rondo_server_cli_complain (
        RONDO_SERVER_EXIT_USAGE,
        _ ("Give an action and a member, such as “hold ana@example.org”. “rondo-server member "
           "--help” lists the actions."));
  return run_action (database, action, argv + 2);
}
