/* SPDX-License-Identifier: GPL-3.0-or-later
 * Turns cycles, alone and several together. */
#include "config.h"

#include "rondo-match-turns.h"
#include "rondo-match-cycles.h"

/* Cycles turned to mend what another one has broken. */
#define MOST_MENDS 20
/* Passes over all losses. */
#define MOST_PASSES 40

/*
 * @trail: (of int32_t) since the plan was as good as ever: arcs taken, and −1 − arcs given up
 * @work: (of int32_t) arcs to look at again
 */
typedef struct {
  RondoMatchCycles cycles;
  GArray *trail;
  GArray *work;
} Turns;

static void
turns_init (Turns *turns,
            const RondoMatchRelax *relax,
            RondoMatchPlan *plan,
            RondoMatchClock *clock)
{
  rondo_match_cycles_init (&turns->cycles, relax, plan, clock);
  turns->trail = g_array_new (FALSE, FALSE, sizeof (int32_t));
  turns->work = g_array_new (FALSE, FALSE, sizeof (int32_t));
}

static void
turns_clear (Turns *turns)
{
  rondo_match_cycles_clear (&turns->cycles);
  g_array_unref (turns->trail);
  g_array_unref (turns->work);
}

static void
take (Turns *turns, int32_t a)
{
  rondo_match_plan_change (turns->cycles.plan, turns->cycles.problem, a, 1);
  turns->cycles.used[turns->cycles.problem->row[a]] = a;
}

static void
turn_cycle (Turns *turns)
{
  for (guint k = 0; k < turns->cycles.out->len; k++) {
    int32_t a = g_array_index (turns->cycles.out, int32_t, k);
    int32_t mark = -1 - a;

    rondo_match_plan_change (turns->cycles.plan, turns->cycles.problem, a, -1);
    g_array_append_val (turns->trail, mark);
    g_array_append_val (turns->work, a);
  }
  for (guint k = 0; k < turns->cycles.in->len; k++) {
    int32_t a = g_array_index (turns->cycles.in, int32_t, k);

    take (turns, a);
    g_array_append_val (turns->trail, a);
    g_array_append_val (turns->work, a);
  }
}

static void
undo (Turns *turns)
{
  for (guint k = turns->trail->len; k-- > 0;) {
    int32_t mark = g_array_index (turns->trail, int32_t, k);

    if (mark >= 0)
      rondo_match_plan_change (turns->cycles.plan, turns->cycles.problem, mark, -1);
    else
      take (turns, -1 - mark);
  }
}

/* Turns the cheaper of two cycles, without the one or the other of a mutual pair. */
static gboolean
break_pair (Turns *turns, int32_t a)
{
  int32_t twin = turns->cycles.problem->twin[a];
  RondoMatchCost one = RONDO_MATCH_COST_MAX;
  RondoMatchCost other = RONDO_MATCH_COST_MAX;
  gboolean has_one =
      rondo_match_cycles_find_without (&turns->cycles, a, RONDO_MATCH_COST_MAX, &one);
  gboolean has_other =
      rondo_match_cycles_find_without (&turns->cycles, twin, RONDO_MATCH_COST_MAX, &other);

  if (has_one && (!has_other || one < other))
    has_other = rondo_match_cycles_find_without (&turns->cycles, a, RONDO_MATCH_COST_MAX, &one);
  if (has_one || has_other)
    turn_cycle (turns);
  return has_one || has_other;
}

/* Both of a mutual pair stay out for now, if they may: a search that was cut short, or a cycle that
 * meets itself, must not cost the whole plan. */
static gboolean
leave_out (Turns *turns, int32_t a)
{
  const RondoMatchProblem *problem = turns->cycles.problem;
  RondoMatchPlan *plan = turns->cycles.plan;
  int32_t out[2] = {a, problem->twin[a]};
  int32_t in[2];

  for (int k = 0; k < 2; k++) {
    int32_t row = problem->row[out[k]];

    in[k] = rondo_match_problem_find_arc (problem, row, row);
    if (in[k] < 0 || plan->units[in[k]] >= problem->cap[in[k]])
      return FALSE;
  }
  for (int k = 0; k < 2; k++)
    rondo_match_plan_change (plan, problem, out[k], -1);
  for (int k = 0; k < 2; k++)
    take (turns, in[k]);
  return TRUE;
}

void
rondo_match_turns_start (const RondoMatchRelax *relax, RondoMatchPlan *plan, RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = relax->flow->problem;
  g_autoptr (RondoMatchPlan) draft = rondo_match_plan_new (problem);
  gboolean is_right = TRUE;
  Turns turns;

  rondo_match_plan_take_flow (draft, relax->flow);
  turns_init (&turns, relax, draft, clock);
  for (int32_t a = 0; a < problem->n_arcs && is_right; a++) {
    int32_t twin = problem->twin[a];

    if (rondo_match_clock_stop_at (clock, a))
      is_right = FALSE;
    else if (twin > a && draft->units[a] > 0 && draft->units[twin] > 0)
      is_right =
          !rondo_match_clock_stop (clock) && (break_pair (&turns, a) || leave_out (&turns, a));
  }
  turns_clear (&turns);
  if (is_right && draft->cost < plan->cost)
    rondo_match_plan_set (plan, problem, draft->slot, draft->slot_first[problem->n_cols]);
}

/* What is lost by using @a, looked for cheaper ways. */
static gboolean
try_without (Turns *turns, int32_t a)
{
  RondoMatchCost gain = rondo_match_cycles_get_reduced (&turns->cycles, a);
  RondoMatchCost cost;

  if (turns->cycles.problem->twin[a] >= 0)
    gain -= turns->cycles.relax->lambda[a];
  if (gain <= 0 || !rondo_match_cycles_find_without (&turns->cycles, a, gain, &cost) || cost >= 0)
    return FALSE;
  turn_cycle (turns);
  return TRUE;
}

/* A pair that is paid for and not used at all: uses @a. */
static gboolean
try_with (Turns *turns, int32_t a)
{
  const RondoMatchProblem *problem = turns->cycles.problem;
  RondoMatchCost gain =
      turns->cycles.relax->lambda[a] - rondo_match_cycles_get_reduced (&turns->cycles, a);
  int32_t row = problem->row[a];
  RondoMatchCost cost;

  if (gain <= 0 || !rondo_match_cycles_may_take (&turns->cycles, a))
    return FALSE;
  for (int32_t freed = problem->first[row]; freed < problem->first[row + 1]; freed++) {
    if (turns->cycles.plan->units[freed] == 0)
      continue;
    if (rondo_match_cycles_find_with (&turns->cycles,
                                      a,
                                      freed,
                                      gain -
                                          rondo_match_cycles_weigh_giving (&turns->cycles, freed),
                                      &cost) &&
        cost < 0) {
      turn_cycle (turns);
      return TRUE;
    }
  }
  return FALSE;
}

/* Whether the plan pays more than the relaxation for @a, or for its pair. */
static gboolean
is_loss (const Turns *turns, int32_t a)
{
  int32_t twin = turns->cycles.problem->twin[a];

  if (turns->cycles.plan->units[a] > 0)
    return rondo_match_cycles_get_reduced (&turns->cycles, a) >
           (twin >= 0 ? turns->cycles.relax->lambda[a] : 0);
  return twin >= 0 && turns->cycles.relax->lambda[a] > 0 && turns->cycles.plan->units[twin] == 0;
}

static gboolean
try_arc (Turns *turns, int32_t a)
{
  if (!is_loss (turns, a))
    return FALSE;
  return turns->cycles.plan->units[a] > 0 ? try_without (turns, a) : try_with (turns, a);
}

/* Looks at what has changed as long as it gets better. */
static void
settle (Turns *turns, int most)
{
  for (guint k = 0; k < turns->work->len && most > 0; k++) {
    int32_t a = g_array_index (turns->work, int32_t, k);
    int32_t twin = turns->cycles.problem->twin[a];

    most -= try_arc (turns, a);
    if (twin >= 0)
      most -= try_arc (turns, twin);
  }
}

static void
start_trail (Turns *turns)
{
  g_array_set_size (turns->trail, 0);
  g_array_set_size (turns->work, 0);
}

static gboolean
find_kick (Turns *turns, int32_t a)
{
  RondoMatchCost loss = rondo_match_cycles_get_reduced (&turns->cycles, a);
  int32_t used = turns->cycles.used[turns->cycles.problem->row[a]];
  RondoMatchCost cost;

  if (turns->cycles.problem->twin[a] >= 0)
    loss -= turns->cycles.relax->lambda[a];
  loss = (loss < 0 ? -loss : loss) + (RondoMatchCost)turns->cycles.relax->heat;
  if (turns->cycles.plan->units[a] > 0)
    return rondo_match_cycles_find_without (&turns->cycles, a, loss, &cost);
  return rondo_match_cycles_may_take (&turns->cycles, a) &&
         rondo_match_cycles_find_with (&turns->cycles, a, used, loss, &cost);
}

/* Does without @a, or with it, although that may cost a little, and mends what is lost by it
 * elsewhere. The plan stays as it was if that was no use. */
static gboolean
kick (Turns *turns, int32_t a)
{
  RondoMatchCost before = turns->cycles.plan->cost;
  gboolean is_better;

  if (!is_loss (turns, a) || !find_kick (turns, a))
    return FALSE;
  start_trail (turns);
  turns->cycles.avoided = turns->cycles.plan->units[a] > 0 ? a : -1;
  turn_cycle (turns);
  settle (turns, MOST_MENDS);
  is_better = turns->cycles.plan->cost < before;
  if (!is_better)
    undo (turns);
  turns->cycles.avoided = -1;
  return is_better;
}

static int
pass_arcs (Turns *turns, gboolean (*visit) (Turns *turns, int32_t a))
{
  int n_better = 0;

  for (int32_t a = 0;
       a < turns->cycles.problem->n_arcs && !rondo_match_clock_stop_at (turns->cycles.clock, a);
       a++) {
    if (!is_loss (turns, a))
      continue;
    if (rondo_match_clock_stop (turns->cycles.clock))
      break;
    start_trail (turns);
    n_better += visit (turns, a);
  }
  return n_better;
}

void
rondo_match_turns_improve (const RondoMatchRelax *relax,
                           RondoMatchPlan *plan,
                           RondoMatchClock *clock)
{
  Turns turns;

  if (plan->cost == RONDO_MATCH_COST_MAX)
    return;
  turns_init (&turns, relax, plan, clock);
  for (int pass = 0; pass < MOST_PASSES && !rondo_match_clock_stop (clock); pass++)
    if (pass_arcs (&turns, try_arc) == 0 && pass_arcs (&turns, kick) == 0)
      break;
  turns_clear (&turns);
}
