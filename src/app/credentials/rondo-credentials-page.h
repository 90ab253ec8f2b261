/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans for credentials: what the log is worth on the day of the application, and what is missing.
 */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CREDENTIALS_PAGE (rondo_credentials_page_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoCredentialsPage, rondo_credentials_page, RONDO, CREDENTIALS_PAGE, RondoPage)

GtkWidget *rondo_credentials_page_new (void);

G_END_DECLS
