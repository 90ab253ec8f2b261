/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round, who registered for it, and the pairings that come of it. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-availability.h"
#include "rondo-date.h"
#include "rondo-session.h"
#include "rondo-wish.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_ROUND_OPEN,      /* members may register */
  RONDO_ROUND_PUBLISHED, /* the pairings are known to everybody */
} RondoRoundState;

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
  int64_t version; /* of the record on the server; 0 while it is only here. Not part of the body */
} RondoRound;

/* A member's part in a round; id = rondo_id_derive (round, member): nobody registers twice. */
typedef struct {
  char *id;
  char *round;
  char *member;
  int clients;                    /* takes at most so many; 0: as many as the round says */
  int coaches;                    /* the same */
  RondoAvailability availability; /* for this round; empty: as the member's */
  RondoWishes *wishes;
} RondoRegistration;

typedef enum {
  RONDO_PAIRING_ACTIVE,
  RONDO_PAIRING_ENDED,
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
} RondoPairing;

#define RONDO_ROUND_SESSIONS_MAX 52
#define RONDO_CAPACITY_MAX 3
#define RONDO_REPEAT_AFTER_MAX 20
#define RONDO_CANCEL_NOTICE_MAX (7 * 24)

/** rondo_round_new: 6 × 60 minutes, no dates; nobody coaches each other, no pairing again in the
 * next round, the same course avoided, one client and one coach each. */
RondoRound *rondo_round_new (void);
RondoRound *rondo_round_copy (const RondoRound *round);
void rondo_round_free (RondoRound *round);
gboolean rondo_round_check (const RondoRound *round, GError **error);
const char *rondo_round_state_to_word (RondoRoundState state); /* "open", "published" */
gboolean rondo_round_state_from_word (const char *word, RondoRoundState *state);
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
const char *rondo_pairing_state_to_word (RondoPairingState state); /* "active", "ended" */
gboolean rondo_pairing_state_from_word (const char *word, RondoPairingState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRound, rondo_round_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRegistration, rondo_registration_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPairing, rondo_pairing_free)

G_END_DECLS
