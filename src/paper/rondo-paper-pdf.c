/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables on pages to print. First it is found out what goes where, then it is drawn, since every
 * page says how many there are. */
#include "config.h"

#include "rondo-paper.h"

#include "rondo-paper-canvas-private.h"

/* Points, 72 to the inch. */
#define MARGIN 36.0
#define FOOTER 18.0
#define PADDING 3.0
#define TEXT_FONT "Sans 8"
#define HEAD_FONT "Sans Bold 8"
#define TITLE_FONT "Sans Bold 13"

/* A part of a row, or all of it, on one page; a row that is higher than a page has several. */
typedef struct {
  guint page;
  gboolean is_head; /* the names of the columns */
  const char *text; /* a title or note across all columns; NULL: a row */
  const char *font;
  const char *const *cells; /* borrowed; n_columns of them */
  const RondoTable *table;
  double y;
  double height;
  double offset; /* of the part within the row */
} Piece;

typedef struct {
  RondoPaperCanvas *canvas; /* borrowed, as what follows */
  cairo_t *cairo;
  double width; /* of the page */
  double height;
  GArray *pieces;   /* of Piece */
  GPtrArray *heads; /* of const char **: the titles of each table, as cells */
  guint page;
  double y; /* where the next piece goes */
} Print;

static double
get_body_end (const Print *print)
{
  return print->height - MARGIN - FOOTER;
}

static double
get_column_width (const Print *print, const RondoTable *table, guint column)
{
  int all = 0;

  for (guint i = 0; i < table->n_columns; i++)
    all += table->columns[i].width;
  return (print->width - 2 * MARGIN) * table->columns[column].width / all;
}

static PangoLayout *
new_cell_layout (const Print *print, const Piece *piece, guint column)
{
  double width = get_column_width (print, piece->table, column) - 2 * PADDING;
  PangoLayout *layout =
      rondo_paper_canvas_layout (print->canvas, piece->cells[column], piece->font, width);
  RondoCellType type = piece->table->columns[column].type;

  if (type == RONDO_CELL_COUNT || type == RONDO_CELL_HOURS)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

static double
measure (const Print *print, const Piece *piece)
{
  double height = 0;

  if (piece->text != NULL) {
    g_autoptr (PangoLayout) layout = rondo_paper_canvas_layout (
        print->canvas, piece->text, piece->font, print->width - 2 * MARGIN);

    return rondo_paper_layout_height (layout) + 4 * PADDING;
  }
  for (guint i = 0; i < piece->table->n_columns; i++) {
    g_autoptr (PangoLayout) layout = new_cell_layout (print, piece, i);

    height = MAX (height, rondo_paper_layout_height (layout));
  }
  return height + 2 * PADDING;
}

static void
place (Print *print, Piece piece, double height, double offset)
{
  piece.page = print->page;
  piece.y = print->y;
  piece.height = height;
  piece.offset = offset;
  g_array_append_val (print->pieces, piece);
  print->y += height;
}

static Piece
make_head (const Print *print, const RondoTable *table)
{
  return (Piece){.is_head = TRUE,
                 .font = HEAD_FONT,
                 .table = table,
                 .cells = print->heads->pdata[print->heads->len - 1]};
}

static void
begin_page (Print *print, const RondoTable *table)
{
  Piece head = make_head (print, table);

  print->page++;
  print->y = MARGIN;
  place (print, head, measure (print, &head), 0);
}

/* A row stays on one page if it fits on any. */
static void
add_row (Print *print, Piece row)
{
  double height = measure (print, &row);
  double offset = 0;

  if (print->y + height > get_body_end (print))
    begin_page (print, row.table);
  while (height > 0) {
    double part = MIN (height, get_body_end (print) - print->y);

    place (print, row, part, offset);
    height -= part;
    offset += part;
    if (height > 0)
      begin_page (print, row.table);
  }
}

static void
add_text (Print *print, const RondoTable *table, const char *text, const char *font)
{
  Piece piece = {.text = text, .font = font, .table = table};
  double height = measure (print, &piece);

  if (print->y + height > get_body_end (print)) {
    print->page++;
    print->y = MARGIN;
  }
  place (print, piece, height, 0);
}

static void
add_table (Print *print, const RondoTable *table)
{
  const char **titles = g_new0 (const char *, table->n_columns + 1);
  Piece head;

  for (guint i = 0; i < table->n_columns; i++)
    titles[i] = table->columns[i].title;
  g_ptr_array_add (print->heads, titles);
  print->page++;
  print->y = MARGIN;
  add_text (print, table, table->title, TITLE_FONT);
  head = make_head (print, table);
  place (print, head, measure (print, &head), 0);
  for (guint i = 0; i < table->rows->len; i++)
    add_row (print, (Piece){.font = TEXT_FONT, .table = table, .cells = table->rows->pdata[i]});
  if (table->total != NULL)
    add_row (
        print,
        (Piece){.font = HEAD_FONT, .table = table, .cells = (const char *const *)table->total});
  for (guint i = 0; i < table->notes->len; i++)
    add_text (print, table, table->notes->pdata[i], TEXT_FONT);
}

static void
draw_line (Print *print, double y, double line_width)
{
  cairo_set_line_width (print->cairo, line_width);
  cairo_move_to (print->cairo, MARGIN, y);
  cairo_line_to (print->cairo, print->width - MARGIN, y);
  cairo_stroke (print->cairo);
}

static void
draw_cells (Print *print, const Piece *piece)
{
  double x = MARGIN;

  cairo_save (print->cairo);
  cairo_rectangle (print->cairo, MARGIN, piece->y, print->width - 2 * MARGIN, piece->height);
  cairo_clip (print->cairo);
  for (guint i = 0; i < piece->table->n_columns; i++) {
    g_autoptr (PangoLayout) layout = new_cell_layout (print, piece, i);

    cairo_move_to (print->cairo, x + PADDING, piece->y + PADDING - piece->offset);
    pango_cairo_show_layout (print->cairo, layout);
    x += get_column_width (print, piece->table, i);
  }
  cairo_restore (print->cairo);
  draw_line (print, piece->y + piece->height, piece->is_head ? 1.0 : 0.25);
}

static void
draw_piece (Print *print, const Piece *piece)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (piece->text == NULL) {
    draw_cells (print, piece);
    return;
  }
  layout = rondo_paper_canvas_layout (
      print->canvas, piece->text, piece->font, print->width - 2 * MARGIN);
  cairo_move_to (print->cairo, MARGIN, piece->y + 2 * PADDING);
  pango_cairo_show_layout (print->cairo, layout);
}

static void
draw_footer (Print *print, guint page, guint n_pages)
{
  g_autofree char *text = g_strdup_printf ("Page %u of %u", page, n_pages);
  g_autoptr (PangoLayout) layout =
      rondo_paper_canvas_layout (print->canvas, text, TEXT_FONT, print->width - 2 * MARGIN);

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_move_to (print->cairo, MARGIN, get_body_end (print) + FOOTER / 2);
  pango_cairo_show_layout (print->cairo, layout);
}

static void
draw (Print *print)
{
  guint n_pages = print->page;
  guint next = 0;

  for (guint page = 1; page <= n_pages; page++) {
    for (; next < print->pieces->len; next++) {
      const Piece *piece = &g_array_index (print->pieces, Piece, next);

      if (piece->page != page)
        break;
      draw_piece (print, piece);
    }
    draw_footer (print, page, n_pages);
    cairo_show_page (print->cairo);
  }
}

static void
print_tables (RondoPaperCanvas *canvas, GPtrArray *tables)
{
  Print print = {
      .canvas = canvas, .cairo = canvas->cairo, .width = canvas->width, .height = canvas->height};

  print.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  print.heads = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tables->len; i++)
    add_table (&print, tables->pdata[i]);
  draw (&print);
  g_array_unref (print.pieces);
  g_ptr_array_unref (print.heads);
}

GBytes *
rondo_paper_write_pdf (GPtrArray *tables, RondoPageSize size, GError **error)
{
  g_autoptr (RondoPaperCanvas) canvas = NULL;

  g_return_val_if_fail (tables != NULL && tables->len > 0, NULL);

  canvas = rondo_paper_canvas_new (size, TRUE, ((RondoTable *)tables->pdata[0])->title);
  print_tables (canvas, tables);
  return rondo_paper_canvas_finish (canvas, error);
}
