/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letters of the hours page: to organisations, and to clients who have not consented yet. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"

G_BEGIN_DECLS

/** rondo_hours_letters_show_organisations: the letters for all organisations, above the window of
 * @from; says so if there is none. */
void rondo_hours_letters_show_organisations (GtkWidget *from, RondoContext *context);

/** rondo_hours_letters_ask_consent: requests to those of @clients (element-type RondoClientPerson)
 * who have not consented, above the window of @from. */
void rondo_hours_letters_ask_consent (GtkWidget *from, RondoContext *context, GPtrArray *clients);

G_END_DECLS
