/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader of instances; what it lets through is solved, if it is small, checked, explained and
 * written. An input that begins with “R” is a recipe for an instance, as few mutations of JSON are
 * instances still. */
#include "config.h"

#include "fuzz.h"
#include "match-check.h"
#include "rondo-wire-match.h"

#include <string.h>

/* Larger rounds would take the time of many inputs. */
#define MAX_MEMBERS 8
#define MAX_ARCS 40
/* All plans of rounds so small are tried. */
#define MAX_TRIED_MEMBERS 5
#define MAX_TRIED_ARCS 14
/* Questions about the deadline before it is reached. */
#define MAX_TURNS 20000

static gboolean
time_is_up_cb (gpointer user_data)
{
  int *turns = user_data;

  return (*turns)-- <= 0;
}

static void
check_report (const RondoWireMatchReport *report)
{
  g_autofree char *text = rondo_wire_match_encode (report);

  g_assert_nonnull (strstr (text, "rondo-match-result"));
}

static void
check_optimum (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  g_autofree int64_t *best = NULL;

  if (instance->n_members > MAX_TRIED_MEMBERS || instance->n_arcs > MAX_TRIED_ARCS)
    return;
  best = match_check_brute_force (instance);
  if (best == NULL)
    g_assert_cmpint (result->status, ==, RONDO_MATCH_INFEASIBLE);
  else if (result->status == RONDO_MATCH_OPTIMAL)
    g_assert_cmpint (match_check_compare (result->objective, best, result->n_objective), ==, 0);
  else
    g_assert_cmpint (match_check_compare (result->bound, best, result->n_objective), >=, 0);
}

static void
explain (RondoWireMatch *match, const RondoMatchOptions *options)
{
  const RondoMatchInstance *instance = rondo_wire_match_get_instance (match);
  g_autoptr (RondoMatchSession) session = rondo_match_session_new (instance);
  g_autoptr (RondoMatchResult) result = rondo_match_session_solve (session, options);
  g_autoptr (RondoMatchDropouts) dropouts = NULL;
  g_autoptr (RondoMatchReliefs) reliefs = NULL;
  g_autoptr (GPtrArray) prices =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_match_prices_free);
  int32_t n_relaxations;
  const RondoMatchRelaxation *relaxations =
      rondo_wire_match_get_relaxations (match, &n_relaxations);
  RondoWireMatchReport report = {
      .instance = instance, .result = result, .prices = prices, .relaxations = relaxations};

  check_optimum (instance, result);
  if (result->status == RONDO_MATCH_INFEASIBLE) {
    g_assert_nonnull (result->conflict);
    check_report (&report);
    return;
  }
  match_check_result (instance, result);
  report.dropouts = dropouts = rondo_match_find_dropouts (instance, result);
  report.reliefs = reliefs =
      rondo_match_find_reliefs (session, result, relaxations, n_relaxations, options);
  if (instance->n_members > 0)
    g_ptr_array_add (prices, rondo_match_find_prices (session, result, 0, 0, 2, options));
  check_report (&report);
}

static void
be_fair (RondoWireMatch *match, const RondoMatchOptions *options)
{
  const RondoMatchInstance *instance = rondo_wire_match_get_instance (match);
  const RondoMatchRatings *ratings = rondo_wire_match_get_ratings (match);
  int32_t n_bands;
  const int32_t *thresholds = rondo_wire_match_get_bands (match, &n_bands);
  g_autoptr (RondoMatchFair) fair = NULL;
  g_autoptr (RondoMatchBands) bands = NULL;
  RondoWireMatchReport report = {.instance = instance};

  if (ratings == NULL)
    return;
  fair = rondo_match_solve_fair (instance, ratings, 0, options);
  if (fair->result->status != RONDO_MATCH_INFEASIBLE)
    match_check_result (instance, fair->result);
  bands = rondo_match_find_bands (instance, fair->result, ratings, thresholds, n_bands);
  report.result = fair->result;
  report.fair = fair;
  report.bands = bands;
  check_report (&report);
}

static int
try_text (const char *text, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoWireMatch) match = rondo_wire_match_parse (text, size, &error);
  int turns = MAX_TURNS;
  RondoMatchOptions options = {NULL, time_is_up_cb, &turns, NULL};
  const RondoMatchInstance *instance;

  g_assert_true ((match == NULL) == (error != NULL));
  if (match == NULL) {
    g_assert_true (g_str_has_suffix (error->message, "."));
    g_assert_null (strchr (error->message, '\n'));
    return 0;
  }
  instance = rondo_wire_match_get_instance (match);
  if (instance->n_members > MAX_MEMBERS || instance->n_arcs > MAX_ARCS)
    return 0;
  explain (match, &options);
  be_fair (match, &options);
  return 0;
}

typedef struct {
  const uint8_t *at;
  const uint8_t *end;
} Recipe;

static guint
take (Recipe *recipe, guint below)
{
  return recipe->at < recipe->end ? *recipe->at++ % below : 0;
}

static int
take_value (Recipe *recipe)
{
  static const int values[] = {0, 0, 1, 1, 2, 7, -1, 1000, G_MAXINT32, -G_MAXINT32};

  return values[take (recipe, G_N_ELEMENTS (values))];
}

static void
append_members (Recipe *recipe, guint n, GString *text)
{
  guint most = 1 + take (recipe, 3);

  g_string_append (text, "\"members\":[");
  for (guint i = 0; i < n; i++) {
    guint gives = 1 + take (recipe, most);
    guint gets = take (recipe, 4) == 0 ? take (recipe, most + 1) : gives;

    g_string_append_printf (
        text, "%s{\"id\":\"%u\",\"clients\":%u,\"coaches\":%u}", i > 0 ? "," : "", i, gives, gets);
  }
  g_string_append_c (text, ']');
}

/* Every pair that a byte allows; some of them locked. */
static guint
append_pairs (Recipe *recipe, guint n, guint n_tiers, GString *text)
{
  guint density = 1 + take (recipe, 4);
  guint locks = 2 + take (recipe, 30);
  guint n_pairs = 0;
  g_autoptr (GString) locked = g_string_new (NULL);

  g_string_append (text, ",\"pairs\":[");
  for (guint k = 0; k < n * n && n_pairs < MAX_ARCS; k++) {
    if (k / n == k % n || take (recipe, 4) >= density)
      continue;
    g_string_append_printf (text, "%s[\"%u\",\"%u\"", n_pairs > 0 ? "," : "", k / n, k % n);
    for (guint t = 0; t < n_tiers; t++)
      g_string_append_printf (text, ",%d", take_value (recipe));
    g_string_append_c (text, ']');
    if (take (recipe, locks) == 1)
      g_string_append_printf (
          locked, "%s[\"%u\",\"%u\"]", locked->len > 0 ? "," : "", k / n, k % n);
    n_pairs++;
  }
  g_string_append_printf (text, "],\"locked\":[%s]", locked->str);
  return n_pairs;
}

static void
append_sides (Recipe *recipe, guint n_pairs, GString *text)
{
  g_string_append (text, ",\"sides\":{\"client\":[");
  for (guint k = 0; k < n_pairs; k++)
    g_string_append_printf (text, "%s%d", k > 0 ? "," : "", take_value (recipe));
  g_string_append (text, "]}");
}

static char *
cook (Recipe *recipe)
{
  guint n = 1 + take (recipe, MAX_MEMBERS);
  guint n_tiers = 1 + take (recipe, 6);
  guint n_pairs;
  GString *text = g_string_new ("{\"format\":\"rondo-match-instance\",\"version\":1,");

  g_string_append_printf (text,
                          "\"seed\":%u,\"mutual_allowed\":%s,\"reciprocal\":%s,\"tiers\":[",
                          take (recipe, 256),
                          take (recipe, 4) == 0 ? "true" : "false",
                          take (recipe, 4) == 0 ? "false" : "true");
  for (guint t = 0; t < n_tiers; t++)
    g_string_append (text, t > 0 ? ",\"t\"" : "\"t\"");
  g_string_append (text, "],");
  append_members (recipe, n, text);
  n_pairs = append_pairs (recipe, n, n_tiers, text);
  if (take (recipe, 4) == 1)
    append_sides (recipe, n_pairs, text);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Recipe recipe = {data + 1, data + size};
  g_autofree char *text = NULL;

  if (size == 0 || data[0] != 'R')
    return try_text ((const char *)data, size);
  text = cook (&recipe);
  return try_text (text, strlen (text));
}
