/* SPDX-License-Identifier: GPL-3.0-or-later
 * How members are told what became of a round: one text for each part that somebody has in it, with
 * places that are filled in for each member. */
#pragma once

#include "rondo-notice.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

/* What is filled in for one member. Borrowed. */
typedef struct {
  const RondoRound *round;
  const char *name;    /* of the member */
  const char *coach;   /* whoever coaches them, with address; "" for nobody */
  const char *clients; /* whom they coach, the same */
} RondoAnnouncementFacts;

const char *rondo_part_to_word (RondoPart part); /* "both", "coach", … */
/** rondo_part_describe: for people, translated. */
const char *rondo_part_describe (RondoPart part);

/** rondo_part_find: what a member who is registered has, with so many coaches and clients. */
RondoPart rondo_part_find (const RondoRegistration *registration, guint n_coaches, guint n_clients);

/** rondo_announcement_get_usual: a text to begin with in a round of this kind, translated, with
 * places such as "{name}". */
const char *rondo_announcement_get_usual (const RondoRound *round, RondoPart part);

/** rondo_announcement_get_text: what a coordinator wrote for @round, or else the usual text. */
const char *rondo_announcement_get_text (const RondoRound *round, RondoPart part);

/** rondo_announcement_dup_title: the same of its title. (transfer full) */
char *rondo_announcement_dup_title (const RondoRound *round);

/** rondo_round_describe_standing: the state of @round, and whether its pairings are announced. */
char *rondo_round_describe_standing (const RondoRound *round);

/** rondo_announcement_get_places: the places that are filled in, NULL-terminated. */
const char *const *rondo_announcement_get_places (void);

/** rondo_announcement_find_unknown: the first "{…}" in @text that nobody fills in, NULL if there is
 * none. (transfer full) */
char *rondo_announcement_find_unknown (const char *text);

/** rondo_announcement_fill: @text with all places filled in. What is filled in is not looked at
 * again. (transfer full) */
char *rondo_announcement_fill (const char *text, const RondoAnnouncementFacts *facts);

G_END_DECLS
