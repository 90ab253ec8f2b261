/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tokens and invitation codes: made at random, kept as hashes, compared in constant time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_server_secrets_init: once before anything else here; FALSE if there is no randomness. */
gboolean rondo_server_secrets_init (void);

/** rondo_server_token_new: 256 random bits as text. (transfer full) */
char *rondo_server_token_new (void);

/** rondo_server_token_is_valid: whether @text (untrusted) has the shape of 256 bits. */
gboolean rondo_server_token_is_valid (const char *text);

/** rondo_server_random_id: 128 random bits, hexadecimal. (transfer full) */
char *rondo_server_random_id (void);

/** rondo_server_code_new: 80 random bits as "XXXX-XXXX-XXXX-XXXX" of letters and digits that are
 * not mistaken for each other. (transfer full) */
char *rondo_server_code_new (void);

/** rondo_server_code_normalize: what a person typed as the code it means; NULL if it is none.
 * (transfer full) (nullable) */
char *rondo_server_code_normalize (const char *typed);

/** rondo_server_secret_hash: BLAKE2b of @secret, hexadecimal: what the database keeps.
 * (transfer full) */
char *rondo_server_secret_hash (const char *secret);

/** rondo_server_hash_equal: in constant time. */
gboolean rondo_server_hash_equal (const char *a, const char *b);

/** rondo_server_secrets_sign: 16 characters that only who knows @key can make for @text.
 * (transfer full) */
char *rondo_server_secrets_sign (const char *key, const char *text);

/** rondo_server_secrets_are_equal: in the same time wherever they differ. */
gboolean rondo_server_secrets_are_equal (const char *a, const char *b);

G_END_DECLS
