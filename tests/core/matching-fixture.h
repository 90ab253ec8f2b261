/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a matching is asked and what came of it, in few words, for the tests of the matching. */
#pragma once

#include "plan-fixture.h"

G_BEGIN_DECLS

#define MATCHING_NOW_US INT64_C (1790000000000000)

/** matching_make_input: a plan that is right and speaks of everybody. (transfer full) */
RondoPlan *matching_make_input (const RondoMatchingInput *input);

/** matching_make: the same of what @community asks. (transfer full) */
RondoPlan *matching_make (const Community *community);

/** matching_find_pair: "ana>ben", coach first; NULL if @plan has no such pair. */
const RondoPlannedPair *
matching_find_pair (const Community *community, const RondoPlan *plan, const char *pair);

/** matching_find_reason: NULL if @pair has none of @code, or is NULL. */
const RondoReason *matching_find_reason (const RondoPlannedPair *pair, RondoReasonCode code);

/** matching_assert_rule: @expected is the rule that forbids the pair, "" for none. */
void matching_assert_rule (const Community *community, const char *pair, const char *expected);

/** matching_assert_forbidden: whatever the rule. */
void matching_assert_forbidden (const Community *community, const char *pair);

/** matching_set_hours: when @member has time, as in a file. */
void matching_set_hours (RondoMember *member, const char *hours);

/** matching_set_trait: words parted as in a file. */
void matching_set_trait (RondoMember *member, RondoTrait trait, const char *words);

/** matching_pairs: "ana>ben ben>cyd" as RondoPair. (transfer full) */
GPtrArray *matching_pairs (const char *pairs);

/** matching_add_all: names parted by spaces, all of whom speak English. */
void matching_add_all (Community *community, const char *names);

/** matching_set_past: @rounds: pairs of the last round, of the one before, …, NULL; @last is the
 * plan of the last one, or NULL. */
void matching_set_past (Community *community, const char *const *rounds, const RondoPlan *last);

/** matching_leave_out: @plan says that @name was not placed. */
void matching_leave_out (RondoPlan *plan, const char *name);

G_END_DECLS
