/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the community tells one member. */
#include "config.h"

#include "rondo-notice.h"

#include <glib/gi18n-lib.h>

#include "rondo-check.h"
#include "rondo-error.h"

RondoNotice *
rondo_notice_new (void)
{
  RondoNotice *notice = g_new0 (RondoNotice, 1);

  notice->title = g_strdup ("");
  notice->text = g_strdup ("");
  notice->day = RONDO_DATE_NONE;
  return notice;
}

RondoNotice *
rondo_notice_copy (const RondoNotice *notice)
{
  RondoNotice *copy;

  g_return_val_if_fail (notice != NULL, NULL);

  copy = g_memdup2 (notice, sizeof *notice);
  copy->id = g_strdup (notice->id);
  copy->round = g_strdup (notice->round);
  copy->member = g_strdup (notice->member);
  copy->title = g_strdup (notice->title);
  copy->text = g_strdup (notice->text);
  return copy;
}

void
rondo_notice_free (RondoNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->id);
  g_free (notice->round);
  g_free (notice->member);
  g_free (notice->title);
  g_free (notice->text);
  g_free (notice);
}

gboolean
rondo_notice_check (const RondoNotice *notice, GError **error)
{
  g_return_val_if_fail (notice != NULL, FALSE);

  if (!rondo_check_reference (notice->member, _ ("member"), error) ||
      (notice->round != NULL && !rondo_check_reference (notice->round, _ ("round"), error)) ||
      !rondo_check_text (notice->title, _ ("title"), RONDO_NOTICE_TITLE_MAX_BYTES, TRUE, error) ||
      !rondo_check_long_text (notice->text, _ ("text"), RONDO_NOTICE_MAX_BYTES, error))
    return FALSE;
  if (notice->day != RONDO_DATE_NONE)
    return TRUE;
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The field “date” is missing."));
  return FALSE;
}
