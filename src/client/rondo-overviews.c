/* SPDX-License-Identifier: GPL-3.0-or-later
 * Freeing what the pages show. */
#include "config.h"

#include "rondo-overviews.h"

void
rondo_member_overview_free (RondoMemberOverview *overview)
{
  g_clear_pointer (&overview->member, rondo_member_free);
  g_free (overview);
}

void
rondo_pairing_overview_free (RondoPairingOverview *overview)
{
  g_clear_pointer (&overview->pairing, rondo_pairing_free);
  g_clear_pointer (&overview->round, rondo_round_free);
  g_clear_pointer (&overview->partner, rondo_profile_free);
  g_clear_pointer (&overview->feedback, g_ptr_array_unref);
  g_free (overview->coach_name);
  g_free (overview->client_name);
  g_free (overview);
}

void
rondo_round_summary_free (RondoRoundSummary *summary)
{
  g_clear_pointer (&summary->round, rondo_round_free);
  g_clear_pointer (&summary->registration, rondo_registration_free);
  g_free (summary);
}

void
rondo_home_overview_free (RondoHomeOverview *overview)
{
  g_clear_pointer (&overview->self, rondo_member_free);
  g_clear_pointer (&overview->pairings, g_ptr_array_unref);
  g_clear_pointer (&overview->rounds, g_ptr_array_unref);
  g_clear_pointer (&overview->history, g_ptr_array_unref);
  g_clear_pointer (&overview->notices, g_ptr_array_unref);
  g_free (overview);
}

void
rondo_round_overview_free (RondoRoundOverview *overview)
{
  g_clear_pointer (&overview->round, rondo_round_free);
  g_clear_pointer (&overview->members, g_ptr_array_unref);
  g_clear_pointer (&overview->registrations, g_ptr_array_unref);
  g_clear_pointer (&overview->pairings, g_ptr_array_unref);
  g_clear_pointer (&overview->plan, rondo_plan_free);
  g_clear_pointer (&overview->past, rondo_past_unref);
  g_free (overview->refused_message);
  g_free (overview);
}

void
rondo_log_entry_overview_free (RondoLogEntryOverview *overview)
{
  g_clear_pointer (&overview->entry, rondo_log_entry_free);
  g_free (overview->client_name);
  g_free (overview->pairing);
  g_free (overview);
}

void
rondo_hours_overview_free (RondoHoursOverview *overview)
{
  g_clear_pointer (&overview->clients, g_ptr_array_unref);
  g_clear_pointer (&overview->entries, g_ptr_array_unref);
  g_clear_pointer (&overview->pairings, g_ptr_array_unref);
  g_clear_pointer (&overview->planned, g_ptr_array_unref);
  g_free (overview);
}

void
rondo_refused_change_free (RondoRefusedChange *change)
{
  g_free (change->op);
  g_free (change->title);
  g_free (change->message);
  g_free (change->kind);
  g_free (change->record);
  g_free (change->round);
  g_free (change);
}

void
rondo_outbox_overview_free (RondoOutboxOverview *overview)
{
  g_clear_pointer (&overview->waiting, g_ptr_array_unref);
  g_clear_pointer (&overview->refused, g_ptr_array_unref);
  g_free (overview);
}

void
rondo_waiting_change_free (RondoWaitingChange *change)
{
  g_free (change->title);
  g_free (change);
}

void
rondo_conflict_line_free (RondoConflictLine *line)
{
  g_free (line->name);
  g_free (line->kept);
  g_free (line->other);
  g_free (line);
}

void
rondo_conflict_overview_free (RondoConflictOverview *overview)
{
  g_free (overview->id);
  g_free (overview->title);
  g_clear_pointer (&overview->lines, g_ptr_array_unref);
  g_free (overview);
}
