/* SPDX-License-Identifier: GPL-3.0-or-later
 * The settings of the coach's desk, on this computer. */
#include "config.h"

#include "rondo-desk-settings-store.h"

#include "rondo-meta-table.h"

static gboolean
read_date (RondoDb *db, const char *key, RondoDate *date, GError **error)
{
  g_autofree char *text = NULL;

  if (!rondo_meta_table_read (db, key, &text, error))
    return FALSE;
  if (!rondo_date_parse (text, date))
    *date = RONDO_DATE_NONE;
  return TRUE;
}

static gboolean
read_credentials (RondoDb *db, GStrv *credentials, GError **error)
{
  g_autofree char *text = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_CREDENTIALS, &text, error))
    return FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;
  g_strfreev (*credentials);
  *credentials = g_strsplit (text, " ", -1);
  return TRUE;
}

static gboolean
read_weekly (RondoDb *db, int *minutes, GError **error)
{
  g_autofree char *text = NULL;
  guint64 number = 0;

  if (!rondo_meta_table_read (db, RONDO_META_WEEKLY_MINUTES, &text, error))
    return FALSE;
  if (text != NULL &&
      g_ascii_string_to_unsigned (text, 10, 0, RONDO_WEEKLY_MINUTES_MAX, &number, NULL))
    *minutes = (int)number;
  return TRUE;
}

RondoDeskSettings *
rondo_desk_settings_store_read (RondoDb *db, GError **error)
{
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  int64_t is_unbalanced;

  if (!rondo_meta_table_read_int (db, RONDO_META_IS_UNBALANCED, &is_unbalanced, error) ||
      !read_date (db, RONDO_META_TRAINING_START, &settings->training_start, error) ||
      !read_date (db, RONDO_META_APPLICATION, &settings->application, error) ||
      !read_credentials (db, &settings->credentials, error) ||
      !read_weekly (db, &settings->weekly_minutes, error))
    return NULL;
  settings->is_balanced = is_unbalanced == 0;
  return g_steal_pointer (&settings);
}

static gboolean
write_date (RondoDb *db, const char *key, RondoDate date, GError **error)
{
  g_autofree char *text = rondo_date_is_valid (date) ? rondo_date_to_iso (date) : NULL;

  return rondo_meta_table_write (db, key, text, error);
}

static gboolean
write_all (RondoDb *db, const RondoDeskSettings *settings, GError **error)
{
  g_autofree char *credentials = g_strjoinv (" ", settings->credentials);
  g_autofree char *weekly = settings->weekly_minutes != RONDO_WEEKLY_AS_BEFORE
                                ? g_strdup_printf ("%d", settings->weekly_minutes)
                                : NULL;

  return rondo_meta_table_write (
             db, RONDO_META_IS_UNBALANCED, settings->is_balanced ? NULL : "1", error) &&
         write_date (db, RONDO_META_TRAINING_START, settings->training_start, error) &&
         write_date (db, RONDO_META_APPLICATION, settings->application, error) &&
         rondo_meta_table_write (db, RONDO_META_CREDENTIALS, credentials, error) &&
         rondo_meta_table_write (db, RONDO_META_WEEKLY_MINUTES, weekly, error);
}

gboolean
rondo_desk_settings_store_write (RondoDb *db, const RondoDeskSettings *settings, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, write_all (db, settings, error), error);
}
