/* SPDX-License-Identifier: GPL-3.0-or-later
 * The community of a database: its name, its history and its counter. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *epoch;    /* when it was loaded; it may be another one by now */
  char *salt;     /* never leaves the server */
  char *identity; /* names the community, whatever its epoch */
} RondoServerCommunity;

/* What changes of a community. */
typedef struct {
  int64_t seq;     /* the last one given out */
  int64_t min_seq; /* of what is gone, nothing up to here is remembered */
  char *epoch;
  gboolean is_renewed; /* the epoch followed another one: there was a restore */
} RondoServerState;

/* Who writes: what every change is checked against and signed with. All borrowed. */
typedef struct {
  RondoDb *db;
  const RondoServerCommunity *community;
  const char *member; /* (nullable): the account's; NULL: the server itself */
  gboolean is_coordinator;
  const char *reason; /* for the history: "op", "join", "setup" */
  const char *op;     /* (nullable) */
  int64_t now_us;
  struct _RondoServerDigests *digests; /* (nullable): collects; NULL: written at once */
  int64_t *seq; /* (nullable): the last number taken, 0: none; NULL: written at once */
} RondoServerWriter;

/** rondo_server_schema: what the database of a server looks like. */
const RondoDbSchema *rondo_server_schema (void);

gboolean rondo_server_community_insert (RondoDb *db,
                                        const RondoServerCommunity *community,
                                        int64_t now_us,
                                        GError **error);
RondoServerCommunity *rondo_server_community_load (RondoDb *db, GError **error);
void rondo_server_community_free (RondoServerCommunity *community);

/** rondo_server_community_read_state: @state is to be cleared. */
gboolean rondo_server_community_read_state (RondoDb *db, RondoServerState *state, GError **error);
void rondo_server_state_clear (RondoServerState *state);

/** rondo_server_community_get_seq: the last number given out; −1 with @error. */
int64_t rondo_server_community_get_seq (RondoDb *db, GError **error);

/** rondo_server_community_set_seq: writes what was taken without being written. */
gboolean rondo_server_community_set_seq (RondoDb *db, int64_t seq, GError **error);

/** rondo_server_writer_next_seq: takes the next number for @writer; −1 with @error. */
int64_t rondo_server_writer_next_seq (const RondoServerWriter *writer, GError **error);

/** rondo_server_community_next_seq: takes the next number, in a write transaction; −1 with
 * @error. */
int64_t rondo_server_community_next_seq (RondoDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerCommunity, rondo_server_community_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoServerState, rondo_server_state_clear)

G_END_DECLS
