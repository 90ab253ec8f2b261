/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions of the member of this computer: what is planned, what waits, what is running. All of
 * it is read and written on the database thread. */
#pragma once

#include "rondo-session.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/* With whom a session can be planned. */
typedef struct {
  char *pairing;         /* NULL: a free exchange */
  char *coach;           /* member id */
  char *client;          /* member id */
  RondoSide side;        /* of the member of this computer */
  char *name;            /* of the other one */
  char *zone;            /* of the other one; NULL while unknown */
  char *round_name;      /* "" in a free exchange */
  int minutes;           /* the usual length */
  RondoDate contact_due; /* the first session is to be agreed by then; NONE in a free exchange */
} RondoPartner;

typedef struct {
  RondoSession *session;
  RondoSide side;     /* of the member of this computer */
  char *name;         /* of the other one; "" while unknown */
  char *zone;         /* of the other one; NULL while unknown */
  char *round_name;   /* "" in a free exchange */
  int cancel_notice;  /* hours */
  gboolean has_ended; /* nothing new can be planned */
  gboolean is_waiting;
  gboolean is_refused;
} RondoAgendaSession;

/* The session that is running now. */
typedef struct {
  char *session; /* its id, of one that was planned or that is to be made of it */
  char *pairing; /* NULL: that of the session */
  int64_t started_us;
} RondoSessionTimer;

typedef struct {
  char *self;               /* member id; NULL: not known on a new computer */
  GPtrArray *sessions;      /* of RondoAgendaSession, the earliest first */
  GPtrArray *partners;      /* of RondoPartner */
  RondoSessionTimer *timer; /* NULL: none is running */
} RondoAgenda;

/* What to remind of. */
typedef struct {
  char *session; /* id */
  char *name;    /* of the other one */
  char *place;
  int64_t start_us;
  int hours; /* before the start that were asked for: 24 or 1 */
} RondoReminder;

typedef struct {
  GPtrArray *reminders; /* of RondoReminder: due now, and never given before */
  int64_t next_us;      /* when to ask again at the latest; INT64_MAX: not before a change */
} RondoReminders;

void rondo_agenda_free (RondoAgenda *agenda);
void rondo_agenda_session_free (RondoAgendaSession *session);
void rondo_partner_free (RondoPartner *partner);
void rondo_session_timer_free (RondoSessionTimer *timer);
void rondo_reminder_free (RondoReminder *reminder);
void rondo_reminders_free (RondoReminders *reminders);

/** rondo_agenda_find: the session @id (nullable), or NULL. */
const RondoAgendaSession *rondo_agenda_find (const RondoAgenda *agenda, const char *id);

/** rondo_agenda_find_next: the first session ahead that is not over at @now_us, agreed on or still
 * waiting; NULL if there is none. */
const RondoAgendaSession *rondo_agenda_find_next (const RondoAgenda *agenda, int64_t now_us);

void rondo_agenda_load_async (RondoStore *store,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RondoAgenda *rondo_agenda_load_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_agenda_confirm_async: @session (made if it is not there) was held, and lasted @minutes and
 * @debrief minutes as the member of this computer says. Of a coach it becomes an entry of the log,
 * once; a timer of this session ends. */
void rondo_agenda_confirm_async (RondoStore *store,
                                 const RondoSession *session,
                                 int minutes,
                                 int debrief,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rondo_agenda_confirm_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_agenda_set_timer_async: from now on @timer is running; NULL: none is. It is on the disk
 * when finish is called. */
void rondo_agenda_set_timer_async (RondoStore *store,
                                   const RondoSessionTimer *timer,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rondo_agenda_set_timer_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_agenda_take_reminders_async: what to remind of at @now_us; each is given once. */
void rondo_agenda_take_reminders_async (RondoStore *store,
                                        int64_t now_us,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
RondoReminders *
rondo_agenda_take_reminders_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAgenda, rondo_agenda_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAgendaSession, rondo_agenda_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPartner, rondo_partner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoSessionTimer, rondo_session_timer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoReminders, rondo_reminders_free)

G_END_DECLS
