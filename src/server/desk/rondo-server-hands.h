/* SPDX-License-Identifier: GPL-3.0-or-later
 * The threads that do the work of requests, so that the main loop only moves bytes: one that
 * writes, several that read, one that moves the log into the file. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

typedef struct _RondoServerHands RondoServerHands;
typedef struct _RondoServerJob RondoServerJob;

/* What comes after the work of a job. */
typedef enum {
  RONDO_SERVER_NEXT_DONE,
  RONDO_SERVER_NEXT_WRITE, /* a reader could not do it: the writer has to */
  RONDO_SERVER_NEXT_LATER, /* somebody else will call rondo_server_hands_end() */
} RondoServerNext;

/* To be the first member of what is worked on. */
struct _RondoServerJob {
  /* With a connection that may write, or only read. What is written is not committed yet. */
  RondoServerNext (*work) (RondoServerJob *job, RondoDb *db, gboolean may_write);
  /* After the commit, without a connection: what takes time and no database. */
  void (*finish) (RondoServerJob *job);
  /* In the main context: the last that is done with it. */
  void (*done) (RondoServerJob *job);

  GError *failure;   /* owned (nullable): it was not committed, whatever work thought */
  gboolean is_large; /* set by work: finishing takes so long that others must not wait for it */
};

/** rondo_server_hands_new: begins to work. @db (borrowed) is the writer's from now on, unless it is
 * held; the other hands open the file at @path themselves. Jobs end in @context. */
RondoServerHands *rondo_server_hands_new (
    RondoDb *db, const char *path, guint readers, GMainContext *context, GError **error);

/** rondo_server_hands_free: after the last job has ended. */
void rondo_server_hands_free (RondoServerHands *hands);

/** rondo_server_hands_write: jobs that wait at the same time are committed together; a failed one
 * leaves no trace, and the others are not touched by it. */
void rondo_server_hands_write (RondoServerHands *hands, RondoServerJob *job);
void rondo_server_hands_read (RondoServerHands *hands, RondoServerJob *job);

/** rondo_server_hands_end: for a job that was to end later; from any thread. */
void rondo_server_hands_end (RondoServerHands *hands, RondoServerJob *job);

/* Between the two the caller's thread may use the writer's connection. */
void rondo_server_hands_hold (RondoServerHands *hands);
void rondo_server_hands_release (RondoServerHands *hands);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerHands, rondo_server_hands_free)

G_END_DECLS
