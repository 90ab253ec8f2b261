/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens to a request between a device and the server. */
#include "config.h"

#include "sim-net.h"

#include "rondo-error.h"
#include "sim-server.h"

#include <string.h>

/* What a request meets with. */
typedef enum {
  FATE_ARRIVES,
  FATE_LOST,        /* the request */
  FATE_ANSWER_LOST, /* the server has acted */
  FATE_ANSWER_CUT,  /* a part of the answer arrives */
  FATE_REQUEST_CUT, /* the server sees a part and nobody an answer */
  FATE_DOUBLED,     /* arrives twice, the second answer is read */
  FATE_LATE,        /* the client gives up before it arrives */
  FATE_LATER_AGAIN, /* arrives, and a copy of it after hours */
  FATE_PORTAL,      /* a captive portal answers */
  FATE_BUSY,        /* 503 */
  N_FATES,
} Fate;

struct _SimNet {
  GObject parent_instance;
  SimDevice *device; /* borrowed */
};

static void sim_net_interface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimNet,
                               sim_net,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT, sim_net_interface_init))

static const char *const FATE_WORDS[N_FATES] = {
    "arrives",
    "is lost",
    "arrives, its answer is lost",
    "arrives, its answer is cut",
    "is cut",
    "arrives twice",
    "is late",
    "arrives, and will again",
    "ends in a captive portal",
    "meets a busy server",
};

static SimRequest *
sim_request_new (const char *path, const char *token, const char *body)
{
  SimRequest *request = g_new0 (SimRequest, 1);

  request->path = g_strdup (path);
  request->token = g_strdup (token);
  request->body = g_strdup (body != NULL ? body : "");
  request->length = strlen (request->body);
  return request;
}

void
sim_request_free (SimRequest *request)
{
  g_free (request->path);
  g_free (request->token);
  g_free (request->body);
  g_free (request);
}

static void
keep_late (SimDevice *device, const char *path, const char *token, const char *body)
{
  SimWorld *world = device->world;
  SimRequest *late = sim_request_new (path, token, body);
  guint minutes = sim_random_chance (&world->random, 80) ? 30 : 60 * 24 * 30;

  late->due_us = world->now_us + sim_random_below (&world->random, minutes * 60) * SIM_SECOND_US;
  g_queue_push_tail (&world->late, late);
}

void
sim_net_deliver_late (SimWorld *world)
{
  for (GList *link = world->late.head; link != NULL;) {
    GList *next = link->next;
    SimRequest *late = link->data;

    if (late->due_us <= world->now_us || world->is_calm) {
      g_autofree char *answer = NULL;
      guint status = 0;

      g_queue_delete_link (&world->late, link);
      world->is_renewal_late |= g_str_equal (late->path, "/v1/token");
      answer = sim_server_answer (world, late, &status);
      sim_tell (world, "network: a late request arrives, %u", status);
      sim_request_free (late);
      /* Answering may have changed the queue. */
      next = world->late.head;
    }
    link = next;
  }
}

static GBytes *
fail (GError **error, int code)
{
  g_set_error_literal (error, RONDO_ERROR, code, "The network failed.");
  return NULL;
}

static GBytes *
say (RondoTransportHead *head, guint status, const char *text)
{
  head->status = status;
  return g_bytes_new (text, strlen (text));
}

static Fate
choose_fate (SimWorld *world)
{
  if (world->is_calm || (world->options->features & SIM_LOSS) == 0 ||
      !sim_random_chance (&world->random, world->options->loss_percent))
    return FATE_ARRIVES;
  return (Fate)(1 + sim_random_below (&world->random, N_FATES - 1));
}

/* The program may be killed while it sends or waits. */
static gboolean
dies (SimDevice *device)
{
  SimWorld *world = device->world;

  if (world->is_calm || (world->options->features & SIM_CRASHES) == 0 ||
      !sim_random_chance (&world->random, 4))
    return FALSE;
  sim_disk_stop (device->computer.disk, sim_random_chance (&world->random, 50));
  return TRUE;
}

/* The answer as it comes back, NULL if none does. */
static char *
ask (SimDevice *device,
     Fate fate,
     const char *path,
     const char *token,
     const char *body,
     guint *status)
{
  SimWorld *world = device->world;
  SimRequest *request = sim_request_new (path, token, body);
  char *answer = NULL;

  if (fate == FATE_REQUEST_CUT)
    request->length = sim_random_below (&world->random, (guint)request->length);
  answer = sim_server_answer (world, request, status);
  if (fate == FATE_DOUBLED) {
    g_free (answer);
    answer = sim_server_answer (world, request, status);
  }
  sim_request_free (request);
  sim_pass (world, sim_random_below (&world->random, 200) * 1000);
  sim_meanwhile (world);
  return answer;
}

static GBytes *
sim_net_exchange (RondoTransport *transport,
                  const char *method,
                  const char *url,
                  const char *token,
                  const char *body,
                  RondoTransportHead *head,
                  GCancellable *cancellable,
                  GError **error)
{
  SimDevice *device = SIM_NET (transport)->device;
  SimWorld *world = device->world;
  Fate fate = choose_fate (world);
  SimComputer *before = sim_enter (world, NULL);
  const char *path = url + strlen (SIM_SERVER_NAME);
  g_autofree char *answer = NULL;

  world->result->exchanges++;
  sim_tell (world, "device %u: %s %s", device->number, path, FATE_WORDS[fate]);
  sim_pass (world, sim_random_below (&world->random, 200) * 1000);
  sim_meanwhile (world);
  if (fate == FATE_LATE || fate == FATE_LATER_AGAIN)
    keep_late (device, path, token, body);
  if (fate != FATE_LOST && fate != FATE_LATE && fate != FATE_PORTAL && fate != FATE_BUSY &&
      !dies (device))
    answer = ask (device, fate, path, token, body, &head->status);
  sim_leave (world, before);
  if (dies (device) || sim_disk_is_stopped (device->computer.disk))
    return fail (error, RONDO_ERROR_OFFLINE);
  if (fate == FATE_PORTAL)
    return say (head, 200, "<html>Please sign in to the hotel network</html>");
  if (fate == FATE_BUSY)
    return say (head, 503, "{\"code\":\"unavailable\",\"message\":\"Busy.\"}");
  if (answer == NULL || fate == FATE_ANSWER_LOST || fate == FATE_REQUEST_CUT)
    return fail (error, answer == NULL ? RONDO_ERROR_OFFLINE : RONDO_ERROR_TIMEOUT);
  if (fate == FATE_ANSWER_CUT)
    answer[sim_random_below (&world->random, (guint)strlen (answer))] = '\0';
  return say (head, head->status, answer);
}

static void
sim_net_interface_init (RondoTransportInterface *iface)
{
  iface->exchange = sim_net_exchange;
}

static void
sim_net_class_init (SimNetClass *klass)
{
}

static void
sim_net_init (SimNet *self)
{
}

RondoTransport *
sim_net_new (SimDevice *device)
{
  SimNet *self = g_object_new (SIM_TYPE_NET, NULL);

  self->device = device;
  return RONDO_TRANSPORT (self);
}
