/* SPDX-License-Identifier: GPL-3.0-or-later
 * Credential rules as values. */
#include "config.h"

#include "rondo-credential.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const measure_words[RONDO_N_MEASURES] = {"hours",
                                                            "paid-hours",
                                                            "recent-hours",
                                                            "clients",
                                                            "experience-years",
                                                            "training-hours",
                                                            "mentored-hours",
                                                            "mentored-alone-hours",
                                                            "mentored-months",
                                                            "supervised-hours",
                                                            "supervised-months",
                                                            "education-hours",
                                                            "units",
                                                            "units-core",
                                                            "units-ethics",
                                                            "told"};
static const char *const certainty_words[] = {"stated", "unverified", "conflict", "unknown"};

static gboolean
find_word (const char *const *words, guint n_words, const char *word, guint *index)
{
  for (guint i = 0; word != NULL && i < n_words; i++)
    if (strcmp (words[i], word) == 0) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

RondoOtherValue *
rondo_other_value_new (int value, const char *source)
{
  RondoOtherValue *other = g_new0 (RondoOtherValue, 1);

  other->value = value;
  other->source = g_strdup (source);
  return other;
}

void
rondo_other_value_free (RondoOtherValue *other)
{
  if (other == NULL)
    return;
  g_free (other->source);
  g_free (other);
}

RondoRequirement *
rondo_requirement_new (RondoMeasure measure)
{
  RondoRequirement *requirement = g_new0 (RondoRequirement, 1);

  requirement->measure = measure;
  requirement->least = RONDO_VALUE_UNKNOWN;
  requirement->source = g_strdup ("");
  requirement->note = g_strdup ("");
  requirement->others = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_other_value_free);
  requirement->counts = g_array_new (FALSE, FALSE, sizeof (RondoCount));
  return requirement;
}

void
rondo_requirement_free (RondoRequirement *requirement)
{
  if (requirement == NULL)
    return;
  g_free (requirement->source);
  g_free (requirement->note);
  g_ptr_array_unref (requirement->others);
  g_array_unref (requirement->counts);
  g_free (requirement);
}

RondoCredentialRule *
rondo_credential_rule_new (void)
{
  RondoCredentialRule *rule = g_new0 (RondoCredentialRule, 1);

  rule->id = g_strdup ("");
  rule->body = g_strdup ("");
  rule->name = g_strdup ("");
  rule->valid_from = RONDO_DATE_NONE;
  rule->as_of = RONDO_DATE_NONE;
  rule->group_most = RONDO_VALUE_UNKNOWN;
  rule->group_certainty = RONDO_CERTAINTY_UNKNOWN;
  rule->group_source = g_strdup ("");
  rule->group_others = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_other_value_free);
  rule->requirements = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_requirement_free);
  rule->notes = g_ptr_array_new_with_free_func (g_free);
  return rule;
}

void
rondo_credential_rule_free (RondoCredentialRule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->id);
  g_free (rule->body);
  g_free (rule->name);
  g_free (rule->group_source);
  g_ptr_array_unref (rule->group_others);
  g_ptr_array_unref (rule->requirements);
  g_ptr_array_unref (rule->notes);
  g_free (rule->text);
  g_free (rule);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

/* An id stands in settings, between blanks. */
static gboolean
is_id (const char *id)
{
  if (*id == '\0')
    return FALSE;
  for (; *id != '\0'; id++)
    if (!g_ascii_islower (*id) && !g_ascii_isdigit (*id) && *id != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_requirement (const RondoRequirement *requirement, GError **error)
{
  gboolean has_value = requirement->least != RONDO_VALUE_UNKNOWN;
  gboolean is_told = requirement->measure == RONDO_MEASURE_TOLD;

  if (is_told && (has_value || *requirement->note == '\0'))
    return refuse (error, _ ("A requirement that is only told has a note and no number."));
  if (!is_told && has_value == (requirement->certainty == RONDO_CERTAINTY_UNKNOWN))
    return refuse (error, _ ("A requirement has a number, or says that the number is not known."));
  if (requirement->measure == RONDO_MEASURE_RECENT_HOURS && requirement->months == 0)
    return refuse (error, _ ("Recent hours need the number of months that are meant."));
  if (requirement->certainty == RONDO_CERTAINTY_CONFLICT && requirement->others->len == 0)
    return refuse (error, _ ("Where sources conflict, the other value has to be given too."));
  return TRUE;
}

gboolean
rondo_credential_rule_check (const RondoCredentialRule *rule, GError **error)
{
  g_return_val_if_fail (rule != NULL, FALSE);

  if (!is_id (rule->id))
    return refuse (error, _ ("The id of a rule has small letters, digits and hyphens only."));
  if (*rule->body == '\0' || *rule->name == '\0')
    return refuse (error, _ ("A rule names the body and the credential."));
  if (!rondo_date_is_valid (rule->as_of))
    return refuse (error, _ ("A rule says on which day it was written down."));
  for (guint i = 0; i < rule->requirements->len; i++)
    if (!check_requirement (g_ptr_array_index (rule->requirements, i), error))
      return FALSE;
  return TRUE;
}

char *
rondo_credential_rule_get_title (const RondoCredentialRule *rule)
{
  return rule->is_renewal
             /* Translators: a body and its credential, as "ICF ACC" */
             ? g_strdup_printf (_ ("%s %s, renewal"), rule->body, rule->name)
             : g_strdup_printf ("%s %s", rule->body, rule->name);
}

/* Whether @rule comes before @other of the same id on @day. */
static gboolean
is_better (const RondoCredentialRule *rule, const RondoCredentialRule *other)
{
  if (rule->is_own != other->is_own)
    return rule->is_own;
  return rule->valid_from > other->valid_from;
}

GPtrArray *
rondo_credential_rules_select (GPtrArray *rules, RondoDate day)
{
  GPtrArray *selected = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rules->len; i++) {
    RondoCredentialRule *rule = g_ptr_array_index (rules, i);
    guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, rule->id));

    if (rule->valid_from != RONDO_DATE_NONE && rule->valid_from > day)
      continue;
    if (place == 0) {
      g_ptr_array_add (selected, rule);
      g_hash_table_insert (places, rule->id, GUINT_TO_POINTER (selected->len));
    } else if (is_better (rule, selected->pdata[place - 1])) {
      selected->pdata[place - 1] = rule;
    }
  }
  return selected;
}

const RondoCredentialRule *
rondo_credential_rules_find (GPtrArray *rules, const char *id)
{
  for (guint i = 0; i < rules->len; i++) {
    const RondoCredentialRule *rule = g_ptr_array_index (rules, i);

    if (g_str_equal (rule->id, id))
      return rule;
  }
  return NULL;
}

const char *
rondo_measure_to_word (RondoMeasure measure)
{
  return (guint)measure < RONDO_N_MEASURES ? measure_words[measure] : NULL;
}

gboolean
rondo_measure_from_word (const char *word, RondoMeasure *measure)
{
  guint index = 0;
  gboolean is_known = find_word (measure_words, RONDO_N_MEASURES, word, &index);

  if (is_known)
    *measure = (RondoMeasure)index;
  return is_known;
}

RondoUnit
rondo_measure_get_unit (RondoMeasure measure)
{
  switch (measure) {
  case RONDO_MEASURE_CLIENTS:
    return RONDO_UNIT_CLIENTS;
  case RONDO_MEASURE_EXPERIENCE_YEARS:
    return RONDO_UNIT_YEARS;
  case RONDO_MEASURE_MENTORED_MONTHS:
  case RONDO_MEASURE_SUPERVISED_MONTHS:
    return RONDO_UNIT_MONTHS;
  case RONDO_MEASURE_TOLD:
    return RONDO_UNIT_NONE;
  default:
    return RONDO_UNIT_MINUTES;
  }
}

const char *
rondo_certainty_to_word (RondoCertainty certainty)
{
  return (guint)certainty < G_N_ELEMENTS (certainty_words) ? certainty_words[certainty] : NULL;
}

gboolean
rondo_certainty_from_word (const char *word, RondoCertainty *certainty)
{
  guint index = 0;
  gboolean is_known = find_word (certainty_words, G_N_ELEMENTS (certainty_words), word, &index);

  if (is_known)
    *certainty = (RondoCertainty)index;
  return is_known;
}
