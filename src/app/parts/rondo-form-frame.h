/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every dialog with a form has: title, Cancel, the button that does it, and what is wrong. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_FORM_FRAME (rondo_form_frame_get_type ())
G_DECLARE_FINAL_TYPE (RondoFormFrame, rondo_form_frame, RONDO, FORM_FRAME, AdwBin)

/*
 * Properties: "title"; "save-label"; "form", the widget in the middle; "can-save";
 * "can-cancel", FALSE once there is nothing left to cancel.
 * RondoFormFrame::save: the user pressed the button. Escape closes the window around the frame.
 */

/** rondo_form_frame_set_busy: the form waits for an answer and cannot be changed. */
void rondo_form_frame_set_busy (RondoFormFrame *frame, gboolean is_busy);

/** rondo_form_frame_show_error: says @message above the form; NULL: nothing is wrong. */
void rondo_form_frame_show_error (RondoFormFrame *frame, const char *message);

/** rondo_form_frame_get_error: what is said now, NULL for nothing. */
const char *rondo_form_frame_get_error (RondoFormFrame *frame);

/** rondo_form_frame_mark: whether what is in @row cannot be saved, for eye and screen reader. */
void rondo_form_frame_mark (GtkWidget *row, gboolean is_wrong);

G_END_DECLS
