/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs a person in a round that goes on: facts, ordered by how soon somebody should look. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

/* In the order in which they need somebody. */
typedef enum {
  RONDO_HEALTH_OUT,        /* withdrew, and partners still wait for them */
  RONDO_HEALTH_ALONE,      /* takes part, and lacks a coach or a client */
  RONDO_HEALTH_AWAY,       /* the member is on pause, and partners wait for them */
  RONDO_HEALTH_NO_CONTACT, /* nothing was agreed for so many days */
  RONDO_HEALTH_MISSED,     /* somebody did not come, and nothing was held since */
  RONDO_HEALTH_LOW,        /* the lowest answer of a partner, so many of 5 */
  RONDO_HEALTH_SILENT,     /* the last session is so many days ago */
  RONDO_HEALTH_DIFFERS,    /* both say different minutes of so many sessions */
  RONDO_HEALTH_BEHIND,     /* more sessions are left than the weeks allow */
  RONDO_HEALTH_UNEVEN,     /* gave so many minutes more than received; negative: less */
  RONDO_HEALTH_OVERDUE,    /* the round is over, and the pairing is not */
  RONDO_HEALTH_PAUSED,     /* the pairing is on pause */
  RONDO_HEALTH_DONE,       /* all is held: can be completed */
  RONDO_N_HEALTH_CODES,
} RondoHealthCode;

/* What somebody could do about it. */
typedef enum {
  RONDO_HEALTH_ACT_REMIND, /* both, with a text */
  RONDO_HEALTH_ACT_TALK,   /* with one of them, with a text */
  RONDO_HEALTH_ACT_REPLACE,
  RONDO_HEALTH_ACT_EXCUSE,
  RONDO_HEALTH_ACT_RESUME,
  RONDO_HEALTH_ACT_FINISH,
} RondoHealthAct;

/*
 * RondoHealthFacts:
 * @held: sessions that took place
 * @last: the day of the last one, %RONDO_DATE_NONE before the first
 * @next: the day of the next one that is agreed on or proposed, %RONDO_DATE_NONE for none
 * @minutes: of coaching, all together
 * @missed: how many were missed, and @missed_lately, since the last one that was held
 * @differing: of how many both sides say different minutes
 * @lowest_by_coach: the lowest answer of the coach about the pairing, 0 for none
 * @lowest_by_client: the same of the client
 *
 * What is known of one pairing. Names are borrowed.
 */
typedef struct {
  const RondoPairing *pairing;
  const char *coach_name;
  const char *client_name;
  int held;
  RondoDate last;
  RondoDate next;
  int64_t minutes;
  int missed;
  int missed_lately;
  int differing;
  int lowest_by_coach;
  int lowest_by_client;
} RondoHealthFacts;

/* Sessions of the round by which giving and receiving may differ. */
#define RONDO_HEALTH_BAND_SESSIONS 2

typedef struct {
  RondoHealthCode code;
  char *pairing; /* (nullable): NULL where it is about a member alone */
  char *member;  /* (nullable): whom it is about, where it is about one of them */
  int number;    /* days, sessions, minutes or an answer */
  RondoHealthAct act;
  char *more; /* (nullable): what else is so of the same pairing: whole translated sentences */
} RondoHealth;

/**
 * rondo_health_list:
 * @facts: (array length=n_facts): of all pairings of the round
 * @registrations: (element-type RondoRegistration)
 * @members: (element-type RondoMember) (nullable): to tell who is on pause
 *
 * Nothing while the round does not go on, or is paused, but for who is out or alone; nothing of a
 * pairing that is excused, but for that. One for each pairing: the most urgent, with all else that
 * is so. (transfer full) (element-type RondoHealth)
 */
GPtrArray *rondo_health_list (const RondoRound *round,
                              const RondoHealthFacts *facts,
                              guint n_facts,
                              GPtrArray *registrations,
                              GPtrArray *members,
                              RondoDate today);

/** rondo_health_find: what is most the matter with one pairing; FALSE if nothing is. Its texts are
 * not filled in. */
gboolean rondo_health_find (const RondoRound *round,
                            const RondoHealthFacts *facts,
                            RondoDate today,
                            RondoHealth *health);

/** rondo_health_describe_pairing: all that is so of one pairing, as sentences without names; NULL
 * if nothing is. (transfer full) */
char *rondo_health_describe_pairing (const RondoRound *round,
                                     const RondoHealthFacts *facts,
                                     RondoDate today);

/** rondo_health_describe: the fact, a translated sentence without names. (transfer full) */
char *rondo_health_describe (const RondoHealth *health);

/** rondo_health_act_describe: the words of a button. */
const char *rondo_health_act_describe (RondoHealthAct act);

/** rondo_health_write_reminder: a friendly text to both partners of a pairing. (transfer full) */
char *rondo_health_write_reminder (const RondoRound *round,
                                   const RondoHealth *health,
                                   const char *coach_name,
                                   const char *client_name);

/** rondo_health_write_talk: a friendly text to the one it is about. (transfer full) */
char *
rondo_health_write_talk (const RondoRound *round, const RondoHealth *health, const char *name);

void rondo_health_free (RondoHealth *health);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHealth, rondo_health_free)

G_END_DECLS
