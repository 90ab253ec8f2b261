/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round that is solved again and again while little changes: after a lock, a forbidden pair or a
 * dropout the next solve starts from the prices, multipliers and plan of the last one. What it
 * finds is as good as what rondo_match_solve () finds on the changed instance, only sooner. */
#pragma once

#include "rondo-match.h"

G_BEGIN_DECLS

typedef struct _RondoMatchSession RondoMatchSession;

typedef enum {
  RONDO_MATCH_CHANGE_LOCK,   /* @coach → @client, which must be allowed, is in every plan */
  RONDO_MATCH_CHANGE_UNLOCK, /* no longer; nothing happens if it was not locked */
  RONDO_MATCH_CHANGE_FORBID, /* the pair is no longer allowed, nor locked */
  RONDO_MATCH_CHANGE_ALLOW,  /* the pair is allowed, with @values; also gives it new values */
  RONDO_MATCH_CHANGE_UNITS,  /* @coach gives and gets at most @gives and @gets; 0, 0: is out */
} RondoMatchChangeKind;

/* One change of an instance. */
typedef struct {
  RondoMatchChangeKind kind;
  int32_t coach;
  int32_t client;        /* not for UNITS */
  const int32_t *values; /* (array length=n_tiers): for ALLOW only */
  int32_t gives;
  int32_t gets;
} RondoMatchChange;

/** rondo_match_session_new: starts with a copy of @instance, which must have passed the check. */
RondoMatchSession *rondo_match_session_new (const RondoMatchInstance *instance);
void rondo_match_session_free (RondoMatchSession *session);

/** rondo_match_session_get_instance: the instance with all changes so far, valid until the next.
 * Pairs may be in another order than at first; members are not. */
const RondoMatchInstance *rondo_match_session_get_instance (const RondoMatchSession *session);

/** rondo_match_session_find: the index of an allowed pair in the instance, or −1. */
int32_t rondo_match_session_find (const RondoMatchSession *session, int32_t coach, int32_t client);

/** rondo_match_session_apply: changes the instance, one change after the other. FALSE, and nothing
 * is changed, if one of them names nobody, a lock on a pair not allowed, or a value or capacity out
 * of range. Locks that contradict each other are found by the next solve. */
gboolean rondo_match_session_apply (RondoMatchSession *session,
                                    const RondoMatchChange *changes,
                                    int32_t n_changes);

/** rondo_match_session_solve: the best plan of the instance as it is now, and the state that later
 * solves and tries start from. (transfer full) */
RondoMatchResult *rondo_match_session_solve (RondoMatchSession *session,
                                             const RondoMatchOptions *options);

/** rondo_match_session_try: what the plan would be after @changes; the session stays as it is.
 * NULL if apply would return FALSE. (transfer full) */
RondoMatchResult *rondo_match_session_try (RondoMatchSession *session,
                                           const RondoMatchChange *changes,
                                           int32_t n_changes,
                                           const RondoMatchOptions *options);

/** rondo_match_session_bound_pair: no plan with @coach → @client has an objective better than
 * @objective (array length=1 + n_tiers), which is filled. Takes one shortest path where a try takes
 * a solve; exact where the relaxation has no gap. FALSE if there is no such plan, as far as that
 * shows, or if the instance was changed after the last solve. */
gboolean rondo_match_session_bound_pair (RondoMatchSession *session,
                                         int32_t coach,
                                         int32_t client,
                                         int64_t *objective);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchSession, rondo_match_session_free)

G_END_DECLS
