/* SPDX-License-Identifier: GPL-3.0-or-later
 * Days, times, lengths and kinds of payment as people write them into tables of their own. */
#include "config.h"

#include "rondo-loose-values.h"

#include <string.h>

#include "rondo-text.h"

#define SHEET_DAY_1970 25569 /* 1970-01-01 as spreadsheets count days */
#define SHEET_DAY_MIN 20000
#define SHEET_DAY_MAX 80000
#define MINUTES_MAX (100000 * 60)

/* The parts of a day: numbers in their order, and a month that is a word. */
typedef struct {
  int numbers[3];
  int digits[3];
  guint n_numbers;
  int month;         /* 1 to 12; 0: no word for it */
  guint month_place; /* how many numbers stand before it */
} DayParts;

/* First letters that tell a month in English, German, French, Spanish, Italian, Portuguese and
 * Dutch, without accents. */
static const struct {
  const char *start;
  int month;
} months[] = {
    {"jan", 1},  {"gen", 1},  {"ene", 1},  {"feb", 2},  {"fev", 2},  {"mar", 3},  {"maer", 3},
    {"mrz", 3},  {"maa", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},  {"may", 5},  {"mai", 5},
    {"mei", 5},  {"mag", 5},  {"jun", 6},  {"juin", 6}, {"giu", 6},  {"jul", 7},  {"juil", 7},
    {"lug", 7},  {"aug", 8},  {"aou", 8},  {"ago", 8},  {"sep", 9},  {"set", 9},  {"oct", 10},
    {"okt", 10}, {"ott", 10}, {"out", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}, {"dic", 12},
};

static int
find_month (const char *word, gsize length)
{
  /* Tuesday in French, Spanish and Italian. */
  if (length < 3 || strncmp (word, "mard", 4) == 0 || strncmp (word, "mart", 4) == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (strncmp (word, months[i].start, strlen (months[i].start)) == 0)
      return months[i].month;
  return 0;
}

/* Reads the number at @at; its digits are counted. */
static const char *
read_number (const char *at, int *number, int *digits)
{
  *number = *digits = 0;
  for (; g_ascii_isdigit (*at); at++, (*digits)++)
    *number = *digits < 8 ? *number * 10 + (*at - '0') : *number;
  return at;
}

static gboolean
is_complete (const DayParts *parts)
{
  return parts->n_numbers == 3 || (parts->month != 0 && parts->n_numbers == 2);
}

/* Weekdays and other words are stepped over; what stands behind the day is not read. */
static void
read_parts (const char *text, DayParts *parts)
{
  g_autofree char *folded = rondo_text_fold (text);
  const char *at = folded;

  while (*at != '\0' && !is_complete (parts)) {
    if (g_ascii_isdigit (*at)) {
      at = read_number (at, &parts->numbers[parts->n_numbers], &parts->digits[parts->n_numbers]);
      parts->n_numbers++;
    } else if (g_ascii_isalpha (*at)) {
      const char *start = at;

      while (g_ascii_isalpha (*at))
        at++;
      if (parts->month == 0) {
        parts->month = find_month (start, (gsize)(at - start));
        parts->month_place = parts->n_numbers;
      }
    } else {
      at++;
    }
  }
}

static int
complete_year (int year, int digits)
{
  if (digits > 2)
    return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

static gboolean
make_date (int year, int month, int day, RondoDate *date)
{
  g_autofree char *iso = NULL;

  if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  iso = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  return rondo_date_parse (iso, date);
}

static gboolean
make_date_with_word (const DayParts *parts, RondoDate *date)
{
  gboolean is_year_first = parts->digits[0] == 4;
  int year =
      is_year_first ? parts->numbers[0] : complete_year (parts->numbers[1], parts->digits[1]);

  return make_date (
      year, parts->month, is_year_first ? parts->numbers[1] : parts->numbers[0], date);
}

/* 45000 is a day of 2023; "20260312" is a day too. */
static gboolean
make_date_from_one (const DayParts *parts, RondoDate *date)
{
  int number = parts->numbers[0];

  if (parts->digits[0] == 8)
    return make_date (number / 10000, number / 100 % 100, number % 100, date);
  if (number < SHEET_DAY_MIN || number > SHEET_DAY_MAX)
    return FALSE;
  *date = number - SHEET_DAY_1970;
  return TRUE;
}

/* A number of a day may have the time of the day behind a point or comma. */
static gboolean
is_sheet_day (const char *text)
{
  gsize n_digits = strspn (text, "0123456789");

  return (n_digits == 5 || n_digits == 8) &&
         (text[n_digits] == '\0' ||
          (strchr (".,", text[n_digits]) != NULL &&
           strspn (text + n_digits + 1, "0123456789") == strlen (text + n_digits + 1)));
}

gboolean
rondo_loose_date_parse (const char *text, RondoDateOrder order, RondoDate *date)
{
  DayParts parts = {0};
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (is_sheet_day (trimmed)) {
    read_number (trimmed, &parts.numbers[0], &parts.digits[0]);
    return make_date_from_one (&parts, date);
  }
  read_parts (trimmed, &parts);
  if (!is_complete (&parts))
    return FALSE;
  if (parts.month != 0)
    return make_date_with_word (&parts, date);
  if (parts.digits[0] == 4)
    return make_date (parts.numbers[0], parts.numbers[1], parts.numbers[2], date);
  if (order == RONDO_ORDER_MONTH_FIRST)
    return make_date (complete_year (parts.numbers[2], parts.digits[2]),
                      parts.numbers[0],
                      parts.numbers[1],
                      date);
  return make_date (
      complete_year (parts.numbers[2], parts.digits[2]), parts.numbers[1], parts.numbers[0], date);
}

gboolean
rondo_loose_date_find_order (const char *text, RondoDateOrder *order)
{
  DayParts parts = {0};

  if (is_sheet_day (text))
    return FALSE;
  read_parts (text, &parts);
  if (!is_complete (&parts) || parts.month != 0 || parts.digits[0] == 4)
    return FALSE;
  if (parts.numbers[0] <= 12 && parts.numbers[1] <= 12) {
    /* Only the day before the month is written with points. */
    *order = RONDO_ORDER_DAY_FIRST;
    return strchr (text, '.') != NULL && strchr (text, '/') == NULL;
  }
  *order = parts.numbers[0] > 12 ? RONDO_ORDER_DAY_FIRST : RONDO_ORDER_MONTH_FIRST;
  return TRUE;
}

/* The last of two kinds of marks parts the decimals; of one kind it does so unless it parts groups
 * of three digits again and again. */
static const char *
find_decimal_mark (const char *text)
{
  const char *point = strrchr (text, '.');
  const char *comma = strrchr (text, ',');
  const char *mark = point > comma ? point : comma;

  if (mark == NULL || (point != NULL && comma != NULL))
    return mark;
  return strchr (text, *mark) == mark ? mark : NULL;
}

gboolean
rondo_loose_number_parse (const char *text, int64_t *number)
{
  const char *mark = find_decimal_mark (text);
  int64_t value = 0;
  int decimals = -1;
  gboolean has_digit = FALSE;

  for (const char *at = text; *at != '\0'; at++) {
    if (at == mark)
      decimals = 0;
    if (!g_ascii_isdigit (*at) || decimals >= 4 || value > G_MAXINT64 / 1000000)
      continue;
    has_digit = TRUE;
    value = value * 10 + (*at - '0');
    if (decimals >= 0)
      decimals++;
  }
  for (decimals = MAX (decimals, 0); decimals < 4; decimals++)
    value *= 10;
  *number = value;
  return has_digit && *strpbrk (text, "0123456789-") != '-';
}

/* As many minutes as show the hundredths that were written: 0.83 is 50 minutes, as 50 minutes are
 * shown as 0.83. What has more decimals is closer to the minute already. */
static int64_t
hours_to_minutes (int64_t hours)
{
  if (hours % 100 == 0)
    return (hours / 100 * 60 + 99) / 100;
  return (hours * 60 + 5000) / 10000;
}

static gboolean
is_unit (const char *word, gsize length, char first)
{
  static const char *const hours[] = {"h",
                                      "hr",
                                      "hrs",
                                      "hour",
                                      "hours",
                                      "std",
                                      "stunde",
                                      "stunden",
                                      "heure",
                                      "heures",
                                      "hora",
                                      "horas",
                                      "ora",
                                      "ore",
                                      "uur"};
  static const char *const minutes[] = {
      "m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti"};
  const char *const *words = first == 'h' ? hours : minutes;
  gsize n_words = first == 'h' ? G_N_ELEMENTS (hours) : G_N_ELEMENTS (minutes);

  for (gsize i = 0; i < n_words; i++)
    if (strlen (words[i]) == length && strncmp (words[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* One number with the word behind it. @last: the unit before it, 'h', 'm' or 0. */
static gboolean
read_length_part (const char **text, RondoLengthUnit unit, char *last, int64_t *minutes)
{
  gsize n_number = strspn (*text, "0123456789.,");
  g_autofree char *digits = g_strndup (*text, n_number);
  const char *word = *text + n_number;
  gsize n_word = 0;
  int64_t number = 0;
  gboolean is_hours = unit == RONDO_LENGTH_HOURS;

  while (*word == ' ')
    word++;
  while (g_ascii_isalpha (word[n_word]))
    n_word++;
  if (n_number == 0 || !rondo_loose_number_parse (digits, &number))
    return FALSE;
  if (is_unit (word, n_word, 'h'))
    is_hours = TRUE;
  else if (is_unit (word, n_word, 'm') || *word == '\'')
    is_hours = FALSE;
  else if (n_word == 0 && *last == 'h')
    is_hours = FALSE;
  else if (n_word > 0)
    return FALSE;
  *last = is_hours ? 'h' : 'm';
  *minutes += is_hours ? hours_to_minutes (number) : number / 10000;
  *text = word + n_word;
  *text += strspn (*text, " .,'+&");
  return TRUE;
}

static gboolean
parse_colons (const char *text, int64_t *minutes)
{
  int hours = 0, rest = 0, digits = 0;
  const char *at = read_number (text, &hours, &digits);

  if (digits == 0 || digits > 4 || *at != ':')
    return FALSE;
  at = read_number (at + 1, &rest, &digits);
  if (digits != 2 || rest > 59)
    return FALSE;
  if (*at == ':') {
    int seconds = 0;

    at = read_number (at + 1, &seconds, &digits);
  }
  at += strspn (at, " hms");
  *minutes = (int64_t)hours * 60 + rest;
  return *at == '\0';
}

/* Quarters and halves as letters of their own become decimals. */
static char *
fold_length (const char *text)
{
  static const struct {
    const char *letter;
    const char *decimals;
  } fractions[] = {{"½", ".5"}, {"¼", ".25"}, {"¾", ".75"}};
  g_autoptr (GString) plain = g_string_new (text);
  g_autofree char *folded = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fractions); i++)
    g_string_replace (plain, fractions[i].letter, fractions[i].decimals, 0);
  folded = rondo_text_fold (plain->str);
  g_strstrip (folded);
  return g_strdup (g_str_has_prefix (folded, "pt") ? folded + 2 : folded);
}

gboolean
rondo_loose_length_parse (const char *text, RondoLengthUnit unit, int64_t *minutes)
{
  g_autofree char *folded = fold_length (text);
  const char *at = folded;
  char last = 0;

  *minutes = 0;
  if (*folded == '\0')
    return FALSE;
  if (parse_colons (folded, minutes))
    return TRUE;
  *minutes = 0;
  while (*at != '\0')
    if (!read_length_part (&at, unit, &last, minutes) || *minutes > MINUTES_MAX)
      return FALSE;
  return TRUE;
}

gboolean
rondo_loose_length_has_unit (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text) || strchr (":'", *text) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_half_of_day (const char *at, char half)
{
  at += strspn (at, " ");
  return at[0] == half && (at[1] == 'm' || (at[1] == '.' && at[2] == 'm'));
}

/* The time at @at, or FALSE: "18:30", "6 pm". */
static gboolean
read_clock (const char *at, int *minute)
{
  int hour = 0, rest = 0, digits = 0;
  const char *end = read_number (at, &hour, &digits);
  gboolean has_minutes = FALSE;

  if (digits == 0 || digits > 2)
    return FALSE;
  if (*end != '\0' && strchr (":.h", *end) != NULL && g_ascii_isdigit (end[1])) {
    end = read_number (end + 1, &rest, &digits);
    has_minutes = digits == 2;
    if (*end == ':')
      end = read_number (end + 1, &digits, &digits);
  }
  if (has_half_of_day (end, 'p') && hour < 12)
    hour += 12;
  else if (has_half_of_day (end, 'a') && hour == 12)
    hour = 0;
  else if (!has_minutes && !has_half_of_day (end, 'p') && !has_half_of_day (end, 'a') &&
           !g_str_has_prefix (end + strspn (end, " "), "uhr"))
    return FALSE;
  *minute = hour * 60 + rest;
  return hour < 24 && rest < 60;
}

gboolean
rondo_loose_clock_parse (const char *text, int *minute)
{
  g_autofree char *folded = rondo_text_fold (text);
  const char *colon = NULL;
  const char *start = NULL;

  g_strstrip (folded);
  colon = strchr (folded, ':');
  if (colon == NULL)
    return read_clock (folded, minute);
  for (start = colon; start > folded && g_ascii_isdigit (start[-1]); start--)
    ;
  return read_clock (start, minute);
}

static gboolean
has_any (const char *text, const char *const *parts)
{
  for (; *parts != NULL; parts++)
    if (strstr (text, *parts) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_any (const char *text, const char *const *words)
{
  return g_strv_contains (words, text);
}

gboolean
rondo_loose_payment_parse (const char *text, RondoPayment *payment)
{
  static const char *const exchange[] = {
      "reciproc", "exchange", "barter", "peer", "tausch", "gegenseitig", "echange", NULL};
  static const char *const unpaid[] = {"bono",
                                       "unpaid",
                                       "unbezahlt",
                                       "free",
                                       "gratis",
                                       "kostenlos",
                                       "gratuit",
                                       "volunt",
                                       "ehrenamt",
                                       NULL};
  static const char *const paid[] = {"paid", "bezahlt", "pagad", "pagat", "paye", "invoice", NULL};
  static const char *const no[] = {"no", "nein", "n", "non", "false", "-", NULL};
  static const char *const yes[] = {"yes", "ja", "y", "j", "x", "oui", "si", "true", "p", NULL};
  g_autofree char *folded = rondo_text_fold (text);
  int64_t amount = 0;

  g_strstrip (folded);
  if (has_any (folded, exchange))
    *payment = RONDO_PAYMENT_RECIPROCAL;
  else if (has_any (folded, unpaid) || is_any (folded, no))
    *payment = RONDO_PAYMENT_PRO_BONO;
  else if (has_any (folded, paid) || is_any (folded, yes))
    *payment = RONDO_PAYMENT_PAID;
  else if (rondo_loose_number_parse (folded, &amount))
    *payment = amount > 0 ? RONDO_PAYMENT_PAID : RONDO_PAYMENT_PRO_BONO;
  else
    return FALSE;
  return TRUE;
}
