/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private notes: kept, deleted and listed, in a file of their own. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rondo-notes.h"

typedef struct {
  char *dir;
  char *database;
  RondoNotes *notes;
} Place;

static void
result_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Place *place, gconstpointer data)
{
  place->dir = g_dir_make_tmp ("rondo-notes-XXXXXX", NULL);
  place->database = g_build_filename (place->dir, "rondo.db", NULL);
  place->notes = rondo_notes_new (place->database);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  rondo_notes_close (place->notes);
  g_assert_finalize_object (place->notes);
  dir = g_dir_open (place->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (place->dir, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (place->dir), ==, 0);
  g_free (place->dir);
  g_free (place->database);
}

static gboolean
save (Place *place, RondoNoteKind kind, const char *subject, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_notes_save_async (place->notes, kind, subject, text, NULL, result_cb, &result);
  wait_for (&result);
  return rondo_notes_save_finish (place->notes, result, error);
}

static char *
load (Place *place, RondoNoteKind kind, const char *subject)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  rondo_notes_load_async (place->notes, kind, subject, NULL, result_cb, &result);
  wait_for (&result);
  text = rondo_notes_load_finish (place->notes, result, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_note (Place *place, RondoNoteKind kind, const char *subject, const char *expected)
{
  g_autofree char *text = load (place, kind, subject);

  g_assert_cmpstr (text, ==, expected);
}

static GPtrArray *
list (Place *place)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  rondo_notes_list_async (place->notes, NULL, result_cb, &result);
  wait_for (&result);
  notes = rondo_notes_list_finish (place->notes, result, &error);
  g_assert_no_error (error);
  return notes;
}

static void
test_kept (Place *place, gconstpointer data)
{
  assert_note (place, RONDO_NOTE_CLIENT, "a", "");
  g_assert_true (save (place, RONDO_NOTE_CLIENT, "a", "Likes\nlong silences.", NULL));
  g_assert_true (save (place, RONDO_NOTE_SESSION, "a", "First one.", NULL));
  g_assert_true (save (place, RONDO_NOTE_SESSION, "a", "The first one.", NULL));
  rondo_notes_close (place->notes); /* opened again by the next call */
  assert_note (place, RONDO_NOTE_CLIENT, "a", "Likes\nlong silences.");
  assert_note (place, RONDO_NOTE_SESSION, "a", "The first one.");
  assert_note (place, RONDO_NOTE_SESSION, "b", "");
}

static void
test_deleted_and_listed (Place *place, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list (place);
  g_autoptr (GPtrArray) one = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (save (place, RONDO_NOTE_CLIENT, "a", "x", NULL));
  g_assert_true (save (place, RONDO_NOTE_SESSION, "b", "y", NULL));
  g_assert_true (save (place, RONDO_NOTE_CLIENT, "a", "", NULL));
  one = list (place);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((RondoNote *)one->pdata[0])->subject, ==, "b");
  g_assert_cmpint (((RondoNote *)one->pdata[0])->kind, ==, RONDO_NOTE_SESSION);
}

static void
test_own_file (Place *place, gconstpointer data)
{
  g_autofree char *expected = g_build_filename (place->dir, "rondo-notes.db", NULL);

  g_assert_cmpstr (rondo_notes_get_path (place->notes), ==, expected);
  g_assert_false (g_file_test (expected, G_FILE_TEST_EXISTS));
  g_assert_true (save (place, RONDO_NOTE_CLIENT, "a", "x", NULL));
  g_assert_true (g_file_test (expected, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (place->database, G_FILE_TEST_EXISTS));
}

static void
test_too_long (Place *place, gconstpointer data)
{
  g_autofree char *text = g_strnfill (RONDO_NOTE_MAX_BYTES + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_false (save (place, RONDO_NOTE_CLIENT, "a", text, &error));
  g_assert_nonnull (strstr (error->message, "256 KiB"));
  assert_note (place, RONDO_NOTE_CLIENT, "a", "");
}

static void
test_damaged (Place *place, gconstpointer data)
{
  g_autofree char *noise = g_strnfill (5000, 'x');

  g_assert_true (g_file_set_contents (rondo_notes_get_path (place->notes), noise, -1, NULL));
  assert_note (place, RONDO_NOTE_CLIENT, "a", "");
  g_assert_true (save (place, RONDO_NOTE_CLIENT, "a", "x", NULL));
  assert_note (place, RONDO_NOTE_CLIENT, "a", "x");
}

static void
add (const char *path, void (*test) (Place *, gconstpointer))
{
  g_test_add (path, Place, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/client/notes/kept-over-a-restart", test_kept);
  add ("/client/notes/deleted-when-empty-and-listed", test_deleted_and_listed);
  add ("/client/notes/in-a-file-of-their-own", test_own_file);
  add ("/client/notes/too-long-is-refused", test_too_long);
  add ("/client/notes/a-damaged-file-is-kept-aside", test_damaged);
  return g_test_run ();
}
