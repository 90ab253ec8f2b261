/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pairing of the user in words, for a card: who, how to reach them, how far. */
#pragma once

#include <glib-object.h>

#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PAIRING_ITEM (rondo_pairing_item_get_type ())
G_DECLARE_FINAL_TYPE (RondoPairingItem, rondo_pairing_item, RONDO, PAIRING_ITEM, GObject)

/*
 * Properties, all read-only texts, "" for none: "id", "title" ("You coach Ana"), "round", "email",
 * "email-uri", "phone", "phone-uri", "languages", "local-time", "progress"; "fraction" 0…1;
 * "is-coach"; "asks-feedback": it has come to its end.
 */

/** rondo_pairing_item_new: takes @overview and @note, what else
 * is said of the pairing, over; @now_us is the time that local-time is told for.
 */
RondoPairingItem *
rondo_pairing_item_new (RondoPairingOverview *overview, char *note, int64_t now_us);

const char *rondo_pairing_item_get_id (RondoPairingItem *item);

/** rondo_pairing_item_get_partner: the other member, and what they are called ("" while that is
 * unknown). */
const char *rondo_pairing_item_get_partner (RondoPairingItem *item, const char **name);

/** rondo_pairing_item_equal: whether two items show the same. */
gboolean rondo_pairing_item_equal (gconstpointer a, gconstpointer b);

G_END_DECLS
