/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two clients that are one person. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

/** rondo_client_person_join: @kept, who learns what only @other says. (transfer full) */
RondoClientPerson *rondo_client_person_join (const RondoClientPerson *kept,
                                             const RondoClientPerson *other);

G_END_DECLS
