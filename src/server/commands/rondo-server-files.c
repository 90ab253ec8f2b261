/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of a database. */
#include "config.h"

#include "rondo-server-files.h"

#include "rondo-error.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-check.h"
#include "rondo-server-community.h"
#include "rondo-server-history.h"
#include "rondo-server-problem.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

static const char *const PARTS[] = {"", "-wal", "-shm", "-journal"};

static gboolean
refuse (GError **error, const char *format, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *message = NULL;
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  message = g_strconcat (parts[0], shown, parts[1], NULL);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_STORAGE, message);
  return FALSE;
}

gboolean
rondo_server_files_check (const char *path, gboolean is_new, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!is_new && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return refuse (error,
                   _ ("There is no database “%s”. Make one with “rondo-server init”, or check the "
                      "path."),
                   path);
  if (!is_new && g_access (path, R_OK | W_OK) != 0)
    return refuse (
        error,
        _ ("The database “%s” belongs to another user. Run this command as the user that "
           "the server runs as."),
        path);
  /* One that is missing is made. */
  if (g_file_test (folder, G_FILE_TEST_IS_DIR) && g_access (folder, W_OK | X_OK) != 0)
    return refuse (error,
                   _ ("The folder “%s” can not be written by this user, and a database needs files "
                      "beside it. Choose another folder, or run this command as the user that the "
                      "server runs as."),
                   folder);
  return TRUE;
}

int
rondo_server_files_hold (const char *path, gboolean is_alone, GError **error)
{
  g_autofree char *name = g_strconcat (path, "-lock", NULL);
  int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0) {
    refuse (
        error, _ ("The file “%s” could not be made. Check the permissions of its folder."), name);
    return -1;
  }
  if (flock (fd, (is_alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
    return fd;
  close (fd);
  if (is_alone)
    refuse (error,
            _ ("A server is running on the database “%s”. Stop it first, then repeat the command."),
            path);
  else
    refuse (error,
            _ ("The database “%s” is being restored from a backup at the moment. Try again in a "
               "minute."),
            path);
  return -1;
}

static void
remove_all (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (PARTS); i++) {
    g_autofree char *name = g_strconcat (path, PARTS[i], NULL);

    g_unlink (name);
  }
}

static gboolean
copy (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error);
}

/* From now on this is another history than the one that went on after the backup. */
static gboolean
begin_history (RondoDb *db, const RondoServerCommunity *community, int64_t now_us, GError **error)
{
  RondoServerAdminEntry entry = {
      .at_us = now_us,
      .actor = RONDO_SERVER_CONSOLE,
      .action = "restore",
  };

  return rondo_db_begin (db, error) &&
         rondo_db_end (db, rondo_server_admin_log_add (db, &entry, error), error) &&
         rondo_server_history_renew (db, community, NULL, NULL, now_us, error);
}

/* Checks the copy at @path, and makes it ready. */
static gboolean
prepare (const char *path, int64_t now_us, GError **error)
{
  g_autoptr (RondoDb) db = rondo_db_open (path, rondo_server_schema (), error);
  g_autoptr (RondoServerCommunity) community = NULL;

  if (db == NULL)
    return FALSE;
  community = rondo_server_community_load (db, error);
  return community != NULL && rondo_server_check_all (db, community, NULL, error) &&
         begin_history (db, community, now_us, error) && rondo_db_seal (db, error);
}

/* What is wrong with the copy at @path is wrong with the @backup that the administrator knows. */
static char *
describe_problem (const GError *problem, const char *path, const char *backup)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GString) words = g_string_new (problem->message);

  g_string_replace (words, shown, backup, 0);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* A file of this name is ours: of a restore that did not come to its end. */
static gboolean
make_copy (const char *path, const char *backup, int64_t now_us, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *shown = g_filename_display_name (backup);
  g_autofree char *reason = NULL;

  remove_all (path);
  if (copy (backup, path, &problem) && g_chmod (path, 0600) == 0 &&
      prepare (path, now_us, &problem))
    return TRUE;
  reason = problem == NULL ? g_strdup (g_strerror (errno)) : NULL;
  remove_all (path);
  if (problem != NULL) {
    rondo_server_export_error (&problem);
    reason = describe_problem (problem, path, shown);
  }
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_STORAGE,
               _ ("The backup “%s” can not be used, and nothing was changed. %s"),
               shown,
               reason);
  return FALSE;
}

static gboolean
check_backup (const char *path, const char *backup, GError **error)
{
  g_autoptr (GFile) database = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_for_path (backup);

  if (g_file_equal (database, source))
    return refuse (error, _ ("“%s” is the database itself. Name the backup to restore."), backup);
  if (!g_file_test (backup, G_FILE_TEST_IS_REGULAR))
    return refuse (error, _ ("There is no backup “%s”. Check the path."), backup);
  return TRUE;
}

char *
rondo_server_files_restore (const char *path, const char *backup, int64_t now_us, GError **error)
{
  g_autofree char *ready = g_strconcat (path, ".restoring", NULL);
  g_autofree char *aside = NULL;

  if (!check_backup (path, backup, error) || !rondo_server_files_check (path, TRUE, error) ||
      !make_copy (ready, backup, now_us, error))
    return NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    aside = rondo_db_set_aside_as (path, "before-restore", now_us, error);
    if (aside == NULL) {
      rondo_server_export_error (error);
      return NULL;
    }
  }
  if (g_rename (ready, path) == 0)
    return aside != NULL ? g_steal_pointer (&aside) : g_strdup ("");
  refuse (error, _ ("The backup could not be put in the place of “%s”."), path);
  return NULL;
}
