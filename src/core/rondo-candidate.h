/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of one round, prepared for comparing everybody with everybody. Private to this room.
 */
#pragma once

#include "rondo-member.h"
#include "rondo-plan.h"
#include "rondo-round.h"

G_BEGIN_DECLS

/* A wish about the coach, read once. */
typedef struct {
  const RondoWish *wish;
  RondoCredential credential; /* least, for RONDO_WISH_CREDENTIAL */
  int minutes;                /* most, for RONDO_WISH_ZONE */
} RondoDemand;

/* One who takes part. Strings are interned in the table, so that two of them are equal exactly if
 * their pointers are. */
typedef struct {
  const RondoMember *member; /* borrowed */
  const char *email;
  GPtrArray *tongues;  /* of const char *: languages without region */
  GPtrArray *requests; /* of const char *: e-mail addresses, best liked first */
  GPtrArray *avoids;   /* of const char *: e-mail addresses */
  GArray *demands;     /* of RondoDemand */
  int offset;          /* minutes east of UTC on the day */
} RondoCandidate;

typedef struct {
  GPtrArray *all;        /* of RondoCandidate */
  GHashTable *indices;   /* member id → index + 1 */
  GStringChunk *strings; /* the interned ones */
  RondoDate on;
} RondoCandidates;

typedef enum {
  RONDO_RULE_SELF,
  RONDO_RULE_COACH_AVOIDS,
  RONDO_RULE_CLIENT_AVOIDS,
  RONDO_RULE_LANGUAGE,
  RONDO_RULE_MUST,
} RondoRuleCode;

/* The first hard rule that forbids a pair. */
typedef struct {
  RondoRuleCode code;
  guint demand; /* index in the client's demands, for MUST */
} RondoBreach;

/** rondo_candidates_new: an empty table; time zones are compared on the day @on. (transfer full) */
RondoCandidates *rondo_candidates_new (RondoDate on);

/** rondo_candidates_new_for_round: all who registered, by member id; fails with @code of
 * RONDO_ERROR if somebody is unknown, registered twice or for another round. Borrows the values. */
RondoCandidates *rondo_candidates_new_for_round (const RondoRound *round,
                                                 GPtrArray *members,
                                                 GPtrArray *registrations,
                                                 int code,
                                                 GError **error);
void rondo_candidates_free (RondoCandidates *candidates);

/** rondo_candidates_add: both are borrowed for the life of the table. */
const RondoCandidate *rondo_candidates_add (RondoCandidates *candidates,
                                            const RondoMember *member,
                                            const RondoWishes *wishes);

const RondoCandidate *rondo_candidates_get (const RondoCandidates *candidates, guint index);

/** rondo_candidates_find: the index of @member (an id), or -1. */
int rondo_candidates_find (const RondoCandidates *candidates, const char *member);

/** rondo_candidate_minutes_apart: by the clock on the wall, 0 … 720. */
int rondo_candidate_minutes_apart (const RondoCandidate *a, const RondoCandidate *b);

gboolean rondo_candidate_have_common_language (const RondoCandidate *a, const RondoCandidate *b);

/** rondo_candidate_meets: whether what @demand speaks of is so for @coach and @client. */
gboolean rondo_candidate_meets (const RondoDemand *demand,
                                const RondoCandidate *coach,
                                const RondoCandidate *client);

/** rondo_candidate_may_coach: whether the hard rules allow the pair; else @breach says which not.
 */
gboolean rondo_candidate_may_coach (const RondoCandidate *coach,
                                    const RondoCandidate *client,
                                    RondoBreach *breach);

/** rondo_candidate_value: what the pair is worth by the table of weights; @reasons (nullable,
 * element-type RondoReason) receives why, and their weights add up to the value. */
int rondo_candidate_value (const RondoCandidate *coach,
                           const RondoCandidate *client,
                           GPtrArray *reasons);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCandidates, rondo_candidates_free)

G_END_DECLS
