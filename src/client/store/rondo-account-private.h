/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the account shares with its calls, and what sync tells it. */
#pragma once

#include "rondo-account.h"
#include "rondo-enroll.h"

G_BEGIN_DECLS

/** rondo_account_update_role: the role that the server gives by now. */
void rondo_account_update_role (RondoAccount *account, gboolean is_coordinator);

/* (transfer none) */
RondoStore *rondo_account_get_store (RondoAccount *account);
RondoTransport *rondo_account_get_transport (RondoAccount *account);

/* Each takes over what it is given, and notifies. */
void rondo_account_take_facts (RondoAccount *account, RondoAccountFacts *facts);
void rondo_account_take_token (RondoAccount *account, char *token);
void rondo_account_set_is_remembered (RondoAccount *account, gboolean is_remembered);

G_END_DECLS
