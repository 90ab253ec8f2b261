/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reports about conduct that this computer may show. */
#include "config.h"

#include "rondo-conduct-cases.h"

#include "rondo-conduct-steps-table.h"
#include "rondo-conducts-table.h"
#include "rondo-members-table.h"
#include "rondo-store-private.h"
#include "rondo-view.h"

static void
case_free (gpointer data)
{
  RondoConductCase *entry = data;

  rondo_conduct_free (entry->conduct);
  g_free (entry->about_name);
  g_free (entry->by_name);
  g_ptr_array_unref (entry->steps);
  g_ptr_array_unref (entry->step_names);
  g_free (entry);
}

void
rondo_conduct_cases_free (RondoConductCases *cases)
{
  g_clear_pointer (&cases->cases, g_ptr_array_unref);
  g_clear_pointer (&cases->reported, g_hash_table_unref);
  g_free (cases);
}

static void
cases_free (gpointer data)
{
  rondo_conduct_cases_free (data);
}

static gboolean
add_steps (RondoView *view, RondoConductCase *entry, GPtrArray *steps, GError **error)
{
  for (guint i = 0; i < steps->len; i++) {
    const RondoConductStep *step = steps->pdata[i];
    char *name = NULL;

    if (g_strcmp0 (step->report, entry->conduct->id) != 0)
      continue;
    if (!rondo_view_dup_name (view, step->by, &name, error))
      return FALSE;
    g_ptr_array_add (entry->steps, rondo_conduct_step_copy (step));
    g_ptr_array_add (entry->step_names, name);
  }
  if (entry->steps->len > 0)
    entry->state = rondo_conduct_judge (entry->steps);
  return TRUE;
}

static gboolean
add_case (RondoView *view,
          RondoConductCases *cases,
          const RondoConduct *conduct,
          GPtrArray *steps,
          GError **error)
{
  RondoConductCase *entry = g_new0 (RondoConductCase, 1);
  g_autoptr (RondoMember) about = NULL;

  g_ptr_array_add (cases->cases, entry);
  entry->conduct = rondo_conduct_copy (conduct);
  entry->state = conduct->state;
  entry->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_conduct_step_free);
  entry->step_names = g_ptr_array_new_with_free_func (g_free);
  if (!rondo_view_dup_name (view, conduct->about, &entry->about_name, error) ||
      !rondo_view_dup_name (view, conduct->by, &entry->by_name, error) ||
      !rondo_members_table_find (rondo_view_get_db (view), conduct->about, &about, error))
    return FALSE;
  if (about != NULL)
    g_hash_table_add (cases->reported, g_strdup (about->email));
  return add_steps (view, entry, steps, error);
}

static gpointer
load (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoConductCases) cases = g_new0 (RondoConductCases, 1);
  g_autoptr (GPtrArray) reports = view != NULL ? rondo_conducts_table_list (db, error) : NULL;
  g_autoptr (GPtrArray) steps = reports != NULL ? rondo_conduct_steps_table_list (db, error) : NULL;

  if (steps == NULL)
    return NULL;
  cases->cases = g_ptr_array_new_with_free_func (case_free);
  cases->reported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < reports->len; i++)
    if (!add_case (view, cases, reports->pdata[i], steps, error))
      return NULL;
  return g_steal_pointer (&cases);
}

void
rondo_conduct_cases_load_async (RondoStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_conduct_cases_load_async, .func = load, .free_result = cases_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoConductCases *
rondo_conduct_cases_load_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_conduct_cases_load_async, result, error);
}
