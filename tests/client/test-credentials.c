/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rule files of credentials: their numbers, and what becomes of files that are wrong. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-credential-files.h"
#include "rondo-credential-plan.h"
#include "rondo-wire-credentials.h"

#include <string.h>

#define NO RONDO_VALUE_UNKNOWN

/* The numbers of the tables, by source. */
static const struct {
  const char *source;
  const char *id;
  RondoMeasure measure;
  int least;
  int months;
  RondoCertainty certainty;
} numbers[] = {
    {"icf-experience", "icf-acc", RONDO_MEASURE_HOURS, 100, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-acc", RONDO_MEASURE_PAID_HOURS, 75, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-acc", RONDO_MEASURE_CLIENTS, 8, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-acc", RONDO_MEASURE_RECENT_HOURS, 25, 18, RONDO_CERTAINTY_STATED},
    {"icf-education", "icf-acc", RONDO_MEASURE_TRAINING_HOURS, 60, 0, RONDO_CERTAINTY_STATED},
    {"icf-mentor", "icf-acc", RONDO_MEASURE_MENTORED_HOURS, 10, 0, RONDO_CERTAINTY_STATED},
    {"icf-mentor", "icf-acc", RONDO_MEASURE_MENTORED_ALONE_HOURS, 3, 0, RONDO_CERTAINTY_STATED},
    {"icf-mentor", "icf-acc", RONDO_MEASURE_MENTORED_MONTHS, 3, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-pcc", RONDO_MEASURE_HOURS, 500, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-pcc", RONDO_MEASURE_PAID_HOURS, 450, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-pcc", RONDO_MEASURE_CLIENTS, 25, 0, RONDO_CERTAINTY_STATED},
    {"icf-experience", "icf-pcc", RONDO_MEASURE_RECENT_HOURS, 50, 18, RONDO_CERTAINTY_STATED},
    {"icf-education", "icf-pcc", RONDO_MEASURE_TRAINING_HOURS, 125, 0, RONDO_CERTAINTY_STATED},
    {"icf-mcc-path", "icf-mcc", RONDO_MEASURE_HOURS, 2500, 0, RONDO_CERTAINTY_STATED},
    {"icf-mcc-path", "icf-mcc", RONDO_MEASURE_PAID_HOURS, 2250, 0, RONDO_CERTAINTY_STATED},
    {"icf-mcc-path", "icf-mcc", RONDO_MEASURE_CLIENTS, 35, 0, RONDO_CERTAINTY_STATED},
    {"icf-education", "icf-mcc", RONDO_MEASURE_TRAINING_HOURS, 200, 0, RONDO_CERTAINTY_STATED},
    {"icf-cce", "icf-acc-renewal", RONDO_MEASURE_UNITS, 40, 36, RONDO_CERTAINTY_STATED},
    {"regalunlimited", "icf-acc-renewal", RONDO_MEASURE_UNITS_CORE, 24, 36, RONDO_CERTAINTY_STATED},
    {"regalunlimited",
     "icf-acc-renewal",
     RONDO_MEASURE_UNITS_ETHICS,
     3,
     36,
     RONDO_CERTAINTY_STATED},
    {"icf-blog", "icf-acc-renewal", RONDO_MEASURE_MENTORED_HOURS, 10, 36, RONDO_CERTAINTY_STATED},
    {"icf-cce", "icf-pcc-mcc-renewal", RONDO_MEASURE_UNITS, 40, 36, RONDO_CERTAINTY_STATED},
    {"emcc-levels", "emcc-foundation", RONDO_MEASURE_HOURS, 50, 0, RONDO_CERTAINTY_STATED},
    {"emcc-levels", "emcc-foundation", RONDO_MEASURE_CLIENTS, 5, 0, RONDO_CERTAINTY_STATED},
    {"emcc-levels",
     "emcc-foundation",
     RONDO_MEASURE_EXPERIENCE_YEARS,
     1,
     0,
     RONDO_CERTAINTY_STATED},
    {"emcc-levels", "emcc-practitioner", RONDO_MEASURE_HOURS, 100, 0, RONDO_CERTAINTY_STATED},
    {"emcc-levels", "emcc-practitioner", RONDO_MEASURE_CLIENTS, 10, 0, RONDO_CERTAINTY_STATED},
    {"coacharya", "emcc-senior-practitioner", RONDO_MEASURE_HOURS, 250, 0, RONDO_CERTAINTY_STATED},
    {"unverified",
     "emcc-senior-practitioner",
     RONDO_MEASURE_EDUCATION_HOURS,
     32,
     12,
     RONDO_CERTAINTY_UNVERIFIED},
    {"coacharya", "emcc-master-practitioner", RONDO_MEASURE_HOURS, 500, 0, RONDO_CERTAINTY_STATED},
    {"coacharya",
     "emcc-master-practitioner",
     RONDO_MEASURE_EXPERIENCE_YEARS,
     7,
     0,
     RONDO_CERTAINTY_STATED},
    {"scribd-474245075", "ac-foundation", RONDO_MEASURE_HOURS, 75, 0, RONDO_CERTAINTY_CONFLICT},
    {"scribd-474245075", "ac-coach", RONDO_MEASURE_HOURS, 250, 0, RONDO_CERTAINTY_CONFLICT},
    {"scribd-474245075",
     "ac-professional",
     RONDO_MEASURE_HOURS,
     750,
     0,
     RONDO_CERTAINTY_UNVERIFIED},
    {"scribd-474245075", "ac-master", RONDO_MEASURE_HOURS, 1500, 0, RONDO_CERTAINTY_STATED},
    {"scribd-474245075", "ac-master", RONDO_MEASURE_TRAINING_HOURS, 80, 0, RONDO_CERTAINTY_STATED},
    {"scribd-474245075",
     "ac-master",
     RONDO_MEASURE_SUPERVISED_MONTHS,
     12,
     0,
     RONDO_CERTAINTY_STATED},
};

static GPtrArray *
load (const char *own_dir, GPtrArray **problems)
{
  *problems = g_ptr_array_new_with_free_func (g_free);
  return rondo_credential_files_load (own_dir, NULL, *problems);
}

static RondoDate
parse (const char *text)
{
  RondoDate date = RONDO_DATE_NONE;

  g_assert_true (rondo_date_parse (text, &date));
  return date;
}

static const RondoRequirement *
find (const RondoCredentialRule *rule, RondoMeasure measure)
{
  for (guint i = 0; i < rule->requirements->len; i++) {
    const RondoRequirement *requirement = rule->requirements->pdata[i];

    if (requirement->measure == measure)
      return requirement;
  }
  return NULL;
}

static void
test_number (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = load (NULL, &problems);
  g_autoptr (GPtrArray) now = rondo_credential_rules_select (rules, parse ("2026-11-22"));
  const RondoCredentialRule *rule = rondo_credential_rules_find (now, numbers[i].id);
  const RondoRequirement *requirement = NULL;

  g_assert_nonnull (rule);
  requirement = find (rule, numbers[i].measure);
  g_assert_nonnull (requirement);
  g_assert_cmpint (requirement->least, ==, numbers[i].least);
  g_assert_cmpint (requirement->months, ==, numbers[i].months);
  g_assert_cmpint (requirement->certainty, ==, numbers[i].certainty);
}

static void
test_all_are_good (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = load (NULL, &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (rules->len, ==, 15);
  for (guint i = 0; i < rules->len; i++) {
    const RondoCredentialRule *rule = rules->pdata[i];

    g_assert_cmpint (rule->as_of, ==, parse ("2026-11-22"));
    for (guint j = 0; j < rule->requirements->len; j++) {
      const RondoRequirement *requirement = rule->requirements->pdata[j];

      /* Who says so; or it is said that nobody was found. */
      g_assert_true (g_str_has_prefix (requirement->source, "https://") ||
                     requirement->certainty != RONDO_CERTAINTY_STATED);
    }
  }
}

static void
test_group_conflict (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = load (NULL, &problems);
  const RondoCredentialRule *rule = rondo_credential_rules_find (rules, "icf-pcc");
  g_autofree char *words = rondo_credential_rule_describe_group (rule);

  g_assert_cmpint (rule->group_most, ==, 15);
  g_assert_cmpint (rule->group_certainty, ==, RONDO_CERTAINTY_CONFLICT);
  g_assert_cmpint (((RondoOtherValue *)rule->group_others->pdata[0])->value, ==, 25);
  g_assert_nonnull (strstr (words, "15 / 25"));
}

static guint
count_told (const RondoCredentialRule *rule, const char *text)
{
  guint count = 0;

  for (guint i = 0; i < rule->requirements->len; i++)
    count += strstr (((RondoRequirement *)rule->requirements->pdata[i])->note, text) != NULL;
  return count;
}

/* From 1 January 2027 the mentor needs the specialization. */
static void
test_rules_change (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = load (NULL, &problems);
  g_autoptr (GPtrArray) before = rondo_credential_rules_select (rules, parse ("2026-12-31"));
  g_autoptr (GPtrArray) after = rondo_credential_rules_select (rules, parse ("2027-01-01"));

  g_assert_cmpuint (before->len, ==, 13);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpuint (
      count_told (rondo_credential_rules_find (before, "icf-acc"), "Specialization"), ==, 0);
  g_assert_cmpuint (
      count_told (rondo_credential_rules_find (after, "icf-acc"), "MCS-ACC or MCS-PCC"), ==, 1);
  g_assert_cmpuint (count_told (rondo_credential_rules_find (after, "icf-pcc"), "MCS-PCC"), ==, 1);
  g_assert_cmpint (
      find (rondo_credential_rules_find (after, "icf-acc"), RONDO_MEASURE_HOURS)->least, ==, 100);
}

#define OWN                                                                                        \
  "{\"format\":1,\"id\":\"icf-acc\",\"body\":\"ICF\",\"name\":\"ACC\",\"valid_from\":null,"        \
  "\"as_of\":\"2026-12-24\",\"renewal\":false,\"counts_from_training\":true,"                      \
  "\"group_members_are_clients\":true,\"groups\":[{\"most\":25,\"certainty\":\"stated\","          \
  "\"source\":\"\"}],\"requirements\":[{\"measure\":\"hours\",\"least\":90,"                       \
  "\"certainty\":\"stated\",\"source\":\"https://example.org\"}],\"notes\":[]}"

static void
write_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
}

/* So that translators see them: what is known is answered with another copy. */
static void
test_notes (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = load (NULL, &problems);
  const char *own = "Rules of my own say this.";

  g_assert_true (rondo_credential_note_describe (own) == own);
  for (guint i = 0; i < rules->len; i++) {
    const RondoCredentialRule *rule = rules->pdata[i];

    for (guint j = 0; j < rule->requirements->len; j++) {
      const RondoRequirement *requirement = rule->requirements->pdata[j];

      if (*requirement->note != '\0' &&
          rondo_credential_note_describe (requirement->note) == requirement->note)
        g_error ("translators do not see “%s”", requirement->note);
    }
    for (guint j = 0; j < rule->notes->len; j++) {
      g_auto (GStrv) parts = g_strsplit (rule->notes->pdata[j], "https://", 2);
      const char *text = g_strstrip (parts[0]);

      if (rondo_credential_note_describe (text) == text)
        g_error ("translators do not see “%s”", text);
    }
  }
}

static void
test_own_rules (void)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GPtrArray) selected = NULL;
  const RondoCredentialRule *rule;

  write_file (dir, "mine.json", OWN);
  write_file (dir, "notes.txt", "not a rule");
  write_file (dir, "broken.json", "{");
  rules = load (dir, &problems);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (g_str_has_prefix (problems->pdata[0], "The file broken.json was left out. "));
  selected = rondo_credential_rules_select (rules, parse ("2027-06-01"));
  rule = rondo_credential_rules_find (selected, "icf-acc");
  g_assert_true (rule->is_own);
  g_assert_cmpint (rule->group_most, ==, 25);
  g_assert_cmpint (find (rule, RONDO_MEASURE_HOURS)->least, ==, 90);
  fixture_remove_dir (dir);
}

static void
test_no_folder (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rules = load ("/no/such/folder", &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (rules->len, ==, 15);
}

/* What of a file is replaced, and the part of the sentence that says what is wrong. */
static const struct {
  const char *from;
  const char *to;
  const char *sentence;
} mistakes[] = {
    {"\"format\":1", "\"format\":2", "format"},
    {"\"id\":\"icf-acc\"", "\"id\":\"ICF ACC\"", "small letters"},
    {"\"measure\":\"hours\"", "\"measure\":\"happiness\"", "requirements[0].measure"},
    {"\"least\":90", "\"least\":-1", "requirements[0].least"},
    {"\"least\":90", "\"least\":\"90\"", "requirements[0].least"},
    {"\"least\":90", "\"least\":null", "has a number"},
    {"\"certainty\":\"stated\",\"source\":\"https",
     "\"certainty\":\"unknown\",\"source\":\"https",
     "has a number"},
    {"\"certainty\":\"stated\",\"source\":\"https",
     "\"certainty\":\"conflict\",\"source\":\"https",
     "the other value"},
    {"\"as_of\":\"2026-12-24\"", "\"as_of\":null", "on which day"},
    {"\"as_of\":\"2026-12-24\"", "\"as_of\":\"yesterday\"", "as_of"},
    {"\"most\":25", "\"most\":1", "groups[0].most"},
    {"\"measure\":\"hours\"", "\"measure\":\"recent-hours\"", "months"},
};

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_autoptr (GString) text = g_string_new (OWN);
    g_autoptr (GError) error = NULL;
    g_autoptr (RondoCredentialRule) rule = NULL;

    g_assert_cmpuint (g_string_replace (text, mistakes[i].from, mistakes[i].to, 0), ==, 1);
    rule = rondo_wire_decode_credential (text->str, text->len, &error);
    g_assert_null (rule);
    g_assert_nonnull (error);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, mistakes[i].sentence));
    g_assert_true (g_str_has_suffix (error->message, "."));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *path = g_strdup_printf ("/client/credentials/%s-asks-for-%d-%s-%s",
                                             numbers[i].id,
                                             numbers[i].least,
                                             rondo_measure_to_word (numbers[i].measure),
                                             numbers[i].source);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_number);
  }
  g_test_add_func ("/client/credentials/all-files-are-good-and-name-their-source",
                   test_all_are_good);
  g_test_add_func ("/client/credentials/groups-of-15-or-25-is-told-as-a-conflict-icf-faq",
                   test_group_conflict);
  g_test_add_func ("/client/credentials/from-2027-the-mentor-needs-mcs-icf-5000900518",
                   test_rules_change);
  g_test_add_func ("/client/credentials/what-the-files-say-can-be-translated", test_notes);
  g_test_add_func ("/client/credentials/a-file-of-the-user-comes-first", test_own_rules);
  g_test_add_func ("/client/credentials/no-folder-of-the-user-is-no-problem", test_no_folder);
  g_test_add_func ("/client/credentials/a-mistake-is-told-with-its-field", test_mistakes);
  return g_test_run ();
}
