/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session of two members, from the first proposal to what both say about it afterwards. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-date.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_SESSION_HELD,      /* it took place, or was logged afterwards */
  RONDO_SESSION_PROPOSED,  /* waits for the answer of the other one */
  RONDO_SESSION_ACCEPTED,  /* both have agreed on the time */
  RONDO_SESSION_DECLINED,  /* the other one said no; nobody asks why */
  RONDO_SESSION_MOVED,     /* was agreed on; another time waits for the answer */
  RONDO_SESSION_CANCELLED, /* called off by one of the two */
  RONDO_SESSION_NO_SHOW,   /* one of the two did not come */
} RondoSessionState;

typedef enum { RONDO_SIDE_COACH, RONDO_SIDE_CLIENT } RondoSide;

/* Shared: both partners and the coordinators see it. */
typedef struct {
  char *id;
  char *pairing; /* NULL: a free exchange of the two members that follow */
  char *coach;   /* member id; NULL unless it is a free exchange */
  char *client;  /* the same */
  RondoSessionState state;
  RondoDate date;      /* where it was proposed or logged */
  int64_t start_us;    /* 0: not said */
  int planned_minutes; /* 0: not said */
  char *place;         /* a place or a link, never NULL */
  char *proposed_by;   /* member whose time waits for the answer, or was answered; else NULL */
  int64_t answered_us; /* the start that was accepted or declined; 0: none */
  char *cancelled_by;  /* member, or NULL */
  gboolean is_late;    /* called off later than the round allows */
  RondoSide absent;    /* of RONDO_SESSION_NO_SHOW: who did not come */
  int minutes;         /* of coaching, as the coach says; 0: not said */
  int debrief_minutes; /* of talking about it afterwards, as the coach says */
  int client_minutes;  /* the same, as the client says; 0: not said */
  int client_debrief_minutes;
} RondoSession;

/* What one of the two has to do. */
typedef enum {
  RONDO_DUTY_NONE,
  RONDO_DUTY_ANSWER,    /* the other one proposes a time */
  RONDO_DUTY_OUTCOME,   /* the time is over: was it held? */
  RONDO_DUTY_STATEMENT, /* it was held: how long? */
  RONDO_DUTY_AGREE,     /* the two say different things */
} RondoDuty;

#define RONDO_SESSION_MINUTES_MAX (24 * 60)
#define RONDO_SESSION_PLACE_MAX_BYTES 500
#define RONDO_CANCEL_NOTICE_HOURS 24 /* unless the round says otherwise */

RondoSession *rondo_session_new (void);
RondoSession *rondo_session_copy (const RondoSession *session);
void rondo_session_free (RondoSession *session);

/** rondo_session_check: whether every field (from outside) is acceptable, alone and together. */
gboolean rondo_session_check (const RondoSession *session, GError **error);

/**
 * rondo_session_check_step:
 * @before: (nullable): as it is; NULL: there is none
 * @writer: member id of the one who writes, who is on @side
 *
 * Whether the writer may turn @before into @after, both checked.
 */
gboolean rondo_session_check_step (const RondoSession *before,
                                   const RondoSession *after,
                                   RondoSide side,
                                   const char *writer,
                                   GError **error);

/* Each turns a session into what one side makes of it; the caller checks and saves it. */
void rondo_session_propose (RondoSession *session,
                            const char *writer,
                            int64_t start_us,
                            RondoDate date,
                            int minutes,
                            const char *place);
void rondo_session_answer (RondoSession *session, gboolean is_accepted);
void rondo_session_cancel (RondoSession *session, const char *writer, gboolean is_late);
void rondo_session_state_minutes (RondoSession *session, RondoSide side, int minutes, int debrief);
/** rondo_session_keep_known: of a session that is logged or corrected by day and minutes only, the
 * rest stays as in @known. */
void rondo_session_keep_known (RondoSession *session, const RondoSession *known);
void rondo_session_miss (RondoSession *session, RondoSide absent);

/** rondo_session_is_waiting: a time waits for the answer of the one who did not propose it. */
gboolean rondo_session_is_waiting (const RondoSession *session);

/** rondo_session_is_ahead: it may still take place. */
gboolean rondo_session_is_ahead (const RondoSession *session);

/** rondo_session_differs: both have said how long it was, and not the same. */
gboolean rondo_session_differs (const RondoSession *session);

/** rondo_session_get_counted: minutes of coaching that count: of two that differ the smaller, until
 * the two agree. 0 unless it was held. */
int rondo_session_get_counted (const RondoSession *session);

/** rondo_session_get_end_us: when it is to be over; 0: not known. */
int64_t rondo_session_get_end_us (const RondoSession *session);

/** rondo_session_would_be_late: whether calling it off at @now_us is later than @notice_hours
 * before its start. What was never agreed on is never late. */
gboolean
rondo_session_would_be_late (const RondoSession *session, int notice_hours, int64_t now_us);

/** rondo_session_get_duty: what @member on @side has to do at @now_us. */
RondoDuty rondo_session_get_duty (const RondoSession *session,
                                  RondoSide side,
                                  const char *member,
                                  int64_t now_us);

const char *rondo_session_state_to_word (RondoSessionState state); /* "held", "proposed", … */
gboolean rondo_session_state_from_word (const char *word, RondoSessionState *state);
const char *rondo_side_to_word (RondoSide side); /* "coach", "client" */
gboolean rondo_side_from_word (const char *word, RondoSide *side);

/** rondo_session_describe_state: in words, translated. (static) */
const char *rondo_session_describe_state (const RondoSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoSession, rondo_session_free)

G_END_DECLS
