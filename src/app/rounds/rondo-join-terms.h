/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else is said when joining a round: the role, the agreement, a note. */
#pragma once

#include <adwaita.h>

#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_TYPE_JOIN_TERMS (rondo_join_terms_get_type ())
G_DECLARE_FINAL_TYPE (RondoJoinTerms, rondo_join_terms, RONDO, JOIN_TERMS, AdwPreferencesGroup)

/** rondo_join_terms_set_round: shows what @round asks for. */
void rondo_join_terms_set_round (RondoJoinTerms *terms, const RondoRound *round);

/** rondo_join_terms_set_registration: what was said before. */
void rondo_join_terms_set_registration (RondoJoinTerms *terms,
                                        const RondoRegistration *registration);

/** rondo_join_terms_set_owed: how many sessions the member owes from rounds of before. */
void rondo_join_terms_set_owed (RondoJoinTerms *terms, int count);

/** rondo_join_terms_read: into @registration; fails with a sentence if the agreement is not
 * accepted. Who joins a round that is not open waits on standby. */
gboolean
rondo_join_terms_read (RondoJoinTerms *terms, RondoRegistration *registration, GError **error);

G_END_DECLS
