/* SPDX-License-Identifier: GPL-3.0-or-later
 * The community of a database: its name, its history and its counter. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *epoch;
  char *salt; /* never leaves the server */
} RondoServerCommunity;

/* Who writes: what every change is checked against and signed with. All borrowed. */
typedef struct {
  RondoDb *db;
  const RondoServerCommunity *community;
  const char *member; /* (nullable): the account's; NULL: the server itself */
  gboolean is_coordinator;
  const char *reason; /* for the history: "op", "join", "setup" */
  const char *op;     /* (nullable) */
  int64_t now_us;
} RondoServerWriter;

/** rondo_server_schema: what the database of a server looks like. */
const RondoDbSchema *rondo_server_schema (void);

gboolean rondo_server_community_insert (RondoDb *db,
                                        const RondoServerCommunity *community,
                                        int64_t now_us,
                                        GError **error);
RondoServerCommunity *rondo_server_community_load (RondoDb *db, GError **error);
void rondo_server_community_free (RondoServerCommunity *community);

/** rondo_server_community_get_seq: the last number given out; −1 with @error. */
int64_t rondo_server_community_get_seq (RondoDb *db, GError **error);

/** rondo_server_community_next_seq: takes the next number, in a write transaction; −1 with
 * @error. */
int64_t rondo_server_community_next_seq (RondoDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerCommunity, rondo_server_community_free)

G_END_DECLS
