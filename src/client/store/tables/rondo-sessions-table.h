/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions: those to come, and what those that were held add up to. */
#pragma once

#include "rondo-db.h"
#include "rondo-reciprocity.h"
#include "rondo-round.h"

G_BEGIN_DECLS

gboolean rondo_sessions_table_put (RondoDb *db, const RondoSession *session, GError **error);
gboolean rondo_sessions_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_sessions_table_clear (RondoDb *db, GError **error);

/** rondo_sessions_table_count_for_round: how many sessions were held in @round. */
gboolean rondo_sessions_table_count_for_round (RondoDb *db,
                                               const char *round,
                                               int64_t *count,
                                               GError **error);

/** rondo_sessions_table_find: @session becomes a new value, or NULL if there is none. */
gboolean
rondo_sessions_table_find (RondoDb *db, const char *id, RondoSession **session, GError **error);

/** rondo_sessions_table_list_for_member: all that @member has a part in, in any order. (transfer
 * full) (element-type RondoSession) */
GPtrArray *rondo_sessions_table_list_for_member (RondoDb *db, const char *member, GError **error);

/** rondo_sessions_table_find_pairing: the pairing of session @id, or NULL. */
gboolean
rondo_sessions_table_find_pairing (RondoDb *db, const char *id, char **pairing, GError **error);

/** rondo_sessions_table_sum_received: minutes of coaching that @member received. */
gboolean rondo_sessions_table_sum_received (RondoDb *db,
                                            const char *member,
                                            int64_t *minutes,
                                            GError **error);

/** rondo_sessions_table_list_received: the same by day. (transfer full) (element-type
 * RondoDayMinutes) */
GArray *rondo_sessions_table_list_received (RondoDb *db, const char *member, GError **error);

/* What came of a pairing so far. */
typedef struct {
  int64_t held;
  int64_t minutes;
  RondoDate last;    /* NONE before the first */
  int64_t differing; /* of which both sides say different minutes */
  int64_t missed;    /* to which somebody did not come */
  int64_t lately;    /* of these, since the last that was held */
} RondoSessionProgress;

gboolean rondo_sessions_table_read_progress (RondoDb *db,
                                             const char *pairing,
                                             RondoSessionProgress *progress,
                                             GError **error);

/** rondo_sessions_table_find_next: the last day for which a session of @pairing is proposed or
 * agreed on, NONE if there is none. */
gboolean
rondo_sessions_table_find_next (RondoDb *db, const char *pairing, RondoDate *next, GError **error);

G_END_DECLS
