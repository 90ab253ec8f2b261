/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an administrator does with the people of a community. */
#include "config.h"

#include "rondo-server-people.h"

#include "rondo-id.h"
#include "rondo-member.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-devices.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char SQL_LIST[] =
    "SELECT m.member, m.name, m.email, a.member, a.is_coordinator, a.is_held, "
    "(SELECT count(*) FROM device d WHERE d.member = m.member) "
    "FROM member_index m LEFT JOIN account a ON a.member = m.member ORDER BY m.name, m.member";
static const char SQL_FIND[] =
    "SELECT m.member, m.name, m.email, a.member, a.is_coordinator, a.is_held, "
    "(SELECT count(*) FROM device d WHERE d.member = m.member) "
    "FROM member_index m LEFT JOIN account a ON a.member = m.member "
    "WHERE m.email = $1 OR m.member = $1";

void
rondo_server_person_free (RondoServerPerson *person)
{
  g_free (person->member);
  g_free (person->name);
  g_free (person->email);
  g_free (person);
}

static RondoServerPerson *
read_person (RondoStatement *statement)
{
  RondoServerPerson *person = g_new0 (RondoServerPerson, 1);

  person->member = g_strdup (rondo_statement_get_text (statement, 0));
  person->name = g_strdup (rondo_statement_get_text (statement, 1));
  person->email = g_strdup (rondo_statement_get_text (statement, 2));
  person->has_account = !rondo_statement_is_null (statement, 3);
  person->is_coordinator = rondo_statement_get_int (statement, 4) != 0;
  person->is_held = rondo_statement_get_int (statement, 5) != 0;
  person->device_count = rondo_statement_get_int (statement, 6);
  return person;
}

GPtrArray *
rondo_server_people_list (RondoDb *db, GError **error)
{
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_server_person_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    g_ptr_array_add (people, read_person (statement));
  if (failure == NULL)
    return g_steal_pointer (&people);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

RondoServerPerson *
rondo_server_people_find (RondoDb *db, const char *who, GError **error)
{
  g_autofree char *email = rondo_email_normalize (who);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_FIND, "t", email != NULL ? email : who);
  g_autoptr (GError) failure = NULL;
  g_autofree char *message = NULL;

  if (statement == NULL)
    return NULL;
  if (rondo_statement_step (statement, &failure))
    return read_person (statement);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  message = g_strdup_printf (_ ("No member has the e-mail address or id “%s”. “rondo-server member "
                                "list” lists the members."),
                             who);
  rondo_server_refuse (error, RONDO_SERVER_PROBLEM_UNKNOWN, message);
  return NULL;
}

static gboolean
add_entry (RondoDb *db,
           const RondoServerPerson *person,
           const char *action,
           const char *detail,
           int64_t now_us,
           GError **error)
{
  RondoServerAdminEntry entry = {
      .at_us = now_us,
      .actor = RONDO_SERVER_CONSOLE,
      .action = action,
      .subject = person->member,
      .detail = detail,
  };

  return rondo_server_admin_log_add (db, &entry, error);
}

static gboolean
check_account (const RondoServerPerson *person, GError **error)
{
  g_autofree char *message = NULL;

  if (person->has_account)
    return TRUE;
  message = g_strdup_printf (
      _ ("%s has no account yet. Send an invitation first: “rondo-server invite”."), person->email);
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_CONFLICT, message);
}

/* Somebody has to be able to publish rounds, and to invite the next coordinator. */
static gboolean
check_not_last (RondoDb *db, const RondoServerPerson *person, GError **error)
{
  int64_t count = 0;

  if (!person->is_coordinator || person->is_held)
    return TRUE;
  count = rondo_server_accounts_count_coordinators (db, error);
  if (count < 0)
    return FALSE;
  return count > 1 || rondo_server_refuse (error,
                                           RONDO_SERVER_PROBLEM_CONFLICT,
                                           _ ("This is the only coordinator who can sign in. Make "
                                              "somebody else a coordinator first."));
}

static gboolean
set_role (RondoDb *db,
          const RondoServerPerson *person,
          gboolean is_coordinator,
          int64_t now_us,
          GError **error)
{
  return check_account (person, error) && (is_coordinator || check_not_last (db, person, error)) &&
         rondo_server_accounts_set_role (db, person->member, is_coordinator, error) &&
         add_entry (db, person, "role", is_coordinator ? "coordinator" : "coach", now_us, error);
}

gboolean
rondo_server_people_set_role (RondoDb *db,
                              const RondoServerPerson *person,
                              gboolean is_coordinator,
                              int64_t now_us,
                              GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, set_role (db, person, is_coordinator, now_us, error), error);
}

static gboolean
set_held (
    RondoDb *db, const RondoServerPerson *person, gboolean is_held, int64_t now_us, GError **error)
{
  return check_account (person, error) && (!is_held || check_not_last (db, person, error)) &&
         rondo_server_accounts_set_held (db, person->member, is_held, error) &&
         add_entry (db, person, is_held ? "hold" : "release", NULL, now_us, error);
}

gboolean
rondo_server_people_set_held (
    RondoDb *db, const RondoServerPerson *person, gboolean is_held, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, set_held (db, person, is_held, now_us, error), error);
}

/* (nullable): the one device of @devices whose id begins with @prefix */
static const RondoServerDevice *
find_device (GPtrArray *devices, const char *prefix)
{
  const RondoServerDevice *found = NULL;

  for (guint i = 0; i < devices->len; i++) {
    const RondoServerDevice *device = g_ptr_array_index (devices, i);

    if (*prefix == '\0' || !g_str_has_prefix (device->family, prefix))
      continue;
    if (found != NULL)
      return NULL;
    found = device;
  }
  return found;
}

static gboolean
sign_out_one (RondoDb *db, const char *member, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) devices = rondo_server_devices_list (db, member, error);
  const RondoServerDevice *device = NULL;
  g_autofree char *message = NULL;

  if (devices == NULL)
    return FALSE;
  device = find_device (devices, prefix);
  if (device != NULL)
    return rondo_server_devices_delete (db, device->family, error);
  message =
      g_strdup_printf (_ ("This member has no device “%s”, or more than one whose id begins so. "
                          "“rondo-server member devices” lists them."),
                       prefix);
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_UNKNOWN, message);
}

static gboolean
sign_out (RondoDb *db,
          const RondoServerPerson *person,
          const char *device,
          int64_t now_us,
          GError **error)
{
  return check_account (person, error) &&
         (device != NULL ? sign_out_one (db, person->member, device, error)
                         : rondo_server_devices_delete_all (db, person->member, error)) &&
         add_entry (db, person, "sign-out", device != NULL ? "one" : "all", now_us, error);
}

gboolean
rondo_server_people_sign_out (RondoDb *db,
                              const RondoServerPerson *person,
                              const char *device,
                              int64_t now_us,
                              GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, sign_out (db, person, device, now_us, error), error);
}

static gboolean
remove_account (RondoDb *db, const RondoServerPerson *person, int64_t now_us, GError **error)
{
  return check_account (person, error) && check_not_last (db, person, error) &&
         rondo_server_accounts_delete (db, person->member, error) &&
         add_entry (db, person, "remove-account", NULL, now_us, error);
}

gboolean
rondo_server_people_remove_account (RondoDb *db,
                                    const RondoServerPerson *person,
                                    int64_t now_us,
                                    GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, remove_account (db, person, now_us, error), error);
}
