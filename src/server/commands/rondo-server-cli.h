/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands of rondo-server: init, run, invite, check, backup. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_server_cli_main: the whole program. Returns 0: done; 1: it could not be done, stderr says
 * why; 2: the command line was not understood. */
int rondo_server_cli_main (int argc, char **argv);

G_END_DECLS
