/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line of a foreign table: a session, or all sessions with a client. */
#include "config.h"

#include "rondo-log-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-id.h"
#include "rondo-round.h"
#include "rondo-text.h"

#define PART_MINUTES 60 /* of the entries that hours without sessions become */
#define RELATION_MINUTES_MOST (10000 * 60)
#define LONG_DAY_MINUTES (16 * 60)
#define NOTE_BYTES 40 /* a single cell that is longer is a note and no line of data */

/* The cells of a line by their meaning. */
typedef struct {
  RondoLogReading *reading;
  const char *const *cells;
  guint n_cells;
  guint line;
  RondoLogImportRow *row;
  gboolean is_too_much; /* hours between its days */
} Line;

static const char *
get_cell (const Line *line, RondoImportColumn column)
{
  int index = rondo_log_mapping_get_column (line->reading->import->mapping, column);

  return index >= 0 && (guint)index < line->n_cells ? line->cells[index] : "";
}

static char *
dup_cell (const Line *line, RondoImportColumn column)
{
  g_autofree char *text = g_strdup (get_cell (line, column));

  g_strdelimit (text, "\n\r\t", ' ');
  /* What keeps a spreadsheet from taking a text for a formula is not part of it. */
  return g_strdup (g_strstrip (text[0] == '\'' ? text + 1 : text));
}

static gboolean
refuse (Line *line, const char *format, const char *cell)
{
  g_autofree char *quote = rondo_check_quote (cell);
  GString *text = g_string_new (format);

  g_string_replace (text, "{cell}", quote, 0);
  g_free (line->row->detail);
  line->row->detail = g_string_free (text, FALSE);
  line->row->kind = RONDO_LOG_IMPORT_NOT_UNDERSTOOD;
  g_ptr_array_set_size (line->row->entries, 0);
  return FALSE;
}

void
rondo_log_import_row_doubt (RondoLogImportRow *row, char *reason)
{
  g_autofree char *before = row->detail;

  if (row->kind == RONDO_LOG_IMPORT_NEW)
    row->kind = RONDO_LOG_IMPORT_DOUBTFUL;
  /* Translators: what becomes of a line of a file, and a sentence about what is doubtful */
  row->detail = g_strdup_printf (_ ("%s. %s"), before, reason);
  g_free (reason);
}

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static RondoClientPerson *
add_client (Line *line, const char *name, const char *contact)
{
  RondoLogReading *reading = line->reading;
  RondoClientPerson *client = rondo_client_person_new ();
  g_autofree char *organisation = dup_cell (line, RONDO_COLUMN_ORGANISATION);

  client->id = rondo_id_new (reading->base->now_us);
  set_text (&client->name, name);
  set_text (&client->contact, contact);
  set_text (&client->organisation, organisation);
  if (!rondo_client_person_check (client, NULL)) {
    rondo_client_person_free (client);
    return NULL;
  }
  g_ptr_array_add (reading->import->clients, client);
  g_hash_table_insert (reading->by_name, rondo_text_fold (name), client);
  if (*contact != '\0')
    g_hash_table_insert (reading->by_contact, rondo_text_fold (contact), client);
  return client;
}

/* Who has the same contact, or else the same name, is the same. */
static RondoClientPerson *
find_client (Line *line, const char *name, const char *contact)
{
  g_autofree char *folded_name = rondo_text_fold (name);
  g_autofree char *folded_contact = rondo_text_fold (contact);
  RondoClientPerson *client =
      *contact != '\0' ? g_hash_table_lookup (line->reading->by_contact, folded_contact) : NULL;

  if (client == NULL && *name != '\0')
    client = g_hash_table_lookup (line->reading->by_name, folded_name);
  return client != NULL ? client : add_client (line, *name != '\0' ? name : contact, contact);
}

static RondoClientPerson *
read_client (Line *line)
{
  g_autofree char *name = dup_cell (line, RONDO_COLUMN_CLIENT);
  g_autofree char *contact = dup_cell (line, RONDO_COLUMN_CONTACT);
  RondoClientPerson *client = NULL;

  if (*name == '\0' && *contact == '\0') {
    refuse (line, _ ("The line does not say with whom the session was."), "");
    return NULL;
  }
  set_text (&line->row->title, *name != '\0' ? name : contact);
  client = find_client (line, name, contact);
  if (client == NULL)
    refuse (line, _ ("“{cell}” cannot be the name of a client."), name);
  return client;
}

static gboolean
read_day (Line *line, RondoImportColumn column, RondoDate *date)
{
  const char *cell = get_cell (line, column);

  if (*cell == '\0')
    return refuse (line, _ ("The line has no day."), "");
  return rondo_loose_date_parse (cell, line->reading->import->mapping->order, date) ||
         refuse (line, _ ("“{cell}” is not understood as a day."), cell);
}

/* From the start to the end, past midnight if need be. */
static gboolean
read_span (Line *line, int start, int64_t *minutes)
{
  int end = 0;

  if (start == RONDO_START_UNKNOWN ||
      !rondo_loose_clock_parse (get_cell (line, RONDO_COLUMN_END), &end))
    return refuse (line, _ ("The line does not say how long the session was."), "");
  *minutes = end > start ? end - start : end - start + RONDO_SESSION_MINUTES_MAX;
  return TRUE;
}

static gboolean
read_hours (Line *line, RondoImportColumn column, int64_t *minutes)
{
  const char *cell = get_cell (line, column);

  *minutes = 0;
  return *cell == '\0' || g_str_equal (cell, "-") ||
         rondo_loose_length_parse (cell, RONDO_LENGTH_HOURS, minutes) ||
         refuse (line, _ ("“{cell}” is not understood as a number of hours."), cell);
}

static gboolean
read_length (Line *line, int start, int64_t *minutes)
{
  const char *cell = get_cell (line, RONDO_COLUMN_LENGTH);

  if (*cell == '\0')
    return read_span (line, start, minutes);
  return rondo_loose_length_parse (cell, line->reading->import->mapping->unit, minutes) ||
         refuse (line, _ ("“{cell}” is not understood as the length of a session."), cell);
}

static gboolean
is_group_word (const char *cell)
{
  g_autofree char *folded = rondo_text_fold (cell);

  return strstr (folded, "group") != NULL || strstr (folded, "grupp") != NULL ||
         strstr (folded, "team") != NULL;
}

static void
read_group (Line *line, RondoLogEntry *entry)
{
  gboolean is_group = is_group_word (get_cell (line, RONDO_COLUMN_FORM));
  int64_t size = 0;

  if (rondo_loose_number_parse (get_cell (line, RONDO_COLUMN_SIZE), &size) && size >= 20000)
    entry->group_size = (int)MIN (size / 10000, RONDO_GROUP_SIZE_MAX);
  else if (is_group)
    entry->group_size = 2;
}

static void
read_kind (Line *line, RondoLogEntry *entry)
{
  g_autofree char *setting = rondo_text_fold (get_cell (line, RONDO_COLUMN_SETTING));
  g_autofree char *activity = rondo_text_fold (get_cell (line, RONDO_COLUMN_ACTIVITY));

  read_group (line, entry);
  if (strstr (setting, "intern") != NULL)
    entry->setting = RONDO_SETTING_INTERNAL;
  else if (strstr (setting, "third") != NULL || strstr (setting, "dritt") != NULL)
    entry->setting = RONDO_SETTING_THIRD_PARTY;
  if (rondo_activity_from_word (activity, &entry->activity))
    return;
  if (strstr (activity, "mentor") != NULL)
    entry->activity = RONDO_ACTIVITY_MENTORING;
  else if (strstr (activity, "supervis") != NULL)
    entry->activity = RONDO_ACTIVITY_SUPERVISION;
}

static RondoLogEntry *
new_entry (Line *line, const RondoClientPerson *client)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->id = rondo_id_new (line->reading->base->now_us);
  entry->client = g_strdup (client->id);
  entry->payment = line->reading->import->mapping->payment;
  read_kind (line, entry);
  return entry;
}

static gboolean
read_payment (Line *line, RondoLogEntry *entry)
{
  const char *cell = get_cell (line, RONDO_COLUMN_PAYMENT);

  if (*cell == '\0')
    return TRUE;
  return rondo_loose_payment_parse (cell, &entry->payment) ||
         refuse (line, _ ("“{cell}” is not understood as paid or pro bono."), cell);
}

static gboolean
take_entry (Line *line, RondoLogEntry *entry)
{
  g_autoptr (GError) error = NULL;

  if (rondo_log_entry_check (entry, &error)) {
    g_ptr_array_add (line->row->entries, entry);
    return TRUE;
  }
  rondo_log_entry_free (entry);
  return refuse (line, error->message, "");
}

/* One session whose hours are told as paid and pro bono is one entry for each of them. */
static gboolean
take_session (Line *line, RondoLogEntry *entry, int64_t length, int64_t paid, int64_t pro_bono)
{
  g_autoptr (RondoLogEntry) owned = entry;
  g_autoptr (RondoLogEntry) other = NULL;

  if (length > RONDO_SESSION_MINUTES_MAX || paid + pro_bono > RONDO_SESSION_MINUTES_MAX)
    return refuse (line, _ ("A session cannot be longer than a day."), "");
  if (paid + pro_bono == 0) {
    owned->minutes = (int)length;
    return take_entry (line, g_steal_pointer (&owned));
  }
  if (paid == 0 || pro_bono == 0) {
    owned->payment = paid > 0 ? RONDO_PAYMENT_PAID : RONDO_PAYMENT_PRO_BONO;
    owned->minutes = (int)(length > 0 ? length : paid + pro_bono);
    return take_entry (line, g_steal_pointer (&owned));
  }
  other = rondo_log_entry_copy (owned);
  set_text (&other->id, NULL);
  other->id = rondo_id_new (line->reading->base->now_us);
  other->payment = RONDO_PAYMENT_PRO_BONO;
  other->minutes = (int)(length > paid ? length - paid : pro_bono);
  other->start_minute = RONDO_START_UNKNOWN;
  owned->payment = RONDO_PAYMENT_PAID;
  owned->minutes = (int)paid;
  return take_entry (line, g_steal_pointer (&owned)) && take_entry (line, g_steal_pointer (&other));
}

static gboolean
read_session (Line *line, const RondoClientPerson *client)
{
  g_autoptr (RondoLogEntry) entry = new_entry (line, client);
  int64_t length = 0, paid = 0, pro_bono = 0;

  if (!read_day (line, RONDO_COLUMN_DATE, &entry->date) || !read_payment (line, entry) ||
      !read_hours (line, RONDO_COLUMN_PAID, &paid) ||
      !read_hours (line, RONDO_COLUMN_PRO_BONO, &pro_bono))
    return FALSE;
  if (!rondo_loose_clock_parse (get_cell (line, RONDO_COLUMN_START), &entry->start_minute) &&
      (*get_cell (line, RONDO_COLUMN_START) != '\0' ||
       strchr (get_cell (line, RONDO_COLUMN_DATE), ':') == NULL ||
       !rondo_loose_clock_parse (get_cell (line, RONDO_COLUMN_DATE), &entry->start_minute)))
    entry->start_minute = RONDO_START_UNKNOWN;
  if ((paid + pro_bono == 0 || *get_cell (line, RONDO_COLUMN_LENGTH) != '\0') &&
      !read_length (line, entry->start_minute, &length))
    return FALSE;
  return take_session (line, g_steal_pointer (&entry), length, paid, pro_bono);
}

static int64_t
count_parts (int64_t minutes)
{
  return (minutes + PART_MINUTES - 1) / PART_MINUTES;
}

/* Entries of an hour, from the first to the last day, the last one shorter. */
static void
spread (Line *line, const RondoLogEntry *model, int64_t paid, int64_t pro_bono, RondoDate last)
{
  int64_t n_paid = count_parts (paid), n_parts = n_paid + count_parts (pro_bono);

  for (int64_t i = 0; i < n_parts; i++) {
    RondoLogEntry *entry = rondo_log_entry_copy (model);
    gboolean is_paid = i < n_paid;
    int64_t left = is_paid ? paid - i * PART_MINUTES : pro_bono - (i - n_paid) * PART_MINUTES;

    set_text (&entry->id, NULL);
    entry->id = rondo_id_new (line->reading->base->now_us);
    entry->payment = is_paid ? RONDO_PAYMENT_PAID : RONDO_PAYMENT_PRO_BONO;
    entry->minutes = (int)MIN (left, PART_MINUTES);
    if (n_parts > 1)
      entry->date = model->date + (RondoDate)((last - model->date) * i / (n_parts - 1));
    take_entry (line, entry);
  }
}

static gboolean
check_relation (Line *line, RondoDate first, RondoDate last, int64_t minutes)
{
  if (last < first)
    return refuse (line, _ ("The last day lies before the first."), "");
  if (minutes == 0)
    return refuse (line, _ ("The line has no hours."), "");
  if (minutes > RELATION_MINUTES_MOST)
    return refuse (line, _ ("So many hours with one client are not possible."), "");
  return TRUE;
}

static gboolean
read_relation (Line *line, RondoClientPerson *client)
{
  g_autoptr (RondoLogEntry) model = new_entry (line, client);
  RondoDate last = RONDO_DATE_NONE;
  int64_t paid = 0, pro_bono = 0, length = 0;

  if (!read_day (line, RONDO_COLUMN_FIRST_DAY, &model->date) ||
      !read_hours (line, RONDO_COLUMN_PAID, &paid) ||
      !read_hours (line, RONDO_COLUMN_PRO_BONO, &pro_bono) ||
      !read_hours (line, RONDO_COLUMN_LENGTH, &length))
    return FALSE;
  last = model->date;
  if (*get_cell (line, RONDO_COLUMN_LAST_DAY) == '\0')
    last = MAX (model->date, line->reading->base->today);
  else if (!read_day (line, RONDO_COLUMN_LAST_DAY, &last))
    return FALSE;
  if (paid + pro_bono == 0) {
    paid = model->payment == RONDO_PAYMENT_PRO_BONO ? 0 : length;
    pro_bono = length - paid;
  }
  if (!check_relation (line, model->date, last, paid + pro_bono))
    return FALSE;
  spread (line, model, paid, pro_bono, last);
  line->is_too_much = paid + pro_bono > (int64_t)(last - model->date + 1) * LONG_DAY_MINUTES;
  if (g_ptr_array_find (line->reading->import->clients, client, NULL)) {
    client->started =
        client->started == RONDO_DATE_NONE ? model->date : MIN (client->started, model->date);
    client->ended = MAX (client->ended, last);
  }
  return TRUE;
}

/* The cells that say something, and how long the longest is. */
static guint
count_filled (const Line *line, gsize *longest)
{
  guint count = 0;

  *longest = 0;
  for (guint i = 0; i < line->n_cells; i++)
    if (strspn (line->cells[i], " \t\r\n") < strlen (line->cells[i])) {
      count++;
      *longest = MAX (*longest, strlen (line->cells[i]));
    }
  return count;
}

static gboolean
is_total_word (const char *cell)
{
  g_autofree char *folded = rondo_text_fold (cell);

  g_strstrip (folded);
  return g_str_has_prefix (folded, "total") || g_str_has_prefix (folded, "sum") ||
         g_str_has_prefix (folded, "gesamt") || g_str_has_prefix (folded, "insgesamt") ||
         g_str_has_prefix (folded, "subtotal");
}

/* A line with a total and without a day of its own. */
static gboolean
is_total (const Line *line)
{
  RondoDate date;
  const RondoImportColumn day = rondo_log_mapping_is_by_client (line->reading->import->mapping)
                                    ? RONDO_COLUMN_FIRST_DAY
                                    : RONDO_COLUMN_DATE;

  if (rondo_loose_date_parse (get_cell (line, day), line->reading->import->mapping->order, &date))
    return FALSE;
  for (guint i = 0; i < line->n_cells; i++)
    if (is_total_word (line->cells[i]))
      return TRUE;
  return FALSE;
}

static void
read_total (Line *line)
{
  const RondoLogMapping *mapping = line->reading->import->mapping;
  int64_t paid = 0, pro_bono = 0, length = 0;

  rondo_loose_length_parse (get_cell (line, RONDO_COLUMN_PAID), RONDO_LENGTH_HOURS, &paid);
  rondo_loose_length_parse (get_cell (line, RONDO_COLUMN_PRO_BONO), RONDO_LENGTH_HOURS, &pro_bono);
  rondo_loose_length_parse (get_cell (line, RONDO_COLUMN_LENGTH), mapping->unit, &length);
  if (length > 0 || paid + pro_bono > 0)
    line->reading->stated = length > 0 ? length : paid + pro_bono;
}

static gboolean
is_header_again (const Line *line)
{
  GStrv titles = line->reading->import->titles;
  guint n_titles = g_strv_length (titles);

  if (n_titles == 0 || *titles[0] == '\0')
    return FALSE;
  for (guint i = 0; i < MIN (n_titles, line->n_cells); i++)
    if (strcmp (titles[i], line->cells[i]) != 0)
      return FALSE;
  return TRUE;
}

/* What becomes of the line, in words. */
static char *
describe (const RondoLogImportRow *row)
{
  const RondoLogEntry *first = row->entries->pdata[0];
  const RondoLogEntry *last = row->entries->pdata[row->entries->len - 1];
  g_autofree char *from = rondo_date_to_display (first->date);
  g_autofree char *until = rondo_date_to_display (last->date);
  g_autofree char *hours = NULL;
  int64_t minutes = 0;

  for (guint i = 0; i < row->entries->len; i++)
    minutes += ((const RondoLogEntry *)row->entries->pdata[i])->minutes;
  hours = rondo_minutes_to_local_hours (minutes);
  if (first->date == last->date)
    /* Translators: a day and a number of hours */
    return g_strdup_printf (_ ("%s: %s hours"), from, hours);
  /* Translators: first day, last day, number of hours */
  return g_strdup_printf (_ ("%s – %s: %s hours"), from, until, hours);
}

static char *
join_cells (const Line *line)
{
  g_autofree char *all = g_strjoinv (" ", (GStrv)line->cells);

  return rondo_check_quote (g_strstrip (g_strdelimit (all, "\n\r\t", ' ')));
}

static void
read_data (Line *line)
{
  RondoClientPerson *client = read_client (line);
  gboolean is_by_client = rondo_log_mapping_is_by_client (line->reading->import->mapping);

  if (client == NULL ||
      !(is_by_client ? read_relation (line, client) : read_session (line, client)))
    return;
  g_free (line->row->detail);
  line->row->detail = describe (line->row);
  if (line->is_too_much)
    rondo_log_import_row_doubt (line->row,
                                g_strdup (_ ("So many hours do not fit between these days.")));
}

void
rondo_log_import_read_line (RondoLogReading *reading, const char *const *cells, guint number)
{
  Line line = {
      .reading = reading, .cells = cells, .n_cells = g_strv_length ((GStrv)cells), .line = number};
  gsize longest = 0;
  guint n_filled = count_filled (&line, &longest);

  if (n_filled == 0 || (n_filled == 1 && longest > NOTE_BYTES) || is_header_again (&line))
    return;
  if (is_total (&line)) {
    read_total (&line);
    return;
  }
  line.row = g_new0 (RondoLogImportRow, 1);
  line.row->line = number;
  line.row->title = join_cells (&line);
  line.row->detail = g_strdup ("");
  line.row->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  g_ptr_array_add (reading->import->rows, line.row);
  read_data (&line);
}
