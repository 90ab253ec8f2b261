/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window: sidebar, pages, and who gets to see which page when. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WINDOW (rondo_window_get_type ())
G_DECLARE_FINAL_TYPE (RondoWindow, rondo_window, RONDO, WINDOW, AdwApplicationWindow)

/*
 * Actions: win.show-page ('home', 'hours', 'members', 'rounds', 'changes'), win.show-round (id),
 * win.log-session (pairing id or ''), win.connect, win.import-members, win.sync-now, win.sign-out.
 * RondoWindow::retry: the user wants the start tried again after it failed.
 */

RondoWindow *rondo_window_new (GtkApplication *application);

/** rondo_window_set_context: the context is open; the pages may load. */
void rondo_window_set_context (RondoWindow *window, RondoContext *context);

/** rondo_window_get_context: (transfer none) (nullable): NULL until it is open. */
RondoContext *rondo_window_get_context (RondoWindow *window);

/** rondo_window_show_start_error: the database @path could not be opened. */
void rondo_window_show_start_error (RondoWindow *window, const GError *error, const char *path);

/** rondo_window_show_kept_aside: a damaged database lies at @path now. */
void rondo_window_show_kept_aside (RondoWindow *window, const char *path);

G_END_DECLS
