/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text, or one of several, to look over, change, copy and save: letters and requests. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_TEXT_DIALOG (rondo_text_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoTextDialog, rondo_text_dialog, RONDO, TEXT_DIALOG, RondoDialog)

/** rondo_text_dialog_new: @names says for whom each of @texts is (both element-type utf8, taken
 * over, of the same length and not empty). */
GtkWindow *rondo_text_dialog_new (RondoContext *context,
                                  const char *title,
                                  GPtrArray *names,
                                  GPtrArray *texts);

G_END_DECLS
