/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round, as far as those who join it see them. */
#include "config.h"

#include "rondo-companion.h"

RondoCompanion *
rondo_companion_new (void)
{
  RondoCompanion *companion = g_new0 (RondoCompanion, 1);

  companion->profile = rondo_profile_new ();
  return companion;
}

/* How to reach them is for partners. */
static void
hide (char **text)
{
  g_free (*text);
  *text = g_strdup ("");
}

RondoCompanion *
rondo_companion_new_for_member (const char *round, const RondoMember *member)
{
  RondoCompanion *companion = NULL;

  g_return_val_if_fail (round != NULL && member != NULL, NULL);

  companion = g_new0 (RondoCompanion, 1);
  companion->round = g_strdup (round);
  companion->profile = rondo_profile_new_for_member (member);
  hide (&companion->profile->email);
  hide (&companion->profile->phone);
  hide (&companion->profile->course);
  return companion;
}

void
rondo_companion_free (RondoCompanion *companion)
{
  if (companion == NULL)
    return;
  g_free (companion->id);
  g_free (companion->round);
  rondo_profile_free (companion->profile);
  g_free (companion);
}
