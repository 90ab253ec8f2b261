/* SPDX-License-Identifier: GPL-3.0-or-later
 * Time zones by name, found once. */
#include "config.h"

#include "rondo-zone.h"

#include <string.h>

#include "rondo-member.h"

#define NAME_MAX_BYTES 64

/* Name → GTimeZone, never dropped: finding one reads a file, and everybody is compared with
 * everybody. There are only so many of them; names that are none are not kept. */
static GHashTable *zones = NULL;
static GMutex zones_mutex;

/* What GTimeZone would read as a rule instead of a name, or find differently on every machine, is
 * no name: "EST5", "+02:00", "localtime". Dots would lead out of the directory of zones. */
static gboolean
is_zone_name (const char *name)
{
  gboolean is_offset = g_str_has_prefix (name, "Etc/GMT");

  if (!g_ascii_isalpha (name[0]) || strlen (name) > NAME_MAX_BYTES ||
      strcmp (name, "localtime") == 0 || strcmp (name, "posixrules") == 0)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++) {
    if (g_ascii_isalpha (*p) || *p == '_' || *p == '-')
      continue;
    if (*p == '/' && g_ascii_isalpha (p[1]))
      continue;
    if (is_offset && (g_ascii_isdigit (*p) || *p == '+'))
      continue;
    return FALSE;
  }
  return TRUE;
}

GTimeZone *
rondo_zone_find (const char *name)
{
  GTimeZone *zone;

  if (name == NULL || !is_zone_name (name))
    return NULL;
  g_mutex_lock (&zones_mutex);
  if (zones == NULL)
    zones =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_time_zone_unref);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL) {
    zone = g_time_zone_new_identifier (name);
    if (zone != NULL)
      g_hash_table_insert (zones, g_strdup (name), zone);
  }
  g_mutex_unlock (&zones_mutex);
  return zone;
}

gboolean
rondo_time_zone_is_valid (const char *name)
{
  return rondo_zone_find (name) != NULL;
}
