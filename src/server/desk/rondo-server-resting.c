/* SPDX-License-Identifier: GPL-3.0-or-later
 * Connections between two requests. A main context asks the system about each of its sockets in
 * every turn; these are known to the system, which tells of those alone that have something. */
#include "config.h"

#include "rondo-server-resting.h"

#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

/* Who comes back at the same time; then others have their turn. */
#define TOGETHER_MAX 64

struct _RondoServerResting {
  RondoServerRestingFunc func;
  GSource *source; /* owned (nullable) */
  int poller;      /* −1: there is none, so nothing rests */
};

/* One event at a time: what one owner does may end another. */
static gboolean
ready_cb (int fd, GIOCondition condition, gpointer data)
{
  RondoServerResting *resting = data;
  struct epoll_event event;

  for (int i = 0; i < TOGETHER_MAX && epoll_wait (fd, &event, 1, 0) == 1; i++)
    resting->func (event.data.ptr);
  return G_SOURCE_CONTINUE;
}

RondoServerResting *
rondo_server_resting_new (GMainContext *context, RondoServerRestingFunc func)
{
  RondoServerResting *resting = g_new0 (RondoServerResting, 1);

  resting->func = func;
  resting->poller = epoll_create1 (EPOLL_CLOEXEC);
  if (resting->poller < 0)
    return resting;
  resting->source = g_unix_fd_source_new (resting->poller, G_IO_IN);
  g_source_set_callback (resting->source, G_SOURCE_FUNC (ready_cb), resting, NULL);
  g_source_attach (resting->source, context);
  return resting;
}

void
rondo_server_resting_free (RondoServerResting *resting)
{
  if (resting->source != NULL) {
    g_source_destroy (resting->source);
    g_source_unref (resting->source);
    close (resting->poller);
  }
  g_free (resting);
}

gboolean
rondo_server_resting_add (RondoServerResting *resting, int fd, gpointer owner)
{
  /* Told once: the owner takes the connection back, or ends it. */
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, .data.ptr = owner};

  return resting->poller >= 0 && epoll_ctl (resting->poller, EPOLL_CTL_ADD, fd, &event) == 0;
}

void
rondo_server_resting_remove (RondoServerResting *resting, int fd)
{
  if (resting->poller >= 0)
    epoll_ctl (resting->poller, EPOLL_CTL_DEL, fd, NULL);
}
