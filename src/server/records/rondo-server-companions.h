/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round: made from registrations and members, seen by those who joined as
 * long as they may ask for each other. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/* So many rounds at a time; who has joined more sees those whose ids come first. */
#define RONDO_SERVER_COMPANY_MAX 5

/** rondo_server_scope_of_round: "r:<round>". (transfer full) */
char *rondo_server_scope_of_round (const char *round);

/** rondo_server_companions_add_scope: who sees the companion @record. */
gboolean rondo_server_companions_add_scope (const RondoServerRecord *record,
                                            GPtrArray *scopes,
                                            GError **error);

/** rondo_server_companions_follow: after @registration was written or deleted. */
gboolean rondo_server_companions_follow (const RondoServerWriter *writer,
                                         const RondoServerRecord *registration,
                                         GError **error);

/** rondo_server_companions_refresh: after the record of @member was written. */
gboolean rondo_server_companions_refresh (const RondoServerWriter *writer,
                                          const char *member,
                                          GError **error);

/** rondo_server_companions_gather: after @round was written: all who have joined it come when it is
 * opened, and go when it is no longer to be matched. */
gboolean
rondo_server_companions_gather (const RondoServerWriter *writer, const char *round, GError **error);

/** rondo_server_companions_ensure: makes the company of rounds that were open before there was any
 * such thing; in a transaction of its own. */
gboolean rondo_server_companions_ensure (RondoDb *db,
                                         const RondoServerCommunity *community,
                                         int64_t now_us,
                                         GError **error);

/** rondo_server_companions_list_rounds: the rounds whose company @member sees at @now_us. (transfer
 * full) (element-type utf8) */
GPtrArray *rondo_server_companions_list_rounds (RondoDb *db,
                                                const char *member,
                                                int64_t now_us,
                                                GError **error);

G_END_DECLS
