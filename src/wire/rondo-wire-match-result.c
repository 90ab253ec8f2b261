/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes results of the matching engine. */
#include "config.h"

#include "rondo-wire-match.h"

#include "rondo-wire-match-private.h"

#include <stdlib.h>
#include <string.h>

static const char *
get_status (RondoMatchStatus status)
{
  static const char *const words[] = {"optimal", "feasible", "infeasible"};

  return words[status];
}

void
rondo_wire_match_put_vector (JsonBuilder *builder,
                             const char *name,
                             const int64_t *numbers,
                             int32_t n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (int32_t k = 0; k < n; k++)
    json_builder_add_int_value (builder, numbers[k]);
  json_builder_end_array (builder);
}

void
rondo_wire_match_put_members (JsonBuilder *builder,
                              const RondoMatchInstance *instance,
                              const char *name,
                              const int32_t *members,
                              int32_t n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (int32_t k = 0; k < n; k++)
    json_builder_add_string_value (builder, instance->names[members[k]]);
  json_builder_end_array (builder);
}

typedef struct {
  const char *coach;
  const char *client;
} NamedPair;

static int
compare_pairs (const void *a, const void *b)
{
  const NamedPair *left = a;
  const NamedPair *right = b;
  int order = strcmp (left->coach, right->coach);

  return order != 0 ? order : strcmp (left->client, right->client);
}

static void
put_pairs (JsonBuilder *builder, const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  g_autofree NamedPair *pairs = g_new (NamedPair, (gsize)MAX (result->n_pairs, 1));

  for (int32_t k = 0; k < result->n_pairs; k++)
    pairs[k] = (NamedPair){instance->names[result->pairs[k].coach],
                           instance->names[result->pairs[k].client]};
  qsort (pairs, (gsize)result->n_pairs, sizeof (NamedPair), compare_pairs);
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (int32_t k = 0; k < result->n_pairs; k++) {
    json_builder_begin_array (builder);
    json_builder_add_string_value (builder, pairs[k].coach);
    json_builder_add_string_value (builder, pairs[k].client);
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
}

typedef struct {
  const char *name;
  const RondoMatchMiss *miss;
} NamedMiss;

static int
compare_misses (const void *a, const void *b)
{
  return strcmp (((const NamedMiss *)a)->name, ((const NamedMiss *)b)->name);
}

static void
put_miss (JsonBuilder *builder,
          const RondoMatchInstance *instance,
          const RondoMatchResult *result,
          const RondoMatchMiss *miss)
{
  static const char *const reasons[] = {"hall", "hall-clients", "mutual", "odd"};
  int32_t gives = 0;
  int32_t gets = 0;

  for (int32_t k = 0; k < result->n_pairs; k++) {
    gives += result->pairs[k].coach == miss->member;
    gets += result->pairs[k].client == miss->member;
  }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, instance->names[miss->member]);
  json_builder_set_member_name (builder, "gives");
  json_builder_add_int_value (builder, gives);
  json_builder_set_member_name (builder, "gets");
  json_builder_add_int_value (builder, gets);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, reasons[miss->kind]);
  rondo_wire_match_put_members (builder, instance, "members", miss->set, miss->n_set);
  rondo_wire_match_put_members (builder, instance, "allowed", miss->partners, miss->n_partners);
  json_builder_end_object (builder);
}

static void
put_misses (JsonBuilder *builder,
            const RondoMatchInstance *instance,
            const RondoMatchResult *result)
{
  g_autofree NamedMiss *misses = g_new (NamedMiss, (gsize)MAX (result->n_misses, 1));

  for (int32_t k = 0; k < result->n_misses; k++)
    misses[k] = (NamedMiss){instance->names[result->misses[k].member], &result->misses[k]};
  qsort (misses, (gsize)result->n_misses, sizeof (NamedMiss), compare_misses);
  json_builder_set_member_name (builder, "unplaced");
  json_builder_begin_array (builder);
  for (int32_t k = 0; k < result->n_misses; k++)
    put_miss (builder, instance, result, misses[k].miss);
  json_builder_end_array (builder);
}

static void
put_rings (JsonBuilder *builder, const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  g_autofree int32_t *counts = rondo_match_count_rings (instance, result);

  json_builder_set_member_name (builder, "rings");
  json_builder_begin_object (builder);
  for (int32_t length = 1; length <= instance->n_members; length++) {
    g_autofree char *name = NULL;

    if (counts[length] == 0)
      continue;
    name = g_strdup_printf ("%d", length);
    json_builder_set_member_name (builder, name);
    json_builder_add_int_value (builder, counts[length]);
  }
  json_builder_end_object (builder);
}

static void
put_stats (JsonBuilder *builder,
           const RondoMatchResult *result,
           double seconds,
           double first_plan_seconds)
{
  json_builder_set_member_name (builder, "stats");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, seconds);
  json_builder_set_member_name (builder, "nodes");
  json_builder_add_int_value (builder, result->nodes);
  json_builder_set_member_name (builder, "first_plan_seconds");
  json_builder_add_double_value (builder, first_plan_seconds);
  json_builder_end_object (builder);
}

static char *
print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

char *
rondo_wire_match_encode (const RondoWireMatchReport *report)
{
  const RondoMatchInstance *instance = report->instance;
  const RondoMatchResult *result = report->result;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, "rondo-match-result");
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "status");
  json_builder_add_string_value (builder, get_status (result->status));
  if (result->conflict != NULL) {
    json_builder_set_member_name (builder, "conflict");
    json_builder_add_string_value (builder, result->conflict);
  }
  rondo_wire_match_put_vector (builder, "objective", result->objective, result->n_objective);
  rondo_wire_match_put_vector (builder, "bound", result->bound, result->n_objective);
  json_builder_set_member_name (builder, "gap");
  json_builder_add_double_value (builder, result->gap);
  put_pairs (builder, instance, result);
  put_misses (builder, instance, result);
  put_rings (builder, instance, result);
  rondo_wire_match_put_explanation (builder, report);
  put_stats (builder, result, report->seconds, report->first_plan_seconds);
  json_builder_end_object (builder);
  return print_json (builder);
}
