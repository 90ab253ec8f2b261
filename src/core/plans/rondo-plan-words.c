/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reasons of a pair in words. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>

#include "rondo-language.h"
#include "rondo-text.h"

static char *
describe_language (const RondoReason *reason)
{
  g_autofree char *language = rondo_language_to_display (reason->text != NULL ? reason->text : "");

  return g_strdup_printf (_ ("both speak %s"), language);
}

/* A wish that this version cannot read, from a plan made by another, is shown as it stands. */
static char *
describe_wish (const RondoReason *reason)
{
  const char *text = reason->text != NULL ? reason->text : "";
  g_autoptr (RondoWish) wish = rondo_wish_parse (text, NULL);

  return wish != NULL ? rondo_wish_describe (wish) : g_strdup (text);
}

static char *
describe_zone (int minutes)
{
  if (minutes == 0)
    return g_strdup (_ ("same time on the clock"));
  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%d hour apart", "%d hours apart", (gulong)(minutes / 60)),
                            minutes / 60);
  return g_strdup_printf (_ ("%d h %02d min apart"), minutes / 60, minutes % 60);
}

static char *
describe_hours (int minutes)
{
  if (minutes == 0)
    return g_strdup (_ ("never have time at the same time"));
  if (minutes % 60 == 0)
    return g_strdup_printf (
        ngettext ("%d hour a week in common", "%d hours a week in common", (gulong)(minutes / 60)),
        minutes / 60);
  return g_strdup_printf (_ ("%d h %02d min a week in common"), minutes / 60, minutes % 60);
}

static char *
describe_repeat (int rounds_ago)
{
  if (rounds_ago <= 1)
    return g_strdup (_ ("the two were paired in the last round"));
  return g_strdup_printf (ngettext ("the two were paired %d round ago",
                                    "the two were paired %d rounds ago",
                                    (gulong)rounds_ago),
                          rounds_ago);
}

static char *
describe_course (const RondoReason *reason)
{
  g_autofree char *course = rondo_text_isolate (reason->text != NULL ? reason->text : "");

  return g_strdup_printf (_ ("both are in the course “%s”"), course);
}

/* What has no number and no text. */
static char *
describe_plain (RondoReasonCode code)
{
  switch (code) {
  case RONDO_REASON_LEFT_OUT:
    return g_strdup (_ ("the client was left out of the last round"));
  case RONDO_REASON_LOST_OUT:
    return g_strdup (_ ("the client lost out in the last round"));
  case RONDO_REASON_KEPT:
    return g_strdup (_ ("the pairing was there before"));
  case RONDO_REASON_LOCKED:
  default:
    return g_strdup (_ ("fixed by the coordinator"));
  }
}

/* With what it adds to the value, if anything. */
static char *
explain_reason (const RondoReason *reason)
{
  g_autofree char *clause = rondo_reason_describe (reason);

  if (reason->weight == 0)
    return g_steal_pointer (&clause);
  /* Translators: why a pair is good or bad, and what that adds to its value:
   * "both speak German (+60)" */
  return g_strdup_printf (_ ("%s (%+d)"), clause, reason->weight);
}

static char *
join_reasons (const RondoPlannedPair *pair, char *(*describe) (const RondoReason *))
{
  g_autoptr (GStrvBuilder) clauses = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < pair->reasons->len; i++) {
    g_autofree char *clause = describe (pair->reasons->pdata[i]);

    g_strv_builder_add (clauses, clause);
  }
  all = g_strv_builder_end (clauses);
  return g_strjoinv ("; ", all);
}

char *
rondo_reason_describe (const RondoReason *reason)
{
  g_return_val_if_fail (reason != NULL, NULL);

  switch (reason->code) {
  case RONDO_REASON_LANGUAGE:
    return describe_language (reason);
  case RONDO_REASON_REQUEST:
    return g_strdup_printf (_ ("the client asked for this coach (choice %d)"), reason->number);
  case RONDO_REASON_REQUESTED_CLIENT:
    return g_strdup_printf (_ ("the coach asked for this client (choice %d)"), reason->number);
  case RONDO_REASON_WISH_KEPT: {
    g_autofree char *wish = describe_wish (reason);

    return g_strdup_printf (_ ("wish kept: %s"), wish);
  }
  case RONDO_REASON_WISH_MISSED: {
    g_autofree char *wish = describe_wish (reason);

    return g_strdup_printf (_ ("wish not kept: %s"), wish);
  }
  case RONDO_REASON_ZONE:
    return describe_zone (reason->number);
  case RONDO_REASON_HOURS:
    return describe_hours (reason->number);
  case RONDO_REASON_REPEAT:
    return describe_repeat (reason->number);
  case RONDO_REASON_COURSE:
    return describe_course (reason);
  case RONDO_REASON_LEFT_OUT:
  case RONDO_REASON_LOST_OUT:
  case RONDO_REASON_KEPT:
  case RONDO_REASON_LOCKED:
  case RONDO_N_REASONS:
  default:
    return describe_plain (reason->code);
  }
}

char *
rondo_planned_pair_describe (const RondoPlannedPair *pair)
{
  g_return_val_if_fail (pair != NULL, NULL);

  return join_reasons (pair, rondo_reason_describe);
}

char *
rondo_planned_pair_explain (const RondoPlannedPair *pair)
{
  g_return_val_if_fail (pair != NULL, NULL);

  return join_reasons (pair, explain_reason);
}
