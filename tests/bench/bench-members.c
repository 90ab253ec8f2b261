/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long the window keeps its thread, at a time, while a list of 10,000 members is opened
 * and searched. Time of the thread, not of the clock: how busy the computer is besides does not
 * count. */
#include "config.h"

#include "app-fixture.h"

#include <string.h>
#include <time.h>

#include "rondo-application.h"
#include "rondo-id.h"
#include "rondo-line-view.h"
#include "rondo-members-page.h"

#define MEMBERS 10000
#define BATCH 2000
#define TURNS 8

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

/* The frame after the next one is there. */
typedef struct {
  GdkFrameClock *clock;
  gint64 until;
} Frames;

static gboolean
are_drawn (gpointer data)
{
  const Frames *frames = data;

  return gdk_frame_clock_get_frame_counter (frames->clock) >= frames->until;
}

static GtkAdjustment *
get_adjustment (GtkWidget *page)
{
  GtkWidget *list = GTK_WIDGET (find_list (page));

  return gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (fixture_find (list, ADW_TYPE_CLAMP_SCROLLABLE)));
}

/* As high as all of its rows. */
static gboolean
has_many_rows (gpointer page)
{
  return gtk_adjustment_get_upper (get_adjustment (page)) > MEMBERS * 10.0;
}

static gboolean
shows_paused (gpointer page)
{
  g_autoptr (RondoLineItem) last =
      g_list_model_get_item (rondo_line_view_get_shown (find_list (page)), MEMBERS - 1);
  g_autofree char *mark = NULL;

  g_object_get (last, "mark", &mark, NULL);
  return strstr (mark, "Paused") != NULL;
}

static gboolean is_asked;

static gboolean
pause_all_cb (gpointer page)
{
  gtk_widget_activate_action (page, "members.pause-shown", NULL);
  is_asked = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
was_asked (gpointer data)
{
  return is_asked;
}

static void
measure_scrolling (GtkWidget *page)
{
  GtkAdjustment *adjustment = get_adjustment (page);
  const double steps[] = {60, gtk_adjustment_get_page_size (adjustment)};

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint j = 1; j <= TURNS; j++) {
      g_autofree char *what = g_strdup_printf ("scroll by %.0f", steps[i]);

      Frames frames = {.clock = gtk_widget_get_frame_clock (page)};

      frames.until = gdk_frame_clock_get_frame_counter (frames.clock) + 2;
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + steps[i]);
      gtk_widget_queue_draw (page);
      gdk_frame_clock_request_phase (frames.clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      measure (what, are_drawn, &frames);
    }
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
  fixture_wait_until (has_many_rows, page);
  measure_scrolling (page);
  g_idle_add (pause_all_cb, page);
  measure ("pause all", was_asked, page);
  measure ("all are paused", shows_paused, page);
  gtk_window_destroy (window);
  return 0;
}
