/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the figures of other solvers rest on: their time is counted and limited, whether they come
 * to an end is told from what they print, and they are given the same round. */
#include "config.h"

#include "match-families.h"
#include "match-peer.h"

#include <string.h>

static void
test_end (void)
{
  static const char *const command[] = {"sh", "-c", "echo the end", NULL};
  gboolean is_proved = FALSE;

  g_assert_cmpfloat (match_peer_run (command, "the end", 60, &is_proved), >=, 0);
  g_assert_true (is_proved);
  g_assert_cmpfloat (match_peer_run (command, "something else", 60, &is_proved), >=, 0);
  g_assert_false (is_proved);
}

/* This would never end without the limit, which is one of processor time: what else the machine
 * does is no matter. How exactly the kernel counts is its own affair. */
static void
test_limit (void)
{
  static const char *const command[] = {"sh", "-c", "while :; do :; done; echo the end", NULL};
  gboolean is_proved = TRUE;

  g_assert_cmpfloat (match_peer_run (command, "the end", 1, &is_proved), >, 0);
  g_assert_false (is_proved);
}

static void
test_missing (void)
{
  static const char *const command[] = {"rondo-there-is-no-such-solver", NULL};
  gboolean is_proved = FALSE;

  g_assert_cmpfloat (match_peer_run (command, "", 1, &is_proved), <, 0);
  g_assert_false (is_proved);
}

/* Three members in a ring, two of whom could be mutual. */
static void
test_program (void)
{
  g_autoptr (MatchCase) match = match_case_new (3, 1, 1);
  g_autofree char *text = NULL;
  const int32_t values[] = {5, 7, 9, 2};

  match_case_add (match, 0, 1, &values[0]);
  match_case_add (match, 1, 0, &values[1]);
  match_case_add (match, 1, 2, &values[2]);
  match_case_add (match, 2, 0, &values[3]);
  text = match_peer_write (match_case_get (match));
  g_assert_nonnull (strstr (text, " + 9005 x0\n + 9007 x1\n + 9009 x2\n + 9002 x3\n"));
  g_assert_nonnull (strstr (text, " x0 + x1 <= 1\n"));
  g_assert_null (strstr (text, "x2 + x3 <= 1"));
  g_assert_nonnull (strstr (text, " + s2 = 1\nBinary\n x0\n x1\n x2\n x3\nEnd\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/peers/what-is-printed-tells-the-end", test_end);
  g_test_add_func ("/match/peers/who-takes-too-long-is-stopped", test_limit);
  g_test_add_func ("/match/peers/what-is-not-installed-is-told", test_missing);
  g_test_add_func ("/match/peers/the-program-is-the-same-round", test_program);
  return g_test_run ();
}
