/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of rounds in the forms: opening one, joining it, registering others for it. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-coach-lines.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-join-dialog.h"
#include "rondo-life.h"
#include "rondo-line-item.h"
#include "rondo-line-view.h"
#include "rondo-register-dialog.h"
#include "rondo-round-dialog.h"

/* An answer that is waited for. */
typedef struct {
  RondoStore *store;
  RondoRoundOverview *overview;
  gboolean is_done;
} Loading;

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Loading *loading = data;
  g_autoptr (GError) error = NULL;

  loading->overview = rondo_store_load_round_finish (RONDO_STORE (source), result, &error);
  g_assert_no_error (error);
  loading->is_done = TRUE;
}

static gboolean
is_done (gpointer loading)
{
  return ((Loading *)loading)->is_done;
}

static RondoRoundOverview *
load_round (Fixture *fixture, const char *round)
{
  Loading loading = {rondo_context_get_store (fixture->context), NULL, FALSE};

  rondo_store_load_round_async (loading.store, round, NULL, loaded_cb, &loading);
  fixture_wait_until (is_done, &loading);
  return loading.overview;
}

/* The row of a form that has this title and can be seen. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return gtk_widget_get_visible (root) ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

/* What the form asks for is what the kind needs to know. */
static void
test_form (void)
{
  static const struct {
    RondoRoundKind kind;
    gboolean has_sides;
    gboolean has_rest;
    gboolean has_room;
    gboolean has_mutual;
  } rows[] = {
      {RONDO_ROUND_RECIPROCAL, FALSE, FALSE, TRUE, TRUE},
      {RONDO_ROUND_ONE_WAY, FALSE, FALSE, TRUE, TRUE},
      {RONDO_ROUND_DEFERRED, FALSE, FALSE, TRUE, TRUE},
      {RONDO_ROUND_TEAM, TRUE, FALSE, TRUE, FALSE},
      {RONDO_ROUND_TRIADS, FALSE, TRUE, FALSE, FALSE},
  };
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *dialog = rondo_round_dialog_new (fixture->context);
  GtkWidget *widget = GTK_WIDGET (dialog);
  AdwComboRow *kind;

  gtk_window_present (dialog);
  kind = ADW_COMBO_ROW (find_row (widget, "_Kind of Round"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    adw_combo_row_set_selected (kind, rows[i].kind);
    g_assert_true (fixture_find_text (widget, rondo_round_kind_explain (rows[i].kind)));
    g_assert_cmpint (find_row (widget, "Name of the First Side") != NULL, ==, rows[i].has_sides);
    g_assert_cmpint (find_row (widget, "Who Is _Left over Threes") != NULL, ==, rows[i].has_rest);
    g_assert_cmpint (find_row (widget, "C_lients and Coaches Each") != NULL, ==, rows[i].has_room);
    g_assert_cmpint (
        find_row (widget, "Two May Coach _Each Other") != NULL, ==, rows[i].has_mutual);
    fixture_assert_narrow (dialog);
  }
  fixture_close (dialog);
}

static const char *
get_text (GtkWidget *dialog, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, title)));
}

/* Days that nobody touched go with the first and the last day; days out of order are told. */
static void
test_days (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *dialog = rondo_round_dialog_new (fixture->context);
  GtkWidget *widget = GTK_WIDGET (dialog);

  gtk_window_present (dialog);
  gtk_editable_set_text (GTK_EDITABLE (find_row (widget, "Name")), "Winter");
  gtk_editable_set_text (GTK_EDITABLE (find_row (widget, "Feedback Is Due")), "2031-12-01");
  gtk_editable_set_text (GTK_EDITABLE (find_row (widget, "Last Day")), "2031-04-30");
  gtk_editable_set_text (GTK_EDITABLE (find_row (widget, "First Day")), "2031-03-01");
  g_assert_cmpstr (get_text (widget, "Last Day to Register"), ==, "2031-02-22");
  g_assert_cmpstr (get_text (widget, "Last Day to Change Requests"), ==, "2031-02-24");
  g_assert_cmpstr (get_text (widget, "Pairings Are Known"), ==, "2031-02-26");
  g_assert_cmpstr (get_text (widget, "Half-Way Check"), ==, "2031-03-31");
  g_assert_cmpstr (get_text (widget, "Feedback Is Due"), ==, "2031-12-01");
  gtk_editable_set_text (GTK_EDITABLE (find_row (widget, "Half-Way Check")), "2031-05-01");
  g_signal_emit_by_name (fixture_find_button (widget, "C_reate"), "clicked");
  g_assert_true (
      fixture_find_text (widget, "“Last Day” comes before “Half-Way Check”. Choose a later day."));
  fixture_close (dialog);
}

/* The fixture's round as one of @kind, saved. */
static RondoRound *
make_kind (Fixture *fixture, RondoRoundKind kind)
{
  RondoRound *round;
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoRoundOverview) overview = NULL;

  fixture_add_community (fixture);
  overview = load_round (fixture, fixture->round);
  round = rondo_round_copy (overview->round);
  round->kind = kind;
  g_free (round->first_side);
  round->first_side = g_strdup ("Lake");
  rondo_change_put_round (change, round);
  fixture_save (fixture, change);
  return round;
}

static const RondoRegistration *
find_own (const RondoRoundOverview *overview, const Fixture *fixture)
{
  for (guint i = 0; i < overview->registrations->len; i++) {
    const RondoRegistration *registration = overview->registrations->pdata[i];

    if (g_str_equal (registration->member, fixture->self))
      return registration;
  }
  return NULL;
}

static gboolean
is_registered (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (RondoRoundOverview) overview = load_round (fixture, fixture->round);

  return find_own (overview, fixture) != NULL;
}

static void
test_join_a_side (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoRound) round = make_kind (fixture, RONDO_ROUND_TEAM);
  g_autoptr (RondoRoundOverview) overview = NULL;
  GtkWindow *dialog =
      GTK_WINDOW (rondo_join_dialog_new (fixture->context, round, fixture->self, NULL));
  GtkWidget *widget = GTK_WIDGET (dialog);
  GtkWidget *join;

  gtk_window_present (dialog);
  fixture_assert_narrow (dialog);
  join = fixture_find_button (widget, "_Join");
  g_signal_emit_by_name (join, "clicked");
  g_assert_true (fixture_find_text (
      widget, "In this round two sides coach each other. Choose the side that you are on."));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (widget, "Your _Side")), 1);
  g_signal_emit_by_name (join, "clicked");
  fixture_wait_until (is_registered, fixture);
  overview = load_round (fixture, fixture->round);
  g_assert_cmpint (find_own (overview, fixture)->side, ==, RONDO_TEAM_SECOND);
}

static void
test_register_as_client (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoRound) round = make_kind (fixture, RONDO_ROUND_ONE_WAY);
  g_autoptr (RondoRoundOverview) overview = NULL;
  GtkWindow *dialog = rondo_register_dialog_new (fixture->context, fixture->round);
  GtkWidget *drop = NULL;
  GListModel *parts = NULL;

  gtk_window_present (dialog);
  while ((drop = fixture_find (GTK_WIDGET (dialog), GTK_TYPE_DROP_DOWN)) == NULL ||
         (parts = gtk_drop_down_get_model (GTK_DROP_DOWN (drop))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (parts), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 1);
  g_signal_emit_by_name (
      fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_LINE_VIEW), "activated", fixture->self);
  fixture_wait_until (is_registered, fixture);
  overview = load_round (fixture, fixture->round);
  g_assert_cmpint (find_own (overview, fixture)->role, ==, RONDO_ROLE_CLIENT);
  fixture_close (dialog);
}

/* What was said is there again, and what is changed replaces it. */
static void
test_change_what_was_said (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoRound) round = make_kind (fixture, RONDO_ROUND_DEFERRED);
  g_autoptr (RondoRegistration) registration =
      rondo_registration_new (round->id, fixture->self, NULL);
  GtkWindow *dialog =
      GTK_WINDOW (rondo_join_dialog_new (fixture->context, round, fixture->self, NULL));
  GtkWidget *widget = GTK_WIDGET (dialog);
  AdwComboRow *part;

  registration->role = RONDO_ROLE_CLIENT;
  registration->clients = registration->coaches = 2;
  g_free (registration->note);
  registration->note = g_strdup ("Only in the evening.");
  rondo_join_dialog_set_registration (RONDO_JOIN_DIALOG (dialog), registration);
  rondo_join_dialog_set_owed (RONDO_JOIN_DIALOG (dialog), 2);
  gtk_window_present (dialog);
  part = ADW_COMBO_ROW (find_row (widget, "Your _Part"));
  g_assert_cmpuint (adw_combo_row_get_selected (part), ==, 2);
  g_assert_cmpstr (get_text (widget, "Note to the Coordinators"), ==, "Only in the evening.");
  g_assert_true (fixture_find_text (widget,
                                    "From earlier rounds you owe 2 sessions as a coach. Coach in "
                                    "this round to give them back."));
  g_assert_nonnull (fixture_find_button (widget, "_Save"));
  fixture_close (dialog);
}

/* A member who may not join is told why; who joined may change it until requests close. */
static void
test_open_rounds (void)
{
  RondoRoundSummary summary = {.round = rondo_round_new ()};
  g_autoptr (RondoMember) self = rondo_member_new ();
  g_autoptr (GPtrArray) rounds = g_ptr_array_new ();
  RondoHomeOverview overview = {.self = self, .rounds = rounds};
  g_autoptr (RondoRegistration) registration = NULL;

  g_ptr_array_add (rounds, &summary);
  summary.round->id = rondo_id_derive ("tests", "round");
  rondo_round_fill_dates (summary.round, 20000);
  summary.round->least_training = 60;
  for (guint step = 0; step < 4; step++) {
    static const char *const labels[] = {NULL, "Join…", "Change…", NULL};
    RondoDate today = step == 3 ? 19996 : 19990;
    g_autoptr (GPtrArray) lines = NULL;
    RondoLineItem *line;
    g_autofree char *label = NULL;
    gboolean has_action = FALSE;

    self->training_hours = step > 0 ? 60 : 59;
    if (step == 2)
      registration = summary.registration =
          rondo_registration_new (summary.round->id, summary.round->id, NULL);
    lines = rondo_lines_for_open_rounds (&overview, today);
    line = lines->pdata[0];
    g_object_get (line, "detail", &label, "has-action", &has_action, NULL);
    g_assert_cmpint (has_action, ==, labels[step] != NULL);
    if (labels[step] != NULL)
      g_assert_cmpstr (label, ==, labels[step]);
  }
  rondo_round_free (summary.round);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/kinds/the-form-asks-what-the-kind-needs", test_form);
  g_test_add_func ("/app/kinds/days-follow-and-are-in-order", test_days);
  g_test_add_func ("/app/kinds/who-joins-a-team-chooses-a-side", test_join_a_side);
  g_test_add_func ("/app/kinds/coordinators-register-for-one-part", test_register_as_client);
  g_test_add_func ("/app/kinds/what-was-said-can-be-changed", test_change_what_was_said);
  g_test_add_func ("/app/kinds/open-rounds-say-why-not-and-until-when", test_open_rounds);
  return g_test_run ();
}
