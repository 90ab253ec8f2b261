/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far each scope of the account has been read. */
#pragma once

#include "rondo-db.h"

#include <stdint.h>

G_BEGIN_DECLS

/* What is known of a scope besides how far it was read. */
typedef struct {
  int64_t count; /* records it shows */
  uint64_t hash; /* the exclusive or of their digest items */
  gboolean is_marking;
  int64_t removed;     /* records that the running pull has taken away so far */
  int64_t repaired_us; /* when it was last read again because its digest differed */
} RondoScopeState;

/** rondo_cursors_table_list: (transfer full) (element-type RondoCursor): a seq below 0 is that of a
 * scope that was read once, and has to be read again from the start */
GPtrArray *rondo_cursors_table_list (RondoDb *db, GError **error);
gboolean rondo_cursors_table_write (RondoDb *db, const char *scope, int64_t seq, GError **error);
gboolean rondo_cursors_table_delete (RondoDb *db, const char *scope, GError **error);

/** rondo_cursors_table_read_state: all 0 if there is no such scope yet. */
gboolean rondo_cursors_table_read_state (RondoDb *db,
                                         const char *scope,
                                         RondoScopeState *state,
                                         GError **error);
gboolean rondo_cursors_table_write_state (RondoDb *db,
                                          const char *scope,
                                          const RondoScopeState *state,
                                          GError **error);

/** rondo_cursors_table_rewind_scope: has @scope read again from 0, to see what it still shows. */
gboolean rondo_cursors_table_rewind_scope (RondoDb *db, const char *scope, GError **error);

/** rondo_cursors_table_rewind: keeps the scopes, but has all of them read again. */
gboolean rondo_cursors_table_rewind (RondoDb *db, GError **error);

G_END_DECLS
