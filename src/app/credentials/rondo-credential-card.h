/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan for one credential: bars, forecast, next steps and sources. */
#pragma once

#include <adwaita.h>

#include "rondo-credential-plan.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CREDENTIAL_CARD (rondo_credential_card_get_type ())
G_DECLARE_FINAL_TYPE (RondoCredentialCard, rondo_credential_card, RONDO, CREDENTIAL_CARD, AdwBin)

/** rondo_credential_card_new: for the credential @id. Its button calls credentials.remove. */
GtkWidget *rondo_credential_card_new (const char *id);

const char *rondo_credential_card_get_id (RondoCredentialCard *card);

/** rondo_credential_card_set_plan: shows @plan, of which it keeps nothing. */
void rondo_credential_card_set_plan (RondoCredentialCard *card, const RondoCredentialPlan *plan);

G_END_DECLS
