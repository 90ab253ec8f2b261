/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signed-in devices and their tokens: one for requests, short-lived, and one that renews it. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

#define RONDO_SERVER_ACCESS_SECONDS (15 * 60)
#define RONDO_SERVER_REFRESH_DAYS 90
#define RONDO_SERVER_GRACE_SECONDS 60

/* What a device of a member is told by. */
typedef struct {
  char *family; /* hash */
  char *name;
  int64_t created_us;
  int64_t renewed_us;
} RondoServerDevice;

void rondo_server_device_free (RondoServerDevice *device);

/** rondo_server_devices_sign_in: a new device of @member, with its two tokens. In a write
 * transaction. (transfer full) */
gboolean rondo_server_devices_sign_in (RondoDb *db,
                                       const char *member,
                                       const char *name,
                                       int64_t now_us,
                                       char **access,
                                       char **refresh,
                                       GError **error);

/** rondo_server_devices_find: the member whose device shows @access; NULL if the token is void.
 * That of a held account is refused as revoked. Only reads. (transfer full) */
gboolean rondo_server_devices_find (
    RondoDb *db, const char *access, int64_t now_us, char **member, GError **error);

/** rondo_server_devices_find_held: the member of a held account whose device shows @refresh, for
 * the one thing it may still do; NULL if there is none. Only reads. (transfer full) */
gboolean rondo_server_devices_find_held (
    RondoDb *db, const char *refresh, int64_t now_us, char **member, GError **error);

/** rondo_server_devices_renew: a new access token for the device with @refresh, whose next secret
 * is @next; see PROTOCOL.md. A copy of a token that was used before signs the device out. One
 * transaction. (transfer full) */
char *rondo_server_devices_renew (
    RondoDb *db, const char *refresh, const char *next, int64_t now_us, GError **error);

/** rondo_server_devices_sign_out: the device that shows @token, of either sort. One transaction. */
gboolean rondo_server_devices_sign_out (RondoDb *db, const char *token, GError **error);

/** rondo_server_devices_list: those of @member. (transfer full)
 * (element-type RondoServerDevice) */
GPtrArray *rondo_server_devices_list (RondoDb *db, const char *member, GError **error);

gboolean rondo_server_devices_delete (RondoDb *db, const char *family, GError **error);
gboolean rondo_server_devices_delete_all (RondoDb *db, const char *member, GError **error);

G_END_DECLS
