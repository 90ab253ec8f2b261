/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be done with a round while it lives: the actions of its page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_round_life_install: the actions "life.…" for the class of the round's page: next, reopen,
 * pause, finish, cancel, copy, edit, replace-any; of a member: replace; of a pairing: remind,
 * excuse, resume, pause-pairing, finish-pairing, replace-pairing. */
void rondo_round_life_install (GtkWidgetClass *widget_class);

G_END_DECLS
