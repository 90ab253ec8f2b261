/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the others can close the gap when one member drops out. */
#include "config.h"

#include "rondo-match-pairs.h"
#include "rondo-match-rings.h"

/*
 * Losing: a plan seen from those who may lose somebody.
 * @allowed: sorted
 * @client_first, @clients, @coach_first, @coaches: the plan by coach and by client
 * @spare, @n_spare: members who need no client but could have one more
 * @node: by member, its number in the small round that closes a gap; −1 outside
 */
typedef struct {
  const RondoMatchInstance *instance;
  RondoMatchArc *allowed;
  const RondoMatchResult *result;
  int32_t *client_first;
  int32_t *clients;
  int32_t *coach_first;
  int32_t *coaches;
  int32_t *spare;
  int32_t n_spare;
  int32_t *node;
} Losing;

/* Needs as many clients as coaches. */
static gboolean
is_even (const RondoMatchInstance *instance, int32_t i)
{
  return instance->reciprocal && instance->gives[i] == instance->gets[i];
}

static void
index_plan (Losing *losing, const RondoMatchResult *result)
{
  int32_t n = losing->instance->n_members;
  g_autofree int32_t *given = NULL;
  g_autofree int32_t *got = NULL;

  losing->client_first = g_new0 (int32_t, (gsize)n + 1);
  losing->coach_first = g_new0 (int32_t, (gsize)n + 1);
  losing->clients = g_new (int32_t, (gsize)MAX (result->n_pairs, 1));
  losing->coaches = g_new (int32_t, (gsize)MAX (result->n_pairs, 1));
  for (int32_t k = 0; k < result->n_pairs; k++) {
    losing->client_first[result->pairs[k].coach + 1]++;
    losing->coach_first[result->pairs[k].client + 1]++;
  }
  for (int32_t i = 0; i < n; i++) {
    losing->client_first[i + 1] += losing->client_first[i];
    losing->coach_first[i + 1] += losing->coach_first[i];
  }
  given = g_memdup2 (losing->client_first, ((gsize)n + 1) * sizeof (int32_t));
  got = g_memdup2 (losing->coach_first, ((gsize)n + 1) * sizeof (int32_t));
  for (int32_t k = 0; k < result->n_pairs; k++) {
    losing->clients[given[result->pairs[k].coach]++] = result->pairs[k].client;
    losing->coaches[got[result->pairs[k].client]++] = result->pairs[k].coach;
  }
}

static int32_t
count_clients (const Losing *losing, int32_t i)
{
  return losing->client_first[i + 1] - losing->client_first[i];
}

static int32_t
count_coaches (const Losing *losing, int32_t i)
{
  return losing->coach_first[i + 1] - losing->coach_first[i];
}

static void
losing_init (Losing *losing, const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  int32_t n = instance->n_members;

  losing->instance = instance;
  losing->allowed = rondo_match_sort_pairs (instance->arcs, instance->n_arcs);
  losing->result = result;
  losing->spare = g_new (int32_t, (gsize)MAX (n, 1));
  losing->node = g_new (int32_t, (gsize)MAX (n, 1));
  index_plan (losing, result);
  for (int32_t i = 0; i < n; i++) {
    losing->node[i] = -1;
    if (!is_even (instance, i) && count_clients (losing, i) < instance->gives[i])
      losing->spare[losing->n_spare++] = i;
  }
}

static void
losing_clear (Losing *losing)
{
  g_free (losing->allowed);
  g_free (losing->client_first);
  g_free (losing->clients);
  g_free (losing->coach_first);
  g_free (losing->coaches);
  g_free (losing->spare);
  g_free (losing->node);
}

static gboolean
is_chosen (const Losing *losing, int32_t coach, int32_t client)
{
  const RondoMatchResult *result = losing->result;

  return rondo_match_has_pair (result->pairs, result->n_pairs, coach, client);
}

/* Whether @coach may take over @client while all other pairs stay. */
static gboolean
may_take_over (const Losing *losing, int32_t coach, int32_t client)
{
  const RondoMatchInstance *instance = losing->instance;

  return coach != client &&
         rondo_match_has_pair (losing->allowed, instance->n_arcs, coach, client) &&
         !is_chosen (losing, coach, client) &&
         (instance->mutual_allowed || !is_chosen (losing, client, coach));
}

/* The small round of those who have lost somebody. */
typedef struct {
  GArray *members; /* of int32_t */
  GArray *gives;
  GArray *gets;
  GArray *arcs;   /* of RondoMatchArc, between nodes */
  GArray *values; /* 1 where a client goes to somebody who needs one */
} Gap;

static int32_t
add_node (Losing *losing, Gap *gap, int32_t member)
{
  int32_t none = 0;

  if (losing->node[member] < 0) {
    losing->node[member] = (int32_t)gap->members->len;
    g_array_append_val (gap->members, member);
    g_array_append_val (gap->gives, none);
    g_array_append_val (gap->gets, none);
  }
  return losing->node[member];
}

/* @member could take over so many clients. */
static void
add_coach (Losing *losing, Gap *gap, int32_t member, int32_t units)
{
  const RondoMatchInstance *instance = losing->instance;
  int32_t node = add_node (losing, gap, member);

  if (!is_even (instance, member))
    units += instance->gives[member] - count_clients (losing, member);
  g_array_index (gap->gives, int32_t, node) = units;
}

static void
add_client (Losing *losing, Gap *gap, int32_t member)
{
  int32_t node = add_node (losing, gap, member);

  g_array_index (gap->gets, int32_t, node) = 1;
}

static void
add_arc (Losing *losing, Gap *gap, int32_t coach, int32_t client)
{
  RondoMatchArc arc = {losing->node[coach], losing->node[client]};
  int32_t value = is_even (losing->instance, coach);

  g_array_append_val (gap->arcs, arc);
  g_array_append_val (gap->values, value);
}

/* Those who could take over @client of @x: its coaches, and of those with a unit to spare as many
 * as the other clients could not take away. */
static void
add_arcs (Losing *losing, Gap *gap, int32_t x, int32_t client)
{
  int32_t most = 2 * count_clients (losing, x) + 1;

  for (int32_t k = losing->coach_first[x]; k < losing->coach_first[x + 1]; k++)
    if (may_take_over (losing, losing->coaches[k], client))
      add_arc (losing, gap, losing->coaches[k], client);
  for (int32_t k = 0; k < losing->n_spare && most > 0; k++) {
    int32_t coach = losing->spare[k];

    if (coach == x || is_chosen (losing, coach, x) || !may_take_over (losing, coach, client))
      continue;
    add_coach (losing, gap, coach, 0);
    add_arc (losing, gap, coach, client);
    most--;
  }
}

static gboolean
solve_gap (const Losing *losing, const Gap *gap, int32_t n_needed, int32_t n_returned)
{
  guint n = gap->members->len;
  g_autofree const char **names = g_new (const char *, n);
  RondoMatchInstance instance = {.n_members = (int32_t)n,
                                 .n_arcs = (int32_t)gap->arcs->len,
                                 .n_tiers = 1,
                                 .names = names,
                                 .gives = (const int32_t *)gap->gives->data,
                                 .gets = (const int32_t *)gap->gets->data,
                                 .arcs = (const RondoMatchArc *)gap->arcs->data,
                                 .values = (const int32_t *)gap->values->data,
                                 .mutual_allowed = losing->instance->mutual_allowed};
  g_autoptr (RondoMatchResult) result = NULL;

  for (guint k = 0; k < n; k++)
    names[k] = losing->instance->names[g_array_index (gap->members, int32_t, k)];
  result = rondo_match_solve (&instance, NULL);
  return result->objective[0] == n_needed && result->objective[1] >= n_returned;
}

/* FALSE if @x leaves clients without a coach, or coaches without the client they are owed. */
static gboolean
closes_gap (Losing *losing, int32_t x)
{
  const RondoMatchInstance *instance = losing->instance;
  int32_t n_needed = count_clients (losing, x);
  int32_t n_returned = 0;
  gboolean is_closed;
  Gap gap = {g_array_new (FALSE, FALSE, sizeof (int32_t)),
             g_array_new (FALSE, FALSE, sizeof (int32_t)),
             g_array_new (FALSE, FALSE, sizeof (int32_t)),
             g_array_new (FALSE, FALSE, sizeof (RondoMatchArc)),
             g_array_new (FALSE, FALSE, sizeof (int32_t))};

  for (int32_t k = losing->coach_first[x]; k < losing->coach_first[x + 1]; k++) {
    add_coach (losing, &gap, losing->coaches[k], 1);
    n_returned += is_even (instance, losing->coaches[k]);
  }
  for (int32_t k = losing->client_first[x]; k < losing->client_first[x + 1]; k++)
    add_client (losing, &gap, losing->clients[k]);
  for (int32_t k = losing->client_first[x]; k < losing->client_first[x + 1]; k++)
    add_arcs (losing, &gap, x, losing->clients[k]);
  is_closed =
      n_returned <= n_needed && (n_needed == 0 || solve_gap (losing, &gap, n_needed, n_returned));
  for (guint k = 0; k < gap.members->len; k++)
    losing->node[g_array_index (gap.members, int32_t, k)] = -1;
  g_array_unref (gap.members);
  g_array_unref (gap.gives);
  g_array_unref (gap.gets);
  g_array_unref (gap.arcs);
  g_array_unref (gap.values);
  return is_closed;
}

/* One client and one coach, which is nearly always so, needs no search. */
static gboolean
survives (Losing *losing, int32_t x)
{
  int32_t n_clients = count_clients (losing, x);
  int32_t n_coaches = count_coaches (losing, x);

  if (n_clients == 1 && n_coaches == 1 && losing->n_spare == 0)
    return may_take_over (
        losing, losing->coaches[losing->coach_first[x]], losing->clients[losing->client_first[x]]);
  return closes_gap (losing, x);
}

RondoMatchDropouts *
rondo_match_find_dropouts (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  RondoMatchDropouts *dropouts = g_new0 (RondoMatchDropouts, 1);
  Losing losing = {0};

  dropouts->members = g_new (int32_t, (gsize)MAX (instance->n_members, 1));
  losing_init (&losing, instance, result);
  for (int32_t x = 0; x < instance->n_members; x++)
    if (!survives (&losing, x))
      dropouts->members[dropouts->n_members++] = x;
  losing_clear (&losing);
  return dropouts;
}

void
rondo_match_dropouts_free (RondoMatchDropouts *dropouts)
{
  if (dropouts == NULL)
    return;
  g_free (dropouts->members);
  g_free (dropouts);
}
