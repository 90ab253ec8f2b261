/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a foreign table of sessions, or of clients with their hours, into a log. */
#include "config.h"

#include "rondo-log-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-error.h"
#include "rondo-log-import-private.h"
#include "rondo-text.h"

#define TITLE_LINES_MOST 20

static void
row_free (gpointer data)
{
  RondoLogImportRow *row = data;

  g_free (row->title);
  g_free (row->detail);
  g_ptr_array_unref (row->entries);
  g_free (row);
}

void
rondo_log_import_free (RondoLogImport *import)
{
  if (import == NULL)
    return;
  g_clear_pointer (&import->mapping, rondo_log_mapping_free);
  g_free (import->key);
  g_strfreev (import->titles);
  g_strfreev (import->samples);
  g_ptr_array_unref (import->rows);
  g_ptr_array_unref (import->clients);
  g_ptr_array_unref (import->remarks);
  g_free (import);
}

static gboolean
is_utf16 (const char *data, gsize length)
{
  return length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0);
}

/* As UTF-8, whatever it was; nothing is lost but bytes that mean nothing. */
static char *
to_utf8 (const char *data, gsize length)
{
  char *text = NULL;

  if (is_utf16 (data, length))
    text = g_convert (data, (gssize)length, "UTF-8", "UTF-16", NULL, NULL, NULL);
  else if (!g_utf8_validate (data, (gssize)length, NULL))
    text = g_convert_with_fallback (
        data, (gssize)length, "UTF-8", "WINDOWS-1252", "?", NULL, NULL, NULL);
  return text != NULL ? text : g_strndup (data, length);
}

static gboolean
has_delimiter (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (",;\t", line[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The first line that is parted, among the first lines; the text itself if none is. */
static const char *
find_table (const char *text, guint *skipped)
{
  const char *at = text;

  for (guint i = 0; i < TITLE_LINES_MOST && *at != '\0'; i++) {
    gsize length = strcspn (at, "\r\n");

    if (has_delimiter (at, length) && !g_str_has_prefix (at, "sep=")) {
      *skipped = i;
      return at;
    }
    at += length;
    at += g_str_has_prefix (at, "\r\n") ? 2 : *at != '\0';
  }
  *skipped = 0;
  return text;
}

/* Spreadsheets are archives, and other programs' files have bytes that no text has. */
static gboolean
check_text (const char *data, gsize length, GError **error)
{
  if (length >= 4 && memcmp (data, "PK\3\4", 4) == 0) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("This is a spreadsheet. Open it in the program it was made with, save "
                            "it as CSV, and import that."));
    return FALSE;
  }
  if (length < 2 || (!is_utf16 (data, length) && memchr (data, 0, length) != NULL)) {
    g_set_error_literal (
        error,
        RONDO_ERROR,
        RONDO_ERROR_INVALID,
        _ ("This file is not a table. Export or save it as CSV, and import that."));
    return FALSE;
  }
  return TRUE;
}

char *
rondo_log_import_decode (GBytes *bytes, guint *skipped, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  const char *start = NULL;

  if (!check_text (data, length, error))
    return NULL;
  text = to_utf8 (data, length);
  /* A byte order mark stands before the first title too. */
  start = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  return g_strdup (find_table (start, skipped));
}

static GHashTable *
new_index (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
index_clients (RondoLogReading *reading)
{
  for (guint i = 0; i < reading->base->clients->len; i++) {
    RondoClientPerson *client = reading->base->clients->pdata[i];

    g_hash_table_insert (reading->by_name, rondo_text_fold (client->name), client);
    if (*client->contact != '\0')
      g_hash_table_insert (reading->by_contact, rondo_text_fold (client->contact), client);
  }
}

static GStrv
dup_line (const RondoCsv *csv, const RondoLogMapping *mapping, guint index)
{
  GStrv cells = index < csv->rows->len ? ((RondoCsvRow *)csv->rows->pdata[index])->cells : NULL;
  guint n_cells = cells != NULL ? g_strv_length (cells) : 0;
  GStrv copy = g_new0 (char *, mapping->columns->len + 1);

  for (guint i = 0; i < mapping->columns->len; i++)
    copy[i] = g_strstrip (g_strdup (i < n_cells ? cells[i] : ""));
  return copy;
}

static GStrv
dup_titles (const RondoCsv *csv, const RondoLogMapping *mapping)
{
  return dup_line (
      csv, mapping, mapping->header_rows > 0 ? mapping->header_rows - 1 : csv->rows->len);
}

static void
remark (RondoLogImport *import, const char *text)
{
  g_ptr_array_add (import->remarks, g_strdup (text));
}

static gboolean
lacks (const RondoLogImport *import, RondoImportColumn column)
{
  return rondo_log_mapping_get_column (import->mapping, column) < 0;
}

static void
remark_columns (RondoLogImport *import)
{
  gboolean is_by_client = rondo_log_mapping_is_by_client (import->mapping);

  if (lacks (import, RONDO_COLUMN_CLIENT) && lacks (import, RONDO_COLUMN_CONTACT))
    remark (import, _ ("No column says who the clients are. Choose it below."));
  if (!is_by_client && lacks (import, RONDO_COLUMN_DATE))
    remark (import, _ ("No column says on which days the sessions were. Choose it below."));
  if (is_by_client)
    remark (import,
            _ ("The file has hours for each client and no sessions. They become entries of an "
               "hour, spread evenly from the first to the last day."));
  if (lacks (import, RONDO_COLUMN_PAYMENT) && lacks (import, RONDO_COLUMN_PAID) &&
      lacks (import, RONDO_COLUMN_PRO_BONO))
    remark (import, _ ("No column says what was paid. What all of it is, is chosen below."));
  if (!import->mapping->is_order_sure)
    remark (import,
            _ ("The days can be read with the day or the month first. Look at them, and choose "
               "below."));
}

static void
remark_total (RondoLogImport *import, int64_t stated)
{
  int64_t sum = 0;
  g_autofree char *said = rondo_minutes_to_local_hours (stated);
  g_autofree char *found = NULL;

  for (guint i = 0; i < import->rows->len; i++) {
    const RondoLogImportRow *row = import->rows->pdata[i];

    for (guint j = 0; j < row->entries->len; j++)
      sum += ((const RondoLogEntry *)row->entries->pdata[j])->minutes;
  }
  /* Rows are rounded, and so is their total. */
  if (stated < 0 || ABS (stated - sum) <= (int64_t)import->rows->len + 1)
    return;
  found = rondo_minutes_to_local_hours (sum);
  g_ptr_array_add (
      import->remarks,
      g_strdup_printf (_ ("The file says that it has %s hours in all, but its lines add up to %s."),
                       said,
                       found));
}

static RondoLogImport *
import_new (const RondoCsv *csv, const RondoLogMapping *mapping)
{
  RondoLogImport *import = g_new0 (RondoLogImport, 1);

  import->mapping = rondo_log_mapping_copy (mapping);
  import->key = rondo_log_mapping_dup_key (mapping, csv);
  import->titles = dup_titles (csv, mapping);
  import->samples = dup_line (csv, mapping, mapping->header_rows);
  import->rows = g_ptr_array_new_with_free_func (row_free);
  import->clients = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_client_person_free);
  import->remarks = g_ptr_array_new_with_free_func (g_free);
  return import;
}

RondoLogImport *
rondo_log_import_read (const RondoCsv *csv,
                       const RondoLogMapping *mapping,
                       guint skipped,
                       const RondoLogImportBase *base)
{
  RondoLogImport *import = NULL;
  g_autoptr (GHashTable) by_name = new_index ();
  g_autoptr (GHashTable) by_contact = new_index ();
  RondoLogReading reading = {.base = base, .by_name = by_name, .by_contact = by_contact};

  g_return_val_if_fail (csv != NULL && mapping != NULL && base != NULL, NULL);

  import = import_new (csv, mapping);
  reading.import = import;
  reading.stated = -1;
  index_clients (&reading);
  for (guint i = mapping->header_rows; i < csv->rows->len; i++) {
    const RondoCsvRow *row = csv->rows->pdata[i];

    rondo_log_import_read_line (&reading, (const char *const *)row->cells, row->line + skipped);
  }
  rondo_log_import_compare (import, base);
  remark_columns (import);
  remark_total (import, reading.stated);
  for (guint i = 0; i < import->rows->len; i++)
    import->count[((const RondoLogImportRow *)import->rows->pdata[i])->kind]++;
  return import;
}

gboolean
rondo_log_import_takes (const RondoLogImportRow *row, gboolean take_duplicates)
{
  return row->kind != RONDO_LOG_IMPORT_NOT_UNDERSTOOD &&
         (take_duplicates || row->kind != RONDO_LOG_IMPORT_DUPLICATE);
}

guint
rondo_log_import_count (const RondoLogImport *import, gboolean take_duplicates, int64_t *minutes)
{
  guint count = 0;

  *minutes = 0;
  for (guint i = 0; i < import->rows->len; i++) {
    const RondoLogImportRow *row = import->rows->pdata[i];

    if (!rondo_log_import_takes (row, take_duplicates))
      continue;
    count += row->entries->len;
    for (guint j = 0; j < row->entries->len; j++)
      *minutes += ((const RondoLogEntry *)row->entries->pdata[j])->minutes;
  }
  return count;
}
