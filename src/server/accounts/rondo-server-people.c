/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an administrator does with the people of a community. */
#include "config.h"

#include "rondo-server-people.h"

#include "rondo-id.h"
#include "rondo-member.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-conduct.h"
#include "rondo-server-devices.h"
#include "rondo-server-feed.h"
#include "rondo-server-history.h"
#include "rondo-server-index.h"
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
           const char *actor,
           const RondoServerPerson *person,
           const char *action,
           const char *detail,
           int64_t now_us,
           GError **error)
{
  RondoServerAdminEntry entry = {
      .at_us = now_us,
      .actor = actor,
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
  message = g_strdup_printf (_ ("%s has no account yet. Send an invitation first."), person->email);
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
set_role (const RondoServerPeopleChange *change, const RondoServerPerson *person, GError **error)
{
  gboolean is_coordinator = change->act == RONDO_ACCOUNT_ACT_COORDINATOR;

  return (is_coordinator || check_not_last (change->db, person, error)) &&
         rondo_server_accounts_set_role (change->db, person->member, is_coordinator, error) &&
         add_entry (change->db,
                    change->actor,
                    person,
                    "role",
                    is_coordinator ? "coordinator" : "coach",
                    change->now_us,
                    error);
}

static gboolean
set_held (const RondoServerPeopleChange *change, const RondoServerPerson *person, GError **error)
{
  gboolean is_held = change->act == RONDO_ACCOUNT_ACT_HOLD;

  return (!is_held || check_not_last (change->db, person, error)) &&
         rondo_server_accounts_set_held (
             change->db, person->member, is_held, change->reason, error) &&
         add_entry (change->db,
                    change->actor,
                    person,
                    is_held ? "hold" : "release",
                    NULL,
                    change->now_us,
                    error);
}

static RondoServerWriter
make_writer (const RondoServerPeopleChange *change)
{
  return (RondoServerWriter){
      .db = change->db,
      .community = change->community,
      .is_coordinator = TRUE,
      .reason = "account",
      .now_us = change->now_us,
  };
}

/* Reports about conduct are told to each coordinator one by one. */
static gboolean
show_reports (const RondoServerPeopleChange *change,
              const RondoServerPerson *person,
              GError **error)
{
  const RondoServerWriter writer = make_writer (change);

  return rondo_server_conduct_show (
      &writer, person->member, change->act == RONDO_ACCOUNT_ACT_COORDINATOR, error);
}

/* Who waits for news hears of it at once, and finds out with the next request what has changed. */
static gboolean
wake (const RondoServerPeopleChange *change, const RondoServerPerson *person, GError **error)
{
  const RondoServerWriter writer = make_writer (change);
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_records_find (change->db, person->member, &record, error))
    return FALSE;
  return record == NULL || record->is_deleted ||
         (rondo_server_records_touch (&writer, record, error) &&
          rondo_server_feed_touch (&writer, record, FALSE, error));
}

static gboolean
sign_out_all (const RondoServerPeopleChange *change,
              const RondoServerPerson *person,
              GError **error)
{
  return rondo_server_devices_delete_all (change->db, person->member, error) &&
         add_entry (change->db, change->actor, person, "sign-out", "all", change->now_us, error);
}

/* In a write transaction; nothing is written before all is checked. */
static gboolean
change_one (const RondoServerPeopleChange *change, const RondoServerPerson *person, GError **error)
{
  if (g_strcmp0 (change->actor, person->member) == 0)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_FORBIDDEN,
                                _ ("Ask another coordinator to change your own account."));
  if (!check_account (person, error))
    return FALSE;
  switch (change->act) {
  case RONDO_ACCOUNT_ACT_COACH:
  case RONDO_ACCOUNT_ACT_COORDINATOR:
    return set_role (change, person, error) && show_reports (change, person, error) &&
           wake (change, person, error);
  case RONDO_ACCOUNT_ACT_HOLD:
  case RONDO_ACCOUNT_ACT_RELEASE:
    return set_held (change, person, error) && wake (change, person, error);
  case RONDO_ACCOUNT_ACT_SIGN_OUT:
    return sign_out_all (change, person, error);
  case RONDO_N_ACCOUNT_ACTS:
  default:
    g_return_val_if_reached (FALSE);
  }
}

static gboolean
seal (const RondoServerPeopleChange *change, GError **error)
{
  return rondo_server_history_seal (change->db, change->community, change->now_us, error);
}

gboolean
rondo_server_people_change (const RondoServerPeopleChange *change,
                            const RondoServerPerson *person,
                            GError **error)
{
  return rondo_db_begin (change->db, error) &&
         rondo_db_end (
             change->db, change_one (change, person, error) && seal (change, error), error);
}

static gboolean
find_and_change (const RondoServerPeopleChange *change, const char *member, GError **error)
{
  g_autoptr (RondoServerPerson) person = NULL;
  g_autofree char *name = NULL;

  if (!rondo_server_index_get_name (change->db, member, &name, error))
    return FALSE;
  if (name == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this member."));
  person = rondo_server_people_find (change->db, member, error);
  return person != NULL && change_one (change, person, error);
}

static RondoAccountsAnswer *
change_all (const RondoServerPeopleChange *change, GPtrArray *members, GError **error)
{
  g_autoptr (RondoAccountsAnswer) answer = rondo_accounts_answer_new ();

  for (guint i = 0; i < members->len; i++) {
    g_autoptr (GError) problem = NULL;

    if (find_and_change (change, members->pdata[i], &problem)) {
      g_ptr_array_add (answer->done, g_strdup (members->pdata[i]));
    } else if (rondo_server_problem_is_refusal (problem)) {
      rondo_not_done_add (answer->refused, members->pdata[i], NULL, problem->message);
    } else {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  }
  return seal (change, error) ? g_steal_pointer (&answer) : NULL;
}

RondoAccountsAnswer *
rondo_server_people_change_all (RondoDb *db,
                                const RondoServerCommunity *community,
                                const char *actor,
                                const RondoAccountsRequest *request,
                                int64_t now_us,
                                GError **error)
{
  const RondoServerPeopleChange change = {
      .db = db,
      .community = community,
      .actor = actor,
      .act = request->act,
      .reason = request->reason,
      .now_us = now_us,
  };
  g_autoptr (RondoAccountsAnswer) answer = NULL;

  if (!rondo_db_begin (db, error))
    return NULL;
  answer = change_all (&change, request->members, error);
  return rondo_db_end (db, answer != NULL, error) ? g_steal_pointer (&answer) : NULL;
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
         add_entry (db,
                    RONDO_SERVER_CONSOLE,
                    person,
                    "sign-out",
                    device != NULL ? "one" : "all",
                    now_us,
                    error);
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
         add_entry (db, RONDO_SERVER_CONSOLE, person, "remove-account", NULL, now_us, error);
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
