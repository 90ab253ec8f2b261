/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long the window keeps its thread, at a time, while a list of 10,000 members is opened
 * and searched. Time of the thread, not of the clock: how busy the computer is besides does not
 * count. */
#include "config.h"

#include "app-fixture.h"

#include <time.h>

#include "rondo-application.h"
#include "rondo-id.h"
#include "rondo-line-view.h"
#include "rondo-members-page.h"

#define MEMBERS 10000
#define BATCH 2000

static int64_t
get_thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (int64_t)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
add_member (RondoChange *change, guint number)
{
  g_autoptr (RondoMember) member = rondo_member_new ();
  g_autofree char *name = g_strdup_printf ("member %u", number);
  char *languages[] = {(char *)(number % 3 == 0 ? "de" : "en"), NULL};

  member->id = rondo_id_derive ("bench", name);
  g_free (member->name);
  member->name = g_strdup_printf ("Member Number %u of the Lake", number);
  g_free (member->email);
  member->email = g_strdup_printf ("member%u@example.org", number);
  g_strfreev (member->languages);
  member->languages = g_strdupv (languages);
  member->credential = number % 4;
  rondo_change_put_member (change, member);
}

/* Iterates until @check holds and then until nothing is left to do; the longest turn is told. */
static void
measure (const char *what, gboolean (*check) (gpointer), gpointer data)
{
  const int64_t began_us = g_get_monotonic_time ();
  int64_t worst_us = 0;
  int64_t sum_us = 0;

  while (!check (data) || g_main_context_pending (NULL)) {
    const int64_t before_us = get_thread_us ();
    int64_t took_us;

    g_main_context_iteration (NULL, TRUE);
    took_us = get_thread_us () - before_us;
    worst_us = MAX (worst_us, took_us);
    sum_us += took_us;
    if (g_get_monotonic_time () - began_us > 20 * G_USEC_PER_SEC)
      break;
  }
  g_print ("%s: longest turn %.1f ms, all together %.1f ms\n",
           what,
           (double)worst_us / 1000,
           (double)sum_us / 1000);
}

static RondoLineView *
find_list (GtkWidget *page)
{
  return RONDO_LINE_VIEW (fixture_find (page, RONDO_TYPE_LINE_VIEW));
}

static guint
count_shown (GtkWidget *page)
{
  return g_list_model_get_n_items (rondo_line_view_get_shown (find_list (page)));
}

static gboolean
shows_all (gpointer page)
{
  return count_shown (page) >= MEMBERS;
}

static gboolean
shows_found (gpointer page)
{
  return count_shown (page) > 0 && count_shown (page) <= 11;
}

int
main (int argc, char *argv[])
{
  g_autoptr (Fixture) fixture = NULL;
  GtkWidget *page = NULL;
  GtkWidget *entry = NULL;
  GtkWindow *window = NULL;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  fixture = fixture_new ();
  for (guint i = 0; i < MEMBERS; i += BATCH) {
    RondoChange *change = rondo_change_new ();

    for (guint j = 0; j < BATCH; j++)
      add_member (change, i + j);
    fixture_save (fixture, change);
  }
  page = rondo_members_page_new ();
  window = fixture_show (page);
  g_object_set (page, "context", fixture->context, NULL);
  measure ("open", shows_all, page);
  entry = fixture_find (page, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "number 777");
  measure ("search", shows_found, page);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  measure ("search no more", shows_all, page);
  gtk_window_destroy (window);
  return 0;
}
