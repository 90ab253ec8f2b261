/* SPDX-License-Identifier: GPL-3.0-or-later
 * New invitations as texts to send, and as a table. */
#pragma once

#include "rondo-accounts.h"

G_BEGIN_DECLS

/** rondo_invitation_texts_make: what to send to each of @invitations (RondoNewInvitation), and all
 * of it as a table. @names: (member id or address → name). @titles, @texts: (out) (transfer full)
 * (element-type utf8) */
void rondo_invitation_texts_make (GPtrArray *invitations,
                                  GHashTable *names,
                                  GHashTable *emails,
                                  const char *server,
                                  const char *community,
                                  GPtrArray **titles,
                                  GPtrArray **texts);

G_END_DECLS
