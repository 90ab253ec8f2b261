/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of what kind a round is, and what that kind asks for. */
#pragma once

#include <adwaita.h>

#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_KIND_GROUP (rondo_round_kind_group_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoRoundKindGroup, rondo_round_kind_group, RONDO, ROUND_KIND_GROUP, AdwPreferencesGroup)

/** rondo_round_kind_group_set_round: shows what @round says. Its kind can be another one only as
 * long as nobody may have joined, @is_free. */
void rondo_round_kind_group_set_round (RondoRoundKindGroup *group,
                                       const RondoRound *round,
                                       gboolean is_free);

/** rondo_round_kind_group_read: into @round. Hear of another kind by notify::kind. */
void rondo_round_kind_group_read (RondoRoundKindGroup *group, RondoRound *round);

G_END_DECLS
