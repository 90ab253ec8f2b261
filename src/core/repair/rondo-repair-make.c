/* SPDX-License-Identifier: GPL-3.0-or-later
 * From pairs to a way of repairing a round, with what it costs. */
#include "config.h"

#include "rondo-repair-private.h"

#include "rondo-id.h"
#include "rondo-life.h"

/* A way while it is made. */
typedef struct {
  const RondoRepairInput *input;
  const RondoCandidates *candidates;
  RondoRepair *repair;
  GHashTable *kept;  /* "coach client" → RondoPairing, borrowed: those that could go on */
  GPtrArray *ending; /* borrowed, of RondoPairing */
  GPtrArray *begun;  /* borrowed, of RondoPlannedPair */
  int64_t now_us;
} Making;

static char *
join_ids (const char *coach, const char *client)
{
  return g_strconcat (coach, " ", client, NULL);
}

static void
add_id (GPtrArray *ids, const char *id)
{
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

static int
get_held (const RondoRepairInput *input, const char *pairing)
{
  return input->held != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (input->held, pairing)) : 0;
}

static gboolean
leaves_at_all (const RondoRepairInput *input, const char *member)
{
  return rondo_repair_leaves (input, member, TRUE) || rondo_repair_leaves (input, member, FALSE);
}

static void
add_pair (Making *making, const RondoMatchArc *arc)
{
  const RondoCandidate *coach = rondo_candidates_get (making->candidates, (guint)arc->coach);
  const RondoCandidate *client = rondo_candidates_get (making->candidates, (guint)arc->client);
  g_autofree char *key = join_ids (coach->member->id, client->member->id);
  const RondoPairing *kept = g_hash_table_lookup (making->kept, key);
  RondoPlannedPair *pair = rondo_planned_pair_new ();
  int value = 0;

  pair->coach = g_strdup (coach->member->id);
  pair->client = g_strdup (client->member->id);
  value = rondo_candidate_value (coach, client, pair->reasons);
  making->repair->plan->value += value;
  g_ptr_array_add (making->repair->plan->pairs, pair);
  if (kept != NULL) {
    pair->pairing = g_strdup (kept->id);
    pair->session_count = kept->session_count;
    g_hash_table_remove (making->kept, key);
    return;
  }
  pair->pairing = rondo_id_new (making->now_us);
  making->repair->value += value;
  making->repair->common_minutes =
      MIN (making->repair->common_minutes, rondo_candidate_common_minutes (coach, client));
  g_ptr_array_add (making->begun, pair);
}

/* Parts the pairings that live into those that could go on and those that cannot. */
static void
sort_pairings (Making *making)
{
  for (guint i = 0; i < making->input->pairings->len; i++) {
    RondoPairing *pairing = making->input->pairings->pdata[i];

    if (!rondo_pairing_state_is_live (pairing->state))
      continue;
    if (rondo_repair_is_left (making->input, pairing))
      g_ptr_array_add (making->ending, pairing);
    else
      g_hash_table_insert (making->kept, join_ids (pairing->coach, pairing->client), pairing);
  }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(RondoPairing *const *)a)->id, (*(RondoPairing *const *)b)->id);
}

/* What is left of those that could have gone on, ends too. */
static void
add_broken (Making *making)
{
  g_autoptr (GPtrArray) broken = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, making->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (broken, value);
  making->repair->n_broken = broken->len;
  g_ptr_array_extend (making->ending, broken, NULL, NULL);
  g_ptr_array_sort (making->ending, compare_ids);
  for (guint i = 0; i < broken->len; i++) {
    const RondoPairing *pairing = broken->pdata[i];
    int coach = rondo_candidates_find (making->candidates, pairing->coach);
    int client = rondo_candidates_find (making->candidates, pairing->client);

    if (coach >= 0 && client >= 0)
      making->repair->value -=
          rondo_candidate_value (rondo_candidates_get (making->candidates, (guint)coach),
                                 rondo_candidates_get (making->candidates, (guint)client),
                                 NULL);
  }
}

/* Where the client goes on; else where the coach does. */
static RondoPlannedPair *
find_successor (const Making *making, const RondoPairing *pairing)
{
  for (guint i = 0; i < making->begun->len; i++) {
    RondoPlannedPair *pair = making->begun->pdata[i];

    if (g_strcmp0 (pair->client, pairing->client) == 0)
      return pair;
  }
  for (guint i = 0; i < making->begun->len; i++) {
    RondoPlannedPair *pair = making->begun->pdata[i];

    if (g_strcmp0 (pair->coach, pairing->coach) == 0)
      return pair;
  }
  return NULL;
}

/* What the client has not had yet, is had with the new coach. */
static void
carry_over (const Making *making, const RondoPairing *pairing, RondoPlannedPair *successor)
{
  int planned = rondo_pairing_get_planned (pairing, making->input->matching.round);
  int left = planned - get_held (making->input, pairing->id);

  if (g_strcmp0 (successor->client, pairing->client) == 0)
    successor->session_count = CLAMP (left, 1, RONDO_ROUND_SESSIONS_MAX);
}

static void
add_ending (Making *making, const RondoPairing *pairing)
{
  RondoPlannedPair *successor = find_successor (making, pairing);
  int planned = rondo_pairing_get_planned (pairing, making->input->matching.round);
  RondoPairingState state = RONDO_PAIRING_INCOMPLETE;

  if (successor != NULL)
    state = RONDO_PAIRING_REPLACED;
  else if (get_held (making->input, pairing->id) >= planned)
    state = RONDO_PAIRING_COMPLETED;
  if (successor != NULL)
    carry_over (making, pairing, successor);
  g_ptr_array_add (
      making->repair->plan->amendment->endings,
      rondo_ending_new (pairing->id, state, successor != NULL ? successor->pairing : NULL));
}

static int
count_now (const RondoPlan *plan, const char *member, gboolean as_coach)
{
  int count = 0;

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    count += g_strcmp0 (as_coach ? pair->coach : pair->client, member) == 0;
  }
  return count;
}

static int
count_before (const Making *making, const char *member, gboolean as_coach)
{
  int count = 0;

  for (guint i = 0; i < making->input->pairings->len; i++) {
    const RondoPairing *pairing = making->input->pairings->pdata[i];

    if (rondo_pairing_state_is_live (pairing->state))
      count += g_strcmp0 (as_coach ? pairing->coach : pairing->client, member) == 0;
  }
  return count;
}

/* How many of what is due to @candidate are missing. */
static int
count_missing (const Making *making, const RondoCandidate *candidate, gboolean as_coach)
{
  const char *id = candidate->member->id;
  int due = count_before (making, id, as_coach);

  if (rondo_repair_leaves (making->input, id, as_coach))
    return 0;
  if (making->input->seeking != NULL &&
      g_ptr_array_find_with_equal_func (making->input->seeking, id, g_str_equal, NULL))
    due = MAX (due, as_coach ? candidate->clients : candidate->coaches);
  return MAX (due - count_now (making->repair->plan, id, as_coach), 0);
}

static void
add_missing (Making *making)
{
  for (guint i = 0; i < making->candidates->all->len; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (making->candidates, i);

    for (int j = count_missing (making, candidate, FALSE); j > 0; j--)
      g_ptr_array_add (making->repair->no_coach, g_strdup (candidate->member->id));
    for (int j = count_missing (making, candidate, TRUE); j > 0; j--)
      g_ptr_array_add (making->repair->no_client, g_strdup (candidate->member->id));
  }
}

static gboolean
is_on_standby (const Making *making, const char *member)
{
  for (guint i = 0; i < making->input->matching.registrations->len; i++) {
    const RondoRegistration *registration = making->input->matching.registrations->pdata[i];

    if (g_strcmp0 (registration->member, member) == 0)
      return registration->state == RONDO_REGISTRATION_STANDBY;
  }
  return FALSE;
}

static void
touch (Making *making, const char *member)
{
  if (is_on_standby (making, member))
    add_id (making->repair->plan->amendment->called, member);
  else if (!leaves_at_all (making->input, member))
    add_id (making->repair->touched, member);
}

static void
add_leaving (Making *making)
{
  for (guint i = 0; i < making->input->leaving->len; i++)
    g_ptr_array_add (making->repair->plan->amendment->leaving,
                     rondo_leaving_copy (making->input->leaving->pdata[i]));
}

static RondoRepairKind
choose_kind (const RondoRepair *repair, guint n_came)
{
  if (repair->n_new == 0)
    return RONDO_REPAIR_OPEN;
  if (n_came > 0)
    return RONDO_REPAIR_STANDBY;
  return repair->n_broken > 0 ? RONDO_REPAIR_SWAP : RONDO_REPAIR_SPLICE;
}

/* How many of the new pairs are with somebody who had nobody before. */
static guint
count_came (const Making *making)
{
  guint count = 0;

  for (guint i = 0; i < making->begun->len; i++) {
    const RondoPlannedPair *pair = making->begun->pdata[i];
    const char *two[] = {pair->coach, pair->client};

    for (guint j = 0; j < G_N_ELEMENTS (two); j++)
      count += count_before (making, two[j], TRUE) + count_before (making, two[j], FALSE) == 0;
  }
  return count;
}

static RondoRepair *
repair_new (const RondoRepairInput *input, int64_t now_us)
{
  RondoRepair *repair = g_new0 (RondoRepair, 1);

  repair->plan = rondo_plan_new ();
  repair->plan->id = rondo_id_new (now_us);
  repair->plan->round = g_strdup (input->matching.round->id);
  repair->plan->round_version = input->matching.round->version;
  repair->plan->is_quiet = input->matching.round->is_quiet;
  repair->plan->seed = input->matching.seed;
  g_free (repair->plan->engine);
  repair->plan->engine = g_strdup (rondo_match_engine ());
  repair->plan->status = RONDO_PLAN_FEASIBLE;
  repair->plan->amendment = rondo_amendment_new ();
  repair->plan->amendment->day = input->today;
  repair->no_coach = g_ptr_array_new_with_free_func (g_free);
  repair->no_client = g_ptr_array_new_with_free_func (g_free);
  repair->touched = g_ptr_array_new_with_free_func (g_free);
  repair->begun = g_ptr_array_new ();
  repair->common_minutes = G_MAXINT;
  return repair;
}

static void
finish (Making *making)
{
  RondoRepair *repair = making->repair;

  add_broken (making);
  for (guint i = 0; i < making->ending->len; i++)
    add_ending (making, making->ending->pdata[i]);
  for (guint i = 0; i < making->begun->len; i++) {
    const RondoPlannedPair *pair = making->begun->pdata[i];

    touch (making, pair->coach);
    touch (making, pair->client);
  }
  add_missing (making);
  add_leaving (making);
  repair->n_new = making->begun->len;
  g_ptr_array_extend (repair->begun, making->begun, NULL, NULL);
  repair->kind = choose_kind (repair, count_came (making));
  if (making->begun->len == 0)
    repair->common_minutes = 0;
}

RondoRepair *
rondo_repair_new_for_pairs (const RondoRepairInput *input,
                            const RondoCandidates *candidates,
                            const RondoMatchArc *pairs,
                            guint n_pairs,
                            int64_t now_us)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) ending = g_ptr_array_new ();
  g_autoptr (GPtrArray) begun = g_ptr_array_new ();
  Making making = {.input = input,
                   .candidates = candidates,
                   .repair = repair_new (input, now_us),
                   .kept = kept,
                   .ending = ending,
                   .begun = begun,
                   .now_us = now_us};

  sort_pairings (&making);
  for (guint i = 0; i < n_pairs; i++)
    add_pair (&making, &pairs[i]);
  finish (&making);
  return making.repair;
}

static gboolean
has_pair (const RondoPlan *plan, const RondoPlannedPair *wanted)
{
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    if (g_strcmp0 (pair->coach, wanted->coach) == 0 &&
        g_strcmp0 (pair->client, wanted->client) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
rondo_repair_is_same (const RondoRepair *a, const RondoRepair *b)
{
  if (a->plan->pairs->len != b->plan->pairs->len || a->n_broken != b->n_broken ||
      a->n_new != b->n_new)
    return FALSE;
  for (guint i = 0; i < a->plan->pairs->len; i++)
    if (!has_pair (b->plan, a->plan->pairs->pdata[i]))
      return FALSE;
  return TRUE;
}

static int
compare_counts (guint a, guint b)
{
  return a < b ? -1 : a > b;
}

int
rondo_repair_compare (gconstpointer a, gconstpointer b)
{
  const RondoRepair *first = *(const RondoRepair *const *)a;
  const RondoRepair *second = *(const RondoRepair *const *)b;
  int order = compare_counts (first->no_coach->len + first->no_client->len,
                              second->no_coach->len + second->no_client->len);

  if (order == 0)
    order = compare_counts (first->n_broken, second->n_broken);
  if (order == 0)
    order = compare_counts (first->n_new, second->n_new);
  if (order == 0)
    order = (second->value > first->value) - (second->value < first->value);
  return order;
}

void
rondo_repair_free (RondoRepair *repair)
{
  if (repair == NULL)
    return;
  rondo_plan_free (repair->plan);
  g_clear_pointer (&repair->no_coach, g_ptr_array_unref);
  g_clear_pointer (&repair->no_client, g_ptr_array_unref);
  g_clear_pointer (&repair->touched, g_ptr_array_unref);
  g_clear_pointer (&repair->begun, g_ptr_array_unref);
  g_free (repair);
}

static gpointer
copy_pairing (gconstpointer source, gpointer user_data)
{
  return rondo_pairing_copy (source);
}

static gpointer
copy_leaving (gconstpointer source, gpointer user_data)
{
  return rondo_leaving_copy (source);
}

static gpointer
copy_string (gconstpointer source, gpointer user_data)
{
  return g_strdup (source);
}

static GHashTable *
copy_held (GHashTable *held)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), value);
  return copy;
}

RondoRepairInput *
rondo_repair_input_copy (const RondoRepairInput *input)
{
  RondoRepairInput *copy = NULL;
  RondoMatchingInput *matching = NULL;

  g_return_val_if_fail (input != NULL, NULL);

  copy = g_new0 (RondoRepairInput, 1);
  matching = rondo_matching_input_copy (&input->matching);
  copy->matching = *matching;
  g_free (matching);
  copy->pairings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  g_ptr_array_extend (copy->pairings, input->pairings, (GCopyFunc)copy_pairing, NULL);
  copy->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  g_ptr_array_extend (copy->leaving, input->leaving, (GCopyFunc)copy_leaving, NULL);
  if (input->seeking != NULL) {
    copy->seeking = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_extend (copy->seeking, input->seeking, (GCopyFunc)copy_string, NULL);
  }
  copy->held = input->held != NULL ? copy_held (input->held) : NULL;
  copy->today = input->today;
  return copy;
}

void
rondo_repair_input_free (RondoRepairInput *input)
{
  RondoMatchingInput *matching = NULL;

  if (input == NULL)
    return;
  matching = g_memdup2 (&input->matching, sizeof input->matching);
  rondo_matching_input_free (matching);
  g_clear_pointer (&input->pairings, g_ptr_array_unref);
  g_clear_pointer (&input->leaving, g_ptr_array_unref);
  g_clear_pointer (&input->seeking, g_ptr_array_unref);
  g_clear_pointer (&input->held, g_hash_table_unref);
  g_free (input);
}
