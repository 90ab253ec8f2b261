/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is done with all members that search and filter leave. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_members_shown_install: the actions of #RondoMembersPage about those who are shown. */
void rondo_members_shown_install (GtkWidgetClass *widget_class);

G_END_DECLS
