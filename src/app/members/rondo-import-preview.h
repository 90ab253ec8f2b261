/* SPDX-License-Identifier: GPL-3.0-or-later
 * What importing a file of members would do, line by line. */
#pragma once

#include <adwaita.h>

#include "rondo-member-import.h"

G_BEGIN_DECLS

#define RONDO_TYPE_IMPORT_PREVIEW (rondo_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (RondoImportPreview, rondo_import_preview, RONDO, IMPORT_PREVIEW, AdwBin)

/* Its button calls the action import.run. */

/** rondo_import_preview_show: shows @import; borrowed for the time of the call. */
void rondo_import_preview_show (RondoImportPreview *preview, const RondoMemberImport *import);

/** rondo_import_preview_show_error: says beside the button why nothing was imported; NULL: hides.
 */
void rondo_import_preview_show_error (RondoImportPreview *preview, const char *message);

G_END_DECLS
