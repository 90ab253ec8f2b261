/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners say about a pairing, each piece for those it is meant for. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

/* Whom a piece is for, besides who wrote it. */
typedef enum {
  RONDO_AUDIENCE_PARTNER,      /* the partner alone */
  RONDO_AUDIENCE_COORDINATORS, /* coordinators alone */
  RONDO_AUDIENCE_QUOTABLE,     /* partner and coordinators, who may quote it */
  RONDO_AUDIENCE_COMMENT,      /* coordinators: about how the pairing gets on, while it does */
  RONDO_N_AUDIENCES,
} RondoAudience;

/* Asked for coordinators alone; each answer is from 1, not at all, to 5, very much. */
typedef enum {
  RONDO_QUESTION_USEFUL,   /* were the sessions of use? */
  RONDO_QUESTION_RELIABLE, /* was kept to what had been agreed? */
  RONDO_QUESTION_AGAIN,    /* would you work together again? */
  RONDO_N_QUESTIONS,
} RondoQuestion;

#define RONDO_ANSWER_MAX 5
#define RONDO_ANSWER_LOW 2 /* and below: somebody should talk with them */
#define RONDO_FEEDBACK_MAX_BYTES 4000
#define RONDO_FEEDBACK_DAYS 60 /* after the end of a round that does not say until when */

/* One piece: there is one for each pairing, author and audience, and its id says so. */
typedef struct {
  char *id;
  char *pairing;
  char *member; /* who says it */
  RondoAudience audience;
  int answers[RONDO_N_QUESTIONS]; /* 0: not answered */
  gboolean may_name;              /* of a quotable one: with the name of the author */
  char *text;
} RondoFeedback;

RondoFeedback *rondo_feedback_new (const char *pairing, const char *member, RondoAudience audience);
RondoFeedback *rondo_feedback_copy (const RondoFeedback *feedback);
void rondo_feedback_free (RondoFeedback *feedback);

/** rondo_feedback_check: whether every field (from outside) is acceptable; a piece that says
 * nothing is not. */
gboolean rondo_feedback_check (const RondoFeedback *feedback, GError **error);

/** rondo_feedback_derive_id: of the piece of @member for @audience. (transfer full) */
char *rondo_feedback_derive_id (const char *pairing, const char *member, RondoAudience audience);

const char *rondo_audience_to_word (RondoAudience audience); /* "partner", "coordinators", … */
gboolean rondo_audience_from_word (const char *word, RondoAudience *audience);
const char *rondo_question_to_word (RondoQuestion question); /* "useful", "reliable", "again" */

/** rondo_question_describe: the question, a translated sentence. */
const char *rondo_question_describe (RondoQuestion question);

/** rondo_audience_describe: who reads it, a translated sentence. */
const char *rondo_audience_describe (RondoAudience audience);

/** rondo_feedback_get_lowest: the lowest answer, 0 if none was given. */
int rondo_feedback_get_lowest (const RondoFeedback *feedback);

/** rondo_feedback_is_open: whether pieces for @audience may be written in @round on @today: from
 * the pairings on, until the day of the round; a comment until the round is over. */
gboolean rondo_feedback_is_open (const RondoRound *round, RondoAudience audience, RondoDate today);

/** rondo_feedback_get_last_day: until when partners are asked in @round; NONE: it is not known. */
RondoDate rondo_feedback_get_last_day (const RondoRound *round);

/** rondo_feedback_is_due: whether partners are to be asked: @pairing has come to its end, with
 * @held sessions, and pieces may be written. */
gboolean rondo_feedback_is_due (const RondoRound *round,
                                const RondoPairing *pairing,
                                int held,
                                RondoDate today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoFeedback, rondo_feedback_free)

G_END_DECLS
