/* SPDX-License-Identifier: GPL-3.0-or-later
 * Things that have to happen in time. A main context looks at each of its sources in every turn:
 * ten thousand timers would be all it does. Those that have equally long stand in one line, so that
 * the first of each line is all there is to look at. */
#include "config.h"

#include "rondo-server-deadlines.h"

/* Those who have @ms, who began first in front. */
typedef struct {
  guint ms;
  GQueue queue; /* of the owners, in links of their own */
} Line;

struct _RondoServerDeadlines {
  RondoServerDeadlineFunc func;
  GPtrArray *lines;   /* owned; of Line */
  GSource *source;    /* owned */
  int64_t planned_us; /* when it wakes; −1: never */
};

static gboolean
ready_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs ready_funcs = {NULL, NULL, ready_dispatch, NULL, NULL, NULL};

static void
plan (RondoServerDeadlines *deadlines, int64_t at_us)
{
  if (deadlines->planned_us == at_us)
    return;
  deadlines->planned_us = at_us;
  g_source_set_ready_time (deadlines->source, at_us);
}

static RondoServerDeadline *
get_first (Line *line)
{
  return line->queue.head != NULL ? (RondoServerDeadline *)line->queue.head : NULL;
}

static void
end_line (RondoServerDeadlines *deadlines, Line *line, int64_t now_us)
{
  RondoServerDeadline *first;

  while ((first = get_first (line)) != NULL && first->due_us <= now_us) {
    gpointer owner = first->link.data;

    rondo_server_deadlines_clear (first);
    deadlines->func (owner);
  }
}

static gboolean
ready_cb (gpointer data)
{
  RondoServerDeadlines *deadlines = data;
  int64_t next_us = -1;

  plan (deadlines, -1);
  for (guint i = 0; i < deadlines->lines->len; i++)
    end_line (deadlines, g_ptr_array_index (deadlines->lines, i), g_get_monotonic_time ());
  for (guint i = 0; i < deadlines->lines->len; i++) {
    const RondoServerDeadline *first = get_first (g_ptr_array_index (deadlines->lines, i));

    if (first != NULL && (next_us < 0 || first->due_us < next_us))
      next_us = first->due_us;
  }
  plan (deadlines, next_us);
  return G_SOURCE_CONTINUE;
}

RondoServerDeadlines *
rondo_server_deadlines_new (GMainContext *context, RondoServerDeadlineFunc func)
{
  RondoServerDeadlines *deadlines = g_new0 (RondoServerDeadlines, 1);

  deadlines->func = func;
  deadlines->lines = g_ptr_array_new_with_free_func (g_free);
  deadlines->source = g_source_new (&ready_funcs, sizeof (GSource));
  deadlines->planned_us = -1;
  g_source_set_callback (deadlines->source, ready_cb, deadlines, NULL);
  g_source_attach (deadlines->source, context);
  return deadlines;
}

void
rondo_server_deadlines_free (RondoServerDeadlines *deadlines)
{
  g_source_destroy (deadlines->source);
  g_source_unref (deadlines->source);
  g_ptr_array_unref (deadlines->lines);
  g_free (deadlines);
}

static Line *
find_line (RondoServerDeadlines *deadlines, guint ms)
{
  Line *line;

  for (guint i = 0; i < deadlines->lines->len; i++) {
    line = g_ptr_array_index (deadlines->lines, i);
    if (line->ms == ms)
      return line;
  }
  line = g_new0 (Line, 1);
  line->ms = ms;
  g_ptr_array_add (deadlines->lines, line);
  return line;
}

void
rondo_server_deadlines_set (RondoServerDeadlines *deadlines,
                            RondoServerDeadline *deadline,
                            guint ms,
                            gpointer owner)
{
  Line *line = find_line (deadlines, ms);

  rondo_server_deadlines_clear (deadline);
  deadline->due_us = g_get_monotonic_time () + (int64_t)ms * 1000;
  deadline->line = &line->queue;
  deadline->link.data = owner;
  g_queue_push_tail_link (&line->queue, &deadline->link);
  if (deadlines->planned_us < 0 || deadline->due_us < deadlines->planned_us)
    plan (deadlines, deadline->due_us);
}

void
rondo_server_deadlines_clear (RondoServerDeadline *deadline)
{
  if (deadline->line == NULL)
    return;
  g_queue_unlink (deadline->line, &deadline->link);
  deadline->line = NULL;
}
