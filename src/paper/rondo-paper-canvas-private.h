/* SPDX-License-Identifier: GPL-3.0-or-later
 * A PDF file that is being drawn. Private to this room. */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "rondo-paper.h"

G_BEGIN_DECLS

typedef struct {
  cairo_surface_t *surface;
  cairo_t *cairo;
  PangoFontMap *fonts;
  PangoContext *context;
  GByteArray *out;
  double width; /* of a page, in points, 72 to the inch */
  double height;
} RondoPaperCanvas;

/** rondo_paper_canvas_new: @is_across: the long side of the page lies at the bottom. */
RondoPaperCanvas *
rondo_paper_canvas_new (RondoPageSize size, gboolean is_across, const char *title);
void rondo_paper_canvas_free (RondoPaperCanvas *canvas);

/** rondo_paper_canvas_layout: @text (of any script: each finds its own direction, and breaks where
 * it must) within @width. (transfer full) */
PangoLayout *rondo_paper_canvas_layout (const RondoPaperCanvas *canvas,
                                        const char *text,
                                        const char *font,
                                        double width);

/** rondo_paper_layout_height: in points. */
double rondo_paper_layout_height (PangoLayout *layout);

/** rondo_paper_canvas_finish: the file. (transfer full) */
GBytes *rondo_paper_canvas_finish (RondoPaperCanvas *canvas, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPaperCanvas, rondo_paper_canvas_free)

G_END_DECLS
