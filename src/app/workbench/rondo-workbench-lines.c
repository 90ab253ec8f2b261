/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the lists of the workbench show. */
#include "config.h"

#include "rondo-workbench-lines.h"

#include "rondo-line-item.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

/* What is looked up for every line; a round may have some thousands of them. */
typedef struct {
  GHashTable *coaches;  /* member → who coaches them, the first */
  GHashTable *clients;  /* member → whom they coach, the first */
  GHashTable *problems; /* "coach client", or a member: a sentence; keys owned */
} Index;

static void
index_clear (Index *index)
{
  g_clear_pointer (&index->coaches, g_hash_table_unref);
  g_clear_pointer (&index->clients, g_hash_table_unref);
  g_clear_pointer (&index->problems, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Index, index_clear)

static char *
make_key (const char *coach, const char *client)
{
  return client != NULL ? g_strconcat (coach, " ", client, NULL) : g_strdup (coach);
}

/* Takes the key over. The first of equal keys counts. */
static void
insert_first (GHashTable *table, char *key, char *value)
{
  if (g_hash_table_contains (table, key))
    g_free (key);
  else
    g_hash_table_insert (table, key, value);
}

static void
index_fill (Index *index, const RondoDraft *draft, const RondoDraftReport *report)
{
  index->coaches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; draft != NULL && i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    insert_first (index->coaches, g_strdup (pair->client), pair->coach);
    insert_first (index->clients, g_strdup (pair->coach), pair->client);
  }
  for (guint i = 0; report != NULL && i < report->problems->len; i++) {
    const RondoDraftProblem *problem = report->problems->pdata[i];

    insert_first (index->problems, make_key (problem->coach, problem->client), problem->sentence);
  }
}

char *
rondo_workbench_dup_name (RondoWorkbench *workbench, const char *id)
{
  const RondoMember *member = rondo_workbench_find_member (workbench, id);

  return rondo_text_isolate (member != NULL && member->name[0] != '\0' ? member->name
                                                                       : _ ("Unknown"));
}

static RondoRole
get_role (RondoWorkbench *workbench, const char *member)
{
  const RondoRegistration *registration = rondo_workbench_find_registration (workbench, member);

  return registration != NULL ? registration->role : RONDO_ROLE_BOTH;
}

static char *
describe_place (RondoWorkbench *workbench,
                const RondoDraft *draft,
                const Index *index,
                const char *member)
{
  const char *coach_id = g_hash_table_lookup (index->coaches, member);
  const char *client_id = g_hash_table_lookup (index->clients, member);
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

GPtrArray *
rondo_workbench_lines_for_members (RondoWorkbench *workbench)
{
  const RondoDraft *draft = rondo_workbench_get_draft (workbench);
  GPtrArray *members = rondo_workbench_get_registered (workbench);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Index) index = {0};

  index_fill (&index, draft, rondo_workbench_get_report (workbench));
  for (guint i = 0; draft != NULL && i < members->len; i++) {
    const RondoMember *member = members->pdata[i];
    RondoLineItem *item = rondo_line_item_new (member->id, 0);

    rondo_line_item_take_title (item, g_strdup (member->name));
    rondo_line_item_take_subtitle (item, describe_place (workbench, draft, &index, member->id));
    rondo_line_item_take_mark (item, g_strdup (g_hash_table_lookup (index.problems, member->id)));
    g_ptr_array_add (lines, item);
  }
  return lines;
}

/* "coach client" → RondoPlannedPair; keys owned. */
static GHashTable *
index_planned (const RondoDraftReport *report)
{
  GHashTable *planned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; report != NULL && i < report->plan->pairs->len; i++) {
    RondoPlannedPair *pair = report->plan->pairs->pdata[i];

    g_hash_table_insert (planned, make_key (pair->coach, pair->client), pair);
  }
  return planned;
}

GPtrArray *
rondo_workbench_lines_for_pairs (RondoWorkbench *workbench)
{
  const RondoDraft *draft = rondo_workbench_get_draft (workbench);
  const RondoDraftReport *report = rondo_workbench_get_report (workbench);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) planned = index_planned (report);
  g_auto (Index) index = {0};

  index_fill (&index, NULL, report);
  for (guint i = 0; draft != NULL && i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];
    g_autofree char *key = make_key (pair->coach, pair->client);
    g_autofree char *coach = rondo_workbench_dup_name (workbench, pair->coach);
    g_autofree char *client = rondo_workbench_dup_name (workbench, pair->client);
    const RondoPlannedPair *reasons = g_hash_table_lookup (planned, key);
    RondoLineItem *item = rondo_line_item_new (key, pair->is_locked);

    /* Translators: the name of a coach, then of a client */
    rondo_line_item_take_title (item, g_strdup_printf (_ ("%s coaches %s"), coach, client));
    rondo_line_item_take_subtitle (item,
                                   reasons != NULL ? rondo_planned_pair_explain (reasons) : NULL);
    rondo_line_item_take_badge (item, g_strdup (pair->is_locked ? _ ("Fixed") : ""));
    rondo_line_item_take_mark (item, g_strdup (g_hash_table_lookup (index.problems, key)));
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
