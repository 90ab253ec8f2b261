/* SPDX-License-Identifier: GPL-3.0-or-later
 * A walk over the text of JSON that the scan has found sound. Private to this room. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* A walk through valid JSON. The first thing wrong is kept in @error; then every read is void. */
typedef struct {
  const char *at;
  GError **error;
  gboolean is_ok;
} RondoWireWalk;

/** rondo_wire_walk_refuse: keeps the sentence as the error, unless there is one. */
void rondo_wire_walk_refuse (RondoWireWalk *walk, const char *format, ...) G_GNUC_PRINTF (2, 3);

void rondo_wire_walk_skip_space (RondoWireWalk *walk);
void rondo_wire_walk_skip_value (RondoWireWalk *walk);

/** rondo_wire_walk_begin: enters the list (“[”) or object (“{”) that must stand here. @where names
 * it in the sentence if it does not. */
gboolean rondo_wire_walk_begin (RondoWireWalk *walk, char bracket, const char *where);

/** rondo_wire_walk_step: to the next entry of a list or object that was entered; FALSE at its end
 * or after a refusal. */
gboolean rondo_wire_walk_step (RondoWireWalk *walk, gboolean *is_first);

/** rondo_wire_walk_read_name: the name of a member of an object, and past its colon. */
gboolean rondo_wire_walk_read_name (RondoWireWalk *walk, GString *name);

/** rondo_wire_walk_read_string: FALSE if there is no string here. */
gboolean rondo_wire_walk_read_string (RondoWireWalk *walk, const char *where, GString *text);

int64_t
rondo_wire_walk_read_integer (RondoWireWalk *walk, const char *where, int64_t least, int64_t most);
gboolean rondo_wire_walk_read_bool (RondoWireWalk *walk, const char *where);

G_END_DECLS
