/* SPDX-License-Identifier: GPL-3.0-or-later
 * A context on a real file, a small community in it, and ways to look into widgets. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-id.h"
#include "rondo-state-view.h"

#include <glib/gstdio.h>

#define NARROW 360

#define N_MEMBERS 4
#define PATIENCE_MS 30000

static void
result_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *)data == NULL;
}

static void
remove_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (g_file_test (file, G_FILE_TEST_IS_DIR))
      remove_dir (file);
    else
      g_assert_cmpint (g_remove (file), ==, 0);
  }
  g_rmdir (path);
}

static char *
member_id (Fixture *fixture, guint number)
{
  g_autofree char *name = g_strdup_printf ("member %u", number);

  return rondo_id_derive ("tests", name);
}

static void
put_member (RondoChange *change, Fixture *fixture, guint number)
{
  g_autoptr (RondoMember) member = rondo_member_new ();

  g_free (member->id);
  g_free (member->name);
  g_free (member->email);
  g_free (member->phone);
  g_free (member->time_zone);
  g_strfreev (member->languages);
  member->id = member_id (fixture, number);
  member->name = number == 0 ? g_strdup (AMPERSAND_NAME) : g_strdup_printf ("Member %u", number);
  member->email = g_strdup_printf ("m%u@example.org", number);
  member->phone = g_strdup ("+49 30 1234");
  member->time_zone = g_strdup ("Europe/Berlin");
  member->languages = g_strsplit ("en de", " ", -1);
  rondo_change_put_member (change, member);
}

static void
put_round (RondoChange *change, Fixture *fixture)
{
  g_autoptr (RondoRound) round = rondo_round_new ();

  g_free (round->id);
  g_free (round->name);
  fixture->round = rondo_id_derive ("tests", "round");
  round->id = g_strdup (fixture->round);
  round->name = g_strdup ("Spring & Summer");
  round->start = rondo_context_get_today (fixture->context) - 30;
  round->end = round->start + 120;
  rondo_change_put_round (change, round);
}

static void
put_registration (RondoChange *change, Fixture *fixture, guint number)
{
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autofree char *member = member_id (fixture, number);
  g_autoptr (RondoRegistration) registration =
      rondo_registration_new (fixture->round, member, wishes);

  rondo_change_put_registration (change, registration);
}

static void
set_self (Fixture *fixture)
{
  RondoAccount *account = rondo_context_get_account (fixture->context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_account_set_self_async (account, fixture->self, NULL, result_cb, &result);
  rondo_account_set_self_finish (account, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
add_pair (Fixture *fixture, RondoPlan *plan, guint number)
{
  RondoPlannedPair *pair = rondo_planned_pair_new ();
  g_autofree char *name = g_strdup_printf ("pairing %u", number);

  g_free (pair->pairing);
  g_free (pair->coach);
  g_free (pair->client);
  pair->pairing = rondo_id_derive ("tests", name);
  pair->coach = member_id (fixture, number);
  pair->client = member_id (fixture, (number + 1) % N_MEMBERS);
  if (number == 0)
    fixture->pairing = g_strdup (pair->pairing);
  g_ptr_array_add (plan->pairs, pair);
}

Fixture *
fixture_new (void)
{
  g_autoptr (RondoTransport) transport = rondo_soup_transport_new (1);

  return fixture_new_with_transport (transport);
}

Fixture *
fixture_new_with_transport (RondoTransport *transport)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->dir = g_dir_make_tmp ("rondo-app-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->dir, "rondo.db", NULL);
  fixture->context = rondo_context_new_with_transport (path, transport);
  rondo_context_open_async (fixture->context, NULL, result_cb, &result);
  rondo_context_open_finish (fixture->context, wait_for (&result), NULL, &error);
  g_assert_no_error (error);
  return fixture;
}

/* A load that is on its way holds its page, and the page the context, until it has ended. */
void
fixture_free (Fixture *fixture)
{
  gpointer alive = fixture->context;

  rondo_context_close (fixture->context);
  g_object_add_weak_pointer (G_OBJECT (fixture->context), &alive);
  g_object_unref (fixture->context);
  fixture_wait_until (is_null, &alive);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->self);
  g_free (fixture->round);
  g_free (fixture->pairing);
  g_free (fixture);
}

void
fixture_save (Fixture *fixture, RondoChange *change)
{
  RondoStore *store = rondo_context_get_store (fixture->context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_store_save_async (store, change, NULL, result_cb, &result);
  rondo_store_save_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
}

void
fixture_add_community (Fixture *fixture)
{
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < N_MEMBERS; i++)
    put_member (change, fixture, i);
  put_round (change, fixture);
  for (guint i = 1; i < N_MEMBERS; i++)
    put_registration (change, fixture, i);
  fixture_save (fixture, change);
  fixture->self = member_id (fixture, 0);
  set_self (fixture);
}

static void
publish (Fixture *fixture, gboolean is_quiet)
{
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoPlan) plan = rondo_plan_new ();

  put_registration (change, fixture, 0);
  fixture_save (fixture, change);
  change = rondo_change_new ();
  g_free (plan->id);
  g_free (plan->round);
  plan->id = rondo_id_derive ("tests", "plan");
  plan->round = g_strdup (fixture->round);
  for (guint i = 0; i < N_MEMBERS; i++)
    add_pair (fixture, plan, i);
  plan->is_quiet = is_quiet;
  rondo_change_publish (change, plan);
  fixture_save (fixture, change);
}

void
fixture_publish (Fixture *fixture)
{
  publish (fixture, FALSE);
}

void
fixture_approve (Fixture *fixture)
{
  publish (fixture, TRUE);
}

RondoHoursOverview *
fixture_load_hours (Fixture *fixture)
{
  RondoStore *store = rondo_context_get_store (fixture->context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoHoursOverview *overview = NULL;

  rondo_store_load_hours_async (store, NULL, result_cb, &result);
  overview = rondo_store_load_hours_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return overview;
}

RondoHomeOverview *
fixture_load_home (Fixture *fixture)
{
  RondoStore *store = rondo_context_get_store (fixture->context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoHomeOverview *overview = NULL;

  rondo_store_load_home_async (store, NULL, result_cb, &result);
  overview = rondo_store_load_home_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return overview;
}

RondoRoundOverview *
fixture_load_round (Fixture *fixture)
{
  RondoStore *store = rondo_context_get_store (fixture->context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoRoundOverview *overview = NULL;

  rondo_store_load_round_async (store, fixture->round, NULL, result_cb, &result);
  overview = rondo_store_load_round_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return overview;
}

RondoLogOverview *
fixture_load_log (Fixture *fixture, const RondoLogFilter *filter)
{
  RondoStore *store = rondo_context_get_store (fixture->context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoLogOverview *log = NULL;

  rondo_desk_load_log_async (store, filter, NULL, result_cb, &result);
  log = rondo_desk_load_log_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return log;
}

GtkWindow *
fixture_show (GtkWidget *child)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (window, 700, 600);
  gtk_window_present (window);
  return window;
}

void
fixture_close (GtkWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_destroy (window);
  fixture_wait_until (is_null, &alive);
}

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
fixture_wait_until (gboolean (*check) (gpointer), gpointer data)
{
  gboolean is_late = FALSE;
  guint timer = g_timeout_add (PATIENCE_MS, give_up_cb, &is_late);

  while (!check (data) && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_late);
  g_source_remove (timer);
}

gboolean
fixture_is_in_step (gpointer fixture)
{
  RondoSync *sync = rondo_context_get_sync (((Fixture *)fixture)->context);

  return rondo_sync_get_state (sync) == RONDO_SYNC_IDLE && rondo_sync_get_waiting_count (sync) == 0;
}

const char *
fixture_get_state (gpointer page)
{
  return rondo_state_view_get_state (RONDO_STATE_VIEW (fixture_find (page, RONDO_TYPE_STATE_VIEW)));
}

gboolean
fixture_is_empty (gpointer page)
{
  return g_str_equal (fixture_get_state (page), "empty");
}

gboolean
fixture_is_content (gpointer page)
{
  return g_str_equal (fixture_get_state (page), "content");
}

gboolean
fixture_is_error (gpointer page)
{
  return g_str_equal (fixture_get_state (page), "error");
}

void
fixture_assert_narrow (gpointer widget)
{
  int minimum = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
}

GtkWidget *
fixture_find (GtkWidget *root, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;
  GtkWidget *child = gtk_widget_get_first_child (root);

  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = fixture_find (child, type);
  return found;
}

gboolean
fixture_find_text (GtkWidget *root, const char *text)
{
  gboolean found = GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
                   g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text);
  GtkWidget *child = gtk_widget_get_first_child (root);

  for (; !found && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = fixture_find_text (child, text);
  return found;
}

GtkWidget *
fixture_find_button (GtkWidget *root, const char *label)
{
  GtkWidget *child = gtk_widget_get_first_child (root);
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = fixture_find_button (child, label);
  return found;
}
