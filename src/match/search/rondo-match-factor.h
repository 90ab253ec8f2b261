/* SPDX-License-Identifier: GPL-3.0-or-later
 * A basis of a linear program as sparse triangular factors (Gilbert and Peierls 1988), whose
 * columns are exchanged in the upper factor itself (Forrest and Tomlin 1972). Positions are places
 * in the basis, rows are rows of the program. */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct _RondoMatchFactor RondoMatchFactor;

RondoMatchFactor *rondo_match_factor_new (void);
void rondo_match_factor_free (RondoMatchFactor *factor);

/** rondo_match_factor_copy: @to becomes the same factors as @from. */
void rondo_match_factor_copy (const RondoMatchFactor *from, RondoMatchFactor *to);

/** rondo_match_factor_build: factors the @m columns whose entries, all 1, are in rows
 * rows[first[k]] … rows[first[k + 1] − 1]. A column that depends on others counts as the unit
 * column of a row that has none: its position and that row are appended to @replaced. */
void rondo_match_factor_build (RondoMatchFactor *factor,
                               int32_t m,
                               const int32_t *first,
                               const int32_t *rows,
                               GArray *replaced);

/** rondo_match_factor_forward: solves B·z = b. In: @b by row. Out: @b by position. */
void rondo_match_factor_forward (RondoMatchFactor *factor, double *b);

/** rondo_match_factor_backward: solves Bᵀ·y = c. In: @c by position. Out: @c by row. */
void rondo_match_factor_backward (RondoMatchFactor *factor, double *c);

/** rondo_match_factor_leave: fills @y, by row, with the row of the inverse for @position, whose
 * column may be exchanged next. */
void rondo_match_factor_leave (RondoMatchFactor *factor, int32_t position, double *y);

/** rondo_match_factor_enter: solves like forward for the column that may be exchanged next. */
void rondo_match_factor_enter (RondoMatchFactor *factor, double *b);

/** rondo_match_factor_exchange: the column at @position, which left last, becomes the one that
 * entered last; @pivot is its forward solution there. FALSE if the numbers do not fit: the basis
 * has to be built again then. */
gboolean rondo_match_factor_exchange (RondoMatchFactor *factor, int32_t position, double pivot);

/** rondo_match_factor_count: exchanges since the last build. */
int32_t rondo_match_factor_count (const RondoMatchFactor *factor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchFactor, rondo_match_factor_free)
