/* SPDX-License-Identifier: GPL-3.0-or-later
 * How late the main loop gets, and how soon a slider tells what it would bring, in the workbench of
 * a large round. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-id.h"
#include "rondo-ring-view.h"
#include "rondo-round-dates.h"
#include "rondo-workbench-page.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_MEMBERS 400
#define TICK_MS 4

/* Until an empty window is drawn. */
#define REST_MS 1000

#define N_LOOKED_AT 30
#define LOOK_EVERY_MS 60

typedef struct {
  RondoWorkbench *bench;
  gint64 last_us;
  gint64 worst_us;
  gint64 busy_us;       /* what this thread has computed until the last tick */
  gint64 worst_busy_us; /* the most between two ticks: no other program makes that more */
  guint n_late;         /* by more than a frame of 60 Hz */
  guint n_ticks;
} Watch;

static RondoMember *
new_member (int number)
{
  static const char *const languages[] = {"en", "en,de", "de,fr", "fr,en", "es,en"};
  static const char *const zones[] = {"Europe/Berlin", "America/New_York", "Asia/Kolkata"};
  RondoMember *member = rondo_member_new ();
  g_autofree char *word = g_strdup_printf ("member-%d", number);

  g_free (member->id);
  g_free (member->name);
  g_free (member->email);
  g_free (member->time_zone);
  g_strfreev (member->languages);
  member->id = rondo_id_derive ("bench", word);
  member->name = g_strdup_printf ("Member %d", number);
  member->email = g_strdup_printf ("%s@example.org", word);
  member->time_zone = g_strdup (zones[number % 3]);
  if (number % 2 == 0) {
    g_free (member->course);
    member->course = g_strdup_printf ("Course %d", number / 2 % 12);
  }
  member->languages = g_strsplit (languages[number * 7 % 5], ",", -1);
  g_ptr_array_add (member->wishes->wishes,
                   rondo_wish_new (RONDO_WISH_PREFER, RONDO_WISH_ZONE, "3"));
  g_ptr_array_add (member->wishes->requests,
                   g_strdup_printf ("member-%d@example.org", (number * 37 + 11) % N_MEMBERS));
  return member;
}

static void
add_members (Fixture *fixture, RondoRoundKind kind)
{
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoRound) round = rondo_round_new ();

  fixture->round = rondo_id_derive ("bench", "round");
  round->id = g_strdup (fixture->round);
  round->kind = kind;
  g_free (round->name);
  round->name = g_strdup ("Large");
  rondo_round_fill_dates (round, 20500);
  rondo_change_put_round (change, round);
  for (int i = 0; i < N_MEMBERS; i++) {
    g_autoptr (RondoMember) member = new_member (i);
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (fixture->round, member->id, member->wishes);

    rondo_change_put_member (change, member);
    rondo_change_put_registration (change, registration);
  }
  fixture_save (fixture, change);
}

static gint64
get_busy_us (void)
{
  struct timespec spent = {0};

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (gint64)spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static gboolean
tick_cb (gpointer data)
{
  Watch *watch = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 late_us = now_us - watch->last_us - TICK_MS * 1000;

  gint64 busy_us = get_busy_us ();

  watch->worst_busy_us = MAX (watch->worst_busy_us, busy_us - watch->busy_us);
  watch->busy_us = busy_us;
  watch->last_us = now_us;
  watch->n_ticks++;
  watch->worst_us = MAX (watch->worst_us, late_us);
  watch->n_late += late_us > G_USEC_PER_SEC / 60;
  return G_SOURCE_CONTINUE;
}

static gboolean
rested_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
rest (void)
{
  gboolean is_rested = FALSE;

  g_timeout_add (REST_MS, rested_cb, &is_rested);
  while (!is_rested)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_until (Watch *watch, gboolean (*check) (RondoWorkbench *bench), const char *what)
{
  gint64 began_us = g_get_monotonic_time ();
  clock_t began = clock ();
  guint ticks = 0;

  watch->last_us = began_us;
  watch->busy_us = get_busy_us ();
  watch->worst_us = watch->worst_busy_us = watch->n_late = watch->n_ticks = 0;
  ticks = g_timeout_add (TICK_MS, tick_cb, watch);
  while (!check (watch->bench))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticks);
  printf ("%-20s %6.0f ms, %6.0f of processor; loop late by %.1f ms, busy for %.1f ms at most; "
          "%u of %u ticks late\n",
          what,
          (double)(g_get_monotonic_time () - began_us) / 1000,
          (double)(clock () - began) * 1000 / CLOCKS_PER_SEC,
          (double)watch->worst_us / 1000,
          (double)watch->worst_busy_us / 1000,
          watch->n_late,
          watch->n_ticks);
}

static gboolean
is_settled (RondoWorkbench *bench)
{
  return rondo_workbench_get_draft (bench) != NULL && rondo_workbench_get_is_judged (bench) &&
         !rondo_workbench_get_is_matching (bench);
}

static gboolean
has_plan (RondoWorkbench *bench)
{
  return rondo_workbench_get_draft (bench)->pairs->len > 0;
}

static gboolean
is_tried_out (RondoWorkbench *bench)
{
  return !rondo_workbench_get_is_trying (bench);
}

static gboolean
is_tried (RondoWorkbench *bench)
{
  return rondo_workbench_get_trial (bench) != NULL;
}

/* Each slider on its own, one step; those that the round has no choice about change nothing. */
static void
move_sliders (Watch *watch)
{
  static const char *const names[] = {"repeats", "running courses", "mutual pairs", "capacity"};
  RondoDraftPolicies policies = rondo_workbench_get_draft (watch->bench)->policies;

  for (gsize k = 0; k < G_N_ELEMENTS (names); k++) {
    RondoDraftPolicies moved = policies;

    if (k == 0)
      moved.repeat_after = 3;
    else if (k == 1)
      moved.same_course = RONDO_POLICY_FORBID;
    else if (k == 2)
      moved.mutual_allowed = TRUE;
    else
      moved.capacity = 2;
    printf ("slider: %s\n", names[k]);
    rondo_workbench_try_policies (watch->bench, &moved);
    run_until (watch, is_tried, "  its effect");
    run_until (watch, is_tried_out, "  the best plan");
  }
}

/* A walk through people, as with the arrow keys. */
static struct {
  GtkWidget *rings;
  guint n_looked_at;
} the_walk;

static gboolean
walk_cb (gpointer data)
{
  GPtrArray *members = rondo_workbench_get_registered (data);
  const RondoMember *member = members->pdata[the_walk.n_looked_at * 7 % members->len];

  g_signal_emit_by_name (the_walk.rings, "selected", member->id);
  return ++the_walk.n_looked_at < N_LOOKED_AT ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_walked (RondoWorkbench *bench)
{
  return the_walk.n_looked_at == N_LOOKED_AT;
}

static void
walk (Watch *watch, GtkWidget *page)
{
  the_walk.rings = fixture_find (page, RONDO_TYPE_RING_VIEW);
  the_walk.n_looked_at = 0;
  g_timeout_add (LOOK_EVERY_MS, walk_cb, watch->bench);
  run_until (watch, is_walked, "look at members");
}

static void
measure (RondoRoundKind kind)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_workbench_page_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWindow *window = NULL;
  Watch watch = {0};

  add_members (fixture, kind);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  gtk_widget_set_size_request (overlay, 1000, 640);
  window = fixture_show (overlay);
  rest (); /* the window is there before the page */
  g_object_set (page, "context", fixture->context, "round-id", fixture->round, NULL);
  watch.bench = rondo_workbench_page_get_workbench (RONDO_WORKBENCH_PAGE (page));
  run_until (&watch, is_settled, "open");
  rondo_workbench_match (watch.bench, RONDO_DRAFT_ALL);
  run_until (&watch, has_plan, "match all: a plan");
  run_until (&watch, is_settled, "the best plan");
  walk (&watch, page);
  move_sliders (&watch);
  fixture_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  printf ("one to one, %d members\n", N_MEMBERS);
  measure (RONDO_ROUND_RECIPROCAL);
  printf ("triads, %d members\n", N_MEMBERS);
  measure (RONDO_ROUND_TRIADS);
  return EXIT_SUCCESS;
}
