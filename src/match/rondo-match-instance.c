/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks what is asked before anything is computed. */
#include "config.h"

#include "rondo-match.h"

#include <stdlib.h>

/* Larger instances are refused rather than computed for hours. */
#define MAX_MEMBERS 1000000
#define MAX_ARCS 100000000
#define MAX_UNITS 1000

static char *
check_sizes (const RondoMatchInstance *instance)
{
  if (instance->n_members < 0 || instance->n_members > MAX_MEMBERS)
    return g_strdup_printf (
        "The number of members is %d; it must be from 0 to %d.", instance->n_members, MAX_MEMBERS);
  if (instance->n_arcs < 0 || instance->n_arcs > MAX_ARCS)
    return g_strdup_printf (
        "The number of possible pairs is %d; it must be from 0 to %d.", instance->n_arcs, MAX_ARCS);
  if (instance->n_tiers < 1 || instance->n_tiers > 64)
    return g_strdup_printf ("The number of tiers is %d; it must be from 1 to 64.",
                            instance->n_tiers);
  if (instance->n_locked < 0 || instance->n_locked > MAX_ARCS)
    return g_strdup_printf (
        "The number of locked pairs is %d; it must be from 0 to %d.", instance->n_locked, MAX_ARCS);
  return NULL;
}

static char *
check_members (const RondoMatchInstance *instance)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int32_t i = 0; i < instance->n_members; i++) {
    const char *name = instance->names[i];

    if (name == NULL || *name == '\0')
      return g_strdup_printf ("Member %d has no id; every member needs one.", i + 1);
    if (!g_hash_table_add (names, (gpointer)name))
      return g_strdup_printf ("The id “%s” stands for two members; every id may occur once.", name);
    if (instance->gives[i] < 0 || instance->gives[i] > MAX_UNITS)
      return g_strdup_printf ("“%s” is to coach %d clients; it must be from 0 to %d.",
                              name,
                              instance->gives[i],
                              MAX_UNITS);
    if (instance->gets[i] < 0 || instance->gets[i] > MAX_UNITS)
      return g_strdup_printf ("“%s” is to have %d coaches; it must be from 0 to %d.",
                              name,
                              instance->gets[i],
                              MAX_UNITS);
  }
  return NULL;
}

static char *
check_ends (const RondoMatchInstance *instance,
            const RondoMatchArc *arcs,
            int32_t n_arcs,
            const char *what)
{
  for (int32_t a = 0; a < n_arcs; a++) {
    int32_t coach = arcs[a].coach;
    int32_t client = arcs[a].client;

    if (coach < 0 || coach >= instance->n_members || client < 0 || client >= instance->n_members)
      return g_strdup_printf ("%s %d names a member who is not listed.", what, a + 1);
    if (coach == client)
      return g_strdup_printf ("%s %d pairs “%s” with themself; nobody can coach themself.",
                              what,
                              a + 1,
                              instance->names[coach]);
  }
  return NULL;
}

static int
compare_keys (const void *a, const void *b)
{
  guint64 left = *(const guint64 *)a;
  guint64 right = *(const guint64 *)b;

  return left < right ? -1 : left > right;
}

static char *
check_twice (const RondoMatchInstance *instance,
             const RondoMatchArc *arcs,
             int32_t n_arcs,
             const char *what)
{
  g_autofree guint64 *keys = g_new (guint64, MAX (n_arcs, 1));

  for (int32_t a = 0; a < n_arcs; a++)
    keys[a] = (guint64)arcs[a].coach << 32 | (guint32)arcs[a].client;
  qsort (keys, n_arcs, sizeof (guint64), compare_keys);
  for (int32_t a = 1; a < n_arcs; a++)
    if (keys[a] == keys[a - 1])
      return g_strdup_printf ("%s “%s” → “%s” is listed twice; once is enough.",
                              what,
                              instance->names[keys[a] >> 32],
                              instance->names[keys[a] & 0xffffffffu]);
  return NULL;
}

static char *
check_values (const RondoMatchInstance *instance)
{
  for (int32_t a = 0; a < instance->n_arcs; a++)
    for (int32_t t = 0; t < instance->n_tiers; t++)
      if (instance->values[(gsize)a * instance->n_tiers + t] == INT32_MIN)
        return g_strdup_printf ("A value of the pair “%s” → “%s” is out of range; it must be "
                                "greater than −2³¹ and less than 2³¹.",
                                instance->names[instance->arcs[a].coach],
                                instance->names[instance->arcs[a].client]);
  return NULL;
}

char *
rondo_match_check_instance (const RondoMatchInstance *instance)
{
  char *problem = check_sizes (instance);

  if (problem == NULL)
    problem = check_members (instance);
  if (problem == NULL)
    problem = check_ends (instance, instance->arcs, instance->n_arcs, "Pair");
  if (problem == NULL)
    problem = check_ends (instance, instance->locked, instance->n_locked, "Locked pair");
  if (problem == NULL)
    problem = check_twice (instance, instance->arcs, instance->n_arcs, "The pair");
  if (problem == NULL)
    problem = check_twice (instance, instance->locked, instance->n_locked, "The locked pair");
  if (problem == NULL)
    problem = check_values (instance);
  return problem;
}
