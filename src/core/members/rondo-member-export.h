/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members as a table that can be imported again. */
#pragma once

#include <glib.h>

#include "rondo-member.h"

G_BEGIN_DECLS

/** rondo_members_export: @members (of RondoMember) as CSV with the columns of
 * rondo_member_import_read(), in their order. (transfer full) */
char *rondo_members_export (GPtrArray *members);

G_END_DECLS
