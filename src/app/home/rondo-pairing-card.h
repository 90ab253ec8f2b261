/* SPDX-License-Identifier: GPL-3.0-or-later
 * One of the user's pairings: whom they coach or who coaches them, contact and progress. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-pairing-item.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PAIRING_CARD (rondo_pairing_card_get_type ())
G_DECLARE_FINAL_TYPE (RondoPairingCard, rondo_pairing_card, RONDO, PAIRING_CARD, GtkFlowBoxChild)

GtkWidget *rondo_pairing_card_new (RondoPairingItem *item);

G_END_DECLS
