/* SPDX-License-Identifier: GPL-3.0-or-later
 * The steps that a coordinator takes with a draft, and what each is called. */
#include "config.h"

#include "rondo-workbench.h"

#include "rondo-text.h"
#include "rondo-workbench-private.h"

#include <glib/gi18n-lib.h>

static char *
dup_name (RondoWorkbench *self, const char *id)
{
  const RondoMember *member = rondo_workbench_find_member (self, id);

  return rondo_text_isolate (member != NULL ? member->name : _ ("Unknown"));
}

/* NULL until the drafts are read, and nothing can be done. */
static RondoDraft *
copy_current (RondoWorkbench *self)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self);

  return draft != NULL ? rondo_draft_copy (draft) : NULL;
}

void
rondo_workbench_match (RondoWorkbench *self, RondoDraftScope scope)
{
  const RondoDraft *draft;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  draft = rondo_workbench_get_draft (self);
  if (draft != NULL)
    rondo_workbench_search (
        self,
        draft,
        scope,
        g_strdup (scope == RONDO_DRAFT_ALL ? _ ("Match All") : _ ("Match the Rest")));
}

void
rondo_workbench_lock (RondoWorkbench *self,
                      const char *coach,
                      const char *client,
                      gboolean is_locked)
{
  g_autofree char *first = dup_name (self, coach);
  g_autofree char *second = dup_name (self, client);
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_set_locked (draft, coach, client, is_locked);
  /* Translators: the names of a coach and a client; what can be undone, here and below */
  rondo_workbench_push (self,
                        draft,
                        is_locked
                            ? g_strdup_printf (_ ("Fix That %s Coaches %s"), first, second)
                            : g_strdup_printf (_ ("Release That %s Coaches %s"), first, second));
}

void
rondo_workbench_lock_all (RondoWorkbench *self, gboolean is_locked)
{
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_set_all_locked (draft, is_locked);
  rondo_workbench_push (
      self, draft, g_strdup (is_locked ? _ ("Fix All Pairings") : _ ("Release All Pairings")));
}

void
rondo_workbench_forbid (RondoWorkbench *self, const char *coach, const char *client)
{
  g_autofree char *first = dup_name (self, coach);
  g_autofree char *second = dup_name (self, client);
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_forbid (draft, coach, client);
  rondo_workbench_push (
      self, draft, g_strdup_printf (_ ("Forbid That %s Coaches %s"), first, second));
}

void
rondo_workbench_allow (RondoWorkbench *self, const char *coach, const char *client)
{
  g_autofree char *first = dup_name (self, coach);
  g_autofree char *second = dup_name (self, client);
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_allow (draft, coach, client);
  rondo_workbench_push (
      self, draft, g_strdup_printf (_ ("Allow That %s Coaches %s"), first, second));
}

void
rondo_workbench_add (RondoWorkbench *self, const char *coach, const char *client)
{
  g_autofree char *first = dup_name (self, coach);
  g_autofree char *second = dup_name (self, client);
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_add (draft, coach, client);
  rondo_workbench_push (self, draft, g_strdup_printf (_ ("Let %s Coach %s"), first, second));
}

void
rondo_workbench_remove (RondoWorkbench *self, const char *coach, const char *client)
{
  g_autofree char *first = dup_name (self, coach);
  g_autofree char *second = dup_name (self, client);
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_remove (draft, coach, client);
  rondo_workbench_push (
      self, draft, g_strdup_printf (_ ("Dissolve That %s Coaches %s"), first, second));
}

void
rondo_workbench_swap (RondoWorkbench *self, const char *a, const char *b)
{
  g_autofree char *first = dup_name (self, a);
  g_autofree char *second = dup_name (self, b);
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_swap (draft, a, b);
  rondo_workbench_push (self, draft, g_strdup_printf (_ ("Swap %s and %s"), first, second));
}

void
rondo_workbench_place (RondoWorkbench *self, const char *member, RondoPlace place)
{
  g_autofree char *name = dup_name (self, member);
  RondoDraft *draft = copy_current (self);
  char *step = NULL;

  if (draft == NULL)
    return;
  rondo_draft_place (draft, member, place);
  if (place == RONDO_PLACE_STANDBY)
    step = g_strdup_printf (_ ("Put %s on Standby"), name);
  else if (place == RONDO_PLACE_OUT)
    step = g_strdup_printf (_ ("Take %s Out"), name);
  else
    step = g_strdup_printf (_ ("Take %s Back In"), name);
  rondo_workbench_push (self, draft, step);
}

void
rondo_workbench_clear (RondoWorkbench *self)
{
  RondoDraft *draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_clear (draft);
  rondo_workbench_push (self, draft, g_strdup (_ ("Dissolve All Pairings That Are Not Fixed")));
}

void
rondo_workbench_take (RondoWorkbench *self, const char *coach, const char *client)
{
  g_autofree char *first = dup_name (self, coach);
  g_autofree char *second = dup_name (self, client);
  g_autoptr (RondoDraft) draft = copy_current (self);

  if (draft == NULL)
    return;
  rondo_draft_add (draft, coach, client);
  rondo_draft_set_locked (draft, coach, client, TRUE);
  rondo_workbench_search (self,
                          draft,
                          RONDO_DRAFT_ALL,
                          g_strdup_printf (_ ("Let %s Coach %s and Match Again"), first, second));
}

void
rondo_workbench_undo (RondoWorkbench *self)
{
  RondoDraftHistory *history;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  history = rondo_workbench_get_history (self);
  if (history == NULL || !rondo_draft_history_undo (history))
    return;
  rondo_workbench_abandon (&self->matching);
  rondo_workbench_refresh (self);
}

void
rondo_workbench_redo (RondoWorkbench *self)
{
  RondoDraftHistory *history;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  history = rondo_workbench_get_history (self);
  if (history == NULL || !rondo_draft_history_redo (history))
    return;
  rondo_workbench_abandon (&self->matching);
  rondo_workbench_refresh (self);
}

const char *
rondo_workbench_get_undo (RondoWorkbench *self)
{
  RondoDraftHistory *history;

  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);

  history = rondo_workbench_get_history (self);
  return history != NULL ? rondo_draft_history_get_undo (history) : NULL;
}

const char *
rondo_workbench_get_redo (RondoWorkbench *self)
{
  RondoDraftHistory *history;

  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);

  history = rondo_workbench_get_history (self);
  return history != NULL ? rondo_draft_history_get_redo (history) : NULL;
}
