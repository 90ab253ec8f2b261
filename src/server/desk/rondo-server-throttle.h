/* SPDX-License-Identifier: GPL-3.0-or-later
 * How often somebody may try: a bucket per key that fills again with time. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _RondoServerThrottle RondoServerThrottle;

RondoServerThrottle *rondo_server_throttle_new (void);
void rondo_server_throttle_free (RondoServerThrottle *throttle);

/** rondo_server_throttle_take: one attempt of @key, of which @per_minute are allowed. Returns 0, or
 * after how many seconds to try again. */
guint rondo_server_throttle_take (RondoServerThrottle *throttle,
                                  const char *key,
                                  guint per_minute,
                                  int64_t now_us);

/** rondo_server_throttle_forget: @key was right: it starts with a full bucket again. */
void rondo_server_throttle_forget (RondoServerThrottle *throttle, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerThrottle, rondo_server_throttle_free)

G_END_DECLS
