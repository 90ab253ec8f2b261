/* SPDX-License-Identifier: GPL-3.0-or-later
 * What “rondo-server run” is told. */
#include "config.h"

#include "rondo-server-config.h"

#include "rondo-error.h"
#include "rondo-server-sockets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "[server]"
#define MEMORY_MAX_KIB (4 * 1024 * 1024)

/* How the value of a key is written. */
typedef enum { TEXT, NUMBER, SWITCH } Sort;

/* One key of the file. Numbers beside 0, if that has a meaning of its own, lie in a range. */
typedef struct {
  const char *name;
  Sort sort;
  gsize offset; /* of the value in the struct */
  int least;
  int most;
  gboolean is_zero_good;
} Key;

#define FIELD(name) G_STRUCT_OFFSET (RondoServerConfig, name)

static const Key KEYS[] = {
    {"database", TEXT, FIELD (database), 0, 0, FALSE},
    {"address", TEXT, FIELD (address), 0, 0, FALSE},
    {"port", NUMBER, FIELD (port), 0, G_MAXUINT16, TRUE},
    {"admin-listen", TEXT, FIELD (admin_listen), 0, 0, FALSE},
    {"tls", SWITCH, FIELD (tls), 0, 0, FALSE},
    {"tls-certificate", TEXT, FIELD (tls_certificate), 0, 0, FALSE},
    {"tls-key", TEXT, FIELD (tls_key), 0, 0, FALSE},
    {"i-know", SWITCH, FIELD (i_know), 0, 0, FALSE},
    {"trust-proxy", SWITCH, FIELD (trust_proxy), 0, 0, FALSE},
    {"connections", NUMBER, FIELD (connections), 1, 1000000, TRUE},
    {"connections-per-address", NUMBER, FIELD (connections_per_address), 1, 1000000, TRUE},
    {"requests-per-minute", NUMBER, FIELD (requests_per_minute), 1, 1000000, TRUE},
    {"attempts-per-account", NUMBER, FIELD (attempts_per_account), 1, 1000, FALSE},
    {"attempts-per-address", NUMBER, FIELD (attempts_per_address), 1, 100000, FALSE},
    {"header-seconds", NUMBER, FIELD (header_seconds), 1, 3600, FALSE},
    {"body-seconds", NUMBER, FIELD (body_seconds), 1, 3600, FALSE},
    {"answer-seconds", NUMBER, FIELD (answer_seconds), 1, 3600, FALSE},
    {"password-passes", NUMBER, FIELD (password_passes), 1, 100, TRUE},
    {"password-memory", NUMBER, FIELD (password_memory), 8, MEMORY_MAX_KIB, TRUE},
};

static gpointer
get_slot (RondoServerConfig *config, const Key *key)
{
  return G_STRUCT_MEMBER_P (config, key->offset);
}

RondoServerConfig *
rondo_server_config_new (void)
{
  RondoServerConfig *config = g_new0 (RondoServerConfig, 1);
  RondoServerSettings settings;

  rondo_server_settings_init (&settings);
  config->address = g_strdup (RONDO_SERVER_DEFAULT_ADDRESS);
  config->admin_listen = g_strdup (RONDO_SERVER_DEFAULT_MONITOR);
  config->port = RONDO_SERVER_DEFAULT_PORT;
  config->connections_per_address = (int)settings.connections_per_address;
  config->requests_per_minute = (int)settings.requests_per_minute;
  config->attempts_per_account = (int)settings.attempts_per_email;
  config->attempts_per_address = (int)settings.attempts_per_address;
  config->header_seconds = (int)settings.header_timeout_ms / 1000;
  config->body_seconds = (int)settings.body_timeout_ms / 1000;
  config->answer_seconds = (int)settings.answer_timeout_ms / 1000;
  return config;
}

void
rondo_server_config_free (RondoServerConfig *config)
{
  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++) {
    if (KEYS[i].sort == TEXT)
      g_free (*(char **)get_slot (config, &KEYS[i]));
  }
  g_free (config);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_in_range (const Key *key, int value)
{
  return (value == 0 && key->is_zero_good) || (value >= key->least && value <= key->most);
}

static gboolean
refuse_number (const Key *key, GError **error)
{
  g_autofree char *message = NULL;

  if (key->is_zero_good)
    message = g_strdup_printf (
        _ ("“%s” has to be a number from %d to %d, or 0."), key->name, key->least, key->most);
  else
    message = g_strdup_printf (
        _ ("“%s” has to be a number from %d to %d."), key->name, key->least, key->most);
  return fail (error, message);
}

static gboolean
read_number (RondoServerConfig *config, const Key *key, const char *text, GError **error)
{
  gint64 value = 0;

  if (!g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &value, NULL) ||
      !is_in_range (key, (int)value))
    return refuse_number (key, error);
  *(int *)get_slot (config, key) = (int)value;
  return TRUE;
}

static gboolean
read_switch (RondoServerConfig *config, const Key *key, const char *text, GError **error)
{
  gboolean *slot = get_slot (config, key);
  g_autofree char *message = NULL;

  *slot = g_strcmp0 (text, "true") == 0;
  if (*slot || g_strcmp0 (text, "false") == 0)
    return TRUE;
  message = g_strdup_printf (_ ("“%s” has to be “true” or “false”."), key->name);
  return fail (error, message);
}

static gboolean
read_text (RondoServerConfig *config, const Key *key, const char *text, GError **error)
{
  char **slot = get_slot (config, key);
  g_autofree char *message = NULL;

  if (!g_utf8_validate (text, -1, NULL)) {
    message = g_strdup_printf (_ ("“%s” is not UTF-8."), key->name);
    return fail (error, message);
  }
  g_free (*slot);
  *slot = g_strdup (text);
  return TRUE;
}

static gboolean
read_value (RondoServerConfig *config, const char *name, const char *text, GError **error)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++) {
    if (g_strcmp0 (KEYS[i].name, name) != 0)
      continue;
    if (KEYS[i].sort == NUMBER)
      return read_number (config, &KEYS[i], text, error);
    return KEYS[i].sort == SWITCH ? read_switch (config, &KEYS[i], text, error)
                                  : read_text (config, &KEYS[i], text, error);
  }
  message = g_strdup_printf (_ ("There is no setting “%s”."), name);
  return fail (error, message);
}

/* @line is stripped and neither empty nor a comment. */
static gboolean
read_line (
    RondoServerConfig *config, char *line, GHashTable *seen, gboolean *is_in_group, GError **error)
{
  char *sign = strchr (line, '=');
  g_autofree char *message = NULL;

  if (*line == '[') {
    *is_in_group = g_strcmp0 (line, GROUP) == 0;
    message =
        g_strdup_printf (_ ("There is no group “%s”; all settings belong to “%s”."), line, GROUP);
    return *is_in_group || fail (error, message);
  }
  if (!*is_in_group)
    return fail (error, _ ("The first line of a setting has to be “[server]”."));
  if (sign == NULL)
    return fail (error, _ ("A line has to be a setting, such as “port=8730”, or begin with “#”."));
  *sign = '\0';
  g_strstrip (line);
  if (!g_hash_table_add (seen, g_strdup (line))) {
    message = g_strdup_printf (_ ("The setting “%s” is there twice."), line);
    return fail (error, message);
  }
  return read_value (config, line, g_strstrip (sign + 1), error);
}

static gboolean
read_lines (RondoServerConfig *config, const char *text, guint *number, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean is_in_group = FALSE;

  for (*number = 1; lines[*number - 1] != NULL; (*number)++) {
    char *line = g_strstrip (lines[*number - 1]);

    if (*line != '\0' && *line != '#' && !read_line (config, line, seen, &is_in_group, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_server_config_load (RondoServerConfig *config, const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  guint number = 0;

  g_return_val_if_fail (config != NULL && path != NULL, FALSE);

  if (!g_file_get_contents (path, &text, NULL, &problem))
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The configuration file “%s” can not be read (%s)."),
                 path,
                 problem->message);
  else if (!read_lines (config, text, &number, &problem))
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The configuration file “%s” can not be used. Line %u: %s"),
                 path,
                 number,
                 problem->message);
  return problem == NULL;
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Passwords in clear, or a web server that is not made for the Internet. */
static gboolean
check_address (const RondoServerConfig *config, GError **error)
{
  gboolean is_safe = config->tls || is_given (config->tls_certificate);

  if (config->i_know || !g_hostname_is_ip_address (config->address) ||
      rondo_server_sockets_is_local (config->address))
    return TRUE;
  if (!is_safe)
    return fail (error,
                 _ ("Others could read passwords on their way to this address. Set “tls=true”, or "
                    "listen on 127.0.0.1 behind a web server; --i-know does it all the same."));
  return !rondo_server_sockets_is_public (config->address) ||
         fail (error,
               _ ("This is an address of the Internet, and there a web server such as nginx has to "
                  "stand in front: listen on 127.0.0.1. --i-know does it all the same."));
}

gboolean
rondo_server_config_check (const RondoServerConfig *config, GError **error)
{
  g_return_val_if_fail (config != NULL, FALSE);

  if (!is_given (config->database))
    return fail (error,
                 _ ("No database was given. Use --database FILE, or “database=FILE” in the "
                    "configuration file."));
  if (config->port < 0 || config->port > G_MAXUINT16)
    return fail (error, _ ("The port has to be a number from 0 to 65535."));
  if (is_given (config->tls_certificate) != is_given (config->tls_key))
    return fail (error,
                 _ ("A certificate needs its key: set both “tls-certificate” and “tls-key”."));
  return check_address (config, error);
}

void
rondo_server_config_apply (const RondoServerConfig *config, RondoServerSettings *settings)
{
  settings->trust_proxy = config->trust_proxy;
  settings->connections_per_address = (guint)config->connections_per_address;
  settings->requests_per_minute = (guint)config->requests_per_minute;
  settings->attempts_per_email = (guint)config->attempts_per_account;
  settings->attempts_per_address = (guint)config->attempts_per_address;
  settings->header_timeout_ms = (guint)config->header_seconds * 1000;
  settings->body_timeout_ms = (guint)config->body_seconds * 1000;
  settings->answer_timeout_ms = (guint)config->answer_seconds * 1000;
  if (config->connections > 0)
    settings->max_connections = (guint)config->connections;
  if (config->password_passes > 0)
    settings->password_passes = (unsigned long long)config->password_passes;
  if (config->password_memory > 0)
    settings->password_memory_bytes = (gsize)config->password_memory * 1024;
}
