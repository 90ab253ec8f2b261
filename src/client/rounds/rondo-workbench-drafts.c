/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of drafts, and making one of them true. */
#include "config.h"

#include "rondo-workbench.h"

#include "rondo-drafts.h"
#include "rondo-id.h"
#include "rondo-text.h"
#include "rondo-workbench-private.h"

#include <glib/gi18n-lib.h>

guint
rondo_workbench_get_n_drafts (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), 0);
  return self->histories->len;
}

guint
rondo_workbench_get_current (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), 0);
  return self->current;
}

const RondoDraft *
rondo_workbench_get_nth (RondoWorkbench *self, guint index)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  g_return_val_if_fail (index < self->histories->len, NULL);
  return rondo_draft_history_get_current (self->histories->pdata[index]);
}

void
rondo_workbench_open (RondoWorkbench *self, guint index)
{
  g_return_if_fail (RONDO_IS_WORKBENCH (self));
  g_return_if_fail (index < self->histories->len);

  if (index == self->current)
    return;
  rondo_workbench_abandon (&self->matching);
  self->current = index;
  rondo_workbench_refresh (self);
}

void
rondo_workbench_copy_draft (RondoWorkbench *self, const char *name)
{
  const RondoDraft *draft;
  RondoDraft *copy;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));
  g_return_if_fail (name != NULL);

  draft = rondo_workbench_get_draft (self);
  if (draft == NULL)
    return;
  copy = rondo_draft_copy (draft);
  g_free (copy->id);
  copy->id = rondo_id_new (g_get_real_time ());
  g_free (copy->name);
  copy->name = rondo_text_cut (name, RONDO_DRAFT_NAME_MAX_BYTES);
  g_ptr_array_add (self->histories, rondo_draft_history_new (copy));
  rondo_workbench_abandon (&self->matching);
  self->current = self->histories->len - 1;
  rondo_workbench_refresh (self);
}

void
rondo_workbench_rename (RondoWorkbench *self, const char *name)
{
  RondoDraftHistory *history;
  g_autofree char *cut = NULL;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));
  g_return_if_fail (name != NULL);

  history = rondo_workbench_get_history (self);
  if (history == NULL || g_str_equal (rondo_draft_history_get_current (history)->name, name))
    return;
  cut = rondo_text_cut (name, RONDO_DRAFT_NAME_MAX_BYTES);
  rondo_draft_history_rename (history, cut);
  rondo_workbench_refresh (self);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbench) self = data;
  g_autoptr (GError) error = NULL;

  if (!rondo_drafts_delete_finish (RONDO_STORE (source), result, &error))
    rondo_workbench_tell_failed (self, error);
}

void
rondo_workbench_delete (RondoWorkbench *self)
{
  const RondoDraft *draft;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  draft = rondo_workbench_get_draft (self);
  if (draft == NULL)
    return;
  rondo_workbench_abandon (&self->matching);
  rondo_drafts_delete_async (self->store, draft->id, NULL, deleted_cb, g_object_ref (self));
  g_ptr_array_remove_index (self->histories, self->current);
  if (self->histories->len == 0)
    g_ptr_array_add (self->histories,
                     rondo_draft_history_new (rondo_draft_new (rondo_id_new (g_get_real_time ()),
                                                               self->input->round,
                                                               _ ("First Draft"))));
  self->current = MIN (self->current, self->histories->len - 1);
  rondo_workbench_refresh (self);
}

const char *
rondo_workbench_get_obstacle (RondoWorkbench *self)
{
  const RondoDraft *draft;
  RondoDraftPolicies policies;

  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);

  draft = rondo_workbench_get_draft (self);
  if (draft == NULL || !self->is_judged || self->matching != NULL || self->is_publishing)
    return _ ("The plan is still being looked at.");
  if (draft->pairs->len == 0)
    return _ ("There are no pairings yet.");
  if (self->report->problems->len > 0)
    return ((RondoDraftProblem *)self->report->problems->pdata[0])->sentence;
  policies = rondo_draft_policies_of (self->input->round);
  if (!rondo_draft_policies_equal (&policies, &draft->policies))
    return _ ("This draft has other policies than the round. Save them to the round first.");
  return NULL;
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbench) self = data;
  g_autoptr (GError) error = NULL;

  self->is_publishing = FALSE;
  if (rondo_store_save_finish (RONDO_STORE (source), result, &error)) {
    rondo_workbench_tell_published (self);
  } else {
    g_prefix_error (&error, "%s ", _ ("Nothing was approved; the plan is still here."));
    rondo_workbench_tell_failed (self, error);
  }
  rondo_workbench_tell_changed (self);
}

static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbench) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) plan = rondo_matcher_seal_finish (result, &error);
  RondoChange *change = NULL;

  if (plan == NULL || self->input == NULL) {
    self->is_publishing = FALSE;
    if (error != NULL)
      rondo_workbench_tell_failed (self, error);
    return;
  }
  /* Approved is one step, announced another. */
  plan->is_quiet = TRUE;
  change = rondo_change_new ();
  rondo_change_publish (change, plan);
  rondo_store_save_async (self->store, change, NULL, published_cb, g_object_ref (self));
}

void
rondo_workbench_publish (RondoWorkbench *self)
{
  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  if (rondo_workbench_get_obstacle (self) != NULL)
    return;
  self->is_publishing = TRUE;
  rondo_matcher_seal_async (self->matcher,
                            rondo_workbench_get_draft (self),
                            self->report->plan,
                            NULL,
                            sealed_cb,
                            g_object_ref (self));
  rondo_workbench_tell_changed (self);
}
