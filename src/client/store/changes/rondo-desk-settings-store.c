/* SPDX-License-Identifier: GPL-3.0-or-later
 * The settings of the coach's desk: a record of the account. */
#include "config.h"

#include "rondo-desk-settings-store.h"

#include "rondo-change-save.h"
#include "rondo-desks-table.h"
#include "rondo-id.h"
#include "rondo-meta-table.h"
#include "rondo-source.h"

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

/* What was decided before it was a record. */
static RondoDeskSettings *
read_before (RondoDb *db, GError **error)
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

/* NULL: there is no account yet, and who its member is going to be is not known. */
static gboolean
find_own_id (RondoDb *db, char **id, GError **error)
{
  g_autofree char *server = NULL;
  g_autofree char *member = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_SERVER, &server, error) ||
      !rondo_meta_table_read (db, RONDO_META_MEMBER, &member, error))
    return FALSE;
  *id = server != NULL && member != NULL ? rondo_desk_settings_derive_id (member) : NULL;
  return TRUE;
}

RondoDeskSettings *
rondo_desk_settings_store_read (RondoDb *db, GError **error)
{
  g_autofree char *own_id = NULL;
  RondoDeskSettings *settings = NULL;

  if (!find_own_id (db, &own_id, error) || !rondo_desks_table_find (db, own_id, &settings, error))
    return NULL;
  return settings != NULL ? settings : read_before (db, error);
}

static char *
pick_id (RondoDb *db, GError **error)
{
  g_autofree char *own_id = NULL;
  g_autoptr (RondoDeskSettings) known = NULL;

  if (!find_own_id (db, &own_id, error) || !rondo_desks_table_find (db, own_id, &known, error))
    return NULL;
  if (known != NULL)
    return g_strdup (known->id);
  return own_id != NULL ? g_steal_pointer (&own_id) : rondo_id_new (rondo_source_now_us ());
}

gboolean
rondo_desk_settings_store_write (RondoDb *db, const RondoDeskSettings *settings, GError **error)
{
  g_autoptr (RondoDeskSettings) named = rondo_desk_settings_copy (settings);
  g_autoptr (RondoChange) change = rondo_change_new ();

  g_free (named->id);
  named->id = pick_id (db, error);
  if (named->id == NULL)
    return FALSE;
  rondo_change_put_desk (change, named);
  return rondo_change_save (db, change, rondo_source_now_us (), error);
}
