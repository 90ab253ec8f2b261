/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that only the user can decide: what it is, how it came about, and what can be done. */
#pragma once

#include <adwaita.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

/* The kind of a line: which choices it has, each an action of the page with the key of the line. */
typedef enum {
  RONDO_DECISION_CONFLICT,      /* conflict.keep, conflict.take-other */
  RONDO_DECISION_REFUSED,       /* refused.edit, refused.try-again, refused.discard */
  RONDO_DECISION_REFUSED_FINAL, /* the same without an edit */
  RONDO_N_DECISIONS,
} RondoDecision;

#define RONDO_TYPE_DECISION_ROW (rondo_decision_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoDecisionRow, rondo_decision_row, RONDO, DECISION_ROW, AdwBin)

/* Property "item": a RondoLineItem, or NULL. */

G_END_DECLS
