/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan that a coordinator is working on: pairs, what is fixed and forbidden, who stays out, and
 * the policies it is made with. A value: who changes one, changes a copy. */
#pragma once

#include "rondo-plan.h"

G_BEGIN_DECLS

/* What the coordinator decided about a member. */
typedef enum {
  RONDO_PLACE_IN,      /* takes part */
  RONDO_PLACE_STANDBY, /* is in no pair, and is asked first if somebody drops out */
  RONDO_PLACE_OUT,     /* is in no pair */
} RondoPlace;

/* The rules of the round that a draft may try other values for. */
typedef struct {
  gboolean mutual_allowed;
  int repeat_after;
  RondoPolicy same_course;
  int capacity;
} RondoDraftPolicies;

typedef struct {
  char *coach;
  char *client;
  gboolean is_locked; /* stays when the rest is matched anew */
} RondoDraftPair;

typedef struct {
  char *id;
  char *round;
  char *name;
  RondoDraftPolicies policies;
  GPtrArray *pairs;     /* of RondoDraftPair, by coach, then client */
  GPtrArray *forbidden; /* of RondoPair */
  GHashTable *places;   /* member id → RondoPlace, of those who are not in */
} RondoDraft;

#define RONDO_DRAFT_NAME_MAX_BYTES 200

/** rondo_draft_new: without pairs, with the policies of @round. @id is taken over. */
RondoDraft *rondo_draft_new (char *id, const RondoRound *round, const char *name);
RondoDraft *rondo_draft_copy (const RondoDraft *draft);
void rondo_draft_free (RondoDraft *draft);

/** rondo_draft_equal: whether both hold the same, whatever they are called. */
gboolean rondo_draft_equal (const RondoDraft *a, const RondoDraft *b);

/** rondo_draft_find: the pair, or NULL. */
const RondoDraftPair *
rondo_draft_find (const RondoDraft *draft, const char *coach, const char *client);
RondoPlace rondo_draft_get_place (const RondoDraft *draft, const char *member);
gboolean rondo_draft_is_forbidden (const RondoDraft *draft, const char *coach, const char *client);

/* The partners of @member: the first of them, or NULL. */
const char *rondo_draft_find_coach_of (const RondoDraft *draft, const char *member);
const char *rondo_draft_find_client_of (const RondoDraft *draft, const char *member);

/* Each returns whether anything is different now. */
gboolean rondo_draft_add (RondoDraft *draft, const char *coach, const char *client);
gboolean rondo_draft_remove (RondoDraft *draft, const char *coach, const char *client);
gboolean
rondo_draft_set_locked (RondoDraft *draft, const char *coach, const char *client, gboolean locked);
gboolean rondo_draft_set_all_locked (RondoDraft *draft, gboolean locked);

/** rondo_draft_forbid: the pair is taken out, and comes back with no matching. */
gboolean rondo_draft_forbid (RondoDraft *draft, const char *coach, const char *client);
gboolean rondo_draft_allow (RondoDraft *draft, const char *coach, const char *client);

/** rondo_draft_place: who is not in loses all pairs. */
gboolean rondo_draft_place (RondoDraft *draft, const char *member, RondoPlace place);

/** rondo_draft_swap: each takes the coaches and clients of the other. Nobody is fixed after that
 * whom it concerns. */
gboolean rondo_draft_swap (RondoDraft *draft, const char *a, const char *b);

/** rondo_draft_clear: removes all pairs that are not fixed. */
gboolean rondo_draft_clear (RondoDraft *draft);

/** rondo_draft_take_plan: the pairs of @plan; what was fixed and is in it stays fixed. */
gboolean rondo_draft_take_plan (RondoDraft *draft, const RondoPlan *plan);

gboolean rondo_draft_set_policies (RondoDraft *draft, const RondoDraftPolicies *policies);
gboolean rondo_draft_set_name (RondoDraft *draft, const char *name);

RondoDraftPolicies rondo_draft_policies_of (const RondoRound *round);
gboolean rondo_draft_policies_equal (const RondoDraftPolicies *a, const RondoDraftPolicies *b);

/** rondo_draft_policies_apply: makes @policies those of @round. */
void rondo_draft_policies_apply (const RondoDraftPolicies *policies, RondoRound *round);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDraft, rondo_draft_free)

G_END_DECLS
