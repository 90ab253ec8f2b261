/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the values of a foreign log are read, to be changed. */
#pragma once

#include <adwaita.h>

#include "rondo-log-mapping.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_READING (rondo_log_reading_get_type ())
G_DECLARE_FINAL_TYPE (RondoLogReading, rondo_log_reading, RONDO, LOG_READING, AdwPreferencesGroup)

/* RondoLogReading::changed: something was chosen. */

GtkWidget *rondo_log_reading_new (void);

/** rondo_log_reading_describe_meanings: what a column of a log may mean, in the order of
 * RondoImportColumn. (transfer full) */
GStrv rondo_log_reading_describe_meanings (void);

/** rondo_log_reading_show: how @mapping reads a file that was not shown before. */
void rondo_log_reading_show (RondoLogReading *reading, const RondoLogMapping *mapping);

/** rondo_log_reading_dup_mapping: what was shown with what is chosen, and @columns (element-type
 * guint). (transfer full) */
RondoLogMapping *rondo_log_reading_dup_mapping (RondoLogReading *reading, const GArray *columns);

G_END_DECLS
