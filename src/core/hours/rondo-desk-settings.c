/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach has decided about the own log and plan. */
#include "config.h"

#include "rondo-desk-settings.h"

#include "rondo-error.h"
#include "rondo-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

RondoDeskSettings *
rondo_desk_settings_new (void)
{
  RondoDeskSettings *settings = g_new0 (RondoDeskSettings, 1);

  settings->is_balanced = TRUE;
  settings->training_start = RONDO_DATE_NONE;
  settings->application = RONDO_DATE_NONE;
  settings->credentials = g_new0 (char *, 1);
  settings->weekly_minutes = RONDO_WEEKLY_AS_BEFORE;
  settings->rules = g_new0 (char *, 1);
  return settings;
}

RondoDeskSettings *
rondo_desk_settings_copy (const RondoDeskSettings *settings)
{
  RondoDeskSettings *copy;

  g_return_val_if_fail (settings != NULL, NULL);

  copy = g_memdup2 (settings, sizeof *settings);
  copy->id = g_strdup (settings->id);
  copy->credentials = g_strdupv (settings->credentials);
  copy->rules = g_strdupv (settings->rules);
  return copy;
}

void
rondo_desk_settings_free (RondoDeskSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->id);
  g_strfreev (settings->credentials);
  g_strfreev (settings->rules);
  g_free (settings);
}

char *
rondo_desk_settings_derive_id (const char *member)
{
  g_return_val_if_fail (member != NULL, NULL);

  return rondo_id_derive (member, "desk");
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return FALSE;
}

gboolean
rondo_desk_settings_check (const RondoDeskSettings *settings, GError **error)
{
  g_return_val_if_fail (settings != NULL, FALSE);

  if (settings->weekly_minutes < RONDO_WEEKLY_AS_BEFORE ||
      settings->weekly_minutes > RONDO_WEEKLY_MINUTES_MAX)
    return refuse (error, _ ("The planned hours of a week have to be between 0 and 60."));
  if (g_strv_length (settings->credentials) > RONDO_DESK_CREDENTIALS_MAX)
    return refuse (error, _ ("These are more credentials than can be planned for at once."));
  if (g_strv_length (settings->rules) > RONDO_DESK_RULES_MAX)
    return refuse (error,
                   _ ("There are 40 rule files of your own already. Remove one, then add this."));
  for (char **rule = settings->rules; *rule != NULL; rule++)
    if (strlen (*rule) > RONDO_DESK_RULE_MAX_BYTES)
      return refuse (error, _ ("The rule file is longer than 32 KiB. Shorten its notes."));
  return TRUE;
}
