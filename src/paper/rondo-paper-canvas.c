/* SPDX-License-Identifier: GPL-3.0-or-later
 * A PDF file that is being drawn. */
#include "config.h"

#include "rondo-paper-canvas-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "rondo-error.h"

static const double sizes[][2] = {
    [RONDO_PAGE_A4] = {595.28, 841.89},
    [RONDO_PAGE_LETTER] = {612.0, 792.0},
};

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

RondoPaperCanvas *
rondo_paper_canvas_new (RondoPageSize size, gboolean is_across, const char *title)
{
  RondoPaperCanvas *canvas = g_new0 (RondoPaperCanvas, 1);

  canvas->width = sizes[size][is_across ? 1 : 0];
  canvas->height = sizes[size][is_across ? 0 : 1];
  canvas->out = g_byte_array_new ();
  canvas->surface =
      cairo_pdf_surface_create_for_stream (write_cb, canvas->out, canvas->width, canvas->height);
  cairo_pdf_surface_set_metadata (canvas->surface, CAIRO_PDF_METADATA_TITLE, title);
  canvas->cairo = cairo_create (canvas->surface);
  canvas->fonts = pango_cairo_font_map_new ();
  canvas->context = pango_font_map_create_context (canvas->fonts);
  pango_cairo_update_context (canvas->cairo, canvas->context);
  return canvas;
}

void
rondo_paper_canvas_free (RondoPaperCanvas *canvas)
{
  if (canvas == NULL)
    return;
  g_clear_object (&canvas->context);
  g_clear_object (&canvas->fonts);
  cairo_destroy (canvas->cairo);
  cairo_surface_destroy (canvas->surface);
  g_byte_array_unref (canvas->out);
  g_free (canvas);
}

PangoLayout *
rondo_paper_canvas_layout (const RondoPaperCanvas *canvas,
                           const char *text,
                           const char *font,
                           double width)
{
  PangoLayout *layout = pango_layout_new (canvas->context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (description);
  return layout;
}

double
rondo_paper_layout_height (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

GBytes *
rondo_paper_canvas_finish (RondoPaperCanvas *canvas, GError **error)
{
  cairo_status_t status;

  cairo_surface_finish (canvas->surface);
  status = cairo_surface_status (canvas->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_bytes_new (canvas->out->data, canvas->out->len);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_STORAGE,
               _ ("The pages could not be written: %s"),
               cairo_status_to_string (status));
  return NULL;
}
