/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing JSON text from left to right, without a tree: for messages with many rows. Private to
 * this room. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _RondoWireText RondoWireText;

RondoWireText *rondo_wire_text_new (void);

/* The name of a member; NULL in a list and for the outermost value. Commas are put as needed. */

/** rondo_wire_text_open: begins an object ('{') or a list ('['). */
void rondo_wire_text_open (RondoWireText *text, const char *name, char bracket);
void rondo_wire_text_close (RondoWireText *text, char bracket);

/** rondo_wire_text_put: a text; NULL is null. */
void rondo_wire_text_put (RondoWireText *text, const char *name, const char *value);
void rondo_wire_text_put_int (RondoWireText *text, const char *name, int64_t value);
void rondo_wire_text_put_bool (RondoWireText *text, const char *name, gboolean value);

/** rondo_wire_text_put_body: JSON text of one object that was checked before, byte for byte. */
void rondo_wire_text_put_body (RondoWireText *text, const char *name, const char *body);

/** rondo_wire_text_end: all of it; frees @text. (transfer full) */
char *rondo_wire_text_end (RondoWireText *text);

G_END_DECLS
