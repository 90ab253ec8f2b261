/* SPDX-License-Identifier: GPL-3.0-or-later
 * What administrators and coordinators did: written once, never changed, no names in it. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

#define RONDO_SERVER_CONSOLE "console" /* the actor, for commands of rondo-server */

typedef struct {
  int64_t at_us;
  const char *actor;   /* id of a member, "console" or "server" */
  const char *action;  /* "invite", "role", "hold" … */
  const char *subject; /* (nullable): id of a member or of a record */
  const char *detail;  /* (nullable): a word or a number, never a name or an address */
} RondoServerAdminEntry;

/* Gets one entry, borrowed, and the data given to read. */
typedef void (*RondoServerAdminLogFunc) (const RondoServerAdminEntry *entry, gpointer data);

/** rondo_server_admin_log_add: in the transaction of what it tells of. */
gboolean
rondo_server_admin_log_add (RondoDb *db, const RondoServerAdminEntry *entry, GError **error);

/** rondo_server_admin_log_read: calls @func (nullable) for every entry, the oldest first. One that
 * was changed or taken out is %RONDO_ERROR_CORRUPT. */
gboolean rondo_server_admin_log_read (RondoDb *db,
                                      RondoServerAdminLogFunc func,
                                      gpointer data,
                                      GError **error);

G_END_DECLS
