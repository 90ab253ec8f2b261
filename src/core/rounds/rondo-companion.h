/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round, as far as those who join it see them. */
#pragma once

#include "rondo-member.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *round;
  RondoProfile *profile; /* without address, telephone and course */
} RondoCompanion;

RondoCompanion *rondo_companion_new (void);

/** rondo_companion_new_for_member: what is shown of @member in @round; without id. */
RondoCompanion *rondo_companion_new_for_member (const char *round, const RondoMember *member);
void rondo_companion_free (RondoCompanion *companion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCompanion, rondo_companion_free)

G_END_DECLS
