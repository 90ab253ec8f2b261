/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table that leaves the program. */
#include "config.h"

#include "rondo-table.h"

#include <string.h>

#include "rondo-csv.h"

RondoTable *
rondo_table_new (const char *title, const RondoColumn *columns, guint n_columns)
{
  RondoTable *table = NULL;

  g_return_val_if_fail (n_columns > 0 && n_columns <= RONDO_TABLE_COLUMNS_MAX, NULL);

  table = g_new0 (RondoTable, 1);
  table->title = g_strdup (title);
  table->columns = columns;
  table->n_columns = n_columns;
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  table->notes = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
rondo_table_free (RondoTable *table)
{
  if (table == NULL)
    return;
  g_free (table->title);
  g_ptr_array_unref (table->rows);
  g_strfreev (table->total);
  g_ptr_array_unref (table->notes);
  g_free (table);
}

void
rondo_table_add_row (RondoTable *table, const char *const *cells)
{
  g_return_if_fail (table != NULL && cells != NULL);
  g_return_if_fail (g_strv_length ((GStrv)cells) == table->n_columns);

  g_ptr_array_add (table->rows, g_strdupv ((GStrv)cells));
}

void
rondo_table_take_note (RondoTable *table, char *note)
{
  g_return_if_fail (table != NULL && note != NULL);

  g_ptr_array_add (table->notes, note);
}

gboolean
rondo_table_get_number (RondoCellType type, const char *cell, int64_t *number)
{
  char *end = NULL;

  if (*cell == '\0' || (type != RONDO_CELL_COUNT && type != RONDO_CELL_HOURS))
    return FALSE;
  *number = g_ascii_strtoll (cell, &end, 10);
  if (type == RONDO_CELL_COUNT)
    return *end == '\0';
  if (end[0] != '.' || !g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]) || end[3] != '\0')
    return FALSE;
  *number = *number * 100 + (end[1] - '0') * 10 + (end[2] - '0');
  return TRUE;
}

static char *
format_number (RondoCellType type, int64_t number)
{
  if (type == RONDO_CELL_COUNT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", number / 100, (int)(number % 100));
}

static int64_t
sum (const RondoTable *table, guint column)
{
  int64_t all = 0;

  for (guint i = 0; i < table->rows->len; i++) {
    GStrv cells = table->rows->pdata[i];
    int64_t number = 0;

    if (rondo_table_get_number (table->columns[column].type, cells[column], &number))
      all += number;
  }
  return all;
}

void
rondo_table_add_up (RondoTable *table, guint label_column, const char *label)
{
  g_return_if_fail (table != NULL && label_column < table->n_columns);

  g_strfreev (table->total);
  table->total = g_new0 (char *, table->n_columns + 1);
  for (guint i = 0; i < table->n_columns; i++) {
    const RondoColumn *column = &table->columns[i];

    if (i == label_column)
      table->total[i] = g_strdup (label);
    else if (column->is_summed)
      table->total[i] = format_number (column->type, sum (table, i));
    else
      table->total[i] = g_strdup ("");
  }
}

char *
rondo_table_to_csv (const RondoTable *table)
{
  const char *titles[RONDO_TABLE_COLUMNS_MAX + 1] = {0};
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (table != NULL, NULL);

  out = g_string_new (NULL);
  for (guint i = 0; i < table->n_columns; i++)
    titles[i] = table->columns[i].title;
  rondo_csv_append (out, titles);
  for (guint i = 0; i < table->rows->len; i++)
    rondo_csv_append (out, table->rows->pdata[i]);
  if (table->total != NULL)
    rondo_csv_append (out, (const char *const *)table->total);
  for (guint i = 0; i < table->notes->len; i++) {
    const char *const cells[] = {table->notes->pdata[i], NULL};

    rondo_csv_append (out, cells);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
