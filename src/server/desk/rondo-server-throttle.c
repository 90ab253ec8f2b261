/* SPDX-License-Identifier: GPL-3.0-or-later
 * How often somebody may try. Kept in memory: a restart forgives. */
#include "config.h"

#include "rondo-server-throttle.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)
#define MAX_KEYS 20000

struct _RondoServerThrottle {
  GHashTable *buckets; /* char * → Bucket */
  int64_t purged_us;
};

typedef struct {
  int64_t full_at_us; /* when nothing is taken from it any more */
} Bucket;

/* A bucket that is full again tells nothing: it may go. */
static gboolean
is_full (gpointer key, gpointer value, gpointer now_us)
{
  return ((Bucket *)value)->full_at_us <= *(int64_t *)now_us;
}

RondoServerThrottle *
rondo_server_throttle_new (void)
{
  RondoServerThrottle *throttle = g_new0 (RondoServerThrottle, 1);

  throttle->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return throttle;
}

void
rondo_server_throttle_free (RondoServerThrottle *throttle)
{
  g_hash_table_unref (throttle->buckets);
  g_free (throttle);
}

/* A bucket of its own, or, when there are too many, one that the rest shares: whoever makes up
 * names gets no further with more of them. */
static Bucket *
get_bucket (RondoServerThrottle *throttle, const char *key, int64_t now_us)
{
  Bucket *bucket = g_hash_table_lookup (throttle->buckets, key);

  if (bucket != NULL)
    return bucket;
  if (g_hash_table_size (throttle->buckets) >= MAX_KEYS &&
      (now_us - throttle->purged_us >= G_USEC_PER_SEC || now_us < throttle->purged_us)) {
    g_hash_table_foreach_remove (throttle->buckets, is_full, &now_us);
    throttle->purged_us = now_us;
  }
  if (g_hash_table_size (throttle->buckets) >= MAX_KEYS && *key != '\0')
    return get_bucket (throttle, "", now_us);
  bucket = g_new0 (Bucket, 1);
  g_hash_table_insert (throttle->buckets, g_strdup (key), bucket);
  return bucket;
}

guint
rondo_server_throttle_take (RondoServerThrottle *throttle,
                            const char *key,
                            guint per_minute,
                            int64_t now_us)
{
  int64_t cost_us = MINUTE_US / MAX (per_minute, 1);
  int64_t over_us = 0;
  Bucket *bucket = get_bucket (throttle, key, now_us);

  bucket->full_at_us = CLAMP (bucket->full_at_us, now_us, now_us + MINUTE_US);
  over_us = bucket->full_at_us + cost_us - (now_us + MINUTE_US);
  if (over_us > 0)
    return (guint)((over_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  bucket->full_at_us += cost_us;
  return 0;
}

void
rondo_server_throttle_forget (RondoServerThrottle *throttle, const char *key)
{
  g_hash_table_remove (throttle->buckets, key);
}
