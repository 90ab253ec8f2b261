/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report of a round on pages. It is gone through twice: first to count the pages, then to draw
 * them, since every page says how many there are. */
#include "config.h"

#include "rondo-paper.h"

#include <glib/gi18n-lib.h>

#include "rondo-paper-canvas-private.h"

#define MARGIN 48.0
#define FOOTER 24.0
#define GAP 10.0
#define PADDING 3.0
#define BAR_HEIGHT 12.0
#define BAR_GAP 4.0
#define LABEL_SHARE 0.35 /* of the width */
#define VALUE_SHARE 0.12
#define TEXT_FONT "Sans 9"
#define BOLD_FONT "Sans Bold 9"
#define HEAD_FONT "Sans Bold 11"
#define TITLE_FONT "Sans Bold 18"

typedef struct {
  RondoPaperCanvas *canvas;
  double y;
  guint page;
  guint n_pages; /* 0 while they are counted */
} Print;

static double
get_width (const Print *print)
{
  return print->canvas->width - 2 * MARGIN;
}

static gboolean
is_drawn (const Print *print)
{
  return print->n_pages > 0;
}

static void
end_page (Print *print)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (!is_drawn (print))
    return;
  /* Translators: the number of a page, and how many there are */
  text = g_strdup_printf (_ ("Page %u of %u"), print->page, print->n_pages);
  layout = rondo_paper_canvas_layout (print->canvas, text, TEXT_FONT, get_width (print));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_move_to (print->canvas->cairo, MARGIN, print->canvas->height - MARGIN);
  pango_cairo_show_layout (print->canvas->cairo, layout);
  cairo_show_page (print->canvas->cairo);
}

static void
begin_page (Print *print)
{
  print->page++;
  print->y = MARGIN;
}

/* Room for @height on one page; what is higher than a page begins on one of its own. */
static void
make_room (Print *print, double height)
{
  if (print->y + height <= print->canvas->height - MARGIN - FOOTER || print->y <= MARGIN)
    return;
  end_page (print);
  begin_page (print);
}

static void
show_at (const Print *print, PangoLayout *layout, double x)
{
  if (!is_drawn (print))
    return;
  cairo_move_to (print->canvas->cairo, x, print->y);
  pango_cairo_show_layout (print->canvas->cairo, layout);
}

/* Line by line, so that a text may be longer than a page. */
static void
add_text (Print *print, const char *text, const char *font, double gap)
{
  g_autoptr (PangoLayout) layout =
      rondo_paper_canvas_layout (print->canvas, text, font, get_width (print));
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
    g_ptr_array_add (lines, line->data);
  for (guint i = 0; i < lines->len; i++) {
    PangoRectangle extents = {0};

    pango_layout_line_get_extents (lines->pdata[i], NULL, &extents);
    make_room (print, (double)extents.height / PANGO_SCALE);
    if (is_drawn (print)) {
      double x = MARGIN;

      if (pango_layout_line_get_resolved_direction (lines->pdata[i]) == PANGO_DIRECTION_RTL)
        x += get_width (print) - (double)extents.width / PANGO_SCALE;
      cairo_move_to (
          print->canvas->cairo, x, print->y + (double)PANGO_ASCENT (extents) / PANGO_SCALE);
      pango_cairo_show_layout_line (print->canvas->cairo, lines->pdata[i]);
    }
    print->y += (double)extents.height / PANGO_SCALE;
  }
  print->y += gap;
}

static void
draw_bar (const Print *print, double x, double width, double fraction)
{
  cairo_t *cairo = print->canvas->cairo;

  if (!is_drawn (print))
    return;
  cairo_save (cairo);
  cairo_set_source_rgb (cairo, 0.9, 0.9, 0.9);
  cairo_rectangle (cairo, x, print->y, width, BAR_HEIGHT);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0.11, 0.36, 0.62);
  cairo_rectangle (cairo, x, print->y, width * fraction, BAR_HEIGHT);
  cairo_fill (cairo);
  cairo_restore (cairo);
}

static void
add_bar (Print *print, const RondoReportBar *bar, int64_t most)
{
  double width = get_width (print);
  double start = MARGIN + width * LABEL_SHARE;
  double length = width * (1 - LABEL_SHARE - VALUE_SHARE);
  g_autoptr (PangoLayout) label =
      rondo_paper_canvas_layout (print->canvas, bar->label, TEXT_FONT, width * LABEL_SHARE - GAP);
  g_autoptr (PangoLayout) value =
      rondo_paper_canvas_layout (print->canvas, bar->text, BOLD_FONT, width * VALUE_SHARE - GAP);

  show_at (print, label, MARGIN);
  draw_bar (print, start, length, most > 0 ? (double)bar->value / (double)most : 0);
  show_at (print, value, start + length + GAP);
  print->y += MAX (rondo_paper_layout_height (label), BAR_HEIGHT) + BAR_GAP;
}

static void
add_chart (Print *print, const RondoReportChart *chart)
{
  int64_t most = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    most = MAX (most, ((const RondoReportBar *)chart->bars->pdata[i])->value);
  make_room (print, (chart->bars->len + 3) * (BAR_HEIGHT + BAR_GAP));
  add_text (print, chart->title, HEAD_FONT, BAR_GAP);
  for (guint i = 0; i < chart->bars->len; i++)
    add_bar (print, chart->bars->pdata[i], most);
  if (chart->note != NULL)
    add_text (print, chart->note, TEXT_FONT, 0);
  print->y += GAP;
}

static double
get_column_width (const Print *print, const RondoTable *table, guint column)
{
  int all = 0;

  for (guint i = 0; i < table->n_columns; i++)
    all += table->columns[i].width;
  return get_width (print) * table->columns[column].width / all;
}

static void
draw_rule (const Print *print)
{
  if (!is_drawn (print))
    return;
  cairo_set_line_width (print->canvas->cairo, 0.25);
  cairo_move_to (print->canvas->cairo, MARGIN, print->y);
  cairo_line_to (print->canvas->cairo, MARGIN + get_width (print), print->y);
  cairo_stroke (print->canvas->cairo);
}

static void
add_row (Print *print, const RondoTable *table, const char *const *cells, const char *font)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0;
  double x = MARGIN;

  for (guint i = 0; i < table->n_columns; i++) {
    PangoLayout *layout = rondo_paper_canvas_layout (
        print->canvas, cells[i], font, get_column_width (print, table, i) - PADDING);

    if (table->columns[i].type != RONDO_CELL_TEXT)
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    height = MAX (height, rondo_paper_layout_height (layout));
    g_ptr_array_add (layouts, layout);
  }
  make_room (print, height + PADDING);
  for (guint i = 0; i < layouts->len; i++) {
    show_at (print, layouts->pdata[i], x);
    x += get_column_width (print, table, i);
  }
  print->y += height + PADDING;
  draw_rule (print);
}

/* Each page says again what the columns are. */
static void
add_person (Print *print,
            const RondoTable *table,
            const char *const *titles,
            const char *const *cells,
            const char *font)
{
  guint page = print->page;

  make_room (print, 4 * BAR_HEIGHT);
  if (print->page != page)
    add_row (print, table, titles, BOLD_FONT);
  add_row (print, table, cells, font);
}

static void
add_people (Print *print, const RondoTable *table)
{
  const char *titles[RONDO_TABLE_COLUMNS_MAX] = {NULL};

  for (guint i = 0; i < table->n_columns; i++)
    titles[i] = _ (table->columns[i].title);
  make_room (print, 6 * BAR_HEIGHT);
  add_text (print, table->title, HEAD_FONT, BAR_GAP);
  add_row (print, table, titles, BOLD_FONT);
  for (guint i = 0; i < table->rows->len; i++)
    add_person (print, table, titles, table->rows->pdata[i], TEXT_FONT);
  add_person (print, table, titles, (const char *const *)table->total, BOLD_FONT);
  print->y += GAP;
}

static void
print_report (Print *print, const RondoRoundReport *report)
{
  print->page = 0;
  begin_page (print);
  add_text (print, report->title, TITLE_FONT, GAP);
  for (guint i = 0; i < report->facts->len; i++)
    add_text (print, report->facts->pdata[i], TEXT_FONT, 0);
  print->y += GAP;
  for (guint i = 0; i < report->charts->len; i++)
    add_chart (print, report->charts->pdata[i]);
  for (guint i = 0; i < report->lists->len; i++)
    add_text (print, report->lists->pdata[i], TEXT_FONT, GAP);
  add_people (print, report->people);
  add_text (print, report->disclaimer, TEXT_FONT, 0);
  end_page (print);
}

GBytes *
rondo_paper_write_report (const RondoRoundReport *report, RondoPageSize size, GError **error)
{
  g_autoptr (RondoPaperCanvas) canvas = NULL;
  Print print = {0};

  g_return_val_if_fail (report != NULL, NULL);

  canvas = rondo_paper_canvas_new (size, FALSE, report->title);
  print.canvas = canvas;
  print_report (&print, report);
  print.n_pages = print.page;
  print_report (&print, report);
  return rondo_paper_canvas_finish (canvas, error);
}
