/* SPDX-License-Identifier: GPL-3.0-or-later
 * Coaching in exchange for coaching: which of it counts as paid.
 *
 * The International Coaching Federation takes any payment or barter, coaching for coaching
 * included. Coaching schools read that as: paid up to the hours received, whoever the partners
 * were (International Coach Academy, support article 4000087325: 10 hours given and 8 received are
 * 8 paid and 2 pro bono). So it is a policy that a coach may switch off. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_RECIPROCITY_SOURCE                                                                   \
  "https://support.coachcampus.com/support/solutions/articles/"                                    \
  "4000087325-peer-coaching-and-icf-credentials-acc-or-pcc-"

/* Minutes of one day, given in exchange or received. */
typedef struct {
  RondoDate date;
  int64_t minutes;
} RondoDayMinutes;

/* What has been given in exchange until a day, minutes. */
typedef struct {
  int64_t given;
  int64_t received;
  int64_t paid;
  int64_t pro_bono; /* becomes paid as soon as as much is received */
} RondoReciprocity;

/** rondo_reciprocity_split: @given and @received (element-type RondoDayMinutes), both in any
 * order, until and with the day @cut_off. @is_balanced: paid up to what was received; else all of
 * it is paid. */
RondoReciprocity
rondo_reciprocity_split (GArray *given, GArray *received, RondoDate cut_off, gboolean is_balanced);

/** rondo_reciprocity_allow: how many reciprocal minutes may be paid when @received were. */
int64_t rondo_reciprocity_allow (int64_t received, gboolean is_balanced);

/** rondo_reciprocity_sum: the minutes of @days until and with @cut_off; never negative. */
int64_t rondo_reciprocity_sum (GArray *days, RondoDate cut_off);

/** rondo_reciprocity_describe: "Receive 2.00 hours more, and …", or NULL when nothing is waiting.
 * (transfer full) (nullable) */
char *rondo_reciprocity_describe (const RondoReciprocity *split);

G_END_DECLS
