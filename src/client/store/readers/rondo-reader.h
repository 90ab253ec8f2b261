/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading the overviews: each in one read transaction. */
#pragma once

#include "rondo-db.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

/* Each gives a new value, or NULL with @error. (transfer full) */
RondoHomeOverview *rondo_reader_read_home (RondoDb *db, GError **error);
GPtrArray *rondo_reader_read_members (RondoDb *db, GError **error);
GPtrArray *rondo_reader_read_rounds (RondoDb *db, GError **error);
RondoRoundOverview *rondo_reader_read_round (RondoDb *db, const char *id, GError **error);
RondoHoursOverview *rondo_reader_read_hours (RondoDb *db, GError **error);
RondoOutboxOverview *rondo_reader_read_outbox (RondoDb *db, GError **error);

/** rondo_reader_read_partners: the hours without entries and totals. */
RondoHoursOverview *rondo_reader_read_partners (RondoDb *db, GError **error);

/** rondo_reader_list_clients: (transfer full) (element-type RondoClientPerson): by name */
GPtrArray *rondo_reader_list_clients (RondoDb *db, GError **error);

/** rondo_reader_export_hours: the ICF client coaching log as of @today. */
GBytes *rondo_reader_export_hours (RondoDb *db, RondoDate today, GError **error);

G_END_DECLS
