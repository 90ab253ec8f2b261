/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the engines get the time and their chance from: the only two things that would make one
 * history of a community differ from the same history told again. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* A clock and a dice. A simulator puts its own in their place; @data is theirs. */
typedef struct {
  int64_t (*now_us) (gpointer data); /* microseconds since 1970 UTC, as this computer believes */
  uint32_t (*random) (gpointer data);
  gpointer data;
} RondoSource;

/** rondo_source_set: for all threads, before any of them asks; NULL: those of the system. */
void rondo_source_set (const RondoSource *source);

/** rondo_source_now_us: the time; never used to put changes in order. */
int64_t rondo_source_now_us (void);

/** rondo_source_random: 32 random bits; not for secrets. */
uint32_t rondo_source_random (void);

G_END_DECLS
