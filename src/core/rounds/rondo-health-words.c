/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs a person, in words. */
#include "config.h"

#include "rondo-health.h"

#include <glib/gi18n-lib.h>

static char *
describe_balance (int number)
{
  if (number < 0)
    return g_strdup_printf (ngettext ("Received %d minute more than given.",
                                      "Received %d minutes more than given.",
                                      (gulong)-number),
                            -number);
  return g_strdup_printf (ngettext ("Gave %d minute more than received.",
                                    "Gave %d minutes more than received.",
                                    (gulong)number),
                          number);
}

char *
rondo_health_describe (const RondoHealth *health)
{
  int number = 0;

  g_return_val_if_fail (health != NULL, NULL);

  number = health->number;
  switch (health->code) {
  case RONDO_HEALTH_OUT:
    return g_strdup (_ ("Dropped out; partners wait."));
  case RONDO_HEALTH_ALONE:
    return g_strdup (_ ("Lacks a coach or a client."));
  case RONDO_HEALTH_NO_CONTACT:
    return g_strdup_printf (ngettext ("No session agreed in the first %d day.",
                                      "No session agreed in the first %d days.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_AWAY:
    return g_strdup (_ ("On pause; partners wait."));
  case RONDO_HEALTH_MISSED:
    return g_strdup_printf (ngettext ("%d session was missed, and none was held since.",
                                      "%d sessions were missed, and none was held since.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_LOW:
    return g_strdup_printf (_ ("One of the two answered %d of 5 about it."), number);
  case RONDO_HEALTH_DIFFERS:
    return g_strdup_printf (ngettext ("Both say different minutes of %d session.",
                                      "Both say different minutes of %d sessions.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_UNEVEN:
    return describe_balance (number);
  case RONDO_HEALTH_SILENT:
    return g_strdup_printf (ngettext ("The last session was %d day ago.",
                                      "The last session was %d days ago.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_BEHIND:
    return g_strdup_printf (ngettext ("%d session left, and fewer weeks.",
                                      "%d sessions left, and fewer weeks.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_OVERDUE:
    return g_strdup_printf (ngettext ("The round ended %d day ago, and sessions are left.",
                                      "The round ended %d days ago, and sessions are left.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_PAUSED:
    return g_strdup (_ ("On pause."));
  case RONDO_HEALTH_DONE:
  default:
    return g_strdup_printf (ngettext ("All %d session held.", "All %d sessions held.", number),
                            number);
  }
}

const char *
rondo_health_act_describe (RondoHealthAct act)
{
  switch (act) {
  case RONDO_HEALTH_ACT_REMIND:
    return _ ("_Remind…");
  case RONDO_HEALTH_ACT_TALK:
    return _ ("_Talk…");
  case RONDO_HEALTH_ACT_REPLACE:
    return _ ("Re_place…");
  case RONDO_HEALTH_ACT_EXCUSE:
    return _ ("_Excuse");
  case RONDO_HEALTH_ACT_RESUME:
    return _ ("_Resume");
  case RONDO_HEALTH_ACT_FINISH:
  default:
    return _ ("_Finish");
  }
}

char *
rondo_health_write_reminder (const RondoRound *round,
                             const RondoHealth *health,
                             const char *coach_name,
                             const char *client_name)
{
  g_autofree char *fact = NULL;

  g_return_val_if_fail (round != NULL && health != NULL, NULL);

  fact = rondo_health_describe (health);
  return g_strdup_printf (
      /* Translators: two names, the name of a round, and a fact, a whole sentence */
      _ ("Dear %s, dear %s,\n\nyou are partners in the round “%s”. %s\n\nIf something stands in "
         "the way, tell me: I can help to find another time, pause the pairing, or find somebody "
         "else "
         "for both of you.\n"),
      coach_name,
      client_name,
      round->name,
      fact);
}

char *
rondo_health_write_talk (const RondoRound *round, const RondoHealth *health, const char *name)
{
  g_autofree char *fact = NULL;

  g_return_val_if_fail (round != NULL && health != NULL && name != NULL, NULL);

  if (health->code == RONDO_HEALTH_LOW)
    /* Translators: a name and the name of a round */
    return g_strdup_printf (
        _ ("Dear %s,\n\nthank you for what you told us about your pairing in “%s”. It does not "
           "sound as it should be. When can we talk about it? What you tell me stays with me, "
           "unless you want me to pass it on.\n"),
        name,
        round->name);
  fact = rondo_health_describe (health);
  return g_strdup_printf (
      /* Translators: a name, the name of a round, and a fact, a whole sentence */
      _ ("Dear %s,\n\nthis is what I see of you in the round “%s”: %s\n\nIs that right, and is it "
         "all right for you? Tell me if there is something that I can do.\n"),
      name,
      round->name,
      fact);
}
