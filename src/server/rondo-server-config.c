/* SPDX-License-Identifier: GPL-3.0-or-later
 * What “rondo-server run” is told. */
#include "config.h"

#include "rondo-server-config.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>

#define GROUP "server"
#define PASSES_MAX 100
#define MEMORY_MIN_KIB 8
#define MEMORY_MAX_KIB (4 * 1024 * 1024)

RondoServerConfig *
rondo_server_config_new (void)
{
  RondoServerConfig *config = g_new0 (RondoServerConfig, 1);

  config->address = g_strdup (RONDO_SERVER_DEFAULT_ADDRESS);
  config->port = RONDO_SERVER_DEFAULT_PORT;
  return config;
}

void
rondo_server_config_free (RondoServerConfig *config)
{
  g_free (config->database);
  g_free (config->address);
  g_free (config);
}

static void
read_text (GKeyFile *file, const char *key, char **value, GError **error)
{
  char *text = g_key_file_get_string (file, GROUP, key, error);

  if (text == NULL)
    return;
  g_free (*value);
  *value = g_strstrip (text);
}

static gboolean
read_number (RondoServerConfig *config, GKeyFile *file, const char *key, GError **error)
{
  const struct {
    const char *key;
    int *value;
  } numbers[] = {
      {"port", &config->port},
      {"connections", &config->connections},
      {"password-passes", &config->password_passes},
      {"password-memory", &config->password_memory},
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (g_strcmp0 (numbers[i].key, key) != 0)
      continue;
    *numbers[i].value = g_key_file_get_integer (file, GROUP, key, error);
    return TRUE;
  }
  return FALSE;
}

static gboolean
read_key (RondoServerConfig *config, GKeyFile *file, const char *key, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (g_strcmp0 (key, "database") == 0)
    read_text (file, key, &config->database, &problem);
  else if (g_strcmp0 (key, "address") == 0)
    read_text (file, key, &config->address, &problem);
  else if (g_strcmp0 (key, "trust-proxy") == 0)
    config->trust_proxy = g_key_file_get_boolean (file, GROUP, key, &problem);
  else if (!read_number (config, file, key, &problem))
    g_set_error_literal (
        &problem, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("There is no setting of this name."));
  if (problem == NULL)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The setting “%s” is not understood: %s"),
               key,
               problem->message);
  return FALSE;
}

static gboolean
check_groups (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++) {
    if (g_strcmp0 (*group, GROUP) == 0)
      continue;
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("There is no group “[%s]”; all settings belong to “[server]”."),
                 *group);
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_file (RondoServerConfig *config, GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) keys = NULL;
  g_autoptr (GError) problem = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &problem)) {
    g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, problem->message);
    return FALSE;
  }
  if (!check_groups (file, error))
    return FALSE;
  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (char **key = keys; key != NULL && *key != NULL; key++) {
    if (!read_key (config, file, *key, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_server_config_load (RondoServerConfig *config, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (config != NULL && path != NULL, FALSE);

  if (read_file (config, file, path, &problem))
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The configuration file “%s” can not be used. %s"),
               path,
               problem->message);
  return FALSE;
}

static gboolean
is_cost (int value, int least, int most)
{
  return value == 0 || (value >= least && value <= most);
}

gboolean
rondo_server_config_check (const RondoServerConfig *config, GError **error)
{
  const char *message = NULL;

  g_return_val_if_fail (config != NULL, FALSE);

  if (config->database == NULL || *config->database == '\0')
    message = _ ("No database was given. Use --database FILE, or “database=FILE” in the "
                 "configuration file.");
  else if (config->port < 0 || config->port > G_MAXUINT16)
    message = _ ("The port has to be a number from 0 to 65535.");
  else if (config->connections < 0)
    message = _ ("The number of connections can not be negative.");
  else if (!is_cost (config->password_passes, 1, PASSES_MAX))
    message = _ ("The passes over a password have to be a number from 1 to 100.");
  else if (!is_cost (config->password_memory, MEMORY_MIN_KIB, MEMORY_MAX_KIB))
    message = _ ("The memory for a password has to be a number from 8 to 4194304 (KiB).");
  if (message == NULL)
    return TRUE;
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return FALSE;
}
