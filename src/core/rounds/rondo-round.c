/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round, who registered for it, and the pairings that come of it. */
#include "config.h"

#include "rondo-round.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-member.h"
#include "rondo-notice.h"
#include "rondo-round-kind.h"

static const char *const policy_words[] = {"allow", "avoid", "forbid"};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_capacity (int capacity, int least, GError **error)
{
  if (capacity >= least && capacity <= RONDO_CAPACITY_MAX)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("Each takes between 1 and %d clients and coaches."),
               RONDO_CAPACITY_MAX);
  return FALSE;
}

static gboolean
check_policies (const RondoRound *round, GError **error)
{
  if (round->repeat_after < 0 || round->repeat_after > RONDO_REPEAT_AFTER_MAX) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("A pairing can be kept from coming again for 0 to %d rounds."),
                 RONDO_REPEAT_AFTER_MAX);
    return FALSE;
  }
  if (rondo_policy_to_word (round->same_course) == NULL)
    return refuse (error, _ ("What holds for the same training course is not understood."));
  if (round->cancel_notice < 0 || round->cancel_notice > RONDO_CANCEL_NOTICE_MAX) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("A session can be cancelled in time until 0 to %d hours before it."),
                 RONDO_CANCEL_NOTICE_MAX);
    return FALSE;
  }
  return check_capacity (round->capacity, 1, error);
}

static gboolean
is_day_or_none (RondoDate date)
{
  return date == RONDO_DATE_NONE || rondo_date_is_valid (date);
}

/* Several lines, without any other control character. */
static gboolean
check_long_text (const char *text, gsize max_bytes, const char *mistake, GError **error)
{
  if (text == NULL || strlen (text) > max_bytes || !g_utf8_validate (text, -1, NULL))
    return refuse (error, mistake);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n' && g_unichar_iscntrl (g_utf8_get_char (p)))
      return refuse (error, mistake);
  return TRUE;
}

static gboolean
check_terms (const RondoRound *round, GError **error)
{
  if (!rondo_check_text (round->code, _ ("code"), RONDO_ROUND_CODE_MAX_BYTES, FALSE, error))
    return FALSE;
  if (!rondo_check_text (round->first_side, _ ("first side"), RONDO_SIDE_MAX_BYTES, FALSE, error) ||
      !rondo_check_text (round->second_side, _ ("second side"), RONDO_SIDE_MAX_BYTES, FALSE, error))
    return FALSE;
  if (!is_day_or_none (round->register_until) || !is_day_or_none (round->requests_until) ||
      !is_day_or_none (round->match_on) || !is_day_or_none (round->check_on) ||
      !is_day_or_none (round->feedback_until))
    return refuse (error, _ ("One of the dates of the round is not a day."));
  if (round->first_contact_days < 1 || round->first_contact_days > RONDO_ROUND_DAYS_MAX ||
      round->gap_days < 1 || round->gap_days > RONDO_ROUND_DAYS_MAX)
    return refuse (error, _ ("The days to the first contact and between sessions are 1 to 365."));
  if (rondo_credential_to_word (round->least) == NULL || round->language == NULL ||
      (*round->language != '\0' && !rondo_language_is_valid (round->language)) ||
      round->least_training < 0 || round->least_training > RONDO_TRAINING_HOURS_MAX)
    return refuse (error, _ ("Who may join the round is not understood."));
  if (round->agreement_version < 0)
    return refuse (error, _ ("The version of the agreement is not understood."));
  return check_long_text (round->agreement,
                          RONDO_AGREEMENT_MAX_BYTES,
                          _ ("The agreement is too long, or is not plain text."),
                          error);
}

static gboolean
check_telling (const RondoRound *round, GError **error)
{
  const char *mistake = _ ("The text of the announcement is too long, or is not plain text.");

  if (!is_day_or_none (round->announced_on) || round->announced_to < 0)
    return refuse (error, _ ("The day of the announcement is not understood."));
  for (int part = 0; part < RONDO_N_PARTS; part++)
    if (!check_long_text (round->told[part], RONDO_TOLD_MAX_BYTES, mistake, error))
      return FALSE;
  return rondo_check_text (
      round->told_title, _ ("title"), RONDO_NOTICE_TITLE_MAX_BYTES, FALSE, error);
}

RondoRound *
rondo_round_new (void)
{
  RondoRound *round = g_new0 (RondoRound, 1);

  round->name = g_strdup ("");
  round->start = RONDO_DATE_NONE;
  round->end = RONDO_DATE_NONE;
  round->session_count = 6;
  round->session_minutes = 60;
  round->repeat_after = 1;
  round->same_course = RONDO_POLICY_AVOID;
  round->capacity = 1;
  round->cancel_notice = RONDO_CANCEL_NOTICE_HOURS;
  round->state = RONDO_ROUND_OPEN;
  round->code = g_strdup ("");
  round->first_side = g_strdup ("");
  round->second_side = g_strdup ("");
  round->register_until = RONDO_DATE_NONE;
  round->requests_until = RONDO_DATE_NONE;
  round->match_on = RONDO_DATE_NONE;
  round->check_on = RONDO_DATE_NONE;
  round->feedback_until = RONDO_DATE_NONE;
  round->first_contact_days = 7;
  round->gap_days = 14;
  round->language = g_strdup ("");
  round->agreement = g_strdup ("");
  round->announced_on = RONDO_DATE_NONE;
  round->told_title = g_strdup ("");
  for (int part = 0; part < RONDO_N_PARTS; part++)
    round->told[part] = g_strdup ("");
  return round;
}

RondoRound *
rondo_round_copy (const RondoRound *round)
{
  RondoRound *copy;

  g_return_val_if_fail (round != NULL, NULL);

  copy = g_memdup2 (round, sizeof *round);
  copy->id = g_strdup (round->id);
  copy->name = g_strdup (round->name);
  copy->code = g_strdup (round->code);
  copy->first_side = g_strdup (round->first_side);
  copy->second_side = g_strdup (round->second_side);
  copy->language = g_strdup (round->language);
  copy->agreement = g_strdup (round->agreement);
  copy->told_title = g_strdup (round->told_title);
  for (int part = 0; part < RONDO_N_PARTS; part++)
    copy->told[part] = g_strdup (round->told[part]);
  return copy;
}

void
rondo_round_free (RondoRound *round)
{
  if (round == NULL)
    return;
  g_free (round->id);
  g_free (round->name);
  g_free (round->code);
  g_free (round->first_side);
  g_free (round->second_side);
  g_free (round->language);
  g_free (round->agreement);
  g_free (round->told_title);
  for (int part = 0; part < RONDO_N_PARTS; part++)
    g_free (round->told[part]);
  g_free (round);
}

gboolean
rondo_round_check (const RondoRound *round, GError **error)
{
  g_return_val_if_fail (round != NULL, FALSE);

  if (!rondo_check_text (round->name, _ ("name"), RONDO_NAME_MAX_BYTES, TRUE, error))
    return FALSE;
  if (!rondo_date_is_valid (round->start) || !rondo_date_is_valid (round->end))
    return refuse (error, _ ("A round needs a first and a last day."));
  if (round->end < round->start)
    return refuse (error, _ ("The round ends before it starts; please correct one of the days."));
  if (round->session_count < 1 || round->session_count > RONDO_ROUND_SESSIONS_MAX) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("A round has between 1 and %d sessions."),
                 RONDO_ROUND_SESSIONS_MAX);
    return FALSE;
  }
  if (round->session_minutes < 1 || round->session_minutes > RONDO_SESSION_MINUTES_MAX)
    return refuse (error, _ ("A session lasts at least one minute and at most a day."));
  if (rondo_round_state_to_word (round->state) == NULL ||
      rondo_round_kind_to_word (round->kind) == NULL ||
      rondo_round_activity_to_word (round->activity) == NULL ||
      rondo_rest_to_word (round->rest) == NULL || round->version < 0)
    return refuse (error, _ ("The state of the round is not understood."));
  return check_policies (round, error) && check_terms (round, error) &&
         check_telling (round, error);
}

const char *
rondo_policy_to_word (RondoPolicy policy)
{
  return (guint)policy < G_N_ELEMENTS (policy_words) ? policy_words[policy] : NULL;
}

gboolean
rondo_policy_from_word (const char *word, RondoPolicy *policy)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (policy_words); i++)
    if (strcmp (policy_words[i], word) == 0) {
      *policy = (RondoPolicy)i;
      return TRUE;
    }
  return FALSE;
}

RondoRegistration *
rondo_registration_new (const char *round, const char *member, const RondoWishes *wishes)
{
  RondoRegistration *registration;

  g_return_val_if_fail (round != NULL && member != NULL, NULL);

  registration = g_new0 (RondoRegistration, 1);
  registration->id = rondo_id_derive (round, member);
  registration->round = g_strdup (round);
  registration->member = g_strdup (member);
  registration->wishes = wishes != NULL ? rondo_wishes_copy (wishes) : rondo_wishes_new ();
  registration->note = g_strdup ("");
  return registration;
}

RondoRegistration *
rondo_registration_copy (const RondoRegistration *registration)
{
  RondoRegistration *copy;

  g_return_val_if_fail (registration != NULL, NULL);

  copy = g_memdup2 (registration, sizeof *registration);
  copy->id = g_strdup (registration->id);
  copy->round = g_strdup (registration->round);
  copy->member = g_strdup (registration->member);
  copy->wishes = rondo_wishes_copy (registration->wishes);
  copy->note = g_strdup (registration->note);
  return copy;
}

gboolean
rondo_registration_check (const RondoRegistration *registration, GError **error)
{
  g_return_val_if_fail (registration != NULL, FALSE);

  if (!rondo_check_reference (registration->round, _ ("round"), error) ||
      !rondo_check_reference (registration->member, _ ("member"), error))
    return FALSE;
  if (!check_capacity (registration->clients, 0, error) ||
      !check_capacity (registration->coaches, 0, error))
    return FALSE;
  if (rondo_registration_state_to_word (registration->state) == NULL ||
      rondo_role_to_word (registration->role) == NULL ||
      rondo_team_to_word (registration->side) == NULL || registration->agreement_version < 0)
    return refuse (error, _ ("The state of the registration is not understood."));
  if (!check_long_text (registration->note,
                        RONDO_REGISTRATION_NOTE_MAX_BYTES,
                        _ ("The note to the coordinators is too long, or is not plain text."),
                        error))
    return FALSE;
  if (registration->wishes == NULL)
    return refuse (error, _ ("The field “wishes” is missing."));
  return rondo_wishes_check (registration->wishes, error);
}

void
rondo_registration_free (RondoRegistration *registration)
{
  if (registration == NULL)
    return;
  g_free (registration->id);
  g_free (registration->round);
  g_free (registration->member);
  rondo_wishes_free (registration->wishes);
  g_free (registration->note);
  g_free (registration);
}

RondoPairing *
rondo_pairing_new (void)
{
  RondoPairing *pairing = g_new0 (RondoPairing, 1);

  pairing->since = RONDO_DATE_NONE;
  pairing->until = RONDO_DATE_NONE;
  pairing->excused = RONDO_DATE_NONE;
  pairing->reason = g_strdup ("");
  return pairing;
}

RondoPairing *
rondo_pairing_copy (const RondoPairing *pairing)
{
  RondoPairing *copy;

  g_return_val_if_fail (pairing != NULL, NULL);

  copy = g_memdup2 (pairing, sizeof *pairing);
  copy->id = g_strdup (pairing->id);
  copy->round = g_strdup (pairing->round);
  copy->coach = g_strdup (pairing->coach);
  copy->client = g_strdup (pairing->client);
  copy->replaced_by = g_strdup (pairing->replaced_by);
  copy->reason = g_strdup (pairing->reason);
  copy->coach_name = g_strdup (pairing->coach_name);
  copy->client_name = g_strdup (pairing->client_name);
  return copy;
}

void
rondo_pairing_free (RondoPairing *pairing)
{
  if (pairing == NULL)
    return;
  g_free (pairing->id);
  g_free (pairing->round);
  g_free (pairing->coach);
  g_free (pairing->client);
  g_free (pairing->coach_name);
  g_free (pairing->client_name);
  g_free (pairing->replaced_by);
  g_free (pairing->reason);
  g_free (pairing);
}

gboolean
rondo_pairing_check (const RondoPairing *pairing, GError **error)
{
  g_return_val_if_fail (pairing != NULL, FALSE);

  if (!rondo_check_reference (pairing->round, _ ("round"), error) ||
      !rondo_check_reference (pairing->coach, _ ("coach"), error) ||
      !rondo_check_reference (pairing->client, _ ("client"), error))
    return FALSE;
  if (pairing->replaced_by != NULL &&
      !rondo_check_reference (pairing->replaced_by, _ ("replaced_by"), error))
    return FALSE;
  if (rondo_pairing_state_to_word (pairing->state) == NULL || pairing->session_count < 0 ||
      pairing->session_count > RONDO_ROUND_SESSIONS_MAX || !is_day_or_none (pairing->since) ||
      !is_day_or_none (pairing->until) || !is_day_or_none (pairing->excused))
    return refuse (error, _ ("The state of the pairing is not understood."));
  return check_long_text (pairing->reason,
                          RONDO_REASON_MAX_BYTES,
                          _ ("The reason is too long, or is not plain text."),
                          error);
}

int
rondo_pairing_get_planned (const RondoPairing *pairing, const RondoRound *round)
{
  g_return_val_if_fail (pairing != NULL && round != NULL, 0);

  return pairing->session_count > 0 ? pairing->session_count : round->session_count;
}

int
rondo_pairing_get_due (const RondoPairing *pairing, const RondoRound *round, int held)
{
  g_return_val_if_fail (pairing != NULL && round != NULL, 0);

  return pairing->state == RONDO_PAIRING_REPLACED ? held
                                                  : rondo_pairing_get_planned (pairing, round);
}
