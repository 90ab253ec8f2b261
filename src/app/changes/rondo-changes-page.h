/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changes that are not settled: made in two places, refused, or not sent yet. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CHANGES_PAGE (rondo_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoChangesPage, rondo_changes_page, RONDO, CHANGES_PAGE, RondoPage)

GtkWidget *rondo_changes_page_new (void);

G_END_DECLS
