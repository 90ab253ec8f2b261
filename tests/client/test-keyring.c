/* SPDX-License-Identifier: GPL-3.0-or-later
 * A computer whose keyring never answers: nothing hangs, and the token is for this run only. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-account.h"
#include "rondo-keyring.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

/* A bus that can be connected to, and then says nothing for ever. */
static GSocket *
make_silent_bus (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "bus", NULL);
  g_autofree char *bus = g_strconcat ("unix:path=", path, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
  g_unsetenv ("SECRET_BACKEND");
  return socket;
}

static char *
serve (const char *path,
       const char *token,
       const char *body,
       const RondoSyncRequest *request,
       RondoTransportHead *head,
       gpointer data,
       GError **error)
{
  RondoAccountAnswer account = {
      .token = (char *)"secret-token",
      .refresh = (char *)"family.secret-token",
      .seconds = 900,
      .member = (char *)SELF,
      .name = (char *)"Ana",
      .community = (char *)"Lake",
      .epoch = (char *)EPOCH,
  };

  return rondo_wire_encode_account_answer (&account);
}

static void
test_for_this_run (void)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "rondo.db", NULL);
  RondoStore *store = fixture_open_store (path);
  g_autoptr (RondoTransport) transport = script_transport_new (serve, NULL);
  RondoAccount *account = rondo_account_new_with_transport (store, transport);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  rondo_account_login_async (
      account, "http://localhost:1", "a@b.org", "p", NULL, fixture_got_result, &result);
  /* Signed in long before the keyring is given up. */
  while (!rondo_account_get_is_signed_in (account))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);
  g_assert_true (rondo_account_login_finish (account, fixture_await (&result), &error));
  g_assert_no_error (error);
  g_assert_false (rondo_account_get_is_remembered (account));
  token = rondo_account_dup_token (account);
  g_assert_nonnull (token);

  g_clear_object (&result);
  g_assert_finalize_object (account);
  rondo_store_close (store);
  g_assert_finalize_object (store);
  fixture_remove_dir (dir);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_keyring_lookup_async ("http://x", SELF, cancellable, fixture_got_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (rondo_keyring_lookup_finish (fixture_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = NULL;
  g_autoptr (GSocket) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  dir = fixture_make_dir ();
  bus = make_silent_bus (dir);
  g_test_add_func ("/client/keyring/a-cancelled-call-ends", test_cancelled);
  g_test_add_func ("/client/keyring/one-that-never-answers-is-given-up", test_for_this_run);
  status = g_test_run ();
  fixture_remove_dir (dir);
  return status;
}
