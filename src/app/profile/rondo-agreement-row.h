/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row with the wording of something to agree to, which version was accepted, and when. */
#pragma once

#include <adwaita.h>

#include "rondo-about.h"

G_BEGIN_DECLS

#define RONDO_TYPE_AGREEMENT_ROW (rondo_agreement_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoAgreementRow, rondo_agreement_row, RONDO, AGREEMENT_ROW, AdwExpanderRow)

/** rondo_agreement_row_set_up: the row shows @text; its buttons call "profile.accept" and
 * "profile.withdraw" with @kind. */
void rondo_agreement_row_set_up (RondoAgreementRow *row, const char *kind, const char *text);

/** rondo_agreement_row_set_acceptance: what was accepted; @newest is the version of the text. */
void rondo_agreement_row_set_acceptance (RondoAgreementRow *row,
                                         const RondoAcceptance *acceptance,
                                         int newest);

G_END_DECLS
