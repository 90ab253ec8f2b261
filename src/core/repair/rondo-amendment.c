/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a published plan is amended while its round goes on. */
#include "config.h"

#include "rondo-amendment.h"

#include "rondo-life.h"

static RondoEnding *
copy_ending (const RondoEnding *ending, gpointer user_data)
{
  return rondo_ending_new (ending->pairing, ending->state, ending->replaced_by);
}

static RondoLeaving *
copy_leaving (const RondoLeaving *leaving, gpointer user_data)
{
  return rondo_leaving_copy (leaving);
}

static char *
copy_string (const char *text, gpointer user_data)
{
  return g_strdup (text);
}

RondoLeaving *
rondo_leaving_new (const char *member, RondoRole stops, const char *reason)
{
  RondoLeaving *leaving = g_new0 (RondoLeaving, 1);

  leaving->member = g_strdup (member);
  leaving->stops = stops;
  leaving->reason = g_strdup (reason != NULL ? reason : "");
  return leaving;
}

RondoLeaving *
rondo_leaving_copy (const RondoLeaving *leaving)
{
  g_return_val_if_fail (leaving != NULL, NULL);

  return rondo_leaving_new (leaving->member, leaving->stops, leaving->reason);
}

void
rondo_leaving_free (RondoLeaving *leaving)
{
  if (leaving == NULL)
    return;
  g_free (leaving->member);
  g_free (leaving->reason);
  g_free (leaving);
}

gboolean
rondo_leaving_stops_coaching (const RondoLeaving *leaving)
{
  return leaving->stops != RONDO_ROLE_CLIENT;
}

gboolean
rondo_leaving_stops_being_coached (const RondoLeaving *leaving)
{
  return leaving->stops != RONDO_ROLE_COACH;
}

RondoEnding *
rondo_ending_new (const char *pairing, RondoPairingState state, const char *replaced_by)
{
  RondoEnding *ending = g_new0 (RondoEnding, 1);

  ending->pairing = g_strdup (pairing);
  ending->state = state;
  ending->replaced_by = g_strdup (replaced_by);
  return ending;
}

void
rondo_ending_free (RondoEnding *ending)
{
  if (ending == NULL)
    return;
  g_free (ending->pairing);
  g_free (ending->replaced_by);
  g_free (ending);
}

RondoAmendment *
rondo_amendment_new (void)
{
  RondoAmendment *amendment = g_new0 (RondoAmendment, 1);

  amendment->day = RONDO_DATE_NONE;
  amendment->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  amendment->endings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_ending_free);
  amendment->called = g_ptr_array_new_with_free_func (g_free);
  return amendment;
}

RondoAmendment *
rondo_amendment_copy (const RondoAmendment *amendment)
{
  RondoAmendment *copy = NULL;

  g_return_val_if_fail (amendment != NULL, NULL);

  copy = rondo_amendment_new ();
  copy->day = amendment->day;
  g_ptr_array_extend (copy->leaving, amendment->leaving, (GCopyFunc)copy_leaving, NULL);
  g_ptr_array_extend (copy->endings, amendment->endings, (GCopyFunc)copy_ending, NULL);
  g_ptr_array_extend (copy->called, amendment->called, (GCopyFunc)copy_string, NULL);
  return copy;
}

void
rondo_amendment_free (RondoAmendment *amendment)
{
  if (amendment == NULL)
    return;
  g_ptr_array_unref (amendment->leaving);
  g_ptr_array_unref (amendment->endings);
  g_ptr_array_unref (amendment->called);
  g_free (amendment);
}

/* Who stops one side of two keeps the other; who stops their only side has left. */
static void
leave (RondoRegistration *registration, RondoRole stops)
{
  if (stops == RONDO_ROLE_BOTH || registration->role == stops)
    registration->state = RONDO_REGISTRATION_WITHDRAWN;
  else
    registration->role = stops == RONDO_ROLE_COACH ? RONDO_ROLE_CLIENT : RONDO_ROLE_COACH;
}

static gboolean
change (const RondoAmendment *amendment, RondoRegistration *registration)
{
  gboolean is_changed = FALSE;

  for (guint i = 0; i < amendment->leaving->len; i++) {
    const RondoLeaving *leaving = amendment->leaving->pdata[i];

    if (g_strcmp0 (leaving->member, registration->member) != 0 ||
        registration->state == RONDO_REGISTRATION_WITHDRAWN)
      continue;
    leave (registration, leaving->stops);
    is_changed = TRUE;
  }
  if (registration->state == RONDO_REGISTRATION_STANDBY &&
      g_ptr_array_find_with_equal_func (
          amendment->called, registration->member, g_str_equal, NULL)) {
    registration->state = RONDO_REGISTRATION_REGISTERED;
    is_changed = TRUE;
  }
  return is_changed;
}

GPtrArray *
rondo_amendment_list_registrations (const RondoAmendment *amendment, GPtrArray *registrations)
{
  g_autoptr (GPtrArray) changed =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);

  g_return_val_if_fail (amendment != NULL && registrations != NULL, NULL);

  for (guint i = 0; i < registrations->len; i++) {
    g_autoptr (RondoRegistration) registration = rondo_registration_copy (registrations->pdata[i]);

    if (change (amendment, registration))
      g_ptr_array_add (changed, g_steal_pointer (&registration));
  }
  return g_steal_pointer (&changed);
}

const char *
rondo_amendment_find_reason (const RondoAmendment *amendment, const char *coach, const char *client)
{
  for (guint i = 0; i < amendment->leaving->len; i++) {
    const RondoLeaving *leaving = amendment->leaving->pdata[i];

    if ((rondo_leaving_stops_coaching (leaving) && g_strcmp0 (leaving->member, coach) == 0) ||
        (rondo_leaving_stops_being_coached (leaving) && g_strcmp0 (leaving->member, client) == 0))
      return leaving->reason;
  }
  return "";
}
