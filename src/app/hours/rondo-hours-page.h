/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours a coach has logged, the clients they were with, and the export. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_HOURS_PAGE (rondo_hours_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoHoursPage, rondo_hours_page, RONDO, HOURS_PAGE, RondoPage)

/* Property "context". */

GtkWidget *rondo_hours_page_new (void);

G_END_DECLS
