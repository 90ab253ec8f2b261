/* SPDX-License-Identifier: GPL-3.0-or-later
 * Merges plans. */
#include "config.h"

#include "rondo-match-merge.h"

/*
 * @arcs: (of int32_t) by cycle, arcs that are taken, and −1 − arcs that are given up
 * @first: (of int32_t) where a cycle begins; and where the last one ends
 * @cycle: by arc that has a twin, the cycle it is in, or −1
 * @stamp: by cycle, the search that came by last
 * @is_turned: by cycle
 */
typedef struct {
  const RondoMatchProblem *problem;
  GArray *arcs;
  GArray *first;
  int32_t *cycle;
  int32_t *stamp;
  guint8 *is_turned;
  GArray *needed; /* of int32_t: cycles that have to be turned together */
} Merge;

/* Units given up by row and taken by column, each in a list. */
typedef struct {
  int32_t *out_head;
  int32_t *in_head;
  int32_t *next;
  int32_t *left; /* by arc, units not yet in a cycle */
} Difference;

static void
difference_init (Difference *difference,
                 const RondoMatchProblem *problem,
                 const RondoMatchPlan *plan,
                 const RondoMatchPlan *other)
{
  difference->out_head = g_new (int32_t, problem->n_rows);
  difference->in_head = g_new (int32_t, problem->n_cols);
  difference->next = g_new (int32_t, MAX (problem->n_arcs, 1));
  difference->left = g_new (int32_t, MAX (problem->n_arcs, 1));
  for (int32_t i = 0; i < problem->n_rows; i++)
    difference->out_head[i] = -1;
  for (int32_t j = 0; j < problem->n_cols; j++)
    difference->in_head[j] = -1;
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t change = other->units[a] - plan->units[a];
    int32_t *head =
        change < 0 ? &difference->out_head[problem->row[a]] : &difference->in_head[problem->col[a]];

    difference->left[a] = ABS (change);
    if (change == 0)
      continue;
    difference->next[a] = *head;
    *head = a;
  }
}

static void
difference_clear (Difference *difference)
{
  g_free (difference->out_head);
  g_free (difference->in_head);
  g_free (difference->next);
  g_free (difference->left);
}

/* One unit of the list at @head. */
static int32_t
take_unit (Difference *difference, int32_t *head)
{
  int32_t a = *head;

  if (--difference->left[a] == 0)
    *head = difference->next[a];
  return a;
}

static void
add_cycle (Merge *merge, Difference *difference, int32_t start)
{
  const RondoMatchProblem *problem = merge->problem;
  int32_t row = start;
  int32_t end;

  do {
    int32_t out = take_unit (difference, &difference->out_head[row]);
    int32_t in = take_unit (difference, &difference->in_head[problem->col[out]]);
    int32_t mark = -1 - out;

    g_array_append_val (merge->arcs, mark);
    g_array_append_val (merge->arcs, in);
    merge->cycle[out] = (int32_t)merge->first->len - 1;
    merge->cycle[in] = merge->cycle[out];
    row = problem->row[in];
  } while (row != start);
  end = (int32_t)merge->arcs->len;
  g_array_append_val (merge->first, end);
}

static void
merge_init (Merge *merge,
            const RondoMatchProblem *problem,
            const RondoMatchPlan *plan,
            const RondoMatchPlan *other)
{
  Difference difference;
  int32_t zero = 0;

  *merge = (Merge){.problem = problem};
  merge->arcs = g_array_new (FALSE, FALSE, sizeof (int32_t));
  merge->first = g_array_new (FALSE, FALSE, sizeof (int32_t));
  merge->needed = g_array_new (FALSE, FALSE, sizeof (int32_t));
  merge->cycle = g_new (int32_t, MAX (problem->n_arcs, 1));
  g_array_append_val (merge->first, zero);
  for (int32_t a = 0; a < problem->n_arcs; a++)
    merge->cycle[a] = -1;
  difference_init (&difference, problem, plan, other);
  for (int32_t i = 0; i < problem->n_rows; i++)
    while (difference.out_head[i] >= 0)
      add_cycle (merge, &difference, i);
  difference_clear (&difference);
  merge->stamp = g_new0 (int32_t, merge->first->len);
  merge->is_turned = g_new0 (guint8, merge->first->len);
}

static void
merge_clear (Merge *merge)
{
  g_array_unref (merge->arcs);
  g_array_unref (merge->first);
  g_array_unref (merge->needed);
  g_free (merge->cycle);
  g_free (merge->stamp);
  g_free (merge->is_turned);
}

static void
need (Merge *merge, int32_t c, int32_t time)
{
  if (c < 0 || merge->is_turned[c] || merge->stamp[c] == time)
    return;
  merge->stamp[c] = time;
  g_array_append_val (merge->needed, c);
}

/* What it changes to turn cycle @c and all those it cannot be turned without. */
static RondoMatchCost
weigh (Merge *merge, const RondoMatchPlan *plan, int32_t c)
{
  const RondoMatchProblem *problem = merge->problem;
  RondoMatchCost change = 0;

  g_array_set_size (merge->needed, 0);
  need (merge, c, c + 1);
  for (guint k = 0; k < merge->needed->len; k++) {
    int32_t next = g_array_index (merge->needed, int32_t, k);

    for (int32_t at = g_array_index (merge->first, int32_t, next);
         at < g_array_index (merge->first, int32_t, next + 1);
         at++) {
      int32_t a = g_array_index (merge->arcs, int32_t, at);

      change += a >= 0 ? problem->cost[a] : -problem->cost[-1 - a];
      if (a >= 0 && problem->twin[a] >= 0 && plan->units[problem->twin[a]] > 0)
        need (merge, merge->cycle[problem->twin[a]], c + 1);
    }
  }
  return change;
}

static void
turn_needed (Merge *merge, RondoMatchPlan *plan)
{
  for (int sign = -1; sign <= 1; sign += 2)
    for (guint k = 0; k < merge->needed->len; k++) {
      int32_t c = g_array_index (merge->needed, int32_t, k);

      merge->is_turned[c] = 1;
      for (int32_t at = g_array_index (merge->first, int32_t, c);
           at < g_array_index (merge->first, int32_t, c + 1);
           at++) {
        int32_t a = g_array_index (merge->arcs, int32_t, at);

        if ((a >= 0) == (sign > 0))
          rondo_match_plan_change (plan, merge->problem, a >= 0 ? a : -1 - a, sign);
      }
    }
}

gboolean
rondo_match_plan_merge (RondoMatchPlan *plan,
                        const RondoMatchPlan *other,
                        const RondoMatchProblem *problem)
{
  RondoMatchCost before = plan->cost;
  Merge merge;

  merge_init (&merge, problem, plan, other);
  for (int32_t c = 0; c < (int32_t)merge.first->len - 1; c++)
    if (!merge.is_turned[c] && weigh (&merge, plan, c) < 0)
      turn_needed (&merge, plan);
  merge_clear (&merge);
  return plan->cost < before;
}
