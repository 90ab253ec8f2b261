/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach has as lines of a list: log entries, clients, open rounds, refused changes. */
#include "config.h"

#include "rondo-coach-lines.h"

#include "rondo-decision-row.h"
#include "rondo-desk.h"
#include "rondo-life.h"
#include "rondo-line-item.h"

#include <glib/gi18n-lib.h>

static void
append_part (GString *text, const char *part)
{
  if (text->len > 0)
    /* Translators: parts the day, the payment and the kind of a session */
    g_string_append (text, C_ ("session", " · "));
  g_string_append (text, part);
}

static void
append_coaching (GString *text, const RondoLogEntry *entry)
{
  g_autofree char *group = NULL;

  append_part (text, rondo_payment_describe (entry->payment));
  if (entry->group_size > 1) {
    group = g_strdup_printf (ngettext ("Group of %d", "Group of %d", (gulong)entry->group_size),
                             entry->group_size);
    append_part (text, group);
  }
  if (entry->setting == RONDO_SETTING_INTERNAL)
    append_part (text, _ ("Internal"));
  else if (entry->setting == RONDO_SETTING_THIRD_PARTY)
    append_part (text, _ ("Third party"));
}

static char *
describe_entry (const RondoLogEntry *entry)
{
  GString *text = g_string_new (NULL);
  g_autofree char *date = rondo_date_to_display (entry->date);
  g_autofree char *start = rondo_minute_to_text (entry->start_minute);

  append_part (text, date);
  if (*start != '\0')
    append_part (text, start);
  if (entry->activity == RONDO_ACTIVITY_COACHING)
    append_coaching (text, entry);
  else
    append_part (text, rondo_activity_describe (entry->activity));
  return g_string_free (text, FALSE);
}

static char *
describe_consent (const RondoClientPerson *client)
{
  g_autofree char *date = NULL;

  if (client->consent_withdrawn != RONDO_DATE_NONE) {
    date = rondo_date_to_display (client->consent_withdrawn);
    return g_strdup_printf (_ ("Consent withdrawn on %s"), date);
  }
  if (!client->has_consented)
    return g_strdup (_ ("No consent to be listed in an exported log"));
  if (client->consent_date == RONDO_DATE_NONE)
    return g_strdup (_ ("Consent given"));
  date = rondo_date_to_display (client->consent_date);
  return g_strdup_printf (_ ("Consent given on %s"), date);
}

static void
append_day (GString *text, RondoRoundDay day, const RondoRound *round)
{
  g_autofree char *date = NULL;

  if (rondo_round_get_day (round, day) == RONDO_DATE_NONE)
    return;
  date = rondo_date_to_display (rondo_round_get_day (round, day));
  /* Translators: what a day is for ("Last Day to Register"), the day */
  g_string_append_printf (text, _ ("\n%s: %s"), rondo_round_day_describe (day), date);
}

static char *
describe_open_round (const RondoRound *round)
{
  g_autofree char *start = rondo_date_to_display (round->start);
  g_autofree char *end = rondo_date_to_display (round->end);
  g_autofree char *kind = rondo_round_describe_kind (round);
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   ngettext ("%s – %s, %d session of %d minutes",
                             "%s – %s, %d sessions of %d minutes",
                             (gulong)round->session_count),
                   start,
                   end,
                   round->session_count,
                   round->session_minutes);
  g_string_append_printf (text, "\n%s", kind);
  if (round->state == RONDO_ROUND_OPEN) {
    append_day (text, RONDO_DAY_REGISTER_UNTIL, round);
    append_day (text, RONDO_DAY_REQUESTS_UNTIL, round);
  }
  return g_string_free (text, FALSE);
}

RondoLineItem *
rondo_line_new_for_entry (const RondoLogEntry *entry,
                          const char *client_name,
                          guint marks,
                          gboolean is_connected)
{
  RondoLineItem *line = rondo_line_item_new (entry->id, entry->payment);

  rondo_line_item_take_title (line, g_strdup (client_name));
  rondo_line_item_take_subtitle (line, describe_entry (entry));
  rondo_line_item_take_detail (line, rondo_minutes_describe (entry->minutes));
  if ((marks & RONDO_MARK_REFUSED) != 0)
    rondo_line_item_take_mark (line, g_strdup (_ ("Refused")));
  else if ((marks & RONDO_MARK_WAITING) != 0 && is_connected)
    rondo_line_item_take_mark (line, g_strdup (_ ("Not sent yet")));
  rondo_line_item_set_action (line, "hours.delete-entry");
  rondo_line_item_set_other_action (line, "hours.duplicate-entry");
  return line;
}

GPtrArray *
rondo_lines_for_clients (GPtrArray *clients)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = clients->pdata[i];
    RondoLineItem *line = rondo_line_item_new (client->id, client->has_consented);

    rondo_line_item_take_title (line, g_strdup (client->name));
    rondo_line_item_take_subtitle (line, describe_consent (client));
    rondo_line_item_take_detail (line, g_strdup (client->contact));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

static gboolean
takes_part (const RondoRegistration *registration)
{
  return registration != NULL && registration->state != RONDO_REGISTRATION_WITHDRAWN;
}

static void
take_join (RondoLineItem *line, const char *label)
{
  rondo_line_item_take_detail (line, g_strdup (label));
  rondo_line_item_set_action (line, "home.join");
}

/* Says whether the user may join, and if not, why. */
static void
offer_to_join (RondoLineItem *line,
               const RondoRoundSummary *summary,
               const RondoMember *self,
               RondoDate today)
{
  g_autoptr (GError) reason = NULL;

  if (self != NULL && !rondo_round_may_join (summary->round, self, today, &reason))
    rondo_line_item_take_mark (line, g_strdup (reason->message));
  else
    take_join (line, _ ("Join…"));
}

static void
offer_to_change (RondoLineItem *line, const RondoRoundSummary *summary, RondoDate today)
{
  gboolean waits = summary->registration->state == RONDO_REGISTRATION_STANDBY;

  rondo_line_item_take_badge (line,
                              g_strdup (waits ? _ ("You wait on standby") : _ ("You take part")));
  if (!rondo_round_state_has_pairings (summary->round->state) &&
      rondo_registration_check_member_may (
          summary->round, summary->registration, summary->registration, today, NULL))
    take_join (line, _ ("Change…"));
  rondo_line_item_set_other_action (line, "home.withdraw");
}

GPtrArray *
rondo_lines_for_open_rounds (const RondoHomeOverview *overview, RondoDate today)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < overview->rounds->len; i++) {
    const RondoRoundSummary *summary = overview->rounds->pdata[i];
    gboolean is_joined = takes_part (summary->registration);
    RondoLineItem *line = rondo_line_item_new (summary->round->id, is_joined);

    rondo_line_item_take_title (line, g_strdup (summary->round->name));
    rondo_line_item_take_subtitle (line, describe_open_round (summary->round));
    if (summary->is_refused)
      rondo_line_item_take_mark (line, g_strdup (_ ("Refused")));
    if (is_joined)
      offer_to_change (line, summary, today);
    else
      offer_to_join (line, summary, overview->self, today);
    g_ptr_array_add (lines, line);
  }
  return lines;
}

GPtrArray *
rondo_lines_for_refused (const RondoOutboxOverview *outbox)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < outbox->refused->len; i++) {
    const RondoRefusedChange *change = outbox->refused->pdata[i];
    RondoLineItem *line = rondo_line_item_new (
        change->op, change->is_put ? RONDO_DECISION_REFUSED : RONDO_DECISION_REFUSED_FINAL);

    rondo_line_item_take_title (line, g_strdup (change->title));
    rondo_line_item_take_subtitle (line, g_strdup (change->message));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

static char *
describe_conflict (const RondoConflictOverview *conflict)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (conflict->is_deletion)
    return g_strdup (_ ("Deleted in one place, changed in another. It is kept until you decide."));
  for (guint i = 0; i < conflict->lines->len; i++) {
    const RondoConflictLine *line = conflict->lines->pdata[i];

    /* Translators: what it is about, the value it has, the value it was to have */
    g_ptr_array_add (
        texts,
        g_strdup_printf (_ ("%s: now %s, the other %s"), line->name, line->kept, line->other));
  }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (char **)texts->pdata);
}

GPtrArray *
rondo_lines_for_conflicts (GPtrArray *conflicts)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < conflicts->len; i++) {
    const RondoConflictOverview *conflict = conflicts->pdata[i];
    RondoLineItem *line = rondo_line_item_new (conflict->id, RONDO_DECISION_CONFLICT);

    rondo_line_item_take_title (line, g_strdup (conflict->title));
    rondo_line_item_take_subtitle (line, describe_conflict (conflict));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

char *
rondo_describe_waiting (const RondoOutboxOverview *outbox, guint limit)
{
  GString *text = NULL;
  guint shown = MIN (outbox->waiting->len, limit);
  guint more = (guint)outbox->waiting_count - shown;

  if (outbox->waiting_count == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < shown; i++) {
    const RondoWaitingChange *change = outbox->waiting->pdata[i];

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", change->title);
  }
  if (more > 0) {
    g_string_append_c (text, '\n');
    g_string_append_printf (text, ngettext ("and %u more", "and %u more", more), more);
  }
  return g_string_free (text, FALSE);
}

const char *
rondo_payment_describe (RondoPayment payment)
{
  switch (payment) {
  case RONDO_PAYMENT_PAID:
    return _ ("Paid");
  case RONDO_PAYMENT_PRO_BONO:
    return _ ("Pro bono");
  case RONDO_PAYMENT_RECIPROCAL:
  default:
    return _ ("In exchange");
  }
}

const char *
rondo_activity_describe (RondoActivity activity)
{
  static const char *const names[RONDO_N_ACTIVITIES] = {
      [RONDO_ACTIVITY_COACHING] = N_ ("Coaching"),
      [RONDO_ACTIVITY_RECEIVED] = N_ ("Coaching received in exchange"),
      [RONDO_ACTIVITY_MENTORING] = N_ ("Mentor coaching given"),
      [RONDO_ACTIVITY_MENTORED] = N_ ("Mentor coaching received"),
      [RONDO_ACTIVITY_SUPERVISION] = N_ ("Supervision given"),
      [RONDO_ACTIVITY_SUPERVISED] = N_ ("Supervision received"),
      [RONDO_ACTIVITY_TRAINING] = N_ ("Coach education"),
      [RONDO_ACTIVITY_UNITS_CORE] = N_ ("Continuing education: core competencies"),
      [RONDO_ACTIVITY_UNITS_ETHICS] = N_ ("Continuing education: ethics"),
      [RONDO_ACTIVITY_UNITS_RESOURCE] = N_ ("Continuing education: resource development"),
  };

  return (guint)activity < RONDO_N_ACTIVITIES ? _ (names[activity]) : "";
}

char *
rondo_minutes_describe (int64_t minutes)
{
  int hours = (int)(minutes / 60), rest = (int)(minutes % 60);

  if (hours == 0)
    return g_strdup_printf (_ ("%d min"), rest);
  if (rest == 0)
    return g_strdup_printf (_ ("%d h"), hours);
  return g_strdup_printf (_ ("%d h %d min"), hours, rest);
}
