/* SPDX-License-Identifier: GPL-3.0-or-later
 * Leaving a round: at any time, with a question once there are partners. */
#include "config.h"

#include "rondo-leave-round.h"

#include "rondo-compat.h"
#include "rondo-life.h"
#include "rondo-save.h"

#include <glib/gi18n-lib.h>

/* A question, and what it is about. */
typedef struct {
  RondoPage *page;
  RondoRegistration *registration; /* as it becomes */
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->page);
  rondo_registration_free (leaving->registration);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  RondoChange *change = NULL;

  if (!rondo_compat_confirm_finish (result, NULL))
    return;
  change = rondo_change_new ();
  rondo_change_put_registration (change, leaving->registration);
  rondo_save_change (GTK_WIDGET (leaving->page), rondo_page_get_context (leaving->page), change);
}

static void
ask (RondoPage *page, const RondoRoundSummary *summary)
{
  Leaving *leaving = g_new0 (Leaving, 1);

  leaving->page = g_object_ref (page);
  leaving->registration = rondo_registration_copy (summary->registration);
  leaving->registration->state = RONDO_REGISTRATION_WITHDRAWN;
  rondo_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                              _ ("Withdraw from the Round?"),
                              _ ("Your coordinators look for somebody else for your partners. "
                                 "Sessions that were held stay. Only a coordinator can take you "
                                 "in again."),
                              _ ("_Withdraw"),
                              rondo_page_get_cancellable (page),
                              confirmed_cb,
                              leaving);
}

void
rondo_leave_round (RondoPage *page, const RondoRoundSummary *summary)
{
  RondoChange *change = NULL;
  RondoChange *undo = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (RONDO_IS_PAGE (page));
  g_return_if_fail (summary != NULL && summary->registration != NULL);

  if (rondo_round_state_has_pairings (summary->round->state)) {
    ask (page, summary);
    return;
  }
  change = rondo_change_new ();
  undo = rondo_change_new ();
  rondo_change_delete_registration (change, summary->registration->id);
  rondo_change_put_registration (undo, summary->registration);
  text = g_strdup_printf (_ ("You no longer take part in %s"), summary->round->name);
  rondo_save_change_with_undo (
      GTK_WIDGET (page), rondo_page_get_context (page), change, text, undo);
}
