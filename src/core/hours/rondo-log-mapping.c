/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a foreign table of sessions mean. */
#include "config.h"

#include "rondo-log-mapping.h"

#include <string.h>

#include "rondo-text.h"

#define HEADER_SEARCHED 15 /* lines */
#define DATA_SEARCHED 500
#define HOURS_MOST 24 /* numbers above cannot be the hours of a session */

static const char *const words[RONDO_N_IMPORT_COLUMNS] = {"-",
                                                          "date",
                                                          "start",
                                                          "end",
                                                          "length",
                                                          "client",
                                                          "contact",
                                                          "organisation",
                                                          "payment",
                                                          "paid",
                                                          "free",
                                                          "form",
                                                          "size",
                                                          "setting",
                                                          "activity",
                                                          "first",
                                                          "last"};

/* Names of columns, folded and without what is in brackets; the first that fits counts, and whole
 * names before parts of them. */
static const struct {
  RondoImportColumn column;
  const char *names; /* with ";" around each */
} known[] = {
    {RONDO_COLUMN_PAID, ";paid hours;hours paid;bezahlte stunden;heures payees;"},
    {RONDO_COLUMN_PRO_BONO,
     ";pro-bono hours;pro bono hours;probono hours;unpaid hours;unbezahlte stunden;pro-bono "
     "stunden;pro bono stunden;pro bono;pro-bono;"},
    {RONDO_COLUMN_SIZE,
     ";no. of individuals in group;number of individuals in group;group size;size;participants;"
     "number in group;teilnehmer;gruppengroße;gruppengrosse;anzahl personen;"},
    {RONDO_COLUMN_FORM, ";individual/group;individual or group;type;form;einzel/gruppe;format;"},
    {RONDO_COLUMN_FIRST_DAY, ";start date;first session;startdatum;first day;coaching since;"},
    {RONDO_COLUMN_LAST_DAY, ";end date;last session;enddatum;last day;"},
    {RONDO_COLUMN_DATE,
     ";date;datum;session date;day;tag;fecha;data;sitzungsdatum;termin;when;date of session;"
     "coaching date;date de la seance;"},
    {RONDO_COLUMN_START,
     ";start;start time;time;from;beginn;uhrzeit;von;begin;startzeit;heure;hora;zeit;"},
    {RONDO_COLUMN_END, ";end;end time;to;ende;bis;until;endzeit;fin;"},
    {RONDO_COLUMN_LENGTH,
     ";duration;dauer;minutes;minuten;min;mins;hours;stunden;std;h;length;lange;duree;duracion;"
     "hrs;coaching hours;session length;total hours;hours coached;"},
    {RONDO_COLUMN_CONTACT,
     ";contact;contact info;contact information;email;e-mail;e mail;mail;phone;telefon;kontakt;"
     "email address;e-mail address;e-mail-adresse;client email;telephone;"},
    {RONDO_COLUMN_CLIENT,
     ";client;client name;name;klient;klientin;coachee;kunde;kundin;kundenname;cliente;with;mit;"
     "person;coachee name;klient/in;klient*in;name of client;clients;"},
    {RONDO_COLUMN_ORGANISATION,
     ";organisation;organization;company;firma;unternehmen;employer;sponsor;"},
    {RONDO_COLUMN_PAYMENT,
     ";payment;paid;paid/pro bono;paid or pro bono;bezahlt;bezahlung;fee;honorar;price;amount;rate;"
     "vergutung;billing;paid/unpaid;paid?;betrag;"},
    {RONDO_COLUMN_SETTING, ";setting;internal/external;"},
    {RONDO_COLUMN_ACTIVITY, ";activity;aktivitat;category;kategorie;session type;"},
};

static char *
fold_title (const char *title)
{
  g_autofree char *folded = rondo_text_fold (title);
  char *bracket = strpbrk (folded, "([");

  if (bracket != NULL && bracket > folded)
    *bracket = '\0';
  g_strdelimit (folded, "\n\r\t_", ' ');
  return g_strdup (g_strstrip (g_strdelimit (folded, ":", ' ')));
}

static RondoImportColumn
recognise (const char *title)
{
  g_autofree char *folded = fold_title (title);
  g_autofree char *name = g_strdup_printf (";%s;", folded);

  for (guint i = 0; *folded != '\0' && i < G_N_ELEMENTS (known); i++)
    if (strstr (known[i].names, name) != NULL)
      return known[i].column;
  return RONDO_COLUMN_IGNORED;
}

static GStrv
get_cells (const RondoCsv *csv, guint row)
{
  return ((RondoCsvRow *)csv->rows->pdata[row])->cells;
}

/* The line among the first that names most columns; 0 if none names two. */
static guint
find_header (const RondoCsv *csv)
{
  guint best = 0, most = 1;

  for (guint i = 0; i < MIN (csv->rows->len, HEADER_SEARCHED); i++) {
    GStrv cells = get_cells (csv, i);
    guint count = 0;

    for (guint j = 0; cells[j] != NULL; j++)
      count += recognise (cells[j]) != RONDO_COLUMN_IGNORED;
    if (count > most) {
      most = count;
      best = i + 1;
    }
  }
  return best;
}

static guint
count_columns (const RondoCsv *csv)
{
  guint most = 0;

  for (guint i = 0; i < csv->rows->len; i++)
    most = MAX (most, g_strv_length (get_cells (csv, i)));
  return most;
}

static void
set_column (RondoLogMapping *mapping, guint index, RondoImportColumn column)
{
  g_array_index (mapping->columns, RondoImportColumn, index) = column;
}

int
rondo_log_mapping_get_column (const RondoLogMapping *mapping, RondoImportColumn column)
{
  for (guint i = 0; i < mapping->columns->len; i++)
    if (g_array_index (mapping->columns, RondoImportColumn, i) == column)
      return (int)i;
  return -1;
}

/* Each meaning once: the first column that has the name. */
static void
map_header (RondoLogMapping *mapping, const RondoCsv *csv)
{
  GStrv cells = get_cells (csv, mapping->header_rows - 1);

  for (guint i = 0; cells[i] != NULL; i++) {
    RondoImportColumn column = recognise (cells[i]);

    if (rondo_log_mapping_get_column (mapping, column) < 0)
      set_column (mapping, i, column);
  }
}

static RondoImportColumn
recognise_value (const char *cell)
{
  RondoDate date;
  int64_t minutes;

  if (*cell == '\0')
    return RONDO_COLUMN_IGNORED;
  if (rondo_loose_date_parse (cell, RONDO_ORDER_DAY_FIRST, &date) ||
      rondo_loose_date_parse (cell, RONDO_ORDER_MONTH_FIRST, &date))
    return RONDO_COLUMN_DATE;
  if (rondo_loose_length_parse (cell, RONDO_LENGTH_MINUTES, &minutes))
    return RONDO_COLUMN_LENGTH;
  if (strchr (cell, '@') != NULL)
    return RONDO_COLUMN_CONTACT;
  return g_unichar_isalpha (g_utf8_get_char (cell)) ? RONDO_COLUMN_CLIENT : RONDO_COLUMN_IGNORED;
}

/* Without names the first line says what is a day, a length, a name. */
static void
map_values (RondoLogMapping *mapping, const RondoCsv *csv)
{
  GStrv cells = csv->rows->len > 0 ? get_cells (csv, 0) : NULL;

  for (guint i = 0; cells != NULL && cells[i] != NULL; i++) {
    RondoImportColumn column = recognise_value (cells[i]);

    if (rondo_log_mapping_get_column (mapping, column) < 0)
      set_column (mapping, i, column);
  }
}

/* "Paid" beside "Pro bono" has hours too. */
static void
settle_hours (RondoLogMapping *mapping, const RondoCsv *csv)
{
  int payment = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_PAYMENT);
  g_autofree char *title = NULL;

  if (payment < 0 || rondo_log_mapping_get_column (mapping, RONDO_COLUMN_PRO_BONO) < 0 ||
      rondo_log_mapping_get_column (mapping, RONDO_COLUMN_PAID) >= 0)
    return;
  title = fold_title (get_cells (csv, mapping->header_rows - 1)[payment]);
  if (g_str_equal (title, "paid"))
    set_column (mapping, (guint)payment, RONDO_COLUMN_PAID);
}

/* First and last day of a line that says no hours are the day of a session and something else. */
static void
settle_days (RondoLogMapping *mapping)
{
  int first = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_FIRST_DAY);
  int last = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_LAST_DAY);
  gboolean has_hours = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_PAID) >= 0 ||
                       rondo_log_mapping_get_column (mapping, RONDO_COLUMN_PRO_BONO) >= 0 ||
                       rondo_log_mapping_get_column (mapping, RONDO_COLUMN_LENGTH) >= 0;
  gboolean has_times = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_START) >= 0;
  gboolean has_date = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_DATE) >= 0;

  if (first < 0 || (has_hours && last >= 0 && !has_times && !has_date))
    return;
  set_column (mapping, (guint)first, has_date ? RONDO_COLUMN_IGNORED : RONDO_COLUMN_DATE);
  if (last >= 0)
    set_column (mapping, (guint)last, RONDO_COLUMN_IGNORED);
}

static const char *
get_cell (const RondoCsv *csv, guint row, int column)
{
  GStrv cells = get_cells (csv, row);

  return column >= 0 && (guint)column < g_strv_length (cells) ? cells[column] : "";
}

static guint
get_data_end (const RondoLogMapping *mapping, const RondoCsv *csv)
{
  return MIN (csv->rows->len, mapping->header_rows + DATA_SEARCHED);
}

static gboolean
is_ambiguous (const char *cell)
{
  RondoDate one, other;

  return rondo_loose_date_parse (cell, RONDO_ORDER_DAY_FIRST, &one) &&
         rondo_loose_date_parse (cell, RONDO_ORDER_MONTH_FIRST, &other) && one != other;
}

static void
find_order (RondoLogMapping *mapping, const RondoCsv *csv)
{
  static const RondoImportColumn days[] = {
      RONDO_COLUMN_DATE, RONDO_COLUMN_FIRST_DAY, RONDO_COLUMN_LAST_DAY};
  gboolean is_asked = FALSE;

  for (guint i = mapping->header_rows; i < get_data_end (mapping, csv); i++)
    for (guint j = 0; j < G_N_ELEMENTS (days); j++) {
      const char *cell = get_cell (csv, i, rondo_log_mapping_get_column (mapping, days[j]));

      if (rondo_loose_date_find_order (cell, &mapping->order)) {
        mapping->is_order_sure = TRUE;
        return;
      }
      is_asked = is_asked || is_ambiguous (cell);
    }
  mapping->is_order_sure = !is_asked;
  mapping->order = RONDO_ORDER_DAY_FIRST;
}

/* By the name of the column, or by the numbers: an hour has at most some digits. */
static void
find_unit (RondoLogMapping *mapping, const RondoCsv *csv)
{
  int column = rondo_log_mapping_get_column (mapping, RONDO_COLUMN_LENGTH);
  g_autofree char *title = rondo_text_fold (
      mapping->header_rows > 0 ? get_cell (csv, mapping->header_rows - 1, column) : "");
  int64_t number = 0, most = 0;

  mapping->unit = RONDO_LENGTH_HOURS;
  if (strstr (title, "min") != NULL) {
    mapping->unit = RONDO_LENGTH_MINUTES;
    return;
  }
  if (strstr (title, "hour") != NULL || strstr (title, "stund") != NULL ||
      strstr (title, "std") != NULL || strstr (title, "(h)") != NULL)
    return;
  for (guint i = mapping->header_rows; i < get_data_end (mapping, csv); i++) {
    const char *cell = get_cell (csv, i, column);

    if (!rondo_loose_length_has_unit (cell) && rondo_loose_number_parse (cell, &number))
      most = MAX (most, number);
  }
  if (most > HOURS_MOST * 10000)
    mapping->unit = RONDO_LENGTH_MINUTES;
}

RondoLogMapping *
rondo_log_mapping_guess (const RondoCsv *csv)
{
  RondoLogMapping *mapping = NULL;

  g_return_val_if_fail (csv != NULL, NULL);

  mapping = g_new0 (RondoLogMapping, 1);
  mapping->columns = g_array_new (FALSE, TRUE, sizeof (RondoImportColumn));
  g_array_set_size (mapping->columns, count_columns (csv));
  mapping->payment = RONDO_PAYMENT_PRO_BONO;
  mapping->header_rows = find_header (csv);
  if (mapping->header_rows > 0) {
    map_header (mapping, csv);
    settle_hours (mapping, csv);
  } else {
    map_values (mapping, csv);
  }
  settle_days (mapping);
  find_order (mapping, csv);
  find_unit (mapping, csv);
  return mapping;
}

RondoLogMapping *
rondo_log_mapping_copy (const RondoLogMapping *mapping)
{
  RondoLogMapping *copy = NULL;

  g_return_val_if_fail (mapping != NULL, NULL);

  copy = g_memdup2 (mapping, sizeof *mapping);
  copy->columns = g_array_copy (mapping->columns);
  return copy;
}

void
rondo_log_mapping_free (RondoLogMapping *mapping)
{
  if (mapping == NULL)
    return;
  g_array_unref (mapping->columns);
  g_free (mapping);
}

gboolean
rondo_log_mapping_is_by_client (const RondoLogMapping *mapping)
{
  return rondo_log_mapping_get_column (mapping, RONDO_COLUMN_FIRST_DAY) >= 0 &&
         rondo_log_mapping_get_column (mapping, RONDO_COLUMN_DATE) < 0;
}

char *
rondo_log_mapping_dup_key (const RondoLogMapping *mapping, const RondoCsv *csv)
{
  g_autofree char *titles = NULL;

  g_return_val_if_fail (mapping != NULL && csv != NULL, NULL);

  if (mapping->header_rows == 0)
    return NULL;
  titles = g_strjoinv ("\n", get_cells (csv, mapping->header_rows - 1));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, titles, -1);
}

char *
rondo_log_mapping_to_text (const RondoLogMapping *mapping)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (mapping != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < mapping->columns->len; i++)
    g_string_append_printf (text,
                            "%s%s",
                            i > 0 ? " " : "",
                            words[g_array_index (mapping->columns, RondoImportColumn, i)]);
  g_string_append_printf (text,
                          ";%s;%s;%s",
                          mapping->order == RONDO_ORDER_DAY_FIRST ? "day-first" : "month-first",
                          mapping->unit == RONDO_LENGTH_HOURS ? "hours" : "minutes",
                          rondo_payment_to_word (mapping->payment));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
find_word (const char *word, RondoImportColumn *column)
{
  for (guint i = 0; i < RONDO_N_IMPORT_COLUMNS; i++)
    if (strcmp (words[i], word) == 0) {
      *column = (RondoImportColumn)i;
      return TRUE;
    }
  return FALSE;
}

gboolean
rondo_log_mapping_apply_text (RondoLogMapping *mapping, const char *text)
{
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) columns = NULL;
  RondoImportColumn column;
  RondoPayment payment;

  g_return_val_if_fail (mapping != NULL && text != NULL, FALSE);

  parts = g_strsplit (text, ";", -1);
  if (g_strv_length (parts) != 4 || !rondo_payment_from_word (parts[3], &payment))
    return FALSE;
  columns = g_strsplit (parts[0], " ", -1);
  if (g_strv_length (columns) != mapping->columns->len)
    return FALSE;
  for (guint i = 0; i < mapping->columns->len; i++)
    if (!find_word (columns[i], &column))
      return FALSE;
  for (guint i = 0; i < mapping->columns->len; i++)
    if (find_word (columns[i], &column))
      set_column (mapping, i, column);
  mapping->payment = payment;
  mapping->unit = strcmp (parts[2], "minutes") == 0 ? RONDO_LENGTH_MINUTES : RONDO_LENGTH_HOURS;
  /* What a day of this file says counts more than what was right for another one. */
  if (!mapping->is_order_sure)
    mapping->order =
        strcmp (parts[1], "month-first") == 0 ? RONDO_ORDER_MONTH_FIRST : RONDO_ORDER_DAY_FIRST;
  return TRUE;
}
