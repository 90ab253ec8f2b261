/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificate of a server that nobody stands in front of. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** rondo_server_certificate_load: from PEM files; a chain may follow in @certificate. */
GTlsCertificate *
rondo_server_certificate_load (const char *certificate, const char *key, GError **error);

/** rondo_server_certificate_path: where the server of @database keeps its own. (transfer full) */
char *rondo_server_certificate_path (const char *database);

/** rondo_server_certificate_own: that of the server of @database, made now if there is none yet:
 * for P-256, valid for 20 years, signed by itself. (transfer full) */
GTlsCertificate *rondo_server_certificate_own (const char *database, GError **error);

/** rondo_server_certificate_fingerprint: SHA-256, hexadecimal: what the app goes by. (transfer
 * full)
 */
char *rondo_server_certificate_fingerprint (GTlsCertificate *certificate);

G_END_DECLS
