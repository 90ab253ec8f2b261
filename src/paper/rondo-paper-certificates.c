/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates, one on a page. */
#include "config.h"

#include "rondo-paper.h"

#include "rondo-paper-canvas-private.h"

#define MARGIN 72.0
#define FRAME 36.0
#define GAP 18.0

/* Writes @text in the middle at @y, and says where the next line goes. */
static double
write_line (const RondoPaperCanvas *canvas, const char *text, const char *font, double y)
{
  g_autoptr (PangoLayout) layout =
      rondo_paper_canvas_layout (canvas, text, font, canvas->width - 2 * MARGIN);

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_move_to (canvas->cairo, MARGIN, y);
  pango_cairo_show_layout (canvas->cairo, layout);
  return y + rondo_paper_layout_height (layout) + GAP;
}

static void
draw_frame (const RondoPaperCanvas *canvas)
{
  cairo_set_line_width (canvas->cairo, 1.5);
  cairo_rectangle (
      canvas->cairo, FRAME, FRAME, canvas->width - 2 * FRAME, canvas->height - 2 * FRAME);
  cairo_stroke (canvas->cairo);
}

static void
draw_certificate (const RondoPaperCanvas *canvas, const RondoCertificate *certificate)
{
  double y = canvas->height / 5;

  draw_frame (canvas);
  y = write_line (canvas, certificate->title, "Sans Bold 24", y) + GAP;
  y = write_line (canvas, certificate->name, "Sans Bold 20", y);
  y = write_line (canvas, certificate->intro, "Sans 14", y) + GAP;
  for (guint i = 0; i < certificate->lines->len; i++)
    y = write_line (canvas, certificate->lines->pdata[i], "Sans 12", y);
  write_line (canvas, certificate->disclaimer, "Sans Italic 9", y + 2 * GAP);
  cairo_show_page (canvas->cairo);
}

GBytes *
rondo_paper_write_certificates (GPtrArray *certificates, RondoPageSize size, GError **error)
{
  g_autoptr (RondoPaperCanvas) canvas = NULL;

  g_return_val_if_fail (certificates != NULL && certificates->len > 0, NULL);

  canvas = rondo_paper_canvas_new (
      size, FALSE, ((const RondoCertificate *)certificates->pdata[0])->title);
  for (guint i = 0; i < certificates->len; i++)
    draw_certificate (canvas, certificates->pdata[i]);
  return rondo_paper_canvas_finish (canvas, error);
}
