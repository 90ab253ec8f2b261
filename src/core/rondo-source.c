/* SPDX-License-Identifier: GPL-3.0-or-later
 * The clock and the dice of the system, unless somebody has put others in their place. */
#include "config.h"

#include "rondo-source.h"

static int64_t
system_now_us (gpointer data)
{
  return g_get_real_time ();
}

static uint32_t
system_random (gpointer data)
{
  return g_random_int ();
}

static const RondoSource system_source = {system_now_us, system_random, NULL};
static const RondoSource *current = &system_source;

void
rondo_source_set (const RondoSource *source)
{
  current = source != NULL ? source : &system_source;
}

int64_t
rondo_source_now_us (void)
{
  return current->now_us (current->data);
}

uint32_t
rondo_source_random (void)
{
  return current->random (current->data);
}
