/* SPDX-License-Identifier: GPL-3.0-or-later
 * A long list of lines that can be searched, with room for buttons beside the search. */
#pragma once

#include <adwaita.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LINE_VIEW (rondo_line_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoLineView, rondo_line_view, RONDO, LINE_VIEW, AdwBin)

/*
 * Properties, set in the .ui file: "row" the resource path of a list item template; "end" a widget
 * beside the search; "placeholder" of the search; "list-label" what the list is called;
 * "is-activatable" rows do something when pressed.
 * RondoLineView::activated: (key): a row was pressed.
 */

/** rondo_line_view_update: shows @lines (element-type RondoLineItem); keeps the place. */
void rondo_line_view_update (RondoLineView *view, GPtrArray *lines);

/** rondo_line_view_fill: the same a little at a time, for a window that must not stand still. */
void rondo_line_view_fill (RondoLineView *view, GPtrArray *lines);

/** rondo_line_view_get_is_filled: whether all lines are there. */
gboolean rondo_line_view_get_is_filled (RondoLineView *view);

/** rondo_line_view_set_kind: shows only lines of this kind, or all for -1. */
void rondo_line_view_set_kind (RondoLineView *view, int kind);

/** rondo_line_view_get_lines: all lines, whatever is searched for. (transfer none) */
GListModel *rondo_line_view_get_lines (RondoLineView *view);

/** rondo_line_view_get_shown: the lines that the search leaves. (transfer none) */
GListModel *rondo_line_view_get_shown (RondoLineView *view);

G_END_DECLS
