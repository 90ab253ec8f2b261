/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coordinator reports of a plan, and who wins or loses by another one. */
#pragma once

#include "rondo-plan.h"

G_BEGIN_DECLS

/* Requests are counted by rank: the first four, and all later ones together. */
#define RONDO_DRAFT_N_RANKS 5

typedef struct {
  guint n_members; /* registered */
  guint n_placed;  /* in at least one pair */
  guint n_pairs;
  guint n_wishes; /* of clients about the coach they get */
  guint n_wishes_kept;
  guint n_asking;                       /* members who asked for a coach by name */
  guint n_granted[RONDO_DRAFT_N_RANKS]; /* pairs whose client asked for the coach */
  guint n_repeats;
  guint n_same_course;
  guint n_timed;          /* pairs of two who say when they have time */
  int64_t common_minutes; /* a week, of all these together */
  int64_t least_common;   /* of one of them */
  guint bands[RONDO_N_BANDS];
  int64_t value;
  char *worst;         /* (nullable): the placed member who fares worst */
  int64_t worst_value; /* what they get by their own wishes and requests */
  GArray *values;      /* of int64_t: the same of all placed clients, ascending */
} RondoDraftNumbers;

/* How one member fares in two plans. */
typedef struct {
  char *member;
  char *coaches_before; /* (nullable): id of the coach, the first of several */
  char *coaches_after;
  RondoBand band_before;
  RondoBand band_after;
  int64_t value_before; /* by their own wishes and requests */
  int64_t value_after;
} RondoDraftDifference;

/** rondo_draft_numbers_new: @registrations of RondoRegistration: of the round. (transfer full) */
RondoDraftNumbers *rondo_draft_numbers_new (const RondoPlan *plan, GPtrArray *registrations);
void rondo_draft_numbers_free (RondoDraftNumbers *numbers);

/** rondo_draft_numbers_get_placed_share: placed members of all, 0…1. */
double rondo_draft_numbers_get_placed_share (const RondoDraftNumbers *numbers);

/** rondo_draft_compare: who gets another coach in @after than in @before, or one only in one of
 * them; who wins most comes first. (transfer full) (element-type RondoDraftDifference) */
GPtrArray *rondo_draft_compare (const RondoPlan *before, const RondoPlan *after);

/** rondo_draft_difference_get_sign: 1 wins, −1 loses, 0 neither. */
int rondo_draft_difference_get_sign (const RondoDraftDifference *difference);
void rondo_draft_difference_free (RondoDraftDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDraftNumbers, rondo_draft_numbers_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDraftDifference, rondo_draft_difference_free)

G_END_DECLS
