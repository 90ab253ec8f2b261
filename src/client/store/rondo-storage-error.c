/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences for what can go wrong with the local database. */
#include "config.h"

#include "rondo-storage-error.h"

#include "rondo-db.h"
#include "rondo-error.h"

#include <glib/gi18n-lib.h>

static GError *
explain (const GError *error)
{
  switch ((RondoDbError)error->code) {
  case RONDO_DB_ERROR_TOO_NEW:
    return g_error_new (RONDO_ERROR,
                        RONDO_ERROR_TOO_NEW,
                        _ ("This data was written by a newer version of Rondo and was left "
                           "untouched. Install that version to open it."));
  case RONDO_DB_ERROR_FOREIGN:
    return g_error_new (RONDO_ERROR,
                        RONDO_ERROR_FOREIGN,
                        _ ("This file belongs to another program and was left untouched. Choose "
                           "another file."));
  case RONDO_DB_ERROR_CORRUPT:
    return g_error_new (RONDO_ERROR,
                        RONDO_ERROR_CORRUPT,
                        _ ("The database on this computer is damaged (%s). Close Rondo and open it "
                           "again: the damaged file is kept aside and a fresh one is begun."),
                        error->message);
  case RONDO_DB_ERROR_FULL:
    return g_error_new (RONDO_ERROR,
                        RONDO_ERROR_STORAGE,
                        _ ("The disk is full or cannot be written to, so nothing was saved. Make "
                           "room on it, then try again."));
  case RONDO_DB_ERROR_BUSY:
    return g_error_new (RONDO_ERROR,
                        RONDO_ERROR_STORAGE,
                        _ ("Another program is using the database, so nothing was saved. Close "
                           "that program, then try again."));
  case RONDO_DB_ERROR_CONSTRAINT:
  case RONDO_DB_ERROR_FAILED:
  default:
    return g_error_new (RONDO_ERROR,
                        RONDO_ERROR_STORAGE,
                        _ ("The database on this computer could not be used (%s), so nothing was "
                           "saved. Try again, or start Rondo anew."),
                        error->message);
  }
}

void
rondo_storage_error_explain (GError **error)
{
  GError *explained;

  if (error == NULL || *error == NULL || (*error)->domain != RONDO_DB_ERROR)
    return;

  explained = explain (*error);
  g_info ("Database: %s", (*error)->message);
  g_clear_error (error);
  *error = explained;
}
