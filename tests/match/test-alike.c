/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds whose members are much alike: few zones, few languages, and somebody whom each asks for,
 * so that very many plans are as good as the best by anything that shows in a part of them. */
#include "config.h"

#include "rondo-match.h"

#include <stdlib.h>

#include "match-check.h"

#define N_MEMBERS_MAX 400

/* So often may the engine ask whether time is up, three times as often as it did at most. */
#define LOOKS_MAX 3000

typedef struct {
  GArray *arcs;   /* of RondoMatchArc */
  GArray *values; /* of int32_t */
  char *names[N_MEMBERS_MAX];
  int32_t units[N_MEMBERS_MAX];
} Round;

static int32_t
value_pair (int coach, int client, int n)
{
  static const int minutes_east[] = {60, -300, 330};
  int apart = abs (minutes_east[coach % 3] - minutes_east[client % 3]);
  int asked = (client * 37 + 11) % n == coach ? 1000 : 0;
  int asks = (coach * 37 + 11) % n == client ? 500 : 0;

  return asked + asks + (apart <= 180 ? 60 : -60) + 60 - apart / 12;
}

static void
add_arcs (Round *round, int n)
{
  static const int languages[] = {1, 3, 6, 5, 9}; /* sets of bits */

  for (int coach = 0; coach < n; coach++)
    for (int client = 0; client < n; client++) {
      RondoMatchArc arc = {coach, client};
      int32_t value = value_pair (coach, client, n);

      if (coach == client || (languages[coach * 7 % 5] & languages[client * 7 % 5]) == 0)
        continue;
      g_array_append_val (round->arcs, arc);
      g_array_append_val (round->values, value);
    }
}

static gboolean
count_look (gpointer data)
{
  int *looks = data;

  return ++*looks > LOOKS_MAX;
}

static void
assert_proved (int n)
{
  Round round = {g_array_new (FALSE, FALSE, sizeof (RondoMatchArc)),
                 g_array_new (FALSE, FALSE, sizeof (int32_t)),
                 {NULL},
                 {0}};
  int looks = 0;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  RondoMatchOptions options = {.deadline = count_look, .user_data = &looks};
  RondoMatchInstance instance = {.n_members = n,
                                 .n_tiers = 1,
                                 .names = (const char *const *)round.names,
                                 .gives = round.units,
                                 .gets = round.units,
                                 .reciprocal = TRUE,
                                 .seed = 1};
  g_autoptr (RondoMatchResult) result = NULL;

  add_arcs (&round, n);
  for (int i = 0; i < n; i++) {
    round.names[i] = g_strdup_printf ("%08x-%d", g_rand_int (random), i);
    round.units[i] = 1;
  }
  instance.n_arcs = (int32_t)round.arcs->len;
  instance.arcs = (const RondoMatchArc *)round.arcs->data;
  instance.values = (const int32_t *)round.values->data;
  result = rondo_match_solve (&instance, &options);
  g_test_message ("%d members: %d looks at the clock", n, looks);
  match_check_result (&instance, result);
  g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
  g_assert_cmpint (result->n_pairs, ==, n);
  for (int i = 0; i < n; i++)
    g_free (round.names[i]);
  g_array_unref (round.arcs);
  g_array_unref (round.values);
}

static void
test_proved (void)
{
  for (int n = 100; n <= N_MEMBERS_MAX; n += 100)
    assert_proved (n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/alike/rounds-of-members-who-are-alike-are-proved", test_proved);
  return g_test_run ();
}
