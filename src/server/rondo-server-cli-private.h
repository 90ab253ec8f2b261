/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the commands share; for files of this folder alone. */
#pragma once

#include "rondo-server.h"

G_BEGIN_DECLS

#define RONDO_SERVER_EXIT_GOOD 0
#define RONDO_SERVER_EXIT_FAILED 1
#define RONDO_SERVER_EXIT_USAGE 2

/** rondo_server_cli_parse: reads the options of one command, after which nothing may be left but
 * @rest (nullable) as one more word. On a mistake says so and returns FALSE. */
gboolean rondo_server_cli_parse (int *argc,
                                 char ***argv,
                                 const GOptionEntry *entries,
                                 const char *usage,
                                 const char *summary,
                                 char **rest);

/** rondo_server_cli_complain: prints @message as a problem. Returns @status. */
int rondo_server_cli_complain (int status, const char *message);

/** rondo_server_cli_fail: prints @error as a problem. Returns %RONDO_SERVER_EXIT_FAILED. */
int rondo_server_cli_fail (const GError *error);

int rondo_server_cli_run (int argc, char **argv);

G_END_DECLS
