/* SPDX-License-Identifier: GPL-3.0-or-later
 * When somebody has time: the half hours of a week, by the clock on their wall. */
#include "config.h"

#include "rondo-availability.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-weeks.h"

#define DAYS RONDO_AVAILABILITY_DAYS
#define SLOTS RONDO_AVAILABILITY_SLOTS
#define MINUTES_PER_SLOT 30
#define BITS_PER_WORD 64
#define EN_DASH "\xe2\x80\x93"

/* The words of files, not of a language: a table reads the same on every computer. */
static const char *const day_words[DAYS] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
#define DAY_WORD_LENGTH 3

/* What a part of the text says. */
typedef struct {
  guint first_day;
  guint last_day;
  gboolean has_days;
} Days;

static gboolean
read_day (const char *word, gsize length, guint *day)
{
  for (guint i = 0; i < DAYS; i++)
    if ((length == DAY_WORD_LENGTH || length == strlen (day_words[i])) &&
        strncmp (day_words[i], word, length) == 0) {
      *day = i;
      return TRUE;
    }
  return FALSE;
}

/* "mon", "mon-fri", also over the end of the week. */
static gboolean
read_days (const char *word, Days *days)
{
  gsize length = strcspn (word, "-");

  if (!read_day (word, length, &days->first_day))
    return FALSE;
  days->last_day = days->first_day;
  days->has_days = TRUE;
  return word[length] == '\0' ||
         read_day (word + length + 1, strlen (word + length + 1), &days->last_day);
}

/* "9", "09:00", "9.30" as half hours from midnight. */
static gboolean
read_time (const char **text, guint *slot)
{
  guint hours = 0, minutes = 0;
  int n_digits = 0;

  for (; g_ascii_isdigit (**text) && n_digits < 3; n_digits++, (*text)++)
    hours = hours * 10 + (guint)(**text - '0');
  if (n_digits < 1 || n_digits > 2)
    return FALSE;
  if (**text == ':' || **text == '.') {
    if (!g_ascii_isdigit ((*text)[1]) || !g_ascii_isdigit ((*text)[2]))
      return FALSE;
    minutes = (guint)((*text)[1] - '0') * 10 + (guint)((*text)[2] - '0');
    *text += 3;
  }
  *slot = hours * 2 + minutes / MINUTES_PER_SLOT;
  return minutes % MINUTES_PER_SLOT == 0 && minutes < 60 && *slot <= SLOTS;
}

static void
mark (RondoAvailability *grid, const Days *days, guint begin, guint end)
{
  guint n_days = (days->last_day + DAYS - days->first_day) % DAYS + 1;

  if (end < begin)
    end += SLOTS;
  for (guint i = 0; i < n_days; i++)
    for (guint slot = begin; slot < end; slot++)
      rondo_availability_set (
          grid, (days->first_day + i + slot / SLOTS) % DAYS, slot % SLOTS, TRUE);
}

/* "18:00-20:00" */
static gboolean
read_hours (const char *word, const Days *days, RondoAvailability *grid)
{
  guint begin, end;

  if (!days->has_days || !read_time (&word, &begin) || *word++ != '-' || !read_time (&word, &end) ||
      *word != '\0' || begin == end || begin == SLOTS)
    return FALSE;
  mark (grid, days, begin, end);
  return TRUE;
}

/* "mon-fri 18:00-20:00" or only hours. */
static gboolean
read_part (const char *part, Days *days, RondoAvailability *grid)
{
  g_auto (GStrv) words = g_strsplit_set (part, " \t\r", -1);
  gboolean has_hours = FALSE;
  gboolean is_blank = TRUE;

  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    is_blank = FALSE;
    if (g_ascii_isdigit (**word)) {
      if (!read_hours (*word, days, grid))
        return FALSE;
      has_hours = TRUE;
    } else if (has_hours || !read_days (*word, days)) {
      return FALSE;
    }
  }
  return is_blank || has_hours;
}

/* Small letters, one kind of dash, and no spaces around it. */
static char *
normalize (const char *text)
{
  g_autoptr (GString) normal = g_string_new (NULL);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (const char *p = lower; *p != '\0'; p++) {
    gboolean is_dash = g_str_has_prefix (p, EN_DASH);

    if (is_dash || *p == '-') {
      while (normal->len > 0 && normal->str[normal->len - 1] == ' ')
        g_string_truncate (normal, normal->len - 1);
      g_string_append_c (normal, '-');
      p += is_dash ? strlen (EN_DASH) - 1 : 0;
      while (p[1] == ' ')
        p++;
    } else {
      g_string_append_c (normal, *p);
    }
  }
  return g_strstrip (g_string_free (g_steal_pointer (&normal), FALSE));
}

static gboolean
fail (GError **error, const char *part)
{
  g_autofree char *quote = rondo_check_quote (part);

  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("“%s” does not say when somebody has time. Write whole and half hours like "
                  "“mon-fri 18:00-20:00; sat 09:00-12:00”."),
               quote);
  return FALSE;
}

static gboolean
days_equal (const RondoAvailability *grid, guint a, guint b)
{
  for (guint slot = 0; slot < SLOTS; slot++)
    if (rondo_availability_get (grid, a, slot) != rondo_availability_get (grid, b, slot))
      return FALSE;
  return TRUE;
}

static gboolean
day_is_empty (const RondoAvailability *grid, guint day)
{
  for (guint slot = 0; slot < SLOTS; slot++)
    if (rondo_availability_get (grid, day, slot))
      return FALSE;
  return TRUE;
}

/* @dash parts the beginning and the end of a time, @comma two times. */
static void
append_hours (
    GString *text, const RondoAvailability *grid, guint day, const char *dash, const char *comma)
{
  const char *before = " ";

  for (guint slot = 0; slot < SLOTS; slot++) {
    guint begin = slot;

    while (slot < SLOTS && rondo_availability_get (grid, day, slot))
      slot++;
    if (slot == begin)
      continue;
    g_string_append_printf (text,
                            "%s%02u:%02u%s%02u:%02u",
                            before,
                            begin / 2,
                            begin % 2 * MINUTES_PER_SLOT,
                            dash,
                            slot / 2,
                            slot % 2 * MINUTES_PER_SLOT);
    before = comma;
  }
}

gboolean
rondo_availability_get (const RondoAvailability *grid, guint day, guint slot)
{
  guint bit = day * SLOTS + slot;

  g_return_val_if_fail (day < DAYS && slot < SLOTS, FALSE);

  return (grid->bits[bit / BITS_PER_WORD] >> bit % BITS_PER_WORD & 1) != 0;
}

void
rondo_availability_set (RondoAvailability *grid, guint day, guint slot, gboolean has_time)
{
  guint bit = day * SLOTS + slot;
  uint64_t mask = UINT64_C (1) << bit % BITS_PER_WORD;

  g_return_if_fail (day < DAYS && slot < SLOTS);

  if (has_time)
    grid->bits[bit / BITS_PER_WORD] |= mask;
  else
    grid->bits[bit / BITS_PER_WORD] &= ~mask;
}

gboolean
rondo_availability_is_empty (const RondoAvailability *grid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (grid->bits); i++)
    if (grid->bits[i] != 0)
      return FALSE;
  return TRUE;
}

gboolean
rondo_availability_equal (const RondoAvailability *a, const RondoAvailability *b)
{
  return memcmp (a->bits, b->bits, sizeof a->bits) == 0;
}

int
rondo_availability_minutes (const RondoAvailability *grid)
{
  int minutes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (grid->bits); i++)
    minutes += __builtin_popcountll (grid->bits[i]) * MINUTES_PER_SLOT;
  return minutes;
}

gboolean
rondo_availability_parse (const char *text, RondoAvailability *grid, GError **error)
{
  g_autofree char *normal = NULL;
  g_auto (GStrv) parts = NULL;
  RondoAvailability found = {{0}};
  Days days = {0};

  g_return_val_if_fail (text != NULL && grid != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > RONDO_AVAILABILITY_MAX_BYTES)
    return fail (error, text);
  normal = normalize (text);
  parts = g_strsplit_set (normal, ";|,\n", -1);
  if (strcmp (normal, "none") != 0 && strcmp (normal, "-") != 0)
    for (char **part = parts; *part != NULL; part++)
      if (!read_part (*part, &days, &found))
        return fail (error, g_strstrip (*part));
  *grid = found;
  return TRUE;
}

/* The last of the days from @first on that have the same hours. */
static guint
find_last_alike (const RondoAvailability *grid, guint first)
{
  guint day = first;

  while (day + 1 < DAYS && days_equal (grid, first, day + 1))
    day++;
  return day;
}

char *
rondo_availability_to_text (const RondoAvailability *grid)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (grid != NULL, NULL);

  for (guint first = 0, last; first < DAYS; first = last + 1) {
    last = find_last_alike (grid, first);
    if (day_is_empty (grid, first))
      continue;
    g_string_append_printf (
        text, "%s%.*s", text->len > 0 ? "; " : "", DAY_WORD_LENGTH, day_words[first]);
    if (last > first)
      g_string_append_printf (text, "-%.*s", DAY_WORD_LENGTH, day_words[last]);
    append_hours (text, grid, first, "-", ", ");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The day of the week in the user's language; the first is Monday. */
static char *
name_day (guint day)
{
  g_autoptr (GDateTime) monday = g_date_time_new_utc (2024, 1, 1, 12, 0, 0);
  g_autoptr (GDateTime) date = g_date_time_add_days (monday, (int)day);

  return g_date_time_format (date, "%A");
}

char *
rondo_availability_describe (const RondoAvailability *grid)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (grid != NULL, NULL);

  for (guint first = 0, last; first < DAYS; first = last + 1) {
    g_autofree char *name = name_day (first);
    g_autofree char *last_name = NULL;

    last = find_last_alike (grid, first);
    if (day_is_empty (grid, first))
      continue;
    last_name = name_day (last);
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", name);
    if (last > first)
      g_string_append_printf (text, EN_DASH "%s", last_name);
    append_hours (text, grid, first, EN_DASH, ", ");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

int
rondo_availability_common_minutes (const RondoAvailability *a,
                                   const char *zone_a,
                                   const RondoAvailability *b,
                                   const char *zone_b,
                                   RondoDate start,
                                   RondoDate end)
{
  const char *const zones[] = {zone_a, zone_b};
  g_autoptr (RondoWeeks) weeks = NULL;
  g_autofree uint64_t *of_a = NULL;
  g_autofree uint64_t *of_b = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  weeks = rondo_weeks_new (zones, G_N_ELEMENTS (zones), start, end);
  of_a = rondo_weeks_place (weeks, 0, a);
  of_b = rondo_weeks_place (weeks, 1, b);
  return rondo_weeks_common_minutes (weeks, of_a, of_b);
}
