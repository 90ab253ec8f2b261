/* SPDX-License-Identifier: GPL-3.0-or-later
 * A long log as a list model: lines are made only for the rows that are looked at. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-desk.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_MODEL (rondo_log_model_get_type ())
G_DECLARE_FINAL_TYPE (RondoLogModel, rondo_log_model, RONDO, LOG_MODEL, GObject)

/** rondo_log_model_new: an empty GtkSelectionModel of RondoLineItem. */
RondoLogModel *rondo_log_model_new (void);

/** rondo_log_model_take: shows the entries of @log, which is taken over; rows that stay the same
 * stay where they are. @is_connected: "not sent yet" means something. */
void rondo_log_model_take (RondoLogModel *model, RondoLogOverview *log, gboolean is_connected);

/** rondo_log_model_set_selecting: whether rows can be selected; none is at first. */
void rondo_log_model_set_selecting (RondoLogModel *model, gboolean is_selecting);

/** rondo_log_model_toggle: selects the row at @position, or does not any more. */
void rondo_log_model_toggle (RondoLogModel *model, guint position);

/** rondo_log_model_dup_selected: ids of the selected entries, and all their @minutes. (transfer
 * full) (element-type utf8) */
GPtrArray *rondo_log_model_dup_selected (RondoLogModel *model, int64_t *minutes);

G_END_DECLS
