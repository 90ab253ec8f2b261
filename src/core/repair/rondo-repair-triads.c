/* SPDX-License-Identifier: GPL-3.0-or-later
 * Repairs of rounds of triads: a ring of three that loses one never closes by itself, so those who
 * are left look for somebody on standby, for others who are left, or for one whole ring. */
#include "config.h"

#include "rondo-life.h"
#include "rondo-repair-private.h"

/* All ways to part so many are looked at; with more, the best is not known. */
#define TOGETHER_MOST 15
#define N_TIERS 3

/*
 * Rings:
 * @next, @previous: by candidate, whom they coach and who coaches them, −1: nobody
 * @is_whole: by candidate, whether their ring closes
 */
typedef struct {
  const RondoTriadsGap *gap;
  guint n;
  int *next;
  int *previous;
  guint8 *is_whole;
} Rings;

static void
rings_clear (Rings *rings)
{
  g_clear_pointer (&rings->next, g_free);
  g_clear_pointer (&rings->previous, g_free);
  g_clear_pointer (&rings->is_whole, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rings, rings_clear)

static gboolean
closes (const Rings *rings, int first)
{
  int at = rings->next[first];

  for (guint steps = 0; at >= 0 && at != first && steps < rings->n; steps++)
    at = rings->next[at];
  return at == first;
}

static void
read_rings (Rings *rings)
{
  const RondoTriadsGap *gap = rings->gap;

  rings->n = gap->candidates->all->len;
  rings->next = g_new (int, rings->n + 1);
  rings->previous = g_new (int, rings->n + 1);
  rings->is_whole = g_new0 (guint8, rings->n + 1);
  for (guint i = 0; i < rings->n; i++)
    rings->next[i] = rings->previous[i] = -1;
  for (guint i = 0; i < gap->live->len; i++) {
    const RondoPairing *pairing = gap->live->pdata[i];
    int coach = rondo_candidates_find (gap->candidates, pairing->coach);
    int client = rondo_candidates_find (gap->candidates, pairing->client);

    if (coach < 0 || client < 0)
      continue;
    rings->next[coach] = client;
    rings->previous[client] = coach;
  }
  for (guint i = 0; i < rings->n; i++)
    rings->is_whole[i] = closes (rings, (int)i);
}

static gboolean
has_id (GPtrArray *ids, const char *id)
{
  return ids != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* Who stops one side only can be in no ring. */
static gboolean
stops_something (const RondoRepairInput *input, const char *member)
{
  for (guint i = 0; i < input->leaving->len; i++)
    if (g_strcmp0 (((RondoLeaving *)input->leaving->pdata[i])->member, member) == 0)
      return TRUE;
  return FALSE;
}

/* Who needs a ring. */
static GArray *
list_broken (const Rings *rings)
{
  const RondoTriadsGap *gap = rings->gap;
  GArray *broken = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < rings->n; i++) {
    const RondoCandidate *candidate = rondo_candidates_get (gap->candidates, i);
    const char *id = candidate->member->id;
    gboolean is_in = rings->next[i] >= 0 || rings->previous[i] >= 0 || has_id (gap->called, id) ||
                     has_id (gap->input->seeking, id);
    int index = (int)i;

    if (is_in && !rings->is_whole[i] && candidate->clients > 0 && candidate->coaches > 0 &&
        !stops_something (gap->input, id))
      g_array_append_val (broken, index);
  }
  return broken;
}

static gboolean
has_ended (const RondoRepairInput *input, const char *coach, const char *client)
{
  for (guint i = 0; i < input->pairings->len; i++) {
    const RondoPairing *pairing = input->pairings->pdata[i];

    if (!rondo_pairing_state_is_live (pairing->state) && g_strcmp0 (pairing->coach, coach) == 0 &&
        g_strcmp0 (pairing->client, client) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The members of one question, and what the engine is told of them. */
typedef struct {
  GArray *members; /* of int, indices of candidates */
  GPtrArray *names;
  GArray *ones; /* of int32_t */
  GArray *arcs;
  GArray *values;
} Question;

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->names, g_ptr_array_unref);
  g_clear_pointer (&question->ones, g_array_unref);
  g_clear_pointer (&question->arcs, g_array_unref);
  g_clear_pointer (&question->values, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static void
add_arc (const Rings *rings, Question *question, guint i, guint j)
{
  const RondoTriadsGap *gap = rings->gap;
  int from = g_array_index (question->members, int, i);
  int to = g_array_index (question->members, int, j);
  const RondoCandidate *coach = rondo_candidates_get (gap->candidates, (guint)from);
  const RondoCandidate *client = rondo_candidates_get (gap->candidates, (guint)to);
  RondoMatchArc arc = {(int32_t)i, (int32_t)j};
  int32_t values[N_TIERS] = {2, rings->next[from] == to, 0};
  RondoBreach breach;

  if (values[1] == 0 && (!rondo_candidate_may_coach (coach, client, &breach) ||
                         has_ended (gap->input, coach->member->id, client->member->id)))
    return;
  values[0] -= has_id (gap->called, coach->member->id) + has_id (gap->called, client->member->id);
  values[2] = rondo_candidate_value (coach, client, NULL);
  g_array_append_val (question->arcs, arc);
  g_array_append_vals (question->values, values, N_TIERS);
}

static void
fill_question (const Rings *rings, Question *question)
{
  const int32_t one = 1;

  question->names = g_ptr_array_new ();
  question->ones = g_array_new (FALSE, FALSE, sizeof (int32_t));
  question->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  question->values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  for (guint i = 0; i < question->members->len; i++) {
    int index = g_array_index (question->members, int, i);

    g_ptr_array_add (question->names,
                     rondo_candidates_get (rings->gap->candidates, (guint)index)->member->id);
    g_array_append_val (question->ones, one);
    for (guint j = 0; j < question->members->len; j++)
      if (i != j)
        add_arc (rings, question, i, j);
  }
}

static RondoMatchResult *
ask (const Rings *rings, const Question *question)
{
  const RondoRound *round = rings->gap->input->matching.round;
  const RondoMatchInstance instance = {
      .n_members = (int32_t)question->members->len,
      .n_arcs = (int32_t)question->arcs->len,
      .n_tiers = N_TIERS,
      .names = (const char *const *)question->names->pdata,
      .gives = (const int32_t *)question->ones->data,
      .gets = (const int32_t *)question->ones->data,
      .arcs = (const RondoMatchArc *)question->arcs->data,
      .values = (const int32_t *)question->values->data,
      .reciprocal = TRUE,
      .rings = round->rest == RONDO_REST_FOUR ? RONDO_MATCH_RINGS_THREE_OR_FOUR
                                              : RONDO_MATCH_RINGS_THREE,
      .seed = rings->gap->input->matching.seed,
  };

  return rondo_match_solve (&instance, NULL);
}

/* What goes on: every pairing whose two sides were not given to others. */
static void
add_rest (const Rings *rings, GArray *pairs)
{
  g_autofree guint8 *gives = g_new0 (guint8, rings->n + 1);
  g_autofree guint8 *gets = g_new0 (guint8, rings->n + 1);

  for (guint i = 0; i < pairs->len; i++) {
    gives[g_array_index (pairs, RondoMatchArc, i).coach] = 1;
    gets[g_array_index (pairs, RondoMatchArc, i).client] = 1;
  }
  for (guint i = 0; i < rings->n; i++) {
    RondoMatchArc arc = {(int32_t)i, rings->next[i]};

    if (arc.client >= 0 && !gives[i] && !gets[arc.client])
      g_array_append_val (pairs, arc);
  }
}

/* One way for @members, and whether one of the broken is still without a ring. */
static void
add_closing (const Rings *rings, GArray *members, GPtrArray *closings, gboolean *is_complete)
{
  g_auto (Question) question = {.members = members};
  g_autoptr (RondoMatchResult) result = NULL;
  GArray *pairs = NULL;

  *is_complete = FALSE;
  if (members->len > TOGETHER_MOST)
    return;
  fill_question (rings, &question);
  result = ask (rings, &question);
  *is_complete = (guint)result->n_pairs == members->len;
  if (result->n_pairs == 0)
    return;
  pairs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  for (int32_t k = 0; k < result->n_pairs; k++) {
    RondoMatchArc arc = {g_array_index (members, int, result->pairs[k].coach),
                         g_array_index (members, int, result->pairs[k].client)};

    g_array_append_val (pairs, arc);
  }
  add_rest (rings, pairs);
  g_ptr_array_add (closings, pairs);
}

static void
array_unref (gpointer array)
{
  g_array_unref (array);
}

GPtrArray *
rondo_triads_list_closings (const RondoTriadsGap *gap)
{
  g_auto (Rings) rings = {.gap = gap};
  g_autoptr (GArray) broken = NULL;
  g_autoptr (GArray) members = NULL;
  GPtrArray *closings = g_ptr_array_new_with_free_func (array_unref);
  gboolean is_complete = FALSE;
  guint n_broken;

  read_rings (&rings);
  broken = list_broken (&rings);
  n_broken = broken->len;
  if (n_broken == 0)
    return closings;
  add_closing (&rings, broken, closings, &is_complete);
  members = g_array_copy (broken);
  for (guint i = 0; i < rings.n && !is_complete; i++) {
    int at = (int)i;
    gboolean is_other = FALSE;

    if (!rings.is_whole[i])
      continue;
    g_array_set_size (members, n_broken);
    do {
      is_other = is_other || at < (int)i;
      g_array_append_val (members, at);
      at = rings.next[at];
    } while (at != (int)i);
    if (!is_other)
      add_closing (&rings, members, closings, &(gboolean){FALSE});
  }
  return closings;
}
