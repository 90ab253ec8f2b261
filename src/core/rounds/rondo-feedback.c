/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners say about a pairing. */
#include "config.h"

#include "rondo-feedback.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-life.h"

static const char *const audience_words[RONDO_N_AUDIENCES] = {
    [RONDO_AUDIENCE_PARTNER] = "partner",
    [RONDO_AUDIENCE_COORDINATORS] = "coordinators",
    [RONDO_AUDIENCE_QUOTABLE] = "quotable",
    [RONDO_AUDIENCE_COMMENT] = "comment",
};

static const char *const question_words[RONDO_N_QUESTIONS] = {
    [RONDO_QUESTION_USEFUL] = "useful",
    [RONDO_QUESTION_RELIABLE] = "reliable",
    [RONDO_QUESTION_AGAIN] = "again",
};

RondoFeedback *
rondo_feedback_new (const char *pairing, const char *member, RondoAudience audience)
{
  RondoFeedback *feedback;

  g_return_val_if_fail (pairing != NULL && member != NULL, NULL);
  g_return_val_if_fail ((guint)audience < RONDO_N_AUDIENCES, NULL);

  feedback = g_new0 (RondoFeedback, 1);
  feedback->id = rondo_feedback_derive_id (pairing, member, audience);
  feedback->pairing = g_strdup (pairing);
  feedback->member = g_strdup (member);
  feedback->audience = audience;
  feedback->text = g_strdup ("");
  return feedback;
}

RondoFeedback *
rondo_feedback_copy (const RondoFeedback *feedback)
{
  RondoFeedback *copy;

  g_return_val_if_fail (feedback != NULL, NULL);

  copy = g_memdup2 (feedback, sizeof *feedback);
  copy->id = g_strdup (feedback->id);
  copy->pairing = g_strdup (feedback->pairing);
  copy->member = g_strdup (feedback->member);
  copy->text = g_strdup (feedback->text);
  return copy;
}

void
rondo_feedback_free (RondoFeedback *feedback)
{
  if (feedback == NULL)
    return;
  g_free (feedback->id);
  g_free (feedback->pairing);
  g_free (feedback->member);
  g_free (feedback->text);
  g_free (feedback);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return FALSE;
}

gboolean
rondo_feedback_check (const RondoFeedback *feedback, GError **error)
{
  gboolean is_said;

  g_return_val_if_fail (feedback != NULL, FALSE);

  if (!rondo_check_reference (feedback->pairing, _ ("pairing"), error) ||
      !rondo_check_reference (feedback->member, _ ("member"), error) ||
      !rondo_check_long_text (feedback->text, _ ("feedback"), RONDO_FEEDBACK_MAX_BYTES, error))
    return FALSE;
  if (rondo_audience_to_word (feedback->audience) == NULL)
    return refuse (error, _ ("Nobody knows whom this feedback is for."));
  is_said = *feedback->text != '\0';
  for (guint i = 0; i < RONDO_N_QUESTIONS; i++) {
    if (feedback->answers[i] < 0 || feedback->answers[i] > RONDO_ANSWER_MAX)
      return refuse (error, _ ("An answer is a number from 1 to 5."));
    if (feedback->answers[i] > 0 && feedback->audience != RONDO_AUDIENCE_COORDINATORS)
      return refuse (error, _ ("The questions are answered for coordinators alone."));
    is_said |= feedback->answers[i] > 0;
  }
  return is_said || refuse (error, _ ("This feedback says nothing. Write something first."));
}

char *
rondo_feedback_derive_id (const char *pairing, const char *member, RondoAudience audience)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (pairing != NULL && member != NULL, NULL);

  name = g_strdup_printf ("%s %s", member, rondo_audience_to_word (audience));
  return rondo_id_derive (pairing, name);
}

const char *
rondo_audience_to_word (RondoAudience audience)
{
  return (guint)audience < RONDO_N_AUDIENCES ? audience_words[audience] : NULL;
}

gboolean
rondo_audience_from_word (const char *word, RondoAudience *audience)
{
  for (guint i = 0; word != NULL && i < RONDO_N_AUDIENCES; i++)
    if (strcmp (audience_words[i], word) == 0) {
      *audience = (RondoAudience)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_question_to_word (RondoQuestion question)
{
  return (guint)question < RONDO_N_QUESTIONS ? question_words[question] : NULL;
}

const char *
rondo_question_describe (RondoQuestion question)
{
  switch (question) {
  case RONDO_QUESTION_USEFUL:
    return _ ("Were the sessions of use to you?");
  case RONDO_QUESTION_RELIABLE:
    return _ ("Was kept to what you had agreed on?");
  case RONDO_QUESTION_AGAIN:
  default:
    return _ ("Would you work together again?");
  }
}

const char *
rondo_audience_describe (RondoAudience audience)
{
  switch (audience) {
  case RONDO_AUDIENCE_PARTNER:
    return _ ("Only your partner reads this.");
  case RONDO_AUDIENCE_COORDINATORS:
    return _ ("Only coordinators read this.");
  case RONDO_AUDIENCE_QUOTABLE:
    return _ ("Your partner and the coordinators read this, and may quote it.");
  case RONDO_AUDIENCE_COMMENT:
  default:
    return _ ("Only coordinators read this, beside the facts.");
  }
}

int
rondo_feedback_get_lowest (const RondoFeedback *feedback)
{
  int lowest = 0;

  g_return_val_if_fail (feedback != NULL, 0);

  for (guint i = 0; i < RONDO_N_QUESTIONS; i++)
    if (feedback->answers[i] > 0 && (lowest == 0 || feedback->answers[i] < lowest))
      lowest = feedback->answers[i];
  return lowest;
}

RondoDate
rondo_feedback_get_last_day (const RondoRound *round)
{
  g_return_val_if_fail (round != NULL, RONDO_DATE_NONE);

  if (round->feedback_until != RONDO_DATE_NONE || round->end == RONDO_DATE_NONE)
    return round->feedback_until;
  return round->end + RONDO_FEEDBACK_DAYS;
}

gboolean
rondo_feedback_is_open (const RondoRound *round, RondoAudience audience, RondoDate today)
{
  RondoDate last;

  g_return_val_if_fail (round != NULL, FALSE);

  if (audience == RONDO_AUDIENCE_COMMENT)
    return rondo_round_state_has_pairings (round->state);
  if (!rondo_round_state_has_pairings (round->state) && !rondo_round_state_is_over (round->state))
    return FALSE;
  last = rondo_feedback_get_last_day (round);
  return last == RONDO_DATE_NONE || today <= last;
}

gboolean
rondo_feedback_is_due (const RondoRound *round,
                       const RondoPairing *pairing,
                       int held,
                       RondoDate today)
{
  g_return_val_if_fail (round != NULL && pairing != NULL, FALSE);

  if (!rondo_feedback_is_open (round, RONDO_AUDIENCE_PARTNER, today))
    return FALSE;
  return !rondo_pairing_state_is_live (pairing->state) ||
         held >= rondo_pairing_get_planned (pairing, round) ||
         (round->end != RONDO_DATE_NONE && today > round->end);
}
