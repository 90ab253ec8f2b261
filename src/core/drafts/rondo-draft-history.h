/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every state a draft was in, back to the first, and forward again. */
#pragma once

#include "rondo-draft.h"

G_BEGIN_DECLS

typedef struct _RondoDraftHistory RondoDraftHistory;

/** rondo_draft_history_new: @draft is taken over. (transfer full) */
RondoDraftHistory *rondo_draft_history_new (RondoDraft *draft);
void rondo_draft_history_free (RondoDraftHistory *history);

/** rondo_draft_history_get_current: (transfer none): valid until the next call of the others. */
const RondoDraft *rondo_draft_history_get_current (const RondoDraftHistory *history);

/** rondo_draft_history_push: @draft (taken over) is the state from now on; @step is what was done,
 * a translated clause. What was undone before is gone. */
void rondo_draft_history_push (RondoDraftHistory *history, RondoDraft *draft, const char *step);

/** rondo_draft_history_rename: changes the name in every state: it is not a step. */
void rondo_draft_history_rename (RondoDraftHistory *history, const char *name);

gboolean rondo_draft_history_undo (RondoDraftHistory *history);
gboolean rondo_draft_history_redo (RondoDraftHistory *history);

/** rondo_draft_history_get_undo: the step that undo takes back, or NULL. (transfer none) */
const char *rondo_draft_history_get_undo (const RondoDraftHistory *history);
const char *rondo_draft_history_get_redo (const RondoDraftHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDraftHistory, rondo_draft_history_free)

G_END_DECLS
