/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a member tells of themselves and has agreed to, and what coordinators have verified. */
#include "config.h"

#include "rondo-about.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-member.h"

/* Far more wordings than there will ever be. */
#define VERSION_MAX 1000000

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_paragraphs (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n' && g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_date_or_none (RondoDate date)
{
  return date == RONDO_DATE_NONE || rondo_date_is_valid (date);
}

static gboolean
is_acceptance (const RondoAcceptance *acceptance)
{
  return acceptance->version >= 0 && acceptance->version <= VERSION_MAX &&
         is_date_or_none (acceptance->on);
}

static gboolean
acceptance_equal (const RondoAcceptance *a, const RondoAcceptance *b)
{
  return a->version == b->version && a->on == b->on;
}

void
rondo_about_init (RondoAbout *about)
{
  const RondoAcceptance none = {0, RONDO_DATE_NONE};

  g_return_if_fail (about != NULL);

  about->bio = g_strdup ("");
  about->credential_since = RONDO_DATE_NONE;
  about->verified = g_strdup ("");
  about->verified_by = g_strdup ("");
  about->verified_on = RONDO_DATE_NONE;
  about->verified_until = RONDO_DATE_NONE;
  about->left_on = RONDO_DATE_NONE;
  about->merged_into = NULL;
  about->consent = none;
  about->code = none;
}

void
rondo_about_clear (RondoAbout *about)
{
  g_return_if_fail (about != NULL);

  g_clear_pointer (&about->bio, g_free);
  g_clear_pointer (&about->verified, g_free);
  g_clear_pointer (&about->verified_by, g_free);
  g_clear_pointer (&about->merged_into, g_free);
}

void
rondo_about_copy (RondoAbout *to, const RondoAbout *from)
{
  g_return_if_fail (to != NULL && from != NULL);

  *to = *from;
  to->bio = g_strdup (from->bio);
  to->verified = g_strdup (from->verified);
  to->verified_by = g_strdup (from->verified_by);
  to->merged_into = g_strdup (from->merged_into);
}

gboolean
rondo_about_equal (const RondoAbout *a, const RondoAbout *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return g_strcmp0 (a->bio, b->bio) == 0 && a->credential_since == b->credential_since &&
         g_strcmp0 (a->verified, b->verified) == 0 &&
         g_strcmp0 (a->verified_by, b->verified_by) == 0 && a->verified_on == b->verified_on &&
         a->verified_until == b->verified_until && a->left_on == b->left_on &&
         g_strcmp0 (a->merged_into, b->merged_into) == 0 &&
         acceptance_equal (&a->consent, &b->consent) && acceptance_equal (&a->code, &b->code);
}

gboolean
rondo_about_check (const RondoAbout *about, GError **error)
{
  RondoCredential credential;

  g_return_val_if_fail (about != NULL, FALSE);

  if (about->bio == NULL || !g_utf8_validate (about->bio, -1, NULL) || !is_paragraphs (about->bio))
    return refuse (error, _ ("The field “about” is not plain text."));
  if (strlen (about->bio) > RONDO_BIO_MAX_BYTES)
    return refuse (error, _ ("What is written about a member is too long. Shorten it."));
  if (!rondo_credential_from_word (about->verified, &credential))
    return refuse (error, _ ("The field “verified” is none of ACC, PCC and MCC."));
  if (!rondo_check_text (about->verified_by, _ ("verified by"), RONDO_NAME_MAX_BYTES, FALSE, error))
    return FALSE;
  if (!is_date_or_none (about->credential_since) || !is_date_or_none (about->verified_on) ||
      !is_date_or_none (about->verified_until) || !is_date_or_none (about->left_on))
    return refuse (error, _ ("A day of a member is none of the years 1900 to 2200."));
  if (!is_acceptance (&about->consent) || !is_acceptance (&about->code))
    return refuse (error, _ ("What a member has agreed to is not known."));
  return TRUE;
}

gboolean
rondo_about_is_verified (const RondoAbout *about, const char *credential, RondoDate today)
{
  g_return_val_if_fail (about != NULL && credential != NULL, FALSE);

  return *credential != '\0' && g_strcmp0 (about->verified, credential) == 0 &&
         (about->verified_until == RONDO_DATE_NONE || about->verified_until >= today);
}

const char *
rondo_about_get_consent_text (void)
{
  return _ ("I agree that my partners in a pairing see my name, e-mail address, telephone number, "
            "languages, time zone, credential, niches, methods and what I write about myself, as "
            "long as the pairing lasts; and that the coordinators of this community see the rest "
            "of my profile and the number and length of my sessions, to match and to look after "
            "the rounds. Nobody sees my clients, my hours log or my notes. I can take this back at "
            "any time; then I am left out of new rounds.");
}

const char *
rondo_about_get_code_text (void)
{
  return _ ("I give as much as I receive: I coach as reliably as I wish to be coached. I answer "
            "my partners within a week, come prepared and on time, and cancel early when I have "
            "to. What my client tells me stays between us. I log only hours that were held. When "
            "a pairing does not work, I say so early to my partner or a coordinator, without "
            "having to explain.");
}
