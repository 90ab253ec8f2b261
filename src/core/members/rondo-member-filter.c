/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which members a list shows: conditions that all have to hold. */
#include "config.h"

#include "rondo-member-filter.h"

#include <string.h>

#include "rondo-language.h"

static const char *const state_words[] = {"all", "active", "paused", "left"};
static const char *const proof_words[] = {"any", "verified", "unverified"};

static int
find_word (const char *const *words, gsize n_words, const char *word)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i], word))
      return (int)i;
  return 0;
}

static gboolean
is_in_state (const RondoMember *member, RondoMemberState state)
{
  gboolean has_left = member->about.left_on != RONDO_DATE_NONE;

  switch (state) {
  case RONDO_MEMBERS_ACTIVE:
    return member->is_active && !has_left;
  case RONDO_MEMBERS_PAUSED:
    return !member->is_active && !has_left;
  case RONDO_MEMBERS_LEFT:
    return has_left;
  case RONDO_MEMBERS_ALL:
  case RONDO_N_MEMBER_STATES:
  default:
    return TRUE;
  }
}

static gboolean
has_proof (const RondoMember *member, RondoProof proof, RondoDate today)
{
  const char *word = rondo_credential_to_word (member->credential);
  gboolean is_verified = rondo_about_is_verified (&member->about, word, today);

  if (proof == RONDO_PROOF_VERIFIED)
    return is_verified;
  return proof != RONDO_PROOF_NOT_VERIFIED || (*word != '\0' && !is_verified);
}

static gboolean
speaks (const RondoMember *member, const char *language)
{
  for (char **code = member->languages; *code != NULL; code++)
    if (rondo_language_covers (language, *code))
      return TRUE;
  return FALSE;
}

RondoMemberFilter *
rondo_member_filter_new (void)
{
  return g_new0 (RondoMemberFilter, 1);
}

RondoMemberFilter *
rondo_member_filter_copy (const RondoMemberFilter *filter)
{
  RondoMemberFilter *copy;

  g_return_val_if_fail (filter != NULL, NULL);

  copy = g_memdup2 (filter, sizeof *filter);
  copy->language = g_strdup (filter->language);
  return copy;
}

void
rondo_member_filter_free (RondoMemberFilter *filter)
{
  if (filter == NULL)
    return;
  g_free (filter->language);
  g_free (filter);
}

gboolean
rondo_member_filter_is_empty (const RondoMemberFilter *filter)
{
  return filter->state == RONDO_MEMBERS_ALL && filter->credential == RONDO_CREDENTIAL_NONE &&
         filter->proof == RONDO_PROOF_ANY && !filter->has_not_agreed && filter->language == NULL;
}

gboolean
rondo_member_filter_matches (const RondoMemberFilter *filter,
                             const RondoMember *member,
                             RondoDate today)
{
  const RondoAbout *about = &member->about;

  g_return_val_if_fail (filter != NULL, FALSE);

  return is_in_state (member, filter->state) && member->credential >= filter->credential &&
         has_proof (member, filter->proof, today) &&
         (!filter->has_not_agreed || about->consent.version < RONDO_CONSENT_VERSION ||
          about->code.version < RONDO_CODE_VERSION) &&
         (filter->language == NULL || speaks (member, filter->language));
}

char *
rondo_member_filter_to_text (const RondoMemberFilter *filter)
{
  g_return_val_if_fail (filter != NULL, NULL);

  return g_strdup_printf ("state=%s;credential=%s;proof=%s;agreed=%s;language=%s",
                          state_words[filter->state],
                          rondo_credential_to_word (filter->credential),
                          proof_words[filter->proof],
                          filter->has_not_agreed ? "no" : "",
                          filter->language != NULL ? filter->language : "");
}

RondoMemberFilter *
rondo_member_filter_from_text (const char *text)
{
  RondoMemberFilter *filter = rondo_member_filter_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (char **part = parts; *part != NULL; part++) {
    char *value = strchr (*part, '=');

    if (value == NULL)
      continue;
    *value++ = '\0';
    if (g_str_equal (*part, "state"))
      filter->state = find_word (state_words, G_N_ELEMENTS (state_words), value);
    else if (g_str_equal (*part, "proof"))
      filter->proof = find_word (proof_words, G_N_ELEMENTS (proof_words), value);
    else if (g_str_equal (*part, "credential"))
      rondo_credential_from_word (value, &filter->credential);
    else if (g_str_equal (*part, "agreed"))
      filter->has_not_agreed = g_str_equal (value, "no");
    else if (g_str_equal (*part, "language") && rondo_language_is_valid (value) &&
             filter->language == NULL)
      filter->language = g_strdup (value);
  }
  return filter;
}
