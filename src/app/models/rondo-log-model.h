/* SPDX-License-Identifier: GPL-3.0-or-later
 * A long log as a list model: lines are made only for the rows that are looked at. */
#pragma once

#include <gio/gio.h>

#include "rondo-desk.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_MODEL (rondo_log_model_get_type ())
G_DECLARE_FINAL_TYPE (RondoLogModel, rondo_log_model, RONDO, LOG_MODEL, GObject)

/** rondo_log_model_new: an empty GListModel of RondoLineItem. */
RondoLogModel *rondo_log_model_new (void);

/** rondo_log_model_take: shows the entries of @log, which is taken over; rows that stay the same
 * stay where they are. @is_connected: "not sent yet" means something. */
void rondo_log_model_take (RondoLogModel *model, RondoLogOverview *log, gboolean is_connected);

G_END_DECLS
