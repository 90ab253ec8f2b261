/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chance that can be told again: one number is one sequence. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct {
  uint64_t state;
} SimRandom;

/* splitmix64: every state is good, neighbouring seeds have nothing in common. */
static inline uint64_t
sim_random_next (SimRandom *random)
{
  uint64_t z = (random->state += 0x9e3779b97f4a7c15u);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* 0 … @n − 1; 0 if @n is 0. */
static inline guint
sim_random_below (SimRandom *random, guint n)
{
  return n > 0 ? (guint)((sim_random_next (random) >> 33) % n) : 0;
}

static inline gboolean
sim_random_chance (SimRandom *random, guint percent)
{
  return sim_random_below (random, 100) < percent;
}

/* A sequence of its own for part @part of the history of @seed. */
static inline SimRandom
sim_random_part (uint64_t seed, uint64_t part)
{
  SimRandom mixer = {seed * 0x2545f4914f6cdd1du + part};

  return (SimRandom){sim_random_next (&mixer)};
}

G_END_DECLS
