/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers questions about the drafts of one round, one after the other, on a thread of its own.
 * It remembers what it solved, so that the next answer comes fast. */
#pragma once

#include <gio/gio.h>

#include "rondo-draft-study.h"

G_BEGIN_DECLS

typedef struct _RondoMatcher RondoMatcher;

/* A draft with the pairs of the best plan, and what is to be said about it. */
typedef struct {
  RondoDraft *draft;
  RondoDraftReport *report;
} RondoMatched;

/* @matched is (transfer full): the first plan of a search that goes on. */
typedef void (*RondoMatchedFunc) (RondoMatched *matched, gpointer user_data);

RondoMatcher *rondo_matcher_new (void);

/** rondo_matcher_free: what was asked and not answered fails with %G_IO_ERROR_CANCELLED. */
void rondo_matcher_free (RondoMatcher *matcher);

/** rondo_matcher_set_input: all questions from now on are about this round; copied. */
void rondo_matcher_set_input (RondoMatcher *matcher, const RondoMatchingInput *input);

/**
 * rondo_matcher_match_async:
 * @is_trial: leaves alone what is remembered of other drafts, for a look at other policies
 * @progress, @found: (nullable): called on the calling thread's main context, until finish
 * @cancellable: (nullable): ends the search; the best plan so far is the answer if there is one,
 *   else %G_IO_ERROR_CANCELLED
 */
void rondo_matcher_match_async (RondoMatcher *matcher,
                                const RondoDraft *draft,
                                RondoDraftScope scope,
                                gboolean is_trial,
                                RondoPlanProgressFunc progress,
                                RondoMatchedFunc found,
                                gpointer told_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** rondo_matcher_match_finish: (transfer full) */
RondoMatched *rondo_matcher_match_finish (GAsyncResult *result, GError **error);

/* The others; cancelled they give %G_IO_ERROR_CANCELLED. */
void rondo_matcher_judge_async (RondoMatcher *matcher,
                                const RondoDraft *draft,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** rondo_matcher_judge_finish: (transfer full) */
RondoDraftReport *rondo_matcher_judge_finish (GAsyncResult *result, GError **error);

void rondo_matcher_list_alternatives_async (RondoMatcher *matcher,
                                            const RondoDraft *draft,
                                            const char *coach,
                                            const char *client,
                                            int n_exact,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/** rondo_matcher_list_alternatives_finish: (transfer full) (element-type RondoAlternative) */
GPtrArray *rondo_matcher_list_alternatives_finish (GAsyncResult *result, GError **error);

void rondo_matcher_list_reliefs_async (RondoMatcher *matcher,
                                       const RondoDraft *draft,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/** rondo_matcher_list_reliefs_finish: (transfer full) (element-type RondoRelief) */
GPtrArray *rondo_matcher_list_reliefs_finish (GAsyncResult *result, GError **error);

/** rondo_matcher_seal_async: gives a copy of @plan, of the report of @draft, the hash of what it
 * was made from. */
void rondo_matcher_seal_async (RondoMatcher *matcher,
                               const RondoDraft *draft,
                               const RondoPlan *plan,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/** rondo_matcher_seal_finish: (transfer full) */
RondoPlan *rondo_matcher_seal_finish (GAsyncResult *result, GError **error);

void rondo_matched_free (RondoMatched *matched);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatcher, rondo_matcher_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatched, rondo_matched_free)

G_END_DECLS
