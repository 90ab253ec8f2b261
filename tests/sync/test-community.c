/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds a small community around a real server. */
#include "config.h"

#include "test-community.h"

#include <glib/gstdio.h>

#define PASSWORD "correct horse battery"

char *
test_community_get_email (int index)
{
  return g_strdup_printf ("coach%d@example.org", index);
}

static char *
make_csv (void)
{
  GString *csv = g_string_new ("name,email,languages,time_zone,wishes\n");

  for (int i = 0; i < TEST_COACHES; i++) {
    g_autofree char *email = test_community_get_email (i);

    g_string_append_printf (csv, "Coach %d,%s,en,Europe/Berlin,prefer zone 3\n", i, email);
  }
  return g_string_free (csv, FALSE);
}

TestCommunity *
test_community_new (void)
{
  TestCommunity *self = g_new0 (TestCommunity, 1);
  g_autofree char *csv = make_csv ();
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("rondo-sync-XXXXXX", &error);
  g_assert_no_error (error);
  self->server = test_server_new (self->dir);
  test_server_import (self->server, csv);
  self->faults = fault_transport_new (rondo_soup_transport_new (TEST_PATIENCE_SECONDS));
  self->coordinator = test_device_new (self->dir, "coordinator", RONDO_TRANSPORT (self->faults));
  code = test_server_invite (self->server, NULL, TRUE);
  test_device_join (self->coordinator,
                    test_server_get_address (self->server),
                    code,
                    "Cora Dinata",
                    "cora@example.org",
                    PASSWORD,
                    &error);
  g_assert_no_error (error);
  test_device_settle (self->coordinator);
  return self;
}

void
test_remove_dir (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

void
test_community_free (TestCommunity *self)
{
  for (int i = 0; i < TEST_COACHES; i++)
    g_clear_pointer (&self->coaches[i], test_device_free);
  g_clear_pointer (&self->coordinator, test_device_free);
  g_clear_object (&self->faults);
  test_server_check (self->server);
  g_clear_pointer (&self->server, test_server_free);
  test_remove_dir (self->dir);
  g_free (self->dir);
  g_free (self);
}

TestDevice *
test_community_join (TestCommunity *self, int index)
{
  g_autofree char *name = g_strdup_printf ("coach%d", index);
  g_autofree char *email = test_community_get_email (index);
  g_autofree char *code = test_server_invite (self->server, email, FALSE);
  g_autoptr (GError) error = NULL;

  self->coaches[index] = test_device_new (self->dir, name, RONDO_TRANSPORT (self->faults));
  test_device_join (self->coaches[index],
                    test_server_get_address (self->server),
                    code,
                    NULL,
                    NULL,
                    PASSWORD,
                    &error);
  g_assert_no_error (error);
  test_device_settle (self->coaches[index]);
  return self->coaches[index];
}

TestDevice *
test_community_login (TestCommunity *self, int index, const char *name)
{
  g_autofree char *email = test_community_get_email (index);
  TestDevice *device = test_device_new (self->dir, name, RONDO_TRANSPORT (self->faults));
  g_autoptr (GError) error = NULL;

  test_device_login (device, test_server_get_address (self->server), email, PASSWORD, &error);
  g_assert_no_error (error);
  test_device_settle (device);
  return device;
}

char *
test_community_publish_round (TestCommunity *self)
{
  char *round = test_device_open_round (self->coordinator, "Spring");

  test_device_publish (self->coordinator, round, 7);
  test_device_settle (self->coordinator);
  for (int i = 0; i < TEST_COACHES; i++) {
    if (self->coaches[i] != NULL)
      test_device_settle (self->coaches[i]);
  }
  return round;
}
