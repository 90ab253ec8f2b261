/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changes of an account that was held while they waited on its device: kept apart until somebody
 * decides. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* The most that one account may hand in. */
#define RONDO_SERVER_DEPOSITS_MAX 10000

/* What of one member waits. */
typedef struct {
  char *member;
  char *email;
  int64_t count;
  int64_t received_us; /* the first of them */
} RondoServerDeposit;

void rondo_server_deposit_free (RondoServerDeposit *deposit);

/** rondo_server_deposits_keep: keeps @ops (RondoOp) of @member: hours, clients and sessions alone.
 * What was handed in before is kept once. One transaction. */
gboolean rondo_server_deposits_keep (
    RondoDb *db, const char *member, GPtrArray *ops, int64_t now_us, GError **error);

/** rondo_server_deposits_list: what waits. (transfer full) (element-type RondoServerDeposit) */
GPtrArray *rondo_server_deposits_list (RondoDb *db, GError **error);

/** rondo_server_deposits_accept: does what waits of @member as if it had come in time; what the
 * rules do not allow is refused. @done and @refused: (out) how many. */
gboolean rondo_server_deposits_accept (RondoDb *db,
                                       const RondoServerCommunity *community,
                                       const char *member,
                                       int64_t now_us,
                                       guint *done,
                                       guint *refused,
                                       GError **error);

/** rondo_server_deposits_refuse: nothing of what waits of @member is done. @refused: (out) */
gboolean rondo_server_deposits_refuse (
    RondoDb *db, const char *member, int64_t now_us, guint *refused, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerDeposit, rondo_server_deposit_free)

G_END_DECLS
