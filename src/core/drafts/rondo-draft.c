/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coordinator does to a draft. */
#include "config.h"

#include "rondo-draft.h"

#include <string.h>

static void
draft_pair_free (gpointer data)
{
  RondoDraftPair *pair = data;

  g_free (pair->coach);
  g_free (pair->client);
  g_free (pair);
}

static RondoDraftPair *
draft_pair_new (const char *coach, const char *client, gboolean is_locked)
{
  RondoDraftPair *pair = g_new0 (RondoDraftPair, 1);

  pair->coach = g_strdup (coach);
  pair->client = g_strdup (client);
  pair->is_locked = is_locked != FALSE;
  return pair;
}

static gpointer
copy_draft_pair (gconstpointer source, gpointer user_data)
{
  const RondoDraftPair *pair = source;

  return draft_pair_new (pair->coach, pair->client, pair->is_locked);
}

static gpointer
copy_pair (gconstpointer source, gpointer user_data)
{
  const RondoPair *pair = source;

  return rondo_pair_new (pair->coach, pair->client);
}

static int
compare_ids (const char *coach, const char *client, const char *coach_2, const char *client_2)
{
  int order = strcmp (coach, coach_2);

  return order != 0 ? order : strcmp (client, client_2);
}

static int
compare_draft_pairs (gconstpointer a, gconstpointer b)
{
  const RondoDraftPair *left = *(RondoDraftPair *const *)a;
  const RondoDraftPair *right = *(RondoDraftPair *const *)b;

  return compare_ids (left->coach, left->client, right->coach, right->client);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const RondoPair *left = *(RondoPair *const *)a;
  const RondoPair *right = *(RondoPair *const *)b;

  return compare_ids (left->coach, left->client, right->coach, right->client);
}

static guint
find_index (const RondoDraft *draft, const char *coach, const char *client)
{
  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    if (strcmp (pair->coach, coach) == 0 && strcmp (pair->client, client) == 0)
      return i;
  }
  return G_MAXUINT;
}

static guint
find_forbidden (const RondoDraft *draft, const char *coach, const char *client)
{
  for (guint i = 0; i < draft->forbidden->len; i++) {
    const RondoPair *pair = draft->forbidden->pdata[i];

    if (strcmp (pair->coach, coach) == 0 && strcmp (pair->client, client) == 0)
      return i;
  }
  return G_MAXUINT;
}

RondoDraftPolicies
rondo_draft_policies_of (const RondoRound *round)
{
  return (RondoDraftPolicies){
      round->mutual_allowed != FALSE, round->repeat_after, round->same_course, round->capacity};
}

gboolean
rondo_draft_policies_equal (const RondoDraftPolicies *a, const RondoDraftPolicies *b)
{
  return a->mutual_allowed == b->mutual_allowed && a->repeat_after == b->repeat_after &&
         a->same_course == b->same_course && a->capacity == b->capacity;
}

void
rondo_draft_policies_apply (const RondoDraftPolicies *policies, RondoRound *round)
{
  round->mutual_allowed = policies->mutual_allowed;
  round->repeat_after = policies->repeat_after;
  round->same_course = policies->same_course;
  round->capacity = policies->capacity;
}

RondoDraft *
rondo_draft_new (char *id, const RondoRound *round, const char *name)
{
  RondoDraft *draft = g_new0 (RondoDraft, 1);

  draft->id = id;
  draft->round = g_strdup (round->id);
  draft->name = g_strdup (name);
  draft->policies = rondo_draft_policies_of (round);
  draft->pairs = g_ptr_array_new_with_free_func (draft_pair_free);
  draft->forbidden = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);
  draft->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return draft;
}

RondoDraft *
rondo_draft_copy (const RondoDraft *draft)
{
  RondoDraft *copy;
  GHashTableIter iter;
  gpointer member, place;

  g_return_val_if_fail (draft != NULL, NULL);

  copy = g_new0 (RondoDraft, 1);
  copy->id = g_strdup (draft->id);
  copy->round = g_strdup (draft->round);
  copy->name = g_strdup (draft->name);
  copy->policies = draft->policies;
  copy->pairs = g_ptr_array_new_full (draft->pairs->len, draft_pair_free);
  g_ptr_array_extend (copy->pairs, draft->pairs, copy_draft_pair, NULL);
  copy->forbidden = g_ptr_array_new_full (draft->forbidden->len, (GDestroyNotify)rondo_pair_free);
  g_ptr_array_extend (copy->forbidden, draft->forbidden, copy_pair, NULL);
  copy->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, draft->places);
  while (g_hash_table_iter_next (&iter, &member, &place))
    g_hash_table_insert (copy->places, g_strdup (member), place);
  return copy;
}

void
rondo_draft_free (RondoDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->id);
  g_free (draft->round);
  g_free (draft->name);
  g_ptr_array_unref (draft->pairs);
  g_ptr_array_unref (draft->forbidden);
  g_hash_table_unref (draft->places);
  g_free (draft);
}

static gboolean
equal_pairs (const RondoDraft *a, const RondoDraft *b)
{
  if (a->pairs->len != b->pairs->len || a->forbidden->len != b->forbidden->len)
    return FALSE;
  for (guint i = 0; i < a->pairs->len; i++) {
    const RondoDraftPair *left = a->pairs->pdata[i];
    const RondoDraftPair *right = b->pairs->pdata[i];

    if (compare_ids (left->coach, left->client, right->coach, right->client) != 0 ||
        left->is_locked != right->is_locked)
      return FALSE;
  }
  for (guint i = 0; i < a->forbidden->len; i++)
    if (compare_pairs (&a->forbidden->pdata[i], &b->forbidden->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

gboolean
rondo_draft_equal (const RondoDraft *a, const RondoDraft *b)
{
  GHashTableIter iter;
  gpointer member, place;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (!rondo_draft_policies_equal (&a->policies, &b->policies) || !equal_pairs (a, b) ||
      g_hash_table_size (a->places) != g_hash_table_size (b->places))
    return FALSE;
  g_hash_table_iter_init (&iter, a->places);
  while (g_hash_table_iter_next (&iter, &member, &place))
    if (g_hash_table_lookup (b->places, member) != place)
      return FALSE;
  return TRUE;
}

const RondoDraftPair *
rondo_draft_find (const RondoDraft *draft, const char *coach, const char *client)
{
  guint index;

  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, NULL);

  index = find_index (draft, coach, client);
  return index != G_MAXUINT ? draft->pairs->pdata[index] : NULL;
}

RondoPlace
rondo_draft_get_place (const RondoDraft *draft, const char *member)
{
  g_return_val_if_fail (draft != NULL && member != NULL, RONDO_PLACE_IN);

  return (RondoPlace)GPOINTER_TO_INT (g_hash_table_lookup (draft->places, member));
}

gboolean
rondo_draft_is_forbidden (const RondoDraft *draft, const char *coach, const char *client)
{
  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, FALSE);

  return find_forbidden (draft, coach, client) != G_MAXUINT;
}

const char *
rondo_draft_find_coach_of (const RondoDraft *draft, const char *member)
{
  for (guint i = 0; i < draft->pairs->len; i++)
    if (g_strcmp0 (((RondoDraftPair *)draft->pairs->pdata[i])->client, member) == 0)
      return ((RondoDraftPair *)draft->pairs->pdata[i])->coach;
  return NULL;
}

const char *
rondo_draft_find_client_of (const RondoDraft *draft, const char *member)
{
  for (guint i = 0; i < draft->pairs->len; i++)
    if (g_strcmp0 (((RondoDraftPair *)draft->pairs->pdata[i])->coach, member) == 0)
      return ((RondoDraftPair *)draft->pairs->pdata[i])->client;
  return NULL;
}

gboolean
rondo_draft_add (RondoDraft *draft, const char *coach, const char *client)
{
  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, FALSE);

  if (strcmp (coach, client) == 0 || find_index (draft, coach, client) != G_MAXUINT)
    return FALSE;
  g_hash_table_remove (draft->places, coach);
  g_hash_table_remove (draft->places, client);
  rondo_draft_allow (draft, coach, client);
  g_ptr_array_add (draft->pairs, draft_pair_new (coach, client, FALSE));
  g_ptr_array_sort (draft->pairs, compare_draft_pairs);
  return TRUE;
}

gboolean
rondo_draft_remove (RondoDraft *draft, const char *coach, const char *client)
{
  guint index;

  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, FALSE);

  index = find_index (draft, coach, client);
  if (index == G_MAXUINT)
    return FALSE;
  g_ptr_array_remove_index (draft->pairs, index);
  return TRUE;
}

gboolean
rondo_draft_set_locked (RondoDraft *draft, const char *coach, const char *client, gboolean locked)
{
  RondoDraftPair *pair;
  guint index;

  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, FALSE);

  index = find_index (draft, coach, client);
  if (index == G_MAXUINT)
    return FALSE;
  pair = draft->pairs->pdata[index];
  if (pair->is_locked == (locked != FALSE))
    return FALSE;
  pair->is_locked = locked != FALSE;
  return TRUE;
}

gboolean
rondo_draft_set_all_locked (RondoDraft *draft, gboolean locked)
{
  gboolean is_changed = FALSE;

  g_return_val_if_fail (draft != NULL, FALSE);

  for (guint i = 0; i < draft->pairs->len; i++) {
    RondoDraftPair *pair = draft->pairs->pdata[i];

    is_changed = is_changed || pair->is_locked != (locked != FALSE);
    pair->is_locked = locked != FALSE;
  }
  return is_changed;
}

gboolean
rondo_draft_forbid (RondoDraft *draft, const char *coach, const char *client)
{
  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, FALSE);

  if (find_forbidden (draft, coach, client) != G_MAXUINT)
    return FALSE;
  rondo_draft_remove (draft, coach, client);
  g_ptr_array_add (draft->forbidden, rondo_pair_new (coach, client));
  g_ptr_array_sort (draft->forbidden, compare_pairs);
  return TRUE;
}

gboolean
rondo_draft_allow (RondoDraft *draft, const char *coach, const char *client)
{
  guint index;

  g_return_val_if_fail (draft != NULL && coach != NULL && client != NULL, FALSE);

  index = find_forbidden (draft, coach, client);
  if (index == G_MAXUINT)
    return FALSE;
  g_ptr_array_remove_index (draft->forbidden, index);
  return TRUE;
}

gboolean
rondo_draft_place (RondoDraft *draft, const char *member, RondoPlace place)
{
  g_return_val_if_fail (draft != NULL && member != NULL, FALSE);

  if (rondo_draft_get_place (draft, member) == place)
    return FALSE;
  if (place == RONDO_PLACE_IN)
    return g_hash_table_remove (draft->places, member);
  g_hash_table_insert (draft->places, g_strdup (member), GINT_TO_POINTER (place));
  for (guint i = draft->pairs->len; i-- > 0;) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];

    if (strcmp (pair->coach, member) == 0 || strcmp (pair->client, member) == 0)
      g_ptr_array_remove_index (draft->pairs, i);
  }
  return TRUE;
}

/* @id, or the other of the two if it is one of them. */
static const char *
exchange (const char *id, const char *a, const char *b)
{
  if (strcmp (id, a) == 0)
    return b;
  return strcmp (id, b) == 0 ? a : id;
}

gboolean
rondo_draft_swap (RondoDraft *draft, const char *a, const char *b)
{
  gpointer place_of_a, place_of_b;

  g_return_val_if_fail (draft != NULL && a != NULL && b != NULL, FALSE);

  if (strcmp (a, b) == 0)
    return FALSE;
  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];
    const char *coach = exchange (pair->coach, a, b);
    const char *client = exchange (pair->client, a, b);

    if (coach == pair->coach && client == pair->client)
      continue;
    rondo_draft_allow (draft, coach, client);
    draft->pairs->pdata[i] = draft_pair_new (coach, client, FALSE);
    draft_pair_free ((gpointer)pair);
  }
  g_ptr_array_sort (draft->pairs, compare_draft_pairs);
  place_of_a = GINT_TO_POINTER (rondo_draft_get_place (draft, a));
  place_of_b = GINT_TO_POINTER (rondo_draft_get_place (draft, b));
  g_hash_table_remove (draft->places, a);
  g_hash_table_remove (draft->places, b);
  if (place_of_b != NULL)
    g_hash_table_insert (draft->places, g_strdup (a), place_of_b);
  if (place_of_a != NULL)
    g_hash_table_insert (draft->places, g_strdup (b), place_of_a);
  return TRUE;
}

gboolean
rondo_draft_clear (RondoDraft *draft)
{
  guint n_before;

  g_return_val_if_fail (draft != NULL, FALSE);

  n_before = draft->pairs->len;
  for (guint i = n_before; i-- > 0;)
    if (!((RondoDraftPair *)draft->pairs->pdata[i])->is_locked)
      g_ptr_array_remove_index (draft->pairs, i);
  return draft->pairs->len != n_before;
}

gboolean
rondo_draft_take_plan (RondoDraft *draft, const RondoPlan *plan)
{
  g_autoptr (RondoDraft) before = NULL;

  g_return_val_if_fail (draft != NULL && plan != NULL, FALSE);

  before = rondo_draft_copy (draft);
  g_ptr_array_set_size (draft->pairs, 0);
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];
    const RondoDraftPair *was = rondo_draft_find (before, pair->coach, pair->client);

    g_ptr_array_add (draft->pairs,
                     draft_pair_new (pair->coach, pair->client, was != NULL && was->is_locked));
  }
  g_ptr_array_sort (draft->pairs, compare_draft_pairs);
  return !rondo_draft_equal (before, draft);
}

gboolean
rondo_draft_set_policies (RondoDraft *draft, const RondoDraftPolicies *policies)
{
  g_return_val_if_fail (draft != NULL && policies != NULL, FALSE);

  if (rondo_draft_policies_equal (&draft->policies, policies))
    return FALSE;
  draft->policies = *policies;
  return TRUE;
}

gboolean
rondo_draft_set_name (RondoDraft *draft, const char *name)
{
  g_return_val_if_fail (draft != NULL && name != NULL, FALSE);

  if (g_strcmp0 (draft->name, name) == 0)
    return FALSE;
  g_free (draft->name);
  draft->name = g_strdup (name);
  return TRUE;
}
