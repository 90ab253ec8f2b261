/* SPDX-License-Identifier: GPL-3.0-or-later
 * “rondo-server run”: serves until it is told to stop. */
#include "config.h"

#include "rondo-server-cli-private.h"

#include "rondo-server-config.h"
#include "rondo-server-files.h"
#include "rondo-server-settings.h"

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
  int port;
  gboolean trust_proxy;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->config_path);
  g_free (options->database);
  g_free (options->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

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
  if (g_log_writer_is_journald (STDERR_FILENO) &&
      g_log_writer_journald (level, fields, n_fields, NULL) == G_LOG_WRITER_HANDLED)
    return G_LOG_WRITER_HANDLED;
  g_printerr ("rondo-server: %s\n", message);
  return G_LOG_WRITER_HANDLED;
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
serve (RondoServer *server, const char *address)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, stop_cb, loop);
  guint interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);
  gboolean is_ipv6 = strchr (address, ':') != NULL;
  g_autofree char *host = is_ipv6 ? g_strconcat ("[", address, "]", NULL) : g_strdup (address);

  printf ("rondo-server: listening on http://%s:%u\n", host, rondo_server_get_port (server));
  fflush (stdout);
  g_main_loop_run (loop);
  g_source_remove (term);
  g_source_remove (interrupt);
  rondo_server_stop (server);
}

static void
configure (RondoServerSettings *settings, const RondoServerConfig *config)
{
  settings->trust_proxy = config->trust_proxy;
  if (config->connections > 0)
    settings->max_connections = (guint)config->connections;
  if (config->password_passes > 0)
    settings->password_passes = (unsigned long long)config->password_passes;
  if (config->password_memory > 0)
    settings->password_memory_bytes = (gsize)config->password_memory * 1024;
}

static int
start (const RondoServerConfig *config)
{
  g_autoptr (GError) error = NULL;
  int status = RONDO_SERVER_EXIT_GOOD;
  int lock = -1;
  g_autoptr (RondoServer) server = rondo_server_cli_open (config->database, &status);

  if (server == NULL)
    return status;
  /* Until the program ends. */
  lock = rondo_server_files_hold (config->database, FALSE, &error);
  if (lock < 0)
    return rondo_server_cli_fail (error);
  configure (rondo_server_get_settings (server), config);
  if (!rondo_server_listen (server, config->address, (guint16)config->port, &error))
    return rondo_server_cli_fail (error);
  g_log_set_writer_func (write_log, NULL, NULL);
  serve (server, config->address);
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
  if (options->port != NO_PORT)
    config->port = options->port;
  config->trust_proxy |= options->trust_proxy;
  if (!rondo_server_config_check (config, &error))
    return rondo_server_cli_fail (error);
  return start (config);
}

int
rondo_server_cli_run (int argc, char **argv)
{
  g_auto (Options) options = {.port = NO_PORT};
  const GOptionEntry entries[] = {
      {"config",
       0,
       0,
       G_OPTION_ARG_FILENAME,
       &options.config_path,
       N_ ("Configuration file; the command line goes before it"),
       N_ ("FILE")},
      {"database", 0, 0, G_OPTION_ARG_FILENAME, &options.database, N_ ("Database"), N_ ("FILE")},
      {"address",
       0,
       0,
       G_OPTION_ARG_STRING,
       &options.address,
       N_ ("Where to listen (default 127.0.0.1)"),
       N_ ("ADDRESS")},
      {"port",
       0,
       0,
       G_OPTION_ARG_INT,
       &options.port,
       N_ ("Port (default 8730; 0: any free one)"),
       N_ ("PORT")},
      {"trust-proxy",
       0,
       0,
       G_OPTION_ARG_NONE,
       &options.trust_proxy,
       N_ ("Take addresses from X-Real-IP; only behind a proxy that sets it"),
       NULL},
      {NULL},
  };

  if (!rondo_server_cli_parse (
          &argc, &argv, entries, NULL, _ ("Serves a community until it is told to stop."), 0))
    return RONDO_SERVER_EXIT_USAGE;
  return run_options (&options);
}
