/* SPDX-License-Identifier: GPL-3.0-or-later
 * What lets a simulated device in: its pass, and the keyring that outlives the program. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_keys_init: an empty pass, and a transport that shows it. */
void sim_keys_init (SimDevice *device);
void sim_keys_clear (SimDevice *device);

/** sim_keys_forget: nothing is left in the keyring. */
void sim_keys_forget (SimDevice *device);

/** sim_keys_sign_in: with what the server has answered. */
void sim_keys_sign_in (SimDevice *device, const RondoAccountAnswer *answer);

/** sim_keys_dup_kept: what its keyring holds. (transfer full) (nullable) */
char *sim_keys_dup_kept (SimDevice *device);

/** sim_keys_restart: the program begins anew, with @kept (nullable: its own) in the keyring. */
void sim_keys_restart (SimDevice *device, const char *kept);

/** sim_keys_is_refused: it has to sign in again; that must have a reason. */
void sim_keys_is_refused (SimDevice *device);

/** sim_keys_hand_in: an account on hold hands in what was not sent. */
void sim_keys_hand_in (SimDevice *device);

G_END_DECLS
