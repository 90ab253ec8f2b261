/* SPDX-License-Identifier: GPL-3.0-or-later
 * Credential rules as files: JSON, written by hand and read strictly. */
#pragma once

#include "rondo-credential.h"

G_BEGIN_DECLS

/** rondo_wire_decode_credential: the rule in the file @data, or NULL with %RONDO_ERROR_INVALID and
 * a sentence that names the field. (transfer full) */
RondoCredentialRule *rondo_wire_decode_credential (const char *data, gsize length, GError **error);

G_END_DECLS
