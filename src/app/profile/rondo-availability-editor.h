/* SPDX-License-Identifier: GPL-3.0-or-later
 * A group of rows to say when somebody has time: painted, or written. */
#pragma once

#include <adwaita.h>

#include "rondo-availability.h"

G_BEGIN_DECLS

#define RONDO_TYPE_AVAILABILITY_EDITOR (rondo_availability_editor_get_type ())
G_DECLARE_FINAL_TYPE (RondoAvailabilityEditor,
                      rondo_availability_editor,
                      RONDO,
                      AVAILABILITY_EDITOR,
                      AdwPreferencesGroup)

/* RondoAvailabilityEditor::changed: the user painted or wrote something. */

/** rondo_availability_editor_read: what is entered; else %RONDO_ERROR_INVALID with a sentence. */
gboolean rondo_availability_editor_read (RondoAvailabilityEditor *editor,
                                         RondoAvailability *availability,
                                         GError **error);
void rondo_availability_editor_set (RondoAvailabilityEditor *editor,
                                    const RondoAvailability *availability);

/** rondo_availability_editor_get_row: the row with the text, to be focused when it is wrong. */
GtkEditable *rondo_availability_editor_get_row (RondoAvailabilityEditor *editor);

G_END_DECLS
