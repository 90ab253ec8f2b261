/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sync tells the account. */
#pragma once

#include "rondo-account.h"

G_BEGIN_DECLS

/** rondo_account_update_role: the role that the server gives by now. */
void rondo_account_update_role (RondoAccount *account, gboolean is_coordinator);

G_END_DECLS
