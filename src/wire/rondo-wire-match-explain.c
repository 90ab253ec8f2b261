/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes what explains a result: dropouts, bands, levels, prices, relaxations. */
#include "config.h"

#include "rondo-wire-match.h"

#include "rondo-wire-match-private.h"

#include <stdlib.h>
#include <string.h>

static void
put_int (JsonBuilder *builder, const char *name, int64_t number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
put_bool (JsonBuilder *builder, const char *name, gboolean is_true)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, is_true);
}

static void
put_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RondoMatchInstance *instance = user_data;

  return strcmp (instance->names[*(const int32_t *)a], instance->names[*(const int32_t *)b]);
}

/* Ids in order of names, whatever the order of the members is. */
static void
put_sorted (JsonBuilder *builder,
            const RondoMatchInstance *instance,
            const char *name,
            const int32_t *members,
            int32_t n)
{
  g_autofree int32_t *sorted = g_new (int32_t, (gsize)MAX (n, 1));

  for (int32_t k = 0; k < n; k++)
    sorted[k] = members[k];
  g_qsort_with_data (sorted, n, sizeof (int32_t), compare_names, (gpointer)instance);
  rondo_wire_match_put_members (builder, instance, name, sorted, n);
}

static void
put_dropouts (JsonBuilder *builder, const RondoWireMatchReport *report)
{
  const RondoMatchDropouts *dropouts = report->dropouts;

  json_builder_set_member_name (builder, "dropouts");
  json_builder_begin_object (builder);
  put_bool (builder, "survives_any", dropouts->n_members == 0);
  put_sorted (
      builder, report->instance, "does_not_survive", dropouts->members, dropouts->n_members);
  json_builder_end_object (builder);
}

static void
put_outcomes (JsonBuilder *builder, const RondoWireMatchReport *report)
{
  const RondoMatchInstance *instance = report->instance;
  const RondoMatchBands *bands = report->bands;
  g_autofree int32_t *order = g_new (int32_t, (gsize)MAX (instance->n_members, 1));

  for (int32_t i = 0; i < instance->n_members; i++)
    order[i] = i;
  g_qsort_with_data (
      order, instance->n_members, sizeof (int32_t), compare_names, (gpointer)instance);
  begin_list (builder, "members");
  for (int32_t k = 0; k < instance->n_members; k++) {
    int32_t i = order[k];

    if (bands->bands[i] < 0)
      continue;
    json_builder_begin_object (builder);
    put_text (builder, "id", instance->names[i]);
    put_int (builder, "band", bands->bands[i]);
    put_int (builder, "outcome", bands->outcomes[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_bands (JsonBuilder *builder, const RondoWireMatchReport *report)
{
  const RondoMatchBands *bands = report->bands;

  json_builder_set_member_name (builder, "bands");
  json_builder_begin_object (builder);
  begin_list (builder, "counts");
  for (int32_t b = 0; b < bands->n_bands; b++)
    json_builder_add_int_value (builder, bands->counts[b]);
  json_builder_end_array (builder);
  put_int (builder, "left_out", bands->n_left_out);
  if (bands->n_worst_off > 0)
    put_int (builder, "worst", bands->outcomes[bands->worst_off[0]]);
  put_sorted (builder, report->instance, "worst_off", bands->worst_off, bands->n_worst_off);
  put_outcomes (builder, report);
  json_builder_end_object (builder);
}

static void
put_fair (JsonBuilder *builder, const RondoMatchFair *fair)
{
  json_builder_set_member_name (builder, "leximin");
  json_builder_begin_object (builder);
  put_bool (builder, "exact", fair->is_exact);
  put_int (builder, "proved", fair->n_proved);
  begin_list (builder, "levels");
  for (int32_t l = 0; l < fair->n_levels; l++) {
    json_builder_begin_object (builder);
    put_int (builder, "rating", fair->levels[l].rating);
    put_int (builder, "count", fair->levels[l].count);
    put_int (builder, "least", fair->levels[l].least);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
put_pair (JsonBuilder *builder, const RondoMatchInstance *instance, const RondoMatchArc *pair)
{
  put_text (builder, "coach", instance->names[pair->coach]);
  put_text (builder, "client", instance->names[pair->client]);
}

static void
put_prices (JsonBuilder *builder, const RondoWireMatchReport *report)
{
  static const char *const kinds[] = {"exact", "at-least", "impossible"};

  begin_list (builder, "alternatives");
  for (guint p = 0; p < report->prices->len; p++) {
    const RondoMatchPrices *prices = g_ptr_array_index (report->prices, p);

    for (int32_t k = 0; k < prices->n_prices; k++) {
      const RondoMatchPrice *price = &prices->prices[k];

      json_builder_begin_object (builder);
      put_pair (builder, report->instance, &price->pair);
      put_text (builder, "price", kinds[price->kind]);
      if (price->kind != RONDO_MATCH_PRICE_IMPOSSIBLE)
        rondo_wire_match_put_vector (builder, "loss", price->loss, prices->n_objective);
      json_builder_end_object (builder);
    }
  }
  json_builder_end_array (builder);
}

static void
put_change (JsonBuilder *builder,
            const RondoMatchInstance *instance,
            const RondoMatchChange *change)
{
  RondoMatchArc pair = {change->coach, change->client};

  json_builder_begin_object (builder);
  if (change->kind == RONDO_MATCH_CHANGE_UNITS) {
    put_text (builder, "member", instance->names[change->coach]);
    put_int (builder, "clients", change->gives);
    put_int (builder, "coaches", change->gets);
  } else {
    put_pair (builder, instance, &pair);
  }
  json_builder_end_object (builder);
}

static void
put_relief (JsonBuilder *builder,
            const RondoWireMatchReport *report,
            const RondoMatchRelief *relief)
{
  const RondoMatchRelaxation *relaxation = &report->relaxations[relief->relaxation];

  json_builder_begin_object (builder);
  if (relaxation->name != NULL)
    put_text (builder, "name", relaxation->name);
  put_int (builder, "cost", relaxation->cost);
  if (relaxation->mutual.coach >= 0) {
    int32_t both[] = {relaxation->mutual.coach, relaxation->mutual.client};

    rondo_wire_match_put_members (builder, report->instance, "mutual", both, 2);
  }
  begin_list (builder, "changes");
  for (int32_t k = 0; k < relaxation->n_changes; k++)
    put_change (builder, report->instance, &relaxation->changes[k]);
  json_builder_end_array (builder);
  put_bool (builder, "proved", relief->is_proved);
  rondo_wire_match_put_vector (
      builder, "objective", relief->objective, report->reliefs->n_objective);
  put_sorted (builder, report->instance, "placed", relief->placed, relief->n_placed);
  json_builder_end_object (builder);
}

void
rondo_wire_match_put_explanation (JsonBuilder *builder, const RondoWireMatchReport *report)
{
  if (report->dropouts != NULL)
    put_dropouts (builder, report);
  if (report->bands != NULL)
    put_bands (builder, report);
  if (report->fair != NULL)
    put_fair (builder, report->fair);
  if (report->prices != NULL)
    put_prices (builder, report);
  if (report->reliefs == NULL)
    return;
  begin_list (builder, "relaxations");
  for (int32_t k = 0; k < report->reliefs->n_reliefs; k++)
    put_relief (builder, report, &report->reliefs->reliefs[k]);
  json_builder_end_array (builder);
}
