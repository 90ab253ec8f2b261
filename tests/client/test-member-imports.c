/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a file of members into the local database, and taking all of it back. */
#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "rondo-member-imports.h"

static const char table[] = "Who,Mail,Tel\nAna,ana@example.org,1\nBen,ben@example.org,2\n";

static RondoMemberImport *
preview (RondoStore *store, const char *text, const char *columns)
{
  g_autoptr (GBytes) file = g_bytes_new (text, strlen (text));
  g_autoptr (GArray) meanings =
      columns != NULL ? rondo_member_import_columns_from_text (columns, 3) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoMemberImport *import = NULL;

  rondo_member_imports_preview_async (store, file, meanings, NULL, fixture_got_result, &result);
  import = rondo_member_imports_preview_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  return import;
}

static RondoMemberImportUndo *
load_undo (RondoStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoMemberImportUndo *undo = NULL;

  rondo_member_imports_load_undo_async (store, NULL, fixture_got_result, &result);
  undo = rondo_member_imports_load_undo_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  return undo;
}

static void
import_all (RondoStore *store, const char *text, const char *columns)
{
  g_autoptr (RondoMemberImport) import = preview (store, text, columns);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (import->problem);
  fixture_save (store, rondo_member_imports_make_change (import));
  rondo_member_imports_remember_async (
      store, import, "people.csv", NOW_US, NULL, fixture_got_result, &result);
  g_assert_true (rondo_member_imports_remember_finish (store, fixture_await (&result), &error));
  g_assert_no_error (error);
}

static RondoMember *
find_member (RondoStore *store, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) members = NULL;

  rondo_store_load_members_async (store, NULL, fixture_got_result, &result);
  members = rondo_store_load_members_finish (store, fixture_await (&result), NULL);
  for (guint i = 0; i < members->len; i++) {
    const RondoMemberOverview *overview = members->pdata[i];

    if (g_str_equal (overview->member->name, name))
      return rondo_member_copy (overview->member);
  }
  return NULL;
}

static void
save_member (RondoStore *store, const RondoMember *member)
{
  RondoChange *change = rondo_change_new ();

  rondo_change_put_member (change, member);
  fixture_save (store, change);
}

static void
test_mapping (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoMemberImport) unknown = preview (store, table, NULL);
  g_autoptr (RondoMemberImport) remembered = NULL;
  g_autofree char *columns = NULL;

  g_assert_nonnull (unknown->problem);
  g_assert_cmpuint (unknown->rows->len, ==, 0);
  g_assert_cmpstr (unknown->titles[1], ==, "Mail");
  g_assert_cmpstr (unknown->samples[1], ==, "ana@example.org");
  import_all (store, table, "name email phone");
  remembered = preview (store, "Who,Mail,Tel\nCyd,cyd@example.org,3\n", NULL);
  g_assert_null (remembered->problem);
  g_assert_cmpuint (remembered->count[RONDO_IMPORT_NEW], ==, 1);
  columns = rondo_member_import_columns_to_text (remembered->columns);
  g_assert_cmpstr (columns, ==, "name email phone");
  rondo_store_close (store);
}

static void
test_undo (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoMemberImportUndo) none = load_undo (store);
  g_autoptr (RondoMemberImportUndo) undo = NULL;
  g_autoptr (RondoMemberImportUndo) gone = NULL;
  g_autoptr (RondoMemberImport) again = NULL;

  g_assert_null (none->name);
  import_all (store, table, "name email phone");
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 2);
  undo = load_undo (store);
  g_assert_cmpstr (undo->name, ==, "people.csv");
  g_assert_cmpuint (undo->n_new, ==, 2);
  g_assert_cmpuint (undo->n_changed, ==, 0);
  fixture_save (store, g_steal_pointer (&undo->change));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 0);
  gone = load_undo (store);
  g_assert_null (gone->name);
  again = preview (store, table, NULL);
  g_assert_cmpuint (again->count[RONDO_IMPORT_NEW], ==, 2);
  rondo_store_close (store);
}

/* Each import takes back what it did itself; what was changed since stays as it is. */
static void
test_undo_changed (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoMember) ana = NULL;
  g_autoptr (RondoMember) after = NULL;
  g_autoptr (RondoMemberImportUndo) last = NULL;
  g_autoptr (RondoMemberImportUndo) first = NULL;

  import_all (store, table, "name email phone");
  import_all (store, "name,email,phone,course\nAnna,ana@example.org,7,Lakeside\n", NULL);
  ana = find_member (store, "Anna");
  g_free (ana->phone);
  ana->phone = g_strdup ("8");
  save_member (store, ana);
  last = load_undo (store);
  g_assert_cmpuint (last->n_new, ==, 0);
  g_assert_cmpuint (last->n_changed, ==, 1);
  fixture_save (store, g_steal_pointer (&last->change));
  after = find_member (store, "Ana");
  g_assert_nonnull (after);
  g_assert_cmpstr (after->phone, ==, "8");
  g_assert_cmpstr (after->course, ==, "");
  first = load_undo (store);
  g_assert_cmpuint (first->n_new, ==, 2);
  rondo_store_close (store);
}

static void
test_undo_keeps (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoMember) ben = NULL;
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autoptr (RondoRound) round = fixture_round (9, "Spring");
  g_autoptr (RondoRegistration) registration = NULL;
  g_autoptr (RondoMemberImportUndo) undo = NULL;
  RondoChange *change = rondo_change_new ();

  import_all (store, table, "name email phone");
  ben = find_member (store, "Ben");
  registration = rondo_registration_new (round->id, ben->id, wishes);
  rondo_change_put_round (change, round);
  rondo_change_put_registration (change, registration);
  fixture_save (store, change);
  undo = load_undo (store);
  g_assert_cmpuint (undo->n_new, ==, 1);
  g_assert_cmpuint (undo->n_kept, ==, 1);
  fixture_save (store, g_steal_pointer (&undo->change));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 1);
  rondo_store_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/member-imports/columns-of-ones-own-are-remembered", test_mapping);
  g_test_add_func ("/client/member-imports/a-whole-import-is-taken-back", test_undo);
  g_test_add_func ("/client/member-imports/only-what-is-still-as-imported-goes-back",
                   test_undo_changed);
  g_test_add_func ("/client/member-imports/who-takes-part-in-a-round-stays", test_undo_keeps);
  return g_test_run ();
}
