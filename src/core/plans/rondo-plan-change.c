/* SPDX-License-Identifier: GPL-3.0-or-later
 * A study whose fixed and forbidden pairs and absent members change: the engine is told what is
 * different, so that it starts from what it knows. */
#include "config.h"

#include "rondo-plan-study-private.h"

#include <glib/gi18n-lib.h>

#include "rondo-error.h"

/* What the engine is told, and the memory behind it. */
typedef struct {
  RondoPlanStudy *study;
  GArray *changes;  /* of RondoMatchChange */
  GPtrArray *owned; /* values of pairs that are allowed again */
} Difference;

static char *
join_ids (const RondoPair *pair)
{
  return g_strconcat (pair->coach, " ", pair->client, NULL);
}

static GHashTable *
index_pairs (GPtrArray *pairs)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    g_hash_table_add (index, join_ids (pairs->pdata[i]));
  return index;
}

static gboolean
has_pair (GHashTable *index, const RondoPair *pair)
{
  g_autofree char *key = join_ids (pair);

  return g_hash_table_contains (index, key);
}

/* FALSE for a pair of somebody who did not register. */
static gboolean
find_arc (const RondoPlanStudy *study, const RondoPair *pair, RondoMatchArc *arc)
{
  arc->coach = rondo_candidates_find (study->candidates, pair->coach);
  arc->client = rondo_candidates_find (study->candidates, pair->client);
  return arc->coach >= 0 && arc->client >= 0 && arc->coach != arc->client;
}

static void
add_change (const Difference *difference, RondoMatchChangeKind kind, const RondoMatchArc *arc)
{
  RondoMatchChange change = {.kind = kind, .coach = arc->coach, .client = arc->client};

  g_array_append_val (difference->changes, change);
}

/* The rules may still forbid the pair, whatever the coordinator allows. */
static void
allow_again (const Difference *difference, const RondoMatchArc *arc)
{
  const RondoPlanStudy *study = difference->study;
  const RondoCandidate *coach = rondo_candidates_get (study->candidates, (guint)arc->coach);
  const RondoCandidate *client = rondo_candidates_get (study->candidates, (guint)arc->client);
  RondoMatchChange change = {
      .kind = RONDO_MATCH_CHANGE_ALLOW, .coach = arc->coach, .client = arc->client};
  RondoBreach breach;
  GArray *values = NULL;

  if (!rondo_candidate_may_coach (coach, client, &breach))
    return;
  values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  rondo_plan_problem_add_values (study->problem, coach, client, values);
  change.values = (const int32_t *)g_array_free (values, FALSE);
  g_ptr_array_add (difference->owned, (gpointer)change.values);
  g_array_append_val (difference->changes, change);
}

static void
unlock_old (const Difference *difference, GPtrArray *locked)
{
  GPtrArray *before = difference->study->input->locked;
  g_autoptr (GHashTable) index = index_pairs (locked);
  RondoMatchArc arc;

  for (guint i = 0; before != NULL && i < before->len; i++)
    if (!has_pair (index, before->pdata[i]) && find_arc (difference->study, before->pdata[i], &arc))
      add_change (difference, RONDO_MATCH_CHANGE_UNLOCK, &arc);
}

static gboolean
lock_new (const Difference *difference, GPtrArray *locked, GError **error)
{
  g_autoptr (GHashTable) before = index_pairs (difference->study->input->locked);
  RondoMatchArc arc;

  for (guint i = 0; locked != NULL && i < locked->len; i++) {
    if (!rondo_plan_problem_find_lock (
            difference->study->candidates, locked->pdata[i], &arc, error))
      return FALSE;
    if (!has_pair (before, locked->pdata[i]))
      add_change (difference, RONDO_MATCH_CHANGE_LOCK, &arc);
  }
  return TRUE;
}

/* The table of candidates knows what is forbidden as well; it is told first. */
static void
change_forbidden (const Difference *difference, GPtrArray *forbidden)
{
  const RondoPlanStudy *study = difference->study;
  GPtrArray *before = study->input->forbidden;
  g_autoptr (GHashTable) was = index_pairs (before);
  g_autoptr (GHashTable) is = index_pairs (forbidden);
  RondoMatchArc arc;

  g_hash_table_remove_all (study->candidates->apart);
  for (guint i = 0; forbidden != NULL && i < forbidden->len; i++) {
    g_hash_table_add (study->candidates->apart, join_ids (forbidden->pdata[i]));
    if (!has_pair (was, forbidden->pdata[i]) && find_arc (study, forbidden->pdata[i], &arc))
      add_change (difference, RONDO_MATCH_CHANGE_FORBID, &arc);
  }
  for (guint i = 0; before != NULL && i < before->len; i++)
    if (!has_pair (is, before->pdata[i]) && find_arc (study, before->pdata[i], &arc))
      allow_again (difference, &arc);
}

static gboolean
has_id (GPtrArray *ids, const char *id)
{
  return ids != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

static void
change_absent (const Difference *difference, GPtrArray *absent)
{
  const RondoPlanStudy *study = difference->study;

  for (guint i = 0; i < study->candidates->all->len; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (study->candidates, i);
    gboolean is_out = has_id (absent, candidate->member->id);
    RondoMatchChange change = {.kind = RONDO_MATCH_CHANGE_UNITS,
                               .coach = (int32_t)i,
                               .gives = is_out ? 0 : candidate->clients,
                               .gets = is_out ? 0 : candidate->coaches};

    if (is_out != has_id (study->input->absent, candidate->member->id))
      g_array_append_val (difference->changes, change);
  }
}

static gpointer
copy_pair (gconstpointer source, gpointer user_data)
{
  const RondoPair *pair = source;

  return rondo_pair_new (pair->coach, pair->client);
}

static gpointer
copy_id (gconstpointer source, gpointer user_data)
{
  return g_strdup (source);
}

static void
replace (GPtrArray **kept, GPtrArray *with, GCopyFunc copy, GDestroyNotify free_func)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (free_func);

  if (with != NULL)
    g_ptr_array_extend (copies, with, copy, NULL);
  g_clear_pointer (kept, g_ptr_array_unref);
  *kept = copies;
}

static gboolean
apply (const Difference *difference, GError **error)
{
  RondoPlanStudy *study = difference->study;

  if (difference->changes->len == 0)
    return TRUE;
  g_clear_pointer (&study->result, rondo_match_result_free);
  if (rondo_match_session_apply (study->session,
                                 (const RondoMatchChange *)difference->changes->data,
                                 (int32_t)difference->changes->len))
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_INVALID,
                       _ ("The fixed pairs contradict each other or the rules of this round. "
                          "Please release one of them."));
  return FALSE;
}

gboolean
rondo_plan_study_change (RondoPlanStudy *study,
                         GPtrArray *locked,
                         GPtrArray *forbidden,
                         GPtrArray *absent,
                         GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RondoMatchChange));
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  Difference difference = {study, changes, owned};

  unlock_old (&difference, locked);
  change_forbidden (&difference, forbidden);
  change_absent (&difference, absent);
  if (!lock_new (&difference, locked, error) || !apply (&difference, error))
    return FALSE;
  replace (&study->input->locked, locked, copy_pair, (GDestroyNotify)rondo_pair_free);
  replace (&study->input->forbidden, forbidden, copy_pair, (GDestroyNotify)rondo_pair_free);
  replace (&study->input->absent, absent, copy_id, g_free);
  rondo_plan_problem_fix (study->problem, study->input->locked);
  return TRUE;
}
