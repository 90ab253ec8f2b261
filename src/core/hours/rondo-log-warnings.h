/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach may want to look at again before an entry is logged. Nothing is ever refused. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_LOG_WARNING_FUTURE,
  RONDO_LOG_WARNING_BEFORE_TRAINING,
  RONDO_LOG_WARNING_GROUP,
  RONDO_LOG_WARNING_OVERLAP,
  RONDO_LOG_WARNING_LONG_DAY,
  RONDO_LOG_WARNING_NOT_COACHING,
  RONDO_LOG_WARNING_SAME_COURSE,
} RondoLogWarningCode;

typedef struct {
  RondoLogWarningCode code;
  char *text; /* a sentence, translated */
} RondoLogWarning;

#define RONDO_LONG_DAY_MINUTES (16 * 60)

/* What is known around an entry; all borrowed. */
typedef struct {
  GPtrArray *others; /* of RondoLogEntry: of its day and those beside it, itself or not */
  RondoDate today;
  RondoDate training_start; /* NONE: not said */
  int group_most;           /* negative: no limit is known */
  const char *client_name;
  const char *own_course;    /* (nullable): the training course that the coach is in now */
  const char *client_course; /* (nullable): that of the client, a member */
  gboolean is_mentee;        /* the client had mentor coaching or supervision from this coach */
} RondoLogSurroundings;

/** rondo_log_warnings_find: (transfer full) (element-type RondoLogWarning): empty if all is well.
 */
GPtrArray *rondo_log_warnings_find (const RondoLogEntry *entry, const RondoLogSurroundings *around);

void rondo_log_warning_free (RondoLogWarning *warning);

G_END_DECLS
