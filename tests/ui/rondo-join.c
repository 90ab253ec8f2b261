/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joins a community without windows: makes a profile that the app then opens as signed in. */
#include "config.h"

#include "rondo-account.h"
#include "rondo-store.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

typedef struct {
  GMainLoop *loop;
  const char *address;
  const char *code;
  const char *password;
  GError *error;
} Join;

static void
joined_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Join *join = user_data;

  rondo_account_join_finish (RONDO_ACCOUNT (object), result, &join->error);
  g_main_loop_quit (join->loop);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  RondoAccount *account = RONDO_ACCOUNT (object);
  Join *join = user_data;

  if (!rondo_account_load_finish (account, result, &join->error)) {
    g_main_loop_quit (join->loop);
    return;
  }
  rondo_account_join_async (
      account, join->address, join->code, NULL, NULL, join->password, NULL, joined_cb, join);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Join *join = user_data;

  rondo_store_open_finish (RONDO_STORE (object), result, NULL, &join->error);
  g_main_loop_quit (join->loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RondoStore) store = NULL;
  g_autoptr (RondoAccount) account = NULL;
  Join join = {.loop = loop};

  setlocale (LC_ALL, "");
  if (argc != 5) {
    g_printerr ("Usage: rondo-join DATABASE ADDRESS CODE PASSWORD\n");
    return 2;
  }
  join.address = argv[2];
  join.code = argv[3];
  join.password = argv[4];

  store = rondo_store_new ();
  rondo_store_open_async (store, argv[1], NULL, opened_cb, &join);
  g_main_loop_run (loop);
  if (join.error == NULL) {
    account = rondo_account_new (store);
    rondo_account_load_async (account, NULL, loaded_cb, &join);
    g_main_loop_run (loop);
  }
  rondo_store_close (store);

  if (join.error != NULL) {
    g_printerr ("%s\n", join.error->message);
    g_clear_error (&join.error);
    return 1;
  }
  g_print ("%s\n", rondo_account_get_name (account));
  return 0;
}
