/* SPDX-License-Identifier: GPL-3.0-or-later
 * One way to reach somebody: a link that opens the program for it, and a button that copies it.
 * Hidden while there is nothing to show. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RONDO_TYPE_CONTACT_ROW (rondo_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoContactRow, rondo_contact_row, RONDO, CONTACT_ROW, GtkWidget)

/*
 * Properties, all strings:
 * icon-name, text (an e-mail address or a number), uri (what the link opens),
 * copy-label ("Copy E-Mail Address"), copied ("E-mail address copied")
 */

G_END_DECLS
