/* SPDX-License-Identifier: GPL-3.0-or-later
 * When a page has to load again: the store changed and the page is to be seen. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_REFRESH (rondo_refresh_get_type ())
G_DECLARE_FINAL_TYPE (RondoRefresh, rondo_refresh, RONDO, REFRESH, GObject)

typedef void (*RondoRefreshFunc) (gpointer page);

/** rondo_refresh_new: calls @func with @page (borrowed, the owner of this object) once it has a
 * context, after every change of the store, and for a hidden page as soon as it is shown. */
RondoRefresh *rondo_refresh_new (GtkWidget *page, RondoRefreshFunc func);

void rondo_refresh_set_context (RondoRefresh *refresh, RondoContext *context);

/** rondo_refresh_queue: what is shown is old; for a page that now shows another thing. */
void rondo_refresh_queue (RondoRefresh *refresh);

G_END_DECLS
