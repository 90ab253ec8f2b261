/* SPDX-License-Identifier: GPL-3.0-or-later
 * General solvers on the same round, where they are installed. */
#pragma once

#include "rondo-match.h"

/** match_peer_write: the round as a 0/1 program in CPLEX LP format. (transfer full) */
char *match_peer_write (const RondoMatchInstance *instance);

/** match_peer_run: processor time that @command takes, in seconds; it is stopped when that is more
 * than @most_seconds. @is_proved: whether it prints @words. Negative if there is no such command.
 */
double match_peer_run (const char *const *command,
                       const char *words,
                       int most_seconds,
                       gboolean *is_proved);

/** match_peer_read_seconds: processor time used so far by RUSAGE_SELF or RUSAGE_CHILDREN. */
double match_peer_read_seconds (int whose);
