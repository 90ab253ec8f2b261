/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions of the user: what waits, what is ahead, what was; as a list and by weeks. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SESSIONS_PAGE (rondo_sessions_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoSessionsPage, rondo_sessions_page, RONDO, SESSIONS_PAGE, RondoPage)

GtkWidget *rondo_sessions_page_new (void);

G_END_DECLS
