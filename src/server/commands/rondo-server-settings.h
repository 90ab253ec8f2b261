/* SPDX-License-Identifier: GPL-3.0-or-later
 * Limits of one server. The defaults are for a community; tests make them small. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-server.h"

G_BEGIN_DECLS

typedef struct {
  guint header_timeout_ms;            /* for all headers of a request */
  guint body_timeout_ms;              /* for the whole body */
  guint answer_timeout_ms;            /* for reading the answer */
  guint linger_ms;                    /* how long a refused connection may go on sending */
  guint wait_ms;                      /* how long a call may wait for news */
  guint forget_seconds;               /* how often what is too old is forgotten */
  guint readers;                      /* threads that only read */
  guint max_connections;              /* at the same time */
  guint connections_per_address;      /* of one computer; 0: any number */
  guint requests_per_minute;          /* of one device; 0: any number */
  gboolean is_strict_to_local;        /* the limit per address counts for this computer, too */
  guint attempts_per_email;           /* sign-ins a minute */
  guint attempts_per_address;         /* sign-ins and joins a minute */
  unsigned long long password_passes; /* Argon2id */
  gsize password_memory_bytes;        /* Argon2id */
  gboolean trust_proxy;               /* take the address from "X-Real-IP" */
  int64_t (*now_us) (void);           /* the clock */
} RondoServerSettings;

/** rondo_server_get_settings: to be changed before the server listens. */
RondoServerSettings *rondo_server_get_settings (RondoServer *server);

/** rondo_server_settings_init: the defaults. */
void rondo_server_settings_init (RondoServerSettings *settings);

G_END_DECLS
