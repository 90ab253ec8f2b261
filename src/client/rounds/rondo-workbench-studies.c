/* SPDX-License-Identifier: GPL-3.0-or-later
 * A closer look at the draft at hand: alternatives, reliefs, other policies. */
#include "config.h"

#include "rondo-workbench.h"

#include "rondo-workbench-private.h"

#include <glib/gi18n-lib.h>

/* So many alternatives have their exact price; of the others it is known what they cost at least.
 */
#define N_EXACT 10

static void
alternatives_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchHop) hop = data;
  RondoWorkbench *self = hop->workbench;
  g_autoptr (GPtrArray) list = rondo_matcher_list_alternatives_finish (result, NULL);

  if (!rondo_workbench_hop_arrive (hop, &self->studying))
    return;
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  self->alternatives = list != NULL ? g_steal_pointer (&list) : g_ptr_array_new ();
  rondo_workbench_tell_studied (self);
}

void
rondo_workbench_study_pair (RondoWorkbench *self, const char *coach, const char *client)
{
  const RondoDraft *draft;
  RondoWorkbenchHop *hop;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  rondo_workbench_abandon (&self->studying);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  draft = rondo_workbench_get_draft (self);
  if (draft == NULL || (coach == NULL && client == NULL) || self->matching != NULL)
    return;
  hop = rondo_workbench_hop_new (self, &self->studying);
  rondo_matcher_list_alternatives_async (
      self->matcher, draft, coach, client, N_EXACT, hop->cancellable, alternatives_cb, hop);
}

GPtrArray *
rondo_workbench_get_alternatives (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->alternatives;
}

static void
reliefs_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchHop) hop = data;
  RondoWorkbench *self = hop->workbench;
  g_autoptr (GPtrArray) list = rondo_matcher_list_reliefs_finish (result, NULL);

  if (!rondo_workbench_hop_arrive (hop, &self->relieving))
    return;
  g_clear_pointer (&self->reliefs, g_ptr_array_unref);
  self->reliefs = list != NULL ? g_steal_pointer (&list) : g_ptr_array_new ();
  rondo_workbench_tell_studied (self);
}

void
rondo_workbench_study_gaps (RondoWorkbench *self)
{
  const RondoDraft *draft;
  RondoWorkbenchHop *hop;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  draft = rondo_workbench_get_draft (self);
  if (draft == NULL || self->matching != NULL || self->relieving != NULL || self->reliefs != NULL)
    return;
  hop = rondo_workbench_hop_new (self, &self->relieving);
  rondo_matcher_list_reliefs_async (self->matcher, draft, hop->cancellable, reliefs_cb, hop);
}

GPtrArray *
rondo_workbench_get_reliefs (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->reliefs;
}

static void
take_trial (RondoWorkbench *self, RondoMatched *trial)
{
  g_clear_pointer (&self->trial, rondo_matched_free);
  self->trial = trial;
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchHop) hop = data;
  RondoWorkbench *self = hop->workbench;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMatched) trial = rondo_matcher_match_finish (result, &error);

  if (!rondo_workbench_hop_arrive (hop, &self->trying))
    return;
  if (trial == NULL)
    rondo_workbench_tell_failed (self, error);
  else
    take_trial (self, g_steal_pointer (&trial));
  rondo_workbench_tell_studied (self);
}

static void
tried_first_cb (RondoMatched *trial, gpointer data)
{
  const RondoWorkbenchHop *hop = data;

  if (hop->workbench->trying != hop->cancellable) {
    rondo_matched_free (trial);
    return;
  }
  take_trial (hop->workbench, trial);
  rondo_workbench_tell_studied (hop->workbench);
}

void
rondo_workbench_try_policies (RondoWorkbench *self, const RondoDraftPolicies *policies)
{
  const RondoDraft *draft;
  g_autoptr (RondoDraft) other = NULL;
  RondoWorkbenchHop *hop;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));
  g_return_if_fail (policies != NULL);

  draft = rondo_workbench_get_draft (self);
  if (draft == NULL)
    return;
  other = rondo_draft_copy (draft);
  rondo_draft_set_policies (other, policies);
  rondo_workbench_abandon (&self->studying);
  rondo_workbench_abandon (&self->relieving);
  g_clear_pointer (&self->trial, rondo_matched_free);
  hop = rondo_workbench_hop_new (self, &self->trying);
  rondo_matcher_match_async (self->matcher,
                             other,
                             RONDO_DRAFT_ALL,
                             TRUE,
                             NULL,
                             tried_first_cb,
                             hop,
                             hop->cancellable,
                             tried_cb,
                             hop);
}

gboolean
rondo_workbench_get_is_trying (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), FALSE);
  return self->trying != NULL;
}

const RondoMatched *
rondo_workbench_get_trial (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->trial;
}

void
rondo_workbench_keep_trial (RondoWorkbench *self)
{
  g_autoptr (RondoMatched) trial = NULL;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  rondo_workbench_abandon (&self->trying);
  trial = g_steal_pointer (&self->trial);
  if (trial != NULL)
    rondo_workbench_push (
        self, g_steal_pointer (&trial->draft), g_strdup (_ ("Match with Other Policies")));
  rondo_workbench_tell_studied (self);
}
