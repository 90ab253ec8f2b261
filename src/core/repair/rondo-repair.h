/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody drops out of a round that goes on: the smallest changes after which everybody else has
 * a coach and a client again. */
#pragma once

#include "rondo-amendment.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

/*
 * RondoRepairInput:
 * @matching: round, members, registrations, past and seed
 * @pairings: (element-type RondoPairing): all of the round, ended ones too
 * @held: (nullable): pairing id → number of its sessions, as GINT_TO_POINTER ()
 * @leaving: (element-type RondoLeaving): who drops out, with what
 * @seeking: (nullable) (element-type utf8): members who lack a partner and are to get one
 * @today: from when the change holds
 *
 * The fields are borrowed.
 */
typedef struct {
  RondoMatchingInput matching;
  GPtrArray *pairings;
  GHashTable *held;
  GPtrArray *leaving;
  GPtrArray *seeking;
  RondoDate today;
} RondoRepairInput;

typedef enum {
  RONDO_REPAIR_SPLICE,  /* the gap is closed, nothing that works is touched */
  RONDO_REPAIR_STANDBY, /* somebody who waited for a place takes it */
  RONDO_REPAIR_SWAP,    /* a pairing that works is parted for it */
  RONDO_REPAIR_OPEN,    /* nobody takes the place */
} RondoRepairKind;

/* One way to repair a round, and what it costs. */
typedef struct {
  RondoRepairKind kind;
  RondoPlan *plan;      /* all pairs from then on, with the amendment */
  guint n_broken;       /* pairings that worked and end for it */
  guint n_new;          /* pairings that begin */
  GPtrArray *begun;     /* of RondoPlannedPair, borrowed from the plan: these */
  GPtrArray *no_coach;  /* of char *: members who lack a coach they had */
  GPtrArray *no_client; /* of char *: members who lack a client they had */
  GPtrArray *touched;   /* of char *: who gets somebody else, but for those who leave or come */
  int64_t value;        /* of the new pairs, less that of the broken ones */
  int common_minutes;   /* a week, of the new pair that has the fewest; 0 without one */
  gboolean is_smallest; /* of the first way: proved that no change is smaller */
} RondoRepair;

/**
 * rondo_repair_list:
 * @now_us: for the ids of the new pairings
 * @options: (nullable)
 *
 * The ways to repair a round, the smallest change first: as few members as possible lack a
 * partner, then as few working pairings as possible end, then as few as possible begin, then by
 * value. Pairs that had ended before in this round do not come again. Pure and synchronous: call it
 * on a thread with a copy. The last way is always to leave the places open. Where so many wait for
 * a place that not every choice of them is tried, the first way is only proved to be the smallest
 * if nobody lacks a partner, nothing ends and no more pairs begin than places are open.
 *
 * Returns: (transfer full) (element-type RondoRepair): or NULL with %RONDO_ERROR_INVALID if
 * somebody who leaves has no part in the round
 */
GPtrArray *rondo_repair_list (const RondoRepairInput *input,
                              int64_t now_us,
                              const RondoPlanOptions *options,
                              GError **error);

/** rondo_repair_input_copy: everything that @input points to too. (transfer full) */
RondoRepairInput *rondo_repair_input_copy (const RondoRepairInput *input);

/** rondo_repair_input_free: of a copy. */
void rondo_repair_input_free (RondoRepairInput *input);
void rondo_repair_free (RondoRepair *repair);

/** rondo_repair_check: whether @plan amends what @pairings (all of the round) are by now and keeps
 * every hard rule: what goes on goes on as it was, who leaves is in no pair, nobody who is called
 * was not waiting, every new pair is allowed, fits in and never was in this round, and nobody
 * coaches their own coach. Else %RONDO_ERROR_CONFLICT if the pairings have changed since, with what
 * changed, or %RONDO_ERROR_REJECTED with the first breach. The server calls it. */
gboolean rondo_repair_check (const RondoPlan *plan,
                             const RondoMatchingInput *input,
                             GPtrArray *pairings,
                             GError **error);

/** rondo_repair_describe: what would be done, a translated sentence; @members of RondoMember.
 * (transfer full) */
char *rondo_repair_describe (const RondoRepair *repair, GPtrArray *members);

/** rondo_repair_describe_pairs: who would coach whom from then on, one line each. (transfer full)
 */
char *rondo_repair_describe_pairs (const RondoRepair *repair, GPtrArray *members);

/** rondo_repair_describe_cost: what it costs, one line. (transfer full) */
char *rondo_repair_describe_cost (const RondoRepair *repair, GPtrArray *members);

/** rondo_plan_list_endings: the pairings of @pairings that end by the amendment of @plan, as they
 * become. (transfer full) (element-type RondoPairing) */
GPtrArray *rondo_plan_list_endings (const RondoPlan *plan, GPtrArray *pairings);

/** rondo_plan_list_beginnings: the pairings that begin by it: all of @plan that are not among
 * @pairings. (transfer full) (element-type RondoPairing) */
GPtrArray *rondo_plan_list_beginnings (const RondoPlan *plan, GPtrArray *pairings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRepair, rondo_repair_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRepairInput, rondo_repair_input_free)

G_END_DECLS
