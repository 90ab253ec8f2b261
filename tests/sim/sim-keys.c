/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tokens that are renewed, copied and taken away. */
#include "config.h"

#include "sim-keys.h"

#include "rondo-push.h"
#include "sim-device.h"
#include "sim-net.h"
#include "sim-template.h"

#define DEPOSIT_URL SIM_SERVER_NAME "/v1/deposit"
/* As the server is told to answer. */
#define STATUS_GOOD 200

static void
take_handle (SimDevice *device)
{
  g_free (device->token);
  device->token = rondo_pass_dup_handle (device->pass);
}

void
sim_keys_init (SimDevice *device)
{
  g_autoptr (RondoTransport) net = sim_net_new (device);

  device->pass = rondo_pass_new ();
  device->transport = rondo_pass_transport_new (device->pass, net);
}

void
sim_keys_clear (SimDevice *device)
{
  g_clear_object (&device->transport);
  g_clear_object (&device->pass);
  g_clear_pointer (&device->token, g_free);
  g_clear_pointer (&device->backup_kept, g_free);
}

void
sim_keys_sign_in (SimDevice *device, const RondoAccountAnswer *answer)
{
  rondo_pass_sign_in (device->pass,
                      SIM_SERVER_NAME,
                      answer->member,
                      answer->token,
                      answer->seconds,
                      answer->refresh);
  take_handle (device);
  device->is_refused_access = FALSE;
}

/* The keyring learns of the next secret before the server does. */
char *
sim_keys_dup_kept (SimDevice *device)
{
  return rondo_pass_dup_kept (device->pass);
}

void
sim_keys_restart (SimDevice *device, const char *kept)
{
  g_autofree char *own = sim_keys_dup_kept (device);
  const char *member = sim_template_get ()->members[device->member];

  sim_keys_clear (device);
  sim_keys_init (device);
  if (kept == NULL)
    kept = own;
  if (kept != NULL && !rondo_pass_restore (device->pass, SIM_SERVER_NAME, member, kept))
    sim_fail (device->world, "device %u: the keyring makes no sense", device->number);
  rondo_pass_set_is_kept (device->pass, FALSE);
  take_handle (device);
}

void
sim_keys_forget (SimDevice *device)
{
  g_autofree char *backup_kept = g_steal_pointer (&device->backup_kept);

  sim_keys_clear (device);
  sim_keys_init (device);
  device->backup_kept = g_steal_pointer (&backup_kept);
}

void
sim_keys_is_refused (SimDevice *device)
{
  SimWorld *world = device->world;
  const guint reasons = SIM_AWAY | SIM_CLOCKS;

  if (device->may_be_refused || world->is_restored || world->is_renewal_late ||
      (world->options->features & reasons) != 0)
    return;
  sim_fail (world, "device %u has to sign in again, and nobody took its pass", device->number);
}

/* (transfer full) (nullable) */
static char *
take_unsent (SimDevice *device, guint *count)
{
  g_autoptr (GPtrArray) ops = rondo_push_take_own_work (device->computer.db, NULL);
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();

  *count = ops != NULL ? ops->len : 0;
  if (*count == 0)
    return NULL;
  g_ptr_array_unref (request->ops);
  request->ops = g_steal_pointer (&ops);
  request->limit = 1;
  return rondo_wire_encode_sync_request (request);
}

void
sim_keys_hand_in (SimDevice *device)
{
  SimComputer *before = sim_enter (device->world, &device->computer);
  g_autofree char *refresh = rondo_pass_dup_refresh (device->pass);
  guint count = 0;
  g_autofree char *body = take_unsent (device, &count);
  g_autoptr (GBytes) answer = NULL;
  RondoTransportHead head = {0};

  if (body != NULL && refresh != NULL) {
    device->is_syncing = TRUE;
    answer = rondo_transport_exchange (
        device->transport, "POST", DEPOSIT_URL, refresh, body, &head, NULL, NULL);
    device->is_syncing = FALSE;
    sim_tell (device->world,
              "device %u: hands in %u changes: %s",
              device->number,
              count,
              answer != NULL && head.status == STATUS_GOOD ? "done" : "not now");
  }
  sim_leave (device->world, before);
  sim_device_settle_crash (device);
}
