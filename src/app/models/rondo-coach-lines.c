/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach has as lines of a list: log entries, clients, open rounds, refused changes. */
#include "config.h"

#include "rondo-coach-lines.h"

#include "rondo-line-item.h"

#include <glib/gi18n-lib.h>

static RondoLineItem *
new_log_line (const RondoLogEntryOverview *overview, gboolean is_connected)
{
  const RondoLogEntry *entry = overview->entry;
  RondoLineItem *line = rondo_line_item_new (entry->id, entry->payment);
  g_autofree char *date = rondo_date_to_display (entry->date);

  rondo_line_item_take_title (line, g_strdup (overview->client_name));
  rondo_line_item_take_subtitle (
      line,
      /* Translators: the date and the kind of payment of a session */
      g_strdup_printf (_ ("%s · %s"), date, rondo_payment_describe (entry->payment)));
  rondo_line_item_take_detail (line, rondo_minutes_describe (entry->minutes));
  if (overview->is_refused)
    rondo_line_item_take_mark (line, g_strdup (_ ("Refused")));
  else if (overview->is_waiting && is_connected)
    rondo_line_item_take_mark (line, g_strdup (_ ("Not sent yet")));
  rondo_line_item_set_action (line, "hours.delete-entry");
  return line;
}

static char *
describe_consent (const RondoClientPerson *client)
{
  g_autofree char *date = NULL;

  if (!client->has_consented)
    return g_strdup (_ ("No consent to be listed in an exported log"));
  if (client->consent_date == RONDO_DATE_NONE)
    return g_strdup (_ ("Consent given"));
  date = rondo_date_to_display (client->consent_date);
  return g_strdup_printf (_ ("Consent given on %s"), date);
}

static char *
describe_open_round (const RondoRound *round)
{
  g_autofree char *start = rondo_date_to_display (round->start);
  g_autofree char *end = rondo_date_to_display (round->end);

  if (round->start == RONDO_DATE_NONE || round->end == RONDO_DATE_NONE)
    return g_strdup_printf (ngettext ("%d session of %d minutes",
                                      "%d sessions of %d minutes",
                                      (gulong)round->session_count),
                            round->session_count,
                            round->session_minutes);
  return g_strdup_printf (ngettext ("%s – %s, %d session of %d minutes",
                                    "%s – %s, %d sessions of %d minutes",
                                    (gulong)round->session_count),
                          start,
                          end,
                          round->session_count,
                          round->session_minutes);
}

GPtrArray *
rondo_lines_for_log (const RondoHoursOverview *overview, gboolean is_connected)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < overview->entries->len; i++)
    g_ptr_array_add (lines, new_log_line (overview->entries->pdata[i], is_connected));
  return lines;
}

GPtrArray *
rondo_lines_for_clients (const RondoHoursOverview *overview)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < overview->clients->len; i++) {
    const RondoClientPerson *client = overview->clients->pdata[i];
    RondoLineItem *line = rondo_line_item_new (client->id, client->has_consented);

    rondo_line_item_take_title (line, g_strdup (client->name));
    rondo_line_item_take_subtitle (line, describe_consent (client));
    rondo_line_item_take_detail (line, g_strdup (client->contact));
    g_ptr_array_add (lines, line);
  }
  return lines;
}

GPtrArray *
rondo_lines_for_open_rounds (const RondoHomeOverview *overview)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < overview->rounds->len; i++) {
    const RondoRoundSummary *summary = overview->rounds->pdata[i];
    gboolean is_joined = summary->registration != NULL;
    RondoLineItem *line = rondo_line_item_new (summary->round->id, is_joined);

    rondo_line_item_take_title (line, g_strdup (summary->round->name));
    rondo_line_item_take_subtitle (line, describe_open_round (summary->round));
    if (summary->is_refused)
      rondo_line_item_take_mark (line, g_strdup (_ ("Refused")));
    if (is_joined)
      rondo_line_item_take_badge (line, g_strdup (_ ("You take part")));
    rondo_line_item_set_action (line, is_joined ? "home.withdraw" : "home.join");
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
    RondoLineItem *line = rondo_line_item_new (change->op, 0);

    rondo_line_item_take_title (line, g_strdup (change->title));
    rondo_line_item_take_subtitle (line, g_strdup (change->message));
    g_ptr_array_add (lines, line);
  }
  return lines;
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
