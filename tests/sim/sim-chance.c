/* SPDX-License-Identifier: GPL-3.0-or-later
 * Misfortune by chance. */
#include "config.h"

#include "sim-chance.h"

#include "sim-device.h"
#include "sim-server.h"

#include <sodium.h>
#include <sqlite3.h>

#define YEARS_OFF 30
/* Writes and syncs within which an armed disk fails; a sync cycle makes some dozens. */
#define SOON 60

static SimRandom secrets;

static const char *
secrets_name (void)
{
  return "sim";
}

static uint32_t
secrets_random (void)
{
  return (uint32_t)(sim_random_next (&secrets) >> 32);
}

static void
secrets_fill (void *const buffer, const size_t size)
{
  guint8 *bytes = buffer;

  for (size_t i = 0; i < size; i++)
    bytes[i] = (guint8)sim_random_next (&secrets);
}

void
sim_chance_set_secrets (uint64_t seed)
{
  static randombytes_implementation implementation = {
      .implementation_name = secrets_name,
      .random = secrets_random,
      .buf = secrets_fill,
  };

  secrets = (SimRandom){seed};
  randombytes_set_implementation (&implementation);
}

static void
set_clock (SimWorld *world, SimComputer *computer)
{
  int64_t days = (int64_t)sim_random_below (&world->random, 2 * 365 * YEARS_OFF) - 365 * YEARS_OFF;

  computer->skew_us = sim_random_chance (&world->random, 30) ? 0 : days * SIM_DAY_US;
}

void
sim_chance_begins (SimWorld *world)
{
  if ((world->options->features & SIM_CLOCKS) == 0)
    return;
  for (guint i = 0; i < world->device_count; i++)
    set_clock (world, &world->devices[i].computer);
}

static void
crash (SimWorld *world, SimDevice *device)
{
  SimRandom *random = &world->random;
  gboolean is_power = sim_random_chance (random, 60);
  gboolean is_server = sim_random_chance (random, 40);
  gboolean is_now = sim_random_chance (random, 30);
  guint after = sim_random_below (random, SOON);

  sim_tell (world,
            "chance: %s of the %s, %s",
            is_power ? "the power" : "a kill",
            is_server ? "server" : "device",
            is_now ? "now" : "soon");
  if (is_now && is_server)
    sim_server_stop (world, is_power);
  else if (is_now)
    sim_device_stop (device, is_power);
  else
    sim_disk_arm (is_server ? world->server.disk : device->computer.disk, after, is_power);
}

static void
fail_disk (SimWorld *world, SimDevice *device)
{
  static const int codes[] = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC};
  SimRandom *random = &world->random;
  gboolean is_server = sim_random_chance (random, 50);
  SimDisk *disk = is_server ? world->server.disk : device->computer.disk;
  guint after = sim_random_below (random, SOON);
  guint times = sim_random_chance (random, 50) ? 1 : sim_random_below (random, 30);
  int code = codes[sim_random_below (random, G_N_ELEMENTS (codes))];

  sim_tell (world,
            "chance: the disk of the %s %s, %u times",
            is_server ? "server" : "device",
            code == SQLITE_FULL ? "is full" : "fails",
            times);
  sim_disk_fail (disk, after, times, code);
}

void
sim_chance_strikes (SimWorld *world, SimDevice *device)
{
  guint features = world->options->features;
  guint dice = sim_random_below (&world->random, 100);

  if (dice < 50 && (features & SIM_CRASHES) != 0)
    crash (world, device);
  else if (dice < 80 && (features & SIM_DISKS) != 0)
    fail_disk (world, device);
  else if ((features & SIM_CLOCKS) != 0)
    set_clock (world, sim_random_chance (&world->random, 30) ? &world->server : &device->computer);
}

void
sim_chance_ends (SimWorld *world)
{
  sim_disk_disarm (world->server.disk);
  for (guint i = 0; i < world->device_count; i++)
    sim_disk_disarm (world->devices[i].computer.disk);
}
