/* SPDX-License-Identifier: GPL-3.0-or-later
 * One action of the user: what it writes is saved and sent together, or not at all. */
#pragma once

#include <glib.h>

#include "rondo-conduct.h"
#include "rondo-desk-settings.h"
#include "rondo-feedback.h"
#include "rondo-hours.h"
#include "rondo-member.h"
#include "rondo-notice.h"
#include "rondo-plan.h"
#include "rondo-round.h"

G_BEGIN_DECLS

typedef struct _RondoChange RondoChange;

RondoChange *rondo_change_new (void);
void rondo_change_free (RondoChange *change);

/* Each copies what it is given. An id that exists is edited, a new one created. */
void rondo_change_put_member (RondoChange *change, const RondoMember *member);
void rondo_change_put_round (RondoChange *change, const RondoRound *round);
void rondo_change_put_registration (RondoChange *change, const RondoRegistration *registration);
/** rondo_change_put_pairing: for a known one: its state, and what is said of it. */
void rondo_change_put_pairing (RondoChange *change, const RondoPairing *pairing);
void rondo_change_put_session (RondoChange *change, const RondoSession *session);
void rondo_change_put_client (RondoChange *change, const RondoClientPerson *client);
void rondo_change_put_log_entry (RondoChange *change, const RondoLogEntry *entry);
void rondo_change_put_desk (RondoChange *change, const RondoDeskSettings *settings);
void rondo_change_put_feedback (RondoChange *change, const RondoFeedback *feedback);
void rondo_change_put_conduct (RondoChange *change, const RondoConduct *conduct);
void rondo_change_put_conduct_step (RondoChange *change, const RondoConductStep *step);
void rondo_change_put_notice (RondoChange *change, const RondoNotice *notice);

/** rondo_change_delete_member: of one on whom nothing rests: no account, no round, no pairing. */
void rondo_change_delete_member (RondoChange *change, const char *id);
void rondo_change_delete_registration (RondoChange *change, const char *id);
void rondo_change_delete_session (RondoChange *change, const char *id);
void rondo_change_delete_client (RondoChange *change, const char *id);
void rondo_change_delete_log_entry (RondoChange *change, const char *id);
void rondo_change_delete_feedback (RondoChange *change, const char *id);
void rondo_change_delete_notice (RondoChange *change, const char *id);

/** rondo_change_publish: makes @plan true: its pairings, and the round published, or amended. All
 * of it or, when the server refuses, none of it. */
void rondo_change_publish (RondoChange *change, const RondoPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoChange, rondo_change_free)

G_END_DECLS
