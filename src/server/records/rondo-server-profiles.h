/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profiles: records of their own that partners see while a pairing lasts. Made by the server from
 * the member's record, so that nothing has to be filtered when it is read. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_profiles_share: the two members see each other's profile from now on. */
gboolean rondo_server_profiles_share (const RondoServerWriter *writer,
                                      const char *a,
                                      const char *b,
                                      GError **error);

/** rondo_server_profiles_withdraw: unless another active pairing joins the two, each loses sight
 * of the other's profile. */
gboolean rondo_server_profiles_withdraw (const RondoServerWriter *writer,
                                         const char *a,
                                         const char *b,
                                         GError **error);

/** rondo_server_profiles_refresh: the member's record has changed: so does what partners see. */
gboolean
rondo_server_profiles_refresh (const RondoServerWriter *writer, const char *member, GError **error);

G_END_DECLS
