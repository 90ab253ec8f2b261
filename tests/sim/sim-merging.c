/* SPDX-License-Identifier: GPL-3.0-or-later
 * Merging accounts, and what the model has to know of it. */
#include "config.h"

#include "sim-merging.h"

#include "rondo-server-merging.h"
#include "rondo-source.h"
#include "sim-check-private.h"
#include "sim-server.h"
#include "sim-template.h"

static const char SQL_MERGED[] = "SELECT stays FROM merged_member";

guint
sim_merging_get (const SimWorld *world, guint member)
{
  return world->is_merged && member == world->goes ? world->stays : member;
}

gboolean
sim_merging_is_same (const SimWorld *world, guint one, guint other)
{
  return sim_merging_get (world, one) == sim_merging_get (world, other);
}

/* Their devices have to sign in again, as the one who stays. A backup of before would make two of
 * them again. */
void
sim_merging_find_out (SimWorld *world)
{
  g_autoptr (GPtrArray) stays = NULL;

  if (!world->is_merging || world->is_merged || world->server.db == NULL)
    return;
  stays = sim_check_list (world->server.db, SQL_MERGED, NULL);
  world->is_merged = stays->len > 0;
  if (!world->is_merged)
    return;
  for (guint i = 0; i < world->device_count; i++)
    world->devices[i].may_be_refused |= world->devices[i].member == world->goes;
  g_clear_pointer (&world->backup, sim_disk_free);
  sim_tell (world, "server: member %u is member %u by now", world->goes, world->stays);
}

static void
merge (SimWorld *world)
{
  const SimTemplate *made = sim_template_get ();
  RondoMergeRequest request = {made->members[world->stays], made->members[world->goes]};
  g_autoptr (GError) error = NULL;
  int64_t moved = 0;

  if (!rondo_server_merging_merge (world->server.db,
                                   world->community,
                                   made->members[SIM_COORDINATOR],
                                   &request,
                                   rondo_source_now_us (),
                                   &moved,
                                   &error))
    sim_tell (world, "server: two accounts do not become one: %s", error->message);
}

void
sim_merging_strike (SimWorld *world)
{
  SimComputer *before = NULL;

  if (world->is_merged || sim_server_is_down (world) || sim_disk_is_stopped (world->server.disk))
    return;
  world->is_merging = TRUE;
  world->stays = sim_random_chance (&world->random, 50) ? SIM_PERSON : SIM_TWIN;
  world->goes = world->stays == SIM_TWIN ? SIM_PERSON : SIM_TWIN;
  before = sim_enter (world, &world->server);
  merge (world);
  sim_leave (world, before);
  if (sim_disk_is_stopped (world->server.disk))
    sim_server_stop (world, FALSE);
  sim_merging_find_out (world);
}
