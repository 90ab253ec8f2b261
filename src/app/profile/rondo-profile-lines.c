/* SPDX-License-Identifier: GPL-3.0-or-later
 * A member as others see them, field by field, in words. */
#include "config.h"

#include "rondo-profile-lines.h"

#include "rondo-language.h"
#include "rondo-line-item.h"
#include "rondo-place.h"

#include <glib/gi18n-lib.h>

#define LEFT_TO_RIGHT_MARK "\xe2\x80\x8e"

/* A field that nothing was entered in is not shown to anybody. */
static void
take_line (GPtrArray *lines, const char *title, char *text)
{
  RondoLineItem *line = NULL;

  if (text == NULL || *text == '\0') {
    g_free (text);
    return;
  }
  line = rondo_line_item_new (title, 0);
  rondo_line_item_take_title (line, g_strdup (title));
  rondo_line_item_take_subtitle (line, text);
  g_ptr_array_add (lines, line);
}

/* A telephone number runs from left to right in every language. */
static char *
dup_number (const char *phone)
{
  return *phone != '\0' ? g_strconcat (LEFT_TO_RIGHT_MARK, phone, NULL) : NULL;
}

/* The credential with its date, and whether somebody has seen the proof. */
static char *
describe_credential (const RondoProfile *profile)
{
  const char *word = rondo_credential_to_word (profile->credential);
  g_autofree char *since = rondo_date_to_display (profile->credential_since);

  if (*word == '\0')
    return NULL;
  if (*since == '\0')
    return g_strdup_printf (profile->is_verified ? _ ("%s, verified") : _ ("%s, not verified"),
                            word);
  return g_strdup_printf (profile->is_verified ? _ ("%s since %s, verified")
                                               : _ ("%s since %s, not verified"),
                          word,
                          since);
}

static char *
describe_acceptance (const RondoAcceptance *acceptance)
{
  g_autofree char *day = rondo_date_to_display (acceptance->on);

  if (acceptance->version == 0)
    return g_strdup (_ ("Not accepted"));
  return g_strdup_printf (_ ("Version %d, accepted on %s"), acceptance->version, day);
}

static char *
describe_part (const RondoMember *member)
{
  if (member->about.left_on != RONDO_DATE_NONE) {
    g_autofree char *day = rondo_date_to_display (member->about.left_on);

    return g_strdup_printf (_ ("Left the community on %s"), day);
  }
  return g_strdup (member->is_active ? _ ("Takes part in new rounds")
                                     : _ ("Pauses: is left out of new rounds"));
}

char *
rondo_profile_describe_languages (const RondoMember *member)
{
  return rondo_language_list_to_display ((const char *const *)member->languages);
}

char *
rondo_profile_describe_verified (const RondoMember *member, RondoDate today)
{
  const RondoAbout *about = &member->about;
  g_autofree char *on = rondo_date_to_display (about->verified_on);
  g_autofree char *until = rondo_date_to_display (about->verified_until);

  if (!rondo_about_is_verified (about, rondo_credential_to_word (member->credential), today))
    return NULL;
  if (*until == '\0')
    return g_strdup_printf (_ ("%s, by %s on %s"), about->verified, about->verified_by, on);
  return g_strdup_printf (
      _ ("%s, by %s on %s, valid until %s"), about->verified, about->verified_by, on, until);
}

static void
append_line (GString *text, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

char *
rondo_profile_describe (const RondoProfile *profile)
{
  GString *text = g_string_new (NULL);
  g_autofree char *credential = describe_credential (profile);
  g_autofree char *niches = g_strjoinv (", ", profile->niche);
  g_autofree char *methods = g_strjoinv (", ", profile->method);

  append_line (text, credential);
  append_line (text, niches);
  append_line (text, methods);
  append_line (text, profile->bio);
  return g_string_free (text, FALSE);
}

GPtrArray *
rondo_profile_lines_for_partners (const RondoMember *member, int64_t now_us)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RondoProfile) profile = rondo_profile_new_for_member (member);

  take_line (lines, _ ("Name"), g_strdup (profile->name));
  take_line (lines, _ ("E-Mail Address"), g_strdup (profile->email));
  take_line (lines, _ ("Telephone"), dup_number (profile->phone));
  take_line (lines,
             _ ("Languages"),
             rondo_language_list_to_display ((const char *const *)profile->languages));
  take_line (lines, _ ("Time Zone"), rondo_place_zone_to_display (profile->time_zone, now_us));
  take_line (lines, _ ("Credential"), describe_credential (profile));
  take_line (lines, _ ("Niches"), g_strjoinv (", ", profile->niche));
  take_line (lines, _ ("Methods"), g_strjoinv (", ", profile->method));
  take_line (lines, _ ("Training Course"), g_strdup (profile->course));
  take_line (lines, _ ("About Me"), g_strdup (profile->bio));
  return lines;
}

/* Names are for the matching alone, unless there is a report. */
static char *
describe_avoids (guint count)
{
  return count == 0 ? g_strdup ("")
                    : g_strdup_printf (ngettext ("%u person, whom only the matching knows",
                                                 "%u persons, whom only the matching knows",
                                                 count),
                                       count);
}

/* Whom they ask for and avoid have lines of their own. */
static char *
describe_wishes (const RondoWishes *wishes)
{
  g_autoptr (RondoWishes) told = rondo_wishes_copy (wishes);

  g_ptr_array_set_size (told->requests, 0);
  g_ptr_array_set_size (told->avoids, 0);
  return rondo_wishes_describe (told);
}

GPtrArray *
rondo_profile_lines_for_coordinators (const RondoMember *member, RondoDate today)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  const RondoWishes *wishes = member->wishes;

  g_autoptr (GPtrArray) requests = g_ptr_array_copy (wishes->requests, NULL, NULL);

  g_ptr_array_set_free_func (requests, NULL);
  g_ptr_array_add (requests, NULL);
  take_line (lines, _ ("Takes Part"), describe_part (member));
  take_line (lines, _ ("Verified Credential"), rondo_profile_describe_verified (member, today));
  take_line (
      lines, _ ("Free Hours of the Week"), rondo_availability_describe (&member->availability));
  take_line (lines, _ ("Gender"), g_strjoinv (", ", member->traits[RONDO_TRAIT_GENDER]));
  take_line (lines, _ ("Regions"), g_strjoinv (", ", member->traits[RONDO_TRAIT_REGION]));
  take_line (lines, _ ("Wishes for the Coach"), describe_wishes (wishes));
  take_line (lines, _ ("Asks for"), g_strjoinv (", ", (GStrv)requests->pdata));
  take_line (lines, _ ("Avoids"), describe_avoids (wishes->avoids->len));
  take_line (lines, _ ("Consent"), describe_acceptance (&member->about.consent));
  take_line (lines, _ ("Code of Reciprocity"), describe_acceptance (&member->about.code));
  return lines;
}
