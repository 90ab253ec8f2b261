/* SPDX-License-Identifier: GPL-3.0-or-later
 * The shared server: its parts put together, from the database to the listening socket. */
#include "config.h"

#include "rondo-server.h"

#include "rondo-error.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-certificate.h"
#include "rondo-server-check.h"
#include "rondo-server-companions.h"
#include "rondo-server-history.h"
#include "rondo-server-index.h"
#include "rondo-server-joining.h"
#include "rondo-server-private.h"
#include "rondo-server-problem.h"
#include "rondo-server-secrets.h"
#include "rondo-server-setup.h"
#include "rondo-server-sockets.h"
#include "rondo-server-waiting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How long answers under way may take when the server stops. */
#define DRAIN_MS 5000

G_DEFINE_FINAL_TYPE (RondoServer, rondo_server, G_TYPE_OBJECT)

/* The connection for this thread, while the hands have others. */
static RondoDb *
hold_db (RondoServer *server)
{
  if (server->hands != NULL)
    rondo_server_hands_hold (server->hands);
  return server->db;
}

static void
release_db (RondoServer *server)
{
  if (server->hands != NULL)
    rondo_server_hands_release (server->hands);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  rondo_server_handle (RONDO_SERVER (data), message, path, query);
}

static gboolean
drained_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets requests under way come to their end, however long a password takes on a busy computer; who
 * then does not read the answer is not waited for. */
static void
drain (RondoServer *server)
{
  GSource *timer = NULL;
  gboolean is_late = FALSE;

  rondo_server_waiting_close (server->waiting);
  while (server->open_count > 0)
    g_main_context_iteration (server->context, TRUE);
  timer = g_timeout_source_new (DRAIN_MS);
  g_source_set_callback (timer, drained_cb, &is_late, NULL);
  g_source_attach (timer, server->context);
  while (!is_late && (server->open_count > 0 || rondo_server_guard_is_busy (server->guard)))
    g_main_context_iteration (server->context, TRUE);
  while (server->open_count > 0)
    g_main_context_iteration (server->context, TRUE);
  soup_server_disconnect (server->soup);
  rondo_server_guard_close (server->guard);
  while (!is_late && rondo_server_guard_is_busy (server->guard))
    g_main_context_iteration (server->context, TRUE);
  g_source_destroy (timer);
  g_source_unref (timer);
}

static void
rondo_server_finalize (GObject *object)
{
  RondoServer *server = RONDO_SERVER (object);

  rondo_server_stop (server);
  g_clear_pointer (&server->passwords, rondo_server_passwords_free);
  g_clear_pointer (&server->throttle, rondo_server_throttle_free);
  g_clear_pointer (&server->community, rondo_server_community_free);
  g_clear_pointer (&server->context, g_main_context_unref);
  g_clear_pointer (&server->metrics, rondo_server_metrics_free);
  g_clear_object (&server->certificate);
  g_free (server->pin);
  g_free (server->path);
  G_OBJECT_CLASS (rondo_server_parent_class)->finalize (object);
}

static void
rondo_server_class_init (RondoServerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = rondo_server_finalize;
}

static void
rondo_server_init (RondoServer *server)
{
  rondo_server_settings_init (&server->settings);
  server->metrics = rondo_server_metrics_new ();
  server->throttle = rondo_server_throttle_new ();
  server->passwords = rondo_server_passwords_new (&server->settings);
}

static gboolean
is_one_line (const char *text)
{
  gboolean is_visible = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
    is_visible |= g_unichar_isgraph (g_utf8_get_char (at));
  }
  return is_visible;
}

static gboolean
check_name (const char *community, GError **error)
{
  if (strlen (community) <= RONDO_NAME_MAX_BYTES && g_utf8_validate (community, -1, NULL) &&
      is_one_line (community))
    return TRUE;
  g_set_error_literal (
      error,
      RONDO_ERROR,
      RONDO_ERROR_INVALID,
      _ ("The name of the community is empty, too long, not UTF-8 or more than one line. "
         "Give it a name of at most 400 bytes."));
  return FALSE;
}

static gboolean
check_randomness (GError **error)
{
  if (rondo_server_secrets_init ())
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_STORAGE,
                       _ ("This computer gives no random numbers. Try again in a minute."));
  return FALSE;
}

static gboolean
insert_community (RondoDb *db, const char *name, GError **error)
{
  g_autofree char *epoch = rondo_server_random_id ();
  g_autofree char *salt = rondo_server_random_id ();
  RondoServerCommunity community = {(char *)name, epoch, salt};

  return rondo_db_begin (db, error) &&
         rondo_db_end (
             db, rondo_server_community_insert (db, &community, g_get_real_time (), error), error);
}

gboolean
rondo_server_create (const char *path, const char *community, GError **error)
{
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (path != NULL && community != NULL, FALSE);

  if (!check_name (community, error) || !check_randomness (error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_REJECTED,
                 _ ("There is a file “%s” already, and it was not touched. Give another path."),
                 path);
    return FALSE;
  }
  db = rondo_db_open (path, rondo_server_schema (), &failure);
  if (db != NULL && insert_community (db, community, &failure))
    return TRUE;
  rondo_server_export_error (&failure);
  g_propagate_prefixed_error (
      error, g_steal_pointer (&failure), _ ("The database “%s” could not be made. "), path);
  return FALSE;
}

RondoServer *
rondo_server_open (const char *path, GError **error)
{
  g_autoptr (RondoServer) server = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!check_randomness (error))
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_STORAGE,
                 _ ("There is no database “%s”. Make one with “rondo-server init”, or check the "
                    "path."),
                 path);
    return NULL;
  }
  server = g_object_new (RONDO_TYPE_SERVER, NULL);
  server->path = g_strdup (path);
  server->db = rondo_db_open (path, rondo_server_schema (), &failure);
  if (server->db != NULL)
    server->community = rondo_server_community_load (server->db, &failure);
  if (server->community != NULL)
    return g_steal_pointer (&server);
  rondo_server_export_error (&failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

RondoServerSettings *
rondo_server_get_settings (RondoServer *server)
{
  g_return_val_if_fail (RONDO_IS_SERVER (server), NULL);

  return &server->settings;
}

gboolean
rondo_server_listen (RondoServer *server, const char *address, guint16 port, GError **error)
{
  g_autoptr (GSocket) socket = NULL;

  g_return_val_if_fail (RONDO_IS_SERVER (server), FALSE);

  socket = rondo_server_sockets_open (address, port, error);
  return socket != NULL && rondo_server_listen_on (server, socket, error);
}

/* What is older than is remembered goes at each start and once a day; a full disk is no reason not
 * to serve. */
static void
forget_old (RondoDb *db, int64_t now_us)
{
  g_autoptr (GError) problem = NULL;

  if (!rondo_server_history_forget (db, now_us, &problem))
    g_message ("What is old could not be forgotten: %s", problem->message);
}

/* For rounds that were opened by a server of before. */
static void
gather_company (RondoServer *server)
{
  g_autoptr (GError) problem = NULL;

  if (!rondo_server_companions_ensure (
          server->db, server->community, server->settings.now_us (), &problem))
    g_message ("Who has joined the open rounds could not be gathered: %s", problem->message);
}

typedef struct {
  RondoServerJob job;
  RondoServer *server; /* borrowed: does not stop while jobs are open */
} ForgetJob;

static RondoServerNext
forget_work (RondoServerJob *job, RondoDb *db, gboolean may_write)
{
  forget_old (db, ((ForgetJob *)job)->server->settings.now_us ());
  return RONDO_SERVER_NEXT_DONE;
}

static void
forget_finish (RondoServerJob *job)
{
}

static void
forget_done (RondoServerJob *job)
{
  ((ForgetJob *)job)->server->open_count--;
  g_clear_error (&job->failure);
  g_free (job);
}

/* By the writer, so that nobody waits for it but those who write. */
static gboolean
forget_cb (gpointer data)
{
  RondoServer *server = data;
  ForgetJob *forget = g_new0 (ForgetJob, 1);

  forget->job = (RondoServerJob){.work = forget_work, .finish = forget_finish, .done = forget_done};
  forget->server = server;
  server->open_count++;
  rondo_server_hands_write (server->hands, &forget->job);
  return G_SOURCE_CONTINUE;
}

static void
start_forgetting (RondoServer *server)
{
  server->forget_timer = g_timeout_source_new_seconds (server->settings.forget_seconds);
  g_source_set_callback (server->forget_timer, forget_cb, server, NULL);
  g_source_attach (server->forget_timer, server->context);
}

static void
stop_forgetting (RondoServer *server)
{
  if (server->forget_timer == NULL)
    return;
  g_source_destroy (server->forget_timer);
  g_clear_pointer (&server->forget_timer, g_source_unref);
}

gboolean
rondo_server_listen_on (RondoServer *server, GSocket *socket, GError **error)
{
  g_autoptr (GSocketAddress) bound = NULL;

  g_return_val_if_fail (RONDO_IS_SERVER (server) && G_IS_SOCKET (socket), FALSE);
  g_return_val_if_fail (server->db != NULL && server->soup == NULL, FALSE);

  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return FALSE;
  if (G_IS_INET_SOCKET_ADDRESS (bound))
    server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  forget_old (server->db, server->settings.now_us ());
  gather_company (server);
  server->context = g_main_context_ref_thread_default ();
  server->hands = rondo_server_hands_new (
      server->db, server->path, server->settings.readers, server->context, error);
  if (server->hands == NULL)
    return FALSE;
  server->waiting = rondo_server_waiting_new (server);
  server->soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  server->guard = rondo_server_guard_new (server->soup, &server->settings);
  rondo_server_guard_set_certificate (server->guard, server->certificate);
  soup_server_add_handler (server->soup, NULL, request_cb, server, NULL);
  rondo_server_guard_listen (server->guard, socket);
  start_forgetting (server);
  return TRUE;
}

gboolean
rondo_server_monitor_on (RondoServer *server, GSocket *socket, GError **error)
{
  g_return_val_if_fail (RONDO_IS_SERVER (server) && G_IS_SOCKET (socket), FALSE);
  g_return_val_if_fail (server->soup != NULL && server->monitor == NULL, FALSE);

  server->monitor = rondo_server_monitor_new (server, socket, error);
  return server->monitor != NULL;
}

void
rondo_server_set_certificate (RondoServer *server, GTlsCertificate *certificate, gboolean is_own)
{
  g_return_if_fail (RONDO_IS_SERVER (server) && G_IS_TLS_CERTIFICATE (certificate));

  g_set_object (&server->certificate, certificate);
  /* Other threads read it: the certificate that the server made itself stays the same. */
  if (is_own && server->pin == NULL)
    server->pin = rondo_server_certificate_fingerprint (certificate);
  if (server->guard != NULL)
    rondo_server_guard_set_certificate (server->guard, certificate);
}

guint16
rondo_server_get_port (RondoServer *server)
{
  g_return_val_if_fail (RONDO_IS_SERVER (server), 0);

  return server->port;
}

static char *
invite (RondoServer *server, const char *email, gboolean is_coordinator, int days, GError **error)
{
  g_autofree char *normal = email != NULL ? rondo_email_normalize (email) : NULL;
  g_autofree char *member = NULL;
  int64_t expires_us = 0;

  if (normal != NULL && !rondo_server_index_find_member (server->db, normal, &member, NULL, error))
    return NULL;
  if (email != NULL && member == NULL) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_REJECTED,
                 _ ("No member has the e-mail address “%s”. Import the members first, or leave the "
                    "address out: then whoever joins enters name and address."),
                 email);
    return NULL;
  }
  return rondo_server_joining_invite (server->db,
                                      RONDO_SERVER_CONSOLE,
                                      member,
                                      is_coordinator,
                                      days,
                                      server->settings.now_us (),
                                      &expires_us,
                                      error);
}

char *
rondo_server_invite (
    RondoServer *server, const char *email, gboolean is_coordinator, int days, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *code = NULL;

  g_return_val_if_fail (RONDO_IS_SERVER (server) && server->db != NULL, NULL);

  hold_db (server);
  code = invite (server, email, is_coordinator, days, &failure);
  release_db (server);
  if (code != NULL)
    return code;
  rondo_server_export_error (&failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Hands out what went wrong in the words of callers outside. */
static gboolean
report (gboolean is_good, GError *failure, GError **error)
{
  if (is_good)
    return TRUE;
  rondo_server_export_error (&failure);
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
rondo_server_import_members (RondoServer *server, const char *csv, gsize length, GError **error)
{
  GError *failure = NULL;
  gboolean is_good = FALSE;

  g_return_val_if_fail (RONDO_IS_SERVER (server) && server->db != NULL, FALSE);

  is_good = rondo_server_setup_import (
      hold_db (server), server->community, csv, length, server->settings.now_us (), &failure);
  release_db (server);
  return report (is_good, failure, error);
}

gboolean
rondo_server_open_round (RondoServer *server, const char *name, RondoDate start, GError **error)
{
  GError *failure = NULL;
  gboolean is_good = FALSE;

  g_return_val_if_fail (RONDO_IS_SERVER (server) && server->db != NULL, FALSE);

  is_good = rondo_server_setup_open_round (
      hold_db (server), server->community, name, start, server->settings.now_us (), &failure);
  release_db (server);
  return report (is_good, failure, error);
}

gboolean
rondo_server_check (RondoServer *server, GError **error)
{
  GError *failure = NULL;
  gboolean is_good = FALSE;

  g_return_val_if_fail (RONDO_IS_SERVER (server) && server->db != NULL, FALSE);

  is_good = rondo_server_check_all (hold_db (server), server->community, NULL, &failure);
  release_db (server);
  return report (is_good, failure, error);
}

gboolean
rondo_server_backup (RondoServer *server, const char *path, GError **error)
{
  GError *failure = NULL;
  gboolean is_good = FALSE;

  g_return_val_if_fail (RONDO_IS_SERVER (server) && server->db != NULL, FALSE);

  is_good = rondo_db_backup (hold_db (server), path, &failure);
  release_db (server);
  return report (is_good, failure, error);
}

void
rondo_server_stop (RondoServer *server)
{
  g_return_if_fail (RONDO_IS_SERVER (server));

  stop_forgetting (server);
  g_clear_pointer (&server->monitor, rondo_server_monitor_free);
  if (server->soup != NULL) {
    drain (server);
    g_clear_pointer (&server->guard, rondo_server_guard_free);
    g_clear_object (&server->soup);
  }
  g_clear_pointer (&server->hands, rondo_server_hands_free);
  g_clear_pointer (&server->waiting, rondo_server_waiting_free);
  g_clear_pointer (&server->db, rondo_db_close);
}
