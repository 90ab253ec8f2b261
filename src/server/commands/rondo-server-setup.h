/* SPDX-License-Identifier: GPL-3.0-or-later
 * Filling a community from files, by the server itself: for setting up and for the sample. */
#pragma once

#include "rondo-date.h"
#include "rondo-server-community.h"

G_BEGIN_DECLS

/** rondo_server_setup_import: adds or changes the members of a CSV file; all or nothing. */
gboolean rondo_server_setup_import (RondoDb *db,
                                    const RondoServerCommunity *community,
                                    const char *csv,
                                    gsize length,
                                    int64_t now_us,
                                    GError **error);

/** rondo_server_setup_open_round: opens a round called @name that starts at @start, and registers
 * every active member with their standing wishes; all or nothing. */
gboolean rondo_server_setup_open_round (RondoDb *db,
                                        const RondoServerCommunity *community,
                                        const char *name,
                                        RondoDate start,
                                        int64_t now_us,
                                        GError **error);

G_END_DECLS
