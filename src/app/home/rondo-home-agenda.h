/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is next and what waits: the session that is running, the next one with a countdown, and
 * whatever the user has to do. */
#pragma once

#include <adwaita.h>

#include "rondo-agenda.h"
#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_HOME_AGENDA (rondo_home_agenda_get_type ())
G_DECLARE_FINAL_TYPE (RondoHomeAgenda, rondo_home_agenda, RONDO, HOME_AGENDA, AdwBin)

/** rondo_home_agenda_update: shows @agenda (taken over). */
void rondo_home_agenda_update (RondoHomeAgenda *home, RondoContext *context, RondoAgenda *agenda);

G_END_DECLS
