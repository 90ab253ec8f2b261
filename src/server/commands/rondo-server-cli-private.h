/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the commands share; for files of this folder alone. */
#pragma once

#include "rondo-server.h"

G_BEGIN_DECLS

#define RONDO_SERVER_EXIT_GOOD 0
#define RONDO_SERVER_EXIT_FAILED 1
#define RONDO_SERVER_EXIT_USAGE 2

/** rondo_server_cli_parse: reads the options of one command, after which @count more words have to
 * be left (−1: any); they are argv[1] and on. On a mistake says so and returns FALSE. */
gboolean rondo_server_cli_parse (int *argc,
                                 char ***argv,
                                 const GOptionEntry *entries,
                                 const char *usage,
                                 const char *summary,
                                 int count);

/** rondo_server_cli_open: the server on @database, for one command. Complains and returns NULL if
 * there is none; @status gets what to exit with. (transfer full) */
RondoServer *rondo_server_cli_open (const char *database, int *status);

/** rondo_server_cli_complain: prints @message as a problem. Returns @status. */
int rondo_server_cli_complain (int status, const char *message);

/** rondo_server_cli_fail: prints @error as a problem. Returns %RONDO_SERVER_EXIT_FAILED. */
int rondo_server_cli_fail (GError *error);

/** rondo_server_cli_end: what a command exits with: prints the problem unless @is_good. */
int rondo_server_cli_end (gboolean is_good, GError *error);

/** rondo_server_cli_format_time: @time_us for people, in UTC. (transfer full) */
char *rondo_server_cli_format_time (int64_t time_us);

/* The commands. */
int rondo_server_cli_init (int argc, char **argv);
int rondo_server_cli_run (int argc, char **argv);
int rondo_server_cli_invite (int argc, char **argv);
int rondo_server_cli_member (int argc, char **argv);
int rondo_server_cli_check (int argc, char **argv);
int rondo_server_cli_backup (int argc, char **argv);
int rondo_server_cli_restore (int argc, char **argv);
int rondo_server_cli_export (int argc, char **argv);
int rondo_server_cli_erase (int argc, char **argv);
int rondo_server_cli_log (int argc, char **argv);
int rondo_server_cli_deposit (int argc, char **argv);

G_END_DECLS
