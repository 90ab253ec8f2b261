/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes programs for other solvers and runs these within a limit. */
#include "config.h"

#include "match-peer.h"

#include <string.h>
#include <sys/resource.h>

double
match_peer_read_seconds (int whose)
{
  struct rusage usage;

  getrusage (whose, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* s<i> counts the units member i leaves out. */
char *
match_peer_write (const RondoMatchInstance *instance)
{
  GString *out = g_string_new ("Maximize\n obj:");
  GString *in = g_string_new (NULL);
  g_autofree GString **rows = g_new (GString *, (gsize)instance->n_members * 2);
  g_autoptr (GHashTable) arcs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int32_t i = 0; i < instance->n_members * 2; i++)
    rows[i] = g_string_new (NULL);
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];
    int64_t back = (int64_t)arc->client << 32 | arc->coach;
    int64_t key = (int64_t)arc->coach << 32 | arc->client;
    gpointer other = g_hash_table_lookup (arcs, &back);

    g_string_append_printf (out,
                            " + %" G_GINT64_FORMAT " x%d\n",
                            (int64_t)instance->values[a] + (int64_t)instance->n_members * 3000,
                            a);
    g_string_append_printf (rows[arc->coach], " + x%d\n", a);
    g_string_append_printf (rows[instance->n_members + arc->client], " + x%d\n", a);
    if (other != NULL)
      g_string_append_printf (in, " x%d + x%d <= 1\n", GPOINTER_TO_INT (other) - 1, a);
    g_hash_table_insert (arcs, g_memdup2 (&key, sizeof key), GINT_TO_POINTER (a + 1));
  }
  g_string_append_printf (out, "Subject To\n%s", in->str);
  for (int32_t i = 0; i < instance->n_members * 2; i++) {
    int32_t member = i % instance->n_members;

    g_string_append_printf (out, "%s + s%d = %d\n", rows[i]->str, member, instance->gives[member]);
    g_string_free (rows[i], TRUE);
  }
  g_string_append (out, "Binary\n");
  for (int32_t a = 0; a < instance->n_arcs; a++)
    g_string_append_printf (out, " x%d\n", a);
  g_string_append (out, "End\n");
  g_string_free (in, TRUE);
  return g_string_free (out, FALSE);
}

/* In the child: another solver's own limit may be one of wall clock. */
static void
limit_seconds_cb (gpointer user_data)
{
  rlim_t most = (rlim_t)GPOINTER_TO_INT (user_data);
  struct rlimit limit = {most, most + 1};

  setrlimit (RLIMIT_CPU, &limit);
}

double
match_peer_run (const char *const *command,
                const char *words,
                int most_seconds,
                gboolean *is_proved)
{
  double started = match_peer_read_seconds (RUSAGE_CHILDREN);
  g_autofree char *text = NULL;

  if (!g_spawn_sync (NULL,
                     (char **)command,
                     NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                     limit_seconds_cb,
                     GINT_TO_POINTER (most_seconds),
                     &text,
                     NULL,
                     NULL,
                     NULL))
    return -1;
  *is_proved = text != NULL && strstr (text, words) != NULL;
  return match_peer_read_seconds (RUSAGE_CHILDREN) - started;
}
