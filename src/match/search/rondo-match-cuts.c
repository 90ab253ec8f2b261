/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds odd-set inequalities by elimination modulo 2. */
#include "config.h"

#include "rondo-match-cuts.h"

#include <string.h>

/* A cut violated by less is not worth its arcs. */
#define MIN_VIOLATION 0.05
#define MAX_NEW_CUTS 60
/* The elimination is cubic; larger systems are left alone. */
#define MAX_CLASSES 3000

RondoMatchCuts *
rondo_match_cuts_new (void)
{
  RondoMatchCuts *cuts = g_new0 (RondoMatchCuts, 1);

  cuts->cuts = g_array_new (FALSE, FALSE, sizeof (RondoMatchCut));
  cuts->arcs = g_array_new (FALSE, FALSE, sizeof (int32_t));
  cuts->rules = g_array_new (FALSE, FALSE, sizeof (int32_t));
  return cuts;
}

void
rondo_match_cuts_free (RondoMatchCuts *cuts)
{
  if (cuts == NULL)
    return;
  g_array_unref (cuts->cuts);
  g_array_unref (cuts->arcs);
  g_array_unref (cuts->rules);
  g_free (cuts);
}

/*
 * The rules are rows, then columns. An arc in use of no tight pair needs both its rules or neither,
 * so such rules are one class. A tight pair is taken where one of the two rules of its arc is; if
 * both arcs are in use they must agree on that, an equation over classes.
 */
typedef struct {
  const RondoMatchProblem *problem;
  const RondoMatchCore *core;
  double negligible; /* arcs used less do not count */
  double tight;      /* a pair used so much is tight */
  int32_t *parent;   /* rules, then the class of each */
  int32_t n_rules;
  int32_t n_classes;
  int32_t n_words;
  guint8 *odd;     /* by class: whether taking it makes the sum odd */
  GPtrArray *rows; /* of uint64_t[n_words]: equations in echelon form */
  GArray *pivots;  /* of int32_t */
  RondoMatchClock *clock;
  double *x; /* by arc of the problem */
  guint8 *has_rule;
  GArray *list;
} System;

static int32_t
find_root (int32_t *parent, int32_t rule)
{
  while (parent[rule] != rule) {
    parent[rule] = parent[parent[rule]];
    rule = parent[rule];
  }
  return rule;
}

static gboolean
is_tight (const System *system, int32_t k)
{
  const RondoMatchCore *core = system->core;
  int32_t mate = core->mate[k];

  if (mate < 0)
    return FALSE;
  return (mate == k ? core->x[k] : core->x[k] + core->x[mate]) >= system->tight;
}

static int32_t
get_col_rule (const System *system, int32_t k)
{
  return system->core->n_rows + system->core->col[k];
}

static void
merge_rules (System *system)
{
  const RondoMatchCore *core = system->core;
  g_autofree int32_t *class_of = g_new (int32_t, system->n_rules);

  for (int32_t r = 0; r < system->n_rules; r++)
    system->parent[r] = r;
  for (int32_t k = 0; k < core->n_arcs; k++)
    if (core->x[k] > system->negligible && !is_tight (system, k))
      system->parent[find_root (system->parent, core->row[k])] =
          find_root (system->parent, get_col_rule (system, k));
  memset (class_of, 0xff, system->n_rules * sizeof (int32_t));
  for (int32_t r = 0; r < system->n_rules; r++) {
    int32_t root = find_root (system->parent, r);

    if (class_of[root] < 0)
      class_of[root] = system->n_classes++;
  }
  for (int32_t r = 0; r < system->n_rules; r++)
    while (system->parent[r] != find_root (system->parent, r))
      system->parent[r] = find_root (system->parent, r);
  for (int32_t r = 0; r < system->n_rules; r++)
    class_of[r] = class_of[system->parent[r]];
  memcpy (system->parent, class_of, system->n_rules * sizeof (int32_t));
}

static void
flip (uint64_t *row, int32_t bit)
{
  row[bit / 64] ^= (uint64_t)1 << (bit % 64);
}

static gboolean
has (const uint64_t *row, int32_t bit)
{
  return row[bit / 64] >> (bit % 64) & 1;
}

/* Reduces the equation by those before; keeps it if something is left. Takes @row over. */
static void
add_equation (System *system, uint64_t *row)
{
  for (guint e = 0; e < system->rows->len; e++) {
    const uint64_t *other = g_ptr_array_index (system->rows, e);

    if (has (row, g_array_index (system->pivots, int32_t, e)))
      for (int32_t w = 0; w < system->n_words; w++)
        row[w] ^= other[w];
  }
  for (int32_t bit = 0; bit < system->n_classes; bit++)
    if (has (row, bit)) {
      for (guint e = 0; e < system->rows->len; e++) {
        uint64_t *other = g_ptr_array_index (system->rows, e);

        if (has (other, bit))
          for (int32_t w = 0; w < system->n_words; w++)
            other[w] ^= row[w];
      }
      g_ptr_array_add (system->rows, row);
      g_array_append_val (system->pivots, bit);
      return;
    }
  g_free (row);
}

static void
add_pair (System *system, int32_t k)
{
  const RondoMatchCore *core = system->core;
  int32_t mate = core->mate[k];
  int32_t used = core->x[k] > system->negligible ? k : mate;
  uint64_t *row;

  system->odd[system->parent[core->row[used]]] ^= 1;
  system->odd[system->parent[get_col_rule (system, used)]] ^= 1;
  if (mate == k || core->x[k] <= system->negligible || core->x[mate] <= system->negligible)
    return;
  row = g_new0 (uint64_t, system->n_words);
  flip (row, system->parent[core->row[k]]);
  flip (row, system->parent[get_col_rule (system, k)]);
  flip (row, system->parent[core->row[mate]]);
  flip (row, system->parent[get_col_rule (system, mate)]);
  add_equation (system, row);
}

static void
build_system (System *system)
{
  const RondoMatchCore *core = system->core;
  const RondoMatchProblem *problem = system->problem;

  system->n_words = (system->n_classes + 63) / 64;
  system->odd = g_new0 (guint8, system->n_classes + 1);
  for (int32_t i = 0; i < core->n_rows; i++)
    system->odd[system->parent[i]] ^= problem->supply[i] & 1;
  for (int32_t j = 0; j < core->n_cols; j++)
    system->odd[system->parent[core->n_rows + j]] ^= problem->demand[j] & 1;
  for (int32_t k = 0; k < core->n_arcs; k++)
    if (core->mate[k] >= k && is_tight (system, k) && !rondo_match_clock_stop (system->clock))
      add_pair (system, k);
}

/* Classes taken when the free class @bit is: itself, and every pivot whose equation holds it. */
static gboolean
take_classes (const System *system, int32_t bit, guint8 *taken)
{
  guint8 odd = system->odd[bit];

  memset (taken, 0, system->n_classes);
  taken[bit] = 1;
  for (guint e = 0; e < system->rows->len; e++)
    if (has (g_ptr_array_index (system->rows, e), bit)) {
      int32_t pivot = g_array_index (system->pivots, int32_t, e);

      taken[pivot] = 1;
      odd ^= system->odd[pivot];
    }
  return odd;
}

/* The rules of a cut, marked, while its arcs are collected. */
typedef struct {
  const RondoMatchProblem *problem;
  RondoMatchCuts *cuts;
  guint8 *has_rule; /* rows, columns, then arcs of pairs */
  int32_t total;
  RondoMatchCut cut;
} Sum;

static gboolean
has_col (const Sum *sum, int32_t a)
{
  return sum->has_rule[sum->problem->n_rows + sum->problem->col[a]];
}

static guint8 *
get_pair_mark (const Sum *sum, int32_t a)
{
  return &sum->has_rule[sum->problem->n_rows + sum->problem->n_cols + a];
}

/* Marks the rules, or takes the marks off; @sum's total grows by what they allow. */
static void
mark_rules (Sum *sum, const int32_t *rules, int32_t n_rules, guint8 mark)
{
  const RondoMatchProblem *problem = sum->problem;
  int32_t n_fixed = problem->n_rows + problem->n_cols;

  for (int32_t r = 0; r < n_rules; r++) {
    sum->has_rule[rules[r]] = mark;
    if (rules[r] < problem->n_rows)
      sum->total += problem->supply[rules[r]];
    else if (rules[r] < n_fixed)
      sum->total += problem->demand[rules[r] - problem->n_rows];
    else {
      int32_t twin = problem->twin[rules[r] - n_fixed];

      if (twin >= 0)
        *get_pair_mark (sum, twin) = mark;
      sum->total++;
    }
  }
}

static void
add_arc (Sum *sum, int32_t a)
{
  g_array_append_val (sum->cuts->arcs, a);
  sum->cut.n++;
}

/* Arcs in at least two of the rules: those of the rows, and those of pairs in other rows. */
static void
add_arcs (Sum *sum, const int32_t *rules, int32_t n_rules)
{
  const RondoMatchProblem *problem = sum->problem;
  int32_t n_fixed = problem->n_rows + problem->n_cols;

  for (int32_t r = 0; r < n_rules; r++) {
    int32_t pair[2] = {-1, -1};

    if (rules[r] < problem->n_rows)
      for (int32_t a = problem->first[rules[r]]; a < problem->first[rules[r] + 1]; a++)
        if (has_col (sum, a) || *get_pair_mark (sum, a))
          add_arc (sum, a);
    if (rules[r] >= n_fixed) {
      pair[0] = rules[r] - n_fixed;
      pair[1] = problem->twin[pair[0]];
    }
    for (int k = 0; k < 2; k++)
      if (pair[k] >= 0 && !sum->has_rule[problem->row[pair[k]]] && has_col (sum, pair[k]))
        add_arc (sum, pair[k]);
  }
}

/* @has_rule is all 0 before and after. */
static gboolean
derive (RondoMatchCuts *cuts,
        const RondoMatchProblem *problem,
        const int32_t *rules,
        int32_t n_rules,
        guint8 *has_rule)
{
  Sum sum = {.problem = problem, .cuts = cuts, .has_rule = has_rule};

  sum.cut.first = (int32_t)cuts->arcs->len;
  sum.cut.rule_first = (int32_t)cuts->rules->len;
  sum.cut.n_rules = n_rules;
  mark_rules (&sum, rules, n_rules, 1);
  sum.cut.most = sum.total / 2;
  add_arcs (&sum, rules, n_rules);
  mark_rules (&sum, rules, n_rules, 0);
  if (sum.cut.most == 0 || sum.cut.n == 0) {
    g_array_set_size (cuts->arcs, sum.cut.first);
    return FALSE;
  }
  g_array_append_vals (cuts->rules, rules, n_rules);
  g_array_append_val (cuts->cuts, sum.cut);
  return TRUE;
}

gboolean
rondo_match_cuts_derive (RondoMatchCuts *cuts,
                         const RondoMatchProblem *problem,
                         const int32_t *rules,
                         int32_t n_rules)
{
  g_autofree guint8 *has_rule =
      g_new0 (guint8, (gsize)problem->n_rows + problem->n_cols + problem->n_arcs + 1);

  return derive (cuts, problem, rules, n_rules, has_rule);
}

/* The rules of the classes taken, and the tight pairs that they ask for. */
static void
list_rules (const System *system, const guint8 *taken, GArray *rules)
{
  const RondoMatchCore *core = system->core;

  g_array_set_size (rules, 0);
  for (int32_t r = 0; r < system->n_rules; r++)
    if (taken[system->parent[r]])
      g_array_append_val (rules, r);
  for (int32_t k = 0; k < core->n_arcs; k++) {
    int32_t used, rule;

    if (core->mate[k] < k || !is_tight (system, k))
      continue;
    used = core->x[k] > system->negligible ? k : core->mate[k];
    if (taken[system->parent[core->row[used]]] ==
        taken[system->parent[get_col_rule (system, used)]])
      continue;
    rule = system->n_rules + core->arc[k];
    g_array_append_val (rules, rule);
  }
}

static gboolean
is_violated (const System *system, const RondoMatchCuts *cuts, const RondoMatchCut *cut)
{
  double use = 0;

  for (int32_t k = 0; k < cut->n; k++)
    use += system->x[g_array_index (cuts->arcs, int32_t, cut->first + k)];
  return use >= cut->most + MIN_VIOLATION;
}

static gboolean
add_cut (System *system, const guint8 *taken, RondoMatchCuts *cuts)
{
  RondoMatchCut cut;

  list_rules (system, taken, system->list);
  if (!derive (cuts,
               system->problem,
               (const int32_t *)system->list->data,
               (int32_t)system->list->len,
               system->has_rule))
    return FALSE;
  cut = g_array_index (cuts->cuts, RondoMatchCut, cuts->cuts->len - 1);
  if (is_violated (system, cuts, &cut))
    return TRUE;
  g_array_set_size (cuts->cuts, cuts->cuts->len - 1);
  g_array_set_size (cuts->arcs, cut.first);
  g_array_set_size (cuts->rules, cut.rule_first);
  return FALSE;
}

static int
add_violated (System *system, const RondoMatchCore *solution, RondoMatchCuts *cuts)
{
  g_autofree guint8 *is_pivot = g_new0 (guint8, system->n_classes + 1);
  g_autofree guint8 *taken = g_new0 (guint8, system->n_classes + 1);
  int n_added = 0;

  for (int32_t k = 0; k < solution->n_arcs; k++)
    system->x[solution->arc[k]] = solution->x[k];
  for (guint e = 0; e < system->pivots->len; e++)
    is_pivot[g_array_index (system->pivots, int32_t, e)] = 1;
  for (int32_t bit = 0;
       bit < system->n_classes && n_added < MAX_NEW_CUTS && !rondo_match_clock_stop (system->clock);
       bit++)
    if (!is_pivot[bit] && take_classes (system, bit, taken))
      n_added += add_cut (system, taken, cuts);
  return n_added;
}

static int
separate (RondoMatchCuts *cuts,
          const RondoMatchProblem *problem,
          const RondoMatchCore *core,
          const RondoMatchCore *solution,
          double negligible,
          double tight,
          RondoMatchClock *clock)
{
  System system = {
      .problem = problem, .core = core, .negligible = negligible, .tight = tight, .clock = clock};
  int n_added = 0;

  system.n_rules = core->n_rows + core->n_cols;
  system.parent = g_new (int32_t, system.n_rules);
  system.rows = g_ptr_array_new_with_free_func (g_free);
  system.pivots = g_array_new (FALSE, FALSE, sizeof (int32_t));
  merge_rules (&system);
  if (system.n_classes <= MAX_CLASSES) {
    build_system (&system);
    system.x = g_new0 (double, problem->n_arcs + 1);
    system.has_rule = g_new0 (guint8, (gsize)system.n_rules + problem->n_arcs + 1);
    system.list = g_array_new (FALSE, FALSE, sizeof (int32_t));
    n_added = add_violated (&system, solution, cuts);
    g_array_unref (system.list);
  }
  g_free (system.parent);
  g_free (system.odd);
  g_free (system.x);
  g_free (system.has_rule);
  g_ptr_array_unref (system.rows);
  g_array_unref (system.pivots);
  return n_added;
}

/* What is used little or nearly full may be taken for unused or full: such cuts are violated by
 * less, but there are more of them. */
int
rondo_match_cuts_separate (RondoMatchCuts *cuts,
                           const RondoMatchProblem *problem,
                           const RondoMatchCore *core,
                           gboolean is_thorough,
                           RondoMatchClock *clock)
{
  static const double slacks[] = {0.001, 0.15, 0.3};
  int n_added = 0;

  for (gsize k = 0; k < (is_thorough ? G_N_ELEMENTS (slacks) : 1); k++)
    n_added += separate (cuts, problem, core, core, slacks[k], 1.0 - MAX (slacks[k], 0.07), clock);
  return n_added;
}

int
rondo_match_cuts_separate_all (RondoMatchCuts *cuts,
                               const RondoMatchProblem *problem,
                               const RondoMatchCore *all,
                               const RondoMatchCore *core,
                               RondoMatchClock *clock)
{
  return separate (cuts, problem, all, core, 0, 1.0, clock);
}
