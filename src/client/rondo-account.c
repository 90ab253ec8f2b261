/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account: facts in the database, the token in the keyring, both in memory while it runs. */
#include "config.h"

#include "rondo-account.h"

#include "rondo-account-private.h"
#include "rondo-enroll.h"
#include "rondo-error.h"
#include "rondo-keyring.h"
#include "rondo-storage-error.h"
#include "rondo-store-private.h"

#include <glib/gi18n-lib.h>

/* Of one request to the server, for people who wait. */
#define TIMEOUT_SECONDS 30
/* Of the farewell to the server, which nobody has to wait for. */
#define FAREWELL_SECONDS 3

struct _RondoAccount {
  GObject parent_instance;

  /* owned */
  RondoStore *store;
  RondoTransport *transport;
  RondoAccountFacts *facts;
  GMutex mutex; /* guards token */
  char *token;
  gboolean is_remembered;
};

G_DEFINE_FINAL_TYPE (RondoAccount, rondo_account, G_TYPE_OBJECT)

enum {
  PROP_SERVER = 1,
  PROP_COMMUNITY,
  PROP_MEMBER,
  PROP_NAME,
  PROP_IS_COORDINATOR,
  PROP_IS_SIGNED_IN,
  PROP_IS_REMEMBERED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* One call that leaves the caller's thread. */
typedef struct {
  RondoWorker *worker;
  RondoTransport *transport;
  char *address;
  RondoJoinRequest *join;
  RondoLoginRequest *login;
  char *member;
  char *token; /* given or got */
  RondoAccountFacts *facts;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->worker);
  g_clear_object (&call->transport);
  g_clear_pointer (&call->join, rondo_join_request_free);
  g_clear_pointer (&call->login, rondo_login_request_free);
  g_clear_pointer (&call->facts, rondo_account_facts_free);
  g_free (call->address);
  g_free (call->member);
  g_free (call->token);
  g_free (call);
}

static Call *
call_new (RondoAccount *self, const char *address)
{
  Call *call = g_new0 (Call, 1);

  call->worker = g_object_ref (rondo_store_get_worker (self->store));
  call->transport = g_object_ref (self->transport);
  call->address = g_strdup (address);
  return call;
}

static void
facts_free (gpointer data)
{
  rondo_account_facts_free (data);
}

static void
invite_answer_free (gpointer data)
{
  rondo_invite_answer_free (data);
}

static GTask *
begin (RondoAccount *self,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

static void
notify_if (RondoAccount *self, gboolean is_other, guint property)
{
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
take_facts (RondoAccount *self, RondoAccountFacts *facts)
{
  g_autoptr (RondoAccountFacts) old = self->facts;

  self->facts = facts;
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, g_strcmp0 (old->server, facts->server) != 0, PROP_SERVER);
  notify_if (self, g_strcmp0 (old->community, facts->community) != 0, PROP_COMMUNITY);
  notify_if (self, g_strcmp0 (old->member, facts->member) != 0, PROP_MEMBER);
  notify_if (self, g_strcmp0 (old->name, facts->name) != 0, PROP_NAME);
  notify_if (self, old->is_coordinator != facts->is_coordinator, PROP_IS_COORDINATOR);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
take_token (RondoAccount *self, char *token)
{
  gboolean was_signed_in;

  g_mutex_lock (&self->mutex);
  was_signed_in = self->token != NULL;
  g_free (self->token);
  self->token = token;
  g_mutex_unlock (&self->mutex);
  /* A new token is news also to those who had one. */
  notify_if (self, was_signed_in || token != NULL, PROP_IS_SIGNED_IN);
}

static void
set_is_remembered (RondoAccount *self, gboolean is_remembered)
{
  if (self->is_remembered == is_remembered)
    return;
  self->is_remembered = is_remembered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_REMEMBERED]);
}

static gpointer
read_facts_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return rondo_enroll_read_facts (db, error);
}

static gpointer
set_self_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return rondo_enroll_set_self (db, state, error) ? rondo_enroll_read_facts (db, error) : NULL;
}

/* The facts of a job on the database thread; NULL when @task has been answered with its error. */
static RondoAccountFacts *
collect_facts (RondoWorker *worker, gpointer tag, GAsyncResult *result, GTask *task)
{
  g_autoptr (GError) error = NULL;
  RondoAccountFacts *facts = rondo_worker_run_finish (worker, tag, result, &error);

  if (facts == NULL) {
    rondo_storage_error_explain (&error);
    g_task_return_error (task, g_steal_pointer (&error));
  }
  return facts;
}

static void
token_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *token = rondo_keyring_lookup_finish (result, &error);

  if (error != NULL)
    g_info ("No token from the keyring: %s", error->message);
  if (token != NULL) {
    take_token (self, token);
    set_is_remembered (self, TRUE);
  }
  g_task_return_boolean (task, TRUE);
}

static void
facts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  RondoAccountFacts *facts =
      collect_facts (RONDO_WORKER (source), rondo_account_load_async, result, task);

  if (facts == NULL)
    return;
  take_facts (self, facts);
  if (facts->server == NULL || facts->member == NULL || self->token != NULL)
    g_task_return_boolean (task, TRUE);
  else
    rondo_keyring_lookup_async (
        facts->server, facts->member, cancellable, token_looked_up_cb, g_steal_pointer (&task));
}

static void
self_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *self = g_task_get_source_object (task);
  RondoAccountFacts *facts =
      collect_facts (RONDO_WORKER (source), rondo_account_set_self_async, result, task);

  if (facts == NULL)
    return;
  take_facts (self, facts);
  rondo_store_emit_changed (self->store);
  g_task_return_boolean (task, TRUE);
}

static void
token_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stored = rondo_keyring_store_finish (result, &error);

  if (error != NULL)
    g_info ("The keyring does not keep the token: %s", error->message);
  set_is_remembered (g_task_get_source_object (task), is_stored);
  g_task_return_boolean (task, TRUE);
}

/* Signed in: the database knows it already, now memory and keyring learn of it. */
static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  take_facts (self, g_steal_pointer (&call->facts));
  take_token (self, g_strdup (call->token));
  rondo_store_emit_changed (self->store);
  rondo_keyring_store_async (self->facts->server,
                             self->facts->member,
                             call->token,
                             NULL,
                             token_stored_cb,
                             g_steal_pointer (&task));
}

static void
enroll_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Call *call = task_data;
  g_autoptr (GError) error = NULL;

  if (call->join != NULL)
    call->token = rondo_enroll_join (
        call->worker, call->transport, call->address, call->join, cancellable, &error);
  else
    call->token = rondo_enroll_login (
        call->worker, call->transport, call->address, call->login, cancellable, &error);
  if (call->token != NULL)
    call->facts = rondo_worker_run_sync (call->worker, read_facts_func, NULL, NULL, &error);
  if (call->facts != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  rondo_storage_error_explain (&error);
  g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @outer and @call over. The task of the thread knows neither account nor caller, so that
 * both are dropped on the caller's thread only. */
static void
run_in_thread (GTask *outer, Call *call, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (outer), callback, outer);

  /* An invitation that was used is used, even when cancelled too late. */
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_check_cancellable (outer, FALSE);
  g_task_set_source_tag (inner, run_in_thread);
  g_task_set_task_data (inner, call, call_free);
  g_task_run_in_thread (inner, func);
}

static void
greet_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  g_autoptr (GError) error = NULL;
  char *community = rondo_enroll_greet (call->transport, call->address, cancellable, &error);

  if (community != NULL)
    g_task_return_pointer (task, community, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
invite_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  g_autoptr (GError) error = NULL;
  RondoInviteAnswer *answer = rondo_enroll_invite (
      call->transport, call->address, call->token, call->member, cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, invite_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
greeted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *community = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, community, g_free);
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  RondoInviteAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, answer, invite_answer_free);
}

static void
sign_out_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_enroll_sign_out (call->transport, call->address, call->token, cancellable, &error))
    g_info ("The server does not know that the token is void: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static gboolean
farewell_late_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSource *timer = g_task_get_task_data (task);

  g_source_destroy (timer);
  g_task_return_boolean (task, TRUE);
}

static void
source_free (gpointer data)
{
  g_source_unref (data);
}

/* Takes @task and @call over. Best effort: whatever the server says, or if it says nothing, this
 * computer is signed out. */
static void
say_farewell (GTask *task, Call *call)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GSource *timer = g_timeout_source_new_seconds (FAREWELL_SECONDS);
  g_autoptr (GTask) inner = g_task_new (NULL, cancellable, signed_out_cb, task);

  g_source_set_callback (timer, farewell_late_cb, g_object_ref (cancellable), g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
  g_task_set_task_data (task, timer, source_free);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_source_tag (inner, say_farewell);
  g_task_set_task_data (inner, call, call_free);
  g_task_run_in_thread (inner, sign_out_thread);
}

static void
token_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *self = g_task_get_source_object (task);
  char *token = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  Call *call;

  if (!rondo_keyring_clear_finish (result, &error))
    g_info ("The keyring does not forget the token: %s", error->message);
  if (token == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  call = call_new (self, self->facts->server);
  call->token = g_strdup (token);
  say_farewell (g_steal_pointer (&task), call);
}

static void
rondo_account_finalize (GObject *object)
{
  RondoAccount *self = RONDO_ACCOUNT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->facts, rondo_account_facts_free);
  g_clear_pointer (&self->token, g_free);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (rondo_account_parent_class)->finalize (object);
}

static void
rondo_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RondoAccount *self = RONDO_ACCOUNT (object);

  switch (prop_id) {
  case PROP_SERVER:
    g_value_set_string (value, self->facts->server);
    break;
  case PROP_COMMUNITY:
    g_value_set_string (value, self->facts->community);
    break;
  case PROP_MEMBER:
    g_value_set_string (value, self->facts->member);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->facts->name);
    break;
  case PROP_IS_COORDINATOR:
    g_value_set_boolean (value, self->facts->is_coordinator);
    break;
  case PROP_IS_SIGNED_IN:
    g_value_set_boolean (value, rondo_account_get_is_signed_in (self));
    break;
  case PROP_IS_REMEMBERED:
    g_value_set_boolean (value, self->is_remembered);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
rondo_account_class_init (RondoAccountClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rondo_account_finalize;
  object_class->get_property = rondo_account_get_property;

  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_COMMUNITY] = g_param_spec_string ("community", NULL, NULL, NULL, flags);
  properties[PROP_MEMBER] = g_param_spec_string ("member", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_IS_COORDINATOR] =
      g_param_spec_boolean ("is-coordinator", NULL, NULL, TRUE, flags);
  properties[PROP_IS_SIGNED_IN] = g_param_spec_boolean ("is-signed-in", NULL, NULL, FALSE, flags);
  properties[PROP_IS_REMEMBERED] = g_param_spec_boolean ("is-remembered", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_account_init (RondoAccount *self)
{
  g_mutex_init (&self->mutex);
  self->facts = g_new0 (RondoAccountFacts, 1);
  self->facts->is_coordinator = TRUE;
}

RondoAccount *
rondo_account_new (RondoStore *store)
{
  g_autoptr (RondoTransport) transport = rondo_soup_transport_new (TIMEOUT_SECONDS);

  return rondo_account_new_with_transport (store, transport);
}

RondoAccount *
rondo_account_new_with_transport (RondoStore *store, RondoTransport *transport)
{
  RondoAccount *self;

  g_return_val_if_fail (RONDO_IS_STORE (store), NULL);
  g_return_val_if_fail (RONDO_IS_TRANSPORT (transport), NULL);

  self = g_object_new (RONDO_TYPE_ACCOUNT, NULL);
  self->store = g_object_ref (store);
  self->transport = g_object_ref (transport);
  return self;
}

void
rondo_account_update_role (RondoAccount *self, gboolean is_coordinator)
{
  if (self->facts->server == NULL || self->facts->is_coordinator == is_coordinator)
    return;
  self->facts->is_coordinator = is_coordinator;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COORDINATOR]);
}

void
rondo_account_load_async (RondoAccount *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (RONDO_IS_ACCOUNT (self));

  rondo_worker_run_async (rondo_store_get_worker (self->store),
                          rondo_account_load_async,
                          read_facts_func,
                          NULL,
                          NULL,
                          facts_free,
                          cancellable,
                          facts_read_cb,
                          begin (self, rondo_account_load_async, cancellable, callback, user_data));
}

gboolean
rondo_account_load_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
rondo_account_get_server (RondoAccount *self)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);

  return self->facts->server;
}

const char *
rondo_account_get_community (RondoAccount *self)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);

  return self->facts->community;
}

const char *
rondo_account_get_member (RondoAccount *self)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);

  return self->facts->member;
}

const char *
rondo_account_get_name (RondoAccount *self)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);

  return self->facts->name;
}

gboolean
rondo_account_get_is_coordinator (RondoAccount *self)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), FALSE);

  return self->facts->is_coordinator;
}

gboolean
rondo_account_get_is_signed_in (RondoAccount *self)
{
  g_autofree char *token = NULL;

  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), FALSE);

  token = rondo_account_dup_token (self);
  return token != NULL;
}

gboolean
rondo_account_get_is_remembered (RondoAccount *self)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), FALSE);

  return self->is_remembered;
}

char *
rondo_account_dup_token (RondoAccount *self)
{
  char *token;

  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);

  g_mutex_lock (&self->mutex);
  token = g_strdup (self->token);
  g_mutex_unlock (&self->mutex);
  return token;
}

void
rondo_account_greet_async (RondoAccount *self,
                           const char *address,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (address != NULL);

  run_in_thread (begin (self, rondo_account_greet_async, cancellable, callback, user_data),
                 call_new (self, address),
                 greet_thread,
                 greeted_cb);
}

char *
rondo_account_greet_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_account_join_async (RondoAccount *self,
                          const char *address,
                          const char *code,
                          const char *name,
                          const char *email,
                          const char *password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Call *call;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (address != NULL && code != NULL && password != NULL);

  call = call_new (self, address);
  call->join = g_new0 (RondoJoinRequest, 1);
  call->join->code = g_strstrip (g_strdup (code));
  call->join->password = g_strdup (password);
  call->join->name = g_strdup (name);
  call->join->email = g_strdup (email);
  call->join->device = g_strdup (g_get_host_name ());
  run_in_thread (begin (self, rondo_account_join_async, cancellable, callback, user_data),
                 call,
                 enroll_thread,
                 enrolled_cb);
}

gboolean
rondo_account_join_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rondo_account_login_async (RondoAccount *self,
                           const char *address,
                           const char *email,
                           const char *password,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Call *call;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (address != NULL && email != NULL && password != NULL);

  call = call_new (self, address);
  call->login = g_new0 (RondoLoginRequest, 1);
  call->login->email = g_strstrip (g_strdup (email));
  call->login->password = g_strdup (password);
  call->login->device = g_strdup (g_get_host_name ());
  run_in_thread (begin (self, rondo_account_login_async, cancellable, callback, user_data),
                 call,
                 enroll_thread,
                 enrolled_cb);
}

gboolean
rondo_account_login_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rondo_account_sign_out_async (RondoAccount *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));

  task = begin (self, rondo_account_sign_out_async, cancellable, callback, user_data);
  /* Half signed out would be neither: who has begun ends it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, rondo_account_dup_token (self), g_free);
  take_token (self, NULL);
  set_is_remembered (self, FALSE);
  if (self->facts->server == NULL || self->facts->member == NULL)
    g_task_return_boolean (task, TRUE);
  else
    rondo_keyring_clear_async (
        self->facts->server, self->facts->member, NULL, token_cleared_cb, g_steal_pointer (&task));
}

gboolean
rondo_account_sign_out_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rondo_account_invite_async (RondoAccount *self,
                            const char *member,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *token = NULL;
  Call *call;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (member != NULL);

  task = begin (self, rondo_account_invite_async, cancellable, callback, user_data);
  token = rondo_account_dup_token (self);
  if (self->facts->server == NULL || token == NULL) {
    g_task_return_new_error (task,
                             RONDO_ERROR,
                             RONDO_ERROR_UNAUTHORIZED,
                             "%s",
                             _ ("Invitations come from the server of the community. Sign in "
                                "first."));
    return;
  }
  call = call_new (self, self->facts->server);
  call->member = g_strdup (member);
  call->token = g_steal_pointer (&token);
  run_in_thread (g_steal_pointer (&task), call, invite_thread, invited_cb);
}

char *
rondo_account_invite_finish (RondoAccount *self,
                             GAsyncResult *result,
                             int64_t *expires_us,
                             GError **error)
{
  g_autoptr (RondoInviteAnswer) answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return NULL;
  if (expires_us != NULL)
    *expires_us = answer->expires_us;
  return g_steal_pointer (&answer->code);
}

void
rondo_account_set_self_async (RondoAccount *self,
                              const char *member,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (member != NULL);

  rondo_worker_run_async (
      rondo_store_get_worker (self->store),
      rondo_account_set_self_async,
      set_self_func,
      g_strdup (member),
      g_free,
      facts_free,
      cancellable,
      self_set_cb,
      begin (self, rondo_account_set_self_async, cancellable, callback, user_data));
}

gboolean
rondo_account_set_self_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
