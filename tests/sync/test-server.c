/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs the real server on a thread with a main context of its own. */
#include "config.h"

#include "test-server.h"

#include "rondo-server-settings.h"
#include "rondo-server.h"

#include <unistd.h>

struct _TestServer {
  /* owned */
  char *database;
  char *address;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  RondoServer *server; /* used on its thread only */
  guint16 port;
  GMutex lock;
  GCond ready;
  gboolean is_listening;
};

const char *
test_loopback_get (void)
{
  static char address[sizeof "127.255.255.255"];
  const guint pid = (guint)getpid ();

  if (*address == '\0')
    g_snprintf (address,
                sizeof address,
                "127.%u.%u.%u",
                1 + (pid >> 16) % 254,
                (pid >> 8) % 256,
                1 + pid % 254);
  return address;
}

/* A call that must happen on the server's thread. */
typedef struct {
  TestServer *server;
  void (*func) (TestServer *server, gpointer data);
  gpointer data;
  GMutex lock;
  GCond done_cond;
  gboolean is_done;
} Call;

static gboolean
call_cb (gpointer user_data)
{
  Call *call = user_data;

  call->func (call->server, call->data);
  g_mutex_lock (&call->lock);
  call->is_done = TRUE;
  g_cond_signal (&call->done_cond);
  g_mutex_unlock (&call->lock);
  return G_SOURCE_REMOVE;
}

static void
call_on_thread (TestServer *server, void (*func) (TestServer *, gpointer), gpointer data)
{
  Call call = {.server = server, .func = func, .data = data};

  g_mutex_init (&call.lock);
  g_cond_init (&call.done_cond);
  g_main_context_invoke (server->context, call_cb, &call);
  g_mutex_lock (&call.lock);
  while (!call.is_done)
    g_cond_wait (&call.done_cond, &call.lock);
  g_mutex_unlock (&call.lock);
  g_mutex_clear (&call.lock);
  g_cond_clear (&call.done_cond);
}

/* Longer than any test lasts, however busy the computer is. */
#define PATIENCE_MS (60 * 60 * 1000)

/* Neither the cost of a password nor slow callers are what these tests are about. */
static void
be_patient (RondoServer *server)
{
  RondoServerSettings *settings = rondo_server_get_settings (server);

  settings->header_timeout_ms = PATIENCE_MS;
  settings->body_timeout_ms = PATIENCE_MS;
  settings->answer_timeout_ms = PATIENCE_MS;

  settings->password_passes = 1;
  settings->password_memory_bytes = 8192;
  settings->requests_per_minute = 0;
}

static gpointer
server_thread (gpointer user_data)
{
  TestServer *self = user_data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->server = rondo_server_open (self->database, &error);
  g_assert_no_error (error);
  be_patient (self->server);
  rondo_server_listen (self->server, test_loopback_get (), self->port, &error);
  g_assert_no_error (error);

  g_mutex_lock (&self->lock);
  self->port = rondo_server_get_port (self->server);
  self->is_listening = TRUE;
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);

  g_main_loop_run (self->loop);
  rondo_server_stop (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

void
test_server_start (TestServer *self)
{
  g_assert_null (self->thread);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->is_listening = FALSE;
  self->thread = g_thread_new ("server", server_thread, self);

  g_mutex_lock (&self->lock);
  while (!self->is_listening)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);
  g_free (self->address);
  self->address = g_strdup_printf ("http://%s:%u", test_loopback_get (), self->port);
}

static void
quit_loop (TestServer *self, gpointer data)
{
  g_main_loop_quit (self->loop);
}

void
test_server_stop (TestServer *self)
{
  if (self->thread == NULL)
    return;
  call_on_thread (self, quit_loop, NULL);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

TestServer *
test_server_new (const char *dir)
{
  TestServer *self = g_new0 (TestServer, 1);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  self->database = g_build_filename (dir, "server.db", NULL);
  rondo_server_create (self->database, "Coaches & Friends", &error);
  g_assert_no_error (error);
  test_server_start (self);
  return self;
}

void
test_server_free (TestServer *self)
{
  test_server_stop (self);
  g_free (self->database);
  g_free (self->address);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self);
}

const char *
test_server_get_address (TestServer *self)
{
  return self->address;
}

const char *
test_server_get_database (TestServer *self)
{
  return self->database;
}

typedef struct {
  const char *email;
  gboolean is_coordinator;
  char *code;
} Invite;

static void
invite (TestServer *self, gpointer data)
{
  Invite *wanted = data;
  g_autoptr (GError) error = NULL;

  wanted->code =
      rondo_server_invite (self->server, wanted->email, wanted->is_coordinator, 7, &error);
  g_assert_no_error (error);
}

char *
test_server_invite (TestServer *self, const char *email, gboolean is_coordinator)
{
  Invite wanted = {.email = email, .is_coordinator = is_coordinator};

  call_on_thread (self, invite, &wanted);
  return wanted.code;
}

static void
import (TestServer *self, gpointer data)
{
  g_autoptr (GError) error = NULL;

  rondo_server_import_members (self->server, data, strlen (data), &error);
  g_assert_no_error (error);
}

void
test_server_import (TestServer *self, const char *csv)
{
  call_on_thread (self, import, (gpointer)csv);
}

static void
check (TestServer *self, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_server_check (self->server, &error));
  g_assert_no_error (error);
}

void
test_server_check (TestServer *self)
{
  call_on_thread (self, check, NULL);
}
