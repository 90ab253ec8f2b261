/* SPDX-License-Identifier: GPL-3.0-or-later
 * Things that have to happen in time, many thousands of them with one timer. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _RondoServerDeadlines RondoServerDeadlines;

/* One thing; part of whatever it is about. All 0 at first. */
typedef struct {
  /* private */
  GList link;
  GQueue *line; /* borrowed; where it stands, NULL: nowhere */
  int64_t due_us;
} RondoServerDeadline;

typedef void (*RondoServerDeadlineFunc) (gpointer owner);

/** rondo_server_deadlines_new: @func hears in @context of each whose time is over. */
RondoServerDeadlines *rondo_server_deadlines_new (GMainContext *context,
                                                  RondoServerDeadlineFunc func);

/** rondo_server_deadlines_free: all have to be cleared before. */
void rondo_server_deadlines_free (RondoServerDeadlines *deadlines);

/** rondo_server_deadlines_set: @owner has @ms from now on, whatever it had before. Cheap if @ms is
 * one of few numbers. */
void rondo_server_deadlines_set (RondoServerDeadlines *deadlines,
                                 RondoServerDeadline *deadline,
                                 guint ms,
                                 gpointer owner);

/** rondo_server_deadlines_clear: it has happened, or need not any more. */
void rondo_server_deadlines_clear (RondoServerDeadline *deadline);

G_END_DECLS
