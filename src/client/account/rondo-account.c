/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account: facts in the database, the pass in the keyring, both in memory while it runs. What
 * it asks of servers is in rondo-account-calls.c. */
#include "config.h"

#include "rondo-account.h"

#include "rondo-account-private.h"
#include "rondo-keyring.h"
#include "rondo-pass.h"
#include "rondo-storage-error.h"
#include "rondo-store-private.h"

/* Of one request to the server, for people who wait. */
#define TIMEOUT_SECONDS 30

struct _RondoAccount {
  GObject parent_instance;

  /* owned */
  RondoStore *store;
  RondoPass *pass;
  RondoTransport *transport; /* shows the pass */
  RondoAccountFacts *facts;
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

static void
facts_free (gpointer data)
{
  rondo_account_facts_free (data);
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
  g_autofree char *kept = rondo_keyring_lookup_finish (result, &error);

  if (error != NULL)
    g_info ("No token from the keyring: %s", error->message);
  if (kept != NULL &&
      rondo_pass_restore (self->pass, self->facts->server, self->facts->member, kept)) {
    rondo_account_tell_signed_in (self);
    rondo_account_set_is_remembered (self, TRUE);
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
  rondo_account_take_facts (self, facts);
  if (facts->server != NULL && facts->pin != NULL)
    rondo_pass_pin (self->pass, facts->server, facts->pin);
  if (facts->server == NULL || facts->member == NULL || rondo_account_get_is_signed_in (self))
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
  rondo_account_take_facts (self, facts);
  rondo_store_emit_changed (self->store);
  g_task_return_boolean (task, TRUE);
}

static void
rondo_account_finalize (GObject *object)
{
  RondoAccount *self = RONDO_ACCOUNT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->pass);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->facts, rondo_account_facts_free);
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
  self->pass = rondo_pass_new ();
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
  self->transport = rondo_pass_transport_new (self->pass, transport);
  return self;
}

RondoStore *
rondo_account_get_store (RondoAccount *self)
{
  return self->store;
}

RondoTransport *
rondo_account_get_transport (RondoAccount *self)
{
  return self->transport;
}

void
rondo_account_take_facts (RondoAccount *self, RondoAccountFacts *facts)
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

RondoPass *
rondo_account_get_pass (RondoAccount *self)
{
  return self->pass;
}

void
rondo_account_tell_signed_in (RondoAccount *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SIGNED_IN]);
}

void
rondo_account_set_is_remembered (RondoAccount *self, gboolean is_remembered)
{
  rondo_pass_set_is_kept (self->pass, is_remembered);
  if (self->is_remembered == is_remembered)
    return;
  self->is_remembered = is_remembered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_REMEMBERED]);
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
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);

  return rondo_pass_dup_handle (self->pass);
}

RondoTransport *
rondo_account_wrap_transport (RondoAccount *self, RondoTransport *transport)
{
  g_return_val_if_fail (RONDO_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (RONDO_IS_TRANSPORT (transport), NULL);

  return rondo_pass_transport_new (self->pass, transport);
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
