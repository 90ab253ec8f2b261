/* SPDX-License-Identifier: GPL-3.0-or-later
 * What “rondo-server run” is told: by a file, then by the command line. */
#pragma once

#include <glib.h>

#include "rondo-server-settings.h"

G_BEGIN_DECLS

#define RONDO_SERVER_DEFAULT_ADDRESS "127.0.0.1"
#define RONDO_SERVER_DEFAULT_PORT 8730
#define RONDO_SERVER_DEFAULT_MONITOR "127.0.0.1:8731"

/* Texts may be NULL or "": not given. */
typedef struct {
  char *database;
  char *address;
  char *admin_listen;    /* "": nobody watches */
  char *tls_certificate; /* PEM files */
  char *tls_key;
  int port;
  gboolean tls;    /* with a certificate of its own, unless another is given */
  gboolean i_know; /* the dangers of the address */
  gboolean trust_proxy;
  int connections; /* 0, here and for passwords: the default */
  int connections_per_address;
  int requests_per_minute;
  int attempts_per_account;
  int attempts_per_address;
  int header_seconds;
  int body_seconds;
  int answer_seconds;
  int password_passes;
  int password_memory; /* KiB */
} RondoServerConfig;

RondoServerConfig *rondo_server_config_new (void);
void rondo_server_config_free (RondoServerConfig *config);

/** rondo_server_config_load: what the file at @path says. Unknown names, wrong values and a missing
 * file are %RONDO_ERROR_INVALID with a sentence that says which, and in which line. */
gboolean rondo_server_config_load (RondoServerConfig *config, const char *path, GError **error);

/** rondo_server_config_check: whether the values make sense together. */
gboolean rondo_server_config_check (const RondoServerConfig *config, GError **error);

/** rondo_server_config_apply: what of it is a setting of the server. */
void rondo_server_config_apply (const RondoServerConfig *config, RondoServerSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerConfig, rondo_server_config_free)

G_END_DECLS
