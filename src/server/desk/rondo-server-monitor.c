/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second listener, for whoever watches over the server. */
#include "config.h"

#include "rondo-server-monitor.h"

#include "rondo-server-metrics.h"
#include "rondo-server-private.h"

#include <glib/gstdio.h>
#include <string.h>

struct _RondoServerMonitor {
  RondoServer *server; /* borrowed */
  RondoDb *db;         /* owned; a connection of its own, so that it waits for nobody */
  SoupServer *soup;    /* owned */
  RondoServerGuard *guard;
};

static int64_t
measure_file (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf state;

  return g_stat (name, &state) == 0 ? state.st_size : 0;
}

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_message_headers_replace (
      soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_message_headers_replace (
      soup_server_message_get_response_headers (message), "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/* Good as long as the database can be read. */
static void
serve_health (RondoServerMonitor *monitor, SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;

  if (rondo_server_community_get_seq (monitor->db, &error) >= 0)
    answer (message, 200, "text/plain; charset=utf-8", "ok\n");
  else
    answer (message, 503, "text/plain; charset=utf-8", "the database can not be read\n");
}

static void
serve_metrics (RondoServerMonitor *monitor, SoupServerMessage *message)
{
  RondoServer *server = monitor->server;
  int64_t seq = rondo_server_community_get_seq (monitor->db, NULL);
  RondoServerGauges gauges = {
      .connections = server->guard != NULL ? rondo_server_guard_count (server->guard) : 0,
      .waiting = server->open_count,
      .database_bytes = measure_file (server->path, "") + measure_file (server->path, "-wal"),
      .seq = MAX (seq, 0),
  };
  g_autofree char *text = rondo_server_metrics_format (server->metrics, &gauges);

  answer (message, 200, "text/plain; version=0.0.4; charset=utf-8", text);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  RondoServerMonitor *monitor = data;
  gboolean is_get = g_strcmp0 (soup_server_message_get_method (message), "GET") == 0;

  if (is_get && g_strcmp0 (path, "/healthz") == 0)
    serve_health (monitor, message);
  else if (is_get && g_strcmp0 (path, "/metrics") == 0)
    serve_metrics (monitor, message);
  else
    answer (message, 404, "text/plain; charset=utf-8", "only /healthz and /metrics are here\n");
}

RondoServerMonitor *
rondo_server_monitor_new (RondoServer *server, GSocket *socket, GError **error)
{
  RondoServerMonitor *monitor = g_new0 (RondoServerMonitor, 1);

  monitor->server = server;
  monitor->db = rondo_db_open (server->path, rondo_server_schema (), error);
  if (monitor->db == NULL) {
    g_free (monitor);
    return NULL;
  }
  monitor->soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  monitor->guard = rondo_server_guard_new (monitor->soup, &server->settings);
  soup_server_add_handler (monitor->soup, NULL, request_cb, monitor, NULL);
  rondo_server_guard_listen (monitor->guard, socket);
  return monitor;
}

void
rondo_server_monitor_free (RondoServerMonitor *monitor)
{
  soup_server_disconnect (monitor->soup);
  rondo_server_guard_close (monitor->guard);
  g_clear_pointer (&monitor->guard, rondo_server_guard_free);
  g_clear_object (&monitor->soup);
  rondo_db_close (monitor->db);
  g_free (monitor);
}
