/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rules of credentials: those that come with the program, and those of the user. */
#pragma once

#include <glib.h>

#include "rondo-credential.h"

G_BEGIN_DECLS

/**
 * rondo_credential_files_load:
 * @own_dir: (nullable): a folder with files of the user, which need not be there
 * @texts: (nullable): files of the user that are in their plan
 * @problems: (element-type utf8): gets a sentence for each file that cannot be used
 *
 * Returns: (transfer full) (element-type RondoCredentialRule): all that can be used
 */
GPtrArray *rondo_credential_files_load (const char *own_dir, GStrv texts, GPtrArray *problems);

G_END_DECLS
