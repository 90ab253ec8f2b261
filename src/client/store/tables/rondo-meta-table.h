/* SPDX-License-Identifier: GPL-3.0-or-later
 * Single values of the local database: the account, the epoch, the last good sync. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

#define RONDO_META_SERVER "server"
#define RONDO_META_PIN "pin" /* SHA-256 of its certificate; none: any that is trusted */
#define RONDO_META_COMMUNITY "community"
#define RONDO_META_MEMBER "member" /* of this computer; also before there is an account */
#define RONDO_META_NAME "name"
#define RONDO_META_EPOCH "epoch"
#define RONDO_META_COMMUNITY_ID "community_id"
#define RONDO_META_IS_HEALING "is_healing"         /* "1": the epoch is new, see PROTOCOL.md */
#define RONDO_META_HELD_COUNT "held_count"         /* records that wait to go */
#define RONDO_META_REMOVAL_AGREED "removal_agreed" /* "1": the user lets them go */
#define RONDO_META_HAS_LOST_SCOPE "has_lost_scope" /* "1": something may be left of it */
#define RONDO_META_IS_COORDINATOR "is_coordinator" /* "1" or "0" */
#define RONDO_META_LAST_SUCCESS_US "last_success_us"
#define RONDO_META_DEPOSITED_US                                                                    \
  "deposited_us"                     /* when changes were handed in; none: they were not */
#define RONDO_META_DERIVED "derived" /* layout of the derived tables */
/* Of databases from before these were in a record: */
#define RONDO_META_IS_UNBALANCED "is_unbalanced"   /* "1": all coaching in exchange is paid */
#define RONDO_META_TRAINING_START "training_start" /* a day; none: not said */
#define RONDO_META_APPLICATION "application"       /* a day; none: today */
#define RONDO_META_CREDENTIALS "credentials"       /* ids that are planned for, with blanks */
#define RONDO_META_WEEKLY_MINUTES "weekly_minutes" /* planned; none: as in the last weeks */

/** rondo_meta_table_read: @value becomes a copy, or NULL if there is none. */
gboolean rondo_meta_table_read (RondoDb *db, const char *key, char **value, GError **error);

/** rondo_meta_table_write: @value NULL removes @key. */
gboolean rondo_meta_table_write (RondoDb *db, const char *key, const char *value, GError **error);

/** rondo_meta_table_read_int: 0 if there is none. */
gboolean rondo_meta_table_read_int (RondoDb *db, const char *key, int64_t *value, GError **error);
gboolean rondo_meta_table_write_int (RondoDb *db, const char *key, int64_t value, GError **error);

G_END_DECLS
