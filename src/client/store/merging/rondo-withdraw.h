/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an account that is held may not keep. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/**
 * rondo_withdraw:
 * @is_changed: (inout): set if the user sees something else from now on
 *
 * Takes away what others have told of themselves and what is for coordinators, in one transaction.
 * What is the member's own stays, and so does everything that waits. If the account is released, it
 * is all read again.
 */
gboolean rondo_withdraw (RondoDb *db, gboolean *is_changed, GError **error);

G_END_DECLS
