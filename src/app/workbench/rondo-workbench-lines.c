/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the lists of the workbench show. */
#include "config.h"

#include "rondo-workbench-lines.h"

#include "rondo-line-item.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

char *
rondo_workbench_dup_name (RondoWorkbench *workbench, const char *id)
{
  const RondoMember *member = rondo_workbench_find_member (workbench, id);

  return rondo_text_isolate (member != NULL && member->name[0] != '\0' ? member->name
                                                                       : _ ("Unknown"));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const RondoMember *left = *(RondoMember *const *)a;
  const RondoMember *right = *(RondoMember *const *)b;
  int order = g_utf8_collate (left->name, right->name);

  return order != 0 ? order : g_strcmp0 (left->id, right->id);
}

GPtrArray *
rondo_workbench_list_members (RondoWorkbench *workbench)
{
  const RondoMatchingInput *input = rondo_workbench_get_input (workbench);
  g_autoptr (GHashTable) registered = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *list = g_ptr_array_new ();

  if (input == NULL)
    return list;
  for (guint i = 0; i < input->registrations->len; i++)
    g_hash_table_add (registered, ((RondoRegistration *)input->registrations->pdata[i])->member);
  for (guint i = 0; i < input->members->len; i++)
    if (g_hash_table_contains (registered, ((RondoMember *)input->members->pdata[i])->id))
      g_ptr_array_add (list, input->members->pdata[i]);
  g_ptr_array_sort (list, compare_names);
  return list;
}

static RondoRole
get_role (RondoWorkbench *workbench, const char *member)
{
  const RondoMatchingInput *input = rondo_workbench_get_input (workbench);

  for (guint i = 0; i < input->registrations->len; i++) {
    const RondoRegistration *registration = input->registrations->pdata[i];

    if (g_str_equal (registration->member, member))
      return registration->role;
  }
  return RONDO_ROLE_BOTH;
}

static char *
describe_place (RondoWorkbench *workbench, const RondoDraft *draft, const char *member)
{
  const char *coach_id = rondo_draft_find_coach_of (draft, member);
  const char *client_id = rondo_draft_find_client_of (draft, member);
  g_autofree char *coach = NULL;
  g_autofree char *client = NULL;

  if (rondo_draft_get_place (draft, member) == RONDO_PLACE_STANDBY)
    return g_strdup (_ ("On standby"));
  if (rondo_draft_get_place (draft, member) == RONDO_PLACE_OUT)
    return g_strdup (_ ("Taken out"));
  if (coach_id == NULL && client_id == NULL)
    return g_strdup (_ ("Not placed"));
  coach = rondo_workbench_dup_name (workbench, coach_id);
  client = rondo_workbench_dup_name (workbench, client_id);
  if (coach_id == NULL && get_role (workbench, member) == RONDO_ROLE_COACH)
    return g_strdup_printf (_ ("Coaches %s"), client);
  if (client_id == NULL && get_role (workbench, member) == RONDO_ROLE_CLIENT)
    return g_strdup_printf (_ ("Coached by %s"), coach);
  if (coach_id == NULL)
    return g_strdup_printf (_ ("Coaches %s, has no coach"), client);
  if (client_id == NULL)
    return g_strdup_printf (_ ("Coached by %s, has no client"), coach);
  /* Translators: the name of a coach, the name of a client */
  return g_strdup_printf (_ ("Coached by %s, coaches %s"), coach, client);
}

static char *
describe_problem (const RondoDraftReport *report, const char *coach, const char *client)
{
  const RondoDraftProblem *problem =
      report != NULL ? rondo_draft_report_find_problem (report, coach, client) : NULL;

  return g_strdup (problem != NULL ? problem->sentence : "");
}

GPtrArray *
rondo_workbench_lines_for_members (RondoWorkbench *workbench)
{
  const RondoDraft *draft = rondo_workbench_get_draft (workbench);
  const RondoDraftReport *report = rondo_workbench_get_report (workbench);
  g_autoptr (GPtrArray) members = rondo_workbench_list_members (workbench);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; draft != NULL && i < members->len; i++) {
    const RondoMember *member = members->pdata[i];
    RondoLineItem *item = rondo_line_item_new (member->id, 0);

    rondo_line_item_take_title (item, g_strdup (member->name));
    rondo_line_item_take_subtitle (item, describe_place (workbench, draft, member->id));
    rondo_line_item_take_mark (item, describe_problem (report, member->id, NULL));
    g_ptr_array_add (lines, item);
  }
  return lines;
}

static char *
describe_reasons (const RondoDraftReport *report, const RondoDraftPair *pair)
{
  for (guint i = 0; report != NULL && i < report->plan->pairs->len; i++) {
    const RondoPlannedPair *planned = report->plan->pairs->pdata[i];

    if (g_str_equal (planned->coach, pair->coach) && g_str_equal (planned->client, pair->client))
      return rondo_planned_pair_explain (planned);
  }
  return g_strdup ("");
}

GPtrArray *
rondo_workbench_lines_for_pairs (RondoWorkbench *workbench)
{
  const RondoDraft *draft = rondo_workbench_get_draft (workbench);
  const RondoDraftReport *report = rondo_workbench_get_report (workbench);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; draft != NULL && i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];
    g_autofree char *key = g_strconcat (pair->coach, " ", pair->client, NULL);
    g_autofree char *coach = rondo_workbench_dup_name (workbench, pair->coach);
    g_autofree char *client = rondo_workbench_dup_name (workbench, pair->client);
    RondoLineItem *item = rondo_line_item_new (key, pair->is_locked);

    /* Translators: the name of a coach, then of a client */
    rondo_line_item_take_title (item, g_strdup_printf (_ ("%s coaches %s"), coach, client));
    rondo_line_item_take_subtitle (item, describe_reasons (report, pair));
    rondo_line_item_take_badge (item, g_strdup (pair->is_locked ? _ ("Fixed") : ""));
    rondo_line_item_take_mark (item, describe_problem (report, pair->coach, pair->client));
    g_ptr_array_add (lines, item);
  }
  rondo_line_item_sort (lines);
  return lines;
}

GPtrArray *
rondo_workbench_lines_for_unplaced (RondoWorkbench *workbench)
{
  const RondoDraftReport *report = rondo_workbench_get_report (workbench);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; report != NULL && i < report->plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = report->plan->unplaced->pdata[i];
    RondoLineItem *item = rondo_line_item_new (unplaced->member, 0);

    rondo_line_item_take_title (item, rondo_workbench_dup_name (workbench, unplaced->member));
    rondo_line_item_take_subtitle (item, g_strdup (unplaced->rule));
    g_ptr_array_add (lines, item);
  }
  rondo_line_item_sort (lines);
  return lines;
}
