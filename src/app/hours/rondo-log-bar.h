/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be done with the selected entries of the log, and how many they are. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_BAR (rondo_log_bar_get_type ())
G_DECLARE_FINAL_TYPE (RondoLogBar, rondo_log_bar, RONDO, LOG_BAR, AdwBin)

/* Its buttons call the actions log.select-all, log.set-payment, log.set-setting, log.copy-selected
 * and log.delete-selected of a widget around it. */

void rondo_log_bar_show (RondoLogBar *bar, guint count, int64_t minutes);

G_END_DECLS
