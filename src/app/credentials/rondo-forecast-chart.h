/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hours of coaching over time: what was logged, the forecast, and the hours that are asked for. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-credential-plan.h"

G_BEGIN_DECLS

#define RONDO_TYPE_FORECAST_CHART (rondo_forecast_chart_get_type ())
G_DECLARE_FINAL_TYPE (RondoForecastChart, rondo_forecast_chart, RONDO, FORECAST_CHART, GtkWidget)

GtkWidget *rondo_forecast_chart_new (void);

/** rondo_forecast_chart_set_points: @points of RondoPlanPoint; @need: minutes, or negative for
 * none; @description: what a screen reader says instead. */
void rondo_forecast_chart_set_points (RondoForecastChart *chart,
                                      GArray *points,
                                      RondoDate today,
                                      int64_t need,
                                      const char *description);

G_END_DECLS
