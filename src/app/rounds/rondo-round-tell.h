/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves the page of a round: the announcement, certificates, the report. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_round_tell_install: the actions "tell.…" of #RondoRoundPage. */
void rondo_round_tell_install (GtkWidgetClass *widget_class);

G_END_DECLS
