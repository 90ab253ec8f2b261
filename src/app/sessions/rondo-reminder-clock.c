/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells of sessions a day and an hour before they begin, each time once. */
#include "config.h"

#include "rondo-reminder-clock.h"

#include "rondo-moment.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

/* A computer that was asleep, or whose clock was set, is noticed after that. */
#define LONGEST_WAIT_S (10 * 60)

struct _RondoReminderClock {
  GObject parent_instance;

  /* owned */
  RondoContext *context;
  GCancellable *cancellable;
  guint source;
  gboolean is_looking;
  gboolean is_outdated; /* something changed while it was looking */
};

G_DEFINE_FINAL_TYPE (RondoReminderClock, rondo_reminder_clock, G_TYPE_OBJECT)

enum { SIGNAL_DUE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void look (RondoReminderClock *self);

static gboolean
woken_cb (gpointer data)
{
  RondoReminderClock *self = RONDO_REMINDER_CLOCK (data);

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for (RondoReminderClock *self, int64_t next_us)
{
  const int64_t now_us = rondo_context_get_now_us (self->context);
  const int64_t wait_s = next_us > now_us ? (next_us - now_us) / G_USEC_PER_SEC + 1 : 1;

  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds ((guint)MIN (wait_s, LONGEST_WAIT_S), woken_cb, self);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoReminderClock) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoReminders) reminders =
      rondo_agenda_take_reminders_finish (RONDO_STORE (object), result, &error);

  self->is_looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (reminders == NULL) {
    g_info ("No reminders: %s", error->message);
    return;
  }
  for (guint i = 0; i < reminders->reminders->len; i++)
    g_signal_emit (self, signals[SIGNAL_DUE], 0, g_ptr_array_index (reminders->reminders, i));
  wait_for (self, reminders->next_us);
  if (self->is_outdated)
    look (self);
}

static void
look (RondoReminderClock *self)
{
  self->is_outdated = self->is_looking;
  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  rondo_agenda_take_reminders_async (rondo_context_get_store (self->context),
                                     rondo_context_get_now_us (self->context),
                                     self->cancellable,
                                     looked_cb,
                                     g_object_ref (self));
}

static void
rondo_reminder_clock_dispose (GObject *object)
{
  RondoReminderClock *self = RONDO_REMINDER_CLOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_reminder_clock_parent_class)->dispose (object);
}

static void
rondo_reminder_clock_finalize (GObject *object)
{
  g_clear_object (&RONDO_REMINDER_CLOCK (object)->cancellable);

  G_OBJECT_CLASS (rondo_reminder_clock_parent_class)->finalize (object);
}

static void
rondo_reminder_clock_class_init (RondoReminderClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rondo_reminder_clock_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_reminder_clock_finalize;
  signals[SIGNAL_DUE] = g_signal_new ("due",
                                      G_TYPE_FROM_CLASS (klass),
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      1,
                                      G_TYPE_POINTER);
}

static void
rondo_reminder_clock_init (RondoReminderClock *self)
{
  self->cancellable = g_cancellable_new ();
}

RondoReminderClock *
rondo_reminder_clock_new (RondoContext *context)
{
  RondoReminderClock *self = NULL;

  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);

  self = g_object_new (RONDO_TYPE_REMINDER_CLOCK, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (
      rondo_context_get_store (context), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}

GNotification *
rondo_reminder_make_notification (const RondoReminder *reminder)
{
  g_autofree char *name = rondo_text_isolate (reminder->name);
  g_autofree char *title =
      g_strdup_printf (reminder->hours == 1 ? _ ("Session with %s within the hour")
                                            : _ ("Session with %s within a day"),
                       name);
  g_autofree char *when = rondo_moment_to_text (reminder->start_us, NULL);
  g_autofree char *body =
      *reminder->place != '\0' ? g_strdup_printf ("%s\n%s", when, reminder->place) : NULL;
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body != NULL ? body : when);
  g_notification_set_default_action_and_target (
      notification, "app.show-session", "s", reminder->session);
  return notification;
}
