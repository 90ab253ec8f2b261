/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may become of rounds, registrations and pairings, checked again by the server. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_life_may_register: whether the writer may give the registration @id of @member for
 * @round (nullable) this @body; NULL takes it back. */
gboolean rondo_server_life_may_register (const RondoServerWriter *writer,
                                         const char *id,
                                         const char *member,
                                         const char *round,
                                         const char *body,
                                         GError **error);

/** rondo_server_life_was_held_before: whether the session in @body (nullable) was held while
 * @pairing, an id, had not ended: that may be told late. */
gboolean rondo_server_life_was_held_before (const RondoServerWriter *writer,
                                            const char *pairing,
                                            const char *body,
                                            gboolean *was_held,
                                            GError **error);

/* What must hold before @body becomes the state of the record @id. */
gboolean rondo_server_life_check_round (const RondoServerWriter *writer,
                                        const char *id,
                                        const char *body,
                                        GError **error);
gboolean rondo_server_life_check_registration (const RondoServerWriter *writer,
                                               const char *id,
                                               const char *body,
                                               GError **error);
/** rondo_server_life_check_joining: whether who joins with the registration in @body is whom the
 * round is for. */
gboolean rondo_server_life_check_joining (const RondoServerWriter *writer,
                                          const char *id,
                                          const char *body,
                                          GError **error);
gboolean rondo_server_life_check_pairing (const RondoServerWriter *writer,
                                          const char *id,
                                          const char *body,
                                          GError **error);

G_END_DECLS
