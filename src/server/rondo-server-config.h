/* SPDX-License-Identifier: GPL-3.0-or-later
 * What “rondo-server run” is told: by a file, then by the command line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RONDO_SERVER_DEFAULT_ADDRESS "127.0.0.1"
#define RONDO_SERVER_DEFAULT_PORT 8730

typedef struct {
  char *database; /* (nullable): not given */
  char *address;
  int port;
  gboolean trust_proxy;
  int connections; /* 0, here and below: the default */
  int password_passes;
  int password_memory; /* KiB */
} RondoServerConfig;

RondoServerConfig *rondo_server_config_new (void);
void rondo_server_config_free (RondoServerConfig *config);

/** rondo_server_config_load: what the file at @path says. Unknown names, wrong values and a missing
 * file are %RONDO_ERROR_INVALID with a sentence that says which. */
gboolean rondo_server_config_load (RondoServerConfig *config, const char *path, GError **error);

/** rondo_server_config_check: whether the values make sense together. */
gboolean rondo_server_config_check (const RondoServerConfig *config, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerConfig, rondo_server_config_free)

G_END_DECLS
