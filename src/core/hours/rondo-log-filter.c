/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which entries of the hours log are looked at. */
#include "config.h"

#include "rondo-log-filter.h"

RondoLogFilter *
rondo_log_filter_new (void)
{
  RondoLogFilter *filter = g_new0 (RondoLogFilter, 1);

  filter->from = RONDO_DATE_NONE;
  filter->until = RONDO_DATE_NONE;
  return filter;
}

RondoLogFilter *
rondo_log_filter_copy (const RondoLogFilter *filter)
{
  RondoLogFilter *copy;

  g_return_val_if_fail (filter != NULL, NULL);

  copy = g_memdup2 (filter, sizeof *filter);
  copy->client = g_strdup (filter->client);
  copy->search = g_strdup (filter->search);
  return copy;
}

void
rondo_log_filter_free (RondoLogFilter *filter)
{
  if (filter == NULL)
    return;
  g_free (filter->client);
  g_free (filter->search);
  g_free (filter);
}

gboolean
rondo_log_kind_includes (RondoLogKind kind, const RondoLogEntry *entry)
{
  gboolean is_coaching = entry->activity == RONDO_ACTIVITY_COACHING;

  switch (kind) {
  case RONDO_LOG_COACHING:
    return is_coaching;
  case RONDO_LOG_ONE_TO_ONE:
    return is_coaching && entry->group_size == 1;
  case RONDO_LOG_GROUPS:
    return is_coaching && entry->group_size > 1;
  case RONDO_LOG_INTERNAL:
    return is_coaching && entry->setting == RONDO_SETTING_INTERNAL;
  case RONDO_LOG_THIRD_PARTY:
    return is_coaching && entry->setting == RONDO_SETTING_THIRD_PARTY;
  case RONDO_LOG_PAID:
    return is_coaching && entry->payment == RONDO_PAYMENT_PAID;
  case RONDO_LOG_PRO_BONO:
    return is_coaching && entry->payment == RONDO_PAYMENT_PRO_BONO;
  case RONDO_LOG_RECIPROCAL:
    return is_coaching && entry->payment == RONDO_PAYMENT_RECIPROCAL;
  case RONDO_LOG_LEARNING:
    return !is_coaching;
  case RONDO_LOG_ALL:
  default:
    return TRUE;
  }
}
