/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members, their wishes, languages and time zones. */
#include "config.h"

#include <string.h>

#include "rondo-error.h"
#include "rondo-language.h"
#include "rondo-member-filter.h"
#include "rondo-member.h"

static RondoMember *
make_member (void)
{
  RondoMember *member = rondo_member_new ();

  g_free (member->name);
  member->name = g_strdup ("Ana Lima");
  g_free (member->email);
  member->email = g_strdup ("ana@example.org");
  g_strfreev (member->languages);
  member->languages = g_strsplit ("pt-br en", " ", -1);
  g_free (member->time_zone);
  member->time_zone = g_strdup ("America/Argentina/Buenos_Aires");
  g_assert_true (rondo_wishes_parse (member->wishes, "must language en", NULL));
  g_ptr_array_add (member->wishes->requests, g_strdup ("ben@example.org"));
  g_ptr_array_add (member->wishes->avoids, g_strdup ("cyd@example.org"));
  return member;
}

static void
test_copy_equal (void)
{
  g_autoptr (RondoMember) member = make_member ();
  g_autoptr (RondoMember) copy = rondo_member_copy (member);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_member_check (member, &error));
  g_assert_no_error (error);
  g_assert_true (rondo_member_equal (member, copy));
  copy->is_active = FALSE;
  g_assert_false (rondo_member_equal (member, copy));
  copy->is_active = TRUE;
  g_ptr_array_add (copy->wishes->avoids, g_strdup ("dan@example.org"));
  g_assert_false (rondo_member_equal (member, copy));
}

static void
assert_refused (RondoMember *member, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rondo_member_check (member, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, field));
}

#define REPLACE(member, field, value) (g_free ((member)->field), (member)->field = (value))

static void
test_check_names_the_field (void)
{
  g_autoptr (RondoMember) member = make_member ();

  REPLACE (member, name, g_strdup ("   "));
  assert_refused (member, "name");
  REPLACE (member, name, g_strnfill (401, 'a'));
  assert_refused (member, "name");
  REPLACE (member, name, g_strdup ("Ana"));
  REPLACE (member, email, g_strdup ("Ana@example.org"));
  assert_refused (member, "email");
  REPLACE (member, email, g_strdup ("ana@example.org"));
  REPLACE (member, phone, g_strdup ("\xc3("));
  assert_refused (member, "phone");
  REPLACE (member, phone, g_strdup (""));
  REPLACE (member, languages[1], g_strdup ("English"));
  assert_refused (member, "languages");
  REPLACE (member, languages[1], g_strdup ("en"));
  REPLACE (member, time_zone, g_strdup ("Berlin"));
  assert_refused (member, "time zone");
  REPLACE (member, time_zone, g_strdup ("Europe/Berlin"));
  member->credential = 9;
  assert_refused (member, "credential");
  member->credential = RONDO_CREDENTIAL_MCC;
  g_ptr_array_add (member->wishes->requests, g_strdup ("Ben"));
  assert_refused (member, "Ben");
}

static void
test_email (void)
{
  static const struct {
    const char *text;
    const char *email;
  } cases[] = {
      {" Ana.Lima@Example.ORG\t", "ana.lima@example.org"},
      {"o'hara+x@sub.example.co.uk", "o'hara+x@sub.example.co.uk"},
      {"ÄRZTE@bücher.example", "ärzte@bücher.example"},
      {"ana", NULL},
      {"@example.org", NULL},
      {"ana@", NULL},
      {"ana@localhost", NULL},
      {"ana@example.", NULL},
      {"ana@.org", NULL},
      {"a@b@example.org", NULL},
      {"ana lima@example.org", NULL},
      {"Ana <ana@example.org>", NULL},
      {"ana@example.org,ben@example.org", NULL},
      {"ana@example\xff.org", NULL},
      {"", NULL},
      {NULL, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *email = rondo_email_normalize (cases[i].text);

    g_assert_cmpstr (email, ==, cases[i].email);
  }
}

static void
test_language_codes (void)
{
  static const char *const good[] = {"en", "pt-br", "fil", "zh-hant-tw", "es-419", "de-1996"};
  static const char *const bad[] = {
      "", "e", "EN", "en-", "-en", "german", "1a", "en--gb", "en_gb", "en-abcdefghi", "e\xc3\xa9"};

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rondo_language_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rondo_language_is_valid (bad[i]));
  g_assert_false (rondo_language_is_valid (NULL));
}

static void
test_language_names (void)
{
  g_autofree char *german = rondo_language_to_display ("de");
  g_autofree char *brazil = rondo_language_to_display ("pt-br");
  g_autofree char *other = rondo_language_to_display ("tlh");

  g_assert_cmpstr (german, ==, "German");
  g_assert_cmpstr (brazil, ==, "Portuguese (BR)");
  g_assert_cmpstr (other, ==, "tlh");
  g_assert_cmpstr (rondo_language_from_name ("iceLANDIC"), ==, "is");
  g_assert_null (rondo_language_from_name ("Klingon"));
}

static void
test_language_relations (void)
{
  g_assert_true (rondo_language_are_common ("pt", "pt-br"));
  g_assert_true (rondo_language_are_common ("pt-pt", "pt-br"));
  g_assert_false (rondo_language_are_common ("fi", "fil"));
  g_assert_true (rondo_language_covers ("pt", "pt-br"));
  g_assert_true (rondo_language_covers ("pt-br", "pt-br"));
  g_assert_false (rondo_language_covers ("pt-br", "pt"));
  g_assert_false (rondo_language_covers ("fi", "fil"));
}

static void
test_time_zones (void)
{
  static const char *const good[] = {
      "Europe/Berlin", "UTC", "Asia/Kolkata", "Etc/GMT+5", "America/Argentina/Buenos_Aires"};
  static const char *const bad[] = {"",
                                    "Berlin",
                                    "Europe",
                                    "Europe/Atlantis",
                                    "EST5",
                                    "+02:00",
                                    "../UTC",
                                    "Europe/../UTC",
                                    "/etc/UTC",
                                    "localtime",
                                    "europe/",
                                    "zone.tab",
                                    "Europe//Berlin"};

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rondo_time_zone_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_test_message ("%s", bad[i]);
    g_assert_false (rondo_time_zone_is_valid (bad[i]));
  }
  g_assert_false (rondo_time_zone_is_valid (NULL));
}

static void
test_wishes_round_trip (void)
{
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autoptr (RondoWishes) again = rondo_wishes_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (rondo_wishes_parse (wishes,
                                     " Must  Language DE; prefer credential pcc |avoid language "
                                     "French;;\nmust zone 3",
                                     &error));
  g_assert_no_error (error);
  text = rondo_wishes_to_text (wishes);
  g_assert_cmpstr (
      text, ==, "must language de; prefer credential PCC; avoid language fr; must zone 3");
  g_assert_true (rondo_wishes_parse (again, text, NULL));
  g_assert_true (rondo_wishes_equal (wishes, again));
  g_assert_true (rondo_wishes_check (wishes, NULL));
}

static void
test_wishes_refused (void)
{
  static const char *const bad[] = {"must",
                                    "must language",
                                    "must language german-ish-verylongtag",
                                    "should language de",
                                    "must size 3",
                                    "must zone 13",
                                    "must zone -1",
                                    "must zone 3.5",
                                    "must credential XYZ",
                                    "must language de en"};

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *text = g_strdup_printf ("prefer zone 1; %s", bad[i]);

    g_assert_false (rondo_wishes_parse (wishes, text, &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, bad[i]));
    g_assert_cmpuint (wishes->wishes->len, ==, 0);
  }
}

static void
test_wishes_describe (void)
{
  g_autoptr (RondoMember) member = make_member ();
  g_autofree char *words = rondo_wishes_describe (member->wishes);
  g_autoptr (RondoWishes) none = rondo_wishes_new ();
  g_autofree char *nothing = rondo_wishes_describe (none);

  g_assert_cmpstr (words,
                   ==,
                   "the coach must speak English, asks for ben@example.org (choice 1), not with "
                   "cyd@example.org");
  g_assert_cmpstr (nothing, ==, "");
}

/* Ben is asked for by address, somebody by id; who is avoided is nobody's business. */
static void
test_wishes_told (void)
{
  g_autoptr (GPtrArray) members =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (RondoWishes) told = NULL;
  g_autofree char *words = NULL;
  RondoMember *ben = make_member ();

  g_free (ben->name);
  g_free (ben->email);
  ben->id = g_strdup ("019ba503-1000-774c-bd29-0c279ac8bf5a");
  ben->name = g_strdup ("Ben");
  ben->email = g_strdup ("ben@example.org");
  g_ptr_array_add (members, ben);
  g_ptr_array_add (wishes->requests, g_strdup ("Ben@Example.org"));
  g_ptr_array_add (wishes->requests, g_strdup (ben->id));
  g_ptr_array_add (wishes->requests, g_strdup ("dora@example.org"));
  g_ptr_array_add (wishes->avoids, g_strdup ("cyd@example.org"));
  names = rondo_member_names (members);
  told = rondo_wishes_dup_told (wishes, names);
  words = rondo_wishes_describe (told);
  g_assert_cmpstr (words,
                   ==,
                   "asks for Ben (choice 1), asks for Ben (choice 2), asks for dora@example.org "
                   "(choice 3)");
}

static void
test_wishes_too_many (void)
{
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();

  for (int i = 0; i < RONDO_WISHES_MAX; i++)
    g_ptr_array_add (wishes->avoids, g_strdup ("ana@example.org"));
  g_assert_true (rondo_wishes_check (wishes, NULL));
  g_ptr_array_add (wishes->avoids, g_strdup ("ana@example.org"));
  g_assert_false (rondo_wishes_check (wishes, NULL));
}

static void
test_wish_values (void)
{
  g_assert_true (rondo_wish_value_is_valid (RONDO_WISH_ZONE, "0"));
  g_assert_true (rondo_wish_value_is_valid (RONDO_WISH_ZONE, "12"));
  g_assert_false (rondo_wish_value_is_valid (RONDO_WISH_ZONE, "03"));
  g_assert_false (rondo_wish_value_is_valid (RONDO_WISH_ZONE, "+3"));
  g_assert_false (rondo_wish_value_is_valid (RONDO_WISH_ZONE, ""));
  g_assert_false (rondo_wish_value_is_valid (RONDO_WISH_CREDENTIAL, ""));
  g_assert_false (rondo_wish_value_is_valid (RONDO_WISH_CREDENTIAL, "pcc"));
  g_assert_false (rondo_wish_value_is_valid (RONDO_WISH_LANGUAGE, NULL));
  g_assert_false (rondo_wish_value_is_valid (RONDO_N_WISH_ATTRIBUTES, "x"));
}

static void
test_profile (void)
{
  g_autoptr (RondoMember) member = make_member ();
  g_autoptr (RondoProfile) profile = NULL;

  member->id = g_strdup ("id");
  profile = rondo_profile_new_for_member (member);
  g_assert_cmpstr (profile->member, ==, "id");
  g_assert_cmpstr (profile->email, ==, "ana@example.org");
  g_assert_cmpstr (profile->languages[1], ==, "en");
  g_assert_false (profile->is_verified);
}

static void
replace (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static void
test_about_checked (void)
{
  g_autoptr (RondoMember) member = make_member ();
  RondoAbout *about = &member->about;
  g_autofree char *long_bio = g_strnfill (RONDO_BIO_MAX_BYTES + 1, 'x');

  replace (&about->bio, "One line\nand another.");
  g_assert_true (rondo_member_check (member, NULL));
  replace (&about->bio, "a\ttab");
  g_assert_false (rondo_member_check (member, NULL));
  replace (&about->bio, long_bio);
  g_assert_false (rondo_member_check (member, NULL));
  replace (&about->bio, "");
  replace (&about->verified, "Master");
  g_assert_false (rondo_member_check (member, NULL));
  replace (&about->verified, "PCC");
  about->verified_on = 10000000;
  g_assert_false (rondo_member_check (member, NULL));
  about->verified_on = RONDO_DATE_NONE;
  about->code.version = -1;
  g_assert_false (rondo_member_check (member, NULL));
  about->code.version = RONDO_CODE_VERSION;
  g_assert_true (rondo_member_check (member, NULL));
}

/* What was verified is one credential until one day, and not the next one too. */
static void
test_about_verified (void)
{
  g_autoptr (RondoMember) member = make_member ();
  g_autoptr (RondoProfile) profile = NULL;

  replace (&member->about.verified, "PCC");
  member->about.verified_until = 100;
  g_assert_true (rondo_about_is_verified (&member->about, "PCC", 100));
  g_assert_false (rondo_about_is_verified (&member->about, "PCC", 101));
  g_assert_false (rondo_about_is_verified (&member->about, "MCC", 100));
  g_assert_false (rondo_about_is_verified (&member->about, "", 100));
  member->credential = RONDO_CREDENTIAL_PCC;
  profile = rondo_profile_new_for_member (member);
  g_assert_true (profile->is_verified);
}

static void
test_own_profile (void)
{
  g_autoptr (RondoMember) before = make_member ();
  g_autoptr (RondoMember) after = rondo_member_copy (before);

  replace (&after->name, "Ana Maria Lima");
  replace (&after->about.bio, "New here.");
  after->is_active = FALSE;
  after->about.left_on = 20000;
  g_assert_true (rondo_member_may_write_own (before, after));
  replace (&after->about.verified, "MCC");
  g_assert_false (rondo_member_may_write_own (before, after));
  replace (&after->about.verified, "");
  after->about.verified_until = 30000;
  g_assert_false (rondo_member_may_write_own (before, after));
  after->about.verified_until = RONDO_DATE_NONE;
  replace (&after->email, "other@example.org");
  g_assert_false (rondo_member_may_write_own (before, after));
}

static void
assert_filter (const char *text, const RondoMember *member, gboolean expected)
{
  g_autoptr (RondoMemberFilter) filter = rondo_member_filter_from_text (text);
  g_autofree char *again = rondo_member_filter_to_text (filter);
  g_autoptr (RondoMemberFilter) copy = rondo_member_filter_from_text (again);
  g_autofree char *third = rondo_member_filter_to_text (copy);

  g_assert_cmpstr (again, ==, third);
  if (rondo_member_filter_matches (filter, member, 100) != expected)
    g_error ("“%s” %s", text, expected ? "leaves the member out" : "lets the member through");
}

static void
test_filter (void)
{
  g_autoptr (RondoMember) member = make_member ();
  g_autoptr (RondoMemberFilter) none = rondo_member_filter_new ();

  g_assert_true (rondo_member_filter_is_empty (none));
  assert_filter ("", member, TRUE);
  assert_filter ("nonsense;state=;credential=Master;language=?", member, TRUE);
  assert_filter ("state=active;language=pt", member, TRUE);
  assert_filter ("state=active;language=de", member, FALSE);
  assert_filter ("state=paused", member, FALSE);
  assert_filter ("credential=ACC", member, FALSE);
  assert_filter ("proof=unverified", member, FALSE);
  assert_filter ("agreed=no", member, TRUE);
  member->credential = RONDO_CREDENTIAL_PCC;
  assert_filter ("credential=ACC;proof=unverified", member, TRUE);
  replace (&member->about.verified, "PCC");
  assert_filter ("proof=unverified", member, FALSE);
  assert_filter ("proof=verified;credential=MCC", member, FALSE);
  assert_filter ("proof=verified;credential=PCC", member, TRUE);
  member->about.consent.version = RONDO_CONSENT_VERSION;
  member->about.code.version = RONDO_CODE_VERSION;
  assert_filter ("agreed=no", member, FALSE);
  member->is_active = FALSE;
  assert_filter ("state=paused", member, TRUE);
  member->about.left_on = 90;
  assert_filter ("state=paused", member, FALSE);
  assert_filter ("state=left", member, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/member/copy-is-equal-until-something-differs", test_copy_equal);
  g_test_add_func ("/core/member/check-names-the-field", test_check_names_the_field);
  g_test_add_func ("/core/member/email-is-normalized-or-refused", test_email);
  g_test_add_func ("/core/member/profile-is-the-limited-view", test_profile);
  g_test_add_func ("/core/member/what-is-told-is-checked", test_about_checked);
  g_test_add_func ("/core/member/one-credential-is-verified-until-a-day", test_about_verified);
  g_test_add_func ("/core/member/what-members-write-of-their-own-record", test_own_profile);
  g_test_add_func ("/core/language/codes-are-lower-case-tags", test_language_codes);
  g_test_add_func ("/core/language/names-and-codes", test_language_names);
  g_test_add_func ("/core/language/regions-understand-each-other", test_language_relations);
  g_test_add_func ("/core/time-zone/only-iana-names", test_time_zones);
  g_test_add_func ("/core/member/filters-combine-and-are-remembered", test_filter);
  g_test_add_func ("/core/wish/parse-and-text-are-inverse", test_wishes_round_trip);
  g_test_add_func ("/core/wish/bad-text-is-named-and-changes-nothing", test_wishes_refused);
  g_test_add_func ("/core/wish/describe-says-all-in-words", test_wishes_describe);
  g_test_add_func ("/core/wish/people-are-told-by-name", test_wishes_told);
  g_test_add_func ("/core/wish/more-than-fifty-are-refused", test_wishes_too_many);
  g_test_add_func ("/core/wish/values-fit-their-attribute", test_wish_values);
  return g_test_run ();
}
