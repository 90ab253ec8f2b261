/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round, who registered for it, and the pairings that come of it. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-availability.h"
#include "rondo-date.h"
#include "rondo-member.h"
#include "rondo-session.h"
#include "rondo-wish.h"

G_BEGIN_DECLS

/* What comes after what is told by rondo_round_state_may_become (). */
typedef enum {
  RONDO_ROUND_DRAFT,     /* only coordinators see it */
  RONDO_ROUND_OPEN,      /* members may register */
  RONDO_ROUND_CLOSED,    /* who registered stays; nobody else may */
  RONDO_ROUND_MATCHING,  /* a plan is being made */
  RONDO_ROUND_PUBLISHED, /* the pairings are fixed, and known to everybody unless it is quiet */
  RONDO_ROUND_RUNNING,   /* sessions are held */
  RONDO_ROUND_FINISHED,  /* nothing more will be held */
  RONDO_ROUND_CANCELLED, /* given up */
  RONDO_N_ROUND_STATES,
} RondoRoundState;

/* Who gives, and who gets. */
typedef enum {
  RONDO_ROUND_RECIPROCAL, /* everybody coaches and is coached alike */
  RONDO_ROUND_ONE_WAY,    /* everybody either coaches or is coached */
  RONDO_ROUND_DEFERRED,   /* as they like; what is open is given back in a later round */
  RONDO_ROUND_TEAM,       /* two sides of equal number, each of which coaches the other */
  RONDO_ROUND_TRIADS,     /* rings of three: each coaches, is coached, observes */
  RONDO_N_ROUND_KINDS,
} RondoRoundKind;

/* What is given in a round: it decides what an hour counts for. */
typedef enum {
  RONDO_ROUND_COACHING,
  RONDO_ROUND_MENTORING, /* mentor coaching */
  RONDO_N_ROUND_ACTIVITIES,
} RondoRoundActivity;

/* What becomes of those who are left when a round is parted into threes. */
typedef enum {
  RONDO_REST_FOUR, /* a ring of four takes them, at most two of them */
  RONDO_REST_OUT,  /* they wait for another round */
  RONDO_N_RESTS,
} RondoRest;

/* One of the two sides of a team round. */
typedef enum {
  RONDO_TEAM_NONE, /* not chosen, or the round has none */
  RONDO_TEAM_FIRST,
  RONDO_TEAM_SECOND,
  RONDO_N_TEAMS,
} RondoTeam;

/* What somebody has in a round once its pairings are made. */
typedef enum {
  RONDO_PART_BOTH,     /* has a client and a coach */
  RONDO_PART_COACH,    /* has a client */
  RONDO_PART_CLIENT,   /* has a coach */
  RONDO_PART_UNPLACED, /* has neither */
  RONDO_PART_STANDBY,  /* waits for a place */
  RONDO_N_PARTS,
} RondoPart;

/* What a round holds of something that had better not be. */
typedef enum {
  RONDO_POLICY_ALLOW,
  RONDO_POLICY_AVOID,
  RONDO_POLICY_FORBID,
} RondoPolicy;

typedef struct {
  char *id;
  char *name;
  RondoDate start;
  RondoDate end;
  int session_count;
  int session_minutes;
  gboolean mutual_allowed; /* may two coach each other? */
  int repeat_after;        /* a pairing comes again only after so many other rounds; 0: any time */
  RondoPolicy same_course; /* two who are in the same running training course */
  int capacity;            /* how many clients, and coaches, who does not say otherwise takes */
  int cancel_notice;       /* hours before a session until which calling it off is in time */
  RondoRoundState state;
  RondoRoundKind kind;
  char *code;             /* a short name of the community's own, "" for none */
  gboolean is_paused;     /* nobody is reminded of anything */
  gboolean takes_standby; /* members may wait for a place that becomes free */
  RondoRoundActivity activity;
  RondoRest rest;            /* of triads */
  char *first_side;          /* what the sides of a team round are called, "" for not at all */
  char *second_side;         /* the same */
  RondoDate register_until;  /* last day to register; NONE: until a coordinator closes it */
  RondoDate requests_until;  /* last day to change wishes and requests; NONE: as register_until */
  RondoDate match_on;        /* when the pairings are to be known; NONE: no such day */
  RondoDate check_on;        /* half-way; NONE: no such day */
  RondoDate feedback_until;  /* NONE: no such day */
  int first_contact_days;    /* the first session is to be agreed within so many */
  int gap_days;              /* between two sessions at most */
  RondoCredential least;     /* who joins has at least this */
  char *language;            /* and speaks this; "" for any */
  int least_training;        /* and has this many hours of coach education; 0 for any */
  char *agreement;           /* what every participant accepts; "" for nothing */
  int agreement_version;     /* raised with every change of it */
  gboolean is_quiet;         /* the pairings are approved, and only coordinators know of them */
  RondoDate announced_on;    /* NONE: not yet, or before that was noted */
  int announced_to;          /* so many members */
  char *told_title;          /* what is announced, as it was last written; "": the usual */
  char *told[RONDO_N_PARTS]; /* the same, for each part, with places such as "{name}" */
  int64_t version; /* of the record on the server; 0 while it is only here. Not part of the body */
} RondoRound;

/* What a member wants to do in a round. */
typedef enum {
  RONDO_ROLE_BOTH,
  RONDO_ROLE_COACH,  /* does not want to be coached, or not any more */
  RONDO_ROLE_CLIENT, /* does not want to coach, or not any more */
  RONDO_N_ROLES,
} RondoRole;

typedef enum {
  RONDO_REGISTRATION_REGISTERED,
  RONDO_REGISTRATION_STANDBY,   /* waits for a place that becomes free */
  RONDO_REGISTRATION_WITHDRAWN, /* does not take part, or not any more */
  RONDO_N_REGISTRATION_STATES,
} RondoRegistrationState;

/* A member's part in a round; id = rondo_id_derive (round, member): nobody registers twice. */
typedef struct {
  char *id;
  char *round;
  char *member;
  int clients;                    /* takes at most so many; 0: as many as the round says */
  int coaches;                    /* the same */
  RondoAvailability availability; /* for this round; empty: as the member's */
  RondoWishes *wishes;
  RondoRegistrationState state;
  RondoRole role;
  RondoTeam side;        /* of a team round */
  int agreement_version; /* the one that was accepted, 0 for none */
  char *note;            /* to the coordinators, "" for none */
} RondoRegistration;

typedef enum {
  RONDO_PAIRING_ACTIVE,
  RONDO_PAIRING_ENDED,      /* nothing more is known */
  RONDO_PAIRING_PAUSED,     /* nobody is reminded until it goes on */
  RONDO_PAIRING_REPLACED,   /* another pairing took its place */
  RONDO_PAIRING_COMPLETED,  /* all that was planned was held */
  RONDO_PAIRING_INCOMPLETE, /* ended before that */
  RONDO_N_PAIRING_STATES,
} RondoPairingState;

/* Who coaches whom in a round. Never deleted, only ended. */
typedef struct {
  char *id;
  char *round;
  char *coach;  /* member id */
  char *client; /* member id */
  RondoPairingState state;
  char *coach_name;  /* once ended: what it was, else NULL */
  char *client_name; /* the same */
  int session_count; /* how many are planned; 0: as many as the round says */
  RondoDate since;   /* NONE: since the round began */
  RondoDate until;   /* the day on which it ended; NONE while it goes on, or not known */
  RondoDate excused; /* until this day nobody is reminded; NONE: not excused */
  char *replaced_by; /* (nullable): the pairing in which the client goes on */
  char *reason;      /* why it ended or was paused, for people; "" for none */
  gboolean is_quiet; /* not announced yet: only coordinators know of it */
} RondoPairing;

#define RONDO_ROUND_SESSIONS_MAX 52
#define RONDO_CAPACITY_MAX 3
#define RONDO_REPEAT_AFTER_MAX 20
#define RONDO_CANCEL_NOTICE_MAX (7 * 24)
#define RONDO_ROUND_CODE_MAX_BYTES 40
#define RONDO_ROUND_DAYS_MAX 365
#define RONDO_AGREEMENT_MAX_BYTES 8000
#define RONDO_SIDE_MAX_BYTES 100
#define RONDO_REGISTRATION_NOTE_MAX_BYTES 1000
#define RONDO_REASON_MAX_BYTES 500
#define RONDO_TOLD_MAX_BYTES 4000

/** rondo_round_new: open, 6 × 60 minutes, no dates; nobody coaches each other, no pairing again in
 * the next round, the same course avoided, one client and one coach each; first contact within a
 * week, at most two weeks between sessions, a day's notice. */
RondoRound *rondo_round_new (void);
RondoRound *rondo_round_copy (const RondoRound *round);
void rondo_round_free (RondoRound *round);
gboolean rondo_round_check (const RondoRound *round, GError **error);
const char *rondo_policy_to_word (RondoPolicy policy); /* "allow", "avoid", "forbid" */
gboolean rondo_policy_from_word (const char *word, RondoPolicy *policy);

RondoRegistration *
rondo_registration_new (const char *round, const char *member, const RondoWishes *wishes);
RondoRegistration *rondo_registration_copy (const RondoRegistration *registration);
/** rondo_registration_check: whether every field (from outside) is acceptable. */
gboolean rondo_registration_check (const RondoRegistration *registration, GError **error);
void rondo_registration_free (RondoRegistration *registration);

RondoPairing *rondo_pairing_new (void);
RondoPairing *rondo_pairing_copy (const RondoPairing *pairing);
void rondo_pairing_free (RondoPairing *pairing);
/** rondo_pairing_check: whether every field (from outside) is acceptable. */
gboolean rondo_pairing_check (const RondoPairing *pairing, GError **error);
/** rondo_pairing_get_planned: how many sessions @pairing of @round has. */
int rondo_pairing_get_planned (const RondoPairing *pairing, const RondoRound *round);
/** rondo_pairing_get_due: how many of the sessions that @round plans in all are those of @pairing:
 * what was @held, once another pairing has taken its place with the rest. */
int rondo_pairing_get_due (const RondoPairing *pairing, const RondoRound *round, int held);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRound, rondo_round_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRegistration, rondo_registration_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPairing, rondo_pairing_free)

G_END_DECLS
