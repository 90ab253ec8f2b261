/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else a round asks for: its code, a standby list, the agreement. */
#pragma once

#include <adwaita.h>

#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_TERMS (rondo_round_terms_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundTerms, rondo_round_terms, RONDO, ROUND_TERMS, AdwPreferencesGroup)

/** rondo_round_terms_set_round: shows what @round says. @is_new: it may be a draft first. */
void rondo_round_terms_set_round (RondoRoundTerms *terms, const RondoRound *round, gboolean is_new);

/** rondo_round_terms_read: into @round; another agreement gets the next version. */
void rondo_round_terms_read (RondoRoundTerms *terms, RondoRound *round);

G_END_DECLS
