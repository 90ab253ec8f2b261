/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reasons of a pair in words. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>

#include "rondo-language.h"

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
  default:
    return describe_zone (reason->number);
  }
}

char *
rondo_planned_pair_describe (const RondoPlannedPair *pair)
{
  g_autoptr (GStrvBuilder) clauses = NULL;
  g_auto (GStrv) all = NULL;

  g_return_val_if_fail (pair != NULL, NULL);

  clauses = g_strv_builder_new ();
  for (guint i = 0; i < pair->reasons->len; i++) {
    g_autofree char *clause = rondo_reason_describe (pair->reasons->pdata[i]);

    g_strv_builder_add (clauses, clause);
  }
  all = g_strv_builder_end (clauses);
  return g_strjoinv ("; ", all);
}
