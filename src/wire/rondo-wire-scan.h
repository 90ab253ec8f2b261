/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strict look at JSON from outside, and where in it everything is. Private to this room. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  RONDO_WIRE_NODE_NULL,
  RONDO_WIRE_NODE_FALSE,
  RONDO_WIRE_NODE_TRUE,
  RONDO_WIRE_NODE_INTEGER,
  RONDO_WIRE_NODE_DOUBLE,
  RONDO_WIRE_NODE_TEXT,
  RONDO_WIRE_NODE_LIST,
  RONDO_WIRE_NODE_OBJECT,
} RondoWireNodeType;

/* Where one value is. The children of a container follow it in the array of nodes, each with its
 * own; those of an object are a name (a text) and a value in turn. */
typedef struct {
  guint32 start;  /* of its bytes; of a text: those between the quotes */
  guint32 length; /* in bytes */
  guint32 next;   /* index of the node behind it and everything in it */
  guint32 child;  /* index of its first child; 0: not looked into */
  guint32 count;  /* elements or members */
  guint8 type;    /* RondoWireNodeType */
  guint8 is_escaped;
} RondoWireNode;

/**
 * rondo_wire_scan:
 * @data: (array length=length): untrusted bytes
 *
 * Whether @data is one JSON value (RFC 8259) in UTF-8 of at most @max_bytes with at most @max_depth
 * arrays and objects inside each other: no NUL (not even escaped), no member twice in an object, no
 * integer beyond 64 bits, no number that is not finite, no half surrogate, nothing behind its end.
 * Else %RONDO_ERROR_INVALID.
 */
gboolean
rondo_wire_scan (const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error);

/** rondo_wire_scan_nodes: the same, and appends a #RondoWireNode for the value and for what is in
 * it, down to @nodes_depth containers; what is deeper is checked alone. */
gboolean rondo_wire_scan_nodes (const char *data,
                                gsize length,
                                gsize max_bytes,
                                guint max_depth,
                                guint nodes_depth,
                                GArray *nodes,
                                GError **error);

/** rondo_wire_scan_children: appends the nodes of what is in the container at @index, which was
 * not looked into; @data was scanned before. */
void rondo_wire_scan_children (const char *data, guint32 index, guint nodes_depth, GArray *nodes);

/** rondo_wire_text_decode: the text that @length bytes of a scanned text mean. (transfer full) */
char *rondo_wire_text_decode (const char *start, gsize length);

G_END_DECLS
