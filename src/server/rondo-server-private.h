/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the server share; for files of this folder alone. */
#pragma once

#include <libsoup/soup.h>

#include "rondo-server-community.h"
#include "rondo-server-guard.h"
#include "rondo-server-hands.h"
#include "rondo-server-metrics.h"
#include "rondo-server-monitor.h"
#include "rondo-server-passwords.h"
#include "rondo-server-settings.h"
#include "rondo-server-throttle.h"
#include "rondo-server.h"

G_BEGIN_DECLS

typedef struct _RondoServerWaiting RondoServerWaiting;

struct _RondoServer {
  GObject parent_instance;

  /* owned */
  RondoDb *db; /* NULL once stopped */
  RondoServerCommunity *community;
  RondoServerSettings settings;
  RondoServerMetrics *metrics;
  RondoServerMonitor *monitor;  /* NULL: nobody watches */
  GTlsCertificate *certificate; /* NULL: no TLS */
  char *pin;                    /* fingerprint of the server's own certificate, else NULL */
  RondoServerThrottle *throttle;
  RondoServerPasswords *passwords;
  char *path;       /* of the database */
  SoupServer *soup; /* NULL until it listens; so are the next four */
  RondoServerGuard *guard;
  RondoServerHands *hands;
  RondoServerWaiting *waiting;
  GSource *forget_timer;
  GMainContext *context;

  guint16 port;
  guint open_count; /* requests that the hands have */
};

/** rondo_server_handle: answers one request, now or later. @query: (nullable) */
void rondo_server_handle (RondoServer *server,
                          SoupServerMessage *message,
                          const char *path,
                          GHashTable *query);

G_END_DECLS
