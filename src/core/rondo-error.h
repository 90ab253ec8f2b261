/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one error domain of the rooms above the database; a code exists only if a caller acts on it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RONDO_ERROR (rondo_error_quark ())

/**
 * RondoError:
 * @RONDO_ERROR_INVALID: input from outside cannot be understood; the message says what and where
 * @RONDO_ERROR_OFFLINE: the server could not be reached; try again later
 * @RONDO_ERROR_TIMEOUT: the server did not answer in time; try again later
 * @RONDO_ERROR_UNAUTHORIZED: the account is not signed in (any more); the user has to sign in
 * @RONDO_ERROR_REJECTED: the other side understood and refused; repeating does not help
 * @RONDO_ERROR_CONFLICT: made from a state that has changed meanwhile; look again, then repeat
 * @RONDO_ERROR_FOREIGN: what answered is no Rondo server, or one of another history
 * @RONDO_ERROR_TOO_NEW: written by a newer version of Rondo; left untouched
 * @RONDO_ERROR_CORRUPT: the database is damaged; it was kept aside
 * @RONDO_ERROR_HELD: would take much away; the user has to agree first
 * @RONDO_ERROR_ON_HOLD: a coordinator holds the account: nothing is exchanged, but what waits may
 *   be handed in
 * @RONDO_ERROR_STORAGE: the disk is full or cannot be written; nothing was saved
 */
typedef enum {
  RONDO_ERROR_INVALID,
  RONDO_ERROR_OFFLINE,
  RONDO_ERROR_TIMEOUT,
  RONDO_ERROR_UNAUTHORIZED,
  RONDO_ERROR_REJECTED,
  RONDO_ERROR_CONFLICT,
  RONDO_ERROR_FOREIGN,
  RONDO_ERROR_TOO_NEW,
  RONDO_ERROR_CORRUPT,
  RONDO_ERROR_STORAGE,
  RONDO_ERROR_HELD,
  RONDO_ERROR_ON_HOLD,
} RondoError;

GQuark rondo_error_quark (void);

G_END_DECLS
