/* SPDX-License-Identifier: GPL-3.0-or-later
 * The whole log of a coach, what was received in exchange, and what the coach decided about it:
 * what everything of the desk is computed from. */
#pragma once

#include "rondo-desk-settings.h"
#include "rondo-reciprocity.h"
#include "rondo-view.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *entries; /* of RondoLogEntry, newest first */
  GArray *received;   /* of RondoDayMinutes: in rounds */
  RondoDeskSettings *settings;
} RondoDeskAccount;

/** rondo_desk_account_read: fills the empty @account. */
gboolean rondo_desk_account_read (RondoView *view, RondoDeskAccount *account, GError **error);
void rondo_desk_account_clear (RondoDeskAccount *account);

/** rondo_desk_account_split: all that was given and received in exchange until @cut_off. */
RondoReciprocity rondo_desk_account_split (const RondoDeskAccount *account, RondoDate cut_off);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoDeskAccount, rondo_desk_account_clear)

G_END_DECLS
