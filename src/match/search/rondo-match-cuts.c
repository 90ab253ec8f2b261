/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds odd-set inequalities by elimination modulo 2. */
#include "config.h"

#include "rondo-match-cuts.h"

#include <string.h>

/* A pair is tight from here on. */
#define TIGHT 0.93
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
  return cuts;
}

void
rondo_match_cuts_free (RondoMatchCuts *cuts)
{
  if (cuts == NULL)
    return;
  g_array_unref (cuts->cuts);
  g_array_unref (cuts->arcs);
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
  double negligible;
  int32_t *parent; /* rules, then the class of each */
  int32_t n_rules;
  int32_t n_classes;
  int32_t n_words;
  guint8 *odd;     /* by class: whether taking it makes the sum odd */
  GPtrArray *rows; /* of uint64_t[n_words]: equations in echelon form */
  GArray *pivots;  /* of int32_t */
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
is_tight (const RondoMatchCore *core, int32_t k)
{
  int32_t mate = core->mate[k];

  if (mate < 0)
    return FALSE;
  return (mate == k ? core->x[k] : core->x[k] + core->x[mate]) >= TIGHT;
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
    if (core->x[k] > system->negligible && !is_tight (core, k))
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
    if (core->mate[k] >= k && is_tight (core, k))
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

typedef struct {
  guint8 *is_pair; /* by arc of the problem: its pair is in the sum */
  double used;
  int32_t total;
  RondoMatchCut cut;
} Sum;

static void
add_arc (RondoMatchCuts *cuts, Sum *sum, int32_t a)
{
  g_array_append_val (cuts->arcs, a);
  sum->cut.n++;
}

static void
add_pairs (const System *system, const guint8 *taken, Sum *sum)
{
  const RondoMatchCore *core = system->core;

  for (int32_t k = 0; k < core->n_arcs; k++) {
    int32_t used;

    if (core->mate[k] < k || !is_tight (core, k))
      continue;
    used = core->x[k] > system->negligible ? k : core->mate[k];
    if (taken[system->parent[core->row[used]]] ==
        taken[system->parent[get_col_rule (system, used)]])
      continue;
    sum->is_pair[core->arc[k]] = 1;
    sum->is_pair[core->arc[core->mate[k]]] = 1;
    sum->total++;
  }
}

/* Arcs in at least two of the rules taken. */
static void
add_arcs (const System *system, const guint8 *taken, RondoMatchCuts *cuts, Sum *sum)
{
  const RondoMatchProblem *problem = system->problem;
  const int32_t *class_of = system->parent;

  for (int32_t i = 0; i < problem->n_rows; i++) {
    gboolean has_row = taken[class_of[i]];

    sum->total += has_row ? problem->supply[i] : 0;
    for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
      gboolean has_col = taken[class_of[problem->n_rows + problem->col[a]]];

      if (has_row + has_col + sum->is_pair[a] >= 2)
        add_arc (cuts, sum, a);
    }
  }
  for (int32_t j = 0; j < problem->n_cols; j++)
    sum->total += taken[class_of[problem->n_rows + j]] ? problem->demand[j] : 0;
}

static double
measure_use (const System *system, const RondoMatchCuts *cuts, const Sum *sum, double *x)
{
  double use = 0;

  for (int32_t k = 0; k < sum->cut.n; k++)
    use += x[g_array_index (cuts->arcs, int32_t, sum->cut.first + k)];
  return use;
}

static gboolean
add_cut (const System *system, const guint8 *taken, RondoMatchCuts *cuts, double *x)
{
  const RondoMatchProblem *problem = system->problem;
  g_autofree guint8 *is_pair = g_new0 (guint8, problem->n_arcs + 1);
  Sum sum = {.is_pair = is_pair, .cut.first = (int32_t)cuts->arcs->len};

  add_pairs (system, taken, &sum);
  add_arcs (system, taken, cuts, &sum);
  sum.cut.most = sum.total / 2;
  if (sum.total % 2 == 0 || sum.cut.most == 0 ||
      measure_use (system, cuts, &sum, x) < sum.cut.most + MIN_VIOLATION) {
    g_array_set_size (cuts->arcs, sum.cut.first);
    return FALSE;
  }
  g_array_append_val (cuts->cuts, sum.cut);
  return TRUE;
}

static int
add_violated (const System *system, RondoMatchCuts *cuts)
{
  const RondoMatchCore *core = system->core;
  g_autofree double *x = g_new0 (double, system->problem->n_arcs + 1);
  g_autofree guint8 *is_pivot = g_new0 (guint8, system->n_classes + 1);
  g_autofree guint8 *taken = g_new0 (guint8, system->n_classes + 1);
  int n_added = 0;

  for (int32_t k = 0; k < core->n_arcs; k++)
    x[core->arc[k]] = core->x[k];
  for (guint e = 0; e < system->pivots->len; e++)
    is_pivot[g_array_index (system->pivots, int32_t, e)] = 1;
  for (int32_t bit = 0; bit < system->n_classes && n_added < MAX_NEW_CUTS; bit++)
    if (!is_pivot[bit] && take_classes (system, bit, taken))
      n_added += add_cut (system, taken, cuts, x);
  return n_added;
}

int
rondo_match_cuts_separate (RondoMatchCuts *cuts,
                           const RondoMatchProblem *problem,
                           const RondoMatchCore *core,
                           double negligible)
{
  System system = {.problem = problem, .core = core, .negligible = negligible};
  int n_added = 0;

  system.n_rules = core->n_rows + core->n_cols;
  system.parent = g_new (int32_t, system.n_rules);
  system.rows = g_ptr_array_new_with_free_func (g_free);
  system.pivots = g_array_new (FALSE, FALSE, sizeof (int32_t));
  merge_rules (&system);
  if (system.n_classes <= MAX_CLASSES) {
    build_system (&system);
    n_added = add_violated (&system, cuts);
  }
  g_free (system.parent);
  g_free (system.odd);
  g_ptr_array_unref (system.rows);
  g_array_unref (system.pivots);
  return n_added;
}
