/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may join a round: credential, hours of coach education, language. */
#pragma once

#include <adwaita.h>

#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_ENTRY (rondo_round_entry_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundEntry, rondo_round_entry, RONDO, ROUND_ENTRY, AdwPreferencesGroup)

void rondo_round_entry_set_round (RondoRoundEntry *entry, const RondoRound *round);

/** rondo_round_entry_read: into @round as far as it is right; else says what is wrong, in which
 * row. Hear of changes by RondoRoundEntry::changed. (transfer full) (nullable) */
char *rondo_round_entry_read (RondoRoundEntry *entry, RondoRound *round, GtkWidget **row);

G_END_DECLS
