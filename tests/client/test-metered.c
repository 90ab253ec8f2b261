/* SPDX-License-Identifier: GPL-3.0-or-later
 * What RondoSync does where every byte is paid for, and what it believes of a network monitor. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-account.h"
#include "rondo-error.h"
#include "rondo-sync.h"

#include <string.h>

static int is_away; /* atomic: nobody answers */
static int waits;   /* atomic: how often the server was asked to tell */
static int pushes;  /* atomic: how many changes came */

/* A monitor that says what a test wants. */
#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor {
  GObject parent_instance;
};

enum { PROP_AVAILABLE = 1, PROP_METERED, PROP_CONNECTIVITY };

static gboolean
monitor_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = monitor_init;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor,
                               test_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          monitor_iface_init))

/* Metered, and always wrong about whether there is a network. */
static void
test_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, FALSE);
    break;
  case PROP_METERED:
    g_value_set_boolean (value, TRUE);
    break;
  case PROP_CONNECTIVITY:
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_LOCAL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

typedef struct {
  char *dir;
  RondoStore *store;
  RondoTransport *transport;
  RondoAccount *account;
  RondoSync *sync;
  int64_t seq;
} World;

static char *
serve (const char *path,
       const char *token,
       const char *body,
       const RondoSyncRequest *request,
       RondoTransportHead *head,
       gpointer data,
       GError **error)
{
  World *world = data;
  g_autoptr (RondoSyncAnswer) answer = NULL;
  RondoAccountAnswer account = {
      .token = (char *)"token",
      .refresh = (char *)"family.secret-token",
      .seconds = 900,
      .member = (char *)SELF,
      .name = (char *)"Ana",
      .community = (char *)"Lake",
      .epoch = (char *)EPOCH,
  };

  if (g_atomic_int_get (&is_away)) {
    g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_OFFLINE, "Nobody there.");
    return NULL;
  }
  if (strstr (path, "/v1/wait") != NULL)
    g_atomic_int_inc (&waits);
  if (request == NULL)
    return rondo_wire_encode_account_answer (&account);
  g_atomic_int_add (&pushes, (int)request->ops->len);
  answer = script_acknowledge (request, ++world->seq);
  return rondo_wire_encode_sync_answer (answer);
}

static void
world_set_up (World *world, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&is_away, FALSE);
  g_atomic_int_set (&waits, 0);
  g_atomic_int_set (&pushes, 0);
  world->dir = fixture_make_dir ();
  path = g_build_filename (world->dir, "rondo.db", NULL);
  world->store = fixture_open_store (path);
  world->transport = script_transport_new (serve, world);
  world->account = rondo_account_new_with_transport (world->store, world->transport);
  rondo_account_login_async (
      world->account, "http://localhost:1", "a@b.org", "p", NULL, fixture_got_result, &result);
  rondo_account_login_finish (world->account, fixture_await (&result), &error);
  g_assert_no_error (error);
  world->sync = rondo_sync_new (world->store, world->account, world->transport);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  rondo_sync_stop (world->sync);
  g_assert_finalize_object (g_steal_pointer (&world->sync));
  g_clear_object (&world->account);
  rondo_store_close (world->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&world->store));
  g_clear_object (&world->transport);
  fixture_remove_dir (world->dir);
  g_free (world->dir);
}

static void
wait_for (World *world, RondoSyncState state, guint waiting)
{
  while (rondo_sync_get_state (world->sync) != state ||
         rondo_sync_get_waiting_count (world->sync) != waiting)
    g_main_context_iteration (NULL, TRUE);
}

static void
save_member (World *world, guint number)
{
  g_autoptr (RondoMember) member = fixture_member (number, "Ana");
  RondoChange *change = rondo_change_new ();

  rondo_change_put_member (change, member);
  fixture_save (world->store, change);
}

/* No connection is kept open for news, and what the user changes goes out at once. */
static void
test_small_pushes_only (World *world, gconstpointer data)
{
  g_assert_true (g_network_monitor_get_network_metered (g_network_monitor_get_default ()));
  rondo_sync_set_is_watching (world->sync, TRUE);
  wait_for (world, RONDO_SYNC_IDLE, 0);
  save_member (world, 1);
  while (g_atomic_int_get (&pushes) == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for (world, RONDO_SYNC_IDLE, 0);
  g_assert_cmpint (g_atomic_int_get (&pushes), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&waits), ==, 0);
}

/* It says that there is no network, and there is; then it says so once more, and that is a hint. */
static void
test_only_a_hint (World *world, gconstpointer data)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  g_assert_false (g_network_monitor_get_network_available (monitor));
  wait_for (world, RONDO_SYNC_IDLE, 0);
  g_atomic_int_set (&is_away, TRUE);
  save_member (world, 1);
  wait_for (world, RONDO_SYNC_OFFLINE, 1);
  g_atomic_int_set (&is_away, FALSE);
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  g_assert_cmpint (rondo_sync_get_state (world->sync), ==, RONDO_SYNC_RUNNING);
  wait_for (world, RONDO_SYNC_IDLE, 0);
}

int
main (int argc, char **argv)
{
  GIOExtensionPoint *point = NULL;

  g_test_init (&argc, &argv, NULL);
  point = g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_set_required_type (point, G_TYPE_NETWORK_MONITOR);
  g_io_extension_point_implement (
      G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_MONITOR, "test", 1000);
  g_assert_true (TEST_IS_MONITOR (g_network_monitor_get_default ()));

  g_test_add ("/client/sync/metered-connections-carry-small-pushes-only",
              World,
              NULL,
              world_set_up,
              test_small_pushes_only,
              world_tear_down);
  g_test_add ("/client/sync/a-network-monitor-gives-hints-only",
              World,
              NULL,
              world_set_up,
              test_only_a_hint,
              world_tear_down);
  return g_test_run ();
}
