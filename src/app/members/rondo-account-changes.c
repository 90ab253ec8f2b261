/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roles and hold, as a coordinator changes them. */
#include "config.h"

#include "rondo-account-changes.h"

#include "rondo-people.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One change, until it is done or taken back. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  RondoMemberAccounts *accounts;
  RondoAccountAct act;
  GPtrArray *members;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->from);
  g_clear_object (&change->context);
  g_clear_object (&change->accounts);
  g_clear_pointer (&change->members, g_ptr_array_unref);
  g_free (change);
}

static gboolean
find_opposite (RondoAccountAct act, RondoAccountAct *opposite)
{
  switch (act) {
  case RONDO_ACCOUNT_ACT_COACH:
    *opposite = RONDO_ACCOUNT_ACT_COORDINATOR;
    return TRUE;
  case RONDO_ACCOUNT_ACT_COORDINATOR:
    *opposite = RONDO_ACCOUNT_ACT_COACH;
    return TRUE;
  case RONDO_ACCOUNT_ACT_HOLD:
    *opposite = RONDO_ACCOUNT_ACT_RELEASE;
    return TRUE;
  case RONDO_ACCOUNT_ACT_RELEASE: /* the reason is gone */
  case RONDO_ACCOUNT_ACT_SIGN_OUT:
  case RONDO_N_ACCOUNT_ACTS:
  default:
    return FALSE;
  }
}

static char *
describe (RondoAccountAct act, guint count)
{
  switch (act) {
  case RONDO_ACCOUNT_ACT_COACH:
    return g_strdup_printf (
        ngettext ("%u account is a coach’s now.", "%u accounts are coaches’ now.", count), count);
  case RONDO_ACCOUNT_ACT_COORDINATOR:
    return g_strdup_printf (ngettext ("%u account is a coordinator’s now.",
                                      "%u accounts are coordinators’ now.",
                                      count),
                            count);
  case RONDO_ACCOUNT_ACT_HOLD:
    return g_strdup_printf (ngettext ("%u account is on hold.", "%u accounts are on hold.", count),
                            count);
  case RONDO_ACCOUNT_ACT_RELEASE:
    return g_strdup_printf (
        ngettext ("%u account is released.", "%u accounts are released.", count), count);
  case RONDO_ACCOUNT_ACT_SIGN_OUT:
  case RONDO_N_ACCOUNT_ACTS:
  default:
    return g_strdup_printf (ngettext ("%u member is signed out on all devices.",
                                      "%u members are signed out on all devices.",
                                      count),
                            count);
  }
}

static void
undo_cb (gpointer data)
{
  const Change *change = data;
  RondoAccountAct opposite;

  if (find_opposite (change->act, &opposite))
    rondo_account_changes_start (
        change->from, change->context, change->accounts, opposite, change->members, NULL);
}

static void
tell (Change *change, const RondoAccountsAnswer *answer)
{
  g_autofree char *text = describe (change->act, answer->done->len);
  RondoAccountAct opposite;
  Change *undo;

  if (answer->done->len == 0 || !find_opposite (change->act, &opposite)) {
    rondo_toast_show (change->from, text);
    return;
  }
  undo = g_new0 (Change, 1);
  undo->from = g_object_ref (change->from);
  undo->context = g_object_ref (change->context);
  undo->accounts = g_object_ref (change->accounts);
  undo->act = change->act;
  undo->members = g_ptr_array_ref (answer->done);
  rondo_toast_show_undo (change->from, text, undo_cb, undo, change_free);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAccountsAnswer) answer =
      rondo_people_change_finish (RONDO_ACCOUNT (source), result, &error);

  if (answer == NULL) {
    rondo_toast_show_error (change->from, error);
  } else {
    if (answer->done->len > 0 || answer->refused->len == 0)
      tell (change, answer);
    if (answer->refused->len > 0)
      rondo_toast_show (change->from, ((const RondoNotDone *)answer->refused->pdata[0])->message);
    rondo_member_accounts_load (change->accounts, RONDO_ACCOUNT (source));
  }
  change_free (change);
}

void
rondo_account_changes_start (GtkWidget *from,
                             RondoContext *context,
                             RondoMemberAccounts *accounts,
                             RondoAccountAct act,
                             GPtrArray *members,
                             const char *reason)
{
  g_autoptr (RondoAccountsRequest) request = rondo_accounts_request_new ();
  Change *change = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (members != NULL);

  request->act = act;
  request->reason = g_strdup (reason);
  for (guint i = 0; i < members->len; i++)
    g_ptr_array_add (request->members, g_strdup (members->pdata[i]));
  change = g_new0 (Change, 1);
  change->from = g_object_ref (from);
  change->context = g_object_ref (context);
  change->accounts = g_object_ref (accounts);
  change->act = act;
  change->members = g_ptr_array_ref (request->members);
  rondo_people_change_async (
      rondo_context_get_account (context), request, NULL, changed_cb, change);
}
