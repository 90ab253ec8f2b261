/* SPDX-License-Identifier: GPL-3.0-or-later
 * Backups that come back, and what the model has to forget with them. */
#include "config.h"

#include "sim-restores.h"

#include "rondo-server-accounts.h"
#include "rondo-server-deposits.h"
#include "rondo-server-devices.h"
#include "rondo-server-history.h"
#include "rondo-source.h"
#include "sim-device.h"
#include "sim-keys.h"
#include "sim-server.h"
#include "sim-template.h"

static const char SQL_TOOK_OP[] =
    "SELECT (SELECT count(*) FROM ledger WHERE op = $1 AND is_refused = 0) + "
    "(SELECT count(*) FROM record_history WHERE op = $1)";

static void
back_up (SimDisk **backup, const SimDisk *disk, const char *name)
{
  if (*backup == NULL)
    *backup = sim_disk_new (name, 1);
  sim_disk_copy (disk, *backup);
}

static void
back_up_server (SimWorld *world)
{
  if (world->server.db == NULL)
    return;
  back_up (&world->backup, world->server.disk, "backup-server");
  world->backup_coordinators = world->coordinators;
  sim_tell (world, "server: a backup is made");
}

/* Who coordinates no more lets go of what they knew as a coordinator, and cannot give it back to a
 * server that loses it later. */
static void
let_coordinate (SimWorld *world, guint coordinators)
{
  for (guint i = 0; i < SIM_MEMBERS; i++) {
    if (((world->coordinators & ~coordinators) >> i & 1) != 0)
      world->let_go[i] = world->model->intents->len;
  }
  world->coordinators = coordinators;
}

/* As if somebody had copied yesterday's file back; no command tells the server of it. */
static void
restore_server (SimWorld *world)
{
  if (world->backup == NULL)
    return;
  sim_server_stop (world, FALSE);
  if (sim_disk_is_stopped (world->server.disk))
    sim_disk_start (world->server.disk);
  sim_disk_copy (world->backup, world->server.disk);
  world->is_restored = TRUE;
  let_coordinate (world, world->backup_coordinators);
  sim_tell (world, "server: yesterday's backup comes back");
}

static void
back_up_device (SimDevice *device)
{
  g_autofree char *name = g_strdup_printf ("backup-%u", device->number);

  if (device->computer.db == NULL || sim_disk_is_stopped (device->computer.disk))
    return;
  back_up (&device->backup, device->computer.disk, name);
  device->backup_intents = device->world->model->intents->len;
  device->backup_member = device->member;
  g_free (device->backup_kept);
  device->backup_kept = sim_keys_dup_kept (device);
  sim_tell (device->world, "device %u: a backup is made", device->number);
}

static gboolean
was_taken (SimWorld *world, const char *op)
{
  g_autoptr (RondoStatement) statement = NULL;

  if (world->server.db == NULL || op == NULL)
    return FALSE;
  statement = rondo_db_query (world->server.db, NULL, SQL_TOOK_OP, "t", op);
  return rondo_statement_step (statement, NULL) && rondo_statement_get_int (statement, 0) > 0;
}

/* What the server never took and the backup does not hold is gone with the computer. */
static void
forget_unsent (SimDevice *device)
{
  GPtrArray *intents = device->world->model->intents;

  for (guint i = device->backup_intents; i < intents->len; i++) {
    SimIntent *intent = g_ptr_array_index (intents, i);

    if (intent->device == device->number && intent->state == SIM_INTENT_OPEN &&
        !was_taken (device->world, intent->op))
      intent->state = SIM_INTENT_LOST;
  }
}

/* With the home directory or without. */
static void
restore_keyring (SimDevice *device)
{
  g_autofree char *kept = g_strdup (device->backup_kept);

  if (!sim_random_chance (&device->world->random, 50))
    return;
  sim_keys_restart (device, kept);
  g_free (device->backup_kept);
  device->backup_kept = g_steal_pointer (&kept);
  device->may_be_refused = TRUE;
}

/* The account that it was signed in with may have become another one meanwhile. */
static void
restore_member (SimDevice *device)
{
  if (device->backup_member == device->member)
    return;
  device->member = device->backup_member;
  device->may_be_refused = TRUE;
  sim_keys_forget (device);
}

static void
restore_device (SimDevice *device)
{
  SimWorld *world = device->world;

  if (device->backup == NULL || device->is_syncing)
    return;
  sim_device_stop (device, FALSE);
  if (sim_disk_is_stopped (device->computer.disk))
    sim_disk_start (device->computer.disk);
  sim_disk_copy (device->backup, device->computer.disk);
  sim_device_forget_unsure (device);
  forget_unsent (device);
  restore_keyring (device);
  restore_member (device);
  device->is_rolled_back = TRUE;
  sim_tell (world, "device %u: its backup comes back", device->number);
}

void
sim_restores_strike (SimWorld *world, SimDevice *device)
{
  gboolean is_server = sim_random_chance (&world->random, 60);
  gboolean is_kept = sim_random_chance (&world->random, 40);

  if (is_server && (world->backup == NULL || is_kept))
    back_up_server (world);
  else if (is_server)
    restore_server (world);
  else if (device->backup == NULL || is_kept)
    back_up_device (device);
  else
    restore_device (device);
}

static void
set_role (SimWorld *world, guint member, gboolean is_yes)
{
  guint bit = 1u << member;

  if (rondo_server_accounts_set_role (
          world->server.db, sim_template_get ()->members[member], is_yes, NULL))
    let_coordinate (world, is_yes ? world->coordinators | bit : world->coordinators & ~bit);
  sim_tell (world, "server: member %u %s coordinator", member, is_yes ? "is" : "is not");
}

static void
set_held (SimWorld *world, guint member, gboolean is_yes)
{
  rondo_server_accounts_set_held (
      world->server.db, sim_template_get ()->members[member], is_yes, NULL, NULL);
  sim_tell (world, "server: member %u %s held", member, is_yes ? "is" : "is not");
}

static void
sign_out (SimWorld *world, guint member)
{
  rondo_server_devices_delete_all (world->server.db, sim_template_get ()->members[member], NULL);
  for (guint i = 0; i < world->device_count; i++)
    world->devices[i].may_be_refused |= world->devices[i].member == member;
  sim_tell (world, "server: the devices of member %u are signed out", member);
}

/* About what an account on hold has handed in. */
static void
decide_deposit (SimWorld *world, guint member, gboolean is_yes)
{
  const char *id = sim_template_get ()->members[member];
  int64_t now_us = rondo_source_now_us ();
  guint done = 0;
  guint refused = 0;

  if (is_yes)
    rondo_server_deposits_accept (
        world->server.db, world->community, id, now_us, &done, &refused, NULL);
  else
    rondo_server_deposits_refuse (world->server.db, id, now_us, &refused, NULL);
  sim_tell (world, "server: of member %u %u deposits are done, %u not", member, done, refused);
}

void
sim_rights_strike (SimWorld *world)
{
  guint member = sim_random_below (&world->random, SIM_MEMBERS);
  gboolean is_yes = sim_random_chance (&world->random, 50);
  guint dice = sim_random_below (&world->random, 100);
  SimComputer *before = NULL;

  if (sim_server_is_down (world) || sim_disk_is_stopped (world->server.disk))
    return;
  before = sim_enter (world, &world->server);
  if (dice < 40)
    set_role (world, member, is_yes);
  else if (dice < 70)
    set_held (world, member, is_yes);
  else if (dice < 80)
    sign_out (world, member);
  else
    decide_deposit (world, member, sim_random_chance (&world->random, 75));
  sim_leave (world, before);
  if (sim_disk_is_stopped (world->server.disk))
    sim_server_stop (world, FALSE);
}

void
sim_rights_end (SimWorld *world)
{
  if (sim_server_is_down (world))
    return;
  for (guint i = 0; i < SIM_MEMBERS; i++)
    rondo_server_accounts_set_held (
        world->server.db, sim_template_get ()->members[i], FALSE, NULL, NULL);
}

void
sim_restores_clear (SimWorld *world)
{
  g_clear_pointer (&world->backup, sim_disk_free);
  for (guint i = 0; i < world->device_count; i++)
    g_clear_pointer (&world->devices[i].backup, sim_disk_free);
}

void
sim_server_forget (SimWorld *world)
{
  SimComputer *before = NULL;

  if (sim_server_is_down (world))
    return;
  before = sim_enter (world, &world->server);
  if (rondo_server_history_forget (world->server.db, rondo_source_now_us (), NULL)) {
    world->has_forgotten = TRUE;
    world->forgotten_us = MAX (world->forgotten_us,
                               rondo_source_now_us () - RONDO_SERVER_REMEMBERED_DAYS * SIM_DAY_US);
  }
  sim_leave (world, before);
  if (sim_disk_is_stopped (world->server.disk))
    sim_server_stop (world, FALSE);
}
