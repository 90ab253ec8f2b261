/* SPDX-License-Identifier: GPL-3.0-or-later
 * Clients and log entries as values. */
#include "config.h"

#include "rondo-hours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-member.h"
#include "rondo-round.h"

static const char *const payment_words[] = {"paid", "pro-bono", "reciprocal"};
static const char *const activity_words[RONDO_N_ACTIVITIES] = {"coaching",
                                                               "received",
                                                               "mentoring",
                                                               "mentored",
                                                               "supervision",
                                                               "supervised",
                                                               "training",
                                                               "units-core",
                                                               "units-ethics",
                                                               "units-resource"};
static const char *const setting_words[] = {"direct", "internal", "third-party"};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

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

RondoClientPerson *
rondo_client_person_new (void)
{
  RondoClientPerson *client = g_new0 (RondoClientPerson, 1);

  client->name = g_strdup ("");
  client->contact = g_strdup ("");
  client->organisation = g_strdup ("");
  client->started = RONDO_DATE_NONE;
  client->ended = RONDO_DATE_NONE;
  client->consent_date = RONDO_DATE_NONE;
  client->consent_by = g_strdup ("");
  client->consent_note = g_strdup ("");
  client->consent_wording = g_strdup ("");
  client->consent_withdrawn = RONDO_DATE_NONE;
  return client;
}

RondoClientPerson *
rondo_client_person_copy (const RondoClientPerson *client)
{
  RondoClientPerson *copy;

  g_return_val_if_fail (client != NULL, NULL);

  copy = g_memdup2 (client, sizeof *client);
  copy->id = g_strdup (client->id);
  copy->name = g_strdup (client->name);
  copy->contact = g_strdup (client->contact);
  copy->member = g_strdup (client->member);
  copy->organisation = g_strdup (client->organisation);
  copy->consent_by = g_strdup (client->consent_by);
  copy->consent_note = g_strdup (client->consent_note);
  copy->consent_wording = g_strdup (client->consent_wording);
  return copy;
}

void
rondo_client_person_free (RondoClientPerson *client)
{
  if (client == NULL)
    return;
  g_free (client->id);
  g_free (client->name);
  g_free (client->contact);
  g_free (client->member);
  g_free (client->organisation);
  g_free (client->consent_by);
  g_free (client->consent_note);
  g_free (client->consent_wording);
  g_free (client);
}

/* The wording may have several lines; everything else has one. */
static gboolean
check_wording (const char *text, GError **error)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  return rondo_check_text (
      line, _ ("wording of the consent"), RONDO_CONSENT_WORDING_MAX_BYTES, FALSE, error);
}

static gboolean
check_consent (const RondoClientPerson *client, GError **error)
{
  gboolean was_withdrawn = client->consent_withdrawn != RONDO_DATE_NONE;

  if (client->consent_date != RONDO_DATE_NONE &&
      ((!client->has_consented && !was_withdrawn) || !rondo_date_is_valid (client->consent_date)))
    return refuse (error, _ ("A day of consent belongs to a client who has consented."));
  if (was_withdrawn && (client->has_consented || !rondo_date_is_valid (client->consent_withdrawn)))
    return refuse (error, _ ("Consent that was withdrawn is no consent any more."));
  if (was_withdrawn && client->consent_date > client->consent_withdrawn)
    return refuse (error, _ ("Consent cannot be withdrawn before it was given."));
  return TRUE;
}

static gboolean
check_relationship (const RondoClientPerson *client, GError **error)
{
  if ((client->started != RONDO_DATE_NONE && !rondo_date_is_valid (client->started)) ||
      (client->ended != RONDO_DATE_NONE && !rondo_date_is_valid (client->ended)))
    return refuse (error, _ ("The coaching of a client begins and ends on a day."));
  if (client->ended != RONDO_DATE_NONE && client->ended < client->started)
    return refuse (error, _ ("The coaching of a client cannot end before it began."));
  return TRUE;
}

gboolean
rondo_client_person_check (const RondoClientPerson *client, GError **error)
{
  g_return_val_if_fail (client != NULL, FALSE);

  if (!rondo_check_text (client->name, _ ("name"), RONDO_NAME_MAX_BYTES, TRUE, error) ||
      !rondo_check_text (client->contact, _ ("contact"), RONDO_EMAIL_MAX_BYTES, FALSE, error) ||
      !rondo_check_text (
          client->organisation, _ ("organization"), RONDO_NAME_MAX_BYTES, FALSE, error) ||
      !rondo_check_text (
          client->consent_by, _ ("who consented"), RONDO_NAME_MAX_BYTES, FALSE, error) ||
      !rondo_check_text (
          client->consent_note, _ ("consent note"), RONDO_CONSENT_NOTE_MAX_BYTES, FALSE, error) ||
      !check_wording (client->consent_wording, error))
    return FALSE;
  if (client->member != NULL && !rondo_check_reference (client->member, _ ("member"), error))
    return FALSE;
  return check_relationship (client, error) && check_consent (client, error);
}

RondoLogEntry *
rondo_log_entry_new (void)
{
  RondoLogEntry *entry = g_new0 (RondoLogEntry, 1);

  entry->date = RONDO_DATE_NONE;
  entry->start_minute = RONDO_START_UNKNOWN;
  entry->group_size = 1;
  return entry;
}

RondoLogEntry *
rondo_log_entry_copy (const RondoLogEntry *entry)
{
  RondoLogEntry *copy;

  g_return_val_if_fail (entry != NULL, NULL);

  copy = g_memdup2 (entry, sizeof *entry);
  copy->id = g_strdup (entry->id);
  copy->client = g_strdup (entry->client);
  copy->session = g_strdup (entry->session);
  return copy;
}

void
rondo_log_entry_free (RondoLogEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->id);
  g_free (entry->client);
  g_free (entry->session);
  g_free (entry);
}

static gboolean
check_kind (const RondoLogEntry *entry, GError **error)
{
  if (rondo_payment_to_word (entry->payment) == NULL)
    return refuse (error, _ ("A log entry is paid, pro bono or reciprocal."));
  if (rondo_activity_to_word (entry->activity) == NULL)
    return refuse (error, _ ("A log entry is coaching or another activity that is known."));
  if (rondo_setting_to_word (entry->setting) == NULL)
    return refuse (error, _ ("Coaching is direct, internal or for a third party."));
  if (entry->group_size < 1 || entry->group_size > RONDO_GROUP_SIZE_MAX)
    return refuse (error, _ ("A group has at least one and at most a thousand people."));
  return TRUE;
}

gboolean
rondo_log_entry_check (const RondoLogEntry *entry, GError **error)
{
  g_return_val_if_fail (entry != NULL, FALSE);

  /* Of very many: what a field is called is looked up only for those that are wrong. */
  if (!rondo_id_is_valid (entry->client))
    return rondo_check_reference (entry->client, _ ("client"), error);
  if (entry->session != NULL && !rondo_id_is_valid (entry->session))
    return rondo_check_reference (entry->session, _ ("session"), error);
  if (!rondo_date_is_valid (entry->date))
    return refuse (error, _ ("A log entry needs the day on which the coaching was held."));
  if (entry->minutes < 1 || entry->minutes > RONDO_SESSION_MINUTES_MAX)
    return refuse (error, _ ("A log entry has at least one minute and at most a day."));
  if (entry->start_minute != RONDO_START_UNKNOWN &&
      (entry->start_minute < 0 || entry->start_minute >= RONDO_SESSION_MINUTES_MAX))
    return refuse (error, _ ("A session starts at a minute of its day."));
  return check_kind (entry, error);
}

/* The word of an enumeration, and back. */
#define DEFINE_WORDS(name, Type)                                                                   \
  const char *rondo_##name##_to_word (Type value)                                                  \
  {                                                                                                \
    return (guint)value < G_N_ELEMENTS (name##_words) ? name##_words[value] : NULL;                \
  }                                                                                                \
                                                                                                   \
  gboolean rondo_##name##_from_word (const char *word, Type *value)                                \
  {                                                                                                \
    guint index = 0;                                                                               \
    gboolean is_known = find_word (name##_words, G_N_ELEMENTS (name##_words), word, &index);       \
                                                                                                   \
    if (is_known)                                                                                  \
      *value = (Type)index;                                                                        \
    return is_known;                                                                               \
  }

DEFINE_WORDS (activity, RondoActivity)
DEFINE_WORDS (payment, RondoPayment)
DEFINE_WORDS (setting, RondoSetting)
