/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strip across a page that says one thing and can be dismissed. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_BANNER (rondo_banner_get_type ())
G_DECLARE_FINAL_TYPE (RondoBanner, rondo_banner, RONDO, BANNER, AdwBin)

/*
 * Properties: "title" plain text; "revealed"; "button-label" of a button beside the text, NULL for
 * none; "action-name" what that button does, NULL: it hides the banner.
 */

GtkWidget *rondo_banner_new (const char *title);

G_END_DECLS
