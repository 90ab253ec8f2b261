/* SPDX-License-Identifier: GPL-3.0-or-later
 * Grows sets of rows and columns, as blossoms are grown for the 2-factor (Padberg and Hong 1980):
 * from each, the neighbour joins that leaves least slack in half the sum of the set's rules.
 *
 * A pair, or an arc that has no twin, is a link between up to four rules. Whatever the set, its
 * rule is best added to the sum or not depending on the slack this leaves; if the sum is even then,
 * the link that costs least changes its mind (Letchford, Reinelt and Theis 2004). The cut is
 * violated by half of what the slack lacks to 1. */
#include "config.h"

#include "rondo-match-odd.h"

#include <math.h>

/* A cut violated by less is not worth its arcs. */
#define MIN_VIOLATION 0.04
/* A set with so much slack will hardly become tight again. */
#define MAX_SLACK 1.5
/* One in so many rules is grown from each time. */
#define SEED_STEP 5
/* Rules of a set. */
#define MAX_SIZE 80
/* A use this close to a whole number is whole. */
#define WHOLE 1e-4

typedef struct {
  int32_t rule[2][2]; /* row and column of both arcs; −1 where there is no second */
  double x[2];
  int32_t arc;
  gboolean is_free; /* may be used more than once */
} Link;

typedef struct {
  const RondoMatchProblem *problem;
  Link *links;
  int32_t n_links;
  int32_t n_rules;
  int32_t *first; /* links by rule, those used in part up to @parted */
  int32_t *parted;
  int32_t *at;
  guint8 *is_odd; /* by rule: whether it and what it uses as a whole make the sum odd */
  guint8 *in;     /* by rule */
  int32_t *set;
  int32_t n_set;
  guint8 *is_near; /* by rule: listed in @near */
  int32_t *near;
  int32_t n_near;
  double *alone;    /* by rule near: what the slack changes by if it joins */
  double *together; /* the same with its other side */
  int32_t *stamp;   /* by link */
  int32_t time;
  guint8 *is_used; /* by rule: in a cut already */
} Growth;

static void
add_link (Growth *growth, const RondoMatchCore *core, int32_t k)
{
  const RondoMatchProblem *problem = growth->problem;
  int32_t mate = core->mate[k];
  Link *link = &growth->links[growth->n_links];
  int32_t a = core->arc[k];

  *link =
      (Link){{{core->row[k], problem->n_rows + core->col[k]}, {-1, -1}}, {core->x[k], 0}, a, FALSE};
  link->is_free = problem->twin[a] < 0 && problem->cap[a] != 1;
  if (mate >= 0 && mate != k) {
    link->rule[1][0] = core->row[mate];
    link->rule[1][1] = problem->n_rows + core->col[mate];
    link->x[1] = core->x[mate];
  }
  growth->n_links++;
}

/* Used once or not at all, it leaves no slack whatever the set. */
static gboolean
is_whole (const Link *link)
{
  return !link->is_free && fabs (link->x[0] - rint (link->x[0])) < WHOLE &&
         fabs (link->x[1] - rint (link->x[1])) < WHOLE;
}

static void
index_links_that (Growth *growth, int32_t *end, gboolean are_whole)
{
  for (int32_t l = 0; l < growth->n_links; l++)
    for (int k = 0; k < 4 && is_whole (&growth->links[l]) == are_whole; k++)
      if (growth->links[l].rule[k / 2][k % 2] >= 0)
        growth->at[end[growth->links[l].rule[k / 2][k % 2]]++] = l;
}

static void
index_links (Growth *growth)
{
  g_autofree int32_t *end = NULL;

  growth->first = g_new0 (int32_t, growth->n_rules + 1);
  growth->at = g_new (int32_t, growth->n_links * 4 + 1);
  for (int32_t l = 0; l < growth->n_links; l++)
    for (int k = 0; k < 4; k++)
      if (growth->links[l].rule[k / 2][k % 2] >= 0)
        growth->first[growth->links[l].rule[k / 2][k % 2] + 1]++;
  for (int32_t r = 0; r < growth->n_rules; r++)
    growth->first[r + 1] += growth->first[r];
  end = g_memdup2 (growth->first, (growth->n_rules + 1) * sizeof (int32_t));
  index_links_that (growth, end, FALSE);
  growth->parted = g_memdup2 (end, (growth->n_rules + 1) * sizeof (int32_t));
  index_links_that (growth, end, TRUE);
}

/* A link used as a whole is added to the sum whenever one of its two ends is in the set, so that
 * each of these counts for itself. */
static void
add_parities (Growth *growth)
{
  const RondoMatchProblem *problem = growth->problem;

  for (int32_t i = 0; i < problem->n_rows; i++)
    growth->is_odd[i] = problem->supply[i] & 1;
  for (int32_t j = 0; j < problem->n_cols; j++)
    growth->is_odd[problem->n_rows + j] = problem->demand[j] & 1;
  for (int32_t l = 0; l < growth->n_links; l++) {
    const Link *link = &growth->links[l];

    for (int k = 0; k < 4 && !link->is_free && is_whole (link); k++)
      if (link->rule[k / 2][0] >= 0 && link->x[k / 2] > 0.5)
        growth->is_odd[link->rule[k / 2][k % 2]] ^= 1;
  }
}

static void
growth_init (Growth *growth, const RondoMatchProblem *problem, const RondoMatchCore *core)
{
  *growth = (Growth){.problem = problem, .n_rules = problem->n_rows + problem->n_cols};
  growth->links = g_new (Link, core->n_arcs + 1);
  for (int32_t k = 0; k < core->n_arcs; k++)
    if (core->mate[k] < 0 || core->mate[k] >= k)
      add_link (growth, core, k);
  index_links (growth);
  growth->is_odd = g_new0 (guint8, growth->n_rules);
  add_parities (growth);
  growth->in = g_new0 (guint8, growth->n_rules);
  growth->is_near = g_new0 (guint8, growth->n_rules);
  growth->is_used = g_new0 (guint8, growth->n_rules);
  growth->set = g_new (int32_t, growth->n_rules);
  growth->near = g_new (int32_t, growth->n_rules);
  growth->alone = g_new (double, growth->n_rules);
  growth->together = g_new (double, growth->n_rules);
  growth->stamp = g_new0 (int32_t, growth->n_links + 1);
}

static void
growth_clear (Growth *growth)
{
  g_free (growth->links);
  g_free (growth->first);
  g_free (growth->parted);
  g_free (growth->at);
  g_free (growth->is_odd);
  g_free (growth->in);
  g_free (growth->is_near);
  g_free (growth->is_used);
  g_free (growth->set);
  g_free (growth->near);
  g_free (growth->alone);
  g_free (growth->together);
  g_free (growth->stamp);
}

/* The slack that a link leaves without its rule, and with it. */
static inline void
weigh_link (const Growth *growth, const Link *link, double *without, double *with)
{
  double used = 0;

  if (growth->in[link->rule[0][0]] != growth->in[link->rule[0][1]])
    used += link->x[0];
  if (link->rule[1][0] >= 0 && growth->in[link->rule[1][0]] != growth->in[link->rule[1][1]])
    used += link->x[1];
  *without = used;
  *with = link->is_free ? 1e6 : 1.0 - used;
}

/* What the slack changes by if @rule joins. */
static double
weigh_join (Growth *growth, int32_t rule)
{
  double change = 0;

  for (int32_t k = growth->first[rule]; k < growth->parted[rule]; k++) {
    const Link *link = &growth->links[growth->at[k]];
    double without, with;

    weigh_link (growth, link, &without, &with);
    change -= MIN (without, with);
    growth->in[rule] = 1;
    weigh_link (growth, link, &without, &with);
    change += MIN (without, with);
    growth->in[rule] = 0;
  }
  return change;
}

/* The row of a column and the column of a row, of the same member. */
static int32_t
get_other_side (const Growth *growth, int32_t rule)
{
  int32_t n_rows = growth->problem->n_rows;

  return rule < n_rows ? rule + n_rows : rule - n_rows;
}

static void
list_near (Growth *growth, int32_t rule)
{
  if (growth->is_near[rule])
    return;
  growth->is_near[rule] = 1;
  growth->near[growth->n_near++] = rule;
}

/* Looks again at @rule and its other side, as far as they are not in the set. */
static void
weigh_again (Growth *growth, int32_t rule)
{
  int32_t other = get_other_side (growth, rule);

  if (growth->in[rule]) {
    int32_t kept = rule;

    rule = other;
    other = kept;
  }
  if (growth->in[rule])
    return;
  list_near (growth, rule);
  growth->alone[rule] = weigh_join (growth, rule);
  growth->together[rule] = 1e6;
  if (growth->in[other])
    return;
  list_near (growth, other);
  growth->alone[other] = weigh_join (growth, other);
  growth->in[rule] = 1;
  growth->together[rule] = growth->alone[rule] + weigh_join (growth, other);
  growth->in[rule] = 0;
  growth->together[other] = growth->together[rule];
}

/* A pair's rules are those of two members, so that each link leads to one other. */
static void
join (Growth *growth, int32_t rule)
{
  growth->in[rule] = 1;
  growth->set[growth->n_set++] = rule;
  weigh_again (growth, rule);
  for (int32_t k = growth->first[rule]; k < growth->parted[rule]; k++) {
    const Link *link = &growth->links[growth->at[k]];
    int32_t side = get_other_side (growth, rule);

    weigh_again (growth,
                 link->rule[0][0] == rule || link->rule[0][0] == side ? link->rule[0][1]
                                                                      : link->rule[0][0]);
  }
}

static void
forget (Growth *growth)
{
  for (int32_t k = 0; k < growth->n_set; k++)
    growth->in[growth->set[k]] = 0;
  for (int32_t k = 0; k < growth->n_near; k++)
    growth->is_near[growth->near[k]] = 0;
  growth->n_set = 0;
  growth->n_near = 0;
}

typedef struct {
  double slack;
  gboolean is_odd;
  double flip; /* what it costs that one link changes its mind */
  int32_t flipped;
} Sum;

/* Half the sum of the set's rules. A link used as a whole leaves no slack, and changing its mind
 * would cost all that a cut may gain: those used in part are enough. */
static Sum
add_up (Growth *growth)
{
  Sum sum = {0, FALSE, 1e6, -1};

  growth->time++;
  for (int32_t s = 0; s < growth->n_set; s++) {
    int32_t rule = growth->set[s];

    sum.is_odd ^= growth->is_odd[rule];
    for (int32_t k = growth->first[rule]; k < growth->parted[rule]; k++) {
      int32_t l = growth->at[k];
      double without, with;

      if (growth->stamp[l] == growth->time)
        continue;
      growth->stamp[l] = growth->time;
      weigh_link (growth, &growth->links[l], &without, &with);
      sum.slack += MIN (without, with);
      sum.is_odd ^= with < without;
      if (fabs (with - without) < sum.flip) {
        sum.flip = fabs (with - without);
        sum.flipped = l;
      }
    }
  }
  return sum;
}

/* The rules of the links that are in the sum, once @flipped has changed its mind. */
static void
append_links (Growth *growth, int32_t flipped, GArray *rules)
{
  growth->time++;
  for (int32_t s = 0; s < growth->n_set; s++) {
    int32_t rule = growth->set[s];

    for (int32_t k = growth->first[rule]; k < growth->first[rule + 1]; k++) {
      int32_t l = growth->at[k];
      int32_t mark = growth->n_rules + growth->links[l].arc;
      double without, with;

      if (growth->stamp[l] == growth->time)
        continue;
      growth->stamp[l] = growth->time;
      weigh_link (growth, &growth->links[l], &without, &with);
      if ((with < without) != (l == flipped))
        g_array_append_val (rules, mark);
    }
  }
}

static double
measure_violation (const Sum *sum)
{
  return (1.0 - sum->slack - (sum->is_odd ? 0 : sum->flip)) / 2;
}

static gboolean
add_cut (Growth *growth, RondoMatchCuts *cuts, const Sum *sum)
{
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (int32_t));

  g_array_append_vals (rules, growth->set, (guint)growth->n_set);
  append_links (growth, sum->is_odd ? -1 : sum->flipped, rules);
  for (int32_t s = 0; s < growth->n_set; s++)
    growth->is_used[growth->set[s]] = 1;
  return rondo_match_cuts_derive (
      cuts, growth->problem, (const int32_t *)rules->data, (int32_t)rules->len);
}

/* The neighbour, alone or with its other side, that adds least slack. FALSE if there is none. */
static gboolean
grow (Growth *growth, double *slack)
{
  double least = 1e5;
  int32_t best = -1;
  gboolean is_double = FALSE;
  int32_t n_near = 0;

  for (int32_t k = 0; k < growth->n_near; k++) {
    int32_t rule = growth->near[k];

    if (growth->in[rule]) {
      growth->is_near[rule] = 0;
      continue;
    }
    growth->near[n_near++] = rule;
    if (MIN (growth->alone[rule], growth->together[rule]) < least) {
      is_double = growth->together[rule] < growth->alone[rule];
      least = is_double ? growth->together[rule] : growth->alone[rule];
      best = rule;
    }
  }
  growth->n_near = n_near;
  if (best < 0)
    return FALSE;
  join (growth, best);
  if (is_double)
    join (growth, get_other_side (growth, best));
  *slack += least;
  return TRUE;
}

/* Grows from @seed and keeps the first cut that is clearly violated. */
static gboolean
grow_from (Growth *growth, RondoMatchCuts *cuts, int32_t seed, int32_t other)
{
  double slack = weigh_join (growth, seed);
  gboolean is_found = FALSE;

  join (growth, seed);
  if (other >= 0) {
    slack += weigh_join (growth, other);
    join (growth, other);
  }
  while (!is_found && slack < MAX_SLACK && growth->n_set < MAX_SIZE && grow (growth, &slack)) {
    Sum sum;

    if (slack > 1.0 - 2 * MIN_VIOLATION)
      continue;
    sum = add_up (growth);
    is_found = measure_violation (&sum) >= MIN_VIOLATION && add_cut (growth, cuts, &sum);
  }
  forget (growth);
  return is_found;
}

int
rondo_match_odd_separate (RondoMatchCuts *cuts,
                          const RondoMatchProblem *problem,
                          const RondoMatchCore *core,
                          int turn,
                          int most,
                          RondoMatchClock *clock)
{
  Growth growth;
  int n_added = 0;

  if (problem->n_rows != problem->n_cols)
    return 0;
  growth_init (&growth, problem, core);
  for (int32_t seed = turn % SEED_STEP;
       seed < growth.n_rules && n_added < most && !rondo_match_clock_stop (clock);
       seed += SEED_STEP) {
    int32_t other = get_other_side (&growth, seed);

    if (growth.is_used[seed] || growth.first[seed] == growth.parted[seed])
      continue;
    n_added += grow_from (&growth, cuts, seed, -1);
    if (!growth.is_used[seed])
      n_added += grow_from (&growth, cuts, seed, other);
  }
  growth_clear (&growth);
  return n_added;
}
