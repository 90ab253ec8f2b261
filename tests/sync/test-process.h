/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real server as a process with a database and a configuration of its own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *dir; /* of its own; deleted with all files at the end */
  char *database;
  char *config;
  char *address; /* NULL before the first start */
  int port;      /* 0: any; the same one after the first start */
  GSubprocess *process;
} TestProcess;

/** test_process_run: runs the program with these words, ending with NULL, and gives what it prints;
 * a failure fails the test. (transfer full) */
char *test_process_run (const char *word, ...) G_GNUC_NULL_TERMINATED;

/** test_process_init: a new community with the members of @csv, not started. */
void test_process_init (TestProcess *process, const char *csv);
/** test_process_copy: as @other is now, which must not run; not started. */
void test_process_copy (TestProcess *process, const TestProcess *other);
/** test_process_share: a second server on the database of @other; started. */
void test_process_share (TestProcess *process, const TestProcess *other);
void test_process_clear (TestProcess *process);

void test_process_start (TestProcess *process);
/** test_process_stop: as an administrator does; the server has to end well. */
void test_process_stop (TestProcess *process);
/** test_process_kill: with SIGKILL. */
void test_process_kill (TestProcess *process);

/** test_process_check: runs "check" on the database, whether the server runs or not. */
void test_process_check (const TestProcess *process);

G_END_DECLS
