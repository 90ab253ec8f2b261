/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long the window keeps its thread for a frame while a log of 100,000 entries is scrolled. Time
 * of the thread, not of the clock: how busy the computer is besides does not count. */
#include "config.h"

#include "app-fixture.h"

#include <stdlib.h>
#include <time.h>

#include "rondo-application.h"
#include "rondo-hours-page.h"
#include "rondo-id.h"
#include "rondo-log-view.h"

#define ENTRIES 100000
#define CLIENTS 40
#define BATCH 5000
#define FRAMES 600
#define FIRST_DAY 17000

static int64_t
get_thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (int64_t)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static char *
get_client_id (int number)
{
  g_autofree char *name = g_strdup_printf ("client %d", number);

  return rondo_id_derive ("bench", name);
}

static void
add_clients (RondoChange *change)
{
  for (int i = 0; i < CLIENTS; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

    client->id = get_client_id (i);
    g_free (client->name);
    client->name = g_strdup_printf ("Client Number %d of the Lake", i);
    g_free (client->contact);
    client->contact = g_strdup ("");
    rondo_change_put_client (change, client);
  }
}

static void
add_entry (RondoChange *change, int number)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  g_autofree char *name = g_strdup_printf ("entry %d", number);

  entry->id = rondo_id_derive ("bench", name);
  entry->client = get_client_id (number % CLIENTS);
  entry->date = FIRST_DAY + number / 30;
  entry->minutes = 30 + number % 60;
  rondo_change_put_log_entry (change, entry);
}

static void
fill (Fixture *fixture)
{
  for (int from = 0; from < ENTRIES; from += BATCH) {
    RondoChange *change = rondo_change_new ();

    if (from == 0)
      add_clients (change);
    for (int i = from; i < from + BATCH; i++)
      add_entry (change, i);
    fixture_save (fixture, change);
  }
}

/* The list of the template; the filters have lists of choices besides. */
static GtkWidget *
find_log (GtkWidget *root)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (root));
  GtkWidget *found = g_strcmp0 (id, "list_view") == 0 ? root : NULL;
  GtkWidget *child = gtk_widget_get_first_child (root);

  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_log (child);
  return found;
}

static gboolean
is_long (gpointer list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (list);

  return model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) == ENTRIES;
}

static gboolean
set_true_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const int64_t difference = *(const int64_t *)a - *(const int64_t *)b;

  return difference < 0 ? -1 : difference > 0;
}

/* Moves by @step(frame) before each frame, and tells how long the thread was kept for one. */
static void
scroll (GtkWidget *list, const char *name, double (*step) (GtkAdjustment *, int))
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  int64_t times[FRAMES];

  for (int i = 0; i < FRAMES; i++) {
    const int64_t before_us = get_thread_us ();
    gboolean is_drawn = FALSE;

    gtk_adjustment_set_value (adjustment, step (adjustment, i));
    gtk_widget_add_tick_callback (list, set_true_cb, &is_drawn, NULL);
    while (!is_drawn)
      g_main_context_iteration (NULL, TRUE);
    while (g_main_context_pending (NULL))
      g_main_context_iteration (NULL, FALSE);
    times[i] = get_thread_us () - before_us;
  }
  qsort (times, FRAMES, sizeof *times, compare_times);
  g_print ("%-28s median %5.1f ms, 99 of 100 below %5.1f ms, longest %5.1f ms\n",
           name,
           (double)times[FRAMES / 2] / 1000.0,
           (double)times[FRAMES * 99 / 100] / 1000.0,
           (double)times[FRAMES - 1] / 1000.0);
}

static double
by_wheel (GtkAdjustment *adjustment, int frame)
{
  return gtk_adjustment_get_value (adjustment) + 40;
}

static double
by_page (GtkAdjustment *adjustment, int frame)
{
  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
}

/* As somebody who drags the handle does. */
static double
by_handle (GtkAdjustment *adjustment, int frame)
{
  const double length =
      gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return length * (frame * 37 % FRAMES) / FRAMES;
}

int
main (int argc, char *argv[])
{
  g_autoptr (Fixture) fixture = NULL;
  GtkWidget *page = NULL;
  GtkWidget *list = NULL;
  GtkWindow *window = NULL;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  fixture = fixture_new ();
  fill (fixture);
  page = rondo_hours_page_new ();
  window = fixture_show (page);
  gtk_window_set_default_size (window, 980, 680);
  g_object_set (page, "context", fixture->context, NULL);
  list = find_log (fixture_find (page, RONDO_TYPE_LOG_VIEW));
  while (!is_long (list))
    g_main_context_iteration (NULL, TRUE);
  scroll (list, "40 pixels a frame", by_wheel);
  scroll (list, "a page a frame", by_page);
  scroll (list, "the handle to anywhere", by_handle);
  fixture_close (window);
  return 0;
}
