/* SPDX-License-Identifier: GPL-3.0-or-later
 * One's own profile: who sees what of it, what one has agreed to, pause and leave. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PROFILE_PAGE (rondo_profile_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoProfilePage, rondo_profile_page, RONDO, PROFILE_PAGE, RondoPage)

GtkWidget *rondo_profile_page_new (void);

G_END_DECLS
