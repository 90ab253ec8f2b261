/* SPDX-License-Identifier: GPL-3.0-or-later
 * When to sync: a state machine on the owner's thread. */
#include "config.h"

#include "rondo-sync.h"

#include "rondo-account-private.h"
#include "rondo-conflicts-table.h"
#include "rondo-error.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-store-private.h"
#include "rondo-sync-attempt.h"
#include "rondo-sync-watch.h"

#include <glib/gi18n-lib.h>

#define REGULAR_PAUSE_MS (60 * 1000)
#define FIRST_PAUSE_MS 1000
#define SHORTEST_PAUSE_MS 100
#define LONGEST_PAUSE_MS (5 * 60 * 1000)

typedef struct {
  guint waiting;
  guint refused;
  guint conflicts;
  int64_t held;
  int64_t last_success_us;
} Counts;

struct _RondoSync {
  GObject parent_instance;

  /* owned */
  RondoStore *store;
  RondoAccount *account;
  RondoTransport *transport;
  GNetworkMonitor *monitor;
  GMainContext *context;
  GSource *timer;            /* the next attempt; NULL: none planned */
  RondoSyncAttempt *attempt; /* NULL: none runs */
  RondoSyncWatch *watch;     /* NULL: the server is not asked to tell */
  char *message;
  char *refused_token; /* not tried again by itself */

  RondoSyncState state;
  guint waiting_count;
  guint refused_count;
  guint conflict_count;
  guint held_count;
  int64_t last_success_us;
  guint failure_count;
  int64_t not_before_us;    /* monotonic: until then the server wants to be left alone */
  int64_t seq;              /* up to where everything was read */
  int64_t woken_seq;        /* the same when the server told of news last */
  gboolean is_watching;     /* the server may be asked to tell */
  gboolean is_wanted_again; /* something happened while an attempt runs */
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (RondoSync, rondo_sync, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (RondoSyncState,
                    rondo_sync_state,
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_ON_HOLD, "on-hold"),
                    G_DEFINE_ENUM_VALUE (RONDO_SYNC_PROBLEM, "problem"))

enum {
  PROP_STATE = 1,
  PROP_WAITING_COUNT,
  PROP_REFUSED_COUNT,
  PROP_CONFLICT_COUNT,
  PROP_HELD_COUNT,
  PROP_LAST_SUCCESS_US,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void start (RondoSync *self, gboolean is_asked_for);
static void plan_attempt (RondoSync *self, guint pause_ms);

static void
set_state (RondoSync *self, RondoSyncState state, const char *message)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->message, message) != 0) {
    g_free (self->message);
    self->message = g_strdup (message);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  }
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_counts (RondoSync *self, guint waiting, guint refused)
{
  if (self->waiting_count != waiting) {
    self->waiting_count = waiting;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
  }
  if (self->refused_count != refused) {
    self->refused_count = refused;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFUSED_COUNT]);
  }
}

static void
set_open_counts (RondoSync *self, guint conflicts, guint held)
{
  if (self->conflict_count != conflicts) {
    self->conflict_count = conflicts;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICT_COUNT]);
  }
  if (self->held_count != held) {
    self->held_count = held;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HELD_COUNT]);
  }
}

static void
set_last_success_us (RondoSync *self, int64_t last_success_us)
{
  if (self->last_success_us >= last_success_us)
    return;
  self->last_success_us = last_success_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SUCCESS_US]);
}

static void
clear_timer (RondoSync *self)
{
  if (self->timer == NULL)
    return;
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* Where every byte is paid for, nobody looks for news by the minute; changes still go out. */
static gboolean
is_spared (RondoSync *self)
{
  return self->state == RONDO_SYNC_IDLE && self->waiting_count == 0 &&
         g_network_monitor_get_network_metered (self->monitor);
}

static gboolean
timer_cb (gpointer user_data)
{
  RondoSync *self = user_data;

  clear_timer (self);
  if (is_spared (self))
    plan_attempt (self, REGULAR_PAUSE_MS);
  else
    start (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
plan_attempt (RondoSync *self, guint pause_ms)
{
  clear_timer (self);
  self->timer = g_timeout_source_new (pause_ms);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

/* Twice as long after each failure, not before the server wants, and not all computers of a
 * community at the same moment. */
static guint
next_pause_ms (RondoSync *self, guint retry_seconds)
{
  guint doublings = MIN (self->failure_count, 9);
  guint pause_ms = MIN (FIRST_PAUSE_MS << doublings, LONGEST_PAUSE_MS);
  guint jittered_ms = (guint)g_random_int_range (SHORTEST_PAUSE_MS, (int)pause_ms + 1);

  return retry_seconds > 0 ? retry_seconds * 1000 + jittered_ms : jittered_ms;
}

static void watch (RondoSync *self);

static void
unwatch (RondoSync *self)
{
  g_clear_pointer (&self->watch, rondo_sync_watch_end);
}

/* While the server tells, nobody has to ask it. */
static void
watched_cb (RondoSyncWatchEnd end, gpointer user_data)
{
  g_autoptr (RondoSync) self = g_object_ref (user_data);

  unwatch (self);
  if (self->is_stopped || end == RONDO_SYNC_WATCH_FAILED)
    return;
  if (end == RONDO_SYNC_WATCH_NEWS) {
    self->woken_seq = self->seq;
    start (self, FALSE);
  } else if (self->state == RONDO_SYNC_IDLE) {
    plan_attempt (self, REGULAR_PAUSE_MS);
    watch (self);
  }
}

/* A connection that is paid for by the byte is not kept open. */
static void
watch (RondoSync *self)
{
  g_autofree char *token = rondo_account_dup_token (self->account);
  const char *server = rondo_account_get_server (self->account);

  if (!self->is_watching || self->watch != NULL || self->seq == 0 || self->seq == self->woken_seq ||
      token == NULL || server == NULL || g_network_monitor_get_network_metered (self->monitor))
    return;
  self->watch = rondo_sync_watch_start (
      self->transport, server, token, self->seq, self->context, watched_cb, self);
}

static RondoSyncState
classify (const GError *error)
{
  if (g_error_matches (error, RONDO_ERROR, RONDO_ERROR_OFFLINE) ||
      g_error_matches (error, RONDO_ERROR, RONDO_ERROR_TIMEOUT))
    return RONDO_SYNC_OFFLINE;
  if (g_error_matches (error, RONDO_ERROR, RONDO_ERROR_ON_HOLD))
    return RONDO_SYNC_ON_HOLD;
  return g_error_matches (error, RONDO_ERROR, RONDO_ERROR_UNAUTHORIZED) ? RONDO_SYNC_SIGNED_OUT
                                                                        : RONDO_SYNC_PROBLEM;
}

static void
end_well (RondoSync *self)
{
  self->failure_count = 0;
  self->not_before_us = 0;
  plan_attempt (self, REGULAR_PAUSE_MS);
  set_last_success_us (self, g_get_real_time ());
  set_state (self, RONDO_SYNC_IDLE, NULL);
  watch (self);
}

static void
end_badly (RondoSync *self, const RondoSyncAttempt *attempt)
{
  const GError *error = rondo_sync_attempt_get_error (attempt);
  const guint retry_seconds = rondo_sync_attempt_get_report (attempt)->retry_seconds;
  const guint pause_ms = next_pause_ms (self, retry_seconds);
  RondoSyncState state = classify (error);

  g_info ("Sync: %s", error->message);
  if (state == RONDO_SYNC_SIGNED_OUT) {
    g_free (self->refused_token);
    self->refused_token = g_strdup (rondo_sync_attempt_get_token (attempt));
  } else {
    if (retry_seconds > 0)
      self->not_before_us = g_get_monotonic_time () + (int64_t)pause_ms * 1000;
    plan_attempt (self, pause_ms);
    self->failure_count++;
  }
  set_state (self, state, error->message);
}

/* What the database holds by now is told before the state, so that who waits for the state finds
 * everything else in place. */
static void
tell_report (RondoSync *self, const RondoSyncReport *report, const GError *error)
{
  if (report->exchange_count > 0 && error == NULL)
    rondo_account_update_role (self->account, report->is_coordinator);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_counts (self, report->waiting_left, report->refused_left);
  if (report->is_changed || report->held_count != self->held_count)
    rondo_store_emit_changed (self->store);
}

static void
end_attempt (RondoSync *self, const RondoSyncAttempt *attempt)
{
  const GError *error = rondo_sync_attempt_get_error (attempt);

  tell_report (self, rondo_sync_attempt_get_report (attempt), error);
  if (self->is_stopped)
    return;
  self->seq = error == NULL ? rondo_sync_attempt_get_report (attempt)->seq : 0;
  if (error == NULL)
    end_well (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->is_wanted_again = TRUE; /* the account changed under it */
  else
    end_badly (self, attempt);
  if (!self->is_wanted_again || self->is_stopped)
    return;
  self->is_wanted_again = FALSE;
  start (self, FALSE);
}

static void
attempt_done_cb (RondoSyncAttempt *attempt, gpointer user_data)
{
  g_autoptr (RondoSync) self = g_object_ref (user_data);

  self->attempt = NULL;
  end_attempt (self, attempt);
  rondo_sync_attempt_free (attempt);
}

static void
start_attempt (RondoSync *self, const char *token)
{
  unwatch (self);
  self->attempt = rondo_sync_attempt_start (rondo_store_get_worker (self->store),
                                            self->transport,
                                            rondo_account_get_server (self->account),
                                            rondo_account_get_member (self->account),
                                            token,
                                            self->context,
                                            attempt_done_cb,
                                            self);
}

/* @is_asked_for: by the user, who may know that the server takes a token again. */
static void
start (RondoSync *self, gboolean is_asked_for)
{
  g_autofree char *token = rondo_account_dup_token (self->account);

  if (self->is_stopped)
    return;
  if (self->attempt != NULL) {
    self->is_wanted_again = TRUE;
    return;
  }
  if (rondo_account_get_server (self->account) == NULL) {
    clear_timer (self);
    set_state (self, RONDO_SYNC_LOCAL, NULL);
    return;
  }
  if (token == NULL) {
    clear_timer (self);
    set_state (self,
               RONDO_SYNC_SIGNED_OUT,
               _ ("You are not signed in. Changes are kept on this computer until you are."));
    return;
  }
  if (!is_asked_for && g_strcmp0 (token, self->refused_token) == 0)
    return;
  /* The timer that was set then is still to come. */
  if (!is_asked_for && self->timer != NULL && g_get_monotonic_time () < self->not_before_us)
    return;
  clear_timer (self);
  start_attempt (self, token);
  set_state (self, RONDO_SYNC_RUNNING, self->message);
}

static gpointer
count_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  g_autofree Counts *counts = g_new0 (Counts, 1);

  if (!rondo_outbox_table_count (db, &counts->waiting, &counts->refused, error) ||
      !rondo_conflicts_table_count (db, &counts->conflicts, error) ||
      !rondo_meta_table_read_int (db, RONDO_META_HELD_COUNT, &counts->held, error) ||
      !rondo_meta_table_read_int (db, RONDO_META_LAST_SUCCESS_US, &counts->last_success_us, error))
    return NULL;
  return g_steal_pointer (&counts);
}

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (RondoSync) self = g_weak_ref_get (weak);
  g_autofree Counts *counts =
      rondo_worker_run_finish (RONDO_WORKER (source), count_func, result, NULL);

  weak_ref_free (weak);
  if (self == NULL || self->is_stopped || counts == NULL)
    return;
  set_counts (self, counts->waiting, counts->refused);
  set_open_counts (self, counts->conflicts, (guint)counts->held);
  set_last_success_us (self, counts->last_success_us);
}

static void
count (RondoSync *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  rondo_worker_run_async (rondo_store_get_worker (self->store),
                          count_func,
                          count_func,
                          NULL,
                          NULL,
                          g_free,
                          NULL,
                          counted_cb,
                          weak);
}

static void
store_changed_cb (RondoSync *self)
{
  if (!self->is_stopped)
    count (self);
}

static void
store_saved_cb (RondoSync *self)
{
  start (self, FALSE);
}

static void
account_changed_cb (RondoSync *self)
{
  g_clear_pointer (&self->refused_token, g_free);
  self->failure_count = 0;
  self->not_before_us = 0;
  unwatch (self);
  if (self->attempt != NULL)
    rondo_sync_attempt_cancel (self->attempt);
  start (self, FALSE);
}

/* Monitors are wrong at times: a hint to try sooner, never a reason not to try. */
static void
network_changed_cb (RondoSync *self, gboolean is_available)
{
  if (is_available && self->state == RONDO_SYNC_OFFLINE)
    start (self, FALSE);
}

static void
rondo_sync_dispose (GObject *object)
{
  rondo_sync_stop (RONDO_SYNC (object));
  G_OBJECT_CLASS (rondo_sync_parent_class)->dispose (object);
}

static void
rondo_sync_finalize (GObject *object)
{
  RondoSync *self = RONDO_SYNC (object);

  g_clear_object (&self->store);
  g_clear_object (&self->account);
  g_clear_object (&self->transport);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->refused_token, g_free);
  G_OBJECT_CLASS (rondo_sync_parent_class)->finalize (object);
}

static void
rondo_sync_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RondoSync *self = RONDO_SYNC (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_WAITING_COUNT:
    g_value_set_uint (value, self->waiting_count);
    break;
  case PROP_REFUSED_COUNT:
    g_value_set_uint (value, self->refused_count);
    break;
  case PROP_CONFLICT_COUNT:
    g_value_set_uint (value, self->conflict_count);
    break;
  case PROP_HELD_COUNT:
    g_value_set_uint (value, self->held_count);
    break;
  case PROP_LAST_SUCCESS_US:
    g_value_set_int64 (value, self->last_success_us);
    break;
  case PROP_MESSAGE:
    g_value_set_string (value, self->message);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
rondo_sync_class_init (RondoSyncClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_sync_dispose;
  object_class->finalize = rondo_sync_finalize;
  object_class->get_property = rondo_sync_get_property;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, RONDO_TYPE_SYNC_STATE, RONDO_SYNC_LOCAL, flags);
  properties[PROP_WAITING_COUNT] =
      g_param_spec_uint ("waiting-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_REFUSED_COUNT] =
      g_param_spec_uint ("refused-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CONFLICT_COUNT] =
      g_param_spec_uint ("conflict-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HELD_COUNT] =
      g_param_spec_uint ("held-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LAST_SUCCESS_US] =
      g_param_spec_int64 ("last-success-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_sync_init (RondoSync *self)
{
  self->context = g_main_context_ref_thread_default ();
}

RondoSync *
rondo_sync_new (RondoStore *store, RondoAccount *account, RondoTransport *transport)
{
  RondoSync *self;

  g_return_val_if_fail (RONDO_IS_STORE (store), NULL);
  g_return_val_if_fail (RONDO_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (RONDO_IS_TRANSPORT (transport), NULL);

  self = g_object_new (RONDO_TYPE_SYNC, NULL);
  self->store = g_object_ref (store);
  self->account = g_object_ref (account);
  self->transport = rondo_account_wrap_transport (account, transport);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (
      store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "saved", G_CALLBACK (store_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      account, "notify::is-signed-in", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  count (self);
  plan_attempt (self, 0);
  return self;
}

RondoSyncState
rondo_sync_get_state (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), RONDO_SYNC_LOCAL);

  return self->state;
}

guint
rondo_sync_get_waiting_count (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), 0);

  return self->waiting_count;
}

guint
rondo_sync_get_refused_count (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), 0);

  return self->refused_count;
}

guint
rondo_sync_get_conflict_count (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), 0);

  return self->conflict_count;
}

guint
rondo_sync_get_held_count (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), 0);

  return self->held_count;
}

int64_t
rondo_sync_get_last_success_us (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), 0);

  return self->last_success_us;
}

const char *
rondo_sync_get_message (RondoSync *self)
{
  g_return_val_if_fail (RONDO_IS_SYNC (self), NULL);

  return self->message;
}

void
rondo_sync_now (RondoSync *self)
{
  g_return_if_fail (RONDO_IS_SYNC (self));

  start (self, TRUE);
}

void
rondo_sync_stop (RondoSync *self)
{
  g_return_if_fail (RONDO_IS_SYNC (self));

  self->is_stopped = TRUE;
  clear_timer (self);
  unwatch (self);
  g_clear_pointer (&self->attempt, rondo_sync_attempt_free);
}

void
rondo_sync_set_is_watching (RondoSync *self, gboolean is_watching)
{
  g_return_if_fail (RONDO_IS_SYNC (self));

  self->is_watching = is_watching;
  if (!is_watching)
    unwatch (self);
  else if (self->state == RONDO_SYNC_IDLE && !self->is_stopped)
    watch (self);
}
