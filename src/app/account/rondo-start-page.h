/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is seen before the data is open: loading, or why it could not be opened. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_START_PAGE (rondo_start_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoStartPage, rondo_start_page, RONDO, START_PAGE, AdwBin)

/* RondoStartPage::retry: the user wants it tried again; the page shows that it loads. */

/** rondo_start_page_show_error: the database @path could not be opened. */
void rondo_start_page_show_error (RondoStartPage *page, const GError *error, const char *path);

G_END_DECLS
