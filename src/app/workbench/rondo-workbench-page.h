/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbench of a coordinator: members, the plan, and a closer look, in step. */
#pragma once

#include "rondo-page.h"
#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WORKBENCH_PAGE (rondo_workbench_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoWorkbenchPage, rondo_workbench_page, RONDO, WORKBENCH_PAGE, RondoPage)

/* Properties "context": RondoContext; "round-id": the round that is matched, NULL for none.
 * RondoWorkbenchPage::published: the draft is true now. */

GtkWidget *rondo_workbench_page_new (void);

/** rondo_workbench_page_get_workbench: what the page shows. (transfer none) (nullable) */
RondoWorkbench *rondo_workbench_page_get_workbench (RondoWorkbenchPage *page);

G_END_DECLS
