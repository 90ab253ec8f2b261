/* SPDX-License-Identifier: GPL-3.0-or-later
 * The migrations of the local database, from the resource compiled into the program. */
#include "config.h"

#include "rondo-client-schema.h"

#include "rondo-client-resources.h"

#include <gio/gio.h>

#define RESOURCE_PREFIX "/org/rondocoaching/Rondo/client/migrations/"
#define APPLICATION_ID 0x526e6431 /* "Rnd1" */

/* In order: script i brings version i to i + 1. A released script never changes. */
static const char *const migration_names[] = {
    "client-0001-first.sql",
    "client-0002-hours.sql",
    "client-0003-sync.sql",
    "client-0004-speed.sql",
    "client-0005-drafts.sql",
    "client-0006-sessions.sql",
    "client-0007-held.sql",
    "client-0008-imports.sql",
    "client-0009-feedback.sql",
    "client-0010-desk.sql",
    "client-0011-conduct.sql",
    "client-0012-outbox.sql",
    "client-0013-people.sql",
    "client-0014-scope.sql",
    "client-0015-log.sql",
    "client-0016-outbox.sql",
    "client-0017-sent.sql",
};

static const char *migrations[G_N_ELEMENTS (migration_names) + 1];
static const RondoDbSchema schema = {APPLICATION_ID, migrations};

/* The bytes live in the program itself, so that the text stays valid without them. */
static const char *
lookup_script (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (
      rondo_client_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  return g_bytes_get_data (bytes, NULL);
}

const RondoDbSchema *
rondo_client_schema_get (void)
{
  static gsize is_filled = 0;

  if (g_once_init_enter (&is_filled)) {
    for (gsize i = 0; i < G_N_ELEMENTS (migration_names); i++)
      migrations[i] = lookup_script (migration_names[i]);
    g_once_init_leave (&is_filled, 1);
  }
  return &schema;
}
