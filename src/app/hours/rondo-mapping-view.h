/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a foreign table mean, to be changed. */
#pragma once

#include <adwaita.h>

#include "rondo-log-import.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MAPPING_VIEW (rondo_mapping_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoMappingView, rondo_mapping_view, RONDO, MAPPING_VIEW, AdwBin)

/* RondoMappingView::changed: something was chosen. */

/** rondo_mapping_view_show: the columns of @import, of a file that was not shown before. */
void rondo_mapping_view_show (RondoMappingView *view, const RondoLogImport *import);

/** rondo_mapping_view_dup_mapping: what is chosen. (transfer full) */
RondoLogMapping *rondo_mapping_view_dup_mapping (RondoMappingView *view);

G_END_DECLS
