/* SPDX-License-Identifier: GPL-3.0-or-later
 * rondo-server as a process. */
#include "config.h"

#include "command.h"

#include <string.h>
#include <sys/wait.h>

static const char *program;

void
command_set_program (int argc, char **argv)
{
  g_assert_cmpint (argc, >=, 2);
  program = argv[1];
}

const char *
command_get_program (void)
{
  return program;
}

int
command_run (char **output, char **complaint, const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSpawnFlags flags = (output == NULL ? G_SPAWN_STDOUT_TO_DEV_NULL : 0) |
                      (complaint == NULL ? G_SPAWN_STDERR_TO_DEV_NULL : 0);
  int status = 0;

  g_ptr_array_add (argv, (gpointer)program);
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (gpointer)*word);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (
      NULL, (char **)argv->pdata, NULL, flags, NULL, NULL, output, complaint, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

void
command_expect (int expected, const char *about, const char *const *words)
{
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  int got = command_run (&output, &complaint, words);

  if (got != expected || strstr (complaint, about) == NULL)
    g_error ("ended with %d and “%s”, not with %d and “%s”", got, complaint, expected, about);
  g_assert_true (g_str_has_prefix (complaint, "rondo-server: "));
}
