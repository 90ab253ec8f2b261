/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of states with a place in it. */
#include "config.h"

#include "rondo-draft-history.h"

typedef struct {
  RondoDraft *draft;
  char *step; /* (nullable): how it came about; none for the first */
} State;

struct _RondoDraftHistory {
  GPtrArray *states; /* of State */
  guint at;          /* index of the current one */
};

static void
state_free (gpointer data)
{
  State *state = data;

  rondo_draft_free (state->draft);
  g_free (state->step);
  g_free (state);
}

static State *
get_state (const RondoDraftHistory *history, guint index)
{
  return history->states->pdata[index];
}

static void
add_state (RondoDraftHistory *history, RondoDraft *draft, const char *step)
{
  State *state = g_new0 (State, 1);

  state->draft = draft;
  state->step = g_strdup (step);
  g_ptr_array_add (history->states, state);
}

RondoDraftHistory *
rondo_draft_history_new (RondoDraft *draft)
{
  RondoDraftHistory *history = g_new0 (RondoDraftHistory, 1);

  history->states = g_ptr_array_new_with_free_func (state_free);
  add_state (history, draft, NULL);
  return history;
}

void
rondo_draft_history_free (RondoDraftHistory *history)
{
  if (history == NULL)
    return;
  g_ptr_array_unref (history->states);
  g_free (history);
}

const RondoDraft *
rondo_draft_history_get_current (const RondoDraftHistory *history)
{
  g_return_val_if_fail (history != NULL, NULL);

  return get_state (history, history->at)->draft;
}

void
rondo_draft_history_push (RondoDraftHistory *history, RondoDraft *draft, const char *step)
{
  g_return_if_fail (history != NULL && draft != NULL && step != NULL);

  g_ptr_array_set_size (history->states, (int)history->at + 1);
  add_state (history, draft, step);
  history->at++;
}

void
rondo_draft_history_rename (RondoDraftHistory *history, const char *name)
{
  g_return_if_fail (history != NULL && name != NULL);

  for (guint i = 0; i < history->states->len; i++)
    rondo_draft_set_name (get_state (history, i)->draft, name);
}

gboolean
rondo_draft_history_undo (RondoDraftHistory *history)
{
  g_return_val_if_fail (history != NULL, FALSE);

  if (history->at == 0)
    return FALSE;
  history->at--;
  return TRUE;
}

gboolean
rondo_draft_history_redo (RondoDraftHistory *history)
{
  g_return_val_if_fail (history != NULL, FALSE);

  if (history->at + 1 >= history->states->len)
    return FALSE;
  history->at++;
  return TRUE;
}

const char *
rondo_draft_history_get_undo (const RondoDraftHistory *history)
{
  g_return_val_if_fail (history != NULL, NULL);

  return get_state (history, history->at)->step;
}

const char *
rondo_draft_history_get_redo (const RondoDraftHistory *history)
{
  g_return_val_if_fail (history != NULL, NULL);

  return history->at + 1 < history->states->len ? get_state (history, history->at + 1)->step : NULL;
}
