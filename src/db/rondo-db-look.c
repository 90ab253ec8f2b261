/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks at a database before anything is written: whose is it, how new, is it whole? */
#include "config.h"

#include "rondo-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* The file header, https://www.sqlite.org/fileformat2.html §1.3. Numbers are big-endian. */
#define HEADER_BYTES 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_SCHEMA_COOKIE 40
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION_ID 68

/* Up to this size a look for damage takes a moment nobody notices at start. Larger files are
 * looked through by rondo_db_check() only. */
#define CHECK_AT_OPEN_MAX_BYTES (32 * 1024 * 1024)

static uint32_t
read_number (const uint8_t *header, gsize offset)
{
  uint32_t number;

  memcpy (&number, header + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static void
set_foreign_error (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (
      error,
      RONDO_DB_ERROR,
      RONDO_DB_ERROR_FOREIGN,
      _ ("“%s” is a database of another program. Nothing was changed. Choose another file."),
      shown);
}

static void
set_not_a_database_error (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error,
               RONDO_DB_ERROR,
               RONDO_DB_ERROR_CORRUPT,
               _ ("“%s” is damaged or is not a database. Nothing was changed."),
               shown);
}

/* @has_schema tells a file whose making was interrupted from one that somebody else made. */
static gboolean
check_identity (const char *path,
                const RondoDbSchema *schema,
                uint32_t application_id,
                int64_t version,
                gboolean has_schema,
                GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  int known = rondo_db_schema_version (schema);

  if (application_id == 0 && version == 0 && !has_schema)
    return TRUE;
  if (application_id != schema->application_id || version < 0) {
    set_foreign_error (path, error);
    return FALSE;
  }
  if (version <= known)
    return TRUE;
  g_set_error (error,
               RONDO_DB_ERROR,
               RONDO_DB_ERROR_TOO_NEW,
               _ ("The database “%s” was written by a newer version of Rondo (format %d, this "
                  "version knows formats up to %d). Nothing was changed. Update Rondo to open it."),
               shown,
               (int)version,
               known);
  return FALSE;
}

/* Bytes read, or −1 with @error. A file that is not there has 0. */
static gssize
read_header (const char *path, uint8_t *header, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  gssize length;
  int number;

  if (fd < 0 && errno == ENOENT)
    return 0;
  length = fd < 0 ? -1 : read (fd, header, HEADER_BYTES);
  number = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  if (length < 0) {
    g_autofree char *shown = g_filename_display_name (path);

    g_set_error (error,
                 RONDO_DB_ERROR,
                 RONDO_DB_ERROR_FAILED,
                 _ ("The database “%s” could not be read (%s). Check its permissions."),
                 shown,
                 g_strerror (number));
  }
  return length;
}

static gboolean
check_damage (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  GStatBuf status;

  if (g_stat (db->path, &status) != 0 || status.st_size > CHECK_AT_OPEN_MAX_BYTES)
    return TRUE;
  statement = rondo_db_prepare (db, "PRAGMA quick_check(1)", error);
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure) &&
      g_strcmp0 (rondo_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_a_database_error (db->path, error);
  return FALSE;
}

/* Reads the header itself, so that SQLite makes no file beside a database that is not ours to
 * touch. What a log beside it holds can only be newer. */
gboolean
rondo_db_look_at_file (const char *path, const RondoDbSchema *schema, GError **error)
{
  uint8_t header[HEADER_BYTES] = {0};
  gssize length = read_header (path, header, error);

  if (length <= 0)
    return length == 0;
  if (length < HEADER_BYTES || memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0) {
    set_not_a_database_error (path, error);
    return FALSE;
  }
  return check_identity (path,
                         schema,
                         read_number (header, HEADER_APPLICATION_ID),
                         (int32_t)read_number (header, HEADER_USER_VERSION),
                         read_number (header, HEADER_SCHEMA_COOKIE) != 0,
                         error);
}

/* The same through SQLite, which sees the log too, and then a look for damage. */
gboolean
rondo_db_look (RondoDb *db, const RondoDbSchema *schema, GError **error)
{
  int64_t application_id = 0;
  int64_t version = 0;
  int64_t has_schema = 0;

  if (!rondo_db_read_int (db, "PRAGMA application_id", &application_id, error) ||
      !rondo_db_read_int (db, "PRAGMA user_version", &version, error) ||
      !rondo_db_read_int (db, "SELECT COUNT(*) FROM sqlite_schema", &has_schema, error))
    return FALSE;
  return check_identity (
             db->path, schema, (uint32_t)application_id, version, has_schema != 0, error) &&
         check_damage (db, error);
}
