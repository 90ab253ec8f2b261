/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers of what the server does. */
#include "config.h"

#include "rondo-server-metrics.h"

/* Upper bounds of the histogram, microseconds; the last bucket has none. */
static const int64_t BOUNDS_US[] = {500,
                                    1000,
                                    2500,
                                    5000,
                                    10000,
                                    25000,
                                    50000,
                                    100000,
                                    250000,
                                    500000,
                                    1000000,
                                    2500000,
                                    5000000,
                                    10000000};

#define N_BOUNDS G_N_ELEMENTS (BOUNDS_US)

/* Of one endpoint. */
typedef struct {
  guint64 buckets[N_BOUNDS + 1];
  guint64 count;
  int64_t sum_us;
  GHashTable *statuses; /* owned; status → guint64 * */
} Endpoint;

struct _RondoServerMetrics {
  GMutex mutex;          /* guards all that follows */
  GHashTable *endpoints; /* owned; static text → Endpoint */
  guint64 ops;
  guint64 refused_ops;
  guint64 rows;
  gint64 started_us;
};

static void
endpoint_free (gpointer data)
{
  Endpoint *endpoint = data;

  g_hash_table_unref (endpoint->statuses);
  g_free (endpoint);
}

static Endpoint *
get_endpoint (RondoServerMetrics *metrics, const char *name)
{
  Endpoint *endpoint = g_hash_table_lookup (metrics->endpoints, name);

  if (endpoint != NULL)
    return endpoint;
  endpoint = g_new0 (Endpoint, 1);
  endpoint->statuses = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_insert (metrics->endpoints, (gpointer)name, endpoint);
  return endpoint;
}

RondoServerMetrics *
rondo_server_metrics_new (void)
{
  RondoServerMetrics *metrics = g_new0 (RondoServerMetrics, 1);

  g_mutex_init (&metrics->mutex);
  metrics->endpoints = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, endpoint_free);
  metrics->started_us = g_get_monotonic_time ();
  return metrics;
}

void
rondo_server_metrics_free (RondoServerMetrics *metrics)
{
  g_hash_table_unref (metrics->endpoints);
  g_mutex_clear (&metrics->mutex);
  g_free (metrics);
}

static guint
find_bucket (int64_t duration_us)
{
  guint i = 0;

  while (i < N_BOUNDS && duration_us > BOUNDS_US[i])
    i++;
  return i;
}

void
rondo_server_metrics_count (RondoServerMetrics *metrics,
                            const char *endpoint,
                            guint status,
                            int64_t duration_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&metrics->mutex);
  Endpoint *counts = get_endpoint (metrics, endpoint);
  guint64 *count = g_hash_table_lookup (counts->statuses, GUINT_TO_POINTER (status));

  if (count == NULL) {
    count = g_new0 (guint64, 1);
    g_hash_table_insert (counts->statuses, GUINT_TO_POINTER (status), count);
  }
  (*count)++;
  counts->count++;
  counts->sum_us += duration_us;
  counts->buckets[find_bucket (duration_us)]++;
}

void
rondo_server_metrics_count_sync (RondoServerMetrics *metrics,
                                 guint ops,
                                 guint refused_ops,
                                 guint rows)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&metrics->mutex);

  metrics->ops += ops;
  metrics->refused_ops += refused_ops;
  metrics->rows += rows;
}

static void
append_head (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_number (GString *text, const char *name, const char *type, const char *help, guint64 value)
{
  append_head (text, name, type, help);
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n", name, value);
}

static void
append_seconds (GString *text, int64_t us)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6f", (double)us / 1e6));
}

static int
compare_statuses (gconstpointer a, gconstpointer b)
{
  return (int)GPOINTER_TO_UINT (a) - (int)GPOINTER_TO_UINT (b);
}

static void
append_requests (GString *text, const char *name, Endpoint *endpoint)
{
  g_autoptr (GList) statuses = g_hash_table_get_keys (endpoint->statuses);

  statuses = g_list_sort (statuses, compare_statuses);
  for (GList *at = statuses; at != NULL; at = at->next) {
    const guint64 *count = g_hash_table_lookup (endpoint->statuses, at->data);

    g_string_append_printf (text,
                            "rondo_requests_total{endpoint=\"%s\",status=\"%u\"} %" G_GUINT64_FORMAT
                            "\n",
                            name,
                            GPOINTER_TO_UINT (at->data),
                            *count);
  }
}

static void
append_histogram (GString *text, const char *name, const Endpoint *endpoint)
{
  guint64 below = 0;

  for (guint i = 0; i < N_BOUNDS; i++) {
    below += endpoint->buckets[i];
    g_string_append_printf (text, "rondo_request_seconds_bucket{endpoint=\"%s\",le=\"", name);
    append_seconds (text, BOUNDS_US[i]);
    g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", below);
  }
  g_string_append_printf (text,
                          "rondo_request_seconds_bucket{endpoint=\"%s\",le=\"+Inf\"} "
                          "%" G_GUINT64_FORMAT "\nrondo_request_seconds_sum{endpoint=\"%s\"} ",
                          name,
                          endpoint->count,
                          name);
  append_seconds (text, endpoint->sum_us);
  g_string_append_printf (text,
                          "\nrondo_request_seconds_count{endpoint=\"%s\"} %" G_GUINT64_FORMAT "\n",
                          name,
                          endpoint->count);
}

static void
append_endpoints (GString *text, RondoServerMetrics *metrics)
{
  g_autoptr (GList) names = g_hash_table_get_keys (metrics->endpoints);

  names = g_list_sort (names, (GCompareFunc)g_strcmp0);
  append_head (text, "rondo_requests_total", "counter", "Requests by endpoint and status.");
  for (GList *at = names; at != NULL; at = at->next)
    append_requests (text, at->data, g_hash_table_lookup (metrics->endpoints, at->data));
  append_head (text, "rondo_request_seconds", "histogram", "Time from request to answer.");
  for (GList *at = names; at != NULL; at = at->next)
    append_histogram (text, at->data, g_hash_table_lookup (metrics->endpoints, at->data));
}

char *
rondo_server_metrics_format (RondoServerMetrics *metrics, const RondoServerGauges *gauges)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&metrics->mutex);
  GString *text = g_string_new (NULL);

  append_head (text, "rondo_info", "gauge", "The version of the server.");
  g_string_append (text, "rondo_info{version=\"" RONDO_VERSION "\"} 1\n");
  append_endpoints (text, metrics);
  append_number (text, "rondo_sync_ops_total", "counter", "Changes received.", metrics->ops);
  append_number (
      text, "rondo_sync_ops_refused_total", "counter", "Changes refused.", metrics->refused_ops);
  append_number (text, "rondo_sync_rows_total", "counter", "Rows sent.", metrics->rows);
  append_number (text, "rondo_connections", "gauge", "Open connections.", gauges->connections);
  append_number (text, "rondo_requests_waiting", "gauge", "Requests under way.", gauges->waiting);
  append_number (text,
                 "rondo_database_bytes",
                 "gauge",
                 "Size of the database and its log.",
                 (guint64)gauges->database_bytes);
  append_number (
      text, "rondo_community_seq", "gauge", "Number of the last change.", (guint64)gauges->seq);
  append_head (text, "rondo_uptime_seconds", "gauge", "Time since the start.");
  g_string_append (text, "rondo_uptime_seconds ");
  append_seconds (text, g_get_monotonic_time () - metrics->started_us);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
