/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which history this is: epochs, the tags of commits, and how far back it is remembered. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* For so long the server remembers what is gone, results and tags. */
#define RONDO_SERVER_REMEMBERED_DAYS 400

/* What a (seq, tag) that a client shows says. */
typedef enum {
  RONDO_SERVER_TAG_KNOWN,
  RONDO_SERVER_TAG_LOST,   /* this community's, but not in this database any more: restored */
  RONDO_SERVER_TAG_OLD,    /* from before what is remembered */
  RONDO_SERVER_TAG_FORGED, /* never given by this server */
} RondoServerTag;

/** rondo_server_history_seal: tags what the open write transaction has written; last thing in it.
 * Does nothing if no number was taken. */
gboolean rondo_server_history_seal (RondoDb *db,
                                    const RondoServerCommunity *community,
                                    int64_t now_us,
                                    GError **error);

/** rondo_server_history_newest: the newest commit; NULL if there is none yet. (transfer full) */
gboolean rondo_server_history_newest (RondoDb *db, RondoTag **tag, GError **error);

/** rondo_server_history_judge: what it means that somebody of @epoch shows @tag for @seq. */
gboolean rondo_server_history_judge (RondoDb *db,
                                     const RondoServerCommunity *community,
                                     const char *epoch,
                                     int64_t seq,
                                     const char *tag,
                                     RondoServerTag *verdict,
                                     GError **error);

/** rondo_server_history_is_lost: whether @tag for @seq of @epoch proves that this database has lost
 * commits: of its own epoch, or with an epoch that it never had. */
gboolean rondo_server_history_is_lost (RondoDb *db,
                                       const RondoServerCommunity *community,
                                       const char *epoch,
                                       int64_t seq,
                                       const char *tag,
                                       gboolean *is_lost,
                                       GError **error);

/** rondo_server_history_find_common: the newest of @tags (RondoTag) that is known; 0: none. */
gboolean
rondo_server_history_find_common (RondoDb *db, GPtrArray *tags, int64_t *seq, GError **error);

/** rondo_server_history_renew: a new epoch, in a transaction of its own: what "restore" ends with.
 * Unless the epoch is not @former (nullable) any more: somebody else was first. @lost (nullable):
 * epochs whose loss is made good by that. */
gboolean rondo_server_history_renew (RondoDb *db,
                                     const RondoServerCommunity *community,
                                     const char *former,
                                     const char *const *lost,
                                     int64_t now_us,
                                     GError **error);

/** rondo_server_history_forget: forgets what is older than is remembered, in a transaction of its
 * own. To be called at start and once a day. */
gboolean rondo_server_history_forget (RondoDb *db, int64_t now_us, GError **error);

G_END_DECLS
