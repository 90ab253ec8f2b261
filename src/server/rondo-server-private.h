/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the server share; for files of this folder alone. */
#pragma once

#include <libsoup/soup.h>

#include "rondo-server-community.h"
#include "rondo-server-guard.h"
#include "rondo-server-passwords.h"
#include "rondo-server-settings.h"
#include "rondo-server-throttle.h"
#include "rondo-server.h"

G_BEGIN_DECLS

struct _RondoServer {
  GObject parent_instance;

  /* owned */
  RondoDb *db; /* NULL once stopped */
  RondoServerCommunity *community;
  RondoServerSettings settings;
  RondoServerThrottle *throttle;
  RondoServerPasswords *passwords;
  SoupServer *soup; /* NULL until it listens */
  RondoServerGuard *guard;
  GMainContext *context;

  guint16 port;
  guint open_count; /* requests that wait for a password */
};

/** rondo_server_handle: answers one request, now or later. */
void rondo_server_handle (RondoServer *server, SoupServerMessage *message, const char *path);

G_END_DECLS
