/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs a person in a round that goes on: facts, ordered by how soon somebody should look. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

/* In the order in which they need somebody. */
typedef enum {
  RONDO_HEALTH_OUT,        /* withdrew, and partners still wait for them */
  RONDO_HEALTH_ALONE,      /* takes part, and lacks a coach or a client */
  RONDO_HEALTH_NO_CONTACT, /* nothing was agreed for so many days */
  RONDO_HEALTH_SILENT,     /* the last session is so many days ago */
  RONDO_HEALTH_BEHIND,     /* more sessions are left than the weeks allow */
  RONDO_HEALTH_OVERDUE,    /* the round is over, and the pairing is not */
  RONDO_HEALTH_PAUSED,     /* on pause for so many days, or since it is not known when */
  RONDO_HEALTH_DONE,       /* all is held: can be completed */
  RONDO_N_HEALTH_CODES,
} RondoHealthCode;

/* What somebody could do about it. */
typedef enum {
  RONDO_HEALTH_ACT_REMIND,
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
} RondoHealthFacts;

typedef struct {
  RondoHealthCode code;
  char *pairing; /* (nullable): NULL where it is about a member alone */
  char *member;  /* (nullable): who would be replaced: of OUT and ALONE */
  int number;    /* days, or sessions left */
  RondoHealthAct act;
} RondoHealth;

/**
 * rondo_health_list:
 * @facts: (array length=n_facts): of all pairings of the round
 * @registrations: (element-type RondoRegistration)
 *
 * Nothing while the round does not go on, or is paused, but for who is out or alone; nothing of a
 * pairing that is excused, but for that. (transfer full) (element-type RondoHealth)
 */
GPtrArray *rondo_health_list (const RondoRound *round,
                              const RondoHealthFacts *facts,
                              guint n_facts,
                              GPtrArray *registrations,
                              RondoDate today);

/** rondo_health_find: what is the matter with one pairing; FALSE if nothing is. */
gboolean rondo_health_find (const RondoRound *round,
                            const RondoHealthFacts *facts,
                            RondoDate today,
                            RondoHealth *health);

/** rondo_health_describe: the fact, a translated sentence without names. (transfer full) */
char *rondo_health_describe (const RondoHealth *health);

/** rondo_health_act_describe: the words of a button. */
const char *rondo_health_act_describe (RondoHealthAct act);

/** rondo_health_write_reminder: a friendly text to both partners of a pairing. (transfer full) */
char *rondo_health_write_reminder (const RondoRound *round,
                                   const RondoHealth *health,
                                   const char *coach_name,
                                   const char *client_name);

void rondo_health_free (RondoHealth *health);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHealth, rondo_health_free)

G_END_DECLS
