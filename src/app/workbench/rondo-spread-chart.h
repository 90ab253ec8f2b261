/* SPDX-License-Identifier: GPL-3.0-or-later
 * How many members get how much of what they wish for, as bars. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RONDO_TYPE_SPREAD_CHART (rondo_spread_chart_get_type ())
G_DECLARE_FINAL_TYPE (RondoSpreadChart, rondo_spread_chart, RONDO, SPREAD_CHART, GtkWidget)

GtkWidget *rondo_spread_chart_new (void);

/** rondo_spread_chart_set_values: @values (element-type int64_t), ascending; NULL for none. */
void rondo_spread_chart_set_values (RondoSpreadChart *chart, GArray *values);

G_END_DECLS
