/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RONDO_TYPE_PARAGRAPH (rondo_paragraph_get_type ())
G_DECLARE_FINAL_TYPE (RondoParagraph, rondo_paragraph, RONDO, PARAGRAPH, GtkWidget)

/*
 * Text in the rows of long lists, which wraps wherever its place ends. A label that wraps tries out
 * how narrow and how wide it could be, and is laid out five times; this takes the width there is.
 *
 * Properties:
 *   "text"
 *   "lines"   what does not fit into so many is cut off; 0: as many as it takes
 *   "is-centered"   in the height there is. It is always to be given all of that ("valign" fill),
 * as GTK would search for its width otherwise
 */

GtkWidget *rondo_paragraph_new (const char *text);

void rondo_paragraph_set_text (RondoParagraph *paragraph, const char *text);
const char *rondo_paragraph_get_text (RondoParagraph *paragraph);

G_END_DECLS
