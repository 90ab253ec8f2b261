/* SPDX-License-Identifier: GPL-3.0-or-later
 * A member of the community, and what a partner gets to see of them. */
#include "config.h"

#include "rondo-member.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"

#define LANGUAGE_MAX_BYTES 35

static const char *const credential_words[] = {"", "ACC", "PCC", "MCC"};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_email (const char *email, GError **error)
{
  g_autofree char *normal = NULL;

  if (!rondo_check_text (email, _ ("email"), RONDO_EMAIL_MAX_BYTES, TRUE, error))
    return FALSE;
  normal = rondo_email_normalize (email);
  if (normal != NULL && strcmp (normal, email) == 0)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The field “email” is not an e-mail address in lower case: “%s”."),
               email);
  return FALSE;
}

static gboolean
check_languages (GStrv languages, GError **error)
{
  if (languages == NULL)
    return refuse (error, _ ("The field “languages” is missing."));
  if (g_strv_length (languages) > RONDO_LANGUAGES_MAX)
    return refuse (error, _ ("The field “languages” lists too many languages."));
  for (char **code = languages; *code != NULL; code++)
    if (!rondo_language_is_valid (*code))
      return refuse (error,
                     _ ("The field “languages” holds something that is not a language code like "
                        "“en” or “pt-br”."));
  return TRUE;
}

static gboolean
check_traits (const RondoMember *member, GError **error)
{
  for (RondoTrait trait = 0; trait < RONDO_N_TRAITS; trait++)
    if (!rondo_traits_check (trait, member->traits[trait], error))
      return FALSE;
  return TRUE;
}

static gboolean
tags_equal (const RondoMember *a, const RondoMember *b)
{
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    if (!g_strv_equal ((const char *const *)a->traits[trait],
                       (const char *const *)b->traits[trait]))
      return FALSE;
  return TRUE;
}

RondoMember *
rondo_member_new (void)
{
  RondoMember *member = g_new0 (RondoMember, 1);

  member->name = g_strdup ("");
  member->email = g_strdup ("");
  member->phone = g_strdup ("");
  member->languages = g_new0 (char *, 1);
  member->time_zone = g_strdup ("UTC");
  member->is_active = TRUE;
  member->course = g_strdup ("");
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    member->traits[trait] = g_new0 (char *, 1);
  member->wishes = rondo_wishes_new ();
  rondo_about_init (&member->about);
  return member;
}

RondoMember *
rondo_member_copy (const RondoMember *member)
{
  RondoMember *copy;

  g_return_val_if_fail (member != NULL, NULL);

  copy = g_new0 (RondoMember, 1);
  copy->id = g_strdup (member->id);
  copy->name = g_strdup (member->name);
  copy->email = g_strdup (member->email);
  copy->phone = g_strdup (member->phone);
  copy->languages = g_strdupv (member->languages);
  copy->time_zone = g_strdup (member->time_zone);
  copy->credential = member->credential;
  copy->is_active = member->is_active;
  copy->course = g_strdup (member->course);
  copy->training_hours = member->training_hours;
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    copy->traits[trait] = g_strdupv (member->traits[trait]);
  copy->availability = member->availability;
  copy->wishes = rondo_wishes_copy (member->wishes);
  rondo_about_copy (&copy->about, &member->about);
  return copy;
}

void
rondo_member_free (RondoMember *member)
{
  if (member == NULL)
    return;
  g_free (member->id);
  g_free (member->name);
  g_free (member->email);
  g_free (member->phone);
  g_strfreev (member->languages);
  g_free (member->time_zone);
  g_free (member->course);
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    g_strfreev (member->traits[trait]);
  rondo_wishes_free (member->wishes);
  rondo_about_clear (&member->about);
  g_free (member);
}

GHashTable *
rondo_member_names (GPtrArray *members)
{
  GHashTable *names = NULL;

  g_return_val_if_fail (members != NULL, NULL);

  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < members->len; i++) {
    RondoMember *member = members->pdata[i];

    g_hash_table_insert (names, member->id, member->name);
    g_hash_table_insert (names, member->email, member->name);
  }
  return names;
}

gboolean
rondo_member_equal (const RondoMember *a, const RondoMember *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->email, b->email) == 0 && g_strcmp0 (a->phone, b->phone) == 0 &&
         g_strv_equal ((const char *const *)a->languages, (const char *const *)b->languages) &&
         g_strcmp0 (a->time_zone, b->time_zone) == 0 && a->credential == b->credential &&
         !a->is_active == !b->is_active && g_strcmp0 (a->course, b->course) == 0 &&
         a->training_hours == b->training_hours && tags_equal (a, b) &&
         rondo_availability_equal (&a->availability, &b->availability) &&
         rondo_wishes_equal (a->wishes, b->wishes) && rondo_about_equal (&a->about, &b->about);
}

gboolean
rondo_member_check (const RondoMember *member, GError **error)
{
  g_return_val_if_fail (member != NULL, FALSE);

  if (!rondo_check_text (member->name, _ ("name"), RONDO_NAME_MAX_BYTES, TRUE, error) ||
      !check_email (member->email, error) ||
      !rondo_check_text (member->phone, _ ("phone"), RONDO_PHONE_MAX_BYTES, FALSE, error) ||
      !check_languages (member->languages, error))
    return FALSE;
  if (!rondo_time_zone_is_valid (member->time_zone))
    return refuse (error,
                   _ ("The field “time zone” is not a zone that this computer knows; write it like "
                      "“Europe/Berlin”."));
  if (rondo_credential_to_word (member->credential) == NULL)
    return refuse (error, _ ("The field “credential” is none of ACC, PCC and MCC."));
  if (!rondo_check_text (member->course, _ ("course"), RONDO_COURSE_MAX_BYTES, FALSE, error) ||
      !check_traits (member, error))
    return FALSE;
  if (member->training_hours < 0 || member->training_hours > RONDO_TRAINING_HOURS_MAX)
    return refuse (error, _ ("The hours of coach education are a whole number from 0 to 10,000."));
  if (member->wishes == NULL)
    return refuse (error, _ ("The field “wishes” is missing."));
  return rondo_wishes_check (member->wishes, error) && rondo_about_check (&member->about, error);
}

gboolean
rondo_member_may_write_own (const RondoMember *before, const RondoMember *after)
{
  const RondoAbout *a, *b;

  g_return_val_if_fail (before != NULL && after != NULL, FALSE);

  a = &before->about;
  b = &after->about;
  return g_strcmp0 (before->email, after->email) == 0 &&
         g_strcmp0 (a->verified, b->verified) == 0 &&
         g_strcmp0 (a->verified_by, b->verified_by) == 0 && a->verified_on == b->verified_on &&
         a->verified_until == b->verified_until;
}

RondoProfile *
rondo_profile_new (void)
{
  RondoProfile *profile = g_new0 (RondoProfile, 1);

  profile->name = g_strdup ("");
  profile->email = g_strdup ("");
  profile->phone = g_strdup ("");
  profile->languages = g_new0 (char *, 1);
  profile->time_zone = g_strdup ("UTC");
  profile->credential_since = RONDO_DATE_NONE;
  profile->niche = g_new0 (char *, 1);
  profile->method = g_new0 (char *, 1);
  profile->course = g_strdup ("");
  profile->bio = g_strdup ("");
  return profile;
}

RondoProfile *
rondo_profile_new_for_member (const RondoMember *member)
{
  RondoProfile *profile;

  g_return_val_if_fail (member != NULL, NULL);

  profile = g_new0 (RondoProfile, 1);
  profile->member = g_strdup (member->id);
  profile->name = g_strdup (member->name);
  profile->email = g_strdup (member->email);
  profile->phone = g_strdup (member->phone);
  profile->languages = g_strdupv (member->languages);
  profile->time_zone = g_strdup (member->time_zone);
  profile->credential = member->credential;
  profile->credential_since = member->about.credential_since;
  profile->is_verified =
      member->credential != RONDO_CREDENTIAL_NONE &&
      g_strcmp0 (member->about.verified, rondo_credential_to_word (member->credential)) == 0;
  profile->niche = g_strdupv (member->traits[RONDO_TRAIT_NICHE]);
  profile->method = g_strdupv (member->traits[RONDO_TRAIT_METHOD]);
  profile->course = g_strdup (member->course);
  profile->bio = g_strdup (member->about.bio);
  return profile;
}

void
rondo_profile_free (RondoProfile *profile)
{
  if (profile == NULL)
    return;
  g_free (profile->id);
  g_free (profile->member);
  g_free (profile->name);
  g_free (profile->email);
  g_free (profile->phone);
  g_strfreev (profile->languages);
  g_free (profile->time_zone);
  g_strfreev (profile->niche);
  g_strfreev (profile->method);
  g_free (profile->course);
  g_free (profile->bio);
  g_free (profile);
}

char *
rondo_email_normalize (const char *text)
{
  g_autofree char *email = NULL;
  const char *at, *dot;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  email = g_utf8_strdown (text, -1);
  g_strstrip (email);
  if (strlen (email) > RONDO_EMAIL_MAX_BYTES)
    return NULL;
  for (const char *p = email; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || (c < 128 && strchr ("<>,;|\"()", (int)c)))
      return NULL;
  }
  at = strchr (email, '@');
  if (at == NULL || at == email || strchr (at + 1, '@') != NULL)
    return NULL;
  dot = strrchr (at, '.');
  if (dot == NULL || dot == at + 1 || dot[1] == '\0')
    return NULL;
  return g_steal_pointer (&email);
}

gboolean
rondo_language_is_valid (const char *code)
{
  gsize length = 0;
  gboolean is_first = TRUE;

  if (code == NULL || strlen (code) > LANGUAGE_MAX_BYTES)
    return FALSE;
  for (const char *p = code;; p++) {
    if (*p == '-' || *p == '\0') {
      /* Words like "german" are well formed by the standard, but nobody registered one. */
      if (length < (is_first ? 2 : 1) || length > (is_first ? 3 : 8))
        return FALSE;
      if (*p == '\0')
        return TRUE;
      is_first = FALSE;
      length = 0;
    } else if (g_ascii_islower (*p) || (!is_first && g_ascii_isdigit (*p))) {
      length++;
    } else {
      return FALSE;
    }
  }
}

const char *
rondo_credential_to_word (RondoCredential credential)
{
  return (guint)credential < G_N_ELEMENTS (credential_words) ? credential_words[credential] : NULL;
}

gboolean
rondo_credential_from_word (const char *word, RondoCredential *credential)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (credential_words); i++)
    if (strcmp (credential_words[i], word) == 0) {
      *credential = (RondoCredential)i;
      return TRUE;
    }
  return FALSE;
}
