/* SPDX-License-Identifier: GPL-3.0-or-later
 * Argon2id away from the main loop, at most two at a time: each takes time and 64 MiB. */
#pragma once

#include <gio/gio.h>

#include "rondo-server-settings.h"

G_BEGIN_DECLS

typedef struct _RondoServerPasswords RondoServerPasswords;

/** rondo_server_passwords_new: @settings is borrowed. */
RondoServerPasswords *rondo_server_passwords_new (const RondoServerSettings *settings);

/** rondo_server_passwords_free: waits for those at work. */
void rondo_server_passwords_free (RondoServerPasswords *passwords);

/** rondo_server_passwords_hash_async: finish gives @password as it is stored. */
void rondo_server_passwords_hash_async (RondoServerPasswords *passwords,
                                        const char *password,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
char *rondo_server_passwords_hash_finish (GAsyncResult *result, GError **error);

/** rondo_server_passwords_verify_async: whether @hash was made of @password. With a @hash of NULL
 * (there is no such account) the answer is no, and takes as long. If it is right and costs another
 * amount than it should by now, finish gives it as it is to be stored, too. */
void rondo_server_passwords_verify_async (RondoServerPasswords *passwords,
                                          const char *hash,
                                          const char *password,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
rondo_server_passwords_verify_finish (GAsyncResult *result, char **rehashed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerPasswords, rondo_server_passwords_free)

G_END_DECLS
