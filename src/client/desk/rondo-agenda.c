/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thin asynchronous shell around what reads and writes sessions. */
#include "config.h"

#include "rondo-agenda.h"

#include "rondo-agenda-reader.h"
#include "rondo-agenda-writer.h"
#include "rondo-source.h"
#include "rondo-store-private.h"

typedef struct {
  RondoSession *session;
  RondoSessionTimer *timer;
  int minutes;
  int debrief;
  int64_t now_us;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  rondo_session_free (question->session);
  rondo_session_timer_free (question->timer);
  g_free (question);
}

static RondoSessionTimer *
timer_copy (const RondoSessionTimer *timer)
{
  RondoSessionTimer *copy = NULL;

  if (timer == NULL)
    return NULL;
  copy = g_memdup2 (timer, sizeof *timer);
  copy->session = g_strdup (timer->session);
  copy->pairing = g_strdup (timer->pairing);
  return copy;
}

static gpointer
load_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_agenda_reader_read (db, error);
}

static gpointer
confirm_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return GINT_TO_POINTER (rondo_agenda_writer_confirm (
      db, question->session, question->minutes, question->debrief, rondo_source_now_us (), error));
}

static gpointer
set_timer_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      rondo_agenda_writer_set_timer (db, ((const Question *)data)->timer, error));
}

static gpointer
take_reminders_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_agenda_writer_take_reminders (db, ((const Question *)data)->now_us, error);
}

static void
agenda_free (gpointer value)
{
  rondo_agenda_free (value);
}

static void
reminders_free (gpointer value)
{
  rondo_reminders_free (value);
}

void
rondo_partner_free (RondoPartner *partner)
{
  if (partner == NULL)
    return;
  g_free (partner->pairing);
  g_free (partner->coach);
  g_free (partner->client);
  g_free (partner->name);
  g_free (partner->zone);
  g_free (partner->round_name);
  g_free (partner);
}

void
rondo_agenda_session_free (RondoAgendaSession *session)
{
  if (session == NULL)
    return;
  rondo_session_free (session->session);
  g_free (session->name);
  g_free (session->zone);
  g_free (session->round_name);
  g_free (session);
}

void
rondo_session_timer_free (RondoSessionTimer *timer)
{
  if (timer == NULL)
    return;
  g_free (timer->session);
  g_free (timer->pairing);
  g_free (timer);
}

void
rondo_agenda_free (RondoAgenda *agenda)
{
  if (agenda == NULL)
    return;
  g_free (agenda->self);
  g_clear_pointer (&agenda->sessions, g_ptr_array_unref);
  g_clear_pointer (&agenda->partners, g_ptr_array_unref);
  rondo_session_timer_free (agenda->timer);
  g_free (agenda);
}

void
rondo_reminder_free (RondoReminder *reminder)
{
  if (reminder == NULL)
    return;
  g_free (reminder->session);
  g_free (reminder->name);
  g_free (reminder->place);
  g_free (reminder);
}

void
rondo_reminders_free (RondoReminders *reminders)
{
  if (reminders == NULL)
    return;
  g_clear_pointer (&reminders->reminders, g_ptr_array_unref);
  g_free (reminders);
}

const RondoAgendaSession *
rondo_agenda_find (const RondoAgenda *agenda, const char *id)
{
  for (guint i = 0; i < agenda->sessions->len; i++) {
    const RondoAgendaSession *session = g_ptr_array_index (agenda->sessions, i);

    if (g_strcmp0 (session->session->id, id) == 0)
      return session;
  }
  return NULL;
}

const RondoAgendaSession *
rondo_agenda_find_next (const RondoAgenda *agenda, int64_t now_us)
{
  for (guint i = 0; i < agenda->sessions->len; i++) {
    const RondoAgendaSession *session = g_ptr_array_index (agenda->sessions, i);

    if (rondo_session_is_ahead (session->session) &&
        rondo_session_get_end_us (session->session) > now_us)
      return session;
  }
  return NULL;
}

void
rondo_agenda_load_async (RondoStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (store));

  rondo_store_run (store,
                   &(RondoStoreCall){.tag = rondo_agenda_load_async,
                                     .func = load_func,
                                     .free_result = agenda_free},
                   cancellable,
                   callback,
                   user_data);
}

RondoAgenda *
rondo_agenda_load_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_agenda_load_async, result, error);
}

void
rondo_agenda_confirm_async (RondoStore *store,
                            const RondoSession *session,
                            int minutes,
                            int debrief,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Question *question;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (session != NULL && session->id != NULL);

  question = g_new0 (Question, 1);
  question->session = rondo_session_copy (session);
  question->minutes = minutes;
  question->debrief = debrief;
  rondo_store_run (store,
                   &(RondoStoreCall){.tag = rondo_agenda_confirm_async,
                                     .func = confirm_func,
                                     .state = question,
                                     .free_state = question_free,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_agenda_confirm_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_agenda_confirm_async, result, error) != NULL;
}

void
rondo_agenda_set_timer_async (RondoStore *store,
                              const RondoSessionTimer *timer,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Question *question;

  g_return_if_fail (RONDO_IS_STORE (store));

  question = g_new0 (Question, 1);
  question->timer = timer_copy (timer);
  rondo_store_run (store,
                   &(RondoStoreCall){.tag = rondo_agenda_set_timer_async,
                                     .func = set_timer_func,
                                     .state = question,
                                     .free_state = question_free,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_agenda_set_timer_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_agenda_set_timer_async, result, error) != NULL;
}

void
rondo_agenda_take_reminders_async (RondoStore *store,
                                   int64_t now_us,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Question *question;

  g_return_if_fail (RONDO_IS_STORE (store));

  question = g_new0 (Question, 1);
  question->now_us = now_us;
  rondo_store_run (store,
                   &(RondoStoreCall){.tag = rondo_agenda_take_reminders_async,
                                     .func = take_reminders_func,
                                     .state = question,
                                     .free_state = question_free,
                                     .free_result = reminders_free},
                   cancellable,
                   callback,
                   user_data);
}

RondoReminders *
rondo_agenda_take_reminders_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_agenda_take_reminders_async, result, error);
}
