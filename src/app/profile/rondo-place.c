/* SPDX-License-Identifier: GPL-3.0-or-later
 * Languages and time zones to choose from, as people call them. */
#include "config.h"

#include "rondo-place.h"

#include "rondo-language.h"
#include "rondo-member.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ZONE_DIRECTORY "/usr/share/zoneinfo"
#define COUNTRY_DOMAIN "iso_3166-1" /* of the package iso-codes, where it is installed */
#define MINUTES_PER_HOUR 60

/* One in most hours of the day, for a machine without a list of zones. */
static const char *const few_zones[] = {
    "Africa/Cairo",        "Africa/Johannesburg", "Africa/Lagos",
    "Africa/Nairobi",      "America/Anchorage",   "America/Argentina/Buenos_Aires",
    "America/Bogota",      "America/Chicago",     "America/Denver",
    "America/Halifax",     "America/Lima",        "America/Los_Angeles",
    "America/Mexico_City", "America/New_York",    "America/Phoenix",
    "America/Santiago",    "America/Sao_Paulo",   "America/St_Johns",
    "America/Toronto",     "Asia/Dhaka",          "Asia/Dubai",
    "Asia/Hong_Kong",      "Asia/Jakarta",        "Asia/Jerusalem",
    "Asia/Karachi",        "Asia/Kathmandu",      "Asia/Kolkata",
    "Asia/Manila",         "Asia/Riyadh",         "Asia/Seoul",
    "Asia/Shanghai",       "Asia/Singapore",      "Asia/Taipei",
    "Asia/Tashkent",       "Asia/Tokyo",          "Australia/Adelaide",
    "Australia/Brisbane",  "Australia/Perth",     "Australia/Sydney",
    "Europe/Athens",       "Europe/Berlin",       "Europe/Istanbul",
    "Europe/Kyiv",         "Europe/Lisbon",       "Europe/London",
    "Europe/Madrid",       "Europe/Moscow",       "Europe/Paris",
    "Europe/Rome",         "Pacific/Auckland",    "Pacific/Honolulu",
};

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const RondoPlace *one = *(RondoPlace *const *)a;
  const RondoPlace *other = *(RondoPlace *const *)b;
  int order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : strcmp (one->key, other->key);
}

static char *
fold (const char *text)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), "_", ' ');

  return g_utf8_casefold (plain, -1);
}

/* Two capital letters → the English name of a country. */
static GHashTable *
read_countries (const char *directory)
{
  GHashTable *countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = g_build_filename (directory, "iso3166.tab", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    return countries;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) parts = g_strsplit (*line, "\t", 2);

    if (**line != '#' && g_strv_length (parts) == 2)
      g_hash_table_insert (countries, g_strdup (parts[0]), g_strdup (parts[1]));
  }
  return countries;
}

/* "America/Argentina/Buenos_Aires" → "Buenos Aires" */
static char *
get_city (const char *zone)
{
  const char *slash = strrchr (zone, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : zone), "_", ' ');
}

/* The difference to UTC as "UTC+05:45", which every language writes alike; "" for no zone. */
static char *
describe_offset (const char *name, int64_t now_us)
{
  g_autoptr (GTimeZone) zone =
      rondo_time_zone_is_valid (name) ? g_time_zone_new_identifier (name) : NULL;
  int interval, minutes;

  if (zone == NULL)
    return g_strdup ("");
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, now_us / G_USEC_PER_SEC);
  minutes = g_time_zone_get_offset (zone, interval) / 60;
  return g_strdup_printf ("UTC%c%02d:%02d",
                          minutes < 0 ? '-' : '+',
                          ABS (minutes) / MINUTES_PER_HOUR,
                          ABS (minutes) % MINUTES_PER_HOUR);
}

/* @country: in English, "" if it is not known. */
static RondoPlace *
new_zone (const char *name, const char *country, int64_t now_us)
{
  RondoPlace *place = g_new0 (RondoPlace, 1);
  const char *local = *country != '\0' ? g_dgettext (COUNTRY_DOMAIN, country) : "";
  g_autofree char *offset = describe_offset (name, now_us);
  g_autofree char *search = NULL;

  place->key = g_strdup (name);
  place->name = get_city (name);
  place->detail = *local != '\0' ? g_strdup_printf ("%s · %s", local, offset) : g_strdup (offset);
  search = g_strjoin (" ", name, place->name, local, country, offset, NULL);
  place->search = fold (search);
  return place;
}

/* A line is: countries, place on earth, zone, and sometimes a comment. */
static void
add_zones (GPtrArray *places, const char *directory, const char *file, int64_t now_us)
{
  g_autoptr (GHashTable) countries = read_countries (directory);
  g_autofree char *path = g_build_filename (directory, file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) parts = g_strsplit (*line, "\t", 4);
    g_autofree char *first = g_strndup (*line, 2);
    const char *country = g_hash_table_lookup (countries, first);

    if (**line != '#' && g_strv_length (parts) >= 3 && rondo_time_zone_is_valid (parts[2]))
      g_ptr_array_add (places, new_zone (parts[2], country != NULL ? country : "", now_us));
  }
}

void
rondo_place_free (RondoPlace *place)
{
  if (place == NULL)
    return;
  g_free (place->key);
  g_free (place->name);
  g_free (place->detail);
  g_free (place->search);
  g_free (place);
}

RondoPlace *
rondo_place_new_language (const char *code)
{
  RondoPlace *place = g_new0 (RondoPlace, 1);
  g_autofree char *search = NULL;

  place->key = g_strdup (code);
  place->name = rondo_language_to_display (code);
  place->detail = g_strdup (code);
  search = g_strjoin (" ", place->name, rondo_language_get_english_name (code), code, NULL);
  place->search = fold (search);
  return place;
}

GPtrArray *
rondo_place_list_languages (void)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_place_free);
  const char *code = NULL;

  for (guint i = 0; (code = rondo_language_get_code (i)) != NULL; i++)
    g_ptr_array_add (places, rondo_place_new_language (code));
  g_ptr_array_sort (places, compare_places);
  return places;
}

GPtrArray *
rondo_place_list_zones (const char *directory, int64_t now_us)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_place_free);
  const char *from = directory != NULL ? directory : ZONE_DIRECTORY;

  add_zones (places, from, "zone.tab", now_us);
  if (places->len == 0)
    add_zones (places, from, "zone1970.tab", now_us);
  for (guint i = 0; places->len < G_N_ELEMENTS (few_zones) && i < G_N_ELEMENTS (few_zones); i++)
    if (rondo_time_zone_is_valid (few_zones[i]))
      g_ptr_array_add (places, new_zone (few_zones[i], "", now_us));
  g_ptr_array_add (places, new_zone ("UTC", "", now_us));
  g_ptr_array_sort (places, compare_places);
  return places;
}

char *
rondo_place_zone_to_display (const char *name, int64_t now_us)
{
  g_autofree char *city = NULL;
  g_autofree char *offset = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  city = get_city (name);
  offset = describe_offset (name, now_us);
  /* Translators: a city and how its clock differs: "Berlin, UTC+02:00" */
  return g_strdup_printf (_ ("%s, %s"), city, offset);
}
