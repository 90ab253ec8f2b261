/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members from a CSV file: what is new, what changes, what was not understood. */
#include "config.h"

#include "rondo-member-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-csv.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-import-fields.h"

/* What reading one file needs. */
typedef struct {
  int columns[RONDO_N_FIELDS]; /* index of the cell, or −1 */
  GHashTable *known;           /* e-mail address → RondoMember, borrowed */
  GHashTable *lines;           /* e-mail address → line in this file */
  int64_t now_us;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->known, g_hash_table_unref);
  g_clear_pointer (&reader->lines, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
row_free (RondoImportRow *row)
{
  g_free (row->title);
  g_free (row->detail);
  rondo_member_free (row->member);
  rondo_member_free (row->before);
  g_free (row);
}

static RondoMemberImport *
import_new (void)
{
  RondoMemberImport *import = g_new0 (RondoMemberImport, 1);

  import->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  return import;
}

static GHashTable *
index_by_email (GPtrArray *members)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < members->len; i++) {
    RondoMember *member = members->pdata[i];
    char *email = rondo_email_normalize (member->email);

    if (email != NULL)
      g_hash_table_insert (known, email, member);
  }
  return known;
}

/* What the columns mean by the names that the first row has. */
static GArray *
guess_columns (const RondoCsvRow *header)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (guint));

  for (guint i = 0; header->cells[i] != NULL; i++) {
    RondoField field;
    guint meaning = rondo_field_from_header (header->cells[i], &field) ? field + 1 : 0;

    g_array_append_val (columns, meaning);
  }
  return columns;
}

/* Where each field is. */
static gboolean
find_columns (Reader *reader, const GArray *columns, GError **error)
{
  for (guint i = 0; i < RONDO_N_FIELDS; i++)
    reader->columns[i] = -1;
  for (guint i = 0; i < columns->len; i++) {
    guint meaning = g_array_index (columns, guint, i);
    RondoField field = (RondoField)(meaning - 1);

    if (meaning == 0 || meaning > RONDO_N_FIELDS)
      continue;
    if (reader->columns[field] >= 0) {
      g_set_error (error,
                   RONDO_ERROR,
                   RONDO_ERROR_INVALID,
                   _ ("The column “%s” is there twice. Please remove one and try again."),
                   rondo_field_to_header (field));
      return FALSE;
    }
    reader->columns[field] = (int)i;
  }
  return TRUE;
}

/* The headers of a row as a list for a sentence. */
static char *
list_headers (const RondoCsvRow *header)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  for (char **cell = header->cells; *cell != NULL; cell++) {
    g_autofree char *name = g_strstrip (g_strdup (*cell));

    if (*name != '\0')
      g_strv_builder_add (builder, name);
  }
  names = g_strv_builder_end (builder);
  list = g_strjoinv (", ", names);
  return rondo_check_quote (list);
}

static gboolean
check_columns (const Reader *reader, const RondoCsvRow *header, GError **error)
{
  gboolean has_name = reader->columns[RONDO_FIELD_NAME] >= 0;
  gboolean has_email = reader->columns[RONDO_FIELD_EMAIL] >= 0;
  g_autofree char *found = list_headers (header);

  if (has_name && has_email)
    return TRUE;
  if (!has_name && !has_email)
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The columns “name” and “email” are missing. The first row of the file has to "
                    "name the columns; found were: %s."),
                 found);
  else
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The column “%s” is missing. The first row of the file has to name the "
                    "columns; found were: %s."),
                 has_name ? "email" : "name",
                 found);
  return FALSE;
}

/* The stripped text of a cell; NULL if the row has no such cell or it is empty. */
static char *
dup_cell (const Reader *reader, const RondoCsvRow *row, RondoField field)
{
  int column = reader->columns[field];
  g_autofree char *text = NULL;

  if (column < 0 || column >= (int)g_strv_length (row->cells))
    return NULL;
  text = g_strstrip (g_strdup (row->cells[column]));
  /* What an export puts before something that a spreadsheet would take for a formula. */
  if (text[0] == '\'' && text[1] != '\0' && strchr ("=+-@", text[1]) != NULL)
    memmove (text, text + 1, strlen (text));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_blank (const RondoCsvRow *row)
{
  for (char **cell = row->cells; *cell != NULL; cell++)
    if ((*cell)[strspn (*cell, " \t\r\n")] != '\0')
      return FALSE;
  return TRUE;
}

/* A row with more cells than columns was most likely torn apart by a delimiter that is not quoted;
 * what it says would land in the wrong fields. Empty cells at the end do no harm. */
static gboolean
check_width (const RondoCsvRow *row, guint width, GError **error)
{
  for (guint i = width; i < g_strv_length (row->cells); i++)
    if (row->cells[i][strspn (row->cells[i], " \t\r\n")] != '\0') {
      g_set_error (error,
                   RONDO_ERROR,
                   RONDO_ERROR_INVALID,
                   _ ("The row has %u cells, but the file has %u columns. Please put cells that "
                      "hold a delimiter in quotation marks."),
                   g_strv_length (row->cells),
                   width);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_email (Reader *reader, const RondoCsvRow *row, char **email, GError **error)
{
  g_autofree char *text = dup_cell (reader, row, RONDO_FIELD_EMAIL);
  gpointer first;

  if (text == NULL) {
    g_set_error_literal (
        error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The e-mail address is missing."));
    return FALSE;
  }
  *email = rondo_email_normalize (text);
  if (*email == NULL) {
    g_autofree char *quote = rondo_check_quote (text);

    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("“%s” is not an e-mail address. Write it like “ana@example.org”."),
                 quote);
    return FALSE;
  }
  if (g_hash_table_lookup_extended (reader->lines, *email, NULL, &first)) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("Lines %u and %u have the same e-mail address, %s. Please keep one of them."),
                 GPOINTER_TO_UINT (first),
                 row->line,
                 *email);
    return FALSE;
  }
  g_hash_table_insert (reader->lines, g_strdup (*email), GUINT_TO_POINTER (row->line));
  return TRUE;
}

/* What the row makes of the member, known or new. */
static RondoMember *
read_member (Reader *reader,
             const RondoCsvRow *row,
             const char *email,
             const RondoMember *known,
             GError **error)
{
  g_autoptr (RondoMember) member = known != NULL ? rondo_member_copy (known) : rondo_member_new ();

  if (known == NULL) {
    member->id = rondo_id_new (reader->now_us);
    g_free (member->email);
    member->email = g_strdup (email);
  }
  for (RondoField field = 0; field < RONDO_N_FIELDS; field++) {
    g_autofree char *text = dup_cell (reader, row, field);

    if (text != NULL && field != RONDO_FIELD_EMAIL &&
        !rondo_field_read (field, text, member, error))
      return NULL;
  }
  if (!rondo_member_check (member, error))
    return NULL;
  return g_steal_pointer (&member);
}

/* Whom somebody avoids is for the matching alone: how many they are. */
static char *
describe_field (RondoField field, const RondoMember *member)
{
  if (field != RONDO_FIELD_AVOIDS)
    return rondo_field_to_text (field, member);
  return g_strdup_printf ("%u", member->wishes->avoids->len);
}

static char *
describe_changes (const RondoMember *before, const RondoMember *after)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changes = NULL;

  for (RondoField field = 0; field < RONDO_N_FIELDS; field++) {
    g_autofree char *old = rondo_field_to_text (field, before);
    g_autofree char *new = rondo_field_to_text (field, after);
    g_autofree char *was = NULL;
    g_autofree char *is = NULL;
    g_autofree char *change = NULL;

    if (strcmp (old, new) == 0)
      continue;
    /* Translators: a field, what it was and what it becomes: "phone: 1 → 2" */
    was = describe_field (field, before);
    is = describe_field (field, after);
    change = g_strdup_printf (_ ("%s: %s → %s"),
                              rondo_field_to_display (field),
                              *was != '\0' ? was : _ ("none"),
                              *is != '\0' ? is : _ ("none"));
    g_strv_builder_add (builder, change);
  }
  changes = g_strv_builder_end (builder);
  return g_strjoinv ("; ", changes);
}

/* The address, and what else the matching will look at. */
static char *
describe_new (const RondoMember *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) clauses = NULL;

  g_strv_builder_add (builder, member->email);
  for (RondoField field = RONDO_FIELD_AVAILABILITY; field < RONDO_N_FIELDS; field++) {
    g_autofree char *text = rondo_field_to_text (field, member);
    g_autofree char *clause = NULL;

    if (*text == '\0')
      continue;
    /* Translators: a field and what it says: "niche: career" */
    clause = g_strdup_printf (_ ("%s: %s"), rondo_field_to_display (field), text);
    g_strv_builder_add (builder, clause);
  }
  clauses = g_strv_builder_end (builder);
  return g_strjoinv ("; ", clauses);
}

/* Sets kind and detail from @member, which the row takes. */
static void
take_member (RondoImportRow *row, RondoMember *member, const RondoMember *known)
{
  row->member = member;
  if (known == NULL) {
    row->kind = RONDO_IMPORT_NEW;
    row->detail = describe_new (member);
  } else if (rondo_member_equal (member, known)) {
    row->kind = RONDO_IMPORT_UNCHANGED;
    row->detail = g_strdup ("");
  } else {
    row->kind = RONDO_IMPORT_CHANGED;
    row->detail = describe_changes (known, member);
  }
}

static RondoImportRow *
read_row (Reader *reader, const RondoCsvRow *cells, guint width)
{
  RondoImportRow *row = g_new0 (RondoImportRow, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *email = NULL;
  RondoMember *member = NULL;
  const RondoMember *known = NULL;

  row->line = cells->line;
  if (check_width (cells, width, &error) && check_email (reader, cells, &email, &error)) {
    known = g_hash_table_lookup (reader->known, email);
    member = read_member (reader, cells, email, known, &error);
  }
  if (member != NULL) {
    row->title = g_strdup (member->name);
    row->before = known != NULL ? rondo_member_copy (known) : NULL;
    take_member (row, member, known);
  } else {
    g_autofree char *name = dup_cell (reader, cells, RONDO_FIELD_NAME);

    row->kind = RONDO_IMPORT_NOT_UNDERSTOOD;
    row->title = rondo_check_quote (name != NULL ? name : cells->cells[0]);
    row->detail = g_strdup (error->message);
  }
  return row;
}

/* The index of the row that names the columns. */
static guint
find_header (const RondoCsv *csv)
{
  guint header = 0;

  while (header < csv->rows->len && is_blank (csv->rows->pdata[header]))
    header++;
  return header;
}

/* @text as a table, and the index of the row that names its columns. */
static RondoCsv *
parse (const char *text, gsize length, guint *header, GError **error)
{
  g_autoptr (RondoCsv) csv = rondo_csv_parse (text, length, error);

  if (csv == NULL)
    return NULL;
  *header = find_header (csv);
  if (*header < csv->rows->len)
    return g_steal_pointer (&csv);
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_INVALID,
                       _ ("The file is empty. Its first row has to name the columns, at least "
                          "“name” and “email”."));
  return NULL;
}

/* The names of the columns, and what is below them in the first line. */
static void
tell_columns (RondoMemberImport *import, const RondoCsv *csv, guint header)
{
  const RondoCsvRow *names = csv->rows->pdata[header];
  guint width = g_strv_length (names->cells);
  const RondoCsvRow *first = NULL;

  for (guint i = header + 1; first == NULL && i < csv->rows->len; i++)
    if (!is_blank (csv->rows->pdata[i]))
      first = csv->rows->pdata[i];
  import->titles = g_strdupv (names->cells);
  import->samples = g_new0 (char *, width + 1);
  for (guint i = 0; i < width; i++)
    import->samples[i] =
        g_strdup (first != NULL && i < g_strv_length (first->cells) ? first->cells[i] : "");
}

static void
read_rows (RondoMemberImport *import, Reader *reader, const RondoCsv *csv, guint header)
{
  guint width = g_strv_length (import->titles);

  for (guint i = header + 1; i < csv->rows->len; i++) {
    RondoImportRow *row;

    if (is_blank (csv->rows->pdata[i]))
      continue;
    row = read_row (reader, csv->rows->pdata[i], width);
    import->count[row->kind]++;
    g_ptr_array_add (import->rows, row);
  }
}

RondoMemberImport *
rondo_member_import_preview (const char *text,
                             gsize length,
                             const GArray *columns,
                             GPtrArray *existing,
                             int64_t now_us,
                             GError **error)
{
  g_autoptr (RondoCsv) csv = NULL;
  g_autoptr (RondoMemberImport) import = import_new ();
  g_autoptr (GError) problem = NULL;
  g_auto (Reader) reader = {.now_us = now_us};
  guint header = 0;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (existing != NULL, NULL);

  csv = parse (text, length, &header, error);
  if (csv == NULL)
    return NULL;
  import->columns = guess_columns (csv->rows->pdata[header]);
  for (guint i = 0; columns != NULL && i < MIN (columns->len, import->columns->len); i++)
    g_array_index (import->columns, guint, i) = g_array_index (columns, guint, i);
  tell_columns (import, csv, header);
  if (!find_columns (&reader, import->columns, &problem) ||
      !check_columns (&reader, csv->rows->pdata[header], &problem)) {
    import->problem = g_strdup (problem->message);
    return g_steal_pointer (&import);
  }
  reader.known = index_by_email (existing);
  reader.lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_rows (import, &reader, csv, header);
  return g_steal_pointer (&import);
}

RondoMemberImport *
rondo_member_import_read (
    const char *text, gsize length, GPtrArray *existing, int64_t now_us, GError **error)
{
  g_autoptr (RondoMemberImport) import =
      rondo_member_import_preview (text, length, NULL, existing, now_us, error);

  if (import == NULL || import->problem == NULL)
    return g_steal_pointer (&import);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, import->problem);
  return NULL;
}

GStrv
rondo_member_import_read_titles (const char *text, gsize length, GError **error)
{
  guint header = 0;
  g_autoptr (RondoCsv) csv = parse (text, length, &header, error);

  return csv != NULL ? g_strdupv (((RondoCsvRow *)csv->rows->pdata[header])->cells) : NULL;
}

guint
rondo_member_import_get_meaning_count (void)
{
  return RONDO_N_FIELDS + 1;
}

const char *
rondo_member_import_describe_meaning (guint meaning)
{
  g_return_val_if_fail (meaning <= RONDO_N_FIELDS, NULL);

  return meaning == 0 ? _ ("left out") : rondo_field_to_display ((RondoField)(meaning - 1));
}

char *
rondo_member_import_dup_key (GStrv titles)
{
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (titles != NULL, NULL);

  joined = g_strjoinv ("\n", titles);
  text = g_strconcat ("members\n", joined, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
rondo_member_import_columns_to_text (const GArray *columns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (columns != NULL, NULL);

  for (guint i = 0; i < columns->len; i++) {
    guint meaning = g_array_index (columns, guint, i);

    g_string_append_printf (text,
                            "%s%s",
                            i > 0 ? " " : "",
                            meaning > 0 ? rondo_field_to_header ((RondoField)(meaning - 1)) : "-");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GArray *
rondo_member_import_columns_from_text (const char *text, guint count)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (guint));

  g_return_val_if_fail (text != NULL, NULL);

  words = g_strsplit (text, " ", -1);
  if (g_strv_length (words) != count)
    return NULL;
  for (guint i = 0; i < count; i++) {
    RondoField field;
    gboolean is_field = rondo_field_from_header (words[i], &field);
    guint meaning = is_field ? field + 1 : 0;

    if (!is_field && strcmp (words[i], "-") != 0)
      return NULL;
    g_array_append_val (columns, meaning);
  }
  return g_steal_pointer (&columns);
}

void
rondo_member_import_free (RondoMemberImport *import)
{
  if (import == NULL)
    return;
  g_clear_pointer (&import->rows, g_ptr_array_unref);
  g_clear_pointer (&import->columns, g_array_unref);
  g_strfreev (import->titles);
  g_strfreev (import->samples);
  g_free (import->problem);
  g_free (import);
}
