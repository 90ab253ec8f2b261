/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers that look random, the same in each run (xorshift64*: Vigna 2016). */
#pragma once

#include <stdint.h>

/** rondo_match_draw: 32 bits; @state, which is never 0, moves on. */
static inline uint32_t
rondo_match_draw (uint64_t *state)
{
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (uint32_t)((*state * 0x2545f4914f6cdd1du) >> 32);
}
