/* SPDX-License-Identifier: GPL-3.0-or-later
 * One loader and one dialog for each kind of record that people write. */
#include "config.h"

#include "rondo-refused-edit.h"

#include "rondo-agenda.h"
#include "rondo-client-dialog.h"
#include "rondo-confirm-session-dialog.h"
#include "rondo-desk.h"
#include "rondo-join-dialog.h"
#include "rondo-log-session-dialog.h"
#include "rondo-member-dialog.h"
#include "rondo-plan-session-dialog.h"
#include "rondo-session-dialog.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

typedef struct {
  RondoPage *page; /* owned */
  char *record;
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->page);
  g_free (step->record);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static RondoContext *
get_context (const Step *step)
{
  return rondo_page_get_context (step->page);
}

/* @error: (nullable); @dialog: NULL if there is nothing to edit any more. */
static void
show (const Step *step, const GError *error, GtkWidget *dialog)
{
  if (get_context (step) == NULL)
    return;
  if (error != NULL)
    rondo_toast_show_error (GTK_WIDGET (step->page), error);
  else if (dialog != NULL)
    rondo_page_present (step->page, GTK_WINDOW (dialog));
  else
    rondo_toast_show (GTK_WIDGET (step->page), _ ("This is not on this computer any more"));
}

static void
entry_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogEntryOverview) overview =
      rondo_desk_load_entry_finish (RONDO_STORE (object), result, &error);
  GtkWidget *dialog = NULL;

  if (overview != NULL && get_context (step) != NULL)
    dialog = rondo_log_session_dialog_new_for_entry (get_context (step), overview);
  show (step, error, dialog);
}

static void
partners_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHoursOverview) partners =
      rondo_desk_load_partners_finish (RONDO_STORE (object), result, &error);
  GtkWidget *dialog = NULL;

  for (guint i = 0; partners != NULL && get_context (step) != NULL && i < partners->clients->len;
       i++) {
    const RondoClientPerson *client = partners->clients->pdata[i];

    if (g_strcmp0 (client->id, step->record) == 0)
      dialog = rondo_client_dialog_new (get_context (step), client);
  }
  show (step, error, dialog);
}

static GtkWidget *
make_member_dialog (const Step *step, const RondoMember *member)
{
  RondoContext *context = get_context (step);

  return GTK_WIDGET (rondo_account_get_is_coordinator (rondo_context_get_account (context))
                         ? rondo_member_dialog_new (context, member)
                         : rondo_member_dialog_new_for_self (context, member));
}

static void
members_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members =
      rondo_store_load_members_finish (RONDO_STORE (object), result, &error);
  GtkWidget *dialog = NULL;

  for (guint i = 0; members != NULL && get_context (step) != NULL && i < members->len; i++) {
    const RondoMemberOverview *overview = members->pdata[i];

    if (g_strcmp0 (overview->member->id, step->record) == 0)
      dialog = make_member_dialog (step, overview->member);
  }
  show (step, error, dialog);
}

/* A time that was proposed, minutes that were said, or any other answer. */
static GtkWidget *
make_session_dialog (const Step *step, const RondoAgendaSession *entry)
{
  switch (entry->session->state) {
  case RONDO_SESSION_PROPOSED:
  case RONDO_SESSION_MOVED:
    return rondo_plan_session_dialog_new (get_context (step), step->record);
  case RONDO_SESSION_HELD:
    return rondo_confirm_session_dialog_new (get_context (step), entry, entry->session->minutes);
  default:
    return rondo_session_dialog_new (get_context (step), step->record);
  }
}

static void
agenda_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAgenda) agenda = rondo_agenda_load_finish (RONDO_STORE (object), result, &error);
  const RondoAgendaSession *entry =
      agenda != NULL ? rondo_agenda_find (agenda, step->record) : NULL;

  show (step,
        error,
        entry != NULL && get_context (step) != NULL ? make_session_dialog (step, entry) : NULL);
}

static GtkWidget *
make_join_dialog (const Step *step, const RondoRound *round, const RondoRegistration *registration)
{
  GtkWidget *dialog =
      rondo_join_dialog_new (get_context (step), round, registration->member, registration->wishes);

  rondo_join_dialog_set_registration (RONDO_JOIN_DIALOG (dialog), registration);
  return dialog;
}

static void
round_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoRoundOverview) overview =
      rondo_store_load_round_finish (RONDO_STORE (object), result, &error);
  GtkWidget *dialog = NULL;

  for (guint i = 0;
       overview != NULL && get_context (step) != NULL && i < overview->registrations->len;
       i++) {
    const RondoRegistration *registration = overview->registrations->pdata[i];

    if (g_strcmp0 (registration->id, step->record) == 0)
      dialog = make_join_dialog (step, overview->round, registration);
  }
  show (step, error, dialog);
}

void
rondo_refused_edit (RondoPage *page, const RondoRefusedChange *change)
{
  RondoStore *store = rondo_page_get_store (page);
  GCancellable *cancellable = rondo_page_get_cancellable (page);
  Step *step;

  if (g_str_equal (change->kind, "round")) {
    gtk_widget_activate_action (GTK_WIDGET (page), "win.show-round", "s", change->record);
    return;
  }
  step = g_new0 (Step, 1);
  step->page = g_object_ref (page);
  step->record = g_strdup (change->record);
  if (g_str_equal (change->kind, "log"))
    rondo_desk_load_entry_async (store, change->record, cancellable, entry_loaded_cb, step);
  else if (g_str_equal (change->kind, "client"))
    rondo_desk_load_partners_async (store, cancellable, partners_loaded_cb, step);
  else if (g_str_equal (change->kind, "member"))
    rondo_store_load_members_async (store, cancellable, members_loaded_cb, step);
  else if (g_str_equal (change->kind, "session"))
    rondo_agenda_load_async (store, cancellable, agenda_loaded_cb, step);
  else if (change->round != NULL)
    rondo_store_load_round_async (store, change->round, cancellable, round_loaded_cb, step);
  else {
    step_free (step);
    gtk_widget_activate_action (GTK_WIDGET (page), "win.show-page", "s", "home");
  }
}
