/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder of its own for each test, and what the tests of this room ask of files. */
#include "config.h"

#include "db-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const migrations_v1[] = {
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, minutes INTEGER) STRICT;"
    "CREATE TABLE tag (note INTEGER NOT NULL REFERENCES note (id), word TEXT NOT NULL) STRICT;",
    NULL};

static const char *const migrations_v2[] = {
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, minutes INTEGER) STRICT;"
    "CREATE TABLE tag (note INTEGER NOT NULL REFERENCES note (id), word TEXT NOT NULL) STRICT;",
    "ALTER TABLE note ADD COLUMN day INTEGER; CREATE INDEX note_by_day ON note (day);",
    NULL};

const RondoDbSchema schema_v1 = {FIXTURE_APPLICATION_ID, migrations_v1};
const RondoDbSchema schema_v2 = {FIXTURE_APPLICATION_ID, migrations_v2};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_names (Fixture *fixture)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("rondo-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "rondo.db", NULL);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) names = list_names (fixture);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (fixture->folder, g_ptr_array_index (names, i), NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

RondoDb *
fixture_open (Fixture *fixture, const RondoDbSchema *schema)
{
  g_autoptr (GError) error = NULL;
  RondoDb *db = rondo_db_open (fixture->path, schema, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

GBytes *
fixture_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

void
fixture_write (const char *path, gconstpointer data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize)length, &error);
  g_assert_no_error (error);
}

void
fixture_copy (const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = fixture_read (from);

  fixture_write (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
fixture_remove (const char *path)
{
  static const char *const suffixes[] = {"", "-wal", "-shm"};

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *part = g_strconcat (path, suffixes[i], NULL);

    g_assert_cmpint (g_remove (part), ==, 0);
  }
}

char *
fixture_describe_folder (Fixture *fixture)
{
  g_autoptr (GPtrArray) names = list_names (fixture);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_autoptr (GBytes) bytes = fixture_read (path);
    g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

    g_string_append_printf (
        text, "%s %" G_GSIZE_FORMAT " %s\n", name, g_bytes_get_size (bytes), sum);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

guint
fixture_count_names (Fixture *fixture, const char *part)
{
  g_autoptr (GPtrArray) names = list_names (fixture);
  guint count = 0;

  for (guint i = 0; i < names->len; i++)
    count += strstr (g_ptr_array_index (names, i), part) != NULL;
  return count;
}

char *
fixture_find_name (Fixture *fixture, const char *part)
{
  g_autoptr (GPtrArray) names = list_names (fixture);

  for (guint i = 0; i < names->len; i++) {
    if (strstr (g_ptr_array_index (names, i), part) != NULL)
      return g_build_filename (fixture->folder, g_ptr_array_index (names, i), NULL);
  }
  g_error ("no name in %s has %s in it", fixture->folder, part);
}

int64_t
fixture_ask (RondoDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoStatement) statement = rondo_db_query (db, &error, sql, "");

  g_assert_no_error (error);
  g_assert_true (rondo_statement_step (statement, &error));
  g_assert_no_error (error);
  return rondo_statement_get_int (statement, 0);
}

void
fixture_add_notes (RondoDb *db, int count)
{
  g_autoptr (GError) error = NULL;

  rondo_db_begin (db, &error);
  g_assert_no_error (error);
  for (int i = 0; i < count; i++) {
    g_autofree char *text = g_strdup_printf ("a note that says number %d at some length", i);

    rondo_db_run (
        db, &error, "INSERT INTO note (text, minutes) VALUES ($1, $2)", "ti", text, (int64_t)i);
    g_assert_no_error (error);
  }
  rondo_db_commit (db, &error);
  g_assert_no_error (error);
}
