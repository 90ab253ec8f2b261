/* SPDX-License-Identifier: GPL-3.0-or-later
 * Coaching in exchange for coaching: which of it counts as paid. */
#include "config.h"

#include "rondo-reciprocity.h"

#include <glib/gi18n-lib.h>

int64_t
rondo_reciprocity_sum (GArray *days, RondoDate cut_off)
{
  int64_t sum = 0;

  g_return_val_if_fail (days != NULL, 0);

  for (guint i = 0; i < days->len; i++) {
    const RondoDayMinutes *day = &g_array_index (days, RondoDayMinutes, i);

    if (day->date <= cut_off)
      sum += MAX (day->minutes, 0);
  }
  return sum;
}

int64_t
rondo_reciprocity_allow (int64_t received, gboolean is_balanced)
{
  return is_balanced ? MAX (received, 0) : INT64_MAX;
}

RondoReciprocity
rondo_reciprocity_split (GArray *given, GArray *received, RondoDate cut_off, gboolean is_balanced)
{
  RondoReciprocity split = {0};

  g_return_val_if_fail (given != NULL && received != NULL, split);

  split.given = rondo_reciprocity_sum (given, cut_off);
  split.received = rondo_reciprocity_sum (received, cut_off);
  split.paid = MIN (split.given, rondo_reciprocity_allow (split.received, is_balanced));
  split.pro_bono = split.given - split.paid;
  return split;
}

char *
rondo_reciprocity_describe (const RondoReciprocity *split)
{
  g_autofree char *hours = NULL;

  g_return_val_if_fail (split != NULL, NULL);

  if (split->pro_bono == 0)
    return NULL;
  hours = rondo_minutes_to_local_hours (split->pro_bono);
  return g_strdup_printf (
      /* Translators: both are the same number of hours */
      _ ("Receive %1$s hours of coaching more, and %1$s hours that are pro bono now become paid."),
      hours);
}
