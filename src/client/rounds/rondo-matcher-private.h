/* SPDX-License-Identifier: GPL-3.0-or-later
 * What asking and answering share. Private to the matcher. */
#pragma once

#include "rondo-matcher.h"
#include "rondo-patience.h"

G_BEGIN_DECLS

/* What the thread works on; nobody else touches it. */
typedef struct {
  RondoMatchingInput *input; /* (nullable) */
  RondoDraftStudy *study;
  RondoDraftStudy *trial; /* (nullable): for drafts with other policies */
} RondoMatcherDesk;

typedef struct _RondoQuestion RondoQuestion;
typedef void (*RondoAnswerFunc) (GTask *task, RondoQuestion *question);

/* Shared by the asking thread and the one that answers. */
struct _RondoQuestion {
  RondoAnswerFunc answer;
  RondoMatcherDesk *desk; /* a reference */
  RondoMatchingInput *input;
  RondoDraft *draft;
  RondoPlan *plan;
  char *coach;
  char *client;
  int n_exact;
  RondoDraftScope scope;
  gboolean is_trial;
  RondoPlanProgressFunc progress;
  RondoMatchedFunc found;
  gpointer told_data; /* of both */
  GCancellable *matcher_cancellable;
  GMainContext *context; /* of the caller */

  /* answering thread only */
  gboolean is_quiet;
  gboolean wants_any; /* plan, the first that comes */
  gboolean has_plan;
  int64_t told_us;
  int64_t limit_us; /* 0: as long as patience lasts */
  RondoPatience patience;

  gboolean is_finished; /* caller's thread only */
  volatile int cancelled;
};

void rondo_question_unref (gpointer question);

/* One for each kind of question; they run on the answering thread. */
void rondo_answer_input (GTask *task, RondoQuestion *question);
void rondo_answer_match (GTask *task, RondoQuestion *question);
void rondo_answer_judge (GTask *task, RondoQuestion *question);
void rondo_answer_alternatives (GTask *task, RondoQuestion *question);
void rondo_answer_reliefs (GTask *task, RondoQuestion *question);
void rondo_answer_seal (GTask *task, RondoQuestion *question);

/** rondo_answer_nothing: it was cancelled before there was an answer. */
void rondo_answer_nothing (GTask *task);

G_END_DECLS
