/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours log: searched as one types, filtered by client, period and kind. */
#pragma once

#include <adwaita.h>

#include "rondo-desk.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_VIEW (rondo_log_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoLogView, rondo_log_view, RONDO, LOG_VIEW, AdwBin)

/*
 * RondoLogView::activated: (key): a row was pressed.
 * RondoLogView::edit: (order): a RondoLogEditOrder for the entries that are selected.
 * RondoLogView::filter-changed: other entries are wanted.
 */

/** rondo_log_view_make_filter: what is wanted as of @today. (transfer full) */
RondoLogFilter *rondo_log_view_make_filter (RondoLogView *view, RondoDate today);

/** rondo_log_view_take: shows @log, which is taken over. */
void rondo_log_view_take (RondoLogView *view, RondoLogOverview *log, gboolean is_connected);

/** rondo_log_view_is_filtered: whether only some of the entries are wanted. */
gboolean rondo_log_view_is_filtered (RondoLogView *view);

G_END_DECLS
