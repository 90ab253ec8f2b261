/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where connections come in. */
#include "config.h"

#include "rondo-server-door.h"

#define RETRY_MS 200
/* Who comes at the same time; then those who are in already have their turn. */
#define ACCEPTED_TOGETHER 32

struct _RondoServerDoor {
  GMainContext *context; /* owned */
  RondoServerDoorFunc admit;
  gpointer owner;
  GSocket *listener; /* owned (nullable) */
  GSource *incoming; /* owned (nullable): while it accepts */
  GSource *retry;    /* owned (nullable): accepts again after a failure */
};

RondoServerDoor *
rondo_server_door_new (GMainContext *context, RondoServerDoorFunc admit, gpointer owner)
{
  RondoServerDoor *door = g_new0 (RondoServerDoor, 1);

  door->context = g_main_context_ref (context);
  door->admit = admit;
  door->owner = owner;
  return door;
}

static void
stop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
rondo_server_door_close (RondoServerDoor *door)
{
  stop_source (&door->incoming);
  stop_source (&door->retry);
  if (door->listener != NULL)
    g_socket_close (door->listener, NULL);
}

void
rondo_server_door_free (RondoServerDoor *door)
{
  stop_source (&door->incoming);
  stop_source (&door->retry);
  g_clear_object (&door->listener);
  g_main_context_unref (door->context);
  g_free (door);
}

static void start_accepting (RondoServerDoor *door);

static gboolean
retry_cb (gpointer data)
{
  RondoServerDoor *door = data;

  g_clear_pointer (&door->retry, g_source_unref);
  start_accepting (door);
  return G_SOURCE_REMOVE;
}

/* FALSE if nobody else comes now. */
static gboolean
accept_one (RondoServerDoor *door, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_accept (door->listener, NULL, error);
  g_autoptr (GSocketConnection) connection = NULL;

  if (socket == NULL)
    return FALSE;
  connection = g_socket_connection_factory_create_connection (socket);
  door->admit (door->owner, connection);
  return TRUE;
}

static void
try_again_soon (RondoServerDoor *door)
{
  g_clear_pointer (&door->incoming, g_source_unref);
  door->retry = g_timeout_source_new (RETRY_MS);
  g_source_set_callback (door->retry, retry_cb, door, NULL);
  g_source_attach (door->retry, door->context);
}

static gboolean
incoming_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  RondoServerDoor *door = data;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < ACCEPTED_TOGETHER && accept_one (door, &error); i++)
    ;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  /* Too many open files, most likely: they become fewer with time. */
  g_message ("A connection could not be accepted: %s", error->message);
  try_again_soon (door);
  return G_SOURCE_REMOVE;
}

static void
start_accepting (RondoServerDoor *door)
{
  door->incoming = g_socket_create_source (door->listener, G_IO_IN, NULL);
  g_source_set_callback (door->incoming, G_SOURCE_FUNC (incoming_cb), door, NULL);
  g_source_attach (door->incoming, door->context);
}

void
rondo_server_door_open (RondoServerDoor *door, GSocket *socket)
{
  g_return_if_fail (door->listener == NULL);

  door->listener = g_object_ref (socket);
  g_socket_set_blocking (socket, FALSE);
  start_accepting (door);
}
