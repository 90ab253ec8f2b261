/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting what the reasons of a plan say. */
#include "config.h"

#include "rondo-draft-numbers.h"

/* How a client fares in a plan. */
typedef struct {
  const char *coach; /* (nullable): the first */
  int64_t value;
  RondoBand band;
} Fare;

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const int64_t *left = a;
  const int64_t *right = b;

  return *left < *right ? -1 : *left > *right;
}

static void
count_hours (RondoDraftNumbers *numbers, int minutes)
{
  numbers->least_common = numbers->n_timed == 0 ? minutes : MIN (numbers->least_common, minutes);
  numbers->common_minutes += minutes;
  numbers->n_timed++;
}

static void
count_reason (RondoDraftNumbers *numbers, const RondoReason *reason)
{
  switch (reason->code) {
  case RONDO_REASON_WISH_KEPT:
    numbers->n_wishes++;
    numbers->n_wishes_kept++;
    break;
  case RONDO_REASON_WISH_MISSED:
    numbers->n_wishes++;
    break;
  case RONDO_REASON_REQUEST:
    numbers->n_granted[CLAMP (reason->number, 1, RONDO_DRAFT_N_RANKS) - 1]++;
    break;
  case RONDO_REASON_REPEAT:
    numbers->n_repeats++;
    break;
  case RONDO_REASON_COURSE:
    numbers->n_same_course++;
    break;
  case RONDO_REASON_HOURS:
    count_hours (numbers, reason->number);
    break;
  default:
    break;
  }
}

/* Client id → Fare, as with the worst of several coaches. */
static GHashTable *
list_fares (const RondoPlan *plan)
{
  GHashTable *fares = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];
    int64_t value = rondo_planned_pair_get_client_value (pair);
    Fare *fare = g_hash_table_lookup (fares, pair->client);

    if (fare == NULL) {
      fare = g_new0 (Fare, 1);
      fare->coach = pair->coach;
      fare->value = value;
      g_hash_table_insert (fares, pair->client, fare);
    }
    fare->value = MIN (fare->value, value);
    fare->band = rondo_band_of_value (fare->value);
  }
  return fares;
}

static void
count_fares (RondoDraftNumbers *numbers, const RondoPlan *plan)
{
  g_autoptr (GHashTable) fares = list_fares (plan);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];
    const Fare *fare = g_hash_table_lookup (fares, pair->client);

    if (fare == NULL)
      continue;
    if (numbers->worst == NULL || fare->value < numbers->worst_value) {
      g_free (numbers->worst);
      numbers->worst = g_strdup (pair->client);
      numbers->worst_value = fare->value;
    }
    g_array_append_val (numbers->values, fare->value);
    g_hash_table_remove (fares, pair->client);
  }
  g_array_sort (numbers->values, compare_values);
}

RondoDraftNumbers *
rondo_draft_numbers_new (const RondoPlan *plan, GPtrArray *registrations)
{
  RondoDraftNumbers *numbers;

  g_return_val_if_fail (plan != NULL && registrations != NULL, NULL);

  numbers = g_new0 (RondoDraftNumbers, 1);
  numbers->values = g_array_new (FALSE, FALSE, sizeof (int64_t));
  numbers->n_members = registrations->len;
  numbers->n_placed = rondo_plan_count_placed (plan);
  numbers->n_pairs = plan->pairs->len;
  numbers->value = plan->value;
  rondo_plan_count_bands (plan, numbers->bands);
  for (guint i = 0; i < registrations->len; i++)
    numbers->n_asking += ((RondoRegistration *)registrations->pdata[i])->wishes->requests->len > 0;
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = plan->pairs->pdata[i];

    for (guint k = 0; k < pair->reasons->len; k++)
      count_reason (numbers, pair->reasons->pdata[k]);
  }
  count_fares (numbers, plan);
  return numbers;
}

void
rondo_draft_numbers_free (RondoDraftNumbers *numbers)
{
  if (numbers == NULL)
    return;
  g_free (numbers->worst);
  g_array_unref (numbers->values);
  g_free (numbers);
}

double
rondo_draft_numbers_get_placed_share (const RondoDraftNumbers *numbers)
{
  g_return_val_if_fail (numbers != NULL, 0);

  return numbers->n_members > 0 ? (double)numbers->n_placed / numbers->n_members : 0;
}

int
rondo_draft_difference_get_sign (const RondoDraftDifference *difference)
{
  g_return_val_if_fail (difference != NULL, 0);

  if ((difference->coaches_before == NULL) != (difference->coaches_after == NULL))
    return difference->coaches_before == NULL ? 1 : -1;
  if (difference->value_after == difference->value_before)
    return 0;
  return difference->value_after > difference->value_before ? 1 : -1;
}

void
rondo_draft_difference_free (RondoDraftDifference *difference)
{
  if (difference == NULL)
    return;
  g_free (difference->member);
  g_free (difference->coaches_before);
  g_free (difference->coaches_after);
  g_free (difference);
}

static int
compare_differences (gconstpointer a, gconstpointer b)
{
  const RondoDraftDifference *left = *(RondoDraftDifference *const *)a;
  const RondoDraftDifference *right = *(RondoDraftDifference *const *)b;
  int order = rondo_draft_difference_get_sign (right) - rondo_draft_difference_get_sign (left);
  int64_t gain = left->value_after - left->value_before;
  int64_t other = right->value_after - right->value_before;

  if (order != 0)
    return order;
  if (gain != other)
    return gain > other ? -1 : 1;
  return g_strcmp0 (left->member, right->member);
}

static void
add_difference (GPtrArray *list, const char *member, const Fare *before, const Fare *after)
{
  const Fare nothing = {NULL, 0, RONDO_BAND_LEFT_OUT};
  RondoDraftDifference *difference = NULL;

  before = before != NULL ? before : &nothing;
  after = after != NULL ? after : &nothing;
  if (g_strcmp0 (before->coach, after->coach) == 0)
    return;
  difference = g_new0 (RondoDraftDifference, 1);
  difference->member = g_strdup (member);
  difference->coaches_before = g_strdup (before->coach);
  difference->coaches_after = g_strdup (after->coach);
  difference->band_before = before->band;
  difference->band_after = after->band;
  difference->value_before = before->value;
  difference->value_after = after->value;
  g_ptr_array_add (list, difference);
}

GPtrArray *
rondo_draft_compare (const RondoPlan *before, const RondoPlan *after)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_draft_difference_free);
  g_autoptr (GHashTable) was = NULL;
  g_autoptr (GHashTable) is = NULL;
  GHashTableIter iter;
  gpointer member, fare;

  g_return_val_if_fail (before != NULL && after != NULL, list);

  was = list_fares (before);
  is = list_fares (after);
  g_hash_table_iter_init (&iter, was);
  while (g_hash_table_iter_next (&iter, &member, &fare))
    add_difference (list, member, fare, g_hash_table_lookup (is, member));
  g_hash_table_iter_init (&iter, is);
  while (g_hash_table_iter_next (&iter, &member, &fare))
    if (!g_hash_table_contains (was, member))
      add_difference (list, member, NULL, fare);
  g_ptr_array_sort (list, compare_differences);
  return list;
}
