/* SPDX-License-Identifier: GPL-3.0-or-later
 * The course of a history: steps by chance, then calm, then the checks. */
#include "config.h"

#include "sim-world.h"

#include "sim-check.h"
#include "sim-chance.h"
#include "sim-copies.h"
#include "sim-device.h"
#include "sim-merging.h"
#include "sim-net.h"
#include "sim-people.h"
#include "sim-restores.h"
#include "sim-server.h"
#include "sim-template.h"

#include <string.h>

/* Rounds of everybody syncing until everything has come to rest. */
#define CALM_ROUNDS 40
#define MEANWHILE_DEPTH 2
/* Parts of a seed's chance that belong to no step. */
#define PART_OPTIONS 1000001
#define PART_START 1000002
#define PART_END 1000003
#define PART_SECRETS 1000004

/* Who owns which device: coaches with two, the coordinator with two. */
static const guint OWNERS[SIM_MAX_DEVICES] = {1, 0, 1, 2, 0, 3, 2, 4};
/* The same where somebody has two accounts. */
static const guint TWIN_OWNERS[SIM_MAX_DEVICES] = {
    SIM_PERSON, SIM_TWIN, 0, SIM_TWIN, 2, SIM_PERSON, 3, 0};

static int64_t
world_now_us (gpointer data)
{
  const SimWorld *world = data;

  return world->now_us + (world->current != NULL ? world->current->skew_us : 0);
}

static uint32_t
world_random (gpointer data)
{
  SimWorld *world = data;

  return (uint32_t)(sim_random_next (&world->random) >> 32);
}

void
sim_tell (SimWorld *world, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (const char *p = line; *p != '\0'; p++)
    world->result->hash = (world->result->hash ^ (guint8)*p) * 0x100000001b3u;
  world->result->hash ^= (uint64_t)world->now_us;
  if (world->options->is_told) {
    char *story = world->result->story;

    world->result->story = g_strdup_printf ("%s%4u %12.3f s  %s\n",
                                            story != NULL ? story : "",
                                            world->step,
                                            (double)(world->now_us - SIM_START_US) / 1e6,
                                            line);
    g_free (story);
  }
}

void
sim_fail (SimWorld *world, const char *format, ...)
{
  va_list arguments;

  if (world->result->failure != NULL)
    return;
  va_start (arguments, format);
  world->result->failure = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sim_tell (world, "FAILURE: %s", world->result->failure);
}

SimComputer *
sim_enter (SimWorld *world, SimComputer *computer)
{
  SimComputer *before = world->current;

  world->current = computer;
  return before;
}

void
sim_leave (SimWorld *world, SimComputer *before)
{
  world->current = before;
}

guint
sim_number (SimWorld *world)
{
  return ++world->value;
}

void
sim_pass (SimWorld *world, int64_t us)
{
  world->now_us += us;
  if (!g_queue_is_empty (&world->late))
    sim_net_deliver_late (world);
}

static SimDevice *
any_device (SimWorld *world)
{
  return &world->devices[sim_random_below (&world->random, world->device_count)];
}

void
sim_meanwhile (SimWorld *world)
{
  gboolean is_changed = FALSE;

  if (world->is_calm || (world->options->features & SIM_MEANWHILE) == 0 ||
      world->depth >= MEANWHILE_DEPTH || !sim_random_chance (&world->random, 25))
    return;
  world->depth++;
  if (sim_random_chance (&world->random, 60))
    sim_people_act (any_device (world));
  else
    sim_device_sync (any_device (world), &is_changed);
  world->depth--;
}

static void
pass_by_chance (SimWorld *world)
{
  SimRandom *random = &world->random;
  guint dice = sim_random_below (random, 100);
  int64_t us = sim_random_below (random, 60 * 1000) * 1000;

  if (dice < 50)
    us = sim_random_below (random, 100) * 1000;
  else if (dice >= 98 && (world->options->features & SIM_AWAY) != 0)
    us = (50 + sim_random_below (random, 400)) * SIM_DAY_US;
  else if (dice >= 90)
    us = sim_random_below (random, 7 * 24 * 3600) * SIM_SECOND_US;
  sim_pass (world, us);
  if (us > SIM_DAY_US)
    sim_server_forget (world);
}

static void
act (SimWorld *world)
{
  guint dice = sim_random_below (&world->random, 100);
  gboolean is_changed = FALSE;

  if (dice < 45)
    sim_people_act (any_device (world));
  else if (dice < 80)
    sim_device_sync (any_device (world), &is_changed);
  else if (dice < 84)
    sim_people_decide (any_device (world));
  else if (dice < 88)
    sim_people_elsewhere (world);
  else if (dice < 92)
    sim_chance_strikes (world, any_device (world));
  else if (dice < 95 && (world->options->features & SIM_RESTORES) != 0)
    sim_restores_strike (world, any_device (world));
  else if (dice < 97 && (world->options->features & SIM_MERGING) != 0)
    sim_merging_strike (world);
  else if (dice < 98 && (world->options->features & SIM_COPIES) != 0)
    sim_copies_strike (any_device (world));
  else if ((world->options->features & SIM_RIGHTS) != 0)
    sim_rights_strike (world);
}

static void
take_step (SimWorld *world, guint step)
{
  world->step = step;
  if (world->options->skips != NULL && world->options->skips[step])
    return;
  world->random = sim_random_part (world->options->seed, step);
  pass_by_chance (world);
  act (world);
  for (guint i = 0; i < world->device_count; i++)
    sim_device_settle_crash (&world->devices[i]);
  world->result->steps_used++;
}

/* One device comes to rest, whatever its owner has to decide. TRUE if anything has moved. */
static gboolean
calm_device (SimWorld *world, SimDevice *device)
{
  gboolean is_changed = FALSE;
  gboolean is_done = sim_device_sync (device, &is_changed);

  if (!is_done)
    return TRUE;
  while (world->result->failure == NULL && sim_people_decide (device))
    is_changed = TRUE;
  return is_changed;
}

static void
calm_down (SimWorld *world)
{
  gboolean is_moving = TRUE;

  world->is_calm = TRUE;
  world->step = world->options->steps;
  world->random = sim_random_part (world->options->seed, PART_END);
  sim_chance_ends (world);
  sim_rights_end (world);
  sim_pass (world, SIM_DAY_US);
  for (guint i = 0; is_moving && world->result->failure == NULL; i++) {
    is_moving = FALSE;
    for (guint k = 0; k < world->device_count; k++)
      is_moving |= calm_device (world, &world->devices[k]);
    if (i == CALM_ROUNDS)
      sim_fail (world, "after %d rounds of syncing there is no rest", CALM_ROUNDS);
    sim_pass (world, SIM_DAY_US / 2);
  }
}

static void
set_up (SimWorld *world)
{
  const guint *owners = NULL;

  sim_template_get ();
  world->source = (RondoSource){world_now_us, world_random, world};
  rondo_source_set (&world->source);
  sim_chance_set_secrets (sim_random_part (world->options->seed, PART_SECRETS).state);
  sim_disk_set_randomness (world->options->seed);
  world->random = sim_random_part (world->options->seed, PART_START);
  world->now_us = SIM_START_US;
  world->model = sim_model_new ();
  world->coordinators = 1u << SIM_COORDINATOR;
  g_queue_init (&world->late);
  sim_server_init (world);
  owners = (world->options->features & SIM_MERGING) != 0 ? TWIN_OWNERS : OWNERS;
  for (guint i = 0; i < world->options->devices; i++)
    sim_device_init (world, i, owners[i]);
  sim_chance_begins (world);
}

static void
tear_down (SimWorld *world)
{
  for (guint i = 0; i < world->device_count; i++)
    sim_device_clear (&world->devices[i]);
  sim_server_clear (world);
  sim_restores_clear (world);
  g_queue_clear_full (&world->late, (GDestroyNotify)sim_request_free);
  sim_model_free (world->model);
  rondo_source_set (NULL);
}

SimOptions
sim_options_for_seed (uint64_t seed)
{
  static const guint pages[] = {1, 2, 3, 5, 8, 20, 2000, 2000};
  static const guint parts[] = {1, 2, 3, 5, RONDO_WIRE_MAX_OPS, RONDO_WIRE_MAX_OPS};
  SimRandom random = sim_random_part (seed, PART_OPTIONS);
  SimOptions options = {.seed = seed};

  options.features = sim_random_below (&random, SIM_ALL + 1);
  if (!SIM_ENGINE_HEALS)
    options.features &= ~(guint)SIM_RESTORES;
  options.devices = 1 + sim_random_below (&random, SIM_MAX_DEVICES);
  if (sim_random_chance (&random, 50))
    options.devices = MIN (options.devices, 3);
  options.steps = 20 + sim_random_below (&random, 60);
  options.page = pages[sim_random_below (&random, G_N_ELEMENTS (pages))];
  options.loss_percent = sim_random_below (&random, 60);
  options.part = parts[sim_random_below (&random, G_N_ELEMENTS (parts))];
  return options;
}

static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_INFO | G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_DEBUG)) == 0)
    g_log_default_handler (domain, level, message, user_data);
}

void
sim_be_quiet (void)
{
  g_log_set_default_handler (log_cb, NULL);
}

SimResult *
sim_run (const SimOptions *options)
{
  g_autofree SimWorld *world = g_new0 (SimWorld, 1);
  SimResult *result = g_new0 (SimResult, 1);

  world->options = options;
  world->result = result;
  result->hash = 0xcbf29ce484222325u;
  set_up (world);
  for (guint i = 0; i < options->steps && result->failure == NULL; i++)
    take_step (world, i);
  if (result->failure == NULL)
    calm_down (world);
  if (result->failure == NULL)
    sim_check_rest (world);
  tear_down (world);
  return result;
}

void
sim_result_free (SimResult *result)
{
  g_free (result->failure);
  g_free (result->story);
  g_free (result);
}

/* The failure without the ids and numbers in it. (transfer full) (nullable) */
static char *
fail_with (const SimOptions *options, const guint8 *skips)
{
  SimOptions shorter = *options;
  g_autoptr (SimResult) result = NULL;

  shorter.skips = skips;
  result = sim_run (&shorter);
  if (result->failure == NULL)
    return NULL;
  return g_strcanon (g_steal_pointer (&result->failure), "ghijklmnopqrstuvwxyz ", '.');
}

/* Leaves out ever smaller runs of steps, as long as what is left fails. */
guint8 *
sim_shrink (const SimOptions *options)
{
  guint8 *skips = g_new0 (guint8, options->steps + 1);
  g_autofree char *failure = fail_with (options, NULL);

  for (guint length = options->steps / 2; length > 0; length /= 2) {
    for (guint first = 0; first < options->steps; first += length) {
      g_autofree guint8 *fewer = g_memdup2 (skips, options->steps + 1);
      g_autofree char *other = NULL;

      memset (fewer + first, 1, MIN (length, options->steps - first));
      if (memcmp (fewer, skips, options->steps) == 0)
        continue;
      other = fail_with (options, fewer);
      if (g_strcmp0 (other, failure) == 0)
        memcpy (skips, fewer, options->steps);
    }
  }
  return skips;
}
