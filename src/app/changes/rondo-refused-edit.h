/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a change that was refused to where it can be made otherwise. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

/** rondo_refused_edit: opens, over @page, what edits the record of @change, filled with what was
 * refused; what is saved there takes its place. */
void rondo_refused_edit (RondoPage *page, const RondoRefusedChange *change);

G_END_DECLS
