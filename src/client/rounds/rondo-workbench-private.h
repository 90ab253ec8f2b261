/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the workbench share. */
#pragma once

#include "rondo-draft-history.h"
#include "rondo-workbench.h"

G_BEGIN_DECLS

struct _RondoWorkbench {
  GObject parent_instance;

  /* owned */
  RondoStore *store;
  RondoMatcher *matcher;
  RondoMatchingInput *input; /* (nullable): a copy */
  GHashTable *members;       /* id → RondoMember of the input */
  GHashTable *registrations; /* member's id → RondoRegistration of the input */
  GPtrArray *registered;     /* of RondoMember of the input, by name */
  GPtrArray *histories;      /* of RondoDraftHistory */
  RondoDraftReport *report;  /* (nullable) */
  GCancellable *loading;     /* (nullable): while drafts are read */
  GCancellable *judging;     /* (nullable): the same of a judgement, and so on */
  GCancellable *matching;
  GCancellable *studying;
  GCancellable *relieving;
  GCancellable *trying;
  GPtrArray *alternatives; /* (nullable) */
  GPtrArray *reliefs;      /* (nullable) */
  RondoMatched *trial;     /* (nullable) */
  char *step;              /* (nullable): what the running search will be called */
  char *obstacle;          /* (nullable) */

  RondoPlanProgress progress;
  guint current;
  gboolean has_found; /* the running search: its first plan is the draft at hand */
  gboolean is_judged;
  gboolean is_publishing;
};

/* One question and who asked it; outlives the interest in the answer. */
typedef struct {
  RondoWorkbench *workbench;
  GCancellable *cancellable;
} RondoWorkbenchHop;

RondoWorkbenchHop *rondo_workbench_hop_new (RondoWorkbench *workbench, GCancellable **slot);
void rondo_workbench_hop_free (RondoWorkbenchHop *hop);

/** rondo_workbench_hop_arrive: empties @slot; FALSE if something else was asked meanwhile. */
gboolean rondo_workbench_hop_arrive (const RondoWorkbenchHop *hop, GCancellable **slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWorkbenchHop, rondo_workbench_hop_free)

/** rondo_workbench_abandon: nobody waits for the answer of @slot any more. */
void rondo_workbench_abandon (GCancellable **slot);

/** rondo_workbench_push: @draft (taken over) is the draft at hand from now on, by @step (taken
 * over). If it is equal to the one before, nothing happens. */
void rondo_workbench_push (RondoWorkbench *workbench, RondoDraft *draft, char *step);

/** rondo_workbench_refresh: the draft at hand is another: it is saved and judged. */
void rondo_workbench_refresh (RondoWorkbench *workbench);

/** rondo_workbench_search: matches @draft (not the one at hand), which @step (taken over) becomes.
 */
void rondo_workbench_search (RondoWorkbench *workbench,
                             const RondoDraft *draft,
                             RondoDraftScope scope,
                             char *step);

void rondo_workbench_tell_changed (RondoWorkbench *workbench);
void rondo_workbench_tell_studied (RondoWorkbench *workbench);
void rondo_workbench_tell_published (RondoWorkbench *workbench);
/** rondo_workbench_tell_failed: unless @error only says "cancelled". */
void rondo_workbench_tell_failed (RondoWorkbench *workbench, const GError *error);

RondoDraftHistory *rondo_workbench_get_history (RondoWorkbench *workbench);

G_END_DECLS
