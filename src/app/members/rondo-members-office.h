/* SPDX-License-Identifier: GPL-3.0-or-later
 * Accounts, roles, holds, mergers and reports, from the list of members. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_members_office_install: the actions of #RondoMembersPage about accounts and reports. */
void rondo_members_office_install (GtkWidgetClass *widget_class);

G_END_DECLS
