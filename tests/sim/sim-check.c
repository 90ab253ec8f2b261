/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who holds what: answers, devices and the server against each other and against the rules. */
#include "config.h"

#include "sim-check.h"

#include "rondo-reader.h"
#include "rondo-server-accounts.h"
#include "rondo-server-index.h"
#include "rondo-server-records.h"
#include "sim-check-private.h"
#include "sim-device.h"
#include "sim-merging.h"
#include "sim-template.h"

#include <string.h>

static const char SQL_SERVER_SCOPE[] =
    "SELECT f.record || ' ' || r.kind || ' ' || r.version || ' ' || r.body "
    "FROM feed f JOIN record r ON r.id = f.record WHERE f.scope = $1 AND f.is_gone = 0 "
    "ORDER BY f.record";
static const char SQL_DEVICE_SCOPE[] =
    "SELECT r.id || ' ' || r.kind || ' ' || r.version || ' ' || r.body "
    "FROM record_scope s JOIN record r ON r.id = s.record WHERE s.scope = $1 ORDER BY r.id";
static const char SQL_DEVICE_SCOPES[] = "SELECT DISTINCT scope FROM record_scope ORDER BY scope";
static const char SQL_UNSHOWN[] = "SELECT id || ' ' || body FROM record WHERE body IS NOT NULL "
                                  "AND id NOT IN (SELECT record FROM record_scope) ORDER BY id";
static const char SQL_BODIES[] = "SELECT body FROM record WHERE body IS NOT NULL ORDER BY id";
/* The days of these rounds are far off; see sim_template_get(). */
static const char SQL_COMPANY[] =
    "SELECT 'r:' || o.id FROM record g JOIN record o ON o.id = json_extract(g.body, '$.round') "
    "WHERE g.kind = 'registration' AND g.body IS NOT NULL AND json_extract(g.body, '$.member') = "
    "$1 "
    "AND coalesce(json_extract(g.body, '$.state'), 'registered') <> 'withdrawn' "
    "AND json_extract(o.body, '$.state') = 'open' ORDER BY 1";
static const char SQL_DEVICE_MINUTES[] = "SELECT body FROM record WHERE kind = 'log' "
                                         "AND body IS NOT NULL ORDER BY id";

GPtrArray *
sim_check_list (RondoDb *db, const char *sql, const char *argument)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, &error, sql, argument != NULL ? "t" : "", argument);

  g_assert_no_error (error);
  while (rondo_statement_step (statement, &error))
    g_ptr_array_add (list, g_strdup (rondo_statement_get_text (statement, 0)));
  g_assert_no_error (error);
  return list;
}

static gboolean
is_coordinator (SimWorld *world, const char *member)
{
  g_autoptr (RondoServerAccount) account = NULL;

  return rondo_server_accounts_find (world->server.db, member, &account, NULL) && account != NULL &&
         account->is_coordinator;
}

static gboolean
is_oneself (const SimWorld *world, const char *viewer, guint other)
{
  const SimTemplate *made = sim_template_get ();

  for (guint i = 0; i < SIM_MEMBERS; i++)
    if (g_str_equal (made->members[i], viewer))
      return sim_merging_is_same (world, i, other);
  return FALSE;
}

/* Whether @text tells @viewer what belongs to member number @other alone. */
static gboolean
is_leaking (SimWorld *world, const char *viewer, guint other, const char *text)
{
  const SimTemplate *made = sim_template_get ();
  g_autofree char *secret = g_strdup_printf ("secret-of-%u-", other);
  g_autofree char *email = sim_email (other);
  gboolean are_partners = FALSE;

  if (is_oneself (world, viewer, other))
    return FALSE;
  if (strstr (text, secret) != NULL)
    return TRUE;
  if (strstr (text, email) == NULL || is_coordinator (world, viewer))
    return FALSE;
  rondo_server_index_are_partners (
      world->server.db, made->members[other], viewer, &are_partners, NULL);
  return !are_partners;
}

/* Rows of the company of a round that @member has not joined. */
static gboolean
tells_of_company (SimWorld *world, const char *member, const char *text)
{
  static const char row[] = "\"scope\":\"r:";
  g_autoptr (GPtrArray) company = sim_check_list (world->server.db, SQL_COMPANY, member);

  for (const char *at = strstr (text, row); at != NULL; at = strstr (at + 1, row)) {
    const char *scope = at + strlen (row) - strlen ("r:");
    g_autofree char *name = g_strndup (scope, strcspn (scope, "\""));

    if (!g_ptr_array_find_with_equal_func (company, name, g_str_equal, NULL))
      return TRUE;
  }
  return FALSE;
}

void
sim_check_answer (SimWorld *world, const char *member, const char *text)
{
  for (guint i = 0; i < SIM_MEMBERS; i++) {
    if (is_leaking (world, member, i, text))
      sim_fail (world, "an answer to %s tells what is private to member %u", member, i);
  }
  if (strstr (text, "\"scope\":\"coord\"") != NULL && !is_coordinator (world, member))
    sim_fail (world, "an answer to %s has rows for coordinators", member);
  if (tells_of_company (world, member, text))
    sim_fail (world, "an answer to %s has rows of a round that they have not joined", member);
}

static void
check_scope (SimDevice *device, const char *scope)
{
  SimWorld *world = device->world;
  g_autoptr (GPtrArray) here = sim_check_list (device->computer.db, SQL_DEVICE_SCOPE, scope);
  g_autoptr (GPtrArray) there = sim_check_list (world->server.db, SQL_SERVER_SCOPE, scope);

  for (guint i = 0; i < MAX (here->len, there->len); i++) {
    const char *mine = i < here->len ? here->pdata[i] : "nothing";
    const char *theirs = i < there->len ? there->pdata[i] : "nothing";

    if (g_strcmp0 (mine, theirs) == 0)
      continue;
    sim_fail (world,
              "device %u has another %s than the server: here %s, there %s",
              device->number,
              scope,
              mine,
              theirs);
    return;
  }
}

static void
check_scopes (SimDevice *device)
{
  SimWorld *world = device->world;
  const char *member = sim_template_get ()->members[device->member];
  g_autoptr (GPtrArray) wanted = sim_check_list (world->server.db, SQL_COMPANY, member);
  g_autoptr (GPtrArray) scopes = sim_check_list (device->computer.db, SQL_DEVICE_SCOPES, NULL);

  g_ptr_array_add (wanted, g_strdup ("pub"));
  g_ptr_array_add (wanted, g_strconcat ("u:", member, NULL));
  if (is_coordinator (world, member))
    g_ptr_array_add (wanted, g_strdup ("coord"));
  for (guint i = 0; i < wanted->len; i++)
    check_scope (device, wanted->pdata[i]);
  for (guint i = 0; i < scopes->len; i++) {
    if (!g_ptr_array_find_with_equal_func (wanted, scopes->pdata[i], g_str_equal, NULL))
      sim_fail (world, "device %u still has scope %s", device->number, (char *)scopes->pdata[i]);
  }
}

static void
check_contents (SimDevice *device)
{
  SimWorld *world = device->world;
  const char *member = sim_template_get ()->members[device->member];
  g_autoptr (GPtrArray) unshown = sim_check_list (device->computer.db, SQL_UNSHOWN, NULL);
  g_autoptr (GPtrArray) bodies = sim_check_list (device->computer.db, SQL_BODIES, NULL);

  if (unshown->len > 0)
    sim_fail (world,
              "device %u holds what no scope shows: %s",
              device->number,
              (char *)unshown->pdata[0]);
  for (guint i = 0; i < bodies->len; i++) {
    for (guint k = 0; k < SIM_MEMBERS; k++) {
      if (is_leaking (world, member, k, bodies->pdata[i]))
        sim_fail (world,
                  "device %u holds what is private to member %u: %s",
                  device->number,
                  k,
                  (char *)bodies->pdata[i]);
    }
  }
}

/* What the pages of the app are made from, against the bodies. */
static void
check_hours (SimDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = rondo_reader_read_hours (device->computer.db, NULL);
  g_autoptr (GPtrArray) bodies = sim_check_list (device->computer.db, SQL_DEVICE_MINUTES, NULL);
  int64_t shown = 0;
  int64_t held = 0;

  for (guint i = 0; hours != NULL && i < hours->entries->len; i++)
    shown += ((RondoLogEntryOverview *)g_ptr_array_index (hours->entries, i))->entry->minutes;
  for (guint i = 0; i < bodies->len; i++)
    held += atoi (strstr (bodies->pdata[i], "\"minutes\":") + strlen ("\"minutes\":"));
  if (shown != held)
    sim_fail (device->world,
              "device %u shows %d minutes and holds %d",
              device->number,
              (int)shown,
              (int)held);
}

/* Partners see each other, and nobody else does. */
static void
check_profiles (SimDevice *device)
{
  const SimTemplate *made = sim_template_get ();
  SimWorld *world = device->world;
  g_autoptr (GPtrArray) profiles =
      sim_check_list (device->computer.db, "SELECT member FROM profile ORDER BY member", NULL);

  for (guint i = 0; i < SIM_MEMBERS; i++) {
    gboolean are_partners = FALSE;
    gboolean is_there = FALSE;

    if (i == device->member)
      continue;
    rondo_server_index_are_partners (
        world->server.db, made->members[i], made->members[device->member], &are_partners, NULL);
    for (guint k = 0; k < profiles->len; k++)
      is_there |= g_str_equal (profiles->pdata[k], made->members[i]);
    if (is_there != are_partners)
      sim_fail (world,
                "device %u %s the profile of member %u",
                device->number,
                is_there ? "still has" : "does not have",
                i);
  }
}

void
sim_check_held (SimDevice *device)
{
  static const char SQL_PROFILES[] =
      "SELECT id FROM record WHERE kind = 'profile' AND body IS NOT NULL";
  static const char SQL_COORD[] = "SELECT record FROM record_scope WHERE scope = 'coord'";
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) coord = NULL;

  /* What fails on a bad disk is done with the next answer. */
  if ((device->world->options->features & SIM_DISKS) != 0 && !device->world->is_calm)
    return;
  profiles = sim_check_list (device->computer.db, SQL_PROFILES, NULL);
  coord = sim_check_list (device->computer.db, SQL_COORD, NULL);
  if (profiles->len > 0 || coord->len > 0)
    sim_fail (device->world,
              "device %u is held and still knows of others: %s",
              device->number,
              (char *)g_ptr_array_index (profiles->len > 0 ? profiles : coord, 0));
}

void
sim_check_rest (SimWorld *world)
{
  g_autoptr (GError) error = NULL;

  if (!rondo_db_check (world->server.db, &error) ||
      !rondo_server_records_check (world->server.db, &error))
    sim_fail (world, "the server's database: %s", error->message);
  for (guint i = 0; i < world->device_count; i++) {
    SimDevice *device = &world->devices[i];

    check_scopes (device);
    check_contents (device);
    check_hours (device);
    check_profiles (device);
  }
  sim_check_intents (world);
}
