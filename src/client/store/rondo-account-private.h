/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the account shares with its calls, and what sync tells it. */
#pragma once

#include "rondo-account.h"
#include "rondo-enroll.h"
#include "rondo-pass.h"

G_BEGIN_DECLS

/** rondo_account_update_role: the role that the server gives by now. */
void rondo_account_update_role (RondoAccount *account, gboolean is_coordinator);

/* (transfer none) */
RondoStore *rondo_account_get_store (RondoAccount *account);
RondoTransport *rondo_account_get_transport (RondoAccount *account);
RondoPass *rondo_account_get_pass (RondoAccount *account);

/** rondo_account_take_facts: takes over @facts, and notifies. */
void rondo_account_take_facts (RondoAccount *account, RondoAccountFacts *facts);
/** rondo_account_tell_signed_in: the pass is another one; news also to those who had one. */
void rondo_account_tell_signed_in (RondoAccount *account);
void rondo_account_set_is_remembered (RondoAccount *account, gboolean is_remembered);

G_END_DECLS
