/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rule files of the coach, which are part of the plan. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_own_rules_add: @text in place of one for the same credential from the same day. */
gboolean rondo_own_rules_add (RondoDb *db, const char *text, GError **error);

/** rondo_own_rules_remove: those that are exactly @text. */
gboolean rondo_own_rules_remove (RondoDb *db, const char *text, GError **error);

G_END_DECLS
