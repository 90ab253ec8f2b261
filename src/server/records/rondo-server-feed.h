/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may see what: per scope the latest event of every record, in order of seq. */
#pragma once

#include "rondo-server-records.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

#define RONDO_SERVER_SCOPE_PUBLIC "pub"
#define RONDO_SERVER_SCOPE_COORDINATORS "coord"

/* At most so many scopes are read at a time. */
#define RONDO_SERVER_FEED_SCOPES 8

/** rondo_server_scope_of_member: "u:<member>". (transfer full) */
char *rondo_server_scope_of_member (const char *member);

/** rondo_server_feed_put: @record was changed in @scope, or entered it, or left it (@is_gone), at
 * @seq. Its field "fed" is still the version from before. */
gboolean rondo_server_feed_put (const RondoServerWriter *writer,
                                const char *scope,
                                const RondoServerRecord *record,
                                int64_t seq,
                                gboolean is_gone,
                                GError **error);

/** rondo_server_feed_touch: as put, in every scope that holds @record now, at its own seq. */
gboolean rondo_server_feed_touch (const RondoServerWriter *writer,
                                  const RondoServerRecord *record,
                                  gboolean is_gone,
                                  GError **error);

/** rondo_server_feed_count_holders: in how many scopes @record is; with @scope in that one only.
 * −1 with @error. */
int64_t rondo_server_feed_count_holders (RondoDb *db,
                                         const char *record,
                                         const char *scope,
                                         GError **error);

/**
 * rondo_server_feed_read:
 * @cursors: (element-type RondoCursor): at most %RONDO_SERVER_FEED_SCOPES, and how far each was
 * read
 * @limit: about how many rows; what has one seq is never parted
 * @told: (element-type int64_t): seqs of rows to be left out, in order
 * @rows: (element-type RondoRow): gets what comes next, by seq
 * @more: (out): whether there is more after the last row
 *
 * One page of the feeds of an account, merged.
 */
gboolean rondo_server_feed_read (RondoDb *db,
                                 GPtrArray *cursors,
                                 int64_t limit,
                                 const GArray *told,
                                 GPtrArray *rows,
                                 gboolean *more,
                                 GError **error);

/** rondo_server_feed_get_newest: the seq of the latest event in @scope, 0 if there is none. */
gboolean
rondo_server_feed_get_newest (RondoDb *db, const char *scope, int64_t *seq, GError **error);

G_END_DECLS
