/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values of the core as lines of a list: the words that the coordinator's pages show. */
#pragma once

#include <glib.h>

#include "rondo-line-item.h"
#include "rondo-member-accounts.h"
#include "rondo-member-import.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

/* Each returns (transfer container) (element-type RondoLineItem). @is_connected: there is a server,
 * so that "not sent yet" means something. */

/* What the kind of a member's line says, one bit each. */
typedef enum {
  RONDO_LINE_MEMBER_ACTIVE = 1 << 0,
  RONDO_LINE_MEMBER_HAS_ACCOUNT = 1 << 1,
  RONDO_LINE_MEMBER_COORDINATOR = 1 << 2,
  RONDO_LINE_MEMBER_HELD = 1 << 3,
} RondoLineMember;

/** rondo_line_for_member: one line: key = member id, kind of RondoLineMember. (transfer full) */
RondoLineItem *rondo_line_for_member (const RondoMemberOverview *overview,
                                      RondoMemberAccounts *accounts,
                                      gboolean is_connected);

/** rondo_lines_for_rounds: key = round id; @summaries of RondoRoundSummary. */
GPtrArray *rondo_lines_for_rounds (GPtrArray *summaries, gboolean is_connected);

/** rondo_lines_for_registrations: key = registration id, by name; with the action that takes it
 * back while the round is open. */
GPtrArray *rondo_lines_for_registrations (const RondoRoundOverview *overview);

/** rondo_lines_for_unregistered: key = member id; active members who did not register. */
GPtrArray *rondo_lines_for_unregistered (const RondoRoundOverview *overview);

/** rondo_lines_for_pairings: key = pairing id; what was published, with progress and reasons. */
GPtrArray *rondo_lines_for_pairings (const RondoRoundOverview *overview, gboolean is_connected);

/** rondo_lines_for_unplaced: key = member id; who could not be placed in @plan, and the rule. */
GPtrArray *rondo_lines_for_unplaced (const RondoRoundOverview *overview, const RondoPlan *plan);

/** rondo_lines_for_import: key = line of the file, kind = RondoImportKind. */
GPtrArray *rondo_lines_for_import (const RondoMemberImport *import);

/** rondo_round_describe: dates and sessions of @round in words. (transfer full) */
char *rondo_round_describe (const RondoRound *round);

/** rondo_round_describe_progress: "12 of 60 sessions held". (transfer full) */
char *rondo_round_describe_progress (int held, int planned);

G_END_DECLS
