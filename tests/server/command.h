/* SPDX-License-Identifier: GPL-3.0-or-later
 * rondo-server as a process, as an administrator uses it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** command_set_program: where rondo-server is; once, from the arguments of the test. */
void command_set_program (int argc, char **argv);
const char *command_get_program (void);

/** command_run: runs the program with @words to its end. Gives its exit status, and what it said
 * (each nullable). (transfer full) */
int command_run (char **output, char **complaint, const char *const *words);

/** command_expect: it has to end with @expected and to complain of @about. */
void command_expect (int expected, const char *about, const char *const *words);

#define RUN(...) command_run (NULL, NULL, (const char *const[]){__VA_ARGS__, NULL})
#define TELL(output, ...) command_run ((output), NULL, (const char *const[]){__VA_ARGS__, NULL})
#define FAILS(expected, about, ...)                                                                \
  command_expect ((expected), (about), (const char *const[]){__VA_ARGS__, NULL})

G_END_DECLS
