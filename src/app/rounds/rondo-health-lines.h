/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs somebody in a round, as lines; and the round as a question for a repair. */
#pragma once

#include "rondo-health.h"
#include "rondo-overviews.h"
#include "rondo-repair.h"

G_BEGIN_DECLS

/** rondo_health_list_for_overview: (transfer full) (element-type RondoHealth) */
GPtrArray *rondo_health_list_for_overview (const RondoRoundOverview *overview, RondoDate today);

/** rondo_lines_for_health: key = pairing id, or member id where it is about a member; with the next
 * action and, for a pairing, that for a replacement. @found of RondoHealth. (transfer container)
 * (element-type RondoLineItem) */
GPtrArray *rondo_lines_for_health (const RondoRoundOverview *overview, GPtrArray *found);

/** rondo_health_find_pairing: the pairing of @overview with this id, or NULL. */
const RondoPairingOverview *rondo_health_find_pairing (const RondoRoundOverview *overview,
                                                       const char *id);

/** rondo_health_find_member: the member with this id, or NULL. */
const RondoMember *rondo_health_find_member (const RondoRoundOverview *overview, const char *id);

/**
 * rondo_repair_input_new_for_overview:
 * @leaving: (element-type RondoLeaving): borrowed
 * @seeking: (element-type utf8) (nullable): borrowed
 *
 * Free with rondo_repair_input_free(). (transfer full)
 */
RondoRepairInput *rondo_repair_input_new_for_overview (const RondoRoundOverview *overview,
                                                       GPtrArray *leaving,
                                                       GPtrArray *seeking,
                                                       RondoDate today);

G_END_DECLS
