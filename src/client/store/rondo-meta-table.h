/* SPDX-License-Identifier: GPL-3.0-or-later
 * Single values of the local database: the account, the epoch, the last good sync. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

#define RONDO_META_SERVER "server"
#define RONDO_META_COMMUNITY "community"
#define RONDO_META_MEMBER "member" /* of this computer; also before there is an account */
#define RONDO_META_NAME "name"
#define RONDO_META_EPOCH "epoch"
#define RONDO_META_IS_COORDINATOR "is_coordinator" /* "1" or "0" */
#define RONDO_META_LAST_SUCCESS_US "last_success_us"
#define RONDO_META_DERIVED "derived" /* layout of the derived tables */

/** rondo_meta_table_read: @value becomes a copy, or NULL if there is none. */
gboolean rondo_meta_table_read (RondoDb *db, const char *key, char **value, GError **error);

/** rondo_meta_table_write: @value NULL removes @key. */
gboolean rondo_meta_table_write (RondoDb *db, const char *key, const char *value, GError **error);

/** rondo_meta_table_read_int: 0 if there is none. */
gboolean rondo_meta_table_read_int (RondoDb *db, const char *key, int64_t *value, GError **error);
gboolean rondo_meta_table_write_int (RondoDb *db, const char *key, int64_t value, GError **error);

G_END_DECLS
