/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the account asks of servers: each call runs on a thread of its own, blocking, and comes back
 * to the caller's thread. */
#include "config.h"

#include "rondo-account.h"

#include "rondo-account-private.h"
#include "rondo-error.h"
#include "rondo-invitation.h"
#include "rondo-keyring.h"
#include "rondo-meta-table.h"
#include "rondo-server-answer.h"
#include "rondo-storage-error.h"
#include "rondo-store-private.h"

#include <glib/gi18n-lib.h>

/* Of the farewell to the server, which nobody has to wait for. */
#define FAREWELL_SECONDS 3

typedef struct _Call Call;

struct _Call {
  /* On the thread of the call; NULL with an error. */
  gpointer (*func) (Call *call, GCancellable *cancellable, GError **error);
  /* (nullable): back on the caller's thread with the result; answers the task and takes it over. */
  void (*then) (GTask *task, gpointer result);
  GDestroyNotify free_result;

  /* owned */
  RondoWorker *worker;
  RondoTransport *transport;
  RondoPass *pass;
  char *address;
  RondoJoinRequest *join;
  RondoLoginRequest *login;
  char *member;
  char *token;

  gboolean is_coordinator; /* the role that an invitation gives */
  int days;                /* and for how long */
  const char *method;      /* static */
  char *path;
  char *body;
};

/* What signing in has brought. */
typedef struct {
  RondoAccountFacts *facts;
  RondoAccountAnswer *answer;
} Enrolled;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->worker);
  g_clear_object (&call->transport);
  g_clear_object (&call->pass);
  g_clear_pointer (&call->join, rondo_join_request_free);
  g_clear_pointer (&call->login, rondo_login_request_free);
  g_free (call->address);
  g_free (call->member);
  g_free (call->token);
  g_free (call->path);
  g_free (call->body);
  g_free (call);
}

static void
enrolled_free (gpointer data)
{
  Enrolled *enrolled = data;

  g_clear_pointer (&enrolled->facts, rondo_account_facts_free);
  g_clear_pointer (&enrolled->answer, rondo_account_answer_free);
  g_free (enrolled);
}

static void
invite_answer_free (gpointer data)
{
  rondo_invite_answer_free (data);
}

static void
call_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Call *call = task_data;
  g_autoptr (GError) error = NULL;
  gpointer result = call->func (call, cancellable, &error);

  if (error == NULL) {
    g_task_return_pointer (task, result, call->free_result);
    return;
  }
  rondo_storage_error_explain (&error);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Call *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (call->then != NULL)
    call->then (g_steal_pointer (&task), value);
  else
    g_task_return_pointer (task, value, call->free_result);
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
  /* An invitation that was used is used, even when cancelled too late. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Takes @task over. The task of the thread knows neither account nor caller, so that both are
 * dropped on the caller's thread only. */
static void
run (GTask *task, const Call *call, const char *address, GCancellable *cancellable)
{
  RondoAccount *self = g_task_get_source_object (task);
  g_autoptr (GTask) inner = g_task_new (NULL, cancellable, called_cb, task);
  Call *copy = g_memdup2 (call, sizeof *call);

  copy->worker = g_object_ref (rondo_store_get_worker (rondo_account_get_store (self)));
  copy->transport = g_object_ref (rondo_account_get_transport (self));
  copy->pass = g_object_ref (rondo_account_get_pass (self));
  copy->address = g_strdup (address);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_source_tag (inner, run);
  g_task_set_task_data (inner, copy, call_free);
  g_task_run_in_thread (inner, call_thread);
}

static gpointer
finish (RondoAccount *self, gpointer tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_good (GTask *task)
{
  g_task_return_pointer (task, GINT_TO_POINTER (TRUE), NULL);
}

static gpointer
read_facts_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return rondo_enroll_read_facts (db, error);
}

static gpointer
save_pin_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_meta_table_write (db, RONDO_META_PIN, state, error));
}

/* What was checked when the account came about is checked from now on. */
static gboolean
keep_pin (Call *call, GError **error)
{
  g_autofree char *server = rondo_server_address_normalize (call->address, NULL);
  g_autofree char *pin = server != NULL ? rondo_pass_dup_pin (call->pass, server) : NULL;

  return rondo_worker_run_sync (call->worker, save_pin_func, pin, NULL, error) != NULL;
}

static gpointer
enroll_func (Call *call, GCancellable *cancellable, GError **error)
{
  Enrolled *enrolled = g_new0 (Enrolled, 1);

  if (call->join != NULL)
    enrolled->answer = rondo_enroll_join (
        call->worker, call->transport, call->address, call->join, cancellable, error);
  else
    enrolled->answer = rondo_enroll_login (
        call->worker, call->transport, call->address, call->login, cancellable, error);
  if (enrolled->answer != NULL && keep_pin (call, error))
    enrolled->facts = rondo_worker_run_sync (call->worker, read_facts_func, NULL, NULL, error);
  if (enrolled->facts != NULL)
    return enrolled;
  enrolled_free (enrolled);
  return NULL;
}

static void
token_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stored = rondo_keyring_store_finish (result, &error);

  if (error != NULL)
    g_info ("The keyring does not keep the token: %s", error->message);
  rondo_account_set_is_remembered (g_task_get_source_object (task), is_stored);
  return_good (task);
}

/* Signed in: the database knows it already, now memory and keyring learn of it. */
static void
enrolled_then (GTask *task, gpointer result)
{
  RondoAccount *self = g_task_get_source_object (task);
  RondoPass *pass = rondo_account_get_pass (self);
  Enrolled *enrolled = result;
  const RondoAccountAnswer *answer = enrolled->answer;
  g_autofree char *kept = NULL;

  rondo_account_take_facts (self, g_steal_pointer (&enrolled->facts));
  rondo_pass_sign_in (pass,
                      rondo_account_get_server (self),
                      answer->member,
                      answer->token,
                      answer->seconds,
                      answer->refresh);
  rondo_account_tell_signed_in (self);
  rondo_store_emit_changed (rondo_account_get_store (self));
  kept = rondo_pass_dup_kept (pass);
  rondo_keyring_store_async (rondo_account_get_server (self),
                             rondo_account_get_member (self),
                             kept != NULL ? kept : "",
                             NULL,
                             token_stored_cb,
                             task);
  enrolled_free (enrolled);
}

static gpointer
greet_func (Call *call, GCancellable *cancellable, GError **error)
{
  return rondo_enroll_greet (call->transport, call->address, cancellable, error);
}

static gpointer
invite_func (Call *call, GCancellable *cancellable, GError **error)
{
  return rondo_enroll_invite (call->transport,
                              call->address,
                              call->token,
                              call->member,
                              call->is_coordinator,
                              call->days,
                              cancellable,
                              error);
}

static gpointer
ask_func (Call *call, GCancellable *cancellable, GError **error)
{
  return rondo_enroll_ask (call->transport,
                           call->method,
                           call->address,
                           call->path,
                           call->token,
                           call->body,
                           cancellable,
                           error);
}

/* Best effort: whatever the server says, or if it says nothing, this computer is signed out. */
static gpointer
farewell_func (Call *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) unheard = NULL;

  if (!rondo_enroll_sign_out (call->transport, call->address, call->token, cancellable, &unheard))
    g_info ("The server does not know that the token is void: %s", unheard->message);
  return GINT_TO_POINTER (TRUE);
}

static gboolean
farewell_late_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* The task data by then: it ends the timer. */
static void
timer_free (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
token_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *self = g_task_get_source_object (task);
  Call call = {.func = farewell_func, .token = g_strdup (g_task_get_task_data (task))};
  g_autoptr (GCancellable) late = NULL;
  g_autoptr (GError) error = NULL;
  GSource *timer;

  if (!rondo_keyring_clear_finish (result, &error))
    g_info ("The keyring does not forget the token: %s", error->message);
  if (call.token == NULL) {
    return_good (task);
    return;
  }
  late = g_cancellable_new ();
  timer = g_timeout_source_new_seconds (FAREWELL_SECONDS);
  g_source_set_callback (timer, farewell_late_cb, g_object_ref (late), g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
  g_task_set_task_data (task, timer, timer_free);
  run (g_steal_pointer (&task), &call, rondo_account_get_server (self), late);
}

/* From now on the server has to show the certificate that the invitation names. */
static void
pin (RondoAccount *self, const RondoInvitation *invitation)
{
  g_autofree char *server = rondo_server_address_normalize (invitation->address, NULL);

  if (server != NULL && invitation->pin != NULL)
    rondo_pass_pin (rondo_account_get_pass (self), server, invitation->pin);
}

void
rondo_account_greet_async (RondoAccount *self,
                           const char *address,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const Call call = {.func = greet_func, .free_result = g_free};
  g_autoptr (RondoInvitation) invitation = NULL;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (address != NULL);

  invitation = rondo_invitation_read (address, NULL);
  pin (self, invitation);
  run (begin (self, rondo_account_greet_async, cancellable, callback, user_data),
       &call,
       invitation->address,
       cancellable);
}

char *
rondo_account_greet_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  return finish (self, rondo_account_greet_async, result, error);
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
  Call call = {.func = enroll_func, .then = enrolled_then, .free_result = enrolled_free};
  g_autoptr (RondoInvitation) invitation = NULL;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (address != NULL && code != NULL && password != NULL);

  invitation = rondo_invitation_read (address, code);
  pin (self, invitation);
  call.join = g_new0 (RondoJoinRequest, 1);
  call.join->code = g_strdup (invitation->code != NULL ? invitation->code : "");
  call.join->password = g_strdup (password);
  call.join->name = g_strdup (name);
  call.join->email = g_strdup (email);
  call.join->device = g_strdup (g_get_host_name ());
  run (begin (self, rondo_account_join_async, cancellable, callback, user_data),
       &call,
       invitation->address,
       cancellable);
}

gboolean
rondo_account_join_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  return finish (self, rondo_account_join_async, result, error) != NULL;
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
  Call call = {.func = enroll_func, .then = enrolled_then, .free_result = enrolled_free};
  g_autoptr (RondoInvitation) invitation = NULL;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (address != NULL && email != NULL && password != NULL);

  invitation = rondo_invitation_read (address, NULL);
  pin (self, invitation);
  call.login = g_new0 (RondoLoginRequest, 1);
  call.login->email = g_strstrip (g_strdup (email));
  call.login->password = g_strdup (password);
  call.login->device = g_strdup (g_get_host_name ());
  run (begin (self, rondo_account_login_async, cancellable, callback, user_data),
       &call,
       invitation->address,
       cancellable);
}

gboolean
rondo_account_login_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  return finish (self, rondo_account_login_async, result, error) != NULL;
}

void
rondo_account_sign_out_async (RondoAccount *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *server;
  const char *member;

  g_return_if_fail (RONDO_IS_ACCOUNT (self));

  /* Half signed out would be neither: who has begun ends it. */
  task = begin (self, rondo_account_sign_out_async, NULL, callback, user_data);
  g_task_set_task_data (task, rondo_pass_sign_out (rondo_account_get_pass (self)), g_free);
  if (g_task_get_task_data (task) != NULL)
    rondo_account_tell_signed_in (self);
  rondo_account_set_is_remembered (self, FALSE);
  server = rondo_account_get_server (self);
  member = rondo_account_get_member (self);
  if (server == NULL || member == NULL)
    return_good (task);
  else
    rondo_keyring_clear_async (server, member, NULL, token_cleared_cb, g_steal_pointer (&task));
}

gboolean
rondo_account_sign_out_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  return finish (self, rondo_account_sign_out_async, result, error) != NULL;
}

/* What a call shows that is for members alone. FALSE: there is no account, and @task is answered
 * with
 * @refusal. */
static gboolean
show_token (RondoAccount *self, GTask *task, const char *refusal, char **token)
{
  *token = rondo_account_get_server (self) != NULL ? rondo_account_dup_token (self) : NULL;
  if (*token == NULL)
    g_task_return_new_error (task, RONDO_ERROR, RONDO_ERROR_UNAUTHORIZED, "%s", refusal);
  return *token != NULL;
}

void
rondo_account_invite_async (RondoAccount *self,
                            const char *member,
                            gboolean is_coordinator,
                            int days,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Call call = {.func = invite_func, .free_result = invite_answer_free};

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (member != NULL);

  task = begin (self, rondo_account_invite_async, cancellable, callback, user_data);
  if (!show_token (self,
                   task,
                   _ ("Invitations come from the server of the community. Sign in first."),
                   &call.token))
    return;
  call.member = g_strdup (member);
  call.is_coordinator = is_coordinator;
  call.days = days;
  run (g_steal_pointer (&task), &call, rondo_account_get_server (self), cancellable);
}

char *
rondo_account_invite_finish (RondoAccount *self,
                             GAsyncResult *result,
                             int64_t *expires_us,
                             GError **error)
{
  g_autoptr (RondoInviteAnswer) answer = finish (self, rondo_account_invite_async, result, error);

  if (answer == NULL)
    return NULL;
  if (expires_us != NULL)
    *expires_us = answer->expires_us;
  return g_steal_pointer (&answer->code);
}

static void
bytes_free (gpointer data)
{
  g_bytes_unref (data);
}

void
rondo_account_ask_async (RondoAccount *self,
                         const char *method,
                         const char *path,
                         const char *body,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Call call = {.func = ask_func, .free_result = bytes_free};

  g_return_if_fail (RONDO_IS_ACCOUNT (self));
  g_return_if_fail (path != NULL);

  task = begin (self, rondo_account_ask_async, cancellable, callback, user_data);
  if (!show_token (
          self, task, _ ("This needs the server of the community. Sign in first."), &call.token))
    return;
  call.method = g_intern_string (method);
  call.path = g_strdup (path);
  call.body = g_strdup (body);
  run (g_steal_pointer (&task), &call, rondo_account_get_server (self), cancellable);
}

GBytes *
rondo_account_ask_finish (RondoAccount *self, GAsyncResult *result, GError **error)
{
  return finish (self, rondo_account_ask_async, result, error);
}
