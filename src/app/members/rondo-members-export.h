/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the members to a file that the user chooses. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_members_export_start: asks where to, writes @overviews (of RondoMemberOverview) as CSV,
 * and says in a toast on @from how it went. */
void rondo_members_export_start (GtkWidget *from, GPtrArray *overviews, gboolean hides_avoids);

G_END_DECLS
