/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a foreign table of sessions mean: guessed, shown, changed, remembered. */
#pragma once

#include "rondo-csv.h"
#include "rondo-loose-values.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_COLUMN_IGNORED,
  RONDO_COLUMN_DATE,
  RONDO_COLUMN_START,
  RONDO_COLUMN_END,
  RONDO_COLUMN_LENGTH,
  RONDO_COLUMN_CLIENT,
  RONDO_COLUMN_CONTACT,
  RONDO_COLUMN_ORGANISATION,
  RONDO_COLUMN_PAYMENT,
  RONDO_COLUMN_PAID,     /* hours */
  RONDO_COLUMN_PRO_BONO, /* hours */
  RONDO_COLUMN_FORM,     /* individual or group */
  RONDO_COLUMN_SIZE,     /* of the group */
  RONDO_COLUMN_SETTING,
  RONDO_COLUMN_ACTIVITY,
  RONDO_COLUMN_FIRST_DAY, /* of a relationship: the line stands for all its sessions */
  RONDO_COLUMN_LAST_DAY,
} RondoImportColumn;
#define RONDO_N_IMPORT_COLUMNS 17

typedef struct {
  GArray *columns;   /* of RondoImportColumn: one for each of the file */
  guint header_rows; /* before the first line of data */
  RondoDateOrder order;
  RondoLengthUnit unit;
  RondoPayment payment;   /* of a line that does not say it */
  gboolean is_order_sure; /* a day of the file can only be read so */
} RondoLogMapping;

RondoLogMapping *rondo_log_mapping_copy (const RondoLogMapping *mapping);
void rondo_log_mapping_free (RondoLogMapping *mapping);

/** rondo_log_mapping_guess: from the names of columns in several languages, and what is below
 * them. (transfer full) */
RondoLogMapping *rondo_log_mapping_guess (const RondoCsv *csv);

/** rondo_log_mapping_get_column: the index of the column that means @column, or -1. */
int rondo_log_mapping_get_column (const RondoLogMapping *mapping, RondoImportColumn column);

/** rondo_log_mapping_is_by_client: whether a line is a relationship and not a session. */
gboolean rondo_log_mapping_is_by_client (const RondoLogMapping *mapping);

/** rondo_log_mapping_dup_key: the same for all files with these names of columns; NULL if it has
 * none. (transfer full) (nullable) */
char *rondo_log_mapping_dup_key (const RondoLogMapping *mapping, const RondoCsv *csv);

/** rondo_log_mapping_to_text: to be remembered: "date client length;day-first;hours;pro-bono".
 * (transfer full) */
char *rondo_log_mapping_to_text (const RondoLogMapping *mapping);

/** rondo_log_mapping_apply_text: takes over what was remembered; FALSE and nothing changed if it
 * does not fit. */
gboolean rondo_log_mapping_apply_text (RondoLogMapping *mapping, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogMapping, rondo_log_mapping_free)

G_END_DECLS
