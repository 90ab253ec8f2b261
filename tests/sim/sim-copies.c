/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copying a computer, and what the model has to know of it. */
#include "config.h"

#include "sim-copies.h"

#include "rondo-outbox-table.h"
#include "sim-check-private.h"
#include "sim-device.h"
#include "sim-keys.h"

/* What waits is on both from now on. */
static void
share_ops (SimDevice *device, SimDevice *copy)
{
  g_autoptr (GPtrArray) ops = sim_check_list (copy->computer.db, "SELECT op FROM outbox", NULL);

  for (guint i = 0; i < ops->len; i++) {
    g_hash_table_add (device->shared, g_strdup (g_ptr_array_index (ops, i)));
    g_hash_table_add (copy->shared, g_strdup (g_ptr_array_index (ops, i)));
  }
}

void
sim_copies_strike (SimDevice *device)
{
  SimWorld *world = device->world;
  SimDevice *copy = NULL;
  g_autofree char *kept = NULL;

  if (world->device_count == SIM_SLOTS || device->computer.db == NULL ||
      sim_disk_is_stopped (device->computer.disk))
    return;
  copy = &world->devices[world->device_count++];
  kept = sim_keys_dup_kept (device);
  sim_device_init_copy (device, copy);
  if (copy->computer.db == NULL)
    return;
  sim_keys_restart (copy, kept);
  device->may_be_refused = copy->may_be_refused = TRUE;
  device->is_rolled_back = copy->is_rolled_back = TRUE;
  share_ops (device, copy);
  sim_tell (world, "device %u: is copied as device %u", device->number, copy->number);
}

static gboolean
holds (SimDevice *device, const char *op)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;

  /* Of a computer that is off nobody knows. */
  if (device->computer.db == NULL || sim_disk_is_stopped (device->computer.disk) ||
      !rondo_outbox_table_find (device->computer.db, op, &entry, NULL))
    return g_hash_table_contains (device->shared, op);
  return entry != NULL;
}

gboolean
sim_copies_may_hold (SimDevice *device, const char *op)
{
  SimWorld *world = device->world;

  for (guint i = 0; i < world->device_count; i++)
    if (&world->devices[i] != device && world->devices[i].family == device->family &&
        holds (&world->devices[i], op))
      return TRUE;
  return FALSE;
}

gboolean
sim_copies_is_alone (SimDevice *device)
{
  SimWorld *world = device->world;

  for (guint i = 0; i < world->device_count; i++)
    if (&world->devices[i] != device && world->devices[i].family == device->family)
      return FALSE;
  return TRUE;
}
