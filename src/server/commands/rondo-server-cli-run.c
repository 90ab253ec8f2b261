/* SPDX-License-Identifier: GPL-3.0-or-later
 * “rondo-server run”: serves until it is told to stop. */
#include "config.h"

#include "rondo-server-cli-private.h"

#include "rondo-server-certificate.h"
#include "rondo-server-config.h"
#include "rondo-server-files.h"
#include "rondo-server-settings.h"
#include "rondo-server-sockets.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What the command line says; kept apart from the file until both are known. */
/* No number that anybody would give: the option was not used. */
#define NO_PORT G_MININT

typedef struct {
  char *config_path;
  char *database;
  char *address;
  char *admin_listen;
  int port;
  gboolean trust_proxy;
  gboolean tls;
  gboolean i_know;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->config_path);
  g_free (options->database);
  g_free (options->address);
  g_free (options->admin_listen);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
name_level (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  return level & G_LOG_LEVEL_MESSAGE ? "notice" : "info";
}

/* What this program says of itself is "event=… key=value" already. */
static void
print_line (GLogLevelFlags level, const char *message)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *quoted = NULL;

  if (!g_str_has_prefix (message, "event=")) {
    g_autofree char *escaped = g_strescape (message, NULL);

    quoted = g_strdup_printf ("event=message message=\"%s\"", escaped);
  }
  g_printerr ("time=%s level=%s %s\n", time, name_level (level), quoted != NULL ? quoted : message);
}

/* One line an event on stderr, or fields for the journal. Only what this program itself says, and
 * whatever is worth a warning. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *domain = "";
  const char *message = "";

  for (gsize i = 0; i < n_fields; i++) {
    if (g_strcmp0 (fields[i].key, "GLIB_DOMAIN") == 0)
      domain = fields[i].value;
    else if (g_strcmp0 (fields[i].key, "MESSAGE") == 0)
      message = fields[i].value;
  }
  if ((level & G_LOG_LEVEL_MASK) > G_LOG_LEVEL_INFO ||
      ((level & G_LOG_LEVEL_MASK) > G_LOG_LEVEL_WARNING && !g_str_has_prefix (domain, "rondo")))
    return G_LOG_WRITER_HANDLED;
  if (!g_log_writer_is_journald (STDERR_FILENO) ||
      g_log_writer_journald (level, fields, n_fields, NULL) != G_LOG_WRITER_HANDLED)
    print_line (level, message);
  return G_LOG_WRITER_HANDLED;
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* What runs, and what it was told. */
typedef struct {
  RondoServer *server;
  const RondoServerConfig *config;
} Running;

static gboolean
has_files (const RondoServerConfig *config)
{
  return config->tls_certificate != NULL && *config->tls_certificate != '\0';
}

static gboolean
load_certificate (const Running *running, GError **error)
{
  const RondoServerConfig *config = running->config;
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (!has_files (config) && !config->tls)
    return TRUE;
  certificate =
      has_files (config)
          ? rondo_server_certificate_load (config->tls_certificate, config->tls_key, error)
          : rondo_server_certificate_own (config->database, error);
  if (certificate == NULL)
    return FALSE;
  rondo_server_set_certificate (running->server, certificate, !has_files (config));
  return TRUE;
}

/* A certificate that was renewed; one that can not be used leaves the old one in place. */
static gboolean
reload_cb (gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (load_certificate (data, &error))
    g_message ("event=reload code=ok");
  else
    g_message ("event=reload code=failed message=\"%s\"", error->message);
  return G_SOURCE_CONTINUE;
}

static void
serve (Running *running)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, stop_cb, loop);
  guint interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);
  guint reload = g_unix_signal_add (SIGHUP, reload_cb, running);

  fflush (stdout);
  g_message ("event=start version=%s", RONDO_VERSION);
  g_main_loop_run (loop);
  rondo_server_stop (running->server);
  g_source_remove (term);
  g_source_remove (interrupt);
  g_source_remove (reload);
  g_message ("event=stop");
}

static void
tell_address (const Running *running, GSocket *socket)
{
  g_autofree char *where = rondo_server_sockets_describe (socket);
  gboolean is_safe = running->config->tls || has_files (running->config);

  printf ("rondo-server: listening on %s://%s\n", is_safe ? "https" : "http", where);
}

static GSocket *
open_main (const RondoServerConfig *config, GSocket *inherited, GError **error)
{
  if (inherited != NULL)
    return g_object_ref (inherited);
  return rondo_server_sockets_open (config->address, (guint16)config->port, error);
}

/* That nobody can watch is no reason not to serve: another server may have the port. */
static void
open_monitor (const Running *running, GSocket *inherited)
{
  const char *where = running->config->admin_listen;
  g_autoptr (GSocket) socket = inherited != NULL ? g_object_ref (inherited) : NULL;
  g_autoptr (GError) error = NULL;

  if (socket == NULL && where != NULL && *where != '\0')
    socket = rondo_server_sockets_open_at (where, &error);
  if (socket != NULL && rondo_server_monitor_on (running->server, socket, &error)) {
    g_autofree char *place = rondo_server_sockets_describe (socket);

    printf ("rondo-server: monitoring on %s\n", place);
  } else if (error != NULL) {
    g_printerr ("rondo-server: %s\n", error->message);
  }
}

static gboolean
start_listening (const Running *running, GError **error)
{
  g_autoptr (GSocket) main = NULL;
  g_autoptr (GSocket) admin = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (!rondo_server_sockets_inherit (&main, &admin, error) || !load_certificate (running, error))
    return FALSE;
  socket = open_main (running->config, main, error);
  if (socket == NULL || !rondo_server_listen_on (running->server, socket, error))
    return FALSE;
  tell_address (running, socket);
  open_monitor (running, admin);
  return TRUE;
}

static int
start (const RondoServerConfig *config)
{
  g_autoptr (GError) error = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;
  int lock = -1;
  g_autoptr (RondoServer) server = rondo_server_cli_open (config->database, &status);
  Running running = {server, config};

  if (server == NULL)
    return status;
  /* Until the program ends. */
  lock = rondo_server_files_hold (config->database, FALSE, &error);
  if (lock < 0)
    return rondo_server_cli_fail (error);
  rondo_server_config_apply (config, rondo_server_get_settings (server));
  if (!start_listening (&running, &error))
    return rondo_server_cli_fail (error);
  g_log_set_writer_func (write_log, NULL, NULL);
  serve (&running);
  return RONDO_SERVER_EXIT_GOOD;
}

static void
override (char **value, char **by)
{
  if (*by == NULL)
    return;
  g_free (*value);
  *value = g_steal_pointer (by);
}

static int
run_options (Options *options)
{
  g_autoptr (RondoServerConfig) config = rondo_server_config_new ();
  g_autoptr (GError) error = NULL;

  if (options->config_path != NULL &&
      !rondo_server_config_load (config, options->config_path, &error))
    return rondo_server_cli_fail (error);
  override (&config->database, &options->database);
  override (&config->address, &options->address);
  override (&config->admin_listen, &options->admin_listen);
  if (options->port != NO_PORT)
    config->port = options->port;
  config->trust_proxy |= options->trust_proxy;
  config->tls |= options->tls;
  config->i_know |= options->i_know;
  if (!rondo_server_config_check (config, &error))
    return rondo_server_cli_fail (error);
  return start (config);
}

/* What the command line may say; it goes before the configuration file. */
static gboolean
parse_options (int *argc, char ***argv, Options *options)
{
  const GOptionEntry entries[] = {
      {"config",
       0,
       0,
       G_OPTION_ARG_FILENAME,
       &options->config_path,
       N_ ("Configuration file; the command line goes before it"),
       N_ ("FILE")},
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &options->database, N_ ("Database"), N_ ("FILE")},
      {"address",
       0,
       0,
       G_OPTION_ARG_STRING,
       &options->address,
       N_ ("Where to listen (default 127.0.0.1)"),
       N_ ("ADDRESS")},
      {"port",
       0,
       0,
       G_OPTION_ARG_INT,
       &options->port,
       N_ ("Port (default 8730; 0: any free one)"),
       N_ ("PORT")},
      {"admin-listen",
       0,
       0,
       G_OPTION_ARG_STRING,
       &options->admin_listen,
       N_ ("Where /healthz and /metrics are (default 127.0.0.1:8731; empty: nowhere)"),
       N_ ("ADDRESS:PORT|PATH")},
      {"tls",
       0,
       0,
       G_OPTION_ARG_NONE,
       &options->tls,
       N_ ("Speak TLS with a certificate of its own, in a network at home or at work"),
       NULL},
      {"i-know",
       0,
       0,
       G_OPTION_ARG_NONE,
       &options->i_know,
       N_ ("Listen on an address that others could listen in on, all the same"),
       NULL},
      {"trust-proxy",
       0,
       0,
       G_OPTION_ARG_NONE,
       &options->trust_proxy,
       N_ ("Take addresses from X-Real-IP; only behind a proxy that sets it"),
       NULL},
      {NULL},
  };

  return rondo_server_cli_parse (
      argc, argv, entries, NULL, _ ("Serves a community until it is told to stop."), 0);
}

int
rondo_server_cli_run (int argc, char **argv)
{
  g_auto (Options) options = {.port = NO_PORT};

  if (!parse_options (&argc, &argv, &options))
    return RONDO_SERVER_EXIT_USAGE;
  return run_options (&options);
}
