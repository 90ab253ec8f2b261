/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coordinator does to the drafts of one round, and what is known about the one at hand.
 * Searching and judging go on elsewhere: every call comes back at once. */
#pragma once

#include <gio/gio.h>

#include "rondo-draft-study.h"
#include "rondo-matcher.h"
#include "rondo-store.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WORKBENCH (rondo_workbench_get_type ())
G_DECLARE_FINAL_TYPE (RondoWorkbench, rondo_workbench, RONDO, WORKBENCH, GObject)

/**
 * RondoWorkbench::changed: the draft at hand, its report, the list of drafts, or whether a search
 * is going on is different.
 *
 * RondoWorkbench::progress: a search has come further.
 *
 * RondoWorkbench::studied: alternatives, reliefs or the trial are different.
 *
 * RondoWorkbench::published: the draft is true now.
 *
 * RondoWorkbench::failed: (message): something could not be done, in a sentence.
 */

/** rondo_workbench_new: drafts are kept in @store. */
RondoWorkbench *rondo_workbench_new (RondoStore *store);

/** rondo_workbench_set_overview: the round as it is now; copied. Another round brings its own
 * drafts. */
void rondo_workbench_set_overview (RondoWorkbench *workbench, const RondoRoundOverview *overview);

/** rondo_workbench_close: ends what goes on; what was done is saved. */
void rondo_workbench_close (RondoWorkbench *workbench);

/* What there is. Nothing is transferred; all are NULL until the drafts are read. */

/** rondo_workbench_get_input: the round and who registered, as of the last overview. */
const RondoMatchingInput *rondo_workbench_get_input (RondoWorkbench *workbench);
const RondoMember *rondo_workbench_find_member (RondoWorkbench *workbench, const char *id);
const RondoRegistration *rondo_workbench_find_registration (RondoWorkbench *workbench,
                                                            const char *member);
/** rondo_workbench_get_registered: (element-type RondoMember): who registered, by name. */
GPtrArray *rondo_workbench_get_registered (RondoWorkbench *workbench);
const RondoDraft *rondo_workbench_get_draft (RondoWorkbench *workbench);

/** rondo_workbench_get_report: about the draft at hand or, until the next one is there, about what
 * it was before. */
const RondoDraftReport *rondo_workbench_get_report (RondoWorkbench *workbench);

/** rondo_workbench_get_is_judged: whether the report is about the draft as it is. */
gboolean rondo_workbench_get_is_judged (RondoWorkbench *workbench);
RondoMatcher *rondo_workbench_get_matcher (RondoWorkbench *workbench);

/** rondo_workbench_get_obstacle: why the draft cannot be published, a sentence; NULL if it can. */
const char *rondo_workbench_get_obstacle (RondoWorkbench *workbench);

/* The search. */
gboolean rondo_workbench_get_is_matching (RondoWorkbench *workbench);
const RondoPlanProgress *rondo_workbench_get_progress (RondoWorkbench *workbench);
/** rondo_workbench_match: the first plan is the draft at hand as soon as it is there, and the
 * search goes on from it; any other step ends the search with what is there. */
void rondo_workbench_match (RondoWorkbench *workbench, RondoDraftScope scope);
/** rondo_workbench_stop: ends the search; the best plan so far is taken. */
void rondo_workbench_stop (RondoWorkbench *workbench);

/* Steps; each can be undone. One that changes nothing is none. */
void rondo_workbench_lock (RondoWorkbench *workbench,
                           const char *coach,
                           const char *client,
                           gboolean is_locked);
void rondo_workbench_lock_all (RondoWorkbench *workbench, gboolean is_locked);
void rondo_workbench_forbid (RondoWorkbench *workbench, const char *coach, const char *client);
void rondo_workbench_allow (RondoWorkbench *workbench, const char *coach, const char *client);
void rondo_workbench_add (RondoWorkbench *workbench, const char *coach, const char *client);
void rondo_workbench_remove (RondoWorkbench *workbench, const char *coach, const char *client);
void rondo_workbench_swap (RondoWorkbench *workbench, const char *a, const char *b);
void rondo_workbench_place (RondoWorkbench *workbench, const char *member, RondoPlace place);
void rondo_workbench_clear (RondoWorkbench *workbench);

/** rondo_workbench_take: fixes the pair and matches all others anew, in one step. */
void rondo_workbench_take (RondoWorkbench *workbench, const char *coach, const char *client);

void rondo_workbench_undo (RondoWorkbench *workbench);
void rondo_workbench_redo (RondoWorkbench *workbench);
/** rondo_workbench_get_undo: what undo takes back, "Swap Ana and Ben"; NULL if nothing. */
const char *rondo_workbench_get_undo (RondoWorkbench *workbench);
const char *rondo_workbench_get_redo (RondoWorkbench *workbench);

/* Drafts, by their places in the list. */
guint rondo_workbench_get_n_drafts (RondoWorkbench *workbench);
guint rondo_workbench_get_current (RondoWorkbench *workbench);
const RondoDraft *rondo_workbench_get_nth (RondoWorkbench *workbench, guint index);
void rondo_workbench_open (RondoWorkbench *workbench, guint index);
/** rondo_workbench_copy_draft: goes on with a copy of the draft at hand. */
void rondo_workbench_copy_draft (RondoWorkbench *workbench, const char *name);
void rondo_workbench_rename (RondoWorkbench *workbench, const char *name);
/** rondo_workbench_delete: the draft at hand; the last one is emptied. */
void rondo_workbench_delete (RondoWorkbench *workbench);

/* A closer look. */

/** rondo_workbench_study_pair: looks for alternatives to the pair; either is nullable. */
void rondo_workbench_study_pair (RondoWorkbench *workbench, const char *coach, const char *client);
/** rondo_workbench_get_alternatives: (element-type RondoAlternative): NULL until they are there. */
GPtrArray *rondo_workbench_get_alternatives (RondoWorkbench *workbench);

/** rondo_workbench_study_gaps: looks for what would place more members. */
void rondo_workbench_study_gaps (RondoWorkbench *workbench);
/** rondo_workbench_get_reliefs: (element-type RondoRelief): NULL until they are there. */
GPtrArray *rondo_workbench_get_reliefs (RondoWorkbench *workbench);

/** rondo_workbench_try_policies: looks what all would be with these policies. */
void rondo_workbench_try_policies (RondoWorkbench *workbench, const RondoDraftPolicies *policies);
/** rondo_workbench_get_trial: NULL until it is there; a better one may follow. */
const RondoMatched *rondo_workbench_get_trial (RondoWorkbench *workbench);
/** rondo_workbench_get_is_trying: whether it is still looked for, or for a better one. */
gboolean rondo_workbench_get_is_trying (RondoWorkbench *workbench);
/** rondo_workbench_keep_trial: goes on with it, as a step. */
void rondo_workbench_keep_trial (RondoWorkbench *workbench);

/** rondo_workbench_publish: makes the draft true. */
void rondo_workbench_publish (RondoWorkbench *workbench);

G_END_DECLS
