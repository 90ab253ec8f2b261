/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the database of the app looks like. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_client_schema_get: the schema to open the local database with. */
const RondoDbSchema *rondo_client_schema_get (void);

G_END_DECLS
