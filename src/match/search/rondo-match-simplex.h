/* SPDX-License-Identifier: GPL-3.0-or-later
 * Linear programs whose entries are all 1 and whose variables all have two bounds, by the dual
 * simplex method (Lemke 1954) with steepest edges (Forrest and Goldfarb 1992) and long steps over
 * bounds (Fourer 1994). As every variable is boxed, every basis can be made dual feasible. Numbers
 * are doubles: what follows from them has to be checked exactly by the caller. */
#pragma once

#include "rondo-match-clock.h"
#include "rondo-match-factor.h"

/* A variable out of its bounds by less is within. */
#define RONDO_MATCH_PRIMAL_TOLERANCE 1e-7

/*
 * RondoMatchSimplex: minimises Σ cost·x, each row: Σ x of its columns + own slack = rhs.
 * Variables are columns, then the slacks of the rows.
 * @low, @high, @x, @d: by variable; @d are reduced costs
 * @place: by variable, its position in the basis, or −1
 * @y: by row, prices after a solve
 * @head, @weight: by position
 * @outside: by position, the square of how far the variable is out of its bounds
 */
typedef struct {
  int32_t n_cols;
  int32_t n_rows;
  int32_t room;
  double *cost;
  double *low;
  double *high;
  double *x;
  double *d;
  int32_t *place;
  guint8 *at_high;
  double *rhs;
  double *y;
  GArray *row_first; /* of int32_t */
  GArray *row_cols;  /* of int32_t */
  int32_t *col_first;
  int32_t *col_rows;
  int32_t *open_first; /* the rows again, without columns that are fixed */
  int32_t *open_cols;
  int32_t *head;
  int32_t n_head; /* positions taken while a basis is put together */
  double *weight;
  double *outside;
  RondoMatchFactor *factor;
  gboolean is_stale; /* the basis has to be factored again */
  gboolean is_moved; /* bounds have changed: values have to be computed again */
  gboolean has_cols;
  double objective;
  double tolerance; /* of reduced costs */
  int64_t n_pivots;
  /* workspace */
  double *row;    /* by row */
  double *column; /* by position */
  double *other;  /* by position */
  double *alpha;  /* by variable */
  guint8 *marked; /* by variable */
  int32_t *touched;
  int32_t n_touched;
} RondoMatchSimplex;

typedef enum {
  RONDO_MATCH_SIMPLEX_OPTIMAL,
  RONDO_MATCH_SIMPLEX_CUTOFF, /* the objective is above the cutoff, by the prices @y */
  RONDO_MATCH_SIMPLEX_FAILED, /* stopped by the clock, or by numbers that do not fit */
} RondoMatchSimplexStatus;

/*
 * RondoMatchBasis: a basis set aside.
 * @factor: (nullable): its factors
 */
typedef struct {
  int32_t n_rows;
  RondoMatchFactor *factor;
  int32_t *head;
  double *weight;
  guint8 *at_high;
} RondoMatchBasis;

/** rondo_match_simplex_new: without rows yet; columns are from 0 to @high. */
RondoMatchSimplex *rondo_match_simplex_new (int32_t n_cols, const double *cost, const double *high);
void rondo_match_simplex_free (RondoMatchSimplex *simplex);

/** rondo_match_simplex_add_row: its slack is from 0 to @slack and basic. A column listed twice
 * counts twice. */
void rondo_match_simplex_add_row (
    RondoMatchSimplex *simplex, const int32_t *cols, int32_t n, double rhs, double slack);

/** rondo_match_simplex_drop_rows: without the rows from @first on that @drop marks; their slacks
 * must be basic. */
void rondo_match_simplex_drop_rows (RondoMatchSimplex *simplex, int32_t first, const guint8 *drop);

/** rondo_match_simplex_enter: column @col is basic instead of the slack of @row. */
void rondo_match_simplex_enter (RondoMatchSimplex *simplex, int32_t col, int32_t row);

/** rondo_match_simplex_clear_basis: nothing is basic; variables are to be added, then the rest to
 * be filled in. */
void rondo_match_simplex_clear_basis (RondoMatchSimplex *simplex);
/** rondo_match_simplex_add_basic: variable @v is basic, if there is still room. */
void rondo_match_simplex_add_basic (RondoMatchSimplex *simplex, int32_t v, double weight);
/** rondo_match_simplex_fill_basis: slacks are basic where room was left. */
void rondo_match_simplex_fill_basis (RondoMatchSimplex *simplex);

/** rondo_match_simplex_bound: new bounds of a column. */
void rondo_match_simplex_bound (RondoMatchSimplex *simplex, int32_t col, double low, double high);

RondoMatchSimplexStatus
rondo_match_simplex_solve (RondoMatchSimplex *simplex, double cutoff, RondoMatchClock *clock);

/** rondo_match_simplex_try: what the objective is at least, after @most pivots; INFINITY if it is
 * above @cutoff. Prices are not computed. */
double rondo_match_simplex_try (RondoMatchSimplex *simplex,
                                double cutoff,
                                int64_t most,
                                RondoMatchClock *clock);

/** rondo_match_simplex_save: with fresh factors, as long as no row is added. */
void rondo_match_simplex_save (RondoMatchSimplex *simplex, RondoMatchBasis *basis);
void rondo_match_simplex_restore (RondoMatchSimplex *simplex, const RondoMatchBasis *basis);
void rondo_match_basis_clear (RondoMatchBasis *basis);

/** rondo_match_simplex_refresh: factors the basis if it is stale and computes all numbers afresh.
 */
void rondo_match_simplex_refresh (RondoMatchSimplex *simplex);
/** rondo_match_simplex_measure: looks again whether the variable at position @k is within its
 * bounds. */
static inline void
rondo_match_simplex_measure (RondoMatchSimplex *simplex, int32_t k)
{
  int32_t v = simplex->head[k];
  double below = simplex->low[v] - simplex->x[v];
  double above = simplex->x[v] - simplex->high[v];
  double outside = below > above ? below : above;

  simplex->outside[k] = outside > RONDO_MATCH_PRIMAL_TOLERANCE ? outside * outside : 0.0;
}

/** rondo_match_simplex_price: fills @y. */
void rondo_match_simplex_price (RondoMatchSimplex *simplex);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchSimplex, rondo_match_simplex_free)
