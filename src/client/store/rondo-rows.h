/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small helpers of the table files: all rows of a statement as one value. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/* The value of a body; NULL if it cannot be understood. */
typedef gpointer (*RondoDecodeFunc) (const char *id, const char *body, int64_t version);

/*
 * Each takes over @statement, and does nothing but fail when it is NULL (because the query failed
 * and has set @error).
 */

/** rondo_rows_take_int: the first column of the first row; @value is left alone without a row. */
gboolean rondo_rows_take_int (RondoStatement *statement, int64_t *value, GError **error);

/** rondo_rows_take_text: the first column of the first row, or NULL. */
gboolean rondo_rows_take_text (RondoStatement *statement, char **value, GError **error);

/** rondo_rows_take_texts: (transfer full): the first column of all rows. */
GPtrArray *rondo_rows_take_texts (RondoStatement *statement, GError **error);

/** rondo_rows_take_values: (transfer full): the columns id, body, version of all rows, decoded.
 * What cannot be understood is left out: it is kept for a version that can. */
GPtrArray *rondo_rows_take_values (RondoStatement *statement,
                                   RondoDecodeFunc decode,
                                   GDestroyNotify free_value,
                                   GError **error);

/** rondo_rows_take_value: the first of those values, or NULL. */
gboolean rondo_rows_take_value (RondoStatement *statement,
                                RondoDecodeFunc decode,
                                gpointer *value,
                                GError **error);

G_END_DECLS
