/* SPDX-License-Identifier: GPL-3.0-or-later
 * The button that opens the filter of the list of members, and the filters that were saved. */
#pragma once

#include <adwaita.h>

#include "rondo-member-filter.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MEMBER_FILTER_BUTTON (rondo_member_filter_button_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoMemberFilterButton, rondo_member_filter_button, RONDO, MEMBER_FILTER_BUTTON, AdwBin)

/* RondoMemberFilterButton::changed: another filter was chosen. */

const RondoMemberFilter *rondo_member_filter_button_get_filter (RondoMemberFilterButton *button);
void rondo_member_filter_button_set_filter (RondoMemberFilterButton *button,
                                            const RondoMemberFilter *filter);

/** rondo_member_filter_button_set_settings: where filters are saved (nullable: nowhere). */
void rondo_member_filter_button_set_settings (RondoMemberFilterButton *button, GSettings *settings);

G_END_DECLS
