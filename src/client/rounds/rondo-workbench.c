/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps the drafts, and has the one at hand judged and matched. */
#include "config.h"

#include "rondo-workbench.h"

#include "rondo-drafts.h"
#include "rondo-id.h"
#include "rondo-workbench-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (RondoWorkbench, rondo_workbench, G_TYPE_OBJECT)

enum { CHANGED, PROGRESS, STUDIED, PUBLISHED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

RondoWorkbenchHop *
rondo_workbench_hop_new (RondoWorkbench *self, GCancellable **slot)
{
  RondoWorkbenchHop *hop = g_new0 (RondoWorkbenchHop, 1);

  rondo_workbench_abandon (slot);
  *slot = g_cancellable_new ();
  hop->workbench = g_object_ref (self);
  hop->cancellable = g_object_ref (*slot);
  return hop;
}

void
rondo_workbench_hop_free (RondoWorkbenchHop *hop)
{
  g_object_unref (hop->workbench);
  g_object_unref (hop->cancellable);
  g_free (hop);
}

void
rondo_workbench_abandon (GCancellable **slot)
{
  if (*slot == NULL)
    return;
  g_cancellable_cancel (*slot);
  g_clear_object (slot);
}

gboolean
rondo_workbench_hop_arrive (const RondoWorkbenchHop *hop, GCancellable **slot)
{
  if (*slot != hop->cancellable)
    return FALSE;
  g_clear_object (slot);
  return TRUE;
}

void
rondo_workbench_tell_changed (RondoWorkbench *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rondo_workbench_tell_studied (RondoWorkbench *self)
{
  g_signal_emit (self, signals[STUDIED], 0);
}

void
rondo_workbench_tell_published (RondoWorkbench *self)
{
  g_signal_emit (self, signals[PUBLISHED], 0);
}

void
rondo_workbench_tell_failed (RondoWorkbench *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

RondoDraftHistory *
rondo_workbench_get_history (RondoWorkbench *self)
{
  return self->current < self->histories->len ? self->histories->pdata[self->current] : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbench) self = data;
  g_autoptr (GError) error = NULL;

  if (!rondo_drafts_save_finish (RONDO_STORE (source), result, &error))
    rondo_workbench_tell_failed (self, error);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchHop) hop = data;
  RondoWorkbench *self = hop->workbench;
  g_autoptr (GError) error = NULL;
  RondoDraftReport *report = rondo_matcher_judge_finish (result, &error);

  if (!rondo_workbench_hop_arrive (hop, &self->judging)) {
    g_clear_pointer (&report, rondo_draft_report_free);
    return;
  }
  if (report == NULL) {
    rondo_workbench_tell_failed (self, error);
    return;
  }
  g_clear_pointer (&self->report, rondo_draft_report_free);
  self->report = report;
  self->is_judged = TRUE;
  rondo_workbench_tell_changed (self);
}

/* What was looked up about the draft before holds no longer. */
static void
forget_studies (RondoWorkbench *self)
{
  rondo_workbench_abandon (&self->judging);
  rondo_workbench_abandon (&self->studying);
  rondo_workbench_abandon (&self->relieving);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  g_clear_pointer (&self->reliefs, g_ptr_array_unref);
  self->is_judged = FALSE;
}

static void
judge (RondoWorkbench *self)
{
  RondoWorkbenchHop *hop = NULL;
  const RondoDraft *draft = rondo_workbench_get_draft (self);

  forget_studies (self);
  if (draft == NULL)
    return;
  hop = rondo_workbench_hop_new (self, &self->judging);
  rondo_matcher_judge_async (self->matcher, draft, hop->cancellable, judged_cb, hop);
}

static void
save_draft (RondoWorkbench *self)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self);

  if (draft != NULL)
    rondo_drafts_save_async (self->store, draft, NULL, saved_cb, g_object_ref (self));
}

/* A look at other policies was one from the draft before. */
void
rondo_workbench_refresh (RondoWorkbench *self)
{
  rondo_workbench_abandon (&self->trying);
  save_draft (self);
  judge (self);
  rondo_workbench_tell_changed (self);
}

void
rondo_workbench_push (RondoWorkbench *self, RondoDraft *draft, char *step)
{
  g_autofree char *owned = step;
  RondoDraftHistory *history = rondo_workbench_get_history (self);

  if (history == NULL || rondo_draft_equal (draft, rondo_draft_history_get_current (history))) {
    rondo_draft_free (draft);
    return;
  }
  rondo_workbench_abandon (&self->matching);
  rondo_draft_history_push (history, draft, step);
  rondo_workbench_refresh (self);
}

/* The report came with the plan, so nothing is to be judged again. What a search finds later takes
 * the place of what it found first: together they are one step. */
static void
take_matched (RondoWorkbench *self, RondoMatched *matched)
{
  RondoDraftHistory *history = rondo_workbench_get_history (self);

  if (!rondo_draft_equal (matched->draft, rondo_draft_history_get_current (history))) {
    if (self->has_found)
      rondo_draft_history_undo (history);
    rondo_draft_history_push (history, g_steal_pointer (&matched->draft), self->step);
    self->has_found = TRUE;
  }
  save_draft (self);
  forget_studies (self);
  g_clear_pointer (&self->report, rondo_draft_report_free);
  self->report = g_steal_pointer (&matched->report);
  self->is_judged = TRUE;
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchHop) hop = data;
  RondoWorkbench *self = hop->workbench;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMatched) matched = rondo_matcher_match_finish (result, &error);

  if (!rondo_workbench_hop_arrive (hop, &self->matching))
    return;
  if (matched != NULL)
    take_matched (self, matched);
  else
    rondo_workbench_tell_failed (self, error);
  rondo_workbench_tell_changed (self);
}

/* The search goes on, and any step ends it with what is there. */
static void
found_cb (RondoMatched *matched, gpointer data)
{
  const RondoWorkbenchHop *hop = data;
  g_autoptr (RondoMatched) owned = matched;

  if (hop->workbench->matching != hop->cancellable)
    return;
  take_matched (hop->workbench, owned);
  rondo_workbench_tell_changed (hop->workbench);
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer data)
{
  const RondoWorkbenchHop *hop = data;

  if (hop->workbench->matching != hop->cancellable)
    return;
  hop->workbench->progress = *progress;
  g_signal_emit (hop->workbench, signals[PROGRESS], 0);
}

void
rondo_workbench_search (RondoWorkbench *self,
                        const RondoDraft *draft,
                        RondoDraftScope scope,
                        char *step)
{
  RondoWorkbenchHop *hop = rondo_workbench_hop_new (self, &self->matching);

  g_free (self->step);
  self->step = step;
  self->has_found = FALSE;
  self->progress = (RondoPlanProgress){.gap = 1};
  rondo_workbench_abandon (&self->studying);
  rondo_workbench_abandon (&self->relieving);
  rondo_matcher_match_async (self->matcher,
                             draft,
                             scope,
                             FALSE,
                             progress_cb,
                             found_cb,
                             hop,
                             hop->cancellable,
                             matched_cb,
                             hop);
  rondo_workbench_tell_changed (self);
}

static void
add_draft (RondoWorkbench *self, RondoDraft *draft)
{
  g_ptr_array_add (self->histories, rondo_draft_history_new (draft));
}

static void
add_first_draft (RondoWorkbench *self)
{
  add_draft (
      self,
      rondo_draft_new (rondo_id_new (g_get_real_time ()), self->input->round, _ ("First Draft")));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchHop) hop = data;
  RondoWorkbench *self = hop->workbench;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = rondo_drafts_load_finish (RONDO_STORE (source), result, &error);

  if (!rondo_workbench_hop_arrive (hop, &self->loading))
    return;
  if (drafts == NULL)
    rondo_workbench_tell_failed (self, error);
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    add_draft (self, rondo_draft_copy (drafts->pdata[i]));
  if (self->histories->len == 0)
    add_first_draft (self);
  judge (self);
  rondo_workbench_tell_changed (self);
}

/* A member and the key of their name. */
typedef struct {
  RondoMember *member; /* borrowed */
  char *collation;
} SortEntry;

static void
clear_sort_entry (gpointer data)
{
  g_free (((SortEntry *)data)->collation);
}

static int
compare_sort_entries (gconstpointer a, gconstpointer b)
{
  const SortEntry *left = a;
  const SortEntry *right = b;
  int order = strcmp (left->collation, right->collation);

  return order != 0 ? order : strcmp (left->member->id, right->member->id);
}

static void
list_registered (RondoWorkbench *self)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SortEntry));

  g_array_set_clear_func (entries, clear_sort_entry);
  for (guint i = 0; i < self->input->members->len; i++) {
    SortEntry entry = {self->input->members->pdata[i], NULL};

    if (!g_hash_table_contains (self->registrations, entry.member->id))
      continue;
    entry.collation = g_utf8_collate_key (entry.member->name, -1);
    g_array_append_val (entries, entry);
  }
  g_array_sort (entries, compare_sort_entries);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (self->registered, g_array_index (entries, SortEntry, i).member);
}

static void
forget_input (RondoWorkbench *self)
{
  g_ptr_array_set_size (self->registered, 0);
  g_hash_table_remove_all (self->members);
  g_hash_table_remove_all (self->registrations);
  g_clear_pointer (&self->input, rondo_matching_input_free);
}

static void
keep_input (RondoWorkbench *self, const RondoMatchingInput *input)
{
  forget_input (self);
  self->input = rondo_matching_input_copy (input);
  for (guint i = 0; i < self->input->members->len; i++) {
    RondoMember *member = self->input->members->pdata[i];

    g_hash_table_insert (self->members, member->id, member);
  }
  for (guint i = 0; i < self->input->registrations->len; i++) {
    RondoRegistration *registration = self->input->registrations->pdata[i];

    g_hash_table_insert (self->registrations, registration->member, registration);
  }
  list_registered (self);
}

static void
forget (RondoWorkbench *self)
{
  rondo_workbench_abandon (&self->loading);
  rondo_workbench_abandon (&self->judging);
  rondo_workbench_abandon (&self->matching);
  rondo_workbench_abandon (&self->studying);
  rondo_workbench_abandon (&self->relieving);
  rondo_workbench_abandon (&self->trying);
  g_ptr_array_set_size (self->histories, 0);
  self->current = 0;
  self->is_judged = FALSE;
  g_clear_pointer (&self->report, rondo_draft_report_free);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  g_clear_pointer (&self->reliefs, g_ptr_array_unref);
  g_clear_pointer (&self->trial, rondo_matched_free);
  forget_input (self);
}

static void
rondo_workbench_dispose (GObject *object)
{
  rondo_workbench_close (RONDO_WORKBENCH (object));

  G_OBJECT_CLASS (rondo_workbench_parent_class)->dispose (object);
}

static void
rondo_workbench_finalize (GObject *object)
{
  RondoWorkbench *self = RONDO_WORKBENCH (object);

  g_clear_pointer (&self->histories, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->registrations, g_hash_table_unref);
  g_clear_pointer (&self->registered, g_ptr_array_unref);
  g_clear_pointer (&self->matcher, rondo_matcher_free);
  g_clear_pointer (&self->step, g_free);
  g_clear_pointer (&self->obstacle, g_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (rondo_workbench_parent_class)->finalize (object);
}

static guint
add_signal (RondoWorkbenchClass *klass, const char *name)
{
  return g_signal_new (
      name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rondo_workbench_class_init (RondoWorkbenchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_workbench_dispose;
  object_class->finalize = rondo_workbench_finalize;
  signals[CHANGED] = add_signal (klass, "changed");
  signals[PROGRESS] = add_signal (klass, "progress");
  signals[STUDIED] = add_signal (klass, "studied");
  signals[PUBLISHED] = add_signal (klass, "published");
  signals[FAILED] = g_signal_new ("failed",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);
}

static void
rondo_workbench_init (RondoWorkbench *self)
{
  self->histories = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_draft_history_free);
  self->members = g_hash_table_new (g_str_hash, g_str_equal);
  self->registrations = g_hash_table_new (g_str_hash, g_str_equal);
  self->registered = g_ptr_array_new ();
  self->matcher = rondo_matcher_new ();
}

RondoWorkbench *
rondo_workbench_new (RondoStore *store)
{
  RondoWorkbench *self;

  g_return_val_if_fail (RONDO_IS_STORE (store), NULL);

  self = g_object_new (RONDO_TYPE_WORKBENCH, NULL);
  self->store = g_object_ref (store);
  return self;
}

void
rondo_workbench_set_overview (RondoWorkbench *self, const RondoRoundOverview *overview)
{
  const RondoMatchingInput input = {.round = overview->round,
                                    .members = overview->members,
                                    .registrations = overview->registrations,
                                    .past = overview->past,
                                    .seed = 1};
  gboolean is_other;

  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  is_other = self->input == NULL || g_strcmp0 (self->input->round->id, overview->round->id) != 0;
  if (is_other)
    forget (self);
  keep_input (self, &input);
  rondo_matcher_set_input (self->matcher, self->input);
  if (is_other) {
    RondoWorkbenchHop *hop = rondo_workbench_hop_new (self, &self->loading);

    rondo_drafts_load_async (self->store, overview->round->id, hop->cancellable, loaded_cb, hop);
    return;
  }
  judge (self);
  rondo_workbench_tell_changed (self);
}

void
rondo_workbench_close (RondoWorkbench *self)
{
  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  if (self->histories != NULL)
    forget (self);
}

const RondoMatchingInput *
rondo_workbench_get_input (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->input;
}

const RondoMember *
rondo_workbench_find_member (RondoWorkbench *self, const char *id)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->members, id) : NULL;
}

const RondoRegistration *
rondo_workbench_find_registration (RondoWorkbench *self, const char *member)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return member != NULL ? g_hash_table_lookup (self->registrations, member) : NULL;
}

GPtrArray *
rondo_workbench_get_registered (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->registered;
}

const RondoDraft *
rondo_workbench_get_draft (RondoWorkbench *self)
{
  RondoDraftHistory *history;

  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);

  history = rondo_workbench_get_history (self);
  return history != NULL ? rondo_draft_history_get_current (history) : NULL;
}

const RondoDraftReport *
rondo_workbench_get_report (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->report;
}

gboolean
rondo_workbench_get_is_judged (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), FALSE);
  return self->is_judged;
}

RondoMatcher *
rondo_workbench_get_matcher (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return self->matcher;
}

gboolean
rondo_workbench_get_is_matching (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), FALSE);
  return self->matching != NULL;
}

const RondoPlanProgress *
rondo_workbench_get_progress (RondoWorkbench *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH (self), NULL);
  return &self->progress;
}

void
rondo_workbench_stop (RondoWorkbench *self)
{
  g_return_if_fail (RONDO_IS_WORKBENCH (self));

  /* The answer is still waited for. */
  if (self->matching != NULL)
    g_cancellable_cancel (self->matching);
}
