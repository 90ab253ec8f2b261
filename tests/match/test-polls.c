/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cancelling is prompt whatever the machine does: how much work lies between two questions whether
 * to stop is counted, not timed. The engine is compiled for this test so that each basic block
 * that is run calls a counter, so that no loop is left out. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
#include "rondo-match-bands.h"
#include "rondo-match-clock.h"
#include "rondo-match-prices.h"
#include "rondo-match-relief.h"
#include "rondo-match-rings.h"

/* Blocks take some nanoseconds, those that wait for memory up to ten: this is less than 50 ms. */
#define MOST_BLOCKS 4000000

static _Thread_local uint64_t n_blocks;
static uint64_t n_polls;
static uint64_t last_poll;
static uint64_t longest;
static uint64_t stop_at; /* blocks after which a run is cancelled */
static volatile int cancelled;

void __sanitizer_cov_trace_pc (void);
gboolean __real_rondo_match_clock_stop (RondoMatchClock *clock);
gboolean __wrap_rondo_match_clock_stop (RondoMatchClock *clock);

/* The compiler calls it at the beginning of every block of the engine. */
void
__sanitizer_cov_trace_pc (void)
{
  n_blocks++;
}

static void
note_work (void)
{
  uint64_t work = n_blocks - last_poll;

  longest = MAX (longest, work);
  last_poll = n_blocks;
}

/* The linker puts it before the engine's own. */
gboolean
__wrap_rondo_match_clock_stop (RondoMatchClock *clock)
{
  if (clock != NULL && clock->options != NULL) {
    note_work ();
    n_polls++;
    cancelled = n_blocks >= stop_at;
  }
  return __real_rondo_match_clock_stop (clock);
}

static const RondoMatchOptions options = {NULL, NULL, NULL, &cancelled};

static void
start_counting (uint64_t most)
{
  cancelled = 0;
  longest = 0;
  n_polls = 0;
  last_poll = n_blocks;
  stop_at = n_blocks + most;
}

static void
check_counted (const char *what, uint64_t most)
{
  note_work ();
  g_test_message ("%s, stopped after %" G_GUINT64_FORMAT " blocks: %" G_GUINT64_FORMAT
                  " polls, at most %" G_GUINT64_FORMAT " blocks between two",
                  what,
                  most,
                  n_polls,
                  longest);
  g_assert_cmpuint (longest, <=, MOST_BLOCKS);
}

/* Stopped ever later, so that every phase is the one that is stopped. */
static void
count_solves (const char *what, MatchCase *match, uint64_t most)
{
  const RondoMatchInstance *instance = match_case_get (match);

  for (uint64_t blocks = most; blocks > 100000; blocks /= 5) {
    g_autoptr (RondoMatchResult) result = NULL;

    start_counting (blocks);
    result = rondo_match_solve (instance, &options);
    check_counted (what, blocks);
    if (instance->n_members <= 1000)
      match_check_result (instance, result);
  }
}

static void
test_large (void)
{
  static const char *const families[] = {"rand", "mix"};

  for (gsize f = 0; f < G_N_ELEMENTS (families); f++) {
    g_autoptr (MatchCase) match = match_case_generate (families[f], 20000, 40, 1, 1);

    count_solves (families[f], match, 90000000);
  }
}

/* Few arcs, so that it comes to turning cycles. */
static void
test_cycles (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("euc", 3100, 12, 1, 1);

  count_solves ("cycles", match, 600000000);
}

static void
test_dense (void)
{
  static const char *const families[] = {"clus", "sym"};

  for (gsize f = 0; f < G_N_ELEMENTS (families); f++) {
    g_autoptr (MatchCase) match = match_case_generate (families[f], 1000, 0, 1, 1);

    count_solves (families[f], match, 90000000);
  }
}

static void
test_three_each (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("euc", 400, 0, 3, 1);

  count_solves ("euc, three each", match, 90000000);
}

/* Weights of 128 bits. */
static void
test_many_tiers (void)
{
  MatchShape shape = {600, 600, 2, 8, 0, 1, TRUE, 0, 1};
  uint64_t state = 5;
  g_autoptr (MatchCase) match = match_case_draw (&shape, &state);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int32_t));

  for (guint k = 0; k < match->arcs->len * 6; k++) {
    int32_t value = (int32_t)match_draw (&state, 2000000);

    g_array_append_val (values, value);
  }
  match->instance.n_tiers = 6;
  g_array_unref (match->values);
  match->values = g_steal_pointer (&values);
  count_solves ("six tiers", match, 90000000);
}

/* Rings of three or four: of few members at once, of more in exchange, of a million pairs. */
static void
test_triads (void)
{
  static const int32_t sizes[] = {18, 100, 1000};

  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++) {
    g_autoptr (MatchCase) match = match_case_generate ("mix", sizes[k], 0, 1, 1);

    match->instance.rings = RONDO_MATCH_RINGS_THREE_OR_FOUR;
    count_solves ("triads", match, 90000000);
  }
}

static void
count_fair (uint64_t most)
{
  g_autoptr (MatchCase) match = match_case_generate ("sym", 200, 0, 1, 7);
  const RondoMatchInstance *instance = match_case_get (match);
  RondoMatchRatings ratings = {instance->values, instance->values};
  g_autoptr (RondoMatchFair) fair = NULL;

  start_counting (most);
  fair = rondo_match_solve_fair (instance, &ratings, 0, &options);
  check_counted ("leximin", most);
}

static void
test_fair (void)
{
  count_fair (300000);
  count_fair (3000000);
  count_fair (60000000);
  count_fair (150000000);
}

static void
count_prices (RondoMatchSession *session, RondoMatchResult *result, uint64_t most)
{
  g_autoptr (RondoMatchPrices) prices = NULL;

  start_counting (most);
  prices = rondo_match_find_prices (session, result, 0, 0, -1, &options);
  check_counted ("prices", most);
  g_assert_cmpuint (n_polls, >, 1);
}

static void
count_reliefs (RondoMatchSession *session, RondoMatchResult *result, uint64_t most)
{
  g_autoptr (RondoMatchReliefs) reliefs = NULL;
  g_autoptr (RondoMatchSuggestions) suggestions =
      rondo_match_suggest_relaxations (rondo_match_session_get_instance (session), result);

  g_assert_cmpint (suggestions->n_relaxations, >, 0);
  start_counting (most);
  reliefs = rondo_match_find_reliefs (
      session, result, suggestions->relaxations, suggestions->n_relaxations, &options);
  check_counted ("relaxations", most);
  g_assert_cmpuint (n_polls, >, 1);
}

static void
count_rings (RondoMatchSession *session, RondoMatchResult *result, uint64_t most)
{
  start_counting (most);
  rondo_match_avoid_rings (session, result, 100, &options);
  check_counted ("rings", most);
  g_assert_cmpuint (n_polls, >, 1);
}

/* Questions about a plan are solves too. The three at the end have one possible coach only. */
static void
test_answers (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("mix", 203, 0, 1, 1);
  g_autoptr (RondoMatchSession) session = NULL;
  g_autoptr (RondoMatchResult) result = NULL;
  guint n_kept = 0;

  for (guint a = 0; a < match->arcs->len; a++) {
    RondoMatchArc arc = g_array_index (match->arcs, RondoMatchArc, a);

    if (arc.client >= 200 && arc.coach != 0)
      continue;
    g_array_index (match->arcs, RondoMatchArc, n_kept) = arc;
    g_array_index (match->values, int32_t, n_kept++) = g_array_index (match->values, int32_t, a);
  }
  g_array_set_size (match->arcs, n_kept);
  g_array_set_size (match->values, n_kept);
  session = rondo_match_session_new (match_case_get (match));
  result = rondo_match_session_solve (session, NULL);
  g_assert_cmpint (result->n_misses, >, 0);
  for (uint64_t most = 200000; most <= 60000000; most *= 17) {
    count_prices (session, result, most);
    count_reliefs (session, result, most);
  }
}

/* Values that are the same both ways leave short rings that it would cost something to join. */
static void
test_rings (void)
{
  int n_counted = 0;

  for (uint64_t seed = 1; seed <= 20; seed++) {
    g_autoptr (MatchCase) match = match_case_generate ("sym", 60, 12, 1, seed);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (match_case_get (match));
    g_autoptr (RondoMatchResult) result = rondo_match_session_solve (session, NULL);

    if (rondo_match_count_short_rings (rondo_match_session_get_instance (session), result) == 0)
      continue;
    n_counted++;
    count_rings (session, result, seed * 100000);
  }
  g_assert_cmpint (n_counted, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/polls/twenty-thousand-members-are-stopped-at-once", test_large);
  g_test_add_func ("/match/polls/turning-cycles-is-stopped-at-once", test_cycles);
  g_test_add_func ("/match/polls/a-million-pairs-are-stopped-at-once", test_dense);
  g_test_add_func ("/match/polls/three-each-are-stopped-at-once", test_three_each);
  g_test_add_func ("/match/polls/many-tiers-are-stopped-at-once", test_many_tiers);
  g_test_add_func ("/match/polls/rings-of-three-are-stopped-at-once", test_triads);
  g_test_add_func ("/match/polls/leximin-is-stopped-at-once", test_fair);
  g_test_add_func ("/match/polls/questions-about-a-plan-are-stopped-at-once", test_answers);
  g_test_add_func ("/match/polls/joining-rings-is-stopped-at-once", test_rings);
  return g_test_run ();
}
