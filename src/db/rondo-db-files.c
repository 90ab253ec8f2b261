/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files beside the database: its folder, backups, and a damaged database kept under another name.
 */
#include "config.h"

#include "rondo-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define BACKUPS_KEPT 3

/* Files that belong to a database, the main one last: once it is renamed, nothing is left behind
 * that a fresh database would throw away. */
static const char *const parts[] = {"-shm", "-wal", "-journal", ""};

static RondoDbError
map_errno (int number)
{
  switch (number) {
  case ENOSPC:
  case EDQUOT:
  case EROFS:
  case EACCES:
  case EPERM:
    return RONDO_DB_ERROR_FULL;
  default:
    return RONDO_DB_ERROR_FAILED;
  }
}

static void
set_file_error (GError **error, const char *path, int number)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (number == EACCES || number == EPERM || number == EROFS)
    g_set_error (error,
                 RONDO_DB_ERROR,
                 map_errno (number),
                 _ ("“%s” could not be written, because this user may not write there (%s). Choose "
                    "another folder, or allow writing to this one."),
                 shown,
                 g_strerror (number));
  else
    g_set_error (
        error,
        RONDO_DB_ERROR,
        map_errno (number),
        _ ("“%s” could not be written (%s). Check the free space and the permissions of its "
           "folder, then try again."),
        shown,
        g_strerror (number));
}

/* Whether no part of a database has the name @path. */
static gboolean
is_free (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *part = g_strconcat (path, parts[i], NULL);

    if (g_file_test (part, G_FILE_TEST_EXISTS) || g_file_test (part, G_FILE_TEST_IS_SYMLINK))
      return FALSE;
  }
  return TRUE;
}

/* "<path>.<what>-20261122-021500", with "-2", "-3" … while the name is taken. */
static char *
make_dated_name (const char *path, const char *what, GDateTime *time)
{
  g_autofree char *date = g_date_time_format (time, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("%s.%s-%s", path, what, date);

  for (guint i = 2; !is_free (name); i++) {
    g_free (name);
    name = g_strdup_printf ("%s.%s-%s-%u", path, what, date, i);
  }
  return g_steal_pointer (&name);
}

/* The part of a backup's name that orders backups, or NULL if @name is not one of @base. */
static const char *
find_backup_date (const char *name, const char *base)
{
  const char *rest;

  if (!g_str_has_prefix (name, base) || !g_str_has_prefix (name + strlen (base), ".backup-v"))
    return NULL;
  rest = name + strlen (base) + strlen (".backup-v");
  rest += strspn (rest, "0123456789");
  if (!g_regex_match_simple ("^-[0-9]{8}-[0-9]{6}(-[0-9]+)?$", rest, 0, 0))
    return NULL;
  return rest;
}

static int
compare_backups (gconstpointer a, gconstpointer b, gpointer base)
{
  return strcmp (find_backup_date (*(const char *const *)a, base),
                 find_backup_date (*(const char *const *)b, base));
}

/* Removes the oldest backups of the database at @path. Failing to is no reason to stop. */
static void
prune_backups (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (find_backup_date (name, base) != NULL)
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort_with_data (names, compare_backups, base);
  for (guint i = 0; i + BACKUPS_KEPT < names->len; i++) {
    g_autofree char *old = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    if (g_unlink (old) != 0)
      g_message ("the old backup %s could not be removed: %s", old, g_strerror (errno));
  }
}

gboolean
rondo_db_make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  set_file_error (error, folder, errno);
  return FALSE;
}

/* Makes an empty file that only its owner may read; SQLite gives its other files the same mode. */
gboolean
rondo_db_make_file (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0) {
    set_file_error (error, path, errno);
    return FALSE;
  }
  return g_close (fd, error);
}

gboolean
rondo_db_backup_before_migration (RondoDb *db, int version, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *what = g_strdup_printf ("backup-v%d", version);
  g_autofree char *copy = make_dated_name (db->path, what, now);

  if (!rondo_db_backup (db, copy, error))
    return FALSE;
  prune_backups (db->path);
  return TRUE;
}

char *
rondo_db_set_aside_as (const char *path, const char *what, int64_t now_us, GError **error)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) now = g_date_time_add (epoch, now_us);
  g_autofree char *aside = NULL;

  g_return_val_if_fail (now != NULL, NULL);

  aside = make_dated_name (path, what, now);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_strconcat (path, parts[i], NULL);
    g_autofree char *to = g_strconcat (aside, parts[i], NULL);

    if (g_rename (from, to) == 0 || (errno == ENOENT && *parts[i] != '\0'))
      continue;
    set_file_error (error, path, errno);
    return NULL;
  }
  return g_steal_pointer (&aside);
}

char *
rondo_db_set_aside (const char *path, int64_t now_us, GError **error)
{
  return rondo_db_set_aside_as (path, "damaged", now_us, error);
}
