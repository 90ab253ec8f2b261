/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ways to repair a round, found by the matching engine: it keeps as many pairs as it can. */
#include "config.h"

#include "rondo-repair.h"

#include <glib/gi18n-lib.h>

#include "rondo-candidate.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-match.h"
#include "rondo-repair-private.h"
#include "rondo-triads.h"

/* So many choices of members on standby are tried at most, fewer in a large round. */
#define TRIES_MAX 300
#define TRIES_LARGE_MAX 12
#define LARGE 150

/* So many ways are shown. */
#define WAYS_MAX 6

/* How many who are due a partner get one by a pair, whether it is kept, and what it is worth. */
#define N_TIERS 3

/* What every search has in common. */
typedef struct {
  const RondoRepairInput *input;
  const RondoPlanOptions *options;
  RondoMatchingInput after; /* registrations as they are once everybody has left */
  GPtrArray *registrations; /* owned; those of @after */
  GPtrArray *forbidden;     /* owned; pairs that ended in this round */
  GPtrArray *live;          /* borrowed: pairings that go on if they can */
  GHashTable *live_keys;    /* "coach client" */
  GPtrArray *pool;          /* borrowed: ids of members who could be called */
  gboolean *is_cut;         /* set when something was not tried, or not to its end */
  int64_t now_us;
} Search;

/* Who is called, and for which side: a choice from the pool. */
typedef struct {
  GPtrArray *ids; /* borrowed ids */
  GArray *roles;  /* of RondoRole, in the same order */
} Called;

/* One question to the engine. */
typedef struct {
  const Search *search;
  RondoCandidates *candidates;
  const Called *called; /* (nullable) */
  GPtrArray *names;
  GArray *gives;
  GArray *gets;
  GArray *arcs;
  GArray *values;
} Question;

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->registrations, g_ptr_array_unref);
  g_clear_pointer (&search->forbidden, g_ptr_array_unref);
  g_clear_pointer (&search->live, g_ptr_array_unref);
  g_clear_pointer (&search->live_keys, g_hash_table_unref);
  g_clear_pointer (&search->pool, g_ptr_array_unref);
}

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->candidates, rondo_candidates_free);
  g_clear_pointer (&question->names, g_ptr_array_unref);
  g_clear_pointer (&question->gives, g_array_unref);
  g_clear_pointer (&question->gets, g_array_unref);
  g_clear_pointer (&question->arcs, g_array_unref);
  g_clear_pointer (&question->values, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static char *
join_ids (const char *coach, const char *client)
{
  return g_strconcat (coach, " ", client, NULL);
}

static gboolean
has_id (GPtrArray *ids, const char *id)
{
  return ids != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

gboolean
rondo_repair_leaves (const RondoRepairInput *input, const char *member, gboolean as_coach)
{
  for (guint i = 0; i < input->leaving->len; i++) {
    const RondoLeaving *leaving = input->leaving->pdata[i];

    if (g_strcmp0 (leaving->member, member) == 0 &&
        (as_coach ? rondo_leaving_stops_coaching (leaving)
                  : rondo_leaving_stops_being_coached (leaving)))
      return TRUE;
  }
  return FALSE;
}

gboolean
rondo_repair_is_left (const RondoRepairInput *input, const RondoPairing *pairing)
{
  return rondo_repair_leaves (input, pairing->coach, TRUE) ||
         rondo_repair_leaves (input, pairing->client, FALSE);
}

/* How many clients, or coaches, @member has before anybody leaves. */
static int
count_partners (const RondoRepairInput *input, const char *member, gboolean as_coach)
{
  int count = 0;

  for (guint i = 0; i < input->pairings->len; i++) {
    const RondoPairing *pairing = input->pairings->pdata[i];

    if (rondo_pairing_state_is_live (pairing->state))
      count += g_strcmp0 (as_coach ? pairing->coach : pairing->client, member) == 0;
  }
  return count;
}

static gboolean
find_called (const Called *called, const char *member, RondoRole *role)
{
  guint index = 0;

  if (called == NULL ||
      !g_ptr_array_find_with_equal_func (called->ids, member, g_str_equal, &index))
    return FALSE;
  *role = g_array_index (called->roles, RondoRole, index);
  return TRUE;
}

/* How many are due to somebody who goes on: as many as there were. Who is called, or has been
 * without, gets one. */
static int32_t
get_due (const Question *question, const RondoCandidate *candidate, gboolean as_coach)
{
  const RondoRepairInput *input = question->search->input;
  const char *member = candidate->member->id;
  int room = as_coach ? candidate->clients : candidate->coaches;
  RondoRole role = RONDO_ROLE_BOTH;
  int due = 0;

  if (rondo_repair_leaves (input, member, as_coach))
    return 0;
  due = count_partners (input, member, as_coach);
  if (find_called (question->called, member, &role))
    return role == (as_coach ? RONDO_ROLE_CLIENT : RONDO_ROLE_COACH) ? 0 : MIN (room, 1);
  if (has_id (input->seeking, member))
    return MAX (due, room);
  return due;
}

static void
add_arc (Question *question, const RondoCandidate *coach, const RondoCandidate *client)
{
  g_autofree char *key = join_ids (coach->member->id, client->member->id);
  RondoMatchArc arc = {(int32_t)coach->index, (int32_t)client->index};
  gboolean is_live = g_hash_table_contains (question->search->live_keys, key);
  int32_t due = 2, kept = is_live, value;
  RondoRole role;
  RondoBreach breach;

  /* What goes on may go on, whatever the rules say by now. */
  if (!is_live && !rondo_candidate_may_coach (coach, client, &breach))
    return;
  due -= find_called (question->called, coach->member->id, &role);
  due -= find_called (question->called, client->member->id, &role);
  value = rondo_candidate_value (coach, client, NULL);
  g_array_append_val (question->arcs, arc);
  g_array_append_val (question->values, due);
  g_array_append_val (question->values, kept);
  g_array_append_val (question->values, value);
}

static void
fill_question (Question *question)
{
  guint n_members = question->candidates->all->len;

  for (guint i = 0; i < n_members; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (question->candidates, i);
    int32_t gives = get_due (question, candidate, TRUE);
    int32_t gets = get_due (question, candidate, FALSE);

    g_ptr_array_add (question->names, candidate->member->id);
    g_array_append_val (question->gives, gives);
    g_array_append_val (question->gets, gets);
  }
  for (guint i = 0; i < n_members; i++)
    for (guint j = 0; j < n_members; j++)
      if (g_array_index (question->gives, int32_t, i) > 0 &&
          g_array_index (question->gets, int32_t, j) > 0 && i != j)
        add_arc (question,
                 rondo_candidates_get (question->candidates, i),
                 rondo_candidates_get (question->candidates, j));
}

static RondoMatchResult *
ask (const Question *question)
{
  const Search *search = question->search;
  RondoMatchOptions options = {0};
  RondoMatchInstance instance = {
      .n_members = (int32_t)question->names->len,
      .n_arcs = (int32_t)question->arcs->len,
      .n_tiers = N_TIERS,
      .names = (const char *const *)question->names->pdata,
      .gives = (const int32_t *)question->gives->data,
      .gets = (const int32_t *)question->gets->data,
      .arcs = (const RondoMatchArc *)question->arcs->data,
      .values = (const int32_t *)question->values->data,
      .mutual_allowed = rondo_round_is_mutual_allowed (search->input->matching.round),
      .reciprocal = FALSE, /* one side of somebody goes on without the other */
      .seed = search->input->matching.seed,
  };

  if (search->options != NULL) {
    options.deadline = search->options->deadline;
    options.user_data = search->options->user_data;
    options.cancelled = search->options->cancelled;
  }
  return rondo_match_solve (&instance, &options);
}

/* The registrations with @called among those who take part; the copies are owned by @owned. */
static GPtrArray *
call (const Search *search, const Called *called, GPtrArray *owned)
{
  GPtrArray *all = g_ptr_array_sized_new (search->registrations->len);

  for (guint i = 0; i < search->registrations->len; i++) {
    RondoRegistration *registration = search->registrations->pdata[i];

    if (registration->state == RONDO_REGISTRATION_STANDBY && called != NULL &&
        has_id (called->ids, registration->member)) {
      registration = rondo_registration_copy (registration);
      registration->state = RONDO_REGISTRATION_REGISTERED;
      g_ptr_array_add (owned, registration);
    }
    g_ptr_array_add (all, registration);
  }
  return all;
}

static GPtrArray *
forbid (const Search *search, GPtrArray *more)
{
  GPtrArray *forbidden = g_ptr_array_new ();

  g_ptr_array_extend (forbidden, search->forbidden, NULL, NULL);
  if (more != NULL)
    g_ptr_array_extend (forbidden, more, NULL, NULL);
  return forbidden;
}

/* One way: with @called (nullable) at hand and without the pairs @more (nullable); NULL if there is
 * none. */
static RondoRepair *
find_way (const Search *search, const Called *called, GPtrArray *more, GError **error)
{
  g_auto (Question) question = {.search = search, .called = called};
  g_autoptr (GPtrArray) owned =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  g_autoptr (GPtrArray) registrations = call (search, called, owned);
  g_autoptr (GPtrArray) forbidden = forbid (search, more);
  g_autoptr (RondoMatchResult) result = NULL;
  RondoMatchingInput after = search->after;

  after.registrations = registrations;
  after.forbidden = forbidden;
  question.candidates = rondo_candidates_new_for_input (&after, RONDO_ERROR_INVALID, error);
  if (question.candidates == NULL)
    return NULL;
  question.names = g_ptr_array_new ();
  question.gives = g_array_new (FALSE, FALSE, sizeof (int32_t));
  question.gets = g_array_new (FALSE, FALSE, sizeof (int32_t));
  question.arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  question.values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  fill_question (&question);
  result = ask (&question);
  *search->is_cut = *search->is_cut || result->status != RONDO_MATCH_OPTIMAL;
  if (result->n_pairs == 0 && result->status != RONDO_MATCH_OPTIMAL)
    return NULL;
  return rondo_repair_new_for_pairs (
      search->input, question.candidates, result->pairs, (guint)result->n_pairs, search->now_us);
}

/* The same with nobody in the places that become free. */
static RondoRepair *
leave_open (const Search *search, GError **error)
{
  g_autoptr (RondoCandidates) candidates = NULL;
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));

  candidates = rondo_candidates_new_for_input (&search->after, RONDO_ERROR_INVALID, error);
  if (candidates == NULL)
    return NULL;
  for (guint i = 0; i < search->live->len; i++) {
    const RondoPairing *pairing = search->live->pdata[i];
    RondoMatchArc arc = {rondo_candidates_find (candidates, pairing->coach),
                         rondo_candidates_find (candidates, pairing->client)};

    if (arc.coach >= 0 && arc.client >= 0)
      g_array_append_val (pairs, arc);
  }
  return rondo_repair_new_for_pairs (
      search->input, candidates, (const RondoMatchArc *)pairs->data, pairs->len, search->now_us);
}

/* Rings of three stay the only ones where the round is of triads; chains are places left open. */
static gboolean
keeps_rings (const Search *search, const RondoRepair *way)
{
  const RondoRound *round = search->input->matching.round;
  g_autoptr (GHashTable) places = NULL;
  g_autofree int *next = NULL;
  g_autoptr (GArray) ring = NULL;

  if (round->kind != RONDO_ROUND_TRIADS)
    return TRUE;
  places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < search->registrations->len; i++)
    g_hash_table_insert (places,
                         ((RondoRegistration *)search->registrations->pdata[i])->member,
                         GUINT_TO_POINTER (i));
  next = g_new (int, search->registrations->len + 1);
  for (guint i = 0; i < search->registrations->len; i++)
    next[i] = -1;
  for (guint i = 0; i < way->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = way->plan->pairs->pdata[i];

    next[GPOINTER_TO_UINT (g_hash_table_lookup (places, pair->coach))] =
        (int)GPOINTER_TO_UINT (g_hash_table_lookup (places, pair->client));
  }
  ring = rondo_triads_find_wrong (round, next, search->registrations->len);
  return ring == NULL;
}

static void
add_way (const Search *search, GPtrArray *ways, RondoRepair *way)
{
  if (way == NULL)
    return;
  if (!keeps_rings (search, way)) {
    rondo_repair_free (way);
    return;
  }
  for (guint i = 0; i < ways->len; i++)
    if (rondo_repair_is_same (ways->pdata[i], way)) {
      rondo_repair_free (way);
      return;
    }
  g_ptr_array_add (ways, way);
}

static gboolean
is_for_both (const Called *called)
{
  for (guint i = 0; i < called->roles->len; i++)
    if (g_array_index (called->roles, RondoRole, i) != RONDO_ROLE_BOTH)
      return FALSE;
  return TRUE;
}

/* In a round of triads: the ways to close the rings that are open. */
static gboolean
close_rings (const Search *search, const Called *called, GPtrArray *ways, GError **error)
{
  g_autoptr (GPtrArray) owned =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  g_autoptr (GPtrArray) registrations = call (search, called, owned);
  RondoMatchingInput after = search->after;
  g_autoptr (RondoCandidates) candidates = NULL;
  g_autoptr (GPtrArray) closings = NULL;
  RondoTriadsGap gap = {search->input, NULL, search->live, called != NULL ? called->ids : NULL};

  if (search->input->matching.round->kind != RONDO_ROUND_TRIADS)
    return TRUE;
  after.registrations = registrations;
  candidates = rondo_candidates_new_for_input (&after, RONDO_ERROR_INVALID, error);
  if (candidates == NULL)
    return FALSE;
  gap.candidates = candidates;
  closings = rondo_triads_list_closings (&gap);
  for (guint i = 0; i < closings->len; i++) {
    const GArray *pairs = closings->pdata[i];

    add_way (search,
             ways,
             rondo_repair_new_for_pairs (search->input,
                                         candidates,
                                         (const RondoMatchArc *)pairs->data,
                                         pairs->len,
                                         search->now_us));
  }
  return TRUE;
}

/* Every choice of @left more members of the pool from @from on, each for both sides or one. */
static gboolean
try_choices (const Search *search,
             GPtrArray *ways,
             Called *called,
             guint from,
             guint left,
             guint *tries,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (left == 0) {
    (*tries)--;
    add_way (search, ways, find_way (search, called, NULL, &failure));
    if (failure == NULL && is_for_both (called))
      close_rings (search, called, ways, &failure);
    if (failure == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  for (guint i = from; i < search->pool->len; i++)
    for (RondoRole role = RONDO_ROLE_BOTH; role<RONDO_N_ROLES && * tries> 0; role++) {
      g_ptr_array_add (called->ids, search->pool->pdata[i]);
      g_array_append_val (called->roles, role);
      if (!try_choices (search, ways, called, i + 1, left - 1, tries, error))
        return FALSE;
      g_ptr_array_set_size (called->ids, (int)called->ids->len - 1);
      g_array_set_size (called->roles, called->roles->len - 1);
    }
  return TRUE;
}

static gboolean
is_perfect (GPtrArray *ways)
{
  for (guint i = 0; i < ways->len; i++) {
    const RondoRepair *way = ways->pdata[i];

    if (way->no_coach->len + way->no_client->len + way->n_broken == 0)
      return TRUE;
  }
  return FALSE;
}

/* Few before many; more than one only if one is not enough. */
static gboolean
try_pool (const Search *search, GPtrArray *ways, guint most, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GArray) roles = g_array_new (FALSE, FALSE, sizeof (RondoRole));
  Called called = {ids, roles};
  guint tries = search->registrations->len > LARGE ? TRIES_LARGE_MAX : TRIES_MAX;

  for (guint count = 1; count <= MIN (most, search->pool->len); count++) {
    if (count > 1 && is_perfect (ways))
      return TRUE;
    if (!try_choices (search, ways, &called, 0, count, &tries, error))
      return FALSE;
    *search->is_cut = *search->is_cut || tries == 0;
  }
  return TRUE;
}

/* Another way than @first, without its new pairs. */
static gboolean
try_other (const Search *search, GPtrArray *ways, const RondoRepair *first, GError **error)
{
  g_autoptr (GPtrArray) without = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) begun = rondo_plan_list_beginnings (first->plan, search->input->pairings);

  for (guint i = 0; i < begun->len; i++) {
    const RondoPairing *pairing = begun->pdata[i];

    g_ptr_array_add (without, rondo_pair_new (pairing->coach, pairing->client));
  }
  if (without->len == 0)
    return TRUE;
  add_way (search, ways, find_way (search, NULL, without, &failure));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* At most so many are worth calling: one for each side of each who leaves or seeks. */
static guint
count_places (const Search *search)
{
  guint n_seeking = search->input->seeking != NULL ? search->input->seeking->len : 0;

  return 2 * (n_seeking + search->input->leaving->len);
}

static gboolean
find_all (const Search *search, GPtrArray *ways, GError **error)
{
  g_autoptr (GError) failure = NULL;
  RondoRepair *first = find_way (search, NULL, NULL, &failure);
  gboolean is_done;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (first == NULL)
    return TRUE;
  is_done = try_other (search, ways, first, error) && close_rings (search, NULL, ways, error);
  add_way (search, ways, first);
  return is_done && try_pool (search, ways, count_places (search), error);
}

static RondoRegistration *
find_registration (GPtrArray *registrations, const char *member)
{
  for (guint i = 0; i < registrations->len; i++)
    if (g_strcmp0 (((RondoRegistration *)registrations->pdata[i])->member, member) == 0)
      return registrations->pdata[i];
  return NULL;
}

static gboolean
check_leaving (const RondoRepairInput *input, GError **error)
{
  for (guint i = 0; i < input->leaving->len; i++) {
    const RondoLeaving *leaving = input->leaving->pdata[i];

    if (find_registration (input->matching.registrations, leaving->member) != NULL)
      continue;
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("Somebody who drops out does not take part in this round."));
    return FALSE;
  }
  return TRUE;
}

/* Registrations as the leaving makes them: nobody is called yet. */
static void
apply_leaving (Search *search)
{
  RondoAmendment amendment = {.leaving = search->input->leaving};
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  GPtrArray *registrations = search->input->matching.registrations;
  g_autoptr (GPtrArray) changed = NULL;

  amendment.called = nobody;
  changed = rondo_amendment_list_registrations (&amendment, registrations);
  search->registrations = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  for (guint i = 0; i < registrations->len; i++) {
    const RondoRegistration *registration = registrations->pdata[i];
    const RondoRegistration *other = find_registration (changed, registration->member);

    g_ptr_array_add (search->registrations,
                     rondo_registration_copy (other != NULL ? other : registration));
  }
  search->after = search->input->matching;
  search->after.registrations = search->registrations;
}

/* What goes on, and what must not come again. */
static void
sort_pairings (Search *search)
{
  search->live = g_ptr_array_new ();
  search->live_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search->forbidden = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);
  for (guint i = 0; i < search->input->pairings->len; i++) {
    RondoPairing *pairing = search->input->pairings->pdata[i];

    if (rondo_pairing_state_is_live (pairing->state) &&
        !rondo_repair_is_left (search->input, pairing)) {
      g_ptr_array_add (search->live, pairing);
      g_hash_table_add (search->live_keys, join_ids (pairing->coach, pairing->client));
    } else {
      g_ptr_array_add (search->forbidden, rondo_pair_new (pairing->coach, pairing->client));
    }
  }
}

/* Who waits for a place: on standby, or registered and left out. */
static void
find_pool (Search *search)
{
  search->pool = g_ptr_array_new ();
  for (guint i = 0; i < search->registrations->len; i++) {
    RondoRegistration *registration = search->registrations->pdata[i];

    if (registration->state == RONDO_REGISTRATION_WITHDRAWN ||
        has_id (search->input->seeking, registration->member))
      continue;
    if (registration->state == RONDO_REGISTRATION_STANDBY ||
        (count_partners (search->input, registration->member, TRUE) == 0 &&
         count_partners (search->input, registration->member, FALSE) == 0))
      g_ptr_array_add (search->pool, registration->member);
  }
}

/* Each new pair gives one coach and one client, so that no fewer can fill the places that are open;
 * of triads not every two rings are taken apart together. */
static gboolean
is_smallest (const Search *search, const RondoRepair *way, const RondoRepair *open)
{
  guint least = MAX (open->no_coach->len, open->no_client->len);
  gboolean is_perfect_way = way->no_coach->len + way->no_client->len + way->n_broken == 0;

  if (is_perfect_way && way->n_new <= least)
    return TRUE;
  return !*search->is_cut && search->input->matching.round->kind != RONDO_ROUND_TRIADS;
}

GPtrArray *
rondo_repair_list (const RondoRepairInput *input,
                   int64_t now_us,
                   const RondoPlanOptions *options,
                   GError **error)
{
  gboolean is_cut = FALSE;
  g_auto (Search)
      search = {.input = input, .options = options, .is_cut = &is_cut, .now_us = now_us};
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_repair_free);
  RondoRepair *open = NULL;

  g_return_val_if_fail (input != NULL && input->pairings != NULL && input->leaving != NULL, NULL);

  if (!check_leaving (input, error))
    return NULL;
  apply_leaving (&search);
  sort_pairings (&search);
  find_pool (&search);
  if (!find_all (&search, ways, error))
    return NULL;
  g_ptr_array_sort (ways, rondo_repair_compare);
  if (ways->len > WAYS_MAX)
    g_ptr_array_remove_range (ways, WAYS_MAX, ways->len - WAYS_MAX);
  open = leave_open (&search, error);
  if (open == NULL)
    return NULL;
  if (ways->len > 0)
    ((RondoRepair *)ways->pdata[0])->is_smallest = is_smallest (&search, ways->pdata[0], open);
  add_way (&search, ways, open);
  return g_steal_pointer (&ways);
}
