/* SPDX-License-Identifier: GPL-3.0-or-later
 * The four states of a page: loading, empty, content, error with a way to try again. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_STATE_VIEW (rondo_state_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoStateView, rondo_state_view, RONDO, STATE_VIEW, AdwBin)

/*
 * Properties, set in the .ui file: "content" and "empty", a widget each. "state" is read-only:
 * "loading", "empty", "content" or "error".
 * RondoStateView::retry: the user wants to try again.
 */

GtkWidget *rondo_state_view_new (void);

const char *rondo_state_view_get_state (RondoStateView *view);

void rondo_state_view_show_loading (RondoStateView *view);
void rondo_state_view_show_empty (RondoStateView *view);
void rondo_state_view_show_content (RondoStateView *view);
/** rondo_state_view_show_items: the content if there is any, or what to do to get some. */
void rondo_state_view_show_items (RondoStateView *view, guint n_items);
void rondo_state_view_show_error (RondoStateView *view, const GError *error);

G_END_DECLS
