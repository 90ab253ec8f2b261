/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers of what the server does, for whoever watches over it: nothing in them is about a person.
 * Thread-safe. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _RondoServerMetrics RondoServerMetrics;

/* What is so at the moment it is asked. */
typedef struct {
  guint connections;
  guint waiting; /* requests under way */
  int64_t database_bytes;
  int64_t seq;
} RondoServerGauges;

RondoServerMetrics *rondo_server_metrics_new (void);
void rondo_server_metrics_free (RondoServerMetrics *metrics);

/** rondo_server_metrics_count: a request of @endpoint (a static text) was answered. */
void rondo_server_metrics_count (RondoServerMetrics *metrics,
                                 const char *endpoint,
                                 guint status,
                                 int64_t duration_us);

/** rondo_server_metrics_count_sync: what a sync has brought and taken. */
void rondo_server_metrics_count_sync (RondoServerMetrics *metrics,
                                      guint ops,
                                      guint refused_ops,
                                      guint rows);

/** rondo_server_metrics_format: all of it in the text format of Prometheus. (transfer full) */
char *rondo_server_metrics_format (RondoServerMetrics *metrics, const RondoServerGauges *gauges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerMetrics, rondo_server_metrics_free)

G_END_DECLS
