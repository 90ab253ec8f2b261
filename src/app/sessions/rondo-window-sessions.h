/* SPDX-License-Identifier: GPL-3.0-or-later
 * The actions of the window that are about sessions. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_window_sessions_install: win.show-session, win.plan-session, win.confirm-session,
 * win.export-calendar and win.start-session, each with the id of a session; win.start-timer with
 * that of a pairing; win.end-session and win.forget-timer. */
void rondo_window_sessions_install (GtkWidgetClass *widget_class);

G_END_DECLS
