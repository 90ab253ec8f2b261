/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach may want to look at again before an entry is logged. */
#include "config.h"

#include "rondo-log-warnings.h"

#include "rondo-round.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTES_PER_DAY RONDO_SESSION_MINUTES_MAX

void
rondo_log_warning_free (RondoLogWarning *warning)
{
  if (warning == NULL)
    return;
  g_free (warning->text);
  g_free (warning);
}

/* Takes @text over. */
static void
warn (GPtrArray *warnings, RondoLogWarningCode code, char *text)
{
  RondoLogWarning *warning = g_new0 (RondoLogWarning, 1);

  warning->code = code;
  warning->text = text;
  g_ptr_array_add (warnings, warning);
}

static gboolean
is_itself (const RondoLogEntry *entry, const RondoLogEntry *other)
{
  return entry->id != NULL && g_strcmp0 (entry->id, other->id) == 0;
}

static gboolean
overlaps (const RondoLogEntry *entry, const RondoLogEntry *other)
{
  int64_t start = (int64_t)entry->date * MINUTES_PER_DAY + entry->start_minute;
  int64_t other_start = (int64_t)other->date * MINUTES_PER_DAY + other->start_minute;

  return entry->start_minute != RONDO_START_UNKNOWN && other->start_minute != RONDO_START_UNKNOWN &&
         !is_itself (entry, other) && start < other_start + other->minutes &&
         other_start < start + entry->minutes;
}

static void
check_overlap (GPtrArray *warnings, const RondoLogEntry *entry, const RondoLogSurroundings *around)
{
  for (guint i = 0; i < around->others->len; i++)
    if (overlaps (entry, around->others->pdata[i])) {
      warn (warnings,
            RONDO_LOG_WARNING_OVERLAP,
            g_strdup (_ ("At this time another entry is in the log already.")));
      return;
    }
}

static void
check_day (GPtrArray *warnings, const RondoLogEntry *entry, const RondoLogSurroundings *around)
{
  int64_t minutes = entry->minutes;
  g_autofree char *hours = NULL;

  for (guint i = 0; i < around->others->len; i++) {
    const RondoLogEntry *other = around->others->pdata[i];

    if (other->date == entry->date && !is_itself (entry, other))
      minutes += other->minutes;
  }
  if (minutes <= RONDO_LONG_DAY_MINUTES)
    return;
  hours = rondo_minutes_to_local_hours (minutes);
  warn (warnings,
        RONDO_LOG_WARNING_LONG_DAY,
        g_strdup_printf (_ ("With this entry the day has %s hours."), hours));
}

/* Whether the name says that it was something else. */
static gboolean
tells_other_activity (const char *name)
{
  /* Translators: parts of words, parted by semicolons, that tell mentor coaching and supervision
     from coaching when they stand in the name of a client */
  g_auto (GStrv) words = g_strsplit (_ ("mentor;mentee;supervis"), ";", -1);
  g_autofree char *folded = rondo_text_fold (name);

  for (char **word = words; *word != NULL; word++) {
    g_autofree char *part = rondo_text_fold (*word);

    if (*part != '\0' && strstr (folded, part) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
check_activity (GPtrArray *warnings, const RondoLogEntry *entry, const RondoLogSurroundings *around)
{
  if (entry->activity != RONDO_ACTIVITY_COACHING)
    return;
  if (around->is_mentee ||
      (around->client_name != NULL && tells_other_activity (around->client_name)))
    warn (warnings,
          RONDO_LOG_WARNING_NOT_COACHING,
          g_strdup (_ ("Was this mentor coaching or supervision? It does not count as client "
                       "hours; choose it as the activity.")));
}

static void
check_coaching (GPtrArray *warnings, const RondoLogEntry *entry, const RondoLogSurroundings *around)
{
  g_autofree char *start = rondo_date_to_display (around->training_start);

  if (entry->activity != RONDO_ACTIVITY_COACHING)
    return;
  if (around->training_start != RONDO_DATE_NONE && entry->date < around->training_start)
    warn (warnings,
          RONDO_LOG_WARNING_BEFORE_TRAINING,
          g_strdup_printf (_ ("This was before your coach education began on %s; many bodies do "
                              "not count such hours."),
                           start));
  if (around->group_most > 0 && entry->group_size > around->group_most)
    warn (warnings,
          RONDO_LOG_WARNING_GROUP,
          g_strdup_printf (ngettext ("Groups of more than %d person do not count.",
                                     "Groups of more than %d people do not count.",
                                     (gulong)around->group_most),
                           around->group_most));
}

static void
check_course (GPtrArray *warnings, const RondoLogEntry *entry, const RondoLogSurroundings *around)
{
  g_autofree char *own = rondo_text_fold (around->own_course != NULL ? around->own_course : "");
  g_autofree char *other =
      rondo_text_fold (around->client_course != NULL ? around->client_course : "");

  if (entry->activity != RONDO_ACTIVITY_COACHING || *g_strstrip (own) == '\0' ||
      !g_str_equal (own, g_strstrip (other)))
    return;
  warn (warnings,
        RONDO_LOG_WARNING_SAME_COURSE,
        g_strdup_printf (_ ("You are both in the course %s. Coaching among fellow students counts "
                            "only outside of the course."),
                         around->own_course));
}

GPtrArray *
rondo_log_warnings_find (const RondoLogEntry *entry, const RondoLogSurroundings *around)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_warning_free);

  g_return_val_if_fail (entry != NULL && around != NULL, warnings);

  if (entry->date > around->today)
    warn (warnings, RONDO_LOG_WARNING_FUTURE, g_strdup (_ ("This day lies in the future.")));
  check_coaching (warnings, entry, around);
  check_overlap (warnings, entry, around);
  check_day (warnings, entry, around);
  check_activity (warnings, entry, around);
  check_course (warnings, entry, around);
  return warnings;
}
