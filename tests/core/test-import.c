/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members from a CSV file. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-member-export.h"
#include "rondo-member-import.h"

#define NOW_US INT64_C (1790000000000000)

static GPtrArray *
no_members (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
}

static RondoMemberImport *
read_text (const char *text, GPtrArray *existing)
{
  g_autoptr (GError) error = NULL;
  RondoMemberImport *import =
      rondo_member_import_read (text, strlen (text), existing, NOW_US, &error);

  g_assert_no_error (error);
  return import;
}

static RondoMemberImport *
read_path (const char *path, GError **error)
{
  g_autoptr (GPtrArray) nobody = no_members ();
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return rondo_member_import_read (text, length, nobody, NOW_US, error);
}

static RondoMemberImport *
read_file (const char *name, GError **error)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "csv", name, NULL);

  return read_path (path, error);
}

static const RondoImportRow *
row_at (const RondoMemberImport *import, guint index)
{
  g_assert_cmpuint (index, <, import->rows->len);
  return import->rows->pdata[index];
}

static void
assert_counts (const RondoMemberImport *import, guint new, guint changed, guint same, guint bad)
{
  g_assert_cmpuint (import->count[RONDO_IMPORT_NEW], ==, new);
  g_assert_cmpuint (import->count[RONDO_IMPORT_CHANGED], ==, changed);
  g_assert_cmpuint (import->count[RONDO_IMPORT_UNCHANGED], ==, same);
  g_assert_cmpuint (import->count[RONDO_IMPORT_NOT_UNDERSTOOD], ==, bad);
}

static void
assert_sentence (const char *name, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_file (name, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_columns (void)
{
  assert_sentence ("no-columns.csv",
                   "The columns “name” and “email” are missing. The first row of the file has to "
                   "name the columns; found were: full, mail.");
  assert_sentence ("no-email.csv",
                   "The column “email” is missing. The first row of the file has to name the "
                   "columns; found were: name, phone, city.");
  assert_sentence ("column-twice.csv",
                   "The column “name” is there twice. Please remove one and try again.");
  assert_sentence ("empty.csv",
                   "The file is empty. Its first row has to name the columns, at least “name” and "
                   "“email”.");
  assert_sentence ("only-line-ends.csv",
                   "The file is empty. Its first row has to name the columns, at least “name” and "
                   "“email”.");
}

static void
test_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImport) import = read_file ("tabs.csv", &error);
  const RondoImportRow *row;

  g_assert_no_error (error);
  assert_counts (import, 1, 0, 0, 0);
  row = row_at (import, 0);
  g_assert_cmpint (row->kind, ==, RONDO_IMPORT_NEW);
  g_assert_cmpuint (row->line, ==, 2);
  g_assert_cmpstr (row->title, ==, "Ana");
  g_assert_true (rondo_id_is_valid (row->member->id));
  g_assert_cmpstr (row->member->time_zone, ==, "Europe/Berlin");
  g_assert_true (row->member->is_active);
}

static void
test_bad_rows (void)
{
  static const struct {
    guint line;
    const char *title;
    const char *words;
  } cases[] = {
      {2, "Ana", "“xyzzy” is not a language"},
      {3, "Ben", "“Berlin” is not a time zone"},
      {4, "Cyd", "“ICF” is not a credential"},
      {5, "Dan", "The wish “must sing”"},
      {6, "Eve", "“Bob” is not an e-mail"},
      {7, "Fay", "“perhaps” does not say"},
      {8, "", "The field “name” is empty"},
      {9, "Hal", "“hal” is not an e-mail"},
      {10, "Ida", "address is missing"},
      {11, "Jan", "The row has 9 cells"},
  };
  g_autoptr (RondoMemberImport) import = read_file ("bad-rows.csv", NULL);

  assert_counts (import, 1, 0, 0, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const RondoImportRow *row = row_at (import, i);

    g_assert_cmpint (row->kind, ==, RONDO_IMPORT_NOT_UNDERSTOOD);
    g_assert_cmpuint (row->line, ==, cases[i].line);
    g_assert_cmpstr (row->title, ==, cases[i].title);
    g_test_message ("%s", row->detail);
    g_assert_nonnull (strstr (row->detail, cases[i].words));
    g_assert_null (row->member);
  }
}

static void
test_lenient (void)
{
  g_autoptr (RondoMemberImport) import = read_file ("bad-rows.csv", NULL);
  const RondoMember *kim = row_at (import, 10)->member;
  g_autofree char *languages = g_strjoinv (" ", kim->languages);
  g_autofree char *wishes = rondo_wishes_to_text (kim->wishes);

  g_assert_cmpstr (languages, ==, "en pt-br");
  g_assert_cmpstr (kim->time_zone, ==, "America/New_York");
  g_assert_cmpint (kim->credential, ==, RONDO_CREDENTIAL_PCC);
  g_assert_cmpstr (wishes, ==, "prefer language de");
  g_assert_cmpuint (kim->wishes->requests->len, ==, 2);
  g_assert_cmpstr (kim->wishes->requests->pdata[0], ==, "lea@example.org");
  g_assert_false (kim->is_active);
}

static void
test_same_address (void)
{
  g_autoptr (RondoMemberImport) import = read_file ("same-address.csv", NULL);

  assert_counts (import, 2, 0, 0, 1);
  g_assert_cmpstr (row_at (import, 2)->detail,
                   ==,
                   "Lines 2 and 4 have the same e-mail address, ana@example.org. Please keep one "
                   "of them.");
}

/* A window would take minutes to lay out what nobody reads. */
static void
test_long_cells (void)
{
  g_autofree char *cell = g_strnfill (1000 * 1000, 'x');
  g_autofree char *text = g_strdup_printf ("name,email,languages,wishes,requests\n"
                                           "%s,a@example.org,,,\n"
                                           "B,%s,,,\n"
                                           "C,c@example.org,%s,,\n"
                                           "D,d@example.org,,must %s,\n"
                                           "E,e@example.org,,,%s\n",
                                           cell,
                                           cell,
                                           cell,
                                           cell,
                                           cell);
  g_autoptr (GPtrArray) nobody = no_members ();
  g_autoptr (RondoMemberImport) import = read_text (text, nobody);
  g_autoptr (GError) error = NULL;

  assert_counts (import, 0, 0, 0, 5);
  g_assert_true (g_str_has_suffix (row_at (import, 0)->title, "x…"));
  g_assert_cmpstr (row_at (import, 1)->title, ==, "B");
  for (guint i = 0; i < import->rows->len; i++) {
    g_assert_cmpuint (strlen (row_at (import, i)->title), <, 400);
    g_assert_cmpuint (strlen (row_at (import, i)->detail), <, 400);
  }
  g_assert_null (rondo_member_import_read (cell, strlen (cell), nobody, NOW_US, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), <, 400);
}

static void
test_blank_start (void)
{
  g_autoptr (GPtrArray) nobody = no_members ();
  g_autoptr (RondoMemberImport) import =
      read_text ("\n  \n,,\nname,email\nAna,ana@example.org\n", nobody);
  g_autoptr (GError) error = NULL;

  assert_counts (import, 1, 0, 0, 0);
  g_assert_cmpuint (row_at (import, 0)->line, ==, 5);
  g_assert_null (rondo_member_import_read ("\n  \n", 4, nobody, NOW_US, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "The file is empty."));
}

static GPtrArray *
one_member (void)
{
  GPtrArray *existing = no_members ();
  RondoMember *ana = rondo_member_new ();

  ana->id = rondo_id_derive ("test", "ana");
  g_free (ana->name);
  ana->name = g_strdup ("Ana");
  g_free (ana->email);
  ana->email = g_strdup ("ana@example.org");
  g_free (ana->phone);
  ana->phone = g_strdup ("1");
  g_strfreev (ana->languages);
  ana->languages = g_strsplit ("en de", " ", -1);
  ana->credential = RONDO_CREDENTIAL_ACC;
  g_ptr_array_add (existing, ana);
  return existing;
}

static void
test_changed (void)
{
  g_autoptr (GPtrArray) existing = one_member ();
  g_autoptr (RondoMemberImport) import =
      read_text ("name,email,phone,languages,requests,active\n"
                 "Ana Lima,ANA@example.org,2,,ben@example.org,no\n",
                 existing);
  const RondoMember *ana = existing->pdata[0];
  const RondoImportRow *row = row_at (import, 0);

  assert_counts (import, 0, 1, 0, 0);
  g_assert_cmpstr (row->detail,
                   ==,
                   "name: Ana → Ana Lima; phone: 1 → 2; requests: none → ben@example.org; active: "
                   "yes → no");
  g_assert_cmpstr (row->member->id, ==, ana->id);
  g_assert_cmpstrv (row->member->languages, ana->languages);
  g_assert_cmpint (row->member->credential, ==, RONDO_CREDENTIAL_ACC);
  g_assert_cmpstr (ana->name, ==, "Ana");
}

static void
test_matching_columns (void)
{
  g_autoptr (GPtrArray) existing = one_member ();
  g_autoptr (RondoMemberImport) import =
      read_text ("Name,Email,Availability,Training Course,gender,NICHE,region,method\n"
                 "Ana,ana@example.org,mon-tue 18-20,Spring,,\"leadership; career\",,video\n"
                 "Ben,ben@example.org,\"sat 9-12, 14-15\",,man,,,\n"
                 "Cyd,cyd@example.org,at night,,,,,\n"
                 "Dan,dan@example.org,,,,a very long word that nobody would ever use for a niche "
                 "at all,,\n",
                 existing);
  const RondoMember *ana;

  assert_counts (import, 1, 1, 0, 2);
  g_assert_cmpstr (row_at (import, 0)->detail,
                   ==,
                   "availability: none → mon-tue 18:00-20:00; training course: none → Spring; "
                   "niche: none → leadership, career; method: none → video");
  ana = row_at (import, 0)->member;
  g_assert_cmpint (rondo_availability_minutes (&ana->availability), ==, 240);
  g_assert_true (rondo_traits_have (ana->traits[RONDO_TRAIT_NICHE], "Leadership"));
  g_assert_cmpstr (row_at (import, 1)->detail,
                   ==,
                   "ben@example.org; availability: sat 09:00-12:00, 14:00-15:00; gender: man");
  g_assert_nonnull (strstr (row_at (import, 2)->detail, "“at night” does not say when"));
  g_assert_nonnull (strstr (row_at (import, 3)->detail, "is too long"));
}

/* An empty cell leaves what is known; a word is needed to empty it. */
static void
test_none_empties (void)
{
  g_autoptr (GPtrArray) existing = one_member ();
  RondoMember *ana = existing->pdata[0];
  g_autoptr (RondoMemberImport) kept = NULL;
  g_autoptr (RondoMemberImport) emptied = NULL;

  g_free (ana->course);
  ana->course = g_strdup ("Spring");
  g_assert_true (rondo_availability_parse ("mon 9-10", &ana->availability, NULL));
  g_strfreev (ana->traits[RONDO_TRAIT_NICHE]);
  ana->traits[RONDO_TRAIT_NICHE] = g_strsplit ("life", ",", -1);
  kept = read_text ("name,email,availability,course,niche\nAna,ana@example.org,,,\n", existing);
  assert_counts (kept, 0, 0, 1, 0);
  emptied = read_text ("name,email,availability,course,niche\nAna,ana@example.org,none,None,none\n",
                       existing);
  g_assert_cmpstr (row_at (emptied, 0)->detail,
                   ==,
                   "availability: mon 09:00-10:00 → none; training course: Spring → none; niche: "
                   "life → none");
}

/* What was exported is imported without a change, formulas and other scripts included. */
static void
test_export (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RONDO_SAMPLE_DIR"), "members.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImport) import = read_path (path, &error);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (RondoMemberImport) again = NULL;
  g_autofree char *text = NULL;
  RondoMember *first;

  g_assert_no_error (error);
  for (guint i = 0; i < import->rows->len; i++)
    g_ptr_array_add (members, row_at (import, i)->member);
  first = members->pdata[0];
  g_free (first->name);
  first->name = g_strdup ("=Marlene, \"Keil\"");
  text = rondo_members_export (members);
  again = read_text (text, members);
  for (guint i = 0; i < again->rows->len; i++)
    g_assert_cmpstr (row_at (again, i)->detail, ==, "");
  assert_counts (again, 0, 0, members->len, 0);
}

static void
test_unchanged (void)
{
  g_autoptr (GPtrArray) existing = one_member ();
  g_autoptr (RondoMemberImport) import = read_text (
      "email;name;languages;favourite colour\nana@example.org;Ana;;blue\n;;;\n", existing);

  assert_counts (import, 0, 0, 1, 0);
  g_assert_cmpint (row_at (import, 0)->kind, ==, RONDO_IMPORT_UNCHANGED);
  g_assert_true (rondo_member_equal (row_at (import, 0)->member, existing->pdata[0]));
}

static void
test_scripts (void)
{
  g_autoptr (RondoMemberImport) import = read_file ("scripts.csv", NULL);

  assert_counts (import, 3, 0, 0, 0);
  g_assert_cmpstr (row_at (import, 1)->title, ==, "مريم الأحمد");
  g_assert_cmpstr (row_at (import, 2)->title, ==, "O'Hara, Zoë");
}

static void
test_newline_in_name (void)
{
  g_autoptr (RondoMemberImport) import = read_file ("quoted-newlines.csv", NULL);

  assert_counts (import, 1, 0, 0, 2);
  g_assert_nonnull (strstr (row_at (import, 0)->detail, "single line"));
  g_assert_cmpuint (row_at (import, 2)->line, ==, 7);
}

static void
test_sample (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RONDO_SAMPLE_DIR"), "members.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImport) import = read_path (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (import->rows->len, >=, 60);
  for (guint i = 0; i < import->rows->len; i++)
    g_assert_cmpstr (
        row_at (import, i)->kind == RONDO_IMPORT_NEW ? "" : row_at (import, i)->detail, ==, "");
}

static void
test_ten_thousand (void)
{
  g_autoptr (GString) text = g_string_new ("name,email,languages,time_zone,wishes\n");
  g_autoptr (GPtrArray) nobody = no_members ();
  g_autoptr (GPtrArray) everybody = g_ptr_array_new ();
  g_autoptr (RondoMemberImport) first = NULL;
  g_autoptr (RondoMemberImport) second = NULL;
  clock_t start;

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (
        text, "\"Member %d\",m%d@example.org,en;German,Europe/Rome,prefer zone 3\n", i, i);
  /* What this process computes; the load of others does not count. */
  start = clock ();
  first = read_text (text->str, nobody);
  assert_counts (first, 10000, 0, 0, 0);
  for (guint i = 0; i < first->rows->len; i++)
    g_ptr_array_add (everybody, row_at (first, i)->member);
  second = read_text (text->str, everybody);
  assert_counts (second, 0, 0, 10000, 0);
  g_test_message ("%.3f s", (double)(clock () - start) / CLOCKS_PER_SEC);
  g_assert_cmpint (clock () - start, <, 4 * CLOCKS_PER_SEC);
}

static void
test_own_names (void)
{
  static const char text[] = "Wer;Post;Tel\nAna;ana@example.org;1\n";
  g_autoptr (GPtrArray) nobody = no_members ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImport) unknown =
      rondo_member_import_preview (text, strlen (text), NULL, nobody, NOW_US, &error);
  g_autoptr (GArray) columns = rondo_member_import_columns_from_text ("name email -", 3);
  g_autoptr (GArray) twice = rondo_member_import_columns_from_text ("name email email", 3);
  g_autoptr (RondoMemberImport) known = NULL;
  g_autoptr (RondoMemberImport) wrong = NULL;
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (unknown->problem);
  g_assert_cmpuint (unknown->rows->len, ==, 0);
  g_assert_cmpstr (unknown->titles[0], ==, "Wer");
  g_assert_cmpstr (unknown->samples[1], ==, "ana@example.org");
  known = rondo_member_import_preview (text, strlen (text), columns, nobody, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_null (known->problem);
  assert_counts (known, 1, 0, 0, 0);
  g_assert_cmpstr (row_at (known, 0)->member->phone, ==, "");
  words = rondo_member_import_columns_to_text (known->columns);
  g_assert_cmpstr (words, ==, "name email -");
  wrong = rondo_member_import_preview (text, strlen (text), twice, nobody, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_nonnull (wrong->problem);
  g_assert_null (rondo_member_import_columns_from_text ("name email", 3));
  g_assert_null (rondo_member_import_columns_from_text ("name email what", 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/import/a-table-without-its-columns-is-refused", test_columns);
  g_test_add_func ("/core/import/who-is-not-known-is-new", test_new);
  g_test_add_func ("/core/import/a-bad-row-does-not-spoil-the-others", test_bad_rows);
  g_test_add_func ("/core/import/spelling-is-forgiven", test_lenient);
  g_test_add_func ("/core/import/an-address-twice-names-both-lines", test_same_address);
  g_test_add_func ("/core/import/long-cells-are-cut-in-messages", test_long_cells);
  g_test_add_func ("/core/import/blank-lines-before-the-columns-do-no-harm", test_blank_start);
  g_test_add_func ("/core/import/a-change-says-what-changes", test_changed);
  g_test_add_func ("/core/import/columns-for-matching-are-read-and-shown", test_matching_columns);
  g_test_add_func ("/core/import/none-empties-a-field", test_none_empties);
  g_test_add_func ("/core/import/what-is-exported-comes-back", test_export);
  g_test_add_func ("/core/import/what-is-known-already-is-unchanged", test_unchanged);
  g_test_add_func ("/core/import/names-in-any-script", test_scripts);
  g_test_add_func ("/core/import/a-newline-in-a-name-is-named", test_newline_in_name);
  g_test_add_func ("/core/import/the-sample-is-understood", test_sample);
  g_test_add_func ("/core/import/ten-thousand-lines-are-quick", test_ten_thousand);
  g_test_add_func ("/core/import/columns-may-have-names-of-ones-own", test_own_names);
  return g_test_run ();
}
