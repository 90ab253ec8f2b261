/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a foreign table mean, to be changed. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_MAPPING_VIEW (rondo_mapping_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoMappingView, rondo_mapping_view, RONDO, MAPPING_VIEW, AdwBin)

/* RondoMappingView::changed: something was chosen. */

/** rondo_mapping_view_set_meanings: what a column may mean; @names[0] is that it is left out. */
void rondo_mapping_view_set_meanings (RondoMappingView *view, const char *const *names);

/** rondo_mapping_view_add_group: what else is to be said about the file, below the columns. */
void rondo_mapping_view_add_group (RondoMappingView *view, AdwPreferencesGroup *group);

/** rondo_mapping_view_show: the columns of a file that was not shown before: @meanings
 * (element-type guint) of those called @titles, with what the first line has in them. */
void rondo_mapping_view_show (RondoMappingView *view,
                              GStrv titles,
                              GStrv samples,
                              const GArray *meanings);

/** rondo_mapping_view_show_problem: why these columns cannot be read; NULL: they can. */
void rondo_mapping_view_show_problem (RondoMappingView *view, const char *problem);

/** rondo_mapping_view_dup_meanings: what is chosen. (transfer full) (element-type guint) */
GArray *rondo_mapping_view_dup_meanings (RondoMappingView *view);

G_END_DECLS
