/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates of misses: sets with too few partners (Hall 1935, found from the last failed
 * augmentation), and members who have nobody but for a mutual pair. */
#include "config.h"

#include "rondo-match-misses.h"

#include "rondo-match-pairs.h"

#include <string.h>

/* Members times arcs that are looked through in some milliseconds. */
#define HURRY_MAX ((int64_t)1 << 17)

/* One side of the round asks, the other answers; either clients ask coaches or the reverse. */
typedef struct {
  int32_t n;
  int32_t n_arcs;
  int32_t *asker; /* by arc, as ranks */
  int32_t *answerer;
  int32_t *ask_first;
  int32_t *ask_arc;
  int32_t *answer_first;
  int32_t *answer_arc;
  int32_t *open; /* by asker: units still asked for; negative if more were given */
  int32_t *spare;
  const int32_t *asked; /* what each asks for after the locks */
  const int32_t *offered;
  guint8 *used;    /* by arc */
  guint8 *reached; /* by asker */
  int32_t *via;    /* by answerer: arc it was reached by, or −1 */
  int32_t *back;   /* by asker: arc in use it was reached by */
  int32_t *queue;
  RondoMatchClock *clock; /* (nullable) */
} Side;

static void
index_arcs (const int32_t *ends, int32_t n, int32_t n_arcs, int32_t **first, int32_t **order)
{
  g_autofree int32_t *at = NULL;

  *first = g_new0 (int32_t, n + 2);
  *order = g_new (int32_t, MAX (n_arcs, 1));
  for (int32_t a = 0; a < n_arcs; a++)
    (*first)[ends[a] + 1]++;
  for (int32_t i = 0; i < n; i++)
    (*first)[i + 1] += (*first)[i];
  at = g_memdup2 (*first, (n + 1) * sizeof (int32_t));
  for (int32_t a = 0; a < n_arcs; a++)
    (*order)[at[ends[a]]++] = a;
}

static Side *
side_new (const RondoMatchModel *model,
          gboolean clients_ask,
          const guint8 *is_pair,
          RondoMatchClock *clock)
{
  Side *side = g_new0 (Side, 1);
  const RondoMatchInstance *instance = model->instance;
  int32_t n = instance->n_members;

  side->n = n;
  side->clock = clock;
  side->n_arcs = model->n_arcs;
  side->asker = g_new (int32_t, MAX (model->n_arcs, 1));
  side->answerer = g_new (int32_t, MAX (model->n_arcs, 1));
  side->used = g_new0 (guint8, MAX (model->n_arcs, 1));
  side->reached = g_new0 (guint8, n + 1);
  side->via = g_new (int32_t, n + 1);
  side->back = g_new (int32_t, n + 1);
  side->queue = g_new (int32_t, n + 1);
  side->asked = clients_ask ? model->gets : model->gives;
  side->offered = clients_ask ? model->gives : model->gets;
  side->open = g_memdup2 (side->asked, MAX (n, 1) * sizeof (int32_t));
  side->spare = g_memdup2 (side->offered, MAX (n, 1) * sizeof (int32_t));
  for (int32_t k = 0; k < model->n_arcs; k++) {
    const RondoMatchArc *arc = &instance->arcs[model->arc[k]];

    side->asker[k] = model->rank[clients_ask ? arc->client : arc->coach];
    side->answerer[k] = model->rank[clients_ask ? arc->coach : arc->client];
    side->used[k] = is_pair[model->arc[k]];
    side->open[side->asker[k]] -= side->used[k];
    side->spare[side->answerer[k]] -= side->used[k];
  }
  index_arcs (side->asker, n, model->n_arcs, &side->ask_first, &side->ask_arc);
  index_arcs (side->answerer, n, model->n_arcs, &side->answer_first, &side->answer_arc);
  return side;
}

static void
side_free (Side *side)
{
  if (side == NULL)
    return;
  g_free (side->asker);
  g_free (side->answerer);
  g_free (side->ask_first);
  g_free (side->ask_arc);
  g_free (side->answer_first);
  g_free (side->answer_arc);
  g_free (side->open);
  g_free (side->spare);
  g_free (side->used);
  g_free (side->reached);
  g_free (side->via);
  g_free (side->back);
  g_free (side->queue);
  g_free (side);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Side, side_free)

static void
forget_reached (Side *side)
{
  memset (side->reached, 0, side->n);
  for (int32_t p = 0; p < side->n; p++)
    side->via[p] = -1;
}

/* Askers whose unit answerer @p could take back join the queue. */
static int32_t
follow_answerer (Side *side, int32_t p, int32_t tail)
{
  for (int32_t k = side->answer_first[p]; k < side->answer_first[p + 1]; k++) {
    int32_t a = side->answer_arc[k];
    int32_t asker = side->asker[a];

    if (side->used[a] && !side->reached[asker]) {
      side->reached[asker] = 1;
      side->back[asker] = a;
      side->queue[tail++] = asker;
    }
  }
  return tail;
}

/* All askers that an alternating path leads to from @source are marked reached. Returns an
 * answerer with a unit to spare, or −1. */
static int32_t
reach_from (Side *side, int32_t source)
{
  int32_t head = 0;
  int32_t tail = 0;

  side->reached[source] = 1;
  side->queue[tail++] = source;
  while (head < tail && !rondo_match_clock_stop (side->clock)) {
    int32_t asker = side->queue[head++];

    for (int32_t k = side->ask_first[asker]; k < side->ask_first[asker + 1]; k++) {
      int32_t a = side->ask_arc[k];
      int32_t p = side->answerer[a];

      if (side->used[a] || side->via[p] >= 0)
        continue;
      side->via[p] = a;
      if (side->spare[p] > 0)
        return p;
      tail = follow_answerer (side, p, tail);
    }
  }
  return -1;
}

static gboolean
augment (Side *side, int32_t source)
{
  int32_t p;

  forget_reached (side);
  p = reach_from (side, source);
  if (p < 0)
    return FALSE;
  side->spare[p]--;
  side->open[source]--;
  for (;;) {
    int32_t a = side->via[p];
    int32_t asker = side->asker[a];

    side->used[a] = 1;
    if (asker == source)
      return TRUE;
    side->used[side->back[asker]] = 0;
    p = side->answerer[side->back[asker]];
  }
}

static void
fill_up (Side *side)
{
  for (int32_t i = 0; i < side->n && !rondo_match_clock_stop (side->clock); i++)
    while (side->open[i] > 0 && augment (side, i))
      ;
}

/* Whether the reached askers have too few answerers: the units these could give them at most are
 * fewer than the askers want. Fills @partners (by rank) and counts them. */
static gboolean
is_hall_set (const Side *side, guint8 *partners, int32_t *n_partners)
{
  int64_t wanted = 0;
  int64_t possible = 0;

  *n_partners = 0;
  for (int32_t i = 0; i < side->n; i++)
    wanted += side->reached[i] ? side->asked[i] : 0;
  for (int32_t p = 0; p < side->n; p++) {
    int32_t n_arcs = 0;

    for (int32_t k = side->answer_first[p]; k < side->answer_first[p + 1]; k++)
      n_arcs += side->reached[side->asker[side->answer_arc[k]]];
    partners[p] = n_arcs > 0;
    *n_partners += partners[p];
    possible += MIN (n_arcs, side->offered[p]);
  }
  return possible < wanted;
}

static int32_t *
list_marked (const RondoMatchModel *model, const guint8 *marks, int32_t first, int32_t *n)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (int32_t));

  if (first >= 0)
    g_array_append_val (list, model->member[first]);
  for (int32_t i = 0; i < model->instance->n_members; i++)
    if (marks[i] && i != first)
      g_array_append_val (list, model->member[i]);
  *n = (int32_t)list->len;
  return (int32_t *)g_array_free (list, FALSE);
}

typedef enum {
  GROW_NOT,     /* those who compete with the member */
  GROW_MISSED,  /* also answerers who are left out themselves, and who competes with them */
  GROW_PARTNERS /* also all answerers, and theirs: everything that leads to the member */
} Grow;

/* Adds answerers of the reached askers as askers. They answer only if they are answered to. */
static void
grow_reached (Side *side, const guint8 *is_missed, Grow grow)
{
  gboolean has_grown = grow != GROW_NOT;

  while (has_grown && !rondo_match_clock_stop (side->clock)) {
    has_grown = FALSE;
    for (int32_t a = 0; a < side->n_arcs; a++) {
      int32_t p = side->answerer[a];

      if (!side->reached[side->asker[a]] || side->reached[p] || side->asked[p] <= 0 ||
          (grow == GROW_MISSED && !is_missed[p]))
        continue;
      side->reached[p] = 1;
      has_grown = TRUE;
    }
  }
}

/* A set with too few answerers that has @rank in it. If @rank could take more than it asks for, it
 * does here, so that what remains reachable is what competes with it. */
static gboolean
find_hall_set (const RondoMatchModel *model,
               Side *side,
               int32_t rank,
               const guint8 *is_missed,
               Grow grow,
               RondoMatchMiss *miss)
{
  g_autofree guint8 *partners = g_new0 (guint8, side->n + 1);
  g_autofree guint8 *used = g_memdup2 (side->used, MAX (side->n_arcs, 1));
  g_autofree int32_t *open = g_memdup2 (side->open, side->n * sizeof (int32_t));
  g_autofree int32_t *spare = g_memdup2 (side->spare, side->n * sizeof (int32_t));
  gboolean is_found;

  while (augment (side, rank))
    ;
  grow_reached (side, is_missed, grow);
  is_found = is_hall_set (side, partners, &miss->n_partners);
  if (is_found) {
    miss->set = list_marked (model, side->reached, rank, &miss->n_set);
    miss->partners = list_marked (model, partners, -1, &miss->n_partners);
  }
  memcpy (side->used, used, side->n_arcs);
  memcpy (side->open, open, side->n * sizeof (int32_t));
  memcpy (side->spare, spare, side->n * sizeof (int32_t));
  return is_found;
}

/* Whether coaching may lead from client @from of @rank to a coach of @rank other than @from; TRUE,
 * which proves nothing, if the clock stopped it. */
static gboolean
closes_ring (const Side *side, int32_t rank, int32_t from, const guint8 *is_coach, guint8 *seen)
{
  int32_t head = 0;
  int32_t tail = 0;

  memset (seen, 0, side->n);
  seen[rank] = 1;
  seen[from] = 1;
  side->queue[tail++] = from;
  while (head < tail) {
    int32_t p = side->queue[head++];

    if ((p != from && is_coach[p]) || rondo_match_clock_stop (side->clock))
      return TRUE;
    for (int32_t k = side->answer_first[p]; k < side->answer_first[p + 1]; k++) {
      int32_t next = side->asker[side->answer_arc[k]];

      if (!seen[next]) {
        seen[next] = 1;
        side->queue[tail++] = next;
      }
    }
  }
  return FALSE;
}

/* Clients ask in @side. TRUE if @rank is in no ring of three or more but could be in one of two. */
static gboolean
is_only_mutual (const RondoMatchModel *model, Side *side, int32_t rank, RondoMatchMiss *miss)
{
  g_autofree guint8 *is_coach = g_new0 (guint8, side->n + 1);
  g_autofree guint8 *seen = g_new0 (guint8, side->n + 1);
  g_autofree guint8 *both = g_new0 (guint8, side->n + 1);
  int32_t partner = -1;

  if (model->instance->mutual_allowed || !model->is_even[rank])
    return FALSE;
  for (int32_t k = side->ask_first[rank]; k < side->ask_first[rank + 1]; k++)
    is_coach[side->answerer[side->ask_arc[k]]] = 1;
  for (int32_t k = side->answer_first[rank]; k < side->answer_first[rank + 1]; k++) {
    int32_t client = side->asker[side->answer_arc[k]];

    if (closes_ring (side, rank, client, is_coach, seen))
      return FALSE;
    if (is_coach[client]) {
      both[client] = 1;
      partner = partner < 0 ? client : partner;
    }
  }
  if (partner < 0)
    return FALSE;
  miss->n_set = 2;
  miss->set = g_new (int32_t, 2);
  miss->set[0] = model->member[rank];
  miss->set[1] = model->member[partner];
  miss->partners = list_marked (model, both, -1, &miss->n_partners);
  return TRUE;
}

typedef struct {
  const RondoMatchModel *model;
  Side *clients;
  Side *coaches;
  const guint8 *is_missed; /* by rank */
} Explaining;

static gboolean
find_any_hall_set (const Explaining *explaining,
                   gboolean lacks_coach,
                   Grow grow,
                   RondoMatchMiss *miss)
{
  const RondoMatchModel *model = explaining->model;
  int32_t rank = model->rank[miss->member];

  if (rondo_match_clock_stop (explaining->clients->clock))
    return FALSE;
  miss->kind = RONDO_MATCH_MISS_HALL_COACH;
  if (lacks_coach &&
      find_hall_set (model, explaining->clients, rank, explaining->is_missed, grow, miss))
    return TRUE;
  miss->kind = RONDO_MATCH_MISS_HALL_CLIENT;
  return (!lacks_coach || model->is_even[rank]) &&
         find_hall_set (model, explaining->coaches, rank, explaining->is_missed, grow, miss);
}

/* What can be said without looking. */
static void
leave_unexplained (RondoMatchMiss *miss)
{
  miss->kind = RONDO_MATCH_MISS_ODD;
  miss->n_set = 1;
  miss->n_partners = 0;
  miss->set = g_memdup2 (&miss->member, sizeof (int32_t));
  miss->partners = g_new0 (int32_t, 1);
}

/* From what says most about the member to what says least. */
static void
explain (const Explaining *explaining, gboolean lacks_coach, RondoMatchMiss *miss)
{
  const RondoMatchModel *model = explaining->model;

  if (find_any_hall_set (explaining, lacks_coach, GROW_NOT, miss))
    return;
  miss->kind = RONDO_MATCH_MISS_MUTUAL;
  if (is_only_mutual (model, explaining->clients, model->rank[miss->member], miss))
    return;
  if (find_any_hall_set (explaining, lacks_coach, GROW_MISSED, miss) ||
      find_any_hall_set (explaining, lacks_coach, GROW_PARTNERS, miss))
    return;
  leave_unexplained (miss);
}

static void
explain_all (const RondoMatchModel *model,
             const guint8 *is_missed,
             const int32_t *got,
             RondoMatchClock *clock,
             RondoMatchResult *result)
{
  const RondoMatchInstance *instance = model->instance;
  g_autofree guint8 *is_pair = rondo_match_mark_pairs (instance, result->pairs, result->n_pairs);
  g_autoptr (Side) clients = side_new (model, TRUE, is_pair, clock);
  g_autoptr (Side) coaches = side_new (model, FALSE, is_pair, clock);
  Explaining explaining = {model, clients, coaches, is_missed};

  fill_up (clients);
  fill_up (coaches);
  for (int32_t k = 0; k < result->n_misses; k++) {
    int32_t member = result->misses[k].member;

    if (rondo_match_clock_stop (clock))
      leave_unexplained (&result->misses[k]);
    else
      explain (&explaining, got[member] < instance->gets[member], &result->misses[k]);
  }
}

void
rondo_match_find_misses (const RondoMatchModel *model,
                         RondoMatchClock *clock,
                         RondoMatchResult *result)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t n = instance->n_members;
  g_autofree int32_t *given = g_new0 (int32_t, n + 1);
  g_autofree int32_t *got = g_new0 (int32_t, n + 1);
  g_autofree guint8 *is_missed = g_new0 (guint8, n + 1);
  gboolean is_small;
  g_autoptr (GArray) misses = g_array_new (FALSE, TRUE, sizeof (RondoMatchMiss));

  for (int32_t k = 0; k < result->n_pairs; k++) {
    given[result->pairs[k].coach]++;
    got[result->pairs[k].client]++;
  }
  for (int32_t i = 0; i < n; i++) {
    RondoMatchMiss miss = {.member = i};

    if (got[i] == instance->gets[i] && (given[i] > 0 || instance->gives[i] == 0))
      continue;
    is_missed[model->rank[i]] = 1;
    g_array_append_val (misses, miss);
  }
  result->n_misses = (int32_t)misses->len;
  result->misses = (RondoMatchMiss *)g_array_free (g_steal_pointer (&misses), FALSE);
  is_small = (int64_t)result->n_misses * instance->n_arcs <= HURRY_MAX;
  if (model->is_cut || (!is_small && rondo_match_clock_stop (clock)))
    for (int32_t k = 0; k < result->n_misses; k++)
      leave_unexplained (&result->misses[k]);
  else if (result->n_misses > 0)
    explain_all (model, is_missed, got, is_small ? NULL : clock, result);
}
