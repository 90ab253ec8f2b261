/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of one round, prepared for comparing everybody with everybody. Private to this room.
 */
#pragma once

#include "rondo-member.h"
#include "rondo-plan.h"
#include "rondo-round.h"
#include "rondo-weeks.h"

G_BEGIN_DECLS

typedef struct _RondoCandidates RondoCandidates;

/* A wish about the coach, read once. */
typedef struct {
  const RondoWish *wish;
  RondoCredential credential; /* least, for RONDO_WISH_CREDENTIAL */
  int minutes;                /* most, for RONDO_WISH_ZONE; least, for RONDO_WISH_HOURS */
  const char *trait;          /* folded and interned, for a trait */
} RondoDemand;

/* One who takes part. Strings are interned in the table, so that two of them are equal exactly if
 * their pointers are. */
typedef struct {
  const RondoCandidates *table;
  guint index;
  const RondoMember *member;             /* borrowed */
  const RondoRegistration *registration; /* borrowed */
  const char *email;
  const char *course;                /* folded; NULL: in none */
  GPtrArray *tongues;                /* of const char *: languages without region */
  GPtrArray *requests;               /* of const char *: e-mail addresses, best liked first */
  GPtrArray *avoids;                 /* of const char *: e-mail addresses */
  GPtrArray *traits[RONDO_N_TRAITS]; /* of const char *: folded words */
  GArray *demands;                   /* of RondoDemand */
  const RondoAvailability *grid;     /* of the registration, else of the member */
  uint64_t *placed;                  /* (nullable): @grid over the weeks of the round */
  int offset;                        /* minutes east of UTC on the first day */
  int clients;                       /* takes at most so many */
  int coaches;                       /* the same */
} RondoCandidate;

struct _RondoCandidates {
  const RondoRound *round; /* borrowed */
  const RondoPast *past;   /* borrowed, nullable */
  GPtrArray *all;          /* of RondoCandidate */
  GHashTable *indices;     /* member id → index + 1 */
  GHashTable *by_id;       /* member id → RondoMember, borrowed: also who does not take part */
  GHashTable *apart;       /* "coach client" by ids: pairs that are forbidden here */
  GStringChunk *strings;   /* the interned ones */
  RondoWeeks *weeks;       /* (nullable): if anybody said when they have time */
};

typedef enum {
  RONDO_RULE_SELF,
  RONDO_RULE_APART,
  RONDO_RULE_COACH_AVOIDS,
  RONDO_RULE_CLIENT_AVOIDS,
  RONDO_RULE_LANGUAGE,
  RONDO_RULE_TEAM,
  RONDO_RULE_COURSE,
  RONDO_RULE_REPEAT,
  RONDO_RULE_MUST,
} RondoRuleCode;

/* The first hard rule that forbids a pair. */
typedef struct {
  RondoRuleCode code;
  guint demand; /* index in the client's demands, for MUST */
} RondoBreach;

/** rondo_candidates_new: an empty table for the round of @input, which is borrowed with all that
 * is in it. (transfer full) */
RondoCandidates *rondo_candidates_new (const RondoMatchingInput *input);

/** rondo_candidates_new_for_input: all who registered, by member id; fails with @code of
 * RONDO_ERROR if somebody is unknown, registered twice or for another round. */
RondoCandidates *
rondo_candidates_new_for_input (const RondoMatchingInput *input, int code, GError **error);
void rondo_candidates_free (RondoCandidates *candidates);

/** rondo_candidates_add: both are borrowed for the life of the table. */
const RondoCandidate *rondo_candidates_add (RondoCandidates *candidates,
                                            const RondoMember *member,
                                            const RondoRegistration *registration);

/** rondo_candidates_end: to be called after the last one was added. */
void rondo_candidates_end (RondoCandidates *candidates);

const RondoCandidate *rondo_candidates_get (const RondoCandidates *candidates, guint index);

/** rondo_candidates_find: the index of @member (an id), or -1. */
int rondo_candidates_find (const RondoCandidates *candidates, const char *member);

/** rondo_candidate_minutes_apart: by the clock on the wall, 0 … 720. */
int rondo_candidate_minutes_apart (const RondoCandidate *a, const RondoCandidate *b);

/** rondo_candidate_common_minutes: a week, in the week that has the least of them. */
int rondo_candidate_common_minutes (const RondoCandidate *a, const RondoCandidate *b);

/** rondo_candidate_rounds_ago: when @coach coached @client last, 0 for never. */
int rondo_candidate_rounds_ago (const RondoCandidate *coach, const RondoCandidate *client);

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

/** rondo_candidate_client_value: the part of it that the wishes and requests of the client are. */
int rondo_candidate_client_value (const RondoCandidate *coach, const RondoCandidate *client);

/** rondo_candidate_describe_breach: @breach in a translated sentence. (transfer full) */
char *rondo_candidate_describe_breach (const RondoBreach *breach,
                                       const RondoCandidate *coach,
                                       const RondoCandidate *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCandidates, rondo_candidates_free)

G_END_DECLS
