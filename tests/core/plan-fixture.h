/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small community for the tests of plans: members by a word, one line each. */
#pragma once

#include "rondo-past.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

typedef struct {
  RondoRound *round;
  GPtrArray *members;       /* of RondoMember */
  GPtrArray *registrations; /* of RondoRegistration */
  RondoPast *past;          /* (nullable), owned */
} Community;

Community *community_new (void);
void community_free (Community *community);

/** community_add: registers @name with the address "<name>@example.org". @languages are parted by
 * spaces; @wishes as in a file; @requests and @avoids are names parted by spaces. */
RondoMember *community_add (Community *community,
                            const char *name,
                            const char *languages,
                            const char *time_zone,
                            const char *wishes,
                            const char *requests,
                            const char *avoids);

/** community_input: what a plan is made from; nothing is copied. */
RondoMatchingInput community_input (const Community *community, uint64_t seed);

/** community_id: the id of the member @name. (transfer full) */
char *community_id (const char *name);

/** community_name: the name of the member whose id is @id. */
const char *community_name (const Community *community, const char *id);

/** community_plan: a plan with the pairs "ana>ben ben>cyd", coach first. (transfer full) */
RondoPlan *community_plan (const Community *community, const char *pairs);

/** community_shuffle: puts members and registrations into an order that @rand decides. */
void community_shuffle (Community *community, GRand *rand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Community, community_free)

G_END_DECLS
