/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach has decided about the own log and plan. */
#include "config.h"

#include "rondo-desk-settings.h"

RondoDeskSettings *
rondo_desk_settings_new (void)
{
  RondoDeskSettings *settings = g_new0 (RondoDeskSettings, 1);

  settings->is_balanced = TRUE;
  settings->training_start = RONDO_DATE_NONE;
  settings->application = RONDO_DATE_NONE;
  settings->credentials = g_new0 (char *, 1);
  settings->weekly_minutes = RONDO_WEEKLY_AS_BEFORE;
  return settings;
}

RondoDeskSettings *
rondo_desk_settings_copy (const RondoDeskSettings *settings)
{
  RondoDeskSettings *copy;

  g_return_val_if_fail (settings != NULL, NULL);

  copy = g_memdup2 (settings, sizeof *settings);
  copy->credentials = g_strdupv (settings->credentials);
  return copy;
}

void
rondo_desk_settings_free (RondoDeskSettings *settings)
{
  if (settings == NULL)
    return;
  g_strfreev (settings->credentials);
  g_free (settings);
}
