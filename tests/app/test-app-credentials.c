/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of credentials over a real database: choosing, planning, and what is kept. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-credential-card.h"
#include "rondo-credentials-page.h"
#include "rondo-date-row.h"
#include "rondo-desk.h"
#include "rondo-forecast-chart.h"
#include "rondo-home-page.h"
#include "rondo-id.h"

static gboolean
has_card (gpointer page)
{
  return g_str_equal (fixture_get_state (page), "content") &&
         fixture_find (page, RONDO_TYPE_CREDENTIAL_CARD) != NULL &&
         fixture_find_text (page, "ICF ACC");
}

/* @count sessions of an hour with one client, the last of them today. */
static void
log_hours (Fixture *fixture, int count, RondoPayment payment)
{
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

  g_free (client->name);
  client->id = rondo_id_derive ("tests", "client");
  client->name = g_strdup ("Ana");
  rondo_change_put_client (change, client);
  for (int i = 0; i < count; i++) {
    g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
    g_autofree char *name = g_strdup_printf ("entry %d", i);

    entry->id = rondo_id_derive ("tests", name);
    entry->client = g_strdup (client->id);
    entry->date = rondo_context_get_today (fixture->context) - i;
    entry->minutes = 60;
    entry->payment = payment;
    rondo_change_put_log_entry (change, entry);
  }
  fixture_save (fixture, change);
}

static GtkWidget *
show_page (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *page = rondo_credentials_page_new ();

  *window = fixture_show (page);
  g_object_set (page, "context", fixture->context, NULL);
  return page;
}

static void
test_states (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);

  fixture_wait_until (fixture_is_empty, page);
  g_assert_true (gtk_widget_activate_action (page, "credentials.add", "s", "icf-acc"));
  fixture_wait_until (has_card, page);
  g_assert_true (gtk_widget_activate_action (page, "credentials.remove", "s", "icf-acc"));
  fixture_wait_until (fixture_is_empty, page);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (fixture_is_error, page);
  fixture_close (window);
}

static gboolean
shows_hours (gpointer page)
{
  return fixture_find_text (page, "10.00 of 100 hours");
}

static void
test_figures (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  GtkWidget *chart = NULL;

  log_hours (fixture, 10, RONDO_PAYMENT_RECIPROCAL);
  fixture_wait_until (fixture_is_empty, page);
  gtk_widget_activate_action (page, "credentials.add", "s", "icf-acc");
  fixture_wait_until (shows_hours, page);
  g_assert_true (fixture_find_text (page, "0.00 of 75 hours"));
  g_assert_true (fixture_find_text (page, "1 of 8 clients"));
  g_assert_true (fixture_find_text (page, "Coach 90.00 hours more."));
  g_assert_true (fixture_find_text (page,
                                    "Receive 10.00 hours of coaching more, and 10.00 hours that "
                                    "are pro bono now become paid."));
  g_assert_true (fixture_find_text (page, "0.83 hours a week, as in the last 12 weeks"));
  chart = fixture_find (page, RONDO_TYPE_FORECAST_CHART);
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL));
  fixture_close (window);
}

static gboolean
shows_paid (gpointer page)
{
  return fixture_find_text (page, "10.00 of 75 hours");
}

static gboolean
shows_pace (gpointer page)
{
  return fixture_find_text (page, "3.00 hours a week");
}

static gboolean
keeps_all (gpointer data)
{
  Fixture *fixture = data;
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  GtkWidget *row = NULL;

  fixture_wait_until (shows_paid, page);
  fixture_wait_until (shows_pace, page);
  row = fixture_find (page, RONDO_TYPE_DATE_ROW);
  g_assert_cmpint (rondo_date_row_get_date (RONDO_DATE_ROW (row)),
                   ==,
                   rondo_context_get_today (fixture->context) + 200);
  fixture_close (window);
  return TRUE;
}

static gboolean
shows_paid_and_pace (gpointer page)
{
  return shows_paid (page) && shows_pace (page);
}

/* The switch, the slider and the day are there again when the page is opened anew. */
static void
test_settings_are_kept (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  GtkWidget *row = NULL;

  log_hours (fixture, 10, RONDO_PAYMENT_RECIPROCAL);
  fixture_wait_until (fixture_is_empty, page);
  gtk_widget_activate_action (page, "credentials.add", "s", "icf-acc");
  fixture_wait_until (shows_hours, page);
  gtk_switch_set_active (GTK_SWITCH (fixture_find (page, GTK_TYPE_SWITCH)), FALSE);
  gtk_range_set_value (GTK_RANGE (fixture_find (page, GTK_TYPE_SCALE)), 3);
  row = fixture_find (page, RONDO_TYPE_DATE_ROW);
  rondo_date_row_set_date (RONDO_DATE_ROW (row), rondo_context_get_today (fixture->context) + 200);
  fixture_wait_until (shows_paid_and_pace, page);
  fixture_close (window);
  g_assert_true (keeps_all (fixture));
}

static gboolean
shows_goal (gpointer page)
{
  return fixture_find_text (page, "ICF ACC: 10.00 of 100 hours") &&
         fixture_find_text (page, "10.00 hours given, 0.00 hours received");
}

static void
test_home_shows_the_goal (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  GtkWidget *home = rondo_home_page_new ();
  GtkWindow *second = fixture_show (home);

  log_hours (fixture, 10, RONDO_PAYMENT_PAID);
  fixture_wait_until (fixture_is_empty, page);
  gtk_widget_activate_action (page, "credentials.add", "s", "icf-acc");
  g_object_set (home, "context", fixture->context, NULL);
  fixture_wait_until (shows_goal, home);
  fixture_close (second);
  fixture_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/credentials/has-its-states-and-adds-and-removes", test_states);
  g_test_add_func ("/app/credentials/shows-figures-and-next-steps-in-words", test_figures);
  g_test_add_func ("/app/credentials/keeps-what-was-decided", test_settings_are_kept);
  g_test_add_func ("/app/home/shows-the-hours-to-the-next-credential", test_home_shows_the_goal);
  return g_test_run ();
}
